"""The mistakes of authors, planted one by one: one finding each, at the right word, that names what to do."""

from __future__ import annotations

import functools
import re
from pathlib import Path

import pytest
from places import findings_of, marked

from gatecoach.content import content_root
from gatecoach.source import read

FOLDER = "acme"
KEYS = {"mistake", "file", "from", "to", "in", "at", "code", "token", "message", "hint"}


def table():
    """Every mistake of the table."""
    document = read(Path(__file__).with_name("planted.yaml").read_bytes(), "planted.yaml")
    assert not document.findings, document.findings
    assert all(set(each) <= KEYS for each in document.tree)
    return document.tree


PLANTED = table()


@functools.cache
def bundled():
    """The files of b2b in one folder; its scenarios are tests and change nothing here."""
    roots = [Path(str(content_root(kind))) / "b2b" for kind in ("stages", "questions")]
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for root in roots
        for path in sorted(root.rglob("*.yaml"))
        if "scenarios" not in path.parts
    }


def planted(row):
    """The files of b2b with the mistake in them."""
    files = bundled()
    assert files[row["file"]].count(row["from"]) == 1, "what is to be changed must stand there once"
    return {**files, row["file"]: files[row["file"]].replace(row["from"], row["to"])}


@functools.cache
def found(mistake):
    """The findings of b2b with that mistake."""
    return findings_of(planted(next(each for each in PLANTED if each["mistake"] == mistake)))


def lines(row):
    """The lines on which the finding may be: where `at` stands, else what was changed."""
    if "at" not in row:
        return spanned(bundled()[row["file"]].index(row["from"]), row["to"], bundled()[row["file"]])
    text = planted(row)[row.get("in", row["file"])]
    assert text.count(row["at"]) == 1, "the place of the finding must stand there once"
    return spanned(text.index(row["at"]), row["at"], text)


def spanned(start, part, text):
    """The lines of a part that begins at that character of a text."""
    first = text.count("\n", 0, start) + 1
    return range(first, first + part.count("\n") + 1)


def difference(row, findings):
    """What is not as the table says; nothing where all is."""
    if len(findings) != 1:
        return f"{len(findings)} findings: {[each.text() for each in findings]}"
    (finding,) = findings
    said = {
        "in": finding.file.removeprefix(f"{FOLDER}/"),
        "code": finding.code,
        "token": marked(finding),
        "message": re.sub(r"line \d+", "line …", finding.message),
        "hint": finding.hint,
    }
    wanted = {"in": row["file"], **{key: row[key] for key in said if key in row}}
    wrong = [f"{key}: {said[key]!r} is not {wanted[key]!r}" for key in said if said[key] != wanted[key]]
    return "; ".join(wrong) or ("" if finding.line in lines(row) else f"line {finding.line} is not in {lines(row)}")


@pytest.mark.parametrize("row", PLANTED, ids=lambda row: row["mistake"])
def test_a_mistake_has_one_finding_at_the_right_word(row):
    """Code, file, line, token, message and hint are those of the table, and there is nothing else."""
    assert difference(row, found(row["mistake"])) == ""


@pytest.mark.parametrize("row", PLANTED, ids=lambda row: row["mistake"])
def test_a_golden_message_is_able_to_fail(row):
    """Another code, token, message or hint, another place, no finding or a second one: each is seen."""
    findings = found(row["mistake"])
    other = {key: f"{row[key]} or so" for key in ("code", "token", "message", "hint")}
    assert all(difference({**row, key: value}, findings) for key, value in other.items())
    assert difference({**row, "in": "elsewhere.yaml"}, findings)
    moved = [type(each)(**{**each.as_dict(), "line": each.line + 40}) for each in findings]
    assert difference(row, moved)
    assert difference(row, [])
    assert difference(row, [*findings, *findings])


def test_without_the_mistakes_there_is_no_finding():
    """Each finding comes from its one change."""
    assert findings_of(bundled()) == []


def test_every_mistake_says_what_to_do():
    """No message leaves its reader alone."""
    assert [row["mistake"] for row in PLANTED if not row["hint"] and "at least" not in row["message"]] == []


def test_every_code_that_can_be_planted_is_planted():
    """All kinds of mistakes are among them, each told apart by its name."""
    assert len({row["mistake"] for row in PLANTED}) == len(PLANTED) >= 40
    assert len({row["code"] for row in PLANTED}) >= 35

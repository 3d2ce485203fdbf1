"""Positions on demand: where a key, a value, a list item or the parent of something missing stands."""

from __future__ import annotations

import unicodedata

import pytest

from gatecoach.source import Place, document, read

TEXT = """\
# a remark
gates:
  needs-confirmed:
    from: needs-analysis
    to:
    requires:
      theirs: {say: "Ours, or theirs?", customer: reply,
        ask: [first, 'second one']}
    steps:
      - one: 1
        two: |
          long
          text
      - [a, b]
      - *x
shared: {list: &x [p, q]}
""".replace("      - *x\nshared: {list: &x [p, q]}\n", "base: {list: &x [p, q]}\nagain: *x\n")
GATE = ["gates", "needs-confirmed"]


@pytest.fixture(scope="module")
def doc():
    """The text above, read."""
    found = read(TEXT.encode(), "stages/f.yaml")
    assert found.findings == ()
    return found


def shown(doc, path, *, key=False):
    """The line and the very characters that a place marks."""
    at = doc.locate(path, key=key)
    return at.line, at.source[at.column - 1 : at.column - 1 + at.length]


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ([*GATE, "from"], (4, "needs-analysis")),
        ([*GATE, "requires", "theirs"], (7, '{say: "Ours, or theirs?", customer: reply,')),
        ([*GATE, "requires", "theirs", "say"], (7, '"Ours, or theirs?"')),
        ([*GATE, "requires", "theirs", "ask"], (8, "[first, 'second one']")),
        ([*GATE, "requires", "theirs", "ask", 1], (8, "'second one'")),
        ([*GATE, "steps", 0, "one"], (10, "1")),
        ([*GATE, "steps", 0, "two"], (11, "|")),
        ([*GATE, "steps", 1], (14, "[a, b]")),
        (["base", "list", 1], (15, "q")),
        (["again"], (16, "*x")),
        (["again", 0], (15, "p")),
    ],
)
def test_a_value_is_marked_as_written(doc, path, marked):
    """The place of a value is its token, quotes and brackets included, up to the end of its line."""
    assert shown(doc, path) == marked


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ([*GATE, "to"], (5, "to")),
        ([*GATE, "requires"], (6, "requires")),
        ([*GATE, "steps"], (9, "steps")),
        ([*GATE, "steps", 0], (10, "one")),
        ([], (2, "gates")),
    ],
)
def test_what_has_no_token_is_marked_at_its_key(doc, path, marked):
    """An empty value or one on later lines is shown at its key; a list item without a key at its first word."""
    assert shown(doc, path) == marked


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ([*GATE, "from"], (4, "from")),
        (["gates"], (2, "gates")),
        ([*GATE, "requires", "theirs", "ask"], (8, "ask")),
        (["again"], (16, "again")),
        ([*GATE, "steps", 1], (14, "[a, b]")),
    ],
)
def test_a_key_is_marked_on_request(doc, path, marked):
    """With `key=True` the key token is the place; a list item, which has none, is shown itself."""
    assert shown(doc, path, key=True) == marked


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ([*GATE, "signals", "gone-quiet", "say"], (3, "needs-confirmed")),
        ([*GATE, "from", "deeper"], (4, "from")),
        ([*GATE, "requires", "theirs", "seller"], (7, "theirs")),
        ([*GATE, "steps", 9], (9, "steps")),
        ([*GATE, "steps", -1], (9, "steps")),
        ([*GATE, "steps", "one"], (9, "steps")),
        ([*GATE, "steps", 1, 7], (14, "[a, b]")),
        (["journey"], (2, "gates")),
    ],
)
def test_a_missing_path_is_marked_at_its_deepest_parent(doc, path, marked):
    """Where the path ends early, the key of the deepest parent that exists is the place."""
    assert shown(doc, path) == marked


def test_positions_are_parsed_once_and_only_on_demand(monkeypatch):
    """Reading and asking again cost no second parse; the first question costs one."""
    calls = []
    monkeypatch.setattr(document, "mark", lambda text, true=document.mark: calls.append(1) or true(text))
    found = read(b"a: {b: 1}", "f.yaml")
    assert calls == []
    assert found.locate(["a"]) == Place(1, 4, 6, "a: {b: 1}")
    assert found.locate(["a", "b"]) == Place(1, 8, 1, "a: {b: 1}")
    assert calls == [1]


def test_a_file_that_cannot_be_read_has_no_places():
    """Without a tree there is nothing to point at, and asking is still allowed."""
    found = read(b"a: [", "f.yaml")
    assert found.locate(["a"]) == Place(0, 0, 1, "")
    assert found.finding("GC013", "is missing", ["a"]).text().startswith("f.yaml: error: is missing [GC013]")


def test_a_finding_carries_everything_the_author_needs(doc):
    """A finding of a document has file, place, source line, the path in ids and numbers, and the next step."""
    path = [*GATE, "requires", "theirs", "ask", 0]
    found = doc.finding("GC014", 'unknown evidence "first"', path, hint="did you mean so?", severity="warning")
    assert found.text().splitlines() == [
        'stages/f.yaml:8:15: warning: unknown evidence "first" [GC014]',
        " 8 |         ask: [first, 'second one']}",
        "   |               ^^^^^ did you mean so?",
        "    = at gates.needs-confirmed.requires.theirs.ask.0   help: gatecoach explain GC014",
    ]
    assert doc.finding("GC012", "x", path[:-1], key=True).column == 9


@pytest.mark.parametrize(
    ("before", "cells"),
    [("key", 3), ("é", 1), ("e\u0301e\u0301", 2), ("顧客", 4), ("😀", 2), ("顧e\u0301😀", 5)],
)
def test_the_caret_stands_under_the_token_whatever_stands_before(before, cells):
    """Columns count characters, while the caret is set off by terminal cells: wide ones two, combining ones none."""
    found = read(f"{before}: [x, wrong]\n".encode(), "f.yaml")
    finding = found.finding("GC014", "unknown", [before, 1])
    assert (finding.column, finding.length) == (len(before) + 7, 5)
    _, source, caret, _ = finding.text().splitlines()
    gutter = len(" 1 | ")
    assert source[gutter:] == f"{before}: [x, wrong]"
    assert caret.index("^") - gutter == cells + 6
    assert caret.count("^") == 5


def test_wide_tokens_get_a_caret_for_each_cell():
    """A token of wide characters is underlined over its whole width, and its length counts characters."""
    finding = read("phase: 顧客😀\n".encode(), "f.yaml").finding("GC014", "unknown", ["phase"])
    assert finding.length == 3
    assert finding.text().count("^") == sum(1 + (unicodedata.east_asian_width(c) == "W") for c in "顧客😀")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u0085", "\u2028"])
def test_every_line_end_of_yaml_counts(line_end):
    """Lines are counted as the parser counts them, so the source line always is the line of the place."""
    found = read(line_end.join(["a: 1", "# remark", "b:", "  c: here"]).encode(), "f.yaml")
    assert found.locate(["b", "c"]) == Place(4, 6, 4, "  c: here")


def test_a_token_over_several_lines_is_marked_on_its_first():
    """Only the first line of a long quoted or plain text is underlined, without the spaces at its end."""
    found = read(b'a: "one  \n  two"\nb: one \n  two\nc: 1\n', "f.yaml")
    assert (shown(found, ["a"]), shown(found, ["b"]), shown(found, ["c"])) == ((1, '"one'), (3, "one"), (5, "1"))


def test_of_an_endless_line_only_the_part_around_the_token_is_shown():
    """A finding in a line of a million characters is printed in a few, with the caret under its token."""
    found = read(b"a: [" + b"x, " * 50_000 + b"wrong" + b", x" * 50_000 + b"]", "f.yaml")
    _, source, caret, _ = found.finding("GC014", "unknown", ["a", 50_000]).text().splitlines()
    assert len(source) < 320
    assert source[caret.index("^") : caret.rindex("^") + 1] == "wrong"


@pytest.mark.parametrize("text", ['"\\e[31mred": 1\n"\\e[31mred": 2\n', "a: \x1b[31m", "a: \u202eb\na: 1"])
def test_a_file_cannot_draw_on_the_screen_of_its_reader(text):
    """Signs that steer a terminal or turn the direction of writing never reach the printed finding."""
    (finding,) = read(text.encode(), "f.yaml").findings
    assert all(line.isprintable() for line in finding.text().split("\n"))

"""`gatecoach migrate`: who moves and why, before and while it is done; a map with a hole in it moves nobody."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from cli.small_deal import CRM, ROOT

import gatecoach as gc
from gatecoach.cli.load import Inputs
from gatecoach.cli.options import Fetched
from gatecoach.errors import JournalError
from gatecoach.journal.keeping import keep, kept_subject

AT = ("--at", "2026-03-20")
WORDS = (
    ('version: "2026.1"', 'version: "2027.1"'),
    ("economic-buyer", "sponsor"),
    ("invitation-sent", "meeting-proposed"),
    ("accepts", "agrees"),
    ("  needs-analysis:", "  needs:"),
    ("from: needs-analysis", "from: needs"),
    ("to: needs-analysis", "to: needs"),
)
STRICTER = ("customer: needs-review-answered", "customer: {what: needs-review-answered, by: sponsor}")
MAP = """\
migration: to-2027
from: first-deal@2026.1
to: first-deal@2027.1
stages: {needs-analysis: needs}
roles: {economic-buyer: sponsor}
evidence:
  invitation-sent: meeting-proposed
  invitation-answered: {outcomes: {accepts: agrees}}
"""


@pytest.fixture
def versions(folder):
    """The bundled framework as `v1`, a renamed and stricter one as `v2`, and the map between them."""
    shutil.copytree(ROOT / "stages/first-deal", folder / "v1")
    shutil.copytree(ROOT / "stages/first-deal", folder / "v2")
    for path in (folder / "v2").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for old, new in [*WORDS, STRICTER]:
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    (folder / "map.yaml").write_text(MAP, encoding="utf-8")
    crm = json.loads(json.dumps(CRM))
    crm["Opportunity"]["records"][0]["Amount"] = 48000
    (folder / "deal/crm.json").write_text(json.dumps(crm), encoding="utf-8")
    return folder


@pytest.fixture
def journal(versions):
    """A journal that keeps the deal under `v1`."""
    deal = Inputs("v1", None, [Path("deal")], Fetched.CONNECTOR, ()).deal("006A")
    with gc.open_journal("deals.db") as opened:
        keep(opened, deal.subject, at=date(2026, 3, 12), by="rosa")
    return "deals.db"


TABLE = """\
Way   Deal           Verified                Gap     Amount
back  Line 3 (006A)  Solution fit -> Needs analysis  0 -> 1  48,000
  Needs confirmed: does not open now.
    - Missing on the customer side: Their reply to our needs review.
    - Anna Vance did this, but holds none of the roles that count here (sponsor).
"""


def test_a_dry_run_over_files_tells_who_moves_and_why(run, versions):
    """A row for each deal, the gate that decides with its reasons, and what it comes to."""
    done = run("migrate", "v1", "v2", "--map", "map.yaml", "--data", "deal", "--dry-run", *AT)
    assert done.code == 0
    lines = [" ".join(each.split()) for each in done.out.splitlines()]
    for line in TABLE.splitlines():
        assert " ".join(line.split()) in lines
    assert "1 deal: 1 moves back (48,000)." in lines
    assert "A dry run: nothing was written. 1 deal would be moved." in lines


def test_what_a_map_only_warns_of_is_shown_and_the_deals_move(run, versions):
    """A day that would become an amount, on stderr and at its place."""
    fields = "fields: {close-date: amount}\n"
    (versions / "map.yaml").write_text(MAP + fields, encoding="utf-8")
    done = run("migrate", "v1", "v2", "--map", "map.yaml", "--data", "deal", "--dry-run", *AT)
    assert (done.code, "1 deal would be moved." in done.out) == (0, True)
    told = 'the field "close-date" holds values of the kind date, and "amount" of money [GC063]'
    assert f"map.yaml:9:22: warning: {told}" in done.err


def test_the_same_for_a_machine(run, versions):
    """With both pins, the reasons in both languages, and the sums."""
    done = run(
        "migrate", "v1", "v2", "--map", "map.yaml", "--data", "deal", "--dry-run", *AT, "--format", "json"
    )  # fmt: skip
    row = json.loads(done.out)
    assert (row["schema"], row["dry-run"], row["moved"], row["money"]) == (1, True, 0, "amount")
    assert (row["map"]["id"], row["map"]["from"]["version"], row["map"]["to"]["version"]) == (
        "to-2027", "2026.1", "2027.1",
    )  # fmt: skip
    (deal,) = row["deals"]
    assert (deal["name"], deal["direction"], deal["amount"]) == ("Line 3", "back", "48000")
    assert row["totals"]["back"] == {"deals": 1, "amount": "48000"}
    texts = [why["text"] for gate in deal["gates"] for each in gate["requirements"] for why in each["reasons"]]
    assert texts
    assert all({*each} == {"en", "de"} for each in texts)


def test_a_real_run_moves_every_deal_once(run, journal):
    """Afterwards it loads under the new version and not under the older one; a second run says so."""
    words = ("migrate", "v1", "v2", "--map", "map.yaml", "--journal", journal, "--by", "ops", *AT)
    first = run(*words)
    assert first.code == 0
    assert "1 deal moved, one event for each in the journal." in first.out
    with gc.open_journal(journal) as kept:
        assert kept_subject(kept, gc.load("v2"), "opportunity", "006A").framework.version == "2027.1"
        with pytest.raises(JournalError, match="gatecoach migrate"):
            kept_subject(kept, gc.load("v1"), "opportunity", "006A")
        before = kept.position()
    again = run(*words)
    assert again.code == 0
    assert "1 deal under first-deal 2027.1 already." in again.out
    assert "No deal had to be moved; nothing was written." in again.out
    with gc.open_journal(journal) as kept:
        assert kept.position() == before
    assert run("journal", "verify", journal).code == 0


def test_a_dry_run_over_a_journal_writes_nothing(run, journal):
    """And beside its deals tells those of files that it does not keep."""
    crm = json.loads(Path("deal/crm.json").read_text(encoding="utf-8"))
    other = {**crm["Opportunity"]["records"][0], "Id": "006B", "Name": "Line 4"}
    crm["Opportunity"]["records"].append(other)
    Path("deal/crm.json").write_text(json.dumps(crm), encoding="utf-8")
    with gc.open_journal(journal) as kept:
        before = kept.position()
    done = run(
        "migrate", "v1", "v2", "--map", "map.yaml", "--journal", journal, "--data", "deal", "--dry-run", *AT,
        "--format", "json",
    )  # fmt: skip
    assert sorted(each["id"] for each in json.loads(done.out)["deals"]) == ["006A", "006B"]
    with gc.open_journal(journal) as kept:
        assert kept.position() == before


def test_a_map_that_leaves_words_out_moves_nobody(run, journal):
    """Exit code 2 with all of them, the nearest word and what to write; the journal is as it was."""
    Path("map.yaml").write_text("\n".join(MAP.splitlines()[:3]) + "\n", encoding="utf-8")
    with gc.open_journal(journal) as kept:
        before = kept.position()
    done = run("migrate", "v1", "v2", "--map", "map.yaml", "--journal", journal, *AT)
    assert (done.code, done.out) == (2, "")
    assert "the map in map.yaml is not whole: 4 findings" in done.err
    for word in ("needs-analysis", "economic-buyer", "invitation-sent", "accepts"):
        assert f'"{word}"' in done.err
    assert "write `needs-analysis: …` below `stages:`" in done.err
    assert "gatecoach explain GC059" in done.err
    with gc.open_journal(journal) as kept:
        assert kept.position() == before


def test_open_talks_are_listed_with_what_to_do(run, journal):
    """They stay with the version that they were opened under."""
    framework = gc.load("v1")
    with gc.open_journal(journal) as kept:
        deal = kept_subject(kept, framework, "opportunity", "006A")
        session, events = gc.open_session(
            framework, "gate-review", about=deal, coach="m.lee", coachee="r.diaz", at=date(2026, 3, 13)
        )
        kept.append(session.stream, 0, events)
    for more in (("--dry-run",), (), ()):
        done = run("migrate", "v1", "v2", "--map", "map.yaml", "--journal", journal, *AT, *more)
        assert done.code == 0
        said = " ".join(done.out.split())
        assert "1 talk under first-deal 2026.1 is not known to have ended." in said
        assert f"- gate-review {session.stream} about 006A, in preparation" in said


MISTAKES = {
    "no deals": ((), "no-deals", "--journal"),
    "files without a dry run": (("--data", "deal"), "nothing-kept", "--dry-run"),
    "no such journal": (("--journal", "nowhere.db"), "no-such-file", ".db or .jsonl"),
    "no such field": (("--data", "deal", "--dry-run", "--money", "amont"), "unknown-field", 'did you mean "amount"?'),
    "no number": (("--data", "deal", "--dry-run", "--money", "use-case"), "unknown-field", "known: amount"),
    "no such map": (("--data", "deal", "--dry-run", "--map", "nowhere.yaml"), "not-readable", "Check its name"),
    "no map": (("--data", "deal", "--dry-run", "--map", "deal/people.yaml"), "GC013", "migration"),
    "its own journal": (("--journal", "deals.db", "--out", "deals.db"), "own-file", "--out"),
}


@pytest.mark.parametrize(("words", "code", "next_step"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_its_code_and_the_next_step(run, journal, words, code, next_step):
    """Exit code 2, and nothing on stdout."""
    words = words if "--map" in words else (*words, "--map", "map.yaml")
    done = run("migrate", "v1", "v2", *words, *AT)
    assert (done.code, done.out) == (2, "")
    assert f"[{code}]" in done.err
    assert next_step in done.err


def test_the_same_version_twice_is_no_move(run, versions):
    """Somebody named one of them twice."""
    done = run("migrate", "v1", "v1", "--data", "deal", "--dry-run", *AT)
    assert (done.code, "[same-framework]" in done.err) == (2, True)


def test_what_is_given_up_is_told_with_its_reason(run, versions):
    """Beside each deal whose records say it."""
    text = MAP.replace(
        "roles: {economic-buyer: sponsor}", "roles: {economic-buyer: sponsor, key-stakeholder: {gone: it was vague}}"
    )
    Path("map.yaml").write_text(text, encoding="utf-8")
    done = run("migrate", "v1", "v2", "--map", "map.yaml", "--data", "deal", "--dry-run", *AT)
    assert "given up: role key-stakeholder, 1 time: it was vague" in done.out


def test_a_deal_whose_name_was_erased_is_no_deal_any_more(run, journal):
    """Nobody can tell which one it was, so nobody can move it; the erasure stays proven."""
    with gc.open_journal(journal) as kept:
        kept.erase("006A", by="dpo", at=date(2026, 3, 14), ground="a request")
    done = run("migrate", "v1", "v2", "--map", "map.yaml", "--journal", journal, *AT)
    assert (done.code, "No deal had to be moved" in done.out) == (0, True)
    assert run("journal", "verify", journal).code == 0


def test_a_deal_that_cannot_be_judged_is_an_answer_of_its_own(run, journal, monkeypatch):
    """It stays, exit code 1 says that it does, and why stands beside it."""

    def refuse(*_):
        raise JournalError("words-are-gone", "it was erased who sold it")

    monkeypatch.setattr("gatecoach.migrating.journaled.subject_of", refuse)
    done = run("migrate", "v1", "v2", "--map", "map.yaml", "--journal", journal, *AT)
    assert done.code == 1
    assert "opportunity 006A cannot be told: it was erased who sold it" in done.out


def test_a_narrow_terminal_gets_lines_in_place_of_columns(run, versions, monkeypatch):
    """Nothing is wider than the terminal."""
    monkeypatch.setenv("COLUMNS", "48")
    done = run("migrate", "v1", "v2", "--map", "map.yaml", "--data", "deal", "--dry-run", *AT)
    assert max(map(len, done.out.splitlines())) <= 48
    assert "Line 3 (006A)" in done.out

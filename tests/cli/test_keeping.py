"""Facts of deals in a journal, as commands read them: by deal, as well proven as the reader vouches for."""

from __future__ import annotations

import pytest
from cli.raw_deal import CONNECTED, LABELS, OURS, letter, write
from cli.small_deal import AT, COACH, WHOLE
from journal.dealings import DAY, REPLY, deal

from gatecoach.cli.keeping import kept_facts
from gatecoach.coaching import Event
from gatecoach.errors import JournalError
from gatecoach.facts import Evidence
from gatecoach.framework import load
from gatecoach.journal import keep, open_journal, stream_of
from gatecoach.journal.known import known, subject_of


@pytest.fixture(scope="module")
def framework():
    """The framework of the deal."""
    return load("first-deal")


def test_of_a_journal_the_facts_of_one_journey_are_read_by_deal(tmp_path, framework):
    """With the grade up to which it is believed; the streams of other journeys are left alone."""
    path = tmp_path / "deals.jsonl"
    with open_journal(path) as journal:
        keep(journal, deal(REPLY), at=DAY, by="intake")
    assert kept_facts(path, framework, "opportunity", "proven") == {"006A": [REPLY]}
    assert kept_facts(path, framework, "opportunity", "asserted")["006A"][0].grade == "asserted"
    assert kept_facts(path, framework, "gate-review", "proven") == {}


def test_facts_that_were_kept_under_another_framework_are_refused(tmp_path):
    """With the next step, for their words may mean something else."""
    path = tmp_path / "deals.jsonl"
    with open_journal(path) as journal:
        keep(journal, deal(REPLY), at=DAY, by="intake")
    with pytest.raises(JournalError, match="gatecoach migrate"):
        kept_facts(path, load("b2b"), "opportunity", "proven")


def test_a_journal_of_an_early_version_is_refused_with_a_next_step(folder, run):
    """Whoever reads or writes it: a deal in the name of a stream would stay for ever."""
    stream = "deal:opportunity:006A"
    with open_journal("deals.jsonl") as journal:
        journal.append(stream, 0, [Event(id="e", stream=stream, kind="fact-taken-in", at=DAY, by="intake")])
    words = ("--data", "deal", "--at", AT)
    for command in (
        ("decide", "006A", "needs-confirmed", *words, "--data", "deals.jsonl"),
        ("decide", "006A", "needs-confirmed", *words, "--journal", "deals.jsonl"),
        ("intake", "crm", "deal", "--at", AT, "--journal", "deals.jsonl"),
        (*COACH, *words, "--journal", "deals.jsonl"),
    ):
        done = run(*command)
        assert (done.code, "[old-journal] Take the facts into a new journal" in done.err) == (2, True), command


def test_a_deal_is_judged_from_its_journal_as_from_the_mails(folder, run):
    """The mails may be gone by then; a journal that somebody hands in proves nothing by itself."""
    said = "{id: s1, about: reply@pumps.example, outcome: confirms, quote: all, by: r.diaz, at: 2026-03-03}"
    read = f"{LABELS}statements:\n  - {said}\n"
    write(folder / "deal", mails__1_eml=letter(OURS), mails__2_eml=letter(second=1), facts_yaml=read)
    words = ("decide", "006A", "needs-confirmed", "--check", "--at", AT)
    whole = run(*words, "--data", "deal", *CONNECTED)
    assert whole.code == 0
    run("intake", "mail", "deal", "--at", AT, "--journal", "deals.jsonl", *CONNECTED)
    write(
        folder / "kept",
        people_yaml=(folder / "deal/people.yaml").read_text("utf-8"),
        crm_json=(folder / "deal/crm.json").read_text("utf-8"),
    )
    write(folder / "kept", facts_yaml=read[read.index("statements") :])
    kept_words = (*words, "--data", "kept", "--data", "deals.jsonl")
    assert run(*kept_words, *CONNECTED).out == whole.out
    assert run(*kept_words, "--fetched-by", "upload").code == 1
    both = run(*words, "--data", "deal", "--data", "deals.jsonl", *CONNECTED)
    assert (both.code, both.out) == (0, whole.out)
    run("intake", "mail", "deal", "--at", AT, "--journal", "uploaded.jsonl")
    mixed = run(*words, "--data", "deal", "--data", "uploaded.jsonl", *CONNECTED)
    assert (mixed.code, mixed.out) == (0, whole.out)


def test_what_intake_keeps_is_told_again_as_a_deal(folder, run, framework):
    """Whose it is, who takes part, which channels its items came through, and the labels beside the facts."""
    write(folder / "deal", mails__1_eml=letter(OURS), mails__2_eml=letter(second=1), facts_yaml=LABELS)
    for kind in ("mail", "crm"):
        assert run("intake", kind, "deal", "--at", AT, "--journal", "deals.jsonl", *CONNECTED).code == 0
    with open_journal("deals.jsonl") as journal:
        found = known(journal.read(stream_of(journal, "opportunity", "006A")))
    told = subject_of(framework, found)
    assert (told.owner, sorted(each.id for each in told.people)) == ("r.diaz", ["anna", "bo", "m.lee", "r.diaz"])
    assert {told.sources[each.source] for each in told.facts if isinstance(each, Evidence)} == {"mail"}
    assert {"mail", "crm"} <= set(told.sources.values())
    assert sorted(each.label for each in found.labels) == ["invitation-sent", "needs-review-sent"]
    (claim,) = told.claims
    assert claim.stage == "solution-fit"


def test_talks_and_facts_live_in_one_journal(folder, run):
    """Neither command takes the other's streams for its own."""
    write(folder / "mails", a_eml=letter(OURS), facts_yaml=LABELS)
    taken = run("intake", "mail", "mails", "--data", "deal", "--at", AT, "--journal", "gatecoach.db")
    assert taken.code == 0, taken.err
    assert run(*COACH, "--data", "deal", "--at", AT, answers=WHOLE).code == 0
    assert run("ics", "gatecoach.db", "--at", AT).code == 0

"""`--journal` of `decide` and `standing`: what is shown is kept first, with the facts behind it, each once."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from cli.small_deal import AT, PEOPLE

from gatecoach.facts import moment
from gatecoach.framework import load
from gatecoach.journal import kept_subject, open_journal, stream_of
from gatecoach.journal.records import SHOWN
from gatecoach.journey import decide_subject

ASKED = ("decide", "006A", "needs-confirmed", "--data", "deal", "--at", AT)
NAME = ("opportunity", "006A")


@pytest.fixture
def shown(folder):
    """The data of every decision that a journal says was shown about the deal."""

    def reading(place="deals.db"):
        with open_journal(place) as journal:
            events = journal.read(stream_of(journal, *NAME))
        return [each.data for each in events if each.kind == SHOWN]

    return reading


def test_what_decide_shows_is_kept_with_its_facts_and_shown_as_without(run, shown):
    """The same answer; what is new is told on stderr, and the very same decision again adds nothing."""
    plain, kept, again = run(*ASKED), *(run(*ASKED, "--journal", "deals.db") for _ in range(2))
    assert plain.out == kept.out == again.out
    assert kept.err.endswith("1 decision and 8 facts kept in deals.db\n")
    assert again.err.endswith("nothing new for deals.db\n")
    (one,) = shown()
    assert one["decision"] == json.loads(run(*ASKED, "--format", "json").out)
    assert (one["gate"], one["passes"], "people" in one) == ("needs-confirmed", False, False)


def test_what_was_shown_is_decided_again_from_the_journal_alone(run, shown):
    """Years later, and without the files: the same framework, the same facts, the same words."""
    assert run("standing", "Line 3", "--data", "deal", "--at", AT, "--journal", "deals.jsonl").code == 0
    with open_journal("deals.jsonl") as journal:
        subject = kept_subject(journal, load("first-deal"), *NAME)
    told = {each["gate"]: each["decision"] for each in shown("deals.jsonl")}
    assert sorted(told) == sorted(subject.course.gates)
    for gate, decision in told.items():
        assert decide_subject(subject, gate, moment(decision["at"])).as_dict() == decision


def test_another_time_is_another_showing_and_a_new_fact_is_one_fact(run, shown, folder):
    """Nothing is overwritten: both stand there, in the order in which they were shown."""
    run(*ASKED, "--journal", "deals.db")
    later = (*ASKED[:-1], "2026-03-12")
    assert run(*later, "--journal", "deals.db").err.endswith("1 decision kept in deals.db\n")
    text = (folder / "deal/facts.yaml").read_text("utf-8")
    (folder / "deal/facts.yaml").write_text(
        f"{text}  - {{id: s3, about: m2, outcome: confirms, quote: fine, by: r.diaz, at: 2026-03-11}}\n", "utf-8"
    )
    assert run(*later, "--journal", "deals.db").err.endswith("1 decision and 1 fact kept in deals.db\n")
    assert [each["at"] for each in shown()] == [AT, "2026-03-12", "2026-03-12"]


def test_to_whom_it_was_shown_is_kept_with_it(run, shown):
    """People of the deal, by their ids; nobody else, and only where there is a journal to write it into."""
    words = (*ASKED, "--journal", "deals.db", "--shown-to", "m.lee")
    assert run(*words, "--shown-to", "r.diaz").code == 0
    assert [each["people"] for each in shown()] == [[{"id": "m.lee"}, {"id": "r.diaz"}]]
    stranger = run(*ASKED, "--journal", "deals.db", "--shown-to", "m.li")
    assert (stranger.code, stranger.out) == (2, "")
    assert 'there is no person "m.li" [unknown-person] did you mean "m.lee"?' in stranger.err
    nowhere = run(*ASKED, "--shown-to", "m.lee")
    assert (nowhere.code, nowhere.out, "[no-journal] Name it with --journal PLACE." in nowhere.err) == (2, "", True)
    assert len(shown()) == 1


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("", "[unknown-journal] Name a file that ends in .db or .jsonl"),
        (":memory:", "[nothing-kept] Name a file that ends in .db or .jsonl"),
        ("deals.txt", "[unknown-journal] Name a file that ends in .db or .jsonl"),
    ],
)
def test_a_place_that_keeps_nothing_is_refused_before_anything_is_shown(run, place, said):
    """What cannot be kept is not shown either."""
    done = run(*ASKED, "--journal", place)
    assert (done.code, done.out, said in done.err) == (2, "", True)


def test_under_another_framework_nothing_is_shown(run, shown, folder):
    """The deal is pinned to the one it was kept under; the next step is to move it."""
    run(*ASKED, "--journal", "deals.db")
    other = run("standing", "006A", "--data", "deal", "--framework", "b2b", "--at", AT, "--journal", "deals.db")
    assert (other.code, other.out) == (2, "")
    assert "[other-framework] Load that version, or move the subject: gatecoach migrate OLD NEW --map MAP." in other.err
    assert len(shown()) == 1


def test_what_is_kept_is_dated_when_it_was_kept_whatever_time_was_asked_about(run, folder, monkeypatch):
    """So nobody can write down today what they would like to have known then."""
    monkeypatch.setattr("gatecoach.cli.keeping.now", lambda: dt.datetime(2026, 5, 1, 8, tzinfo=dt.UTC))
    run(*ASKED, "--journal", "deals.db")
    framework = load("first-deal")
    with open_journal("deals.db") as journal:
        assert {each.recorded for each in journal.since()} == {"2026-05-01T08:00:00+00:00"}
        assert kept_subject(journal, framework, *NAME, as_of=dt.date(2026, 4, 30)) is None
        assert kept_subject(journal, framework, *NAME, as_of=dt.date(2026, 5, 1)) is not None


def test_what_cannot_be_the_deals_is_told_and_not_kept(run, folder):
    """A label with a word that the framework does not know."""
    facts = folder / "deal/facts.yaml"
    label = "labels:\n  - {label: nonsense-sent, message: m1, by: r.diaz, at: 2026-03-02}\n"
    facts.write_text(facts.read_text("utf-8") + label, "utf-8")
    done = run(*ASKED, "--journal", "deals.db")
    assert (done.code, "not kept: m1: There is no kind of evidence called nonsense-sent here." in done.err) == (0, True)


def test_a_fact_that_contradicts_a_kept_one_is_told_and_the_kept_one_holds(run, shown, folder):
    """On stderr, with what to do; the decision is that of the files, as it was shown."""
    run(*ASKED, "--journal", "deals.db")
    facts = folder / "deal/facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("text: it is 40 hours", "text: it is 40 hours a day"), "utf-8")
    done = run(*ASKED, "--journal", "deals.db")
    assert done.code == 0
    assert "opportunity 006A: warning: m3 is kept already and says something else there" in done.err
    assert len(shown()) == 2


def test_an_erased_person_is_in_no_byte_of_the_journal(run, folder):
    """Not in the facts, the decisions, the people, nor in who was shown what."""
    run("standing", "006A", "--data", "deal", "--at", AT, "--journal", "deals.db", "--shown-to", "r.diaz")
    with open_journal("deals.db") as journal:
        for person in ("anna", "bo", "r.diaz"):
            assert journal.erase(person, by="dpo", at=moment(AT), ground="request 7").parts
    whole = b"".join(each.read_bytes() for each in folder.iterdir() if each.name.startswith("deals.db"))
    named = [line.split("name: ")[1].split(",")[0] for line in PEOPLE.splitlines() if "name" in line]
    words = ["anna", "r.diaz", *named[:3], "40 hours", "rosa@line.example"]
    assert [each for each in words if each.encode() in whole] == []
    assert run("journal", "verify", "deals.db").code == 0

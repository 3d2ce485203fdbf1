"""A deal told again from its stream: as it is, as it was known then, after a move, and after an erasure."""

from __future__ import annotations

import datetime as dt

import pytest
from journal.dealings import CLAIM, DAY, FACTS, LABEL, LATER, READING, REPLY, SENT, WAIVED, deal

from gatecoach.coaching import Event
from gatecoach.errors import JournalError
from gatecoach.facts import Claim, Person
from gatecoach.framework import load
from gatecoach.journal.keeping import Shown, keep, kept_subject
from gatecoach.journal.known import known, retell
from gatecoach.journal.names import Directory, stream_of
from gatecoach.journal.records import pin, placed, subject_moved
from gatecoach.journey import decide_subject

NAME = ("opportunity", "006A")
ORDER = {"by": "dpo", "at": LATER, "ground": "request 7"}


@pytest.fixture(scope="module")
def framework():
    """The framework that the deal is pinned to."""
    return load("first-deal")


def read(journal):
    """The events of the deal."""
    return journal.read(stream_of(journal, *NAME))


def test_a_deal_is_the_same_from_every_journal(journal, framework):
    """Also from the last of a position: `since` gives the events in the order in which they were taken."""
    keep(journal, deal(), at=DAY, by="intake", labels=[LABEL])
    assert kept_subject(journal, framework, *NAME) == deal()
    after = [each.event for each in journal.since(1)]
    assert retell(framework, after) == deal()


def test_as_of_a_day_it_is_what_was_known_then(journal, framework):
    """Not what happened by then: the reply was written before, and became known later."""
    keep(journal, deal(SENT), at=DAY, by="intake")
    keep(journal, deal(SENT, REPLY, READING, owner="m.lee"), at=LATER, by="intake")
    then = kept_subject(journal, framework, *NAME, as_of=dt.date(2026, 3, 4))
    assert (then.facts, then.owner) == ((SENT,), "r.diaz")
    now = kept_subject(journal, framework, *NAME, as_of=LATER)
    assert (now.facts, now.owner) == ((SENT, REPLY, READING), "m.lee")
    assert kept_subject(journal, framework, *NAME, as_of=dt.date(2026, 3, 1)) is None


def test_what_is_not_there_is_nothing(journal, framework):
    """Asking for it writes nothing."""
    assert kept_subject(journal, framework, *NAME) is None
    assert journal.position() == 0
    assert known([]) is None


@pytest.mark.parametrize("person", ["anna", "r.diaz", "m.lee", "bo"])
def test_after_an_erasure_nothing_of_a_person_is_left_and_the_rest_is_told(journal, framework, person):
    """Their words, every reading of them, their seat, what names them: in no part, and in no public word ever."""
    subject = deal()
    decision = decide_subject(subject, "needs-confirmed", DAY)
    keep(journal, subject, at=DAY, by="r.diaz", labels=[LABEL], shown=Shown([decision], to=["m.lee", "r.diaz"]))
    names = {each.id: each.name for each in subject.people}
    journal.erase(person, **ORDER)
    told = "".join(journal.export())
    said = {"anna": ["exactly our"], "r.diaz": ["She nodded"], "m.lee": ["She is away"], "bo": []}[person]
    assert [each for each in (f'"{person}"', names[person], *said) if each in told] == []
    assert journal.verify().whole
    left = kept_subject(journal, framework, *NAME)
    kept = {
        "anna": [SENT, *FACTS[3:]],
        "r.diaz": [REPLY, Claim(stage="solution-fit", at=DAY), *FACTS[4:]],
        "m.lee": FACTS[:-1],
        "bo": [each for each in FACTS if each.as_dict().get("by") != "bo"],
    }[person]
    assert list(left.facts) == kept
    assert person not in {each.id for each in left.people}
    assert left.owner == ("" if person == "r.diaz" else "r.diaz")


def test_who_only_wrote_a_fact_down_takes_nobody_elses_words(journal, framework):
    """Neither the item that somebody else did, nor a third person's reading of it."""
    theirs = READING.model_copy(update={"by": "m.lee"})
    keep(journal, deal(SENT, REPLY, theirs), at=DAY, by="bo")
    journal.erase("bo", **ORDER)
    assert kept_subject(journal, framework, *NAME).facts == (SENT, REPLY, theirs)
    journal.erase("anna", **ORDER)
    assert kept_subject(journal, framework, *NAME).facts == (SENT,)


def test_what_was_erased_may_be_taken_in_anew_if_its_source_still_has_it(journal, framework):
    """A stream that has lost words keeps nothing out; so delete them at their source as well."""
    keep(journal, deal(), at=DAY, by="intake")
    journal.erase("anna", **ORDER)
    assert keep(journal, deal(), at=LATER, by="intake").added == 2
    assert REPLY in kept_subject(journal, framework, *NAME).facts


def test_a_teller_who_is_erased_takes_the_whole_fact(journal, framework):
    """Without its teller an item would be told by its source, which proves more than a person's word did."""
    typed = REPLY.model_copy(update={"told_by": "r.diaz"})
    keep(journal, deal(typed), at=DAY, by="intake")
    journal.erase("r.diaz", **ORDER)
    assert kept_subject(journal, framework, *NAME).facts == ()


def test_a_deal_of_which_it_was_erased_which_one_it_was_is_told_to_nobody(journal, framework):
    """Its id went, with its name in the directory; the stream stays and proves itself."""
    keep(journal, deal(), at=DAY, by="intake")
    stream = stream_of(journal, *NAME)
    journal.erase("006A", **ORDER)
    assert kept_subject(journal, framework, *NAME) is None
    with pytest.raises(JournalError, match="which subject this was") as caught:
        retell(framework, journal.read(stream))
    assert (caught.value.code, caught.value.place) == ("words-are-gone", stream)
    assert journal.verify().whole


def test_another_framework_is_an_error_with_a_next_step(journal):
    """The hash decides, and not the name and version alone."""
    keep(journal, deal(), at=DAY, by="intake")
    with pytest.raises(JournalError, match=r"is kept under first-deal .* is loaded") as caught:
        kept_subject(journal, load("b2b"), *NAME)
    assert caught.value.code == "other-framework"
    assert "gatecoach migrate" in caught.value.help


def test_events_of_something_else_are_no_deal(framework):
    """Of a talk, of a host, or none at all."""
    talk = Event(id="e", stream="s", kind="session-opened", at=DAY, by="x")
    for events, words in (([talk], "do not begin with the opening of a subject"), ([], "no events")):
        with pytest.raises(JournalError, match=words) as caught:
            retell(framework, events)
        assert caught.value.code == "not-a-subject"


def test_events_of_a_host_between_those_of_a_deal_say_nothing(journal, framework):
    """A program may write its own beside ours."""
    keep(journal, deal(), at=DAY, by="intake")
    stream = stream_of(journal, *NAME)
    version = journal.version(stream)
    own = Event(id="own", stream=stream, kind="coffee-drunk", at=DAY, by="r.diaz", data={"fact": "evidence"})
    journal.append(stream, version, [own])
    assert kept_subject(journal, framework, *NAME) == deal()


RENAMES = {
    "journey": {"opportunity": "sale"},
    "stages": {"solution-fit": "fit"},
    "evidence": {"needs-review-answered": "review-answered", "invitation-sent": None},
    "outcomes": {"needs-review-answered.confirms": "agrees"},
    "requirements": {"needs-confirmed.needs-are-theirs": "confirmed.theirs"},
    "fields": {"amount": "worth"},
    "roles": {"key-stakeholder": "sponsor", "manager": None},
}


def test_after_a_move_all_that_was_kept_before_is_told_in_the_new_words(journal, framework):
    """Types, outcomes, stages, requirements, fields and roles; an item of a type that was given up says nothing."""
    invited = SENT.model_copy(update={"id": "i1", "what": "invitation-sent"})
    keep(
        journal,
        deal(*FACTS, invited, fields={"amount": 5}, claimed="solution-fit"),
        at=DAY,
        by="intake",
        labels=[LABEL],
    )
    stream = stream_of(journal, *NAME)
    new = {**pin(framework), "version": "2", "hash": "new"}
    moved = subject_moved(pin(framework), new, "digest", renames=RENAMES)
    journal.append(
        stream, journal.version(stream), placed(stream, journal.version(stream), [moved], at=LATER, by="m.lee")
    )
    found = known(journal.read(stream))
    assert (found.pin, found.journey, found.claimed, found.fields) == (new, "sale", "fit", {"worth": 5})
    assert found.facts == [
        SENT,
        REPLY.model_copy(update={"what": "review-answered"}),
        READING.model_copy(update={"outcome": "agrees"}),
        CLAIM.model_copy(update={"stage": "fit"}),
        FACTS[4],
        FACTS[5].model_copy(update={"field": "worth"}),
        WAIVED.model_copy(update={"requirement": "confirmed.theirs"}),
        invited.model_copy(update={"what": None}),
    ]
    assert [[role.role for role in each.roles] for each in found.people.values()] == [["sponsor"], [], ["rep"], []]
    assert found.labels == [LABEL]
    with pytest.raises(JournalError, match="kept under first-deal 2"):
        retell(framework, journal.read(stream))


def test_a_claim_that_is_given_up_with_its_stage_claims_nothing(journal, framework):
    """The move says so; and a deal that a second name was given is found under it."""
    keep(journal, deal(SENT, claimed="solution-fit", people=[Person(id="bo", side="customer")]), at=DAY, by="intake")
    stream = stream_of(journal, *NAME)
    moved = subject_moved(pin(framework), pin(framework), "digest", renames={"stages": {"solution-fit": None}})
    journal.append(stream, 2, placed(stream, 2, [moved], at=LATER, by="m.lee"))
    Directory(journal).name(stream, "opportunity", "006B", at=LATER, by="m.lee")
    assert kept_subject(journal, framework, "opportunity", "006B").claimed is None

"""The talks of a journal, told again: what they are about, who may read them, as of when, and which are lost."""

from __future__ import annotations

import pytest
from coaching.promising import FRAMEWORK, PEOPLE, TEXTS, at, looked, opened, planned, said
from helpers import framework_of

from gatecoach import Subject, open_session
from gatecoach.coaching import commitments
from gatecoach.errors import UsageError
from gatecoach.journal import MemoryJournal, keep, told_talks


def kept(*talks):
    """A journal with these talks, and with something that is none."""
    journal = MemoryJournal()
    for each in talks:
        journal.append(each.stream, 0, each.events)
    return journal


def streams(journal, **more):
    """The names of the talks that are told."""
    return [each.stream for each in told_talks(FRAMEWORK, journal, **more).talks]


def test_every_talk_is_told_as_it_was():
    """The oldest first, each with the earlier talk it is about, whatever order they were written in."""
    talk = planned()
    look = looked(talk, at(3, 11), "learn")
    told = told_talks(FRAMEWORK, kept(look, talk))
    assert (told.talks, told.lost) == ((talk, look), ())
    assert commitments(told.talks, at(3, 12)) == commitments([talk, look], at(3, 12))


def test_an_empty_journal_has_none():
    """And nothing is lost."""
    assert told_talks(FRAMEWORK, kept()).talks == ()


@pytest.mark.parametrize(
    ("when", "names"),
    [(at(3, 1), []), (at(3, 2), ["plan"]), (at(3, 10), ["plan"]), (at(3, 11), ["plan", "look"])],
)
def test_it_is_told_as_it_stood_then(when, names):
    """A talk that had not begun is not there, and one that went on later stands where it stood."""
    talk = planned()
    journal = kept(talk, looked(talk, at(3, 11), "learn"))
    assert streams(journal, at=when) == names


def test_as_of_a_day_a_talk_is_as_far_as_it_was():
    """What was said on a later day was not said yet."""
    talk = said(planned(until="heard"), at(3, 4), ("bye", "lee"))
    assert talk.closed
    then = told_talks(FRAMEWORK, kept(talk), at=at(3, 3)).talks
    assert [each.step for each in then] == ["leaving"]


def test_a_moment_without_a_zone_is_refused():
    """Also where there is nothing to tell."""
    with pytest.raises(UsageError, match="zone"):
        told_talks(FRAMEWORK, kept(planned()), at=at(3, 3).replace(tzinfo=None))


def test_a_private_talk_is_told_to_those_who_may_read_it():
    """To the coach who held it; to nobody else, not even that there is one."""
    talk = planned()
    alone = opened("alone", at(3, 12), about=talk, coachee=())
    journal = kept(talk, alone)
    assert streams(journal, who="lee") == ["plan", "alone"]
    assert [streams(journal, who=each) for each in ("diaz", "kim", "")] == [["plan"]] * 3


def test_a_talk_about_a_deal_that_the_journal_keeps_is_told_with_it():
    """The deal as it is kept, else by its name alone."""
    files = [*TEXTS, DEAL, ABOUT]
    framework = framework_of(*files)
    deal = Subject(framework, "deal", "006", owner="otto", people=PEOPLE)
    session, events = open_session(
        framework, "on-deal", about=deal, coach="lee", coachee="diaz", at=at(3, 2), people=PEOPLE, stream="s"
    )
    journal = MemoryJournal()
    journal.append("s", 0, events)
    (bare,) = told_talks(framework, journal).talks
    assert (bare.subject.about[0].id, bare.subject.about[0].owner) == ("006", "")
    keep(journal, deal, at=at(3, 2), by="lee")
    (found,) = told_talks(framework, journal).talks
    assert (found.stream, found.subject.about[0].owner) == (session.stream, "otto")


def test_what_cannot_be_told_here_is_lost_and_named():
    """A talk of another version, with why; of one whose kind is private or unknown nothing is said."""
    other = framework_of(*[each.replace('version: "1"', 'version: "2"') for each in TEXTS])
    talk = planned()
    journal = kept(talk, opened("alone", at(3, 12), about=talk, coachee=()))
    told = told_talks(other, journal, who="lee")
    assert told.talks == ()
    assert [(first.stream, why.code) for first, why in told.lost] == [("plan", "other-framework")]


def test_a_talk_whose_earlier_talk_is_gone_is_lost():
    """Nobody can say any more what it was about."""
    talk = planned()
    look = looked(talk, at(3, 11), "learn")
    told = told_talks(FRAMEWORK, kept(look))
    assert told.talks == ()
    assert [first.stream for first, _ in told.lost] == ["look"]


def test_talks_that_are_about_each_other_are_lost():
    """Nobody made them so; reading ends all the same."""
    talk = planned()
    look, more = (looked(talk, at(3, 11), "learn", stream=each) for each in ("one", "two"))
    first = [
        each.events[0].model_copy(update={"data": {**each.events[0].data, "about": [{"journey": "look", "id": other}]}})
        for each, other in ((look, "two"), (more, "one"))
    ]
    journal = MemoryJournal()
    for each in first:
        journal.append(each.stream, 0, [each])
    assert {one.stream for one, _ in told_talks(FRAMEWORK, journal).lost} <= {"one", "two"}


def test_people_of_a_talk_need_not_be_anybodys():
    """Whoever took part in no talk reads what is open."""
    assert streams(kept(planned()), who="nobody") == ["plan"]


DEAL = """
journey: deal
sides: [managers, enablement]
stages: {first: {}, second: {}}
evidence: {offer: {side: enablement}, reply: {side: managers, answers: offer}}
gates: {go: {from: first, to: second, requires: {it: {say: "They replied.", enablement: offer, managers: reply}}}}
"""
ABOUT = """
journey: on-deal
kind: conversation
sides: [coachee, coach]
about: deal
stages: {only: {}}
ends: {closed: done}
evidence: {asked: {side: coach}, told: {side: coachee}}
gates: {end: {from: only, to: closed, requires: {it: {say: "It.", coach: asked, coachee: told}}}}
"""

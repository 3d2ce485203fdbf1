"""Answers to questions about a deal: appended, never overwritten, with what they were before and why they changed."""

from __future__ import annotations

import datetime as dt

import pytest
from helpers import HEAD, framework_of, journey_text
from journal.dealings import DAY, LATER, Raced, deal

from gatecoach.errors import JournalBusy, JournalError, UsageError
from gatecoach.framework import load
from gatecoach.journal import MemoryJournal, answer, answers, keep, kept_subject, relevant_to, stream_of
from gatecoach.journey import standing
from gatecoach.subject import Subject

FIRST = "mutual-interest.they-want-to-talk.1"
OTHER = "needs-confirmed.needs-are-theirs.1"
ORDER = {"by": "dpo", "at": LATER, "ground": "request 7"}


def begun(journal):
    """The stream of the deal, which is kept from now on."""
    return keep(journal, deal(), at=DAY, by="intake").stream


def say(journal, value, *, question=FIRST, by="r.diaz", framework=None, **known):
    """An answer about the deal."""
    stream = stream_of(journal, "opportunity", "006A") or "nowhere"
    return answer(journal, stream, framework or load("first-deal"), question, value, by=by, at=LATER, **known)


def told(journal, relevant=None):
    """Every answer: what it is, what it was, who gave it, and whether it holds."""
    found = answers(journal.read(stream_of(journal, "opportunity", "006A")), relevant)
    return [(each.value, each.was, each.by, each.active) for each in found]


def test_an_answer_follows_the_one_before_and_overwrites_nothing(journal):
    """Old and new value, who, when and why are there; the last one holds."""
    begun(journal)
    given = [say(journal, "A demo."), say(journal, "A reference.", by="m.lee", reason="She wrote again.", item="m2")]
    assert told(journal) == [("A demo.", None, "r.diaz", False), ("A reference.", "A demo.", "m.lee", True)]
    last = answers(journal.read(stream_of(journal, "opportunity", "006A")))[-1]
    assert last == given[-1]
    assert (last.reason, last.item, last.at, last.question) == ("She wrote again.", "m2", LATER, FIRST)


def test_the_same_answer_again_adds_nothing_and_another_one_needs_a_reason(journal):
    """So nobody changes an answer without saying why."""
    begun(journal)
    assert say(journal, "A demo.") == say(journal, "A demo.", by="m.lee")
    assert len(told(journal)) == 1
    with pytest.raises(UsageError, match="needs a reason") as caught:
        say(journal, "A reference.", reason="  ")
    assert caught.value.code == "reason-missing"
    assert len(told(journal)) == 1


def test_answers_leave_the_deal_as_it_is(journal):
    """They are about it, and no evidence of it."""
    begun(journal)
    say(journal, 3)
    assert kept_subject(journal, load("first-deal"), "opportunity", "006A") == deal()


@pytest.mark.parametrize("person", ["r.diaz", "m.lee"])
def test_who_is_erased_takes_their_answers_and_what_the_next_one_was_before(journal, person):
    """An old value is nobody's copy of it: it stands in the answer that was given, and goes with it."""
    begun(journal)
    say(journal, "A demo, said Rosa.")
    say(journal, "A reference, said Mina.", by="m.lee", reason="News.")
    journal.erase(person, **ORDER)
    left = [("A reference, said Mina.", None, "m.lee", True)]
    assert told(journal) == (left if person == "r.diaz" else [("A demo, said Rosa.", None, "r.diaz", True)])
    gone = "said Rosa" if person == "r.diaz" else "said Mina"
    assert gone not in "".join(journal.export())


def test_an_answer_to_what_is_not_asked_any_more_is_kept_and_not_active():
    """By the questions that are about the deal as it stands; each question has its own last answer."""
    journal = MemoryJournal()
    begun(journal)
    say(journal, "yes")
    say(journal, "no", question=OTHER)
    assert told(journal, {OTHER}) == [("yes", None, "r.diaz", False), ("no", None, "r.diaz", True)]
    assert [active for *_, active in told(journal)] == [True, True]


def test_relevant_are_the_questions_for_the_use_case_the_path_and_what_applies():
    """Those of a requirement that is met stay; those of one that does not apply are out."""
    found = relevant_to(standing(deal(), LATER))
    assert {FIRST, OTHER} <= found
    other = standing(deal(framework=load("b2b"), facts=[]), LATER)
    framework = other.subject.framework
    served = {
        id_: each.use_case for bank in framework.banks if "opportunity" in bank.for_ for id_, each in bank.bank.items()
    }
    fitting = {id_ for id_, cases in served.items() if not cases or set(cases) & set(other.use_cases)}
    assert {id_ for id_ in relevant_to(other) if id_ in served} <= fitting
    assert set(served) - fitting
    assert not (set(served) - fitting) & relevant_to(other)


GATES = """
  go:
    from: first
    to: second
    ask: Why now?
    requires:
      it: {say: It., seller: offer, customer: reply, ask: "Who wrote?"}
      large: {say: Large., when: {amount: {at-least: 10}}, seller: offer, customer: visit, ask: "How large?"}
  by-side: {from: first, to: third, when: {amount: {at-least: 10}}, ask: "Which way?",
    requires: {more: {say: More., seller: offer, customer: visit, ask: "Who else?"}}}
  on: {from: second, to: third, requires: {more: {say: More., seller: offer, customer: visit}}}
  end: {from: third, to: won, requires: {last: {say: Last., seller: booking, customer: booked}}}
fields: {amount: {type: number}}
"""
BANK = """
questions: bank
for: deal
bank:
  any-gate: {ask: "What else?"}
  of-it: {ask: "Whose words are these?", closes: go.it}
  of-side: {ask: "Who goes along?", closes: by-side}
"""


@pytest.mark.parametrize(
    ("amount", "found"),
    [
        (5, {"any-gate", "of-it", "go.1", "go.it.1"}),
        (50, {"any-gate", "of-it", "of-side", "go.1", "go.it.1", "go.large.1", "by-side.1", "by-side.more.1"}),
    ],
)
def test_a_question_about_what_does_not_apply_or_is_off_the_path_is_not_relevant(amount, found):
    """From the banks and beside the gates; when the amount changes, so do they."""
    framework = framework_of(HEAD.format(zone="UTC"), journey_text(GATES), BANK)
    assert relevant_to(standing(Subject(framework, "deal", "1", fields={"amount": amount}), LATER)) == found


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({"question": "mutual-interest.they-want-to-talk.9"}, "unknown-question"),
        ({"framework": "b2b"}, "other-framework"),
    ],
)
def test_what_cannot_be_answered_is_refused(known, code):
    """A question that is not asked, and a deal under another framework; nothing is written."""
    journal = MemoryJournal()
    begun(journal)
    if "framework" in known:
        known = {"framework": load("b2b")}
    with pytest.raises((UsageError, JournalError)) as caught:
        say(journal, "x", **known)
    assert caught.value.code == code
    assert told(journal) == []


def test_about_a_deal_that_is_not_kept_nothing_is_answered():
    """It is kept first."""
    with pytest.raises(UsageError, match="no subject is kept in this stream"):
        say(MemoryJournal(), "x")


def test_two_who_answer_at_once_are_both_kept():
    """The second follows the first; if others never stop that is said."""
    journal = Raced(0, lambda raced, times: say(raced, f"other {times}", by="m.lee", reason="News."))
    begun(journal)
    journal.times = 2
    say(journal, "mine", reason="News.")
    assert told(journal)[-1] == ("mine", told(journal)[-2][0], "r.diaz", True)
    assert [value for value, *_ in told(journal)] == ["other 1", "other 0", "mine"]
    journal.times = 99
    with pytest.raises(JournalBusy):
        say(journal, "never", reason="News.")


def test_as_of_a_day_the_answer_of_then_holds():
    """The stream is read as it was known then."""
    journal = MemoryJournal()
    begun(journal)
    say(journal, "A demo.")
    stream = stream_of(journal, "opportunity", "006A")
    later = dt.date(2026, 4, 1)
    answer(journal, stream, load("first-deal"), FIRST, "Nothing.", by="r.diaz", at=later, reason="She left.")
    assert [(each.value, each.active) for each in answers(journal.read(stream, as_of=LATER))] == [("A demo.", True)]

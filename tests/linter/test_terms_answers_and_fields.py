"""Words that must name something: terms without a vocabulary, what an answer becomes, fields that are compared."""

from __future__ import annotations

import pytest
from places import BANK, BASE, FRAMEWORK, JOURNEY, TALK, changed, edited, findings_of, told

FW, DEAL, TALKS, QUESTIONS = "framework.yaml", "opportunity.yaml", "review.yaml", "bank.yaml"
ASK = '{ask: "What is new?"'
BUDGET = "fields: {budget: {type: money, optional: true}}"


def answering(**answer):
    """The findings of the place when its question has this answer."""
    words = ", ".join(f"{key}: {value}" for key, value in answer.items())
    return [told(each) for each in edited(QUESTIONS, ASK, f"{ASK}, answer: {{{words}}}")]


@pytest.mark.parametrize("by", ["coachee", "customer", "rep", "buyer"])
@pytest.mark.parametrize("gives", ["review-sent", "plan-written", "gate-blocked"])
def test_an_answer_names_who_answers_and_what_it_becomes(by, gives):
    """A side or a role, and evidence of the journey that is asked about or of any talk."""
    assert answering(by=by, gives=gives) == []


def test_an_answer_of_nobody_or_that_becomes_nothing():
    """Both are found at the very word, with the nearest name."""
    by = ("GC014", 4, "coche", 'unknown side or role "coche"', 'did you mean "coachee"?')
    gives = ("GC014", 4, "plan-writen", 'unknown evidence "plan-writen"', 'did you mean "plan-written"?')
    assert answering(by="coche") == [by]
    assert answering(by="coachee", gives="plan-writen") == [gives]
    assert answering(by="coche", gives="plan-writen") == [by, gives]


def test_what_another_journey_records_is_no_answer_here():
    """Evidence of a journey that is neither asked about nor a talk is unknown."""
    other = changed(changed(JOURNEY, "journey: opportunity", "journey: renewal"), "gates:", OWN)
    bank = changed(BANK, ASK, f"{ASK}, answer: {{by: rep, gives: renewed}}")
    files = {**BASE, "renewal.yaml": other, QUESTIONS: bank}
    assert [each.message for each in findings_of(files)] == ['unknown evidence "renewed"']
    assert findings_of({**files, QUESTIONS: changed(bank, "for: opportunity", "for: [opportunity, renewal]")}) == []


OWN = "evidence: {renewed: {side: customer}}\ngates:"


def test_an_answer_is_not_looked_up_in_a_file_that_cannot_be_read():
    """A talk that is broken may well record it; only the mistake in the talk is told."""
    bank = changed(BANK, ASK, f"{ASK}, answer: {{by: coachee, gives: plan-writen}}")
    broken = changed(TALK, "kind: conversation", "kind: talk")
    assert {each.file for each in findings_of({**BASE, QUESTIONS: bank, TALKS: broken})} == {"acme/review.yaml"}


def test_a_choice_of_an_answer_names_its_values():
    """As a choice of evidence does."""
    choice = "a choice names its values with `of: […]`, and no other type does"
    assert [each[0::3] for each in answering(by="rep", type="choice")] == [("GC015", choice)]
    assert answering(by="rep", type="choice", of="[much, little]") == []
    assert [each[0] for each in answering(by="rep", of="[much, little]")] == ["GC015"]


NONE = "a term comes from the vocabulary, and the framework has none"
TERM = (FW, BUDGET, "fields: {budget: {type: term}, value: {type: term}}")


def test_a_term_needs_a_vocabulary():
    """One finding for the framework, at the first term; with a vocabulary there is none."""
    hint = "add `vocabulary: [ … ]` to acme/framework.yaml"
    assert [told(each) for each in edited(*TERM)] == [("GC014", 15, "term", NONE, hint)]
    worded = changed(changed(FRAMEWORK, *TERM[1:]), 'version: "1"', 'version: "1"\nvocabulary: [fewer-stops]')
    assert findings_of({**BASE, FW: worded}) == []


def test_a_term_may_stand_anywhere_a_field_does():
    """Fields of the deal, of a journey, of a talk's evidence, and answers."""
    places = [
        (FW, "evidence:\n", "fields: {value: {type: term}}\nevidence:\n"),
        (DEAL, "gates:\n", "fields: {value: {type: term}}\ngates:\n"),
        (TALKS, "fields: {due: {type: date}}", "fields: {due: {type: term}}"),
        (QUESTIONS, ASK, f"{ASK}, answer: {{by: rep, type: term}}"),
    ]
    assert [[each.message for each in edited(*place)] for place in places] == [[NONE]] * 4


def test_a_condition_on_a_term_is_about_the_vocabulary():
    """A word that is not in it could never be true; without a vocabulary only that is told."""
    asked = changed(JOURNEY, "customer: review-answered", "customer: {what: review-answered, with: {budget: fewer}}")
    fields = changed(FRAMEWORK, *TERM[1:])
    worded = changed(fields, 'version: "1"', 'version: "1"\nvocabulary: [fewer-stops]')
    (found,) = findings_of({**BASE, FW: worded, DEAL: asked})
    assert told(found)[0::2] == ("GC027", "fewer", 'did you mean "fewer-stops"?')
    assert [each.message for each in findings_of({**BASE, FW: fields, DEAL: asked})] == [NONE]


def test_everyone_stands_alone():
    """A role beside it would be passed over; who everyone is says the evidence."""
    hint = "put the roles into the evidence: by: [buyer]"
    both = "customer: {what: review-answered, by: [everyone, buyer]}"
    words = '"everyone" stands alone: "buyer" beside it would change nothing'
    assert [told(each) for each in edited(DEAL, "customer: review-answered", both)] == [
        ("GC015", 14, "buyer", words, hint)
    ]
    assert edited(DEAL, "customer: review-answered", both.replace("[everyone, buyer]", "everyone")) == []


TWO_DATES = changed(
    TALK, "fields: {due: {type: date}}", "fields: {due: {type: date}, starts: {type: date}, n: {type: number}}"
)


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("{at-least: {field: starts}}", []),
        ("{at-least: {field: starts}, at-most: 14 days}", []),
        ("{at-least: {field: start}}", [("GC014", 'unknown field "start"', 'did you mean "starts"?')]),
        (
            "{at-least: {field: n}}",
            [("GC027", '"due" is a date: `at-least: {field: n}` does not fit it',
              '"n" is a number, and only fields of one type are compared')],
        ),
        (
            "{is: {field: due}}",
            [("GC027", '"due" is a date: `is: {field: due}` does not fit it',
              "a field is compared with another field, not with itself")],
        ),
        (
            "{known: {field: starts}}",
            [("GC015", "this should be true or false", "write true or false, without quotes")],
        ),
        (
            "{one-of: {field: starts}}",
            [("GC027", '"due" is a date: `one-of: [{…}]` does not fit it',
              "another field stands behind at-least, at-most, is, is-not, less-than, more-than")],
        ),
    ],
)  # fmt: skip
def test_fields_that_are_compared_are_of_one_type(test, expected):
    """Another field stands behind a word that compares; it exists, is another one, and of the same type."""
    asked = changed(
        TWO_DATES, "coachee: plan-written, coach", f"coachee: {{what: plan-written, with: {{due: {test}}}}}, coach"
    )
    found = [told(each) for each in findings_of({**BASE, TALKS: asked})]
    assert [(code, *said) for code, _, _, *said in found] == expected


def test_an_amount_in_another_currency_is_no_operand():
    """The next step says what money is counted in, or that nothing says so."""
    asked = (DEAL, "customer: review-answered", "customer: {what: review-answered, with: {budget: {at-least: 9 USD}}}")
    (found,) = edited(*asked)
    assert told(found)[-1] == "the framework says no `currency:`, so nothing is known about another one"
    euros = changed(FRAMEWORK, 'version: "1"', 'version: "1"\ncurrency: EUR')
    (found,) = findings_of({**BASE, FW: euros, DEAL: changed(JOURNEY, *asked[1:])})
    assert told(found)[-1] == "money is counted in EUR, so nothing is known about another one"
    assert findings_of({**BASE, FW: euros, DEAL: changed(JOURNEY, *asked[1:]).replace("9 USD", "9 EUR")}) == []

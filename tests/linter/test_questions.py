"""Questions that coach badly: closed, about a result, several at once, the same again, or in an unknown language."""

from __future__ import annotations

import pytest
from linter.worlds import BANK, DEAL, findings_of, messages, said, with_

FIRST = 'ask: "What is new?"'
LAST = "  signed:\n"


def asking(text):
    """The change of the only question of the bank."""
    return BANK, FIRST, f"ask: {text}"


def inline(text, place=""):
    """The change that asks something about the first gate, or about its requirement."""
    return DEAL, LAST, f"    {place}ask: {text}\n{LAST}"


@pytest.mark.requirement("S15")
def test_a_closed_question_is_told_with_the_word_and_what_to_do():
    """At the question itself."""
    assert said(asking('"Did they answer?"')) == [("GC047", 4, '"Did they answer?"')]
    assert messages(asking('"Did they answer?"')) == [
        ('this question is closed: "Did" asks for yes or no', "ask it openly: begin with What, How, Who, Which or When")
    ]
    assert messages(asking('"Any objections of theirs?"'))[0][0].endswith("no word in it asks for more than yes or no")


def test_a_german_question_has_a_german_next_step():
    """The language is the author's word, or known by the small words of the text."""
    words = [
        ('this question is closed: "Hat" asks for yes or no', "ask it openly: begin with Was, Wie, Wer, Welche or Wann")
    ]
    assert messages(asking('{en: "What is new?", de: "Hat er etwas Neues gesagt?"}')) == words
    assert messages(asking('"Hat der Kunde etwas gesagt?"')) == words
    assert said(asking('"Was hat der Kunde gesagt?"')) == []


def test_the_regional_form_of_a_language_is_that_language():
    """`en-GB` is English."""
    assert [code for code, *_ in said(asking('{en-GB: "Did they answer?"}'))] == ["GC047"]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (inline('"Is it new?"'), 16),
        (inline('["What came?", "Is it new?"]'), 16),
        (inline('"Is it new?"', "    "), 16),
        (inline('\n      - "What came?"\n      - en: "Is it new?"'), 18),
    ],
)
def test_questions_of_gates_and_requirements_are_judged_as_those_of_banks(change, line):
    """Each at its own words, in a list and by language as well."""
    assert said(change) == [("GC047", line, '"Is it new?"')]


@pytest.mark.requirement("F15")
def test_a_question_about_a_result_is_told_before_all_else():
    """Asked openly it would still be one."""
    assert said(asking('"How will you make quota?"')) == [("GC048", 4, '"How will you make quota?"')]
    assert said(asking('"Will you make quota? Why not?"')) == [("GC048", 4, '"Will you make quota? Why not?"')]
    assert messages(asking('"How will you make quota?"')) == [
        (
            'this question is about a result, and nobody can act on one: "quota"',
            "ask what the customer did, or what they will do next",
        )
    ]


def test_several_questions_at_once():
    """A note, where each of them is open."""
    assert said(asking('"Who wrote? What was it?"')) == [("GC049", 4, '"Who wrote? What was it?"')]
    assert said(asking('"Who wrote, and what was it?"')) == []


@pytest.mark.parametrize("text", ['"What is new?"', '"what is new"', '"What -- is new ?"'])
def test_the_same_question_again(text):
    """In a bank and at a gate, whatever its signs and capitals; told at the second place with the first."""
    assert [each for each in said(inline(text)) if each[0] == "GC050"] == [("GC050", 16, text)]
    assert messages(inline('"What is new?"')) == [
        ("this question is asked already in acme/bank.yaml, line 4", "keep one of the two, or ask for something else")
    ]


def test_the_same_words_in_another_journey_or_language_are_another_question():
    """Each journey asks for itself, and a language is compared with itself."""
    other = (BANK, "for: opportunity", "for: [review]")
    talk = (BANK, "closes: needs-confirmed.needs-are-theirs", "closes: planned")
    assert said(other, talk, inline('"What is new?"')) == []
    assert (
        said(asking('{en: "What is new here?", de: "Was ist neu?"}'), inline('{de: "Was kommt?", en: "What comes?"}'))
        == []
    )


def test_a_bank_for_two_journeys_is_compared_with_both():
    """It would be asked twice in one of them."""
    both = (BANK, "for: opportunity", "for: [opportunity, review]")
    assert [code for code, *_ in said(both, inline('"What is new?"'))] == ["GC050"]


def test_a_language_without_words_is_said_once():
    """One note for all such questions, at the first of them, which names the languages."""
    change = asking('{en: "What is new?", fr: "Est-ce nouveau ?", es: "¿Es nuevo?"}')
    assert said(change) == [("GC053", 4, '"Est-ce nouveau ?"')]
    assert messages(change) == [
        (
            "questions in es, fr are not checked for closed ones and for results: known are en, de",
            "look at them yourself; where no language is named, name it: {en: …, de: …}",
        )
    ]


def test_a_text_that_nobody_can_tell_follows_the_others():
    """Among English questions a short one is read as English; where all are strange, that is said."""
    assert said(inline('"Okay now?"')) == []
    strange = with_(asking('"Est-ce nouveau ?"'), (DEAL, "    ask: What about signed?\n", "    ask: Qui a signé ?\n"))
    assert [(each.code, each.message) for each in findings_of(strange)] == [
        (
            "GC053",
            (
                "questions in a language that cannot be told are not checked for closed ones and for results: "
                "known are en, de"
            ),
        )
    ]


def test_words_are_judged_beside_errors_elsewhere():
    """They do not follow from them."""
    broken = (DEAL, "to: proposal", "to: propsal")
    assert [code for code, *_ in said(broken, asking('"Did they answer?"'))] == ["GC047", "GC014"]

"""What a framework asks, said back: every side of every requirement once, with titles, in two languages."""

from __future__ import annotations

import pytest
from helpers import AFTER, GATES, HEAD, RICH, TYPES, framework_of, journey_text

from gatecoach.clause import sentence
from gatecoach.report.sentences import sentences, sentences_text

ASKED = framework_of(
    HEAD.format(zone="UTC"),
    journey_text(
        GATES
        + """\
      each:
        say: {en: "Each answer is noted.", de: "Jede Antwort ist notiert."}
        when: {size: {more-than: 3}}
        for-each: {what: verdict, with: {outcome: amends}}
        seller: record
      twins: {say: Twins., seller: offer, customer: {what: key, by: key}}
"""
        + AFTER,
        TYPES + "  key: {side: customer, title: A key}\n",
    )
    + "fields: {size: {type: number}}\n",
)


def said_of(framework, language="en"):
    """The sentences of the gate `go`, by requirement and side."""
    return {(each.requirement, each.side): each for each in sentences(framework, language) if each.gate == "go"}


def test_every_side_of_every_requirement_is_said_once():
    """In the author's order, and nothing twice."""
    asked = [
        (journey.id, gate.id, each.id, side)
        for journey in RICH.journeys.values()
        for gate in journey.gates.values()
        for each in gate.requirements
        for side in each.sides
    ]
    assert [(each.journey, each.gate, each.requirement, each.side) for each in sentences(RICH)] == asked


def test_ids_become_titles():
    """Types and roles are called as people call them."""
    plain = sentence(RICH.gate("deal", "many").requirements[0].sides["customer"])
    voices = next(each for each in sentences(RICH) if (each.requirement, each.side) == ("voices", "customer"))
    assert "reply by buyer or key" in plain
    assert '"Their reply" by Buyer or Key on the customer side' in voices.sentence


def test_an_id_that_is_a_type_and_a_role_stands_as_it_is():
    """Nobody is called by the title of something else."""
    assert said_of(ASKED)["twins", "customer"].sentence.startswith("key by key on the customer side")


def test_for_what_and_when_a_requirement_holds_is_said():
    """Each item it ranges over, which of them, and the condition on the subject."""
    assert said_of(ASKED)["each", "seller"].applies == (
        "for each verdict, where outcome is amends, only where size is more than 3"
    )
    assert said_of(ASKED, "de")["each", "seller"].applies == (
        "für jeden Nachweis verdict, mit der Bedingung: Ergebnis ist amends, "
        "nur unter der Bedingung: size ist mehr als 3"
    )
    assert said_of(ASKED)["twins", "seller"].applies == ""


TALK = """\
journey: talk
kind: conversation
sides: [coachee, coach]
about: deal
stages: {start: {}}
ends: {over: done}
evidence: {noted: {side: coachee, answers: gate-blocked}, heard: {side: coach, answers: noted}}
gates:
  end:
    from: start
    to: over
    requires:
      it: {say: It., for-each: {what: gate-blocked, in: about}, coachee: noted, coach: heard}
"""


def test_items_of_the_subject_that_a_talk_is_about_are_said_as_such():
    """A requirement may range over what happened elsewhere."""
    plain = GATES + "      it: {say: It., seller: offer, customer: visit}\n" + AFTER
    found = sentences(framework_of(HEAD.format(zone="UTC"), journey_text(plain), TALK))
    assert {each.applies for each in found if each.journey == "talk"} == {
        'for each "A gate that does not open" of the subject it is about'
    }


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_text_fits_its_width(width):
    """Whatever is asked, no line is longer."""
    for language in ("en", "de"):
        assert all(len(line) <= width for line in sentences_text(RICH, language, width).splitlines())


def test_the_text_names_gate_requirement_and_side():
    """Indented below each other; a requirement with a range or condition says so first."""
    text = sentences_text(ASKED, "de", 200)
    start = text.index("  go: go\n")
    assert text[start:].splitlines()[:4] == [
        "  go: go",
        "    each: Jede Antwort ist notiert.",
        f"      {said_of(ASKED, 'de')['each', 'seller'].applies}",
        f"      - Verkaufsseite: {said_of(ASKED, 'de')['each', 'seller'].sentence}",
    ]


def test_a_sentence_is_a_plain_row():
    """For a program that shows them elsewhere."""
    row = said_of(ASKED)["twins", "seller"].as_dict()
    assert row == {
        "journey": "deal", "gate": "go", "requirement": "twins", "side": "seller", "applies": "",
        "sentence": '"Our offer" by anybody on the seller side',
    }  # fmt: skip

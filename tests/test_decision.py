"""A decision is a value: expanded when read, equal by content, the same through JSON."""

from __future__ import annotations

import json

from helpers import (
    AFTER,
    GATES,
    HEAD,
    RICH,
    TYPES,
    ask,
    day,
    deal,
    framework_of,
    gate_of,
    got,
    journey_text,
    pair,
    sent,
    side,
    word,
)

from gatecoach.decision import SCHEMA, Decision, text_of
from gatecoach.framework import load
from gatecoach.journey import decide_subject
from gatecoach.subject import Subject

PLAIN = gate_of(pair("reply"))
FACTS = [sent("m1"), got("r0", by="carl"), got("r1", 3)]

SPOKEN = framework_of(
    HEAD.format(zone="UTC"),
    journey_text(
        GATES + "      it:\n"
        "        say: {en: 'They replied.', de: 'Sie haben geantwortet.'}\n"
        "        seller: offer\n"
        "        customer: {what: call, with: {seats: {at-least: 2}}, no-older-than: 90 days}\n" + AFTER,
        TYPES + "  call:\n    side: customer\n    title: {en: A call, de: Ein Anruf}\n"
        "    missing-means: {en: 'Nobody rang.', de: 'Niemand rief an.'}\n    fields: {seats: {type: number}}\n",
    ),
)


def test_it_says_itself_in_another_language():
    """Requirement, title, what was asked, what it means and near misses; its verdict is the same."""
    decision = ask(SPOKEN, [sent("m1"), got("r1", what="call", fields={"seats": 1})])
    german = decision.in_language("de")
    assert german.requirements[0].say == "Sie haben geantwortet."
    assert (side(german).title, side(german).means) == ("Ein Anruf", "Niemand rief an.")
    assert side(german).asks == (
        "call von jemandem auf der Kundenseite, höchstens 90 Tage alt, mit der Bedingung: seats ist mindestens 2, "
        "Herkunft mindestens beobachtet"
    )
    assert [each.text("de") for each in german.reasons] == [
        "Fehlt auf der Kundenseite: Ein Anruf.",
        "Anna hat seats 1 angegeben, aber es zählt nur, wenn gilt: seats ist mindestens 2.",
    ]
    told = [(each.passes, each.open, each.digest, each.at) for each in (decision, german)]
    assert told[0] == told[1]
    assert german != decision
    assert german.in_language("en") == decision == decision.in_language("xx")


def test_a_task_is_told_in_the_language_of_its_decision():
    """What stops nothing is translated too."""
    requires = "      it: {mode: warn, say: {en: 'Do it.', de: 'Tu es.'}, seller: offer, customer: visit}\n"
    decision = ask(gate_of(requires + pair("reply", name="other")))
    assert [each.say for each in decision.in_language("de").tasks] == ["Tu es."]
    assert [each.say for each in decision.tasks] == ["Do it."]


def test_a_decision_from_json_keeps_the_language_it_was_told_in():
    """There is no world to say it again from."""
    decision = Decision.from_dict(ask(SPOKEN).in_language("de").as_dict())
    assert decision.in_language("en") is decision
    assert decision.requirements[0].say == "Sie haben geantwortet."


def test_it_names_the_evidence_that_counts():
    """Per side the items used, and not those that only almost count."""
    decision = ask(PLAIN, FACTS)
    assert (side(decision).used, side(decision, "seller").used) == (("r1",), ("m1",))


def test_it_says_what_was_asked():
    """The clause as a sentence, the titles of its types, the text of the requirement."""
    decision = ask(PLAIN)
    assert (decision.requirements[0].say, side(decision).title) == ("It.", "Their reply")
    assert side(decision).asks.startswith("reply by buyer or key on the customer side")


def test_all_reasons_stand_in_the_authors_order():
    """Side by side, first the status, then its near misses; nothing when the gate passes."""
    decision = ask(PLAIN, FACTS[1:2])
    assert [(each.code, each.place) for each in decision.reasons] == [
        ("missing", "it.customer"),
        ("wrong-role", "it.customer"),
        ("missing", "it.seller"),
    ]
    assert ask(PLAIN, FACTS).reasons == ()


def test_every_reason_has_a_text():
    """No reason is shown as its bare code."""
    for facts in ([], FACTS[1:2], [sent("m1"), got("r1", grade="asserted"), got("r2", answers=())]):
        for reason in ask(PLAIN, facts).reasons:
            assert reason.text() not in ("", reason.code)
            assert "{" not in reason.text()


def test_it_is_plain_json_with_its_head():
    """Framework, subject, gate, moment, schema and verdict stand at the top."""
    plain = ask(PLAIN, FACTS[1:2]).as_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["schema"] == SCHEMA
    assert plain["framework"] == {"id": "tiny", "version": "1", "hash": PLAIN.hash}
    assert (plain["subject"], plain["gate"], plain["journey"]) == ("d1", "go", "deal")
    assert (plain["passes"], plain["carried"], plain["allows-move"]) == (False, False, False)
    assert plain["at"] == "2026-03-01T09:00:00+00:00"


def test_an_equal_decision_comes_back_from_json():
    """Requirement by requirement, near misses and `for-each` items included."""
    facts = [sent("m1", 40), *word("v1", "amends", 41), got("x", 42, "verdict", by="carl")]
    for gate in RICH.journey("deal").gates:
        decision = ask(RICH, facts, gate=gate, at=50)
        again = Decision.from_dict(json.loads(text_of(decision)))
        assert (again, hash(again), again.requirements) == (decision, hash(decision), decision.requirements)
        assert (again.reasons, again.tasks, again.opens) == (decision.reasons, decision.tasks, decision.opens)


def test_decisions_differ_by_what_they_say():
    """Another moment, gate or fact makes another decision; something else is no decision at all."""
    decision = ask(PLAIN, FACTS)
    assert decision == ask(PLAIN, FACTS)
    others = [ask(PLAIN, FACTS, at=61), ask(PLAIN, FACTS[:1]), ask(PLAIN, FACTS, gate="on")]
    assert all(decision != each for each in others)
    assert decision != text_of(decision)


def test_its_details_are_worked_out_once():
    """Reading twice gives the very same value."""
    decision = ask(PLAIN, FACTS)
    assert decision.requirements is decision.requirements


def test_it_belongs_to_its_subject_and_framework():
    """Digest and hash are those of what was judged, so that no other walk can use it."""
    subject = deal(PLAIN, FACTS)
    decision = decide_subject(subject, "go", day(60))
    assert (decision.digest, decision.framework_hash, decision.subject) == (subject.digest, PLAIN.hash, "d1")


def test_it_shows_itself_in_short():
    """Who, which gate, what, when."""
    assert repr(ask(PLAIN, FACTS)) == "Decision(d1: go passes at 2026-03-01T09:00:00+00:00)"
    assert "does not pass" in repr(ask(PLAIN))


def test_what_a_missing_side_means_is_told():
    """`missing-means` of the type stands with a side that is not met, and only there."""
    decision = decide_subject(Subject(load("first-deal"), "opportunity", "d1"), "needs-confirmed", day(60))
    means = {each.params["side"]: each.params["means"] for each in decision.reasons if each.code == "missing"}
    assert means == {"customer": "The needs are still ours, not theirs", "seller": ""}

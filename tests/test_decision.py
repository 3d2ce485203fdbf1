"""A decision is a value: expanded when read, equal by content, the same through JSON."""

from __future__ import annotations

import json
from dataclasses import asdict

from helpers import (
    AFTER,
    GATES,
    HEAD,
    RICH,
    TYPES,
    ask,
    date,
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

from gatecoach.decision import SCHEMA, Decision, decision_of, text_of
from gatecoach.facts import Waiver
from gatecoach.framework import load
from gatecoach.gate import judge
from gatecoach.journey import decide_subject, world_of
from gatecoach.subject import Subject

PLAIN = gate_of(pair("reply"))
FACTS = [sent("m1"), got("r0", by="carl"), got("r1", 3)]
WAIVED = Waiver(id="x1", requirement="go.it", by="max", at=day(50), until=date(70), reason="At the fair.")

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


FRESH = gate_of(pair("{what: reply, no-older-than: 10 days}"))
CARRIED = [*FACTS, got("w1", 4, "visit", answers=())]


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


def test_everything_it_says_comes_back_from_json():
    """What a missing side means, the reading, and a waiver that does not hold, field by field."""
    facts = [sent("m1"), got("r1", what="call", fields={"seats": 1}), WAIVED]
    decision = ask(SPOKEN, facts)
    again = Decision.from_dict(json.loads(text_of(decision)))
    assert again.as_dict() == decision.as_dict()
    assert again.waivers == decision.waivers != ()
    assert side(again).means == "Nobody rang."


def test_the_reasons_in_its_json_are_its_reasons():
    """Code, place and parameters of each, in the same order."""
    for facts in (FACTS, FACTS[1:2]):
        decision = ask(PLAIN, facts)
        assert decision.as_dict()["reasons"] == [each.as_dict() for each in decision.reasons]


def test_a_reason_carries_all_that_its_text_may_need():
    """What was asked of which side and what it means; of a near miss the item, by whom and what keeps it besides."""
    missing, role, *_ = ask(PLAIN, [got("r0", by="carl", grade="asserted")]).reasons
    assert missing.params == {
        "side": "customer", "say": "It.", "title": "Their reply", "means": "", "open": [],
        "asks": "reply by buyer or key on the customer side, answering that offer, at least observed",
    }  # fmt: skip
    more = {"title": "Their reply", "what": "reply", "who": "carl", "roles": ["buyer", "key"]}
    assert role.params == {"item": "r0", "by": "carl", "also": ["not-linked", "grade-too-low"], **more}


def test_a_waiver_that_does_not_hold_is_told_in_full():
    """Whose it is, of what, until when and for which reason, and the same in the reason."""
    decision = ask(SPOKEN, [WAIVED])
    (told,) = decision.waivers
    assert asdict(told) == {
        "id": "x1", "requirement": "go.it", "by": "max", "until": "2026-03-11", "reason": "At the fair.",
        "void": "waiver-not-allowed",
    }  # fmt: skip
    reason = decision.reasons[-1]
    assert (reason.code, reason.place) == ("waiver-not-allowed", "go.it")
    assert reason.params == {"waiver": "x1", "by": "max", "until": "2026-03-11", "requirement": "go.it"}


def test_a_waiver_of_what_is_also_refused_covers_nothing():
    """Our side is missing and theirs says no: the waiver does not hold, and is not named as the one that does."""
    rule = f"    waivers: {{by: [boss], for-at-most: 60 days}}\n{AFTER}"
    framework = gate_of(pair("verdict", "{what: offer, at-least: 2}"), extra=rule)
    (found,) = ask(framework, [sent("m1"), *word("v1", "refuses"), WAIVED]).requirements
    assert (str(found.status), found.waiver) == ("missing", "")
    (held,) = ask(framework, [sent("m1"), WAIVED]).requirements
    assert (str(held.status), held.waiver) == ("waived", "x1")


def test_several_types_are_told_with_a_stroke_between_them():
    """Titles and what their absence means; of a side that is met nothing is absent."""
    types = TYPES + "".join(
        f"  {id_}: {{side: customer, title: {title}, missing-means: '{means}'}}\n"
        for id_, title, means in [("call", "A call", "Silent."), ("chat", "A chat", "Still silent.")]
    )
    framework = framework_of(HEAD.format(zone="UTC"), journey_text(GATES + pair("{all: [call, chat]}") + AFTER, types))
    found = side(ask(framework))
    assert (found.title, found.means) == ("A call / A chat", "Silent. / Still silent.")
    assert side(ask(framework, [got("c1", what="call", answers=())])).means == "Still silent."
    either = framework_of(HEAD.format(zone="UTC"), journey_text(GATES + pair("{any: [call, chat]}") + AFTER, types))
    assert side(ask(either, [got("c1", what="call", answers=())])).means == ""


def test_what_is_carried_stays_so_in_another_language():
    """The verdict is the same whoever reads it."""
    decision = ask(FRESH, CARRIED)
    assert (decision.passes, decision.carried) == (False, True)
    assert (decision.in_language("de").passes, decision.in_language("de").carried) == (False, True)


def test_a_gate_that_opens_with_nothing_waived_says_so():
    """Where nobody says it besides, the verdict does."""
    world = world_of(deal(PLAIN, FACTS), PLAIN.judged_at(day(60)))
    gate = PLAIN.gate("deal", "go")
    assert decision_of(world, judge(world, gate), day(60), carried=False).without_waivers is True
    assert decision_of(world, judge(world, gate), day(60), carried=False, bare=False).without_waivers is False


def test_only_a_when_that_nobody_can_tell_names_fields():
    """Known by one of its fields, a gate is on the path, and the other field is not waited for."""
    fields = "fields: {size: {type: number}, place: {type: text}}\n"
    when = "    when: {any: [{size: {at-least: 5}}, {place: {is: x}}]}\n"
    framework = gate_of(pair("reply"), extra=f"{when}{AFTER}{fields}")
    told = [ask(framework, fields=fields).as_dict() for fields in ({"size": 7}, {"size": 1, "place": "y"}, {"size": 1})]
    assert [(each["on-path"], each["unknown"]) for each in told] == [(True, []), (False, []), (True, ["place"])]


def test_decisions_differ_by_what_they_say():
    """Another moment, gate or fact makes another decision; something else is no decision at all."""
    decision = ask(PLAIN, FACTS)
    assert decision == ask(PLAIN, FACTS)
    others = [ask(PLAIN, FACTS, at=61), ask(PLAIN, FACTS[:1]), ask(PLAIN, FACTS, gate="on")]
    assert all(decision != each for each in others)
    assert len({hash(each) for each in (decision, *others)}) == 4
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
    assert repr(ask(PLAIN)) == "Decision(d1: go does not pass at 2026-03-01T09:00:00+00:00)"
    assert repr(ask(FRESH, CARRIED)) == "Decision(d1: go carried at 2026-03-01T09:00:00+00:00)"


def test_what_a_missing_side_means_is_told():
    """`missing-means` of the type stands with a side that is not met, and only there."""
    decision = decide_subject(Subject(load("first-deal"), "opportunity", "d1"), "needs-confirmed", day(60))
    means = {each.params["side"]: each.params["means"] for each in decision.reasons if each.code == "missing"}
    assert means == {"customer": "The needs are still ours, not theirs", "seller": ""}

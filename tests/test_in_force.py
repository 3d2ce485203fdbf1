"""`when` on requirements and gates, use cases and named checks: what is in force for this deal."""

from __future__ import annotations

import pytest
from helpers import GATES, HEAD, TYPES, ask, day, deal, framework_of, got, sent

from gatecoach import Status, decide, lint, load, next_questions, standing
from gatecoach.condition import Predicate
from gatecoach.facts import FieldValue
from gatecoach.subject import Subject

FIELDS = "fields: {amount: {type: money}, kind: {type: choice, of: [new, old]}, note: {type: text}}\n"
START = (
    "journey: deal\nsides: [customer, seller]\n"
    "stages: {first: {phase: early}, second: {phase: late}, third: {phase: late}}\nends: {lost: lost}\n"
)


def journey(gates):
    """A journey with fields and these gates."""
    return f"{START}{FIELDS}evidence:{TYPES}\ngates:{gates}\n"


def requiring(when):
    """A gate with a plain pair and one that is in force `when`."""
    first = "      it: {say: It., seller: offer, customer: reply}\n"
    return journey(GATES + first + f"      more: {{say: More., seller: offer, customer: visit, when: {when}}}\n{NEXT}")


NEXT = "  on: {from: second, to: third, requires: {rest: {say: Rest., seller: offer, customer: visit}}}\n"
FACTS = [sent("m1"), got("r1")]


@pytest.mark.parametrize(
    ("when", "fields", "status"),
    [
        ("{amount: {at-least: 1000}}", {"amount": 1000}, Status.MISSING),
        ("{amount: {at-least: 1000}}", {"amount": "999.99"}, Status.NOT_APPLICABLE),
        ("{amount: {at-least: 1000}}", {}, Status.MISSING),
        ("{amount: {at-least: 1000}, if-unknown: skip}", {}, Status.NOT_APPLICABLE),
        ("{amount: {at-least: 1000}, if-unknown: require}", {"amount": "much"}, Status.MISSING),
        ("{any: [{amount: {at-least: 1000}}, {kind: new}]}", {"kind": "new"}, Status.MISSING),
        ("{any: [{amount: {at-least: 1000}}, {kind: new}], if-unknown: skip}", {"kind": "old"}, Status.NOT_APPLICABLE),
    ],
)
def test_a_requirement_is_in_force_when_its_condition_is_not_false(when, fields, status):
    """Unknown means in force, unless the author says skip."""
    decision = ask(framework_of(HEAD.format(zone="UTC"), requiring(when)), FACTS, fields=fields)
    assert decision.requirements[1].status is status
    assert decision.passes is (status is Status.NOT_APPLICABLE)


def branching(when):
    """Two ways from first to third; the first asks its condition."""
    pair = "{say: It., seller: offer, customer: reply}"
    return journey(
        f"\n  straight: {{from: first, to: third, when: {when}, requires: {{it: {pair}}}}}\n"
        f"  round: {{from: first, to: second, requires: {{it: {pair}}}}}\n"
        f"  out: {{from: second, to: third, requires: {{it: {pair}, rest: {pair.replace('reply', 'visit')}}}}}\n"
    )


@pytest.mark.parametrize(
    ("more", "fields", "on_path", "verified", "gap"),
    [
        ("", {"kind": "new"}, True, "third", 0),
        ("", {"kind": "old"}, False, "second", 1),
        (", if-unknown: require", {}, True, "third", 0),
        (", if-unknown: skip", {}, False, "second", 1),
        ("", {}, True, "second", 1),
    ],
)
def test_a_gate_is_on_the_path_when_its_condition_holds(more, fields, on_path, verified, gap):
    """False takes the way away, for passing and for the gap; unknown blocks unless the author says otherwise."""
    framework = framework_of(HEAD.format(zone="UTC"), branching(f"{{kind: new{more}}}"))
    subject = deal(framework, FACTS, fields=fields, claimed="third")
    found = standing(subject, day(60))
    assert (found.decisions["straight"].on_path, found.verified, found.gap) == (on_path, verified, gap)


def test_a_gate_off_the_path_and_one_that_waits_for_a_field_say_so():
    """Each has a reason of its own."""
    framework = framework_of(HEAD.format(zone="UTC"), branching("{kind: new}"))
    off, waits = (decide(deal(framework, FACTS, fields=each), "straight", day(60)) for each in ({"kind": "old"}, {}))
    assert [each.code for each in off.reasons] == ["not-on-path"]
    assert [(each.code, each.params["fields"]) for each in waits.reasons] == [("field-unknown", ["kind"])]
    assert not waits.passes


def test_a_field_is_what_it_was_known_to_be_then():
    """A dated value outdates what was always known, from its time on and from when it was known."""
    framework = framework_of(HEAD.format(zone="UTC"), requiring("{amount: {at-least: 1000}}"))
    raised = FieldValue(field="amount", value=5000, at=day(20), known=day(30))
    statuses = [ask(framework, [*FACTS, raised], at=at, fields={"amount": 10}).passes for at in (19, 25, 30)]
    assert statuses == [True, True, False]


BANK = """
questions: bank
for: deal
bank:
  anybody: {ask: "What do they say?", closes: go}
  newcomer: {ask: "What do they fear in a first order?", closes: go, use-case: first-order}
"""


@pytest.mark.parametrize(
    ("kind", "asked"), [("new", ["newcomer", "anybody"]), ("old", ["anybody"]), (None, ["anybody"])]
)
def test_questions_of_a_use_case_are_asked_where_it_holds_and_first(kind, asked):
    """A question without a use case serves every one; unknown is not that use case."""
    head = HEAD.format(zone="UTC") + f"{FIELDS}use-cases: {{first-order: {{when: {{kind: new}}}}}}\n"
    framework = framework_of(head, requiring("{kind: new}").replace(FIELDS, ""), BANK)
    found = standing(deal(framework, fields={"kind": kind} if kind else {}), day(60))
    assert [each.id for each in next_questions(found)] == asked


def test_a_use_case_counts_its_days_from_the_moment_asked():
    """The last seven days before the start: from the seventh on."""
    head = (
        HEAD.format(zone="UTC")
        + "fields: {starts: {type: date}}\nuse-cases: {soon: {when: {starts: {at-most: 7 days}}}}\n"
    )
    framework = framework_of(head, requiring("{starts: {known: true}}").replace(FIELDS, ""))
    found = [standing(deal(framework, fields={"starts": "2026-01-20"}), day(at)).use_cases for at in (12, 13, 20)]
    assert found == [(), ("soon",), ("soon",)]


LOUD = Predicate("is-loud", ("text",), lambda text: text.isupper())


def test_a_named_check_of_the_embedding_program_is_a_condition(tmp_path):
    """Known at load, it judges; unknown, or on another type of field, it is a finding."""
    (tmp_path / "framework.yaml").write_text(HEAD.format(zone="UTC"), encoding="utf-8")
    (tmp_path / "deal.yaml").write_text(requiring("{note: {passes: is-loud}}"), encoding="utf-8")
    framework = load(tmp_path, predicates=[LOUD])
    known = {"people": deal(framework).people, "sources": {"imap": "mail"}, "facts": FACTS}
    notes = [Subject(framework, "deal", "d", fields={"note": note}, **known) for note in ("HELP", "help")]
    passes = [decide(each, "go", day(60)).passes for each in notes]
    assert passes == [False, True]
    assert [each.code for each in lint(tmp_path)] == ["GC014"]
    (tmp_path / "deal.yaml").write_text(requiring("{amount: {passes: is-loud}}"), encoding="utf-8")
    assert [each.code for each in lint(tmp_path, predicates=[LOUD])] == ["GC027"]

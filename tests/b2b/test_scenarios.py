"""The scenarios of `b2b` hold, and together they show everything that can become of each side of each requirement."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

import pytest
from b2b.covering import FILES, FRAMEWORK, Shown, asked, shown, signs, waived

from gatecoach.cli import main
from gatecoach.condition import Check
from gatecoach.framework import scenarios
from gatecoach.lower import When
from gatecoach.scenario import run
from gatecoach.scenario.naming import moments

JOURNEYS = sorted(FRAMEWORK.journeys)
GATES = [(journey, gate) for journey in FRAMEWORK.journeys.values() for gate in journey.gates.values()]
WAIVABLE = [(journey, gate) for journey, gate in GATES if gate.waivers]
SIGNED = [(journey, gate) for journey, gate in GATES if gate.signals]
PLACES = ["/".join(PurePath(document.name).parts[-2:]) for document, _ in FILES]
UNDER_EACH = "what hangs under none of the items of a for-each is not seen there at all; the item stays open"
EXCEPTIONS = {
    Shown("needs-confirmed", "corrections-taken", "seller", "not-linked"): UNDER_EACH,
    Shown("business-case-owned", "objections-answered", "seller", "not-linked"): UNDER_EACH,
    Shown("value-proven", "causes-found", "seller", "not-linked"): UNDER_EACH,
}
"""What no scenario can show although the words of the definition allow it, each with the reason."""


@pytest.mark.parametrize(("document", "file"), FILES, ids=PLACES)
def test_a_scenario_of_the_framework_holds(document, file):
    """Everything it names is as it says."""
    result = run(FRAMEWORK, document, file)
    assert result.holds, result.text()


@pytest.mark.parametrize("name", JOURNEYS)
def test_every_side_of_every_requirement_is_shown_in_all_that_can_become_of_it(name):
    """Met, missing, expired, the wrong people, not linked, too soon, a no, a short quorum: whatever its words allow."""
    journey = FRAMEWORK.journeys[name]
    wanted = list(asked(journey))
    assert len(wanted) > 2 * len(journey.gates)
    missing = set(wanted) - set(shown(journey)) - set(EXCEPTIONS)
    assert sorted(missing) == []


@pytest.mark.parametrize("name", JOURNEYS)
def test_a_requirement_without_scenarios_would_be_found(name):
    """Under another name none of its sides is shown, whichever it is."""
    journey = FRAMEWORK.journeys[name]
    for id_, gate in journey.gates.items():
        for number, each in enumerate(gate.requirements):
            new = [*gate.requirements[:number], replace(each, id="new"), *gate.requirements[number + 1 :]]
            gates = {**journey.gates, id_: replace(gate, requirements=tuple(new))}
            missing = {one for one in asked(journey, gates) if one.requirement == "new"} - set(shown(journey))
            assert {one.side for one in missing} - {""} == set(each.sides)


def test_a_word_more_in_a_requirement_asks_for_scenarios_too():
    """A window, a role, a condition: each brings what can become of it."""
    journey = FRAMEWORK.journeys["opportunity"]
    gate = journey.gates["needs-admitted"]
    first = gate.requirements[0]
    tree = first.sides["customer"]
    tightened = replace(
        tree, at_least=2, leaves=(replace(tree.leaves[0], no_older_than=9, by=frozenset({"champion"}), outcomes=True),)
    )
    when = When(Check("amount", "at-least", 5), "require")
    changed = replace(first, sides={**first.sides, "customer": tightened}, when=when)
    gates = {"needs-admitted": replace(gate, requirements=(changed,))}
    new = {one.variant for one in set(asked(journey, gates)) - set(asked(journey))}
    assert new == {"expired", "wrong-role", "contested", "quorum-short", "not-applicable"}


def test_every_exception_says_why_and_is_one():
    """An exception that a scenario shows, or that nothing asks for, is taken out."""
    every = {one for journey in FRAMEWORK.journeys.values() for one in asked(journey)}
    told = {one for journey in FRAMEWORK.journeys.values() for one in shown(journey)}
    assert all(reason for reason in EXCEPTIONS.values())
    assert set(EXCEPTIONS) <= every - told


@pytest.mark.parametrize(("journey", "gate"), GATES, ids=[f"{j.id}.{g.id}" for j, g in GATES])
def test_every_gate_is_shown_open_and_shut(journey, gate):
    """A gate whose scenarios all say the same shows nothing about it."""
    expected = [
        (moment.expect.gates.get(gate.id), moment.expect.step)
        for _, file in FILES
        if file.journey == journey.id
        for _, moment in moments(file)
    ]
    passes = {each.passes for each, _ in expected if each}
    steps = {step for _, step in expected}
    assert {True, False} <= passes or {gate.source, gate.target} <= steps


@pytest.mark.parametrize(("journey", "gate"), WAIVABLE, ids=[f"{j.id}.{g.id}" for j, g in WAIVABLE])
def test_what_may_be_waived_and_what_never_is_tried(journey, gate):
    """Each requirement under `never` is refused its waiver, another one gets it, and no other is refused as such."""
    tried = waived(journey, gate)
    assert {id_ for id_, verdict in tried if verdict == "waiver-not-allowed"} == set(gate.waivers.never)
    assert {id_ for id_, verdict in tried if verdict == "holds"} - set(gate.waivers.never)


def test_why_a_waiver_does_not_hold_is_shown_for_every_reason():
    """Not this one, not by the owner, not in that role, not that long, not without a reason, not any more."""
    codes = {verdict for each in WAIVABLE for _, verdict in waived(*each)} - {"holds"}
    assert codes == {
        "waiver-not-allowed", "waiver-by-owner", "waiver-wrong-role", "waiver-too-long", "waiver-without-reason",
        "waiver-ended",
    }  # fmt: skip


@pytest.mark.parametrize(("journey", "gate"), SIGNED, ids=[g.id for _, g in SIGNED])
def test_every_sign_of_a_gate_shows_and_goes(journey, gate):
    """Each signal while the gate is the one ahead, and a moment there or right behind it without any."""
    here = signs(journey, gate.source)
    assert {signal for signals in here for signal in signals} == set(gate.signals)
    assert [] in [*here, *signs(journey, gate.target)]


def test_the_same_people_play_in_every_story():
    """Who has a name has the same side and roles wherever they appear, so that one story explains the next."""
    cast = {}
    for document, file in FILES:
        journey = FRAMEWORK.journeys[file.journey]
        if journey.conversation:
            continue
        for name, row in file.people.items():
            assert cast.setdefault((name, journey.sides, _alone(document)), row) == row, (document.name, name)
    deals = {name for name, sides, alone in cast if not alone and sides[0] == "customer"}
    assert deals == {"anna", "vera", "carl", "petra", "bo", "diaz", "lee", "lena", "stone", "sana"}


def _alone(document):
    """The one story that is about somebody with two roles."""
    return "one-voice" in document.name


def test_every_story_has_a_sentence_and_stands_in_the_folder_of_what_it_is_about():
    """No name twice; the folder is a gate, or what is travelled as a whole: a talk, a journey, or `deals`."""
    names = [file.scenario for _, file in FILES]
    assert len(names) == len(set(names))
    assert all(len(name.split()) >= 5 and name[0].isupper() and not name.endswith(".") for name in names)
    for document, file in FILES:
        folder = PurePath(document.name).parts[-2]
        journey = FRAMEWORK.journeys[file.journey]
        gates = set() if journey.conversation else {*journey.gates}
        assert folder in gates | {journey.id, "deals"}, document.name
        expected = {name for _, moment in moments(file) for name in moment.expect.gates}
        assert folder not in gates or expected >= {folder}


def test_the_command_runs_them_all(capsys):
    """`gatecoach test b2b` finds the scenarios in their folders, and says that they hold."""
    assert main(["test", "b2b"]) == 0
    assert capsys.readouterr().out == f"{len(FILES)} scenarios: {len(FILES)} hold\n"


def test_a_framework_that_extends_it_has_scenarios_of_its_own(tmp_path):
    """What it changes need not hold for the stories of the base."""
    text = 'gatecoach: 1\nframework: acme\nversion: "1"\nextends: b2b@2026.1\n'
    (tmp_path / "framework.yaml").write_text(text, encoding="utf-8")
    framework, found = scenarios(tmp_path)
    assert (sorted(framework.journeys), found) == (JOURNEYS, [])

"""For each guard of each conversation a scenario fails once the guard is gone: none stands there for nothing."""

from __future__ import annotations

import json

import pytest
from b2b.covering import FILES, FRAMEWORK
from b2b.guards import Guard, conversations, guards, implied, words_of

from gatecoach import load
from gatecoach.definition.scenario import ExpectDef
from gatecoach.scenario import run

TALKS = conversations()
EVERY = [(talk, number, each) for talk, tree in TALKS.items() for number, each in enumerate(guards(tree))]
IDS = [f"{talk}:{each.place}" for talk, _, each in EVERY]
OURS = 'gatecoach: 1\nframework: acme\nversion: "1"\nextends: b2b@2026.1\n'


@pytest.fixture(scope="module")
def acme(tmp_path_factory):
    """One framework in which each guard is missing once: a copy of its talk under another id."""
    folder = tmp_path_factory.mktemp("acme")
    (folder / "framework.yaml").write_text(OURS, encoding="utf-8")
    for talk, number, each in EVERY:
        text = json.dumps({**each.tree, "journey": f"{talk}-{number}"})
        (folder / f"{talk}-{number}.yaml").write_text(text, encoding="utf-8")
    return load(folder)


def retold(file, journey, guard):
    """The same story of the talk without the guard; of the gate that is gone with it nothing is expected."""
    first = {"journey": journey, "expect": kept(file.expect, guard)}
    return file.model_copy(
        update={**first, "then": [each.model_copy(update={"expect": kept(each.expect, guard)}) for each in file.then]}
    )


def kept(expect, guard):
    """What is expected of the rest."""
    gates = {name: each for name, each in expect.gates.items() if name != guard.gate}
    told = {"gates": gates, "refused": expect.refused, "hints": expect.hints, "standing": expect.standing}
    return ExpectDef.model_construct(**told, step=None if expect.step == guard.step else expect.step)


@pytest.mark.parametrize(("talk", "number", "guard"), EVERY, ids=IDS)
def test_without_a_guard_a_scenario_fails(acme, talk, number, guard):
    """Some story of the talk comes out otherwise, and not because it names what is gone."""
    stories = [(document, file) for document, file in FILES if file.journey == talk]
    results = (run(acme, document, retold(file, f"{talk}-{number}", guard)) for document, file in stories)
    assert any(each.differences for each in results)


@pytest.mark.parametrize("talk", TALKS)
def test_with_all_its_guards_a_talk_retold_holds(talk):
    """Told in the same way with nothing gone but an expectation, each story holds: what fails above is the guard."""
    stories = [(document, file) for document, file in FILES if file.journey == talk]
    assert stories
    for gate in TALKS[talk]["gates"]:
        whole = Guard(gate, TALKS[talk], gate)
        assert all(run(FRAMEWORK, document, retold(file, talk, whole)).holds for document, file in stories)


def test_the_guards_are_what_the_files_say():
    """Sides, conditions one by one, counts, everyone, links; what only says so or is asked is none."""
    requirement = {
        "say": "x", "for-each": {"what": "a", "with": {"due": {"at-least": {"field": "starts"}, "at-most": "30 days"}}},
        "coach": {"what": "b", "by": "everyone", "at-least": 2},
        "coachee": {"all": ["c", {"what": "d", "with": {"e": "f"}}]},
    }  # fmt: skip
    assert [".".join(map(str, each)) for each in words_of(requirement)] == [
        "for-each.with.due.at-least", "for-each.with.due.at-most", "coach.by", "coach.at-least",
        "coachee.all.1.with.e",
    ]  # fmt: skip
    tree = {"sides": ["coachee", "coach"], "evidence": {"d": {"answers": "c"}}}
    assert implied(tree, {"coach": "c", "coachee": {"what": "d"}}, "coach")
    assert not implied(tree, {"coach": {"what": "c", "by": "everyone"}, "coachee": "d"}, "coach")
    assert not implied(tree, {"coach": "c", "coachee": "d"}, "coachee")

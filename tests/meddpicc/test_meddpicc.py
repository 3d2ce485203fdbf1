"""`meddpicc` is how a company's own framework is made: laid over b2b, with its eight letters as requirements."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from gatecoach import lint, load
from gatecoach.cli import main
from gatecoach.definition import say
from gatecoach.framework import scenarios
from gatecoach.scenario import run
from gatecoach.scenario.naming import moments

BASE = load("b2b")
FRAMEWORK, FILES = scenarios("meddpicc")
PLACES = ["/".join(PurePath(document.name).parts[-2:]) for document, _ in FILES]
LETTERS = {
    "metrics": "needs-confirmed",
    "economic-buyer": "criteria-and-people",
    "decision-criteria": "criteria-and-people",
    "decision-process": "criteria-and-people",
    "paper-process": "signed",
    "identify-pain": "needs-admitted",
    "champion": "criteria-and-people",
    "competition": "criteria-and-people",
}
"""The eight letters in the order of the name, each with its gate."""


def requirements(framework):
    """Every requirement of a deal, as gate and id."""
    gates = framework.journeys["opportunity"].gates.values()
    return {(gate.id, each.id): each for gate in gates for each in gate.requirements}


def test_it_loads_by_its_id_and_is_free_of_findings():
    """Beside b2b, on which it is built; the two together as a company would check them."""
    assert (FRAMEWORK.id, load("meddpicc").hash) == ("meddpicc", FRAMEWORK.hash)
    assert lint("meddpicc") == []
    assert FRAMEWORK.hash != BASE.hash


def test_the_commands_take_both(capsys):
    """`gatecoach lint b2b meddpicc` is clean, and `gatecoach test meddpicc` runs its own stories."""
    assert main(["lint", "b2b", "meddpicc"]) == 0
    assert main(["test", "meddpicc"]) == 0
    assert f"{len(FILES)} scenarios: {len(FILES)} hold" in capsys.readouterr().out


@pytest.mark.parametrize("letter", LETTERS)
def test_each_letter_is_a_requirement_that_holds_the_gate(letter):
    """Enforced, always in force, with both sides and questions that help to close it."""
    found = requirements(FRAMEWORK)[LETTERS[letter], letter]
    assert (found.mode, found.when, set(found.sides)) == ("enforce", None, {"customer", "seller"})
    place = f"{LETTERS[letter]}.{letter}"
    asked = [each for bank in FRAMEWORK.banks for each in bank.bank.values() if each.closes == place]
    assert len(asked) >= 4
    assert {f"{letter}-{number}" for number in (1, 2, 3)} <= {one for bank in FRAMEWORK.banks for one in bank.bank}


def test_what_it_changes_is_a_letter_each_and_nothing_else():
    """Eight requirements of b2b went, eight letters came; all others, all journeys and talks are those of b2b."""
    own, base = requirements(FRAMEWORK), requirements(BASE)
    assert {place for place in own if place not in base} == {(gate, letter) for letter, gate in LETTERS.items()}
    assert len([place for place in base if place not in own]) == len(LETTERS)
    kept = [place for place in own if place in base]
    assert [place for place in kept if own[place].text != base[place].text] == []
    assert set(FRAMEWORK.journeys) == set(BASE.journeys)
    other = [each for id_, each in FRAMEWORK.journeys.items() if id_ != "opportunity"]
    assert all(each.definition == BASE.journeys[each.id].definition for each in other)


def test_it_speaks_of_itself():
    """Its own title and its own three sentences of purpose, with b2b's words for the rest."""
    assert say(FRAMEWORK.definition.title) != say(BASE.definition.title)
    assert FRAMEWORK.definition.purpose != BASE.definition.purpose
    assert FRAMEWORK.definition.roles == BASE.definition.roles


@pytest.mark.parametrize(("document", "file"), FILES, ids=PLACES)
def test_a_scenario_holds(document, file):
    """Everything it names is as it says."""
    result = run(FRAMEWORK, document, file)
    assert result.holds, result.text()


@pytest.mark.parametrize("letter", LETTERS)
def test_each_letter_is_shown_met_and_missing(letter):
    """Some story has it met, and in some it alone, or with what shares its evidence, keeps its gate shut."""
    met, alone = set(), set()
    for _, file in FILES:
        for _, moment in moments(file):
            wanted = moment.expect.gates.get(LETTERS[letter])
            if wanted:
                met |= {id_ for id_, each in wanted.requirements.items() if each.status == "met"}
                alone |= {place.partition(".")[0] for place in wanted.open or []} if wanted.passes is False else set()
    assert letter in met
    assert letter in alone

"""F01, F02, F03: the journeys of a sale serve the customer's journey, lead on through gates, and ask both sides."""

from __future__ import annotations

from itertools import pairwise

import pytest
from b2b.covering import FRAMEWORK
from linter.worlds import DEAL, findings_of, said, with_

from gatecoach import lint, standing
from gatecoach.testing import NOW, deal, person, told

SALES = {id_: each for id_, each in FRAMEWORK.journeys.items() if not each.conversation and each.sides[0] == "customer"}
WAYS_ON = ("won", "done")


def test_these_are_the_journeys_of_a_sale():
    """From the first sign to a partner."""
    assert list(SALES) == ["handover", "lead", "loyalty", "opportunity"]


@pytest.mark.requirement("F01")
def test_every_stage_of_a_sale_serves_a_phase_of_the_customer():
    """One each, a later stage never an earlier phase; together they serve every phase, and lint has nothing to say."""
    phases = [*FRAMEWORK.definition.phases]
    served = {name: [phases.index(each.phase) for each in sale.stages.values()] for name, sale in SALES.items()}
    assert all(found == sorted(found) for found in served.values())
    assert {place for found in served.values() for place in found} == {*range(len(phases))}
    assert lint("b2b") == []


@pytest.mark.requirement("F01")
def test_a_stage_without_a_phase_is_refused_with_its_place():
    """File, line and the words themselves."""
    (finding,) = findings_of(with_((DEAL, "{phase: offers-compared}", "{title: Proposal}")))
    assert (finding.severity, finding.file, finding.line) == ("error", f"acme/{DEAL}", 5)
    assert "phase" in finding.message


@pytest.mark.requirement("F02")
@pytest.mark.parametrize("name", SALES)
def test_from_each_stage_one_gate_leads_to_the_next(name):
    """Of n stages n - 1 gates between neighbours, and at most one more to the good end; no stage stands apart."""
    sale = SALES[name]
    good = [id_ for id_, end in sale.ends.items() if end.kind in WAYS_ON]
    line = [*sale.stages, *good]
    assert [(gate.source, gate.target) for gate in sale.gates.values()] == [*pairwise(line)]
    assert len(good) <= 1


@pytest.mark.requirement("F02")
@pytest.mark.parametrize("name", SALES)
def test_a_deal_may_be_lost_without_a_gate_and_never_won_without_one(name):
    """Lost, stopped and parked need no gate; no claim carries a deal past one."""
    sale = SALES[name]
    gated = {gate.target for gate in sale.gates.values()}
    assert {id_ for id_, end in sale.ends.items() if end.kind not in WAYS_ON} & gated == set()
    last = [*sale.stages][-1]
    case = deal(FRAMEWORK, [person("anna", "customer"), person("diaz", "seller", "rep")], journey=name, claimed=last)
    found = standing(case, NOW)
    assert (found.verified, found.gap) == (sale.start, len(sale.stages) - 1)


@pytest.mark.requirement("F03")
@pytest.mark.parametrize("name", SALES)
def test_every_gate_of_a_sale_asks_both_sides(name):
    """Each has something that the customer does and something that we do."""
    for gate in SALES[name].gates.values():
        assert {side for each in gate.requirements for side in each.sides} == {"customer", "seller"}, gate.id


@pytest.mark.requirement("F03")
@pytest.mark.parametrize("side", ["customer", "seller"])
def test_a_gate_that_leaves_a_side_out_is_a_finding(side):
    """Whichever it is."""
    gone = {"customer": "        customer: review-answered\n", "seller": "        seller: review-sent\n"}[side]
    assert [code for code, *_ in said((DEAL, gone, ""))] != []


@pytest.mark.requirement("F03")
@pytest.mark.parametrize("name", SALES)
def test_all_that_we_can_do_opens_no_gate(name):
    """Every type of our side, told by us, in every journey of a sale: the deal stays where it begins."""
    sale = SALES[name]
    ours = [what for what, each in sale.types.items() if "seller" in each.side]
    people = [person("anna", "customer", "key-stakeholder"), person("diaz", "seller", "rep", "manager", "service")]
    facts = [told(f"e{number}", NOW, "diaz", what) for number, what in enumerate(ours)]
    found = standing(deal(FRAMEWORK, people, facts, journey=name), NOW)
    assert len(ours) > 2
    assert (found.verified, [each for each in found.decisions.values() if each.passes]) == (sale.start, [])

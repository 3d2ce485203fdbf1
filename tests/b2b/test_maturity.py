"""A04 to A07: how far coaching has come, for every set of answers, and that a yes more never takes a level away."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from b2b.covering import FRAMEWORK
from hypothesis import given
from hypothesis import strategies as st

from gatecoach import decide, standing
from gatecoach.testing import deal, person, told

DAY, LATER = dt.date(2026, 3, 2), dt.date(2026, 3, 3)
PEOPLE = [person("mara", "managers"), person("omar", "managers"), person("eve", "enablement")]
YES = {
    "importance": ("importance-stated", "importance-shared", ["mara"]),
    "process": ("process-published", "process-used", ["mara"]),
    "trained": ("training-held", "training-completed", ["mara", "omar"]),
    "required": ("use-required", "use-agreed", ["mara", "omar"]),
    "guidelines": ("guidelines-provided", "guidelines-used", ["omar"]),
    "documented": ("practice-documented", "practice-added", ["mara"]),
    "aligned": ("alignment-reviewed", "alignment-confirmed", ["omar"]),
    "from-the-journey": ("journey-mapped", None, []),
    "measured": ("coaching-measured", None, []),
}
"""Each yes: what enablement did, what managers did about it, and which of them."""
FORMAL = ("process", "trained", "required", "guidelines", "documented")
IDEALS = ("from-the-journey", "measured")
LEVELS = ["ad-hoc", "informal", "formal", "dynamic"]
SETS = [frozenset(each) for size in range(6) for each in itertools.combinations(FORMAL, size)]


def organisation(answers):
    """An organisation that says yes to these."""
    facts = []
    for each in answers:
        ours, theirs, who = YES[each]
        facts.append(told(f"{each}-1", DAY, "eve", ours))
        facts += [told(f"{each}-{name}", LATER, name, theirs, answers=(f"{each}-1",)) for name in who]
    return deal(FRAMEWORK, PEOPLE, facts, journey="coaching-maturity")


def level(answers):
    """The level that its evidence supports."""
    return standing(organisation(answers), LATER).verified


def expected(answers):
    """The level by the definition of the four."""
    if not answers & {"importance", "process"}:
        return "ad-hoc"
    if not answers >= {*FORMAL}:
        return "informal"
    return "dynamic" if "aligned" in answers else "formal"


@pytest.mark.requirement("A04")
def test_an_organisation_that_says_nothing_coaches_ad_hoc():
    """Left to each manager: the level on which everybody begins, whatever else there is."""
    assert level(frozenset()) == "ad-hoc"
    assert level({*YES} - {"importance", "process"}) == "ad-hoc"


@pytest.mark.requirement("A05")
@pytest.mark.parametrize("answers", [{"importance"}, {"process"}, {"importance", *FORMAL} - {"process"}])
def test_importance_alone_is_informal(answers):
    """Wanted, with or without tools, and without a process that holds for all."""
    assert level(frozenset(answers)) == "informal"


@pytest.mark.requirement("A06")
@pytest.mark.parametrize("answers", SETS, ids=lambda each: "+".join(sorted(each)) or "none")
def test_formal_needs_all_five(answers):
    """All 32 sets: a process, trained, required, guidelines, documented; without any single one it is not formal."""
    assert (level(answers | {"importance"}) == "formal") is (answers == {*FORMAL})


@pytest.mark.requirement("A07")
@pytest.mark.parametrize("ideals", [(), ("measured",), IDEALS])
@pytest.mark.parametrize("aligned", [False, True])
def test_dynamic_is_formal_and_aligned_and_what_is_ideal_is_a_task(aligned, ideals):
    """To be measured and paid by it holds nobody back; it is listed as something to do."""
    answers = {*FORMAL, *ideals} | ({"aligned"} if aligned else set())
    found = standing(organisation(answers), LATER)
    assert found.verified == ("dynamic" if aligned else "formal")
    tasks = {each.requirement for each in decide(organisation(answers), "made-dynamic", LATER).tasks}
    assert ("part-of-their-pay" in tasks) is not (aligned and "measured" in ideals)


@pytest.mark.requirement("A07")
@given(answers=st.frozensets(st.sampled_from(sorted(YES))), more=st.sampled_from(sorted(YES)))
def test_a_yes_more_never_lowers_the_level(answers, more):
    """For every set of answers and every further one; and the level is the one its definition says."""
    assert level(answers) == expected(answers)
    assert LEVELS.index(level(answers | {more})) >= LEVELS.index(level(answers))


@pytest.mark.requirement("F08")
def test_trained_means_every_manager():
    """With one of two it is not formal, and the decision says who is short."""
    half = [each for each in organisation({*FORMAL}).facts if each.id != "trained-omar"]
    case = deal(FRAMEWORK, PEOPLE, half, journey="coaching-maturity")
    assert standing(case, LATER).verified == "informal"
    assert list(decide(case, "made-formal", LATER).open) == ["all-trained.managers"]

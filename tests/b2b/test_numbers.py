"""The numbers of the framework, each pinned from both sides: so many, no fewer and no more, and in this order."""

from __future__ import annotations

import datetime as dt

import pytest
from b2b.covering import FRAMEWORK
from b2b.orders import CLOSING, closes, steps_of

from gatecoach.clause import leaves

AREAS = {"lead-and-opportunity": {"deal", "evidence"}, "skills-and-behaviours": {"behaviour", "mindset"}}
QUESTIONS = [(bank, each) for bank in FRAMEWORK.banks for each in bank.bank.values()]
FORTNIGHT = {"never", "gate-review", "skills-coaching"}
"""The talks after which the next one is in one to two weeks."""


def stages(journey):
    """The stages of a journey in their order."""
    return [*FRAMEWORK.journey(journey).stages]


def booked(talk, days):
    """The words of the closing story, with the next talk booked so many days ahead."""
    rows = [dict(row) for step in steps_of(talk) for row in step]
    for row in rows:
        if row.get("what") == "follow-up-booked":
            row["fields"] = {"for-day": dt.date.fromisoformat(str(row["day"])) + dt.timedelta(days)}
    return rows


@pytest.mark.requirement("S11")
@pytest.mark.parametrize(("days", "good"), [(6, False), (7, True), (14, True), (15, False)])
@pytest.mark.parametrize("talk", sorted(FORTNIGHT))
def test_one_to_two_weeks_are_seven_to_fourteen_days(talk, days, good):
    """Both included, in every talk that asks for one to two weeks."""
    assert closes(talk, booked(talk, days)) is good


@pytest.mark.requirement("S11")
def test_no_other_talk_says_one_to_two_weeks():
    """Their sentence says so, and nobody else's."""
    said = {
        talk: str(
            [each.say for gate in FRAMEWORK.journey(talk).definition.gates.values() for each in gate.requires.values()]
        )
        for talk in CLOSING
    }
    assert {talk for talk, text in said.items() if "one to two weeks" in text} == FORTNIGHT


@pytest.mark.requirement("G01")
def test_there_are_four_admissions():
    """And the share of talking beside them."""
    gate = FRAMEWORK.gate("opportunity", "needs-admitted")
    assert [each.id for each in gate.requirements] == ["a-need", "openness", "willing", "can-decide", "we-listened"]


@pytest.mark.requirement("S07")
def test_the_difficult_conversation_has_six_steps_of_content_in_this_order():
    """Before them the preparation, between them the play-back, after them check-in and review."""
    six = ["what-i-saw", "own-part", "their-view", "options", "plan", "review-date"]
    around = {"preparation", "played-back", "check-in", "looking-back"}
    assert [each for each in stages("difficult") if each not in around] == six
    assert len(stages("difficult")) == len(six) + len(around)


@pytest.mark.requirement("S11")
def test_the_never_conversation_has_five_steps_in_this_order():
    """After the one in which the miss is named."""
    assert stages("never") == ["the-miss", "understanding", "commitment", "consequences", "circulation", "follow-up"]


@pytest.mark.requirement("A18")
def test_readiness_has_five_questions():
    """All of them enforced."""
    (gate,) = FRAMEWORK.journey("readiness").gates.values()
    assert (
        len(gate.requirements)
        == len({leaf.what for each in gate.requirements for leaf in leaves(each.sides["coach"])})
        == 5
    )
    assert {each.mode for each in gate.requirements} == {"enforce"}


@pytest.mark.requirement("A04")
@pytest.mark.requirement("A05")
@pytest.mark.requirement("A06")
@pytest.mark.requirement("A07")
def test_maturity_has_four_levels_in_this_order():
    """From left to each manager to woven into the work of enablement."""
    assert stages("coaching-maturity") == ["ad-hoc", "informal", "formal", "dynamic"]


@pytest.mark.requirement("Q01")
def test_there_are_three_conversations():
    """A question is of one of these or says nothing of it."""
    assert {each.conversation for _, each in QUESTIONS} - {None} == {"customer", "self", "coach"}


@pytest.mark.requirement("A15")
def test_purpose_has_three_levels():
    """A framework names all of them."""
    assert [*FRAMEWORK.definition.purpose.model_dump()] == ["organisation", "team", "customer"]


@pytest.mark.requirement("F12")
def test_there_are_two_areas():
    """Each is asked about in two ways, and no question is of another."""
    assert {each.area for _, each in QUESTIONS} - {None} == set.union(*AREAS.values())


@pytest.mark.requirement("G04")
def test_there_are_three_foci():
    """Before the first contact was watched none is seen."""
    assert stages("selling-focus") == ["not-seen-yet", "on-product", "on-transaction", "on-customer-needs"]


@pytest.mark.requirement("A23")
def test_a_handover_fails_for_one_of_four_causes():
    """Or for none of them; nobody can name a fifth."""
    causes = FRAMEWORK.journey("handover-talk").types["month-looked-at"].fields["our-part"].of
    assert causes == [
        "none-of-them", "script-before-solving", "product-before-need", "speed-before-cause", "cut-off-from-sales",
    ]  # fmt: skip


@pytest.mark.requirement("Q03")
def test_practice_trains_one_of_three_things_or_is_not_asked():
    """How long, how well, how far; whoever does not say it has practised all the same."""
    trains = FRAMEWORK.journey("skill").types["skill-practised"].fields["trains"]
    assert trains.of == ["stamina", "strength", "stretching"]
    assert trains.optional

"""F07, F12, Q01, Q02, S15, S17, G05: what is asked, of whom, and that no cell is empty."""

from __future__ import annotations

from collections import Counter

import pytest
from b2b.covering import FRAMEWORK

from gatecoach import lint, next_questions, standing
from gatecoach.definition import say
from gatecoach.testing import NOW, deal, person

BANKS = {each.questions: each for each in FRAMEWORK.banks}
SELLING = [id_ for id_, each in FRAMEWORK.journeys.items() if not each.conversation and each.sides[0] == "customer"]
GATES = [(journey, gate) for journey in SELLING for gate in FRAMEWORK.journeys[journey].gates]
AREAS = ("deal", "evidence", "behaviour", "mindset")
EFFECTS = ("buyer-level", "meetings", "prospecting", "being-coached", "career", "rejection", "success")


def questions(journey):
    """Every question of the banks of a journey."""
    return [each for bank in BANKS.values() if journey in bank.for_ for each in bank.bank.values()]


def of_kind(bank, start):
    """The questions of a bank whose ids begin so."""
    return [each for id_, each in BANKS[bank].bank.items() if id_.startswith(start)]


@pytest.mark.requirement("F07")
def test_no_cell_of_any_bank_is_empty():
    """Every gate of every journey has five questions for each use case and area; lint counts them."""
    assert FRAMEWORK.definition.questions_per_cell == 5
    assert lint("b2b") == []


@pytest.mark.requirement("F12")
@pytest.mark.parametrize(("journey", "gate"), GATES)
def test_every_gate_of_a_sale_is_asked_about_in_both_areas(journey, gate):
    """Lead and opportunity (deal, evidence), skills and behaviours (behaviour, mindset): five of each at least."""
    asked = [each for each in questions(journey) if (each.closes or gate).partition(".")[0] == gate]
    counted = Counter(each.area for each in asked if not each.use_case)
    assert [area for area in AREAS if counted[area] < 5] == []


@pytest.mark.requirement("F07")
@pytest.mark.parametrize("journey", SELLING)
@pytest.mark.parametrize("case", ["new-business", "expansion", "renewal", "displacement", "stalled", "transformation"])
def test_each_use_case_has_five_of_its_own(journey, case):
    """They serve any gate of any sale."""
    own = [each for each in questions(journey) if case in each.use_case]
    assert len(own) >= 5
    assert [each for each in own if each.closes] == []


@pytest.mark.requirement("Q01")
@pytest.mark.parametrize("journey", ["skill", "selling-focus"])
def test_the_three_conversations_are_all_asked_about(journey):
    """With the customer, with oneself, with the coach: five each."""
    own = Counter(each.conversation for each in questions(journey))
    assert set(own) >= {"customer", "self", "coach"}
    bank = Counter(each.conversation for each in BANKS["three-conversations"].bank.values())
    assert bank == {"customer": 5, "self": 5, "coach": 5}


@pytest.mark.requirement("Q02")
def test_each_effect_of_self_talk_has_one_question():
    """Seven effects, one id each, all of the conversation with oneself."""
    assert [*BANKS["self-talk-effects"].bank] == [f"self-talk-{each}" for each in EFFECTS]
    assert {each.conversation for each in BANKS["self-talk-effects"].bank.values()} == {"self"}


@pytest.mark.requirement("S15")
@pytest.mark.parametrize("kind", ["tried", "else", "why-known"])
def test_ask_and_do_not_tell(kind):
    """What was tried, what else there is, what is known of the causes: three each, asked by the coach, of any gate."""
    own = of_kind("ask-not-tell", f"{kind}-")
    assert len(own) == 3
    assert {(each.conversation, each.closes) for each in own} == {("coach", None)}
    assert len(BANKS["ask-not-tell"].bank) == 9


@pytest.mark.requirement("S17")
def test_leaders_are_asked_what_customers_would_say():
    """How many are fully with us, and what makes the most of each talk, are among the questions for leaders."""
    texts = [say(each.ask) for each in BANKS["leader-questions"].bank.values()]
    assert any("fully with us" in each for each in texts)
    assert any("get the most from each talk" in each for each in texts)
    assert BANKS["leader-questions"].for_ == BANKS["coach-own"].for_ == ["coaching-maturity"]


@pytest.mark.requirement("G05")
def test_the_first_half_test_is_two_questions():
    """What filled the first half, and who talked most: both are asked about a focus, in this order."""
    case = deal(FRAMEWORK, [person("diaz", "coachee"), person("lee", "coach")], journey="selling-focus")
    asked = [each.id for each in next_questions(standing(case, NOW))]
    assert asked.index("first-half") < asked.index("who-talked-most")
    assert {"first-half", "who-talked-most"} <= {*BANKS["selling-focus"].bank}


def test_a_skill_is_asked_about_with_its_own_questions_first():
    """Those of another skill are not asked."""
    people = [person("diaz", "coachee"), person("lee", "coach")]
    case = deal(FRAMEWORK, people, journey="skill", fields={"skill": "paraphrasing"}, claimed="natural")
    asked = [each.id for each in next_questions(standing(case, NOW))]
    assert {"paraphrasing-1", "paraphrasing-2", "skill-1", "tried-1"} <= {*asked}
    assert not {"handling-objections-1", "preparing-calls-1"} & {*asked}

"""Talks that live word by word stand where the reference for talks finds them, after every word, said or refused."""

from __future__ import annotations

import random

import pytest
from machines import conversations
from machines.running import lived, rules_of
from machines.talk_life import TalkLife

from gatecoach.testing.choosing import Choice
from gatecoach.testing.trees import trees

pytestmark = pytest.mark.timeout(600)
"""Where something fails, hypothesis takes its time to make it small."""
CODES = {
    "too-early", "not-asked-here", "uninvited", "wrong-side", "session-closed", "only-through-a-gate",
    "reason-missing", "not-behind", "waiver-not-allowed", "waiver-without-reason",
}  # fmt: skip
"""Why a word is refused most often; of all the reasons there are at least fifteen come up."""
TAKEN = ("a reading", "a waiver", "a way back", "a word taken back", "an early end")


def test_a_talk_stands_where_its_words_have_led_it():
    """No life of a talk breaks an invariant of the machine."""
    assert lived(TalkLife)["opens"] >= TalkLife.runs


def test_the_lives_of_talks_see_every_rule_status_and_refusal():
    """Each rule is taken, the statuses of a talk come up, and words are refused for many reasons."""
    seen = lived(TalkLife)
    assert rules_of(TalkLife) - {*seen} == set()
    statuses = {"met", "missing", "contested", "expired", "waived", "not-applicable"}  # no source, so none unverifiable
    assert {f"lives: {each}" for each in statuses} - {*seen} == set()
    refused = {each.removeprefix("refused: ") for each in seen if each.startswith("refused: ")}
    assert CODES - refused == set()
    assert len(refused) >= 15


def test_many_talks_get_somewhere():
    """Four in ten pass a gate, some close through all of their gates, and both kinds of talks are held."""
    seen = lived(TalkLife)
    assert seen["lives: passes a gate"] >= 0.4 * seen["opens"]
    assert seen["lives: closed through a gate"] >= 0.1 * seen["opens"]
    assert min(seen["gate reviews"], seen["other talks"]) >= 0.1 * seen["opens"]
    assert seen["words that were asked for"] >= 2 * seen["opens"]


def test_in_some_talks_the_rare_things_happen():
    """Somebody reads, waives, goes back, takes back or ends early: one in five does one of these."""
    seen = lived(TalkLife)
    assert all(seen[f"lives: {each}"] for each in TAKEN)
    assert sum(seen[f"lives: {each}"] for each in TAKEN) >= 0.2 * seen["opens"]


def test_hardly_any_made_up_talk_is_thrown_away(monkeypatch):
    """What is left of them is as varied as what was drawn: at most one draw in twenty is made anew."""
    drawn, draw = [], conversations.conversation
    monkeypatch.setattr(conversations, "conversation", lambda *asked: drawn.append(1) or draw(*asked))
    for seed in range(100):
        choice = Choice(random.Random(seed).randint)
        conversations.with_talk(choice, trees(choice))
    assert 100 <= len(drawn) <= 105

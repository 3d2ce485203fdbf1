"""The JSON Schema of a decision: what `as_dict` gives is valid, and nothing else."""

from __future__ import annotations

import copy
import json

import pytest
from helpers import RICH, day, got, read, sent
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from test_laws import cases, subject

from gatecoach.decision import HEAD, SCHEMA
from gatecoach.journey import decide_subject
from gatecoach.report.schema import HEADS, decision_schema

VALID = Draft202012Validator(decision_schema())
AT = day(45)


def decided(facts=()):
    """A decision of the rich world as a machine gets it back from a file."""
    row = decide_subject(subject("rich", facts), "go", AT).as_dict()
    return json.loads(json.dumps(row))


def test_the_schema_is_a_schema():
    """It follows the draft it names and knows the schema number of decisions."""
    Draft202012Validator.check_schema(decision_schema())
    assert decision_schema()["properties"]["schema"] == {"const": SCHEMA}


@given(cases(), st.integers(0, 9))
def test_decisions_of_any_facts_are_valid(case, number):
    """Whatever happened, every decision about it is valid: met, missing, contested, with near misses and tasks."""
    world, facts = case
    deal = subject(world, facts)
    gates = sorted(deal.framework.journey(deal.journey).gates)
    row = decide_subject(deal, gates[number % len(gates)], AT).as_dict()
    assert [each.message for each in VALID.iter_errors(json.loads(json.dumps(row)))] == []


def test_every_part_of_a_decision_is_required():
    """A decision that lacks any part at the top, in a requirement, a side, a near miss or a reason is invalid."""
    row = decided([sent("m1"), got("m2", what="verdict", by="carl"), read("m2", "agrees")])
    requirement = row["requirements"][0]
    side = requirement["sides"]["customer"]
    assert side["near-misses"]
    assert row["reasons"]
    for part in (row, requirement, side, side["near-misses"][0], row["reasons"][0], row["framework"]):
        for key in list(part):
            kept = part.pop(key)
            assert not VALID.is_valid(row), key
            part[key] = kept
    assert VALID.is_valid(row)


@pytest.mark.parametrize(
    ("key", "value"),
    [("schema", 2), ("passes", "no"), ("mode", "maybe"), ("at", None), ("requirements", {}), ("more", 1)],
)
def test_another_value_is_refused(key, value):
    """Another schema number, a value of another kind and a key that nobody knows are invalid."""
    row = decided()
    assert VALID.is_valid(row)
    assert not VALID.is_valid({**row, key: value})


def test_a_status_is_one_of_the_statuses():
    """A side and a requirement have a status of the closed list."""
    row = copy.deepcopy(decided())
    row["requirements"][0]["sides"]["seller"]["status"] = "nearly"
    assert not VALID.is_valid(row)


def test_what_is_no_plain_text_is_named_once():
    """Every key that has a form of its own at the top is a key of decisions."""
    assert set(HEADS) <= set(HEAD)
    assert RICH.id in decided()["framework"]["id"]

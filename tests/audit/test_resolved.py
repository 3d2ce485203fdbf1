"""A resolved item is the same to the kernel and to the audit: both are held to one table of cases."""

from __future__ import annotations

import dataclasses
import functools

import pytest
from audit.resolved import CASES, Is
from helpers import PEOPLE, day, deal, gate_of, pair

from gatecoach.audit import Engine, written
from gatecoach.audit.items import CONFLICT, INCOMPLETE, LEFT, LIVE, MACHINE, OLDER, REVOKED, UNINVITED
from gatecoach.audit.links import answered
from gatecoach.audit.prepare import prepare
from gatecoach.audit.words import marked
from gatecoach.journey import world_of

FRAMEWORK = gate_of(pair("verdict") + pair("reply", name="more") + pair("booked", "booking", name="met"))
AT = FRAMEWORK.judged_at(day(60))
STATES = {
    LIVE: "", LEFT: "left", UNINVITED: "uninvited", INCOMPLETE: "incomplete", MACHINE: "machine-sent",
    CONFLICT: "conflicting-copies", REVOKED: "revoked", OLDER: "answers-older-version",
}  # fmt: skip


def deal_of(name):
    """The deal of a case."""
    facts, _, *people = CASES[name]
    return dataclasses.replace(deal(FRAMEWORK, facts, people=tuple(people[0]) if people else PEOPLE), id=name)


@functools.cache
def prepared():
    """All cases as the audit prepares them, at once: for each the last item of an id."""
    course = FRAMEWORK.journey("deal")
    roles = [role for held in FRAMEWORK.definition.roles.values() for role in held]
    with Engine() as engine:
        tables = engine.take(written([deal_of(name) for name in CASES]))
        found = prepare(engine, tables, course, roles, AT)
        ids = {row["item"]: row for row in tables["evidence"].to_pyarrow().to_pylist()}
        words = marked(engine, found).words.to_pyarrow().to_pylist()
        rows = {row["item"]: {**row, **ids[row["item"]]} for row in found.rows.to_pyarrow().to_pylist()}
        up = {}
        for pair_ in answered(found.ancestors, found.names).to_pyarrow().to_pylist():
            up.setdefault(pair_["item"], set()).add(rows[pair_["up"]]["id"])
    speaks = {row["item"]: bool(row["w_0"]) for row in words}
    return {
        (row["deal"], row["id"]): Is(
            STATES[row["state"]], " ".join(sorted(up.get(item, ()))), row["sign"], speaks.get(item, False)
        )
        for item, row in rows.items()
    }


@pytest.mark.parametrize("name", CASES)
def test_the_kernel_resolves_as_the_table_says(name):
    """Rows of the kernel's world."""
    rows = {row.fact.id: row for row in world_of(deal_of(name), AT).rows}
    for id_, wanted in CASES[name][1].items():
        row = rows.get(id_)
        said = row and Is(row.state, " ".join(sorted(up.fact.id for up in row.answered)), row.sign, bool(row.words))
        assert said == wanted, id_


@pytest.mark.parametrize("name", CASES)
def test_the_audit_resolves_as_the_table_says(name):
    """Rows of the prepared tables."""
    for id_, wanted in CASES[name][1].items():
        assert prepared().get((name, id_)) == wanted, id_


def test_the_table_leaves_no_state_out():
    """Each thing that makes an item count for nothing, both signs, and words that stand or do not."""
    every = [each for case in CASES.values() for each in case[1].values() if each]
    assert {each.state for each in every} == {*STATES.values()}
    assert {(each.sign, each.word) for each in every} >= {(1, True), (-1, True), (1, False), (-1, False), (None, False)}

"""Rows become facts by their key, with defaults that a person would expect."""

from __future__ import annotations

import pytest
from places import changed
from scenario.stories import DEAL, framework, told

from gatecoach.facts import Claim, Evidence, FieldValue, Revocation, Statement, Waiver
from gatecoach.scenario.telling import full

COURSE = framework().journeys["opportunity"]


@pytest.mark.parametrize(
    ("row", "kind", "written"),
    [
        ({"what": "review-sent", "by": "rosa", "day": "2026-03-02"}, Evidence, {
            "id": "row-3", "what": "review-sent", "by": "rosa", "at": "2026-03-02", "told-by": "rosa",
            "grade": "asserted"}),
        ({"what": "review-answered", "by": "bo", "at": "2026-03-02"}, Evidence, {
            "id": "row-3", "what": "review-answered", "by": "bo", "at": "2026-03-02", "told-by": "bo",
            "grade": "observed"}),
        ({"by": "bo", "at": "2026-03-02", "source": "mailbox", "grade": "proven"}, Evidence, {
            "id": "row-3", "by": "bo", "at": "2026-03-02", "source": "mailbox", "grade": "proven"}),
        ({"about": "m2", "outcome": "confirms"}, Statement, {
            "id": "row-3", "about": "m2", "outcome": "confirms", "quote": "…"}),
        ({"waives": "a.b", "id": "x"}, Waiver, {"id": "x", "requirement": "a.b"}),
        ({"revokes": "m2"}, Revocation, {"id": "row-3", "revokes": "m2"}),
        ({"claim": "proposal"}, Claim, {"stage": "proposal"}),
        ({"field": "amount", "value": 3, "day": "2026-03-02"}, FieldValue, {
            "field": "amount", "value": 3, "at": "2026-03-02"}),
    ],
)  # fmt: skip
def test_a_row_is_told_by_its_key(row, kind, written):
    """The key says which fact it is; its actor tells it with the grade that is asked, unless it says otherwise."""
    assert full(row, COURSE, 2) == (kind, written)


def test_rows_without_an_id_are_numbered_through_all_moments():
    """The third row of the whole story is row-3, whatever moment it stands in."""
    story = changed(DEAL, "{id: m2, ", "{").replace("about: m2", "about: row-2")
    later = (
        "then:\n  - {at: 2026-04-01, given: [{day: 2026-04-01, by: bo}, {revokes: row-4, day: 2026-04-01, by: bo}]}\n"
    )
    assert told(story + later).holds


def test_dated_roles_and_leaving_are_told_in_people():
    """A person's row takes everything a person has."""
    dated = changed(
        DEAL, "bo: {side: customer, roles: [buyer]}", "bo: {side: customer, roles: [{role: buyer, to: 2026-03-02}]}"
    )
    assert not told(dated).holds
    left = changed(DEAL, "bo: {side: customer,", "bo: {side: customer, left: 2026-03-30,")
    assert not told(left).holds

"""Facts: frozen values that say in the user's words what does not fit, and come back from plain rows."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gatecoach.errors import FactsError, UsageError
from gatecoach.facts import GRADES, Claim, Evidence, HeldRole, Label, Person, Revocation, Statement

NOON = dt.datetime(2026, 4, 2, 12, tzinfo=dt.UTC)
MINIMAL = {
    Evidence: {"id": "e", "by": "anna", "at": NOON},
    Statement: {"id": "s", "about": "e", "outcome": "yes", "quote": "q", "by": "rita", "at": NOON},
    Label: {"label": "offer", "message": "m", "by": "rita", "at": NOON},
    Claim: {"stage": "won", "at": NOON},
    Revocation: {"id": "r", "revokes": "e", "by": "anna", "at": NOON},
    Person: {"id": "anna", "side": "customer"},
}
MOMENTS = st.dates() | st.datetimes(timezones=st.just(dt.UTC))


@pytest.mark.parametrize("kind", MINIMAL, ids=lambda each: each.__name__)
def test_a_fact_comes_back_from_its_plain_row(kind):
    """Through JSON too."""
    fact = kind(**MINIMAL[kind])
    assert kind.from_dict(json.loads(json.dumps(fact.as_dict()))) == fact


@given(
    at=MOMENTS,
    known=st.none() | MOMENTS,
    answers=st.lists(st.text(min_size=1)),
    fields=st.dictionaries(st.text(), st.booleans() | st.integers() | st.text() | st.dates()),
    grade=st.sampled_from(GRADES),
)
def test_any_evidence_comes_back(**values):
    """Whatever its times, links, fields and grade."""
    item = Evidence(id="e", by="anna", **values)
    assert Evidence.from_dict(json.loads(json.dumps(item.as_dict()))) == item


@pytest.mark.parametrize("kind", MINIMAL, ids=lambda each: each.__name__)
def test_a_fact_is_frozen(kind):
    """Nobody changes it under somebody else's hands."""
    fact = kind(**MINIMAL[kind])
    with pytest.raises(ValidationError, match="frozen"):
        fact.by = "somebody"


@pytest.mark.parametrize("kind", MINIMAL, ids=lambda each: each.__name__)
def test_every_mistake_of_a_fact_is_told_at_once(kind):
    """A key that is not known and every one that is missing, with a code and the nearest word."""
    first = next(iter(MINIMAL[kind]))
    with pytest.raises(FactsError) as caught:
        kind(**{f"{first}x": 1})
    codes = [each.code for each in caught.value.findings]
    assert "GC012" in codes
    assert f'did you mean "{first}"?' in str(caught.value)
    assert "pydantic" not in str(caught.value)


@pytest.mark.parametrize(
    ("row", "code", "path"),
    [({"grade": "sure"}, "GC015", "grade"), ({"revision": "x"}, "GC015", "revision"), ({"by": None}, "GC015", "by")],
)
def test_a_value_that_does_not_fit_is_told_by_its_place(row, code, path):
    """Code and key of the mistake."""
    with pytest.raises(FactsError) as caught:
        Evidence(**{**MINIMAL[Evidence], **row})
    assert [(each.code, each.path) for each in caught.value.findings] == [(code, path)]


@pytest.mark.parametrize("value", [dt.datetime(2026, 4, 2, 12), "2026-04-02T12:00:00"])
def test_a_naive_time_is_refused(value):
    """Nobody can tell which hour it was."""
    with pytest.raises(UsageError) as caught:
        Evidence(**{**MINIMAL[Evidence], "at": value})
    assert caught.value.code == "naive-time"


@pytest.mark.parametrize("value", ["soon", "2026-13-01", "02.04.2026", ""])
def test_a_text_that_is_no_time_is_refused(value):
    """With how to write one."""
    with pytest.raises(UsageError) as caught:
        Evidence(**{**MINIMAL[Evidence], "at": value})
    assert (caught.value.code, "2026-04-02" in caught.value.help) == ("bad-time", True)


def test_times_are_read_from_text():
    """Ten characters are a day, more an instant with its offset."""
    assert Claim(stage="won", at="2026-04-02").at == dt.date(2026, 4, 2)
    assert Claim(stage="won", at="2026-04-02T14:00:00+02:00").at == NOON


def test_field_values_are_kept_exactly():
    """Decimals and days become text; whole numbers and true stay what they are."""
    fields = Evidence(**MINIMAL[Evidence], fields={"a": 0.1, "b": dt.date(2026, 1, 2), "c": True, "d": 3}).fields
    assert fields == {"a": "0.1", "b": "2026-01-02", "c": True, "d": 3}


def test_a_single_link_may_stand_alone():
    """One id is a list of one."""
    assert Evidence(**MINIMAL[Evidence], answers="m1").answers == ("m1",)


def test_roles_are_held_on_their_days():
    """Both ends in; a role without dates is always held."""
    dated = HeldRole.from_dict({"role": "key", "from": "2026-01-05", "to": "2026-01-06"})
    anna = Person(id="anna", side="customer", roles=["buyer", dated])
    held = [anna.roles_on(dt.date(2026, 1, n)) for n in (4, 5, 6, 7)]
    assert held == [{"buyer"}, {"buyer", "key"}, {"buyer", "key"}, {"buyer"}]

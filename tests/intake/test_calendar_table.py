"""The table of calendar entries: what each becomes, by which rule, how it reads, and whether it counts in the end."""

from __future__ import annotations

import functools

import pytest
from helpers import HEAD, day, framework_of
from intake.calendar_table import PEOPLE, TRUSTED, TYPES, checked, context, inputs, rows, signs
from intake.signing import needs_dkim

from gatecoach.gate import Status
from gatecoach.intake.calendars import read_calendar
from gatecoach.intake.calendars.sentences import SENTENCES
from gatecoach.journey import decide_subject
from gatecoach.subject import Subject

MEASURED = {
    *("too-large", "too-many-lines", "too-many-components", "too-many-parts", "too-many-attendees"),
    *("too-deep", "too-many-entries"),
}
"""The rules of bounds, which need more room than a table has: `test_calendar_attacks.py` has both ways of each."""
JOURNEY = """
journey: deal
sides: [customer, seller]
stages: {first: {phase: early}, second: {phase: late}}
ends: {won: won}
gates:
  go:
    from: first
    to: second
    requires:
      call: {say: "A call.", seller: call-offered, customer: call-taken}
  end: {from: second, to: won, requires: {visit: {say: "A visit.", seller: visit-offered, customer: visit-agreed}}}
"""
ROWS = rows()


@functools.lru_cache
def framework():
    """A journey with one gate that asks for a call that was offered and taken."""
    types = "evidence:\n" + "".join(f"  {id_}: {_flow(kind)}\n" for id_, kind in TYPES.items())
    return framework_of(HEAD.format(zone="UTC"), JOURNEY + types)


def _flow(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    return f"[{', '.join(value)}]" if isinstance(value, list) else value


def specs_of(row):
    """The entries of a row; every mail was checked by our own server, which says where it came from."""
    found = []
    for each in row["given"]:
        sender = each.get("from") or each.get("who") or "anna@pumps.example"
        theirs = sender.lower().endswith("@pumps.example")
        found.append(checked(each, TRUSTED if theirs else "mx.bright.example; none"))
    return found


def status_after(read):
    """How the gate sees the customer's side once all these facts are known."""
    subject, refused = Subject(framework(), "deal", "d1", people=PEOPLE, sources={"calendar": "calendar"}).with_facts(
        read.facts
    )
    assert refused == ()
    (requirement,) = decide_subject(subject, "go", day(100)).requirements
    return requirement.sides["customer"].status


@pytest.mark.parametrize("row", ROWS, ids=[row["note"] for row in ROWS])
def test_an_entry_becomes_what_the_table_says(row):
    """The outcome and rule of the last entry, its reading, and what the kernel makes of everything together."""
    if signs(row):
        needs_dkim()
    read = read_calendar(inputs(*specs_of(row)), context())
    last = read.outcomes[-1]
    assert f"{last.outcome}/{last.rule}" == row["rule"]
    readings = {each.about: each.outcome for each in read.statements}
    assert readings.get(last.message_id) == row.get("reads")
    assert (status_after(read) is Status.MET) == row.get("counts", False)


@pytest.mark.parametrize("row", ROWS, ids=[row["note"] for row in ROWS])
def test_an_entry_says_one_sentence_in_each_language(row):
    """A sentence begins in the small, ends with a stop and leaves no parameter open, in English and in German."""
    if signs(row):
        needs_dkim()
    for each in read_calendar(inputs(*specs_of(row)), context()).outcomes:
        for language in ("en", "de"):
            assert each.text(language).endswith(".")
            assert not any(gap in each.text(language) for gap in ("{", "  ", " :", " ,", "„“", '""'))


def test_every_rule_is_in_the_table_both_ways():
    """No rule without a case that it takes, and none without a close one that it leaves alone."""
    rules = {f"{outcome}/{rule}" for outcome, rule in SENTENCES if rule not in MEASURED}
    assert {row["rule"] for row in ROWS} == rules
    assert {near for row in ROWS for near in row["near"]} == rules
    assert [row["note"] for row in ROWS if row["rule"] in row["near"]] == []


def test_the_table_is_as_large_as_it_should_be():
    """At least forty entries, each row with a note of its own."""
    assert len({row["note"] for row in ROWS}) == len(ROWS) >= 40

"""A01, A03, A22: a plan looks near and far, is about a stage or a skill, and leads from somewhere to somewhere."""

from __future__ import annotations

import datetime as dt

import pytest
from b2b.covering import FRAMEWORK
from b2b.orders import CLOSING, closes, steps_of
from b2b.test_four_talks import begun, refused, said

from gatecoach import load
from gatecoach.clause import leaves
from gatecoach.coaching import summary
from gatecoach.definition.scenario import ExpectDef
from gatecoach.scenario import run
from gatecoach.scenario.naming import moments

PLANS = ["difficult", "gate-review", "never", "skills-coaching"]
"""The talks that ask for a promise."""
WARNED = [each for each in PLANS if each != "skills-coaching"]
GATE = {"difficult": "planned", "gate-review": "planned", "never": "committed", "skills-coaching": "planned"}
BOTH_ENDS = {talk: "outcome-named" if talk == "difficult" else "goal-set" for talk in PLANS}
OPEN = "The talk is closed, and this was left open: The rep said where this shall lead in three months or more."


def rows_of(talk, *, without="", days=None):
    """The words of the closing story, without those of one type, or with the aim so many days away."""
    rows = [dict(row) for step in steps_of(talk) for row in step if row.get("what") != without]
    for row in rows:
        if days and row.get("what") == "long-aim-named":
            row["fields"] = {**row["fields"], "by-day": dt.date.fromisoformat(str(row["day"])) + dt.timedelta(days)}
    return rows


def codes(talk, rows, framework=FRAMEWORK):
    """What is said of the talk at its last word, when these words were said."""
    document, file = CLOSING[talk]
    last = [each for _, each in moments(file)][-1]
    expect = ExpectDef.model_construct(step="closed", refused={}, hints={}, _fields_set={"step"})
    result = run(
        framework, document, file.model_copy(update={"given": rows, "at": last.at, "expect": expect, "then": []})
    )
    assert result.findings == ()
    found = {each.place: each.found for each in result.differences}
    assert "step" not in found, result.text()
    return {code for place, codes in found.items() if place.startswith("hints") for code in codes.split(", ")}


def asks_for(talk):
    """The types that the gates of a talk name."""
    gates = FRAMEWORK.journey(talk).gates.values()
    return {
        leaf.what
        for gate in gates
        for each in gate.requirements
        for tree in each.sides.values()
        for leaf in leaves(tree)
    }


@pytest.mark.requirement("A01")
@pytest.mark.requirement("A22")
def test_the_talks_that_make_a_plan_are_these():
    """Whatever asks for a promise."""
    talks = [each.id for each in FRAMEWORK.journeys.values() if each.conversation]
    assert sorted(talk for talk in talks if "commitment" in asks_for(talk)) == PLANS


@pytest.mark.requirement("A01")
@pytest.mark.parametrize("talk", PLANS)
def test_every_plan_asks_for_the_long_run_where_it_is_made(talk):
    """The coachee is asked, in the very gate that asks for the promise; nobody else is."""
    gate = FRAMEWORK.journey(talk).gates[GATE[talk]]
    found = {each.id: each for each in gate.requirements}
    assert "commitment" in {
        leaf.what for each in found.values() for tree in each.sides.values() for leaf in leaves(tree)
    }
    assert [leaf.what for leaf in leaves(found["long-run"].sides["coachee"])] == ["long-aim-named"]
    assert [*found["long-run"].sides] == ["coachee"]
    assert (found["long-run"].mode == "enforce") is (talk == "skills-coaching")


@pytest.mark.requirement("A01")
@pytest.mark.parametrize("talk", WARNED)
@pytest.mark.parametrize(("days", "open_"), [(89, True), (90, False), (400, False), (None, True)])
def test_a_plan_with_the_near_horizon_alone_is_said_when_the_talk_closes(talk, days, open_):
    """Ninety days are far enough, both for the story and for whoever reads the talk later; it closes all the same."""
    rows = rows_of(talk, without="" if days else "long-aim-named", days=days)
    assert ("left-open" in codes(talk, rows)) is open_


@pytest.mark.requirement("A01")
@pytest.mark.parametrize("talk", WARNED)
def test_a_company_makes_its_talks_wait_for_the_long_run(talk, tmp_path):
    """`mode: enforce` in its own framework is one line: then the near horizon alone is no plan."""
    head = 'gatecoach: 1\nframework: acme\nversion: "1"\nextends: b2b@2026.1\n'
    (tmp_path / "framework.yaml").write_text(head, encoding="utf-8")
    own = f"journey: {talk}\ngates: {{{GATE[talk]}: {{requires: {{long-run: {{mode: enforce}}}}}}}}\n"
    (tmp_path / f"{talk}.yaml").write_text(own, encoding="utf-8")
    acme = load(tmp_path)
    assert "left-open" not in codes(talk, rows_of(talk), acme)
    with pytest.raises(AssertionError, match=r"expected +closed"):
        codes(talk, rows_of(talk, without="long-aim-named"), acme)


@pytest.mark.requirement("A01")
@pytest.mark.parametrize("gone", ["commitment", "long-aim-named"])
def test_a_skills_coaching_closes_with_both_horizons_only(gone):
    """It waits for the near and for the far one."""
    assert closes("skills-coaching", rows_of("skills-coaching"))
    assert not closes("skills-coaching", rows_of("skills-coaching", without=gone))


@pytest.mark.requirement("A01")
def test_whoever_reads_the_talk_later_reads_what_was_left_open():
    """In the session and in its summary, in words and for a machine; not before it closes."""
    session = begun("difficult")
    for row in rows_of("difficult", without="long-aim-named"):
        assert session.warnings == ()
        at, answers = dt.date.fromisoformat(str(row["day"])), [row["answers"]] if "answers" in row else []
        fields = row.get("fields", {})
        step = session.record(row["what"], by=row["by"], at=at, id=row["id"], fields=fields, answers=answers)
        assert step.refusal is None
        session = step.session
    assert session.closed
    (reason,) = [each for each in session.warnings if each.code == "left-open"]
    assert (reason.place, reason.text()) == ("planned.long-run", OPEN)
    assert reason.text("de").startswith("Das Gespräch ist abgeschlossen, und das blieb offen: ")
    assert reason in summary(session).warnings
    assert session.record("long-aim-named", by="diaz", at=at).refusal.code == "session-closed"


@pytest.mark.requirement("A22")
@pytest.mark.parametrize("talk", PLANS)
def test_a_talk_with_a_plan_names_both_ends_before_it(talk):
    """Where it stands and where it shall be: both fields are needed, and the promise comes after them."""
    kind = FRAMEWORK.journey(talk).types[BOTH_ENDS[talk]]
    assert {name for name, each in kind.fields.items() if not each.optional} == {"today", "wanted"}
    assert kind.side == ["coachee"]
    assert not closes(talk, rows_of(talk, without=BOTH_ENDS[talk]))
    order = [row["what"] for row in rows_of(talk)]
    assert order.index(BOTH_ENDS[talk]) < order.index("commitment")


@pytest.mark.requirement("A22")
@pytest.mark.parametrize("talk", PLANS)
@pytest.mark.parametrize("given", [{"today": "x"}, {"wanted": "x"}, {"today": " ", "wanted": "x"}, {}])
def test_one_end_of_the_way_is_no_way(talk, given):
    """With one of them alone the talk does not close, as nobody said from where or where to."""
    rows = rows_of(talk)
    half = [{**row, "fields": given} if row.get("what") == BOTH_ENDS[talk] else row for row in rows]
    assert half != rows
    assert not closes(talk, half)


@pytest.mark.requirement("A22")
@pytest.mark.parametrize("talk", ["gate-review", "skills-coaching"])
def test_the_first_step_with_the_coachee_asks_for_both_ends(talk):
    """Right after the preparation of the coach."""
    first, second = [*FRAMEWORK.journey(talk).gates.values()][:2]
    assert {side for each in first.requirements for side in each.sides} == {"coach"}
    opener = second.requirements[0]
    assert {side: [leaf.what for leaf in leaves(tree)] for side, tree in opener.sides.items()} == {
        "coachee": ["goal-set"], "coach": ["goal-heard"],
    }  # fmt: skip


@pytest.mark.requirement("A03")
@pytest.mark.parametrize("talk", PLANS)
def test_a_talk_with_a_plan_has_a_stage_or_a_skill(talk):
    """It is about a deal or an earlier talk, or its preparation names one of the list."""
    journey = FRAMEWORK.journey(talk)
    first = next(iter(journey.gates.values()))
    asked = {leaf.what for each in first.requirements for tree in each.sides.values() for leaf in leaves(tree)}
    authored = {what: journey.definition.evidence[what] for what in asked if what in journey.definition.evidence}
    fields = [field for kind in authored.values() for field in kind.fields.values()]
    named = any(each.type == "activity" and not each.optional for each in fields)
    assert bool(journey.definition.about) != named


@pytest.mark.requirement("A03")
def test_a_difficult_conversation_does_not_begin_without_its_activity():
    """One of the framework's list; any other word is none, and the talk stays in its preparation."""
    rest = {"goal": "a", "objections": "b", "feelings": "c", "opening": "d"}
    for wrong in ({}, {"activity": ""}, {"activity": "being-better"}):
        assert refused(begun("difficult"), "preparation-written", "lee", **rest, **wrong) == "incomplete"
    for activity in FRAMEWORK.definition.activities:
        session = said(begun("difficult"), "preparation-written", "lee", **rest, activity=activity)
        assert said(session, "rehearsed", "lee", **{"rehearsed-on": "2026-03-09"}).step == "what-i-saw"
    rows = [
        {**row, "fields": {name: each for name, each in row["fields"].items() if name != "activity"}}
        if row["what"] == "preparation-written" else row
        for row in rows_of("difficult")
    ]  # fmt: skip
    assert not closes("difficult", rows)

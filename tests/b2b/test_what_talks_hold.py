"""F09, S01, S16, A02: preparation comes before a talk, a day after a promise, and insights from who is coached."""

from __future__ import annotations

import pytest
from b2b.covering import FRAMEWORK
from b2b.orders import closes, steps_of
from b2b.test_four_talks import DAY, PEOPLE, refused, until

from gatecoach import decide, open_session
from gatecoach.testing import deal, person

TALKS = [each.id for each in FRAMEWORK.journeys.values() if each.conversation]
PREPARED = {
    "gate-review": ["preparation-written"],
    "difficult": ["preparation-written", "rehearsed"],
    "skills-coaching": ["skill-prepared"],
}
"""What has to be there before a talk begins."""
INSIGHTS = {
    ("skills-coaching", "reality"): "reality-told",
    ("skills-coaching", "options"): "option-named",
    ("difficult", "their-view"): "view-told",
    ("difficult", "options"): "option-named",
    ("self-talk", "belief"): "belief-named",
    ("self-talk", "other-view"): "view-found",
    ("moment", "perspective"): "picture-seen",
}
"""In which step of which talk somebody finds something out, and the word for it."""


def rows_of(talk):
    """All words of the closing story."""
    return [row for step in steps_of(talk) for row in step]


def promising():
    """The talks in which somebody promises something."""
    return {talk for talk in TALKS if any(row.get("what") == "commitment" for row in rows_of(talk))}


@pytest.mark.requirement("F09")
def test_these_talks_have_promises():
    """Each of the others leaves them to these."""
    assert promising() == {"difficult", "gate-review", "never", "skills-coaching"}


@pytest.mark.requirement("F09")
@pytest.mark.parametrize("talk", sorted(promising()))
def test_a_talk_with_a_promise_does_not_close_without_a_day(talk):
    """Not without the booking, nor with one that names no day; with both it closes."""
    rows = rows_of(talk)
    dayless = [{**row, "fields": {}} if row.get("what") == "follow-up-booked" else row for row in rows]
    assert closes(talk, rows)
    assert dayless != rows
    assert not closes(talk, dayless)
    assert not closes(talk, [row for row in rows if row.get("what") != "follow-up-booked"])


def opened(talk):
    """The talk at its very beginning, about a deal where it needs one."""
    people = [*PEOPLE, person("anna", "customer")]
    about = deal(FRAMEWORK, people, journey="opportunity", claimed="discovery") if talk == "gate-review" else []
    return open_session(FRAMEWORK, talk, about=about, coach="lee", coachee="diaz", at=DAY, people=people)[0]


@pytest.mark.requirement("S01")
@pytest.mark.parametrize("talk", PREPARED)
def test_a_talk_does_not_begin_without_its_preparation(talk):
    """What is missing is named, one for each; any word of the next step comes too early."""
    session = opened(talk)
    first, second = [*session.subject.course.gates.values()][:2]
    assert session.step == first.source
    reasons = decide(session, first.id, DAY).reasons
    assert [each.code for each in reasons] == ["missing"] * len(PREPARED[talk])
    leaves = {row["what"] for row in steps_of(talk)[1]}
    for what in leaves:
        sides = session.subject.course.types[what].side
        who = "lee" if "coach" in sides else "diaz"
        assert refused(session, what, who) == "too-early", what
    assert second.source == first.target


@pytest.mark.requirement("S01")
@pytest.mark.parametrize(("talk", "gone"), [(talk, what) for talk, all_ in PREPARED.items() for what in all_])
def test_no_part_of_the_preparation_is_left_out(talk, gone):
    """With all but one the talk stays where it is, and nothing of it closes later."""
    assert not closes(talk, [row for row in rows_of(talk) if row["what"] != gone])


@pytest.mark.requirement("S16")
@pytest.mark.requirement("A02")
@pytest.mark.parametrize(("place", "what"), INSIGHTS.items())
def test_what_is_found_out_is_found_out_by_who_is_coached(place, what):
    """The coach cannot say it for them, also not in their name."""
    session = until(*place)
    assert refused(session, what, "lee") == "wrong-side"
    assert session.subject.course.types[what].side == ["coachee"]
    told = session.record(what, by="diaz", told_by="lee", at=DAY)
    assert told.refusal.code == "wrong-teller"


@pytest.mark.requirement("A02")
@pytest.mark.parametrize("talk", ["skills-coaching", "difficult", "self-talk"])
def test_of_each_word_it_is_kept_who_said_it(talk):
    """So the share of what the coachee found can be counted: here it is all of it."""
    session = until(talk, [*FRAMEWORK.journey(talk).stages][-1])
    insights = {what for (kind, _), what in INSIGHTS.items() if kind == talk}
    found = [each for each in session.subject.facts if each.what in insights]
    assert {each.what for each in found} == insights
    assert {(each.by, each.told_by) for each in found} == {("diaz", "diaz")}
    assert {each.by for each in session.subject.facts} == {"diaz", "lee"}

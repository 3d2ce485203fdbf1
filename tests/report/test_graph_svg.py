"""The picture of two lanes: all of a journey is in it, nothing lies on anything else, and it needs nothing else."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report.drawn import (
    CASES,
    LONG,
    NAMESPACE,
    ODD,
    SIZES,
    bands,
    boxes,
    branched,
    drawing,
    found,
    lines,
    page,
    six,
    texts,
    words_of,
)

from gatecoach.errors import UsageError
from gatecoach.framework import load
from gatecoach.report import journey_svg
from gatecoach.report.pictures.routes import MOST_TRACKS

every_picture = pytest.mark.parametrize(
    "svg", [*itertools.product(CASES, SIZES, ("en", "de"))], ids="-".join, indirect=True
)


@pytest.fixture
def svg(request):
    """One of the pictures, by its case, size and language."""
    return drawing(*request.param)


def said(svg):
    """All words of a picture in one text, divided words put together."""
    return " ".join(words_of(svg)).replace("- ", "")


def overlaps(areas, others):
    """Which of the areas lie on one another."""
    return [(a.text, b.text) for a in areas for b in others if a is not b and a.meets(b, 0.5)]


@every_picture
def test_no_text_lies_on_another(svg):
    """Whatever the width, the language and the length of titles."""
    areas = list(texts(svg))
    assert overlaps(areas, areas) == []


@every_picture
def test_no_line_runs_through_a_text(svg):
    """Neither a way, nor the bar of a gate, nor a sign."""
    assert overlaps(lines(svg), texts(svg)) == []


@every_picture
def test_boxes_hold_their_texts_and_the_page_holds_everything(svg):
    """A text that begins in a box ends in it; boxes do not share room."""
    drawn, whole = list(boxes(svg)), page(svg)
    inside = [(box, text) for box in drawn for text in texts(svg) if box.meets(text)]
    assert inside
    assert [text.text for box, text in inside if not box.holds(text)] == []
    assert overlaps(drawn, drawn) == []
    assert [each for each in (*texts(svg), *drawn, *lines(svg)) if not whole.holds(each)] == []


@every_picture
def test_lines_are_level_or_upright(svg):
    """But for the tips of hooks."""
    for each in found(svg, "polyline"):
        points = [tuple(map(float, point.split(","))) for point in each.get("points").split()]
        tip = len(points) == 3 and each.get("stroke-width") == "1.3"
        assert tip or all(a[0] == b[0] or a[1] == b[1] for a, b in itertools.pairwise(points))


@every_picture
def test_words_stand_in_one_lane(svg):
    """Whatever is in no box lies in one lane, or in none."""
    lanes, wide = list(bands(svg)), [each for each in boxes(svg) if each.right - each.left > 50]
    free = [each for each in texts(svg) if not any(box.meets(each) for box in wide)]
    assert [each.text for each in free if sum(lane.meets(each, 1) for lane in lanes) > 1] == []
    assert [each.text for each in free for lane in lanes if lane.meets(each, 1) and not lane.holds(each, 1)] == []


@every_picture
def test_it_needs_and_runs_nothing(svg):
    """No script, link, style sheet, picture or font from elsewhere; what authors wrote is text and nothing else."""
    kinds = {each.tag.removeprefix(NAMESPACE) for each in ET.fromstring(svg).iter()}
    assert kinds <= {"svg", "title", "desc", "rect", "text", "tspan", "g", "path", "polyline", "polygon"}
    assert re.findall(r"\bon\w+=|href|url\(|<!|javascript", svg) == []
    assert re.findall(r"https?://\S+?(?=\")", svg) == ["http://www.w3.org/2000/svg"]


@every_picture
def test_it_says_what_it_is_to_those_who_cannot_see_it(svg):
    """It is an image with a title and a description that are named by it, in its language."""
    root = ET.fromstring(svg)
    title, about = root.find(f"{NAMESPACE}title"), root.find(f"{NAMESPACE}desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {about.get('id')}"
    assert title.text in said(svg)
    assert len(about.text) > 100
    assert root.get("lang") in ("en", "de")


def luminance(colour):
    """How light a colour is, as the accessibility guidelines (WCAG) count it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_text_is_dark_on_light_ground():
    """Every colour of text stands out from every ground at least seven to one."""
    svg = drawing("six")
    inks = {each.get("fill") for each in found(svg, "text")}
    grounds = {each.get("fill") for each in found(svg, "rect")}
    assert len(inks) >= 3
    assert len(grounds) == 3
    worst = min((luminance(ground) + 0.05) / (luminance(ink) + 0.05) for ink in inks for ground in grounds)
    assert worst >= 7


def test_every_part_of_a_journey_is_drawn():
    """Stages with their phases, gates with where they lead, both acts of each pair, and the ends."""
    text = said(drawing("bundled"))
    for part in (
        "Opportunity", "first-deal 2026.1", "We notice a problem", "1 Discovery", "2 Needs analysis", "3 Solution fit",
        "Mutual interest", "leads to 2 Needs analysis", "Invitation with purpose and agenda",
        "They accepted or proposed a time, with a reason of their own", "Ends without a gate, for a reason",
        "• Lost", "• Disqualified", "Going back to an earlier stage is always free, for a reason.",
    ):  # fmt: skip
        assert part in text


def test_a_pair_has_its_number_in_both_lanes():
    """The customer's act stands above the seller's, each in its own lane, below the same number."""
    svg = drawing("bundled")
    upper, lower = list(bands(svg))[2:4]
    for number, above, below in (("1", "Their reply to our needs", "Needs review"), ("2", "for each", "Our record")):
        assert any(upper.holds(each) and each.text.startswith(above) for each in texts(svg))
        assert any(lower.holds(each) and each.text.startswith(below) for each in texts(svg))
        assert [sum(lane.holds(each) for each in texts(svg) if each.text == number) for lane in (upper, lower)] == [
            1,
            1,
        ]


def test_pointing_at_a_pair_shows_its_sentence():
    """The requirement as its author said it, once a pair."""
    notes = [each.find(f"{NAMESPACE}title").text for each in found(drawing("six"), "g")]
    assert notes == ["One.", "Many <b>&", "Large.", "Task."] * 6


def test_conditions_counts_and_tasks_are_said():
    """How many are asked for, when a pair holds, for which items, and what stops nothing."""
    text = said(drawing("six"))
    named = '• They answered in their own words • They named "the number"'
    assert f"at least 3 of these, from different persons: {named}" in text
    assert "only where amount is at least 100000" in text
    assert "one of these: • Needs review sent • A map of all stakeholders with the style of each" in text
    assert 'for each "They answered in their own words" a task, stops nothing' in text
    assert "A square number is a task: it stops nothing." in text
    assert "• Parked (wake-up-date must be known)" in text


def test_titles_mean_nothing_to_a_browser():
    """A title of markup stands there letter by letter."""
    assert ODD in said(drawing("six", "screen"))
    assert "<script" not in drawing("six")


def test_a_picture_speaks_the_language_as_far_as_its_author_does():
    """Titles are German where they are given, as is what the picture says by itself; long words are divided."""
    text = said(drawing("six", language="de"))
    for part in ("Großkundengeschäft", "Kundenseite", "Verkaufsseite", "führt zu 2 Stage 1", "mindestens 3 davon, von"):
        assert part in text
    assert "Anforderungszusammenstellungsverfahren begonnen" in text
    assert "Needs review sent" in text


def test_a_talk_has_lanes_for_coachee_and_coach():
    """Without phases a step is one box across both lanes; a side that is not asked says why."""
    svg = drawing("talk")
    assert [len(list(bands(svg))), said(svg).count("Coachee"), said(svg).count("Coach ")] == [18, 9, 9]
    assert "not asked: The talk has not begun." in said(svg)
    assert "I will be there (everyone)" in said(svg)
    assert "at least 2 of: A way I could try" in said(svg)
    first = next(bands(svg))
    step = next(each for each in boxes(svg) if each.meets(first) and each.right - each.left > 50)
    assert step.top < first.bottom < step.bottom


def test_a_narrow_picture_has_a_row_a_gate_and_a_wide_one_fewer():
    """Gates stand beside each other as far as there is room."""
    number = {size: len(list(bands(drawing("six", size)))) / 2 for size in ("phone", "screen")}
    assert number == {"phone": 7, "screen": 3}


def test_a_picture_on_paper_is_no_higher_than_a_page():
    """It is made wider until it fits."""
    for case in CASES:
        whole = page(drawing(case, "paper"))
        assert whole.bottom <= 1.3 * whole.right
    assert page(drawing("bundled", "paper")).right == 720


def test_branches_are_lines_of_their_own_and_stages_are_shown_again():
    """A stage that several gates lead out of is dashed from the second on, and every gate's line leads somewhere."""
    svg = drawing("branched")
    dashed = [each for each in found(svg, "rect") if each.get("stroke-dasharray")]
    assert len(dashed) == 2 * 6 + 1  # six more gates than stages, each with phase and stage, and the legend's sign
    tips = [each for each in found(svg, "polygon") if len(each.get("points").split()) == 3]
    assert len(tips) == 12
    assert "Dashed: the same stage once more, another gate leads out of it." in said(svg)
    assert "Dashed" not in said(drawing("six"))


def test_a_line_ends_at_the_stage_it_leads_to():
    """Every arrow touches a box from above, or the middle of a stage from the left."""
    for size in SIZES:
        svg = drawing("branched", size)
        tops = {(round(each.top), round(each.left)) for each in boxes(svg)}
        for each in found(svg, "polygon"):
            points = [tuple(map(float, point.split(","))) for point in each.get("points").split()]
            if len(points) == 3 and points[1][1] == points[2][1]:
                assert any(top == round(points[0][1]) for top, _ in tops)


@given(data=st.data())
def test_any_branches_can_be_drawn(data):
    """Whatever gates there are, nothing lies on anything, and the head of each says where it leads."""
    stages = data.draw(st.integers(3, 6))
    chain = [(f"s{n}", f"s{n + 1}") for n in range(stages - 1)]
    forward = st.integers(0, stages - 1).flatmap(
        lambda n: st.tuples(st.just(f"s{n}"), st.sampled_from([*(f"s{m}" for m in range(n + 1, stages)), "won"]))
    )
    ways = [*chain, *data.draw(st.lists(forward, max_size=12))]
    svg = journey_svg(branched(tuple(ways), stages), "big", width=data.draw(st.sampled_from([360, 390, 800, 1300])))
    assert overlaps(lines(svg), texts(svg)) == []
    areas = list(texts(svg))
    assert overlaps(areas, areas) == []
    assert [each for each in (*areas, *lines(svg)) if not page(svg).holds(each)] == []
    heads = [text for text in words_of(svg) if text.startswith(("leads to", "end: "))]
    assert len(heads) == len(ways)


def test_lines_that_find_no_track_are_left_out():
    """So many that skip rows would leave no room for words; their gates still say where they lead."""
    ways = [("s0", "s1"), ("s1", "s2"), *[("s0", "s2")] * 20]
    svg = journey_svg(branched(tuple(ways), 3), "big", width=390)
    tips = [each for each in found(svg, "polygon") if len(each.get("points").split()) == 3]
    assert MOST_TRACKS <= len(tips) < len(ways)
    assert sum(text == "leads to 3 Stage 2" for text in words_of(svg)) == 21


def test_the_same_framework_gives_the_same_bytes():
    """Also when it is loaded anew."""
    assert journey_svg(load("first-deal"), "opportunity") == journey_svg(load("first-deal"), "opportunity")
    assert drawing("six").endswith("</svg>\n")


def test_long_titles_are_whole():
    """Nothing is cut off."""
    assert said(drawing("six")).count(LONG) == 3  # a stage, the gate that leads to it, and the title of another gate


@pytest.mark.parametrize("width", [0, 359, 4001])
def test_a_width_that_nobody_can_read_is_refused(width):
    """The next step names the bounds."""
    with pytest.raises(UsageError, match="360 to 4000") as refused:
        journey_svg(six(), "big", width=width)
    assert refused.value.code == "bad-width"


def test_an_unknown_journey_is_refused_with_the_nearest_name():
    """As everywhere."""
    with pytest.raises(UsageError, match='did you mean "opportunity"'):
        journey_svg(load("first-deal"), "oportunity")

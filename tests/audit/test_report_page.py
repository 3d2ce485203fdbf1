"""The page: self-contained, the same bytes each time, told in words and tables too, and safe whatever a name holds."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from report.figured import AT, HOSTILE, about, figures, many, nothing
from report.pipeline.test_markup import Tags

from gatecoach.audit.figures.rows import Age, Ageing, Lack, Way
from gatecoach.report.pipeline import pipeline_html
from gatecoach.report.pipeline.charts.ages import ages_chart, columns, step_of
from gatecoach.report.pipeline.charts.bars import Bar, Item, bars
from gatecoach.report.pipeline.charts.board import WIDE, Board, Kind
from gatecoach.report.pipeline.markup import text as html_text
from gatecoach.report.pipeline.sections.lacking import SHOWN, shown

SVG = "{http://www.w3.org/2000/svg}"
CASES = {"all": figures, "nothing": nothing, "hostile": lambda: figures(HOSTILE, HOSTILE), "many": many}


def page(case="all", **more):
    """The page of a case."""
    return pipeline_html(CASES[case](), about(notes=[HOSTILE] if case == "hostile" else (), **more))


def pictures(html):
    """The pictures of a page, parsed."""
    return [ET.fromstring(each) for each in re.findall(r"<svg.*?</svg>", html, re.DOTALL)]


@pytest.mark.parametrize("case", CASES)
def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing(case):
    """No script, no link, no image, no font, no handler; and it forbids the browser all of that."""
    found = Tags(page(case))
    assert not {tag for tag, _ in found.tags} & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "image",
        "a",
        "base",
        "use",
    }
    for _, attributes in found.tags:
        assert not [name for name in attributes if name.startswith("on") or name in {"src", "href", "xlink:href"}]
    policy = next(each["content"] for tag, each in found.tags if each.get("http-equiv"))
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert not re.search(r"url\(|@import|@font-face", page(case))


def test_a_name_can_do_nothing():
    """It stands in the page as the words it is, in tables, in pictures and in what is said of them."""
    html = page("hostile", names={HOSTILE: HOSTILE}, people={HOSTILE: HOSTILE})
    assert "<img" not in html
    assert "onerror=alert(2)&gt;" in html
    assert not {"\x1b", "\u202e"} & set(html)
    assert "onerror=alert(2)>" in "".join(Tags(html).words)
    assert pictures(html)  # each is well-formed, or it could not be parsed


@pytest.mark.parametrize("case", CASES)
def test_the_same_figures_give_the_same_bytes(case):
    """Twice in one process."""
    assert page(case) == page(case)


def test_another_process_gives_the_same_bytes():
    """No clock, no chance, no number that goes on counting."""
    program = (
        "import sys; sys.path[:0] = ['tests', 'framework']; from audit.test_report_page import page; print(page())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True, env={"PYTHONHASHSEED": "7"}
    )
    assert done.stdout == f"{page()}\n"


@pytest.mark.parametrize("case", ["all", "hostile", "many"])
def test_each_picture_is_one_image_that_is_told_in_words(case):
    """It has a title, a role and a label that says what it shows; nothing inside it is an element to tell."""
    found = pictures(page(case))
    assert len(found) == 6
    for each in found:
        assert each.get("role") == "img"
        title = each.find(f"{SVG}title").text
        assert each.get("aria-label").startswith(f"{title}. ")
        assert len(each.get("aria-label")) > len(title) + 20
        inside = [one for one in each.iter() if one is not each]
        assert not [one for one in inside if "role" in one.attrib or any(key.startswith("aria") for key in one.attrib)]


def test_the_table_behind_each_picture_is_in_the_page():
    """Every section with a picture has one; a section for each question stands in its order."""
    sections = re.findall(r"<section.*?</section>", page(), re.DOTALL)
    titles = [re.search(r"<h2[^>]*>(.*?)</h2>", each).group(1) for each in sections]
    assert titles == [
        "Claimed against verified", "The deals to ask about", "The gap by rep", "The gap by team",
        "Missing evidence by gate", "Age of open deals", "Stages left out", "Quality of the data",
    ]  # fmt: skip
    assert all("<table>" in each for each in sections if "<svg" in each)
    assert page().index("41 of 60 open deals are claimed further") < page().index("<section")


@pytest.mark.parametrize("case", CASES)
def test_a_picture_fits_a_phone_and_nothing_is_drawn_outside(case):
    """It is as wide as it says; bars and words begin in it."""
    for each in pictures(page(case)):
        wide, high = float(each.get("width")), float(each.get("height"))
        assert (wide, each.get("viewBox")) == (WIDE, f"0 0 {WIDE} {each.get('height')}")
        for word in each.iter(f"{SVG}text"):
            x, y = map(float, re.search(r"translate\(([-\d.]+),([-\d.]+)\)", word.get("transform")).groups())
            assert 0 <= x <= wide
            assert 8 <= y <= high


def test_colours_are_told_apart_without_colour():
    """Solid bars are dark, outlined ones are pale, and each kind that is drawn has a word in the legend."""
    looks = [kind.value for kind in Kind]
    assert len(set(looks)) == len(looks)
    claimed, shown = Kind.CLAIMED.value, Kind.SHOWN.value
    assert lightness(claimed.fill) - lightness(shown.fill) > 0.5
    assert lightness(claimed.line) < 0.5
    legend = ((Kind.SHOWN, "supported"), (Kind.HARD, "contested"))
    drawn = bars([Item("one", [Bar([(Kind.SHOWN, 3)], "3")])], legend, title="T", about="A")
    assert ">supported<" in drawn
    assert ">contested<" not in drawn  # what is not drawn is not explained


def lightness(colour):
    """How light a colour is, from 0 to 1."""
    return sum(int(colour[at : at + 2], 16) for at in (1, 3, 5)) / 3 / 255


def test_bars_are_as_long_as_their_values():
    """Half the value, half the length."""
    items = [Item(name, [Bar([(Kind.SHOWN, value)], "")]) for name, value in (("a", 10), ("b", 5), ("c", Decimal(0)))]
    drawn = ET.fromstring(bars(items, (), title="T", about="A"))
    found = [each.get("d") for each in drawn.iter(f"{SVG}path") if (each.get("fill") or "").startswith("#")]
    wide = [float(re.search(r"h([\d.]+)", each).group(1)) for each in found]
    assert len(wide) == 2
    assert wide[0] == pytest.approx(2 * wide[1], abs=1.5)


def test_without_closed_deals_cycles_are_not_known():
    """The page says so, draws no line, and calls nothing old."""
    ages = Ageing(0, None, None, None, [Age(9, 2), Age(700, 1)], 0, [], 0, Decimal(0))
    html = pipeline_html(dataclasses.replace(figures(), ageing=ages), about())
    assert "so how long a deal takes here is not known" in html
    assert "closed deals, middle" not in html
    assert "longer than any deal that ever closed" not in html
    assert '<td class="n">not known</td>' in html


def test_a_pipeline_of_nothing_is_said_to_be_nothing():
    """Each section says what is not there; nothing is divided by nought."""
    html = page("nothing")
    for words in ("There are no open deals.", "No dated claim leaves out a stage.", "Nothing was found to be wrong."):
        assert words in html
    assert "<svg" not in html


def test_many_reps_are_cut_in_the_picture_and_not_in_the_table():
    """The others are one bar."""
    html = page("many")
    assert html.count("288 more reps") == 2  # in the picture and in its label
    assert html.count(" 299</th>") == 1


def test_columns_hold_every_deal_once():
    """And part those that are older than every closed one."""
    ages = [Age(0, 1), Age(29, 2), Age(30, 4), Age(31, 8)]
    assert columns(ages, 30, 30) == [(3, 0), (4, 8)]
    assert columns(ages, 30, None) == [(3, 0), (12, 0)]


@pytest.mark.parametrize("oldest", [0, 1, 11, 12, 100, 364, 9999, 10**6])
def test_there_are_never_too_many_columns(oldest):
    """At most a dozen, however old a deal is."""
    assert oldest // step_of(oldest) + 1 <= 12


def test_words_that_do_not_fit_are_cut_with_a_sign():
    """At most so many lines, and the last one says that there was more."""
    board = Board()
    below = board.block(0, 0, "evidence " * 60, most=2)
    assert below == 30
    assert board.svg("T", "A").count("…") == 1


def test_the_report_tells_when_it_is_of():
    """And by which framework it was judged."""
    html = page()
    assert f"as of {AT.day} June 2026" in html
    assert f"Judged by b2b 2026.1 ({about().framework.hash[:12]}), journey opportunity" in html


def test_without_money_the_page_counts_deals():
    """No amount and no currency stands anywhere, and no column of a table is empty for it."""
    html = page(money="")
    body = html.partition("<main>")[2]
    assert "EUR" not in body
    assert not re.search(r"\d (?:k|M|bn)\b", body)
    assert "41 of 60 open deals are claimed further than the evidence supports." in body
    assert "<td></td>" not in body
    assert "worth most first" not in body


def test_what_several_requirements_ask_for_is_one_bar():
    """Of a gate: the most frequent one. The table has each, with the sentence of its requirement."""
    same = [
        Lack("needs-admitted", name, "customer", 18, short, 0, 0, 0, 30, 20)
        for name, short in (("a-need", 6), ("we-listened", 9))
    ]
    assert [each.requirement for each in shown(same, about())] == ["we-listened"]
    html = pipeline_html(dataclasses.replace(figures(), lacks=same), about())
    for each in same:
        assert f'<span class="below">{html_text(about().sentence(each.gate, each.requirement))}</span>' in html
    assert html.count(">9 of 20<") == 1
    assert "holds 18 of 20 deals claimed past it" in html
    assert ">6 of 20<" not in html


def test_the_most_frequent_sides_are_shown_in_the_order_of_the_gates():
    """At most so many; the tables have the others."""
    gates = about().journey.gates
    lacks = [
        Lack(gate.id, each.id, "customer", 99, number, 0, 0, 0, 99, 99)
        for number, (gate, each) in enumerate(
            ((gate, each) for gate in gates.values() for each in gate.requirements if "customer" in each.sides), 1
        )
    ]
    first = shown(lacks, about())
    assert len(first) == SHOWN < len(lacks)
    assert [lacks.index(each) for each in first] == sorted(lacks.index(each) for each in first)
    assert min(each.short for each in first) > min(each.short for each in lacks)


@pytest.mark.parametrize("longest", [1, 30, 200, 399, 400, 4000])
def test_the_lines_of_closed_deals_stand_in_the_picture(longest):
    """Wherever the longest lies beside the ages, with its words beside its line and within the picture."""
    marks = [(Decimal("0.5"), "closed deals, middle: 0.5 days"), (longest, f"longest: {longest} days")]
    drawn = ET.fromstring(ages_chart([Age(3, 20), Age(400, 2)], marks, longest, title="T", about="A"))
    told = {each.text: each for each in drawn.iter(f"{SVG}text")}
    assert {said for _, said in marks} <= set(told)
    places = [float(re.search(r"translate\(([-\d.]+),", told[said].get("transform")).group(1)) for _, said in marks]
    assert all(0 <= each <= WIDE for each in places)


def test_a_claim_of_no_stage_stands_in_quotes_and_a_gap_says_why_it_is_none():
    """It is never nought."""
    ways = [Way("nowhere", "lead", "unknown", 2, Decimal(5)), Way("lead", "proposal", "behind", 1, Decimal(5)),
            Way("won", "lead", "off-path", 1, Decimal(5))]  # fmt: skip
    html = pipeline_html(dataclasses.replace(figures(), ways=ways), about())
    assert ">&quot;nowhere&quot;</th>" in html
    for words in ("not known", "claims less", "off its path"):
        assert f'<td class="n">{words}</td>' in html


def test_many_ways_and_notes_are_cut_and_it_is_said():
    """The page stays one that somebody reads."""
    ways = [Way("proposal", "lead", each, 1, Decimal(5)) for each in range(1, 21)]
    html = pipeline_html(dataclasses.replace(figures(), ways=ways), about(notes=[f"note {each}" for each in range(40)]))
    assert "Where the two differ (the first 15; 5 more are in the audit itself)" in html
    assert "and 10 more" in html
    assert "note 29" in html
    assert "note 30" not in html

"""The Mermaid text of a journey: every line is of a known form, ids are safe, titles mean nothing but themselves."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from report.drawn import CASES, ODD, branched, six

from gatecoach.errors import UsageError
from gatecoach.framework import load
from gatecoach.report import journey_mermaid
from gatecoach.report.pictures.mermaid import _escaped

ROOT = Path(__file__).resolve().parents[2]
NODE = r"(?:stage|gate|end)_[a-z0-9_]+"
LABEL = r"\"[^\"`<>\[\]{}|*_]*\""
FORMS = (
    r"flowchart TB",
    r"    acc(?:Title|Descr): [^#;%{}]+",
    rf"    {NODE}\[LABEL\]:::stage",
    rf"    {NODE}\(\[LABEL\]\):::reached",
    rf"    {NODE}\[\[LABEL\]\]:::gate",
    rf"    {NODE} --> {NODE} --> {NODE}",
    rf"    {NODE} ~~~ (?:free_ends|going_back)\[LABEL\]:::note",
    r"    classDef (?:stage|gate|reached|note) [a-z:#0-9, -]+",
)


def lines_of(text):
    """The lines of a text, line breaks in labels taken out."""
    assert text.endswith("\n")
    return [line.replace("<br/>", "") for line in text.splitlines()]


def labels(text):
    """Every node's id with the lines of its label as a reader sees them."""
    found = re.findall(r"(\w+)[\[(]+\"(.*?)\"[\])]+:::", text)
    return {id_: [shown(part) for part in label.split("<br/>")] for id_, label in found}


def shown(label):
    """A label with its numbers as signs: what Mermaid puts on the page."""
    return html.unescape(re.sub(r"#(\d+);", r"&#\1;", label))


def ways(text):
    """From, gate and to of every way."""
    return re.findall(rf"^    ({NODE}) --> ({NODE}) --> ({NODE})$", text, re.MULTILINE)


@pytest.mark.parametrize("case", CASES)
def test_every_line_is_of_a_known_form_and_every_id_is_declared_once(case):
    """Nothing of an author's words is outside quotes, and no way leads to a node that is not there."""
    make, journey = CASES[case]
    text = journey_mermaid(make(), journey)
    forms = [re.compile(form.replace("LABEL", LABEL)) for form in FORMS]
    assert [line for line in lines_of(text) if not any(form.fullmatch(line) for form in forms)] == []
    declared = re.findall(rf"^    ({NODE})[\[(]", text, re.MULTILINE)
    assert len(declared) == len(set(declared))
    assert {node for way in ways(text) for node in way} <= set(declared)


def test_stages_gates_pairs_and_ends_are_there():
    """Both sides of each pair by its number; where a gate leads; which ends need no gate; the way back."""
    text = journey_mermaid(load("first-deal"), "opportunity")
    each = 'for each "Their reply to our needs review", where outcome is clarifies'
    assert labels(text) == {
        "stage_discovery": ["Customer: We notice a problem", "Seller: 1 Discovery"],
        "stage_needs_analysis": ["Customer: We work out what we need", "Seller: 2 Needs analysis"],
        "stage_solution_fit": ["Customer: We compare options", "Seller: 3 Solution fit"],
        "gate_mutual_interest": [
            "Mutual interest",
            "1 Customer: They accepted or proposed a time, with a reason of their own",
            "1 Seller: Invitation with purpose and agenda",
        ],
        "gate_needs_confirmed": [
            "Needs confirmed",
            "1 Customer: Their reply to our needs review",
            "1 Seller: Needs review",
            f"2 Customer: {each} (a task, stops nothing)",
            "2 Seller: Our record of their needs, corrected",
        ],
        "free_ends": ["Ends without a gate, for a reason", "• Lost", "• Disqualified"],
        "going_back": ["Going back to an earlier stage is always free, for a reason."],
    }
    assert ways(text) == [
        ("stage_discovery", "gate_mutual_interest", "stage_needs_analysis"),
        ("stage_needs_analysis", "gate_needs_confirmed", "stage_solution_fit"),
    ]


def test_branches_and_several_gates_between_the_same_stages_are_ways_of_their_own():
    """One line a gate, to stages and to ends."""
    found = ways(journey_mermaid(branched(), "big"))
    assert len(found) == 12
    assert [gate for source, gate, target in found if (source, target) == ("stage_s1", "stage_s3")] == [
        "gate_g3",
        "gate_g4",
    ]
    assert ("stage_s3", "gate_g8", "end_won") in found
    assert ("stage_s5", "gate_g11", "end_signed") in found


def test_a_talk_is_drawn_without_phases_and_in_german():
    """Steps by number and title, its own sides, and a side that is not asked."""
    found = labels(journey_mermaid(load("first-deal"), "gate-review", language="de"))
    assert found["stage_preparation"] == ["1 Preparation"]
    assert found["gate_prepared"][1] == "1 Coachee: nicht gefragt: The talk has not begun."
    assert found["going_back"] == ["Zurück zu einem früheren Schritt geht es immer, mit Begründung."]
    assert found["end_closed"] == ["Closed"]


def test_a_title_of_markup_is_shown_as_it_is():
    """Also in the picture's own title, where signs of Mermaid are left out."""
    text = journey_mermaid(six(), "big")
    title = next(line for line in text.splitlines() if "accTitle" in line)
    assert title.removeprefix("    accTitle: ") == ODD
    assert "<script" not in text.replace(title, "")
    assert "1 Customer: They answered in their own words" in labels(text)["gate_g0"]


@example("1. first")
@example("- first")
@example("#quot; <b> `x` {y} [z](a) **b** _c_ | ; %%")
@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1))
def test_any_text_reads_back(text):
    """Whatever an author writes is shown letter by letter, and nothing of it can end a label or begin a list."""
    written = _escaped(text)
    assert shown(written) == text
    assert re.search(r'["`<>\[\]{}|*_&]|#(?!\d+;)', written) is None
    assert re.match(r"\d*[.\-]", written) is None


def test_the_same_framework_gives_the_same_text():
    """Also when it is loaded anew."""
    assert journey_mermaid(load("first-deal"), "gate-review") == journey_mermaid(load("first-deal"), "gate-review")


def test_an_unknown_journey_is_refused_with_the_nearest_name():
    """As everywhere."""
    with pytest.raises(UsageError, match='did you mean "gate-review"'):
        journey_mermaid(load("first-deal"), "gate-revue")


def test_the_page_on_pictures_shows_what_is_drawn_today():
    """Its picture of the bundled journey is the command's own text."""
    page = (ROOT / "docs" / "pictures.md").read_text(encoding="utf-8")
    assert page.partition("```mermaid\n")[2].partition("```")[0] == journey_mermaid(load("first-deal"), "opportunity")

"""The glossary has every word of the engine, and each word is really spoken of where its row leads."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from pages import ROOT
from test_page_links import LINK, anchors

from gatecoach.definition.files import Area, Talk
from gatecoach.definition.journey import EndKind, Mode
from gatecoach.definition.scenario import NEAR_MISSES
from gatecoach.definition.values import SIDES
from gatecoach.facts import GRADES
from gatecoach.gate import Status

PAGE = ROOT / "docs/glossary.md"
TEXT = PAGE.read_text(encoding="utf-8")
CODE = re.compile(r"`([^`]+)`")
WORDS = {
    "status": [*Status],
    "near miss": NEAR_MISSES,
    "grade": GRADES,
    "side": SIDES,
    "mode": get_args(Mode),
    "end": get_args(EndKind),
    "area": get_args(Area),
    "conversation": get_args(Talk),
}


def rows_of(text):
    """Each row of the tables: its words, its meaning, and where it leads."""
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    return [tuple(each.strip() for each in row) for row in rows if row[0].strip() != "word"]


ROWS = rows_of(TEXT)


def section(text, anchor):
    """The part of a page below the heading of that name, or the whole page."""
    parts = re.split(r"(?m)^(?=#+ )", text)
    found = [each for each in parts if anchor in anchors(each)]
    return found[0] if anchor and found else text


def names_in(words):
    """The single words of a row: those that stand apart by commas, without their marks."""
    return [each.strip().strip("`") for each in words.split(",")]


@pytest.mark.parametrize("kind", WORDS)
def test_every_word_of_the_engine_is_in_it(kind):
    """Whatever a decision, a file or a report may say has its line, spelled as the engine spells it."""
    held = {each for row in ROWS for each in CODE.findall(row[0])}
    assert {str(each) for each in WORDS[kind]} - held == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip("`"))
def test_a_word_is_spoken_of_where_its_row_leads(row):
    """The row is whole, on one line, and the section that it links to uses each of its words."""
    words, meaning, more = row
    assert meaning
    ((target, anchor),) = LINK.findall(more)
    page = PAGE.parent / target if target else PAGE
    text = section(page.read_text(encoding="utf-8"), anchor)
    text = text.replace(f"| {words} |", "") if page == PAGE else text
    plain = " ".join(re.sub(r"[`*]", "", text).split()).casefold()
    assert [each for each in names_in(words) if each.casefold() not in plain] == []


def test_no_word_stands_twice():
    """One line for each word, except those that are two things, such as a side and a conversation."""
    every = [each for row in ROWS for each in names_in(row[0])]
    twice = {each for each in every if every.count(each) > 1}
    assert twice == {"customer", "coach", "evidence", "enablement"}


def test_a_word_that_is_not_there_is_seen():
    """Another section of the same page does not help."""
    page = "# One\n\nStages and gates.\n\n## Two\n\nSteps.\n"
    assert "Stages" in section(page, "one")
    assert "Stages" not in section(page, "two")
    assert "Stages" in section(page, "")

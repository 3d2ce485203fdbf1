"""Each bundled conversation has a page for managers: its picture, its steps as they are, and a talk that is run."""

from __future__ import annotations

import importlib.util
import re

import pytest
from pages import ROOT, blocks_of

PAGES = ROOT / "docs/conversations"
PARTS = ("When to hold it", "Step by step", "What closes it, and what does not", "A talk, word by word")


@pytest.fixture(scope="module")
def generator():
    """The script that draws the pictures and writes the tables."""
    spec = importlib.util.spec_from_file_location("conversations", PAGES / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def talks():
    """The ids of the pages."""
    return sorted(path.stem for path in PAGES.glob("*.md"))


def text_of(talk):
    """A page as it stands."""
    return (PAGES / f"{talk}.md").read_text(encoding="utf-8")


def test_each_conversation_has_its_page_and_its_picture(generator):
    """No page is about none; what is linked for all is linked on the page of conversations."""
    assert talks() == sorted(generator.talks()) == sorted(path.stem for path in PAGES.glob("*.svg"))
    overview = (ROOT / "docs/conversations.md").read_text(encoding="utf-8")
    assert [talk for talk in talks() if f"(conversations/{talk}.md)" not in overview] == []


def test_pictures_and_steps_are_up_to_date(generator):
    """They show the files of today."""
    stale = [path.name for path, text in generator.made().items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run: make reference"


@pytest.mark.parametrize("talk", talks())
def test_a_page_says_the_same_things_in_the_same_order(talk):
    """Its title is the talk's, then what for, the picture, and four parts."""
    lines = text_of(talk).splitlines()
    assert [line[3:] for line in lines if line.startswith("## ")] == [*PARTS]
    before = "\n".join(lines[1 : lines.index(f"## {PARTS[0]}")])
    assert re.search(rf"^!\[[^\]]{{10,}}\]\({talk}\.svg\)$", before, re.MULTILINE)


@pytest.mark.parametrize("talk", talks())
def test_the_talk_on_the_page_goes_from_its_start_to_its_end(talk, generator):
    """Every step is shown, something is refused or does not count, and the last thing shown is the summary."""
    shown = "".join(each.text for each in blocks_of(talk, text_of(talk)) if each.kind == "console")
    number = len(generator.talks()[talk]["stages"])
    assert {int(each) for each in re.findall(rf"^Step (\d+) of {number}:", shown, re.MULTILINE)} == {
        *range(1, number + 1)
    }
    assert f"gatecoach coach {talk} " in shown
    assert any(words in shown for words in ("Not closed.", "Kept, but it does not count yet:", "Please write one of"))
    assert re.search(r"^(Next talk: |No next talk is booked\.)", shown.rpartition("\nTo: ")[2], re.MULTILINE)


def test_steps_name_what_each_side_says(generator):
    """Also what is only answered, and nothing of a side that is asked nothing; a task says that it stops nothing."""
    talk = {
        "sides": ["coachee", "coach"],
        "stages": {"one": {"title": "First"}, "two": {"title": "Second"}},
        "evidence": {
            "view": {"side": "coachee", "title": "My view"},
            "ended": {"side": "coachee", "title": "That is all", "answers": "view"},
            "heard": {"side": ["coach"], "title": "I heard", "answers": "ended"},
        },
        "gates": {
            "spoken": {"from": "one", "requires": {"a": {"say": "Said.", "coachee": "ended", "coach": "none"}}},
            "closed": {
                "from": "two",
                "requires": {
                    "b": {"say": "Heard.", "coachee": "none", "coach": {"any": [{"what": "heard"}, "kept"]}},
                    "c": {"say": "Thanked.", "mode": "warn", "coach": {"all": ["thanks"]}},
                },
            },
        },
    }
    titles = {"view": "My view", "ended": "That is all", "heard": "I heard"}
    assert generator.steps(talk, titles).splitlines() == [
        "| step | the coach says | the coachee says | the talk goes on when |",
        "| --- | --- | --- | --- |",
        "| First |  | My view<br>That is all | Said. |",
        "| Second | I heard<br>kept<br>thanks |  | Heard.<br>Thanked. *(A task, stops nothing.)* |",
    ]

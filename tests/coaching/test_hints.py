"""What is kept and could be said better: the beginning of a text decides, and the example word for word."""

from __future__ import annotations

import datetime as dt

import pytest

from gatecoach.coaching.hints import BEGINNING, hints
from gatecoach.definition import EvidenceDef
from gatecoach.facts import Evidence

KIND = EvidenceDef.model_validate(
    {
        "side": "coachee",
        "fields": {
            "does": {
                "type": "text", "example": {"en": "Call her on Monday", "de": "Montag anrufen"},
                "results": ["close", "hit target", "get the order signed"],
            },
            "also": {"type": "text", "optional": True, "results": ["win"]},
            "due": {"type": "date", "optional": True},
        },
    }
)  # fmt: skip


def told(**fields):
    """The codes and places of what is warned of in an item."""
    item = Evidence(id="p", what="promise", by="diaz", at=dt.date(2026, 3, 9), fields=fields)
    return [(each.code, each.place) for each in hints(KIND, item)]


@pytest.mark.requirement("A20")
@pytest.mark.parametrize(
    ("words", "warned"),
    [
        ("Close 3 deals", True),
        ("CLOSE!", True),
        ("I will 25 close", True),
        ("I will try close", False),
        ("3 2 1 close", True),
        ("close-ish talk", False),
        ("Hit target", True),
        ("Hit the target", False),
        ("We hit target", True),
        ("I will hit target", False),
        ("Get the order signed", True),
        ("I get the order signed", False),
        ("Get the order", False),
        ("", False),
        ("3", False),
    ],
)
def test_a_result_at_the_beginning_is_warned_of(words, warned):
    """Whole words in whatever case; several have to follow each other, and all of them begin the text."""
    assert told(does=words) == ([("result-not-activity", "does")] if warned else [])


@pytest.mark.requirement("S06")
@pytest.mark.parametrize(
    "words", ["Call her on Monday", "call  HER on monday.", "Montag anrufen", "  Montag: anrufen!"]
)
def test_the_example_is_nobodys_own_words(words):
    """In each of its languages, whatever stands between the words."""
    assert told(does=words) == [("copied-example", "does")]
    assert told(does=f"{words} at ten") == []


def test_each_text_is_judged_by_its_own_field():
    """In the order of the fields; what is no text, or is not there, is no matter."""
    assert told(does="Close it", also="Win it", due="2026-03-09") == [
        ("result-not-activity", "does"), ("result-not-activity", "also"),
    ]  # fmt: skip
    assert told(does="Win it", also="Close it") == []
    assert told() == told(due=dt.date(2026, 3, 9)) == []


def test_what_is_said_names_the_words():
    """In both languages with the text, and what was found in it."""
    (found,) = hints(KIND, Evidence(id="p", what="promise", by="d", at=dt.date(2026, 3, 9), fields={"does": "Close 3"}))
    assert dict(found.params) == {"field": "does", "found": "Close 3", "result": "close"}
    assert '"Close 3"' in found.text("en")
    assert '"Close 3"' in found.text("de")
    assert BEGINNING == 3

"""The written summary also says what was waived and how words were read, in English and in German."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from coaching.small import NOW, TODAY, following, heard, opened, waived

from gatecoach.coaching import Exemption, Promise, Reading, Summary, summary
from gatecoach.report import summary_markdown, summary_text
from gatecoach.report.summary import SAID, day_words

WHOLE = Summary(
    session="s",
    title="Never again",
    about=("promises-1",),
    people=("Rosa Diaz", "Mina Lee"),
    day=dt.date(2026, 3, 6),
    promises=(Promise("Rosa Diaz", "calls", "2026-03-09", "2026-03-10", "they call"),),
    next_day="2026-03-16",
    closed=True,
    waived=(Exemption("Each says what was heard.", "Mina Lee", "2026-03-09", "Rosa lost her voice."),),
    readings=(Reading("Mina Lee", "You waited.", "confirms", "Rosa Diaz"),),
)
ENGLISH = """\
Never again about promises-1, 6 March 2026 (closed)
To: Rosa Diaz and Mina Lee

  Rosa Diaz: calls
    from      9 March 2026
    by        10 March 2026
    if missed they call

How it was read:
  - Mina Lee: “You waited.”, read as confirms by Rosa Diaz

Waived:
  - Each says what was heard. (waived by Mina Lee until 9 March 2026: Rosa lost her voice.)

Next talk: 16 March 2026
"""
GERMAN = """\
Never again über promises-1, 6. März 2026 (abgeschlossen)
An: Rosa Diaz und Mina Lee

  Rosa Diaz: calls
    ab        9. März 2026
    bis       10. März 2026
    sonst     they call

So wurde es gelesen:
  - Mina Lee: „You waited.“, gelesen als confirms von Rosa Diaz

Erlassen:
  - Each says what was heard. (erlassen von Mina Lee bis 9. März 2026: Rosa lost her voice.)

Nächstes Gespräch: 16. März 2026
"""


@pytest.mark.parametrize(("language", "text"), [("en", ENGLISH), ("de", GERMAN), ("fr", ENGLISH)])
def test_everything_is_said_in_the_language_asked_for(language, text):
    """A language that is not known here is English."""
    assert summary_text(WHOLE, language=language) == text


def test_without_a_language_it_is_english():
    """Text and Markdown."""
    assert summary_text(WHOLE) == ENGLISH
    assert summary_markdown(WHOLE) == summary_markdown(WHOLE, language="en")


@pytest.mark.parametrize("language", sorted(SAID))
def test_every_language_says_the_same_things(language):
    """Key for key, with the same parts put in."""
    assert SAID[language].keys() == SAID["en"].keys()


def test_as_markdown_both_are_lists_of_their_own():
    """Between the table and the next date, with nothing that Markdown would read."""
    lines = summary_markdown(dataclasses.replace(WHOLE, readings=(Reading("Mi*", "a|b", "x", "R"),)), language="de")
    assert lines.split("\n")[7:] == [
        "",
        "So wurde es gelesen:",
        "",
        "- Mi\\*: „a\\|b“, gelesen als x von R",
        "",
        "Erlassen:",
        "",
        "- Each says what was heard. (erlassen von Mina Lee bis 9. März 2026: Rosa lost her voice.)",
        "",
        "**Nächstes Gespräch: 16. März 2026**",
        "",
    ]


def test_a_talk_without_them_says_nothing_of_them():
    """No empty heads."""
    text = summary_text(dataclasses.replace(WHOLE, readings=(), waived=()))
    assert "Waived" not in text
    assert "read" not in text


def test_the_summary_of_a_talk_holds_its_waivers_and_readings():
    """By name, in the order they came; a waiver that has ended since still belongs to the talk."""
    session = waived(heard(opened(), "lee").session, until=TODAY).session
    found = summary(session)
    assert found.readings == (Reading("Mina Lee", "You waited for my call.", "confirms", "Mina Lee"),)
    (waiver,) = found.waived
    assert waiver == Exemption("Each says what was heard.", "Mina Lee", TODAY.isoformat(), "Rosa has lost her voice.")
    later = session.revoke("heard.1", by="lee", at=NOW + dt.timedelta(days=3)).session
    assert (summary(later).waived, summary(later).readings) == ((waiver,), ())


def test_a_clock_that_went_back_hides_no_promise():
    """The summary knows everything that was said, whatever time its last word has."""
    session = following()
    earlier = session.record("booked", by="lee", at=NOW - dt.timedelta(days=3), fields={"for-day": "2026-03-16"})
    assert len(summary(earlier.session).promises) == len(summary(session).promises) == 2


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("width", [40, 60])
def test_it_fits_its_width(width, language):
    """Also the lines of what was waived and read."""
    lines = summary_text(WHOLE, width=width, language=language).splitlines()
    assert [line for line in lines if len(line) > width] == []


def test_a_day_is_said_in_the_language_and_a_text_stays():
    """As people write it."""
    assert day_words("2026-12-24", "de") == "24. Dezember 2026"
    assert day_words("bald", "de") == "bald"

"""A small journal for the tests of `gatecoach journal`: two talks, in which Anna and Bo said something."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing

from gatecoach.coaching import Event
from gatecoach.journal import open_journal

WORDS = {"bo": "It looks fine to me.", "anna": "It is 40 hours größer als gedacht."}


def said(stream, number, who):
    """A word of somebody."""
    data = {"id": f"m{number}", "what": "needs-review-answered", "text": WORDS[who]}
    at = dt.date(2026, 3, 4)
    return Event(id=f"{stream}#{number}", stream=stream, kind="evidence-recorded", at=at, by=who, data=data)


def keep(place, **known):
    """Four events in two streams: in the first Anna twice and Bo, in the second Bo."""
    with open_journal(place, **known) as journal:
        journal.append("first", 0, [said("first", 1, "anna"), said("first", 2, "bo"), said("first", 3, "anna")])
        journal.append("second", 0, [said("second", 1, "bo")])


def edit(path, *statements):
    """Change a SQLite journal behind its back."""
    with closing(sqlite3.connect(path)) as database, database:
        for each in statements:
            database.execute(each)


CUT = tuple(f"DELETE FROM {table} WHERE stream = 'second'" for table in ("gatecoach_private", "gatecoach_event"))
"""The last event goes, and nothing in the journal shows it."""

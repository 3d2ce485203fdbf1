"""Both journals of the core, small events to put into them, and a script that writes from other processes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from gatecoach.coaching import Event
from gatecoach.journal import JsonlJournal, MemoryJournal

NOON = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
KINDS = {"memory": lambda _: MemoryJournal(), "jsonl": JsonlJournal}


@pytest.fixture(params=KINDS)
def journal(request, path):
    """An empty journal of each kind."""
    with KINDS[request.param](path) as opened:
        yield opened


@pytest.fixture
def path(tmp_path):
    """Where a test keeps its file; there is none yet."""
    return tmp_path / "journal.jsonl"


@pytest.fixture(scope="session")
def event():
    """A builder of events: `event("a", 2)` has the id a#2 and belongs to the stream a."""

    def build(stream, number, at=NOON, **data):
        return Event(id=f"{stream}#{number}", stream=stream, kind="said", at=at, by="anna", data=data)

    return build


@pytest.fixture
def filled(path, event):
    """A file of four lines in two streams: a 1, b 1-2, a 2-3, b 3; the last word of a is not plain ASCII."""
    with JsonlJournal(path) as journal:
        journal.append("a", 0, [event("a", 1)])
        journal.append("b", 0, [event("b", 1), event("b", 2, text="yes")])
        journal.append("a", 1, [event("a", 2), event("a", 3, text="Grüße,\n\u2028«東京» \U0001f44d")])
        journal.append("b", 2, [event("b", 3)])
    return path


@pytest.fixture(scope="session")
def ids():
    """Reads a journal whole: the ids of each stream in order."""

    def read(journal):
        return {name: [each.id for each in journal.read(name)] for name in journal.streams()}

    return read


@pytest.fixture(scope="session")
def writers():
    """The script of the other processes."""
    return Path(__file__).with_name("writers.py")


@pytest.fixture(scope="session")
def root():
    """The folder of the repository."""
    return Path(__file__).resolve().parents[2]

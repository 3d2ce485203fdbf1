"""All four journals, small events to put into them, and a script that writes from other processes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from kinds import KINDS
from postgres import Postgres

from gatecoach.coaching import Event
from gatecoach.journal import JsonlJournal, open_journal

NOON = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server, or a skip; the role that tests connect as is no superuser."""
    server = Postgres.started()
    yield server
    server.stop()


@pytest.fixture(params=KINDS)
def kind(request):
    """The name of each kind of journal."""
    return request.param


@pytest.fixture
def where(kind, tmp_path, request):
    """A place of that kind for a journal; nothing is there yet."""
    places = {"memory": ":memory:", "jsonl": f"{tmp_path}/journal.jsonl", "sqlite": f"sqlite:///{tmp_path}/journal.db"}
    return places.get(kind) or request.getfixturevalue("postgres").place()


@pytest.fixture
def journal(where):
    """An empty journal of each kind."""
    with open_journal(where) as opened:
        yield opened


@pytest.fixture
def path(tmp_path):
    """Where a test keeps its file; there is none yet."""
    return tmp_path / "journal.jsonl"


@pytest.fixture(scope="session")
def event():
    """A builder of events: `event("a", 2)` has the id a#2 and belongs to the stream a."""

    def build(stream, number, at=NOON, kind="said", by="anna", **data):
        return Event(id=f"{stream}#{number}", stream=stream, kind=kind, at=at, by=by, data=data)

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

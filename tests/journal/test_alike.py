"""All journals give the same answers to any sequence of calls."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from postgres import Postgres

from gatecoach.coaching import Event
from gatecoach.errors import GatecoachError
from gatecoach.journal import open_journal

DAY = dt.date(2026, 3, 4)
NOON = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # hundreds of small files; no disk is tested here
names = st.sampled_from(["a", "b"])
people = st.sampled_from(["anna", "bo"])
kinds = st.sampled_from(["said", "evidence-recorded", "statement-made", "session-opened"])
batches = st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["", "ü\n\0"]), people, kinds), max_size=3)


def answer(call):
    """What a call gives, or the error it raises, as a value; only the place of the file may differ."""
    try:
        return call()
    except GatecoachError as error:
        return type(error), error.code, error.message, error.help


def done(appended):
    """What an append gave."""
    return int(appended), appended.retried


def built(stream, number, text, by, kind):
    """An event of some kind, some days apart; readings are about the item of the number before, openings name both."""
    data = {
        "text": text,
        "id": f"i{number}",
        "about": f"i{number - 1}",
        "what": "word",
        "outcome": "for",
        "session": "s",
    }
    if kind == "session-opened":
        data["people"] = [{"id": "bo", "name": "Bo"}, {"id": "anna", "name": "Anna"}]
    return Event(id=f"e{number}", stream=stream, kind=kind, at=DAY + dt.timedelta(days=number % 3), by=by, data=data)


def salts():
    """The same salts for every journal, so that also their hashes must be the same."""
    counted = itertools.count()
    return lambda: hashlib.sha256(str(next(counted)).encode()).digest()[:16]


class Alike(RuleBasedStateMachine):
    """The journals that need no server, and a dict that knows what was acknowledged."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=IN_MEMORY))
        self.moves = itertools.count()
        self.where = self.places()
        self.salts = [salts() for _ in self.where]
        self.now = None
        self.journals = []
        self.kept = {}
        self.erasures = 0

    @initialize(clock=st.sampled_from([None, NOON]))
    def begin(self, clock):
        """All with a clock or all without one."""
        self.now = clock
        self.journals = list(map(self.opened, range(len(self.where))))

    def places(self):
        """Where the journals are; each time other places."""
        number = next(self.moves)
        return [":memory:", f"{self.folder}/{number}.jsonl", f"sqlite:///{self.folder}/{number}.db"]

    def opened(self, number):
        """One of the journals; all see the same clock, if they have one."""
        clock = None if self.now is None else lambda: self.now
        return open_journal(self.where[number], salt=self.salts[number], clock=clock)

    def all(self, call):
        """The one answer that all of them give."""
        given = [answer(lambda each=each: call(each)) for each in self.journals]
        assert given == [given[0]] * len(given)
        return given[0]

    @rule(stream=names, off=st.sampled_from([0, 0, 0, -1, -2, 1]), batch=batches)
    def append(self, stream, off, batch):
        """Any batch after any version, ids taken or new: all say the same, also whether it was a retry."""
        events = [built(stream, *each) for each in batch]
        before = self.kept.get(stream, [])
        expected = len(before) + off
        given = self.all(lambda each: done(each.append(stream, expected, events)))
        if given == (len(before) + len(events), False) and events:
            self.kept[stream] = before + [each.id for each in events]

    @rule(person=people, also=st.sampled_from([[], ["Bo"]]))
    def erase(self, person, also):
        """What is private to somebody goes; all count the same parts and events."""
        done = self.all(lambda each: each.erase(person, by="dpo", at=DAY, ground="asked", also=also)[:2])
        self.erasures += 1
        assert done[0] >= done[1]

    @precondition(lambda self: self.now is not None)
    @rule(hours=st.integers(0, 2))
    def wait(self, hours):
        """It becomes later for all of them."""
        self.now += hours * HOUR

    @rule(person=people, also=st.sampled_from([[], ["Bo"], [""]]))
    def look(self, person, also):
        """What an erasure would take is what it takes, and looking changes nothing."""
        found = self.all(lambda each: each.held(person, also=also))
        assert len(found) == len({each[:2] for each in found})
        assert {each.stream for each in found} <= {*self.kept, "@erasures"}

    @rule(number=st.integers(0, 3), source=st.integers(0, 3))
    def move(self, number, source):
        """What one of them exports, also of another kind, is taken in at a new place; it goes on there as it was."""
        number, source = number % len(self.journals), source % len(self.journals)
        lines = list(self.journals[source].export())
        self.journals[number].close()
        self.where[number] = self.places()[number]
        self.journals[number] = self.opened(number)
        half = len(lines) // 2 + 1
        assert self.journals[number].load(lines[:half]) + self.journals[number].load(lines) == len(lines) - 1
        assert self.all(lambda each: each.load(iter(lines))) == 0

    @rule(number=st.integers(1, 3))
    def restart(self, number):
        """One of the journals is opened anew; memory would be gone."""
        number = min(number, len(self.journals) - 1)
        self.journals[number].close()
        self.journals[number] = self.opened(number)

    @rule(
        torn=st.binary(min_size=1, max_size=9).filter(lambda data: b"\n" not in data),
        which=st.sampled_from(["", ".private"]),
    )
    def crash(self, torn, which):
        """Something is left of a line that was never finished."""
        with Path(f"{self.where[1]}{which}").open("ab") as file:
            file.write(torn)

    @rule(position=st.integers(0, 9), limit=st.integers(1, 4))
    def since(self, position, limit):
        """A part of the whole is the same part everywhere."""
        self.all(lambda each: each.since(position, limit=limit))

    @rule(stream=names, when=st.one_of(st.integers(0, 9), st.integers(0, 3).map(lambda days: DAY + days * 24 * HOUR)))
    def as_of(self, stream, when):
        """What was known by a moment or a day is the same everywhere: a beginning of the stream."""
        when = NOON + when * HOUR if isinstance(when, int) else when
        known = self.all(lambda each: each.read(stream, as_of=when))
        assert [each.id for each in known] == self.kept.get(stream, [])[: len(known)]

    @invariant()
    def same(self):
        """All hold what was acknowledged and the orders of erasures, whole, and prove it with the same hashes."""
        told = self.all(lambda each: {name: each.read(name) for name in each.streams() if name != "@erasures"})
        assert {name: [each.id for each in events] for name, events in told.items()} == self.kept
        whole = self.all(lambda each: (each.verify(), each.checkpoint(), list(each.export())))
        assert whole[0].whole
        assert whole[0].events == sum(map(len, self.kept.values())) + self.erasures

    def teardown(self):
        """Leave nothing behind."""
        for each in self.journals:
            each.close()
        shutil.rmtree(self.folder)


class AlikeWithPostgres(Alike):
    """All four."""

    def places(self):
        """Also a schema of its own on the server."""
        return [*super().places(), Postgres.here.place()]


TestAlike = Alike.TestCase
TestAlike.settings = settings(max_examples=25, stateful_step_count=12)


@pytest.mark.postgres
@pytest.mark.usefixtures("postgres")
class TestAlikeWithPostgres(AlikeWithPostgres.TestCase):
    """The same with a server; fewer examples, each takes a schema."""

    settings = settings(max_examples=8, stateful_step_count=10)

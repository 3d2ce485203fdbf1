"""All journals give the same answers to any sequence of calls."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from gatecoach.coaching import Event
from gatecoach.errors import GatecoachError
from gatecoach.journal import JsonlJournal, MemoryJournal

names = st.sampled_from(["a", "b"])
batches = st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["", "ü\n"])), max_size=3)


def answer(call):
    """What a call gives, or the error it raises, as a value; only the place of the file may differ."""
    try:
        return call()
    except GatecoachError as error:
        return type(error), error.code, error.message, error.help


class Alike(RuleBasedStateMachine):
    """A memory journal, a file, and a dict that knows what was acknowledged."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.memory, self.file = MemoryJournal(), JsonlJournal(self.folder / "j.jsonl")
        self.kept = {}

    @rule(stream=names, off=st.sampled_from([0, 0, 0, -1, -2, 1]), batch=batches)
    def append(self, stream, off, batch):
        """Any batch after any version, ids taken or new: both say the same."""
        at = dt.date(2026, 3, 4)
        events = [
            Event(id=f"e{number}", stream=stream, kind="said", at=at, by="anna", data={"text": text})
            for number, text in batch
        ]
        before = self.kept.get(stream, [])
        expected = len(before) + off
        given = [answer(lambda each=each: each.append(stream, expected, events)) for each in (self.memory, self.file)]
        assert given[0] == given[1]
        if given[0] == len(before) + len(events) and events and not off:
            self.kept[stream] = before + events

    @rule()
    def restart(self):
        """The file is opened anew."""
        self.file = JsonlJournal(self.folder / "j.jsonl")

    @rule(torn=st.binary(min_size=1, max_size=9).filter(lambda data: b"\n" not in data))
    def crash(self, torn):
        """Something is left of a line that was never finished."""
        with (self.folder / "j.jsonl").open("ab") as file:
            file.write(torn)

    @invariant()
    def same(self):
        """Both hold what was acknowledged, and nothing else."""
        for journal in (self.memory, self.file):
            assert {name: journal.read(name) for name in journal.streams()} == self.kept

    def teardown(self):
        """Leave nothing behind."""
        shutil.rmtree(self.folder)


TestAlike = Alike.TestCase
TestAlike.settings = settings(max_examples=25, stateful_step_count=15)

"""One deal after the other: the same subjects as all at once, in memory that does not grow with the files."""

from __future__ import annotations

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake.exports import context, named, own, read, streamed

from gatecoach.errors import FactsError
from gatecoach.intake.crm import Tally, crm_rows, stream_crm
from gatecoach.intake.crm.disk import DiskSpool
from gatecoach.intake.crm.spool import MemorySpool

MAPPING = own("""
deals: {in: deals, id: Id, stage: Stage, since: Since, fields: {amount: Amount}}
contacts:
  part: {in: people, deal: Deal, id: Id, role: {column: Role, optional: true}}
  who: {in: who, id: Id, name: Name, address: Mail}
stage-history: {h: {in: stages, deal: Deal, stage: Stage, at: At}}
activities:
  call: {in: calls, id: Id, linked: {in: links, id: Call, deal: Deal}, at: At, what: called}
""")
STAGES = ("Needs analysis", "Proposal", "Won", "Unheard")
SHARE = 1.2
"""How much more a file of ten times the rows may take at most."""


class Lines(io.RawIOBase):
    """A CSV file that is made while it is read, so that only what intake holds is measured."""

    def __init__(self, header, row, number):
        """A file of so many rows."""
        self._made = self._all(header, row, number)
        self._rest = b""

    @staticmethod
    def _all(header, row, number):
        yield header
        yield from map(row, range(number))

    def read(self, size=-1):
        """The next bytes."""
        while len(self._rest) < size:
            line = next(self._made, "")
            if not line:
                break
            self._rest += line.encode()
        data, self._rest = self._rest[:size], self._rest[size:]
        return data


def deals(number):
    """A file of so many deals, every hundredth with a mistake."""

    def row(each):
        """One line."""
        stage = "Unheard" if each % 100 == 0 else STAGES[each % 3]
        return f"006{each:09},{stage},2026-03-{each % 28 + 1:02},{each}.50\n"

    return Lines("Id,Stage,Since,Amount\n", row, number)


def peak(work):
    """The most memory that some work holds at once, in bytes."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def drained(items):
    """How many items there are; none is kept."""
    return sum(1 for _ in items)


@pytest.mark.parametrize("stream", [crm_rows, stream_crm])
def test_memory_does_not_grow_with_the_file(stream):
    """Ten times the rows take at most a fifth more, by rows and by deals; measured anew, for cycles go by chance."""
    known = context(MAPPING)

    def run(number):
        """Read a file of that many deals."""
        tally = Tally()
        assert drained(stream([("deals.csv", deals(number))], known, tally)) == number
        assert tally.rejected == {"unknown-stage": number // 100}

    run(200)  # what is worked out once is there before the first is measured
    small = max(peak(lambda: run(2_000)) for _ in range(3))
    large = min(peak(lambda: run(20_000)) for _ in range(2))
    assert large <= SHARE * small


def test_all_at_once_is_what_grows():
    """The measure of the test above can tell: keeping every subject takes much more for ten times the rows."""
    known = context(MAPPING)

    def run(number):
        """Keep every subject of that many deals."""
        return list(stream_crm([("deals.csv", deals(number))], known, Tally()))

    run(200)
    assert peak(lambda: run(4_000)) > SHARE * peak(lambda: run(400))


MAIL = st.sampled_from(["a@b.example", "anna@pumps.example", ""])
DAY = st.sampled_from(["2026-02-01", "2026-02-02"])
CELL = st.sampled_from(["1", "2", "3", "4", ""])
TABLES = st.fixed_dictionaries({
    "deals": st.lists(st.tuples(CELL, st.sampled_from(STAGES), st.sampled_from(["2026-03-01", "x"]), CELL), max_size=5),
    "people": st.lists(st.tuples(CELL, CELL, st.sampled_from(["User", "Boss", ""])), max_size=5),
    "who": st.lists(st.tuples(CELL, st.just("Ada"), MAIL), max_size=4),
    "stages": st.lists(st.tuples(CELL, st.sampled_from(STAGES), DAY), max_size=5),
    "links": st.lists(st.tuples(CELL, CELL), max_size=5),
    "calls": st.lists(st.tuples(CELL, st.sampled_from(["2026-03-04", ""])), max_size=5),
})  # fmt: skip
HEADERS = {
    "deals": "Id,Stage,Since,Amount", "people": "Deal,Id,Role", "who": "Id,Name,Mail", "stages": "Deal,Stage,At",
    "links": "Call,Deal", "calls": "Id,At",
}  # fmt: skip


@given(TABLES, st.permutations([*HEADERS]))
def test_one_after_the_other_is_the_same_as_all_at_once(tables, order):
    """Subjects, findings and counts, in whatever order the files are handed over."""
    files = {name: "\n".join([HEADERS[name], *(",".join(row) for row in tables[name]), ""]).encode() for name in order}
    whole = read(MAPPING, **files)
    subjects, tally = streamed(MAPPING, **files)
    assert tuple(subjects) == whole.subjects
    assert tally.findings() == whole.findings
    assert (dict(tally.rejected), dict(tally.skipped), tally.rows) == (whole.rejected, whole.skipped, whole.rows)


@given(TABLES)
def test_the_order_of_files_changes_no_subject(tables):
    """A deal may come after its people, a link after what it links."""
    files = {
        name: "\n".join([HEADERS[name], *(",".join(row) for row in rows), ""]).encode() for name, rows in tables.items()
    }
    there = read(MAPPING, **files).subjects
    back = read(MAPPING, **dict(reversed(files.items()))).subjects
    assert {each.id: each for each in there} == {each.id: each for each in back}


@pytest.mark.parametrize("spool", [MemorySpool, DiskSpool])
def test_a_spool_keeps_pieces_by_kind_and_key_in_their_order(spool):
    """In memory and on disk alike, also when more comes than is written at once."""
    kept = spool()
    for number in range(1500):
        kept.keep("kind", str(number % 3), number)
        kept.keep("other", "0", -number)
    assert kept.found("kind", "1") == list(range(1, 1500, 3))
    assert kept.found("kind", "9") == []
    assert list(kept.keys("kind")) == ["0", "1", "2"]
    assert list(kept.keys("none")) == []
    kept.close()


def test_a_run_that_is_given_up_leaves_nothing_behind(tmp_path, monkeypatch):
    """The temporary file goes with the generator, whenever it is closed."""
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    stream = stream_crm([("deals.csv", deals(5_000))], context(MAPPING), Tally())
    assert next(stream).id == "006000000000"
    stream.close()
    assert list(tmp_path.iterdir()) == []


def test_files_that_cannot_be_read_are_refused_when_the_stream_begins():
    """As all at once."""
    with pytest.raises(FactsError):
        next(stream_crm(named({"deals": b""}), context(MAPPING), Tally()))

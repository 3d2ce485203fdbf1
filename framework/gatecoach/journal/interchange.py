"""A journal as lines of JSON, one an event with all that proves it: to move, to audit, to keep.

The first line says which form and whose journal it is. Exporting what was imported gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from gatecoach.errors import GatecoachError, JournalError
from gatecoach.journal.chain import break_in
from gatecoach.journal.entry import DIGEST, Entry, Part, Stored, canonical
from gatecoach.journal.erasure import ordered
from gatecoach.journal.store import Head, Transaction, refuse_taken

FORM = "gatecoach-journal"
FIRST = 2  # the line of the first event


def lines(tenant: str, rows: Iterable[Stored]) -> Iterator[str]:
    """The lines, each with its newline."""
    yield canonical({FORM: 1, "tenant": tenant}) + "\n"
    for stored in rows:
        parts = [None if each is None else private_row(each) for each in stored.parts]
        yield canonical({**entry_row(stored.entry), "private": parts}) + "\n"


def entry_row(entry: Entry) -> dict[str, Any]:
    """An entry as plain JSON."""
    row = entry._asdict()
    digests = [entry.commitment(number).hex() for number in range(entry.parts())]
    return {**row, "public": json.loads(entry.public), "commitments": digests, "hash": entry.hash.hex()}


def private_row(part: Part) -> dict[str, Any]:
    """A private part as plain JSON; whose it is stands in its content."""
    return {"content": json.loads(part.content), "salt": part.salt.hex()}


def entry_of(row: dict[str, Any]) -> Entry:
    """The entry that plain JSON tells; any error means that it tells none."""
    digests = b"".join(map(bytes.fromhex, row["commitments"]))
    if any(len(each) != 2 * DIGEST for each in row["commitments"]):
        raise ValueError("no commitment")
    changed = {"public": canonical(row["public"]), "commitments": digests, "hash": bytes.fromhex(row["hash"])}
    entry = Entry(**{**row, **changed})
    texts = (entry.stream, entry.id, entry.kind, entry.at, entry.recorded)
    numbers = (entry.version, entry.position)
    if not all(isinstance(each, str) for each in texts) or not all(type(n) is int and 0 < n < 1 << 63 for n in numbers):
        raise ValueError("no entry")
    return entry


def part_of(row: dict[str, Any]) -> Part:
    """The private part that plain JSON tells; any error means that it tells none."""
    return Part(str(row["content"][0]), bytes.fromhex(row["salt"]), canonical(row["content"]))


def parsed(tenant: str, given: Iterable[str]) -> Iterator[Stored]:
    """The rows that exported lines tell, each read when it is looked at.

    Raises:
        JournalError: a line that is not as `lines` spells it, or the journal of another tenant.
    """
    feed = _readable(given)
    first = next(feed, "")
    if first != canonical({FORM: 1, "tenant": tenant}) + "\n":
        if not first.startswith(f'{{"{FORM}":') or first.endswith("\r\n"):
            raise _refused(1, "these are not the lines of a journal", "Give what `export` wrote, byte for byte.")
        words = f'the lines are of another tenant than "{tenant}"' if tenant else "the lines are those of a tenant"
        raise _refused(1, words, "Give what `export` wrote, to a journal of the same tenant.")
    for number, line in enumerate(feed, start=FIRST):
        yield _stored(number, line)


def _readable(given: Iterable[str]) -> Iterator[str]:
    """The lines; a failure of where they come from is none of the journal's own place."""
    try:
        yield from given
    except OSError as error:
        words, help_ = f"the lines cannot be read on: {error.strerror}", "Import them again; nothing was taken in."
        raise JournalError("bad-import", words, place="its lines", help=help_) from error


def take_in(tenant: str, now: Transaction, rows: Iterable[Stored], page: int) -> int:
    """Add what is new of these rows and give how many that were; see `Journal.load`.

    A store that takes back has so many of them added at a time, any other one has given them as a list: all at once.
    """
    fresh = _Fresh(tenant, now)
    whole = isinstance(rows, list)
    for number, stored in enumerate(rows, start=FIRST):
        fresh.take(number, stored)
        if not whole and len(fresh.rows) == page:
            fresh.add()
    fresh.add()
    return fresh.end - fresh.known


class _Fresh:
    """What is new of some rows, checked and not yet added."""

    def __init__(self, tenant: str, now: Transaction) -> None:
        self.tenant, self.now = tenant, now
        self.known = self.end = now.last()
        self._heads: dict[str, Head] = {}
        self.rows: list[Stored] = []

    def take(self, number: int, stored: Stored) -> None:
        """One more row: the very one that is there already, or the one that follows."""
        entry = stored.entry
        if entry.position <= self.known:
            _same(number, stored, self.now.page(entry.position - 1, 1))
            return
        head = self._heads.get(entry.stream) or self.now.head(entry.stream)
        wrong = break_in(self.tenant, head.version, head.hash, stored)
        if wrong or entry.position != self.end + 1:
            raise _refused(number, f"the event {wrong or 'does not follow the one before it'}", "Export it again.")
        self._heads[entry.stream] = Head(entry.version, entry.hash)
        self.rows.append(stored)
        self.end += 1

    def add(self) -> None:
        """What was taken stays, and what it says was erased goes."""
        if self.rows:
            refuse_taken(self.now, [each.entry.id for each in self.rows])
            self.now.add(self.rows)
            self.now.forget([key for each in self.rows for key in ordered(each)])
            self.rows, self._heads = [], {}


def _stored(number: int, line: str) -> Stored:
    """The row of a line, which must be spelled as `lines` spells it."""
    try:
        row = json.loads(line)
        private = row.pop("private")
        stored = Stored(entry_of(row), tuple(None if each is None else part_of(each) for each in private))
        stored.event()
        due = canonical({**entry_row(stored.entry), "private": private}) + "\n"
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, GatecoachError) as error:
        raise _refused(number, "this is no event of a journal", "Give what `export` wrote.") from error
    if due != line:
        raise _refused(number, "the event is not spelled as `export` spells it", "Give what `export` wrote.")
    return stored


def _same(number: int, stored: Stored, kept: Iterable[Stored]) -> None:
    if [each.entry for each in kept] != [stored.entry]:
        words = f"the journal has another event at position {stored.entry.position}"
        raise _refused(number, words, "Import into an empty journal, or into an older copy of the same one.")


def _refused(number: int, words: str, help_: str) -> JournalError:
    return JournalError("bad-import", words, place=f"line {number}", help=help_)

"""The private file of a JSONL journal: one line for each private part, found again by its commitment.

A line without an entry that is committed to it counts for nothing. An append that was cut short leaves such lines at
the end, and the next append takes them away; so before the end somebody else put them there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence

from gatecoach.journal.chain import commitment
from gatecoach.journal.entry import Part, canonical
from gatecoach.journal.interchange import part_of, private_row
from gatecoach.journal.linefile import LineFile
from gatecoach.journal.store import Loose

PLANTED = "belongs to no event"
LEFT = "is left of an append that was cut short, or of an erasure"


class PrivateFile:
    """What stands in the file. The lock of the journal's own file guards this one too."""

    def __init__(self, path: str) -> None:
        self._file = LineFile(path)
        self._reset()

    def _reset(self) -> None:
        self._end = 0
        self._last = b""
        self._parts: dict[bytes, Part] = {}
        self._lines: list[tuple[bytes, int]] = []

    def catch_up(self) -> bool:
        """Read what is new; gives whether the file is another one than before, so that parts may be gone."""
        data = self._file.read(self._end - len(self._last))
        other = not data.startswith(self._last)
        if other:
            self._reset()
            data = self._file.read(0)
        *whole, _torn = data[len(self._last) :].split(b"\n")
        for line in whole:
            self._last = line + b"\n"
            self._end += len(self._last)
            self._lines.append((self._take(line), self._end))
        return other

    def _take(self, line: bytes) -> bytes:
        """The digest of what the line holds; none where it is no private part."""
        try:
            part = part_of(json.loads(line.decode()))
        except (ValueError, TypeError, LookupError, RecursionError):
            return b""  # whoever is committed to it finds it missing
        digest = commitment(part)
        self._parts[digest] = part
        return digest

    def found(self, digest: bytes) -> Part | None:
        """The part of a commitment, if it is there."""
        return self._parts.get(digest)

    def loose(self, live: Collection[bytes], known: Collection[bytes]) -> list[Loose]:
        """The lines that no event has; `live` are the digests of parts that are there, `known` also of those erased."""
        last = max((number for number, (digest, _) in enumerate(self._lines) if digest in live), default=-1)
        return [
            Loose("", 0, f"line {number + 1} of {self._file.place} {PLANTED if planted else LEFT}", planted)
            for number, (digest, _) in enumerate(self._lines)
            if digest not in live
            for planted in [number < last and digest not in known]
        ]

    def add(self, parts: Sequence[Part], is_known: Callable[[bytes], bool]) -> None:
        """Have these parts on the disk, behind the last line that an entry is committed to."""
        while self._lines and not is_known(self._lines[-1][0]):
            self._parts.pop(self._lines.pop()[0], None)
            self._end, self._last = self._lines[-1][1] if self._lines else 0, b""
        self._file.append(b"".join(map(_line, parts)), self._end)
        self.catch_up()

    def settle(self) -> None:
        """Have what is there on the disk."""
        self._file.append(b"", self._end)

    def keep(self, parts: Iterable[Part]) -> None:
        """Only these parts stay."""
        self._file.rewrite(b"".join(map(_line, parts)))
        self._reset()
        self.catch_up()


def _line(part: Part) -> bytes:
    return canonical(private_row(part)).encode() + b"\n"

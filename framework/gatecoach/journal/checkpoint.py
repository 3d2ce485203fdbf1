"""One hash over the heads of all streams, to be kept where nobody who can change the journal can reach it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Self

from gatecoach.errors import JournalError
from gatecoach.journal.entry import Entry
from gatecoach.journal.store import Head


class Checkpoint(NamedTuple):
    """What a journal was: how many events and streams, and the root (RFC 6962) over where each stream ended."""

    tenant: str
    position: int
    streams: int
    root: str
    signature: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As plain JSON; `from_dict` gives an equal one back."""
        return {name: value for name, value in self._asdict().items() if value or name != "signature"}

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Self:
        """The checkpoint that plain JSON tells.

        Raises:
            JournalError: it tells none.
        """
        texts = [row.get(each, "") for each in ("tenant", "root", "signature")]
        numbers = [row.get(each) for each in ("position", "streams")]
        if set(row) - set(cls._fields) or not all(isinstance(each, str) for each in texts):
            raise _no_checkpoint()
        if not all(type(each) is int for each in numbers) or len(texts[1]) != 64:
            raise _no_checkpoint()
        return cls(**row)

    def signed_bytes(self) -> bytes:
        """What a signature signs: everything else."""
        return f"gatecoach journal\n{self.tenant}\n{self.position}\n{self.streams}\n{self.root}\n".encode()


def _no_checkpoint() -> JournalError:
    return JournalError("bad-checkpoint", "this is no checkpoint of a journal", help="Give one that a journal made.")


def checkpoint_of(tenant: str, entries: Iterable[Entry]) -> Checkpoint:
    """The checkpoint of these entries, given in the order of their positions."""
    heads: dict[str, Head] = {}
    position = 0
    for entry in entries:
        heads[entry.stream] = Head(entry.version, entry.hash)
        position = entry.position
    return Checkpoint(tenant, position, len(heads), root_of(heads).hex())


def root_of(heads: Mapping[str, Head]) -> bytes:
    """The RFC 6962 root over the heads in the order of the streams' names."""
    return tree([_leaf(stream, head) for stream, head in sorted(heads.items())])


def _leaf(stream: str, head: Head) -> bytes:
    name = stream.encode()
    return len(name).to_bytes(4, "big") + name + head.version.to_bytes(8, "big") + head.hash


def tree(leaves: Sequence[bytes]) -> bytes:
    """The Merkle tree hash of RFC 6962, level by level: who has no sibling goes up as it is."""
    level = [hashlib.sha256(b"\x00" + each).digest() for each in leaves] or [hashlib.sha256(b"").digest()]
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + b"".join(level[at : at + 2])).digest() for at in range(0, len(level) - 1, 2)]
        level = pairs + ([level[-1]] if len(level) % 2 else [])
    return level[0]

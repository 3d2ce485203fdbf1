"""The chain of a stream: each entry's hash holds the one before it, and a salted commitment to what is private.

The lengths of all fields come before them, so that no two entries have the same bytes. The first byte tells what is
hashed, so that no hash of one thing can stand for another.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterable, Iterator

from gatecoach.errors import JournalError
from gatecoach.journal.entry import DIGEST, Draft, Entry, Part, Stored, canonical

GENESIS = b""
_HEAD = struct.Struct(">cqq9I")
Salt = Callable[[], bytes]


def commitment(part: Part) -> bytes:
    """The digest that stays of a private part; without its salt nobody can guess what it was."""
    return hashlib.sha256(b"\x02" + part.salt + part.content.encode()).digest()


def digest(tenant: str, before: bytes, entry: Entry) -> bytes:
    """The hash of an entry after another one."""
    position, stream, version, id_, kind, at, recorded, public, commitments, _ = entry
    fields = (
        before, tenant.encode(), stream.encode(), id_.encode(), kind.encode(), at.encode(), recorded.encode(),
        public.encode(), commitments,
    )  # fmt: skip
    head = _HEAD.pack(b"\x03", version, position, *map(len, fields))
    return hashlib.sha256(head + b"".join(fields)).digest()


def sealed(
    tenant: str, drafts: Iterable[Draft], *, version: int, before: bytes, position: int, recorded: str, salt: Salt
) -> Iterator[Stored]:
    """The events as they are kept, after that version, hash and position."""
    for number, draft in enumerate(drafts, start=1):
        parts = tuple([Part(person, salt(), content) for person, content in draft.pieces])
        entry = Entry(
            position + number, draft.stream, version + number, draft.id, draft.kind, draft.at, recorded,
            draft.public, b"".join(map(commitment, parts)), b"",
        )  # fmt: skip
        before = digest(tenant, before, entry)
        yield Stored(Entry._make((*entry[:-1], before)), parts)


def break_in(tenant: str, version: int, before: bytes, stored: Stored) -> str:
    """What is wrong with an entry after that version and hash, in a few words; nothing when it is well."""
    try:
        return _break_in(tenant, version, before, stored)
    except (struct.error, AttributeError, TypeError, ValueError):  # a database may hold anything in any column
        return "holds what no journal writes"


def _break_in(tenant: str, version: int, before: bytes, stored: Stored) -> str:
    entry, parts = stored
    if entry.version != version + 1:
        return f"is not version {version + 1} of its stream"
    if entry.hash != digest(tenant, before, entry):
        return "does not have the hash that it should have"
    digests = entry.commitments
    if len(digests) != DIGEST * len(parts):
        return "does not have the private parts that it should have"
    for start, part in zip(range(0, len(digests), DIGEST), parts, strict=True):
        if part is not None and (commitment(part) != digests[start : start + DIGEST] or not _owned(part)):
            return "does not have the private words that it was written with"
    return ""


def _owned(part: Part) -> bool:
    """Whether a part stands under the person that it was written for."""
    return part.content.startswith(f"[{canonical(part.person)},")


def whole(tenant: str, rows: Iterable[Stored], place: str) -> list[Stored]:
    """The rows of one stream, when their chain holds.

    Raises:
        JournalError: it is broken.
    """
    version, before, kept = 0, GENESIS, []
    for stored in rows:
        wrong = break_in(tenant, version, before, stored)
        if wrong:
            entry = stored.entry
            raise damaged(f'version {entry.version} of the stream "{entry.stream}" {wrong}', place)
        version, before = version + 1, stored.entry.hash
        kept.append(stored)
    return kept


def damaged(words: str, place: str) -> JournalError:
    """The error of a journal that was changed by others than this program."""
    help_ = "Somebody or something changed it; put a whole copy in its place, and nothing of it is lost."
    return JournalError("journal-damaged", words, place=place, help=help_)

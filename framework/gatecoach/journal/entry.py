"""An event as it is kept: a public entry in the chain, and private parts that it is only committed to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from gatecoach.coaching import Event
from gatecoach.errors import UsageError
from gatecoach.facts import moment
from gatecoach.journal.split import Piece, joined, split

DIGEST = 32
ATOMS = frozenset({str, int, float, bool, type(None)})
LONGEST = 400  # characters of a name: longer ones do not fit into the index of every database


class Part(NamedTuple):
    """Private words of one person in an event, with the salt of their commitment."""

    person: str
    salt: bytes
    content: str


class Entry(NamedTuple):
    """What stays of an event for ever. `commitments` has one digest for each private part, in order."""

    position: int
    stream: str
    version: int
    id: str
    kind: str
    at: str
    recorded: str
    public: str
    commitments: bytes
    hash: bytes

    def commitment(self, part: int) -> bytes:
        """The digest that a part must have."""
        return self.commitments[part * DIGEST : (part + 1) * DIGEST]

    def parts(self) -> int:
        """How many private parts the event was written with."""
        return len(self.commitments) // DIGEST


class Stored(NamedTuple):
    """An entry with its parts in order; nothing where a part is not there any more."""

    entry: Entry
    parts: tuple[Part | None, ...]

    def event(self) -> Event:
        """The event; without what is gone."""
        entry = self.entry
        pieces = [Piece.from_text(each.content) for each in self.parts if each is not None]
        by, data = joined(json.loads(entry.public), pieces)
        row = {"id": entry.id, "stream": entry.stream, "kind": entry.kind, "at": entry.at, "by": by, "data": data}
        return Event.from_dict(row)

    def erased(self) -> bool:
        """Whether a part is gone."""
        return None in self.parts

    def holds(self, draft: Draft) -> bool:
        """Whether this is that event; of what is gone nobody can tell, so the rest decides."""
        entry = self.entry
        mine = (entry.stream, entry.id, entry.kind, entry.at, entry.public, len(self.parts))
        yours = (draft.stream, draft.id, draft.kind, draft.at, draft.public, len(draft.pieces))
        return mine == yours and all(
            part is None or part.content == text for part, (_, text) in zip(self.parts, draft.pieces, strict=True)
        )


class Draft(NamedTuple):
    """An event that is to be kept, taken apart; `pieces` are (person, text) of its private parts."""

    stream: str
    id: str
    kind: str
    at: str
    public: str
    pieces: Sequence[tuple[str, str]]


_SPELLING = json.JSONEncoder(sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def canonical(value: Any) -> str:
    """The one spelling of a JSON value: sorted keys, no spaces, letters as they are, one line."""
    return _SPELLING.encode(value)


def draft_of(event: Event) -> Draft:
    """The event taken apart.

    Raises:
        UsageError: the event would not come back as it went in.
    """
    try:
        at = event.model_dump(mode="json", include={"at"})["at"]
        public, pieces = split(event.kind, event.by, event.data)
        told, private = canonical(public), [(each.person, canonical(each.as_list())) for each in pieces]
        "".join((event.stream, event.id, event.kind, told, *[text for _, text in private])).encode()
        whole = _is_plain(event.data) or json.loads(canonical(event.data)) == event.data
        whole = whole and moment(at).isoformat() == event.at.isoformat()
    except (ValueError, TypeError, RecursionError) as error:
        raise _not_plain(event) from error
    if not whole:
        raise _not_plain(event)
    _named_well(event)
    return Draft(event.stream, event.id, event.kind, at, told, private)


def _is_plain(value: Any) -> bool:
    """Whether JSON surely gives this back as it is; of other types than its own only reading it again can tell."""
    kind = type(value)
    if kind is dict:
        return all(type(key) is str and _is_plain(each) for key, each in value.items())
    return all(map(_is_plain, value)) if kind is list else kind in ATOMS


def _named_well(event: Event) -> None:
    for name in (event.stream, event.id, event.kind):
        if len(name) > LONGEST or "\0" in name:
            words = f'the event "{event.id[:40]}" has a name that not every journal can keep'
            help_ = f"Streams, ids and kinds have at most {LONGEST} characters, none of them NUL."
            raise UsageError("bad-name", words, help=help_)


def _not_plain(event: Event) -> UsageError:
    words = f'the event "{event.id}" holds something that JSON cannot keep as it is'
    return UsageError(
        "not-plain-json", words, help="Use text, numbers, true, false, null, lists and text-keyed mappings."
    )

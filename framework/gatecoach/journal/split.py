"""Which words of an event stay for ever, and which are private to whom.

Public are words of the framework alone: what kind of thing was done in which step, and with what outcome. All else,
texts, ids of mails, fields and who it was, is private. It belongs to who did it; where another person is
named by their id, that place belongs to the other person. A fact of a deal belongs to who did it and stays in one
piece; what is said of the deal itself belongs to nobody.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, Self

from gatecoach.coaching import events
from gatecoach.journal import records

PUBLIC: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        events.OPENED: frozenset({"framework", "session"}),
        events.RECORDED: frozenset({"what", "at", "grade", "revision", "machine-sent", "known"}),
        events.READ: frozenset({"outcome", "at", "known"}),
        events.WAIVED: frozenset({"requirement", "at", "until", "known"}),
        events.REVOKED: frozenset({"at", "known"}),
        events.ENDED: frozenset({"end"}),
        events.WENT_BACK: frozenset({"step"}),
        "person-erased": frozenset({"ground", "parts"}),
        **records.PUBLIC,
    }
)
"""The keys of each kind of event that stay public. A kind that is not here has none."""
PEOPLE = "people"
NAMING = frozenset({"by", "told-by", "owner"})
NOBODY = ""


class Piece(NamedTuple):
    """What is private to one person in an event: places in it, and the values that stand there."""

    person: str
    values: Sequence[tuple[Sequence[str | int], Any]]

    def as_list(self) -> list[Any]:
        """As plain JSON."""
        return [self.person, [[list(place), value] for place, value in self.values]]

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The piece that JSON tells."""
        person, values = json.loads(text)
        return cls(person, values)


def split(kind: str, by: str, data: Mapping[str, Any]) -> tuple[dict[str, Any], list[Piece]]:
    """The public part of an event's data, and the private pieces; the first one is that of who did it."""
    public: dict[str, Any] = {}
    owned: dict[str, list[tuple[Sequence[str | int], Any]]] = {by: [(("by",), by)]}
    whole, own = kind == records.TAKEN_IN, _whose(kind, by, data)
    for key, value in sorted(data.items()):
        if key in PUBLIC.get(kind, ()):
            public[key] = value
            continue
        for owner, place, part in [(own, ("data", key), value)] if whole else _owned(own, key, value):
            owned.setdefault(owner, []).append((place, part))
    return public, [Piece(person, values) for person, values in owned.items()]


def _whose(kind: str, by: str, data: Mapping[str, Any]) -> str:
    """Whom the private words of an event belong to where they name nobody."""
    if kind not in records.NOBODYS and kind != records.TAKEN_IN:
        return by
    actors = (data.get("by"), data.get("id")) if kind == records.TAKEN_IN else ()
    return next((each for each in actors if each and isinstance(each, str)), NOBODY)


def _owned(by: str, key: str, value: Any) -> list[tuple[str, Sequence[str | int], Any]]:
    """A private value, taken apart by the people it belongs to."""
    if key in NAMING and isinstance(value, str):
        return [(value, ("data", key), value)]
    if key == PEOPLE and value and isinstance(value, list) and all(_is_person(each) for each in value):
        return [(each["id"], ("data", key, number), each) for number, each in enumerate(value)]
    return [(by, ("data", key), value)]


def _is_person(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("id"), str)


def joined(public: Mapping[str, Any], pieces: Sequence[Piece]) -> tuple[str, dict[str, Any]]:
    """Who did it and the event's data, of what is there; who is gone is nobody."""
    by, data, listed = "", dict(public), {}
    for piece in pieces:
        for place, value in piece.values:
            if place[0] == "by":
                by = value
            elif len(place) == 3:
                listed[place[1], place[2]] = value
            else:
                data[str(place[1])] = value
    for (key, _), value in sorted(listed.items()):
        data.setdefault(str(key), []).append(value)
    return by, data

"""Which words of an event stay for ever, and which are private to whom.

Public are words of the framework alone: what kind of thing was done in which step, and with what outcome. All else,
texts, ids of mails, fields and who it was, is private. It belongs to who did it; where another person is
named by their id, that place belongs to the other person.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, Self

from gatecoach.coaching import events

PUBLIC: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        events.OPENED: frozenset({"framework", "session"}),
        events.RECORDED: frozenset({"what", "at", "grade", "revision", "machine-sent", "known"}),
        events.READ: frozenset({"outcome", "at", "known"}),
        events.WAIVED: frozenset({"requirement", "at", "until", "known"}),
        events.REVOKED: frozenset({"at", "known"}),
        events.ENDED: frozenset({"end"}),
        events.WENT_BACK: frozenset({"step"}),
        "decision-shown": frozenset({"framework", "gate", "at", "passes"}),
        "person-erased": frozenset({"ground", "parts"}),
    }
)
"""The keys of each kind of event that stay public. A kind that is not here has none."""
PEOPLE = "people"
NAMING = frozenset({"by", "told-by", "owner"})


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
    for key, value in sorted(data.items()):
        if key in PUBLIC.get(kind, ()):
            public[key] = value
            continue
        for owner, place, part in _owned(by, key, value):
            owned.setdefault(owner, []).append((place, part))
    return public, [Piece(person, values) for person, values in owned.items()]


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

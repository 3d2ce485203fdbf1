"""The resolved item: one piece of evidence with its links, reading and the leaves it counts for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from gatecoach.condition import Typed
from gatecoach.facts import Evidence, Person
from gatecoach.time import Span

if TYPE_CHECKING:
    from gatecoach.definition import EvidenceDef


class Row:
    """One item, resolved. `state` names what makes it count for nothing at all; empty = live."""

    __slots__ = (
        "answered", "blocked", "fact", "foreign", "kind", "links", "mask", "mask0", "order", "outcome", "person",
        "roles", "sign", "span", "state", "superseded", "values", "words",
    )  # fmt: skip

    def __init__(self, fact: Evidence, when: Span, order: int, kind: EvidenceDef | None, person: Person | None) -> None:
        """A row before its links, readings and masks are known."""
        self.fact = fact
        self.span = when
        self.order = order
        self.kind = kind
        self.person = person
        self.roles: frozenset[str] = frozenset()
        self.foreign = False
        self.state = ""
        self.links: tuple[Row, ...] = ()
        self.answered: tuple[Row, ...] = ()
        self.sign: int | None = None
        self.outcome = ""
        self.superseded = 0
        self.values: Mapping[str, Typed] = {}
        self.blocked: list[tuple[str, int]] = []
        self.words = 0
        self.mask = 0
        self.mask0 = 0

    @property
    def key(self) -> tuple[str, str]:
        """What names the item: its source and its id."""
        return (self.fact.source or "", self.fact.id)

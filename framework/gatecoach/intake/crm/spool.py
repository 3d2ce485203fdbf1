"""Pieces kept until all rows of their deal have been read: several under one kind and key, in the order they came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from gatecoach.intake.crm.pieces import Act, Change, Deal, Link, Part, Piece, Was

KINDS: dict[type, str] = {Deal: "deal", Change: "change", Part: "part", Was: "was", Act: "act", Link: "link"}
WHO = "who"
"""The kind of what a table says about a person and no deal, by the person."""
VIA, OF = "via", "of"
"""The kinds of what is about the deal that another table names, by that name; and of the links, by it, too."""
ABOUT_DEALS = ("part", "change", "was", "act", "link")


class Spool(Protocol):
    """Keeps pieces by kind and key."""

    def keep(self, kind: str, key: str, piece: Any) -> None:
        """Keep a piece."""

    def found(self, kind: str, key: str) -> list[Any]:
        """The pieces of that kind and key, in their order."""

    def keys(self, kind: str) -> Iterator[str]:
        """The keys of a kind, each once, in the order in which they came first."""

    def close(self) -> None:
        """Let go of what is kept."""


def put(spool: Spool, piece: Piece) -> None:
    """Keep a piece where it will be looked for."""
    if isinstance(piece, Part) and not piece.key:
        spool.keep(WHO, piece.person, piece)
    elif isinstance(piece, Act) and not piece.key:
        spool.keep(VIA, f"{piece.section} {piece.via}", piece)
    elif isinstance(piece, Link):
        spool.keep("link", piece.key, piece)
        spool.keep(OF, f"{piece.section} {piece.via}", piece)
    else:
        spool.keep(KINDS[type(piece)], piece.key, piece)


class MemorySpool:
    """Keeps everything in memory."""

    def __init__(self) -> None:
        """Begin empty."""
        self._kept: dict[str, dict[str, list[Any]]] = {}

    def keep(self, kind: str, key: str, piece: Any) -> None:
        """Keep a piece."""
        self._kept.setdefault(kind, {}).setdefault(key, []).append(piece)

    def found(self, kind: str, key: str) -> list[Any]:
        """The pieces of that kind and key, in their order."""
        return self._kept.get(kind, {}).get(key, [])

    def keys(self, kind: str) -> Iterator[str]:
        """The keys of a kind, each once, in the order in which they came first."""
        yield from self._kept.get(kind, {})

    def close(self) -> None:
        """Let go of what is kept."""
        self._kept.clear()

"""Signs to act on while a gate is the one ahead; they suggest something and change no status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gatecoach.definition.plain import say
from gatecoach.lower import Gate
from gatecoach.resolve import World, told
from gatecoach.rows import Row

if TYPE_CHECKING:
    from gatecoach.definition import SignalDef


@dataclass(frozen=True, slots=True)
class Signal:
    """A sign that shows now: what it says, what it suggests, and the items or the days of silence behind it."""

    gate: str
    id: str
    say: str
    suggest: str
    items: tuple[str, ...] = ()
    silent_days: int = 0


def signals(world: World, gates: Iterable[Gate]) -> Iterator[Signal]:
    """The signals that show at these gates, in the author's order."""
    for gate in gates:
        for id_, each in gate.signals.items():
            found = _seen(world, each) if each.seen else _silent(world, each.silence or 0)
            if found:
                yield Signal(gate.id, id_, say(each.say), each.suggest, *found)


def _own(world: World, *states: str) -> list[Row]:
    return [row for row in world.rows if not row.foreign and row.state in ("", *states)]


def _seen(world: World, signal: SignalDef) -> tuple[tuple[str, ...], int] | None:
    rows = [row for row in _own(world) if row.fact.what == signal.seen]
    items = tuple(row.fact.id for row in rows if row.kind and told(world, row, row.kind.told_by))
    return (items, 0) if items else None


def _silent(world: World, days: int) -> tuple[tuple[str, ...], int] | None:
    """Silence of the proving side, counted from its last sign, else from the first thing that happened at all.

    A sign is whatever somebody of that side really did, a mail that no gate asks for as well; what we typed for
    them is none.
    """
    rows = _own(world, "incomplete", "left")
    theirs = [row for row in rows if row.person and row.person.side == world.journey.sides[0]]
    signs = [row.span.day for row in theirs if told(world, row, row.kind.told_by if row.kind else ())]
    since = max(signs) if signs else min((row.span.day for row in rows), default=None)
    quiet = 0 if since is None else world.at.day - since
    return ((), quiet) if quiet > days else None

"""Each item resolved once: live or not, what it answers, how it was read, and which leaves it counts for.

The resolved item is the notion every executor shares. A leaf is a bit; what keeps an item from counting is
a mask of the bits it is blocked from, named by its near miss. `mask` is what counts, `mask0` what would
count if `no-older-than` had not passed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from gatecoach.condition import Typed, other_currency, typed
from gatecoach.facts import GRADES, AnyFact, Evidence, FieldValue, Person, Revocation, Statement, Waiver
from gatecoach.links import Index, read_links
from gatecoach.lower import OUTCOME, Journey
from gatecoach.rows import Row
from gatecoach.subject import Subject
from gatecoach.time import Span, span

TYPED_CHANNEL = "typed"
Dated = Evidence | Statement | Revocation | Waiver | FieldValue


class World:
    """Everything known about a subject at one moment, resolved."""

    __slots__ = ("at", "entered", "index", "journey", "rows", "subject", "values", "waivers")

    def __init__(self, subject: Subject, at: Span, entered: Mapping[str, int] | None) -> None:
        """The visible items of `subject` at `at`; `entered` says when a talk entered each gate's stage."""
        self.subject = subject
        self.journey: Journey = subject.course
        self.at = at
        self.entered = entered
        self.rows: list[Row] = []
        self.index = Index({})
        self.values: dict[str, Typed] = {}
        self.waivers: list[Waiver] = []

    def participants(self, side: str) -> list[Person]:
        """The people of a side who take part at this moment."""
        return [each for each in self.subject.people if each.side == side and self.takes_part(each)]

    @property
    def today(self) -> dt.date:
        """The day of this moment, in the framework's time zone."""
        return dt.date.fromordinal(self.at.day)

    def takes_part(self, person: Person) -> bool:
        """Whether the person has come and has not left."""
        zone = self.subject.framework.time_zone
        came = person.since is None or span(person.since, zone).start <= self.at.end
        return came and (person.left is None or span(person.left, zone).start > self.at.end)


def resolve(subject: Subject, at: Span, entered: Mapping[str, int] | None = None) -> World:
    """The world of a subject at a moment, up to links, readings and liveness (no masks yet)."""
    world = World(subject, at, entered)
    zone = subject.framework.time_zone
    facts = (
        subject.facts if world.journey.conversation else subject.worked_out("ranked", lambda: _ranked(subject.facts))
    )
    visible = _visible(facts, at, zone)
    rows = [row_of(world, fact, when, order) for fact, when, order in visible if isinstance(fact, Evidence)]
    rows = _newest_copies(rows)
    for each in subject.about:
        there = resolve(each, at)
        rows += [_foreign(there, row) for row in there.rows if not row.foreign]
    world.values = _values(subject, visible)
    world.waivers = _standing_waivers(world, visible)
    world.rows = rows
    world.index = Index.of(rows)
    own = [row for row in rows if not row.foreign]
    read_links(own, world.index, ordered=world.journey.conversation)
    _revoke(world, [fact for fact, _, _ in visible if isinstance(fact, Revocation)])
    _retire(world)
    _read(world, [(fact, when) for fact, when, _ in visible if isinstance(fact, Statement)])
    return world


def _ranked(facts: Iterable[AnyFact]) -> list[AnyFact]:
    """The facts in an order that does not depend on how they were handed over."""
    found = sorted(facts, key=_short_rank)
    names = [_short_rank(fact) for fact in found]
    return found if len(set(names)) == len(names) else sorted(facts, key=_rank)


def _short_rank(fact: AnyFact) -> tuple[str, str]:
    return getattr(fact, "id", ""), getattr(fact, "source", None) or ""


def _rank(fact: AnyFact) -> tuple[str, str, str]:
    """An order of its own for what is handed over in any order; only a talk has an order of recording."""
    return getattr(fact, "id", ""), getattr(fact, "source", None) or "", fact.model_dump_json()


def _visible(facts: Iterable[object], at: Span, zone: dt.tzinfo) -> list[tuple[Dated, Span, int]]:
    """What had happened and was known at that moment, with its place among the facts."""
    found: list[tuple[Dated, Span, int]] = []
    for order, fact in enumerate(facts):
        if isinstance(fact, Dated):
            when = span(fact.at, zone)
            known = when if fact.known is None else span(fact.known, zone)
            if when.start <= at.end and known.start <= at.end:
                found.append((fact, when, order))
    return found


def _values(subject: Subject, visible: Sequence[tuple[Dated, Span, int]]) -> dict[str, Typed]:
    """The subject's fields as they were known then: the newest dated value, else what was always known."""
    dated = sorted((when.start, order, fact) for fact, when, order in visible if isinstance(fact, FieldValue))
    written = {**subject.fields, **{fact.field: fact.value for _, _, fact in dated}}
    read = {name: typed(written.get(name), field) for name, field in subject.course.fields.items()}
    return {name: value for name, value in read.items() if value is not None}


def _standing_waivers(world: World, visible: Sequence[tuple[Dated, Span, int]]) -> list[Waiver]:
    """The waivers that were known then and that nobody who may has taken back."""
    given = dict.fromkeys(fact for fact, _, _ in visible if isinstance(fact, Waiver))
    back = [fact for fact, _, _ in visible if isinstance(fact, Revocation)]
    return [each for each in given if not any(one.revokes == each.id and _takes_back(world, each, one) for one in back)]


def _takes_back(world: World, waiver: Waiver, revocation: Revocation) -> bool:
    actor, giver = world.subject.person(revocation.by), world.subject.person(waiver.by)
    return revocation.by == waiver.by or (actor is not None and giver is not None and actor.side == giver.side)


def row_of(world: World, fact: Evidence, when: Span, order: int) -> Row:
    """The row of one item: who did it in which roles, its typed fields, and whether it is live."""
    kind = world.journey.types.get(fact.what) if fact.what else None
    person = world.subject.person(fact.by)
    row = Row(fact, when, order, kind, person)
    if kind:
        read = {name: typed(fact.fields.get(name), field) for name, field in kind.fields.items()}
        row.values = {name: value for name, value in read.items() if value is not None}
    row.state = _state(world, row)
    if person:
        row.roles = person.roles_on(dt.date.fromordinal(when.day))
    return row


def _state(world: World, row: Row) -> str:
    """What makes an item count for nothing whatever is asked; empty for a live one."""
    if row.fact.machine_sent:
        return "machine-sent"
    if row.person is None:
        return "uninvited"
    if row.person.left is not None and row.person.side == world.journey.sides[0]:
        left = span(row.person.left, world.subject.framework.time_zone)
        if left.start <= world.at.end:
            return "left"
    return "incomplete" if lacking(row) else ""


def lacking(row: Row) -> list[str]:
    """The fields it should carry and does not, or that cannot be read."""
    needed = row.kind.fields.items() if row.kind else ()
    unread = [(name, each) for name, each in needed if name not in row.values and not each.optional]
    return [name for name, each in unread if not other_currency(row.fact.fields.get(name), each)]


def _newest_copies(rows: Sequence[Row]) -> list[Row]:
    """One row per (source, id): the highest revision; copies of one revision that differ count for nothing."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault(row.key, []).append(row)
    kept = []
    for copies in groups.values():
        top = max(copy.fact.revision for copy in copies)
        newest = [copy for copy in copies if copy.fact.revision == top]
        if any(_content(copy) != _content(newest[0]) for copy in newest[1:]):
            newest[0].state = "conflicting-copies"
        kept.append(newest[0])
    return kept


def _content(row: Row) -> Evidence:
    """What a copy says; when it came to be known is no part of that."""
    return row.fact.model_copy(update={"known": None})


def _foreign(there: World, row: Row) -> Row:
    """A row of what a talk is about; who may tell it is known only there."""
    row.foreign = True
    if row.state in ("", "left", "uninvited") and row.kind and not told(there, row, row.kind.told_by):
        row.state = "wrong-teller"
    return row


def _revoke(world: World, revocations: Sequence[Revocation]) -> None:
    """A revocation holds when done by the item's actor, their side or its source."""
    for each in revocations:
        row = world.index.find(each.revokes, "")
        if row and _may_retire(world, row, each.by) and not row.foreign:
            row.state = "revoked" if row.state in ("", "left", "uninvited", "incomplete") else row.state


def _may_retire(world: World, row: Row, by: str) -> bool:
    actor = world.subject.person(by)
    same_side = actor is not None and row.person is not None and actor.side == row.person.side
    return by in (row.fact.by, row.fact.source) or same_side


def _retire(world: World) -> None:
    """What a live item of the same type replaces is retired, and with it the answers to it, all the way down."""
    retired = [
        old
        for row in world.rows
        if row.fact.replaces and row.state in ("", "incomplete") and not row.foreign
        and row.kind and told(world, row, row.kind.told_by)
        and (old := world.index.find(row.fact.replaces, row.fact.source or "")) and old is not row
        and old.fact.what == row.fact.what and not old.foreign and _may_retire(world, old, row.fact.by)
    ]  # fmt: skip
    while retired:
        old = retired.pop()
        if old.state != "answers-older-version":
            old.state = "answers-older-version"
            retired += [row for row in world.rows if row.answered and all(up.state == old.state for up in row.answered)]


def _read(world: World, statements: Sequence[tuple[Statement, Span]]) -> None:
    """Each item's sign: the least of its readings (two unlike readings are an opposing one), and its newest outcome."""
    newest: dict[int, tuple[int, str]] = {}
    for place, (each, when) in enumerate(statements):
        row = world.index.find(each.about, "")
        if row is None or row.foreign or row.kind is None or row.kind.outcomes is None:
            continue
        sides = row.kind.outcomes
        sign = 1 if each.outcome in sides.for_ else -1 if each.outcome in sides.against else None
        if sign is None or not _may_read(world, each.by) or not _quotes(each, row):
            continue
        row.sign = sign if row.sign is None else min(row.sign, sign)
        made = (place if world.journey.conversation else when.start, each.outcome)
        newest[id(row)] = max(newest.get(id(row), made), made)
        row.outcome = newest[id(row)][1]
        row.values = {**row.values, OUTCOME: row.outcome}


def _quotes(statement: Statement, row: Row) -> bool:
    """A reading rests on the item's own words; where they are not at hand, on words at least."""
    return statement.stands_in(row.fact.text or statement.quote)


def _may_read(world: World, by: str) -> bool:
    return world.subject.person(by) is not None or by in world.subject.sources


def told(world: World, row: Row, tellers: Iterable[str]) -> bool:
    """Whether the item is told as asked: by `tellers` (sides, roles), else by its actor or a connected source."""
    teller = row.fact.told_by or row.fact.source
    asked = set(tellers)
    if asked:
        person = world.subject.person(teller) if teller else None
        return person is not None and bool({person.side, *person.roles_on(dt.date.fromordinal(row.span.day))} & asked)
    return teller is not None and (teller == row.fact.by or teller in world.subject.sources)


def channel(world: World, row: Row) -> str:
    """The channel an item came through: its source's, or `typed` where it has none."""
    if row.fact.source is None:
        return TYPED_CHANNEL
    return world.subject.sources.get(row.fact.source, "")


def grade(row: Row) -> int:
    """How well the origin is proven, as its place in the order of grades."""
    return GRADES.index(row.fact.grade)

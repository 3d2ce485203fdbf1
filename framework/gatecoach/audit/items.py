"""The first half of a resolved item: its copies, who did it in which roles, who told it, whether it is live by itself.

Column for column what `gatecoach.resolve` says of a row. States are numbered so that one look-up tells a live item.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import ibis

from gatecoach.audit.engine import Engine
from gatecoach.audit.joining import folded, met
from gatecoach.audit.joining import found as beside
from gatecoach.clause import Count, counts, leaves
from gatecoach.errors import UsageError
from gatecoach.lower import Journey
from gatecoach.time import Span

LIVE, LEFT, UNINVITED, INCOMPLETE, MACHINE, CONFLICT, REVOKED, OLDER = range(8)
WIDTH = 62
"""How many bits of a mask fit into one whole number of every engine."""
SAME = {"deal": "deal"}
BUILT_IN = ("person", "day", "role", "source")
OTHER = 0
"""The number of what the journey does not name: a type, a channel."""


@dataclass(frozen=True)
class Names:
    """The words of one journey by number, as the tables of an audit hold them."""

    journey: Journey
    types: Mapping[str, int]
    roles: Mapping[str, int]
    channels: Mapping[str, int]

    def held(self, roles: Iterable[str]) -> int:
        """The bits of these roles."""
        return sum(1 << self.roles[each] for each in set(roles) if each in self.roles)


@dataclass(frozen=True)
class Work:
    """What every step of preparing goes by: the engine, the tables, the deals and their people at their moments."""

    engine: Engine
    tables: Mapping[str, Any]
    names: Names
    moments: Any
    people: Any


def names_of(journey: Journey, roles: Iterable[str]) -> Names:
    """The numbers of a journey's types, of all roles, and of the channels its leaves name.

    Raises:
        UsageError: more roles than a mask holds (`too-many-roles`).
    """
    held = {each: number for number, each in enumerate(roles)}
    if len(held) > WIDTH:
        words = f"an audit can tell {WIDTH} roles apart, and these are {len(held)}"
        raise UsageError("too-many-roles", words, help="Leave out roles that no clause names.")
    seen = sorted({name for leaf in journey.leaves for name in leaf.channels})
    types = {name: number for number, name in enumerate(journey.types, start=1)}
    return Names(journey, types, held, {name: number for number, name in enumerate(seen, start=1)})


def lookup(column: Any, found: Mapping[Any, Any], default: Any) -> Any:
    """A CASE on one column: its value for each key, else the default."""
    if not found:
        return ibis.literal(default)
    return ibis.cases(*((column == key, ibis.literal(value)) for key, value in found.items()), else_=default)


def moments(engine: Engine, tables: Mapping[str, Any], journey: Journey, at: Span) -> Any:
    """Each deal with its claim and the moment it is judged at: an ended one as of its end."""
    asked = {"until": ibis.literal(at.end), "on": ibis.literal(at.day)}
    return moments_of(engine, tables["deals"].distinct().mutate(**asked), tables["claims"].mutate(**asked), journey)


def moments_of(engine: Engine, deals: Any, claims: Any, journey: Journey) -> Any:
    """The same where deals are asked about as of a moment each: `until` its last microsecond, `on` its day."""
    claims = claims.filter(lambda row: (row.start <= row.until) & (row.known <= row.until))
    window = ibis.window(group_by=claims.deal, order_by=[claims.start.desc(), claims["rank"]])
    newest = claims.mutate(place=ibis.row_number().over(window)).filter(lambda row: row.place == 0)
    ended = newest.dated & newest.stage.isin([*journey.ends])
    newest = newest.select(
        "deal", claimed=newest.stage, ended=newest.stage.isin([*journey.ends]),
        moment=ended.ifelse(ibis.least(newest.end, newest.until), newest.until),
        today=(ended & (newest.end < newest.until)).ifelse(newest.day, newest.on),
    )  # fmt: skip
    found = beside(deals, newest, SAME, ("claimed", "ended", "moment", "today"))
    filled = found.select(
        "deal", "owner", "claimed", ended=found.ended.fill_null(False), moment=found.moment.fill_null(found.until),
        today=found.today.fill_null(found.on),
    )  # fmt: skip
    return engine.keep("moments", filled)


def people(engine: Engine, tables: Mapping[str, Any], moments: Any, proving: str) -> Any:
    """The people of each deal: whether they take part then, and whether the proving side has lost them."""
    told = met(tables["people"], moments, SAME, ("moment", "today"))
    gone = told.left <= told.moment
    here = (told.since <= told.moment) & ~gone
    found = told.select("deal", "person", "side", "today", here=here, left=gone & (told.side == proving))
    return engine.keep("people", found)


def roles_at(keyed: Any, key: str, tables: Mapping[str, Any], names: Names, day: str) -> Any:
    """For each row of `keyed` (deal, person, a day) the bits of the roles that were held on that day."""
    held = tables["roles"].mutate(bit=lookup(tables["roles"].role, {n: 1 << b for n, b in names.roles.items()}, 0))
    on = {"deal": "deal", "person": "person"}
    on_day = lambda left, right: (left[day] >= right["first"]) & (left[day] <= right["last"])  # noqa: E731
    found = met(keyed, held, on, ("bit",), also=on_day)
    return found.group_by(key).agg(roles=found.bit.bit_or())


def visible(table: Any, moments: Any) -> Any:
    """What had happened and was known at the moment of its deal."""
    joined = met(table, moments, SAME, ("moment", "today"))
    return joined.filter((joined.start <= joined.moment) & (joined.known <= joined.moment))


def items(work: Work) -> Any:
    """The newest copy of every visible item, its people, its teller, and its state so far."""
    seen = visible(work.tables["evidence"], work.moments)
    seen = seen.mutate(
        home=seen.source.fill_null(""), kind=lookup(seen.what, work.names.types, OTHER),
        teller=seen.told_by.fill_null(seen.source),
    )  # fmt: skip
    top = ibis.window(group_by=[seen.deal, seen.home, seen.id])
    newest = seen.mutate(newest=seen.revision.max().over(top)).filter(lambda row: row.revision == row.newest)
    copies = ibis.window(group_by=[newest.deal, newest.home, newest.id])
    order = ibis.window(group_by=[newest.deal, newest.home, newest.id], order_by=[newest.content, newest.item])
    unlike = newest.content.min().over(copies) != newest.content.max().over(copies)
    one = newest.mutate(unlike=unlike, place=ibis.row_number().over(order)).filter(lambda row: row.place == 0)
    one = work.engine.keep("newest", one.drop("newest", "place", "content"))
    return work.engine.keep("items", _with_people(work, _with_sources(work, one)))


def _with_sources(work: Work, one: Any) -> Any:
    """The channel an item came through, and whether its actor or a connected source told it."""
    sources, names = work.tables["sources"].distinct(), work.names
    sources = sources.mutate(channel=lookup(sources.channel, names.channels, OTHER))
    found = beside(one, sources, {"deal": "deal", "source": "source"}, ("channel",))
    found = beside(found, sources, {"deal": "deal", "teller": "source"}, {"teller_source": "source"})
    itself = found.teller.notnull() & ((found.teller == found.by) | found.teller_source.notnull())
    typed = names.channels.get("typed", OTHER)
    channel = found.source.isnull().ifelse(typed, found.channel.fill_null(OTHER))
    return found.mutate(itself=itself.fill_null(False), channel=channel).drop("teller_source")


def _with_people(work: Work, one: Any) -> Any:
    """Who did it and who told it, with the roles of that day."""
    tables, names, people = work.tables, work.names, work.people
    by = one.select("item", "deal", "day", person="by")
    told = one.select("item", "deal", "day", person="teller")
    own = {"item": "item"}
    found = beside(one, people, {"deal": "deal", "by": "person"}, {"actor": "person", "left": "left", "side": "side"})
    found = beside(found, people, {"deal": "deal", "teller": "person"}, {"teller_side": "side"})
    found = beside(found, roles_at(by, "item", tables, names, "day"), own, ("roles",))
    found = beside(found, roles_at(told, "item", tables, names, "day"), own, {"teller_roles": "roles"})
    blank = {name: found[name].fill_null("") for name in ("side", "teller_side")}
    none = {name: found[name].fill_null(0) for name in ("roles", "teller_roles")}
    return _with_state(found.mutate(**blank, **none), tables, names)


def _with_state(found: Any, tables: Mapping[str, Any], names: Names) -> Any:
    """What makes an item count for nothing whatever is asked."""
    lacking = _lacking(tables, names)
    if lacking is None:
        found = found.mutate(lacking=ibis.literal(False))
    else:
        found = beside(found, lacking, {"item": "item"}, ("held",))
        found = found.mutate(lacking=lookup(found.kind, _needed(names), 0) > found.held.fill_null(0)).drop("held")
    state = ibis.cases(
        (found.unlike, CONFLICT),
        (found.machine_sent, MACHINE),
        (found.actor.isnull(), UNINVITED),
        (found.left, LEFT),
        (found.lacking, INCOMPLETE),
        else_=LIVE,
    )
    return found.mutate(state=state)


def _needed(names: Names) -> dict[int, int]:
    """How many fields an item of each type must have."""
    kinds = names.journey.types.items()
    needed = {names.types[id_]: sum(not each.optional for each in kind.fields.values()) for id_, kind in kinds}
    return {number: count for number, count in needed.items() if count}


def _lacking(tables: Mapping[str, Any], names: Names) -> Any:
    """How many of the fields that its type needs each item has."""
    kinds = names.journey.types.items()
    pairs = [(id_, name) for id_, kind in kinds for name, each in kind.fields.items() if not each.optional]
    if not pairs:
        return None
    fields = met(tables["fields"], tables["evidence"], {"item": "item"}, ("what",))
    wanted = folded(operator.or_, ((fields.what == what) & (fields.field == name) for what, name in pairs))
    return fields.filter(wanted).group_by("item").agg(held=lambda row: row.field.nunique())


def is_told(rows: Any, names: Names, tellers: Iterable[str]) -> Any:
    """Whether an item is told as asked: by these sides or roles, else by its actor or a connected source."""
    asked = [*tellers]
    if not asked:
        return rows.itself
    held = names.held(asked)
    return rows.teller_side.isin(asked) | ((rows.teller_roles & held) != 0)


def all_leaves(journey: Journey) -> list[Any]:
    """Every leaf of the journey by gate and requirement."""
    return [
        leaf
        for gate in journey.gates.values()
        for requirement in gate.requirements
        for tree in requirement.sides.values()
        for leaf in leaves(tree)
    ]


def all_counts(journey: Journey) -> Iterator[Count]:
    """Every count of the journey."""
    for gate in journey.gates.values():
        for requirement in gate.requirements:
            for tree in requirement.sides.values():
                yield from counts(tree)


def by_field(count: Count) -> str:
    """The field by which it tells items apart; empty where it goes by something else."""
    return count.different if count.different and count.different not in BUILT_IN else ""

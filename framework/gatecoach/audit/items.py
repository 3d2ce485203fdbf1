"""The first half of a resolved item: its copies, who did it in which roles, who told it, whether it is live by itself.

Column for column what `gatecoach.resolve` says of a row. States are numbered so that one look-up tells a live item.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis

from gatecoach.audit.bits import WIDTH
from gatecoach.audit.engine import Engine
from gatecoach.audit.joining import folded, met, where
from gatecoach.audit.joining import found as beside
from gatecoach.clause import Count, counts, leaves
from gatecoach.errors import UsageError
from gatecoach.lower import Journey
from gatecoach.time import Span

LIVE, LEFT, UNINVITED, INCOMPLETE, MACHINE, CONFLICT, REVOKED, OLDER = range(8)
SAME = {"deal": "deal"}
BUILT_IN = ("person", "day", "role", "source")
ALWAYS = 1 << 40
"""A day that never comes."""
OTHER = 0
"""The number of what the journey does not name: a type, a channel."""


@dataclass(frozen=True)
class Names:
    """The words of one journey by number, as the tables of an audit hold them."""

    journey: Journey
    types: Mapping[str, int]
    roles: Mapping[str, int]
    channels: Mapping[str, int]

    @property
    def asks_tellers(self) -> bool:
        """Whether anything depends on who told it, beside its actor and a source."""
        leaves, types = self.journey.leaves, self.journey.types.values()
        return any(leaf.told_by for leaf in leaves) or any(kind.told_by for kind in types)

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
    """Each deal by a number (`deal`) with its id (`name`), its claim and the moment it is judged at.

    An ended one is judged as of its end. Numbers stand for ids until the end of an audit: they are quicker to join.
    """
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
        "owner", "claimed", deal=ibis.row_number().over(ibis.window(order_by=found.deal)), name="deal",
        ended=found.ended.fill_null(False), moment=found.moment.fill_null(found.until),
        today=found.today.fill_null(found.on),
    )  # fmt: skip
    return engine.keep("moments", filled)


def numbered(table: Any, moments: Any) -> Any:
    """The rows with the number of their deal for its id, and with its moment."""
    taken = {"deal_number": "deal", "moment": "moment", "today": "today"}
    return met(table, moments, {"deal": "name"}, taken).drop("deal").rename(deal="deal_number")


def people(engine: Engine, tables: Mapping[str, Any], names: Names) -> Any:
    """The people of each deal: whether they take part then, and whether the proving side has lost them.

    `who` numbers the people of a deal. The roles in `held` are theirs from `held_from` to `held_to`, beyond these days
    it takes a look at each of them.
    """
    told = tables["people"]
    gone = told.left <= told.moment
    here = (told.since <= told.moment) & ~gone
    seat = ibis.row_number().over(ibis.window(group_by=told.deal, order_by=told.person))
    left = gone & (told.side == names.journey.sides[0])
    found = told.select("deal", "person", "side", "today", who=seat, here=here, left=left)
    roles = tables["roles"].mutate(bit=role_bit(tables["roles"], names))
    held = roles.group_by(["deal", "person"]).agg(
        held=roles.bit.bit_or(), held_from=roles["first"].max(), held_to=roles["last"].min()
    )
    found = beside(found, held, {"deal": "deal", "person": "person"}, ("held", "held_from", "held_to"))
    blank = {"held": found.held.fill_null(0), "held_from": found.held_from.fill_null(0)}
    return engine.keep("people", found.mutate(**blank, held_to=found.held_to.fill_null(ALWAYS)))


def role_bit(roles: Any, names: Names) -> Any:
    """The bit of each role."""
    return lookup(roles.role, {name: 1 << bit for name, bit in names.roles.items()}, 0).cast("int64")


def roles_at(keyed: Any, key: str | Sequence[str], tables: Mapping[str, Any], names: Names, day: str) -> Any:
    """For each row of `keyed` (deal, person, a day) the bits of the roles that were held on that day."""
    held = tables["roles"].mutate(bit=role_bit(tables["roles"], names))
    on = {"deal": "deal", "person": "person"}
    on_day = lambda left, right: (left[day] >= right["first"]) & (left[day] <= right["last"])  # noqa: E731
    found = met(keyed, held, on, ("bit",), also=on_day)
    return found.group_by(key).agg(roles=found.bit.bit_or())


def visible(table: Any, moments: Any) -> Any:
    """What had happened and was known at the moment of its deal."""
    joined = table if "moment" in table.columns else met(table, moments, SAME, ("moment", "today"))
    return joined.filter((joined.start <= joined.moment) & (joined.known <= joined.moment))


TAKEN = ("item", "deal", "id", "home", "source", "by", "told_by", "replaces", "kind", "grade", "machine_sent",
         "start", "end", "day", "today")  # fmt: skip


def items(work: Work) -> Any:
    """The newest copy of every visible item, its people, its teller, and its state so far."""
    evidence = numbered(work.tables["evidence"], work.moments)
    seen = visible(evidence, work.moments)
    seen = seen.mutate(home=seen.source.fill_null(""), kind=lookup(seen.what, work.names.types, OTHER).cast("int64"))
    named = evidence.group_by(["deal", "id"]).agg(copies=lambda row: row.count())
    crowded = work.engine.keep("crowded", named.filter(named.copies > 1).drop("copies"))
    one = seen.select(*TAKEN, unlike=ibis.literal(False), alone=ibis.literal(True))
    if not none(crowded):
        on = {"deal": "deal", "id": "id"}
        copies = work.engine.keep("copies", _newest_copies(where(seen, crowded, on)))
        one = where(one, crowded, on, there=False).union(copies)
    return dated(work, work.engine.keep("items", _with_people(work, _with_sources(work, one))))


def none(rows: Any) -> bool:
    """Whether there is no such row."""
    return not rows.count().to_pyarrow().as_py()


def _newest_copies(seen: Any) -> Any:
    """Of items of one id in one source the newest copy; whether others like it differ, and no other source has it."""
    top = ibis.window(group_by=[seen.deal, seen.home, seen.id])
    newest = seen.mutate(newest=seen.revision.max().over(top)).filter(lambda row: row.revision == row.newest)
    copies = ibis.window(group_by=[newest.deal, newest.home, newest.id])
    order = ibis.window(group_by=[newest.deal, newest.home, newest.id], order_by=[newest.content, newest.item])
    unlike = newest.content.min().over(copies) != newest.content.max().over(copies)
    one = newest.mutate(unlike=unlike, place=ibis.row_number().over(order)).filter(lambda row: row.place == 0)
    whole = ibis.window(group_by=[one.deal, one.id])
    return one.select(*TAKEN, "unlike", alone=one["item"].count().over(whole) == 1)


def _with_sources(work: Work, one: Any) -> Any:
    """The channel an item came through, and whether its actor or a connected source told it."""
    sources, names = work.tables["sources"], work.names
    sources = sources.select("deal", "source", "channel").distinct()
    sources = sources.mutate(channel=lookup(sources.channel, names.channels, OTHER).cast("int64"))
    found = beside(one, sources, {"deal": "deal", "source": "source"}, ("channel",))
    found = beside(found, sources, {"deal": "deal", "told_by": "source"}, {"teller_source": "source"})
    connected = found.told_by.isnull().ifelse(found.channel.notnull(), found.teller_source.notnull())
    itself = (ibis.coalesce(found.told_by, found.source) == found.by) | connected
    typed = names.channels.get("typed", OTHER)
    channel = found.source.isnull().ifelse(typed, found.channel.fill_null(OTHER))
    return found.mutate(itself=itself.fill_null(False), channel=channel.cast("int64")).drop("teller_source")


def _with_people(work: Work, one: Any) -> Any:
    """Who did it and who told it, with the roles of that day; null where that takes a closer look (see `dated`)."""
    people = work.people
    own = {name: name for name in ("who", "left", "side", "held", "held_from", "held_to")}
    found = beside(one, people, {"deal": "deal", "by": "person"}, own)
    found = found.mutate(side=found.side.fill_null(""), roles=_held(found))
    found = found.drop("held", "held_from", "held_to")
    if work.names.asks_tellers:
        found = found.mutate(teller=ibis.coalesce(found.told_by, found.source))
        taken = {"teller_side": "side", "held": "held", "held_from": "held_from", "held_to": "held_to"}
        found = beside(found, people, {"deal": "deal", "teller": "person"}, taken)
        found = found.mutate(teller_side=found.teller_side.fill_null(""), teller_roles=_held(found))
        found = found.drop("held", "held_from", "held_to")
    return _with_state(found, work.tables, work.names)


def _held(found: Any) -> Any:
    on_day = (found.day >= found.held_from) & (found.day <= found.held_to)
    return found.held.isnull().ifelse(0, on_day.ifelse(found.held, None)).cast("int64")


def dated(work: Work, found: Any) -> Any:
    """The items with the roles of those whose roles begin or end some day."""
    for person, roles in (("by", "roles"), ("teller", "teller_roles")):
        if roles not in found.columns:
            continue
        keyed = found.filter(found[roles].isnull()).select("item", "deal", "day", person=person)
        keyed = work.engine.keep("dated", keyed)
        if not none(keyed):
            more = work.engine.keep("dated", roles_at(keyed, "item", work.tables, work.names, "day"))
            found = beside(found, more, {"item": "item"}, {"then": "roles"})
            found = found.mutate(**{roles: ibis.coalesce(found[roles], found.then, 0)}).drop("then")
    return found


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
        (found.who.isnull(), UNINVITED),
        (found.left, LEFT),
        (found.lacking, INCOMPLETE),
        else_=LIVE,
    )
    return found.mutate(state=state.cast("int64"))


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

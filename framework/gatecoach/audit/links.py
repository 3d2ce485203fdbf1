"""The second half of a resolved item: what it hangs under, which items are retired, and how each was read."""

from __future__ import annotations

import operator
from typing import Any

import ibis

from gatecoach.audit.items import (
    INCOMPLETE,
    LEFT,
    LIVE,
    OLDER,
    REVOKED,
    UNINVITED,
    Names,
    Work,
    all_leaves,
    is_told,
    lookup,
    visible,
)  # fmt: skip
from gatecoach.audit.joining import folded, met, where
from gatecoach.audit.joining import found as beside
from gatecoach.links import HOPS

OPEN = (LIVE, LEFT, UNINVITED, INCOMPLETE)
"""The states that a revocation ends."""


def wanted(names: Names) -> dict[str, set[str]]:
    """For each type of which types its items look for ancestors."""
    journey = names.journey
    found: dict[str, set[str]] = {}
    for id_, kind in journey.types.items():
        if kind.answers:
            found.setdefault(id_, set()).add(kind.answers)
    for leaf in all_leaves(journey):
        if leaf.answers:
            found.setdefault(leaf.what, set()).add(leaf.answers)
    ranged = {
        requirement.for_each.what
        for gate in journey.gates.values()
        for requirement in gate.requirements
        if requirement.for_each
    }
    for what in ranged:
        for each in journey.types:
            found.setdefault(each, set()).add(what)
    return found


def meant(rows: Any, items: Any, id_: str, home: str, out: str) -> Any:
    """For each row (deal, an id, a source) the item that a bare id means: of the own source, else the only one."""
    every = items.select("deal", "id", "home", "item")
    whole = ibis.window(group_by=[every.deal, every.id])
    every = every.mutate(alone=every["item"].count().over(whole) == 1)
    own = lambda left, right: (left[home] == right["home"]) | right["alone"]  # noqa: E731
    return met(rows, every, {"deal": "deal", id_: "id"}, {out: "item"}, also=own)


def links(work: Work, items: Any) -> Any:
    """Each link of a visible item: from it, in its order, to the item it means."""
    told = met(work.tables["links"], items, {"item": "item"}, ("deal", "home"))
    found = meant(told, items, "answers", "home", "up").distinct()
    return work.engine.keep("links", found.select("item", "number", "up"))


def ancestors(work: Work, items: Any, links: Any) -> Any:
    """For each item and type it looks for: the nearest such ancestor of each of its links.

    At most eight links up; equally near: the newest start, then the smallest id.
    """
    engine, names = work.engine, work.names
    pairs = [
        {"kind": names.types[of], "target": names.types[what]} for of, all_ in wanted(names).items() for what in all_
    ]
    if not pairs:
        pairs = [{"kind": -1, "target": -1}]
    targets = ibis.memtable(pairs, schema=ibis.schema({"kind": "int64", "target": "int64"}))
    kinds = items.select("item", "kind")
    nodes = items.select(up="item", up_kind="kind", up_start="start", up_id="id", up_home="home")
    frontier = met(links, kinds, {"item": "item"}, ("kind",))
    frontier = met(frontier, targets, {"kind": "kind"}, ("target",)).select("item", "number", "target", "up")
    hits: list[Any] = []
    for hop in range(HOPS):
        frontier = engine.keep(
            f"way{hop}", met(frontier, nodes, {"up": "up"}, ("up_kind", "up_start", "up_id", "up_home"))
        )
        hit = frontier.filter(lambda row: row.up_kind == row.target)
        order = ibis.window(
            group_by=[hit["item"], hit.number, hit.target],
            order_by=[hit.up_start.desc(), hit.up_id, hit.up_home],
        )
        best = hit.mutate(place=ibis.row_number().over(order)).filter(lambda row: row.place == 0)
        best = best.select("item", "target", "up")
        hits.append(best)
        climbing = frontier.filter(lambda row: row.up_kind != row.target)
        climbing = where(climbing, hit, {each: each for each in ("item", "number", "target")}, there=False)
        if hop + 1 < HOPS:
            if _none(frontier):
                break
            above = met(climbing, links, {"up": "item"}, {"above": "up"})
            above = above.filter(above.above != above["item"])
            frontier = above.select("item", "number", "target", up="above").distinct()
    return engine.keep("ancestors", _timed(folded(lambda one, other: one.union(other), hits).distinct(), items))


def _none(rows: Any) -> bool:
    """Whether there is no such row."""
    return not rows.count().to_pyarrow().as_py()


def _timed(found: Any, items: Any) -> Any:
    """The pairs with both times: whether the ancestor came before, and how many days lie between."""
    both = beside(found, items, {"item": "item"}, {"my_start": "start", "my_end": "end"})
    both = beside(both, items, {"up": "item"}, {"up_start": "start", "up_end": "end", "up_day": "day"})
    points = (both.my_start == both.my_end) & (both.up_start == both.up_end)
    earlier = points.ifelse(both.my_start > both.up_start, both.my_end >= both.up_start)
    return both.select("item", "target", "up", "up_day", earlier=earlier)


def states(work: Work, items: Any, found: Any) -> Any:
    """The final state of each item: revoked by whoever may, retired by what replaces it, and all below with it."""
    engine, names, people = work.engine, work.names, work.people
    now = beside(items, _revoked(work, items), {"item": "old"}, ("old",))
    taken = now.old.notnull() & now.state.isin(OPEN)
    now = engine.keep("revoked", now.mutate(state=taken.ifelse(REVOKED, now.state)).drop("old"))
    retired = engine.keep("retired", _replaced(now, names, people))
    answers = engine.keep("answers", answered(now, found, names))
    while True:
        more = engine.keep("fallen", _fallen(answers, retired))
        if _none(more):
            break
        retired = engine.keep("retired", retired.union(more))
    older = beside(now, retired, {"item": "old"}, ("old",))
    state = older.old.notnull().ifelse(OLDER, older.state)
    return engine.keep("live", older.mutate(state=state).drop("old"))


def _allowed(rows: Any, items: Any, people: Any) -> Any:
    """Of rows that retire an item (`old`, `by`) those whose person, or their side, or its source may do so."""
    old = {"old_by": "by", "old_source": "source", "old_side": "side", "old_actor": "actor"}
    found = beside(rows, items, {"old": "item"}, old)
    found = beside(found, people, {"deal": "deal", "by": "person"}, {"by_side": "side"})
    same = (found.by_side == found.old_side) & found.old_actor.notnull()
    may = (found.by == found.old_by) | (found.by == found.old_source).fill_null(False) | same.fill_null(False)
    return found.filter(may).select("old").distinct()


def _revoked(work: Work, items: Any) -> Any:
    seen = visible(work.tables["revocations"], work.moments).mutate(home=ibis.literal(""))
    return _allowed(meant(seen, items, "revokes", "home", "old"), items, work.people)


def _replaced(items: Any, names: Names, people: Any) -> Any:
    """The items that a live one of their type replaces."""
    kinds = names.journey.types.items()
    rightly = folded(
        operator.or_, ((items.kind == names.types[id_]) & is_told(items, names, kind.told_by) for id_, kind in kinds)
    )
    new = items.filter(items.replaces.notnull() & items.state.isin((LIVE, INCOMPLETE)) & rightly)
    rows = meant(new.select("deal", "replaces", "home", "item", "by", "kind"), items, "replaces", "home", "old")
    rows = beside(rows, items, {"old": "item"}, {"old_kind": "kind"})
    rows = rows.filter((rows.old != rows["item"]) & (rows.old_kind == rows.kind))
    return _allowed(rows, items, people)


def answered(items: Any, found: Any, names: Names) -> Any:
    """What each item answers as its type says, in time."""
    kinds = names.journey.types.items()
    own = lookup(items.kind, {names.types[id_]: names.types[kind.answers] for id_, kind in kinds if kind.answers}, -1)
    owned = items.select("item", own=own)
    joined = met(found, owned, {"item": "item"}, ("own",))
    return joined.filter(joined.earlier & (joined.target == joined.own)).select("item", "up")


def _fallen(answers: Any, retired: Any) -> Any:
    """What answers retired items alone, and is not retired itself."""
    known = beside(answers, retired, {"up": "old"}, ("old",))
    whole = known.group_by("item").agg(gone=known.old.notnull().all())
    fallen = whole.filter(whole.gone).select(old="item")
    return where(fallen, retired, {"old": "old"}, there=False)


def readings(work: Work, items: Any) -> Any:
    """Each item's sign (the least of its readings) and its newest outcome."""
    seen = visible(work.tables["statements"], work.moments).mutate(home=ibis.literal(""))
    rows = beside(meant(seen, items, "about", "home", "item"), items, {"item": "item"}, ("kind", "words"))
    signs = []
    for id_, kind in work.names.journey.types.items():
        if kind.outcomes is not None:
            own = rows.kind == work.names.types[id_]
            signs += [(own & rows.outcome.isin([*kind.outcomes.for_]), 1)]
            signs += [(own & rows.outcome.isin([*kind.outcomes.against]), -1)]
    rows = rows.mutate(sign=ibis.cases(*signs, else_=0) if signs else ibis.literal(0))
    quoted = (rows.quote != "") & (rows.words.isnull() | rows.words.contains(rows.quote))
    rows = rows.filter((rows.sign != 0) & quoted)
    readers = work.people.select("deal", reader="person").union(
        work.tables["sources"].select("deal", reader="source"), distinct=True
    )
    rows = where(rows, readers, {"deal": "deal", "by": "reader"})
    order = ibis.window(group_by=[rows["item"]], order_by=[rows.start.desc(), rows.outcome.desc()])
    newest = rows.mutate(place=ibis.row_number().over(order))
    found = newest.group_by("item").agg(sign=newest.sign.min(), outcome=newest.outcome.max(where=newest.place == 0))
    return work.engine.keep("readings", found)

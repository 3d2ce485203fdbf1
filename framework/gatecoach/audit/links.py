"""The second half of a resolved item: what it hangs under, which items are retired, and how each was read."""

from __future__ import annotations

import operator
from collections.abc import Collection, Mapping, Sequence
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
    none,
    visible,
)  # fmt: skip
from gatecoach.audit.joining import folded, met, where
from gatecoach.audit.joining import found as beside
from gatecoach.links import HOPS

OPEN = (LIVE, LEFT, UNINVITED, INCOMPLETE)
"""The states that a revocation ends."""
UP = {"up_kind": "kind", "up_start": "start", "up_end": "end", "up_day": "day"}
FOUND = ("item", "kind", "start", "end", "target", "up", "up_start", "up_end", "up_day")


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


def meant(rows: Any, items: Any, id_: str, home: str, take: Mapping[str, str] | Sequence[str]) -> Any:
    """For each row (deal, an id, a source) of the item that a bare id means: of the own source, else the only one."""
    own = lambda left, right: (left[home] == right["home"]) | right["alone"]  # noqa: E731
    return met(rows, items, {"deal": "deal", id_: "id"}, take, also=own)


def links(work: Work, items: Any) -> Any:
    """Each link of a visible item: from it, in its order, to the item it means, with what a climb needs of both."""
    own = ("deal", "home", "kind", "start", "end")
    told = met(work.tables["links"].drop("deal"), items, {"item": "item"}, own)
    found = meant(told, items, "answers", "home", {"up": "item", **UP})
    return work.engine.keep("links", found.drop("deal", "home", "answers"))


def ancestors(work: Work, items: Any, links: Any) -> Any:
    """For each item and type it looks for: the nearest such ancestor of each of its links.

    At most eight links up; equally near: the newest start, then the smallest id.
    """
    engine = work.engine
    hits, frontier = [], _begun(work, links)
    for hop in range(HOPS):
        hit = frontier.filter(lambda row: row.up_kind == row.target)
        if hop:
            hit = _newest(hit, items)
        hits.append(hit.select(*FOUND))
        climbing = frontier.filter(lambda row: row.up_kind != row.target)
        if hop:
            climbing = where(climbing, hit, {each: each for each in ("item", "number", "target")}, there=False)
        above = met(climbing.drop(*UP), links, {"up": "item"}, {"above": "up", **{each: each for each in UP}})
        above = above.filter(above.above != above["item"]).drop("up").rename(up="above")
        frontier = engine.keep(f"way{hop}", above.distinct())
        if none(frontier):
            break
    whole = folded(lambda one, other: one.union(other), hits).distinct()
    return engine.keep("ancestors", _timed(whole))


def _begun(work: Work, links: Any) -> Any:
    """Each link once for every type that its item looks for."""
    names = work.names
    pairs = [
        {"kind": names.types[of], "target": names.types[what]} for of, all_ in wanted(names).items() for what in all_
    ] or [{"kind": -1, "target": -1}]
    targets = ibis.memtable(pairs, schema=ibis.schema({"kind": "int64", "target": "int64"}))
    return met(links, targets, {"kind": "kind"}, ("target",))


def _newest(hit: Any, items: Any) -> Any:
    """Of equally near items the newest, else that of the smallest id."""
    named = met(hit, items, {"up": "item"}, {"up_id": "id", "up_home": "home"})
    order = ibis.window(
        group_by=[named["item"], named.number, named.target],
        order_by=[named.up_start.desc(), named.up_id, named.up_home],
    )
    best = named.mutate(place=ibis.row_number().over(order)).filter(lambda row: row.place == 0)
    return best.select(*hit.columns)


def _timed(found: Any) -> Any:
    """Whether each ancestor came before what hangs under it."""
    points = (found.start == found.end) & (found.up_start == found.up_end)
    earlier = points.ifelse(found.start > found.up_start, found.end >= found.up_start)
    return found.select("item", "kind", "target", "up", "up_day", earlier=earlier)


def states(work: Work, items: Any, found: Any) -> Any:
    """The items with their final state: revoked by whoever may, retired by what replaces them, and all below with it.

    Both come to few items, so these alone are kept.
    """
    engine, names, people = work.engine, work.names, work.people
    items = _as(items, engine.keep("revoked", _revoked(work, items)), REVOKED, OPEN)
    retired = engine.keep("retired", _replaced(items, names, people))
    if none(retired):
        return items
    answers = engine.keep("answers", answered(found, names))
    while True:
        more = engine.keep("fallen", _fallen(answers, retired))
        if none(more):
            break
        retired = engine.keep("retired", retired.union(more))
    return _as(items, retired, OLDER)


def _as(items: Any, some: Any, state: int, only: Collection[int] = ()) -> Any:
    """The items with another state for some of them (`old`)."""
    if none(some):
        return items
    marked = beside(items, some, {"item": "old"}, ("old",))
    changed = marked.old.notnull() & marked.state.isin(only) if only else marked.old.notnull()
    return marked.mutate(state=changed.ifelse(state, marked.state)).drop("old")


def _allowed(rows: Any, items: Any, people: Any) -> Any:
    """Of rows that retire an item (`old`, `by`) those whose person, or their side, or its source may do so."""
    old = {"old_by": "by", "old_source": "source", "old_side": "side", "old_who": "who"}
    found = beside(rows, items, {"old": "item"}, old)
    found = beside(found, people, {"deal": "deal", "by": "person"}, {"by_side": "side"})
    same = (found.by_side == found.old_side) & found.old_who.notnull()
    may = (found.by == found.old_by) | (found.by == found.old_source).fill_null(False) | same.fill_null(False)
    return found.filter(may).select("old").distinct()


def _revoked(work: Work, items: Any) -> Any:
    seen = visible(work.tables["revocations"], work.moments).mutate(home=ibis.literal(""))
    return _allowed(meant(seen, items, "revokes", "home", {"old": "item"}), items, work.people)


def _replaced(items: Any, names: Names, people: Any) -> Any:
    """The items that a live one of their type replaces."""
    kinds = names.journey.types.items()
    rightly = folded(
        operator.or_, ((items.kind == names.types[id_]) & is_told(items, names, kind.told_by) for id_, kind in kinds)
    )
    new = items.filter(items.replaces.notnull() & items.state.isin((LIVE, INCOMPLETE)) & rightly)
    rows = new.select("deal", "replaces", "home", "item", "by", "kind")
    rows = meant(rows, items, "replaces", "home", {"old": "item", "old_kind": "kind"})
    rows = rows.filter((rows.old != rows["item"]) & (rows.old_kind == rows.kind))
    return _allowed(rows, items, people)


def answered(found: Any, names: Names) -> Any:
    """What each item answers as its type says, in time."""
    kinds = names.journey.types.items()
    own = lookup(found.kind, {names.types[id_]: names.types[kind.answers] for id_, kind in kinds if kind.answers}, -1)
    return found.filter(found.earlier & (found.target == own)).select("item", "up")


def _fallen(answers: Any, retired: Any) -> Any:
    """What answers retired items alone, and is not retired itself."""
    near = where(answers, where(answers, retired, {"up": "old"}), {"item": "item"})
    known = beside(near, retired, {"up": "old"}, ("old",))
    whole = known.group_by("item").agg(gone=known.old.notnull().all())
    fallen = whole.filter(whole.gone).select(old="item")
    return where(fallen, retired, {"old": "old"}, there=False)


def readings(work: Work, items: Any, *, outcomes: bool) -> Any:
    """Each item's sign (the least of its readings), and its newest outcome where somebody asks for it."""
    seen = visible(work.tables["statements"], work.moments).mutate(home=ibis.literal(""))
    rows = meant(seen, items, "about", "home", ("item", "kind"))
    rows = beside(rows, work.tables["evidence"], {"item": "item"}, ("words",))
    signs = []
    for id_, kind in work.names.journey.types.items():
        if kind.outcomes is not None:
            own = rows.kind == work.names.types[id_]
            signs += [(own & rows.outcome.isin([*kind.outcomes.for_]), 1)]
            signs += [(own & rows.outcome.isin([*kind.outcomes.against]), -1)]
    rows = rows.mutate(sign=(ibis.cases(*signs, else_=0) if signs else ibis.literal(0)).cast("int64"))
    quoted = (rows.quote != "") & (rows.words.isnull() | rows.words.contains(rows.quote))
    rows = rows.filter((rows.sign != 0) & quoted)
    readers = work.people.select("deal", reader="person").union(work.tables["sources"].select("deal", reader="source"))
    rows = where(rows, readers, {"deal": "deal", "by": "reader"})
    if not outcomes:
        return work.engine.keep("readings", rows.group_by("item").agg(sign=rows.sign.min()))
    order = ibis.window(group_by=[rows["item"]], order_by=[rows.start.desc(), rows.outcome.desc()])
    newest = rows.mutate(place=ibis.row_number().over(order))
    found = newest.group_by("item").agg(sign=newest.sign.min(), outcome=newest.outcome.max(where=newest.place == 0))
    return work.engine.keep("readings", found)

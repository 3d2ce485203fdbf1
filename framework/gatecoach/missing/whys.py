"""Why nothing that happens could open a gate now, in reasons with codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gatecoach.clause import All, AtLeast, Count, Expression
from gatecoach.definition import say
from gatecoach.errors import Reason
from gatecoach.gate import Status, Verdict
from gatecoach.missing.search import Chosen, Goal, Search
from gatecoach.resolve import TYPED_CHANNEL


def whys(search: Search) -> tuple[Reason, ...]:
    """Every reason why no set of steps opens the gate; else why the first steps lead nowhere."""
    verdict = search.judged(frozenset())[1]
    if not verdict.on_path or verdict.unknown:
        return (_path(verdict),)
    for chosen in sorted(search.worlds, key=lambda each: (len(each), sorted(each))):
        found = tuple(_once(_reasons(search, chosen)))
        if found:
            return found
    waiting = [each for each in verdict.requirements if each.enforced and not each.good(Status.WAIVED)]
    code = "no-set-opens" if waiting else "nothing-proven"
    return (Reason(code, verdict.gate.id, {"gate": verdict.gate.title}),)


def _reasons(search: Search, chosen: Chosen) -> Iterator[Reason]:
    """What can never be met once these steps are taken."""
    world, verdict = search.judged(chosen)
    for judged in verdict.requirements:
        if judged.enforced and not judged.good(Status.WAIVED):
            for side, tree in judged.requirement.sides.items():
                for item, rows in search.ways(world, judged.requirement):
                    yield from _never(search, tree, Goal(judged.requirement, side, item, rows))


def _once(reasons: Iterable[Reason]) -> Iterator[Reason]:
    seen: list[Reason] = []
    for each in reasons:
        if each not in seen:
            seen.append(each)
            yield each


def _path(verdict: Verdict) -> Reason:
    gate = verdict.gate
    if not verdict.on_path:
        return Reason("not-on-path", gate.id, {"gate": gate.title})
    return Reason("field-unknown", gate.id, {"fields": list(verdict.unknown), "gate": gate.title})


def _never(search: Search, tree: Expression, at: Goal) -> Iterator[Reason]:
    """The counts of one side that nothing can meet, where the side cannot do without them."""
    if isinstance(tree, Count):
        goal = replace(at, count=tree)
        if not search.possible(goal):
            yield _why(search, goal)
        return
    parts = [list(_never(search, part, at)) for part in tree.parts]
    needed = len(parts) if isinstance(tree, All) else tree.n if isinstance(tree, AtLeast) else 1
    if sum(not part for part in parts) < needed:
        yield from (reason for part in parts for reason in part)


def _why(search: Search, goal: Goal) -> Reason:
    universe, place = search.universe, f"{goal.requirement.id}.{goal.side}"
    asked, kinds = universe.ground.asked, [leaf.what for leaf in goal.count.leaves]
    title = " / ".join(dict.fromkeys(say(asked.kind(what).title, default=what) for what in kinds))
    params = {"side": goal.side, "title": title}
    if search.no_stands(goal):
        return Reason("no-stays-newest", place, params)
    channels = sorted({channel for what in kinds for channel in asked.kind(what).seen_in})
    if channels and not _seen(search, goal):
        return Reason("no-source-for", place, {**params, "channels": channels})
    apart = goal.count.different or ("person" if goal.count.leaves[0].everyone else "")
    if apart and search.counting(goal):
        more = {"what": kinds[0], "apart": apart, "need": goal.count.at_least}
        return Reason("too-few-different", place, {**params, **more})
    codes = dict.fromkeys(code for what in kinds for code in universe.barred.get(what, ()))
    return Reason("never-counts", place, {**params, "codes": list(codes)})


def _seen(search: Search, goal: Goal) -> bool:
    """Whether any connected source could show one of the types."""
    sources = set(search.universe.ground.subject.sources.values()) | {TYPED_CHANNEL}
    kinds = (search.universe.ground.asked.kind(leaf.what) for leaf in goal.count.leaves)
    return any(not kind.seen_in or sources & set(kind.seen_in) for kind in kinds)

"""Made-up clauses and requirements over given evidence types, all of them free of findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gatecoach.facts import GRADES
from gatecoach.testing.choosing import Choice
from gatecoach.testing.kinds import FIELDS, ROLES, Tree, condition, duration

Types = Mapping[str, Tree]


def sides_of(kind: Tree) -> list[str]:
    """The sides whose act it may be."""
    return [kind["side"]] if isinstance(kind["side"], str) else [*kind["side"]]


def outcomes_of(kinds: Sequence[Tree]) -> list[str]:
    """The outcomes that all of these types know."""
    known = [{*each.get("outcomes", {}).get("for", ()), *each.get("outcomes", {}).get("against", ())} for each in kinds]
    return sorted(set.intersection(*known))


def requirement(choice: Choice, types: Types, sides: Sequence[str]) -> Tree:
    """A pair of clauses of which no chain is tangled; now and then under `for-each`, `when` or another mode."""
    together = [id_ for id_, each in types.items() if len(sides_of(each)) > 1 and "answers" in each]
    if together and choice.chance(25):
        return _together(choice, types, sides, choice.pick(together))
    each = _for_each(choice, types) if choice.chance(22) else {}
    made = sides_of(types[each["for-each"]["what"]]) if each else []
    pair = _pair(choice, types, sides, set(made) if choice.chance(70) else set())
    return {
        "say": choice.pick(["Both did it.", {"en": "Both did it.", "de": "Beide haben es getan."}]),
        **each,
        **pair,
        **choice.maybe(18, "when", lambda: when(choice, "require", "skip")),
        **choice.maybe(20, "mode", lambda: choice.pick(["enforce", "warn", "report"])),
        **choice.maybe(20, "ask", lambda: "What did they say?"),
    }


def _together(choice: Choice, types: Types, sides: Sequence[str], what: str) -> Tree:
    """Everyone of both sides does the same about one and the same item, for each of some type."""
    above = types[what]["answers"]
    ranged = choice.pick([above, types.get(above, {}).get("answers", above)])
    by_all = {side: {"what": what, "by": "everyone"} for side in sides}
    return {"say": "All of them did it.", "for-each": ranged, **by_all}


def when(choice: Choice, *unknown: str) -> Tree:
    """A condition on the subject, now and then with what unknown means."""
    return {
        **condition(choice, [*FIELDS], spans=choice.chance(50)),
        **choice.maybe(50, "if-unknown", lambda: choice.pick(unknown)),
    }


def _for_each(choice: Choice, types: Types) -> Tree:
    what = choice.pick([*types])
    names = [*types[what].get("fields", {})]
    outcomes = outcomes_of([types[what]])
    with_ = choice.maybe(40, "with", lambda: condition(choice, names, outcomes=outcomes)) if names or outcomes else {}
    return {"for-each": {"what": what, **with_}}


def _pair(choice: Choice, types: Types, sides: Sequence[str], free: set[str]) -> Tree:
    """A clause for each side (those in `free` may be left out), mostly of types that answer each other."""
    for _ in range(8):
        asked = [side for side in sides if side not in free or len(free) == len(sides)] or [sides[0]]
        used: dict[str, dict[str, str | None]] = {}
        clauses = {side: clause(choice, types, side, used.setdefault(side, {}), used) for side in asked}
        if not _tangled(used):
            return clauses
    return {side: next(id_ for id_, each in types.items() if sides_of(each) == [side]) for side in sides}


def _tangled(used: Mapping[str, Mapping[str, str | None]]) -> bool:
    """Whether one side answers what itself answers the first: more than one level of joining."""
    for side, own in used.items():
        other = {what: up for name, each in used.items() if name != side for what, up in each.items()}
        if any(up in other and other[up] in own for up in own.values()):
            return True
    return False


def clause(
    choice: Choice,
    types: Types,
    side: str,
    own: dict[str, str | None],
    used: Mapping[str, Mapping[str, str | None]],
    *,
    depth: int = 1,
) -> Any:
    """A clause of that side; the types it names are kept in `own` with what they answer."""
    free = [id_ for id_, each in types.items() if side in sides_of(each) and id_ not in own]
    if depth and len(free) > 1 and choice.chance(25):
        parts = [
            clause(choice, types, side, own, used, depth=depth - 1) for _ in range(choice.number(2, min(3, len(free))))
        ]
        if choice.chance(40):
            return {"all": parts}
        return {"any": parts, **choice.maybe(50, "at-least", lambda: choice.number(1, len(parts)))}
    wanted = [id_ for id_ in free if types[id_].get("answers") in {what for each in used.values() for what in each}]
    what = choice.pick(wanted if wanted and choice.chance(60) else free)
    also = [id_ for id_ in free if id_ != what]
    names = [what, *(choice.some(also, 1, 2) if depth and also and choice.chance(25) else [])]
    tight = {} if choice.chance(35) else _tight(choice, types, side, names)
    own.update({id_: tight.get("answers", types[id_].get("answers")) for id_ in names})
    return what if not tight and len(names) == 1 else {"what": names if len(names) > 1 else what, **tight}


def _tight(choice: Choice, types: Types, side: str, names: Sequence[str]) -> Tree:
    """What a clause may ask beyond the types it names, and never less than they ask."""
    kinds = [types[id_] for id_ in names]
    shared = [name for name in FIELDS if all(name in each.get("fields", {}) for each in kinds)]
    outcomes = outcomes_of(kinds)
    linked = all("answers" in each for each in kinds)
    after = choice.maybe(12, "after", lambda: choice.pick([*types]))
    bare = not any("answers" in each or "outcomes" in each for each in kinds)
    answers = choice.maybe(15, "answers", lambda: choice.pick([*types])) if bare and names[0] != names[-1] else {}
    window = linked or after or answers
    return {
        **after,
        **answers,
        **_who(choice, side, kinds),
        **(choice.maybe(25, "within", lambda: duration(choice, 2, 20)) if window else {}),
        **choice.maybe(20, "no-older-than", lambda: duration(choice, 5, 50)),
        **(
            choice.maybe(35, "with", lambda: condition(choice, shared, outcomes=outcomes)) if shared or outcomes else {}
        ),
        **choice.maybe(12, "grade", lambda: choice.pick(GRADES[1:])),
        **_quorum(choice, shared),
    }


def _who(choice: Choice, side: str, kinds: Sequence[Tree]) -> Tree:
    if choice.chance(15):
        return {"by": "everyone"}
    roles = [role for role in ROLES[side] if all(role in each.get("by", [role]) for each in kinds)]
    told = [word for word in [side, *ROLES[side]] if all(word in each.get("told-by", [word]) for each in kinds)]
    return {
        **(choice.maybe(20, "by", lambda: choice.some(roles, 1)) if roles else {}),
        **(choice.maybe(8, "told-by", lambda: choice.some(told, 1)) if told else {}),
    }


def _quorum(choice: Choice, shared: Sequence[str]) -> Tree:
    if not choice.chance(28):
        return {}
    apart = choice.maybe(75, "from-different", lambda: choice.pick(["person", "day", "role", "source", *shared]))
    return {"at-least": choice.number(2, 3), **apart}

"""Clauses that cannot mean what they say: conditions that do not fit, loosened types, windows from nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gatecoach import ranges
from gatecoach.condition import Predicates
from gatecoach.definition import ClauseDef, ConditionDef, EvidenceDef, FieldDef, GateDef
from gatecoach.errors import Finding
from gatecoach.linter import conditions
from gatecoach.linter.project import Pair, Project, Spot
from gatecoach.lower import known_fields
from gatecoach.source.place import short

APART = ("person", "day", "role", "source")


def check(project: Project) -> Iterator[Finding]:
    """Every clause of every requirement, and every type's own outcomes."""
    for spot, _, kind, _ in project.type_spots:
        both = [name for name in kind.outcomes.against if name in kind.outcomes.for_] if kind.outcomes else []
        for name in both:
            words = f'the outcome "{short(name)}" cannot both agree and oppose'
            yield (
                spot.at("outcomes").word("against", name).finding("GC025", words, hint="take it out of one of the two")
            )
    for pair in project.pairs:
        yield from _for_each(pair, project.predicates)
        for spot, side, clause in pair.leaves:
            yield from _everyone(spot, clause)
            known = {what: pair.types[what] for what in clause.what if what in pair.types}
            roles = [*project.roles(side), "everyone"]
            for what, kind in known.items():
                yield from _loose(pair, spot, clause, what, roles)
                yield from _fields(spot, clause, kind, project.predicates)
        yield from _joins(pair)
    for spot, journey, _, gate in project.gates():
        yield from _whens(spot, gate, project.fields(journey), project.predicates)
    for id_, each in project.framework.use_cases.items():
        spot = project.home.at("use-cases", id_, "when")
        yield from conditions.checked(spot, each.when, project.fields(), project.predicates)


def _whens(spot: Spot, gate: GateDef, fields: Mapping[str, FieldDef], predicates: Predicates) -> Iterator[Finding]:
    """The conditions on the subject: of the gate and its requirements, each by itself and those within the gate's."""
    own = list(conditions.checked(spot.at("when"), gate.when, fields, predicates)) if gate.when else []
    yield from own
    for id_, each in gate.requires.items():
        if each.when:
            here = spot.at("requires", id_, "when")
            found = list(conditions.checked(here, each.when, fields, predicates))
            yield from found
            if gate.when and not (own or found) and _apart(gate.when, each.when, fields, predicates):
                words = "this never holds where the gate's own `when` does, so the requirement is never in force"
                yield here.finding("GC038", words, key=True, hint="correct one of the two, or take the requirement out")


def _apart(one: ConditionDef, other: ConditionDef, fields: Mapping[str, FieldDef], predicates: Predicates) -> bool:
    """Whether two conditions never hold at once."""
    first, second = (conditions.meant(each, fields, predicates) for each in (one, other))
    return first is not None and second is not None and ranges.exclude(first, second)


def _for_each(pair: Pair, predicates: Predicates) -> Iterator[Finding]:
    each = pair.requirement.for_each
    if each and each.with_ and each.what in pair.types:
        fields = known_fields(pair.types[each.what])
        yield from conditions.checked(pair.spot.at("for-each", "with"), each.with_, fields, predicates)
    if each:
        yield from pair.spot.at("for-each").strangers("in", "place", [each.in_], ["here", "about"])


def _everyone(spot: Spot, clause: ClauseDef) -> Iterator[Finding]:
    """Who everyone is says the evidence: a role beside it would be passed over."""
    beside = [word for word in clause.by if word != "everyone"]
    if "everyone" in clause.by and beside:
        words = f'"everyone" stands alone: "{short(beside[0])}" beside it would change nothing'
        hint = f"put the roles into the evidence: by: [{', '.join(beside)}]"
        yield spot.word("by", beside[0]).finding("GC015", words, hint=hint)


def _loose(pair: Pair, spot: Spot, clause: ClauseDef, what: str, roles: Sequence[str]) -> Iterator[Finding]:
    """A clause may only tighten what its type asks already."""
    kind = pair.types[what]
    tighter = (("by", clause.by, [*kind.by, "everyone"] if kind.by else []), ("told-by", clause.told_by, kind.told_by))
    for key, asked, accepted in tighter:
        wider = [word for word in asked if accepted and word not in accepted and (key != "by" or word in roles)]
        for stranger in wider:
            message = f'"{what}" does not accept "{stranger}", and a clause may only tighten'
            hint = f"accepted: {', '.join(role for role in accepted if role != 'everyone')}"
            yield spot.word(key, stranger).finding("GC025", message, hint=hint)
    if clause.answers in pair.types and clause.answers != kind.answers and (kind.answers or kind.outcomes):
        words = f'"{what}" answers {_quoted(kind.answers)}, and a clause may not change that'
        yield spot.at("answers").finding("GC025", words, hint="take it out, or change the evidence itself")


def _quoted(name: str | None) -> str:
    return f'"{name}"' if name else "nothing"


def _fields(spot: Spot, clause: ClauseDef, kind: EvidenceDef, predicates: Predicates) -> Iterator[Finding]:
    if clause.with_:
        here, fields = spot.at("with"), known_fields(kind)
        yield from conditions.checked(here, clause.with_, fields, predicates, conditions.agreed(kind))
    if clause.from_different:
        yield from spot.strangers("from-different", "field", [clause.from_different], [*APART, *kind.fields])
    window = clause.within if clause.within is not None else kind.within
    if window is not None and not (clause.answers or kind.answers or clause.after):
        words = "`within` counts from what the clause answers or comes after; it says neither"
        hint = "add `answers:` to the evidence, or `after:` beside it"
        yield spot.at("within").finding("GC025", words, hint=hint)


def _joins(pair: Pair) -> Iterator[Finding]:
    """At most one leaf of a type per side, and sides joined in one direction over one level."""
    named: dict[str, dict[str, str | None]] = {}
    for spot, side, clause in pair.leaves:
        for what in clause.what:
            kind = pair.types.get(what)
            if kind and what in named.setdefault(side, {}):
                words = f'"{what}" stands twice on the {side} side of one requirement'
                yield spot.word("what", what).finding("GC032", words, hint="say it once, or split the requirement")
            named.setdefault(side, {})[what] = clause.answers or (kind.answers if kind else None)
    yield from _depth(pair, named)


def _depth(pair: Pair, named: Mapping[str, Mapping[str, str | None]]) -> Iterator[Finding]:
    """The first chain over more than one level; a second one has the same cause."""
    for side, own in named.items():
        other = {what: up for name, each in named.items() if name != side for what, up in each.items()}
        for what, up in own.items():
            if up in other and other[up] in own:
                words = f'the sides answer each other in a chain: "{what}" answers "{up}" answers "{other[up]}"'
                yield pair.spot.at(side).finding("GC032", words, key=True, hint="split the requirement in two")
                return

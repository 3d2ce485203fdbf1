"""Clauses that cannot mean what they say: conditions that do not fit, loosened types, windows from nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gatecoach.condition import Predicates, operand
from gatecoach.definition import ClauseDef, ConditionDef, EvidenceDef, FieldDef
from gatecoach.definition.explaining import written
from gatecoach.errors import Finding, did_you_mean
from gatecoach.linter.project import Pair, Project, Spot
from gatecoach.lower import known_fields, written_operators
from gatecoach.source.place import short

APART = ("person", "day", "role", "source")
FITTING = {
    "date": 'a date fits a day like 2026-04-02 or a duration like "7 days"',
    "money": "money fits a number",
    "number": "a number fits a number",
    "share": "a share fits a number from 0 to 1",
    "yes-no": "a yes-no fits true or false",
    "text": "a text can only be the same as another text or not",
}


def check(project: Project) -> Iterator[Finding]:
    """Every clause of every requirement, and every type's own outcomes."""
    for spot, _, kind, _ in project.type_spots():
        both = [name for name in kind.outcomes.against if name in kind.outcomes.for_] if kind.outcomes else []
        for name in both:
            words = f'the outcome "{short(name)}" cannot both agree and oppose'
            yield spot.at("outcomes").word("against", name).finding("GC025", words)
    for pair in project.pairs():
        yield from _for_each(pair, project.predicates)
        for spot, side, clause in pair.leaves():
            known = {what: pair.types[what] for what in clause.what if what in pair.types}
            roles = [*project.roles(side), "everyone"]
            for what, kind in known.items():
                yield from _loose(pair, spot, clause, what, roles)
                yield from _fields(spot, clause, kind, project.predicates)
        yield from _joins(pair)
    for spot, when, fields in _whens(project):
        yield from condition(spot, when, fields, project.predicates)


def _whens(project: Project) -> Iterator[tuple[Spot, ConditionDef, Mapping[str, FieldDef]]]:
    """Every condition on the subject: of gates, requirements and use cases."""
    for spot, journey, _, gate in project.gates():
        fields = project.fields(journey)
        asked = [(spot, gate.when), *((spot.at("requires", id_), each.when) for id_, each in gate.requires.items())]
        yield from ((place.at("when"), when, fields) for place, when in asked if when is not None)
    for id_, each in project.framework.use_cases.items():
        yield project.home.at("use-cases", id_, "when"), each.when, project.fields()


def _for_each(pair: Pair, predicates: Predicates) -> Iterator[Finding]:
    each = pair.requirement.for_each
    if each and each.with_ and each.what in pair.types:
        fields = known_fields(pair.types[each.what])
        yield from condition(pair.spot.at("for-each", "with"), each.with_, fields, predicates)
    if each:
        yield from pair.spot.at("for-each").strangers("in", "place", [each.in_], ["here", "about"])


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
        yield spot.at("answers").finding("GC025", words)


def _quoted(name: str | None) -> str:
    return f'"{name}"' if name else "nothing"


def _fields(spot: Spot, clause: ClauseDef, kind: EvidenceDef, predicates: Predicates) -> Iterator[Finding]:
    if clause.with_:
        yield from condition(spot.at("with"), clause.with_, known_fields(kind), predicates)
    yield from spot.strangers("from-different", "field", [clause.from_different], [*APART, *kind.fields])
    window = clause.within if clause.within is not None else kind.within
    if window is not None and not (clause.answers or kind.answers or clause.after):
        words = "`within` counts from what the clause answers or comes after; it says neither"
        hint = "add `answers:` to the evidence, or `after:` beside it"
        yield spot.at("within").finding("GC025", words, hint=hint)


def condition(
    spot: Spot, definition: ConditionDef, fields: Mapping[str, FieldDef], predicates: Predicates
) -> Iterator[Finding]:
    """What does not fit the fields that a condition reads."""
    for word in ("all", "any"):
        for index, part in enumerate(getattr(definition, word)):
            yield from condition(spot.at(word, index), part, fields, predicates)
    for name, test in definition.fields.items():
        if name not in fields:
            yield spot.at(name).unknown("field", name, fields, key=True)
            continue
        field = fields[name]
        for operator, value in written_operators(test):
            if operator == "passes" and value not in predicates:
                yield from spot.at(name).strangers(operator, "check", [value], predicates)
            elif operand(value, field, operator, predicates) is None:
                words = f'"{name}" is a {field.type}: `{operator}: {short(written(value))}` does not fit it'
                yield spot.at(name, operator).finding("GC027", words, hint=_next(operator, value, field))


def _next(operator: str, value: object, field: FieldDef) -> str:
    """What would fit instead."""
    if operator == "known":
        return "write true or false"
    if operator == "between":
        return "write the lower and the upper end in brackets: [ …, … ]"
    if field.type != "choice":
        return FITTING[field.type]
    stranger = value if isinstance(value, str) else next((each for each in _texts(value) if each not in field.of), "")
    return did_you_mean(stranger, field.of)


def _texts(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _joins(pair: Pair) -> Iterator[Finding]:
    """At most one leaf of a type per side, and sides joined in one direction over one level."""
    named: dict[str, dict[str, str | None]] = {}
    for spot, side, clause in pair.leaves():
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

"""Definitions become clauses, gates and a graph: every short form resolved, every type's own constraints applied."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING
from typing import Any as Anything

from gatecoach.clause import All, Any, AtLeast, Count, Expression, Leaf, leaves
from gatecoach.condition import Check, Condition, Either, Every, Predicates, against, operand
from gatecoach.definition.plain import OPERATORS, say
from gatecoach.facts import GRADES

if TYPE_CHECKING:
    from gatecoach.definition import (
        ClauseDef,
        ConditionDef,
        EvidenceDef,
        FieldDef,
        FrameworkFile,
        GateDef,
        JourneyFile,
        RequirementDef,
        SignalDef,
        Text,
        WaiversDef,
        WhenDef,
    )

OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class When:
    """When something is in force: a condition on the subject, and what unknown means (require, skip or block)."""

    test: Condition
    if_unknown: str


@dataclass(frozen=True, slots=True)
class ForEach:
    """Which items a requirement must hold for, one by one."""

    what: str
    about: bool
    test: Condition | None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One pair, lowered: an expression per side that is asked."""

    id: str
    text: Text
    sides: Mapping[str, Expression]
    for_each: ForEach | None
    mode: str
    ask: tuple[Text, ...]
    when: When | None = None

    @property
    def strength(self) -> str:
        """`weaker` where time order alone (`after`) stands for a link."""
        return "weaker" if any(leaf.after for tree in self.sides.values() for leaf in leaves(tree)) else "linked"


@dataclass(frozen=True, slots=True)
class Gate:
    """A way forward from `source` to `target` and the pairs it asks for.

    `needs` is set where the gate is plain (see `fold`): it passes when each of these masks has a bit that counts.
    It surely passes when all bits of `surely` count; -1 are more bits than there can be.
    """

    id: str
    title: str
    source: str
    target: str
    requirements: tuple[Requirement, ...]
    mode: str
    ask: tuple[Text, ...]
    mask: int
    when: When | None = None
    signals: Mapping[str, SignalDef] = field(default_factory=dict)
    waivers: WaiversDef | None = None
    needs: tuple[tuple[str, int], ...] | None = None
    surely: int = -1


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: `rank` is its order, `phase` the customer's phase it serves."""

    id: str
    title: str
    phase: str | None
    rank: int


@dataclass(frozen=True, slots=True)
class End:
    """Where a journey ends."""

    id: str
    kind: str
    title: str
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class Journey:
    """A graph of stages with gates, and the evidence types its items may have.

    `definition` is what its author wrote, with the titles of every language.
    `plain` holds the bits of plain leaves, `windows` for each `no-older-than` the bits that ask for it, `graded`
    for each grade and type the bits of the plain leaves that want this type and are content with this grade.
    """

    id: str
    title: str
    conversation: bool
    sides: tuple[str, ...]
    about: tuple[str, ...]
    stages: Mapping[str, Stage]
    ends: Mapping[str, End]
    gates: Mapping[str, Gate]
    types: Mapping[str, EvidenceDef]
    fields: Mapping[str, FieldDef]
    leaves: tuple[Leaf, ...]
    definition: JourneyFile
    private_to: tuple[str, ...] = ()
    asks_more: str = ""
    plain: int = 0
    windows: tuple[tuple[int, int], ...] = ()
    graded: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def start(self) -> str:
        """The first stage."""
        return next(iter(self.stages))

    def ways_out(self, place: str) -> list[Gate]:
        """The gates that lead out of a stage, in the author's order."""
        return [gate for gate in self.gates.values() if gate.source == place]

    def asks_of(self, side: str) -> bool:
        """Whether any gate asks that side for anything; a talk may be one side's alone."""
        return any(side in each.sides for gate in self.gates.values() for each in gate.requirements)

    def called(self, language: str = "en") -> str:
        """The title of the journey in that language; its id where it has none."""
        return say(self.definition.title, language, self.id)

    def title_of(self, place: str, language: str = "en") -> str:
        """The title of a stage or end in that language; the id where it has none."""
        found = self.definition.stages.get(place) or self.definition.ends.get(place)
        return say(found.title, language, place) if found else place

    def field_called(self, name: str, language: str = "en", *, what: str | None = None) -> str:
        """What a sentence calls a field of the subject, or of items of a type; its id where it has no short name."""
        fields = self.fields if what is None or what not in self.types else self.types[what].fields
        return say(fields[name].called, language, name) if name in fields else name

    def gate_title(self, gate: str, language: str = "en") -> str:
        """The title of a gate in that language; its id in words where it has none."""
        return _gate_title(gate, self.definition.gates[gate], language)


def types_of(framework: FrameworkFile, journey: JourneyFile) -> dict[str, EvidenceDef]:
    """The evidence types a journey may name: built in, the framework's, its own."""
    from gatecoach.definition import BUILT_IN  # noqa: PLC0415 - the models are for those who compile

    authored = {**framework.evidence, **journey.evidence}
    lists = framework.currency, framework.vocabulary, framework.activities
    return {**BUILT_IN, **{id_: each.meant(*lists) for id_, each in authored.items()}}


def fields_of(framework: FrameworkFile, journey: JourneyFile | None = None) -> dict[str, FieldDef]:
    """The fields of a subject that a condition may read: the framework's, and those of a journey."""
    authored = {**framework.fields, **(journey.fields if journey else {})}
    lists = framework.currency, framework.vocabulary, framework.activities
    return {id_: each.meant(*lists) for id_, each in authored.items()}


def lower(framework: FrameworkFile, definition: JourneyFile, predicates: Predicates = MappingProxyType({})) -> Journey:
    """The journey as clauses and a graph. The definition is free of lint errors."""
    types = types_of(framework, definition)
    fields = fields_of(framework, definition)
    numbers = _Numbers(types, fields, predicates)
    gates = {id_: _gate(id_, each, numbers) for id_, each in definition.gates.items()}
    plain = sum(leaf.bit for leaf in numbers.leaves if is_plain(leaf, types[leaf.what]))
    return Journey(
        id=definition.journey,
        title=say(definition.title, default=definition.journey),
        conversation=definition.kind == "conversation",
        sides=tuple(definition.sides),
        about=tuple(definition.about),
        stages={
            id_: Stage(id_, say(each.title, default=id_), each.phase, rank)
            for rank, (id_, each) in enumerate(definition.stages.items())
        },
        ends={
            id_: End(id_, each.kind, say(each.title, default=id_), each.needs) for id_, each in definition.ends.items()
        },
        gates={id_: _masked(each, plain, definition.sides[0]) for id_, each in gates.items()},
        types=types,
        fields=fields,
        leaves=tuple(numbers.leaves),
        definition=definition,
        private_to=tuple(definition.private_to),
        asks_more=definition.asks_more or "",
        plain=plain,
        windows=tuple(_windows(numbers.leaves)),
        graded={grade: _graded(numbers.leaves, plain, level) for level, grade in enumerate(GRADES)},
    )


def is_plain(leaf: Leaf, kind: EvidenceDef) -> bool:
    """Whether an item counts for the leaf or not by its own attributes alone."""
    asks = leaf.answers or leaf.after or leaf.test or leaf.outcomes or leaf.everyone or leaf.within is not None
    return not asks and all(field.optional for field in kind.fields.values())


def _masked(gate: Gate, plain: int, proving: str) -> Gate:
    """The gate with the masks that tell whether it passes, where masks can."""
    asked = needs(gate, plain, proving)
    if asked is None:
        return gate
    return replace(gate, needs=asked, surely=functools.reduce(int.__or__, (bits for _, bits in asked)))


def needs(gate: Gate, plain: int, proving: str) -> tuple[tuple[str, int], ...] | None:
    """What a plain gate waits for, by place; nothing where the gate is not plain."""
    enforced = [each for each in gate.requirements if each.mode == "enforce"]
    unproven = any(proving in each.sides for each in gate.requirements) and not any(
        proving in each.sides for each in enforced
    )
    if gate.when or unproven or any(each.when or each.for_each for each in enforced):
        return None
    asked = [(f"{each.id}.{side}", _masks(tree, plain)) for each in enforced for side, tree in each.sides.items()]
    if not asked or any(masks is None for _, masks in asked):
        return None
    return tuple((place, mask) for place, masks in asked for mask in masks or ())


def _masks(tree: Expression, plain: int) -> list[int] | None:
    """Masks of which each must have a bit that counts; nothing where that is not all the expression asks."""
    if isinstance(tree, Count):
        single = tree.at_least == 1 and tree.different is None and tree.mask & plain == tree.mask
        return [tree.mask] if single else None
    parts = [_masks(part, plain) for part in tree.parts]
    if any(part is None for part in parts):
        return None
    if isinstance(tree, All):
        return [mask for part in parts for mask in part or ()]
    alone = isinstance(tree, Any) and all(len(part or ()) == 1 for part in parts)
    return [functools.reduce(int.__or__, (part[0] for part in parts if part))] if alone else None


def _windows(found: Sequence[Leaf]) -> list[tuple[int, int]]:
    ages = sorted({leaf.no_older_than for leaf in found if leaf.no_older_than is not None})
    return [(age, sum(leaf.bit for leaf in found if leaf.no_older_than == age)) for age in ages]


def _graded(found: Sequence[Leaf], plain: int, level: int) -> dict[str, int]:
    bits: dict[str, int] = {}
    for leaf in found:
        if leaf.bit & plain and level >= leaf.grade:
            bits[leaf.what] = bits.get(leaf.what, 0) | leaf.bit
    return bits


class _Numbers:
    """Numbers the leaves of one journey while they are made: each gets the next bit."""

    def __init__(
        self, types: Mapping[str, EvidenceDef], fields: Mapping[str, FieldDef], predicates: Predicates
    ) -> None:
        self.types = types
        self.fields = fields
        self.predicates = predicates
        self.leaves: list[Leaf] = []

    def keep(self, leaf: Leaf) -> Leaf:
        self.leaves.append(leaf)
        return leaf

    def test(self, definition: ConditionDef | None, kind: EvidenceDef) -> Condition | None:
        return condition(definition, known_fields(kind), self.predicates)

    def when(self, definition: WhenDef | None, unknown: str) -> When | None:
        test = condition(definition, self.fields, self.predicates)
        return When(test, (definition and definition.if_unknown) or unknown) if test else None


def _gate_title(id_: str, definition: GateDef, language: str = "en") -> str:
    return say(definition.title, language, id_.replace("-", " "))


def _gate(id_: str, definition: GateDef, numbers: _Numbers) -> Gate:
    first = len(numbers.leaves)
    requirements = tuple(_requirement(name, each, numbers) for name, each in definition.requires.items())
    mask = (1 << len(numbers.leaves)) - (1 << first)
    title = _gate_title(id_, definition)
    ask = tuple(definition.ask)
    return Gate(
        id_, title, definition.from_, definition.to, requirements, definition.mode, ask, mask,
        when=numbers.when(definition.when, "block"), signals=definition.signals, waivers=definition.waivers,
    )  # fmt: skip


def _requirement(id_: str, definition: RequirementDef, numbers: _Numbers) -> Requirement:
    asked = {side: clause for side, clause in definition.sides().items() if not clause.none}
    sides = {side: expression(side, clause, numbers) for side, clause in asked.items()}
    joined = {side: _joined(side, each, sides, numbers) for side, each in sides.items()}
    for_each = definition.for_each and ForEach(
        definition.for_each.what,
        definition.for_each.in_ == "about",
        numbers.test(definition.for_each.with_, numbers.types[definition.for_each.what]),
    )
    when, ask = numbers.when(definition.when, "require"), tuple(definition.ask)
    return Requirement(id_, definition.say, joined, for_each or None, definition.mode, ask, when)


def _joined(side: str, tree: Expression, sides: Mapping[str, Expression], numbers: _Numbers) -> Expression:
    """The same expression where a leaf that answers a type of the other side points at that side's leaf bits."""
    others = [leaf for name, each in sides.items() if name != side for leaf in leaves(each)]

    def join(leaf: Leaf) -> Leaf:
        parents = sum(other.bit for other in others if other.what == leaf.answers)
        if not parents:
            return leaf
        known = replace(leaf, joined=True, parents=parents)
        numbers.leaves[leaf.bit.bit_length() - 1] = known
        return known

    named = {other.what for other in others}
    return _mapped(tree, join) if any(leaf.answers in named for leaf in leaves(tree)) else tree


def _mapped(tree: Expression, change: Anything) -> Expression:
    if isinstance(tree, Count):
        return replace(tree, leaves=tuple(change(leaf) for leaf in tree.leaves))
    return replace(tree, parts=tuple(_mapped(part, change) for part in tree.parts))


def expression(side: str, clause: ClauseDef, numbers: _Numbers) -> Expression:
    """A clause of one side as an expression; a list in `what` is one count over all its types."""
    if clause.all:
        return All(tuple(expression(side, part, numbers) for part in clause.all))
    if clause.any:
        parts = tuple(expression(side, part, numbers) for part in clause.any)
        return AtLeast(clause.at_least, parts) if clause.at_least else Any(parts)
    found = tuple(numbers.keep(_leaf(side, what, clause, numbers)) for what in clause.what)
    apart = clause.from_different
    told = [numbers.types[what].fields[apart].called for what in clause.what if apart in numbers.types[what].fields]
    called = next(filter(None, told), None)
    return Count(found, clause.at_least or 1, apart, sum(leaf.bit for leaf in found), called)


def _leaf(side: str, what: str, clause: ClauseDef, numbers: _Numbers) -> Leaf:
    kind = numbers.types[what]
    everyone = "everyone" in clause.by
    return Leaf(
        what=what,
        side=side,
        by=frozenset(kind.by if everyone or not clause.by else clause.by),
        everyone=everyone,
        told_by=frozenset(clause.told_by or kind.told_by),
        answers=clause.answers or kind.answers,
        after=clause.after,
        within=_least(clause.within, kind.within),
        no_older_than=_least(clause.no_older_than, kind.no_older_than),
        grade=_grade(side, clause, kind),
        channels=frozenset(kind.seen_in),
        test=numbers.test(clause.with_, kind),
        outcomes=kind.outcomes is not None,
        bit=1 << len(numbers.leaves),
    )


def _least(*values: int | None) -> int | None:
    known = [value for value in values if value is not None]
    return min(known) if known else None


def _grade(side: str, clause: ClauseDef, kind: EvidenceDef) -> int:
    """The higher of what the clause and the type ask; by default the customer's side must be observed."""
    usual = kind.grade or ("observed" if side == "customer" else "asserted")
    return max(GRADES.index(usual), GRADES.index(clause.grade or "asserted"))


def condition(
    definition: ConditionDef | None, fields: Mapping[str, FieldDef], predicates: Predicates
) -> Condition | None:
    """An authored condition with its operands as the types of the fields it reads."""
    if definition is None:
        return None
    parts: list[Condition] = [
        Check(name, operator, _compared(value, name, operator, fields, predicates), fields[name].called)
        for name, test in definition.fields.items()
        for operator, value in written_operators(test)
    ]
    parts += [part for each in definition.all if (part := condition(each, fields, predicates))]
    if definition.any:
        parts.append(Either(tuple(part for each in definition.any if (part := condition(each, fields, predicates)))))
    return parts[0] if len(parts) == 1 else Every(tuple(parts))


def _compared(
    value: object, name: str, operator: str, fields: Mapping[str, FieldDef], predicates: Predicates
) -> object:
    """What a field is compared with: a value of its type, or another field."""
    return against(value, name, operator, fields) or operand(value, fields[name], operator, predicates)


def written_operators(test: Anything) -> Sequence[tuple[str, Anything]]:
    """The operators an author really wrote in one test, in the language's order."""
    named = test.model_dump(by_alias=True, exclude_unset=True)
    return [(operator, named[operator]) for operator in OPERATORS if operator in named]


def known_fields(kind: EvidenceDef) -> dict[str, FieldDef]:
    """A type's fields; `outcome` is built in where the type has outcomes."""
    from gatecoach.definition import FieldDef  # noqa: PLC0415 - same

    if kind.outcomes is None:
        return dict(kind.fields)
    return {**kind.fields, OUTCOME: FieldDef(type="choice", of=[*kind.outcomes.for_, *kind.outcomes.against])}

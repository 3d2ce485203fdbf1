"""Whether a word may be said now: the talk's list is closed, and everybody speaks for themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gatecoach.clause import Leaf, leaves
from gatecoach.coaching.steps import Progress, moment_of
from gatecoach.condition import other_currency, typed
from gatecoach.definition.plain import GATE_BLOCKED
from gatecoach.errors import Reason, UsageError, did_you_mean
from gatecoach.facts import Evidence, Person
from gatecoach.gate import stands
from gatecoach.lower import Gate, Journey
from gatecoach.resolve import World, resolve
from gatecoach.rows import Row
from gatecoach.subject import Subject

if TYPE_CHECKING:
    from gatecoach.definition import EvidenceDef


def admit(subject: Subject, progress: Progress, written: Mapping[str, Any]) -> Evidence | Reason:
    """The item as it may be recorded, or why not (S05, S07: order, own words, own name).

    Raises:
        UsageError: an evidence type or a field that does not exist.
    """
    what, journey = written["what"], subject.course
    kind = journey.types.get(what)
    if kind is None:
        raise UsageError("unknown-evidence", f'there is no evidence "{what}"', help=did_you_mean(what, journey.types))
    for name in written["fields"]:
        if name not in kind.fields:
            raise UsageError("unknown-field", f'"{what}" has no field "{name}"', help=did_you_mean(name, kind.fields))
    refusal = _place(journey, progress, what) or _people(subject, kind, written) or _content(kind, written)
    if refusal:
        return refusal
    linked = _linked(subject, progress, kind, written)
    return linked if isinstance(linked, Reason) else Evidence(**{**written, "answers": linked})


def _place(journey: Journey, progress: Progress, what: str) -> Reason | None:
    """What no gate out of this step names, nor directly answers, is not asked now."""
    step = progress.step
    if what == GATE_BLOCKED:
        return Reason("not-asked-here", what, {"what": what, "step": journey.title_of(step)})
    if is_asked(journey, progress, what):
        return None
    later = any(what in named(journey, gate) for gate in further(journey, step))
    code = "too-early" if later else "not-asked-here"
    return Reason(code, what, {"what": what, "step": journey.title_of(step), "gates": _asked_now(journey, progress)})


def is_asked(journey: Journey, progress: Progress, what: str) -> bool:
    """Whether a gate out of this step names it, or names what answers it and no later gate asks for it.

    What a later step asks for is not made up here only to be answered: a promise that was missed is an earlier one.
    """
    ways = journey.ways_out(progress.step)
    if what == GATE_BLOCKED:
        return False  # only the opening of a talk records it
    if any(what in _asks(gate) for gate in ways):
        return True
    later = any(what in _asks(gate) for gate in further(journey, progress.step))
    return not later and any(what in named(journey, gate) for gate in ways)


def further(journey: Journey, step: str) -> list[Gate]:
    """The gates that can only be met further on: those that lead on from where the ways out of the step lead."""
    places, found = [each.target for each in journey.ways_out(step)], dict[str, Gate]()
    while places:
        ways = [each for each in journey.ways_out(places.pop()) if each.id not in found]
        found |= {each.id: each for each in ways}
        places += [each.target for each in ways]
    return [*found.values()]


def _asked_now(journey: Journey, progress: Progress) -> list[str]:
    every = {what for gate in journey.ways_out(progress.step) for what in named(journey, gate)}
    return sorted(what for what in every if is_asked(journey, progress, what))


def named(journey: Journey, gate: Gate) -> set[str]:
    """The types a gate names, and those that a type it names directly answers.

    Not what it goes through in the subject that the talk is about: that is there, or it is not.
    """
    answered = {
        leaf.answers
        for each in gate.requirements
        for tree in each.sides.values()
        for leaf in leaves(tree)
        if leaf.answers and not (each.for_each and each.for_each.about and each.for_each.what == leaf.answers)
    }
    return _asks(gate) | answered & set(journey.types)


def _asks(gate: Gate) -> set[str]:
    return {leaf.what for leaf in gate_leaves(gate)}


def gate_leaves(gate: Gate) -> Iterator[Leaf]:
    """Every leaf of a gate."""
    return (leaf for each in gate.requirements for tree in each.sides.values() for leaf in leaves(tree))


def _people(subject: Subject, kind: EvidenceDef, written: Mapping[str, Any]) -> Reason | None:
    what, by = written["what"], written["by"]
    person = subject.person(by)
    if person is None:
        takers = [each.id for each in subject.people]
        return Reason("uninvited", what, {"who": by, "hint": did_you_mean(by, takers)})
    if person.side not in kind.side:
        return Reason("wrong-side", what, {"who": by, "side": " or ".join(kind.side), "what": what})
    return _teller(subject, kind, written, person)


def _teller(subject: Subject, kind: EvidenceDef, written: Mapping[str, Any], person: Person) -> Reason | None:
    teller = subject.person(written["told_by"])
    held = {teller.side, *(each.role for each in teller.roles)} if teller else set()
    if bool(held & set(kind.told_by)) if kind.told_by else written["told_by"] == person.id:
        return None
    params = {"who": person.id, "told": written["told_by"], "what": written["what"]}
    return Reason("wrong-teller", written["what"], params)


def _content(kind: EvidenceDef, written: Mapping[str, Any]) -> Reason | None:
    fields = written["fields"]
    read = {name: typed(_plain(fields.get(name)), each) for name, each in kind.fields.items()}
    unread = [(name, each) for name, each in kind.fields.items() if read[name] is None]
    asked = [(name, each) for name, each in unread if name in fields or not each.optional]
    bad = [name for name, each in asked if not other_currency(fields.get(name), each)]
    return Reason("incomplete", written["what"], {"what": written["what"], "fields": bad}) if bad else None


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, float) else value


def _linked(
    subject: Subject, progress: Progress, kind: EvidenceDef, written: Mapping[str, Any]
) -> tuple[str, ...] | Reason:
    """The links as given, or the only item it can answer; also one of what the talk is about."""
    what, answers = written["what"], tuple(written["answers"])
    if not answers and kind.answers is None:
        return ()
    world = resolve(subject, moment_of(subject, written["at"], progress.latest))
    items = [row.fact.id for row in answerable(world, kind.answers or "")]
    if not answers and len(items) != 1:
        code = "answers-what" if items else "nothing-to-answer"
        return Reason(code, what, {"what": what, "answers": kind.answers, "items": items})
    return _lost(world, what, answers) or answers or tuple(items)


def _lost(world: World, what: str, links: Sequence[str]) -> Reason | None:
    """A link that leads nowhere, or to items of several subjects or sources."""
    lost = next((id_ for id_ in links if world.index.find(id_, "") is None), None)
    if lost is None:
        return None
    if lost in world.index.by_id:
        return Reason("ambiguous-link", what, {"item": what, "answers": lost})
    return Reason("not-linked", what, {"what": what, "answers": lost})


def answerable(world: World, what: str) -> list[Row]:
    """The items of a type that a word can answer: they count for something, and their bare id means them."""
    items = [row for row in world.rows if row.fact.what == what and stands(world, row)]
    return [row for row in items if world.index.find(row.fact.id, "") is row]

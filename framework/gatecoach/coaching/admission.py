"""Whether a word may be said now: the talk's list is closed, and everybody speaks for themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gatecoach.clause import Leaf, leaves
from gatecoach.coaching.steps import Progress
from gatecoach.condition import typed
from gatecoach.definition import GATE_BLOCKED, EvidenceDef
from gatecoach.errors import Reason, UsageError, did_you_mean
from gatecoach.facts import Evidence, Person
from gatecoach.lower import Gate, Journey
from gatecoach.subject import Subject


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
    linked = _linked(subject, kind, written)
    return linked if isinstance(linked, Reason) else Evidence(**{**written, "answers": linked})


def _place(journey: Journey, progress: Progress, what: str) -> Reason | None:
    """What no gate out of this step names, nor directly answers, is not asked now."""
    step = progress.step
    if what == GATE_BLOCKED:
        return Reason("not-asked-here", what, {"what": what, "step": journey.title_of(step)})
    if any(what in named(journey, gate) for gate in journey.ways_out(step)):
        return None
    later = any(what in named(journey, gate) for gate in journey.gates.values() if _is_later(progress, gate))
    code = "too-early" if later else "not-asked-here"
    return Reason(code, what, {"what": what, "step": journey.title_of(step), "gates": _asked_now(journey, step)})


def _is_later(progress: Progress, gate: Gate) -> bool:
    return gate.id not in progress.passed and gate.source != progress.step


def _asked_now(journey: Journey, step: str) -> list[str]:
    return sorted({what for gate in journey.ways_out(step) for what in named(journey, gate) if what != GATE_BLOCKED})


def named(journey: Journey, gate: Gate) -> set[str]:
    """The types a gate names, and those that a type it names directly answers."""
    direct = {leaf.what for leaf in gate_leaves(gate)}
    return direct | {leaf.answers for leaf in gate_leaves(gate) if leaf.answers} & set(journey.types)


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
    bad = [name for name, each in kind.fields.items() if read[name] is None and (name in fields or not each.optional)]
    return Reason("incomplete", written["what"], {"what": written["what"], "fields": bad}) if bad else None


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, float) else value


def _linked(subject: Subject, kind: EvidenceDef, written: Mapping[str, Any]) -> tuple[str, ...] | Reason:
    """The links as given, or the only item it can answer; also one of what the talk is about."""
    facts = [*subject.facts, *(fact for each in subject.about for fact in each.facts)]
    what, items = written["what"], [each for each in facts if isinstance(each, Evidence)]
    lost = [id_ for id_ in written["answers"] if id_ not in {each.id for each in items}]
    if lost:
        return Reason("not-linked", what, {"answers": lost[0], "what": what})
    if written["answers"] or kind.answers is None:
        return tuple(written["answers"])
    found = [each.id for each in items if each.what == kind.answers]
    if len(found) == 1:
        return tuple(found)
    code = "answers-what" if found else "nothing-to-answer"
    return Reason(code, what, {"what": what, "answers": kind.answers, "items": found})

"""Whether a word may be said now: the talk's list is closed, and everybody speaks for themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gatecoach.clause import Leaf, leaves
from gatecoach.coaching.steps import Progress
from gatecoach.condition import other_currency, typed
from gatecoach.definition import GATE_BLOCKED, EvidenceDef
from gatecoach.errors import Reason, UsageError, did_you_mean
from gatecoach.facts import Evidence, Person, Revocation
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
    if is_asked(journey, progress, what):
        return None
    later = any(what in named(journey, gate) for gate in journey.gates.values() if _is_later(progress, gate))
    code = "too-early" if later else "not-asked-here"
    return Reason(code, what, {"what": what, "step": journey.title_of(step), "gates": _asked_now(journey, progress)})


def is_asked(journey: Journey, progress: Progress, what: str) -> bool:
    """Whether a gate out of this step names it, or names what answers it and no later gate asks for it.

    What a later step asks for is not made up here only to be answered: a promise that was missed is an earlier one.
    """
    ways = journey.ways_out(progress.step)
    if any(what in _asks(gate) for gate in ways):
        return True
    later = any(what in _asks(gate) for gate in journey.gates.values() if _is_later(progress, gate))
    return not later and any(what in named(journey, gate) for gate in ways)


def _is_later(progress: Progress, gate: Gate) -> bool:
    return gate.id not in progress.passed and gate.source != progress.step


def _asked_now(journey: Journey, progress: Progress) -> list[str]:
    every = {what for gate in journey.ways_out(progress.step) for what in named(journey, gate)}
    return sorted(what for what in every if what != GATE_BLOCKED and is_asked(journey, progress, what))


def named(journey: Journey, gate: Gate) -> set[str]:
    """The types a gate names, and those that a type it names directly answers."""
    return _asks(gate) | {leaf.answers for leaf in gate_leaves(gate) if leaf.answers} & set(journey.types)


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


def _linked(subject: Subject, kind: EvidenceDef, written: Mapping[str, Any]) -> tuple[str, ...] | Reason:
    """The links as given, or the only item it can answer; also one of what the talk is about."""
    if written["answers"] or kind.answers is None:
        return _known_links(subject, written) or tuple(written["answers"])
    taken_back = {each.revokes for each in subject.facts if isinstance(each, Revocation)}
    facts = [*subject.facts, *(fact for each in subject.about for fact in each.facts)]
    items = [each for each in facts if isinstance(each, Evidence) and each.what == kind.answers]
    found = [each.id for each in items if each.id not in taken_back]
    if len(found) == 1:
        return tuple(found)
    code = "answers-what" if found else "nothing-to-answer"
    return Reason(code, written["what"], {"what": written["what"], "answers": kind.answers, "items": found})


def _known_links(subject: Subject, written: Mapping[str, Any]) -> Reason | None:
    """A link that leads nowhere, or to items of several subjects or sources."""
    what, own = written["what"], {each.id for each in subject.facts if isinstance(each, Evidence)}
    for id_ in written["answers"]:
        meant = {
            (number, each.source)
            for number, about in enumerate(subject.about)
            for each in about.facts
            if isinstance(each, Evidence) and each.id == id_
        }
        if id_ not in own and len(meant) > 1:
            return Reason("ambiguous-link", what, {"item": what, "answers": id_})
        if id_ not in own and not meant:
            return Reason("not-linked", what, {"answers": id_, "what": what})
    return None

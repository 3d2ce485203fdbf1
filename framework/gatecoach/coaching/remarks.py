"""Remarks on what a talk asks or holds: a requirement waived, an item read, a word taken back.

Each is kept only if it holds at once; otherwise the person is told why. What names nothing at all is the
caller's mistake.
"""

from __future__ import annotations

from gatecoach.coaching.admission import further
from gatecoach.coaching.events import Said
from gatecoach.coaching.steps import Progress, void_now
from gatecoach.definition.plain import GATE_BLOCKED
from gatecoach.errors import Reason, UsageError, did_you_mean
from gatecoach.facts import Evidence, Revocation, Statement, Waiver
from gatecoach.lower import Gate, Journey
from gatecoach.subject import Subject


def waived_gate(journey: Journey, requirement: str) -> Gate:
    """The gate of a requirement that is named as `gate.requirement`.

    Raises:
        UsageError: there is no such requirement, with the nearest name.
    """
    gates = {f"{gate.id}.{each.id}": gate for gate in journey.gates.values() for each in gate.requirements}
    if requirement not in gates:
        words = f'there is no requirement "{requirement}" in this talk'
        hint = did_you_mean(requirement, gates)
        raise UsageError("unknown-requirement", words, help=hint or "Write it as gate.requirement.")
    return gates[requirement]


def refused_waiver(subject: Subject, progress: Progress, waiver: Waiver) -> Reason | None:
    """Why a waiver would not hold now: whoever gives it, how long, what for, and when its gate does not lie ahead."""
    gate = waived_gate(subject.course, waiver.requirement)
    if gate.source != progress.step and gate not in further(subject.course, progress.step):
        step = subject.course.title_of(progress.step)
        return Reason("not-asked-here", waiver.requirement, {"what": waiver.requirement, "step": step})
    code = void_now(progress, subject, gate, waiver)
    if not code:
        return None
    params = {"waiver": waiver.id, "by": waiver.by, "until": waiver.until.isoformat()}
    return Reason(code, waiver.requirement, {**params, "requirement": waiver.requirement})


def known_outcome(journey: Journey, what: str, outcome: str) -> None:
    """Nothing, when evidence of that type may be read so.

    Raises:
        UsageError: it has no outcomes, or others, with the nearest one.
    """
    outcomes = outcomes_of(journey, what)
    if not outcomes:
        words = f'"{what}" has no outcomes, so it is not read'
        raise UsageError("no-outcomes", words, help="Leave the outcome out, or declare `outcomes:` for it.")
    if outcome not in outcomes:
        words = f'"{what}" is not read as "{outcome}"'
        raise UsageError("unknown-outcome", words, help=did_you_mean(outcome, outcomes))


def outcomes_of(journey: Journey, what: str) -> tuple[str, ...]:
    """How evidence of a type may be read: what agrees, then what opposes."""
    kind = journey.types.get(what)
    return (*kind.outcomes.for_, *kind.outcomes.against) if kind and kind.outcomes else ()


def refused_reading(subject: Subject, statement: Statement) -> Reason | None:
    """Why a reading is not kept: it is a stranger's, or quotes what was not said.

    Raises:
        UsageError: there is no such item, or it is not read so.
    """
    item = _own(subject, statement.about)
    if not isinstance(item, Evidence):
        words = f'"{statement.about}" is no word that could be read'
        raise UsageError("unknown-item", words, help="Name a recorded item of this talk.")
    known_outcome(subject.course, item.what or "", statement.outcome)
    reader, readers = subject.person(statement.by), subject.course.types[item.what or ""].private_to
    if reader is None:
        return _uninvited(subject, statement.about, statement.by)
    if readers and reader.side not in readers:
        params = {"who": reader.id, "side": " or ".join(readers), "what": statement.about}
        return Reason("wrong-side", statement.about, params)
    if not statement.stands_in(item.text):
        return Reason("not-quoted", statement.about, {"who": item.by, "quote": statement.quote})
    return None


def refused_revocation(subject: Subject, progress: Progress, revocation: Revocation) -> Reason | None:
    """Why a word is not taken back: it is somebody else's, the engine's own, or taken back already.

    Raises:
        UsageError: there is no such item or waiver.
    """
    place = revocation.revokes
    taken = _own(subject, place)
    if isinstance(taken, Statement | Revocation):
        words = f'"{place}" is neither an item nor a waiver'
        raise UsageError("not-revocable", words, help="Only these are taken back; an item may be read once more.")
    if isinstance(taken, Evidence) and taken.what == GATE_BLOCKED:
        step = subject.course.title_of(progress.step)
        return Reason("not-asked-here", place, {"what": GATE_BLOCKED, "step": step})
    actor, owner = subject.person(revocation.by), subject.person(taken.by)
    if actor is None:
        return _uninvited(subject, place, revocation.by)
    if owner is not None and actor.side != owner.side:
        return Reason("wrong-side", place, {"who": actor.id, "side": owner.side, "what": place})
    if any(isinstance(each, Revocation) and each.revokes == place for each in subject.facts):
        return Reason("revoked", place, {"who": taken.by})
    return None


def _own(subject: Subject, id_: str) -> Said:
    """The fact of the talk itself that has this id.

    Raises:
        UsageError: there is none, with the nearest one; what a talk is about it only reads.
    """
    own = {each.id: each for each in subject.facts if isinstance(each, Said)}
    if id_ in own:
        return own[id_]
    read = any(id_ == getattr(each, "id", "") for about in subject.about for each in about.facts)
    words = f'there is no item "{id_}" in this talk'
    hint = "It belongs to what the talk is about, and a talk writes only its own." if read else ""
    raise UsageError("unknown-item", words, help=hint or did_you_mean(id_, own))


def _uninvited(subject: Subject, place: str, who: str) -> Reason:
    hint = did_you_mean(who, [each.id for each in subject.people])
    return Reason("uninvited", place, {"who": who, "hint": hint})

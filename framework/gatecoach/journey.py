"""Where a subject stands: its gates decided, its stage verified by a walk through the machine, its gap."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gatecoach.blocks import mark
from gatecoach.decision import Decision, Task, decision_of
from gatecoach.errors import GatecoachError, Reason
from gatecoach.facts import Claim
from gatecoach.gate import Verdict, judge
from gatecoach.lower import Gate, Journey
from gatecoach.machine import Traveller, walk
from gatecoach.resolve import World, resolve
from gatecoach.subject import Subject
from gatecoach.time import Span, span

When = dt.datetime | dt.date


class Distance(enum.StrEnum):
    """A gap that is no number: never mistake it for none."""

    UNKNOWN = "unknown"
    OFF_PATH = "off-path"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Standing:
    """Claimed against verified.

    `gap` counts the gates from verified to claimed, or says why it cannot. `decisions` holds every gate,
    `blocked` the gates to work on now, `ahead` those that pass beyond one that does not.
    """

    subject: Subject
    at: When
    claimed: str | None
    verified: str
    gap: int | Distance
    ended: bool
    decisions: Mapping[str, Decision]
    blocked: tuple[str, ...]
    ahead: tuple[str, ...]
    findings: tuple[Reason, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What is asked but stops nothing, of the gates behind and of those to work on now."""
        near = [each for each in self.decisions.values() if each.opens or each.gate in self.blocked]
        return tuple(task for each in near for task in each.tasks)

    def as_dict(self) -> dict[str, object]:
        """The standing for a machine."""
        return {
            "subject": self.subject.id,
            "at": self.at.isoformat(),
            "claimed": self.claimed,
            "verified": self.verified,
            "gap": str(self.gap) if isinstance(self.gap, Distance) else self.gap,
            "ended": self.ended,
            "blocked": list(self.blocked),
            "ahead": list(self.ahead),
            "findings": [each.as_dict() for each in self.findings],
            "decisions": {name: each.as_dict() for name, each in self.decisions.items()},
        }


def world_of(subject: Subject, at: Span, entered: Mapping[str, int] | None = None) -> World:
    """Everything about a subject at a moment, resolved and masked."""
    world = resolve(subject, at, entered)
    mark(world)
    return world


def decide_subject(subject: Subject, gate: str, at: When) -> Decision:
    """Whether the gate passes for the subject at that moment. Total: a refusal is an answer, never an error.

    Raises:
        UsageError: an unknown gate, or a time without a zone.
    """
    found = subject.framework.gate(subject.journey, gate)
    world = world_of(subject, subject.framework.judged_at(at))
    verdict = judge(world, found)
    carried = not verdict.passes and verdict.carriable and _carried(world, found)
    return decision_of(world, verdict, at, carried=carried)


def _carried(world: World, gate: Gate) -> bool:
    return any(judge(world, each).passes for each in _beyond(world.journey, gate))


def _beyond(journey: Journey, gate: Gate) -> list[Gate]:
    """The gates that can only be met further on."""
    places, found = [gate.target], []
    while places:
        ways = [each for each in journey.ways_out(places.pop()) if each not in found]
        found += ways
        places += [each.target for each in ways]
    return found


def standing(subject: Subject, at: When) -> Standing:
    """Where the subject stands at that moment: claimed, verified, gap, and every gate's decision.

    Raises:
        UsageError: a time without a zone.
    """
    moment = subject.framework.judged_at(at)
    claim = _claim(subject, moment)
    claimed = claim.stage if claim else None
    journey = subject.course
    ended = claimed in journey.ends
    if claim and ended and claim.at is not None:
        moment = min(moment, subject.framework.judged_at(claim.at))
    decisions = _decisions(subject, moment, at)
    reached = _walked(subject, decisions)
    verified = _farthest(journey, reached, claimed)
    return Standing(
        subject=subject,
        at=at,
        claimed=claimed,
        verified=verified,
        gap=_gap(journey, verified, claimed),
        ended=ended or verified in journey.ends,
        decisions=decisions,
        blocked=_blocked(journey, decisions, verified, claimed),
        ahead=_ahead(journey, decisions, reached),
        findings=_findings(subject, claimed),
    )


def standings(subjects: Iterable[Subject], at: When) -> Iterator[Standing | GatecoachError]:
    """Each subject's standing in turn; one that cannot be judged yields its error, the others go on."""
    for each in subjects:
        try:
            yield standing(each, at)
        except GatecoachError as error:
            yield error


def _decisions(subject: Subject, moment: Span, at: When) -> dict[str, Decision]:
    world = world_of(subject, moment)
    verdicts = {name: judge(world, gate) for name, gate in subject.course.gates.items()}
    return {
        name: decision_of(world, verdict, at, carried=_is_carried(subject.course, verdict, verdicts))
        for name, verdict in verdicts.items()
    }


def _is_carried(journey: Journey, verdict: Verdict, verdicts: Mapping[str, Verdict]) -> bool:
    if verdict.passes or not verdict.carriable:
        return False
    return any(verdicts[each.id].passes for each in _beyond(journey, verdict.gate))


def _walked(subject: Subject, decisions: Mapping[str, Decision]) -> list[str]:
    """Every place the machine lets the subject reach from the start."""
    traveller = Traveller(subject.course.start, subject.digest, subject.framework.hash)
    return list(walk(subject.framework.machines[subject.journey], traveller, list(decisions.values())))


def _farthest(journey: Journey, reached: list[str], claimed: str | None) -> str:
    """The farthest place reached; on several branches the one that leads to the claim, else the highest rank."""
    tips = [place for place in reached if not any(each.target in reached for each in journey.ways_out(place))]
    if claimed in reached:
        tips = [tip for tip in tips if path(journey, claimed or "", tip) is not None] or tips
    else:
        tips = [tip for tip in tips if claimed and path(journey, tip, claimed) is not None] or tips
    return max(tips, key=lambda place: journey.stages[place].rank if place in journey.stages else len(journey.stages))


def path(journey: Journey, source: str, target: str) -> list[Gate] | None:
    """The gates on the shortest way from one place to another; nothing where there is none."""
    ways: dict[str, list[Gate]] = {source: []}
    queue = [source]
    while queue:
        here = queue.pop(0)
        for gate in journey.ways_out(here):
            if gate.target not in ways:
                ways[gate.target] = [*ways[here], gate]
                queue.append(gate.target)
    return ways.get(target)


def _gap(journey: Journey, verified: str, claimed: str | None) -> int | Distance:
    if claimed is None or claimed not in {**journey.stages, **journey.ends}:
        return Distance.UNKNOWN
    way = path(journey, verified, claimed)
    if way is not None:
        return len(way)
    return Distance.BEHIND if path(journey, claimed, verified) is not None else Distance.OFF_PATH


def _blocked(
    journey: Journey, decisions: Mapping[str, Decision], verified: str, claimed: str | None
) -> tuple[str, ...]:
    """The gates from verified up to claimed that do not open; at least the next ones."""
    way = path(journey, verified, claimed) if claimed else None
    near = way or journey.ways_out(verified)
    return tuple(gate.id for gate in near if not decisions[gate.id].opens)


def _ahead(journey: Journey, decisions: Mapping[str, Decision], reached: list[str]) -> tuple[str, ...]:
    return tuple(gate.id for gate in journey.gates.values() if decisions[gate.id].passes and gate.source not in reached)


def _claim(subject: Subject, moment: Span) -> Claim | None:
    """The newest claim known at that moment; `claimed=` is one that was always known."""
    zone = subject.framework.time_zone
    always = [Claim(stage=subject.claimed)] if subject.claimed is not None else []
    dated = sorted((each for each in subject.facts if isinstance(each, Claim)), key=Claim.model_dump_json)
    made = [(span(each.at, zone).start if each.at is not None else 0, each) for each in [*always, *dated]]
    valid = [(start, each) for start, each in made if start <= moment.end]
    return max(valid, key=lambda pair: pair[0])[1] if valid else None


def _findings(subject: Subject, claimed: str | None) -> tuple[Reason, ...]:
    known = {**subject.course.stages, **subject.course.ends}
    if claimed is not None and claimed not in known:
        return (Reason("unknown-stage", claimed, {"stage": claimed, "hint": f"known: {', '.join(known)}"}),)
    return ()

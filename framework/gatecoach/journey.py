"""Where a subject stands: its gates decided, its stage verified by a walk through the machine, its gap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import NamedTuple

from gatecoach.blocks import mark
from gatecoach.decision import Decision, Details, Source, Task, decision_of, details
from gatecoach.definition.plain import say
from gatecoach.errors import GatecoachError, Reason
from gatecoach.facts import Claim
from gatecoach.fold import fold
from gatecoach.gate import Verdict, in_force, judge
from gatecoach.links import HOPS, too_far
from gatecoach.lower import Gate, Journey
from gatecoach.machine import Permit, Traveller, walk
from gatecoach.resolve import World, resolve
from gatecoach.signals import Signal, signals
from gatecoach.subject import Subject
from gatecoach.time import Span, span
from gatecoach.ways import Distance, beyond, blocked_gates, farthest, gap_between, gates_ahead, kept_to_path

When = dt.datetime | dt.date


@dataclass(frozen=True, slots=True)
class Bare:
    """Where the subject would stand if nothing were waived."""

    verified: str
    gap: int | Distance


@dataclass(frozen=True, slots=True)
class Standing:
    """Claimed against verified.

    `gap` counts the gates from verified to claimed, or says why it cannot. `decisions` holds every gate,
    `blocked` the gates to work on now, `ahead` those that pass beyond one that does not. `ended` means that an
    end is claimed; `may_end` that the last gate passes and nobody has recorded it yet.
    """

    subject: Subject
    at: When
    claimed: str | None
    verified: str
    gap: int | Distance
    without_waivers: Bare
    ended: bool
    may_end: bool
    signals: tuple[Signal, ...]
    decisions: Mapping[str, Decision]
    blocked: tuple[str, ...]
    ahead: tuple[str, ...]
    use_cases: tuple[str, ...]
    findings: tuple[Reason, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What is asked but stops nothing, of the gates behind and of those to work on now."""
        near = [each for each in self.decisions.values() if each.opens or each.gate in self.blocked]
        return tuple(task for each in near for task in each.tasks)

    def in_language(self, language: str) -> Standing:
        """The same standing with its texts in that language: of decisions, tasks, signs and what was found."""
        course = self.subject.course
        signs = [(each, course.gates[each.gate].signals[each.id].say) for each in self.signals]
        return replace(
            self,
            signals=tuple(replace(each, say=say(text, language)) for each, text in signs),
            decisions={name: each.in_language(language) for name, each in self.decisions.items()},
            findings=tuple(_in_language(each, course, language) for each in self.findings),
        )

    @property
    def refusals(self) -> tuple[Decision, ...]:
        """The gates of mode enforce between verified and claimed that do not open: why a host refuses the claim.

        Empty where the claim stands, and where no way leads to it (see `gap`).
        """
        ahead = isinstance(self.gap, int) and self.gap > 0
        near = [self.decisions[name] for name in self.blocked] if ahead else []
        return tuple(each for each in near if not each.allows_move)

    def as_dict(self) -> dict[str, object]:
        """The standing for a machine."""
        return {
            "subject": self.subject.id,
            "at": self.at.isoformat(),
            "claimed": self.claimed,
            "verified": self.verified,
            "gap": _plain_gap(self.gap),
            "without-waivers": {"verified": self.without_waivers.verified, "gap": _plain_gap(self.without_waivers.gap)},
            "ended": self.ended,
            "may-end": self.may_end,
            "signals": [asdict(each) for each in self.signals],
            "blocked": list(self.blocked),
            "ahead": list(self.ahead),
            "use-cases": list(self.use_cases),
            "findings": [each.as_dict() for each in self.findings],
            "decisions": {name: each.as_dict() for name, each in self.decisions.items()},
        }


def _in_language(finding: Reason, course: Journey, language: str) -> Reason:
    """A finding with the title of the end it names in that language."""
    named = finding.code == "end-needs-field"
    return (
        replace(finding, params={**finding.params, "end": course.title_of(finding.place, language)})
        if named
        else finding
    )


def _plain_gap(gap: int | Distance) -> int | str:
    return str(gap) if isinstance(gap, Distance) else gap


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
    framework = subject.framework
    found = subject.course.gates.get(gate) or framework.gate(subject.journey, gate)
    moment = framework.judged_at(at)
    if subject.claims:
        moment = _ending(subject, moment)[0]
    return (found.needs and _quick(subject, found, moment, at)) or _in_full(subject, found, moment, at)


def _quick(subject: Subject, gate: Gate, moment: Span, at: When) -> Decision | None:
    """The decision about a plain gate from the subject's fold; nothing where only the full judgement can tell."""
    known = fold(subject, moment)
    if known is None:
        return None
    _, _, mask, mask0 = known
    open_ = _open(gate, mask) if gate.surely & ~mask else ()
    if open_ and all([mask0 & bits for _, bits in gate.needs or ()]):  # noqa: C419 - quicker on these few
        return None  # only windows ended: it may be carried
    return Decision.of((subject, gate, at, True, (), not open_, moment), _expanded, open_, not open_)


def _open(gate: Gate, mask: int) -> tuple[str, ...]:
    """The places a plain gate waits for where these bits count."""
    return tuple(dict.fromkeys([place for place, bits in gate.needs or () if not mask & bits]))


def _expanded(source: Source) -> Details:
    """What the full judgement says of a gate that is not carried."""
    subject, gate, *_, moment = source
    world = world_of(subject, moment)
    return details(world, judge(world, gate), carried=False)


def _in_full(subject: Subject, found: Gate, moment: Span, at: When) -> Decision:
    world = world_of(subject, moment)
    verdict = judge(world, found)
    may_be_carried = verdict.carriable or verdict.bare_carriable
    beyond = [judge(world, each) for each in _beyond(world, found)] if may_be_carried else []
    return _decided(world, verdict, beyond, at)


def _decided(world: World, verdict: Verdict, beyond: Iterable[Verdict], at: When) -> Decision:
    """The decision for a verdict, carried where a gate further on this path passes today."""
    ways = [each for each in beyond if each.on_path]
    carried = not verdict.passes and verdict.carriable and any(each.passes for each in ways)
    bare = verdict.bare or (verdict.bare_carriable and any(each.bare for each in ways))
    return decision_of(world, verdict, at, carried=carried, bare=bare)


def _beyond(world: World, gate: Gate) -> list[Gate]:
    return beyond(world.journey, gate, lambda each: in_force(world, each.when) is not False)


def standing(subject: Subject, at: When) -> Standing:
    """Where the subject stands at that moment: claimed, verified, gap, and every gate's decision.

    Raises:
        UsageError: a time without a zone.
    """
    moment = subject.framework.judged_at(at)
    moment, claim = _ending(subject, moment)
    claimed = claim.stage if claim else None
    journey = subject.course
    ended = claimed in journey.ends
    world = world_of(subject, moment)
    decisions = _decisions(world, at)
    journey = kept_to_path(journey, decisions)
    reached = _walked(subject, list(decisions.values()))
    verified = farthest(journey, reached, claimed)
    blocked = blocked_gates(journey, decisions, verified, claimed)
    return Standing(
        subject=subject,
        at=at,
        claimed=claimed,
        verified=verified,
        gap=gap_between(journey, verified, claimed),
        without_waivers=_bare(subject, journey, decisions, reached, claimed),
        ended=ended,
        may_end=not ended and verified in journey.ends,
        signals=tuple(
            signals(world, [] if ended else [gate for gate in journey.ways_out(verified) if gate.id in blocked])
        ),
        decisions=decisions,
        blocked=blocked,
        ahead=gates_ahead(journey, decisions, reached),
        use_cases=tuple(
            name for name, test in subject.framework.use_cases.items() if test.holds(world.values, moment.day)
        ),
        findings=_findings(world, claimed),
    )


def _ending(subject: Subject, moment: Span) -> tuple[Span, Claim | None]:
    """The claim that holds, and the moment to judge at: an ended subject is judged as of its end."""
    claim = _claim(subject, moment)
    if claim and claim.at is not None and claim.stage in subject.course.ends:
        moment = min(moment, subject.framework.judged_at(claim.at))
    return moment, claim


def standings(subjects: Iterable[Subject], at: When) -> Iterator[Standing | GatecoachError]:
    """Each subject's standing in turn; one that cannot be judged yields its error, the others go on."""
    for each in subjects:
        try:
            yield standing(each, at)
        except GatecoachError as error:
            yield error


def _decisions(world: World, at: When) -> dict[str, Decision]:
    verdicts = {name: judge(world, gate) for name, gate in world.journey.gates.items()}
    return {
        name: _decided(world, verdict, [verdicts[each.id] for each in _beyond(world, verdict.gate)], at)
        for name, verdict in verdicts.items()
    }


def _walked(subject: Subject, permits: Sequence[Permit]) -> list[str]:
    """Every place the machine lets the subject reach from the start."""
    traveller = Traveller(subject.course.start, subject.token, subject.framework.hash)
    return list(walk(subject.framework.machines[subject.journey], traveller, permits))


class _Unwaived(NamedTuple):
    """A decision as a permit, with nothing waived."""

    gate: str
    token: object
    framework_hash: str
    opens: bool


def _bare(
    subject: Subject, journey: Journey, decisions: Mapping[str, Decision], reached: list[str], claimed: str | None
) -> Bare:
    permits = [
        _Unwaived(each.gate, each.token, each.framework_hash, each.without_waivers) for each in decisions.values()
    ]
    same = all(each.opens == decisions[each.gate].opens for each in permits)
    verified = farthest(journey, reached if same else _walked(subject, permits), claimed)
    return Bare(verified, gap_between(journey, verified, claimed))


def _claim(subject: Subject, moment: Span) -> Claim | None:
    """The newest claim known at that moment; `claimed=` is one that was always known."""
    zone = subject.framework.time_zone
    always = [Claim(stage=subject.claimed)] if subject.claimed is not None else []
    dated = sorted(subject.claims, key=Claim.model_dump_json)
    then = [each for each in dated if each.known is None or span(each.known, zone).start <= moment.end]
    made = [(span(each.at, zone).start if each.at is not None else 0, each) for each in [*always, *then]]
    valid = [(start, each) for start, each in made if start <= moment.end]
    return max(valid, key=lambda pair: pair[0])[1] if valid else None


def _findings(world: World, claimed: str | None) -> tuple[Reason, ...]:
    journey = world.journey
    known = {**journey.stages, **journey.ends}
    if claimed is not None and claimed not in known:
        return (Reason("unknown-stage", claimed, {"stage": claimed, "hint": f"known: {', '.join(known)}"}),)
    end = journey.ends.get(claimed or "")
    needs = end and end.needs and end.needs not in world.values
    needed = (Reason("end-needs-field", end.id, {"end": end.title, "field": end.needs}),) if end and needs else ()
    return (*needed, *_lost_links(world))


def _lost_links(world: World) -> Iterator[Reason]:
    """Links that lead nowhere although something is there: an id that two items share, a chain that is too long."""
    for row in world.rows:
        if not row.foreign:
            for id_ in world.index.ambiguous(row):
                yield Reason("ambiguous-link", row.fact.id, {"item": row.fact.id, "answers": id_})
            if too_far(row):
                yield Reason("too-many-links", row.fact.id, {"item": row.fact.id, "links": HOPS})

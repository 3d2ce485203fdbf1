"""A decision: what a gate says about a subject at a moment, as a value that expands when it is read."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from gatecoach.clause import Expression, counts, sentence
from gatecoach.definition.plain import say
from gatecoach.errors import Reason
from gatecoach.facts import Waiver
from gatecoach.gate import SETTLED, Judged, Status, Verdict, below, ranged, settled
from gatecoach.lower import Gate
from gatecoach.nearmiss import NearMiss, near_misses
from gatecoach.resolve import World
from gatecoach.rows import Row
from gatecoach.subject import Subject, Token
from gatecoach.time import Span
from gatecoach.waivers import given, void

if TYPE_CHECKING:
    from gatecoach.definition import EvidenceDef

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class SideResult:
    """One side of a requirement: its status, what it asks, the evidence that counts, and what almost did.

    `open` names the items of a `for-each` that are not settled yet.
    """

    status: Status
    asks: str
    title: str
    used: tuple[str, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    open: tuple[str, ...] = ()
    means: str = ""


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """One requirement: its text, mode and status, and both its sides.

    `strength` is `weaker` where time order stands for a link; `carried` means only expired behind a gate that
    passes; `waiver` is the id of the waiver that holds.
    """

    id: str
    say: str
    mode: str
    status: Status
    sides: Mapping[str, SideResult]
    strength: str = "linked"
    carried: bool = False
    waiver: str = ""

    @property
    def settled(self) -> bool:
        """Whether it stops nothing: met, waived or not applicable."""
        return self.status in SETTLED


@dataclass(frozen=True, slots=True)
class WaiverResult:
    """A waiver somebody gave for this gate; `void` says why it does not hold, empty when it does."""

    id: str
    requirement: str
    by: str
    until: str
    reason: str
    void: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What a decision expands to when it is read; `again` says the same in another language."""

    requirements: tuple[RequirementResult, ...]
    waivers: tuple[WaiverResult, ...] = ()
    again: Callable[[str], Details] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do that stops nothing: an unmet requirement of mode warn."""

    gate: str
    requirement: str
    say: str


Source = tuple[Subject, Gate, dt.datetime | dt.date, bool, tuple[str, ...], bool, Span]
"""What a decision is about: subject, gate, moment asked, on the path or not, unknown fields, opens with nothing waived,
moment judged at (of an ended subject that of its end)."""


class Decision:
    """Whether a gate passes for a subject at a moment, and everything behind that. Immutable; equal by content."""

    __slots__ = (
        "_details", "_expand", "_open", "_source", "_token", "_told",
        "carried", "framework_hash", "gate", "mode", "passes",
    )  # fmt: skip
    gate: str
    framework_hash: str
    passes: bool
    carried: bool
    mode: str
    _told: Mapping[str, Any] | None
    _source: Source | None
    _expand: Callable[[Source], Details] | None
    _open: tuple[str, ...] | None
    _details: Details | None
    _token: Token | None

    def __init__(self, head: Mapping[str, Any], told: Details) -> None:
        """Made by `decide` and `from_dict` only."""
        self._told, self._source, self._expand, self._open, self._details = head, None, None, None, told
        self._token = None
        self.gate, self.framework_hash, self.mode = head["gate"], head["framework"]["hash"], head["mode"]
        self.passes, self.carried = head["passes"], head["carried"]

    @classmethod
    def of(
        cls,
        source: Source,
        expand: Callable[[Source], Details],
        open_: tuple[str, ...] | None,
        passes: bool,  # noqa: FBT001 - by place is quicker
        carried: bool = False,  # noqa: FBT001, FBT002
    ) -> Decision:
        """A decision of the kernel: what only a reader wants to know is worked out when it is read."""
        made = object.__new__(cls)
        made._told, made._source, made._expand, made._open = None, source, expand, open_
        made._details = made._token = None
        gate = source[1]
        made.gate, made.framework_hash, made.mode = gate.id, source[0].framework.hash, gate.mode
        made.passes, made.carried = passes, carried
        return made

    @property
    def _head(self) -> Mapping[str, Any]:
        """What stands above the requirements when the decision is told."""
        if self._told is None and self._source is not None:
            self._told = _head(self._source, passes=self.passes, carried=self.carried)
        return self._told or {}

    @property
    def digest(self) -> str:
        """The digest of the subject it is about, worked out when it is read."""
        return self._source[0].digest if self._source else str(self._head["digest"])

    @property
    def token(self) -> object:
        """What the machine knows the subject by; always the same one, so that it is known at a glance."""
        if self._token is None and self._source:
            self._token = Token(self._source[0])
        return self._token or str(self._head["digest"])

    @property
    def opens(self) -> bool:
        """Whether a walk may go through: the gate passes, or is carried by one that passes further on."""
        return self.passes or self.carried

    @property
    def allows_move(self) -> bool:
        """Advice to the host about the claimed stage: only a gate of mode enforce holds it back."""
        return self.passes or self.mode != "enforce"

    @property
    def at(self) -> str:
        """The moment it was judged for, as ISO text."""
        return str(self._head["at"])

    @property
    def subject(self) -> str:
        """The id of the subject."""
        return str(self._head["subject"])

    @property
    def title(self) -> str:
        """The gate's title."""
        return str(self._head["title"])

    @property
    def on_path(self) -> bool:
        """Whether the gate is on this subject's path; its `when` says so."""
        return bool(self._head["on-path"])

    @property
    def without_waivers(self) -> bool:
        """Whether the gate would open for a walk if nothing were waived."""
        return bool(self._head["without-waivers"])

    @property
    def requirements(self) -> tuple[RequirementResult, ...]:
        """Every requirement with its sides, evidence and near misses; worked out on first reading."""
        return self._read().requirements

    @property
    def open(self) -> tuple[str, ...]:
        """The places (requirement.side) the gate waits for, in the author's order; empty when it passes."""
        if self._open is None:
            waits = [each for each in self.requirements if each.mode == "enforce" and not each.settled]
            sides = [(each.id, side, one.status) for each in waits for side, one in each.sides.items()]
            self._open = tuple(f"{id_}.{side}" for id_, side, status in sides if status is not Status.MET)
        return self._open

    @property
    def waivers(self) -> tuple[WaiverResult, ...]:
        """Every waiver given for this gate, those that do not hold with the reason."""
        return self._read().waivers

    def _read(self) -> Details:
        if self._details is None and self._source and self._expand:
            self._details = self._expand(self._source)
        return self._details or Details(())

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why the gate does not pass: all reasons, in the author's order; empty when it passes."""
        if self.passes:
            return ()
        if not self.on_path:
            return (Reason("not-on-path", self.gate, {"gate": self.title}),)
        if self._head["unknown"]:
            return (Reason("field-unknown", self.gate, {"fields": list(self._head["unknown"]), "gate": self.title}),)
        found = tuple(reason for each in self.requirements if each.mode == "enforce" for reason in _reasons(each))
        void = tuple(Reason(each.void, each.requirement, _waiver_params(each)) for each in self.waivers if each.void)
        return (found or (Reason("nothing-proven", self.gate, {"gate": self.title}),)) + void

    @property
    def tasks(self) -> tuple[Task, ...]:
        """What is asked but stops nothing."""
        unmet = [each for each in self.requirements if each.mode == "warn" and not each.settled]
        return tuple(Task(self.gate, each.id, each.say) for each in unmet)

    def in_language(self, language: str) -> Decision:
        """The same decision with its texts in that language; one that was read from JSON is itself, as it was told."""
        again = self._read().again
        if again is None or self._source is None:
            return self
        subject, gate = self._source[:2]
        source = (subject, replace(gate, title=subject.course.gate_title(gate.id, language)), *self._source[2:])
        return Decision.of(source, lambda _: again(language), self._open, self.passes, self.carried)

    def as_dict(self) -> dict[str, Any]:
        """The decision for a machine, with a schema number; `from_dict` gives an equal one back."""
        requirements = [_plain_requirement(each) for each in self.requirements]
        reasons = [each.as_dict() for each in self.reasons]
        return {
            "schema": SCHEMA,
            **self._head,
            "digest": self.digest,
            "allows-move": self.allows_move,
            "requirements": requirements,
            "waivers": [asdict(each) for each in self.waivers],
            "reasons": reasons,
        }

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Decision:
        """The decision that a plain row describes."""
        head = {key: row[key] for key in HEAD}
        details = Details(
            tuple(_requirement_from(each) for each in row["requirements"]),
            tuple(WaiverResult(**each) for each in row["waivers"]),
        )
        return cls(head, details)

    def __eq__(self, other: object) -> bool:
        """Decisions are equal when they say the same."""
        return isinstance(other, Decision) and other.as_dict() == self.as_dict()

    def __hash__(self) -> int:
        """By subject, gate and moment."""
        return hash((self.digest, self.gate, self.at, self.passes))

    def __repr__(self) -> str:
        """What it says, in short."""
        verdict = "passes" if self.passes else "carried" if self.carried else "does not pass"
        return f"Decision({self.subject}: {self.gate} {verdict} at {self.at})"


HEAD = (
    "framework", "journey", "subject", "digest", "gate", "title", "at", "mode", "on-path", "unknown",
    "passes", "carried", "without-waivers",
)  # fmt: skip


def decision_of(
    world: World, verdict: Verdict, at: dt.datetime | dt.date, *, carried: bool, bare: bool | None = None
) -> Decision:
    """The decision for a judged gate; details are expanded from the world only when somebody reads them.

    `carried` says that a gate further on passes, `bare` whether it would open with nothing waived.
    """
    opens = verdict.bare if bare is None else bare
    source = (world.subject, verdict.gate, at, verdict.on_path, verdict.unknown, opens, world.at)
    return Decision.of(source, lambda _: details(world, verdict, carried=carried), None, verdict.passes, carried)


def _head(source: Source, **said: bool) -> dict[str, Any]:
    subject, gate, at, on_path, unknown, bare, _ = source
    framework = subject.framework
    return {
        "framework": {"id": framework.id, "version": framework.version, "hash": framework.hash},
        "journey": subject.journey,
        "subject": subject.id,
        "gate": gate.id,
        "title": gate.title,
        "at": at.isoformat(),
        "mode": gate.mode,
        "on-path": on_path,
        "unknown": list(unknown),
        "without-waivers": bare,
        **said,
    }


def details(world: World, verdict: Verdict, *, carried: bool, language: str = "en") -> Details:
    """What a decision says when it is read: every requirement, every waiver."""
    waived = tuple(
        WaiverResult(
            each.id, each.requirement, each.by, each.until.isoformat(), each.reason, _void(world, verdict, each)
        )
        for each in sorted(given(world, verdict.gate), key=lambda each: (each.requirement, each.id))
    )
    found = tuple(_expanded(world, each, language, carried=carried) for each in verdict.requirements)
    return Details(found, waived, lambda other: details(world, verdict, carried=carried, language=other))


def _void(world: World, verdict: Verdict, waiver: Waiver) -> str:
    """Why a waiver does not hold here; a no cannot be waived."""
    name = waiver.requirement.partition(".")[2]
    over = any(each.requirement.id == name and each.contested for each in verdict.requirements)
    return void(world, verdict.gate, waiver) or ("waiver-over-contested" if over else "")


def _expanded(world: World, judged: Judged, language: str, *, carried: bool) -> RequirementResult:
    requirement = judged.requirement
    sides = {side: _side(world, judged, side, tree, language) for side, tree in requirement.sides.items()}
    return RequirementResult(
        requirement.id,
        say(requirement.text, language),
        requirement.mode,
        judged.status,
        sides,
        requirement.strength,
        carried and judged.status is Status.EXPIRED and not judged.contested,
        judged.waiver.id if judged.waiver and judged.status is Status.WAIVED else "",
    )


def _side(world: World, judged: Judged, side: str, tree: Expression, language: str) -> SideResult:
    ways, open_ = _ways(world, judged, side)
    mask = sum({count.mask for count in counts(tree)})
    met = judged.sides[side] in (Status.MET, Status.NOT_APPLICABLE)
    kinds = [world.journey.types[leaf.what] for count in counts(tree) for leaf in count.leaves]
    titles = dict.fromkeys(say(kind.title, language) for kind in kinds)
    means = dict.fromkeys(say(kind.missing_means, language) for kind in _absent(world, tree))
    return SideResult(
        judged.sides[side],
        sentence(tree, language),
        " / ".join(filter(None, titles)),
        tuple(row.fact.id for row in world.rows if row.mask & mask),
        () if met else near_misses(world, ways, tree, language),
        tuple(row.fact.id for row in open_),
        "" if met else " / ".join(filter(None, means)),
    )


def _absent(world: World, tree: Expression) -> Iterator[EvidenceDef]:
    """The types of which nothing counts here; of several that are counted together none is wanted for itself."""
    for count in counts(tree):
        if len(count.leaves) == 1 and not any(row.mask & count.mask for row in world.rows):
            yield world.journey.types[count.leaves[0].what]


def _ways(world: World, judged: Judged, side: str) -> tuple[list[list[Row]], list[Row]]:
    """The rows a side may use, and the `for-each` items it has not settled."""
    for_each = judged.requirement.for_each
    if for_each is None:
        return [world.rows], []
    tree = judged.requirement.sides[side]
    open_ = [item for item in ranged(world, for_each) if not settled(world, tree, item, for_each.what)]
    return [below(world, item, for_each.what) for item in open_], open_


def _reasons(result: RequirementResult) -> Iterator[Reason]:
    if result.settled:
        return
    for side, each in result.sides.items():
        if each.status is not Status.MET:
            place = f"{result.id}.{side}"
            params = {"side": side, "say": result.say, "title": each.title, "asks": each.asks, "means": each.means}
            yield Reason(str(each.status), place, {**params, "open": list(each.open)})
            for miss in each.near_misses:
                yield Reason(
                    miss.code, place, {"item": miss.item, "by": miss.by, "also": list(miss.also), **miss.params}
                )


def _waiver_params(each: WaiverResult) -> dict[str, Any]:
    return {"waiver": each.id, "by": each.by, "until": each.until, "requirement": each.requirement}


def _plain_requirement(each: RequirementResult) -> dict[str, Any]:
    sides = {
        name: {
            "status": str(side.status),
            "asks": side.asks,
            "title": side.title,
            "used": list(side.used),
            "near-misses": [miss.as_dict() for miss in side.near_misses],
            "open": list(side.open),
            "means": side.means,
        }
        for name, side in each.sides.items()
    }
    own = {"id": each.id, "say": each.say, "mode": each.mode, "status": str(each.status), "sides": sides}
    return {**own, "strength": each.strength, "carried": each.carried, "waiver": each.waiver}


def _requirement_from(row: Mapping[str, Any]) -> RequirementResult:
    sides = {
        name: SideResult(
            Status(side["status"]),
            side["asks"],
            side["title"],
            tuple(side["used"]),
            tuple(NearMiss(**{**miss, "also": tuple(miss["also"])}) for miss in side["near-misses"]),
            tuple(side["open"]),
            side["means"],
        )
        for name, side in row["sides"].items()
    }
    known = (row["strength"], row["carried"], row["waiver"])
    return RequirementResult(row["id"], row["say"], row["mode"], Status(row["status"]), sides, *known)


def text_of(decision: Decision) -> str:
    """The decision as one line of JSON with sorted keys: the same text for the same decision, always."""
    return json.dumps(decision.as_dict(), sort_keys=True)

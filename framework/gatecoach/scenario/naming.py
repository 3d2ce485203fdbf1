"""Every name a scenario uses must stand somewhere: journeys, gates, people, evidence, rows and outcomes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from gatecoach.definition import GATE_BLOCKED
from gatecoach.definition.rows import Row
from gatecoach.definition.scenario import (
    ExpectDef,
    GateExpect,
    RequirementExpect,
    ScenarioFile,
    StandingExpect,
    SubjectDef,
    ThenDef,
)
from gatecoach.definition.values import BESIDE_GATES, Side
from gatecoach.errors import Finding, UsageError, did_you_mean
from gatecoach.facts import kebab, moment
from gatecoach.framework import Framework
from gatecoach.lower import Gate, Journey, Requirement
from gatecoach.scenario.telling import Path, row_id
from gatecoach.source import Document
from gatecoach.source.place import short

UNKNOWN_STAGE = "unknown"
NAMELESS = ("claim", "field")
"""What tells rows that have no id: they are refused by the name they use."""
OF_TALKS = ("verified", "gap", "ahead", "ended")
"""What of a standing a talk has too."""
LINKS = ("answers", "replaces", "about", "revokes")


def moments(scenario: ScenarioFile) -> Iterator[tuple[Path, ThenDef]]:
    """Every moment of a scenario with its place in the file, in the order of the file."""
    yield (), ThenDef.model_construct(at=scenario.at, given=scenario.given, expect=scenario.expect)
    for number, each in enumerate(scenario.then):
        yield ("then", number), each


def check(document: Document, framework: Framework, scenario: ScenarioFile) -> list[Finding]:
    """A finding for each name that nobody declared, at its place; empty when the story can be told."""
    known = _Known(document, framework, scenario)
    if not known.journey((), scenario):
        return known.findings
    course = framework.journeys[scenario.journey]
    if scenario.about is not None:
        known.about(course, scenario.about)
    if not known.findings:
        known.subject((), scenario, course)
        for path, each in moments(scenario):
            known.at(path, each.at)
            known.rows((*path, "given"), each.given, course, scenario)
            known.expect((*path, "expect"), each.expect, course)
    if not any(each.expect.model_fields_set for _, each in moments(scenario)):
        words = "this scenario expects nothing, so it can never fail"
        known.add("GC013", words, ("scenario",), hint="say under `expect` what must come of it", key=True)
    return known.findings


@dataclass(slots=True)
class _Known:
    """What a scenario may name, and what it named in vain."""

    document: Document
    framework: Framework
    scenario: ScenarioFile
    findings: list[Finding] = field(default_factory=list)

    def journey(self, path: Path, told: SubjectDef) -> bool:
        return self.known("journey", told.journey, self.framework.journeys, (*path, "journey"))

    def about(self, course: Journey, told: SubjectDef) -> None:
        """The subject a talk is about."""
        if not course.conversation:
            words = "only a conversation is about something"
            self.add("GC012", words, ("about",), hint=f'"{course.id}" is none', key=True)
        elif self.journey(("about",), told):
            inner = self.framework.journeys[told.journey]
            self.subject(("about",), told, inner)
            self.rows(("about", "given"), told.given, inner, told)

    def subject(self, path: Path, told: SubjectDef, course: Journey) -> None:
        """The people of a subject, its owner, claim and fields."""
        for id_, row in told.people.items():
            self._person((*path, "people", id_), row, course)
        if told.owner:
            self.known("person", told.owner, self._people(told), (*path, "owner"))
        for name in told.fields:
            self.known("field", name, course.fields, (*path, "fields", name), key=True)
        gaps = [each.expect.standing.gap for _, each in moments(self.scenario) if each.expect.standing]
        if told.claimed is not None and UNKNOWN_STAGE not in gaps:
            self.known("stage or end", told.claimed, {**course.stages, **course.ends}, (*path, "claimed"))

    def _person(self, path: Path, row: Row, course: Journey) -> None:
        side = row.get("side")
        if isinstance(side, str) and self.known("side", side, course.sides, (*path, "side")):
            roles = self.framework.definition.roles
            every = [role for name, held in roles.items() if name == side or course.conversation for role in held]
            given = row.get("roles", [])
            for number, each in enumerate(given if isinstance(given, list) else [given]):
                role = each.get("role") if isinstance(each, dict) else each
                if isinstance(role, str):
                    here = (*path, "roles", number) if isinstance(given, list) else (*path, "roles")
                    self.known("role", role, every, here)

    def at(self, path: Path, at: str) -> None:
        try:
            moment(at)
        except UsageError as error:
            self.add("GC030", error.message, (*path, "at"), hint=error.help)

    def rows(self, path: Path, rows: Sequence[Row], course: Journey, told: SubjectDef) -> None:
        """What each row names."""
        for number, row in enumerate(rows):
            here = (*path, number)
            if str(row.get("id", "")) not in self._refused():
                self._evidence(here, row, course)
                self._links(here, row, course)
                self._reading(here, row, course)
            self._actors(here, row, told)
            self._places(here, row, course)

    def _actors(self, path: Path, row: Row, told: SubjectDef) -> None:
        """Who did it; somebody uninvited may only be told of where just that is expected."""
        people = [*self._people(told), *told.sources]
        by, teller = row.get("by"), row.get("told-by")
        if isinstance(by, str) and "uninvited" not in self._codes():
            self.known("person", by, people, (*path, "by"))
        if isinstance(teller, str):
            self.known("person", teller, people, (*path, "told-by"))

    def _evidence(self, path: Path, row: Row, course: Journey) -> None:
        what = row.get("what")
        if isinstance(what, str) and self.known("evidence", what, course.types, (*path, "what")):
            given = row.get("fields", {})
            for name in given if isinstance(given, dict) else ():
                self.known("field", name, course.types[what].fields, (*path, "fields", name), key=True)

    def _links(self, path: Path, row: Row, course: Journey) -> None:
        """A link leads to a row; in a talk also to a blocked gate, which its opening records."""
        for key in LINKS:
            given = row.get(key, [])
            for number, each in enumerate(given if isinstance(given, list) else [given]):
                here = (*path, key, number) if isinstance(given, list) else (*path, key)
                if not (course.conversation and str(each).startswith(GATE_BLOCKED)):
                    self.known("row", str(each), self._told(), here)

    def _reading(self, path: Path, row: Row, course: Journey) -> None:
        """An outcome is one of those of the item's type."""
        what = self._told().get(str(row.get("about")))
        kind = course.types.get(what) if what else None
        if kind and kind.outcomes and isinstance(row.get("outcome"), str):
            known = [*kind.outcomes.for_, *kind.outcomes.against]
            self.known("outcome", row["outcome"], known, (*path, "outcome"))

    def _places(self, path: Path, row: Row, course: Journey) -> None:
        """Claims, waivers and dated fields name parts of the journey, unless just that is expected to be refused."""
        pairs = [f"{gate.id}.{each.id}" for gate in course.gates.values() for each in gate.requirements]
        named: Sequence[tuple[str, str, Collection[str], object]] = (
            ("claim", "stage or end", {**course.stages, **course.ends}, row.get("claim")),
            ("field", "field", course.fields, row.get("field")),
            ("waives", "requirement", pairs, row.get("id")),
        )
        for key, kind, known, name in named:
            if isinstance(row.get(key), str) and name not in self._refused():
                self.known(kind, row[key], known, (*path, key))

    def expect(self, path: Path, expect: ExpectDef, course: Journey) -> None:
        """What an expectation names."""
        for name, wanted in expect.gates.items():
            if self.known("gate", name, course.gates, (*path, name), key=True, also=BESIDE_GATES):
                self._gate((*path, name), wanted, course.gates[name])
        places = {**course.stages, **course.ends}
        if expect.step is not None:
            self.known("step", expect.step, places, (*path, "step"))
        if expect.standing is not None:
            self._standing((*path, "standing"), expect.standing, course)
        for name in expect.refused:
            told = {*self._told(), *(str(row[key]) for row in self._rows() for key in NAMELESS if key in row)}
            self.known("row", name, told, (*path, "refused", name), key=True)
        for name in expect.hints:
            self.known("row", name, self._told(), (*path, "hints", name), key=True)
        if expect.suggested:
            self._suggested((*path, "suggested"), expect.suggested, course)

    def _suggested(self, path: Path, wanted: Mapping[str, Sequence[str]], course: Journey) -> None:
        """Who is told of which conversations, as a talk opens; nothing is opened about a deal."""
        if not course.conversation:
            self.add("GC012", "only a talk has what is suggested", path, key=True, hint="take it out")
        talks = [each.id for each in self.framework.journeys.values() if each.conversation]
        for name, suggested in wanted.items():
            self.known("person", name, self.scenario.people, (*path, name), key=True)
            self._all_known("conversation", suggested, talks, (*path, name))

    def _standing(self, path: Path, wanted: StandingExpect, course: Journey) -> None:
        """A talk stands at a step; what else a standing tells is about deals."""
        more = [name for name in wanted.model_fields_set if name not in OF_TALKS]
        for name in sorted(map(kebab, more)) if course.conversation else ():
            self.add("GC012", f"a talk has no {name}", (*path, name), key=True, hint=f"known: {', '.join(OF_TALKS)}")
        bare = wanted.without_waivers.verified if wanted.without_waivers else None
        places = [*course.stages, *course.ends]
        requirements = [f"{gate.id}.{each.id}" for gate in course.gates.values() for each in gate.requirements]
        known = (
            ("verified", "stage or end", [wanted.verified], places),
            ("claimed", "stage or end", [wanted.claimed], [*places, self.scenario.claimed or ""]),
            ("without-waivers", "stage or end", [bare], places),
            ("ahead", "gate", wanted.ahead, course.gates),
            ("blocked", "gate", wanted.blocked, course.gates),
            ("signals", "signal", wanted.signals, {id_ for gate in course.gates.values() for id_ in gate.signals}),
            ("tasks", "requirement", wanted.tasks, requirements),
            ("use-cases", "use case", wanted.use_cases, self.framework.use_cases),
        )
        for key, kind, names, every in known:
            self._all_known(kind, names or (), every, (*path, key))

    def _all_known(self, kind: str, names: Iterable[str | None], known: Collection[str], path: Path) -> None:
        for name in names:
            if name is not None:
                self.known(kind, name, known, path)

    def _gate(self, path: Path, wanted: GateExpect, gate: Gate) -> None:
        requirements = {each.id: each for each in gate.requirements}
        places = [f"{each.id}.{side}" for each in gate.requirements for side in each.sides]
        self._all_known("requirement", wanted.tasks or (), requirements, (*path, "tasks"))
        self._all_known("place", wanted.open or (), places, (*path, "open"))
        for id_ in wanted.waivers or ():
            self.known("row", id_, self._told(), (*path, "waivers", id_), key=True)
        for name, each in wanted.requirements.items():
            here = (*path, "requirements", name)
            if self.known("requirement", name, requirements, here, key=True):
                self._requirement(here, each, requirements[name])

    def _requirement(self, path: Path, wanted: RequirementExpect, requirement: Requirement) -> None:
        """Its sides, and the rows that count, wait or waive."""
        by_side: Sequence[tuple[str, Mapping[Side, Sequence[str]]]]
        by_side = [("used", wanted.used or {}), ("open", wanted.open or {})]
        named: list[Path] = [(side,) for side in wanted.sides()]
        named += [("near-misses", side) for side in wanted.misses()]
        named += [(key, side) for key, sides in by_side for side in sides]
        for each in named:
            self.known("side of this requirement", str(each[-1]), requirement.sides, (*path, *each), key=True)
        for key, sides in by_side:
            for side, ids in sides.items():
                own = [id_ for id_ in ids if not id_.startswith(GATE_BLOCKED)]
                self._all_known("row", own, self._told(), (*path, key, side))
        if wanted.waiver is not None:
            self.known("row", wanted.waiver, self._told(), (*path, "waiver"))

    def known(
        self, kind: str, word: str, known: Collection[str], path: Path, *, key: bool = False, also: Collection[str] = ()
    ) -> bool:
        """Whether a name is known; a finding where it is not."""
        if word not in known:
            hint = did_you_mean(word, [*known, *also])
            self.add("GC014", f'unknown {kind} "{short(word)}"', path, hint=hint, key=key)
        return word in known

    def add(self, code: str, message: str, path: Path, *, hint: str = "", key: bool = False) -> None:
        self.findings.append(self.document.finding(code, message, path, hint=hint, key=key))

    def _rows(self) -> list[Row]:
        """Every row of the scenario."""
        about = self.scenario.about.given if self.scenario.about else []
        return [*about, *(row for _, each in moments(self.scenario) for row in each.given)]

    def _told(self) -> Mapping[str, str]:
        """The id of every row, and the evidence it is."""
        about = self.scenario.about.given if self.scenario.about else []
        number = count()
        own = {row_id(row, next(number)): row for _, each in moments(self.scenario) for row in each.given}
        every = {**{row_id(row, place): row for place, row in enumerate(about)}, **own}
        return {id_: str(row.get("what", "")) for id_, row in every.items()}

    def _people(self, told: SubjectDef) -> list[str]:
        about = self.scenario.about.people if self.scenario.about else {}
        return [*told.people, *(about if told is self.scenario else ())]

    def _refused(self) -> set[str]:
        return {name for _, each in moments(self.scenario) for name in each.expect.refused}

    def _codes(self) -> set[str]:
        """Every near miss and refusal that is expected somewhere."""
        expects = [each.expect for _, each in moments(self.scenario)]
        gates = [gate for each in expects for gate in each.gates.values()]
        missed = [codes for gate in gates for each in gate.requirements.values() for codes in each.misses().values()]
        return {code for codes in [*missed, *(each.refused.values() for each in expects)] for code in codes}

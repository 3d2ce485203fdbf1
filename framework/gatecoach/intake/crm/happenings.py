"""One type of event as a fact of a deal: what the mapping says it is, read with the same columns as exports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from gatecoach.definition.columns import ColumnDef
from gatecoach.definition.mapping import EventDef, TableDef
from gatecoach.facts import Claim, Evidence, Statement
from gatecoach.intake.addresses import canonical
from gatecoach.intake.crm.acts import evidence_fields, meanings
from gatecoach.intake.crm.cells import CellError, RowError, moment_reader, word
from gatecoach.intake.crm.columns import Names, NotMeantError, name_of
from gatecoach.intake.crm.context import CrmContext
from gatecoach.intake.crm.pieces import Moment, instant
from gatecoach.intake.crm.rejects import Tally
from gatecoach.intake.crm.section import Section
from gatecoach.intake.crm.subjects import Joiner
from gatecoach.intake.crm.tables import Table

Event = Mapping[str, Any]
DAY = 10
"""How many signs a day has that is written without a time."""
RFC_3339 = moment_reader(["iso"], None)


class Made(NamedTuple):
    """A fact and the deal it is about."""

    deal: str
    fact: Evidence | Claim | Statement


class Happening:
    """Reads the events of one type."""

    def __init__(self, context: CrmContext, tally: Tally, file: str, kind: str) -> None:
        """Bind the columns of this type of event."""
        spec = context.mapping.events[kind]
        table = Table(file, kind, None, "events", lambda _: iter(()))
        self.context = context
        self.section = Section(context, tally, table, "", TableDef())
        self._joiner = Joiner(context, tally)
        self._drop = self.section.columns.has_one_of(spec.drop)
        self._deal = self.section.word(spec.deal, "no-deal")
        self._at = self.section.columns.cell(spec.at, self.section.moment(spec.at), dt.date.min)
        self._by = self.section.columns.cell(spec.by, word, "")
        self._make = self._claim(spec) if spec.stage else self._statement(spec) if spec.about else self._evidence(spec)

    def made(self, number: int, event: Event) -> Made:
        """The fact that an event is.

        Raises:
            NotMeantError: the mapping says that it is none.
            CellError: something in it cannot be read.
        """
        self.section.number = number
        if self._drop is not None and self._drop(event):
            raise NotMeantError("dropped")
        return Made(self._deal(event), self._make(event))

    def _times(self, event: Event) -> tuple[Moment, Moment | None]:
        """When it was done, and when it came to be known, where the event says that this was later."""
        written = event.get("time")
        time = self._time(written) if written is not None else None
        at = self._at(event)
        if at == dt.date.min:
            if time is None:
                raise RowError("no-time", column="time")
            return time, None
        return at, time if time is not None and instant(time) > instant(at) else None

    def _time(self, written: object) -> Moment:
        if not isinstance(written, str) or len(written) <= DAY:
            raise RowError("bad-time", str(written)[:DAY], column="time")
        try:
            return RFC_3339(written)
        except CellError as error:
            error.column = "time"
            raise

    def _person(self, text: str) -> str:
        known = self._joiner.person(text)
        return (canonical(text) or text) if known == text else known

    def _marked(self, person: str) -> str:
        """A person whom the host knows; anybody else gets a mark, so that no text passes for a source."""
        known = any(each.id == person for each in self.context.people) or self._joiner.is_seller(person)
        return person if known else f"{person} ({self.context.source})"

    def _evidence(self, spec: EventDef) -> Callable[[Event], Evidence]:
        section = self.section
        what, values = meanings(section, spec.what), evidence_fields(section, spec.fields)
        id_ = section.columns.cell(spec.id, word, "")
        teller = section.columns.cell(spec.entered_by, word, "", needed="no-person" if spec.entered_by else "")
        answers, text = section.columns.texts(spec.answers), section.columns.text(spec.text)
        actor = name_of(spec.by) if spec.by else "by"

        def evidence(event: Event) -> Evidence:
            meant, by = what(event), self._by(event)
            if not meant:
                raise NotMeantError("no-meaning")
            if not by:
                raise RowError("no-person", column=actor)
            at, known = self._times(event)
            return Evidence(
                id=_bare(id_(event) or str(event["id"])),
                what=meant,
                by=self._person(by),
                at=at,
                known=known,
                source=str(event["source"]),
                told_by=None if spec.captured else self._told(teller(event)),
                answers=tuple(_bare(each) for each in answers(event)),
                grade=self.context.grade if spec.captured else "asserted",
                fields=dict(values(event, meant)),
                text=text(event),
            )

        return evidence

    def _told(self, text: str) -> str:
        """Who typed it: one of ours, else somebody with a mark."""
        person = self._joiner.person(text)
        return person if self._joiner.is_seller(person) else f"{person} ({self.context.source})"

    def _claim(self, spec: EventDef) -> Callable[[Event], Claim]:
        course = self.context.courses[self.context.journey]
        names = self.section.stages(spec.stage, course, {})
        read = self.section.columns.cell(spec.stage, names.here, "", needed="no-stage")

        def claim(event: Event) -> Claim:
            stage = read(event)
            if not stage:
                raise NotMeantError("no-stage-of-ours")
            at, known = self._times(event)
            by = self._by(event)
            return Claim(stage=stage, at=at, by=self._person(by) if by else "", known=known)

        return claim

    def _statement(self, spec: EventDef) -> Callable[[Event], Statement]:
        section = self.section
        kinds = [kind for course in self.context.courses.values() for kind in course.types.values()]
        words = {word for kind in kinds if kind.outcomes for word in (*kind.outcomes.for_, *kind.outcomes.against)}
        names = Names(spec.outcome, {}, {each: each for each in words}, section.mapping.reading, "bad-value")
        about, quote = self._told_in(spec.about, str), self._told_in(spec.quote, str)
        outcome = self._told_in(spec.outcome, names.here)

        def statement(event: Event) -> Statement:
            by = self._by(event)
            if not by:
                raise RowError("no-person", column="by")
            at, known = self._times(event)
            return Statement(
                id=f"{event['source']} {event['id']}",
                about=_bare(about(event)),
                outcome=outcome(event),
                quote=quote(event),
                by=self._marked(self._person(by)),
                at=at,
                known=known,
            )

        return statement

    def _told_in(self, column: ColumnDef | None, parse: Callable[[str], str]) -> Callable[[Event], str]:
        return self.section.columns.cell(column, parse, "", needed="needed")


def _bare(text: str) -> str:
    return text.removeprefix("<").removesuffix(">")

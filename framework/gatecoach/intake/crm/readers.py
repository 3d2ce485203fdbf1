"""The sections about deals: the deals themselves, people and their roles, the stages and values that deals had."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from gatecoach.definition.columns import ColumnDef
from gatecoach.definition.mapping import ContactDef, DealsDef, FieldHistoryDef, StageHistoryDef
from gatecoach.facts import Value
from gatecoach.intake.crm.cells import MOST, CellError
from gatecoach.intake.crm.columns import Names, name_of
from gatecoach.intake.crm.fields import names_no_currency, parser
from gatecoach.intake.crm.pieces import Change, Deal, Part, Piece, Said, Was
from gatecoach.intake.crm.section import Section
from gatecoach.intake.crm.tables import Record

NEVER, UNREAD = dt.date.min, dt.date(1, 1, 2)
"""Days that stand for no time at all, and for one that could not be read."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How the deals of one pipeline are read."""

    journey: str
    pipeline: str
    stage: Callable[[Record], str | None]
    fields: Callable[[Record], Mapping[str, Value]]


def read_deals(section: Section, spec: DealsDef) -> None:
    """Read deals: id, name, owner, stage of today, fields."""
    id_, name, owner = section.word(spec.id, "no-id"), section.short(spec.name), section.short(spec.owner)
    moment = section.moment(spec.since)
    since = section.columns.cell(spec.since, moment, NEVER, tell=section.telling(UNREAD))
    way, key, currencies = _ways(section, spec), section.key, section.currencies(spec.fields)

    def row(record: Record) -> Sequence[Piece]:
        text, chosen = id_(record), way(record)
        when, stage, values = since(record), chosen.stage(record), chosen.fields(record)
        if when is UNREAD and stage:  # without its time a claim would pass for one that always was
            stage = ""
        at = None if when is NEVER or when is UNREAD else when
        deal = Deal(
            section.place, key(text), text, name(record), owner(record), chosen.journey, chosen.pipeline, stage, at,
            values, currencies(record, values),
        )  # fmt: skip
        return (deal,)

    section.row = row


def _ways(section: Section, spec: DealsDef) -> Callable[[Record], _Way]:
    """How a deal is read, by its pipeline."""
    mapping, context = section.mapping, section.context

    def way(name: str, journey: str, lines: Mapping[str, str]) -> _Way:
        course = context.courses[journey]
        names = section.stages(spec.stage, course, lines)
        return _Way(journey, name, _stage(section, spec, names), section.fields(spec.fields, course))

    usual = way("", context.journey, {})
    if spec.pipeline is None or not mapping.pipelines:
        return lambda _: usual
    ways = {name: way(name, each.for_ or context.journey, each.stages) for name, each in mapping.pipelines.items()}
    names = Names(spec.pipeline, {}, {name: name for name in ways}, mapping.reading, "unknown-pipeline")
    pipeline = section.needed(spec.pipeline, names.here, "unknown-pipeline")
    return lambda record: ways[pipeline(record)]


def _stage(section: Section, spec: DealsDef, names: Names) -> Callable[[Record], str | None]:
    if spec.stage is None:
        return lambda _: None
    if spec.stage.optional:  # where the table does not say it, the history does
        return section.columns.cell(spec.stage, names.here, cast("str | None", None), tell=section.telling(""))
    return section.columns.cell(spec.stage, names.here, "", needed="no-stage", tell=section.telling(""))


def read_contacts(section: Section, spec: ContactDef) -> None:
    """Read people of the customer, or the parts they have in deals."""
    section.about(spec.deal)
    ids = section.words(spec.id, "no-id")
    deals = section.words(spec.deal, "no-deal") if spec.deal else None
    name = section.soft(section.columns.joined(spec.name), "")
    address, column = section.short(spec.address), name_of(spec.address) if spec.address else ""
    names = Names(spec.role, section.mapping.roles, section.context.roles, section.mapping.reading, "unknown-role")
    role = _roles(section, spec, names)

    def row(record: Record) -> Sequence[Piece]:
        said = name(record), address(record), role(record), column
        people = [section.key(each) for each in ids(record)]
        about = [section.key(each) for each in deals(record)] if deals else [""]
        return [Part(section.place, deal, person, *said) for deal in about for person in people]

    section.row = row


def _roles(section: Section, spec: ContactDef, names: Names) -> Callable[[Record], tuple[str, ...]]:
    """The roles a row names; those that are unknown are told, one by one."""
    nothing: list[str] = []
    read = section.soft(section.columns.texts(spec.role), nothing)

    def roles(record: Record) -> tuple[str, ...]:
        found = []
        for text in read(record):
            try:
                found.append(names.here(text))
            except CellError as error:
                column = name_of(spec.role) if spec.role else ""
                section.reject(error.reason, error.value, column, whole=False, known=error.known)
        return tuple(filter(None, found))

    return roles


def read_stages(section: Section, spec: StageHistoryDef) -> None:
    """Read the stages that deals were at; where pipelines read a name differently, the deal says which one it is."""
    section.about(spec.deal)
    deal, at, by = section.word(spec.deal, "no-deal"), section.time(spec.at), section.short(spec.by)
    stage = section.needed(spec.stage, _by_pipeline(section, spec.stage), "no-stage")

    def row(record: Record) -> Sequence[Piece]:
        found = stage(record)
        if found == "":
            section.tally.skip("no-stage-of-ours")
            return ()
        said = None if isinstance(found, str) else found
        meant = found if isinstance(found, str) else None
        return (Change(section.place, section.key(deal(record)), meant, at(record), by(record), said),)

    section.row = row


def _by_pipeline(section: Section, column: ColumnDef) -> Callable[[str], str | Said]:
    """What a name in a history is: a stage where all pipelines say the same, else what it is in each of them."""
    ways, name = _ways_of_history(section, column), name_of(column)
    seen: dict[str, str | Said] = {}

    def meant(text: str) -> str | Said:
        said = Said(text, name, {pipeline: _may(names, text) for pipeline, names in ways.items()})
        if not said.stages:
            return next(iter(ways.values())).here(text)  # tells that it is unknown
        return next(iter(said.stages)) if len({*said.by_pipeline.values()}) == 1 else said

    def known(text: str) -> str | Said:
        found = seen.get(text)
        if found is None:
            found = meant(text)
            if len(seen) < MOST:
                seen[text] = found
        return found

    return known


def _ways_of_history(section: Section, column: ColumnDef) -> dict[str, Names]:
    """The names of stages by pipeline; one alone where the deals have no pipelines."""
    mapping, context = section.mapping, section.context
    piped = {} if mapping.deals is not None and mapping.deals.pipeline is None else mapping.pipelines
    return {
        name: section.stages(column, context.courses[each.for_ or context.journey], each.stages)
        for name, each in piped.items()
    } or {"": section.stages(column, context.courses[context.journey], {})}


def _may(names: Names, text: str) -> str | None:
    try:
        return names.here(text)
    except CellError:
        return None


def read_values(section: Section, spec: FieldHistoryDef) -> None:
    """Read the values that fields of deals had; which field a row is about says the name of the deals' column."""
    section.about(spec.deal)
    deal, at = section.word(spec.deal, "no-deal"), section.time(spec.at)
    field, value = section.word(spec.field, "no-field"), section.columns.text(spec.value)
    deals = section.mapping.deals
    course = section.context.courses[section.context.journey]
    known = {
        name: (id_, parser(column, course.fields.get(id_), section.context), bool(column.currency))
        for id_, column in (deals.fields if deals else {}).items()
        for name in column.column
    }

    def row(record: Record) -> Sequence[Piece]:
        found = known.get(field(record))
        text = value(record)
        if found is None or not text:
            section.tally.skip("other-field" if found is None else "blank-value")
            return ()
        id_, parse, priced = found
        try:
            read = parse(text)
        except CellError as error:
            error.column = name_of(spec.value)
            raise
        bare = priced and names_no_currency(text)
        return (Was(section.place, section.key(deal(record)), id_, read, at(record), bare),)

    section.row = row

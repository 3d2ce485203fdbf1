"""Mappings of exports: names the framework does not have, formats that read one text two ways, sellers who tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gatecoach.definition import EvidenceDef, JourneyFile, MappingFile
from gatecoach.definition.columns import NAMED_FORMATS, NONE, ColumnDef, MeaningDef, parts_of
from gatecoach.definition.mapping import ActivityDef, EventDef, TableDef
from gatecoach.errors import Finding
from gatecoach.linter.project import Project, Spot
from gatecoach.time import zone

CUSTOMER = "customer"
DAYS = (dt.date(2026, 2, 1), dt.date(2012, 11, 10))
"""Days whose parts may be taken for each other."""


def check(project: Project) -> Iterator[Finding]:
    """Every name in a mapping that the framework does not have, and what cannot be read as it is said."""
    for spot, mapping in project.mappings:
        yield from _reading(spot, mapping)
        journeys = list(_journeys(project, spot, mapping))
        yield from (each for each in journeys if isinstance(each, Finding))
        known = [each for each in journeys if isinstance(each, JourneyFile)]
        if known:
            yield from _names(project, spot, mapping, known)


def remarks(project: Project) -> Iterator[Finding]:
    """Formats that may be taken for each other, and evidence of the customer that a seller tells."""
    for spot, mapping in project.mappings:
        for here, formats in _formats(spot, mapping):
            yield from _alike(here, formats)
        types = {id_: kind for _, journey in project.journeys.values() for id_, kind in project.types(journey).items()}
        for id_, act in mapping.activities.items():
            if not act.captured and act.what is not None:
                yield from _told_by_sellers(spot.at("activities", id_, "what"), act.what, types)


def _journeys(project: Project, spot: Spot, mapping: MappingFile) -> Iterator[JourneyFile | Finding]:
    """The journeys that the deals of a mapping may travel: named, or the only one there is."""
    named = [(spot, mapping.for_)] if mapping.for_ else []
    named += [(spot.at("pipelines", name), each.for_) for name, each in mapping.pipelines.items() if each.for_]
    for here, name in named:
        if name in project.journeys:
            yield project.journeys[name][1]
        elif project.whole:
            yield from here.strangers("for", "journey", [name], [*project.journeys])
    if not mapping.for_:
        deals = [each for _, each in project.journeys.values() if each.kind != "conversation"]
        if len(deals) == 1:
            yield deals[0]
        elif project.whole and deals:
            words = f"the framework has {len(deals)} journeys for deals, and the mapping names none"
            yield spot.at("mapping").finding("GC013", words, hint="write `for:` and the journey")


def _reading(spot: Spot, mapping: MappingFile) -> Iterator[Finding]:
    reading = mapping.reading
    if reading.zone is not None and zone(reading.zone) is None:
        hint = "write a name like Europe/Berlin; a machine without time zones needs the package tzdata"
        words = f'the time zone "{reading.zone}" is not known here'
        yield spot.at("reading", "zone").finding("GC014", words, hint=hint)
    for here, table in _tables(spot, mapping):
        if table.each is not None and mapping.format == "csv":
            words = "the rows of a CSV file hold no lists"
            yield here.at("each").finding("GC015", words, hint="take `each` out, or read another format")
    if reading.compare == "folded":
        for key in ("stages", "roles"):
            yield from _twice(spot.at(key), getattr(mapping, key))


def _twice(spot: Spot, names: Mapping[str, str]) -> Iterator[Finding]:
    """Names that are one name where capital letters do not count, and mean different things."""
    seen: dict[str, str] = {}
    for name, value in names.items():
        first = seen.setdefault(name.strip().casefold(), name)
        if names[first] != value:
            words = f'"{name}" and "{first}" are one name where capital letters do not count'
            yield spot.at(name).finding("GC031", words, key=True, hint="keep one, or write `compare: exact`")


def _names(project: Project, spot: Spot, mapping: MappingFile, journeys: Sequence[JourneyFile]) -> Iterator[Finding]:
    places = [NONE, *(id_ for each in journeys for id_ in (*each.stages, *each.ends))]
    named = [(spot.at("stages"), mapping.stages)]
    named += [(spot.at("pipelines", name, "stages"), each.stages) for name, each in mapping.pipelines.items()]
    named += [(here.at("values"), column.values) for here, column in _columns_of(spot, mapping, "stage")]
    for here, values in named:
        yield from _values(here, values, "stage or end", places)
    if project.sided:
        roles = [NONE, *project.roles(CUSTOMER)]
        held = [(here.at("values"), column.values) for here, column in _columns_of(spot, mapping, "role")]
        for here, values in ((spot.at("roles"), mapping.roles), *held):
            yield from _values(here, values, "role", roles)
    yield from _deal_fields(project, spot, mapping, journeys)
    types = {id_: kind for each in journeys for id_, kind in project.types(each).items()}
    for key, specs in (("activities", mapping.activities), ("events", mapping.events)):
        for id_, spec in specs.items():
            yield from _evidence(spot.at(key, id_), spec, types)


def _deal_fields(
    project: Project, spot: Spot, mapping: MappingFile, journeys: Sequence[JourneyFile]
) -> Iterator[Finding]:
    """Fields of the deals that no journey has, and values that their choices do not have."""
    fields = {name: each for journey in journeys for name, each in project.fields(journey).items()}
    for id_, column in mapping.deals.fields.items() if mapping.deals else ():
        here = spot.at("deals", "fields", id_)
        if id_ in fields:
            yield from _choices(here, column, fields[id_].of)
        elif _own(here):
            yield here.unknown("field", id_, [*fields], key=True)


def _own(spot: Spot) -> bool:
    """Whether it stands in the mapping itself, not in the one it extends, which fits many frameworks."""
    return spot.document.home(spot.path).name == spot.document.name


def _values(spot: Spot, values: Mapping[str, str], kind: str, known: Sequence[str]) -> Iterator[Finding]:
    for name, value in values.items():
        if value not in known:
            yield spot.at(name).unknown(kind, value, known)


def _choices(spot: Spot, column: ColumnDef, choices: Sequence[str]) -> Iterator[Finding]:
    if choices:
        yield from _values(spot.at("values"), column.values, "choice", [*choices, NONE])


def _evidence(spot: Spot, spec: ActivityDef | EventDef, types: Mapping[str, EvidenceDef]) -> Iterator[Finding]:
    """The evidence that rows or events are, and the fields they carry."""
    meaning = spec.what
    if meaning is None:
        return
    here, known = spot.at("what"), [*types, NONE]
    if meaning.always is not None and meaning.always not in known:
        yield here.at("always").unknown("evidence", meaning.always, known)
    if meaning.otherwise is not None and meaning.otherwise not in known:
        yield here.at("otherwise").unknown("evidence", meaning.otherwise, known)
    yield from _values(here.at("values"), meaning.values, "evidence", known)
    always = types.get(meaning.always or "")  # a column may hold the name of any type
    fields = {name for each in ([always] if always else types.values()) for name in each.fields}
    for id_ in spec.fields:
        if id_ not in fields:
            yield spot.at("fields", id_).unknown("field", id_, sorted(fields), key=True)


def _told_by_sellers(spot: Spot, meaning: MeaningDef, types: Mapping[str, EvidenceDef]) -> Iterator[Finding]:
    """Evidence of the customer that only the seller who typed the row would tell: it would count for nothing."""
    places = [("always", meaning.always), ("otherwise", meaning.otherwise)]
    every = [(spot.at(key), word) for key, word in places if word]
    every += [(spot.at("values", name), word) for name, word in meaning.values.items()]
    for here, word in every:
        if word in types and types[word].side == [CUSTOMER] and not types[word].told_by:
            words = f'"{word}" is an act of the customer, and the seller who typed the row would tell it'
            yield here.finding("GC058", words, hint="it never counts so; map it to what the seller did")


def _tables(spot: Spot, mapping: MappingFile) -> Iterator[tuple[Spot, TableDef]]:
    if mapping.deals:
        yield spot.at("deals"), mapping.deals
    for key in ("contacts", "stage-history", "field-history", "activities"):
        held: Mapping[str, TableDef] = getattr(mapping, key.replace("-", "_"))
        yield from ((spot.at(key, id_), each) for id_, each in held.items())
    yield from (
        (spot.at("activities", id_, "linked"), each.linked) for id_, each in mapping.activities.items() if each.linked
    )


def _columns(spot: Spot, mapping: MappingFile) -> Iterator[tuple[Spot, str, ColumnDef]]:
    """Every column that the mapping reads, with what it is for."""
    every: list[tuple[Spot, TableDef | EventDef]] = [*_tables(spot, mapping)]
    every += [(spot.at("events", name), each) for name, each in mapping.events.items()]
    for here, spec in every:
        for name in type(spec).model_fields:
            value = getattr(spec, name)
            if isinstance(value, ColumnDef):
                yield here.at(name.replace("_", "-")), name, value
            for id_, column in value.items() if name == "fields" else ():
                yield here.at("fields", id_), name, column


def _columns_of(spot: Spot, mapping: MappingFile, kind: str) -> Iterator[tuple[Spot, ColumnDef]]:
    return ((here, column) for here, name, column in _columns(spot, mapping) if name == kind)


def _formats(spot: Spot, mapping: MappingFile) -> Iterator[tuple[Spot, Sequence[str]]]:
    """Every list of formats."""
    yield spot.at("reading", "times"), mapping.reading.times
    for here, _, column in _columns(spot, mapping):
        yield here.at("format"), column.format


def _alike(spot: Spot, formats: Sequence[str]) -> Iterator[Finding]:
    """Spelt-out formats that read one text as two different days."""
    spelt = [each for each in formats if each not in NAMED_FORMATS]
    for number, second in enumerate(spelt):
        for first in spelt[:number]:
            text = next((text for day in DAYS if (text := _other_day(first, second, day))), "")
            if text:
                words = f'"{text}" is one day as {first} and another one as {second}'
                yield spot.finding("GC057", words, hint="read them from different columns, or export one format")


def _other_day(first: str, second: str, day: dt.date) -> str:
    """The day as one format writes it, where the other one reads another day in it; else nothing."""
    text, swapped = _written(first, day), _written(second, day)
    other = next((_written(second, each) for each in _swaps(day) if _written(second, each) == text), "")
    return text if other and swapped != text else ""


def _swaps(day: dt.date) -> Iterable[dt.date]:
    """The days whose parts are those of this day in another order."""
    year, month, number = day.year, day.month, day.day
    for parts in ((year, number, month), (2000 + number, month, year % 100), (2000 + month, number, year % 100)):
        try:
            yield dt.date(*parts)
        except ValueError:
            continue


def _written(pattern: str, day: dt.date) -> str:
    """The day in a spelt-out format, at midnight."""
    parts = {
        "YYYY": f"{day.year}", "YY": f"{day.year % 100:02}", "MM": f"{day.month:02}", "M": f"{day.month}",
        "DD": f"{day.day:02}", "D": f"{day.day}", "HH": "12", "H": "12", "hh": "12", "h": "12", "mm": "00",
        "ss": "00", "AM": "PM", "Z": "Z",
    }  # fmt: skip
    return "".join(parts.get(each, each) for each in parts_of(pattern))

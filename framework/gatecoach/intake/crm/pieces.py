"""What single rows say, before the rows of a deal are put together: plain values, cheap to make and to keep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal, NamedTuple

from gatecoach.facts import Claim, FieldValue, Value

Moment = dt.datetime | dt.date


def instant(at: Moment | None) -> dt.datetime:
    """A moment for sorting: a day is its first instant in UTC, a missing one is before everything."""
    if isinstance(at, dt.datetime):
        return at
    day = at or dt.date.min
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


class Place(NamedTuple):
    """Where a row stands, and which column says which deal it is about."""

    file: str
    table: str
    row: int
    within: str | None = None
    about: str = ""


class Deal(NamedTuple):
    """A row of the deals: `stage` is nothing where the CRM's stage is unknown or none of ours, None without one.

    `pipeline` is the name that the mapping has for its pipeline; nothing where the mapping has none. `currencies` are
    those of its amounts that are blank, where a history of its fields may need them.
    """

    place: Place
    key: str
    id: str
    name: str
    owner: str
    journey: str
    pipeline: str
    stage: str | None
    since: Moment | None
    fields: Mapping[str, Value]
    currencies: Mapping[str, str]

    @property
    def claim(self) -> Claim | None:
        """What the row claims."""
        return Claim(stage=self.stage, at=self.since) if self.stage else None


class Said(NamedTuple):
    """A name that is another stage in another pipeline: what it is in each, None where the pipeline has none of it."""

    text: str
    column: str
    by_pipeline: Mapping[str, str | None]

    @property
    def stages(self) -> set[str]:
        """What it may be."""
        return {each for each in self.by_pipeline.values() if each is not None}


class Change(NamedTuple):
    """A stage that a deal was at, from `at` on; None where that is for the pipeline of the deal to say (`said`)."""

    place: Place
    key: str
    stage: str | None
    at: Moment
    by: str
    said: Said | None = None

    @property
    def claim(self) -> Claim | None:
        """What the row claims, where it says it by itself."""
        return Claim(stage=self.stage, at=self.at, by=self.by) if self.stage else None


class Part(NamedTuple):
    """A person, or the part a person has in a deal; `key` is nothing where the row names no deal."""

    place: Place
    key: str
    person: str
    name: str
    address: str
    roles: tuple[str, ...]
    address_column: str
    """The column that says what their address is; nothing where the table does not say so."""


class Was(NamedTuple):
    """A value that a field of a deal had from `at` on; `bare` is an amount without its currency, which the deal has."""

    place: Place
    key: str
    field: str
    value: Value
    at: Moment
    bare: bool = False

    @property
    def fact(self) -> FieldValue:
        """The value as a dated fact."""
        return FieldValue(field=self.field, value=self.value, at=self.at)


class Act(NamedTuple):
    """Something that was done; names of people are still those of the CRM.

    `via` is what the row is known by in the table that says which deal it is about.
    """

    place: Place
    key: str
    via: str
    section: str
    row: str
    message: str
    at: Moment
    by: str
    teller: str
    side: Literal["seller", "customer", "forwarded", ""]
    what: str
    as_label: bool
    captured: bool
    reply_row: str
    replies: tuple[str, ...]
    thread: str
    machine_sent: bool
    text: str
    fields: Mapping[str, Value]


class Link(NamedTuple):
    """A row that says which deal the rows of a section are about."""

    key: str
    via: str
    section: str


Piece = Deal | Change | Part | Was | Act | Link

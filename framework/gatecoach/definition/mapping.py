"""A mapping file: which table of a CRM's export is what, and which column holds what."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from gatecoach.definition.columns import Cells, Column, Currencies, Direction, Meaning, ReadingDef
from gatecoach.definition.values import Authored, Currency, Id, Ids, Words, mistake


class PipelineDef(Authored):
    """A pipeline of the CRM: the journey its deals travel and what its stages are."""

    for_: str | None = Field(default=None, alias="for")
    """The journey; left out, that of the mapping."""
    stages: dict[str, str] = Field(default_factory=dict)
    """The stages and ends of the journey for the stages of this pipeline, before those of the mapping."""


class TableDef(Authored):
    """What all tables have in common: where the rows are and which of them are left out."""

    in_: Ids = Field(default_factory=list, alias="in")
    """The tables: names of objects or files, or paths (data.deals), with one * for any text; left out, every table."""
    each: Words | None = None
    """The list within each record whose parts are the rows: propertiesWithHistory.dealstage."""
    only: dict[str, Cells] = Field(default_factory=dict)
    """Columns and the values of which each must have one, else the row is not used; one * stands for any text."""
    drop: dict[str, Cells] = Field(default_factory=dict)
    """Columns and values; a row that has one of them is not used; one * stands for any text."""


class DealsDef(TableDef):
    """The table of deals."""

    id: Column
    """The deal's id."""
    name: Column | None = None
    """What the deal is called."""
    owner: Column | None = None
    """Who owns it: a user of the CRM or an address."""
    pipeline: Column | None = None
    """The pipeline it is in."""
    stage: Column | None = None
    """Where the CRM says it stands: a claim."""
    since: Column | None = None
    """Since when it stands there, where no history says so."""
    fields: dict[Id, Column] = Field(default_factory=dict)
    """Fields of the framework and where their values stand."""


class ContactDef(TableDef):
    """A table of people of the customer, or of the part they play in a deal."""

    id: Column
    """The person's id; rows of several tables with one id are one person."""
    deal: Column | None = None
    """The deal they take part in; left out, the table only tells who they are."""
    name: Column | None = None
    """Their name; several columns are put together."""
    address: Column | None = None
    """Their mail address."""
    role: Column | None = None
    """The role they have in the deal."""


class StageHistoryDef(TableDef):
    """A table of the stages that deals were at."""

    deal: Column
    """The deal."""
    stage: Column
    """The stage it came to."""
    at: Column
    """When it came there."""
    by: Column | None = None
    """Who moved it."""


class FieldHistoryDef(TableDef):
    """A table of the values that columns of the deals had."""

    deal: Column
    """The deal."""
    field: Column
    """The column of the deals that was changed, by its name there."""
    value: Column
    """What it was changed to."""
    at: Column
    """When it was changed."""


class LinkedDef(TableDef):
    """Another table that says which deal a row belongs to."""

    id: Column
    """In the other table, what the row is known by."""
    deal: Column
    """In the other table, the deal."""
    by: Column | None = None
    """In the row, what it is known by in the other table; left out, its id."""


class RepliesDef(Authored):
    """What a row is a reply to, by the surest of these that is there."""

    row: Column | None = None
    """The id of the row it replies to."""
    message: Column | None = None
    """The Message-IDs it replies to (In-Reply-To, References)."""
    thread: Column | None = None
    """The thread it is part of: it replies to the seller's latest message before it."""


class ActivityDef(TableDef):
    """A table of what was done: calls, meetings, mails."""

    id: Column
    """The row's id."""
    deal: Column | None = None
    """The deal, or several."""
    linked: LinkedDef | None = None
    """Another table that says which deal it is."""
    at: Column
    """When it was done."""
    by: Column | None = None
    """Who did it: a person, a user of the CRM or an address; left out, the owner of the deal."""
    entered_by: Column | None = None
    """Who typed it; left out, who did it if a seller did, else the owner of the deal."""
    captured: bool = False
    """Whether the CRM took it in by itself, so that the source tells it and no seller does."""
    direction: Direction | None = None
    """Whose act it is; left out, the seller's."""
    what: Meaning | None = None
    """Which evidence it is; a reply of the customer is the evidence that answers what it replies to."""
    becomes: Literal["evidence", "label"] = "evidence"
    """Evidence, or a label that tells the mails read elsewhere what this message of the seller is."""
    message: Column | None = None
    """Its Message-ID."""
    replies: RepliesDef | None = None
    """What it replies to."""
    headers: Column | None = None
    """The headers of the mail as text: they say what it replies to and whether a machine sent it."""
    text: Column | None = None
    """Its text, which statements quote."""
    automatic: dict[str, Cells] = Field(default_factory=dict)
    """Columns and the values with which a machine sent it."""
    fields: dict[Id, Column] = Field(default_factory=dict)
    """Fields of the evidence and where their values stand."""

    @model_validator(mode="after")
    def _placed(self) -> ActivityDef:
        if (self.deal is None) == (self.linked is None):
            raise mistake("GC013", "this does not say which deal a row is about", "write `deal:` or `linked:`")
        if self.becomes == "label" and (self.message is None or self.what is None):
            raise mistake("GC013", "a label names a message and what it is", "write `message:` and `what:`")
        return self


class EventDef(Authored):
    """What a CloudEvent of one type is: evidence (`what`), a claim (`stage`) or a statement (`about`)."""

    deal: Column
    """The deal: the event's subject, or something in its data (data.deal)."""
    what: Meaning | None = None
    """The evidence it is."""
    stage: Column | None = None
    """The stage or end that it claims."""
    about: Column | None = None
    """The item that it is a reading of."""
    outcome: Column | None = None
    """The reading: an outcome of the item's evidence."""
    quote: Column | None = None
    """The words of the item that show it."""
    id: Column | None = None
    """The item's id; left out, that of the event."""
    at: Column | None = None
    """When it was done; left out, the time of the event."""
    by: Column | None = None
    """Who did it or says so."""
    entered_by: Column | None = None
    """Who typed it, where somebody did."""
    captured: bool = False
    """Whether the source saw it itself, so that the source tells it and no seller does."""
    answers: Column | None = None
    """The items that it answers."""
    text: Column | None = None
    """Its text, which statements quote."""
    fields: dict[Id, Column] = Field(default_factory=dict)
    """Fields of the evidence and where their values stand."""
    drop: dict[str, Cells] = Field(default_factory=dict)
    """Columns and values; an event that has one of them is not used."""

    @model_validator(mode="after")
    def _one(self) -> EventDef:
        if sum(each is not None for each in (self.what, self.stage, self.about)) != 1:
            raise mistake("GC013", "this is not one kind of fact", "write one of `what:`, `stage:` and `about:`")
        if self.what and self.captured == (self.entered_by is not None):
            raise mistake("GC013", "this does not say who tells it", "write `captured: true`, or `entered-by:`")
        if self.what and self.by is None:
            raise mistake("GC013", "this does not say who did it", "write `by:`")
        if self.about and not (self.outcome and self.quote and self.by):
            raise mistake(
                "GC013", "a reading has an outcome, a quote and a reader", "write `outcome:`, `quote:`, `by:`"
            )
        return self


class MappingFile(Authored):
    """`mapping:` how the exports of a CRM, or the events of a bus, are to be read."""

    mapping: Id
    """The id of the mapping; it is the source of what it reads unless `source` says another."""
    version: Words | None = None
    """The version of the mapping, where others extend it; in quotes."""
    extends: str | None = None
    """The mapping it builds on, with its version, as in salesforce@1."""
    remove: Ids = Field(default_factory=list)
    """What of that mapping this file does without, as paths of ids: activities.task."""
    for_: str | None = Field(default=None, alias="for")
    """The journey that the deals travel; left out, the only one that is no conversation."""
    source: Words | None = None
    """The source that the items are of, as the host connects it."""
    format: Literal["csv", "json", "json-lines"] = "csv"
    """What kind of files they are."""
    reading: ReadingDef = Field(default_factory=ReadingDef.model_construct)
    """How the files are written."""
    id_length: Annotated[int, Field(ge=1)] | None = None
    """How many signs of an id name a record; more are left out when ids are compared, behind 15 only check signs."""
    own_domains: Ids = Field(default_factory=list)
    """The domains of the seller's addresses."""
    currency: Currency | None = None
    """What amounts are counted in that do not say it themselves; left out, as the framework counts."""
    currencies: Currencies = Field(default_factory=dict)
    """The currency for each sign or id that the CRM has for it."""
    stages: dict[str, str] = Field(default_factory=dict)
    """The stage or end for each stage of the CRM, or `none`; ids and titles of the framework need no line."""
    pipelines: dict[str, PipelineDef] = Field(default_factory=dict)
    """The pipelines by their names or ids in the CRM; where there are any, another pipeline is a finding."""
    roles: dict[str, str] = Field(default_factory=dict)
    """The role for each role of the CRM, or `none`; ids and titles of the framework need no line."""
    owners: dict[str, str] = Field(default_factory=dict)
    """The person for each user of the CRM."""
    deals: DealsDef | None = None
    """The table of deals."""
    contacts: dict[Id, ContactDef] = Field(default_factory=dict)
    """Tables of people of the customer and of their roles."""
    stage_history: dict[Id, StageHistoryDef] = Field(default_factory=dict)
    """Tables of the stages that deals were at."""
    field_history: dict[Id, FieldHistoryDef] = Field(default_factory=dict)
    """Tables of the values that fields of deals had."""
    activities: dict[Id, ActivityDef] = Field(default_factory=dict)
    """Tables of what was done."""
    events: dict[str, EventDef] = Field(default_factory=dict)
    """What the CloudEvents of a bus are, by their type."""

    @model_validator(mode="after")
    def _something(self) -> MappingFile:
        tables = (self.deals, self.contacts, self.stage_history, self.field_history, self.activities, self.events)
        if not any(tables) and self.extends is None:
            raise mistake("GC013", "this mapping reads nothing", "write `deals:`, another table, or `events:`")
        return self

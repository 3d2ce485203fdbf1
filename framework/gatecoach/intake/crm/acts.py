"""The sections about what was done: calls, meetings, mails, and the tables that say which deal these are about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from gatecoach.definition.columns import ColumnDef, MeaningDef
from gatecoach.definition.mapping import ActivityDef, LinkedDef
from gatecoach.facts import Value
from gatecoach.intake.crm.cells import LONGEST_TEXT, RowError
from gatecoach.intake.crm.columns import Names, fold, name_of
from gatecoach.intake.crm.context import SELLER, Course
from gatecoach.intake.crm.heads import Heads, heads_in
from gatecoach.intake.crm.ours import Ours
from gatecoach.intake.crm.pieces import Act, Link, Piece
from gatecoach.intake.crm.section import Section
from gatecoach.intake.crm.tables import Record
from gatecoach.intake.headers import message_ids

Whose = Literal["seller", "customer", "forwarded", ""]
NO_HEADS = Heads()


def read_links(section: Section, spec: LinkedDef, name: str) -> None:
    """Read which deal the rows of another section are about."""
    ids, deals = section.words(spec.id, "no-id"), section.words(spec.deal, "no-deal")

    def row(record: Record) -> Sequence[Piece]:
        about = [section.key(each) for each in deals(record)]
        return [Link(deal, section.key(each), name) for deal in about for each in ids(record)]

    section.row = row


def read_acts(section: Section, spec: ActivityDef, name: str) -> None:
    """Read what was done; people and links still have the names that the CRM gives them."""
    section.about(spec.deal or (spec.linked.by if spec.linked else None) or spec.id)
    id_, at = section.word(spec.id, "no-id"), section.time(spec.at)
    deals = section.words(spec.deal, "no-deal") if spec.deal else None
    via = section.word(spec.linked.by or spec.id, "no-deal") if spec.linked else None
    message, by, teller = section.short(spec.message), section.short(spec.by), section.short(spec.entered_by)
    side, what = directions(section, spec), meanings(section, spec.what)
    replies = spec.replies
    up_row = section.short(replies.row if replies else None)
    up_message = section.soft(section.columns.text(replies.message if replies else None), "")
    thread = section.short(replies.thread if replies else None)
    headers = section.may(spec.headers, heads_in, NO_HEADS)
    text = section.soft(section.columns.text(spec.text), "")
    machine = section.columns.has_one_of(spec.automatic)
    values = evidence_fields(section, spec.fields)

    def row(record: Record) -> Sequence[Piece]:
        about = [section.key(each) for each in deals(record)] if deals else [""]
        head = headers(record)
        links = (*_ids(up_message(record)), *head.in_reply_to, *head.references[-1:])
        whose = side(record)
        meant = what(record) if whose in (SELLER, "") else ""
        act = Act(
            section.place, "", section.key(via(record)) if via else "", name, section.key(id_(record)),
            _bare(message(record)), at(record), by(record), teller(record), whose, meant, spec.becomes == "label",
            spec.captured, section.key(up_row(record)), tuple(dict.fromkeys(links)), thread(record),
            bool(head.automatic) or (machine is not None and machine(record)), text(record)[:LONGEST_TEXT],
            values(record, meant),
        )  # fmt: skip
        return [act._replace(key=deal) for deal in about]

    section.row = row


def directions(section: Section, spec: ActivityDef) -> Callable[[Record], Whose]:
    """Reads whose act a row is; nothing where the mapping does not say, which means the seller's."""
    direction = spec.direction
    if direction is None:
        return lambda _: ""
    if direction.by_sender:
        sender = section.columns.text(spec.by)
        ours = Ours(section.context)
        return lambda record: "seller" if ours(sender(record)) else "customer"
    column = ColumnDef(column=direction.column)
    read, reading = section.columns.text(column), section.mapping.reading
    values = {fold(name, reading): value for name, value in direction.values.items()}

    def whose(record: Record) -> Whose:
        text = read(record)
        found = values.get(fold(text, reading), direction.otherwise)
        if found is None:
            raise RowError("unknown-direction", text, values, column=name_of(column))
        return found

    return whose


def meanings(section: Section, spec: MeaningDef | None) -> Callable[[Record], str]:
    """Reads which evidence a row is; nothing where the mapping does not say so."""
    if spec is None:
        return lambda _: ""
    own = {name: id_ for course in section.context.courses.values() for name, id_ in course.meanings.items()}
    otherwise = spec.otherwise or "none"
    column = ColumnDef(column=spec.column or ["-"], values=spec.values, otherwise=otherwise)
    names = Names(column, {}, own, section.mapping.reading, "no-meaning")
    if spec.always is not None:
        always = names.here(spec.always)
        return lambda _: always
    return section.columns.cell(column, names.here, names.here("") if "" in spec.values else "")


def evidence_fields(section: Section, written: Mapping[str, ColumnDef]) -> Callable[[Record, str], Mapping[str, Value]]:
    """Reads the fields of an evidence, typed as its type declares them."""
    readers: dict[str, list[tuple[str, Callable[[Record], Value | None]]]] = {}

    def values(record: Record, what: str) -> Mapping[str, Value]:
        if what not in readers:
            readers[what] = _readers(section, written, what)
        return {id_: value for id_, read in readers[what] if (value := read(record)) is not None}

    return values if written else lambda _record, _what: {}


def _readers(
    section: Section, written: Mapping[str, ColumnDef], what: str
) -> list[tuple[str, Callable[[Record], Value | None]]]:
    courses: Sequence[Course] = [*section.context.courses.values()]
    kind = next((each.types[what] for each in courses if what in each.types), None)
    fields = kind.fields if kind else {}
    return [
        (id_, section.field(column, fields.get(id_)))
        for id_, column in written.items()
        if kind is None or id_ in fields
    ]


def _bare(message: str) -> str:
    """A Message-ID as mails are known by, without its brackets."""
    return message.removeprefix("<").removesuffix(">")


def _ids(text: str) -> tuple[str, ...]:
    """The Message-IDs in a cell: in brackets, or a bare one."""
    return message_ids(text) or tuple(each for each in (_bare(text),) if each and " " not in each)

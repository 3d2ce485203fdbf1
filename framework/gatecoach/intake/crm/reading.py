"""One run over export files: every table to the sections that read it, every row to the pieces it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from gatecoach.definition import MappingFile
from gatecoach.definition.mapping import TableDef
from gatecoach.errors import FactsError, Finding
from gatecoach.intake.crm.acts import read_acts, read_links
from gatecoach.intake.crm.context import CrmContext
from gatecoach.intake.crm.pieces import Piece
from gatecoach.intake.crm.readers import read_contacts, read_deals, read_stages, read_values
from gatecoach.intake.crm.reasons import SKIPPED
from gatecoach.intake.crm.rejects import CODE, Reject, Tally
from gatecoach.intake.crm.section import Section
from gatecoach.intake.crm.tables import Broken, Input, Table, UnreadableError, tables_of

Bind = Callable[[Section], None]
FORMATS = {"csv": "CSV with a first line of column names", "json": "JSON", "json-lines": "JSON, one record a line"}


def crm_rows(files: Iterable[tuple[str, Input]], context: CrmContext, tally: Tally) -> Iterator[Piece]:
    """What each row of these files says, as the rows come; memory does not grow with them.

    A file is a name and its bytes, or a name and a binary file that is open. Nothing is put together here: rows of
    one deal stay single pieces, and a row that is there twice comes twice. What is not used is in the tally.

    Raises:
        FactsError: none of the files holds a table that the mapping reads.
    """
    sections = list(_sections(context.mapping))
    refused: list[Finding] = []
    read = False
    for name, tables in tables_of(files, context.mapping):
        found = False
        try:
            for table in tables():
                pieces = _table(table, sections, context, tally)
                if pieces is not None:
                    found = True
                    yield from pieces
        except UnreadableError as error:
            refused += _unreadable(name, str(error), found, context.mapping, tally)
        else:
            refused += [] if found else [_strange(name, context.mapping)]
        read = read or found
    if refused and not read:
        raise FactsError("bad-export", f"{refused[0].file}: {refused[0].message}", refused)
    for each in refused:
        tally.about(each)


def _unreadable(file: str, why: str, found: bool, mapping: MappingFile, tally: Tally) -> list[Finding]:  # noqa: FBT001
    """A file that cannot be read from here on: refused, or broken off where tables of it were read."""
    if found:
        tally.about_file("broken-off", file, "", why)
        return []
    return [Finding(CODE, why, file=file, hint=expected(mapping))]


def _strange(file: str, mapping: MappingFile) -> Finding:
    words = f'it holds no table that the mapping "{mapping.mapping}" reads'
    return Finding(CODE, words, file=file, hint=expected(mapping))


def expected(mapping: MappingFile) -> str:
    """What the mapping takes, in words."""
    names = dict.fromkeys(name for spec, _ in _sections(mapping) for name in spec.in_)
    tables = f" with {', '.join(names)}" if names else ""
    return f"expected is {FORMATS[mapping.format]}{tables}"


def _sections(mapping: MappingFile) -> Iterator[tuple[TableDef, Bind]]:
    """Every section of a mapping with what reads its rows."""
    if mapping.deals:
        yield mapping.deals, partial(read_deals, spec=mapping.deals)
    for contact in mapping.contacts.values():
        yield contact, partial(read_contacts, spec=contact)
    for stages in mapping.stage_history.values():
        yield stages, partial(read_stages, spec=stages)
    for values in mapping.field_history.values():
        yield values, partial(read_values, spec=values)
    for name, act in mapping.activities.items():
        yield act, partial(read_acts, spec=act, name=name)
        if act.linked:
            yield act.linked, partial(read_links, spec=act.linked, name=name)


def _table(
    table: Table, specs: list[tuple[TableDef, Bind]], context: CrmContext, tally: Tally
) -> Iterator[Piece] | None:
    """The pieces of a table; nothing where no section reads it, but for going through its rows."""
    sections = []
    for spec, bind in specs:
        found = (matched(spec.in_, name) for name in (table.name, table.path or table.name))
        star = next((each for each in found if each is not None), None)
        if star is not None:
            section = Section(context, tally, table, star, spec)
            bind(section)
            sections.append(section)
    if not sections:
        for _ in table.rows(lambda *_: None):
            pass
        tally.ignored[table.name] += 1
        return None
    return _pieces(table, sections, tally)


def _pieces(table: Table, sections: list[Section], tally: Tally) -> Iterator[Piece]:
    if table.note:
        tally.about_file(table.note, table.file, table.name)
        return
    number = 0
    for number, record in table.rows(_telling(table, tally)):
        tally.rows += 1
        for section in sections:
            section.number = number
            yield from section.read(record)
    for section in sections if number or table.header is not None else ():
        section.tell_of_columns()


def _telling(table: Table, tally: Tally) -> Broken:
    """What tells of a row that cannot be read at all."""

    def broken(reason: str, number: int, column: str, value: str) -> None:
        tally.rows += 1
        if reason in SKIPPED:
            tally.skip(reason)
        else:
            tally.reject(Reject(reason, table.file, table.name, number, column, value, within=table.within))

    return broken


def matched(wanted: Iterable[str], name: str) -> str | None:
    """What stands for the * where a table's name fits one of these; every name fits where none is wanted."""
    patterns = list(wanted)
    if not patterns:
        return ""
    folded = name.casefold()
    for each in patterns:
        before, star, after = each.casefold().partition("*")
        if not star and before == folded:
            return ""
        if star and len(folded) >= len(before) + len(after) and folded.startswith(before) and folded.endswith(after):
            return name[len(before) : len(name) - len(after)]
    return None

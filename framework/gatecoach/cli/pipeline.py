# ruff: noqa: PLC0415 - what an option decides is loaded when it is known
"""All deals at once, from wherever they are: what `audit` and the reports of a pipeline have in common.

Tables are taken as they are; an export, mails and facts become deals first, and these become tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from gatecoach.cli.options import FIRST, Fetched

if TYPE_CHECKING:
    from gatecoach.audit import Audit, Engine
    from gatecoach.audit.given import Problem
    from gatecoach.cli.bundle import Bundle
    from gatecoach.cli.clock import When
    from gatecoach.cli.load import Inputs
    from gatecoach.desk import Total
    from gatecoach.framework import Framework
    from gatecoach.intake.crm import CrmSubject, Reject
    from gatecoach.subject import Subject


BESIDE_TABLES: Mapping[str, str] = MappingProxyType(
    {
        "people": "Put everybody into the table `people`.",
        "trusted": "Mails are not checked there; put how sure each piece is into the column `grade` of `evidence`.",
        "keys": "Mails are not checked there; put how sure each piece is into the column `grade` of `evidence`.",
        "channel": "Put each source with its channel into the table `sources`.",
    }
)
"""The options that say something of other data than tables, and what to do instead."""
TABLES = "Tables are deals.csv or deals.parquet with others beside it, or a DuckDB file with a table `deals`."
"""How tables look, for somebody whose data are none."""


@dataclass(frozen=True, slots=True)
class Wants:
    """What a command about a whole pipeline is asked: the options of that name, as they were typed."""

    framework: str = FIRST
    data: Sequence[Path] = ()
    people: Path | None = None
    mapping: Sequence[str] = ()
    journey: str | None = None
    engine: str = "duckdb"
    at: str | None = None
    fetched_by: Fetched = Fetched.UPLOAD
    trusted: Sequence[str] = ()
    keys: Path | None = None
    channel: Sequence[str] = ()

    def inputs(self) -> Inputs:
        """The same for data that are no tables."""
        from gatecoach.cli.load import Inputs

        return Inputs(
            self.framework, self.people, _spread(self), self.fetched_by, self.trusted, self.journey, self.mapping,
            self.keys, self.channel,
        )  # fmt: skip

    def words(self) -> list[str]:
        """These options as they would be typed again, without those that say nothing of these data."""
        of_tables = bool(self.data) and tables_at(self) is not None
        used = replace(self, people=None, trusted=(), keys=None, channel=()) if of_tables else self
        words = replace(used.inputs(), data=self.data).words()
        words += ["--engine", self.engine] if self.engine != "duckdb" else []
        return [*words, *(["--at", self.at] if self.at else [])]


@dataclass
class Pipeline:
    """A pipeline ready to be judged; its tables live in `engine` and are gone with it.

    `given` are the tables as they were handed over, of other data only `deals`. `names` says what people call a deal,
    `people` what they call a person, `teams` to which team a person belongs. `problems` is what is wrong with the
    tables or the export, `notes` what else could not be used, each said once.
    """

    framework: Framework
    journey: str
    at: When
    engine: Engine
    tables: Mapping[str, Any]
    given: Mapping[str, Any] = field(default_factory=dict)
    problems: Sequence[Problem] = ()
    notes: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def audit(self) -> Audit:
        """Every deal judged as of `at`."""
        return self.as_of(self.at)

    def as_of(self, at: When) -> Audit:
        """Every deal judged as of another moment."""
        from gatecoach.audit import audit

        return audit(self.framework, self.tables, at, engine=self.engine, journey=self.journey)

    def named(self) -> dict[str, str]:
        """Every deal by its id, with what people call it."""
        ids = self.tables["deals"].select("deal").distinct().order_by("deal").to_pyarrow().column("deal").to_pylist()
        return {id_: self.names.get(id_, "") for id_ in ids}

    def totals(self) -> Sequence[Total]:
        """What is added up by person, by the kernel over the deals that have any of it."""
        from gatecoach.desk import added_up, totals

        wanted = [*added_up(self.framework.journey(self.journey))]
        if not wanted:
            return ()
        items = self.tables["evidence"]
        deals = items.filter(items.what.isin(wanted)).select("deal").distinct().to_pyarrow().column("deal").to_pylist()
        return totals(self.subjects(deals), self.at)

    def subjects(self, deals: Iterable[str] | None = None) -> Iterator[Subject]:
        """These deals, or all, for the kernel; it says of each what the audit says."""
        from gatecoach.audit import subjects_of

        return subjects_of(self.framework, self.journey, self.tables, deals, names=self.people)


@contextmanager
def pipeline(wants: Wants) -> Iterator[Pipeline]:
    """The pipeline that these options name, until the block ends.

    Raises:
        UsageError: no data, data that cannot be read, or the extra `audit` is not there (`no-audit`).
        FactsError: the tables cannot be judged; everything that is in the way is named.
    """
    from gatecoach.cli.clock import clock
    from gatecoach.cli.deal import deal_journey
    from gatecoach.cli.engines import engine_at
    from gatecoach.framework import load

    at = clock(wants.at)()
    place = tables_at(wants)
    framework = load(wants.framework)
    journey = deal_journey(framework, wants.journey)
    with engine_at(wants.engine) as engine:
        found = Pipeline(framework, journey, at, engine, {})
        if place is not None:
            _from_tables(found, place)
            found.notes = _passed_over(wants)
        else:
            with tables_told(wants):
                _from_files(found, wants)
        _refuse_none(found, wants, place)
        yield found


def _refuse_none(found: Pipeline, wants: Wants, place: Path | None) -> None:
    """Nothing, where there is a deal; else what was wrong with the data is told first.

    Raises:
        UsageError: there is none.
    """
    from gatecoach.cli.engines import table_files
    from gatecoach.cli.telling import tell
    from gatecoach.errors import UsageError

    if found.tables["deals"].count().to_pyarrow().as_py():
        return
    tell(found.notes, [each for each in found.problems if place is None or each.table == "deals"])
    if place is None:
        if wants.mapping:
            _refuse_mapping(wants)
        where, help_ = wants.data[0], "Is it an export, name its --mapping; are they tables, name their folder."
    else:
        where = table_files(place)["deals"] if place.is_dir() else place
        help_ = "The table `deals` needs a row for each deal."
    raise UsageError("no-deals", "there are no deals in it", place=str(where), help=help_)


@contextmanager
def tables_told(wants: Wants) -> Iterator[None]:
    """Where data are no files that we know, it is said how tables would look; where they are tables, that they are.

    Raises:
        UsageError: nothing here can be read.
        FactsError: the files cannot be read as what they are said to be.
    """
    from gatecoach.errors import FactsError, UsageError

    try:
        yield
    except UsageError as error:
        if error.code not in ("nothing-here", "unknown-kind"):
            raise
        help_ = f"{_workbooks(Path(error.place))}{TABLES} {error.help}"
        raise UsageError(error.code, error.message, place=error.place, help=help_) from None
    except FactsError:
        _refuse_mapping(wants)
        raise


def _refuse_mapping(wants: Wants) -> None:
    """Nothing, unless a mapping is named for what looks like tables; asked only where the mapping led to nothing.

    Raises:
        UsageError: it does.
    """
    from gatecoach.cli.engines import looks_like_tables
    from gatecoach.errors import UsageError

    found = [each for each in wants.data if looks_like_tables(each)]
    if wants.mapping and found:
        words = "these look like tables, and a mapping is for an export"
        raise UsageError("which-data", words, place=str(found[0]), help="Leave --mapping out.")


def _workbooks(folder: Path) -> str:
    """What to do with the workbooks of a folder."""
    from gatecoach.cli.files import ended

    found = [each.name for each in ended(folder, (".xlsx", ".xls"))]
    return f"Save {found[0]} as CSV UTF-8 first, each sheet in a file of its own. " if found else ""


def tables_at(wants: Wants) -> Path | None:
    """The folder or database file of tables that is named; nothing where the data are files of another kind.

    A folder with a table `deals` is one of tables, unless a mapping says that it is an export.
    """
    from gatecoach.cli.engines import DATABASES, is_database, table_files
    from gatecoach.cli.files import there
    from gatecoach.errors import UsageError

    if not wants.data:
        help_ = "Name a folder of tables, an export with its --mapping, or a folder of mails and facts, with --data."
        raise UsageError("no-data", "it is not said where the deals are", place="--data", help=help_)
    for each in wants.data:
        there(each)
        if each.suffix in DATABASES and each.is_file() and not is_database(each):
            help_ = "Check its name, or name a folder of tables."
            raise UsageError("bad-file", "this is no database of DuckDB", place=str(each), help=help_)
    found = [each for each in wants.data if _holds_tables(each, table_files, is_database) and not wants.mapping]
    if found and len(wants.data) > 1:
        words = "tables stand alone, and there are more data"
        raise UsageError("which-data", words, place="--data", help=f"Name {found[0]} only.")
    return found[0] if found else None


def _holds_tables(path: Path, files: Any, is_database: Any) -> bool:
    return "deals" in files(path) if path.is_dir() else is_database(path)


def _from_tables(found: Pipeline, place: Path) -> None:
    """The tables of a warehouse or of files as everybody may read them, with what is wrong with them."""
    from gatecoach.audit import Reader, for_all
    from gatecoach.cli.engines import left_out, readable, tables_held, tables_in

    given = tables_in(found.engine, place)
    found.given = given
    if "deals" not in given:
        _refuse_without(place, tables_held(found.engine, place))
    with readable(place):
        read = Reader(found.engine, found.framework, found.journey, given).read()
    found.tables = for_all(found.engine, read.tables, found.framework.journey(found.journey))
    found.names = _words(given, "deals", "deal", "name")
    found.people, found.teams = (_words(given, "people", "person", each) for each in ("name", "team"))
    found.problems = (*left_out(found.engine, place), *read.problems)


def _refuse_without(place: Path, held: Sequence[str]) -> None:
    """There are tables, and none of deals.

    Raises:
        UsageError: always.
    """
    from gatecoach.errors import UsageError

    there = f"It has {', '.join(held)}." if held else "It has no table at all."
    raise UsageError("no-table", "it has no table of deals", place=str(place), help=f"{there} The name is `deals`.")


def _passed_over(wants: Wants) -> list[str]:
    """What is said of each option that was typed and says nothing of tables."""
    typed = [(name, step) for name, step in BESIDE_TABLES.items() if getattr(wants, name)]
    return [f"--{name} is not used, for the data are tables. {step}" for name, step in typed]


def _words(given: Mapping[str, Any], table: str, key: str, column: str) -> dict[str, str]:
    """A column of a table by its key, where there is such a column."""
    if table not in given or not {key, column} <= {*given[table].columns}:
        return {}
    rows = given[table].select(key=given[table][key].cast("string"), word=given[table][column].cast("string"))
    rows = rows.filter(rows.key.notnull() & (rows.word != "")).order_by(["key", "word"])
    return {row["key"]: row["word"] for row in reversed(rows.to_pyarrow().to_pylist())}


def _from_files(found: Pipeline, wants: Wants) -> None:
    """The deals of exports, mails and facts, each as `standing` takes it, as tables."""
    from gatecoach.audit import written
    from gatecoach.cli.bundle import gather

    bundle = gather(found.framework, found.journey, wants.inputs().wanted)
    found.problems = _rejected(bundle)
    notes: list[str] = []
    found.tables = found.engine.take(written(_subjects(bundle, notes.append)))
    found.given = {"deals": found.tables["deals"]}
    found.notes = tuple(dict.fromkeys(notes))
    found.names = {id_: name for id_, name in bundle.named().items() if name}
    found.people = {each.id: each.name for each in bundle.everybody() if each.name}


def _spread(wants: Wants) -> list[Path]:
    """The data; of a folder that holds the files of an export plainly, these and what else is known in it."""
    from gatecoach.cli.exporting import files_of
    from gatecoach.cli.files import beside, ended

    paths: list[Path] = []
    for path in wants.data:
        plain = path.is_dir() and wants.mapping and not (path / "crm").is_dir() and not (path / "crm.json").is_file()
        if plain and ended(path, (".csv", ".json", ".jsonl", ".ndjson")):
            paths += [*beside(path, ("mail", "calendar", "events", "keys", "people", "facts")), *files_of([path])]
        else:
            paths.append(path)
    return paths


def _rejected(bundle: Bundle) -> list[Problem]:
    """What of an export is not used, each cause once; its findings are then told like that and not again."""
    from gatecoach.audit.given import Problem

    if bundle.exported is None:
        return []
    causes: dict[tuple[str, str, str], list[Reject]] = {}
    for each in bundle.exported.rejects:
        causes.setdefault((each.reason, each.file, each.column), []).append(each)
    places = {(each.file, each.path) for each in bundle.exported.rejects}
    bundle.findings = [each for each in bundle.findings if (each.file, each.path) not in places]
    found = [
        Problem(
            reason, Path(file).name, column, rows[0].text(), len(rows),
            f"row {rows[0].row}{f': {rows[0].value}' if rows[0].value else ''}", rows[0].whole, rows[0].hint,
        )
        for (reason, file, column), rows in causes.items()
    ]  # fmt: skip
    twice = (bundle.exported.skipped or {}).get("duplicate", 0)
    words = "equal rows beside another one; they count once"
    return [*found, *([Problem("repeated", "export", "", words, twice, dropped=True)] if twice else [])]


def _subjects(bundle: Bundle, note: Callable[[str], None]) -> Iterator[Subject]:
    """Every deal that the files speak of, as everybody may read it."""
    from gatecoach.cli.deal import build

    if _only_exported(bundle):
        for finding in bundle.findings:
            note(finding.text())
        yield from (exported(bundle, each, note).seen_by() for each in bundle.crm)
        return
    for id_ in bundle.named():
        yield build(id_, bundle, note).for_all


def _only_exported(bundle: Bundle) -> bool:
    """Whether an export is all there is: then a deal is known without looking for it anywhere else."""
    more = (bundle.mails, bundle.calendar, bundle.events, bundle.kept, bundle.records)
    return bool(bundle.crm) and not any(more) and not bundle.framework.journey(bundle.journey).private_to


def exported(bundle: Bundle, deal: CrmSubject, note: Callable[[str], None]) -> Subject:
    """A deal of an export that stands alone: what `build` makes of it, without its search."""
    from gatecoach.cli.bundle import channels, merged
    from gatecoach.cli.deal import unused
    from gatecoach.subject import Subject

    made = Subject(
        bundle.framework, bundle.journey, deal.id, owner=deal.owner, people=merged(bundle.people, deal.people),
        fields=deal.fields, sources=channels(bundle, calendars=False),
    )  # fmt: skip
    made, rejected = made.with_facts([*deal.evidence, *deal.field_values, *deal.claimed])
    for words in unused(made, rejected):
        note(f"not used: {words}")
    return made

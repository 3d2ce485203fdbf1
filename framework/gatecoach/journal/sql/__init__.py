"""Journals in SQL databases, on SQLAlchemy Core (extra `journal`): SQLite, and PostgreSQL (extra `postgres`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatecoach.errors import JournalError, UsageError
from gatecoach.journal.chain import Salt
from gatecoach.journal.kept import Clock, StoreJournal
from gatecoach.journal.opening import masked

if TYPE_CHECKING:
    from sqlalchemy import Connection

ADDRESSES = "Name sqlite:///FILE or postgresql://USER@HOST:PORT/DATABASE."


def sql_journal(url: str, *, tenant: str, durability: str, clock: Clock | None, salt: Salt | None) -> StoreJournal:
    """The journal in a database; its tables are made or brought up to date. See `open_journal`."""
    _needs_extra(url)
    from sqlalchemy import make_url  # noqa: PLC0415
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415

    try:
        place = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise UsageError("unknown-journal", f'"{masked(url)}" is no address of a database', help=ADDRESSES) from error
    if place.get_backend_name() == "sqlite":
        from gatecoach.journal.sql.sqlite import SqliteStore  # noqa: PLC0415

        return StoreJournal(SqliteStore(place, tenant=tenant, durability=durability), clock=clock, salt=salt)
    from gatecoach.journal.sql.postgres import PostgresStore  # noqa: PLC0415

    if durability != "full":
        words = "PostgreSQL has its own setting for durability"
        raise UsageError("unknown-durability", words, help="Set synchronous_commit for the role or the database.")
    return StoreJournal(PostgresStore(place, tenant=tenant), clock=clock, salt=salt)


def joined_journal(connection: Connection, *, tenant: str, clock: Clock | None, salt: Salt | None) -> StoreJournal:
    """The journal in the caller's own transaction. See `open_journal`.

    Raises:
        UsageError: this is no SQLAlchemy connection, or one to another kind of database.
    """
    if not hasattr(connection, "exec_driver_sql"):
        words = f"{type(connection).__name__} is no place for a journal"
        raise UsageError("unknown-journal", words, help="Give a path, an address, or a SQLAlchemy Connection.")
    from gatecoach.journal.sql.joined import JoinedStore  # noqa: PLC0415

    return StoreJournal(JoinedStore(connection, tenant=tenant), clock=clock, salt=salt)


def _needs_extra(url: str) -> None:
    try:
        import alembic  # noqa: PLC0415
        import sqlalchemy  # noqa: F401, PLC0415
    except ModuleNotFoundError as error:
        words = f"a journal in a database needs {error.name}, which is not installed"
        help_ = 'Install it: pip install "gatecoach[journal]", or use a path that ends in .jsonl.'
        raise JournalError("journal-needs-extra", words, place=url.partition(":")[0], help=help_) from error
    del alembic

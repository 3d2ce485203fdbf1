"""Which journal a place means."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gatecoach.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from gatecoach.journal.chain import Salt
    from gatecoach.journal.kept import Clock
    from gatecoach.journal.protocol import Journal

Durability = Literal["full", "relaxed"]
SQL = ("sqlite://", "postgresql://", "postgresql+psycopg://")


def open_journal(
    where: str | Path | Connection,
    *,
    tenant: str = "",
    durability: Durability = "full",
    clock: Clock | None = None,
    salt: Salt | None = None,
) -> Journal:
    """The journal at a place.

    Args:
        where: a path that ends in .jsonl, or in .db for SQLite; ":memory:" for one that is gone with the process;
            `sqlite:///acme`, `postgresql://…`, or a SQLAlchemy `Connection`: then the journal joins its transaction,
            which the caller ends. All SQL needs the extra `journal`, PostgreSQL the extra `postgres`.
        tenant: whose journal it is, where a place keeps those of several.
        durability: "relaxed" lets a SQLite journal lose the last commits when the power fails, for speed.
        clock: gives the time that is kept beside each event; without one none is.
        salt: gives random bytes, for tests.

    Raises:
        UsageError: any other place.
        JournalError: a file on a system without file locks, or a database that cannot be opened.
    """
    if not isinstance(where, str | Path):
        from gatecoach.journal.sql import joined_journal  # noqa: PLC0415 - one kind of journal is opened, not four

        return joined_journal(where, tenant=tenant, clock=clock, salt=salt)
    text = str(where)
    if text.endswith(".db") and "://" not in text:
        text = f"sqlite:///{text}"
    if text.startswith(SQL):
        from gatecoach.journal.sql import sql_journal  # noqa: PLC0415 - same

        return sql_journal(text, tenant=tenant, durability=durability, clock=clock, salt=salt)
    if text == ":memory:":
        from gatecoach.journal.memory import MemoryJournal  # noqa: PLC0415 - same

        return MemoryJournal(tenant=tenant, clock=clock, salt=salt)
    if text.endswith(".jsonl") and "://" not in text:
        from gatecoach.journal.jsonl import JsonlJournal  # noqa: PLC0415 - same

        return JsonlJournal(where, tenant=tenant, clock=clock, salt=salt)
    words = f'"{masked(text)}" is no place for a journal'
    help_ = 'Name a file that ends in .db or .jsonl, an address (sqlite:///…, postgresql://…), or ":memory:".'
    raise UsageError("unknown-journal", words, help=help_)


def masked(where: str) -> str:
    """The place as it may be shown: without a password."""
    named = re.sub(r"//([^/@:]*:[^@]*|[^/@]*)@", "//***@", where)
    return re.sub(r"(?<=[?&]password=)[^&]*", "***", named)

"""The schema of a SQL journal, made and brought up to date by Alembic.

A host with migrations of its own adds `versions()` to its `version_locations`; its `upgrade heads` then makes the
tables, and nothing here touches them. Otherwise opening a journal brings its tables up to date, and which revision
they have stands in a table of its own.
"""

from __future__ import annotations

import threading
from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, inspect

from gatecoach.errors import JournalError
from gatecoach.journal.sql.tables import event

VERSIONS = "gatecoach_schema"
_ONE = threading.Lock()  # Alembic keeps what it is doing in its modules


def versions() -> Path:
    """The folder of the revisions, for a host's `version_locations`."""
    return Path(__file__).resolve().parent.parent / "migrations"


def upgrade(connection: Connection) -> None:
    """Bring the tables up to date, in the connection's transaction; tables of the host's own migrations are left."""
    script = ScriptDirectory(str(versions()), version_locations=[str(versions())])
    context = EnvironmentContext(Config(), script, fn=lambda at, _: script._upgrade_revs("heads", at))  # noqa: SLF001
    try:
        with _ONE, context:
            context.configure(connection=connection, version_table=VERSIONS, transactional_ddl=True)
            context.run_migrations()
    except CommandError as error:
        words = "the tables of the journal are of a newer gatecoach"
        raise JournalError("journal-newer", words, help="Open it with the version that made them.") from error


def is_current(connection: Connection) -> bool:
    """Whether the tables are there and as this program needs them."""
    there = inspect(connection)
    if not there.has_table(VERSIONS):
        return there.has_table(event.name)
    script = ScriptDirectory(str(versions()), version_locations=[str(versions())])
    found = MigrationContext.configure(connection, opts={"version_table": VERSIONS}).get_current_heads()
    return set(found) == set(script.get_heads())

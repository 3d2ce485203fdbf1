"""The tables are made by Alembic revisions: by opening a journal, or in the host's own migrations."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from kinds import KINDS
from sqlalchemy import create_engine, inspect, text

from gatecoach.errors import JournalError
from gatecoach.journal import open_journal
from gatecoach.journal.sql import schema
from gatecoach.journal.sql.tables import metadata

pytestmark = pytest.mark.parametrize("kind", KINDS[2:])
ENV = """
from alembic import context
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
with create_engine(context.config.attributes["url"], poolclass=NullPool).begin() as connection:
    context.configure(connection=connection)
    context.run_migrations()
"""
OWN = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "host_1", None, None, "gatecoach_0001"
def upgrade():
    op.create_table("deal", sa.Column("id", sa.Text, primary_key=True))
def downgrade():
    op.drop_table("deal")
"""


@pytest.fixture
def engine(where):
    """Connections past the journal."""
    made = create_engine(where.replace("postgresql://", "postgresql+psycopg://"))
    yield made
    made.dispose()


@pytest.fixture
def migrations(tmp_path, where):
    """A host's own migrations, with the journal's revisions among its `version_locations`."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    (folder / "env.py").write_text(ENV, encoding="utf-8")
    (folder / "versions" / "host_1.py").write_text(OWN, encoding="utf-8")
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{folder / 'versions'}\n{schema.versions()}")
    config.attributes["url"] = where.replace("postgresql://", "postgresql+psycopg://")
    return config


def tables(engine):
    """The tables that are there."""
    return set(inspect(engine).get_table_names())


def differences(engine):
    """What autogeneration would change."""
    with engine.connect() as connection:
        mine = lambda name, type_, _: type_ != "table" or name in metadata.tables  # noqa: E731
        return compare_metadata(MigrationContext.configure(connection, opts={"include_name": mine}), metadata)


def test_the_revisions_make_what_the_program_uses(where, engine):
    """Opening a journal leaves nothing for autogeneration to change, and opening it again changes nothing."""
    for _ in range(2):
        open_journal(where).close()
        assert differences(engine) == []
    assert tables(engine) == {*metadata.tables, schema.VERSIONS}


def test_the_hosts_migrations_make_the_tables(where, engine, migrations, event):
    """`upgrade heads` of the host makes both; the journal then uses them and keeps no version of its own."""
    command.upgrade(migrations, "heads")
    assert differences(engine) == []
    with open_journal(where) as journal:
        assert journal.append("a", 0, [event("a", 1)]) == 1
    assert tables(engine) == {*metadata.tables, "deal", "alembic_version"}
    command.downgrade(migrations, "gatecoach@base")
    assert tables(engine) == {"alembic_version"}


def test_a_newer_schema_is_told_and_left(where, engine):
    """A journal of a later gatecoach is not touched."""
    open_journal(where).close()
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {schema.VERSIONS} SET version_num = 'gatecoach_9999'"))
    with pytest.raises(JournalError, match="newer gatecoach") as caught:
        open_journal(where)
    assert caught.value.code == "journal-newer"


def test_the_tables_may_be_made_in_the_callers_transaction(where, engine):
    """What is rolled back was never made, on databases that make tables in transactions."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        schema.upgrade(connection)
        assert schema.is_current(connection)
        connection.rollback()
        assert not schema.is_current(connection)
    assert tables(engine) == set()

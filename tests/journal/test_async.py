"""An asynchronous host joins the journal through `run_sync`."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from gatecoach.errors import VersionConflict
from gatecoach.journal import open_journal
from gatecoach.journal.sql import schema


@pytest.fixture
def hosted(tmp_path):
    """Runs a function of an asynchronous engine whose database has the journal's tables and one of the host."""

    async def run(work):
        engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/host.db")
        async with engine.begin() as connection:
            await connection.run_sync(schema.upgrade)
            await connection.execute(text("CREATE TABLE deal (id TEXT)"))
        try:
            return await work(engine)
        finally:
            await engine.dispose()

    return lambda work: asyncio.run(run(work))


def append(*given):
    """An append on whatever connection it is handed."""
    return lambda connection: open_journal(connection).append(*given)


@pytest.mark.parametrize("commits", [True, False])
def test_both_are_kept_or_neither(hosted, tmp_path, event, commits):
    """By the commit or the rollback of the host's own transaction."""

    async def work(engine):
        async with engine.connect() as connection:
            await connection.execute(text("INSERT INTO deal VALUES ('1')"))
            assert await connection.run_sync(append("a", 0, [event("a", 1)])) == 1
            with pytest.raises(VersionConflict):
                await connection.run_sync(append("a", 0, [event("a", 2)]))
            await (connection.commit() if commits else connection.rollback())
            return (await connection.execute(text("SELECT count(*) FROM deal"))).scalar()

    assert hosted(work) == commits
    with open_journal(f"sqlite:///{tmp_path}/host.db") as own:
        assert own.version("a") == commits
        assert own.verify().whole

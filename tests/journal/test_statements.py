"""What is asked of the tables is made into SQL once, and its values stand where they belong."""

from __future__ import annotations

from enum import StrEnum

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy import event as listening

from gatecoach.errors import DuplicateEvent
from gatecoach.journal import open_journal
from gatecoach.journal.sql import rows, statements
from gatecoach.journal.sql.schema import upgrade
from gatecoach.journal.sql.statements import plain

QUESTIONS = {
    "HEAD": {"tenant", "stream"},
    "LAST": {"tenant"},
    "NAMES": {"tenant"},
    "PAGE": {"tenant", "after", "count"},
    "STREAM": {"tenant", "stream", "since"},
    "SOME": {"tenant", "stream", "since", "until"},
    "PARTS": {"tenant"},
    "LOOSE": {"tenant"},
}


class Mood(StrEnum):
    """A text that is more than text."""

    GLAD = "glad"


@pytest.mark.parametrize("name", ["ADD_EVENT", "ADD_PRIVATE", "FORGET"])
def test_the_values_of_a_deed_stand_in_the_order_of_its_names(name):
    """A row is handed to SQLite's driver as it is, so the SQL must have its places in the same order."""
    deed = getattr(statements, name)
    assert plain(deed.statement)[1] == deed.names


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_value_of_a_question_has_a_name(name):
    """None comes from the database's own spelling, which nobody would fill in."""
    words, names = plain(getattr(statements, name))
    assert set(names) == QUESTIONS[name]
    assert words.count("?") == len(names)


@pytest.mark.parametrize("count", [1, rows.CHUNK - 1, rows.CHUNK, rows.CHUNK + 1])
def test_a_taken_id_is_found_wherever_it_stands_in_a_batch(journal, event, count):
    """Also as the last of many, and behind more than one question holds; with all ids new the batch is kept."""
    journal.append("a", 0, [event("a", 1)])
    batch = [event("b", number) for number in range(1, count + 1)]
    last = batch[-1].model_copy(update={"id": "a#1"})
    with pytest.raises(DuplicateEvent, match='"a#1"'):
        journal.append("b", 0, [*batch[:-1], last])
    assert journal.append("b", 0, batch) == count


def test_the_same_statement_is_made_into_sql_once(tmp_path, event):
    """The second append makes none, and neither does another journal."""
    with open_journal(f"sqlite:///{tmp_path}/one.db") as journal:
        journal.append("a", 0, [event("a", 1)])
        made = plain.cache_info().misses
        journal.append("a", 1, [event("a", 2)])
    with open_journal(f"sqlite:///{tmp_path}/two.db") as journal:
        journal.append("a", 0, [event("a", 1)])
    assert plain.cache_info().misses == made


def test_a_text_of_another_type_is_kept_as_the_text_that_it_equals(journal, event):
    """What only equals JSON's own types is read again before it is kept."""
    journal.append("a", 0, [event("a", 1, mood=Mood.GLAD)])
    (kept,) = journal.read("a")
    assert kept.data == {"mood": "glad"}
    assert type(kept.data["mood"]) is str


def test_a_page_ends_after_so_many_events_whatever_parts_they_have(journal, event):
    """Private parts are rows too, and none of them is cut off."""
    people = [{"id": "bob"}, {"id": "eve"}]
    journal.append("a", 0, [event("a", number, people=people) for number in (1, 2, 3)])
    assert [each.event.data for each in journal.since(0, limit=2)] == [{"people": people}] * 2
    assert [each.position for each in journal.since(2, limit=2)] == [3]


def test_a_journal_that_only_reads_begins_nothing_on_a_hosts_connection(tmp_path, event):
    """The host may still begin its transaction as it likes, and sees what it has written itself."""
    engine = create_engine(f"sqlite:///{tmp_path}/crm.db")
    with engine.begin() as connection:
        upgrade(connection)
    with engine.connect() as connection:
        assert open_journal(connection).version("a") == 0
        with connection.begin():
            connection.execute(text("CREATE TABLE deal (id TEXT)"))
            open_journal(connection).append("a", 0, [event("a", 1)])
            assert open_journal(connection).version("a") == 1
    engine.dispose()


def test_the_driver_is_asked_past_the_hooks_of_a_hosts_engine(tmp_path, event):
    """As the documentation says: on SQLite a host's hooks see the savepoint of an append and not its rows."""
    engine = create_engine(f"sqlite:///{tmp_path}/crm.db")
    with engine.begin() as connection:
        upgrade(connection)
    seen = []
    listening.listen(engine, "before_cursor_execute", lambda *given: seen.append(given[2]))
    with engine.begin() as connection:
        open_journal(connection).append("a", 0, [event("a", 1)])
    engine.dispose()
    assert "BEGIN IMMEDIATE" in seen
    assert not [each for each in seen if "gatecoach_event" in each]

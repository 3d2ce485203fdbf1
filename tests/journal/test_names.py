"""Which stream stands for which subject: random names, told by words that can be erased, one for each subject."""

from __future__ import annotations

import threading

import pytest
from journal.dealings import DAY, Raced

from gatecoach.errors import JournalBusy, JournalError, UsageError
from gatecoach.journal import MemoryJournal, open_journal
from gatecoach.journal.names import Directory, refuse_old, stream_for, stream_of
from gatecoach.journal.records import DIRECTORY

NAME = ("opportunity", "006A")
NOW = {"at": DAY, "by": "intake"}


def test_a_subject_has_one_stream_whose_name_says_nothing(journal):
    """It is the same whenever it is asked for, also after the journal was opened anew by somebody else."""
    assert stream_of(journal, *NAME) is None
    stream = stream_for(journal, *NAME, **NOW)
    assert "006A" not in stream
    assert len(stream) == 32
    assert stream_for(journal, *NAME, **NOW) == stream_of(journal, *NAME) == stream
    assert stream_for(journal, "renewal", "006A", **NOW) != stream


def test_asking_writes_nothing(journal):
    """Only whoever is about to write names a stream."""
    assert stream_of(journal, *NAME) is None
    assert (journal.position(), journal.streams()) == (0, [])


def test_nothing_public_tells_which_subject_it_is(journal):
    """What stays for ever is the stream alone; the deal's id goes with an erasure, and the name is then free."""
    stream = stream_for(journal, "opportunity", "anna", **NOW)
    journal.erase("anna", by="dpo", at=DAY, ground="request 7")
    (named,) = journal.read(DIRECTORY)
    assert named.data == {"stream": stream}
    assert stream_of(journal, "opportunity", "anna") is None
    assert stream in Directory(journal)
    assert stream_for(journal, "opportunity", "anna", **NOW) != stream


def test_who_named_a_stream_may_be_erased_and_the_name_stays(journal):
    """It belongs to the deal and not to the person who wrote it down."""
    stream = stream_for(journal, *NAME, at=DAY, by="r.diaz")
    assert journal.erase("r.diaz", by="dpo", at=DAY, ground="request 7").parts == 1
    assert stream_of(journal, *NAME) == stream
    assert journal.read(DIRECTORY)[0].by == ""


def test_of_two_who_name_one_subject_the_loser_takes_the_winners_name():
    """Nothing is named twice, and another name that was written meanwhile is harmless; if it never ends it is said."""
    journal = Raced(1, lambda raced, _: stream_for(raced, *NAME, **NOW))
    mine = stream_for(journal, *NAME, **NOW)
    assert [each.data["stream"] for each in journal.read(DIRECTORY)] == [mine]
    others = Raced(3, lambda raced, times: stream_for(raced, "opportunity", f"other-{times}", **NOW))
    assert stream_for(others, *NAME, **NOW) == stream_of(others, *NAME)
    assert others.version(DIRECTORY) == 4
    with pytest.raises(JournalBusy, match="somebody else adds to this journal all the time"):
        stream_for(Raced(99, lambda raced, times: stream_for(raced, "x", str(times), **NOW)), *NAME, **NOW)


def test_many_at_once_get_one_name(tmp_path):
    """Threads with journals of their own on one file all end with the same stream."""
    place, found = tmp_path / "deals.jsonl", []

    def ask():
        with open_journal(place) as journal:
            found.append(stream_for(journal, *NAME, **NOW))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (len(found), len(set(found))) == (8, 1)


def test_a_stream_may_have_a_second_name_and_never_that_of_another():
    """As a move that renames the journey needs it; naming it so again adds nothing."""
    journal = MemoryJournal()
    directory = Directory(journal)
    stream = directory.stream_for(*NAME, **NOW)
    other = directory.stream_for("opportunity", "006B", **NOW)
    for _ in range(2):
        directory.name(stream, "sale", "006A", **NOW)
    assert (stream_of(journal, "sale", "006A"), stream_of(journal, *NAME)) == (stream, stream)
    assert directory.subjects() == {NAME: stream, ("opportunity", "006B"): other, ("sale", "006A"): stream}
    assert journal.version(DIRECTORY) == 3
    with pytest.raises(UsageError, match="has another stream already"):
        directory.name(other, "sale", "006A", **NOW)


def test_naming_goes_on_when_somebody_else_names_first():
    """The second name is written after theirs; if others never stop that is said."""
    journal = MemoryJournal()
    stream = stream_for(journal, *NAME, **NOW)
    for times, said in ((2, ""), (99, "all the time")):
        raced = Raced(0, lambda raced, times: stream_for(raced, "x", str(times), **NOW))
        raced.load(journal.export())
        directory = Directory(raced)
        raced.times = times
        if said:
            with pytest.raises(JournalBusy, match=said):
                directory.name(stream, "sale", "006A", **NOW)
        else:
            directory.name(stream, "sale", "006A", **NOW)
            assert stream_of(raced, "sale", "006A") == stream


def test_a_journal_whose_streams_are_named_after_deals_is_refused():
    """An early version wrote it; the next step is said. A stream of another name is none."""
    refuse_old(["abc", DIRECTORY])
    with pytest.raises(JournalError, match="early version") as caught:
        refuse_old(["abc", "deal:opportunity:006A"])
    assert (caught.value.code, "gatecoach intake" in caught.value.help) == ("old-journal", True)

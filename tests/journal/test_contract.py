"""What every journal does: one suite, run against each kind."""

from __future__ import annotations

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import pytest

from gatecoach.errors import JournalError, UsageError, VersionConflict
from gatecoach.journal.ledger import Ledger


def test_a_new_journal_is_empty(journal):
    """Without an append there are no streams, and a stream that does not exist has version 0 and no events."""
    assert (journal.streams(), journal.version("a"), journal.read("a")) == ([], 0, [])


def test_what_was_appended_is_read_in_order(journal, event):
    """Each append gives the new version; reading gives equal events in the order of their versions."""
    first, second, third = (event("a", number) for number in (1, 2, 3))
    assert journal.append("a", 0, [first]) == 1
    assert journal.append("a", 1, [second, third]) == 3
    assert journal.read("a") == [first, second, third]
    assert journal.version("a") == 3


def test_streams_are_apart_and_listed_by_name(journal, event):
    """Each stream has its own version; the list of streams is sorted, and reading one does not make one."""
    for name in ("b", "a"):
        journal.append(name, 0, [event(name, 1)])
    journal.read("c")
    assert (journal.streams(), journal.version("a"), journal.version("b")) == (["a", "b"], 1, 1)


@pytest.mark.parametrize("expected", [-1, 0, 2])
def test_another_version_is_a_conflict_that_says_both_numbers(journal, event, expected):
    """An append after another version writes nothing and says where the stream is and what to do."""
    journal.append("a", 0, [event("a", 1)])
    with pytest.raises(VersionConflict, match=f"at version 1, not at {expected}") as caught:
        journal.append("a", expected, [event("a", 2)])
    assert caught.value.code == "version-conflict"
    assert "expected_version=1" in caught.value.help
    assert journal.version("a") == 1


def test_two_who_wrote_the_next_word_at_once_have_one_winner(journal, event):
    """Other words under the same id after the same version are a conflict, so that the loser reads again."""
    journal.append("a", 0, [event("a", 1, text="mine")])
    with pytest.raises(VersionConflict):
        journal.append("a", 0, [event("a", 1, text="yours")])
    assert journal.read("a") == [event("a", 1, text="mine")]


def test_a_retry_is_harmless_also_after_others_went_on(journal, event):
    """The same events after the same version write nothing and give the version the stream has by now."""
    batch = [event("a", 1), event("a", 2)]
    assert journal.append("a", 0, batch) == 2
    assert journal.append("a", 0, batch) == 2
    journal.append("a", 2, [event("a", 3)])
    assert journal.append("a", 0, batch) == 3
    assert journal.append("a", 1, batch[1:]) == 3
    assert journal.version("a") == 3


def test_a_retry_with_something_new_is_none(journal, event):
    """Events of which only some are kept already are a conflict: nothing of them is written."""
    journal.append("a", 0, [event("a", 1), event("a", 2)])
    for expected, numbers in ((1, (2, 3)), (0, (2,)), (0, (2, 1)), (-2, (1,))):
        with pytest.raises(VersionConflict):
            journal.append("a", expected, [event("a", number) for number in numbers])
    assert journal.version("a") == 2


@pytest.mark.parametrize("data", [{}, {"text": "changed"}], ids=["same", "changed"])
def test_an_id_is_taken_once_in_a_stream(journal, event, data):
    """An id that the stream has at an earlier place cannot come again, with the same content or another."""
    journal.append("a", 0, [event("a", 1)])
    with pytest.raises(JournalError, match='"a#1" is taken') as caught:
        journal.append("a", 1, [event("a", 2), event("a", 1, **data)])
    assert caught.value.code == "duplicate-event"
    assert journal.version("a") == 1


def test_an_id_is_taken_for_the_whole_journal(journal, event):
    """An id of another stream cannot come again, nor one id twice in a batch; nothing of such a batch stays."""
    journal.append("a", 0, [event("a", 1)])
    moved = event("a", 1).model_copy(update={"stream": "b"})
    for batch in ([event("b", 1), moved], [event("b", 1), event("b", 1)]):
        with pytest.raises(JournalError) as caught:
            journal.append("b", 0, batch)
        assert caught.value.code == "duplicate-event"
    assert (journal.streams(), journal.append("b", 0, [event("b", 1)])) == (["a"], 1)


def test_true_is_not_one(journal, event):
    """Events that only Python calls equal are not the same events: this is no retry."""
    journal.append("a", 0, [event("a", 1, held=True)])
    with pytest.raises(VersionConflict):
        journal.append("a", 0, [event("a", 1, held=1)])


def test_an_event_of_another_stream_is_a_mistake_of_the_caller(journal, event):
    """One such event in a batch refuses the batch."""
    with pytest.raises(UsageError, match='belongs to the stream "b", not to "a"') as caught:
        journal.append("a", 0, [event("a", 1), event("b", 1)])
    assert caught.value.code == "wrong-stream"
    assert journal.streams() == []


def test_no_events_only_check_the_version(journal, event):
    """An empty append gives the version, makes no stream, and is a conflict after another version."""
    assert journal.append("a", 0, []) == 0
    assert journal.streams() == []
    journal.append("a", 0, [event("a", 1)])
    assert journal.append("a", 1, []) == 1
    with pytest.raises(VersionConflict):
        journal.append("a", 0, [])


@pytest.mark.parametrize(
    "value",
    [float("nan"), "\ud800", {1: "one"}, {"a": (1, 2)}, {1, 2}, dt.date(2026, 3, 4), 10**5000],
    ids=["nan", "half a letter", "number as key", "tuple", "set", "day", "too long a number"],
)
def test_what_would_not_come_back_is_refused(journal, event, value):
    """Data that JSON loses or changes is a mistake of the caller, told at once and not when it is read."""
    with pytest.raises(UsageError, match="JSON cannot keep") as caught:
        journal.append("a", 0, [event("a", 1, value=value)])
    assert caught.value.code == "not-plain-json"
    assert journal.streams() == []


@pytest.mark.parametrize(
    "value",
    [
        "line\nline\r\n\u2028\u0085\x00\ufeff",
        "Grüße «東京» \U0001f44d",
        "e\u0301 is not \u00e9",
        1,
        True,
        None,
        0.1,
        10**40,
        [{}],
    ],
)
def test_values_come_back_as_they_were(journal, event, value):
    """Line breaks, all letters and every kind of JSON value come back unchanged, of the same type."""
    journal.append("a", 0, [event("a", 1, value=value)])
    (kept,) = journal.read("a")
    assert (kept.data["value"], type(kept.data["value"])) == (value, type(value))


@pytest.mark.parametrize(
    "at",
    [
        dt.date(2026, 3, 4),
        dt.datetime(2026, 3, 4, 12, 0, 0, 1, tzinfo=dt.timezone(dt.timedelta(hours=5, minutes=45))),
        dt.datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin")),
    ],
    ids=["day", "microsecond", "hour that comes twice"],
)
def test_times_keep_their_zone_and_days_stay_days(journal, event, at):
    """The time of an event comes back to the microsecond, with its distance from UTC."""
    journal.append("a", 0, [event("a", 1, at=at)])
    assert journal.read("a")[0].at.isoformat() == at.isoformat()


@pytest.mark.parametrize("name", ["", 'a b/c\n\\"', "東京", "../a"])
def test_a_stream_may_have_any_name(journal, event, name):
    """The name of a stream is only a name."""
    journal.append(name, 0, [event(name, 1)])
    assert (journal.streams(), journal.read(name)) == ([name], [event(name, 1)])


def test_nobody_changes_what_is_kept(journal, event):
    """Changing an event after the append, or one that was read, changes nothing in the journal."""
    mine = event("a", 1, words=["one"])
    journal.append("a", 0, [mine])
    mine.data["words"].append("two")
    journal.read("a")[0].data["words"].append("three")
    assert journal.read("a") == [event("a", 1, words=["one"])]


def test_a_closed_journal_says_so(journal, event):
    """After the end of a `with`, or a close, every call is a mistake of the caller; closing twice is none."""
    with journal:
        journal.append("a", 0, [event("a", 1)])
    journal.close()
    for call in (journal.streams, lambda: journal.read("a"), lambda: journal.append("a", 1, [])):
        with pytest.raises(UsageError, match="closed"):
            call()


def test_threads_may_share_a_journal(journal, event, monkeypatch):
    """Four threads that retry after a conflict: each version has one winner, no event is lost."""
    real = Ledger.add

    def slowly(self, stream, rows):
        time.sleep(0.0005)  # lets the others run between the check and the act
        real(self, stream, rows)

    def insist(name):
        while True:
            version = journal.version("a")
            try:
                return journal.append("a", version, [event("a", name)]) - version
            except VersionConflict:
                continue

    monkeypatch.setattr(Ledger, "add", slowly)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(insist, range(40))) == {1}
    assert sorted(each.id for each in journal.read("a")) == sorted(f"a#{number}" for number in range(40))

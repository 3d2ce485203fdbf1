"""What every journal does: one suite, run against each kind."""

from __future__ import annotations

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import pytest
from kinds import KINDS

from gatecoach.errors import DuplicateEvent, UsageError, VersionConflict
from gatecoach.journal import chain, open_journal


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
    with pytest.raises(DuplicateEvent, match='"a#1" is taken') as caught:
        journal.append("a", 1, [event("a", 2), event("a", 1, **data)])
    assert caught.value.code == "duplicate-event"
    assert journal.version("a") == 1


def test_an_id_is_taken_for_the_whole_journal(journal, event):
    """An id of another stream cannot come again, nor one id twice in a batch; nothing of such a batch stays."""
    journal.append("a", 0, [event("a", 1)])
    moved = event("a", 1).model_copy(update={"stream": "b"})
    for batch in ([event("b", 1), moved], [event("b", 1), event("b", 1)]):
        with pytest.raises(DuplicateEvent) as caught:
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
    real = chain.sealed

    def slowly(*given, **named):
        time.sleep(0.0005)  # lets the others run between the check and the act
        return real(*given, **named)

    def insist(name):
        while True:
            version = journal.version("a")
            try:
                return journal.append("a", version, [event("a", name)]) - version
            except VersionConflict:
                continue

    monkeypatch.setattr(chain, "sealed", slowly)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(insist, range(40))) == {1}
    assert sorted(each.id for each in journal.read("a")) == sorted(f"a#{number}" for number in range(40))


def test_a_retry_says_so(journal, event):
    """Whether an append wrote anything stands beside the version that it gives."""
    batch = [event("a", 1), event("a", 2)]
    assert journal.append("a", 0, batch).retried is False
    assert journal.append("a", 0, batch).retried is True
    assert journal.append("a", 2, [event("a", 3)]).retried is False
    assert journal.append("a", 3, []).retried is False


def test_a_batch_stays_whole_or_not_at_all(journal, event):
    """When the last event of many cannot be kept, none is; and a large batch is as whole as a small one."""
    journal.append("b", 0, [event("b", 1)])
    many = [event("a", number) for number in range(1, 201)]
    moved = event("b", 1).model_copy(update={"stream": "a"})
    with pytest.raises(DuplicateEvent):
        journal.append("a", 0, [*many, moved])
    assert (journal.version("a"), journal.position()) == (0, 1)
    assert journal.append("a", 0, many) == 200
    assert journal.read("a") == many


@pytest.mark.parametrize("name", ["x" * 401, "a\0b"], ids=["too long", "NUL"])
@pytest.mark.parametrize("part", ["id", "kind", "stream"])
def test_a_name_that_some_database_could_not_keep_is_refused_by_all(journal, event, name, part):
    """A mistake of the caller, told by every kind of journal alike."""
    bad = event("a", 1).model_copy(update={part: name})
    with pytest.raises(UsageError, match=r"cannot keep|not every journal") as caught:
        journal.append(bad.stream, 0, [bad])
    assert caught.value.code == "bad-name"
    assert journal.streams() == []


def test_positions_count_all_events_without_gaps(journal, event):
    """Across streams, in the order of the appends; a read since a position goes on where the last one ended."""
    journal.append("b", 0, [event("b", 1), event("b", 2)])
    journal.append("a", 0, [event("a", 1)])
    journal.append("b", 2, [event("b", 3)])
    assert journal.position() == 4
    found = journal.since()
    assert [(each.position, each.version, each.event.id) for each in found] == [
        (1, 1, "b#1"), (2, 2, "b#2"), (3, 1, "a#1"), (4, 3, "b#3"),
    ]  # fmt: skip
    assert journal.since(2) == found[2:]
    assert journal.since(1, limit=2) == found[1:3]
    assert journal.since(4) == []


def test_without_a_clock_what_was_known_goes_by_the_events(journal, event):
    """As of a moment are the events before the first later one, also those behind it that look earlier."""
    days = [dt.date(2026, 3, day) for day in (2, 4, 3, 6)]
    journal.append("a", 0, [event("a", number, at=day) for number, day in enumerate(days, start=1)])
    counts = {day: len(journal.read("a", as_of=dt.date(2026, 3, day))) for day in (1, 2, 3, 4, 5, 6)}
    assert counts == {1: 0, 2: 1, 3: 1, 4: 3, 5: 3, 6: 4}
    assert len(journal.read("a", as_of=dt.datetime(2026, 3, 3, 23, tzinfo=dt.UTC))) == 1
    assert [each.recorded for each in journal.since()] == [""] * 4


def test_with_a_clock_what_was_known_goes_by_when_it_was_taken(where, event):
    """A word told late was not known before, whenever it happened; the clock's zone does not matter."""
    east = dt.timezone(dt.timedelta(hours=9))
    hours = iter([dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC), dt.datetime(2026, 3, 5, 9, tzinfo=east)])
    with open_journal(where, clock=lambda: next(hours)) as journal:
        journal.append("a", 0, [event("a", 1, at=dt.date(2026, 3, 1))])
        journal.append("a", 1, [event("a", 2, at=dt.date(2026, 3, 1))])
        assert [each.recorded for each in journal.since()] == ["2026-03-04T09:00:00+00:00", "2026-03-05T00:00:00+00:00"]
        for moment, known in ((dt.date(2026, 3, 3), 0), (dt.date(2026, 3, 4), 1), (dt.date(2026, 3, 5), 2)):
            assert len(journal.read("a", as_of=moment)) == known


def test_a_moment_without_a_zone_is_a_mistake_of_the_caller(journal):
    """Nobody can tell which hour it was."""
    with pytest.raises(UsageError, match="time zone"):
        journal.read("a", as_of=dt.datetime(2026, 3, 4, 12))


@pytest.mark.parametrize("kind", KINDS[2:])
def test_another_tenant_is_another_journal(where, event):
    """In a database tenants share nothing: not versions, positions, event ids or streams."""
    with open_journal(where, tenant="one") as one, open_journal(where, tenant="two") as two:
        for journal in (one, two):
            assert journal.append("a", 0, [event("a", 1)]) == 1
        assert one.append("a", 1, [event("a", 2)]) == 2
        assert (one.position(), two.position(), two.version("a"), two.streams()) == (2, 1, 1, ["a"])
        assert one.erase("anna", by="dpo", at=dt.date(2026, 4, 1), ground="asked").parts == 2
        assert two.read("a")[0].by == "anna"
        assert one.verify().whole
        assert two.verify().whole


@pytest.mark.parametrize("kind", KINDS[1:])
def test_what_was_kept_is_there_when_opened_again(where, event):
    """A journal closed and opened again goes on where it was."""
    with open_journal(where) as journal:
        journal.append("a", 0, [event("a", 1, text="ü")])
    with open_journal(where) as journal:
        assert journal.read("a") == [event("a", 1, text="ü")]
        assert journal.append("a", 1, [event("a", 2)]) == 2
        assert journal.verify().whole

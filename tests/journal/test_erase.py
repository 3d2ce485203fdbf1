"""Erasing somebody: what is theirs is gone, everywhere it was kept; the journal still proves the rest."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from pathlib import Path

import pytest
from kinds import KINDS

from gatecoach.errors import UsageError
from gatecoach.journal import open_journal

DAY = dt.date(2026, 4, 1)
ORDER = {"by": "dpo", "at": DAY, "ground": "asked for it"}


@pytest.fixture
def talk(journal, event):
    """A stream of anna, bo and cy: an opening, an item of each, and readings of anna's and of bo's item."""
    people = [{"id": "bo", "name": "Bo Berg"}, {"id": "anna", "name": "Anna Arp", "addresses": ["anna@acme.example"]}]
    recorded, made = "evidence-recorded", "statement-made"
    journal.append("t", 0, [
        event("t", 1, kind="session-opened", by="bo", session="review", people=people),
        event("t", 2, kind=recorded, by="anna", id="i1", what="reply", text="too dear"),
        event("t", 3, kind=recorded, by="bo", id="i2", what="offer", text="here"),
        event("t", 4, kind=made, by="bo", id="r1", about="i1", outcome="rejects", quote="too dear"),
        event("t", 5, kind=made, by="cy", id="r2", about="i2", outcome="confirms", quote="here"),
        event("t", 6, kind=recorded, by="bo", id="i3", what="note", **{"told-by": "anna"}, text="n"),
        event("t", 7, kind=recorded, by="bo", id="i4", what="note", text="Mrs Arp (ANNA@acme.example) rang"),
    ])  # fmt: skip
    return journal


def texts(journal):
    """Who did what of each event, and what is left of it."""
    return [(each.by, each.data.get("text") or each.data.get("quote")) for each in journal.read("t")]


def test_what_is_theirs_goes_and_the_rest_stays(talk):
    """Their own words and every reading of them; their seat in an opening; not what others said of other things."""
    done = talk.erase("anna", **ORDER)
    assert done[:2] == (4, 4)
    assert texts(talk) == [
        ("bo", None), ("", None), ("bo", "here"), ("", None), ("cy", "here"), ("bo", "n"),
        ("bo", "Mrs Arp (ANNA@acme.example) rang"),
    ]  # fmt: skip
    first, second = talk.read("t")[:2]
    assert first.data["people"] == [{"id": "bo", "name": "Bo Berg"}]
    assert second.data == {"what": "reply"}
    assert [each.erased for each in talk.since()] == [True, True, False, True, False, True, False, False]


def test_words_that_mark_somebody_take_what_holds_them(talk):
    """A name or an address in another one's text is found whatever its case, when it is given."""
    assert talk.erase("anna", **ORDER, also=["anna@Acme.example", " "]).parts == 5
    assert texts(talk)[6] == ("", None)


def test_the_order_stays_without_saying_who(talk):
    """When, by whom and on what ground, and which parts; the person's id is nowhere in what is exported."""
    talk.erase("anna", **ORDER, also=["acme.example"])
    (order,) = talk.read("@erasures")
    assert (order.kind, order.by, order.at, order.data["ground"]) == ("person-erased", "dpo", DAY, "asked for it")
    assert order.data["parts"][:2] == [["t", 1, 1], ["t", 2, 0]]
    assert not any(word in "".join(talk.export()) for word in ("anna", "ANNA", "Arp", "dear"))


def test_the_chain_still_verifies_and_goes_on(talk, event):
    """Erased parts are counted, no break is told, an earlier checkpoint still holds, and the next append works."""
    before = talk.checkpoint()
    talk.erase("anna", **ORDER)
    found = talk.verify(before)
    assert (found.whole, found.erased, found.events) == (True, 4, 8)
    assert talk.append("t", 7, [event("t", 8)]) == 8
    assert talk.verify().whole


def test_a_retry_of_what_was_erased_writes_nothing_back(talk, event):
    """Who still has the event and tries again is told that it is there; the words stay gone."""
    again = event("t", 2, kind="evidence-recorded", by="anna", id="i1", what="reply", text="too dear")
    talk.erase("anna", **ORDER)
    assert talk.append("t", 1, [again]).retried
    assert texts(talk)[1] == ("", None)


def test_erasing_again_or_somebody_unknown_finds_nothing(talk):
    """It is written down all the same."""
    talk.erase("anna", **ORDER)
    assert talk.erase("anna", **ORDER)[:2] == (0, 0)
    assert talk.erase("nobody", **ORDER)[:2] == (0, 0)
    assert talk.version("@erasures") == 3
    assert talk.verify().whole


@pytest.mark.parametrize("also", [[], ["acme.example"], [" "]])
def test_looking_tells_event_by_event_what_an_erasure_would_take(talk, also):
    """The very parts that it takes then, and nothing is changed before."""
    before = list(talk.export())
    held = talk.held("anna", also=iter(also))
    assert list(talk.export()) == before
    done = talk.erase("anna", **ORDER, also=iter(also))
    assert done[:2] == (sum(each.parts for each in held), len(held))
    (order,) = talk.read("@erasures")
    assert [each[:2] for each in order.data["parts"]] == [[each.stream, each.version] for each in held]
    assert held[0] == ("t", 1, "session-opened", 1)
    assert talk.held("anna", also=also) == []
    with pytest.raises(UsageError, match="names a person"):
        talk.held(" ")


@pytest.mark.parametrize(
    ("person", "changes", "code"),
    [
        (" ", {}, "nobody-to-erase"),
        ("dpo", {}, "erasure-names-person"),
        ("anna", {"ground": "Anna asked"}, "erasure-names-person"),
        ("anna", {"ground": "letter of arp", "also": ["Arp"]}, "erasure-names-person"),
    ],
)
def test_an_order_that_would_keep_the_name_is_refused(talk, person, changes, code):
    """Nothing is erased then."""
    with pytest.raises(UsageError) as caught:
        talk.erase(person, **{**ORDER, **changes})
    assert caught.value.code == code
    assert talk.version("@erasures") == 0


def test_nobody_writes_orders_by_hand(journal, event):
    """The journal's own stream is refused, so that no append can explain a word away."""
    with pytest.raises(UsageError, match="journal's own"):
        journal.append("@erasures", 0, [event("@erasures", 1)])


@pytest.mark.parametrize("kind", KINDS[1:])
def test_others_who_have_the_journal_open_see_it_gone(where, talk):
    """A journal that has read the words before reads without them now."""
    with open_journal(where) as other:
        assert texts(other)[1] == ("anna", "too dear")
        talk.erase("anna", **ORDER)
        assert texts(other)[1] == ("", None)


def test_an_erasure_during_a_verification_is_no_break(journal, event):
    """What was read before it and is gone now was not put back: it is looked up once more in the end."""
    journal.append("a", 0, [event("a", number, text="x") for number in range(1, 1003)])
    erased = []

    def seen(_):
        if not erased:
            erased.append(journal.erase("anna", **ORDER))

    found = journal.verify(seen=seen)
    assert (erased[0].parts, found.breaks) == (1002, ())
    assert journal.verify().whole


def everything(folder):
    """The bytes of all files in a folder."""
    return b"\0".join(each.read_bytes() for each in sorted(Path(folder).iterdir()))


@pytest.mark.parametrize("kind", ["sqlite", "jsonl"])
@pytest.mark.parametrize("seed", range(4))
def test_after_it_the_value_is_in_no_byte_of_any_file(where, tmp_path, event, seed):
    """Not in the database, its log, its free pages, nor in what appends that did not count have left.

    Streams grow in random order with texts of any length, so that pages split, merge and overflow; others have
    the journal open meanwhile.
    """
    chance = random.Random(seed)
    journal, other = open_journal(where), open_journal(where)
    versions = dict.fromkeys("abcdefgh", 0)
    for number in range(150):
        stream, by = chance.choice(list(versions)), chance.choice(["anna.arp", "bo"])
        secret = f"SECRET-{number}-" if by == "anna.arp" else "plain"
        text = secret * chance.choice([1, 5, 400])
        said = event(stream, f"{number}", kind="evidence-recorded", by=by, id=f"i{number}", what="reply", text=text)
        versions[stream] = chance.choice([journal, other]).append(stream, versions[stream], [said])
    assert b"SECRET" in everything(tmp_path)
    assert b"anna.arp" in everything(tmp_path)
    assert journal.erase("anna.arp", **ORDER).scrubbed
    assert b"SECRET" not in everything(tmp_path)
    assert b"anna.arp" not in everything(tmp_path)
    assert other.verify().whole
    assert {each.data.get("text", "plain")[:5] for name in versions for each in other.read(name)} == {"plain"}


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_reader_who_holds_the_log_is_told_of_and_a_later_scrub_ends_it(where, talk, tmp_path):
    """While somebody reads an old state the log must keep it: `scrubbed` is false until they have gone."""
    reader = sqlite3.connect(tmp_path / "journal.db", isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM gatecoach_private").fetchone() == (9,)
    assert talk.erase("anna", **ORDER).scrubbed is False
    assert texts(talk)[1] == ("", None)
    reader.close()
    assert talk.scrub() is True
    assert b"too dear" not in everything(tmp_path)


@pytest.mark.parametrize("kind", ["jsonl"])
def test_a_crash_between_the_order_and_the_rewriting_is_ended_by_the_next_scrub(where, talk, tmp_path, monkeypatch):
    """The order alone makes the words unreadable; the next scrub takes them off the disk."""
    monkeypatch.setattr(
        "gatecoach.journal.privatefile.PrivateFile.keep", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    with pytest.raises(KeyboardInterrupt):
        talk.erase("anna", **ORDER)
    monkeypatch.undo()
    with open_journal(where) as again:
        assert texts(again)[1] == ("", None)
        assert again.verify().whole
        assert b"too dear" in everything(tmp_path)
        assert again.scrub()
    assert b"too dear" not in everything(tmp_path)

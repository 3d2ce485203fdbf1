"""Facts of deals in a journal: each once, whatever comes again, and what contradicts is told."""

from __future__ import annotations

import datetime as dt

import pytest
from cli.raw_deal import CONNECTED, LABELS, OURS, letter, write
from cli.small_deal import AT, COACH, WHOLE

from gatecoach.cli.keeping import keep, kept_facts, stream_of
from gatecoach.errors import UsageError
from gatecoach.facts import Claim, Evidence, FieldValue, Revocation, Statement, from_row
from gatecoach.journal import MemoryJournal, open_journal

STREAM = stream_of("opportunity", "006A")
DAY = dt.date(2026, 3, 2)
ITEM = Evidence(id="m1", what="review", by="anna", at=DAY, source="mail", text="Yes.", grade="observed")


def kept(journal, *facts):
    """How many of these facts are new, known and in conflict."""
    found = keep(journal, STREAM, facts, DAY)
    return found.added, found.known, len(found.conflicts)


def newest(journal):
    """The last fact of the stream."""
    return from_row(journal.read(STREAM)[-1].data["row"])


@pytest.mark.parametrize(
    "fact",
    [
        ITEM,
        Statement(id="s", about="m1", outcome="confirms", quote="Yes.", by="rosa", at=DAY),
        Revocation(id="r", revokes="m1", by="anna", at=DAY),
        FieldValue(field="amount", value="5", at=DAY),
        Claim(stage="won", at=DAY, by="rosa"),
        Claim(stage="won"),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_every_kind_of_fact_is_kept_once_and_comes_back_equal(fact):
    """In one run and in the next."""
    journal = MemoryJournal()
    assert kept(journal, fact, fact) == (1, 1, 0)
    assert kept(journal, fact) == (0, 1, 0)
    assert newest(journal) == fact


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (ITEM, {"text": "No."}),
        (ITEM, {"at": dt.date(2026, 3, 3)}),
        (ITEM, {"grade": "asserted", "answers": ("x",)}),
        (Statement(id="s", about="m1", outcome="confirms", quote="Yes.", by="rosa", at=DAY), {"outcome": "rejects"}),
        (FieldValue(field="amount", value="5", at=DAY), {"value": "6"}),
    ],
)
def test_what_contradicts_a_kept_fact_is_told_and_not_added(first, second):
    """The one that is kept holds; a forged copy that is less well proven cannot lean on its grade."""
    journal = MemoryJournal()
    kept(journal, first)
    assert kept(journal, first.model_copy(update=second)) == (0, 0, 1)
    assert newest(journal) == first


@pytest.mark.parametrize(
    ("change", "revision"),
    [({"what": "other"}, 1), ({"grade": "proven"}, 1), ({"revision": 4, "text": "Corrected."}, 4)],
)
def test_the_same_message_read_anew_is_a_newer_revision(change, revision):
    """Understood otherwise, better proven, or corrected by its source; and then it is known."""
    journal = MemoryJournal()
    kept(journal, ITEM)
    again = ITEM.model_copy(update=change)
    assert kept(journal, again) == (1, 0, 0)
    assert newest(journal) == again.model_copy(update={"revision": revision})
    assert kept(journal, again, ITEM if "what" not in change and "text" not in change else again) == (0, 2, 0)


def test_a_stage_that_repeats_the_one_before_is_no_new_claim():
    """By time and not by the order of the runs; coming back to a stage is one."""
    journal = MemoryJournal()
    claims = [Claim(stage=stage, at=dt.date(2026, 3, day)) for stage, day in (("a", 1), ("b", 5), ("a", 9))]
    assert kept(journal, *claims) == (3, 0, 0)
    assert kept(journal, *claims) == (0, 3, 0)
    same_day = [Claim(stage=stage, at=dt.date(2026, 3, 20)) for stage in "xy"]
    assert (kept(journal, *same_day), kept(journal, *same_day)) == ((2, 0, 0), (0, 2, 0))
    assert kept(journal, Claim(stage="b", at=dt.date(2026, 3, 6)), Claim(stage="b", at=dt.date(2026, 3, 2))) == (
        1,
        1,
        0,
    )


class Raced(MemoryJournal):
    """A journal to which somebody else is faster, so many times."""

    def __init__(self, times):
        """Begin empty."""
        super().__init__()
        self.times = times

    def append(self, stream, expected_version, events):
        """Another item comes first."""
        if self.times:
            self.times -= 1
            other = ITEM.model_copy(update={"id": f"other-{self.times}"})
            times, self.times = self.times, 0
            keep(self, stream, [other], DAY)
            self.times = times
        return super().append(stream, expected_version, events)


def test_somebody_who_adds_at_the_same_time_is_waited_for():
    """Nothing is lost and nothing is there twice; if it never ends that is said."""
    journal = Raced(2)
    assert kept(journal, ITEM) == (1, 0, 0)
    assert sorted(each.data["row"]["id"] for each in journal.read(STREAM)) == ["m1", "other-0", "other-1"]
    with pytest.raises(UsageError, match="somebody else adds to this journal all the time"):
        kept(Raced(9), ITEM)


def test_of_a_journal_the_facts_of_one_journey_are_read_by_deal(tmp_path):
    """With the grade up to which it is believed; other streams are left alone."""
    path = tmp_path / "deals.jsonl"
    with open_journal(path) as journal:
        keep(journal, STREAM, [ITEM], DAY)
        keep(journal, stream_of("renewal", "006A"), [ITEM], DAY)
    assert kept_facts(path, "opportunity", "proven") == {"006A": [ITEM]}
    assert kept_facts(path, "opportunity", "asserted")["006A"][0].grade == "asserted"


def test_a_deal_is_judged_from_its_journal_as_from_the_mails(folder, run):
    """The mails may be gone by then; a journal that somebody hands in proves nothing by itself."""
    said = "{id: s1, about: reply@pumps.example, outcome: confirms, quote: all, by: r.diaz, at: 2026-03-03}"
    read = f"{LABELS}statements:\n  - {said}\n"
    write(folder / "deal", mails__1_eml=letter(OURS), mails__2_eml=letter(second=1), facts_yaml=read)
    words = ("decide", "006A", "needs-confirmed", "--check", "--at", AT)
    whole = run(*words, "--data", "deal", *CONNECTED)
    assert whole.code == 0
    run("intake", "mail", "deal", "--at", AT, "--journal", "deals.jsonl", *CONNECTED)
    write(
        folder / "kept",
        people_yaml=(folder / "deal/people.yaml").read_text("utf-8"),
        crm_json=(folder / "deal/crm.json").read_text("utf-8"),
    )
    write(folder / "kept", facts_yaml=read[read.index("statements") :])
    kept_words = (*words, "--data", "kept", "--data", "deals.jsonl")
    assert run(*kept_words, *CONNECTED).out == whole.out
    assert run(*kept_words, "--fetched-by", "upload").code == 1
    both = run(*words, "--data", "deal", "--data", "deals.jsonl", *CONNECTED)
    assert (both.code, both.out) == (0, whole.out)
    run("intake", "mail", "deal", "--at", AT, "--journal", "uploaded.jsonl")
    mixed = run(*words, "--data", "deal", "--data", "uploaded.jsonl", *CONNECTED)
    assert (mixed.code, mixed.out) == (0, whole.out)


def test_talks_and_facts_live_in_one_journal(folder, run):
    """Neither command takes the other's streams for its own."""
    write(folder / "mails", a_eml=letter(OURS), facts_yaml=LABELS)
    taken = run("intake", "mail", "mails", "--data", "deal", "--at", AT, "--journal", "gatecoach.db")
    assert taken.code == 0, taken.err
    assert run(*COACH, "--data", "deal", "--at", AT, answers=WHOLE).code == 0
    assert run("ics", "gatecoach.db", "--at", AT).code == 0

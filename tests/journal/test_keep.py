"""A subject in a journal: each fact once, whatever comes again, what contradicts is told, and decisions as shown."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from journal.dealings import AMOUNT, DAY, FACTS, LABEL, LATER, PEOPLE, READING, REPLY, SENT, Raced, deal
from sqlalchemy import create_engine

from gatecoach.coaching import open_session
from gatecoach.errors import JournalBusy, JournalError, UsageError, VersionConflict
from gatecoach.facts import Claim, Evidence, Label
from gatecoach.framework import load
from gatecoach.journal import MemoryJournal, open_journal
from gatecoach.journal.keeping import Shown, keep, kept_subject
from gatecoach.journal.known import known
from gatecoach.journal.names import stream_of
from gatecoach.journal.records import CHANGED, DIRECTORY, OPENED, SHOWN, TAKEN_IN
from gatecoach.journal.sql import schema
from gatecoach.journey import decide_subject, standing

NOW = {"at": DAY, "by": "intake"}


def kept(journal, *facts, **known):
    """How many of these facts are new, known and in conflict."""
    found = keep(journal, deal(*facts), **NOW, **known)
    return found.added, found.known, len(found.conflicts)


def events(journal):
    """The events of the deal."""
    return journal.read(stream_of(journal, "opportunity", "006A"))


def kinds(journal):
    """Their kinds, in order."""
    return [each.kind for each in events(journal)]


def facts(journal):
    """The facts of the deal as the journal tells them."""
    return known(events(journal)).facts


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_every_kind_of_fact_is_kept_once_and_comes_back_equal(fact):
    """In one run and in the next."""
    journal = MemoryJournal()
    assert kept(journal, fact, fact) == (1, 1, 0)
    assert kept(journal, fact) == (0, 1, 0)
    assert facts(journal) == [fact]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (REPLY, {"text": "No."}),
        (REPLY, {"at": dt.date(2026, 3, 9)}),
        (REPLY, {"grade": "asserted", "answers": ("x",)}),
        (READING, {"outcome": "rejects"}),
        (AMOUNT, {"value": "6"}),
    ],
)
def test_what_contradicts_a_kept_fact_is_told_and_not_added(first, second):
    """The one that is kept holds; a forged copy that is less well proven cannot lean on its grade."""
    journal = MemoryJournal()
    kept(journal, first)
    found = keep(journal, deal(first.model_copy(update=second)), **NOW)
    (conflict,) = found.conflicts
    assert (found.added, conflict.code, conflict.file) == (0, "conflicting-copies", "opportunity 006A")
    assert facts(journal) == [first]


@pytest.mark.parametrize(
    ("change", "revision"),
    [({"what": "invitation-answered"}, 1), ({"grade": "proven"}, 1), ({"revision": 4, "text": "Corrected."}, 4)],
)
def test_the_same_message_read_anew_is_a_newer_revision(change, revision):
    """Understood otherwise, better proven, or corrected by its source; and then it is known."""
    journal = MemoryJournal()
    kept(journal, REPLY)
    again = REPLY.model_copy(update=change)
    assert kept(journal, again) == (1, 0, 0)
    assert facts(journal)[-1] == again.model_copy(update={"revision": revision})
    for _ in range(2):
        assert kept(journal, again) == (0, 1, 0)
    if "grade" in change:
        assert kept(journal, REPLY) == (0, 1, 0)


def test_two_copies_that_a_subject_has_are_both_kept():
    """Its gates judge that neither counts; with one of them alone the journal would tell another deal."""
    journal, other = MemoryJournal(), REPLY.model_copy(update={"answers": ()})
    assert kept(journal, SENT, REPLY, other, REPLY) == (3, 1, 0)
    assert kept(journal, SENT, REPLY, other) == (0, 3, 0)
    again, shown = kept_subject(journal, load("first-deal"), "opportunity", "006A"), deal(SENT, REPLY, other)
    assert again == shown
    assert (
        decide_subject(again, "needs-confirmed", LATER).as_dict()
        == decide_subject(shown, "needs-confirmed", LATER).as_dict()
    )


def test_a_stage_that_repeats_the_one_before_is_no_new_claim():
    """By time and not by the order of the runs; coming back to a stage is one."""
    journal = MemoryJournal()
    days = (("needs-analysis", 1), ("solution-fit", 5), ("needs-analysis", 9))
    claims = [Claim(stage=stage, at=dt.date(2026, 3, day)) for stage, day in days]
    assert kept(journal, *claims) == (3, 0, 0)
    assert kept(journal, *claims) == (0, 3, 0)
    same_day = [Claim(stage=stage, at=dt.date(2026, 3, 20)) for stage in ("discovery", "lost")]
    assert (kept(journal, *same_day), kept(journal, *same_day)) == ((2, 0, 0), (0, 2, 0))
    late = [Claim(stage="solution-fit", at=dt.date(2026, 3, day)) for day in (6, 2)]
    assert kept(journal, *late) == (1, 1, 0)
    assert kept(MemoryJournal(), Claim(stage="lost"), Claim(stage="lost", at=DAY)) == (1, 1, 0)


def test_what_cannot_be_the_deals_is_rejected_and_not_kept():
    """So nothing but words of the framework becomes public: neither a type nor a label that it does not know."""
    journal = MemoryJournal()
    strange = Evidence(id="x", what="anna-vance", by="anna", at=DAY)
    label = Label(label="anna-vance", message="m1", by="r.diaz", at=DAY)
    found = keep(journal, deal(strange, SENT), labels=[label, LABEL], **NOW)
    assert [(each.code, each.place) for each in found.rejected] == [
        ("unknown-evidence", "x"),
        ("unknown-evidence", "m1"),
    ]
    assert (found.added, facts(journal), known(events(journal)).labels) == (1, [SENT], [LABEL])
    assert "anna-vance" not in "".join(journal.export())


def test_the_first_call_opens_the_stream_and_the_next_ones_add_what_changed():
    """Owner, claim, fields and sources; nothing that is said changes nothing, and nobody is thrown out."""
    journal = MemoryJournal()
    kept(journal, SENT)
    assert kinds(journal) == [OPENED, TAKEN_IN]
    kept(journal, SENT)
    keep(journal, deal(SENT, owner="", people=[], sources={}), **NOW)
    assert kinds(journal) == [OPENED, TAKEN_IN]
    other = {
        "owner": "m.lee",
        "claimed": "solution-fit",
        "fields": {"amount": 5},
        "sources": {"mail": "mail", "cal": "calendar"},
    }
    for _ in range(2):
        keep(journal, deal(SENT, **other), **NOW)
    assert kinds(journal) == [OPENED, TAKEN_IN, CHANGED]
    assert events(journal)[-1].data == {**other, "sources": {"cal": "calendar"}}
    found = kept_subject(journal, load("first-deal"), "opportunity", "006A")
    assert (found.owner, found.claimed, found.fields, found.sources) == (
        "m.lee", "solution-fit", {"amount": 5}, other["sources"],
    )  # fmt: skip


def test_people_who_join_and_leave_are_rows():
    """The newest row of somebody holds; those who are not spoken of stay."""
    journal = MemoryJournal()
    kept(journal, SENT)
    left = PEOPLE[0].model_copy(update={"left": LATER})
    new = PEOPLE[1].model_copy(update={"id": "cy"})
    for _ in range(2):
        keep(journal, deal(SENT, people=[left, new]), **NOW)
    assert kinds(journal) == [OPENED, TAKEN_IN, TAKEN_IN, TAKEN_IN]
    people = kept_subject(journal, load("first-deal"), "opportunity", "006A").people
    assert people == (left, *PEOPLE[1:], new)


def test_labels_are_kept_once_and_not_counted():
    """They say what a mail is, and are no facts that a gate could judge."""
    journal = MemoryJournal()
    assert kept(journal, SENT, labels=[LABEL, LABEL]) == (1, 0, 0)
    assert kept(journal, SENT, labels=[LABEL]) == (0, 1, 0)
    assert known(events(journal)).labels == [LABEL]


def test_a_decision_is_kept_as_it_was_shown_and_only_once():
    """With framework, gate, time and outcome in public. Shown at another time or to others it is another showing."""
    journal, subject = MemoryJournal(), deal()
    decision = decide_subject(subject, "needs-confirmed", LATER)

    def show(*decisions, to=()):
        return keep(journal, subject, **NOW, shown=Shown(decisions, to)).shown

    assert [show(decision), show(decision), show(decision, to=["m.lee"]), show(decision, to=["m.lee"])] == [1, 0, 1, 0]
    assert show(decision, decide_subject(subject, "needs-confirmed", dt.date(2026, 3, 6))) == 1
    shown = [each.data for each in events(journal) if each.kind == SHOWN]
    assert shown[0]["decision"] == decision.as_dict()
    assert (shown[0]["gate"], shown[0]["passes"], shown[0]["at"]) == ("needs-confirmed", decision.passes, "2026-03-05")
    assert shown[0]["framework"]["hash"] == subject.framework.hash
    assert ["people" in each for each in shown] == [False, True, False]


def test_what_was_shown_can_be_decided_again_from_the_journal():
    """The subject that the stream tells is the very one, so all its decisions are."""
    journal, subject = MemoryJournal(), deal(claimed="solution-fit", fields={"amount": 48000})
    before = standing(subject, LATER)
    keep(journal, subject, **NOW, shown=Shown(list(before.decisions.values())))
    again = kept_subject(journal, load("first-deal"), "opportunity", "006A")
    assert (again, again.digest) == (subject, subject.digest)
    told = {each.data["gate"]: each.data["decision"] for each in events(journal) if each.kind == SHOWN}
    assert {name: each.as_dict() for name, each in standing(again, LATER).decisions.items()} == told


def test_all_of_one_call_is_one_append():
    """Facts and what was shown of them are there together or not at all."""

    class Counted(MemoryJournal):
        appended: list[int] = []  # noqa: RUF012 - of one test

        def append(self, stream, expected_version, events):
            self.appended.append(len(events))
            return super().append(stream, expected_version, events)

    subject = deal()
    keep(Counted(), subject, **NOW, shown=Shown([decide_subject(subject, "needs-confirmed", DAY)]))
    assert Counted.appended == [1, 1 + len(FACTS) + 1]


def test_somebody_who_adds_at_the_same_time_is_waited_for():
    """Nothing is lost and nothing is there twice; if it never ends that is said."""

    def other(raced, times):
        kept(raced, REPLY.model_copy(update={"id": f"other-{times}"}))

    journal = Raced(2, other)
    assert kept(journal, REPLY) == (1, 0, 0)
    assert sorted(each.id for each in facts(journal)) == ["m2", "other-0", "other-1"]
    assert kinds(journal).count(OPENED) == 1
    with pytest.raises(JournalBusy, match="somebody else adds to this journal all the time"):
        kept(Raced(99, other), REPLY)


def test_many_at_once_lose_nothing_and_open_one_stream(tmp_path):
    """Threads with journals of their own, on a deal that nobody has kept yet."""
    place = f"sqlite:///{tmp_path}/deals.db"
    open_journal(place).close()

    def write(number):
        with open_journal(place) as journal:
            kept(journal, SENT, REPLY.model_copy(update={"id": f"reply-{number}"}))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    with open_journal(place) as journal:
        assert sorted(each.id for each in facts(journal)) == ["m1", *(f"reply-{number}" for number in range(6))]
        assert kinds(journal).count(OPENED) == 1
        assert journal.streams() == sorted([DIRECTORY, stream_of(journal, "opportunity", "006A")])


def test_in_the_hosts_transaction_a_deal_is_kept_with_it_or_not_at_all(tmp_path):
    """Its name, its stream and its facts go with the host's rollback, and stay with its commit."""
    engine = create_engine(f"sqlite:///{tmp_path}/crm.db")
    with engine.begin() as connection:
        schema.upgrade(connection)
    for end, left in (("rollback", None), ("commit", deal())):
        with engine.connect() as connection:
            keep(open_journal(connection), deal(), **NOW)
            getattr(connection, end)()
        with engine.connect() as connection:
            assert kept_subject(open_journal(connection), load("first-deal"), "opportunity", "006A") == left
    engine.dispose()


def test_under_another_framework_nothing_is_kept_and_the_next_step_is_said():
    """Its words may mean something else; the subject is moved first."""
    journal = MemoryJournal()
    kept(journal, SENT)
    before = journal.position()
    with pytest.raises(JournalError, match="kept under first-deal") as caught:
        keep(journal, deal(SENT, framework=load("b2b"), people=PEOPLE, facts=[]), **NOW)
    assert (caught.value.code, caught.value.place) == ("other-framework", "006A")
    assert "gatecoach migrate OLD NEW --map" in caught.value.help
    assert journal.position() == before


def test_a_talk_is_not_kept_as_a_deal():
    """Its events are all there is of it; nothing is written."""
    journal, opened = MemoryJournal(), deal()
    talk, _ = open_session(opened.framework, "gate-review", about=opened, coach="m.lee", coachee="r.diaz", at=DAY)
    with pytest.raises(UsageError, match="kept by its own events"):
        keep(journal, talk.subject, **NOW)
    assert journal.position() == 0


def test_a_refused_append_is_told_as_it_is():
    """A journal in which another error comes up is not asked again and again."""

    class Full(MemoryJournal):
        def append(self, stream, expected_version, events):
            raise JournalError("journal-full", "no space is left")

    with pytest.raises(JournalError, match="no space") as caught:
        kept(Full(), SENT)
    assert not isinstance(caught.value, VersionConflict)

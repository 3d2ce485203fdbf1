"""The deals of a journal move by one event each, once, and are told in the new words for ever after."""

from __future__ import annotations

from datetime import date

import pytest
from migrating.two import AT, DEAL1, FACTS, MAP, NEW, OLD, V1, deal, framework, plan, renamed
from places import TALK, changed

import gatecoach as gc
from gatecoach.errors import JournalError, VersionConflict
from gatecoach.facts import FieldValue, to_row
from gatecoach.journal.keeping import keep, kept_subject
from gatecoach.journal.names import stream_of
from gatecoach.migrating import Direction, Fate, look, move, open_talks, under

WROTE = {"at": AT, "by": "rosa"}
MOVED = {"at": date(2026, 3, 21), "by": "ops"}


@pytest.fixture(params=[":memory:", "deals.jsonl", "deals.db"])
def journal(request, tmp_path):
    """A journal with two deals under the older version."""
    place = request.param if request.param == ":memory:" else tmp_path / request.param
    with gc.open_journal(place) as opened:
        for id_ in ("006A", "006B"):
            keep(opened, deal(id_), **WROTE)
        yield opened


def told(subject):
    """What is known of a subject, whatever the order."""
    return sorted(str(to_row(each)) for each in subject.facts), subject.people, subject.journey, subject.fields


def moved(journal, made=None):
    """Move everything that moves; gives how many did."""
    made = made or plan()
    return [move(journal, made, each, **MOVED) for each in look(journal, made, AT) if each.fate is Fate.MOVES]


def test_looking_tells_every_deal_and_writes_nothing(journal):
    """With its comparison under both versions."""
    before = journal.position()
    cases = list(look(journal, plan(), AT, money="worth"))
    assert [(each.id, each.fate, each.comparison.direction) for each in cases] == [
        ("006A", Fate.MOVES, Direction.STAYS), ("006B", Fate.MOVES, Direction.STAYS),
    ]  # fmt: skip
    assert [each.comparison.amount for each in cases] == [48000, 48000]
    assert {each.kind for each in cases[0].given_up} == {"evidence", "roles"}
    assert journal.position() == before


def test_a_moved_deal_loads_under_the_new_version_and_is_refused_under_the_older_one(journal):
    """As `under` told before; who loads the older one is told what to do."""
    assert moved(journal) == [True, True]
    again = kept_subject(journal, NEW, "deal", "006A")
    assert told(again) == told(under(plan(), deal()).subject)
    with pytest.raises(JournalError, match="gatecoach migrate") as refused:
        kept_subject(journal, OLD, "sale", "006A")
    assert refused.value.code == "other-framework"
    assert journal.verify().whole


def test_the_move_is_one_event_with_both_pins_and_the_renames(journal):
    """So that nobody needs the file of the map to tell the deal again."""
    stream = stream_of(journal, "sale", "006A")
    version = journal.version(stream)
    moved(journal)
    (event,) = journal.read(stream)[version:]
    assert (event.kind, event.by, event.at) == ("subject-moved", "ops", date(2026, 3, 21))
    assert [event.data[key]["version"] for key in ("from", "to")] == ["1", "2"]
    assert event.data["map"] == plan().digest
    assert event.data["renames"]["evidence"]["fax-sent"] is None


def test_a_second_run_moves_nothing(journal):
    """Every deal is there already; the journal does not grow."""
    moved(journal)
    before = journal.position()
    cases = list(look(journal, plan(), AT))
    assert {each.fate for each in cases} == {Fate.THERE}
    assert move(journal, plan(), cases[0], **MOVED) is False
    assert journal.position() == before


def test_what_comes_after_the_move_is_in_the_new_words(journal):
    """Rows before are told by the map, rows after it as they are."""
    moved(journal)
    later = under(plan(), deal()).subject.with_facts([FieldValue(field="worth", value="9", at=date(2026, 3, 22))])[0]
    keep(journal, later, **MOVED)
    again = kept_subject(journal, NEW, "deal", "006A")
    assert [each.value for each in again.facts if isinstance(each, FieldValue) and each.field == "worth"] == [
        "48000", "9",
    ]  # fmt: skip


def test_moves_follow_each_other(journal):
    """From the first version to the third through the second, each by its own map."""
    moved(journal)
    third = framework(renamed(V1).replace('version: "2"', 'version: "3"'), renamed(DEAL1).replace("begun", "started"))
    text = "migration: summer\nfrom: acme@2\nto: acme@3\nstages: {begun: started}\n"
    assert moved(journal, plan(text, NEW, third)) == [True, True]
    assert gc.standing(kept_subject(journal, third, "deal", "006A"), AT).verified == "buying"


def test_a_deal_of_another_version_is_left_alone_and_told(journal):
    """Nobody moves what the map does not lead away from."""
    other = framework(V1.replace('version: "1"', 'version: "0"'), DEAL1)
    subject, _ = gc.Subject(other, "sale", "006C", people=deal().people).with_facts(FACTS)
    keep(journal, subject, **WROTE)
    found = {each.id: each for each in look(journal, plan(), AT)}
    assert found["006C"].fate is Fate.ELSEWHERE
    assert "acme 0" in found["006C"].why
    assert move(journal, plan(), found["006C"], **MOVED) is False


def test_deals_of_a_journey_that_is_gone_stay_and_say_why(journal):
    """They are pinned to the older version for ever."""
    lease = framework(V1, DEAL1, renamed(DEAL1, [("journey: sale", "journey: lease")]))
    text = changed(MAP, "{sale: deal}", "{sale: deal, lease: {gone: nobody leases}}")
    subject, _ = gc.Subject(lease, "lease", "007", people=deal().people).with_facts(FACTS)
    keep(journal, subject, **WROTE)
    found = {each.id: each for each in look(journal, plan(text, old=lease), AT)}
    assert (found["007"].fate, found["007"].why) == (Fate.STAYS, "nobody leases")


def test_two_deals_never_become_one(journal):
    """Of two that would have one name, the second stays and says why."""
    old = framework(V1, DEAL1, renamed(DEAL1, [("journey: sale", "journey: lease")]))
    made = plan(changed(MAP, "{sale: deal}", "{sale: deal, lease: deal}"), old=old)
    for journey in ("sale", "lease"):
        subject, _ = gc.Subject(old, journey, "007", people=deal().people).with_facts(FACTS)
        keep(journal, subject, **WROTE)
    found = {(each.journey, each.id): each for each in look(journal, made, AT)}
    assert [found[journey, "007"].fate for journey in ("lease", "sale")] == [Fate.MOVES, Fate.LOST]
    assert "two deals cannot become one" in found["sale", "007"].why
    moved(journal, made)
    assert {each.journey: each.fate for each in look(journal, made, AT) if each.id == "007"} == {
        "deal": Fate.THERE, "sale": Fate.LOST,
    }  # fmt: skip


def test_somebody_who_writes_at_the_same_time_is_waited_for(journal, monkeypatch):
    """The event stands after theirs, at the version that was read anew."""
    (case, _) = look(journal, plan(), AT)
    append, tries = journal.append, []

    def late(stream, version, events):
        if not tries and stream == case.stream:
            tries.append(version)
            raise VersionConflict("version-conflict", "somebody was faster")
        return append(stream, version, events)

    monkeypatch.setattr(journal, "append", late)
    assert move(journal, plan(), case, **MOVED) is True
    assert tries


def test_of_two_who_move_a_deal_one_does(journal):
    """The other one finds it moved."""
    (case, _) = look(journal, plan(), AT)
    assert [move(journal, plan(), case, **MOVED) for _ in range(2)] == [True, False]


def test_a_field_whose_value_was_given_up_is_unknown_and_not_what_it_was_before(journal):
    """The older value must not come back."""
    subject = deal("006C", [*FACTS, FieldValue(field="kind", value="trial", at=date(2026, 3, 9))])
    keep(journal, subject, **WROTE)
    moved(journal)
    again = kept_subject(journal, NEW, "deal", "006C")
    assert [each.value for each in again.facts if isinstance(each, FieldValue) and each.field == "kind"] == [
        "first",
        "",
    ]


def test_an_item_whose_type_was_given_up_still_passes_links_on(journal):
    """But says nothing any more."""
    moved(journal)
    (fax,) = [each for each in kept_subject(journal, NEW, "deal", "006A").facts if getattr(each, "id", "") == "f1"]
    assert (fax.what, fax.text, fax.fields) == (None, "", {})


def test_an_item_whose_type_was_given_up_is_no_contradiction_when_it_is_taken_in_again(journal):
    """Its mail is still there, and says what it always said; another mail under its name is told as ever."""
    moved(journal)
    (fax,) = [each for each in FACTS if getattr(each, "id", "") == "f1"]
    before = journal.position()
    for what in (None, "recap-sent"):
        again, _ = gc.Subject(NEW, "deal", "006A").with_facts([fax.model_copy(update={"what": what})])
        taken = keep(journal, again, **WROTE)
        assert (taken.added, taken.known, taken.conflicts) == (0, 1, [])
    assert journal.position() == before
    other, _ = gc.Subject(NEW, "deal", "006A").with_facts([fax.model_copy(update={"what": None, "by": "bob"})])
    assert [each.code for each in keep(journal, other, **WROTE).conflicts] == ["conflicting-copies"]


ABOUT = TALK.replace("kind: conversation\n", "kind: conversation\nabout: sale\n").replace(
    "{closed: done}", "{closed: done, stopped: stopped}"
)


def with_talk(journal):
    """An open talk about a deal, under versions that know talks; gives the plan between them and the talk."""
    old = framework(V1, DEAL1, ABOUT)
    new = framework(renamed(V1), renamed(DEAL1), ABOUT.replace("about: sale", "about: deal"))
    subject, _ = gc.Subject(old, "sale", "007", people=deal().people, sources={"mail": "mail"}).with_facts(FACTS)
    keep(journal, subject, **WROTE)
    people = [gc.Person(id="lee", side="seller")]
    session, events = gc.open_session(old, "review", about=subject, coach="lee", coachee="rosa", at=AT, people=people)
    journal.append(session.stream, 0, events)
    return plan(old=old, new=new), session


def test_open_talks_are_listed_before_and_after_the_move(journal):
    """They stay with their version: the deal is told to them as it was before it moved."""
    made, session = with_talk(journal)
    for _ in range(2):
        (talk,) = open_talks(journal, made)
        assert (talk.stream, talk.kind, talk.step, talk.about) == (session.stream, "review", "talk", ("007",))
        moved(journal, made)


def test_a_talk_that_cannot_be_told_again_is_listed_without_its_step(journal):
    """Its deal is not in this journal, so nobody knows whether it has ended."""
    made, session = with_talk(journal)
    with gc.open_journal(":memory:") as other:
        other.append(session.stream, 0, session.events)
        assert [each.step for each in open_talks(other, made)] == [""]


def test_a_talk_that_has_ended_is_not_listed(journal):
    """Nothing more is to be said in it."""
    made, session = with_talk(journal)
    step = session.end("stopped", by="lee", reason="We were called away.", at=AT)
    journal.append(session.stream, len(session.events), step.events)
    assert open_talks(journal, made) == []

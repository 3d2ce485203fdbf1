"""The follow-up as an invitation: read back by another parser, one entry a talk whatever happens to it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys

import pytest
import vobject
from helpers import HEAD, framework_of

from gatecoach.coaching import open_session
from gatecoach.errors import Reason, UsageError
from gatecoach.facts import Evidence, Person, Revocation
from gatecoach.report import Invitation, invitation

NOW = dt.datetime(2026, 3, 4, 10, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=2)
TALK = """
journey: review
title: {en: Review, de: Rückblick}
kind: conversation
sides: [coachee, coach]
stages: {first: {title: First}, last: {title: Last}}
ends: {closed: done, stopped: stopped}
evidence:
  word: {side: [coachee, coach]}
  next-one: {side: [coach, coachee], fields: {when: {type: date}, where: {type: text, optional: true}},
             summary: {next: when}}
  agreed: {side: coachee, answers: next-one}
gates:
  begun: {from: first, to: last, requires: {it: {say: It., coach: word, coachee: word}}}
  close:
    from: last
    to: closed
    waivers: {by: coach, for-at-most: 30 days}
    requires:
      booked:
        say: Booked.
        coach: {what: next-one, with: {when: {between: [7 days, 14 days]}}}
        coachee: {what: agreed, by: everyone}
"""
MINA = Person(id="m.lee", side="seller", name='Mina "Min" Lee; x, y', addresses=["m.lee@line.example"])
ROSA = Person(id="r.diaz", side="seller", name="Rosa Díaz", addresses=["Rosa.Diaz@Line.example"])
OTTO = Person(id="otto", side="seller")
BAD = Person(id="bad", side="seller", name="Bad", addresses=["no address", "two@at@line.example"])


def talk(*, people=(MINA, ROSA, OTTO), coach="m.lee", coachee=("r.diaz", "otto"), more="", stream="t1"):
    """A talk whose last step has begun."""
    framework = framework_of(
        HEAD.format(zone="Europe/Berlin"),
        DEAL,
        TALK.replace("sides: [coachee, coach]", f"sides: [coachee, coach]\n{more}", 1),
    )
    session, _ = open_session(framework, "review", coach=coach, coachee=coachee, people=people, at=NOW, stream=stream)
    for by in (coach if isinstance(coach, str) else coach[0], coachee[0]):
        session = session.record("word", by=by, at=NOW, text="x").session
    return session


DEAL = """
journey: deal
sides: [customer, seller]
stages: {a: {phase: early}, b: {phase: late}}
evidence: {x: {side: seller}, y: {side: customer}}
gates: {go: {from: a, to: b, requires: {it: {say: It., seller: x, customer: y}}}}
"""


def booked(session, day="2026-03-14", by="m.lee", **more):
    """The talk with the follow-up booked for a day."""
    step = session.record("next-one", by=by, at=NOW, fields={"when": day}, **more)
    assert step.refusal is None
    return step.session


def entry(session, at=NOW, **more):
    """The invitation as vobject reads it: the calendar's method and its only event."""
    found = invitation(session, at, **more)
    assert isinstance(found, Invitation)
    calendar = vobject.readOne(found.ics().decode())
    (event,) = calendar.vevent_list
    return calendar.method.value, event


def test_another_parser_reads_what_was_booked():
    """A whole day, the coach as organizer, everybody asked for an answer, the day of the talk as its stamp."""
    method, event = entry(booked(talk()))
    assert method == "REQUEST"
    assert (event.dtstart.value, event.dtend.value) == (dt.date(2026, 3, 14), dt.date(2026, 3, 15))
    assert event.dtstamp.value == NOW
    assert event.sequence.value == "0"
    assert event.status.value == "CONFIRMED"
    assert event.transp.value == "TRANSPARENT"
    assert getattr(event, "class").value == "PRIVATE"
    assert event.summary.value == "Follow-up: Review"
    assert event.organizer.value == "mailto:m.lee@line.example"


def test_everybody_with_an_address_is_invited_and_asked_to_answer():
    """The coach comes; names with signs of the format arrive whole, but for quotes, which calendars have not."""
    _, event = entry(booked(talk()))
    people = {each.value: each.params for each in event.attendee_list}
    assert people == {
        "mailto:m.lee@line.example": {"CN": ["Mina 'Min' Lee; x, y"], "ROLE": ["CHAIR"], "PARTSTAT": ["ACCEPTED"]},
        "mailto:Rosa.Diaz@line.example": {
            "CN": ["Rosa Díaz"],
            "ROLE": ["REQ-PARTICIPANT"],
            "PARTSTAT": ["NEEDS-ACTION"],
            "RSVP": ["TRUE"],
        },
    }


def test_whoever_has_no_address_is_left_out_and_reported():
    """By name where there is one; an address that is none is none."""
    found = invitation(booked(talk(people=(MINA, ROSA, OTTO, BAD), coachee=("r.diaz", "otto", "bad"))), NOW)
    assert [(each.code, each.place, each.params["who"]) for each in found.left_out] == [
        ("no-address", "otto", "otto"),
        ("no-address", "bad", "Bad"),
    ]
    assert found.left_out[0].text("de") == "otto hat hier keine Mailadresse und wird nicht eingeladen."


def test_whoever_has_left_is_not_invited():
    """Before, they are."""
    leaving = OTTO.model_copy(update={"addresses": ("otto@line.example",), "left": LATER})
    session = booked(talk(people=(MINA, ROSA, leaving)))
    assert len(invitation(session, NOW).guests) == 2
    assert [each.name for each in invitation(session, LATER).guests] == ["Rosa Díaz"]


def test_lines_end_and_fold_as_the_format_asks():
    """CRLF, at most 75 bytes a line, one event in one calendar."""
    data = invitation(booked(talk()), NOW).ics()
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert data.count(b"BEGIN:VEVENT") == data.count(b"BEGIN:VCALENDAR") == data.count(b"VERSION:2.0") == 1


def test_the_same_talk_gives_the_same_bytes_and_the_uid_tells_nothing():
    """The UID depends on stream and item alone, holds neither, and stays what it is in every version."""
    first, again = (invitation(booked(talk(), id="one"), NOW) for _ in range(2))
    assert first.ics() == again.ics()
    assert first.uid == "6dfdf839-6034-5f57-a483-a43e13a5bbe9"
    assert invitation(booked(talk(), id="other"), NOW).uid != first.uid
    assert invitation(booked(talk(stream="t2"), id="one"), NOW).uid != first.uid


def test_booked_anew_it_is_the_same_entry_with_a_higher_sequence():
    """Each booking changes the day; the calendar moves the entry instead of adding one."""
    session = booked(talk())
    first = invitation(session, NOW)
    second = invitation(booked(session, "2026-03-16"), NOW)
    assert (first.uid, first.sequence, first.day) == (second.uid, 0, dt.date(2026, 3, 14))
    assert (second.method, second.sequence, second.day) == ("REQUEST", 1, dt.date(2026, 3, 16))


def with_facts(session, *facts):
    """The talk with facts that its host adds."""
    subject, refused = session.subject.with_facts(facts)
    assert refused == ()
    return dataclasses.replace(session, subject=subject)


def test_a_booking_that_replaces_another_is_the_same_entry():
    """The link counts, as for gates."""
    session = booked(talk(), id="one")
    new = Evidence(
        id="two", what="next-one", by="m.lee", told_by="m.lee", at=LATER, fields={"when": "2026-03-17"}, replaces="one"
    )
    changed = invitation(with_facts(session, new), LATER)
    assert (changed.uid, changed.sequence) == (invitation(session, NOW).uid, 1)
    assert changed.day == dt.date(2026, 3, 17)
    assert invitation(with_facts(session, new), NOW).sequence == 0  # not yet known then


def test_taken_back_it_is_cancelled():
    """The same entry, a higher sequence, nobody is asked for an answer."""
    session = booked(talk(), id="one")
    back = session.revoke("one", by="m.lee", at=LATER).session
    method, event = entry(back, LATER)
    assert (method, event.status.value, event.sequence.value) == ("CANCEL", "CANCELLED", "1")
    assert event.uid.value == invitation(session, NOW).uid
    assert event.dtstart.value == dt.date(2026, 3, 14)
    assert all("RSVP" not in each.params for each in event.attendee_list)
    assert entry(back, NOW)[0] == "REQUEST"


def test_booked_again_after_it_was_cancelled_goes_on_counting():
    """A calendar takes only what has a higher sequence than what it has."""
    back = booked(talk(), id="one").revoke("one", by="m.lee", at=NOW).session
    again = invitation(booked(back, "2026-03-18"), NOW)
    assert (again.method, again.sequence, again.day) == ("REQUEST", 2, dt.date(2026, 3, 18))


def test_taking_back_the_second_booking_leaves_the_first():
    """As the gate does; the entry moves back, and its sequence goes on."""
    session = booked(booked(talk(), id="one"), "2026-03-16", id="two")
    found = invitation(session.revoke("two", by="m.lee", at=NOW).session, NOW)
    assert (found.method, found.sequence, found.day) == ("REQUEST", 2, dt.date(2026, 3, 14))


@pytest.mark.parametrize(
    ("day", "counts"), [("2026-03-10", False), ("2026-03-11", True), ("2026-03-18", True), ("2026-03-19", False)]
)
def test_a_day_that_the_talk_does_not_accept_books_nothing(day, counts):
    """Seven days to fourteen, both included."""
    found = invitation(booked(talk(), day), NOW)
    assert isinstance(found, Invitation) is counts
    assert counts or found.code == "nothing-booked"


def test_a_waiver_accepts_another_day():
    """The requirement was waived, so the later day stands."""
    session = booked(talk(), "2026-04-20")
    session = session.waive("close.booked", by="m.lee", reason="on leave", until="2026-03-10", at=NOW).session
    assert invitation(session, NOW).day == dt.date(2026, 4, 20)
    assert invitation(session, dt.date(2026, 3, 30)).day == dt.date(2026, 4, 20)  # held when it was booked


def test_without_a_booking_there_is_no_invitation():
    """The reason says so in words."""
    found = invitation(talk(), NOW)
    assert found == Reason("nothing-booked", "t1")
    assert found.text() == "No follow-up is booked in this talk, or none that it accepts."


def test_whoever_leads_the_talk_invites():
    """The coach who booked it, else the first coach with an address, also where a coachee booked."""
    two = {"people": (OTTO, MINA, ROSA), "coachee": ("r.diaz",)}
    assert invitation(booked(talk(coach=("m.lee", "otto"), **two), by="otto"), NOW).organizer.name.startswith("Mina")
    session = booked(talk(coach=("m.lee", "otto"), **two), by="r.diaz")
    assert invitation(session, NOW).code == "nothing-booked"  # the gate asks the coach for it
    waived = session.waive("close.booked", by="m.lee", reason="x", until="2026-03-05", at=NOW).session
    assert invitation(waived, NOW).organizer.address == "m.lee@line.example"


def test_without_an_address_of_a_coach_nobody_can_invite():
    """Named is who lacks one."""
    found = invitation(booked(talk(people=(OTTO, ROSA), coach="otto", coachee=("r.diaz",)), by="otto"), NOW)
    assert (found.code, found.params["who"]) == ("no-organizer", ["otto"])


def test_a_talk_that_only_one_side_may_read_is_in_no_other_calendar():
    """What is private to the coaches invites coaches."""
    alone = TALK.replace("coachee: word}", "coachee: none, because: Ours.}")
    alone = alone.replace("coachee: {what: agreed, by: everyone}", "coachee: none\n        because: Ours.")
    private = alone.replace("sides: [coachee, coach]", "sides: [coachee, coach]\nprivate-to: coach", 1)
    framework = framework_of(HEAD.format(zone="Europe/Berlin"), DEAL, private)
    people = (MINA, ROSA, OTTO)
    session, _ = open_session(framework, "review", coach=("m.lee", "r.diaz"), people=people, at=NOW, stream="t1")
    found = invitation(booked(session.record("word", by="m.lee", at=NOW, text="x").session), NOW)
    assert found.organizer.address == "m.lee@line.example"
    assert [each.address for each in found.guests] == ["Rosa.Diaz@line.example"]


def test_the_entry_is_named_in_the_language_asked_for():
    """As far as the author speaks it."""
    assert invitation(booked(talk()), NOW, language="de").title == "Folgegespräch: Rückblick"


def test_the_bundled_talk_invites_to_its_follow_up(closed):
    """Its deal is named in the title; here nobody has an address."""
    found = invitation(closed.session, dt.date(2026, 3, 4))
    assert (found.code, found.params["who"]) == ("no-organizer", ["Rosa Diaz", "Mina Lee"])
    people = tuple(
        each.model_copy(update={"addresses": (f"{each.id}@x.example",)}) for each in closed.session.participants
    )
    named = dataclasses.replace(closed.session, subject=dataclasses.replace(closed.session.subject, people=people))
    found = invitation(named, dt.date(2026, 3, 4))
    assert (found.title, found.day) == ("Follow-up: Gate review (006)", dt.date(2026, 3, 14))
    assert found.stamp == dt.datetime(2026, 3, 3, 23, tzinfo=dt.UTC)  # where only the day is known, its beginning


def test_a_revocation_by_a_stranger_changes_nothing():
    """It neither cancels nor moves; only the count of what was said grows."""
    session = with_facts(booked(talk(), id="one"), Revocation(id="r", revokes="one", by="r.diaz", at=LATER))
    found = invitation(session, LATER)
    assert (found.method, found.sequence) == ("REQUEST", 1)


def test_without_the_extra_the_next_step_is_said(monkeypatch):
    """The invitation is made, its bytes need the library."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(UsageError, match=r"gatecoach\[calendar\]") as refused:
        invitation(booked(talk()), NOW).ics()
    assert refused.value.code == "no-calendar"

"""What calendar entries make: who, when, in which words, how well proven, and that nothing else changes it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest
from helpers import HEAD, ask, framework_of
from hypothesis import given, settings
from hypothesis import strategies as st
from intake.calendar_table import NOON, PEOPLE, TRUSTED, checked, context, inputs, labelled, raw, rows, signs

from gatecoach.definition import EvidenceDef
from gatecoach.errors import UsageError
from gatecoach.facts import Evidence, Label, Person
from gatecoach.gate import Status
from gatecoach.intake import MailContext, read_mail
from gatecoach.intake.calendars import CalendarContext, carries_calendar, read_calendar
from gatecoach.intake.calendars.outcomes import OBJECT_PROOFS, CalendarOutcome
from gatecoach.intake.calendars.sentences import SENTENCES
from gatecoach.report import intake_text

INVITATION = {"a": "invitation"}
ANSWER = checked({"a": "answer"})
MOVED = {"a": "invitation", "SEQUENCE": 1, "DTSTART": "20260311T090000Z", "DTSTAMP": "20260304T080000Z"}
CANCELLED = {"a": "invitation", "METHOD": "CANCEL", "SEQUENCE": 1, "DTSTAMP": "20260304T080000Z"}
SOURCES = {"calendar": "calendar"}
CARL = Person(id="carl", side="customer", addresses=("carl@gmail.com",))
MIXED = [row for row in rows() if not signs(row)]
"""The rows that can be put together without any extra beside the calendar's."""


def read(*specs, **changed):
    """What intake makes of these entries."""
    return read_calendar(inputs(*specs), context(**changed))


def answer_in(intake):
    """The one answer among the evidence."""
    (item,) = [each for each in intake.evidence if each.answers]
    return item


def rules(intake):
    """By which rule each entry became what it became."""
    return [each.rule for each in intake.outcomes]


def test_an_answer_says_who_when_what_and_in_answer_to_what():
    """The item of an acceptance carries person, time, words, source and link; its source tells it."""
    intake = read(INVITATION, {**ANSWER, "COMMENT": "Gladly\\, with Bea."}, source="cal:sales")
    ours, item = intake.evidence
    assert (item.what, item.by, item.source, item.told_by) == ("call-taken", "anna", "cal:sales", None)
    assert (item.answers, item.machine_sent, item.grade) == ((ours.id,), False, "observed")
    assert item.text == "PARTSTAT=ACCEPTED\nGladly, with Bea."
    assert item.at == dt.datetime(2026, 3, 3, 8, tzinfo=dt.UTC)


def test_an_invitation_is_our_item_with_its_words():
    """It is what its label says, by whom of us invites, and replaces nothing the first time."""
    (item,) = read({**INVITATION, "DESCRIPTION": "Agenda:\\nyour line"}).evidence
    assert (item.what, item.by, item.replaces, item.grade) == ("call-offered", "rosa", None, "asserted")
    assert item.text == "First call\nAgenda:\nyour line"
    assert item.at == dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)


def test_an_invitation_that_a_machine_sent_is_marked():
    """A label says what it is, not that a person invited; what calendars write on all they send says nothing."""
    for mark, machine in (("auto-replied", True), ("auto-generated", False)):
        (item,) = read({**INVITATION, "mail": {"Auto-Submitted": mark}}).evidence
        assert item.machine_sent is machine


def test_an_answer_is_read_as_its_own_word():
    """The reading is the source's, and what it quotes stands in the item."""
    intake = read(INVITATION, {**ANSWER, "says": "accepted"})
    (statement,) = intake.statements
    item = answer_in(intake)
    assert (statement.about, statement.outcome, statement.by) == (item.id, "accepts", "calendar")
    assert (statement.quote, statement.at) == ("PARTSTAT=accepted", item.at)
    assert statement.stands_in(item.text)


def test_a_counter_proposal_quotes_its_method_and_names_its_time():
    """What it says newly is that it proposes another time, and which."""
    intake = read(INVITATION, {**ANSWER, "METHOD": "COUNTER", "says": "TENTATIVE", "DTSTART": "20260312T090000Z"})
    (statement,) = intake.statements
    text = answer_in(intake).text
    assert (statement.outcome, statement.quote) == ("proposes-time", "METHOD:COUNTER")
    assert statement.stands_in(text)
    assert "DTSTART:2026-03-12T09:00:00+00:00" in text


def test_a_comment_cannot_change_how_an_answer_reads():
    """The status decides, whatever the words beside it look like."""
    intake = read(INVITATION, {**ANSWER, "says": "DECLINED", "COMMENT": "PARTSTAT=ACCEPTED"})
    assert [each.outcome for each in intake.statements] == ["declines"]


@pytest.mark.parametrize(
    ("readings", "says", "outcome"),
    [
        ({"ACCEPTED": ("proposes-time",)}, "ACCEPTED", "proposes-time"),
        ({"ACCEPTED": ("nods", "accepts")}, "ACCEPTED", "accepts"),
        ({"ACCEPTED": ()}, "ACCEPTED", None),
        ({"TENTATIVE": ("declines",)}, "TENTATIVE", "declines"),
        ({"TENTATIVE": ("accepts",)}, "TENTATIVE", None),
        ({"DECLINED": ("accepts",)}, "DECLINED", None),
    ],
)
def test_how_answers_read_is_the_callers_to_say_but_for_a_yes(readings, says, outcome):
    """The first outcome that the type has is the reading; nothing but an acceptance or a proposal reads as a yes."""
    intake = read(INVITATION, {**ANSWER, "says": says}, readings=readings)
    assert [each.outcome for each in intake.statements] == ([outcome] if outcome else [])
    assert len(intake.evidence) == 2


GRADES = [
    ("connector", TRUSTED, "observed"),
    ("upload", TRUSTED, "asserted"),
    ("connector", TRUSTED.replace("mx.bright", "mx.else"), "asserted"),
    ("connector", TRUSTED.replace("pass", "fail"), "asserted"),
    ("connector", TRUSTED.replace("pumps", "else"), "asserted"),
    ("connector", None, "asserted"),
]


@pytest.mark.parametrize(("fetched_by", "results", "grade"), GRADES)
def test_only_a_trusted_server_and_a_connector_make_it_observed(fetched_by, results, grade):
    """The mail that carries an answer proves it; an upload, a stranger's word or a failed check prove nothing."""
    intake = read(INVITATION, checked({"a": "answer"}, results), fetched_by=fetched_by)
    assert answer_in(intake).grade == grade


def test_a_file_alone_stays_asserted_even_from_a_connector():
    """Nothing says who wrote a file."""
    assert answer_in(read(INVITATION, {"a": "answer", "alone": True})).grade == "asserted"


def test_an_outcome_says_why_its_grade_is_no_better():
    """In each language, where something was made; elsewhere nothing."""
    invited, observed, nothing = read(INVITATION, ANSWER, {**ANSWER, "UID": "other"}).outcomes
    assert (invited.proof, observed.proof, nothing.proof) == ("not-vouched", "vouched", "")
    assert read(INVITATION, {**ANSWER, "alone": True}).outcomes[1].proof == "uploaded"
    signed_by = [CalendarOutcome("a", "", "evidence", "answer", proof=each) for each in OBJECT_PROOFS]
    for each in (invited, observed, *signed_by):
        assert each.proof_text("de") != each.proof_text("fr") == each.proof_text() != nothing.proof_text() == ""


def test_a_delegate_is_proven_no_better_than_the_delegation():
    """A file that says an invitation was passed on makes the answer of whoever got it no more than asserted."""
    to_carl = ';PARTSTAT=DELEGATED;DELEGATED-TO="mailto:carl@pumps.example":mailto:anna@pumps.example'
    passed, carl = {"a": "answer", "ATTENDEE": to_carl}, {**ANSWER, "who": "carl@pumps.example"}
    for delegation, grade, proof in (
        ({**passed, "alone": True}, "asserted", "passed-on"),
        (checked(passed), "observed", "vouched"),
    ):
        intake = read(INVITATION, delegation, carl)
        assert (answer_in(intake).grade, intake.outcomes[2].proof) == (grade, proof)


@pytest.mark.parametrize(
    ("received", "hour"),
    [
        ("from mail.pumps.example by mx.bright.example; Tue, 3 Mar 2026 11:30:00 +0100", 10),
        ("by mx.bright.example (a; b); Tue, 3 Mar 2026 11:30:00 +0100", 10),
        ("by mx.bright.example; yesterday", 8),
        ("by mx.bright.example; Tue, 3 Mar 2026 11:30:00", 8),
        (None, 8),
    ],
)
def test_an_answer_was_given_when_a_trusted_server_took_it(received, hour):
    """Else at the time it states itself; never when the meeting is."""
    spec = checked({"a": "answer"}, Received=received)
    assert answer_in(read(INVITATION, spec)).at.astimezone(dt.UTC).hour == hour


def test_the_servers_clock_counts_only_with_its_word():
    """Where nobody vouches for the sender, the lines of the mail are the sender's own."""
    spec = {"a": "answer", "mail": {"Received": "by mx.bright.example; Tue, 3 Mar 2026 11:30:00 +0100"}}
    assert answer_in(read(INVITATION, spec)).at.hour == 8


def test_only_the_topmost_received_is_the_servers():
    """What stands below came with the mail."""
    below = "by evil.example; Tue, 2 Mar 2027 11:30:00 +0100"
    raw_mail = raw(checked({"a": "answer"}, Received="by mx.bright.example; Tue, 3 Mar 2026 11:30:00 +0100"))
    raw_mail = raw_mail.replace(b"MIME-Version", f"Received: {below}\r\nMIME-Version".encode(), 1)
    intake = read_calendar([*inputs(INVITATION), ("a", raw_mail)], context())
    assert answer_in(intake).at.year == 2026


DAYS = [
    ({}, "UTC", "2026-03-10"),
    ({"DTSTART": "20260310T233000Z"}, "UTC", "2026-03-10"),
    ({"DTSTART": "20260310T233000Z"}, "Europe/Berlin", "2026-03-11"),
    ({"DTSTART": ";VALUE=DATE:20260310"}, "Europe/Berlin", "2026-03-10"),
    ({"DTSTART": "20260310T233000"}, "Europe/Berlin", "2026-03-10"),
    ({"DTSTART": ";TZID=Made up here:20260310T233000"}, "Europe/Berlin", "2026-03-10"),
    ({"DTSTART": ";TZID=W. Europe Standard Time:20260310T233000"}, "Europe/Berlin", "2026-03-10"),
]


@pytest.mark.parametrize(("start", "zone", "day"), DAYS)
def test_the_day_of_the_meeting_goes_into_the_only_date_field(start, zone, day):
    """On our item and on theirs, counted where days are counted; a time nobody can place keeps its written day."""
    visit = {**INVITATION, "UID": "visit-1", "DTEND": None, **start}
    intake = read(visit, {**ANSWER, "UID": "visit-1"}, time_zone=ZoneInfo(zone))
    assert [each.fields for each in intake.evidence] == [{"day": day}, {"day": day}]


def test_a_day_that_is_not_known_leaves_the_field_out():
    """The kernel then says that the item is incomplete."""
    intake = read({**INVITATION, "UID": "visit-1", "DTSTART": None, "DTEND": None}, {**ANSWER, "UID": "visit-1"})
    assert [each.fields for each in intake.evidence] == [{}, {}]


def test_two_date_fields_get_no_day():
    """Nobody guesses which one is meant."""
    two = {"side": "seller", "fields": {"one": {"type": "date"}, "two": {"type": "date"}}}
    types = {"visit-offered": EvidenceDef.model_validate(two)}
    assert read({**INVITATION, "UID": "visit-1"}, types=types).evidence[0].fields == {}


def test_a_type_nobody_described_takes_only_an_acceptance_and_reads_nothing():
    """Without the types of the journey an answer could be taken for a yes that it is not."""
    assert rules(read(INVITATION, {**ANSWER, "says": "DECLINED"}, types={}))[1] == "no-outcome"
    intake = read(INVITATION, ANSWER, types={})
    assert (rules(intake)[1], intake.statements) == ("answer", ())


def test_acceptance_makes_nothing_but_what_answers_the_label():
    """Accepted is not attended: of all that the table accepts, no item is of any other type than label or answer."""
    every = read(*[each for row in MIXED for each in row["given"]])
    labels = {each.label for each in context().labels}
    answering = {each for types in context().answered_by.values() for each in types}
    assert {each.what for each in every.evidence} <= labels | answering


def test_the_id_tells_nothing_about_anybody():
    """It is the same for every copy, another one for another answer, and holds neither address nor UID."""
    ids = [answer_in(read(INVITATION, spec)).id for spec in (ANSWER, {**ANSWER, "alone": True})]
    other = answer_in(read(INVITATION, {**ANSWER, "DTSTAMP": "20260303T080001Z"})).id
    assert ids[0] == ids[1] != other
    assert not any(word in ids[0] for word in ("anna", "pumps", "meeting"))


def test_an_invitation_is_called_as_the_labelled_mail_that_carried_it():
    """So a reply in words and a reply by calendar answer one and the same item."""
    carried = {**INVITATION, "UID": "new-1", "mail": {"Message-ID": "<carried@bright.example>"}}
    ours, theirs = read(carried, {**ANSWER, "UID": "new-1"}).evidence
    words = b"From: anna@pumps.example\nTo: rosa@bright.example\nDate: Tue, 3 Mar 2026 09:00:00 +0100\n"
    words += b"Message-ID: <w@pumps.example>\nIn-Reply-To: <carried@bright.example>\n\nYes, gladly.\n"
    about = context()
    (said,) = read_mail([("w", words)], MailContext(about.answered_by, about.people, about.labels)).evidence
    assert theirs.answers == said.answers == (ours.id,) == ("carried@bright.example",)


def test_two_invitations_in_one_labelled_mail_are_two_items():
    """A series and one of its occurrences share the mail, not the name."""
    both = {**INVITATION, "RRULE": "FREQ=WEEKLY", "mail": {"Message-ID": "<carried@bright.example>"}, "beside": [
        {**INVITATION, "RECURRENCE-ID": "20260317T090000Z", "DTSTART": "20260318T090000Z"}
    ]}  # fmt: skip
    intake = read(both)
    assert len({each.id for each in intake.evidence}) == 2
    assert intake.evidence[0].id != intake.evidence[1].id
    assert "carried@bright.example" in {each.id for each in intake.evidence}


def test_every_event_of_an_input_has_an_outcome_of_its_own():
    """They are told apart by a number behind the name, and one that is broken does not take the others with it."""
    file = {**INVITATION, "beside": [{**INVITATION, "DTSTAMP": None}, {**INVITATION, "UID": "visit-1"}]}
    intake = read({**file, "alone": True})
    assert [(each.name, each.rule) for each in intake.outcomes] == [
        ("1.eml", "labelled"),
        ("1.eml (2)", "missing"),
        ("1.eml (3)", "labelled"),
    ]


def test_two_parts_of_one_mail_with_the_same_bytes_are_one():
    """Many programs put the object into a mail twice."""
    assert rules(read(INVITATION, {**ANSWER, "parts": 2})) == ["labelled", "answer"]


def test_the_report_is_that_of_mails():
    """One line for each, in the words of the rule, and the totals."""
    text = intake_text(read(INVITATION, ANSWER, {"text": "x"}).outcomes)
    assert text.splitlines()[1] == '2.eml  evidence call-taken by anna: ACCEPTED to "First call".'
    assert text.endswith("3 messages: 2 evidence, 1 not read.\n")


def test_a_meeting_is_called_as_we_called_it():
    """Whatever the answer calls it; else as it calls itself, and without any title by its name."""
    ours = {**INVITATION, "SUMMARY": "Our call"}
    untitled = read({**ours, "SUMMARY": None}, {**ANSWER, "SUMMARY": None}).outcomes[1]
    assert '"Our call"' in read(ours, {**ANSWER, "SUMMARY": "Accepted: call"}).outcomes[1].text()
    assert '"Call"' in read({**ANSWER, "UID": "x", "SUMMARY": "Call\\nline"}).outcomes[0].text()
    assert '"meeting-1"' in untitled.text()


def test_an_outcome_names_what_it_made():
    """The item's id where there is one, the revocation where the invitation ended, nothing elsewhere."""
    invited, answered, cancelled, repeated = read(INVITATION, ANSWER, CANCELLED, CANCELLED).outcomes
    assert invited.made == (invited.message_id,)
    assert answered.made == (answered.message_id,)
    assert cancelled.made == (f"{invited.message_id}-cancelled",)
    assert (repeated.made, repeated.uid) == ((), "meeting-1")


@pytest.mark.parametrize("key", SENTENCES, ids="/".join)
def test_every_sentence_asks_for_the_same_in_each_language(key):
    """English and German name the same parameters, begin in the small or with a name, and end with a stop."""
    english, german = SENTENCES[key]["en"], SENTENCES[key]["de"]
    assert {each.partition("}")[0] for each in english.split("{")[1:]} == {
        each.partition("}")[0] for each in german.split("{")[1:]
    }
    assert english.endswith(".")
    assert german.endswith(".")
    assert SENTENCES[key].keys() == {"en", "de"}
    assert (
        CalendarOutcome("a", "", *key, dict.fromkeys(("by", "meeting"), "{x}")).text("fr") if "{" not in german else 1
    )


@given(data=st.data())
@settings(max_examples=25)
def test_the_order_of_the_inputs_changes_nothing(data):
    """Any order of any rows of the table together gives the same facts and the same outcome for each input."""
    some = data.draw(st.lists(st.sampled_from(MIXED), min_size=1, max_size=4))
    batch = [(f"{n}.eml", raw(checked(each), n)) for n, each in enumerate(e for row in some for e in row["given"])]
    first, second = read_calendar(batch, context()), read_calendar(data.draw(st.permutations(batch)), context())
    assert first.facts == second.facts
    assert sorted(first.outcomes, key=repr) == sorted(second.outcomes, key=repr)


@given(st.lists(st.sampled_from(MIXED), min_size=1, max_size=3))
@settings(max_examples=25)
def test_what_is_handed_in_twice_makes_nothing_more(some):
    """The second copy of every input is told as such, and the facts stay the same."""
    batch = [(f"{n}.eml", raw(checked(each), n)) for n, each in enumerate(e for row in some for e in row["given"])]
    again = [(f"copy of {name}", data) for name, data in batch]
    assert read_calendar(batch, context()).facts == read_calendar([*batch, *again], context()).facts


def test_what_is_handed_in_cannot_unsay_what_a_server_saw():
    """A file with the same number and time stamp and another status is for a person to look at; the no stands."""
    no, forged = {**ANSWER, "says": "DECLINED"}, {"a": "answer", "alone": True}
    for order in ((no, forged), (forged, no)):
        intake = read(INVITATION, *order)
        assert sorted(rules(intake)[1:]) == ["answer", "same-id-other-content"]
        assert [each.outcome for each in intake.statements] == ["declines"]


def test_a_foreign_copy_neither_displaces_nor_disputes_an_answer():
    """What somebody else sends in a guest's name is judged by itself."""
    forged = {**ANSWER, "from": "mallory@evil.example", "says": "DECLINED"}
    intake = read(INVITATION, forged, ANSWER)
    assert rules(intake)[1:] == ["sent-by-another", "answer"]
    assert [each.outcome for each in intake.statements] == ["accepts"]


@pytest.mark.parametrize(("subject", "rule"), [("", "labelled"), ("006A", "labelled"), ("006B", "seller-unlabelled")])
def test_labels_of_another_deal_do_not_apply(subject, rule):
    """With a subject given only its labels count; without one all do."""
    labels = (Label(label="call-offered", message="meeting-1", by="rosa", at=NOON, subject="006A"),)
    assert rules(read(INVITATION, labels=labels, subject=subject)) == [rule]


@pytest.mark.parametrize(("subject", "rule"), [("", "two-deals"), ("006A", "two-deals"), ("006C", "seller-unlabelled")])
def test_an_invitation_of_two_deals_is_found_out_in_each_of_them(subject, rule):
    """The labels of the other deal are looked at as well: one meeting does not serve two deals unseen."""
    shared = {**INVITATION, "UID": "shared-1"}
    intake = read(shared, {**ANSWER, "UID": "shared-1"}, subject=subject)
    assert rules(intake)[0] == rule
    assert {each.grade for each in intake.evidence} <= {"asserted"}
    assert {each.proof for each in intake.outcomes} <= {"not-vouched", "not-checked", ""}
    assert intake.statements == ()


def test_the_carriers_label_of_another_deal_makes_it_two_as_well():
    """One label names the UID, the other the mail."""
    labels = (labelled("call-offered", "meeting-1", "006A"), labelled("call-offered", "<1@carrier.example>", "006B"))
    assert rules(read(INVITATION, labels=labels)) == ["two-deals"]
    assert rules(read(INVITATION, labels=labels[:1])) == ["labelled"]


def test_what_somebody_set_aside_is_not_labelled():
    """The label that says so is none."""
    assert rules(read(INVITATION, labels=(Label(label="none", message="meeting-1", by="rosa", at=NOON),))) == [
        "seller-unlabelled"
    ]


@pytest.mark.parametrize(
    ("who", "changed", "rule"),
    [
        ("new@pumps.example", {}, "new-person"),
        ("new@eu.pumps.example", {}, "new-person"),
        ("new@pumps-group.example", {}, "unrelated"),
        ("new@pumps-group.example", {"domains": {"customer": ["Pumps-Group.example"]}}, "new-person"),
        ("new@xn--mller-kva.example", {"domains": {"customer": ["M\u00fcller.example"]}}, "new-person"),
        ("new@gmail.com", {"people": (*PEOPLE, CARL)}, "unrelated"),
        ("carl@gmail.com", {"people": (*PEOPLE, CARL)}, "no-link"),
        ("new@box.example", {"domains": {"customer": ["box.example"]}, "free_mail": ["box.example"]}, "unrelated"),
        ("anna@p\u0443mps.example", {}, "look-alike"),
        ("anna@xn--pmps-v6d.example", {}, "look-alike"),
        ("new@us.example", {"domains": {"seller": ["us.example"]}}, "seller-unlabelled"),
    ],
)
def test_whose_domain_is_whose_is_told_as_in_mails(who, changed, rule):
    """Below a domain counts, what only looks like it does not; at free mail only the whole address says who it is."""
    spec = {"a": "answer", "UID": "other-1", "who": who}
    assert rules(read({**spec, "alone": True}, **changed)) == [rule]
    about = context(**changed)
    known = MailContext(about.answered_by, about.people, about.labels, domains=about.domains, free_mail=about.free_mail)
    mail = f"From: {who}\nDate: Tue, 3 Mar 2026 09:00:00 +0100\nMessage-ID: <w@x.example>\n\nYes.\n".encode()
    assert [each.rule for each in read_mail([("w", mail)], known).outcomes] == [rule]


def test_intake_needs_no_people_no_labels_and_no_types():
    """With nothing known an entry is unrelated, not an error."""
    bare = CalendarContext(answered_by={}, people=(), labels=())
    assert rules(read_calendar(inputs(INVITATION, ANSWER), bare)) == ["unrelated", "unrelated"]


def test_an_object_leaves_nothing_behind_for_the_next():
    """A time zone that one object describes is not known to another one."""
    zone = ["BEGIN:VTIMEZONE", "TZID:Made up", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0500",
            "TZOFFSETTO:+0500", "END:STANDARD", "END:VTIMEZONE"]  # fmt: skip
    there = {**INVITATION, "UID": "visit-1", "DTEND": None, "DTSTART": ";TZID=Made up:20260310T010000"}
    for spec in ({**there, "head": zone}, there):
        assert read(spec).evidence[0].fields == {"day": "2026-03-10"}


def test_a_mail_carries_a_calendar_of_its_own_or_none():
    """What it forwards is not its own; bytes that are no mail carry nothing."""
    assert carries_calendar(raw(ANSWER))
    assert not carries_calendar(raw({**ANSWER, "forwarded": True}))
    assert not carries_calendar(raw({**ANSWER, "kind": "text/plain"}))
    assert not carries_calendar(b"text/calendar")


def test_without_the_library_it_says_what_to_install(monkeypatch):
    """The extra is named; no other error tells of a missing module."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(UsageError, match="not installed"):
        read(INVITATION)


def test_importing_intake_does_not_load_the_library(root):
    """A program pays for the calendar library when it reads a calendar."""
    code = "import sys, gatecoach.intake.calendars; sys.exit('icalendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=root / "framework", check=False).returncode == 0


# ---- what the kernel makes of it

UNJOINED = """
journey: deal
sides: [customer, seller]
stages: {first: {phase: early}, second: {phase: late}}
ends: {won: won}
evidence:
  call-offered: {side: seller}
  note-sent: {side: seller}
  call-taken: {side: customer, answers: call-offered, outcomes: {for: [accepts, proposes-time], against: [declines]}}
gates:
  go: {from: first, to: second, requires: {it: {say: Taken, seller: SIDE, customer: call-taken}}}
  end: {from: second, to: won, requires: {it: {say: Taken, seller: note-sent, customer: call-taken}}}
"""


def taken(intake, *, at=100, joined=True):
    """How the gate sees the customer's side; joined = it also asks for the invitation itself."""
    text = UNJOINED.replace("SIDE", "call-offered" if joined else "note-sent")
    note = Evidence(id="n", what="note-sent", by="rosa", at=NOON, source="calendar")
    facts = [*intake.facts, note]
    decision = ask(framework_of(HEAD.format(zone="UTC"), text), facts, at=at, people=PEOPLE, sources=SOURCES)
    return decision.requirements[0].sides["customer"].status


@pytest.mark.parametrize("joined", [True, False])
def test_cancelling_leaves_no_acceptance_whatever_the_gate_asks(joined):
    """Also where a gate does not ask for the invitation; before the day of the cancelling it had counted."""
    intake = read(INVITATION, ANSWER, CANCELLED)
    assert taken(intake, at=62, joined=joined) is Status.MET
    assert taken(intake, joined=joined) is Status.MISSING


@pytest.mark.parametrize("joined", [True, False])
def test_accepting_what_was_cancelled_before_counts_for_nothing(joined):
    """The answer comes after the end, on its own or not."""
    early = {**CANCELLED, "DTSTAMP": "20260302T110000Z"}
    assert taken(read(INVITATION, early, ANSWER), joined=joined) is Status.MISSING


@pytest.mark.parametrize("joined", [True, False])
def test_who_is_taken_off_has_not_accepted(joined):
    """The acceptance of the others stands."""
    off = {**CANCELLED, "ATTENDEE": ":mailto:anna@pumps.example"}
    bea = {**ANSWER, "who": "bea@pumps.example"}
    assert taken(read(INVITATION, ANSWER, off), joined=joined) is Status.MISSING
    assert taken(read(INVITATION, ANSWER, bea, off), joined=joined) is Status.MET


@pytest.mark.parametrize("joined", [True, False])
def test_moving_the_meeting_voids_what_was_accepted_until_it_is_accepted_again(joined):
    """A reply to the first version does not help; one to the new version does."""
    again = {**ANSWER, "SEQUENCE": 1, "DTSTAMP": "20260305T080000Z"}
    late = {**ANSWER, "DTSTAMP": "20260305T080000Z"}
    assert taken(read(INVITATION, ANSWER, MOVED), at=62, joined=joined) is Status.MET
    assert taken(read(INVITATION, ANSWER, MOVED), joined=joined) is Status.MISSING
    assert taken(read(INVITATION, late, MOVED), joined=joined) is Status.MISSING
    assert taken(read(INVITATION, ANSWER, MOVED, again), joined=joined) is Status.MET


def test_a_no_is_never_taken_back_by_cancelling():
    """Whoever declined has declined; the organizer cannot make that missing."""
    intake = read(INVITATION, {**ANSWER, "says": "DECLINED"}, CANCELLED)
    assert [each.revokes for each in intake.revocations] == [intake.evidence[0].id]
    assert taken(intake) is Status.CONTESTED


def test_a_no_after_a_yes_is_a_no_and_a_yes_after_that_a_yes():
    """The last word of a person counts."""
    no = {**ANSWER, "says": "DECLINED", "DTSTAMP": "20260304T080000Z"}
    yes = {**ANSWER, "DTSTAMP": "20260305T080000Z"}
    assert taken(read(INVITATION, ANSWER, no)) is Status.CONTESTED
    assert taken(read(INVITATION, ANSWER, no, yes)) is Status.MET


@pytest.mark.parametrize("says", ["TENTATIVE", "DECLINED", "NEEDS-ACTION", "DELEGATED"])
def test_answers_that_overtook_each_other_are_taken_in_their_own_order(says):
    """An earlier yes that arrives after the later answer is not the last word."""
    yes = checked({"a": "answer"}, Received="by mx.bright.example; Thu, 5 Mar 2026 10:00:00 +0000")
    later = checked({"a": "answer", "says": says, "DTSTAMP": "20260304T080000Z"},
                    Received="by mx.bright.example; Wed, 4 Mar 2026 10:00:00 +0000")  # fmt: skip
    assert taken(read(INVITATION, yes, later)) is not Status.MET
    assert taken(read(INVITATION, yes)) is Status.MET


def test_an_answer_is_taken_back_from_when_both_are_known():
    """Not before the later word, not before the yes itself, and not before the invitation ended."""
    later = {**ANSWER, "says": "TENTATIVE", "DTSTAMP": "20260304T080000Z"}
    overtaken = checked({"a": "answer"}, Received="by mx.bright.example; Thu, 5 Mar 2026 10:00:00 +0000")
    ended = {**CANCELLED, "DTSTAMP": "20260302T110000Z"}
    days = [[each.at.day for each in read(INVITATION, *each).revocations]
            for each in ((ANSWER, later), (overtaken, later), (ANSWER, CANCELLED), (ended, ANSWER))]  # fmt: skip
    assert days == [[4], [5], [4, 4], [2, 3]]


def test_who_is_taken_off_twice_had_accepted_in_between():
    """What was accepted after being invited again counts until the second time."""
    off = {**CANCELLED, "ATTENDEE": ":mailto:anna@pumps.example", "DTSTAMP": "20260302T110000Z"}
    again = {**INVITATION, "SEQUENCE": 2, "DTSTAMP": "20260302T120000Z"}
    yes = {**ANSWER, "SEQUENCE": 2}
    intake = read(INVITATION, off, again, yes, {**off, "SEQUENCE": 3, "DTSTAMP": "20260306T080000Z"})
    assert [each.at.day for each in intake.revocations] == [6]
    assert (taken(intake, at=63), taken(intake)) == (Status.MET, Status.MISSING)


def test_a_no_that_our_server_saw_is_not_settled_by_a_file():
    """A later yes that somebody handed in is not proven and opens nothing; one that the server saw does."""
    no, yes = {**ANSWER, "says": "DECLINED"}, {"a": "answer", "DTSTAMP": "20260305T080000Z"}
    assert taken(read(INVITATION, no)) is Status.CONTESTED
    assert taken(read(INVITATION, no, {**yes, "alone": True})) is not Status.MET
    assert taken(read(INVITATION, no, {**yes, "mail": {"Message-ID": "<z@x.example>"}})) is not Status.MET
    assert taken(read(INVITATION, no, checked(yes))) is Status.MET


def test_an_answer_of_somebody_else_takes_nothing_back():
    """Only the same person about the same thing."""
    bea = {**ANSWER, "who": "bea@pumps.example", "says": "TENTATIVE", "DTSTAMP": "20260304T080000Z"}
    intake = read(INVITATION, ANSWER, bea)
    assert (taken(intake), intake.revocations) == (Status.MET, ())


def test_an_answer_that_crossed_the_moving_of_the_meeting_is_about_the_time_it_names():
    """Who accepts the old time after it was moved has not accepted the new one, whatever number they write."""
    crossed = {**ANSWER, "SEQUENCE": 1, "DTSTART": "20260310T090000Z", "DTSTAMP": "20260305T080000Z"}
    intake = read(INVITATION, MOVED, crossed)
    assert rules(intake)[2] == "other-time"
    assert taken(intake) is Status.MISSING


def test_what_a_stranger_says_in_a_guests_name_takes_nothing_back():
    """Neither a perhaps nor a passing on of theirs, and no cancelling."""
    theirs = {**ANSWER, "from": "mallory@evil.example", "says": "TENTATIVE", "DTSTAMP": "20260304T080000Z"}
    ending = {**CANCELLED, "from": "mallory@evil.example"}
    intake = read(INVITATION, ANSWER, theirs, {**theirs, "says": "DELEGATED"}, ending)
    assert (intake.revocations, taken(intake)) == ((), Status.MET)


def test_a_series_is_named_by_its_rule_as_well():
    """Another rhythm is another time; leaving one occurrence out is not."""
    weekly, skipped = {**INVITATION, "RRULE": "FREQ=WEEKLY"}, {"SEQUENCE": 1, "EXDATE": "20260317T090000Z"}
    assert rules(read(weekly, {**weekly, "SEQUENCE": 1, "RRULE": "FREQ=DAILY"}))[1] == "moved"
    assert rules(read(weekly, {**weekly, "SEQUENCE": 1, "RDATE": "20260318T090000Z"}))[1] == "moved"
    assert rules(read(weekly, {**weekly, **skipped}))[1] == "same-time"


def test_a_chain_of_passing_on_is_followed_and_a_circle_ends():
    """From a guest to the last one; whoever stands in a circle outside is not invited by it."""

    def passes(who, to):
        said = f';PARTSTAT=DELEGATED;DELEGATED-TO="mailto:{to}@pumps.example":mailto:{who}@pumps.example'
        return checked({"a": "answer", "who": f"{who}@pumps.example", "ATTENDEE": said})

    only_anna = {**INVITATION, "ATTENDEE": ":mailto:anna@pumps.example"}
    last = {**ANSWER, "who": "dan@pumps.example"}
    chain = read(only_anna, passes("anna", "bea"), passes("bea", "carl"), passes("carl", "dan"), last)
    circle = read(only_anna, passes("bea", "carl"), passes("carl", "bea"), passes("carl", "dan"), last)
    assert (rules(chain)[-1], rules(circle)[-1]) == ("delegate", "not-invited")
    assert "carl@pumps.example passed" in chain.outcomes[-1].text()


SERIES = {**INVITATION, "RRULE": "FREQ=WEEKLY"}
ONE = {"RECURRENCE-ID": "20260317T090000Z"}
OWN = {**INVITATION, **ONE, "SEQUENCE": 1, "DTSTART": "20260318T090000Z", "DTSTAMP": "20260302T110000Z"}
TO_OWN = {**ANSWER, **ONE, "SEQUENCE": 1}


def test_moving_a_series_ends_what_was_said_of_its_occurrences():
    """The occurrence that was accepted by itself is no longer there."""
    moved = {**SERIES, "SEQUENCE": 2, "DTSTART": "20260311T090000Z", "DTSTAMP": "20260304T080000Z"}
    assert taken(read(SERIES, OWN, TO_OWN)) is Status.MET
    assert taken(read(SERIES, OWN, TO_OWN, moved)) is Status.MISSING


def test_cancelling_a_series_ends_its_occurrences_and_cancelling_one_only_that():
    """Each occurrence is an item of its own."""
    whole, one = {**CANCELLED, "SEQUENCE": 2}, {**CANCELLED, **ONE, "SEQUENCE": 2}
    assert taken(read(SERIES, OWN, TO_OWN, whole)) is Status.MISSING
    assert taken(read(SERIES, OWN, TO_OWN, one)) is Status.MISSING
    assert taken(read(SERIES, ANSWER, OWN, one)) is Status.MET


def test_from_an_occurrence_on_nothing_of_the_series_stands():
    """A request for this and all later occurrences leaves no earlier answer to rely on."""
    later = {**OWN, "RECURRENCE-ID": ";RANGE=THISANDFUTURE:20260317T090000Z", "DTSTAMP": "20260304T080000Z"}
    assert taken(read(SERIES, ANSWER)) is Status.MET
    assert taken(read(SERIES, ANSWER, later)) is Status.MISSING


def test_a_folder_of_other_calendars_gives_an_outcome_for_each(root):
    """Real calendar objects in all their variety, where they are at hand: each has an outcome, none raises."""
    folder = root.parent / "shared" / "data" / "calendar"
    if not folder.is_dir():
        pytest.skip("the folder ../shared/data/calendar is not here")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    intake = read_calendar(((path.name, path.read_bytes()) for path in files), context())
    assert {each.name.partition(" (")[0] for each in intake.outcomes} == {path.name for path in files}
    assert all(each.text() for each in intake.outcomes)

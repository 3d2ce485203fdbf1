"""What was done, as a CRM knows it: who did it, who tells it, what it answers, and what the kernel makes of it."""

from __future__ import annotations

import datetime as dt

import pytest
from intake.exports import PEOPLE, context, framework, own, read, sheet, told

import gatecoach as gc
from gatecoach.facts import Label, Person
from gatecoach.intake.crm import read_crm

CALLS = """
deals: {in: deals, id: Id, owner: {column: Owner, optional: true}}
activities:
  call:
    in: calls
    id: Id
    deal: Deal
    at: At
    by: {column: By, optional: true}
    entered-by: {column: Typed, optional: true}
    what: {column: Kind, values: {Phone: called}, otherwise: none}
    fields: {pages: {column: Pages, optional: true}}
    text: {column: Text, optional: true}
"""
MAILS = """
deals: {in: deals, id: Id}
contacts: {c: {in: contacts, deal: Deal, id: Id, address: Mail}}
activities:
  mail:
    in: mails
    id: Id
    deal: Deal
    at: At
    by: From
    captured: true
    direction: {column: In, values: {"1": customer, "0": seller, F: forwarded}}
    what: {column: Kind, values: {Review: review-sent}}
    message: {column: Message, optional: true}
    replies:
      row: {column: Up, optional: true}
      message: {column: Answers, optional: true}
      thread: {column: Thread, optional: true}
    headers: {column: Headers, optional: true}
    text: {column: Text, optional: true}
    automatic: {Robot: "yes"}
"""
DIRECTION = 'direction: {column: In, values: {"1": customer, "0": seller, F: forwarded}}'
DEAL = b"Id,Owner\n1,rosa@bright.example\n"
ADA = sheet("Deal | Id | Mail \n 1 | 7 | ada@pumps.example")
SENT = "s | 1 | 2026-03-02T09:00Z | rosa@bright.example | 0 | Review"
REPLY = "r | 1 | 2026-03-03T09:00Z | ada@pumps.example | 1 |"
FORWARDED = "r | 1 | 2026-03-03T09:00Z | ada@pumps.example | F |"


def calls(text, **more):
    """The evidence of these rows of calls."""
    (subject,) = read(own(CALLS), deals=DEAL, calls=sheet(text), **more).subjects
    return subject.evidence


def mails(header, *lines, **known):
    """The intake of these rows of mails: the usual columns, then those of the header."""
    text = "\n".join([f"Id | Deal | At | From | In | Kind{header}", *lines])
    return read(own(MAILS), deals=b"Id\n1\n", contacts=ADA, mails=sheet(text), known=known)


def items(intake):
    """The items of the only deal in short: id, type, actor, teller, what they answer."""
    return [(each.id, each.what, each.by, each.told_by, each.answers) for each in intake.subjects[0].evidence]


def test_what_a_seller_typed_is_told_by_the_seller():
    """The actor and the teller are the seller; the source is the mapping, the origin is only asserted."""
    (item,) = calls("Id | Deal | At | By | Kind | Text \n c1 | 1 | 2026-03-04 | rosa@bright.example | phone | short")
    assert (item.id, item.what, item.by, item.told_by) == ("c1", "called", "rosa", "rosa")
    assert (item.at, item.source, item.grade, item.text) == (dt.date(2026, 3, 4), "own", "asserted", "short")


TELLERS = [
    ("rosa@bright.example", "", "rosa", "rosa"),
    ("", "", "rosa", "rosa"),
    ("anna@pumps.example", "", "anna", "anna (own)"),
    ("anna@pumps.example", "rosa@bright.example", "anna", "rosa"),
    ("rosa@bright.example", "anna", "rosa", "anna (own)"),
    ("rosa@bright.example", "anna@pumps.example", "rosa", "anna (own)"),
    ("rosa@bright.example", "imap:sales", "rosa", "imap:sales (own)"),
    ("Who@Ever.example", "", "who@ever.example", "who@ever.example (own)"),
]


@pytest.mark.parametrize(("by", "typed", "actor", "teller"), TELLERS)
def test_nobody_but_a_seller_tells_what_was_typed(by, typed, actor, teller):
    """Whatever stands in the columns: neither a customer's name nor that of a connected source is a teller here."""
    (item,) = calls(f"Id | Deal | At | By | Typed | Kind \n c1 | 1 | 2026-03-04 | {by} | {typed} | Phone")
    assert (item.by, item.told_by) == (actor, teller)


def test_a_deal_without_an_owner_and_a_row_without_an_actor_still_name_somebody():
    """Nobody knows them, so the item counts for nothing, and is there to be seen."""
    (subject,) = read(own(CALLS), deals=b"Id\n1\n", calls=sheet("Id|Deal|At|Kind \n c|1|2026-03-04|Phone")).subjects
    assert [(each.by, each.told_by) for each in subject.evidence] == [("unknown", "unknown (own)")]


@pytest.mark.parametrize(
    ("kind", "what"), [("Phone", "called"), ("review-sent", "review-sent"), ("needs review", "review-sent")]
)
def test_the_type_of_a_row_is_evidence_by_the_mapping_or_by_the_framework_s_own_name(kind, what):
    """Its id or its title."""
    assert [each.what for each in calls(f"Id|Deal|At|Kind \n c1|1|2026-03-04|{kind}")] == [what]


def test_rows_that_mean_nothing_for_the_framework_are_counted():
    """A lunch is no evidence, and no mistake either."""
    intake = read(own(CALLS), deals=DEAL, calls=sheet("Id|Deal|At|Kind \n c|1|2026-03-04|Lunch \n d|1|2026-03-04| "))
    assert (intake.subjects[0].evidence, intake.skipped, intake.rejects) == ((), {"no-meaning": 2}, ())


def test_fields_of_evidence_are_typed_as_its_type_declares_them():
    """What does not fit is told and left out; the item is there."""
    rows = """Id|Deal|At|Kind|Pages
        a|1|2026-03-04|review-sent|12
        b|1|2026-03-05|review-sent|many
        c|1|2026-03-06|Phone|3"""
    intake = read(own(CALLS), deals=DEAL, calls=sheet(rows))
    assert [dict(each.fields) for each in intake.subjects[0].evidence] == [{"pages": "12"}, {}, {}]
    assert told(intake) == [("bad-number", "calls", 3, "Pages", "many")]


def test_a_captured_reply_is_the_evidence_that_answers_what_it_replies_to():
    """Told by its source, by the contact whose address it has, linked to the row it names."""
    intake = mails("| Up", SENT + "|", REPLY + "| s")
    assert items(intake) == [
        ("s", "review-sent", "rosa", None, ()),
        ("r", "review-answered", "7", None, ("s",)),
    ]
    assert intake.rejects == ()


LINKS = [
    ("the row it names", "| Up", SENT + "|", REPLY + "| s", ("s",)),
    ("the message it names", "| Message | Answers", SENT + "| <m@x> |", REPLY + "| | <m@x>", ("m@x",)),
    ("a bare message id", "| Message | Answers", SENT + "| m@x |", REPLY + "| <q@x> | m@x", ("m@x",)),
    (
        "In-Reply-To of its headers",
        "| Message | Headers",
        SENT + "| <m@x> |",
        REPLY + "| | In-Reply-To: <m@x>",
        ("m@x",),
    ),
    (
        "the last of its References",
        "| Message | Headers",
        SENT + "| <m@x> |",
        REPLY + "| | References: <a@x> <m@x>",
        ("m@x",),
    ),
    ("its thread", "| Thread", SENT + "| t", REPLY + "| t", ("s",)),
]


@pytest.mark.parametrize(
    ("header", "sent", "reply", "answers"), [row[1:] for row in LINKS], ids=[row[0] for row in LINKS]
)
def test_every_kind_of_link_makes_a_reply_an_answer(header, sent, reply, answers):
    """By row, by message, by headers, by thread; in whatever order the rows come."""
    for lines in ((sent, reply), (reply, sent)):
        found = mails(header, *lines).subjects[0].evidence[-1]
        assert (found.what, found.answers) == ("review-answered", answers)


def test_a_thread_leads_to_the_seller_s_latest_message_before():
    """Neither a later one nor one of another thread."""
    lines = [
        "a | 1 | 2026-03-01T09:00Z | rosa@bright.example | 0 | Review | t",
        "b | 1 | 2026-03-02T09:00Z | rosa@bright.example | 0 | Review | t",
        "c | 1 | 2026-03-02T10:00Z | rosa@bright.example | 0 | Review | other",
        "r | 1 | 2026-03-03T09:00Z | ada@pumps.example | 1 | | t",
        "d | 1 | 2026-03-04T09:00Z | rosa@bright.example | 0 | Review | t",
        "q | 1 | 2026-02-01T09:00Z | ada@pumps.example | 1 | | t",
    ]
    intake = mails("| Thread", *lines)
    assert [(each[0], each[4]) for each in items(intake) if each[1] == "review-answered"] == [("r", ("b",))]
    assert intake.skipped == {"no-meaning": 1}


FROM_US, FROM_ADA = "rosa@bright.example | 0 |", "ada@pumps.example | 1 |"


def test_untyped_messages_pass_links_on():
    """A reply to a mail of ours that is nothing itself hangs under the one before; what leads through is there, too."""
    lines = [SENT + "|", f"x | 1 | 2026-03-03 | {FROM_US} | s", f"y | 1 | 2026-03-05 | {FROM_ADA} | x"]
    assert [(each[0], each[1], each[4]) for each in items(mails("| Up", *lines))] == [
        ("s", "review-sent", ()), ("x", None, ("s",)), ("y", "review-answered", ("x",)),
    ]  # fmt: skip


def test_a_reply_to_a_reply_hangs_under_the_same_message_of_ours():
    """The first reply is nothing that answers itself, and passes the link on."""
    lines = [SENT + "|", REPLY + "| s", f"y | 1 | 2026-03-05 | {FROM_ADA} | r"]
    assert [(each[0], each[1], each[4]) for each in items(mails("| Up", *lines))] == [
        ("s", "review-sent", ()), ("r", "review-answered", ("s",)), ("y", "review-answered", ("r",)),
    ]  # fmt: skip


def test_circles_and_replies_to_themselves_end():
    """A broken export must not hold up anybody."""
    lines = [f"{id_} | 1 | 2026-03-01 | {FROM_ADA} | {up}" for id_, up in ("ab", "ba", "cc")]
    intake = mails("| Up", *lines)
    assert (items(intake), intake.skipped) == ([], {"no-meaning": 3})


@pytest.mark.parametrize(
    ("headers", "machine"),
    [
        ("Auto-Submitted: auto-replied", True), ("auto-submitted: no", False), ("X-Autoreply: yes", True),
        ("Return-Path: <>", True), ("Precedence: bulk", True), ("Subject: hello", False), ('{"from": 1}', False),
    ],
)  # fmt: skip
def test_headers_tell_of_a_machine(headers, machine):
    """An automatic reply is kept as such, so that the near miss can be told."""
    found = (
        mails("| Up | Headers", SENT + "| |", f"{REPLY} s | {headers}".replace("| s", "| s", 1)).subjects[0].evidence
    )
    assert found == () or found[-1].machine_sent is False
    reply = mails("| Up | Headers", SENT + "| |", REPLY + f"| s | {headers}").subjects[0].evidence[-1]
    assert reply.machine_sent is machine


def test_a_column_may_tell_of_a_machine():
    """By the values that the mapping names."""
    assert mails("| Up | Robot", SENT + "| |", REPLY + "| s | YES").subjects[0].evidence[-1].machine_sent


def test_headers_that_are_no_headers_are_told():
    """Longer than any mail has."""
    intake = mails("| Headers", f"{SENT} | {'x' * 70_000}")
    assert [(each.reason, each.whole) for each in intake.rejects] == [("too-long", False)]
    assert len(intake.subjects[0].evidence) == 1


def test_the_host_says_how_well_a_captured_origin_is_known():
    """What was typed or forwarded stays asserted, and a forwarded mail is told by the seller who forwarded it."""
    found = mails("| Up", SENT + "|", REPLY + "| s", grade="observed").subjects[0].evidence
    assert [(each.grade, each.told_by) for each in found] == [("observed", None), ("observed", None)]
    last = mails("| Up", SENT + "|", FORWARDED + "| s", grade="observed").subjects[0].evidence[-1]
    assert (last.what, last.grade, last.told_by) == ("review-answered", "asserted", "somebody (own)")


def test_the_sender_tells_the_direction_where_no_column_does():
    """Ours are the sellers whom the host knows and our own domains; everybody else is the customer's."""
    text = MAILS.replace(DIRECTION, "direction: by-sender")
    rows = """Id | Deal | At | From | Kind | Up
        s | 1 | 2026-03-02 | rosa@bright.example | Review |
        t | 1 | 2026-03-02 | Somebody@Bright.example | Review |
        r | 1 | 2026-03-03 | ada@pumps.example | Review | s
        u | 1 | 2026-03-04 | | Review |"""
    intake = read(own(f"own-domains: bright.example\n{text}"), deals=b"Id\n1\n", contacts=ADA, mails=sheet(rows))
    assert [(each[0], each[1], each[2]) for each in items(intake)] == [
        ("s", "review-sent", "rosa"), ("t", "review-sent", "somebody@bright.example"), ("r", "review-answered", "7"),
    ]  # fmt: skip


def test_a_label_says_what_a_message_of_ours_is():
    """One that the host has for the same message; on a mail of the customer it says nothing."""
    label = Label(label="review-sent", message="<m@x>", by="rosa", at=dt.date(2026, 3, 2))
    lines = [
        "s | 1 | 2026-03-02 | rosa@bright.example | 0 | | <m@x> |",
        "r | 1 | 2026-03-03 | ada@pumps.example | 1 | | <q@x> | <m@x>",
    ]
    assert [each[1] for each in items(mails("| Message | Answers", *lines, labels=[label]))] == [
        "review-sent",
        "review-answered",
    ]
    foreign = Label(label="review-sent", message="q@x", by="rosa", at=dt.date(2026, 3, 2))
    assert items(mails("| Message | Answers", *lines, labels=[foreign])) == []


def test_rows_may_be_labels_for_the_mails_that_are_read_elsewhere():
    """Type, message, seller, deal and time, as if the rep had written them."""
    text = MAILS.replace("message: {column: Message, optional: true}", "message: Message\n    becomes: label")
    rows = ["Id|Deal|At|From|In|Kind|Message", f"{SENT}|<m@x>", SENT.replace("s |", "t |") + "|"]
    intake = read(own(text), deals=b"Id\n1\n", contacts=ADA, mails=sheet("\n".join(rows)))
    at = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    assert intake.subjects[0].labels == (Label(label="review-sent", message="m@x", by="rosa", at=at, subject="1"),)
    assert intake.subjects[0].evidence == ()
    assert told(intake) == [("no-message", "mails", 3, "", "t")]


def test_a_row_may_be_about_several_deals_or_about_none_of_ours():
    """A reference to a record of another kind is no mistake."""
    text = CALLS.replace("deal: Deal", "deal: {column: about, of: deal}")
    rows = [{"Id": "c", "about": ["deal,1", "deal/2"], "At": "2026-03-04", "Kind": "Phone"},
            {"Id": "d", "about": "lead,1", "At": "2026-03-04", "Kind": "Phone"},
            {"Id": "e", "about": "1", "At": "2026-03-04", "Kind": "Phone"}]  # fmt: skip
    intake = read(own(text, "json"), file={"deals": [{"Id": "1"}, {"Id": "2"}], "calls": rows})
    assert [[each.id for each in subject.evidence] for subject in intake.subjects] == [["c"], ["c"]]
    assert intake.skipped == {"other-record": 2}


LINKED = CALLS.replace("deal: Deal", "linked: {in: links, id: Call, deal: Deal}")


def test_another_table_may_say_which_deal_a_row_is_about():
    """Once for each deal; a row that nobody links is told."""
    links = sheet("Call | Deal \n c | 1 \n c | 1 \n e | 9")
    rows = sheet("Id | At | Kind \n c | 2026-03-04 | Phone \n d | 2026-03-05 | Phone \n e | 2026-03-06 | Phone")
    intake = read(own(LINKED), deals=DEAL, links=links, calls=rows)
    assert [each.id for each in intake.subjects[0].evidence] == ["c"]
    assert told(intake) == [("unknown-deal", "calls", 3, "Id", ""), ("unknown-deal", "calls", 4, "Id", "")]


def test_the_same_row_again_changes_nothing_and_another_one_under_its_name_is_told():
    """The first one in time holds."""
    rows = sheet("Id|Deal|At|Kind \n c|1|2026-03-04|Phone \n c|1|2026-03-04|Phone \n c|1|2026-03-05|Phone")
    intake = read(own(CALLS), deals=DEAL, calls=rows)
    assert [str(each.at) for each in intake.subjects[0].evidence] == ["2026-03-04"]
    assert intake.skipped == {"duplicate": 1}
    assert told(intake) == [("two-items", "calls", 4, "", "c")]


def test_a_reply_that_several_types_answer_is_left_to_a_person():
    """A label says which one it is; a reply to what nothing answers is only contact."""
    text = MAILS.replace("Review: review-sent", "Call: called, Note: noted")
    for kind, rejected, skipped in (("Call", 1, {}), ("Note", 0, {"nothing-answers": 1})):
        rows = f"Id|Deal|At|From|In|Kind|Up \n t|1|2026-03-02|rosa@bright.example|0|{kind}| \n {REPLY}|t"
        intake = read(own(text), deals=b"Id\n1\n", contacts=ADA, mails=sheet(rows))
        assert [each[0] for each in items(intake)] == ["t"]
        assert (len(intake.rejects), intake.skipped) == (rejected, skipped)


def test_a_gate_opens_on_captured_mail_and_not_on_what_the_seller_typed():
    """The whole way: an export, a subject, a decision. What the seller types about the customer is the wrong teller."""
    loaded = framework(own(MAILS))
    for reply, passes in ((REPLY, True), (FORWARDED, False)):
        (crm,) = mails("| Up", SENT + "|", reply + "| s", grade="observed").subjects
        reading = gc.Statement(id="q", about="r", outcome="confirms", quote="yes", by="rosa", at=dt.date(2026, 3, 4))
        deal = gc.Subject(loaded, crm.journey, crm.id, people=[*PEOPLE, *crm.people], sources={"own": "mail"})
        deal, refused = deal.with_facts([*crm.evidence, *crm.claimed, reading])
        decision = gc.decide(deal, "needs-confirmed", at=dt.date(2026, 3, 5))
        assert (decision.passes, refused) == (passes, ())


def test_people_of_the_host_are_not_asked_twice():
    """The same context reads many files."""
    known = context(own(CALLS), people=[*PEOPLE, Person(id="max", side="seller", addresses=("max@bright.example",))])
    rows = sheet("Id|Deal|At|By|Kind \n c|1|2026-03-04|max@bright.example|Phone")
    for _ in range(2):
        (subject,) = read_crm([("deals.csv", DEAL), ("calls.csv", rows)], known).subjects
        assert subject.evidence[0].told_by == "max"

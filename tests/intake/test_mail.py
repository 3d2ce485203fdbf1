"""What a batch of mails becomes: items with their links, threads, copies; the single rules are in the corpus."""

from __future__ import annotations

import datetime as dt

import pytest

from gatecoach.facts import Label
from gatecoach.intake import MailContext, read_mail

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
ROSA = {"From": "rosa@bright.example", "In-Reply-To": None}
ALONE = {"In-Reply-To": None}


def test_an_item_says_who_when_what_and_in_answer_to_what(read_one, mail):
    """The item of a reply carries the person, the time, the new text, the source and the link."""
    _, (item,) = read_one(mail(body="Yes.\n\n> Is it so?\n"), source="imap:sales")
    assert (item.id, item.what, item.by) == ("r1@pumps.example", "review-answered", "anna")
    assert (item.text, item.source, item.told_by) == ("Yes.", "imap:sales", None)
    assert (item.answers, item.machine_sent) == (("s1@bright.example",), False)
    assert item.at == dt.datetime(2026, 3, 3, 8, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("sender", "by"),
    [
        ("ANNA@Pumps.Example", "anna"),
        ("Somebody Else <anna@pumps.example>", "anna"),
        ("Anna Vance <anna@pump.example>", "anna@pump.example"),
        ("Anna Vance <anna@p\u0443mps.example>", "anna@xn--pmps-v6d.example"),
        ("hall@pumps.example", "hall@pumps.example"),
    ],
)
def test_the_address_alone_says_who_wrote(read_one, mail, sender, by):
    """Case is of no account, the display name never is; a look-alike or shared address stays a bare address."""
    _, (item,) = read_one(mail({"From": sender}))
    assert item.by == by


def test_an_automatic_reply_is_kept_and_marked(read_one, mail):
    """It is an item like every reply, so that it can be told why it does not count."""
    _, (item,) = read_one(mail({"Auto-Submitted": "auto-replied"}))
    assert (item.what, item.machine_sent) == ("review-answered", True)


def test_a_reply_that_somebody_labelled_stays_a_reply(read_one, mail):
    """A label on the customer's own answer is shown for review and takes nothing away from the answer."""
    became, (item,) = read_one(mail({"Message-ID": "<x1@pumps.example>"}))
    assert (became.rule, became.made) == ("label-on-reply", ("x1@pumps.example",))
    assert (item.what, item.by) == ("review-answered", "anna")


def test_a_foreign_label_anchors_no_reply(mail, context):
    """Who answers a mail that is not ours answers nothing of ours, whatever label the mail was given."""
    foreign = mail({"Message-ID": "<x1@pumps.example>", "In-Reply-To": None})
    answer = mail({"In-Reply-To": "<x1@pumps.example>"})
    intake = read_mail([("f", foreign), ("a", answer)], context())
    assert [each.rule for each in intake.outcomes] == ["label-on-foreign-mail", "no-link"]


@pytest.mark.parametrize(("subject", "rule"), [("", "reply"), ("006A", "reply"), ("006B", "no-link")])
def test_labels_of_another_deal_do_not_apply(read_one, mail, subject, rule):
    """With a subject given only its labels count; without one all do."""
    labels = (Label(label="review-sent", message="s1@bright.example", by="rosa", at=NOON, subject="006A"),)
    assert read_one(mail(), labels=labels, subject=subject)[0].rule == rule


def test_a_label_without_a_subject_applies_to_every_deal(read_one, mail):
    """The labels of the usual context name no subject."""
    assert read_one(mail(), subject="006B")[0].rule == "reply"


def test_the_same_mail_saved_twice_counts_once(mail, context):
    """The second copy becomes nothing new and says where the first is."""
    intake = read_mail([("b.eml", mail()), ("a.eml", mail())], context())
    assert [each.rule for each in intake.outcomes] == ["duplicate", "reply"]
    assert intake.outcomes[0].text() == "nothing new: the same mail is here already, as a.eml."
    assert len(intake.evidence) == 1


def test_two_mails_with_one_id_are_both_set_aside(mail, context):
    """Nobody can say which is the true one, so neither is evidence, also when one of them is here twice."""
    mails = [("a", mail()), ("b", mail(body="No.")), ("c", mail())]
    intake = read_mail(mails, context())
    assert {each.rule for each in intake.outcomes} == {"same-id-other-content"}
    assert intake.evidence == ()


def thread(mail):
    """Our labelled mail, the answer, our answer to that, and the next answer, each naming only the one before."""
    hers = {"Message-ID": "<r1@pumps.example>", "Date": "Tue, 3 Mar 2026 09:00:00 +0100"}
    ours = {
        "Message-ID": "<f1@bright.example>",
        "Date": "Tue, 3 Mar 2026 10:00:00 +0100",
        "From": "rosa@bright.example",
    }
    again = {"Message-ID": "<r2@pumps.example>", "Date": "Tue, 3 Mar 2026 11:00:00 +0100"}
    return [
        ("1", mail({**ROSA, "Message-ID": "<s1@bright.example>", "Date": "Mon, 2 Mar 2026 09:00:00 +0100"})),
        ("2", mail(hers)),
        ("3", mail({**ours, "In-Reply-To": "<r1@pumps.example>"})),
        ("4", mail({**again, "In-Reply-To": "<f1@bright.example>"})),
    ]


def test_a_thread_is_followed_through_every_message(mail, context):
    """Who answers an answer answers the labelled mail; each item links to the message directly above it."""
    intake = read_mail(thread(mail), context())
    assert [(item.id, item.what, item.by, item.answers) for item in intake.evidence] == [
        ("s1@bright.example", "review-sent", "rosa", ()),
        ("r1@pumps.example", "review-answered", "anna", ("s1@bright.example",)),
        ("f1@bright.example", "review-answered", "rosa", ("r1@pumps.example",)),
        ("r2@pumps.example", "review-answered", "anna", ("f1@bright.example",)),
    ]


def test_a_message_missing_in_the_middle_breaks_the_thread(mail, context):
    """Without the message between, and without References, nobody can say what the last one answers."""
    first, second, _, last = thread(mail)
    assert [each.rule for each in read_mail([first, second, last], context()).outcomes] == [
        "labelled",
        "reply",
        "no-link",
    ]


def test_a_labelled_mail_may_itself_be_an_answer(read_one, mail):
    """It is what its label says and keeps its own link, so that what answers corrections can be followed."""
    _, (item,) = read_one(mail({**ROSA, "Message-ID": "<b1@bright.example>", "In-Reply-To": "<s1@bright.example>"}))
    assert (item.what, item.answers) == ("review-sent", ("s1@bright.example",))


def test_a_way_up_without_end_is_followed(mail, context):
    """Through 3,000 messages that make nothing, each passing the one before on."""
    ids = [f"f{n}@pumps.example" for n in range(3_000)]
    above = ["s1@bright.example", *ids]
    passed = [
        (each, mail({"Message-ID": f"<{each}>", "In-Reply-To": f"<{before}>", "Subject": "Fwd: Line 3"}, body=""))
        for before, each in zip(above, ids, strict=False)
    ]
    found = read_mail([*passed, ("last", mail({"In-Reply-To": f"<{ids[-1]}>"}))], context())
    assert {each.rule for each in found.outcomes[:-1]} == {"forwarded"}
    assert [each.answers for each in found.evidence] == [("s1@bright.example",)]


def test_a_circle_of_messages_that_make_nothing_ends(mail, context):
    """Two mails that each pass the other on, one of them our mail too."""
    passed = {"Subject": "Fwd: Line 3"}
    mails = [
        ("a", mail({**passed, "Message-ID": "<a>", "In-Reply-To": "<b> <s1@bright.example>"}, body="")),
        ("b", mail({**passed, "Message-ID": "<b>", "In-Reply-To": "<a>"}, body="")),
        ("last", mail({"In-Reply-To": "<b> <a>"})),
    ]
    (item,) = read_mail(mails, context()).evidence
    assert item.answers == ("s1@bright.example",)


def test_one_reply_may_answer_several_mails(read_one, mail):
    """All that In-Reply-To names are answered, each once."""
    _, (item,) = read_one(mail({"In-Reply-To": "<s1@bright.example> <b1@bright.example> <s1@bright.example>"}))
    assert item.answers == ("s1@bright.example", "b1@bright.example")


def test_evidence_stands_in_order_of_time(mail, context):
    """Neither file names nor the order of reading decide, and time zones are of no account."""
    dates = {
        "a": "Tue, 3 Mar 2026 09:00:00 +0100",
        "b": "Tue, 3 Mar 2026 09:00:00 +0200",
        "c": "Mon, 2 Mar 2026 23:00:00 +0000",
    }
    mails = [(key, mail({"Message-ID": f"<{key}>", "Date": each})) for key, each in dates.items()]
    assert [item.id for item in read_mail(mails, context()).evidence] == ["c", "b", "a"]


def test_a_labelled_mail_that_a_machine_sent_is_marked(read_one, mail):
    """A label says what a mail is, not that a person wrote it."""
    _, (item,) = read_one(mail({**ROSA, "Message-ID": "<s1@bright.example>", "Precedence": "bulk"}))
    assert (item.what, item.machine_sent) == ("review-sent", True)


TRUSTED = "mx.bright.example; dmarc=pass header.from=pumps.example"
GRADES = [
    ("connector", TRUSTED, "observed"),
    ("upload", TRUSTED, "asserted"),
    ("connector", TRUSTED.replace("mx.bright", "mx.else"), "asserted"),
    ("connector", TRUSTED.replace("pass", "fail"), "asserted"),
    ("connector", None, "asserted"),
]


@pytest.mark.parametrize(("fetched_by", "results", "grade"), GRADES)
def test_only_a_trusted_server_and_a_connector_make_it_observed(read_one, mail, fetched_by, results, grade):
    """An upload, a stranger's verdict, a failed one or none at all leave the item asserted."""
    raw = mail({"Authentication-Results": results})
    _, (item,) = read_one(raw, fetched_by=fetched_by, trusted=frozenset({"mx.bright.example"}))
    assert item.grade == grade


def test_intake_needs_no_people_and_no_labels(mail):
    """With nothing known a mail is unrelated, not an error."""
    intake = read_mail([("a", mail())], MailContext(answered_by={}, people=(), labels=()))
    assert [each.rule for each in intake.outcomes] == ["unrelated"]

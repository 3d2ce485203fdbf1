"""One mail, many copies: other ways, other mailboxes, mails inside mails; and two mails that claim one id."""

from __future__ import annotations

import pytest

from gatecoach.intake import read_mail
from gatecoach.intake.headers import read

PASS = "mx.bright.example; dmarc=pass header.from=pumps.example"
FETCHED = {"fetched_by": "connector", "trusted": frozenset({"mx.bright.example"})}


def traced(mail, mailbox, *more, **changed):
    """The usual mail as it lies in a mailbox: with what the servers on its way wrote on it."""
    trace = {"Return-Path": "<anna@pumps.example>", "Delivered-To": mailbox, "Received": f"for <{mailbox}>"}
    return mail({**trace, **changed}, *more, body="Yes.\n")


def test_a_mail_fetched_from_two_mailboxes_is_one_item(mail, context):
    """Servers write on each copy what they did with it; none of this is the sender's."""
    mails = [
        ("rosa", traced(mail, "rosa@bright.example")),
        ("mina", traced(mail, "mina@bright.example", **{"X-Spam": "1"})),
    ]
    for batch in (mails, mails[::-1]):
        found = read_mail(batch, context())
        assert len(found.evidence) == 1
        assert {each.name: each.rule for each in found.outcomes} == {"mina": "reply", "rosa": "duplicate"}


PACKED = {
    "the same": "Content-Type: text/plain\n\nCaf=C3=A9?  \n",
    "in base64": "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nQ2Fmw6k/\n",
    "in signs": "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nCaf=C3=A9?\n",
    "in Latin": "Content-Type: text/plain; charset=latin-1\nContent-Transfer-Encoding: quoted-printable\n\nCaf=E9?\n",
    "with other line ends": "Content-Type: text/plain; charset=utf-8\n\nCaf\u00e9?  \r\n\r\n",
}


def test_a_mail_that_was_packed_anew_is_still_the_same(mail):
    """The sent folder and the mailbox of a colleague hold the same words in other clothes."""
    digests = {}
    for note, text in PACKED.items():
        head, _, body = text.partition("\n\n")
        more = [tuple(each.split(": ")) for each in head.split("\n")]
        digests[note] = read("x", mail({}, *more, body=body.encode())).digest
    assert len({digests[note] for note in PACKED if note != "the same"}) == 1
    assert digests["the same"] != digests["in base64"]


CHANGES = {
    "the sender": {"From": "bo@pumps.example"},
    "the time": {"Date": "Tue, 3 Mar 2026 09:00:01 +0100"},
    "the link": {"In-Reply-To": "<b1@bright.example>"},
    "the thread": {"References": "<b1@bright.example>"},
    "the subject": {"Subject": "Re: Line 4"},
    "the recipients": {"To": "mina@bright.example"},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_the_sender_wrote_makes_it_another_mail(mail, change):
    """Each header that a reader goes by, and of course the text."""
    assert read("x", mail(change)).digest != read("x", mail()).digest
    assert read("x", mail(body="No.")).digest != read("x", mail()).digest


def test_another_attachment_makes_it_another_mail(mail):
    """Signed contracts come so."""
    head = {"Content-Type": "multipart/mixed; boundary=b"}
    bodies = [f"--b\n\nYes.\n--b\nContent-Type: application/pdf\n\n{each}\n--b--\n" for each in ("one", "two")]
    assert len({read("x", mail(head, body=each)).digest for each in bodies}) == 2


def test_the_best_proven_copy_is_the_one_that_counts(mail, context):
    """The copy that a trusted server wrote on, wherever it stands; a copy adds proof and never takes any."""
    mails = [("a", traced(mail, "a")), ("b", traced(mail, "b", **{"Authentication-Results": PASS}))]
    for batch in (mails, mails[::-1], mails[1:]):
        (item,) = read_mail(batch, context(**FETCHED)).evidence
        assert item.grade == "observed"


def test_what_marks_one_copy_as_a_machines_marks_the_mail(mail, context):
    """The server that took it in writes the way back that was empty; the sent copy does not have it."""
    mails = [("a", mail({}, body="Yes.\n")), ("b", mail({"Return-Path": "<>"}, body="Yes.\n"))]
    (item,) = read_mail(mails, context()).evidence
    assert item.machine_sent


def test_a_mark_on_a_copy_that_proves_less_silences_nobody(mail, context):
    """Else whoever can hand in a copy could have the customer's no taken for a machine's."""
    mails = [("a", mail({"Authentication-Results": PASS})), ("b", mail({"Auto-Submitted": "auto-replied"}))]
    (item,) = read_mail(mails, context(**FETCHED)).evidence
    assert (item.machine_sent, item.grade) == (False, "observed")


def test_a_forged_copy_does_not_silence_the_true_one(mail, context):
    """Whoever can put a mail into the mailbox could else take the customer's no away."""
    true = traced(mail, "rosa", **{"Authentication-Results": PASS})
    forged = [(f"forged {n}", mail(body=f"Yes, {n}.")) for n in range(3)]
    found = read_mail([("true", true), *forged], context(**FETCHED))
    assert [item.text for item in found.evidence] == ["Yes."]
    assert [each.rule for each in found.outcomes] == ["reply", *["same-id-other-content"] * 3]


def test_two_proven_mails_with_one_id_are_both_set_aside(mail, context):
    """Their own server made the mistake; nobody can say which is meant."""
    mails = [(text, mail({"Authentication-Results": PASS}, body=text)) for text in ("Yes.", "No.")]
    assert read_mail(mails, context(**FETCHED)).evidence == ()


def carrying(mail, *inner, **changed):
    """A mail of Rosa's that carries other mails as they were."""
    head = {"From": "rosa@bright.example", "In-Reply-To": None, "Message-ID": "<c@bright.example>", **changed}
    edge = f"--{head['Message-ID'][1:3].strip('@')}".encode()
    head["Content-Type"] = f"multipart/mixed; boundary={edge[2:].decode()}"
    parts = [b"\n\nsee below\n", *(b"\nContent-Type: message/rfc822\n\n" + each + b"\n" for each in inner)]
    return mail(head, body=edge + edge.join([*parts, b"--\n"]))


def test_a_mail_inside_another_is_judged_for_itself(mail, context):
    """It has an outcome of its own, by a name behind the outer one; the outer one is nothing."""
    found = read_mail([("out", carrying(mail, mail(), b"no mail"))], context())
    assert [(each.name, each.rule) for each in found.outcomes] == [
        ("out", "seller-unlabelled"), ("out/1", "reply"), ("out/2", "not-a-mail"),
    ]  # fmt: skip
    assert [item.id for item in found.evidence] == ["r1@pumps.example"]


def test_what_a_server_wrote_on_an_inner_mail_proves_nothing(mail, context):
    """Whoever forwards it could have written that."""
    inner = mail({"Authentication-Results": PASS})
    known = context(**FETCHED)
    assert read_mail([("out", carrying(mail, inner))], known).evidence[0].grade == "asserted"
    assert read_mail([("in", inner)], known).evidence[0].grade == "observed"


def test_an_inner_mail_cannot_dispute_one_that_was_handed_in(mail, context):
    """A changed copy inside another mail is looked at by a person, and the true one stands."""
    found = read_mail([("out", carrying(mail, mail(body="No."))), ("in", mail(body="Yes."))], context())
    assert [item.text for item in found.evidence] == ["Yes."]
    assert [each.rule for each in found.outcomes][1:] == ["same-id-other-content", "reply"]


def test_inner_mails_are_bounded_in_depth_and_size(mail, context):
    """Three deep, and together no larger than one mail may be."""
    deep = mail()
    for number in range(5):
        deep = carrying(mail, deep, **{"Message-ID": f"<c{number}@bright.example>"})
    names = [each.name for each in read_mail([("d", deep)], context()).outcomes]
    assert names == ["d", "d/1", "d/1/1", "d/1/1/1"]
    large = carrying(mail, mail(body="x" * 9_000_000), mail({"Message-ID": "<2>"}, body="x" * 9_000_000))
    twice = carrying(mail, large, **{"Message-ID": "<o@bright.example>"})
    assert [each.rule for each in read_mail([("l", twice)], context()).outcomes][-1] == "too-large"


def test_what_bounced_is_not_judged_again(mail, context):
    """A notice of delivery carries our own mail; that it came back is no new mail of ours."""
    bounce = carrying(mail, mail()).replace(b"multipart/mixed", b"multipart/report")
    assert [each.name for each in read_mail([("b", bounce)], context()).outcomes] == ["b"]


def test_a_message_between_that_makes_nothing_is_passed_over(mail, context):
    """The answer to a forwarded mail still answers what that one answers; the way up never ends at nothing."""
    between = mail({"Message-ID": "<f@pumps.example>", "Subject": "Fwd: x"}, body="")
    last = mail({"Message-ID": "<r2@pumps.example>", "In-Reply-To": "<f@pumps.example>"})
    found = read_mail([("f", between), ("r2", last)], context())
    assert [each.rule for each in found.outcomes] == ["forwarded", "reply"]
    assert found.evidence[0].answers == ("s1@bright.example",)

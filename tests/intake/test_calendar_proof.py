"""How well an answer by calendar is proven: as well as the mail that carries it, by the same proof as any mail."""

from __future__ import annotations

import pytest
from intake.calendar_table import KEYS, checked, context, inputs, raw
from intake.signing import ALL, needs_dkim, signed

from gatecoach.intake import read_mail
from gatecoach.intake.calendars import read_calendar
from gatecoach.intake.context import MailContext
from gatecoach.intake.keys import Key

INVITATION = {"a": "invitation"}
ANSWER = {"a": "answer", "mail": {"Subject": "Accepted: First call"}}
SIGNED = {
    # what is signed and how, what is done to it afterwards, its grade, why
    "all of it": ({}, None, "proven", "object-signed"),
    "all but the subject": (
        {"headers": [each for each in ALL if each != "subject"]}, None, "authentic", "object-signed-alone",
    ),
    "a part of the text": ({"length": True}, None, "asserted", "signature-partial"),
    "by another domain": ({"domain": "list.example"}, None, "asserted", "signature-foreign"),
    "by an old hash": ({"signature_algorithm": b"rsa-sha1"}, None, "asserted", "signature-unusable"),
    "with a word changed": ({}, (b"See the", b"See my"), "asserted", "signature-broken"),
    "with another sender": ({}, (b"From: anna@", b"From: bea@"), "", ""),
    "with a second sender": ({}, (b"MIME-Version", b"From: bea@pumps.example\r\nMIME-Version"), "", ""),
    "with another entry behind it": ({}, (b"--b--", b"--b\r\nContent-Type: text/calendar\r\n\r\nx\r\n--b--"),
                                     "asserted", "signature-broken"),
    "with another way to read it": (
        {}, (b"DKIM-Signature", b"Content-Type: multipart/mixed; boundary=c\r\nDKIM-Signature"), "", "",
    ),
    "with the same way to read it twice": (
        {}, (b"DKIM-Signature", b"Content-Type: multipart/mixed; boundary=b\r\nDKIM-Signature"),
        "asserted", "signature-unusable",
    ),
}  # fmt: skip


def answers(data, **changed):
    """The items of answers in one mail beside our invitation, with what became of it."""
    intake = read_calendar([*inputs(INVITATION), ("a", data)], context(**{"trusted": frozenset(), **changed}))
    return [each for each in intake.evidence if each.answers], intake.outcomes[1]


@pytest.mark.parametrize("fetched_by", ["connector", "upload"])
@pytest.mark.parametrize("case", SIGNED.values(), ids=SIGNED)
def test_a_carrier_proves_what_its_signature_covers(case, fetched_by):
    """However the mail got here; where the signature does not hold, or the sender is another one, nothing is proven."""
    needs_dkim()
    sign, change, grade, proof = case
    whole = signed(raw(ANSWER), **sign)
    found, outcome = answers(whole.replace(*change, 1) if change else whole, fetched_by=fetched_by)
    assert [each.grade for each in found] == ([grade] if grade else [])
    assert outcome.proof == proof


@pytest.mark.parametrize("case", [each for each in SIGNED.values() if each[2]])
def test_a_carrier_proves_no_more_than_a_reply_in_words(case):
    """The same signature on a mail with words in the place of the entry gives the same grade, or a better link."""
    needs_dkim()
    sign, change, grade, _ = case
    link = {"In-Reply-To": "<carried@bright.example>", "Subject": "Re: x"}
    words = raw({**ANSWER, "kind": "text/x-plain", "mail": link})
    made = signed(words, **{**sign, "headers": (*sign.get("headers", ALL), "in-reply-to")})
    about = context()
    known = MailContext(about.answered_by, about.people, about.labels, keys=KEYS)
    (item,) = read_mail([("a", made.replace(*change, 1) if change else made)], known).evidence
    assert item.grade == grade


def test_keys_and_resolver_are_those_of_mails():
    """A key counts in its days only; a resolver is asked for what is not there."""
    needs_dkim()
    (name,), ((key,),) = KEYS, KEYS.values()
    whole = signed(raw(ANSWER))
    past = {name: (Key.from_dict({"record": key.record, "to": "2026-03-02"}),)}
    for keys, resolver, grade, proof in (
        ({}, None, "asserted", "uploaded"),
        (past, None, "asserted", "key-out-of-date"),
        ({}, {name: key.record}.get, "proven", "object-signed"),
        ({}, lambda _: None, "asserted", "key-unknown"),
    ):
        (item,), outcome = answers(whole, keys=keys, resolver=resolver, fetched_by="upload")
        assert (item.grade, outcome.proof) == (grade, proof)


def test_a_broken_signature_makes_nobody_agree():
    """The item is kept unread until a person has looked; a later one that is whole stands for itself."""
    needs_dkim()
    broken = signed(raw(ANSWER)).replace(b"See the", b"See my")
    whole = signed(
        raw({**ANSWER, "DTSTAMP": "20260304T080000Z", "mail": {"Subject": "x", "Message-ID": "<2@x.example>"}})
    )
    intake = read_calendar([*inputs(INVITATION), ("a", broken), ("b", whole)], context())
    assert [each.rule for each in intake.outcomes] == ["labelled", "signature-fails", "answer"]
    assert [each.about for each in intake.statements] == [intake.outcomes[2].message_id]


def test_what_our_server_saw_outweighs_a_signature_that_broke_on_the_way():
    """As with mails: some servers rewrite what they pass on."""
    needs_dkim()
    broken = signed(raw(checked(ANSWER))).replace(b"See the", b"See my")
    (item,), outcome = answers(broken, trusted=frozenset({"mx.bright.example"}))
    assert (item.grade, outcome.rule, outcome.proof) == ("observed", "answer", "vouched")


def test_the_word_of_a_person_settles_what_a_signature_left_open():
    """A label on the answer, by the id that its outcome shows, says what it is; its reading is the entry's own."""
    needs_dkim()
    broken = signed(raw(ANSWER)).replace(b"See the", b"See my")
    (item,), outcome = answers(broken)
    label = context().labels[0].model_copy(update={"label": "call-taken", "message": outcome.message_id})
    (settled,), again = answers(broken, labels=(*context().labels, label))
    assert (outcome.outcome, again.rule) == ("review", "confirmed")
    assert (settled.id, settled.grade, settled.revision) == (item.id, "asserted", item.revision + 1)
    assert "rosa" in again.text()

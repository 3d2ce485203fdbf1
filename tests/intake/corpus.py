"""Mails for every rule, both ways: one that the rule is for, and one close to it that it leaves to others.

Each row is one mail: the rule it is about, what it is, what becomes of it, and how it differs from the usual one, the
answer of anna@pumps.example to our labelled mail `s1@bright.example`. `…` in a row stands for something long.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from intake.signing import ALL, LINK, pair, signed

from gatecoach.facts import Label, Person
from gatecoach.intake.keys import Key

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
THREAD = "AdyqJx0hR7cVb4nSQ2eKp9uLw3sZtA=="
"""22 bytes, as Outlook begins a thread; the answer has five more."""
ANSWERED = "AdyqJx0hR7cVb4nSQ2eKp9uLw3sZtAAAAAAB"
WORDS = "The stops come without warning and the shift finds the cause by trying what helped the last time."
OURS = {
    "From": "rosa@bright.example", "To": "anna@pumps.example", "In-Reply-To": None,
    "Message-ID": "<s1@bright.example>", "Subject": "Line 3", "Thread-Index": THREAD,
    "Date": "Mon, 2 Mar 2026 09:00:00 +0100",
}  # fmt: skip
ROSA = {"From": "rosa@bright.example", "To": "anna@pumps.example", "In-Reply-To": None}
ALONE = {"In-Reply-To": None}
PASS = "mx.bright.example; dmarc=pass header.from=pumps.example"
FETCHED = {"fetched_by": "connector", "trusted": frozenset({"mx.bright.example"})}
KEYS = {"k1._domainkey.pumps.example": (Key(record=pair().record),)}
REPLY_TO_INVITATION = 'text/calendar; method=REPLY; charset="utf-8"'


@dataclass(frozen=True)
class Row:
    """One mail: the rule it is about, what it is, `outcome rule` of what it becomes, its grade if it makes an item."""

    about: str
    note: str
    becomes: str
    headers: dict = field(default_factory=dict)
    body: object = "That is our problem."
    more: tuple = ()
    grade: str = ""
    proof: str = ""
    labels: dict = field(default_factory=dict)
    beside: tuple = ()
    context: dict = field(default_factory=dict)
    sign: dict | None = None
    after: object = None
    raw: bytes | None = None

    def bytes(self, mail):
        """The mail itself; `mail` builds it."""
        body = self.body() if callable(self.body) else self.body
        made = mail(self.headers, *self.more, body=body) if self.raw is None else self.raw
        made = made if self.sign is None else signed(made, **self.sign)
        return made if self.after is None else self.after(made)

    def batch(self, mail):
        """The mail and those beside it, by name; it is the first."""
        return [("it", self.bytes(mail)), *((f"{n}", mail(each, body=WORDS)) for n, each in enumerate(self.beside))]

    def changes(self, labelled):
        """What this row changes in the context; `labelled` are the usual labels."""
        given = tuple(_label(key, value) for key, value in self.labels.items())
        return {**self.context, "labels": (*labelled, *given)}


def _label(message, value):
    label, _, deal = value.partition(" for ")
    return Label(label=label, message=message.partition(" ")[0], by="rosa", at=NOON, subject=deal)


def quoting(text):
    """A text as mail programs quote it."""
    return "\n".join(f"> {line}" for line in text.split("\n"))


def part(kind, text="x", more=""):
    """One part of a multipart body."""
    return f"--b\nContent-Type: {kind}\n{more}\n{text}\n"


def nested(depth):
    """Parts inside parts, so many levels below the mail itself."""
    return "".join(f"--{n}\nContent-Type: multipart/mixed; boundary={n + 1}\n\n" for n in range(depth))


MIXED = {"Content-Type": "multipart/mixed; boundary=b"}
DEEP = {"Content-Type": "multipart/mixed; boundary=0"}
FOLLOWING = {**ROSA, "Message-ID": "<f1@bright.example>", "In-Reply-To": "<s1@bright.example>"}
FOLLOWED = {"s1@bright.example": "review-sent for 006A", "f1@bright.example": "review-sent for 006B"}
SEVERAL = {"s1@bright.example": "review-sent for 006A", "s1@bright.example again": "review-sent for 006B"}
ATTACHED = "From: anna@pumps.example\nTo: rosa@bright.example\nDate: Tue, 3 Mar 2026 08:00:00 +0100\n"

CORPUS = [
    # --- what is read at all -----------------------------------------------------------------------------------
    Row("too-large", "26 MB …", "reject too-large", body=lambda: "x" * (26 * 1024 * 1024)),
    Row("too-large", "nearly 25 MB …", "evidence reply", body=lambda: "x" * (25 * 1024 * 1024 - 1000)),
    Row("too-many-lines", "1,000,000 lines …", "reject too-many-lines", body=lambda: "x\n" * 1_000_001),
    Row("too-many-lines", "400,000 lines …", "evidence reply", body=lambda: "x\n" * 400_000),
    Row("headers-too-large", "headers of 64 kB …", "reject headers-too-large", {"X-Long": "y" * 65_536}),
    Row("headers-too-large", "headers of 60 kB …", "evidence reply", {"X-Long": "y" * 60_000}),
    Row("too-many-headers", "201 headers …", "reject too-many-headers", {f"X-{n}": "y" for n in range(196)}),
    Row("too-many-headers", "200 headers …", "evidence reply", {f"X-{n}": "y" for n in range(195)}),
    Row("header-too-long", "a type of 5,000 signs …", "reject header-too-long",
        {"Content-Type": f'text/plain; x="{";" * 5_000}"'}),
    Row("header-too-long", "a type of 3,000 signs …", "evidence reply",
        {"Content-Type": f'text/plain; x="{"y" * 3_000}"'}),
    Row("too-deep", "parts nested 21 deep …", "reject too-deep", DEEP, nested(20)),
    Row("too-deep", "parts nested 20 deep …", "review no-new-text", DEEP, nested(19), grade="asserted"),
    Row("too-many-parts", "501 parts …", "reject too-many-parts", MIXED, "--b\n\nx\n" * 500 + "--b--\n"),
    Row("too-many-parts", "500 parts …", "evidence reply", MIXED, "--b\n\nx\n" * 499 + "--b--\n"),
    Row("too-many-addresses", "201 recipients …", "reject too-many-addresses",
        {"Cc": ", ".join(["a@b.example"] * 201)}),
    Row("too-many-addresses", "200 recipients …", "evidence reply", {"Cc": ", ".join(["a@b.example"] * 200)}),
    Row("not-a-mail", "a picture", "reject not-a-mail", raw=b"\x89PNG\r\n\x1a\n\0\0"),
    Row("not-a-mail", "a mail that begins like a line of an archive", "evidence reply",
        after=lambda raw: b"From anna Tue Mar  3 09:00:00 2026\n" + raw),
    Row("unparseable", "brackets without end …", "reject unparseable", {"From": "(" * 60_000 + "a@b.example"}),
    Row("unparseable", "a few brackets", "evidence reply", {"From": "((Anna)) <anna@pumps.example>"}),
    # --- who sent it, and when ---------------------------------------------------------------------------------
    Row("no-sender", "nobody", "reject no-sender", {"From": None}),
    Row("no-sender", "a name alone", "reject no-sender", {"From": "Anna Vance"}),
    Row("no-sender", "a group without members", "reject no-sender", {"From": "undisclosed:;"}),
    Row("no-sender", "a zero byte in the address", "reject no-sender", {"From": "anna\0@pumps.example"}),
    Row("no-sender", "an address in signs for mail of the world", "reject no-sender",
        {"From": "=?utf-8?q?anna=40pumps=2Eexample?="}),
    Row("no-sender", "a name in such signs that looks like another address", "evidence reply",
        {"From": "=?utf-8?q?rosa=40bright=2Eexample?= <anna@pumps.example>"}),
    Row("no-sender", "the name behind the address", "evidence reply", {"From": "anna@pumps.example (Anna)"}),
    Row("two-senders", "two From lines", "reject two-senders", more=(("From", "who@else.example"),)),
    Row("two-senders", "a second From line that is empty", "reject two-senders", more=(("From", ""),)),
    Row("two-senders", "two addresses", "reject two-senders", {"From": "anna@pumps.example, rosa@bright.example"}),
    Row("two-senders", "an address for a name", "reject two-senders",
        {"From": "anna@pumps.example <who@else.example>"}),
    Row("two-senders", "the same in quotes is a name", "no unrelated",
        {**ALONE, "From": '"anna@pumps.example" <who@else.example>'}),
    Row("no-message-id", "none", "reject no-message-id", {"Message-ID": None}),
    Row("no-message-id", "without brackets", "reject no-message-id", {"Message-ID": "r1@pumps.example"}),
    Row("no-message-id", "two of them", "reject no-message-id",
        {"Message-ID": "<r1@pumps.example> <r2@pumps.example>"}),
    Row("no-message-id", "a second line of it", "reject no-message-id", more=(("Message-ID", "<z@x.example>"),)),
    Row("no-message-id", "one without a domain", "evidence reply", {"Message-ID": "<r1>"}),
    Row("no-date", "none", "reject no-date", {"Date": None}),
    Row("no-date", "a word", "reject no-date", {"Date": "yesterday"}),
    Row("no-date", "no zone", "reject no-date", {"Date": "Tue, 3 Mar 2026 09:00:00"}),
    Row("no-date", "a zone beyond the world", "reject no-date", {"Date": "Tue, 3 Mar 2026 09:00:00 +9999"}),
    Row("no-date", "a year beyond the calendar", "reject no-date",
        {"Date": "Tue, 3 Mar 99999999999999999999 09:00:00 GMT"}),
    Row("no-date", "two dates", "reject no-date", more=(("Date", "Tue, 3 Mar 2026 10:00:00 +0100"),)),
    Row("no-date", "a zone that is not told", "evidence reply", {"Date": "Tue, 3 Mar 2026 09:00:00 -0000"}),
    Row("no-date", "two digits for the year", "evidence reply", {"Date": "3 Mar 26 09:00 GMT"}),
    Row("no-date", "a zone by a name that means two", "reject no-date", {"Date": "Tue, 3 Mar 2026 09:00:00 CET"}),
    Row("no-date", "a zone with its name behind it", "evidence reply",
        {"Date": "Tue, 3 Mar 2026 09:00:00 +0100 (CET)"}),
    Row("no-date", "no seconds, blanks and an old zone", "evidence reply", {"Date": "  3  Mar 2026 09:00   EST"}),
    Row("no-date", "a wrong name of the day", "evidence reply", {"Date": "Sun, 3 Mar 2026 09:00:00 +0100"}),
    # --- copies ------------------------------------------------------------------------------------------------
    Row("duplicate", "the same file under another name", "no duplicate", body=WORDS, beside=({},)),
    Row("duplicate", "the mail in another mailbox, by another way", "no duplicate",
        {"Received": "by mail.bright.example; Tue, 3 Mar 2026 09:00:02 +0100", "Delivered-To": "mina@bright.example"},
        WORDS, beside=({"Received": "by mx.bright.example; Tue, 3 Mar 2026 09:00:01 +0100", "X-Spam": "no"},),
        after=lambda raw: raw.replace(b"\n", b"\r\n")),
    Row("duplicate", "the same words again", "evidence reply", {"Message-ID": "<r2@pumps.example>"}, WORDS,
        beside=({},)),
    Row("same-id-other-content", "another text under the same id", "review same-id-other-content", {}, "No.",
        beside=({},)),
    Row("same-id-other-content", "another sender under the same id", "review same-id-other-content",
        {"From": "who@else.example"}, WORDS, beside=({},)),
    Row("same-id-other-content", "a server vouches for the other one only", "review same-id-other-content", {}, "No.",
        beside=({"Authentication-Results": PASS},), context=FETCHED),
    Row("same-id-other-content", "a server vouches for this one only", "evidence reply",
        {"Authentication-Results": PASS}, "No.", beside=({},), context=FETCHED, grade="observed", proof="vouched"),
    # --- our own mails -----------------------------------------------------------------------------------------
    Row("labelled", "our mail with its label", "evidence labelled", OURS, grade="asserted"),
    Row("labelled", "a label that writes the id in brackets", "evidence labelled",
        {**ROSA, "Message-ID": "<b1@bright.example>"}),
    Row("labelled", "a colleague at our domain whom nobody entered", "evidence labelled",
        {**OURS, "From": "x@bright.example"}),
    Row("labelled", "an id in capitals is another id", "no seller-unlabelled",
        {**ROSA, "Message-ID": "<S1@bright.example>"}),
    Row("labelled", "a label for another deal", "no seller-unlabelled", {**ROSA, "Message-ID": "<d1@bright.example>"},
        labels={"d1@bright.example": "review-sent for 006B"}, context={"subject": "006A"}),
    Row("several-labels", "two things at once", "review several-labels", OURS, labels={"s1@bright.example": "asked"}),
    Row("several-labels", "the same label twice", "evidence labelled", OURS,
        labels={"s1@bright.example": "review-sent"}),
    Row("two-deals", "our mail, labelled for two deals", "review two-deals", {**OURS}, labels=SEVERAL,
        grade="asserted"),
    Row("two-deals", "the answer to such a mail", "review two-deals", labels=SEVERAL, grade="asserted"),
    Row("two-deals", "the same, and a person said which deal it is about", "evidence confirmed",
        labels={**SEVERAL, "r1@pumps.example": "review-answered for 006A"}, context={"subject": "006A"}),
    Row("two-deals", "the same, and it was set aside for the other deal", "evidence confirmed",
        labels={**SEVERAL, "r1@pumps.example": "review-answered for 006A", "r1@pumps.example too": "none for 006B"},
        context={"subject": "006A"}),
    Row("two-deals", "an answer to a mail of another deal in our thread", "review two-deals",
        {"In-Reply-To": "<f1@bright.example>"}, labels=FOLLOWED, beside=(FOLLOWING,), context={"subject": "006A"},
        grade="asserted"),
    Row("two-deals", "the same, seen from that other deal", "evidence reply", {"In-Reply-To": "<f1@bright.example>"},
        labels=FOLLOWED, beside=(FOLLOWING,), context={"subject": "006B"}),
    Row("two-deals", "the same, seen from no deal", "evidence reply", {"In-Reply-To": "<f1@bright.example>"},
        labels=FOLLOWED, beside=(FOLLOWING,)),
    Row("two-deals", "our mail of another deal that answers in our thread", "evidence labelled", FOLLOWING,
        labels=FOLLOWED, context={"subject": "006B"}),
    Row("two-deals", "an answer to mails of two deals at once", "review two-deals",
        {"In-Reply-To": "<s1@bright.example> <f1@bright.example>"}, labels=FOLLOWED, grade="asserted"),
    Row("two-deals", "two labels for one deal and none", "evidence reply",
        labels={"s1@bright.example": "review-sent for 006A"}),
    Row("seller-unlabelled", "our mail to somebody", "no seller-unlabelled", ROSA),
    Row("seller-unlabelled", "our mail in the labelled thread is a reply", "evidence reply",
        {"From": "rosa@bright.example"}),
    Row("seller-unlabelled", "a colleague nobody entered replies to our own mail", "evidence reply",
        {"From": "anna.vance@bright.example"}, grade="asserted"),
    Row("seller-unlabelled", "we forward the customer's words to ourselves", "evidence reply",
        {"From": "rosa@bright.example", "To": "ray@bright.example", "Subject": "Fwd: Line 3"},
        "See below.\n---------- Forwarded message ---------\nFrom: Anna Vance\n\nYes, confirmed.\n"),
    Row("draft", "written in Outlook and never sent", "no draft", {**OURS, "X-Unsent": "1"}),
    Row("draft", "sent after all", "evidence labelled", {**OURS, "X-Unsent": "0"}),
    # --- labels on mails that are not ours -----------------------------------------------------------------------
    Row("label-on-foreign-mail", "a label on the customer's own mail", "review label-on-foreign-mail",
        {**ALONE, "Message-ID": "<x1@pumps.example>"}),
    Row("label-on-foreign-mail", "our label on a mailbox that two people share", "review label-on-foreign-mail",
        {**ROSA, "From": "hall@pumps.example", "Message-ID": "<s1@bright.example>"}),
    Row("label-on-foreign-mail", "the same on our own mailbox", "evidence labelled",
        {**ROSA, "Message-ID": "<s1@bright.example>"}),
    Row("label-on-reply", "a label on the customer's answer", "review label-on-reply",
        {"Message-ID": "<x1@pumps.example>"}, grade="asserted"),
    Row("label-on-reply", "the label of what an answer is", "evidence confirmed",
        labels={"r1@pumps.example": "review-answered"}),
    # --- machines ----------------------------------------------------------------------------------------------
    Row("automatic", "an automatic reply", "evidence automatic", {"Auto-Submitted": "auto-replied"}, grade="asserted"),
    Row("automatic", "with a comment and a parameter", "evidence automatic",
        {"Auto-Submitted": "Auto-Generated (rule); x=y"}),
    Row("automatic", "a bounce", "evidence automatic", {"Return-Path": "<>", "From": "mailer-daemon@pumps.example"}),
    Row("automatic", "a notice of delivery", "evidence automatic", {"Content-Type": "multipart/report; boundary=b"}),
    Row("automatic", "an old mark", "evidence automatic", {"X-Autoreply": "yes"}),
    Row("automatic", "another old mark", "evidence automatic", {"X-Autorespond": "away"}),
    Row("automatic", "junk by its own word", "evidence automatic", {"Precedence": "Junk"}),
    Row("automatic", "bulk", "evidence automatic", {"Precedence": "bulk"}),
    Row("automatic", "that a person set aside", "evidence automatic", {"Precedence": "auto_reply"},
        labels={"r1@pumps.example": "none"}),
    Row("automatic", "that a person took for a word", "evidence automatic", {"Auto-Submitted": "auto-replied"},
        labels={"r1@pumps.example": "review-answered"}),
    Row("automatic", "in answer to nothing", "no automatic", {**ALONE, "Auto-Submitted": "auto-replied"}),
    Row("automatic", "in answer to what nothing answers", "no automatic",
        {"In-Reply-To": "<n1@bright.example>", "Auto-Submitted": "auto-replied"}),
    Row("automatic", "in answer to what several types answer", "no automatic",
        {"In-Reply-To": "<a1@bright.example>", "Auto-Submitted": "auto-replied"}),
    Row("automatic", "a person wrote it, says the mark", "evidence reply", {"Auto-Submitted": "No"}),
    Row("automatic", "a mark without a word", "evidence reply", {"Auto-Submitted": ""}),
    Row("automatic", "with a way back", "evidence reply", {"Return-Path": "<anna@pumps.example>"}),
    Row("automatic", "with a wish for no automatic answer", "evidence reply", {"X-Auto-Response-Suppress": "All"}),
    Row("maybe-automatic", "the subject of an absence notice", "review maybe-automatic",
        {"Subject": "Automatic reply: Line 3"}, grade="asserted"),
    Row("maybe-automatic", "the same in German", "review maybe-automatic",
        {"Subject": "=?utf-8?q?Abwesenheitsnotiz=3A_Line_3?="}),
    Row("maybe-automatic", "an answer to an absence notice", "evidence reply",
        {"Subject": "Re: Automatic reply: Line 3"}),
    Row("maybe-automatic", "a person says that a person wrote it", "evidence confirmed",
        {"Subject": "Automatic reply: Line 3"}, labels={"r1@pumps.example": "review-answered"}),
    # --- calendars ---------------------------------------------------------------------------------------------
    Row("calendar", "an answer to an invitation", "no calendar", {"Content-Type": REPLY_TO_INVITATION},
        "BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n"),
    Row("calendar", "whose part does not name the method", "no calendar", MIXED,
        part("text/plain", "Accepted.") + part("text/calendar", "BEGIN:VCALENDAR\nMETHOD:REPLY") + "--b--\n"),
    Row("calendar", "an invitation of theirs in answer to nothing, where calendars are read", "no calendar",
        {**ALONE, "Content-Type": "text/calendar; method=REQUEST"}, context={"calendars": True}),
    Row("calendar", "our own invitation where calendars are read", "no calendar",
        {**OURS, "Content-Type": "text/calendar; method=REQUEST"}, context={"calendars": True}),
    Row("calendar", "our own invitation where they are not", "evidence labelled",
        {**OURS, "Content-Type": "text/calendar"}),
    Row("calendar", "an answer in words with an invitation", "evidence reply", MIXED,
        part("text/plain", "Yes.") + part("text/calendar; method=REQUEST", "BEGIN:VCALENDAR") + "--b--\n",
        context={"calendars": True}),
    Row("calendar", "an entry inside a forwarded mail", "evidence reply", MIXED,
        part("text/plain", "Yes.") + part("message/rfc822", "Content-Type: text/calendar\n\n") + "--b--\n"),
    # --- what a reply answers ------------------------------------------------------------------------------------
    Row("reply", "the answer of the stakeholder", "evidence reply", grade="asserted", proof="uploaded"),
    Row("reply", "words around the id", "evidence reply",
        {"In-Reply-To": "Your mail of Monday <s1@bright.example> (thanks)"}),
    Row("reply", "only the thread names it", "evidence reply",
        {**ALONE, "References": "<q@x.example> <s1@bright.example>"}),
    Row("reply", "the mail between is gone", "evidence reply",
        {"In-Reply-To": "<gone@x.example>", "References": "<s1@bright.example> <gone@x.example>"}),
    Row("reply", "Outlook's place in the thread", "evidence reply", {**ALONE, "Thread-Index": ANSWERED},
        beside=(OURS,)),
    Row("reply", "from anybody", "evidence reply", {"From": "who@else.example"}),
    Row("reply", "from a look-alike", "evidence reply", {"From": "Anna Vance <anna@purnps.example>"}),
    Row("reply", "an id without brackets is no link", "contact no-link", {"In-Reply-To": "s1@bright.example"}),
    Row("reply", "a longer id is another one", "contact no-link", {"In-Reply-To": "<s1@bright.example.org>"}),
    Row("reply", "another thread of Outlook's", "contact no-link",
        {**ALONE, "Thread-Index": "AdyqJx0hR7cVb4nSQ2eKp9uLw3sYtAAAAAAB"}, beside=(OURS,)),
    Row("reply", "the same place is no answer", "contact no-link", {**ALONE, "Thread-Index": THREAD}, beside=(OURS,)),
    Row("reply", "Outlook's place beside a link elsewhere", "contact no-link",
        {"In-Reply-To": "<q@x.example>", "Thread-Index": ANSWERED}, beside=(OURS,)),
    Row("nothing-answers-it", "an answer to what nothing answers", "contact nothing-answers-it",
        {"In-Reply-To": "<n1@bright.example>"}, grade="asserted"),
    Row("nothing-answers-it", "one type answers it", "evidence reply", {"In-Reply-To": "<b1@bright.example>"}),
    Row("several-types", "two types could answer it", "review several-types", {"In-Reply-To": "<a1@bright.example>"}),
    Row("several-types", "a person said which", "evidence confirmed", {"In-Reply-To": "<a1@bright.example>"},
        labels={"r1@pumps.example": "told"}),
    Row("several-types", "two people said different things", "review several-labels",
        {"In-Reply-To": "<a1@bright.example>"},
        labels={"r1@pumps.example": "told", "r1@pumps.example too": "declined"}),
    Row("confirmed", "a person said that it is the answer", "evidence confirmed",
        labels={"r1@pumps.example": "review-answered"}),
    Row("confirmed", "nobody had to", "evidence reply"),
    Row("set-aside", "a person said that it is nothing", "no set-aside", {"In-Reply-To": "<a1@bright.example>"},
        labels={"r1@pumps.example": "none"}),
    Row("set-aside", "what counts cannot be set aside", "evidence reply", labels={"r1@pumps.example": "none"}),
    Row("quoted-text", "no link, our subject and our words", "review quoted-text",
        {**ALONE, "Subject": "AW: Line 3"}, f"Yes.\n{quoting(WORDS)}", beside=(OURS,)),
    Row("quoted-text", "the same as HTML", "review quoted-text",
        {**ALONE, "Subject": "Re[2]: Line 3", "Content-Type": "text/html"},
        f"<p>Yes.</p><blockquote>{WORDS}</blockquote>", beside=(OURS,)),
    Row("quoted-text", "a person said that it answers", "evidence confirmed", {**ALONE, "Subject": "RE: Line 3"},
        f"Yes.\n{quoting(WORDS)}", beside=(OURS,), labels={"r1@pumps.example": "review-answered"}, grade="asserted"),
    Row("quoted-text", "a person said that it does not", "no set-aside", {**ALONE, "Subject": "RE: Line 3"},
        f"Yes.\n{quoting(WORDS)}", beside=(OURS,), labels={"r1@pumps.example": "none"}),
    Row("quoted-text", "another subject", "contact no-link", {**ALONE, "Subject": "Line 4"}, quoting(WORDS),
        beside=(OURS,)),
    Row("quoted-text", "half of our words", "contact no-link", {**ALONE, "Subject": "Re: Line 3"},
        quoting(WORDS[:50]), beside=(OURS,)),
    # --- who it is to, and what it says --------------------------------------------------------------------------
    Row("among-themselves", "to a colleague only", "no among-themselves", {"To": "bo@pumps.example"}),
    Row("among-themselves", "to a colleague and to us", "evidence reply",
        {"To": "bo@pumps.example", "Cc": "sales@bright.example"}),
    Row("not-to-us", "to a stranger", "review not-to-us", {"To": "who@else.example"}, grade="asserted"),
    Row("not-to-us", "to a stranger, and a trusted server vouches for the sender", "review not-to-us",
        {"To": "who@else.example", "Authentication-Results": PASS}, context=FETCHED, grade="asserted",
        proof="not-checked"),
    Row("not-to-us", "the same, and a person said that it is for us", "evidence confirmed",
        {"To": "who@else.example", "Authentication-Results": PASS}, context=FETCHED, grade="observed",
        labels={"r1@pumps.example": "review-answered"}, proof="vouched"),
    Row("not-to-us", "to nobody", "review not-to-us", {"To": "undisclosed-recipients:;"}, grade="asserted"),
    Row("not-to-us", "a person said that it is for us", "evidence confirmed", {"To": "who@else.example"},
        labels={"r1@pumps.example": "review-answered"}),
    Row("not-to-us", "to a stranger, and nobody of ours is known", "evidence reply", {"To": "who@else.example"},
        context={"people": (Person(id="anna", side="customer", addresses=("anna@pumps.example",)),)}),
    Row("forwarded", "passed on without a word", "no forwarded", {"Subject": "WG: Line 3"}, quoting(WORDS)),
    Row("forwarded", "a subject that no program can read", "evidence reply", {"Subject": "=?klingon?q?Fwd=3A?="},
        quoting(WORDS) + "\nYes."),
    Row("forwarded", "passed on with a word", "evidence reply", {"Subject": "Fwd: Line 3"}, f"Yes.\n{quoting(WORDS)}"),
    Row("no-new-text", "nothing but our own words", "review no-new-text", {"Subject": "Re: Line 3"}, quoting(WORDS),
        grade="asserted"),
    Row("no-new-text", "nothing but the telephone's line", "review no-new-text", {}, "Sent from my iPhone"),
    Row("no-new-text", "one word", "evidence reply", {}, f"Yes.\n{quoting(WORDS)}"),
    Row("no-new-text", "a person read the attachment", "evidence confirmed", {}, "",
        labels={"r1@pumps.example": "review-answered"}),
    Row("future-date", "a date still to come", "review future-date", context={"now": NOON}, grade="asserted"),
    Row("future-date", "a clock that is some minutes ahead", "evidence reply",
        {"Date": "Mon, 2 Mar 2026 12:09:00 +0000"},
        context={"now": NOON}),
    Row("list", "an answer that came through a list", "review list", {"List-Id": "<all.pumps.example>"},
        grade="asserted"),
    Row("list", "by an older mark", "review list", {"Precedence": "list"}),
    Row("list", "a circular of somebody we know", "no list", {**ALONE, "List-Id": "<news.pumps.example>"}),
    Row("list", "a trusted server vouches all the same", "evidence reply",
        {"List-Id": "<all.pumps.example>", "Authentication-Results": PASS}, context=FETCHED, grade="observed"),
    Row("list", "a circular of a stranger", "no unrelated",
        {**ALONE, "List-Id": "<n.else.example>", "From": "n@else.example"}),
    # --- mails outside every thread ------------------------------------------------------------------------------
    Row("no-link", "the customer writes anew", "contact no-link", ALONE),
    Row("no-link", "a partner does", "no unrelated", {**ALONE, "From": "pia@pumps.example"}),
    Row("new-person", "somebody at their domain", "review new-person",
        {**ALONE, "From": "New One <new@Pumps.example>"}),
    Row("new-person", "below their domain", "review new-person", {**ALONE, "From": "new@eu.pumps.example"}),
    Row("new-person", "at a domain of the account", "review new-person", {**ALONE, "From": "new@pumps-group.example"},
        context={"domains": {"customer": ["pumps-group.example"]}}),
    Row("new-person", "that a person set aside", "no set-aside", {**ALONE, "From": "new@pumps.example"},
        labels={"r1@pumps.example": "none"}),
    Row("new-person", "somebody at the free mail that a customer uses", "no unrelated",
        {**ALONE, "From": "new@gmail.com"},
        context={"people": (Person(id="anna", side="customer", addresses=("anna@gmail.com",)),)}),
    Row("new-person", "a domain that ends like theirs", "no unrelated", {**ALONE, "From": "new@evilpumps.example"}),
    Row("look-alike", "a letter less", "no look-alike", {**ALONE, "From": "Anna Vance <anna@pump.example>"}),
    Row("look-alike", "two letters that look like one", "no look-alike", {**ALONE, "From": "anna@purnps.example"}),
    Row("look-alike", "a Cyrillic letter", "no look-alike", {**ALONE, "From": "anna@p\u0443mps.example"}),
    Row("look-alike", "the same as servers write it", "no look-alike", {**ALONE, "From": "anna@xn--pmps-v6d.example"}),
    Row("look-alike", "a hyphen more", "no look-alike", {**ALONE, "From": "anna@pum-ps.example"}),
    Row("look-alike", "another ending", "no look-alike", {**ALONE, "From": "anna@pumps.test"}),
    Row("look-alike", "another ending that is named as theirs", "review new-person",
        {**ALONE, "From": "anna2@pumps.test"},
        context={"domains": {"customer": ["pumps.test"]}}),
    Row("unrelated", "a stranger", "no unrelated", {**ALONE, "From": "who@else.example"}),
    Row("unrelated", "a stranger who answers", "evidence reply", {"From": "who@else.example"}, grade="asserted"),
    # --- how well the origin is proven ---------------------------------------------------------------------------
    Row("grade", "a trusted server vouches", "evidence reply", {"Authentication-Results": PASS}, context=FETCHED,
        grade="observed", proof="vouched"),
    Row("grade", "the same as an upload", "evidence reply", {"Authentication-Results": PASS},
        context={**FETCHED, "fetched_by": "upload"}, grade="asserted", proof="uploaded"),
    Row("grade", "another server vouches", "evidence reply", {"Authentication-Results": PASS.replace("mx", "mail")},
        context=FETCHED, grade="asserted", proof="not-vouched"),
    Row("grade", "the server vouches for nobody on top", "evidence reply",
        {"Authentication-Results": "mx.bright.example; none"},
        more=(("Authentication-Results", PASS),), context=FETCHED, grade="asserted"),
    Row("signature-fails", "a word was changed", "review signature-fails", sign={}, context={"keys": KEYS},
        grade="asserted",
        after=lambda raw: raw.replace(b"our problem", b"no problem"), proof="signature-broken"),
    Row("signature-fails", "the same where a trusted server had seen it whole", "evidence reply",
        {"Authentication-Results": PASS}, sign={}, context={"keys": KEYS, **FETCHED}, grade="observed",
        after=lambda raw: raw.replace(b"our problem", b"no problem")),
    Row("signature-fails", "nobody gave us a key to check it with", "evidence reply", sign={}, grade="asserted",
        after=lambda raw: raw.replace(b"our problem", b"no problem")),
    Row("signature-fails", "it fits", "evidence reply", {"Subject": "Re: Line 3"}, sign={}, context={"keys": KEYS},
        grade="proven", proof="link-signed"),
    Row("link-added", "a second In-Reply-To was put on top", "review link-added", {"In-Reply-To": "<q@x.example>"},
        sign={}, context={"keys": KEYS}, grade="asserted", proof="link-added",
        after=lambda raw: b"In-Reply-To: <s1@bright.example>\n" + raw),
    Row("link-added", "one was put into a signed thread about something else", "review link-added",
        {**ALONE, "References": "<q@x.example>"}, sign={"headers": (*ALL, "references")}, context={"keys": KEYS},
        grade="asserted", after=lambda raw: b"In-Reply-To: <s1@bright.example>\n" + raw),
    Row("signature-fails", "it leaves out the end of the text", "evidence reply", sign={"length": True},
        context={"keys": KEYS}, grade="asserted", after=lambda raw: raw + b"And more.", proof="signature-partial"),
    Row("signature-fails", "it is another domain's", "evidence reply", sign={"domain": "purnps.example"},
        context={"keys": {"k1._domainkey.purnps.example": KEYS["k1._domainkey.pumps.example"]}}, grade="asserted",
        proof="signature-foreign"),
    Row("signature-fails", "a line on top says that the words are to be read otherwise", "evidence reply",
        {"Content-Type": "text/plain"}, f"Yes.\n{quoting(WORDS)}", sign={}, context={"keys": KEYS, **FETCHED},
        grade="asserted", after=lambda raw: b"Content-Type: text/html\n" + raw, proof="signature-unusable"),
    Row("link-added", "the link was never signed", "evidence reply", sign={"headers": ALL}, context={"keys": KEYS},
        grade="authentic", proof="signed"),
    Row("link-added", "a link was forbidden by the signature", "review signature-fails", ALONE,
        sign={"headers": ALL, "also": LINK}, context={"keys": KEYS}, grade="asserted",
        after=lambda raw: b"In-Reply-To: <s1@bright.example>\n" + raw),
]  # fmt: skip

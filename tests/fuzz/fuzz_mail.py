"""Mails, damaged at random: whatever the bytes, one outcome each, no exception, and never a better grade.

Only their own signatures can prove anything about these mails, whether they were handed in or fetched; what a trusted
server writes on a mail that a connector fetches is outside anybody's reach but the server's.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
from functools import cache

from hypothesis import strategies as st
from intake.signing import ALL, LINK, pair, signed

from gatecoach.facts import GRADES, Label, Person
from gatecoach.intake import MailContext, read_mail
from gatecoach.intake.keys import Key

MAIL = b"""\
Received: by mx.bright.example; Tue, 3 Mar 2026 09:00:01 +0100
From: Anna Vance <anna@pumps.example>
To: Rosa <rosa@bright.example>
Subject: =?utf-8?q?Re=3A_Line_3?=
Date: Tue, 3 Mar 2026 09:00:00 +0100
Message-ID: <r1@pumps.example>
In-Reply-To: <s1@bright.example>
References: <s0@bright.example>
 <s1@bright.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b1"

--b1
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Points one and three are exactly our problem, 40 hours a month =E2=82=AC.

> Which of these three would you put differently?
-- =20
Anna
--b1
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

PHA+WWVzLjwvcD48YmxvY2txdW90ZT5ObzwvYmxvY2txdW90ZT4=
--b1--
"""
PLAIN = MAIL.partition(b"MIME-Version")[0] + b"\nYes, it is so.\nOn 2 March Rosa wrote:\n> Is it so?\n"
PIECES = [
    b"", b"\n", b"\r\n", b"\r", b"\0", b"\n\n", b"\r\n\r\n", b" ", b"<", b">", b"\n> ", b";", b"=?utf-8?q?", b"?=",
    b"--b1\n", b"--b1--\n", b"From ", b"\nFrom now on: yes\n", b"From: rosa@bright.example\n",
    b"\nIn-Reply-To: <s2@bright.example>\n", b"In-Reply-To: <s2@bright.example>\n",
    b"References: <s2@bright.example>\n", b"Content-Type: text/html\n",
    b"Content-Type: multipart/mixed; boundary=x\n", b"Content-Transfer-Encoding: base64\n", b"Message-ID: <x@y>\n",
    b"Date: Mon, 1 Jan 2024 00:00:00 +0000\n", b"Subject: Automatic reply: x\n",
    b"DKIM-Signature: v=1; a=rsa-sha256\n", b"; l=10", b"charset=utf-7", b"charset=punycode", b"message/rfc822",
    b"\xe2\x80\xa8", b"\xff\xfe", b"=20\n", b"&#10;",
]  # fmt: skip
"""What has a meaning somewhere in a mail."""
LINES = [each for each in PIECES if each.endswith(b"\n")] + [
    b"From now on: yes\n",
    b"X-A: b\rIn-Reply-To: <s2@bright.example>\n",
]
HEADERS = {"unsigned": None, "loosely": ("from", "subject"), "signed": ALL, "with the link": (*ALL, *LINK)}
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@cache
def seeds():
    """The whole mails that are damaged, with how they are signed; unsigned only where signing is not installed."""
    can_sign = importlib.util.find_spec("dkim") is not None
    return tuple(
        raw if covered is None else signed(raw, headers=covered)
        for raw in (MAIL, PLAIN)
        for covered in HEADERS.values()
        if covered is None or can_sign
    )


@cache
def context(fetched_by="upload"):
    """What is known: both people, two labelled mails, the key of the customer's domain where it can be used."""
    people = (
        Person(id="rosa", side="seller", addresses=("rosa@bright.example",)),
        Person(id="anna", side="customer", addresses=("anna@pumps.example",)),
    )
    labels = tuple(Label(label="sent", message=f"s{n}@bright.example", by="rosa", at=NOON) for n in (1, 2))
    can_check = importlib.util.find_spec("dkim") is not None
    keys = {"k1._domainkey.pumps.example": (Key(record=pair().record),)} if can_check else {}
    now = NOON + dt.timedelta(days=30)
    return MailContext({"sent": ("answered",)}, people, labels, fetched_by=fetched_by, keys=keys, now=now)


SOMEWHERE = st.tuples(
    st.just(False), st.integers(0, 3_000), st.integers(0, 60), st.sampled_from(PIECES) | st.binary(max_size=8)
)
AT_A_LINE = st.tuples(st.just(True), st.integers(0, 60), st.just(0), st.sampled_from(LINES))
EDITS = st.lists(SOMEWHERE | AT_A_LINE, min_size=1, max_size=3)


def damaged(raw, edits):
    """The bytes with pieces cut out and others put in, one after the other; some of them as whole lines."""
    for is_line, at, length, piece in edits:
        lines = raw.split(b"\n")
        start = len(b"\n".join(lines[: at % len(lines)])) + 1 if is_line else at % (len(raw) + 1)
        raw = raw[:start] + piece + raw[start + length :]
    return raw


def any_bytes(raw):
    """Any bytes at all become outcomes with a sentence, and nothing raises."""
    assert all(each.text() and each.text("de") for each in read_mail([("x", raw)], context()).outcomes)


def damage(number, edits):
    """A damaged mail is never better proven than the whole one, and what is proven about it is what was signed."""
    _damage(seeds()[number % len(seeds())], edits, context())


def damage_on_the_way(number, edits):
    """The same of a mail that a connector fetched, if it signs how it is to be read: nobody reads it otherwise."""
    whole = [each for each in seeds() if b"content-type" in each.partition(b"\nReceived")[0]]
    _damage((whole or seeds())[number % len(whole or seeds())], edits, context("connector"))


def _damage(whole, edits, known):
    (before,) = read_mail([("x", whole)], known).evidence
    read = read_mail([("x", damaged(whole, edits))], known)
    assert all(each.text() and each.text("de") for each in read.outcomes)
    for after in read.evidence:
        assert GRADES.index(after.grade) <= GRADES.index(before.grade)
        if after.grade in ("authentic", "proven"):
            assert (after.by, after.at, after.text, after.id) == (before.by, before.at, before.text, before.id)
        if after.grade == "proven":
            assert after.answers == before.answers


PROPERTIES = {
    "any bytes": (any_bytes, {"raw": st.binary(max_size=600)}),
    "damaged mails": (damage, {"number": st.integers(0, 7), "edits": EDITS}),
    "mails damaged on the way": (damage_on_the_way, {"number": st.integers(0, 7), "edits": EDITS}),
}
"""What `make fuzz` runs, by name: a function and where its arguments come from."""

"""Mail intake against the least that reading a mail takes: the standard library's parser and the headers a reply needs.

The baseline parses each unsigned mail and takes its sender, recipients, date, subject and ids apart; on the same mails
intake bounds, parses and judges it, finds its new text and makes evidence.
"""

from __future__ import annotations

import datetime as dt
import email
import time
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime

from gatecoach.facts import Label, Person
from gatecoach.intake import MailContext, read_mail

MAILS, ROUNDS = 400, 9
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HEAD = """\
Return-Path: <anna@pumps.example>
Delivered-To: rosa@bright.example
Received: from mx.bright.example by mail.bright.example with LMTP id {n}; Fri, 13 Mar 2026 18:22:37 +0100
Authentication-Results: mx.bright.example; spf=pass smtp.mailfrom=anna@pumps.example;
\tdmarc=pass (p=quarantine) header.from=pumps.example
Received: from out1.pumps.example by mx.bright.example with ESMTPS id {n}; Fri, 13 Mar 2026 18:22:35 +0100
From: "Vance, Anna" <Anna@pumps.example>
To: Rosa Diaz <rosa@bright.example>
Cc: "Lindt, Bo" <bo@pumps.example>
Subject: Re: Line 3: what I understood, please correct me
Date: Fri, 13 Mar 2026 18:22:31 +0100
Message-ID: <r{n}@pumps.example>
In-Reply-To: <s1@bright.example>
References: <s0@bright.example>
\t<s1@bright.example>
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 8bit

"""
BODY = """\
On Mon, 2 Mar 2026 at 10:04, Rosa Diaz <rosa@bright.example> wrote:
> 1. The stops come without warning, and the shift finds the cause by trying.
> 2. A stoppage costs you about 20 hours a month.
>
> Which of these would you put differently?

Point one is exactly our problem. Point two: it costs us 40 hours a month, not 20.

Anna
--
Anna Vance, Plant Manager
"""


def baseline(mails):
    """Parse each mail and take apart the headers that a reply is known by."""
    for _, raw in mails:
        message = email.message_from_bytes(raw)
        getaddresses(message.get_all("from", []))
        getaddresses([*message.get_all("to", []), *message.get_all("cc", [])])
        parsedate_to_datetime(message["date"])
        str(make_header(decode_header(message["subject"])))
        for name in ("message-id", "in-reply-to", "references", "auto-submitted"):
            message.get_all(name)


def main():
    """Run both in turns and print the ratio of their best times."""
    mails = [(f"{n}.eml", (HEAD.format(n=n) + BODY).encode()) for n in range(MAILS)]
    people = (
        Person(id="rosa", side="seller", addresses=("rosa@bright.example",)),
        Person(id="anna", side="customer", addresses=("anna@pumps.example",)),
    )
    labels = (Label(label="sent", message="s1@bright.example", by="rosa", at=NOON),)
    trusted = frozenset({"mx.bright.example"})
    context = MailContext({"sent": ("answered",)}, people, labels, fetched_by="connector", trusted=trusted)
    read = read_mail(mails, context)
    assert {(each.grade, each.by) for each in read.evidence} == {("observed", "anna")}
    assert len(read.evidence) == MAILS
    times = {baseline: [], intake: []}
    for _ in range(ROUNDS):
        for run, taken in times.items():
            began = time.process_time()
            run(mails) if run is baseline else run(mails, context)
            taken.append(time.process_time() - began)
    least, ours = min(times[baseline]), min(times[intake])
    print(f"unsigned mail, whole decision: {ours / least:.2f} x parsing and reading its headers")
    print(f"{MAILS / ours:,.0f} mails a second of CPU")


def intake(mails, context):
    """Everything that intake does."""
    read_mail(mails, context)


if __name__ == "__main__":
    main()

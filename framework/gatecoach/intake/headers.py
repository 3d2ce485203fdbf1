"""The few headers of a mail that evidence rests on: who, when, which message, in reply to what."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from gatecoach.intake.addresses import canonical
from gatecoach.intake.body import body_text
from gatecoach.intake.newtext import new_text
from gatecoach.intake.outcomes import RefusedError
from gatecoach.intake.structure import guarded, header_values, parse

MAX_ADDRESSES = 200
YEARS = range(1970, 3000)
MARKS = ("x-autoreply", "x-autorespond")
BULK = frozenset({"auto_reply", "junk", "bulk"})


@dataclass(frozen=True, slots=True)
class Mail:
    """One readable message: its headers as values, the new text of its body, a digest of its bytes."""

    name: str
    digest: str
    message_id: str
    sender: str
    at: dt.datetime
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    automatic: str
    results: str
    text: str


def read(name: str, raw: bytes) -> Mail:
    """The mail in these bytes; what is none, or cannot be trusted to name its sender and time, is refused."""
    message = parse(raw)
    _check_addresses(message)
    return Mail(
        name=name,
        digest=hashlib.sha256(raw).hexdigest(),
        sender=_sender(message),
        message_id=_message_id(message),
        at=_date(message),
        in_reply_to=_ids(message, "in-reply-to"),
        references=_ids(message, "references"),
        automatic=_automatic(message),
        results=next(iter(header_values(message, "authentication-results")), ""),
        text=new_text(guarded(lambda: body_text(message))),
    )


def message_ids(text: str) -> tuple[str, ...]:
    """The ids in angle brackets in a header, without the brackets; anything between them is a comment."""
    ids = (each.partition(">") for each in text.split("<")[1:])
    return tuple(name for name, closed, _ in ids if closed and name and name.isprintable() and " " not in name)


def _check_addresses(message: Message) -> None:
    for header in ("from", "sender", "reply-to", "to", "cc", "bcc"):
        text = ",".join(header_values(message, header))
        if min(text.count("@"), text.count(",") + 1) > MAX_ADDRESSES:
            raise RefusedError("too-many-addresses", header=header, limit=str(MAX_ADDRESSES))


def _sender(message: Message) -> str:
    values = header_values(message, "from")
    found = guarded(lambda: getaddresses(values))
    if len(values) > 1 or len(found) > 1:
        raise RefusedError("two-senders")
    address = canonical(found[0][1]) if found and _is_whole(values[0], found[0][1]) else ""
    if not address:
        raise RefusedError("no-sender")
    return address


def _is_whole(value: str, address: str) -> bool:
    """Whether the header is the address, `name <address>` or `address (name)`: no reading leaves a second one."""
    bare, _, comment = value.partition(" ")
    commented = bare == address and comment.startswith("(") and comment.endswith(")")
    return value == address or value.endswith(f"<{address}>") or commented


def _message_id(message: Message) -> str:
    values = header_values(message, "message-id")
    ids = message_ids(" ".join(values))
    if len(ids) != 1 or values != [f"<{ids[0]}>"]:
        raise RefusedError("no-message-id")
    return ids[0]


def _date(message: Message) -> dt.datetime:
    values = header_values(message, "date")
    try:
        at = parsedate_to_datetime(values[0]) if len(values) == 1 else None
    except (ValueError, TypeError, IndexError, OverflowError):
        at = None
    if at is not None and at.tzinfo is None and "-0000" in values[0]:
        at = at.replace(tzinfo=dt.UTC)
    if at is None or at.tzinfo is None or at.year not in YEARS:
        raise RefusedError("no-date")
    return at


def _ids(message: Message, header: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(message_ids(" ".join(header_values(message, header)))))


def _automatic(message: Message) -> str:
    """The header that says a machine sent this, or nothing; a subject line says nothing either way."""
    if guarded(message.get_content_type) == "multipart/report":
        return "Content-Type: multipart/report"
    for value in header_values(message, "auto-submitted"):
        if _first_word(value) != "no":
            return f"Auto-Submitted: {_first_word(value)}"
    if "<>" in header_values(message, "return-path"):
        return "Return-Path: <>"
    for name in MARKS:
        if header_values(message, name):
            return name.title()
    bulk = [_first_word(each) for each in header_values(message, "precedence") if _first_word(each) in BULK]
    return f"Precedence: {bulk[0]}" if bulk else ""


def _first_word(value: str) -> str:
    head = value.partition(";")[0].partition("(")[0].strip().casefold()
    return "".join(char for char in head[:40] if char.isprintable())

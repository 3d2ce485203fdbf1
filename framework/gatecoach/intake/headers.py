"""The headers of a mail that evidence rests on: who, when, to whom, which message, in reply to what."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from gatecoach.intake.addresses import canonical
from gatecoach.intake.body import body_text, decoded
from gatecoach.intake.newtext import new_text
from gatecoach.intake.outcomes import RefusedError
from gatecoach.intake.structure import attached, guarded, leaves, parse, unfolded
from gatecoach.intake.written import written

MAX_ADDRESSES = 200
MAX_INDEX = 22 + 5 * 200
YEARS = range(1970, 3000)
MARKS = ("x-autoreply", "x-autorespond")
BULK = frozenset({"auto_reply", "junk", "bulk"})
NAMED = frozenset({"from", "sender", "reply-to", "to", "cc", "bcc"})
READ = NAMED | {
    "message-id", "date", "in-reply-to", "references", "subject", "thread-index", "authentication-results",
    "auto-submitted", "return-path", "precedence", "list-id", "x-unsent", "dkim-signature", *MARKS,
}  # fmt: skip
Headers = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Mail:
    """One readable message: its headers as values, the new text of its body, a digest of what was written.

    `automatic` and `listed` are the headers that say that a machine sent it or a list passed it on, `calendar` the
    method of a calendar entry in it. `body` is the whole text with what it quotes; `attached` are the bytes of mails
    in it; `signed` its own bytes if they hold a signature; `inside` is true for a mail that came in another one.
    """

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
    subject: str = ""
    recipients: tuple[str, ...] = ()
    listed: str = ""
    thread_index: bytes = b""
    calendar: str = ""
    draft: bool = False
    body: str = ""
    attached: tuple[bytes, ...] = ()
    signed: bytes = b""
    inside: bool = False


def read(name: str, raw: bytes, *, inside: bool = False) -> Mail:
    """The mail in these bytes; what is none, or cannot be trusted to name its sender and time, is refused."""
    message = parse(raw)
    headers = _headers(message)
    for each in NAMED:
        _check_addresses(each, headers.get(each, []))
    body = guarded(lambda: body_text(message))
    sender, at = _sender(headers), _date(headers)
    above, thread = _ids(headers, "in-reply-to"), _ids(headers, "references")
    message_id, subject, recipients = _message_id(headers), _subject(headers), _recipients(headers)
    says = (sender, at.isoformat(), *above, "/", *thread, "/", subject, *recipients)
    return Mail(
        name=name,
        digest=guarded(lambda: written(message, says)),
        sender=sender,
        message_id=message_id,
        at=at,
        in_reply_to=above,
        references=thread,
        automatic=_automatic(message, headers),
        results=next(iter(headers.get("authentication-results", ())), ""),
        text=new_text(body),
        subject=subject,
        recipients=recipients,
        listed=_listed(headers),
        thread_index=_thread_index(headers),
        calendar=guarded(lambda: _calendar(message)),
        draft="1" in headers.get("x-unsent", ()),
        body=body,
        attached=guarded(lambda: tuple(attached(message))),
        signed=raw if "dkim-signature" in headers else b"",
        inside=inside,
    )


def message_ids(text: str) -> tuple[str, ...]:
    """The ids in angle brackets in a header, without the brackets; anything between them is a comment."""
    ids = (each.partition(">") for each in text.split("<")[1:])
    return tuple(name for name, closed, _ in ids if closed and name and name.isprintable() and " " not in name)


def _headers(message: Message) -> Headers:
    """The headers that are read, by name in lower case, each with all its values in their order."""
    found: Headers = {}
    for key, value in message.raw_items():
        name = key.lower()
        if name in READ:
            found.setdefault(name, []).append(unfolded(str(value)))
    return found


def _check_addresses(header: str, values: list[str]) -> None:
    number = sum(min(each.count("@"), each.count(",") + 1) for each in values)
    if number > MAX_ADDRESSES:
        raise RefusedError("too-many-addresses", header=header, limit=str(MAX_ADDRESSES))


def _sender(headers: Headers) -> str:
    values = headers.get("from", [])
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


def _recipients(headers: Headers) -> tuple[str, ...]:
    """Whom it is addressed to, sorted, each once; what cannot be read as an address is left out."""
    values = [*headers.get("to", ()), *headers.get("cc", ())]
    found = guarded(lambda: getaddresses(values)) if values else []
    return tuple(sorted({canonical(each) for _, each in found} - {""}))


def _message_id(headers: Headers) -> str:
    values = headers.get("message-id", [])
    ids = message_ids(" ".join(values))
    if len(ids) != 1 or values != [f"<{ids[0]}>"]:
        raise RefusedError("no-message-id")
    return ids[0]


def _date(headers: Headers) -> dt.datetime:
    values = headers.get("date", [])
    try:
        at = parsedate_to_datetime(values[0]) if len(values) == 1 else None
    except (ValueError, TypeError, IndexError, OverflowError):
        at = None
    if at is not None and at.tzinfo is None and "-0000" in values[0]:
        at = at.replace(tzinfo=dt.UTC)
    if at is None or at.tzinfo is None or at.year not in YEARS:
        raise RefusedError("no-date")
    return at


def _subject(headers: Headers) -> str:
    text = " ".join(headers.get("subject", ()))
    if "=?" not in text:
        return text
    try:
        decoded_text = str(make_header(decode_header(text)))
    except Exception:  # noqa: BLE001 - of a subject that cannot be decoded its letters are good enough
        return text
    return " ".join(decoded_text.encode("utf-8", "replace").decode("utf-8").split())


def _ids(headers: Headers, header: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(message_ids(" ".join(headers.get(header, ())))))


def _thread_index(headers: Headers) -> bytes:
    """The place in a thread as Outlook writes it; nothing where it is none."""
    values = headers.get("thread-index", [])
    try:
        index = base64.b64decode("".join(values[0].split()), validate=True) if len(values) == 1 else b""
    except (binascii.Error, ValueError):
        return b""
    return index if 22 <= len(index) <= MAX_INDEX else b""


def _listed(headers: Headers) -> str:
    """The header that says that a list passed it on, or nothing."""
    for value in headers.get("list-id", ()):
        return f"List-Id: {''.join(char for char in value[:80] if char.isprintable())}"
    return "Precedence: list" if "list" in map(_first_word, headers.get("precedence", ())) else ""


def _automatic(message: Message, headers: Headers) -> str:
    """The header that says a machine sent this, or nothing; a subject line says nothing either way."""
    if guarded(message.get_content_type) == "multipart/report":
        return "Content-Type: multipart/report"
    for value in headers.get("auto-submitted", ()):
        if _first_word(value) not in ("", "no"):
            return f"Auto-Submitted: {_first_word(value)}"
    if "<>" in headers.get("return-path", ()):
        return "Return-Path: <>"
    for name in MARKS:
        if name in headers:
            return name.title()
    bulk = [_first_word(each) for each in headers.get("precedence", ()) if _first_word(each) in BULK]
    return f"Precedence: {bulk[0]}" if bulk else ""


def _first_word(value: str) -> str:
    head = value.partition(";")[0].partition("(")[0].strip().casefold()
    return "".join(char for char in head[:40] if char.isprintable())


def _calendar(message: Message) -> str:
    """The method of the first calendar entry in the mail; `?` where it names none, nothing where there is none."""
    for part in leaves(message):
        if part.get_content_type() == "text/calendar":
            named = part.get_param("method")
            lines = decoded(part)[:10_000].upper().splitlines()
            written_down = (line.removeprefix("METHOD:").strip() for line in lines if line.startswith("METHOD:"))
            found = (named if isinstance(named, str) else "") or next(written_down, "")
            return "".join(char for char in found.strip().upper()[:20] if char.isprintable()) or "?"
    return ""

"""The mail that calendar objects come in: its calendar parts, and what it proves about who sent them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime

from gatecoach.intake.addresses import domain_of
from gatecoach.intake.authentication import is_observed
from gatecoach.intake.body import NOT_WRITING
from gatecoach.intake.calendars.entries import Carrier
from gatecoach.intake.calendars.outcomes import SIGNED
from gatecoach.intake.grading import Checks, proof_of
from gatecoach.intake.headers import YEARS, Mail, read
from gatecoach.intake.outcomes import RefusedError
from gatecoach.intake.structure import guarded, header_values, parse

KIND = "text/calendar"
SENDER = "from"
FAILS = "signature-fails"
BY_A_CALENDAR = "Auto-Submitted: auto-generated"
"""What calendars write on the answers people give in them; it does not tell that nobody pressed the button."""


@dataclass(frozen=True, slots=True)
class Part:
    """One calendar part of a mail: its bytes, their charset, and the method its header names."""

    data: bytes
    charset: str
    method: str


def carries_calendar(raw: bytes) -> bool:
    """Whether a mail has a calendar part of its own, so that calendar intake says what becomes of it.

    What stands in a mail that it forwards is not its own. Bytes that are no mail carry nothing; nothing raises.
    """
    try:
        return KIND.encode() in raw.lower() and bool(parts_of(parse(raw))[0])
    except RefusedError:
        return False


def parts_of(message: Message) -> tuple[list[Part], bool]:
    """The calendar parts of a mail, each once, and whether there are others in mails that it forwards.

    Raises:
        RefusedError: the mail cannot be taken apart.
    """
    found = guarded(lambda: list(dict.fromkeys(_part(each) for each in _own(message))))
    every = guarded(lambda: sum(each.get_content_type() == KIND for each in message.walk()))
    return found, not found and every > 0


def carrier_of(name: str, raw: bytes, message: Message, checks: Checks) -> Carrier:
    """Who sent this mail, in bytes and as parsed, and how well that is proven.

    What it says about an invitation stands in its body: whatever signs the sender signs that too. The server's clock
    counts where the server's word does.

    Raises:
        RefusedError: the mail cannot be trusted to name its sender.
    """
    mail = read(name, raw)
    proof = proof_of(mail, SENDER, checks)
    fetched = checks.fetched_by == "connector"
    observed = fetched and is_observed(mail.results, domain_of(mail.sender), checks.trusted)
    return Carrier(
        message_id=mail.message_id,
        sender=mail.sender,
        grade=proof.grade,
        proof=SIGNED.get(proof.grade, proof.why),
        at=_received(message) if observed else None,
        automatic=_automatic(mail),
        doubt=FAILS if proof.doubt else "",
    )


def _automatic(mail: Mail) -> str:
    return "" if mail.automatic == BY_A_CALENDAR else mail.automatic


def _received(message: Message) -> dt.datetime | None:
    """The time in the topmost Received: the receiving server puts its own above all that came with the mail."""
    newest = next(iter(header_values(message, "received")), "")
    try:
        at = parsedate_to_datetime(newest.rpartition(";")[2].strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if at.tzinfo is not None and at.year in YEARS else None


def _own(part: Message) -> Iterator[Message]:
    """The calendar parts that are not inside a forwarded mail."""
    if part.get_content_maintype() == "multipart":
        children = part.get_payload()
        for child in children if isinstance(children, list) else ():
            if isinstance(child, Message):
                yield from _own(child)
    elif part.get_content_type() == KIND:
        yield part


def _part(part: Message) -> Part:
    data = part.get_payload(decode=True)
    method = part.get_param("method") or ""
    charset = part.get_content_charset("utf-8")
    return Part(
        data if isinstance(data, bytes) else b"",
        "undefined" if charset in NOT_WRITING else charset,
        method.strip().upper() if isinstance(method, str) else "?",
    )

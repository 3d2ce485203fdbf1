"""How well it is proven who sent a mail, and why no better: the grade of the evidence in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gatecoach.facts import Grade
from gatecoach.intake.addresses import domain_of
from gatecoach.intake.authentication import is_observed
from gatecoach.intake.headers import Mail
from gatecoach.intake.keys import Keys
from gatecoach.intake.signature import Seal, seal

IDENTITY = frozenset({"subject", "date", "message-id"})
"""What must be signed beside the line that names our mail, so that the link is this mail's own."""
FORM = frozenset({"date", "message-id", "content-type", "content-transfer-encoding"})
"""What says when and how the signed bytes are to be read: whoever hands a mail in could change it."""


@dataclass(frozen=True, slots=True)
class Checks:
    """How mails got here and what can prove where they come from."""

    fetched_by: Literal["connector", "upload"] = "upload"
    trusted: frozenset[str] = frozenset()
    keys: Keys = Keys({})  # noqa: RUF009 - frozen, and the same for all


@dataclass(frozen=True, slots=True)
class Proof:
    """The grade, the code of why it is that one, and whether a person should look because something does not fit."""

    grade: Grade
    why: str
    doubt: str = ""


def proof_of(mail: Mail, header: str, checks: Checks) -> Proof:
    """How well the origin of this mail is proven; `header` is the one that names the mail it answers.

    `observed` takes a connector and the word of a trusted server; `authentic` a signature of the sender's own domain;
    `proven` one that covers the header with the link too.
    """
    signed = seal(mail, checks.keys)
    fetched = checks.fetched_by == "connector" and not mail.inside  # whoever sent the outer one could change it
    if signed.good and (header in signed.partly or _contradicts(mail, header, signed)):
        return Proof("asserted", "link-added", "link-added")
    if signed.good and (fetched or (FORM & signed.there) <= signed.covers):
        linked = {header, *IDENTITY} <= signed.covers
        return Proof("proven", "link-signed") if linked else Proof("authentic", "signed")
    if fetched and is_observed(mail.results, domain_of(mail.sender), checks.trusted):
        return Proof("observed", "vouched")
    why = "form-unsigned" if signed.good else signed.why or ("not-vouched" if fetched else "uploaded")
    return Proof("asserted", why, "signature-fails" if signed.broken else "")


def _contradicts(mail: Mail, header: str, signed: Seal) -> bool:
    """Whether the unsigned In-Reply-To names mails that the signed thread above does not know."""
    unsigned = header == "in-reply-to" and header not in signed.covers and "references" in signed.covers
    return unsigned and bool(mail.references) and not {*mail.in_reply_to} & {*mail.references}

"""The text a person reads in a mail: the first plain or HTML text of its body, never an attachment."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from email.message import Message

from gatecoach.intake.newtext import html_text

MAX_SOURCE = 1_000_000
"""How many characters of a body are looked at; what a person just wrote stands near the top."""
NOT_WRITING = ("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7")
PLAIN, HTML = "text/plain", "text/html"


def body_text(message: Message) -> str:
    """The body as plain text; empty when the mail has none. Forwarded messages and attachments are no body.

    What HTML quotes stands in lines that begin with `>`, as in plain text.
    """
    for part in _candidates(message):
        text = decoded(part)[:MAX_SOURCE]
        plain = html_text(text) if part.get_content_type() == HTML else text
        if plain.strip():
            return plain.replace("\0", "")
    return ""


def _candidates(part: Message) -> Iterator[Message]:
    """The text parts of a mail, the likeliest body first: plain before HTML among alternatives."""
    kind = part.get_content_type()
    if kind.startswith("multipart/"):
        children = part.get_payload()
        below = [each for child in children if isinstance(child, Message) for each in _candidates(child)]
        if kind == "multipart/alternative":
            below.sort(key=lambda each: each.get_content_type() != PLAIN)
        yield from below
    elif kind in (PLAIN, HTML) and part.get_content_disposition() != "attachment":
        yield part


def decoded(part: Message) -> str:
    """The text of a part in its own charset, or in UTF-8; signs that are none are replaced."""
    kept: str | None = getattr(part, "text", None)
    if kept is None:
        kept = part.text = _decoded(part)  # type: ignore[attr-defined] # a part is read more than once
    return kept


def _decoded(part: Message) -> str:
    data = part.get_payload(decode=True)
    content = data if isinstance(data, bytes) else b""
    try:
        text = content.decode(_charset(part), "replace")
    except (LookupError, ValueError):
        text = content.decode("utf-8", "replace")
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _charset(part: Message) -> str:
    """The charset the part names, when it is one that people write in."""
    named = part.get_content_charset("utf-8")
    return "utf-8" if codecs.lookup(named).name in NOT_WRITING else named

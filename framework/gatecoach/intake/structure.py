"""Raw bytes → the parts of a mail, within bounds: nothing here takes long, goes deep or raises by surprise.

The parser of the standard library is fed only what is bounded, and its part class counts while it is
being built, so that a hostile mail stops the parsing itself and not only the reading afterwards.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from email.generator import BytesGenerator
from email.message import Message
from email.parser import BytesParser
from email.policy import Policy, compat32
from typing import Any, TypeVar

from gatecoach.intake.outcomes import RefusedError

MAX_BYTES = 25 * 1024 * 1024
MAX_LINE_ENDS = 1_000_000
MAX_HEADER_BYTES = 64 * 1024
MAX_HEADERS = 200
MAX_DEPTH = 20
MAX_PARTS = 500
MAX_PARAMETERS = 4096
"""Length of a header that the parser takes apart with effort that grows with the square of its length."""
MAIL = "message/rfc822"

Result = TypeVar("Result")


def parse(raw: bytes) -> Message:
    """The mail as a tree of parts; what exceeds a bound or is no mail is refused by its rule."""
    for bound in BOUNDS:
        bound(raw)
    mail = guarded(lambda: BytesParser(_class=_Part, policy=compat32).parsebytes(raw))
    if not mail.keys():
        raise RefusedError("not-a-mail")
    return mail


def guarded(call: Callable[[], Result]) -> Result:
    """The result of a call into the standard library's mail code; whatever it raises refuses the mail."""
    try:
        return call()
    except RefusedError:
        raise
    except Exception as error:  # the library documents none of the many kinds it raises
        raise RefusedError("unparseable", cause=type(error).__name__) from error


def header_values(mail: Message, name: str) -> list[str]:
    """The values of every header of that name, unfolded, as text without stray bytes, in their order."""
    return [unfolded(str(value)) for key, value in mail.raw_items() if key.lower() == name]


def unfolded(value: str) -> str:
    """The text of a header in one line, without stray bytes."""
    text = value if value.isascii() else value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return text.replace("\r", "").replace("\n", "").strip()


def leaves(mail: Message) -> Iterator[Message]:
    """The parts that hold something and are the sender's own, in their order; a mail inside it is one of them."""
    if mail.get_content_maintype() != "multipart":
        yield mail
        return
    children = mail.get_payload()
    for each in children if isinstance(children, list) else ():
        if isinstance(each, Message):
            yield from leaves(each)


def attached(mail: Message) -> Iterator[bytes]:
    """The bytes of every mail inside this one, as near as can be to those that were sent; not those that bounced."""
    if mail.get_content_type() == "multipart/report":
        return
    for part in leaves(mail):
        inner = part.get_payload()
        if part.get_content_type() == MAIL and isinstance(inner, list) and isinstance(inner[0], Message):
            bytes_of = io.BytesIO()
            BytesGenerator(bytes_of, mangle_from_=False, maxheaderlen=0, policy=compat32).flatten(inner[0])
            yield bytes_of.getvalue()


def _size(raw: bytes) -> None:
    if len(raw) > MAX_BYTES:
        raise RefusedError("too-large", limit="25 MB")


def _lines(raw: bytes) -> None:
    if raw.count(b"\n") + raw.count(b"\r") > MAX_LINE_ENDS:
        raise RefusedError("too-many-lines", limit=f"{MAX_LINE_ENDS // 2}")


def _header_block(raw: bytes) -> None:
    if len(raw) <= MAX_HEADER_BYTES:
        return
    lines = raw[: MAX_HEADER_BYTES + 1].splitlines(keepends=True)
    if all(line.strip(b"\r\n") for line in lines):
        raise RefusedError("headers-too-large", limit="64 kB")


BOUNDS = (_size, _lines, _header_block)
"""What is measured before anything is parsed."""


class _Part(Message):
    """A part that refuses to grow beyond the bounds while the parser builds it."""

    def __init__(self, policy: Policy[Any] = compat32) -> None:
        super().__init__(policy=policy)
        self.depth = 1
        self.root = self
        self.parts = 1
        self.headers = 0
        self.kind = ""

    def get_content_type(self) -> str:
        """As the library tells it, looked up once: no header is set after the first question."""
        if not self.kind:
            self.kind = super().get_content_type()
        return self.kind

    def attach(self, payload: Any) -> None:
        payload.depth, payload.root = self.depth + 1, self.root
        self.root.parts += 1
        if payload.depth > MAX_DEPTH:
            raise RefusedError("too-deep", limit=str(MAX_DEPTH))
        if self.root.parts > MAX_PARTS:
            raise RefusedError("too-many-parts", limit=str(MAX_PARTS))
        super().attach(payload)

    def set_raw(self, name: str, value: Any) -> None:
        self.headers += 1
        if self.headers > MAX_HEADERS:
            raise RefusedError("too-many-headers", limit=str(MAX_HEADERS))
        if len(value) > MAX_PARAMETERS and name.lower().startswith("content-"):
            raise RefusedError("header-too-long", header=name, limit=str(MAX_PARAMETERS))
        super().set_raw(name, value)

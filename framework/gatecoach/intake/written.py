"""What the sender wrote, as a digest: two copies of one mail have the same, whichever way they came.

Servers write on a mail what they did with it, and some pack its parts anew. None of this is the sender's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from email.message import Message

from gatecoach.intake.body import decoded


def written(message: Message, says: Iterable[str]) -> str:
    """The digest of what the headers say and of what every part holds, however it is packed."""
    digest = hashlib.sha256()
    for each in says:
        _add(digest, each.encode("utf-8", "surrogatepass"))
    for part in message.walk():
        if not part.is_multipart():
            _add(digest, part.get_content_type().encode("utf-8", "surrogatepass"))
            _add(digest, _held(part))
    return digest.hexdigest()


def _add(digest: hashlib._Hash, data: bytes) -> None:
    """Each piece with its length, so that no two lists of pieces run together to the same."""
    digest.update(len(data).to_bytes(8))
    digest.update(data)


def _held(part: Message) -> bytes:
    if part.get_content_maintype() == "text":
        lines = decoded(part).replace("\r\n", "\n").rstrip().split("\n")
        return "\n".join(line.rstrip() for line in lines).encode()
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""

"""What a mail's own signature (DKIM) proves, checked against keys that were handed in.

The library checks the mathematics. What this adds is all that makes the answer the same tomorrow and on any
machine, and keeps hostile input short: whose signature counts, no clock, no network, no part of a text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from types import ModuleType
from typing import Any, Final

from gatecoach.errors import UsageError
from gatecoach.intake.addresses import ascii_domain, domain_of
from gatecoach.intake.authentication import aligned
from gatecoach.intake.headers import Mail
from gatecoach.intake.keys import Keys

INSTALL = 'pip install "gatecoach[mail]"'
SIGNATURE: Final = b"dkim-signature"
MAX_SIGNATURES = 10
MAX_CHECKED = 3
"""How many signatures are checked at most: each costs a pass over the whole mail."""
MAX_SIGNATURE_BYTES = 4096
FEWEST_BITS, MOST_BITS = 1024, 4096
ALGORITHMS = {b"rsa-sha256": b"rsa", b"ed25519-sha256": b"ed25519"}
ONCE = (b"content-type", b"content-transfer-encoding")
"""What says how the body is to be read, and may stand in a mail but once."""
_ODD_LINE = re.compile(rb"\r(?!\n)|\nFrom ")
_BLANKS = re.compile(rb"[ \t]+")
Tags = dict[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Seal:
    """What the signatures of a mail prove: `good`, `broken` or neither, and why no more.

    `covers` holds the headers of which every copy in the mail is signed; `partly` those of which one copy is signed
    and another was added; `there` those that are in the mail.
    """

    good: bool = False
    broken: bool = False
    why: str = ""
    covers: frozenset[str] = frozenset()
    partly: frozenset[str] = frozenset()
    there: frozenset[str] = frozenset()


def seal(mail: Mail, keys: Keys) -> Seal:
    """The best that a signature of the sender's own domain proves about this mail.

    Raises:
        UsageError: there is a signature and keys to check it, and the extra `mail` is not installed.
    """
    if not keys or not mail.signed:
        return Seal()
    library = _library()
    try:
        signed = library.DKIM(mail.signed)
        found = [each[1] for each in signed.headers if each[0].lower() == SIGNATURE][:MAX_SIGNATURES]
    except Exception:  # noqa: BLE001 - the library documents none of what it raises on what is no mail to it
        return Seal(why="signature-unusable")
    if not _read_alike(signed.headers, mail.signed):
        return Seal(why="signature-unusable")
    checked = 0
    seals: list[Seal] = []
    for number, header in enumerate(found):
        tags, record, why = _candidate(library, header, mail, keys)
        if why or checked == MAX_CHECKED:
            seals.append(Seal(why=why))
            continue
        checked += 1
        seals.append(_checked(library, mail.signed, number, tags, record))
    return max(seals, key=_worth, default=Seal())


def _worth(seal: Seal) -> tuple[bool, int, bool, str]:
    """A good one before a broken one before none; of several reasons always the same."""
    return seal.good, len(seal.covers), seal.broken, seal.why


def _library() -> ModuleType:
    try:
        import dkim  # noqa: PLC0415 - an extra: who checks no signature does not need it
    except ModuleNotFoundError:
        raise UsageError("extra-missing", "checking signatures needs an extra", help=INSTALL) from None
    return dkim  # type: ignore[no-any-return, unused-ignore]


def _read_alike(headers: list[list[bytes]], raw: bytes) -> bool:
    """Whether the two libraries see the same headers and the same first line of the body.

    What one of them takes for a header and the other for text could be added without breaking the signature. So could
    a second line that says how the signed words are to be read: a quote of ours would become theirs.
    """
    end = re.search(rb"\r?\n\r?\n", raw)
    block = raw[: end.start()] if end else raw
    names = [name.lower().encode("utf-8", "replace") for name, _ in BytesHeaderParser().parsebytes(block).raw_items()]
    once = all(names.count(each) < 2 for each in ONCE)
    return once and not _ODD_LINE.search(block) and names == [each[0].lower() for each in headers]


def _candidate(library: ModuleType, header: bytes, mail: Mail, keys: Keys) -> tuple[Tags, bytes, str]:
    """The tags of a signature and the key to check it with, or why it is not worth checking."""
    tags: Tags = {}
    if len(header) > MAX_SIGNATURE_BYTES:
        return tags, b"", "signature-unusable"
    try:
        tags = library.util.parse_tag_value(header)
        undated = {name: value for name, value in tags.items() if name not in (b"t", b"x")}
        library.validate_signature_fields(undated)  # without its times: the library would ask the clock
        signer = ascii_domain(tags[b"d"].decode("ascii"))
        name = f"{tags[b's'].decode('ascii').lower()}._domainkey.{signer}"
        expired = b"x" in tags and int(tags[b"x"]) < mail.at.timestamp()
    except Exception:  # noqa: BLE001 - same as above
        return tags, b"", "signature-unusable"
    why = _wrong(tags, signer, domain_of(mail.sender), expired=expired)
    if why:
        return tags, b"", why
    found, missing = keys.find(name, mail.at.date())
    records = [_for_mail(each) for each in found]
    wrong = [_unfit(library, name, each, tags) for each in records]
    fit = next((record for record, unfit in zip(records, wrong, strict=True) if not unfit), "")
    return tags, fit.encode("ascii", "replace"), missing or ("" if fit else wrong[0])


def _wrong(tags: Tags, signer: str, domain: str, *, expired: bool) -> str:
    """Why a signature proves nothing about the sender, whatever it signs."""
    if not aligned(signer, domain):
        return "signature-foreign"
    if b"l" in tags:
        return "signature-partial"
    if tags[b"a"] not in ALGORITHMS or b"from" not in _names(tags):
        return "signature-unusable"
    return "signature-expired" if expired else ""


def _for_mail(record: str) -> str:
    """The record without the services it is for, of which the library knows too few; empty if mail is none of them."""
    tags = [each.strip() for each in record.split(";")]
    services = next((each[2:] for each in tags if each.startswith("s=")), "*")
    meant = {each.strip() for each in services.split(":")} & {"*", "email"}
    return "; ".join(each for each in tags if not each.startswith("s=")) if meant else ""


def _unfit(library: ModuleType, name: str, record: str, tags: Tags) -> str:
    """Why a key cannot be used for this signature; empty where it can."""
    try:
        published = library.util.parse_tag_value(record.encode("ascii"))
        if not published.get(b"p"):
            return "key-unknown"  # taken back
        _, bits, kind, _ = library.evaluate_pk(name.encode(), record)
    except Exception:  # noqa: BLE001 - same as above; also a kind of key that needs a library that is not there
        return "key-unknown"
    if kind != ALGORITHMS[tags[b"a"]] or not _allows(published, tags):
        return "key-unknown"
    return "" if kind != b"rsa" or FEWEST_BITS <= bits <= MOST_BITS else "key-weak"


def _allows(published: Tags, tags: Tags) -> bool:
    """Whether the owner of the key meant it for such a signature: in earnest, this hash, this very domain."""
    hashes = [each.strip() for each in published.get(b"h", b"sha256").split(b":")]
    flags = [each.strip() for each in published.get(b"t", b"").split(b":")]
    identity = tags.get(b"i", b"@" + tags[b"d"]).lower().rpartition(b"@")[2]
    strict = b"s" not in flags or identity == tags[b"d"].lower()
    return b"sha256" in hashes and b"y" not in flags and strict


def _checked(library: ModuleType, raw: bytes, number: int, tags: Tags, record: bytes) -> Seal:
    """Whether the signature of that number fits the mail, and which headers it covers."""
    try:
        signed: Any = library.DKIM(raw)
        header = [each for each in signed.headers if each[0].lower() == SIGNATURE][number]
        names = _names(tags)
        if tags.get(b"c", b"").partition(b"/")[2] == b"relaxed":
            signed.body = _relaxed(signed.body)  # the library's own way is quadratic in runs of blanks
        fits = signed.verify_sig(tags, list(names), header, lambda *_, **__: record)
    except Exception:  # noqa: BLE001 - same as above
        fits = False
    if not fits:
        return Seal(broken=True, why="signature-broken")
    there = Counter(each[0].lower() for each in signed.headers)
    times = Counter(names)
    covers = {name for name in times if times[name] >= there[name]}
    partly = {name for name in times if 0 < times[name] < there[name]}
    return Seal(good=True, covers=_text(covers), partly=_text(partly), there=_text(set(there)))


def _text(names: set[bytes]) -> frozenset[str]:
    return frozenset(each.decode("ascii", "replace") for each in names)


def _names(tags: Tags) -> list[bytes]:
    return [each.strip().lower() for each in tags[b"h"].split(b":")]


def _relaxed(body: bytes) -> bytes:
    """The body in the form that is signed: no blanks at the ends of lines, one for several within them."""
    lines = (line.rstrip(b" \t") for line in body.split(b"\r\n"))
    return _BLANKS.sub(b" ", b"\r\n".join(lines))

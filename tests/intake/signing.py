"""Keys of mail domains, made up on the spot, and mails signed with them: nothing here protects anything."""

from __future__ import annotations

import base64
import random
from dataclasses import dataclass
from functools import cache

from groups import needs_group

ALL = ("from", "to", "subject", "date", "message-id", "mime-version", "content-type", "content-transfer-encoding")
"""What mail servers usually sign; the line with the link is not among it."""
LINK = ("in-reply-to", "references")


PRIMES = """
d61f7e744c463afb8fd035b356627387838aed3398bc7fa9ccb43d580941e6de
bce6f38a4e9fe8349ca145970f260a37ae50a5927f3491b9a2e8de7c600a0dc1
e38c5d30943b2667dae8f1ad3426cb9230290644d34da06cbede9921ca70b236
fcbf0173600059ca190ce8cc7997136622f6cc3ca519574e3e84f97b8a3ecdb9
"""
"""Two primes of 512 bits, found by `_prime`: the usual key of these tests, so that nobody waits for it."""


def needs_dkim():
    """Skip where the extra is not installed."""
    needs_group("mail", "dkim", 'pip install "gatecoach[mail]"')


@dataclass(frozen=True)
class Pair:
    """A private key as PEM, and the record that publishes its public half."""

    private: bytes
    record: str


@cache
def pair(bits=1024, seed=7):
    """An RSA key of that length; the same seed gives the same key."""
    chance = random.Random(seed)
    usual = (bits, seed) == (1024, 7)
    p, q = (
        (int("".join(PRIMES.split()[at : at + 2]), 16) for at in (0, 2))
        if usual
        else (_prime(bits // 2, chance) for _ in range(2))
    )
    n, e = p * q, 65537
    d = pow(e, -1, (p - 1) * (q - 1))
    numbers = (0, n, e, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p))
    private = _sequence(b"".join(map(_integer, numbers)))
    algorithm = _sequence(bytes.fromhex("06092a864886f70d010101") + b"\5\0")
    bit_string = b"\0" + _sequence(_integer(n) + _integer(e))
    public = _sequence(algorithm + b"\3" + _length(bit_string) + bit_string)
    pem = b"-----BEGIN RSA PRIVATE KEY-----\n" + base64.encodebytes(private) + b"-----END RSA PRIVATE KEY-----\n"
    return Pair(pem, f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}")


def signed(raw, domain="pumps.example", headers=(*ALL, *LINK), selector="k1", key=None, **more):
    """The mail with a signature of that domain on top, over these headers as far as they are there."""
    import dkim  # noqa: PLC0415 - an extra

    there = {name.lower().decode() for name, _ in dkim.DKIM(raw).headers}
    covered = [each.encode() for each in headers if each in there]
    made = dkim.DKIM(raw).sign(
        selector.encode(), domain.encode(), (key or pair()).private,
        canonicalize=more.pop("canonicalize", (b"relaxed", b"relaxed")),
        include_headers=[*covered, *(each.encode() for each in more.pop("also", ()))], **more,
    )  # fmt: skip
    return made.replace(b"\r\n", b"\n") + raw


def _prime(bits, chance):
    while True:
        found = chance.getrandbits(bits) | (3 << bits - 2) | 1
        if found % 65537 != 1 and all(pow(base, found - 1, found) == 1 for base in (2, 3, 5, 7, 11, 13, 17, 19)):
            return found


def _integer(number):
    data = number.to_bytes(number.bit_length() // 8 + 1)
    return b"\2" + _length(data) + data


def _sequence(data):
    return b"\x30" + _length(data) + data


def _length(data):
    size = len(data)
    if size < 128:
        return bytes([size])
    written = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([0x80 | len(written)]) + written

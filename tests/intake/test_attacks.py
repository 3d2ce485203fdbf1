"""Hostile and broken mail: refused by its rule or read as it is, in bounded time and memory, never an exception."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gatecoach.intake import read_mail
from gatecoach.intake.outcomes import SENTENCES
from gatecoach.intake.structure import MAX_BYTES, MAX_DEPTH, MAX_HEADER_BYTES, MAX_HEADERS, MAX_PARTS


def nested(depth):
    """Parts inside parts, so many levels below the mail itself."""
    opened = "".join(f"--{n}\nContent-Type: multipart/mixed; boundary={n + 1}\n\n" for n in range(depth))
    return {"Content-Type": "multipart/mixed; boundary=0"}, opened


def flat(parts):
    """That many empty parts side by side."""
    return {"Content-Type": "multipart/mixed; boundary=b"}, "--b\n\nx\n" * parts + "--b--\n"


def forwarded(depth):
    """A mail in a mail in a mail, that many times."""
    return {"Content-Type": "message/rfc822"}, "Content-Type: message/rfc822\n\n" * depth


def headers(count):
    """Headers beside the usual five, so that there are `count` in all."""
    return {f"X-{number}": "y" for number in range(count - 5)}, "x"


def part_headers(count):
    """A part with that many headers."""
    return {"Content-Type": "multipart/mixed; boundary=b"}, "--b\n" + "X: y\n" * count + "\nx\n--b--\n"


def hard_part(length):
    """A part whose type has parameters that the library takes apart in quadratic time."""
    return {"Content-Type": "multipart/mixed; boundary=b"}, f'--b\nContent-Type: text/plain; x="{";" * length}'


ATTACKS = {
    "26 MB": (({}, "x" * (26 * 1024 * 1024)), "too-large"),
    "25 MB": (({}, "x" * (MAX_BYTES - 1000)), "reply"),
    "25 million lines": (({}, "\n" * (MAX_BYTES - 1000)), "too-many-lines"),
    "headers without end": (({"X-Long": "y" * MAX_HEADER_BYTES}, ""), "headers-too-large"),
    "20,000 recipients": (({"To": ",\n ".join(["a@b.example"] * 20_000)}, ""), "headers-too-large"),
    "20,000 senders": (({"From": ",\n ".join(["a@b.example"] * 20_000)}, ""), "headers-too-large"),
    "201 recipients": (({"Cc": ", ".join(["a@b.example"] * 201)}, ""), "too-many-addresses"),
    "200 recipients": (({"Cc": ", ".join(["a@b.example"] * 200)}, ""), "no-new-text"),
    "150 recipients with addresses for names": (({"Cc": ", ".join(['"a@b" <a@b>'] * 150)}, ""), "no-new-text"),
    "15,000 short senders": (({"From": "a@b," * 15_000}, ""), "too-many-addresses"),
    "nested comments": (({"From": "(" * 60_000 + "a@b.example"}, ""), "unparseable"),
    "most headers": (headers(MAX_HEADERS), "reply"),
    "too many headers": (headers(MAX_HEADERS + 1), "too-many-headers"),
    "too many headers in a part": (part_headers(MAX_HEADERS + 1), "too-many-headers"),
    "deepest parts": (nested(MAX_DEPTH - 1), "no-new-text"),
    "too deep parts": (nested(MAX_DEPTH), "too-deep"),
    "2,000 nested parts": (nested(2000), "too-deep"),
    "2,000 nested mails": (forwarded(2000), "too-deep"),
    "most parts": (flat(MAX_PARTS - 1), "reply"),
    "too many parts": (flat(MAX_PARTS), "too-many-parts"),
    "100,000 parts": (flat(100_000), "too-many-parts"),
    "a hard boundary": (({"Content-Type": 'multipart/mixed; x="' + ";" * 60_000}, ""), "header-too-long"),
    "a hard part": (hard_part(10**6), "header-too-long"),
    "nul in the sender": (({"From": "anna\0@pumps.example"}, ""), "no-sender"),
    "nul in the date": (({"Date": "\0"}, ""), "no-date"),
    "nul in the body": (({}, "a\0b"), "reply"),
    "html of open tags": (({"Content-Type": "text/html"}, "<a " * 300_000), "no-new-text"),
    "html of open comments": (({"Content-Type": "text/html"}, "<!--" * 250_000), "no-new-text"),
    "html of a number": (({"Content-Type": "text/html"}, "&#" + "9" * 10_000), "unparseable"),
    "slow charset": (({"Content-Type": "text/plain; charset=punycode"}, "a-" + "b" * 10**6), "reply"),
    "wrong charset": (({"Content-Type": "text/plain; charset=utf-16"}, "abc"), "reply"),
    "broken base64": (({"Content-Transfer-Encoding": "base64"}, "A"), "reply"),
}  # fmt: skip


@pytest.mark.parametrize(("attack", "rule"), ATTACKS.values(), ids=ATTACKS)
def test_an_attack_ends_as_an_outcome(read_one, mail, attack, rule):
    """Each has its rule; what stays within the bounds is read like any mail, and none takes long."""
    changes, body = attack
    raw = mail(changes, body=body)
    began = time.process_time()
    outcome, _ = read_one(raw)
    assert outcome.rule == rule
    assert time.process_time() - began < 20


@pytest.mark.parametrize("raw", [b"", b"\n", b"\0" * 100, b"just words\nand more", b"\xff\xfe<html>", b"%PDF-1.7\n"])
def test_what_is_no_mail_is_said_to_be_none(read_one, raw):
    """Empty files, pictures and notes are refused as no mail."""
    assert read_one(raw)[0].text() == "not read: it is no mail, it does not begin with headers."


def test_every_refusal_is_met_here_or_among_the_rules():
    """No rule of refusal stands in the catalogue without an attack that meets it."""
    simple = {"no-sender", "two-senders", "no-message-id", "no-date", "not-a-mail"}
    assert {rule for outcome, rule in SENTENCES if outcome == "reject"} <= simple | {
        rule for _, rule in ATTACKS.values()
    }


def test_what_cannot_be_read_does_not_stop_the_rest(mail, context):
    """A broken mail in a folder is one outcome; the mail beside it is evidence as ever."""
    intake = read_mail([("a", b"\0"), ("b", mail()), ("c", mail({"Date": None}))], context())
    assert [each.outcome for each in intake.outcomes] == ["reject", "evidence", "reject"]


@given(raw=st.binary(max_size=400))
@example(raw=b"From: a@b\nMessage-ID: <a>\nDate: Mon, 2 Mar 2026 10:00:00 +0000\nContent-Type: ;\n\n")
def test_random_bytes_raise_nothing(read_one, raw):
    """Any bytes at all become one outcome with a sentence."""
    assert read_one(raw)[0].text()


@given(data=st.data())
def test_a_damaged_example_raises_nothing(read_one, root, data):
    """A real mail with a piece cut out and another put in is still one outcome, and never more proven."""
    folder = root / "examples" / "line-3-retrofit" / "mails"
    raw = data.draw(st.sampled_from(sorted(folder.glob("*.eml")))).read_bytes()
    start, length = data.draw(st.integers(0, len(raw))), data.draw(st.integers(0, 40))
    piece = data.draw(
        st.binary(max_size=20) | st.sampled_from([b"\r\n\r\n", b"<", b"=?utf-8?q?", b"\0", b"--b1_2f6c\n", b";"])
    )
    outcome, items = read_one(raw[:start] + piece + raw[start + length :], fetched_by="connector")
    assert outcome.text()
    assert all(item.grade == "asserted" for item in items)


HOSTILE = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (1_500_000_000, 1_500_000_000))
from gatecoach.intake import MailContext, read_mail
head = b"From: a@b.example\\nMessage-ID: <%d>\\nDate: Mon, 2 Mar 2026 10:00:00 +0000\\n"
nested = b"".join(b"--%d\\nContent-Type: multipart/mixed; boundary=%d\\n\\n" % (n, n + 1) for n in range(2000))
mails = [
    b"x" * 27_000_000,
    head % 6 + b"\\n" + b"x" * 100_000_000,
    head % 7 + b"\\n" + b"\\0" * 24_000_000,
    head % 1 + b"Content-Type: multipart/mixed; boundary=0\\n\\n" + nested,
    head % 2 + b"To: " + b"a@b.example, " * 20_000 + b"\\n\\n",
    head % 3 + b"\\n" + b"x" * 24_000_000,
    head % 4 + b"Content-Type: text/html\\n\\n" + b"<p " * 8_000_000,
    head % 5 + b"\\n" + b"x\\n" * 450_000,
]
intake = read_mail(((str(n), raw) for n, raw in enumerate(mails)), MailContext(answered_by={}, people=(), labels=()))
print(*(each.rule for each in intake.outcomes))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded by a limit of the Linux kernel")
def test_hostile_mail_is_read_in_bounded_time_and_memory(root):
    """The largest of each kind together take less than a minute and 1.5 GB, and end as outcomes."""
    paths = os.pathsep.join([str(root / "framework"), *sys.path])
    command = [sys.executable, "-c", HOSTILE]
    ran = subprocess.run(command, env={"PYTHONPATH": paths}, capture_output=True, text=True, timeout=60, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.split() == [
        "too-large",
        "too-large",
        "unrelated",
        "too-deep",
        "headers-too-large",
        "unrelated",
        "unrelated",
        "unrelated",
    ]

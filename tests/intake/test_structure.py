"""The parts and headers of a mail as text, and failures of the library as refusals."""

from __future__ import annotations

import pytest

from gatecoach.intake.outcomes import RefusedError
from gatecoach.intake.structure import guarded, header_values, parse


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_any_kind_of_line_end_is_a_line_end(mail, ends):
    """A mail saved on any system has the same headers."""
    raw = mail({"Subject": "a\n b"}).replace(b"\n", ends.encode())
    assert header_values(parse(raw), "subject") == ["a b"]


def test_headers_are_found_in_any_case_and_in_their_order(mail):
    """All headers of a name come, first one first."""
    raw = mail({"received": "one"}, ("RECEIVED", "two"), ("X-Received", "three"))
    assert header_values(parse(raw), "received") == ["one", "two"]


def test_bytes_that_are_no_text_become_signs(mail):
    """UTF-8 is read as it is; stray bytes never become half a character that nothing can store."""
    raw = mail({"Subject": "caf\u00e9 XX"}).replace(b"XX", b"\xff")
    assert header_values(parse(raw), "subject") == ["caf\u00e9 \ufffd"]


def test_the_line_an_archive_puts_before_a_mail_is_no_header(mail):
    """A mail out of a mailbox file begins with `From ` and is read as usual."""
    assert header_values(parse(b"From anna Mon Mar  2 10:00:00 2026\n" + mail()), "from") == [
        "Anna Vance <anna@pumps.example>"
    ]


@pytest.mark.parametrize("error", [IndexError, AttributeError, RecursionError, UnicodeDecodeError("a", b"", 0, 1, "b")])
def test_whatever_the_library_raises_refuses_the_mail(error):
    """The refusal keeps the kind of the failure for the person who reads the report."""

    def fail():
        raise error

    with pytest.raises(RefusedError) as refused:
        guarded(fail)
    assert refused.value.rule == "unparseable"
    assert refused.value.params["cause"].endswith("Error")


def test_a_refusal_stays_the_refusal_it_is():
    """A bound that was hit inside the library is told as that bound."""

    def fail():
        raise RefusedError("too-deep", limit="20")

    with pytest.raises(RefusedError) as refused:
        guarded(fail)
    assert (refused.value.rule, refused.value.params) == ("too-deep", {"limit": "20"})

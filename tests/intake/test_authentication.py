"""When a receiving server vouches for the sender's domain, and when its header only seems to."""

from __future__ import annotations

import pytest

from gatecoach.intake.authentication import is_observed

PASS = "dmarc=pass header.from=pumps.example"
DKIM = "dkim=pass header.d=pumps.example"

CASES = [
    (f"mx.us.example; {PASS}", True),
    (f"MX.us.example 1; {PASS.upper()}", True),
    ("mx.us.example (our own); spf=fail; dmarc=pass (p=reject; sp=none) header.from=pumps.example", True),
    (f"mx.us.example; {DKIM}", True),
    ("mx.us.example; dkim=pass header.i=@pumps.example header.s=k", True),
    ("mx.us.example; dkim=pass header.d=mail.pumps.example", True),
    (f"mx.us.example; dkim=fail header.d=pumps.example; {DKIM}", True),
    ("", False),
    (";", False),
    ("mx.us.example", False),
    ("mx.us.example; none", False),
    (f"mx.them.example; {PASS}", False),
    (f"mx.us.example.evil.example; {PASS}", False),
    (f"(mx.us.example) mx.them.example; {PASS}", False),
    ("mx.us.example; dmarc=pass", False),
    ("mx.us.example; dmarc=pass header.from=pump.example", False),
    ("mx.us.example; dmarc=pass header.from=mail.pumps.example", False),
    ("mx.us.example; dmarc=fail header.from=pumps.example", False),
    (f"mx.us.example; dmarc=fail header.from=pumps.example; {DKIM}", False),
    (f"mx.us.example; {PASS}; dmarc=fail header.from=pumps.example", False),
    ("mx.us.example; dkim=fail header.d=pumps.example", False),
    ("mx.us.example; dkim=pass header.d=evilpumps.example", False),
    ("mx.us.example; dkim=pass header.d=example", False),
    ("mx.us.example; dkim=pass", False),
    ("mx.us.example; spf=pass smtp.mailfrom=anna@pumps.example", False),
    (f'mx.us.example; spf=pass smtp.mailfrom="a; {PASS}"@evil.example', False),
    (f"mx.us.example; spf=pass (from a; {PASS}) smtp.mailfrom=x", False),
    (f"mx.us.example; spf=pass (a \\) ; {PASS}) smtp.mailfrom=x", False),
    (f"mx.us.example; spf=pass (open; {PASS}", False),
    (f'mx.us.example; spf=pass "open; {PASS}', False),
    (f"mx.us.example; spf=pass ) ; {PASS}", False),
    (f"mx.us.example; spf=pass )( ; {PASS}", False),
    (f"mx.us.example; {PASS}; spf=pass (open", False),
    (f'mx.us.example; {PASS}; spf=pass "open', False),
    (f"mx.us.example; spf=pass (a \\) ; {PASS} \\( b)", False),
    (f'mx.us.example; spf=pass "a \\" ; {PASS} \\" b"', False),
    (f"mx.us.example; spf=pass (a (b) ; {PASS})", False),
    (f'mx.us.example; spf=pass (a (b) \\) "); {PASS}', True),
]


@pytest.mark.parametrize(("results", "observed"), CASES)
def test_a_server_vouches_only_for_what_it_checked(results, observed):
    """The trusted server's own verdict about this very domain counts; text a sender could plant does not."""
    assert is_observed(results, "pumps.example", {"mx.us.example"}) is observed


def test_nobody_is_trusted_by_default():
    """Without trusted servers no header vouches, not even for an empty name."""
    assert not is_observed(f"mx.us.example; {PASS}", "pumps.example", frozenset())
    assert not is_observed("", "", frozenset({""}))

"""Whose domain is whose: the exact one, below it, named or used; and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatecoach.facts import Person
from gatecoach.intake.domains import FREE_MAIL, Domains

PEOPLE = (
    Person(id="anna", side="customer", addresses=("anna@pumps.example", "anna@gmail.com")),
    Person(id="pia", side="partner", addresses=("pia@pumps.example",)),
    Person(id="rosa", side="seller", addresses=("rosa@bright.example", "rosa@shared.example")),
    Person(id="both", side="customer", addresses=("b@shared.example", "hall@hall.example")),
    Person(id="too", side="seller", addresses=("hall@hall.example",)),
)
DOMAINS = Domains.of(
    PEOPLE, {"customer": ["pumps-group.example", "M\u00fcller.example", "gmail.com"], "seller": ["s.co.uk"]}
)


@pytest.mark.parametrize(
    ("domain", "side"),
    [
        ("pumps.example", "customer"),
        ("eu.pumps.example", "customer"),
        ("a.b.pumps.example", "customer"),
        ("bright.example", "seller"),
        ("pumps-group.example", "customer"),
        ("xn--mller-kva.example", "customer"),
        ("s.co.uk", "seller"),
        ("co.uk", ""),
        ("evilpumps.example", ""),
        ("pumps.example.evil.example", ""),
        ("example", ""),
        ("gmail.com", ""),
        ("shared.example", ""),
        ("hall.example", ""),
        ("", ""),
    ],
)
def test_a_domain_belongs_to_the_side_that_uses_it_or_has_it_by_name(domain, side):
    """Below counts, beside does not; what both sides use, share or get for free belongs to nobody."""
    assert DOMAINS.side(domain) == side


@pytest.mark.parametrize(
    "domain",
    [
        "pump.example", "pumpss.example", "pumbs.example", "upmps.example", "purnps.example", "pum-ps.example",
        "pumps.test", "pumps.co.uk", "mail.pumps.test", "xn--pmps-v6d.example", "xn--pmps-qra.example",
    ],
)  # fmt: skip
def test_a_domain_that_only_looks_like_one_is_found_out(domain):
    """One slip of the pen, letters drawn alike, another ending."""
    assert DOMAINS.looks_like(domain) == "pumps.example"
    assert DOMAINS.side(domain) == ""


@pytest.mark.parametrize(
    "domain",
    ["pumps.example", "eu.pumps.example", "evilpumps.example", "pops.else", "s.example", "xn--99999999.example", ""],
)
def test_other_names_are_just_other_names(domain):
    """Their own is no look-alike of itself; short names and longer ones are left in peace."""
    assert DOMAINS.looks_like(domain) == ""


def test_a_slip_may_be_anywhere():
    """First, last, one more, one less, two changed places; two slips are another name."""
    own = Domains.of((), {"customer": ["northwind.example"]})
    slips = ["orthwind", "northwin", "nortwind", "northwindx", "xnorthwind", "nrothwind", "northwidn", "nortxwind"]
    assert {own.looks_like(f"{each}.example") for each in slips} == {"northwind.example"}
    assert {own.looks_like(f"{each}.example") for each in ("orthwin", "nrothwidn", "southwest")} == {""}


@given(st.text(max_size=20), st.sampled_from(["pumps.example", "bright.example", "x"]))
def test_any_text_has_at_most_one_side(before, domain):
    """Whatever is asked, nothing raises, and a look-alike never has a side."""
    asked = f"{before}{domain}"
    assert not (DOMAINS.side(asked) and DOMAINS.looks_like(asked))


def test_free_mail_is_written_as_it_is_compared():
    """All in lower case and in one spelling."""
    assert {each for each in FREE_MAIL if each != each.lower().strip() or "." not in each} == set()

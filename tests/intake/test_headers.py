"""Headers and addresses: what is compared, and what is left out of it."""

from __future__ import annotations

import pytest

from gatecoach.facts import Person
from gatecoach.intake.addresses import ascii_domain, by_address, canonical
from gatecoach.intake.headers import message_ids, read
from gatecoach.intake.outcomes import RefusedError


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("Anna@Pumps.Example", "anna@pumps.example"),
        (" anna@pumps.example. ", "anna@pumps.example"),
        ("anna@m\u00fcller.example", "anna@xn--mller-kva.example"),
        ("anna@XN--MLLER-KVA.example", "anna@xn--mller-kva.example"),
        ("o'hara@pumps.example", "o'hara@pumps.example"),
        ("\u00c4nne@pumps.example", "\u00c4nne@pumps.example"),
        ("anna@stra\u00dfe.example", ""),
        ("anna", ""),
        ("@pumps.example", ""),
        ("anna@", ""),
        ("anna@pumps..example", ""),
        ("a@b@pumps.example", ""),
        ("an na@pumps.example", ""),
        ("anna@pumps.example\u202e", ""),
        ("anna@" + "a." * 200 + "example", ""),
    ],
)
def test_addresses_are_compared_in_one_spelling(address, same):
    """Case and script of the domain are of no account; what two rules would read differently matches nothing."""
    assert canonical(address) == same


def test_a_domain_is_no_part_of_another():
    """Comparing is by the whole name: the end of one is not the other."""
    assert ascii_domain("evilpumps.example") != ascii_domain("pumps.example")


def test_an_address_of_two_people_names_nobody():
    """A shared mailbox says nothing about who wrote; the addresses of one person may repeat."""
    shared = [Person(id=each, side="customer", addresses=("hall@x.example", f"{each}@x.example")) for each in "ab"]
    twice = Person(id="c", side="customer", addresses=("c@x.example", "C@X.example"))
    known = by_address([*shared, twice])
    assert {key: person.id for key, person in known.items()} == {
        "a@x.example": "a",
        "b@x.example": "b",
        "c@x.example": "c",
    }


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("<a@x> <b@x>", ("a@x", "b@x")),
        ("<a@x>\t(comment)<b@x>,", ("a@x", "b@x")),
        ("a@x", ()),
        ("<a@x", ()),
        ("<> < > <a b>", ()),
        ("<a\x00b>", ()),
    ],
)
def test_ids_stand_in_angle_brackets(text, ids):
    """Whatever is between the brackets is an id if it can be one; the rest of the header is comment."""
    assert message_ids(text) == ids


def test_a_folded_header_is_read_as_one_line(mail):
    """References broken over lines keep their order."""
    read_in = read("a", mail({"References": "<a@x>\n <b@x>\n\t<c@x>"}))
    assert read_in.references == ("a@x", "b@x", "c@x")


def test_the_same_bytes_have_the_same_digest(mail):
    """Only the bytes decide whether two files are the same mail, not their names."""
    assert read("a", mail()).digest == read("b", mail()).digest != read("a", mail(body="No.")).digest


@pytest.mark.parametrize(
    "sender", ["rosa@b.example)<anna@pumps.example>", "anna@pumps.example)rosa@b.example", "<anna@pumps.example"]
)
def test_a_from_that_two_readers_read_differently_is_refused(mail, sender):
    """Broken brackets hide one address behind another; such a mail has no sender."""
    with pytest.raises(RefusedError) as refused:
        read("a", mail({"From": sender}))
    assert refused.value.rule in ("no-sender", "two-senders")

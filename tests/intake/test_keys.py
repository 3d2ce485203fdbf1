"""Keys as data: by name and day, from a file, and from a resolver that the host hands in."""

from __future__ import annotations

import datetime as dt

import pytest
from intake.signing import needs_dkim, pair, signed

from gatecoach.errors import FactsError
from gatecoach.intake import read_mail
from gatecoach.intake.keys import Key, Keys, read_keys

NAME = "k1._domainkey.pumps.example"
DAY = dt.date(2026, 3, 3)


@pytest.mark.parametrize(
    ("first", "last", "held"),
    [(None, None, True), ("2026-03-03", "2026-03-03", True), ("2026-03-04", None, False), (None, "2026-03-02", False)],
)
def test_a_key_is_held_from_a_day_to_a_day(first, last, held):
    """Both days are included; a missing end means always."""
    row = {"record": "v=DKIM1; p=x", **({"from": first} if first else {}), **({"to": last} if last else {})}
    store = {NAME: (Key.from_dict(row),)}
    assert Keys(store).find(NAME, DAY) == ((["v=DKIM1; p=x"], "") if held else ([], "key-out-of-date"))


def test_a_name_that_is_not_in_the_store_is_unknown():
    """Nothing is looked up anywhere."""
    assert Keys({}).find(NAME, DAY) == ([], "key-unknown")


def unreachable(name):
    """A resolver whose network is gone."""
    raise OSError(name)


@pytest.mark.parametrize(
    ("resolver", "found"),
    [
        (lambda _: "v=DKIM1; p=x", (["v=DKIM1; p=x"], "")),
        (lambda _: None, ([], "key-unknown")),
        (lambda _: "x" * 3_000, ([], "key-unknown")),
        (unreachable, ([], "key-unreachable")),
    ],
)
def test_a_resolver_is_asked_for_what_is_not_in_the_store(resolver, found):
    """What it raises is told and stops nothing; what is too long is no key."""
    assert Keys({}, resolver).find(NAME, DAY) == found
    assert Keys({NAME: (Key(record="v=DKIM1; p=y"),)}, resolver).find(NAME, DAY) == (["v=DKIM1; p=y"], "")


def test_a_resolver_is_asked_only_about_the_senders_own_domain(mail, context):
    """Nobody learns from our questions whose mails we read, but the sender's own domain."""
    needs_dkim()
    asked = []

    def look(name):
        asked.append(name)
        return pair().record

    raw = signed(signed(mail({"Subject": "x"})), domain="else.example")
    (item,) = read_mail([("one", raw), ("two", mail({"Message-ID": "<r2@x>"}))], context(resolver=look)).evidence[:1]
    assert (item.grade, asked) == ("proven", [NAME])


def test_of_several_keys_of_one_name_the_one_of_the_day_counts(mail, context):
    """Keys are changed; an old mail is checked with the old one."""
    needs_dkim()
    old = Key.from_dict({"record": pair().record, "to": "2026-06-30"})
    new = Key.from_dict({"record": pair(seed=8).record, "from": "2026-07-01"})
    read_in = read_mail([("one", signed(mail({"Subject": "x"})))], context(keys={NAME: (new, old)}))
    assert read_in.evidence[0].grade == "proven"


FILE = """\
keys:
  K1._domainkey.Pumps.example.: "v=DKIM1; p=x"
  k2._domainkey.pumps.example:
    - {record: "v=DKIM1; p=y", from: 2025-01-01, to: 2025-12-31}
    - record: "v=DKIM1; p=z"
"""


def test_keys_are_read_from_a_file():
    """A record alone, or several with their days; names are compared in one spelling."""
    found = read_keys(FILE.encode(), "keys.yaml")
    assert found[NAME] == (Key(record="v=DKIM1; p=x"),)
    assert [(each.record[-1], each.to) for each in found["k2._domainkey.pumps.example"]] == [
        ("y", dt.date(2025, 12, 31)), ("z", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("keys: [a]", "GC015"),
        ("other: {}", "GC015"),
        ("- a", "GC015"),
        ("keys: {a: {recrd: x}}", "GC012"),
        ("keys: {a: [{record: x, from: soon}]}", "GC030"),
        ("keys: {a: {from: 2026-01-01}}", "GC013"),
        ("keys: {a: x, a: y}", "GC003"),
    ],
)
def test_a_file_that_does_not_fit_is_a_finding_at_its_place(text, code):
    """Each says what and where."""
    with pytest.raises(FactsError) as refused:
        read_keys(text.encode(), "keys.yaml")
    assert (code, "keys.yaml", 1) in {(each.code, each.file, each.line) for each in refused.value.findings}

"""What follows between leaves: certain answers hold for every item in the kernel, and the plain cases are found."""

from __future__ import annotations

import dataclasses
import itertools
import random
from decimal import Decimal

import pytest
from helpers import PEOPLE, date, day, deal, gate_of, got, pair, read, sent

from gatecoach.blocks import mark
from gatecoach.clause import All, Count, Leaf, leaves
from gatecoach.condition import Check, Either
from gatecoach.definition.values import SIDES
from gatecoach.facts import GRADES, HeldRole, Person
from gatecoach.implication import compare, contradicts, implies, impossible
from gatecoach.resolve import resolve

FRAMEWORK = gate_of(pair("reply"))
TWO = Person(id="two", side="customer", roles=["key", "buyer"])
MOVED = Person(id="moved", side="customer", roles=[HeldRole(role="key", to=date(4)), HeldRole(role="buyer")])
CROWD = (*PEOPLE, TWO, MOVED)
ROUNDS = 400
OFFERS = (Leaf("offer", "seller", bit=1), Leaf("offer", "seller", grade=1, bit=2))


def seats(operator, *numbers):
    """A check of the field that visits have."""
    read = tuple(map(Decimal, numbers))
    return Check("seats", operator, read if len(read) > 1 else read[0])


TESTS = [None, seats("at-least", 2), seats("at-least", 3), seats("at-most", 1), Check("seats", "known", False),
         Either((seats("is", 1), seats("is", 3)))]  # fmt: skip
READINGS = [None, Check("outcome", "is", "agrees"), Check("outcome", "one-of", ("agrees", "amends"))]


def sets(*words):
    """All sets of these words; the empty one asks for nothing."""
    return [frozenset(each) for n in range(len(words) + 1) for each in itertools.combinations(words, n)]


FREE = {
    "side": ["customer", "customer", "customer", "seller"],
    "by": sets("key", "buyer"),
    "told_by": [*sets("customer", "seller"), frozenset({"rep"}), frozenset({"key"}), frozenset({"key", "seller"})],
    "answers": [None, "offer"],
    "after": [None, "offer"],
    "within": [None, 1, 3, 9],
    "no_older_than": [None, 9, 12],
    "grade": [0, 1, 2],
    "channels": sets("mail", "calendar"),
    "parents": [0, 1, 2, 3],
}


def alike(chance):
    """Six leaves of one type that differ in a few attributes, so that one often follows from another."""
    what = chance.choice(["verdict", "visit"])
    free = {**FREE, "test": READINGS if what == "verdict" else TESTS}
    base = Leaf(what, "customer", outcomes=what == "verdict", answers=chance.choice([None, "offer", "offer"]))
    common = chance.sample(sorted(free), 3)
    found = []
    for place in range(6):
        changed = {name: chance.choice(free[name]) for name in chance.sample(common, chance.randint(0, 2))}
        leaf = dataclasses.replace(base, **changed, bit=4 << place)
        linked = leaf.answers is not None and leaf.parents > 0
        outcomes = leaf.outcomes and chance.random() < 0.9
        found.append(dataclasses.replace(leaf, joined=linked, parents=leaf.parents * linked, outcomes=outcomes))
    return found


def item(chance, number, what):
    """One item of that type with its readings, mostly as it should be."""
    often = chance.random() < 0.6
    at = chance.randint(1, 9)
    fields = {"seats": chance.randint(1, 3)} if what == "visit" and chance.random() < 0.7 else {}
    found = got(
        f"i{number}",
        chance.choice([day(at), day(at, 18), date(at)]),
        what,
        chance.choice(["anna", "bea", "two", "moved", "moved", "rita"]),
        source="imap" if often else chance.choice(["imap", "cal", None]),
        grade=chance.choice(GRADES[:3]),
        answers=["m1"] if often else chance.choice([["m1"], ["m2"], ["m1", "m2"], []]),
        fields=fields,
        told_by=None if often else chance.choice([None, "anna", "rita", "two"]),
    )
    signs = chance.sample(["agrees", "amends", "agrees", "refuses"], chance.choice([0, 1, 1, 1, 2]))
    return [found, *(read(found.id, each, at) for each in signs if what == "verdict")]


def marked(pool, facts, at=15):
    """The rows of these facts with the masks of these leaves."""
    subject = deal(FRAMEWORK, facts, people=CROWD)
    world = resolve(subject, FRAMEWORK.judged_at(day(at)))
    world.journey = dataclasses.replace(world.journey, leaves=(*OFFERS, *pool))
    mark(world)
    return world.rows


def test_what_is_certain_holds_for_every_item_of_the_kernel():
    """An item that counts for a leaf counts for what it implies, and for nothing that it contradicts."""
    chance, seen = random.Random(1), {"implies": 0, "contradicts": 0}
    for _ in range(ROUNDS):
        pool = alike(chance)
        offers = [sent("m1", 1), sent("m2", 3, grade="observed"), sent("m0", date(2))]
        items = [fact for number in range(6) for fact in item(chance, number, pool[0].what)]
        rows = marked(pool, [*offers, *items])
        counting = {leaf.bit: [row for row in rows if row.mask & leaf.bit] for leaf in pool}
        for a, b in itertools.permutations(pool, 2):
            if implies(a, b):
                seen["implies"] += a != b and bool(counting[a.bit])
                assert all(row.mask & b.bit for row in counting[a.bit]), (a, b)
            if contradicts(a, b):
                seen["contradicts"] += bool(counting[a.bit] and counting[b.bit])
                assert not any(row.mask & b.bit for row in counting[a.bit]), (a, b)
    assert min(seen.values()) >= 50, seen


def visit(**more):
    """A visit of theirs with these constraints."""
    return Leaf("visit", "customer", **{name.replace("-", "_"): each for name, each in more.items()})


def verdict(**more):
    """A verdict of theirs on an offer with these constraints."""
    return Leaf("verdict", "customer", **{"answers": "offer", "outcomes": True, **more})


KEY, BOTH = frozenset({"key"}), frozenset({"key", "buyer"})
TIGHTER = [
    (visit(by=KEY), visit()),
    (visit(by=KEY), visit(by=BOTH)),
    (visit(told_by=frozenset({"rep"})), visit(told_by=frozenset({"rep", "boss"}))),
    (visit(answers="offer"), visit()),
    (visit(answers="offer", joined=True, parents=1), visit(answers="offer")),
    (visit(answers="offer", joined=True, parents=1), visit(answers="offer", joined=True, parents=3)),
    (visit(after="offer"), visit()),
    (visit(answers="offer", within=3), visit(answers="offer", within=9)),
    (visit(answers="offer", within=3, after="booking"), visit(answers="offer", within=3)),
    (visit(after="offer", within=3), visit(after="offer")),
    (visit(no_older_than=3), visit(no_older_than=9)),
    (visit(no_older_than=3), visit()),
    (visit(grade=2), visit(grade=1)),
    (visit(channels=frozenset({"mail"})), visit(channels=frozenset({"mail", "calendar"}))),
    (visit(everyone=True), visit()),
    (visit(test=seats("at-least", 3)), visit(test=seats("at-least", 2))),
    (visit(test=seats("at-least", 3)), visit()),
    (visit(outcomes=True), visit()),
    (verdict(grade=2, no_older_than=9), verdict(grade=2)),
]


@pytest.mark.parametrize(("tight", "loose"), TIGHTER)
def test_a_leaf_implies_a_looser_one_and_not_the_other_way(tight, loose):
    """Attribute by attribute: fewer roles, a link more, a shorter window, a higher grade."""
    assert implies(tight, loose)
    assert implies(tight, tight)
    assert implies(loose, loose)
    assert not implies(loose, tight)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (visit(), Leaf("note", "customer")),
        (visit(), Leaf("visit", "seller")),
        (visit(told_by=frozenset({"customer"})), visit()),
        (visit(answers="offer"), visit(after="offer")),
        (visit(answers="offer", within=3), visit(answers="booking", within=3)),
        (visit(after="offer", within=3), visit(after="booking", within=3)),
        (visit(answers="offer", after="booking", within=3), visit(after="booking", within=3)),
        (visit(answers="offer", joined=True, parents=1), visit(answers="offer", joined=True, parents=2)),
        (visit(answers="offer", joined=True), visit(answers="offer", joined=True, parents=2)),
        (visit(answers="offer", joined=True, parents=1), visit(joined=True, parents=1)),
        (visit(everyone=True, by=KEY), visit(everyone=True, by=BOTH)),
        (visit(everyone=True, by=KEY), visit(everyone=True)),
        (verdict(grade=2), verdict(grade=1)),
    ],
)
def test_what_only_looks_alike_implies_nothing(a, b):
    """Another type, side, teller, reference, partner, or more people under everyone."""
    assert not implies(a, b)


def test_of_words_only_those_who_hear_the_same_imply():
    """A yes in time counts for the short window, while the long one has heard the later no."""
    short, long = verdict(within=5, bit=4), verdict(within=30, bit=8)
    facts = [sent("m1", 1), got("yes", 3, "verdict"), got("no", 9, "verdict")]
    rows = marked([short, long], [*facts, read("yes", "agrees", 3), read("no", "refuses", 9)])
    assert [row.mask & 12 for row in rows if row.fact.id == "yes"] == [4]
    assert not implies(short, long)
    assert implies(visit(answers="offer", within=5), visit(answers="offer", within=30))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (visit(), Leaf("visit", "seller")),
        (visit(channels=frozenset({"mail"})), visit(channels=frozenset({"calendar"}))),
        (visit(told_by=frozenset({"customer"})), visit(told_by=frozenset({"seller"}))),
        (visit(told_by=frozenset(SIDES[:1])), visit(told_by=frozenset(SIDES[1:]))),
        (visit(test=seats("at-least", 3)), visit(test=seats("at-most", 2))),
        (visit(test=seats("is", 1)), visit(test=seats("is", 2))),
        (visit(test=seats("between", 3, 2)), visit()),
    ],
)
def test_what_no_item_can_be_at_once_contradicts(a, b):
    """Two sides, two channels, two telling sides, values that exclude each other."""
    assert contradicts(a, b)
    assert contradicts(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (visit(), Leaf("note", "seller")),
        (visit(by=KEY), visit(by=frozenset({"buyer"}))),
        (visit(told_by=frozenset({"rep"})), visit(told_by=frozenset({"boss"}))),
        (visit(told_by=frozenset({"customer"})), visit(told_by=frozenset({"rep"}))),
        (visit(told_by=frozenset({"customer"})), visit()),
        (visit(channels=frozenset({"mail"})), visit()),
        (visit(answers="offer"), visit(answers="booking")),
        (visit(test=seats("at-least", 3)), visit()),
        (visit(test=seats("at-least", 2)), visit(test=seats("at-most", 2))),
    ],
)
def test_what_one_item_may_be_at_once_contradicts_nothing(a, b):
    """A person holds two roles, an item has several links, and different types are no contradiction."""
    assert not contradicts(a, b)
    assert not contradicts(b, a)


def test_a_leaf_that_nothing_can_fulfil_is_found():
    """Only its condition on fields can make it so."""
    assert impossible(visit(test=seats("between", 3, 2)))
    assert not impossible(visit(test=seats("between", 2, 3)))
    assert not impossible(visit())


def count(leaf, **more):
    """A count of one leaf."""
    return Count((leaf,), **more)


def test_single_leaves_are_compared():
    """Implies, contradicts (which goes first), or neither."""
    tight, loose = count(visit(grade=2)), count(visit())
    never = count(visit(test=seats("between", 3, 2)))
    assert (compare(tight, loose), compare(loose, tight)) == ("implies", "neither")
    assert (compare(never, loose), compare(loose, never)) == ("contradicts", "contradicts")


@pytest.mark.parametrize(
    "other",
    [
        All((count(visit()),)),
        count(visit(), at_least=2),
        count(visit(), different="day"),
        Count((visit(), Leaf("note", "customer"))),
    ],
)
def test_what_is_combined_is_not_checked(other):
    """Neither the same with itself, nor with a single leaf on either side."""
    single = count(visit())
    assert {compare(other, single), compare(single, other), compare(other, other)} == {"not checked"}


def test_leaves_of_an_authored_clause_are_compared():
    """The leaves that lowering makes are those that are compared."""
    requires = pair("{what: verdict, grade: proven}", name="high") + pair("verdict")
    gate = gate_of(requires).gate("deal", "go")
    high, plain = (next(leaves(each.sides["customer"])) for each in gate.requirements)
    assert not implies(high, plain), "they are joined to the offers of their own requirements"
    free = [dataclasses.replace(each, joined=False, parents=0) for each in (high, plain)]
    assert not implies(*free), "a later yes of lower grade leaves that of a higher one behind, for the second only"
    assert compare(*(Count((each,)) for each in free)) == "implies", "and counts in its place"


def test_a_window_from_what_is_answered_is_no_window_from_what_comes_before():
    """Both count from an offer, but maybe from another one."""
    answering = Leaf("visit", "customer", answers="offer", after="offer", within=5)
    following = Leaf("visit", "customer", after="offer", within=5)
    assert not implies(answering, following)
    assert implies(following, dataclasses.replace(following, within=6))
    assert implies(answering, dataclasses.replace(answering, within=6))

"""The same missing in several deals of a rep suggests one talk about the skill."""

from __future__ import annotations

import pytest
from desk.made_deals import DEALS, LEAVE, deal, lack
from hypothesis import given
from hypothesis import strategies as st

from gatecoach.desk import skills_talks

IT, MORE = lack("go.it"), lack("go.more", rank=(0, 1))


def lacking(*lacks, owner="rita", **more):
    """Deals of one rep, each with these things lacking."""
    return [deal(f"{owner}-{number}", owner=owner, lacks=each, **more) for number, each in enumerate(lacks)]


@pytest.mark.requirement("F13")
def test_a_rep_with_the_same_missing_in_three_deals_gets_one_talk_with_these_deals():
    """In two it is no pattern yet; another rep's deals do not add up with theirs."""
    three, two = lacking((IT,), (MORE,), (IT, MORE), (IT,)), lacking((IT,), (IT,), owner="max")
    (talk,) = skills_talks([*two, *three])
    assert (talk.rep, talk.about.gate, talk.about.requirement) == ("rita", "go", "it")
    assert talk.about.deals == ("rita-0", "rita-2", "rita-3")
    assert talk.also == ()
    assert [each.rep for each in skills_talks([*two, *three], least=2)] == ["rita", "max"]


@pytest.mark.requirement("F13")
def test_several_patterns_of_a_rep_are_one_talk():
    """It is about what is missing most often; of equals what comes first on the journey; the rest is taken up in it."""
    (talk,) = skills_talks(lacking((IT, MORE), (IT, MORE), (MORE, IT), (MORE,)))
    assert (talk.about.requirement, len(talk.about.deals)) == ("more", 4)
    assert [(each.requirement, len(each.deals)) for each in talk.also] == [("it", 3)]
    (equal,) = skills_talks(lacking((MORE, IT), (MORE, IT), (MORE, IT)))
    assert equal.about.requirement == "it"


@pytest.mark.parametrize("status", ["expired", "contested", "unverifiable"])
def test_only_what_is_missing_counts(status):
    """What was shown once, what they said no to, and what no source could show are no habit of the rep."""
    other = lack("go.it", status=status)
    assert skills_talks(lacking((other,), (other,), (IT,), (IT,))) == ()


def test_deals_that_have_ended_are_past_and_those_to_be_left_count():
    """A habit shows in a deal that is to be left as well; one without an owner is nobody's."""
    assert skills_talks(lacking((IT,), (IT,), (IT,), ended=True)) == ()
    assert skills_talks(lacking((IT,), (IT,), (IT,), owner="")) == ()
    assert skills_talks(lacking((IT,), (IT,), (IT,), signs=(LEAVE,))) != ()


def test_the_sides_of_all_its_deals_are_named():
    """Here ours is missing, there theirs."""
    (talk,) = skills_talks(lacking((lack(sides=("seller",)),), (IT,), (IT,)))
    assert talk.about.sides == ("customer", "seller")


@given(DEALS, st.randoms())
def test_order_means_nothing_and_each_talk_has_its_deals(deals, chance):
    """At most one for each rep, and every deal of it is theirs and lacks what it is about."""
    mixed = [*deals]
    chance.shuffle(mixed)
    found = skills_talks(mixed)
    assert found == skills_talks(deals)
    assert len({each.rep for each in found}) == len(found)
    by_id = {each.id: each for each in deals}
    for talk in found:
        for pattern in (talk.about, *talk.also):
            assert len(pattern.deals) >= 3
            of = [by_id[id_] for id_ in pattern.deals]
            assert {each.owner for each in of} == {talk.rep}
            assert all(f"{pattern.gate}.{pattern.requirement}" in {one.place for one in each.lacks} for each in of)

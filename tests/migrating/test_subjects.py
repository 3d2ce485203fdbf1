"""A deal in the words of the next version: everything that has a successor goes on, what has none is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from migrating.two import AT, FACTS, MAP, NEW, deal, plan
from places import changed

from gatecoach import standing
from gatecoach.errors import UsageError
from gatecoach.facts import Evidence, FieldValue, Statement
from gatecoach.migrating import GivenUp, under


def test_a_deal_stands_where_it_stood_when_only_names_changed():
    """Same verified stage by its new name, same gap, same statuses: renaming ids commutes with judging."""
    then, now = standing(deal(), AT), standing(under(plan(), deal()).subject, AT)
    assert (then.claimed, then.verified, then.gap) == ("buying", "buying", 0)
    assert (now.claimed, now.verified, now.gap) == ("buying", "buying", 0)
    statuses = [[each.status for one in made.decisions.values() for each in one.requirements] for made in (then, now)]
    assert statuses[0] == statuses[1]
    assert now.subject.framework == NEW


def test_what_has_no_successor_falls_away_and_is_told_with_its_reason():
    """Each word with how often it was said."""
    facts = [*FACTS, FieldValue(field="kind", value="trial", at=date(2026, 3, 9))]
    told = under(plan(), deal(facts=facts))
    assert sorted(told.given_up, key=lambda each: each.kind) == [
        GivenUp("evidence", "fax-sent", "nobody has a fax", 1),
        GivenUp("roles", "user", "nobody used it", 1),
        GivenUp("values", "kind.trial", "we sell no trials", 1),
    ]
    assert told.rejected == ()
    assert {each.what for each in told.subject.facts if isinstance(each, Evidence)} <= {
        "recap-sent", "recap-answered", None,
    }  # fmt: skip


def test_an_outcome_without_a_successor_leaves_the_item_unread():
    """A yes is never made of it; the item itself stays."""
    text = changed(MAP, "confirms: agrees", 'confirms: {gone: "a yes is not enough"}')
    told = under(plan(text), deal())
    assert not [each for each in told.subject.facts if isinstance(each, Statement)]
    assert standing(told.subject, AT).verified == "begun"
    assert GivenUp("outcomes", "review-answered.confirms", "a yes is not enough", 1) in told.given_up


def test_shorthand_of_the_subject_is_told_in_the_new_words_too():
    """What was always claimed and known."""
    told = under(plan(), deal(facts=(), claimed="looking", fields={"amount": 7, "kind": "fresh"})).subject
    assert (told.claimed, dict(told.fields)) == ("begun", {"worth": 7, "kind": "first"})
    assert (told.id, told.owner, dict(told.sources)) == ("006A", "rosa", {"mail": "mail"})


def test_a_deal_of_another_framework_or_of_a_journey_that_is_gone_is_refused():
    """Nobody can tell it in words that are not there."""
    with pytest.raises(UsageError, match="006A cannot be told under acme 2"):
        under(plan(), deal(facts=(), within=NEW, people=()))
    gone = replace(plan(), courses={"sale": replace(plan().courses["sale"], new=None, why="nobody buys")})
    with pytest.raises(UsageError, match="nobody buys"):
        under(gone, deal())

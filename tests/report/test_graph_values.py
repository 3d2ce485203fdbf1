"""What a picture shows before it is drawn: titles, acts in few words, notes, and which ends need no gate."""

from __future__ import annotations

import string

import pytest
from helpers import HEAD, framework_of
from report.drawn import branched, six

from gatecoach.framework import load
from gatecoach.report.pictures.texts import WORDS, word
from gatecoach.report.pictures.values import picture
from gatecoach.wording import LANGUAGES

SHARED = """
evidence: {visit: {side: customer, fields: {seats: {type: number, optional: true}}}}
"""
DEAL = """
journey: deal
title: {en: Deal, de: Geschäft}
sides: [customer, seller]
stages: {first: {phase: early}, second-one: {phase: late, title: "Second\\u0007 one"}, third: {phase: late}}
ends: {won: won, lost: lost, parked: {kind: parked, needs: wake-up, title: Asleep}}
fields: {amount: {type: money}, wake-up: {type: date, called: {en: the day to ask again, de: der Tag danach}}}
evidence:
  offer: {side: seller, title: Our offer}
  reply: {side: customer, title: {en: Their reply, de: Ihre Antwort}, answers: offer}
  call: {side: customer}
  visit-noted: {side: seller, answers: visit}
gates:
  second:
    from: second-one
    to: third
    mode: report
    requires:
      it: {say: It., seller: offer, customer: {all: [reply, {any: [call, visit], at-least: 2}]}}
  first:
    from: first
    to: second-one
    when: {amount: {at-least: 100}}
    mode: warn
    requires:
      one: {say: {en: One., de: Eins.}, seller: offer, customer: {what: reply, at-least: 2, from-different: day}}
      two: {say: Two., for-each: visit, seller: visit-noted}
      three: {say: Three., mode: report, for-each: {what: visit, with: {seats: 2}},
              seller: visit-noted, customer: visit}
      four: {say: Four., when: {amount: {known: true}}, seller: offer,
             customer: {what: visit, with: {seats: {more-than: 3}}}}
  last: {from: third, to: won, requires: {it: {say: It., seller: {any: [offer, visit-noted]}, customer: reply}}}
"""
MATURITY = """
journey: maturity
sides: [managers, enablement]
stages: {ad-hoc: {title: Ad hoc}, formal: {}}
evidence: {asked: {side: managers}, written: {side: enablement}}
gates: {go: {from: ad-hoc, to: formal, requires: {it: {say: It., managers: asked, enablement: written}}}}
"""
TALK = """
journey: talk
kind: conversation
sides: [coachee, coach]
about: deal
stages: {only: {}}
ends: {closed: done}
evidence: {heard: {side: coachee}, told: {side: coach, answers: visit}}
gates:
  close:
    from: only
    to: closed
    requires:
      told: {say: Told., for-each: {what: visit, in: about}, coach: told, coachee: none, because: "It is theirs."}
      heard: {say: Heard., coachee: {what: heard, by: everyone}, coach: none, because: "They listen."}
"""


@pytest.fixture(scope="module")
def framework():
    """One framework with a deal, a maturity and a talk."""
    return framework_of(HEAD.format(zone="UTC") + SHARED, DEAL, MATURITY, TALK)


def ways(framework, journey="deal", language="en"):
    """The ways of a journey by the id of their gate."""
    return {each.id: each for each in picture(framework, journey, language).ways}


def pairs(framework, gate="first", **more):
    """The pairs of a gate of the deal by their sentence."""
    return {each.say: each for each in ways(framework, **more)[gate].pairs}


def test_stages_have_their_rank_and_phase(framework):
    """A title that is missing is the id in words; signs that steer a terminal are shown as such."""
    assert [(each.rank, each.title, each.phase) for each in picture(framework, "deal").stages] == [
        (1, "First", "Early"),
        (2, "Second\ufffd one", "Late"),
        (3, "Third", "Late"),
    ]


def test_ends_are_those_that_gates_lead_to_and_the_free_ones(framework):
    """A free end says which field it needs."""
    found = picture(framework, "deal")
    assert [(each.id, each.rank, each.title) for each in found.ends] == [("won", 0, "Won")]
    assert found.free == ("Lost", "Asleep (the day to ask again must be known)")
    assert [each.id for each in picture(branched(), "big").ends] == ["won", "signed"]


def test_gates_stand_in_the_order_of_the_stages_they_lead_out_of(framework):
    """Whatever the order of the file; those of one stage in the author's order."""
    assert [*ways(framework)] == ["first", "second", "last"]
    assert [each.id for each in picture(branched(), "big").ways] == [f"g{n}" for n in range(12)]


def test_fields_go_by_their_short_names():
    """In what is asked of an item, for which items, when a pair holds and in what several items differ."""
    shared = SHARED.replace("type: number", "type: number, called: the number of seats")
    journey = DEAL.replace("{type: money}", "{type: money, called: the amount}").replace(
        "{what: visit, with: {seats: {more-than: 3}}}", "{what: visit, at-least: 2, from-different: seats}"
    )
    found = framework_of(HEAD.format(zone="UTC") + shared, journey, MATURITY, TALK)
    assert ways(found)["first"].notes[0] == "only where the amount is at least 100"
    assert pairs(found)["Three."].notes[0] == 'for each "Visit", where the number of seats is 2'
    assert pairs(found)["Four."].notes == ("only where the amount is known",)
    assert pairs(found)["Four."].upper == ("at least 2 of: Visit, with different values of the number of seats",)
    assert picture(found, "deal", "de").free[1].startswith("Asleep (der Tag danach ")


def test_a_gate_says_when_it_is_on_the_way_and_what_its_mode_means(framework):
    """Nothing where it always holds a move back."""
    found = ways(framework)
    assert found["first"].notes == (
        "only where amount is at least 100",
        "asks for a confirmation, holds nothing back",
    )
    assert found["second"].notes == ("is only recorded, holds nothing back",)
    assert found["last"].notes == ()


def test_acts_are_said_in_few_words(framework):
    """Titles with how many and from whom; several acts are a list below how many of them it takes."""
    assert pairs(framework)["One."].upper == ("at least 2 of: Their reply, from different days",)
    assert pairs(framework)["Four."].upper == ("Visit, where seats is more than 3",)
    assert ways(framework)["second"].pairs[0].upper == (
        "all of these:",
        "• Their reply",
        "• at least 2 of (Call; Visit)",
    )
    assert ways(framework)["last"].pairs[0].lower == ("one of these:", "• Our offer", "• Visit noted")
    many = picture(six(), "big").ways[0].pairs[1]
    assert many.upper[0] == "at least 3 of these, from different persons:"


def test_a_side_whose_own_items_a_pair_is_about_says_for_each(framework):
    """It is asked for nothing else, so the note is not said twice."""
    found = pairs(framework)["Two."]
    assert (found.upper, found.lower, found.notes) == (('for each "Visit"',), ("Visit noted",), ())


def test_where_both_sides_are_asked_for_each_is_a_note(framework):
    """With the condition on its items, and the mode of the pair."""
    found = pairs(framework)["Three."]
    assert found.upper == ("Visit",)
    assert found.notes == ('for each "Visit", where seats is 2', "only recorded, stops nothing")
    assert (found.task, pairs(framework)["One."].task) == (True, False)


def test_a_pair_says_when_it_applies(framework):
    """In the words of its condition."""
    assert pairs(framework)["Four."].notes == ("only where amount is known",)


def test_a_side_that_is_not_asked_says_why(framework):
    """In a talk, where the author gave the reason; everyone is named as such."""
    told, heard = ways(framework, "talk")["close"].pairs
    assert (told.upper, told.lower) == (("not asked: It is theirs.",), ("Told",))
    assert told.notes == ('for each "Visit" of the subject it is about',)
    assert (heard.upper, heard.lower) == (("Heard (everyone)",), ("not asked: They listen.",))


def test_the_side_that_proves_is_the_upper_one(framework):
    """Whichever sides there are; without phases there are none."""
    names = [(each.upper, each.lower, each.talk) for each in (picture(framework, id_) for id_ in framework.journeys)]
    assert sorted(names) == [
        ("Coachee", "Coach", True),
        ("Customer", "Seller", False),
        ("Managers", "Enablement", False),
    ]
    assert {each.phase for each in picture(framework, "maturity").stages} == {""}


def test_titles_are_in_the_language_that_was_asked_for(framework):
    """Else in the author's own; what the picture says by itself in that language, or in English."""
    found = picture(framework, "deal", "de")
    assert (found.title, found.upper, found.stages[0].title) == ("Geschäft", "Kundenseite", "First")
    assert pairs(framework, language="de")["Eins."].upper == ("mindestens 2-mal: Ihre Antwort, an verschiedenen Tagen",)
    assert picture(framework, "deal", "fr").upper == "Customer"


def test_the_picture_is_told_in_words(framework):
    """Where each gate leads from and to, how much it asks, and the ends without one."""
    assert picture(framework, "deal").about == (
        "Customer above, Seller below; in between the gates with their pairs. "
        'From "First" to "Second\ufffd one" through the gate "First", which asks for 4 pairs. '
        'From "Second\ufffd one" to "Third" through the gate "Second", which asks for one pair. '
        'From "Third" to "Won" through the gate "Last", which asks for one pair. '
        "Ends without a gate, for a reason: Lost, Asleep (the day to ask again must be known)."
    )
    assert "for a reason" not in picture(framework, "maturity").about


def test_every_language_has_every_word_with_the_same_parts():
    """A word that one language lacked would be said in another."""

    def parts(text):
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert set(WORDS) == set(LANGUAGES)
    for language, table in WORDS.items():
        assert {key: parts(text) for key, text in table.items()} == {
            key: parts(text) for key, text in WORDS["en"].items()
        }, language
    assert word("needs", "nl", it="x") == "x must be known"


def test_a_framework_names_its_version():
    """A picture says what it is a picture of."""
    assert picture(load("first-deal"), "opportunity").framework == "first-deal 2026.1"

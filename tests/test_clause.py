"""Clauses: authored short forms lowered to leaves, and said again as sentences."""

from __future__ import annotations

from helpers import AFTER, GATES, HEAD, RICH, TYPES, framework_of, gate_of, journey_text, pair

from gatecoach.clause import All, Any, AtLeast, Count, counts, leaves, sentence
from gatecoach.facts import GRADES


def tree(clause, seller="offer", side="customer"):
    """The lowered expression of one side."""
    gate = gate_of(pair(clause, seller)).gate("deal", "go")
    return gate.requirements[0].sides[side]


def test_a_bare_id_takes_the_types_own_constraints():
    """Roles, link, outcomes, window and grade come from the type and the side."""
    (leaf,) = leaves(tree("verdict"))
    assert (leaf.by, leaf.answers, leaf.outcomes, leaf.joined) == ({"key", "buyer"}, "offer", True, True)
    assert (leaf.no_older_than, leaf.within, leaf.told_by, GRADES[leaf.grade]) == (None, None, frozenset(), "observed")


def test_a_clause_tightens_its_type():
    """Its own words stand beside those of the type; everyone means whom the type accepts."""
    (leaf,) = leaves(tree("{what: verdict, by: key, grade: proven, within: 2 weeks, no-older-than: 3 days}"))
    assert (leaf.by, GRADES[leaf.grade], leaf.within, leaf.no_older_than) == ({"key"}, "proven", 14, 3)
    (everyone,) = leaves(tree("{what: verdict, by: everyone}"))
    assert (everyone.everyone, everyone.by) == (True, {"key", "buyer"})


def test_of_two_windows_and_grades_the_tighter_holds():
    """What the type asks for stays, and what the clause adds comes on top."""
    types = (
        TYPES + "  aged: {side: customer, answers: offer, within: 9 days, no-older-than: 20 days, grade: authentic}\n"
    )
    clause = "{what: aged, no-older-than: 10 days, within: 3 days, grade: proven}"
    texts = (HEAD.format(zone="UTC"), journey_text(GATES + pair(clause) + AFTER, types))
    (leaf,) = leaves(framework_of(*texts).gate("deal", "go").requirements[0].sides["customer"])
    assert (leaf.no_older_than, leaf.within, GRADES[leaf.grade]) == (10, 3, "proven")


def test_what_the_type_asks_holds_where_the_clause_says_nothing_of_it():
    """Both windows, the grade, the channels and the tellers."""
    own = "within: 9 days, no-older-than: 20 days, grade: authentic, seen-in: [mail], told-by: [boss]"
    types = f"{TYPES}  aged: {{side: customer, answers: offer, {own}}}\n"
    texts = (HEAD.format(zone="UTC"), journey_text(GATES + pair("aged") + AFTER, types))
    (leaf,) = leaves(framework_of(*texts).gate("deal", "go").requirements[0].sides["customer"])
    assert (leaf.within, leaf.no_older_than, GRADES[leaf.grade]) == (9, 20, "authentic")
    assert (leaf.channels, leaf.told_by) == ({"mail"}, {"boss"})


def test_a_list_in_what_is_one_count():
    """Several types are counted together."""
    count = tree("{what: [reply, visit], at-least: 3, from-different: day}")
    assert isinstance(count, Count)
    assert ([leaf.what for leaf in count.leaves], count.at_least, count.different) == (["reply", "visit"], 3, "day")
    assert count.mask == count.leaves[0].bit | count.leaves[1].bit


def test_all_any_and_at_least_combine():
    """`any` with `at-least` is the n-th best, without it the best."""
    kinds = "[visit, {any: [paper, note]}, {any: [reply, booked], at-least: 2}]"
    whole = tree(f"{{all: {kinds}}}")
    assert [type(whole), *map(type, whole.parts)] == [All, Count, Any, AtLeast]
    assert whole.parts[2].n == 2
    assert [leaf.what for leaf in leaves(whole)] == ["visit", "paper", "note", "reply", "booked"]
    assert len(list(counts(whole))) == 5


def test_every_leaf_of_a_journey_has_its_own_bit():
    """Bits are powers of two, and a gate's mask is exactly those of its own leaves."""
    journey = RICH.journey("deal")
    bits = [leaf.bit for leaf in journey.leaves]
    assert bits == [1 << n for n in range(len(bits))]
    for gate in journey.gates.values():
        own = [leaf for each in gate.requirements for side in each.sides.values() for leaf in leaves(side)]
        assert sum(leaf.bit for leaf in own) == gate.mask


def test_only_a_leaf_that_answers_the_other_side_is_joined():
    """Answering a type that the other side does not name stays a link and no join."""
    (free,) = leaves(tree("reply", seller="booking"))
    assert (free.joined, free.parents, free.answers) == (False, 0, "offer")
    (joined,), (offer,) = leaves(tree("reply")), leaves(tree("reply", side="seller"))
    assert joined.parents == offer.bit


def test_an_expression_says_itself():
    """Everything that is asked can be read, and a joined link says which item is meant."""
    assert sentence(tree("verdict")) == (
        "verdict by buyer or key on the customer side, answering that offer, read as agreement, at least observed"
    )
    assert sentence(tree("{what: visit, at-least: 2, from-different: day, after: offer, within: 1 day}")) == (
        "at least 2 of: visit by anybody on the customer side, after offer, within 1 day of it, at least observed,"
        " from different days"
    )
    assert sentence(tree("{what: reply, told-by: boss, no-older-than: 3 days, by: everyone}")) == (
        "reply by everyone (buyer or key) on the customer side, told by boss, answering that offer,"
        " no older than 3 days, at least observed"
    )
    assert sentence(tree("{any: [paper, note], at-least: 2}")).startswith("at least 2 of (paper by anybody")
    assert sentence(tree("{all: [paper, {any: [visit, note]}]}")).startswith("all of (paper by")


def test_a_condition_is_part_of_the_sentence():
    """What a field must be stands in the clause's own words."""
    asked = tree("{what: visit, with: {seats: {between: [2, 4]}}}")
    assert "where seats is between 2 and 4" in sentence(asked)


def test_titles_stand_for_ids_wherever_an_id_stands():
    """Types in quotes, roles and tellers by their titles, in every part of the whole; what has no title is its id."""
    titles = {"verdict": "Their verdict", "offer": "Our offer", "key": "Key person", "boss": "The boss"}
    said = sentence(tree("{what: verdict, told-by: [boss, seller]}"), "en", titles)
    assert said == (
        '"Their verdict" by Key person or buyer on the customer side, told by The boss or seller,'
        ' answering that "Our offer", read as agreement, at least observed'
    )
    many = tree("{any: [verdict, {what: [reply, visit], after: offer, at-least: 2}]}")
    assert sentence(many, "en", {**titles, "reply": "Reply"}) == (
        'any of ("Their verdict" by Key person or buyer on the customer side, answering that "Our offer",'
        ' read as agreement, at least observed; at least 2 of ("Reply" by Key person or buyer on the customer side,'
        ' answering that "Our offer", after "Our offer", at least observed; visit by anybody on the customer side,'
        ' after "Our offer", at least observed))'
    )


def test_what_is_not_asked_is_not_said():
    """An act that answers nothing, under a title that is empty for nothing."""
    assert sentence(tree("visit"), "en", {"": "Nothing"}) == "visit by anybody on the customer side, at least observed"

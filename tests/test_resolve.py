"""Each item resolved: visible or not, copies, revisions, revoking, replacing, readings, tellers, channels."""

from __future__ import annotations

import pytest
from helpers import PEOPLE, SOURCES, ask, date, day, deal, gate_of, got, misses, pair, read, sent, side, status, word

from gatecoach.facts import Evidence, Person, Revocation
from gatecoach.framework import load
from gatecoach.gate import judge
from gatecoach.journey import world_of
from gatecoach.resolve import resolve
from gatecoach.subject import Subject

PLAIN = gate_of(pair("reply"))
WORDS = gate_of(pair("verdict"))
OFFER = sent("m1", 5)


def revoke(id, by, at=8):
    """Somebody takes an item back."""
    return Revocation(id=f"k-{id}-{by}", revokes=id, by=by, at=day(at))


def resolved(framework, facts):
    """The resolved items but for the offer."""
    found = resolve(deal(framework, facts), framework.judged_at(day(60))).rows
    return [row for row in found if row.fact.id != OFFER.id]


def rows(framework, facts, at=60):
    """The resolved items by id."""
    subject = deal(framework, facts)
    return {row.fact.id: row for row in resolve(subject, framework.judged_at(day(at))).rows}


def test_what_has_not_happened_yet_is_not_there():
    """An item exists from its time on, to the very instant."""
    facts = [OFFER, got("r1", day(6, 12))]
    assert [status(PLAIN, facts, at=day(6, hour)) for hour in (11, 12)] == ["missing", "met"]


def test_what_was_not_known_yet_is_not_there():
    """As-of replays by `known`: an act entered later counts from then on."""
    facts = [OFFER, got("r1", 6, known=day(9))]
    assert [status(PLAIN, facts, at=n) for n in (8, 9)] == ["missing", "met"]


def test_a_whole_day_exists_once_it_has_begun():
    """A date-only item is there in the morning of its day."""
    facts = [OFFER, got("r1", date(6))]
    assert [status(PLAIN, facts, at=day(n, 0)) for n in (5, 6)] == ["missing", "met"]


def test_a_day_as_moment_means_its_end():
    """Asked about a whole day, everything of that day is there."""
    facts = [OFFER, got("r1", day(6, 23))]
    assert status(PLAIN, facts, at=date(6)) == "met"


def test_the_highest_revision_wins_in_whatever_order():
    """Of copies of one item the newest revision stands alone."""
    copies = [got("r1", 6), got("r1", 6, revision=1, by="carl"), got("r1", 6, revision=2)]
    for facts in (copies, copies[::-1]):
        assert status(PLAIN, [OFFER, *facts]) == "met"
    assert misses(PLAIN, [OFFER, *copies[:2]]) == {"r1": "wrong-role"}


def test_a_revision_counts_from_when_it_was_known():
    """Before the correction was known the first revision stands."""
    facts = [OFFER, got("r1", 6), got("r1", 6, revision=1, by="carl", known=day(20))]
    assert [status(PLAIN, facts, at=n) for n in (19, 20)] == ["met", "missing"]


def test_copies_that_differ_count_for_nothing():
    """The same source, id and revision with other content is nobody's word; equal copies are one item."""
    assert misses(PLAIN, [OFFER, got("r1", 6), got("r1", 6, text="no")]) == {"r1": "conflicting-copies"}
    assert status(PLAIN, [OFFER, got("r1", 6), got("r1", 6)]) == "met"


def test_items_of_one_moment_stand_in_the_order_of_their_ids():
    """Then of their sources, however they were handed over, and also where there are copies of one."""
    ids = [got("a", 6, by="carl", source="imap"), got("b", 6, by="carl", source="cal")]
    one = {"by": "rita", "source": None}, {"by": "max", "source": "ERP"}, {"by": "carl", "source": "cal"}
    sources = [got("x", 6, **each) for each in one]
    for facts in (ids, sources):
        for copies in ([], [OFFER, OFFER.model_copy(update={"known": day(7)})]):
            for given in ([*facts, *copies], [*copies, *facts[::-1]]):
                found = side(ask(PLAIN, given)).near_misses
                assert [(each.item, each.by) for each in found] == [(each.id, each.by) for each in facts]


def test_the_same_id_from_two_sources_is_two_items():
    """An item is named by its source and its id."""
    framework = gate_of(pair("{what: reply, at-least: 2}"))
    assert status(framework, [OFFER, got("r1", 6), got("r1", 6, source="cal", answers=["m1"])]) == "met"


@pytest.mark.parametrize("by", ["anna", "bea", "imap"])
def test_an_item_is_revoked_by_its_actor_their_side_or_its_source(by):
    """From the revocation on, and not before, the item counts for nothing."""
    facts = [OFFER, got("r1", 6), revoke("r1", by)]
    assert [status(PLAIN, facts, at=n) for n in (7, 8)] == ["met", "missing"]


@pytest.mark.parametrize("by", ["rita", "max", "stranger", "cal"])
def test_nobody_else_may_revoke(by):
    """The seller cannot take back the customer's no, nor can strangers or another source."""
    assert status(WORDS, [OFFER, *word("v1", "refuses", 6), revoke("v1", by)]) == "contested"
    assert status(PLAIN, [OFFER, got("r1", 6), revoke("r1", by)]) == "met"


def test_a_revoked_no_opposes_nothing():
    """The customer may take back their own no."""
    facts = [OFFER, *word("v1", "agrees", 6, by="bea")]
    no = word("v2", "refuses", 7)
    assert status(WORDS, [*facts, *no]) == "contested"
    assert status(WORDS, [*facts, *no, revoke("v2", "anna")]) == "met"


MACHINES = got("x", 6, machine_sent=True)
STATES = {
    "revoked": [got("x", 6)],
    "machine-sent": [MACHINES],
    "conflicting-copies": [got("x", 6), got("x", 6, text="no")],
}


@pytest.mark.parametrize("state", STATES)
def test_what_never_was_an_item_is_not_called_revoked(state):
    """A machine's mail and copies that differ stay what they are; there is nothing to take back."""
    assert misses(PLAIN, [OFFER, *STATES[state], revoke("x", "anna")]) == {"x": state}


def test_what_counts_for_another_reason_not_is_revoked_all_the_same():
    """An act of somebody who left, and one that lacks a field, are taken back like any other."""
    gone = (PEOPLE[0].model_copy(update={"left": date(20)}), *PEOPLE[1:])
    assert misses(PLAIN, [OFFER, got("x", 6)], people=gone) == {"x": "left"}
    assert misses(PLAIN, [OFFER, got("x", 6), revoke("x", "bea")], people=gone) == {"x": "revoked"}
    framework = gate_of(pair("reply", "booking"))
    bare = sent("b1", 6, "booking")
    assert misses(framework, [bare], "seller") == {"b1": "incomplete"}
    assert misses(framework, [bare, revoke("b1", "max")], "seller") == {"b1": "revoked"}


def test_an_item_that_lacks_a_field_replaces_too():
    """What they sent last stands, even if it is no good."""
    framework = gate_of(pair("reply", "booking"))
    whole = sent("b1", 6, "booking", fields={"for-day": "2026-02-01"})
    assert status(framework, [whole], "seller") == "met"
    assert misses(framework, [whole, sent("b2", 7, "booking", replaces="b1")], "seller") == {
        "b1": "answers-older-version",
        "b2": "incomplete",
    }


TWICE = [got("x", 6, "verdict", source=None, told_by="anna"), got("x", 7, "verdict", "bea")]


def test_of_one_id_in_two_places_the_typed_item_is_meant():
    """By a reading, by a revocation and by a typed replacement; an id that only sources have means none of several."""
    said = {row.fact.source: row.sign for row in resolved(WORDS, [OFFER, *TWICE, read("x", "agrees", 8)])}
    assert said == {None: 1, "imap": None}
    back = {row.fact.source: row.state for row in resolved(WORDS, [OFFER, *TWICE, revoke("x", "anna")])}
    assert back == {None: "revoked", "imap": ""}
    newer = got("y", 8, "verdict", source=None, told_by="anna", replaces="x")
    old = {row.fact.source: row.state for row in resolved(WORDS, [OFFER, *TWICE, newer]) if row.fact.id == "x"}
    assert old == {None: "answers-older-version", "imap": ""}
    both = [each.model_copy(update={"source": source}) for each, source in zip(TWICE, ("imap", "cal"), strict=True)]
    assert {row.sign for row in resolved(WORDS, [OFFER, *both, read("x", "agrees", 8)])} == {None}


def test_what_is_replaced_retires_with_the_answers_to_it():
    """A new offer retires the old one, its answers, and the answers to those."""
    found = rows(
        WORDS, [OFFER, got("v1", 6, "verdict"), sent("c1", 7, "record", answers=["v1"]), sent("m2", 8, replaces="m1")]
    )
    assert {id_: row.state for id_, row in found.items()} == {
        "m1": "answers-older-version",
        "v1": "answers-older-version",
        "c1": "answers-older-version",
        "m2": "",
    }


def test_an_answer_to_the_new_version_counts():
    """After the replacement only what answers the new item meets the side."""
    facts = [OFFER, got("r1", 6), sent("m2", 7, replaces="m1")]
    assert status(PLAIN, facts) == "missing"
    assert status(PLAIN, [*facts, got("r2", 8, answers=["m2"])]) == "met"


def test_an_answer_to_one_item_that_stands_survives():
    """Who answered two offers has still answered the one that was not replaced."""
    facts = [OFFER, sent("m2", 5), got("r1", 6, answers=["m1", "m2"]), sent("m3", 7, replaces="m1")]
    assert status(PLAIN, facts) == "met"
    assert rows(PLAIN, [*facts, sent("m4", 7, replaces="m2")])["r1"].state == "answers-older-version"


@pytest.mark.parametrize(
    "more",
    [
        {"by": "rita", "told_by": "rita"},
        {"by": "rita"},
        {"by": "anna", "told_by": "rita"},
        {"by": "anna", "source": None},
        {"by": "anna", "source": "elsewhere"},
    ],
)
def test_nobody_replaces_the_other_sides_no(more):
    """The seller cannot retire their no: not in the own name, not in theirs, not through one mailbox."""
    no = word("v1", "refuses", 6, source="imap")
    trick = got("v2", 7, "verdict", replaces="v1", **more)
    assert status(WORDS, [OFFER, *no, trick]) == "contested"
    assert status(WORDS, [OFFER, *no, trick, read("v2", "agrees", 7)]) == "contested"


def test_they_may_replace_their_own_no():
    """The same person, or somebody of their side, sends a corrected answer."""
    for by in ("anna", "bea"):
        facts = [OFFER, *word("v1", "refuses", 6), *word("v2", "agrees", 6, by=by, replaces="v1")]
        assert status(WORDS, facts) == "met"


def test_only_an_item_of_the_same_type_replaces():
    """Another type with `replaces` retires nothing."""
    assert status(PLAIN, [OFFER, got("r1", 6), sent("b1", 7, "booking", replaces="m1")]) == "met"


def test_a_revoked_replacement_brings_the_old_item_back():
    """Only a live item replaces."""
    facts = [OFFER, got("r1", 6), sent("m2", 7, replaces="m1"), revoke("m2", "rita")]
    assert status(PLAIN, facts) == "met"


def test_a_role_is_judged_at_the_evidences_time():
    """Who held the role on that day, and not today, counts; the reverse does not."""
    held = {"id": "dora", "side": "customer", "roles": [{"role": "key", "from": "2026-01-05", "to": "2026-01-06"}]}
    people = (*PEOPLE, Person.from_dict(held))
    days = [status(PLAIN, [sent("m1", 1), got("r1", n, by="dora")], people=people) for n in (4, 5, 6, 7)]
    assert days == ["missing", "met", "met", "missing"]


TOLD = gate_of("      it: {say: It., seller: offer, customer: {what: reply, told-by: [boss, buyer]}}\n")


def test_told_by_takes_only_the_tellers_it_names():
    """With `told-by` neither the actor nor the source is enough: the named role must tell."""
    facts = [OFFER]
    assert misses(TOLD, [*facts, got("r1", 6)]) == {"r1": "wrong-teller"}
    assert misses(TOLD, [*facts, got("r1", 6, told_by="anna")]) == {"r1": "wrong-teller"}
    assert status(TOLD, [*facts, got("r1", 6, told_by="max")]) == "met"
    assert status(TOLD, [*facts, got("r1", 6, told_by="bea")]) == "met"


def test_told_by_may_name_a_side():
    """Any person of the named side may tell."""
    framework = gate_of("      it: {say: It., seller: {what: offer, told-by: seller}, customer: reply}\n")
    assert status(framework, [OFFER], "seller") == "missing"
    assert status(framework, [sent("m1", told_by="max")], "seller") == "met"
    assert status(framework, [sent("m1", told_by="anna")], "seller") == "missing"


def test_by_default_the_actor_or_a_connected_source_tells():
    """What a colleague tells about somebody else does not count."""
    assert status(PLAIN, [sent("m1", source=None, told_by="rita")], "seller") == "met"
    assert status(PLAIN, [sent("m1", source=None, told_by="max")], "seller") == "missing"
    assert status(PLAIN, [sent("m1", source=None)], "seller") == "missing"
    assert status(PLAIN, [sent("m1", source="elsewhere")], "seller") == "missing"


def test_an_item_without_a_source_was_typed():
    """The channel `typed` is a channel like any other: what must be seen in mail cannot be typed."""
    note = got("n1", 6, "note", source=None, told_by="anna", answers=())
    assert misses(gate_of(pair("note")), [OFFER, note]) == {"n1": "wrong-channel"}


def test_a_reading_by_a_stranger_is_none():
    """Only people of the deal and connected sources read; others leave the item unread."""
    item = [OFFER, got("v1", 6, "verdict")]
    assert misses(WORDS, [*item, read("v1", "agrees", 7, by="stranger")]) == {"v1": "outcome-unread"}
    assert status(WORDS, [*item, read("v1", "agrees", 7, by="imap")]) == "met"


def test_a_reading_that_is_no_outcome_of_the_type_is_none():
    """A word outside `for` and `against` says nothing."""
    assert misses(WORDS, [OFFER, got("v1", 6, "verdict"), read("v1", "maybe", 7)]) == {"v1": "outcome-unread"}


def test_the_newest_reading_is_the_outcome_for_conditions():
    """`with: {outcome: …}` takes the newest of readings of one sign."""
    framework = gate_of(pair("{what: verdict, with: {outcome: amends}}"))
    item = [OFFER, got("v1", 6, "verdict"), read("v1", "amends", 8)]
    assert status(framework, item) == "met"
    assert status(framework, [*item, read("v1", "agrees", 7)]) == "met"
    assert misses(framework, [*item, read("v1", "agrees", 9)]) == {"v1": "field-not-accepted"}


def test_a_reading_counts_from_its_own_time():
    """Until somebody has read it the outcome is unread."""
    facts = [OFFER, got("v1", 6, "verdict"), read("v1", "agrees", 9)]
    assert [status(WORDS, facts, at=n) for n in (8, 9)] == ["missing", "met"]


def test_customer_evidence_must_be_observed_by_default():
    """Nobody asked for a grade: the customer's side needs `observed`, the seller's nothing."""
    asked = side(ask(PLAIN, [sent("m1", grade="asserted"), got("r1", grade="asserted")]))
    assert [miss.params["needs"] for miss in asked.near_misses] == ["observed"]
    assert status(PLAIN, [sent("m1", grade="asserted")], "seller") == "met"


def test_a_clause_may_ask_for_a_higher_grade():
    """Grades are ordered: what is better proven than asked counts."""
    framework = gate_of(pair("{what: reply, grade: authentic}"))
    found = [status(framework, [OFFER, got("r1", 6, grade=each)]) for each in ("observed", "authentic", "proven")]
    assert found == ["missing", "met", "met"]


def test_a_source_says_which_channel_it_carries():
    """The same item counts or not by what its source is."""
    framework = gate_of(pair("note"))
    note = [OFFER, got("n1", 6, "note", answers=())]
    assert status(framework, note, sources=SOURCES) == "met"
    assert status(framework, note, sources={"imap": "calendar", "x": "mail"}) == "missing"


def talk(framework, facts, about):
    """The resolved items of a gate review about that deal, by source-less id and whether they are the deal's."""
    people = [Person(id="max", side="coach"), Person(id="rita", side="coachee")]
    session = Subject(framework, "gate-review", "t1", people=people, about=about, facts=facts)
    return {(row.fact.id, row.foreign): row for row in resolve(session, framework.judged_at(day(60))).rows}


def spoken(id, what, by, at, **more):
    """An act in the talk, told by who did it."""
    return Evidence(id=id, what=what, by=by, told_by=by, at=day(at), **more)


def test_a_talk_reads_its_deals_and_links_its_own_first():
    """An id that the deal uses too means the talk's own item; the deal's links stay as they were."""
    first = load("first-deal")
    reply = Evidence(id="e2", what="needs-review-answered", by="anna", at=day(3), answers=["e1"])
    sent_ = Evidence(id="e1", what="needs-review-sent", by="rita", at=day(2))
    about = Subject(first, "opportunity", "d1", people=PEOPLE, facts=[sent_, reply])
    view = spoken("e1", "customer-view-given", "rita", 10)
    back = spoken("e2", "view-played-back", "max", 11, answers=["e1"])
    found = talk(first, [view, back], about)
    assert found["e2", False].links == (found["e1", False],)
    assert [row.fact.what for row in found["e2", True].links] == ["needs-review-sent"]


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({"by": "anna", "told_by": "anna"}, ""),
        ({"by": "anna", "told_by": "rita"}, "wrong-teller"),
        ({"by": "stranger", "told_by": "stranger"}, "uninvited"),
        ({"by": "stranger", "told_by": "rita"}, "wrong-teller"),
        ({"by": "stranger", "machine_sent": True}, "machine-sent"),
    ],
)
def test_who_may_tell_an_item_of_the_deal_is_known_in_the_deal(more, state):
    """In the talk it counts for nothing if it was wrongly told there, whoever takes part here."""
    reply = Evidence(id="e2", what="needs-review-answered", at=day(3), **more)
    about = Subject(load("first-deal"), "opportunity", "d1", people=PEOPLE, facts=[reply])
    assert talk(about.framework, [], about)["e2", True].state == state


def test_in_a_talk_an_item_answers_what_was_recorded_before_it():
    """Of one moment as they are, the order of recording tells which came first."""
    about = Subject(load("first-deal"), "opportunity", "d1", people=PEOPLE)
    view, back = (
        spoken("v", "customer-view-given", "rita", 10),
        spoken("b", "view-played-back", "max", 10, answers=["v"]),
    )
    after, before = (talk(about.framework, facts, about) for facts in ([view, back], [back, view]))
    assert after["b", False].answered == (after["v", False],)
    assert (before["b", False].links, before["b", False].answered) == ((before["v", False],), ())


def test_a_talk_writes_only_its_own():
    """Neither a reading nor a replacement nor a revocation in the talk changes the deal's items."""
    first = load("first-deal")
    no = Evidence(id="e2", what="needs-review-answered", by="anna", at=day(3), told_by="anna")
    about = Subject(first, "opportunity", "d1", people=PEOPLE, facts=[no])
    facts = [read("e2", "confirms", 9), Revocation(id="k", revokes="e2", by="anna", at=day(9))]
    row = talk(first, facts, about)["e2", True]
    assert (row.sign, row.state) == (None, "")


def test_in_a_talk_an_item_counts_by_the_order_of_recording():
    """What was recorded before the talk came to the stage is too early, and answers go by order, not by the clock."""
    first = load("first-deal")
    people = [Person(id="max", side="coach"), Person(id="rita", side="coachee")]
    view = spoken("v", "customer-view-given", "rita", 10)
    back = spoken("b", "view-played-back", "max", 10, answers=["v"])
    gate = first.gate("gate-review", "seen-by-them")

    def judged(*facts, entered):
        session = Subject(first, "gate-review", "t1", people=people, facts=facts)
        world = world_of(session, first.judged_at(day(60)), entered)
        return [str(each) for each in judge(world, gate).requirements[0].sides.values()]

    assert judged(view, back, entered={"customer-view": 0}) == ["met", "met"]
    assert judged(back, view, entered={"customer-view": 0}) == ["met", "missing"]
    assert judged(view, back, entered={"customer-view": 2}) == ["missing", "missing"]
    assert judged(view, back, entered={}) == ["missing", "missing"]


def test_a_reading_rests_on_the_items_own_words():
    """Where the text is at hand the quote must stand in it; a later revision with other words is unread again."""
    item = got("v1", 6, "verdict", text="Yes, that is exactly our problem.")
    reading = read("v1", "agrees", 7).model_copy(update={"quote": "exactly our problem"})
    other = item.model_copy(update={"text": "Please stop.", "revision": 1})
    assert status(WORDS, [OFFER, item, reading]) == "met"
    assert misses(WORDS, [OFFER, item, reading.model_copy(update={"quote": "we buy"})]) == {"v1": "outcome-unread"}
    assert misses(WORDS, [OFFER, item, reading, other]) == {"v1": "outcome-unread"}

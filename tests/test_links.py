"""Up the links: nearest ancestors, mails in between, cycles, and what is earlier."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from helpers import ask, date, day, deal, gate_of, got, misses, pair, sent, side, status

from gatecoach.facts import Evidence
from gatecoach.links import Index, ancestors, certainly_after, earlier, read_links, too_far
from gatecoach.resolve import resolve

PLAIN = gate_of(pair("reply"))


def mail(id, *answers, at=3):
    """A mail that is no evidence by itself."""
    return Evidence(id=id, by="rita", at=day(at), source="imap", answers=answers)


def rows(facts, framework=PLAIN):
    """The resolved items by id."""
    found = resolve(deal(framework, facts), framework.judged_at(day(60))).rows
    return {row.fact.id: row for row in found}


def above(facts, id="r1", what="offer"):
    """The ids of the nearest ancestors."""
    return [row.fact.id for row in ancestors(rows(facts)[id], what)]


def test_untyped_mails_pass_links_on():
    """A reply to our nudge still answers the offer above it."""
    facts = [sent("m1", 1), mail("n1", "m1"), got("r1", 4, answers=["n1"])]
    assert status(PLAIN, facts) == "met"


def test_a_reply_to_a_reply_answers_the_offer_above():
    """Links go up through typed items too."""
    facts = [sent("m1", 1), got("r0", 2, by="carl"), got("r1", 4, answers=["r0"])]
    assert status(PLAIN, facts) == "met"


def test_one_reply_to_two_sends_answers_both():
    """Each link has its own nearest ancestor."""
    facts = [sent("m1", 1), sent("m2", 2), got("r1", 4, answers=["m1", "m2"])]
    assert above(facts) == ["m1", "m2"]
    assert status(PLAIN, [*facts[:1], sent("m2", 2, told_by="max"), facts[2]]) == "met"


def test_the_nearest_ancestor_stops_the_walk():
    """Behind the nearest offer older ones are not reached."""
    assert above([sent("m1", 1), sent("m2", 2, answers=["m1"]), got("r1", 4, answers=["m2"])]) == ["m2"]


def test_equally_near_the_newest_wins_then_the_smallest_id():
    """Two offers one mail further up: the newer one is answered; at the same time the smaller id."""
    fork = [mail("n1", "m1", "m2"), got("r1", 4, answers=["n1"])]
    assert above([sent("m1", 1), sent("m2", 2), *fork]) == ["m2"]
    assert above([sent("m1", 1), sent("m2", 1), *fork]) == ["m1"]


def test_cycles_end_the_walk():
    """Mails that answer each other, and an item that answers itself, harm nothing."""
    assert above([sent("m1", 1), mail("n1", "n2"), mail("n2", "n1"), got("r1", 4, answers=["n1"])]) == []
    assert misses(PLAIN, [sent("m1", 1), got("r1", 4, answers=["r1"])]) == {"r1": "not-linked"}


@pytest.mark.parametrize(("between", "found"), [(7, ["m1"]), (8, [])])
def test_the_walk_goes_eight_links_up(between, found):
    """The eighth link is the last that is followed."""
    chain = [mail(f"n{n}", f"n{n - 1}" if n else "m1") for n in range(between)]
    assert above([sent("m1", 1), *chain, got("r1", 4, answers=[f"n{between - 1}"])]) == found


def test_a_bare_id_means_the_own_source_first():
    """Of two items of one id the one from the same source is meant; else only a single one is."""
    here, there = sent("m1", 1), sent("m1", 1, source="cal")
    assert rows([here, there, got("r1", 4)])["r1"].links[0].fact.source == "imap"
    assert rows([there, got("r1", 4)])["r1"].links[0].fact.source == "cal"
    typed = got("r1", 4, source=None, told_by="anna")
    assert rows([here, there, typed])["r1"].links == ()


def test_what_has_no_source_means_what_has_none_first():
    """Of two items of one id the one that was typed is meant by what was typed; then nothing is ambiguous."""
    typed = sent("m1", 1, source=None, told_by="rita")
    reply = got("r1", 4, source=None, told_by="anna")
    subject = deal(PLAIN, [typed, sent("m1", 1), reply])
    world = resolve(subject, PLAIN.judged_at(day(60)))
    (row,) = (each for each in world.rows if each.fact.id == "r1")
    assert [each.fact.source for each in row.links] == [None]
    assert world.index.ambiguous(row) == []


def test_nothing_hangs_under_itself():
    """A way up that comes back to the item has found no ancestor, though it is of the type looked for."""
    assert above([mail("n1", "r1"), got("r1", 4, answers=["n1"])], what="reply") == []


NOTED = Counter()


class Followed(tuple):
    """Links that are noted whenever somebody goes up them."""

    __slots__ = ()

    def __iter__(self):
        """One more walk up these links."""
        NOTED[id(self)] += 1
        return super().__iter__()


def test_many_ways_up_take_no_longer_than_one():
    """Mails in seven layers, each an answer to all of the layer above: the links of each mail are gone up once."""
    layers = [[f"n{layer}-{place}" for place in range(3)] for layer in range(7)]
    mails = [mail(each, *over) for over, here in zip([["m1"], *layers], layers, strict=False) for each in here]
    found = rows([sent("m1", 1), *mails, got("r1", 4, answers=layers[-1][:1])])
    kept = [each.links for each in found.values()]
    for each in found.values():
        each.links = Followed(each.links)
    NOTED.clear()
    assert ancestors(found["r1"], "offer") == [found["m1"]]
    assert len(NOTED) == 1 + 1 + 6 * 3, "the reply's, one of the last layer's, and all of those above"
    assert set(NOTED.values()) == {1}
    assert kept == [each.links for each in found.values()]


def test_a_chain_is_too_long_where_it_goes_on_behind_the_eighth_link():
    """Not where the ancestor was found before, and not where the way ends in a circle."""
    chain = [mail(f"n{n}", f"n{n + 1}") for n in range(1, 9)]
    assert too_far(rows([*chain, mail("n9"), got("r1", 4, answers=["n1"])])["r1"])
    assert not too_far(rows([*chain[:7], mail("n8"), got("r1", 4, answers=["n1"])])["r1"])
    below = sent("m1", 1, answers=["n1"])
    assert not too_far(rows([*chain, mail("n9"), below, got("r1", 4)])["r1"])
    for back in ("r1", "n1", "n8"):
        circle = [*chain[:7], mail("n8", back), got("r1", 4, answers=["n1"])]
        assert not too_far(rows(circle)["r1"])


def test_an_unknown_id_links_to_nothing():
    """A link to what is not there is no link and no error."""
    assert misses(PLAIN, [sent("m1", 1), got("r1", 4, answers=["nowhere"])]) == {"r1": "not-linked"}
    assert Index.of([]).find("nowhere", "") is None


ORDER = [
    (day(3, 9), day(3, 10), True),
    (day(3, 9), day(3, 9), False),
    (day(3, 10), day(3, 9), False),
    (day(3, 10), date(3), True),
    (date(3), day(3, 10), True),
    (date(3), date(3), True),
    (date(4), date(3), False),
    (day(4), date(3), False),
    (dt.datetime(2026, 1, 3, 23, 59, 59, 999999, tzinfo=dt.UTC), date(3), True),
    (date(3), day(3, 0), True),
    (date(4), day(3), False),
]


@pytest.mark.parametrize(("first", "then", "answers"), ORDER)
def test_a_reply_must_not_be_certainly_earlier(first, then, answers):
    """Instants must be later, equal ones are not; whole days get the benefit of the doubt."""
    found = rows([sent("m1", first), got("r1", then)])
    assert earlier(found["m1"], found["r1"], ordered=False) is answers
    assert (status(PLAIN, [sent("m1", first), got("r1", then)]) == "met") is answers


@pytest.mark.parametrize(("first", "then", "_answers"), ORDER)
def test_after_needs_certainty(first, then, _answers):
    """Without a link only what is later beyond doubt comes after."""
    framework = gate_of(pair("{what: visit, after: offer}"))
    facts = [sent("m1", first), got("r1", then, "visit", answers=())]
    certain = (first, then) == (day(3, 9), day(3, 10))
    found = rows(facts, framework)
    assert certainly_after(found["m1"], found["r1"], ordered=False) is certain
    assert (status(framework, facts) == "met") is certain


def test_the_day_after_a_whole_day_is_certain():
    """A whole day is over when the next begins."""
    framework = gate_of(pair("{what: visit, after: offer}"))
    assert status(framework, [sent("m1", date(3)), got("r1", date(4), "visit", answers=())]) == "met"
    miss = side(ask(framework, [sent("m1", date(3)), got("r1", date(3), "visit", answers=())])).near_misses[0]
    assert (miss.code, miss.params["answers"]) == ("before-what-it-answers", "offer")


def test_in_a_talk_the_order_of_recording_decides():
    """What is answered, and what comes after what, whatever the times say; nothing comes before itself."""
    found = rows([sent("m1", 5), got("r1", 5)])
    offer, reply = found["m1"], found["r1"]
    assert [offer.order < reply.order, offer.span == reply.span] == [True, True]
    assert reply.answered == ()
    read_links([offer, reply], Index.of([offer, reply]), ordered=True)
    assert reply.answered == (offer,)
    assert earlier(offer, reply, ordered=True)
    assert certainly_after(offer, reply, ordered=True)
    assert not earlier(offer, offer, ordered=True)
    assert not certainly_after(offer, offer, ordered=True)

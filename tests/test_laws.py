"""The laws of a decision, on random evidence over the bundled framework and one that uses every clause word."""

from __future__ import annotations

import json

from helpers import PEOPLE, RICH, SOURCES, day
from hypothesis import given
from hypothesis import strategies as st

from gatecoach.decision import Decision, text_of
from gatecoach.facts import GRADES, Evidence, Person, Revocation, Statement
from gatecoach.framework import load
from gatecoach.gate import LEVEL
from gatecoach.journey import decide_subject, standing
from gatecoach.subject import Subject

FIRST = load("first-deal")
STAFF = (
    Person(id="anna", side="customer", roles=["key-stakeholder"]),
    Person(id="bea", side="customer", roles=["economic-buyer"]),
    Person(id="carl", side="customer"),
    Person(id="rita", side="seller", roles=["rep"]),
    Person(id="max", side="seller", roles=["manager"]),
)
WORLDS = {"first-deal": (FIRST, "opportunity", STAFF), "rich": (RICH, "deal", PEOPLE)}
AT = day(45)
NAMES = [f"e{n}" for n in range(8)]
TELLERS = [None, "imap", "elsewhere", *(each.id for each in STAFF)]


def subject(world, facts):
    """A deal of that world with these facts as given, nothing filtered."""
    framework, journey, people = WORLDS[world]
    return Subject(framework, journey, "d1", people=people, sources=SOURCES, facts=facts)


def passing(world, facts):
    """The gates that pass or are carried, and where that leads."""
    found = standing(subject(world, facts), AT)
    return {name for name, each in found.decisions.items() if each.opens}, found.verified


@st.composite
def evidence(draw, world, types=None, by=None):
    """Any item: any type, actor, teller, links, grade, time, fields."""
    framework, journey, people = WORLDS[world]
    kinds = framework.journey(journey).types
    what = draw(st.sampled_from(sorted(types or kinds)))
    moment = day(draw(st.integers(1, 44)), draw(st.sampled_from([8, 9, 17])))
    fields = {"for-day": draw(st.sampled_from(["2026-01-20", "2026-02-03", "never"])), "seats": draw(st.integers(0, 3))}
    return Evidence(
        id=draw(st.sampled_from(NAMES)),
        what=draw(st.sampled_from([what, what, what, None])) if types is None else what,
        by=draw(st.sampled_from(by or [*(each.id for each in people), "stranger"])),
        at=draw(st.sampled_from([moment, moment, moment.date()])),
        source=draw(st.sampled_from(["imap", "imap", None, "cal", "elsewhere"])),
        told_by=draw(st.sampled_from([None, None, None, *TELLERS])),
        answers=draw(st.lists(st.sampled_from(NAMES), max_size=2)),
        replaces=draw(st.sampled_from([None, None, None, *NAMES])),
        grade=draw(st.sampled_from(GRADES)),
        fields={name: value for name, value in fields.items() if name in (kinds[what].fields if what else ())},
        revision=draw(st.sampled_from([0, 0, 0, 1])),
    )


def outcomes(world):
    """Every outcome of the world's journey."""
    framework, journey, _ = WORLDS[world]
    kinds = [each.outcomes for each in framework.journey(journey).types.values() if each.outcomes]
    return sorted({outcome for each in kinds for outcome in (*each.for_, *each.against)})


@st.composite
def other(draw, world):
    """A reading or a revocation."""
    about, by = draw(st.sampled_from(NAMES)), draw(st.sampled_from(["anna", "rita", "stranger"]))
    at = day(draw(st.integers(1, 44)))
    if draw(st.booleans()):
        return Revocation(id=f"k{about}", revokes=about, by=by, at=at)
    return Statement(
        id=f"s{about}", about=about, outcome=draw(st.sampled_from(outcomes(world))), quote="…", by=by, at=at
    )


@st.composite
def cases(draw, **only):
    """A world and facts of it."""
    world = draw(st.sampled_from(sorted(WORLDS)))
    facts = draw(st.lists(evidence(world, **only) | other(world), max_size=14))
    return world, facts


def good(world):
    """A deal of each world that opens its first gate."""
    if world == "first-deal":
        pairs = [
            ("invitation-sent", "invitation-answered", "accepts"),
            ("needs-review-sent", "needs-review-answered", "confirms"),
        ]
    else:
        pairs = [("offer", "verdict", "agrees")]
    facts = []
    for number, (ours, theirs, outcome) in enumerate(pairs):
        up, down = f"g{number}", f"h{number}"
        facts += [
            Evidence(id=up, what=ours, by="rita", at=day(30), source="imap"),
            Evidence(id=down, what=theirs, by="anna", at=day(31), source="imap", answers=[up], grade="observed"),
            Statement(id=f"r{down}", about=down, outcome=outcome, quote="…", by="rita", at=day(32)),
        ]
    return facts


def texts(world, facts):
    """Every decision about these facts, as text without the digest."""
    found = standing(subject(world, facts), AT).decisions.values()
    return [text_of(Decision.from_dict({**each.as_dict(), "digest": ""})) for each in found]


def test_the_good_deals_of_these_laws_open_a_gate():
    """The laws below speak about worlds where something can happen."""
    assert passing("first-deal", good("first-deal")) == ({"mutual-interest", "needs-confirmed"}, "solution-fit")
    assert passing("rich", good("rich")) == ({"go"}, "second")


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_handing_over_changes_nothing(case, random):
    """Shuffled facts give the same decisions, digest included."""
    world, facts = case
    facts = [*good(world), *facts]
    shuffled = random.sample(facts, len(facts))
    before, after = standing(subject(world, facts), AT), standing(subject(world, shuffled), AT)
    assert after.as_dict() == before.as_dict()


@given(cases(), st.randoms(use_true_random=False))
def test_duplicates_change_nothing(case, random):
    """Handing facts over twice is handing them over once."""
    world, facts = case
    facts = [*good(world), *facts]
    twice = [*facts, *random.sample(facts, len(facts) // 2)]
    assert standing(subject(world, twice), AT).as_dict() == standing(subject(world, facts), AT).as_dict()
    assert subject(world, ()).with_facts(twice)[0].digest == subject(world, ()).with_facts(facts)[0].digest


@st.composite
def sellers_only(draw):
    """Facts of every type of the world, all acts of the seller, told by anybody in any grade, and their readings."""
    world = draw(st.sampled_from(sorted(WORLDS)))
    items = st.lists(evidence(world, by=["rita", "max"]), min_size=1, max_size=25)
    readings = st.lists(other(world), max_size=6)
    return world, [*draw(items), *draw(readings)]


@given(sellers_only())
def test_the_seller_alone_opens_no_gate(case):
    """Whatever the seller does and whoever tells it, no gate passes or is carried."""
    world, facts = case
    assert passing(world, facts)[0] == set()


@given(sellers_only())
def test_the_seller_alone_undoes_no_explicit_no(case):
    """A no of theirs stays one, unless the seller takes back the very thing that it answered."""
    world, facts = case
    against = {"first-deal": "rejects", "rich": "refuses"}[world]
    deal = [*good(world)[-3:-1], Statement(id="n", about="", outcome=against, quote="…", by="rita", at=day(32))]
    deal[2] = deal[2].model_copy(update={"about": deal[1].id})
    gate = {"first-deal": "needs-confirmed", "rich": "go"}[world]
    named = {each.id for each in deal}
    facts = [each for each in facts if not isinstance(each, Statement | Revocation) or each.by != "anna"]
    assert all(getattr(each, "replaces", None) not in named for each in facts)
    assert not decide_subject(subject(world, [*deal, *facts]), gate, AT).opens


EXTRA = {
    "first-deal": [("invitation-answered", "g0", "accepts"), ("needs-review-answered", "g1", "confirms")],
    "rich": [("verdict", "g0", "agrees"), ("reply", "g0", None), ("visit", None, None)],
}


@st.composite
def extras(draw):
    """Facts, and one more act of the customer that counts and opposes, replaces and ends nothing."""
    world, facts = draw(cases())
    what, answers, outcome = draw(st.sampled_from(EXTRA[world]))
    at = day(draw(st.integers(33, 44)))
    item = Evidence(
        id="extra",
        what=what,
        by=draw(st.sampled_from(["anna", "bea"])),
        at=at,
        source="imap",
        answers=[answers] if answers else [],
        grade=draw(st.sampled_from(["observed", "proven"])),
    )
    reading = [Statement(id="rx", about="extra", outcome=outcome, quote="…", by="rita", at=at)] if outcome else []
    return world, [*good(world), *facts], [item, *reading]


@given(extras())
def test_more_evidence_that_counts_never_lowers(case):
    """Every gate that opened still opens, and no side of an enforced requirement gets worse."""
    world, facts, extra = case
    before, after = (standing(subject(world, each), AT) for each in (facts, [*facts, *extra]))
    for name, decision in before.decisions.items():
        assert after.decisions[name].opens >= decision.opens
        for old, new in zip(decision.requirements, after.decisions[name].requirements, strict=True):
            if old.mode == "enforce":
                lower = [
                    s for s, each in old.sides.items() if LEVEL.get(new.sides[s].status, 9) < LEVEL.get(each.status, 0)
                ]
                assert lower == []


@given(cases())
def test_renaming_ids_commutes(case):
    """Other ids for the items, in the same order, give the same decisions with the ids renamed."""
    world, facts = case
    facts = [*good(world), *facts]
    renamed = [rename(each) for each in facts]
    before, after = (standing(subject(world, each), AT) for each in (facts, renamed))
    assert (after.verified, after.blocked) == (before.verified, before.blocked)
    assert [shape(each) for each in after.decisions.values()] == [
        shape(each, prefix="x-") for each in before.decisions.values()
    ]


def rename(fact):
    """The fact with a prefix on every id of an item."""
    changes = {"id": f"x-{fact.id}"}
    for name in ("about", "revokes", "replaces"):
        if getattr(fact, name, None):
            changes[name] = f"x-{getattr(fact, name)}"
    if isinstance(fact, Evidence):
        changes["answers"] = tuple(f"x-{each}" for each in fact.answers)
    return fact.model_copy(update=changes)


def shape(decision, prefix=""):
    """What a decision says about which items."""
    return [
        (
            name,
            str(side.status),
            [prefix + each for each in side.used],
            [(prefix + m.item, m.code) for m in side.near_misses if m.item],
        )
        for each in decision.requirements
        for name, side in each.sides.items()
    ]


@given(cases())
def test_a_decision_survives_the_way_through_json(case):
    """As a dictionary it is plain JSON, and an equal decision comes back from it."""
    world, facts = case
    for decision in standing(subject(world, [*good(world), *facts]), AT).decisions.values():
        plain = decision.as_dict()
        assert json.loads(json.dumps(plain)) == plain
        again = Decision.from_dict(json.loads(json.dumps(plain)))
        assert (again, hash(again), text_of(again)) == (decision, hash(decision), text_of(decision))


@given(cases())
def test_deciding_is_pure_and_total(case):
    """The same question gets the same answer, alone or with all gates, and nothing raises."""
    world, facts = case
    deal = subject(world, facts)
    all_at_once = standing(deal, AT).decisions
    assert texts(world, facts) == texts(world, facts)
    assert {name: decide_subject(deal, name, AT) for name in all_at_once} == dict(all_at_once)


@given(cases(), st.integers(1, 44))
def test_the_future_changes_nothing(case, moment):
    """What is known only later leaves the decision as it was; only the digest knows more facts."""
    world, facts = case
    past = [
        each for each in facts if day(moment, 0).date() >= (each.at.date() if hasattr(each.at, "hour") else each.at)
    ]
    at = day(moment, 20)
    now, later = (standing(subject(world, each), at).decisions.values() for each in (past, facts))
    plain = [[{**each.as_dict(), "digest": ""} for each in every] for every in (now, later)]
    assert plain[0] == plain[1]

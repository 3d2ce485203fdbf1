"""What is wrong although every file can be read: one finding for one cause, at its token, with a next step."""

from __future__ import annotations

import pytest
from places import BASE, changed, edited, findings_of, told

FW, DEAL, TALK, BANK = "framework.yaml", "opportunity.yaml", "review.yaml", "bank.yaml"
ANSWERED, SENT = "customer: review-answered", "seller: review-sent"
HAS_DATE = "coachee: plan-written, coach"
DATE = 'a date fits a day like 2026-04-02 or a duration like "7 days"'


def with_date(test):
    """The change that asks the plan of a talk for a day of that kind."""
    return TALK, HAS_DATE, f"coachee: {{what: plan-written, with: {{due: {test}}}}}, coach"


REFERENCES = [
    (FW, "  seller: {rep", "  seler: {rep", (7, "seler", 'unknown side "seler"', 'did you mean "seller"?')),
    (FW, "{side: seller}", "{side: seler}", (9, "seler", 'unknown side "seler"', 'did you mean "seller"?')),
    (FW, "by: [buyer]", "by: [user, byer]", (12, "byer", 'unknown role "byer"', 'did you mean "buyer"?')),
    (FW, "by: [buyer]", "by: rep", (12, "rep", 'unknown role "rep"', "known: buyer, user")),
    (FW, "by: [buyer]", "told-by: coch", (12, "coch", 'unknown side or role "coch"', 'did you mean "coach"?')),
    (
        FW,
        "answers: review",
        "answers: revew",
        (13, "revew-sent", 'unknown evidence "revew-sent"', 'did you mean "review-sent"?'),
    ),
    (
        FW,
        "roles:\n",
        "time-zone: Europe/Berlim\nroles:\n",
        (
            5,
            "Europe/Berlim",
            'the time zone "Europe/Berlim" is not known here',
            "write a name like Europe/Berlin; a machine without time zones needs the package tzdata",
        ),
    ),
    (
        FW,
        "{side: seller}",
        "{side: seller, summary: {next: day}}",
        (9, "day", 'unknown field "day"', "check how it is spelt where it is declared"),
    ),
    (
        DEAL,
        "[customer, seller]",
        "[custmer, seller]",
        (2, "custmer", 'unknown side "custmer"', 'did you mean "customer"?'),
    ),
    (
        DEAL,
        "journey: opportunity\n",
        "journey: opportunity\nabout: reveiw\n",
        (2, "reveiw", 'unknown journey "reveiw"', 'did you mean "review"?'),
    ),
    (
        DEAL,
        "phase: needs-built",
        "phase: need-built",
        (4, "need-built", 'unknown phase "need-built"', 'did you mean "needs-built"?'),
    ),
    (
        DEAL,
        "from: needs-analysis",
        "from: need-analysis",
        (8, "need-analysis", 'unknown stage "need-analysis"', 'did you mean "needs-analysis"?'),
    ),
    (DEAL, "to: proposal", "to: propsal", (9, "propsal", 'unknown stage or end "propsal"', 'did you mean "proposal"?')),
    (
        DEAL,
        "gates:",
        "ends: {parked: {kind: parked, needs: wake-up}}\ngates:",
        (6, "wake-up", 'unknown field "wake-up"', "check how it is spelt where it is declared"),
    ),
    (
        DEAL,
        ANSWERED,
        "customer: {what: [review-answered, review-answred]}",
        (14, "review-answred", 'unknown evidence "review-answred"', 'did you mean "review-answered"?'),
    ),
    (
        DEAL,
        ANSWERED,
        "customer: {what: review-answered, by: byer}",
        (14, "byer", 'unknown role "byer"', 'did you mean "buyer"?'),
    ),
    (
        DEAL,
        ANSWERED,
        "customer: {what: review-answered, answers: x}",
        (14, "x", 'unknown evidence "x"', "known: gate-blocked, review-answered, review-sent"),
    ),
    (
        DEAL,
        ANSWERED,
        "customer: {what: review-answered, after: y}",
        (14, "y", 'unknown evidence "y"', "known: gate-blocked, review-answered, review-sent"),
    ),
    (
        DEAL,
        ANSWERED,
        "customer: {what: review-answered, from-different: persn}",
        (14, "persn", 'unknown field "persn"', 'did you mean "person"?'),
    ),
    (
        DEAL,
        ANSWERED,
        "customer: {what: review-answered, with: {outcom: rejects}}",
        (14, "outcom", 'unknown field "outcom"', 'did you mean "outcome"?'),
    ),
    (
        TALK,
        "for-each: plan-written",
        "for-each: {what: plan-writen}",
        (19, "plan-writen", 'unknown evidence "plan-writen"', 'did you mean "plan-written"?'),
    ),
    (
        TALK,
        "for-each: plan-written",
        "for-each: {what: plan-written, in: abot}",
        (19, "abot", 'unknown place "abot"', 'did you mean "about"?'),
    ),
    (
        BANK,
        "for: opportunity",
        "for: [review, oportunity]",
        (2, "oportunity", 'unknown journey "oportunity"', 'did you mean "opportunity"?'),
    ),
    (
        BANK,
        ".needs-are-theirs",
        ".needs-are-their",
        (
            4,
            "needs-confirmed.needs-are-their",
            'unknown gate or requirement "needs-confirmed.needs-are-their"',
            'did you mean "needs-confirmed.needs-are-theirs"?',
        ),
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), REFERENCES)
def test_a_name_that_nobody_declared(name, old, new, expected):
    """Each kind of reference that leads nowhere: GC014 at the very word, and nothing that only follows from it."""
    assert [told(each) for each in edited(name, old, new)] == [("GC014", *expected)]


SIDES = [
    (
        DEAL,
        f"        {ANSWERED}\n",
        "",
        (
            "GC019",
            11,
            "needs-are-theirs",
            "the customer side is missing: a requirement is a pair of acts",
            "say `customer: <evidence>`",
        ),
    ),
    (
        DEAL,
        f"        {SENT}\n        {ANSWERED}\n",
        "",
        (
            "GC019",
            11,
            "needs-are-theirs",
            "the customer and the seller sides are missing: a requirement is a pair of acts",
            "say `customer: <evidence>`",
        ),
    ),
    (
        TALK,
        ", coach: plan-accepted}\n  close",
        "}\n  close",
        (
            "GC019",
            14,
            "plan",
            "the coach side is missing: a requirement is a pair of acts",
            "say `coach: <evidence>`, or `none` with `because:`",
        ),
    ),
    (
        TALK,
        "for-each: plan-written, coach: plan-accepted",
        "for-each: plan-written",
        (
            "GC019",
            19,
            "each-promise",
            "the coach side is missing: a requirement is a pair of acts",
            "say `coach: <evidence>`, or `none` with `because:`",
        ),
    ),
    (
        DEAL,
        SENT,
        "coach: review-sent",
        ("GC020", 13, "coach", 'the journey "opportunity" has no coach side', "its sides: customer, seller"),
    ),
    (
        DEAL,
        ANSWERED,
        "customer: {any: [review-answered, review-sent]}",
        (
            "GC021",
            14,
            "review-sent",
            '"review-sent" is evidence of the seller side, not of the customer side',
            "name an act of the customer side, or ask the seller side for it",
        ),
    ),
    (
        DEAL,
        ANSWERED,
        "customer: none",
        ("GC026", 14, "none", "only a conversation may ask one side alone", "name what they do"),
    ),
    (
        DEAL,
        ANSWERED,
        "customer: {any: [review-answered, none]}",
        ("GC026", 14, "none", "`none` stands for a whole side and cannot be one of several", "take it out of the list"),
    ),
    (
        TALK,
        "plan-written, coach: plan-accepted}\n  close",
        "plan-written, coach: none}\n  close",
        ("GC026", 14, "none", "the coach side is none, but nothing says why", "add `because:`"),
    ),
    (
        TALK,
        HAS_DATE + ": plan-accepted",
        'coachee: none, coach: none, because: "It is so."',
        ("GC026", 14, "none", "one side at least must do something", "name what one of them does"),
    ),
    (
        DEAL,
        "[customer, seller]",
        "[customer, customer]",
        (
            "GC015",
            2,
            "customer",
            "a journey has two different sides",
            "write two of: customer, seller, coachee, coach, managers, enablement",
        ),
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), SIDES)
@pytest.mark.requirement("F03")
def test_a_pair_that_is_no_pair(name, old, new, expected):
    """A missing, foreign or empty side, and evidence of the wrong one: one finding each."""
    assert [told(each) for each in edited(name, old, new)] == [expected]


GRAPH = [
    (
        DEAL,
        "gates:",
        "  closing: {phase: needs-built}\ngates:",
        (
            "GC022",
            6,
            "closing",
            'no gate leads to the stage "closing": nothing may move forward without one',
            "add a gate with `to: closing`",
        ),
    ),
    (
        DEAL,
        "to: proposal",
        "to: needs-analysis",
        (
            "GC022",
            9,
            "needs-analysis",
            "this gate leads back; going back is always free with a reason and needs no gate",
            "take the gate out, or let it lead forward",
        ),
    ),
    (
        DEAL,
        "gates:",
        "ends: {signed: won}\ngates:",
        (
            "GC023",
            6,
            "signed",
            'no gate leads to "signed", and won is reached only through a gate',
            "add a gate with `to: signed`",
        ),
    ),
    (
        TALK,
        "{closed: done}",
        "{closed: stopped}",
        ("GC023", 1, "review", "a conversation needs an end of kind `done`", "ends: {closed: done}"),
    ),
    (
        DEAL,
        "gates:",
        "ends: {proposal: lost}\ngates:",
        ("GC031", 6, "proposal", '"proposal" is already a stage of this journey', "rename one"),
    ),
    (
        DEAL,
        "  proposal: {phase: offers-compared}",
        "  proposal:",
        (
            "GC033",
            5,
            "proposal",
            'the stage "proposal" serves no phase of the customer\'s journey',
            "phases: needs-built, offers-compared",
        ),
    ),
    (
        TALK,
        "{talk: {}",
        "{talk: {phase: needs-built}",
        ("GC033", 4, "needs-built", "only journeys whose first side is the customer serve phases", "take `phase` out"),
    ),
    (
        FW,
        "offers-compared: {}}",
        "offers-compared: {}, decided: {}}",
        (
            "GC033",
            4,
            "decided",
            'no stage serves the phase "decided"',
            "let a stage serve it with `phase: decided`, or take it out",
        ),
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), GRAPH)
@pytest.mark.requirement("F01")
@pytest.mark.requirement("F02")
def test_a_journey_that_cannot_be_travelled(name, old, new, expected):
    """Stages without a way in, ways back, ends out of reach, phases without stages: one finding each."""
    assert [told(each) for each in edited(name, old, new)] == [expected]


LOOSE = "and a clause may only tighten"
WITHIN = (
    "`within` counts from what the clause answers or comes after; it says neither",
    "add `answers:` to the evidence, or `after:` beside it",
)
TWICE = ("say it once, or split the requirement",)
CLAUSES = [
    (
        DEAL,
        ANSWERED,
        "customer: {what: review-answered, by: user}",
        ("GC025", 14, "user", f'"review-answered" does not accept "user", {LOOSE}', "accepted: buyer"),
    ),
    (
        DEAL,
        ANSWERED,
        "customer: {what: review-answered, answers: review-answered}",
        (
            "GC025",
            14,
            "review-answered",
            '"review-answered" answers "review-sent", and a clause may not change that',
            "take it out, or change the evidence itself",
        ),
    ),
    (DEAL, SENT, "seller: {what: review-sent, within: 3 days}", ("GC025", 13, "3 days", *WITHIN)),
    (FW, "{side: seller}", "{side: seller, within: 3 days}", ("GC025", 13, "review-sent", *WITHIN)),
    (
        FW,
        "against: [rejects]",
        "against: [rejects, confirms]",
        (
            "GC025",
            14,
            "confirms",
            'the outcome "confirms" cannot both agree and oppose',
            "take it out of one of the two",
        ),
    ),
    (
        DEAL,
        ANSWERED,
        "customer: {what: review-answered, with: {outcome: confirm}}",
        ("GC027", 14, "confirm", '"outcome" is a choice: `is: confirm` does not fit it', 'did you mean "confirms"?'),
    ),
    (
        DEAL,
        ANSWERED,
        "customer: {what: review-answered, with: {outcome: [confirms, {a: b}]}}",
        (
            "GC027",
            14,
            "[confirms, {a: b}]",
            '"outcome" is a choice: `one-of: [confirms, {…}]` does not fit it',
            "known: clarifies, confirms, rejects",
        ),
    ),
    (
        DEAL,
        ANSWERED,
        "customer: {what: review-answered, with: {any: [{budget: {more-than: much}}]}}",
        ("GC027", 14, "much", '"budget" is a money: `more-than: much` does not fit it', "money fits a number"),
    ),
    (
        DEAL,
        ANSWERED,
        "customer: {what: review-answered, with: {budget: {known: maybe}}}",
        ("GC015", 14, "maybe", "this should be true or false", "write true or false, without quotes"),
    ),
    (
        *with_date("{between: [7 days]}"),
        (
            "GC027",
            14,
            "[7 days]",
            '"due" is a date: `between: [7 days]` does not fit it',
            "write the lower and the upper end in brackets: [ …, … ]",
        ),
    ),
    (*with_date("soon"), ("GC027", 14, "soon", '"due" is a date: `is: soon` does not fit it', DATE)),
    (*with_date("{at-most: 5}"), ("GC027", 14, "5", '"due" is a date: `at-most: 5` does not fit it', DATE)),
    (
        DEAL,
        ANSWERED,
        "customer: {all: [review-answered, review-answered]}",
        (
            "GC032",
            14,
            "review-answered",
            '"review-answered" stands twice on the customer side of one requirement',
            *TWICE,
        ),
    ),
    (
        FW,
        "{side: seller}",
        "{side: seller, answers: review-answered}",
        (
            "GC032",
            14,
            "customer",
            'the sides answer each other in a chain: "review-answered" answers "review-sent" answers "review-answered"',
            "split the requirement in two",
        ),
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), CLAUSES)
def test_a_clause_that_cannot_mean_what_it_says(name, old, new, expected):
    """Loosened evidence, windows from nowhere, conditions of another type, tangled sides: one finding each."""
    assert [told(each) for each in edited(name, old, new)] == [expected]


def test_a_clause_may_not_widen_who_tells():
    """What a type says about its teller holds wherever it is used."""
    text = changed(BASE[FW], "by: [buyer]", "by: [buyer]\n    told-by: [customer]")
    deal = changed(BASE[DEAL], ANSWERED, "customer: {what: review-answered, told-by: [customer, seller]}")
    (found,) = findings_of({**BASE, FW: text, DEAL: deal})
    expected = f'"review-answered" does not accept "seller", {LOOSE}'
    assert told(found) == ("GC025", 14, "seller", expected, "accepted: customer")


def test_a_misspelt_side_of_roles_makes_its_roles_not_unknown():
    """Who holds them is unclear until the side is mended, so only the side is told."""
    found = edited(FW, "  customer: {buyer", "  custmer: {buyer")
    assert [(each.code, each.line) for each in found] == [("GC014", 6)]


NAMES = [
    (
        FW,
        "  review-sent:",
        "  gate-blocked: {side: coach}\n  review-sent:",
        ("GC018", 9, "gate-blocked", '"gate-blocked" is built in and cannot be defined again', "choose another id"),
    ),
    (
        DEAL,
        "gates:",
        "evidence:\n  review-sent: {side: seller}\ngates:",
        (
            "GC031",
            7,
            "review-sent",
            'the evidence "review-sent" is already defined in acme/framework.yaml, line 9',
            "keep one of the two, or rename one",
        ),
    ),
    (
        TALK,
        "journey: review",
        "journey: opportunity",
        (
            "GC031",
            1,
            "opportunity",
            'the journey "opportunity" is already defined in acme/opportunity.yaml',
            "keep one of the two, or rename one",
        ),
    ),
    (
        DEAL,
        "  needs-confirmed:",
        "  standing:",
        (
            "GC018",
            7,
            "standing",
            '"standing" is a word that scenarios expect things of and cannot be the id of a gate',
            "rename the gate",
        ),
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), NAMES)
def test_a_name_that_is_taken(name, old, new, expected):
    """Built-in names and second definitions are told where they stand, with the place of the first."""
    found = edited(name, old, new)
    assert told(found[-1]) == expected
    assert all(each.file == "acme/bank.yaml" for each in found[:-1])


@pytest.mark.parametrize(
    "new",
    [
        "customer: {what: review-answered, by: everyone}",
        "customer: {what: review-answered, by: buyer, within: 5 days, answers: review-sent}",
        "customer: {what: review-answered, at-least: 2, from-different: budget}",
        "customer: {what: review-answered, with: {outcome: [confirms], budget: {between: [1, 2.5]}}}",
        "customer: {any: [{what: review-answered, with: {all: [{budget: {known: true}}]}}]}",
        "customer: {what: review-answered, after: review-sent, no-older-than: 6 weeks, told-by: customer}",
    ],
)
def test_what_a_clause_may_say_has_no_finding(new):
    """Tightening in every word of the language is fine."""
    assert edited(DEAL, ANSWERED, new) == []

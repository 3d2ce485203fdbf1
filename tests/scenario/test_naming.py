"""A scenario that names what does not exist is told so, at the place, with the nearest name."""

from __future__ import annotations

import pytest
from places import changed
from scenario.stories import DEAL, REVIEW, findings, told

from gatecoach.definition.loading import read_authored

NEEDS = 'did you mean "needs-confirmed"?'


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("journey: opportunity", "journey: oportunity", (
            2, "oportunity", 'unknown journey "oportunity"', 'did you mean "opportunity"?')),
        ("needs-confirmed:", "needs-confirmd:", (13, "needs-confirmd", 'unknown gate "needs-confirmd"', NEEDS)),
        ("standing: {verified: proposal}", "standin: {passes: true}", (
            17, "standin", 'unknown gate "standin"', 'did you mean "standing"?')),
        ("needs-are-theirs:", "needs-are-their:", (
            16, "needs-are-their", 'unknown requirement "needs-are-their"', 'did you mean "needs-are-theirs"?')),
        ("{seller: met,", "{coach: met,", (
            16, "coach", 'unknown side of this requirement "coach"', "known: customer, seller")),
        ("verified: proposal", "verified: propsal", (
            17, "propsal", 'unknown stage or end "propsal"', 'did you mean "proposal"?')),
        ("side: seller", "side: seler", (6, "seler", 'unknown side "seler"', 'did you mean "seller"?')),
        ("roles: [user]", "roles: [usr]", (5, "usr", 'unknown role "usr"', 'did you mean "user"?')),
        ("what: review-sent", "what: review-snt", (
            9, "review-snt", 'unknown evidence "review-snt"', 'did you mean "review-sent"?')),
        ("by: bo, answers: m1", "by: bob, answers: m1", (10, "bob", 'unknown person "bob"', 'did you mean "bo"?')),
        ("answers: m1", "answers: m9", (10, "m9", 'unknown row "m9"', "known: m1, m2, s1")),
        ("answers: m1", "answers: [m1, m9]", (10, "m9", 'unknown row "m9"', "known: m1, m2, s1")),
        ("answers: m1", "answers: gate-blocked.1", (
            10, "gate-blocked.1", 'unknown row "gate-blocked.1"', "known: m1, m2, s1")),
        ("outcome: confirms", "outcome: confirm", (
            11, "confirm", 'unknown outcome "confirm"', 'did you mean "confirms"?')),
        ("by: rosa}\n  - {id: m2", "by: rosa, fields: {budgt: 3}}\n  - {id: m2", (
            9, "budgt", 'unknown field "budgt"', "")),
        ("at: 2026-03-31\n", "at: 2026-03-31\nowner: ros\n", (
            8, "ros", 'unknown person "ros"', 'did you mean "rosa"?')),
        ("at: 2026-03-31\n", "at: 2026-03-31\nclaimed: propsal\n", (
            8, "propsal", 'unknown stage or end "propsal"', 'did you mean "proposal"?')),
        ("at: 2026-03-31\n", "at: 2026-03-31\nfields: {amont: 3}\n", (
            8, "amont", 'unknown field "amont"', 'did you mean "amount"?')),
        ("expect:\n", "  - {claim: propsal, day: 2026-03-04}\nexpect:\n", (
            12, "propsal", 'unknown stage or end "propsal"', 'did you mean "proposal"?')),
        ("expect:\n", "  - {waives: needs-confirmed.x, day: 2026-03-04}\nexpect:\n", (
            12, "needs-confirmed.x", 'unknown requirement "needs-confirmed.x"',
            'did you mean "needs-confirmed.needs-are-theirs"?')),
        ("verified: proposal", "claimed: propsal", (
            17, "propsal", 'unknown stage or end "propsal"', 'did you mean "proposal"?')),
        ("verified: proposal", "without-waivers: propsal", (
            17, "propsal", 'unknown stage or end "propsal"', 'did you mean "proposal"?')),
        ("verified: proposal", "blocked: needs-confirmd", (
            17, "needs-confirmd", 'unknown gate "needs-confirmd"', NEEDS)),
        ("verified: proposal", "signals: quite", (17, "quite", 'unknown signal "quite"', 'did you mean "quiet"?')),
        ("verified: proposal", "use-cases: larg", (17, "larg", 'unknown use case "larg"', 'did you mean "large"?')),
        ("verified: proposal", "tasks: needs-confirmed", (
            17, "needs-confirmed", 'unknown requirement "needs-confirmed"',
            'did you mean "needs-confirmed.needs-are-theirs"?')),
        ("passes: true", "open: needs-are-theirs.custmer", (
            14, "needs-are-theirs.custmer", 'unknown place "needs-are-theirs.custmer"',
            'did you mean "needs-are-theirs.customer"?')),
        ("passes: true", "waivers: {x9: holds}", (14, "x9", 'unknown row "x9"', "known: m1, m2, s1")),
        ("{seller: met,", "{waiver: x9,", (16, "x9", 'unknown row "x9"', "known: m1, m2, s1")),
        ("{seller: met,", "{used: {seller: m9},", (16, "m9", 'unknown row "m9"', "known: m1, m2, s1")),
        ("{seller: met,", "{open: {coach: m1},", (
            16, "coach", 'unknown side of this requirement "coach"', "known: customer, seller")),
    ],
)  # fmt: skip
def test_a_name_that_nobody_declared_is_found_at_its_place(old, new, expected):
    """GC014 at the word itself, with the nearest name; the rest of the scenario is not run."""
    wrong = changed(DEAL, old, new)
    assert ("GC014", *expected) in findings(wrong)
    assert told(wrong).differences == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("day: 2026-03-02", "day: soon", ("GC030", 9, "soon", '"soon" is neither a day nor a time')),
        ("day: 2026-03-02", 'day: "2026-03-02T10:00:00+01:00"', ("GC030", 9, None, "`day` is a whole day")),
        (
            "day: 2026-03-02",
            'at: "2026-03-02T10:00:00"',
            ("GC030", 9, None, "the time 2026-03-02T10:00:00 has no time"),
        ),
        ("day: 2026-03-02", "day: 2026-03-02, at: 2026-03-02", ("GC012", 9, "at", "`day` and `at` say the same")),
        ("at: 2026-03-31", "at: today", ("GC030", 7, "today", '"today" is neither a day nor a time')),
        (
            "answers: m1}",
            "answers: m1, machine_sent: true}",
            ("GC012", 10, "machine_sent", '"machine_sent" is not known'),
        ),
        ("answers: m1}", "answers: m1, grad: proven}", ("GC012", 10, "grad", "evidence: grad: is not known here")),
        ("about: m2,", "about: m2, revokes: m2,", ("GC012", 11, None, "cannot stand beside")),
        ("outcome: confirms, ", "", ("GC013", 11, None, "statement: outcome: is missing")),
        ("side: seller,", "side: seller, nme: Rosa,", ("GC012", 6, "nme", "person: nme: is not known here")),
    ],
)
def test_a_row_that_does_not_fit_is_found_at_its_place(old, new, expected):
    """Days, times, keys and kinds that no fact can have."""
    code, line, words, message = expected
    found = [(each[0], each[1], each[2], each[3]) for each in findings(changed(DEAL, old, new))]
    assert [each for each in found if each[:2] == (code, line) and words in (None, each[2]) and message in each[3]]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("seller: met", "seller: mett", "GC015"),
        ("seller: met", "near-misses: {customer: wrong-rol}", "GC014"),
        ("seller: met", "seler: met", "GC012"),
        ("verified: proposal", "gap: far", "GC014"),
        ("verified: proposal", "verifid: proposal", "GC012"),
        ("standing: {verified: proposal}", "refused: {m1: too-erly}", "GC014"),
        ("seller: met", "strength: weakr", "GC014"),
        ("seller: met", "used: {custmer: m1}", "GC012"),
        ("passes: true", "reasons: mising", "GC014"),
        ("passes: true", "waivers: {s1: hold}", "GC014"),
        ("verified: proposal", "findings: unknown-stge", "GC014"),
        ("verified: proposal", "without-waivers: {gap: far}", "GC014"),
        ("at: 2026-03-31\n", "", "GC013"),
    ],
)
def test_a_word_that_is_none_is_found_when_the_file_is_read(old, new, code):
    """Statuses, near misses, codes and keys are checked by lint already."""
    source, found = read_authored(changed(DEAL, old, new).encode(), "scene.yaml")
    assert (source.model, [each.code for each in found]) == (None, [code])


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("{seller: met, customer: met}", "{}", 16),
        ("{seller: met, customer: met}", "{near-misses: {}}", 16),
        ("standing: {verified: proposal}", "standing: {}", 17),
        ("standing: {verified: proposal}", "standing: {without-waivers: {}}", 17),
        ("standing: {verified: proposal}", "other: {}", 17),
    ],
)
def test_an_expectation_of_nothing_is_found_when_the_file_is_read(old, new, line):
    """It could never fail; the finding says so at its place, and what to do."""
    (found,) = read_authored(changed(DEAL, old, new).encode(), "scene.yaml")[1]
    assert (found.code, found.line, found.message) == ("GC015", line, "this expects nothing, so it can never fail")
    assert (found.source[found.column - 1 :][: found.length], found.hint) == (
        "{}",
        "say what must hold, or take it out",
    )


def test_a_scenario_that_expects_nothing_at_all_is_found():
    """Without any expectation, or with an empty one, a scenario is told that it can never fail."""
    nothing = DEAL[: DEAL.index("expect:")]
    assert [each[0] for each in findings(nothing)] == ["GC013"]
    assert [each.code for each in read_authored(f"{nothing}expect: {{}}\n".encode(), "scene.yaml")[1]] == ["GC015"]


def test_a_talk_has_a_step_and_little_of_a_standing():
    """What only a deal has cannot be expected of a talk; it would never be judged."""
    wrong = changed(REVIEW, "step: follow-up", "standing: {verified: follow-up, signals: [], may-end: false}")
    assert [each[3] for each in findings(wrong)] == ["a talk has no may-end", "a talk has no signals"]
    assert told(changed(REVIEW, "step: follow-up", "standing: {verified: follow-up, ended: false}")).holds


def test_somebody_uninvited_is_told_only_where_that_is_expected():
    """A person who is not among the people is a slip of the pen, unless `uninvited` is what the story is about."""
    strange = changed(DEAL, "by: bo, answers: m1", "by: stranger, answers: m1")
    assert [each[3] for each in findings(strange)] == ['unknown person "stranger"']
    meant = strange[: strange.index("expect:")]
    meant += "expect: {needs-confirmed: {requirements: {needs-are-theirs: {near-misses: {customer: uninvited}}}}}\n"
    assert told(meant).holds


def test_a_refusal_may_be_what_is_expected():
    """Evidence or a stage that nobody declared is fine where just that refusal is expected."""
    wrong = changed(
        DEAL, "by: rosa}\n  - {id: m2", "by: rosa}\n  - {id: m0, day: 2026-03-02, what: nothing, by: bo}\n  - {id: m2"
    )
    assert told(f"{wrong}  refused: {{m0: unknown-evidence}}\n").holds
    others = {
        "{claim: propsal, day: 2026-03-04}": "propsal: unknown-stage",
        "{field: amuont, value: 3, day: 2026-03-04}": "amuont: unknown-field",
        "{id: x1, waives: needs-confirmed.x, by: rosa, day: 2026-03-04, until: 2026-03-09, reason: So.}": (
            "x1: unknown-requirement"
        ),
    }
    for row, refusal in others.items():
        story = changed(DEAL, "expect:\n", f"  - {row}\nexpect:\n")
        assert told(f"{story}  refused: {{{refusal}}}\n").holds, row


def test_an_unknown_claim_may_be_what_is_expected():
    """A stage that nobody declared may be claimed where the gap is expected to be unknown."""
    claimed = changed(DEAL, "at: 2026-03-31\n", "at: 2026-03-31\nclaimed: propsal\n")
    assert told(changed(claimed, "verified: proposal", "gap: unknown")).holds


def test_what_a_talk_is_about_is_checked_too():
    """The nested story has findings of its own; a deal is about nothing."""
    assert findings(changed(REVIEW, "what: review-sent", "what: review-snt"))[0][1:3] == (7, "review-snt")
    assert findings(changed(REVIEW, "  journey: opportunity", "  journey: oportunity"))[0][1:3] == (5, "oportunity")
    about = "about: {journey: opportunity}\n"
    assert [each[0] for each in findings(DEAL + about)] == ["GC012"]


def test_a_talk_without_a_coach_cannot_be_told():
    """What keeps a talk from opening is one finding."""
    alone = changed(REVIEW, "{lee: {side: coach}, rosa", "{rosa")
    alone = changed(alone, "by: lee}", "by: rosa}")
    assert [(each[0], each[3]) for each in findings(alone)] == [
        ("GC030", "a talk needs somebody to speak in it, and nobody is its coach")
    ]


def test_a_talk_takes_words_and_nothing_else():
    """A reading in a talk is a finding at its row."""
    reading = changed(REVIEW, "expect:\n", "  - {about: p1, outcome: x, day: 2026-03-02, by: lee}\nexpect:\n")
    assert [each[1] for each in findings(reading)] == [12]

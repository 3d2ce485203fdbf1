"""A scenario holds, or says at which line what is otherwise and why."""

from __future__ import annotations

import pytest
from places import changed
from scenario.stories import DEAL, REVIEW, differences, findings, told

from gatecoach.scenario.result import told as in_yaml


def test_what_is_as_expected_holds():
    """A true story has neither findings nor differences."""
    assert told(DEAL).holds
    assert told(REVIEW).holds
    assert told(DEAL).text() == "scene.yaml: holds: the buyer confirmed"


SAY = "They confirmed our review of their needs."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("passes: true", "passes: false", (14, "needs-confirmed.passes", False, True)),
        ("customer: met}", "customer: missing}", (
            16, "needs-confirmed.requirements.needs-are-theirs.customer", "missing", "met")),
        ("{seller: met, customer: met}", "expired", (
            16, "needs-confirmed.requirements.needs-are-theirs.status", "expired", "met")),
        ("{seller: met, customer: met}", "{waived: true}", (
            16, "needs-confirmed.requirements.needs-are-theirs.waived", True, False)),
        ("{seller: met, customer: met}", "{strength: weaker}", (
            16, "needs-confirmed.requirements.needs-are-theirs.strength", "weaker", "linked")),
        ("{seller: met, customer: met}", "{near-misses: {customer: left}}", (
            16, "needs-confirmed.requirements.needs-are-theirs.near-misses.customer", ["left"], [])),
        ("passes: true", "allows-move: false", (14, "needs-confirmed.allows-move", False, True)),
        ("passes: true", "on-path: false", (14, "needs-confirmed.on-path", False, True)),
        ("passes: true", "tasks: needs-are-theirs", (14, "needs-confirmed.tasks", ["needs-are-theirs"], [])),
        ("passes: true", "asks: [needs-confirmed.needs-are-theirs.1]", (
            14, "needs-confirmed.asks", ["needs-confirmed.needs-are-theirs.1"], [])),
        ("verified: proposal", "verified: needs-analysis", (17, "standing.verified", "needs-analysis", "proposal")),
        ("verified: proposal", "gap: 0", (17, "standing.gap", 0, "unknown")),
        ("verified: proposal", "ended: true", (17, "standing.ended", True, False)),
        ("verified: proposal", "ahead: [needs-confirmed]", (17, "standing.ahead", ["needs-confirmed"], [])),
        ("standing: {verified: proposal}", "refused: {m2: wrong-side}", (
            17, "refused.m2", "wrong-side", "nothing refused")),
        ("passes: true", "without-waivers: false", (14, "needs-confirmed.without-waivers", False, True)),
        ("passes: true", "open: needs-are-theirs.customer", (
            14, "needs-confirmed.open", ["needs-are-theirs.customer"], [])),
        ("passes: true", "reasons: missing", (14, "needs-confirmed.reasons", ["missing"], [])),
        ("passes: true", "waivers: {s1: holds}", (14, "needs-confirmed.waivers.s1", "holds", "not given")),
        ("{seller: met, customer: met}", "{waiver: s1}", (
            16, "needs-confirmed.requirements.needs-are-theirs.waiver", "s1", "")),
        ("{seller: met, customer: met}", "{used: {customer: [m1, m2]}}", (
            16, "needs-confirmed.requirements.needs-are-theirs.used.customer", ["m1", "m2"], ["m2"])),
        ("{seller: met, customer: met}", "{open: {customer: m1}}", (
            16, "needs-confirmed.requirements.needs-are-theirs.open.customer", ["m1"], [])),
        ("{seller: met, customer: met}", '{say: {de: "Ja."}}', (
            16, "needs-confirmed.requirements.needs-are-theirs.say.de", "Ja.", SAY)),
        ("{seller: met, customer: met}", '{say: "Yes."}', (
            16, "needs-confirmed.requirements.needs-are-theirs.say", "Yes.", SAY)),
        ("verified: proposal", "claimed: proposal", (17, "standing.claimed", "proposal", None)),
        ("verified: proposal", "may-end: true", (17, "standing.may-end", True, False)),
        ("verified: proposal", "blocked: needs-confirmed", (17, "standing.blocked", ["needs-confirmed"], [])),
        ("verified: proposal", "use-cases: large", (17, "standing.use-cases", ["large"], [])),
        ("verified: proposal", "without-waivers: needs-analysis", (
            17, "standing.without-waivers.verified", "needs-analysis", "proposal")),
        ("verified: proposal", "without-waivers: {gap: 1}", (17, "standing.without-waivers.gap", 1, "unknown")),
        ("verified: proposal", "signals: quiet", (17, "standing.signals", ["quiet"], [])),
        ("verified: proposal", "findings: unknown-stage", (17, "standing.findings", ["unknown-stage"], [])),
        ("verified: proposal", "tasks: needs-confirmed.needs-are-theirs", (
            17, "standing.tasks", ["needs-confirmed.needs-are-theirs"], [])),
    ],
)  # fmt: skip
def test_each_thing_that_is_otherwise_is_told_at_its_line(old, new, expected):
    """Line and place in the expectation, what was expected and what was found."""
    assert differences(changed(DEAL, old, new)) == [expected]


OPEN = changed(DEAL, "by: bo, answers", "by: ida, answers").replace("passes: true", "passes: false")


@pytest.mark.parametrize(
    ("new", "place", "found"),
    [
        ("reasons: []", "needs-confirmed.reasons", ["missing", "wrong-role"]),
        ("asks: []", "needs-confirmed.asks", ["needs-confirmed.needs-are-theirs.1"]),
        ("requirements: {needs-are-theirs: {near-misses: {customer: []}}}", (
            "needs-confirmed.requirements.needs-are-theirs.near-misses.customer"), ["wrong-role"]),
    ],
)  # fmt: skip
def test_an_empty_list_expects_none(new, place, found):
    """Where "at least these" are expected, an empty list says that there is none."""
    told_so = OPEN[: OPEN.index("expect:")] + f"expect: {{needs-confirmed: {{{new}}}}}\n"
    assert [each[1:] for each in differences(told_so)] == [(place, [], found)]
    holding = DEAL[: DEAL.index("expect:")] + f"expect: {{needs-confirmed: {{{new}}}}}\n"
    assert told(holding).holds


def test_all_differences_are_told_in_the_order_of_the_file():
    """One run tells everything that is otherwise."""
    wrong = changed(changed(DEAL, "passes: true", "passes: false"), "verified: proposal", "verified: needs-analysis")
    assert [each[0] for each in differences(wrong)] == [14, 17]


def test_what_is_not_named_is_not_judged():
    """A scenario that expects little is about that alone."""
    little = DEAL[: DEAL.index("expect:")] + "expect: {needs-confirmed: {requirements: {needs-are-theirs: met}}}\n"
    assert told(little).holds
    assert told(changed(DEAL, "by: bo, answers", "by: ida, answers")).differences != ()


def test_a_difference_reads_well():
    """The diff shows expected above found, and the near misses as the reason."""
    wrong = told(changed(DEAL, "by: bo, answers", "by: ida, answers")).text()
    assert wrong.startswith("scene.yaml:1: does not hold: the buyer confirmed\n    line 14: needs-confirmed.passes\n")
    assert (
        "    line 16: needs-confirmed.requirements.needs-are-theirs.customer\n"
        "        expected  met\n        found     missing\n        because   m2 is wrong-role"
    ) in wrong


@pytest.mark.parametrize(
    ("value", "said"),
    [(True, "true"), ([], "[]"), (["a", False], "[a, false]"), ({"a": [1]}, "{a: [1]}"), (None, "nothing"), (0, "0")],
)
def test_values_are_said_as_authors_write_them(value, said):
    """The diff speaks YAML and no Python."""
    assert in_yaml(value) == said


def test_a_result_is_plain_for_machines():
    """Name, file, line, and every difference with its parts."""
    row = told(changed(DEAL, "passes: true", "passes: false")).as_dict()
    assert (row["scenario"], row["file"], row["line"], row["holds"]) == ("the buyer confirmed", "scene.yaml", 1, False)
    assert row["differences"][0]["place"] == "needs-confirmed.passes"


def test_later_moments_know_what_came_before():
    """`then` goes on with the same story at another time, forward or back."""
    later = DEAL + (
        "then:\n"
        "  - at: 2026-04-02\n"
        "    given: [{revokes: m2, day: 2026-04-01, by: bo}]\n"
        "    expect: {standing: {verified: needs-analysis}}\n"
        "  - {at: 2026-03-31, expect: {standing: {verified: needs-analysis}}}\n"
    )
    assert differences(later) == [(22, "then.1.standing.verified", "needs-analysis", "proposal")]


def test_a_talk_is_recorded_word_by_word():
    """What is refused is told by its id; what is refused and not expected is a difference."""
    early = changed(REVIEW, "what: plan-written", "what: plan-accepted")
    early = changed(changed(early, ", fields: {due: 2026-03-20}", ""), "step: follow-up", "step: talk")
    assert [each[1:] for each in differences(early)] == [
        ("refused.p1", "nothing refused", "wrong-side"),
        ("refused.p2", "nothing refused", "nothing-to-answer"),
    ]
    assert told(early + "  refused: {p1: wrong-side, p2: nothing-to-answer}\n").holds


def test_refusals_are_told_of_their_own_moment():
    """A word that was refused before is not refused again at a later moment."""
    early = changed(REVIEW, "what: plan-accepted, by: lee", "what: plan-accepted, by: rosa")
    early = changed(early, "step: follow-up", "refused: {p2: wrong-side}")
    assert told(f"{early}then:\n  - {{at: 2026-04-01, expect: {{step: talk}}}}\n").holds


def test_a_talk_may_end_early_and_go_back():
    """A dated claim in a talk is its end or a step back, with its reason."""
    gone = REVIEW + "then: [{at: 2026-03-31, given: [ROW], expect: {step: talk}}]\n"
    back = gone.replace("ROW", '{claim: talk, day: 2026-03-03, by: lee, reason: "One plan is missing."}')
    assert told(back).holds
    closed = gone.replace("ROW", '{claim: closed, day: 2026-03-03, by: lee, reason: "We are done."}')
    assert [each[1:] for each in differences(closed)] == [
        ("then.0.step", "talk", "follow-up"),
        ("then.0.refused.closed", "nothing refused", "only-through-a-gate"),
    ]


def test_in_a_talk_the_words_that_are_waited_for_are_asked():
    """`asks` of a gate of a talk are the evidence that would move it on."""
    waiting = REVIEW.replace("  - {id: p2, day: 2026-03-02, what: plan-accepted, by: lee}\n", "")
    waiting = changed(waiting, "step: follow-up", "planned: {asks: [plan-accepted]}")
    assert told(waiting).holds
    assert differences(changed(waiting, "asks: [plan-accepted]", "asks: [plan-written]")) != []


def test_the_order_of_rows_in_a_deal_says_nothing():
    """Only a talk has an order of recording."""
    rows = DEAL[DEAL.index("  - {id: m1") : DEAL.index("expect:")].splitlines(keepends=True)
    assert told(DEAL.replace("".join(rows), "".join(reversed(rows)))).holds


WORDS = """\
scenario: what is said about words
journey: review
people: {lee: {side: coach}, rosa: {side: coachee}}
about:
  journey: opportunity
  people: {rosa: {side: seller, roles: [rep]}, bo: {side: customer}}
  given: [{id: m1, day: 2026-03-01, what: review-sent, by: rosa}]
at: 2026-03-31
given:
  - {id: p1, day: 2026-03-02, what: plan-written, by: rosa, text: I call., fields: {due: 2026-03-20}}
  - ROW
expect: {step: talk}
"""


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("{id: x, revokes: p1, day: 2026-03-02, by: lee}", "wrong-side"),
        (
            "{id: x, waives: planned.plan, day: 2026-03-02, by: lee, until: 2026-03-03, reason: So.}",
            "waiver-not-allowed",
        ),
        ("{id: x, claim: closed, day: 2026-03-02, by: lee, reason: So.}", "only-through-a-gate"),
    ],
)
def test_whatever_a_talk_refuses_is_told_by_its_row(row, code):
    """A claim by its stage, everything else by its id."""
    name = "closed" if "claim" in row else "x"
    story = WORDS.replace("ROW", row.replace("id: x, ", "") if "claim" in row else row)
    assert [each[1:] for each in differences(story)] == [(f"refused.{name}", "nothing refused", code)]
    assert told(
        f"{story.replace('expect: {step: talk}', f'expect: {{step: talk, refused: {{{name}: {code}}}}}')}"
    ).holds


def test_what_a_talk_takes_back_counts_no_more():
    """The plan is gone, and its acceptance has nothing to answer."""
    back = WORDS.replace("ROW", "{revokes: p1, day: 2026-03-02, by: rosa}")
    answered = "{id: p2, day: 2026-03-02, what: plan-accepted, by: lee}"
    story = back.replace("expect:", f"  - {answered}\nexpect:").replace(
        "{step: talk}", "{refused: {p2: nothing-to-answer}}"
    )
    assert told(story).holds


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("{about: m1, outcome: confirms, day: 2026-03-02, by: lee}", 'there is no item "m1" in this talk'),
        ("{about: p1, outcome: confirms, day: 2026-03-02, by: lee}", '"plan-written" has no outcomes'),
        ("{revokes: m1, day: 2026-03-02, by: rosa}", 'there is no item "m1" in this talk'),
        ("{claim: talk, by: lee}", "a talk takes words, readings, waivers and revocations"),
    ],
)
def test_what_no_talk_can_take_is_a_finding_at_its_row(row, words):
    """It is a mistake of the story, not something that a person could be told."""
    (found,) = findings(WORDS.replace("ROW", row))
    assert (found[0], found[1]) == ("GC030", 11)
    assert words in found[3]

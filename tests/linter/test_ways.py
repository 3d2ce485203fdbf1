"""Ways that come to no good end, and gates that nothing certain opens."""

from __future__ import annotations

import pytest
from linter.worlds import BASE, DEAL, FULL, SIGNED, TALK, findings_of, gate, messages, said

SHORT = gate("soon", "needs-analysis", "won")
THIRD = (
    DEAL,
    "  proposal: {phase: offers-compared}\n",
    "  proposal: {phase: offers-compared}\n  last: {phase: needs-built}\n",
)
ALWAYS = (DEAL, "they-signed: {", "they-signed: {when: {amount: {known: true}}, ")
FIELDS = (DEAL, "ends:", "fields: {amount: {type: money}}\nends:")


def test_the_base_of_these_tests_is_clean():
    """Findings of the other tests come from their changes."""
    assert findings_of(FULL) == []


@pytest.mark.requirement("F02")
def test_a_stage_that_no_gate_leads_out_of():
    """Where the journey has a good end, and nobody comes to it from here."""
    change = (DEAL, SIGNED, SHORT)
    assert said(change) == [("GC036", 5, "proposal")]
    assert messages(change) == [
        (
            'no gate leads out of the stage "proposal": nobody comes from here to "won"',
            "add a gate with `from: proposal` that leads on",
        )
    ]


def test_a_stage_whose_gates_all_end_badly():
    """A gate to an end that is lost is a way out, but to no good end."""
    badly = gate("given-up", "proposal", "lost") + SHORT
    assert said((DEAL, SIGNED, badly)) == [("GC036", 5, "proposal")]
    assert messages((DEAL, SIGNED, badly))[0][0].startswith('every gate out of the stage "proposal" ends badly')


def test_only_the_last_stage_of_a_way_to_nowhere_is_told():
    """What leads to it has the same cause."""
    on = gate("going-on", "proposal", "last")
    assert said(THIRD, (DEAL, SIGNED, on + SHORT)) == [("GC036", 6, "last")]


def test_a_stage_with_one_good_way_is_no_trap():
    """Beside a gate that is lost there may be one that is won."""
    assert said((DEAL, SIGNED, SIGNED + gate("given-up", "proposal", "lost"))) == []


def test_a_journey_without_a_good_end_ends_with_its_last_stage():
    """From there nothing has to lead on; from a stage before it something has to."""
    assert findings_of(BASE) == []
    on = gate("going-on", "needs-analysis", "last")
    change = ((DEAL, "won: won, ", ""), THIRD, (DEAL, SIGNED, on))
    assert said(*change) == [("GC036", 5, "proposal")]


@pytest.mark.parametrize("mode", ["warn", "report"])
def test_a_gate_of_which_nothing_is_enforced_never_opens(mode):
    """Its requirements become tasks or are only recorded, so nothing is ever proven."""
    change = (DEAL, "they-signed: {", f"they-signed: {{mode: {mode}, ")
    assert said(change) == [("GC037", 16, "signed")]
    words = 'nothing that the gate "signed" asks of the customer side is enforced, so it never opens'
    assert messages(change) == [(words, "enforce a requirement; to try the gate out give it a `mode` itself")]


def test_a_gate_that_is_tried_out_as_a_whole_is_no_finding():
    """The mode of the gate changes what the host does, not whether it passes."""
    assert said((DEAL, "    ask: What about signed?\n", "    ask: What about signed?\n    mode: warn\n")) == []


def test_a_gate_whose_requirements_all_have_a_condition():
    """Where none of them applies the gate cannot open; one that always applies is enough."""
    assert said(FIELDS, ALWAYS) == [("GC037", 17, "signed")]
    assert "has a `when`" in messages(FIELDS, ALWAYS)[0][0]
    always = '      and: {say: "And.", seller: review-sent, customer: {what: review-answered, at-least: 2}}\n'
    assert said(FIELDS, ALWAYS, (DEAL, "      they-signed:", f"{always}      they-signed:")) == []


def test_a_condition_on_the_gate_itself_is_no_finding():
    """Off its path a gate need not open."""
    change = (
        DEAL,
        "    ask: What about signed?\n",
        "    ask: What about signed?\n    when: {amount: {known: true}}\n",
    )
    assert said(FIELDS, change) == []


def test_a_gate_of_a_talk_may_ask_the_other_side_alone():
    """The first side is none there, so nothing of it has to be enforced."""
    change = (
        TALK,
        '      plan: {say: "They wrote a plan.", coachee: plan-written, coach: plan-accepted}\n',
        '      plan: {say: "Ready.", coachee: none, coach: plan-accepted, because: "It begins."}\n',
    )
    assert said(change) == []


def test_a_gate_of_a_talk_that_enforces_nothing_of_the_first_side():
    """The coachee is asked, but only as a task."""
    old = 'plan: {say: "They wrote a plan.",'
    assert said((TALK, old, old.replace("{say", "{mode: warn, say"))) == [("GC037", 10, "planned")]

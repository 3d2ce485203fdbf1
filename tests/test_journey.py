"""Where a deal stands: claimed, verified, gap, blocked, ahead, and as of when."""

from __future__ import annotations

import datetime as dt

import pytest
from helpers import AFTER, RICH, date, day, deal, framework_of, gate_of, got, pair, sent, word

from gatecoach.errors import GatecoachError, UsageError
from gatecoach.facts import Claim
from gatecoach.journey import decide_subject, standing, standings
from gatecoach.subject import Subject
from gatecoach.ways import Distance, path

PLAIN = gate_of(pair("reply"))
OPENED = [sent("m1", 1), got("r1", 2)]
VISIT = got("w1", 3, "visit", answers=())
LAST = [sent("b1", 4, "booking", fields={"for-day": "2026-01-20"}), got("y1", 5, "booked", answers=["b1"])]
FORK = framework_of(
    """
gatecoach: 1
framework: fork
version: "1"
phases: {early: {title: Early}}
""",
    """
journey: deal
sides: [customer, seller]
stages: {start: {phase: early}, left: {phase: early}, right: {phase: early}, top: {phase: early}}
ends: {lost: lost, won: won}
evidence:
  a: {side: seller}
  to-left: {side: customer}
  to-right: {side: customer}
  to-top: {side: customer}
gates:
  l: {from: start, to: left, requires: {it: {say: It., seller: a, customer: to-left}}}
  r: {from: start, to: right, requires: {it: {say: It., seller: a, customer: to-right}}}
  t: {from: left, to: top, requires: {it: {say: It., seller: a, customer: to-top}}}
  rt: {from: right, to: won, requires: {it: {say: It., seller: a, customer: to-top}}}
""",
)


FORKED_LATER = framework_of(
    """
gatecoach: 1
framework: later
version: "1"
phases: {early: {title: Early}}
""",
    """
journey: deal
sides: [customer, seller]
stages: {start: {phase: early}, mid: {phase: early}, right: {phase: early}, left: {phase: early}, top: {phase: early}}
ends: {lost: lost, won: won}
evidence:
  a: {side: seller}
  fresh: {side: customer, no-older-than: 10 days}
  to-left: {side: customer}
  to-right: {side: customer}
  to-top: {side: customer}
  to-won: {side: customer}
gates:
  go: {from: start, to: mid, requires: {it: {say: It., seller: a, customer: fresh}}}
  l: {from: mid, to: left, requires: {it: {say: It., seller: a, customer: to-left}}}
  r: {from: mid, to: right, requires: {it: {say: It., seller: a, customer: to-right}}}
  t: {from: left, to: top, requires: {it: {say: It., seller: a, customer: to-top}}}
  rt: {from: right, to: won, requires: {it: {say: It., seller: a, customer: to-won}}}
""",
)


def stand(facts=(), claimed=None, at=60, framework=PLAIN):
    """The standing of a deal with these facts."""
    moment = day(at) if isinstance(at, int) else at
    return standing(deal(framework, facts, claimed=claimed), moment)


def forked(*types, claimed=None):
    """The standing on the fork with these customer acts."""
    acts = [got(each, 2, each, "anna", answers=()) for each in types]
    return stand([sent("a1", 1, "a"), *acts], claimed, framework=FORK)


def test_nothing_proven_stands_at_the_start():
    """Without evidence the verified stage is the first, whatever is claimed."""
    found = stand(claimed="third")
    assert (found.claimed, found.verified, found.gap, found.ended) == ("third", "first", 2, False)


@pytest.mark.parametrize(("claimed", "gap"), [("first", 0), ("second", 1), ("third", 2), ("won", 3)])
def test_the_gap_counts_the_gates_up_to_the_claim(claimed, gap):
    """From the start each gate on the way is one."""
    assert stand(claimed=claimed).gap == gap


def test_the_verified_stage_follows_the_gates_that_open():
    """Each gate that opens leads one stage on, and closes the gap by one."""
    assert [(s.verified, s.gap) for s in (stand(each, "third") for each in ((), OPENED, [*OPENED, VISIT]))] == [
        ("first", 2),
        ("second", 1),
        ("third", 0),
    ]


def test_a_host_reads_from_the_standing_what_holds_a_claim_back():
    """Every gate that does not open between verified and claimed; none where the claim stands or leads nowhere."""
    assert [each.gate for each in stand(OPENED, "won").refusals] == ["on", "end"]
    assert [each.gate for each in stand(OPENED, "third").refusals] == ["on"]
    assert [stand(OPENED, claimed).refusals for claimed in ("second", "first", None, "nowhere", "lost")] == [()] * 5


def test_a_gate_that_only_warns_holds_nothing_back():
    """The host may ask, but the claim is not refused."""
    warned = gate_of(pair("reply"), extra=AFTER.replace("to: third,", "to: third, mode: warn,"))
    assert [each.gate for each in stand([], "third", framework=warned).refusals] == ["go"]


def test_a_gap_that_is_no_number_says_why():
    """No claim, an unknown one, one behind, and one off the path are values of their own, never 0."""
    assert stand().gap is Distance.UNKNOWN
    assert stand(claimed="nowhere").gap is Distance.UNKNOWN
    assert stand(OPENED, claimed="first").gap is Distance.BEHIND
    assert forked("to-left", claimed="right").gap is Distance.OFF_PATH


def test_an_unknown_claim_is_a_finding():
    """What is claimed and no stage is named with the stages there are."""
    (finding,) = stand(claimed="nowhere").findings
    assert (finding.code, finding.place) == ("unknown-stage", "nowhere")
    assert finding.params == {"stage": "nowhere", "hint": "known: first, second, third, lost, won"}
    assert stand(claimed="second").findings == ()


def test_blocked_are_the_gates_up_to_the_claim_and_the_next_at_least():
    """Claimed further: all gates between; not claimed or reached: the next one."""
    assert stand(claimed="third").blocked == ("go", "on")
    assert stand().blocked == ("go",)
    assert stand(OPENED, claimed="second").blocked == ("on",)
    assert forked("to-left", claimed="right").blocked == ("t",)


def test_what_passes_beyond_a_closed_gate_is_ahead():
    """It does not move the verified stage, and is not lost either."""
    found = stand([sent("m1", 1), VISIT])
    assert (found.verified, found.ahead) == ("first", ("on",))
    assert stand([*OPENED, VISIT]).ahead == ()


def test_on_two_branches_the_one_that_holds_the_claim_counts():
    """Both are open: the branch of the claim; without a claim the highest rank."""
    both = ("to-left", "to-right")
    assert [forked(*both, claimed=each).verified for each in ("left", "right", "won")] == ["left", "right", "right"]
    assert forked(*both).verified == "right"
    assert forked("to-left", "to-right", "to-top", claimed="left").verified == "top"


def test_of_two_branches_the_one_that_leads_to_the_claim_counts():
    """Also where the claim is not reached; else the rank of a stage decides, which is its place and not its name."""
    acts = [sent("a1", 1, "a"), *(got(each, 58, each, "anna", answers=()) for each in ("fresh", "to-left", "to-right"))]
    found = {claim: stand(acts, claim, framework=FORKED_LATER) for claim in (None, "top")}
    assert [each.verified for each in found.values()] == ["left", "left"]
    assert forked("to-left", "to-right", claimed="top").verified == "left"
    assert forked("to-left", "to-right", claimed="top").gap == 1


def test_a_gate_is_carried_by_what_passes_on_any_branch_behind_it():
    """Each branch is followed to its end, whichever is looked at first."""
    acts = [got(each, 5, each, "anna", answers=()) for each in ("fresh", "to-top")]
    decision = decide_subject(deal(FORKED_LATER, [sent("a1", 1, "a"), *acts]), "go", day(60))
    assert (decision.passes, decision.carried) == (False, True)


def test_a_gate_that_is_not_carried_carries_no_requirement():
    """Something has expired and something is missing: neither is called carried."""
    framework = gate_of(pair("{what: visit, no-older-than: 10 days}") + pair("paper", name="more"))
    assert framework.gate("deal", "go").needs, "it is judged the quick way"
    for sources, other in (({"imap": "mail"}, "unverifiable"), ({"imap": "mail", "box": "document"}, "missing")):
        known = deal(framework, [sent("m1", 1), VISIT], sources=sources)
        decision = decide_subject(known, "go", day(60))
        assert [(each.status, each.carried) for each in decision.requirements] == [("expired", False), (other, False)]


def test_a_window_that_ended_behind_a_passing_gate_is_carried():
    """The healthy deal does not fall back; without the later gate it does."""
    framework = gate_of(pair("{what: reply, no-older-than: 10 days}"))
    assert stand([*OPENED, VISIT], framework=framework).verified == "third"
    assert stand(OPENED, framework=framework).verified == "first"
    assert stand(OPENED, framework=framework, at=5).verified == "second"


def test_carried_needs_a_gate_further_on_whatever_lies_between():
    """The last gate passes: the expired first is carried, the missing one between still stops the walk."""
    framework = gate_of(pair("{what: reply, no-older-than: 10 days}"))
    found = stand([*OPENED, *LAST], framework=framework)
    assert (found.decisions["go"].carried, found.verified, found.ahead) == (True, "second", ("end",))


def test_the_newest_claim_known_at_the_moment_counts():
    """Dated claims replay; `claimed=` was always known."""
    claims = [Claim(stage="second", at=day(10)), Claim(stage="third", at=day(20))]
    assert [stand(claims, "first", at=n).claimed for n in (9, 10, 20)] == ["first", "second", "third"]


def test_claims_of_one_moment_do_not_depend_on_their_order():
    """Handed over either way round, the same one counts."""
    claims = [Claim(stage="second", at=day(10)), Claim(stage="third", at=day(10))]
    assert stand(claims).claimed == stand(claims[::-1]).claimed


def test_a_dated_end_is_judged_as_of_then():
    """What comes after the claimed end changes nothing any more."""
    facts = [sent("m1", 1), Claim(stage="lost", at=day(10)), got("r1", 20)]
    found = stand(facts)
    assert (found.claimed, found.ended, found.verified, found.decisions["go"].passes) == ("lost", True, "first", False)
    early = [*OPENED, Claim(stage="lost", at=day(10))]
    assert (stand(early).verified, stand(early).gap) == ("second", Distance.OFF_PATH)


def test_an_end_of_today_does_not_see_the_evening():
    """A claimed end known by its day only is judged at the moment asked, where that is earlier."""
    facts = [sent("m1", 1), got("r1", day(10, 18)), Claim(stage="lost", at=date(10))]
    assert stand(facts, at=day(10, 12)).verified == "first"
    assert stand(facts, at=day(10, 19)).verified == "second"


def test_an_end_without_a_date_is_judged_now():
    """`claimed=` an end ends the subject at the moment asked."""
    found = stand(OPENED, claimed="lost")
    assert (found.ended, found.verified) == (True, "second")


def test_won_is_reached_through_the_last_gate():
    """All gates open: the claim `won` has no gap; without the last gate it has one."""
    everything = [*OPENED, VISIT, *LAST]
    assert (stand(everything, "won").verified, stand(everything, "won").gap) == ("won", 0)
    assert (stand([*OPENED, VISIT], "won").verified, stand([*OPENED, VISIT], "won").gap) == ("third", 1)


def test_every_gate_has_its_decision():
    """Also those far ahead are decided, and equal what is decided alone."""
    found = stand(OPENED)
    assert list(found.decisions) == ["go", "on", "end"]
    assert all(decide_subject(deal(PLAIN, OPENED), name, day(60)) == each for name, each in found.decisions.items())


def test_tasks_come_from_the_gates_behind_and_those_to_work_on():
    """An unanswered correction is a task; a gate far ahead has none to show yet."""
    facts = [sent("m1", 40), *word("v1", "amends", 41)]
    assert [each.requirement for each in stand(facts, framework=RICH, at=50).tasks] == ["taken"]
    done = [*facts, sent("c1", 42, "record", answers=["v1"])]
    assert stand(done, framework=RICH, at=50).tasks == ()


def test_a_naive_moment_raises_and_a_refusal_does_not():
    """Mistakes of the caller raise with a code; a closed gate is an answer."""
    subject = deal(PLAIN)
    for call in (standing, lambda each, at: decide_subject(each, "go", at)):
        with pytest.raises(UsageError) as caught:
            call(subject, dt.datetime(2026, 1, 1))
        assert caught.value.code == "naive-time"


def test_an_unknown_gate_names_the_nearest():
    """A slip of the pen is answered with what was meant."""
    with pytest.raises(UsageError) as caught:
        decide_subject(deal(gate_of(pair("reply"))), "ende", day(1))
    assert caught.value.code == "unknown-gate"
    assert 'did you mean "end"?' in str(caught.value)


def test_one_bad_deal_does_not_stop_the_others(monkeypatch):
    """`standings` yields the error of the bad one in its place."""
    deals = [deal(PLAIN, OPENED), Subject(PLAIN, "deal", "bad"), deal(PLAIN)]
    judge = standing

    def refuse(subject, at):
        if subject.id == "bad":
            raise UsageError("bad", "no")
        return judge(subject, at)

    monkeypatch.setattr("gatecoach.journey.standing", refuse)
    found = list(standings(deals, day(60)))
    assert [isinstance(each, GatecoachError) for each in found] == [False, True, False]
    assert found[0].verified == "second"


def test_a_standing_is_plain_for_a_machine():
    """Under the names of the language; a gap that is no number is a plain word, and every decision is there."""
    plain = stand(OPENED, "third").as_dict()
    assert {key: plain[key] for key in plain if key != "decisions"} == {
        "subject": "d1",
        "at": day(60).isoformat(),
        "claimed": "third",
        "verified": "second",
        "gap": 1,
        "without-waivers": {"verified": "second", "gap": 1},
        "ended": False,
        "may-end": False,
        "signals": [],
        "blocked": ["on"],
        "ahead": [],
        "use-cases": [],
        "findings": [],
    }
    assert {name: each["passes"] for name, each in plain["decisions"].items()} == {
        "go": True,
        "on": False,
        "end": False,
    }
    unknown = stand(OPENED).as_dict()["gap"]
    assert (unknown, type(unknown)) == ("unknown", str)


def test_the_shortest_way_is_taken():
    """A path is the fewest gates; there is none backwards."""
    journey = FORK.journey("deal")
    assert [gate.id for gate in path(journey, "start", "top")] == ["l", "t"]
    assert path(journey, "start", "start") == []
    assert path(journey, "top", "start") is None


def told(facts):
    """The findings of a standing, which are the same in every language: code and what they are about."""
    found = stand(facts)
    assert found.in_language("de").findings == found.findings
    return [(each.code, each.place) for each in found.findings]


def test_a_link_to_an_id_that_two_items_share_is_a_finding():
    """The own source goes first; where neither is the own one, nobody can say which is meant."""
    twice = [sent("m1", 1), sent("m1", 1, source="cal")]
    assert told([*twice, got("r1", 2)]) == []
    elsewhere = [*twice, got("r1", 2, source="elsewhere", told_by="anna")]
    assert told(elsewhere) == [("ambiguous-link", "r1")]
    assert [each.params for each in stand(elsewhere).findings] == [{"item": "r1", "answers": "m1"}]
    assert told([sent("m1", 1), got("r1", 2, answers=["nothing"])]) == []


@pytest.mark.parametrize(("between", "found"), [(8, []), (9, [("too-many-links", "r1")])])
def test_a_chain_that_is_too_long_is_a_finding(between, found):
    """Eight links up are looked at; what hangs lower says so."""
    mails = [got(f"u{n}", 2 + n, what=None, answers=[f"u{n - 1}" if n else "m1"]) for n in range(between - 1)]
    answer = got("r1", 20, answers=[f"u{between - 2}"])
    facts = [sent("m1", 1), *mails, answer]
    assert told(facts) == found
    assert [each.params for each in stand(facts).findings] == [{"item": "r1", "links": 8} for _ in found]
    assert (stand(facts).verified == "second") is (found == [])


def test_a_claim_holds_from_the_instant_at_which_it_is_known():
    """Not before, and then at once."""
    claim = Claim(stage="second", at=day(2), known=day(5))
    assert [stand([claim], at=at).claimed for at in (day(5, 8), day(5), day(6))] == [None, "second", "second"]


def test_a_gate_of_an_ended_deal_is_decided_as_of_its_end():
    """What came after the recorded end opens nothing; without the end it does."""
    late = [sent("m1", 1), got("r1", 9)]
    assert decide_subject(deal(PLAIN, late), "go", day(20)).passes
    assert not decide_subject(deal(PLAIN, [*late, Claim(stage="lost", at=day(5))]), "go", day(20)).passes


def test_what_is_wrong_in_another_subject_is_told_there_and_not_here():
    """A link of the deal that could mean two items is the deal's finding, not that of what is about the deal."""
    two = [sent("m1", 1), sent("m1", 1, source="other"), got("r1", 2, source="third")]
    about = deal(PLAIN, two)
    assert [each.code for each in standing(about, day(20)).findings] == ["ambiguous-link"]
    other = Subject(PLAIN, "deal", "d2", people=about.people, about=about)
    assert standing(other, day(20)).findings == ()

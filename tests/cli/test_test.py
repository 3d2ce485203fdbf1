"""`gatecoach test`: what holds and what does not, in one line or in full, on one process or on several."""

from __future__ import annotations

import json

import pytest
from places import changed, write
from scenario.stories import DEAL, FILES, REVIEW

WRONG = changed(changed(DEAL, "by: bo, answers", "by: ida, answers"), "the buyer confirmed", "a user confirmed")


@pytest.fixture
def places(folder):
    """Two places: one where all scenarios hold, and one where one of three does not."""
    write(folder / "good", {**FILES, "deal.yaml": DEAL})
    write(folder / "bad", {**FILES, "a.yaml": DEAL, "b.yaml": WRONG, "c.yaml": REVIEW})
    write(folder / "none", FILES)
    return folder


def test_all_that_holds_is_one_line(run, places):
    """Exit code 0 and how many hold."""
    assert run("test", "good") == (0, "1 scenario: 1 holds\n", "")


def test_what_does_not_hold_is_shown_with_its_place(run, places):
    """Exit code 1, the diff, and the closing line over all places."""
    done = run("test", "good", "bad")
    assert done.code == 1
    assert done.out.startswith("bad/b.yaml:1: does not hold: a user confirmed\n    line 14: needs-confirmed.passes\n")
    assert "because   m2 is wrong-role\n" in done.out
    assert done.out.endswith("\n\n4 scenarios: 3 hold, 1 does not\n")


def test_several_processes_say_the_same_in_the_same_order(run, places):
    """However many processes share the work, the answer is the same text."""
    alone = run("test", "bad", "good", "-j", "1", "--format", "json")
    assert run("test", "bad", "good", "-j", "3", "--format", "json") == alone
    names = [each["scenario"] for each in json.loads(alone.out)["results"]]
    assert names == ["the buyer confirmed", "a user confirmed", "a plan in their own words", "the buyer confirmed"]


def test_a_word_chooses_scenarios_by_name(run, places):
    """Only those whose name holds the word are run, whatever its case."""
    assert run("test", "bad", "-k", "PLAN").out == "1 scenario: 1 holds\n"
    assert run("test", "bad", "-k", "a user").out.endswith("\n1 scenario: 1 does not\n")


def test_json_holds_everything(run, places):
    """Totals, and each result with its differences."""
    found = json.loads(run("test", "bad", "--format", "json").out)
    assert (found["scenarios"], found["hold"]) == (3, 2)
    assert [each["holds"] for each in found["results"]] == [True, False, True]
    assert found["results"][1]["differences"][0] == {
        "place": "needs-confirmed.passes", "expected": True, "found": False, "line": 14,
        "why": "needs-are-theirs.customer missing; needs-are-theirs.customer wrong-role",
    }  # fmt: skip


def test_the_result_may_go_into_a_file(run, places):
    """With --out nothing but a note is said."""
    done = run("test", "good", "--out", "result.txt")
    assert (done.code, done.out, done.err) == (0, "", "written to result.txt\n")
    assert (places / "result.txt").read_text(encoding="utf-8") == "1 scenario: 1 holds\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("none",), "none: there is no scenario to run"),
        (("good", "-k", "winter"), 'good: no scenario has "winter" in its name'),
        (("nowhere",), 'there is no framework at "nowhere"'),
        (("good", "-j", "0"), "--help"),
        ((), "Missing argument"),
    ],
)
def test_nothing_to_run_is_a_mistake_of_the_caller(run, places, words, said):
    """Exit code 2, nothing on stdout and a sentence on stderr: no test at all is no success."""
    done = run("test", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_scenario_that_cannot_be_read_is_told_with_its_place(run, places):
    """A status that does not exist keeps the run from starting, with the finding."""
    write(places / "good", {"deal.yaml": changed(DEAL, "seller: met", "seller: mett")})
    done = run("test", "good")
    assert (done.code, done.out) == (2, "")
    assert "good/deal.yaml:16:" in done.err
    assert 'did you mean "met"?' in done.err


def test_a_name_that_does_not_exist_is_a_scenario_that_does_not_hold(run, places):
    """Findings of a story are shown like differences, and the others are still run."""
    write(places / "bad", {"b.yaml": changed(DEAL, "needs-confirmed:", "needs-confirmd:")})
    done = run("test", "bad")
    assert done.code == 1
    assert 'unknown gate "needs-confirmd" [GC014]' in done.out
    assert done.out.endswith("3 scenarios: 2 hold, 1 does not\n")

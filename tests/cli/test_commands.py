"""Each command: what it answers, as text and as JSON, on stdout and in a file, and with which exit code."""

from __future__ import annotations

import json

import pytest
from places import changed, write
from scenario.stories import DEAL, FILES

import gatecoach
from gatecoach.cli.options import Language
from gatecoach.codes import CODES
from gatecoach.texts import ENGLISH
from gatecoach.wording import LANGUAGES


def test_standing_shows_claim_proof_and_questions(on_deal):
    """The report of the deal, with its name from the CRM, on stdout."""
    done = on_deal("standing", "006A")
    assert done.code == 0
    assert done.out.startswith("Opportunity: Line 3 (006A), owner Rosa Diaz\nas of 4 March 2026, 12:00")
    assert "Gap       1 gate" in done.out
    assert "03 Mar  Bo Lindt did this" in done.out
    assert "Ask next" in done.out


def test_the_time_that_was_used_is_said_beside_the_data(on_deal, run):
    """A given time is repeated on stderr, and without one the clock's is named."""
    assert on_deal("standing", "006A").err == "as of 2026-03-04T12:00:00+01:00\n"
    assert run("standing", "006A", "--data", "deal").err.startswith("as of 20")
    assert run("standing", "006A", "--data", "deal", "--at", "2026-03-04").err == "as of 2026-03-04\n"


def test_a_deal_may_be_named_as_people_call_it(on_deal):
    """The CRM's name is as good as its id."""
    assert on_deal("standing", "line 3").out == on_deal("standing", "006A").out


def test_standing_as_json_has_everything(on_deal):
    """Claim, proof, gap, decisions, tasks and questions with their reasons."""
    found = json.loads(on_deal("standing", "006A", "--format", "json").out)
    assert (found["name"], found["claimed"], found["verified"], found["gap"]) == (
        "Line 3", "solution-fit", "needs-analysis", 1,
    )  # fmt: skip
    assert found["questions"][0]["reason"]["code"] == "closes-requirement"
    assert found["decisions"]["needs-confirmed"]["passes"] is False
    assert found["tasks"] == []


def test_standing_knows_tasks(run):
    """When the reply is in, the gap is gone and one task is left."""
    done = run("standing", "006A", "--data", "deal", "--at", "2026-03-16", "--format", "json")
    found = json.loads(done.out)
    assert found["gap"] == 0
    assert [each["requirement"] for each in found["tasks"]] == ["corrections-taken"]


def test_decide_answers_and_only_with_check_by_its_exit_code(on_deal, run):
    """A gate that is shut is an answer; a script asks for the exit code."""
    words = ("decide", "006A", "needs-confirmed")
    assert "[ ] Needs confirmed: does not open" in on_deal(*words).out
    assert [on_deal(*words).code, on_deal(*words, "--check").code] == [0, 1]
    assert run(*words, "--check", "--data", "deal", "--at", "2026-03-16").code == 0


def test_decide_as_json_is_the_decision(on_deal):
    """It reads back as the same decision."""
    row = json.loads(on_deal("decide", "006A", "needs-confirmed", "--format", "json").out)
    assert gatecoach.Decision.from_dict(row).as_dict() == row


def test_out_writes_a_file_and_leaves_stdout_empty(on_deal, folder):
    """The result goes where it was asked for, and that is said."""
    done = on_deal("decide", "006A", "needs-confirmed", "--out", "result.txt")
    assert done.out == ""
    assert done.err.endswith("written to result.txt\n")
    assert "Needs confirmed" in (folder / "result.txt").read_text(encoding="utf-8")


def test_lint_of_a_good_framework_finds_nothing(run):
    """The bundled framework is clean."""
    done = run("lint", "first-deal")
    assert (done.code, done.out) == (0, "no findings\n")
    assert json.loads(run("lint", "first-deal", "--format", "json").out) == []


def test_lint_says_back_what_is_asked(run):
    """Gate by gate in the language asked for, with the findings below; as JSON both by name."""
    done = run("lint", "first-deal", "--sentences")
    assert (done.code, done.err) == (0, "")
    assert "  needs-confirmed: Needs confirmed\n    needs-are-theirs: The key stakeholder" in done.out
    assert '- customer: "Their reply to our needs review" by Economic buyer or Key stakeholder' in done.out
    assert done.out.endswith("\n\nno findings\n")
    german = run("lint", "first-deal", "--sentences", "--language", "de")
    assert "- Kundenseite: „Their reply to our needs review“ von Economic buyer oder" in german.out
    rows = json.loads(run("lint", "first-deal", "--sentences", "--language", "de", "--format", "json").out)
    assert rows["findings"] == []
    assert {each["framework"] for each in rows["sentences"]} == {"first-deal"}
    assert "Kundenseite" in rows["sentences"][-3]["sentence"]


def test_a_framework_with_errors_is_not_said_back(run, folder):
    """Its findings stand alone, and the sentences of another place with them."""
    (folder / "own").mkdir()
    (folder / "own/framework.yaml").write_text("gatecoach: 1\nframework: own\n", encoding="utf-8")
    done = run("lint", "own", "first-deal", "--sentences")
    assert done.code == 1
    assert done.out.startswith("Gate review\n")
    assert "own/framework.yaml" in done.out
    rows = json.loads(run("lint", "own", "--sentences", "--format", "json").out)
    assert rows["sentences"] == []
    assert rows["findings"] != []


def test_the_languages_of_sentences_are_those_that_have_words(run):
    """Neither one too few nor one too many; another is refused with what there is."""
    assert [str(each) for each in Language] == list(LANGUAGES)
    done = run("lint", "first-deal", "--sentences", "--language", "fr")
    assert done.code == 2
    assert "'en', 'de'" in done.err


def test_lint_shows_findings_with_their_place_and_says_no(run, folder):
    """Errors are counted by file, and the answer is no."""
    (folder / "own").mkdir()
    (folder / "own/framework.yaml").write_text(
        "gatecoach: 1\nframework: own\nversion: '1'\nrols: {}\n", encoding="utf-8"
    )
    done = run("lint", "own")
    assert done.code == 1
    assert "own/framework.yaml:4:1: error:" in done.out
    assert 'did you mean "roles"?' in done.out
    assert done.out.endswith("\n1 finding in 1 file: 1 error\n")
    rows = json.loads(run("lint", "own", "--format", "json").out)
    assert [(each["file"], each["line"]) for each in rows] == [("own/framework.yaml", 4)]


def test_lint_shows_what_scenarios_name_in_vain(run, folder):
    """The same findings as in a run of them."""
    told = changed(DEAL, "needs-confirmed:", "needs-confirmd:")
    write(folder / "own", {**FILES, "a.yaml": told, "c.yaml": DEAL})
    done = run("lint", "own")
    assert done.code == 1
    assert 'unknown gate "needs-confirmd" [GC014]' in done.out
    assert "own/c.yaml" not in done.out
    assert "needs-confirmd" in run("test", "own").out


def test_explain_without_a_code_or_with_an_unknown_one_lists_them(run):
    """Codes of findings and of reasons, with a title each."""
    listed = run("explain").out
    assert all(f"\n{code} " in f"\n{listed}" for code in [*CODES, *ENGLISH])
    done = run("explain", "wrong-rol")
    assert (done.code, done.out) == (2, "")
    assert 'did you mean "wrong-role"?' in done.err
    assert listed in done.err
    assert len(json.loads(run("explain", "--format", "json").out)) == len(CODES) + len(ENGLISH)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("wrong-role", "almost counts"), ("Missing", "one side of a requirement"),
        ("waiver-ended", "a waiver does not hold"), ("session-closed", "no finding in a file"),
    ],
)  # fmt: skip
def test_explain_says_what_a_reason_means(run, code, kind):
    """Its sentence, and of what kind it is; no placeholder is left in it."""
    done = run("explain", code)
    assert done.code == 0
    assert done.out.startswith(f"{code.lower()}: ")
    assert kind in done.out
    assert "{" not in done.out


@pytest.mark.parametrize("code", ["GC010", "gc010", "[GC010]", "10"])
def test_explain_shows_why_and_both_examples(run, code):
    """The code in any case; title, reason, wrong and right."""
    done = run("explain", code)
    assert done.code == 0
    assert done.out.startswith(f"GC010: {CODES['GC010'].title}\n")
    assert "\nWrong:\n    needs: {say: They" in done.out
    assert '\nRight:\n    needs: {say: "They' in done.out


def test_explain_leaves_out_an_example_that_cannot_be_shown(run):
    """A file that is too large has no example of a wrong one."""
    assert "Wrong:" not in run("explain", "GC007").out
    assert json.loads(run("explain", "GC007", "--format", "json").out)["id"] == "GC007"


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_can_be_explained(run, code):
    """No code is without its page."""
    assert run("explain", code).out.startswith(f"{code}: ")


def test_the_version_is_that_of_the_package(run):
    """One number."""
    assert run("--version").out == f"gatecoach {gatecoach.__version__}\n"


def test_without_a_command_the_help_is_shown(run):
    """All commands are listed."""
    done = run()
    assert done.code == 0
    assert all(f"  {name} " in done.out for name in ("standing", "decide", "coach", "intake", "lint", "explain"))


@pytest.mark.parametrize(
    "words", [("standing",), ("decide",), ("coach",), ("intake", "mail"), ("lint",), ("explain",), ("intake",)]
)
def test_every_command_has_its_help(run, words):
    """`--help` explains each option and leaves with 0."""
    done = run(*words, "--help")
    assert done.code == 0
    assert f"Usage: gatecoach {' '.join(words)}" in done.out

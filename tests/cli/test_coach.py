"""A talk at a keyboard: asked step by step, kept word by word, refused with reasons, left and taken up again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest
from cli.small_deal import AGREED, AT, BOOKED, COACH, EXPLAINED, OPTIONS, PLAN, PREPARED, ROOT, WHOLE

from gatecoach.errors import VersionConflict
from gatecoach.journal.kept import StoreJournal

MANAGER, REP = ("coach", "gate-review", "006A", "--as", "m.lee"), ("coach", "gate-review", "006A", "--as", "r.diaz")
BEFORE_BOOKING = WHOLE[: -len(BOOKED)]
NEXT = "the day of the next talk"


def flat(text):
    """The words of a text without its line breaks."""
    return " ".join(text.split())


def test_a_whole_talk_closes_and_shows_the_summary(on_deal):
    """Eight steps, in order, then who does what by when; exit code 0."""
    done = on_deal(*COACH, answers=WHOLE)
    assert done.code == 0
    heads = [line for line in done.out.splitlines() if line.startswith("Step ")]
    assert [each.split(":")[0] for each in heads] == [f"Step {number} of 8" for number in range(1, 9)]
    assert done.out.endswith("    if missed Back to analysis\n\nNext talk: 14 March 2026\n")
    assert "Gate review about Line 3 (006A), 4 March 2026 (closed)\nTo: Rosa Diaz and Mina Lee\n" in done.out


def test_who_is_in_the_talk_and_what_can_be_typed_is_said_first(on_deal):
    """Participants with their sides, and the two orders."""
    done = on_deal(*COACH)
    assert done.out.startswith("Gate review about opportunity 006A: Rosa Diaz (coachee), Mina Lee (coach).\n")
    assert 'Type "close" to try to close the talk, or "stop: why" to end it early.' in done.out


def test_each_prompt_names_the_person_and_what_is_answered(on_deal):
    """Who is asked, for what, about which gate or whose words, and the answer that came."""
    out = on_deal(*COACH, answers=WHOLE).out
    assert "[Mina Lee] What I want to learn, and what they may object\n  > What has Anna said?\n" in out
    assert '[Mina Lee] My question about this gate\n    about the gate "Needs confirmed" of 006A\n' in out
    assert "[Rosa Diaz] What is missing and why\n    answers Mina Lee: Who wrote back?\n  > Only Bo.\n" in out


def test_for_a_blocked_gate_three_questions_are_offered_with_their_reason(on_deal):
    """The manager is helped to ask, not to tell."""
    offered = flat(on_deal(*COACH, answers=PREPARED).out).partition("You could ask:")[2]
    assert "This is still missing (customer): The key stakeholder confirmed or corrected our needs review." in offered
    assert "1. Which stakeholder wrote back" in offered
    assert "3. How did you word" in offered
    assert "4." not in offered


def test_every_answer_is_kept_before_the_next_question(on_deal, texts):
    """When the input ends, everything said is in the journal; exit code 130 and the way back."""
    done = on_deal(*COACH, answers=PREPARED[:3])
    assert done.code == 130
    assert "Interrupted. Everything said so far is kept. Go on with:" in done.err
    assert texts() == PREPARED[:3]


def test_the_way_back_is_a_command_that_works(on_deal, run, texts):
    """The command on stderr goes on where the talk was left, and nothing is lost or asked twice."""
    command = on_deal(*COACH, answers=PREPARED[:3]).err.splitlines()[-1].split()
    assert command[0] == "gatecoach"
    done = run(*command[1:], answers=WHOLE[3:])
    assert done.code == 0
    assert "Step 1 of 8" not in done.out
    assert texts() == [*PREPARED, *EXPLAINED, *OPTIONS, *AGREED, BOOKED[1]]


def test_a_killed_process_loses_nothing_that_was_acknowledged(process, folder, on_deal, texts):
    """After a kill in the middle of a question the talk goes on with --resume."""
    command = [sys.executable, "-m", "gatecoach", *COACH, "--data", "deal", "--fetched-by", "connector", "--at", AT]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "framework")}
    with subprocess.Popen(
        command,
        cwd=folder,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        running.stdin.write("\n".join(PREPARED[:2]) + "\n")
        running.stdin.flush()
        shown = ""
        while shown.count("  > ") < 3:  # a word is acknowledged when the next one is asked for
            shown += running.stdout.read(1) or pytest.fail(f"it ended: {shown}")
        running.send_signal(signal.SIGKILL)
    assert texts() == PREPARED[:2]
    assert on_deal(*COACH, "--resume", answers=WHOLE[2:]).code == 0


def test_two_people_take_turns_each_for_themselves(on_deal):
    """Nobody is asked for the other's words; each turn ends with 1 and the other's command, the last one with 0."""
    turns = [
        (MANAGER, [PREPARED[0], PREPARED[2]]), (REP, [PREPARED[1], PREPARED[3]]),
        (MANAGER, [PREPARED[4], EXPLAINED[0]]), (REP, EXPLAINED[1:]), (MANAGER, OPTIONS[:1]),
        (REP, [*OPTIONS[1:], *PLAN]), (MANAGER, [AGREED[0], AGREED[2]]), (REP, AGREED[1:2]),
        (MANAGER, BOOKED[:1]), (REP, BOOKED[1:]),
    ]  # fmt: skip
    codes = []
    for number, (who, said) in enumerate(turns):
        other = "r.diaz" if who is MANAGER else "m.lee"
        done = on_deal(*who, *(["--resume"] if number else []), answers=said)
        codes.append(done.code)
        assert ("(closed)" if done.code == 0 else f"gatecoach coach gate-review 006A --as {other}") in done.out
        assert f"[{'Rosa Diaz' if who is MANAGER else 'Mina Lee'}]" not in done.out
    assert codes == [1] * 9 + [0]


def test_a_talk_may_not_be_opened_twice(on_deal, kept):
    """While one is open, a second one is refused until --resume is said."""
    on_deal(*COACH)
    done = on_deal(*COACH)
    assert done.code == 2
    assert 'a "gate-review" about 006A is still open, since 4 March 2026, 12:00' in done.err
    assert "add --resume" in done.err
    assert len(kept()) == 1


def test_after_one_is_closed_another_may_be_opened_at_the_same_time(on_deal, kept):
    """Two talks never share a stream, even if the clock stands still."""
    assert on_deal(*COACH, answers=WHOLE).code == 0
    assert on_deal(*COACH, answers=WHOLE).code == 0
    assert len(kept()) == 2


def test_the_newest_open_talk_is_resumed(on_deal, run):
    """A closed one is left alone."""
    on_deal(*COACH, answers=WHOLE)
    later = ("--data", "deal", "--at", "2026-03-05")
    run(*COACH, *later, answers=PREPARED)
    done = run(*COACH, *later, "--resume", answers=[*EXPLAINED, *OPTIONS, *PLAN, *AGREED, *BOOKED])
    assert done.code == 0


def test_closing_is_refused_with_reasons_until_the_next_talk_is_booked(on_deal):
    """`close` names everything that is missing, then asks the same question again."""
    out = on_deal(*COACH, answers=[*BEFORE_BOOKING, "close", *BOOKED]).out
    refused = flat(out).partition("Not closed.")[2]
    assert refused.startswith(
        " Step 8 of 8: Follow-up. - Missing on the coachee side: I will be there. - Missing on the"
    )
    assert "(closed)" in out


def test_closing_early_names_first_what_the_step_waits_for(on_deal):
    """Then, apart from it, what the talk closes by; in the last step the one is the other and is named once."""
    refused = flat(on_deal(*COACH, answers=[PREPARED[0], "close"]).out).partition("Not closed.")[2]
    here, further, end = refused.partition("And further on, to close it:")
    assert here.startswith(" Step 2 of 8: Facts. - Missing on the coachee side: What happened on this deal.")
    assert "The next talk is booked" not in here
    assert (further != "", "The next talk is booked" in end) == (True, True)
    assert "further on" not in on_deal(*COACH, "--resume", answers=[*BEFORE_BOOKING[1:], "close"]).out


def test_close_is_understood_at_every_prompt(on_deal):
    """Also early on, and while a value is asked for."""
    done = on_deal(*COACH, answers=["Close", PREPARED[0], "close"])
    assert done.out.count("Not closed. Step") == 2


@pytest.mark.parametrize(
    ("day", "closes"), [("2026-03-10", False), ("2026-03-11", True), ("2026-03-18", True), ("2026-03-19", False)]
)
def test_the_next_talk_is_in_one_to_two_weeks(on_deal, day, closes):
    """Day 6 and 15 do not count and say why; day 7 and 14 close the talk."""
    done = on_deal(*COACH, answers=[*BEFORE_BOOKING, day, "I will be there."])
    assert (done.code == 0) is closes
    said = f"Mina Lee gave {day} as {NEXT}, but it counts only where {NEXT} is between 7 days and 14 days later."
    assert (f"Kept, but it does not count yet: {said}" in flat(done.out)) is not closes


def test_a_word_that_counts_on_one_side_is_not_called_a_near_miss(on_deal):
    """Both sides tell the facts; neither is told that the other side's word was wanted."""
    assert "Kept, but" not in on_deal(*COACH, answers=BEFORE_BOOKING).out


def test_a_value_that_cannot_be_read_is_asked_for_again(on_deal):
    """A plain message, then the same question; only the readable value is kept."""
    plan = [PLAN[0], "Monday", "2026-02-30", *PLAN[1:]]
    out = on_deal(*COACH, answers=[*PREPARED, *EXPLAINED, *OPTIONS, *plan, *AGREED, *BOOKED]).out
    assert out.count("Please write a day as YYYY-MM-DD, for example 2026-03-16.") == 2
    assert "by        9 March 2026" in out


def test_an_empty_line_is_no_answer(on_deal, texts):
    """The question stays."""
    on_deal(*COACH, answers=["", "   ", PREPARED[0]])
    assert texts() == PREPARED[:1]


def test_a_bare_no_is_never_kept_as_a_confirmation(on_deal, texts):
    """Somebody who does not confirm has not confirmed."""
    said = [*PREPARED, *EXPLAINED, *OPTIONS, *PLAN, "No.", "n", "I accept it."]
    done = on_deal(*COACH, answers=said)
    assert done.out.count("A bare no is not kept as this word.") == 2
    assert texts()[-1] == "I accept it."


def test_a_talk_can_be_stopped_with_a_reason_only(on_deal, kept):
    """An early end needs its reason, is no closing, and the talk is then over."""
    done = on_deal(*COACH, answers=["stop", "stop:", "stop: the customer called"])
    assert done.code == 1
    assert done.out.count("Not recorded: Say why: ending early or going back needs a reason.") == 2
    assert "(not closed)" in done.out
    assert done.err.endswith("The talk was ended early.\n")
    (events,) = kept().values()
    assert events[-1].data == {"end": "stopped", "reason": "the customer called"}
    assert on_deal(*COACH, "--resume").code == 2


def test_the_summary_is_written_as_markdown(on_deal, folder):
    """--out takes the summary once the talk has closed, and nothing before."""
    on_deal(*COACH, "--out", "summary.md", answers=PREPARED)
    assert not (folder / "summary.md").exists()
    done = on_deal(*COACH, "--resume", "--out", "summary.md", answers=WHOLE[len(PREPARED) :])
    text = (folder / "summary.md").read_text(encoding="utf-8")
    assert "| Rosa Diaz | Call Anna | 5 March 2026 | 9 March 2026 | Back to analysis |" in text
    assert done.err.endswith("written to summary.md\n")


def test_as_json_the_talk_goes_to_stderr_and_the_result_to_stdout(on_deal):
    """A program reads the outcome while a person sees the questions."""
    done = on_deal(*COACH, "--format", "json", answers=WHOLE)
    found = json.loads(done.out)
    assert (found["step"], found["closed"], found["kind"]) == ("closed", True, "gate-review")
    assert found["summary"]["next_day"] == "2026-03-14"
    assert PREPARED[0] in [each.get("text") for each in found["said"]]
    assert "[Mina Lee] What I want to learn" in done.err


def test_others_may_take_part_who_are_not_here(on_deal):
    """--with seats somebody; the command to go on is theirs."""
    done = on_deal(*REP, "--with", "m.lee")
    assert done.code == 1
    assert "Now it is the turn of Mina Lee: What I want to learn, and what they may object." in flat(done.out)
    typed = f"--data deal --fetched-by connector --at {AT} --resume"
    assert done.out.endswith(f"gatecoach coach gate-review 006A --as m.lee {typed}\n")


def test_the_sides_may_be_named(on_deal):
    """--coach and --coachee overrule who owns the deal."""
    done = on_deal(*COACH, "--coach", "r.diaz", "--coachee", "m.lee")
    assert done.out.startswith("Gate review about opportunity 006A: Mina Lee (coachee), Rosa Diaz (coach).")


def test_only_who_takes_part_may_speak_in_a_resumed_talk(on_deal):
    """A third person cannot step in."""
    on_deal(*COACH)
    done = on_deal("coach", "gate-review", "006A", "--as", "bo", "--resume")
    assert done.code == 2
    assert '"bo" does not take part in this talk' in done.err


def test_without_an_owner_it_must_be_said_who_is_coached(run, folder):
    """Facts without an export of the CRM name no owner."""
    (folder / "deal/crm.json").unlink()
    done = run(*COACH, "--data", "deal", "--at", AT)
    assert done.code == 2
    assert "it cannot be told who is coached" in done.err
    assert "--coachee PERSON" in done.err
    assert run(*COACH, "--coachee", "r.diaz", "--data", "deal", "--at", AT).code == 130


def test_when_somebody_else_spoke_first_the_word_is_said_again_on_top(on_deal, monkeypatch, texts):
    """A conflict is told, the talk is read again, and the answer is not lost."""
    plain, calls = StoreJournal.append, []

    def contested(self, stream, expected, events):
        calls.append(stream)
        if len(calls) == 2:
            raise VersionConflict("version-conflict", "somebody was first")
        return plain(self, stream, expected, events)

    monkeypatch.setattr(StoreJournal, "append", contested)
    done = on_deal(*COACH, answers=PREPARED[:1])
    assert "(Somebody else spoke in the meantime; the talk was read again.)" in done.out
    assert texts() == PREPARED[:1]


@pytest.fixture
def own(folder):
    """A copy of the bundled framework with one text replaced, in the folder `own`."""

    def copying(old, new):
        for kind in ("stages", "questions"):
            source = ROOT / kind / "first-deal"
            for path in source.rglob("*.yaml"):
                target = folder / "own" / kind / path.relative_to(source)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
        return ("--framework", "own")

    return copying


def test_a_talk_under_another_framework_is_left_alone_and_said(on_deal, own):
    """It cannot be resumed, and does not stand in the way of a new one."""
    on_deal(*COACH)
    words = (*COACH, *own("2026.1", "2026.2"))
    refused = on_deal(*words, "--resume")
    assert refused.code == 2
    assert "the session was opened under first-deal 2026.1 (" in refused.err
    assert "), and first-deal 2026.2 (" in refused.err
    assert "Name that version with --framework PLACE, or leave --resume out to begin a new talk." in refused.err
    opened = on_deal(*words)
    assert opened.code == 130
    assert "left alone:" in opened.err
    assert "--framework own" in opened.err


def test_a_choice_may_be_called_like_a_word_for_the_program(on_deal, own, kept):
    """What the framework lists may be written."""
    words = own('activity: {type: text, title: "What will you do?"}', "activity: {type: choice, of: [help, call]}")
    on_deal(*COACH, *words, answers=[*PREPARED, *EXPLAINED, *OPTIONS, "quit", "help", *PLAN[1:]])
    (events,) = kept().values()
    assert events[-1].data["fields"]["activity"] == "help"


def test_a_talk_without_an_early_end_cannot_be_stopped(on_deal, own):
    """Where the framework gives no such end, that is said and the question stays."""
    done = on_deal(*COACH, *own("ends: {closed: done, stopped: stopped}", "ends: {closed: done}"), answers=["stop: x"])
    assert "This talk has no early end." in done.out
    assert done.code == 130


def test_a_step_that_nobody_can_do_anything_about_can_only_be_stopped(run, monkeypatch):
    """The reasons are given once; what is typed then is not kept, and `stop:` still works."""
    monkeypatch.setattr("gatecoach.cli.meeting._worthwhile", lambda _: None)
    said = [*PREPARED, "and now?", "stop: nothing to do"]
    done = run(*COACH, "--data", "deal", "--at", "2026-03-16", answers=said)
    said = flat(done.out)
    assert said.count("Nothing more can be said here, and the step stays open:") == 1
    assert "- Nothing counts yet of the side that has to prove it" in said
    assert "Not recorded: nothing is asked for here." in said
    assert done.err.endswith("The talk was ended early.\n")


def test_ctrl_c_at_a_question_says_how_to_go_on(on_deal, monkeypatch, texts):
    """As at the end of input: 130, and everything said is kept."""
    lines = iter([PREPARED[0]])

    def line(_desk, _prompt):
        for each in lines:
            return each
        raise KeyboardInterrupt

    monkeypatch.setattr("gatecoach.cli.prompt.Desk.line", line)
    done = on_deal(*COACH)
    assert done.code == 130
    assert "Interrupted. Everything said so far is kept. Go on with:" in done.err
    assert texts() == PREPARED[:1]


@pytest.mark.parametrize("columns", [60, 100])
def test_the_talk_reads_well_when_narrow(on_deal, monkeypatch, columns):
    """No line is wider than the terminal, also not a long piped answer."""
    monkeypatch.setenv("COLUMNS", str(columns))
    long = "I would like to learn which of the three points she has really read, and in whose words."
    out = on_deal(*COACH, answers=[long, *WHOLE[1:], "x"]).out
    assert max(map(len, out.splitlines())) <= columns
    assert long in flat(out)


def test_talks_are_kept_in_sqlite_where_the_extra_is_there_else_in_text_files(on_deal, folder, monkeypatch):
    """And where they are kept already they stay, whatever is installed later."""
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    assert on_deal(*COACH, answers=PREPARED[:1]).code == 130
    assert [each.name for each in folder.glob("gatecoach.*[bl]")] == ["gatecoach.jsonl"]
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    assert on_deal(*COACH, "--resume", answers=PREPARED[1:2]).code == 130
    assert not (folder / "gatecoach.db").exists()
    (folder / "gatecoach.jsonl").unlink()
    assert on_deal(*COACH, answers=PREPARED[:1]).code == 130
    assert (folder / "gatecoach.db").is_file()


def test_talks_in_a_database_are_not_left_behind_when_the_extra_goes(on_deal, monkeypatch):
    """No second journal is begun beside them; what to install is said."""
    on_deal(*COACH, answers=PREPARED[:1])
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    done = on_deal(*COACH, "--resume")
    assert (done.code, 'pip install "gatecoach[journal]"' in done.err) == (2, True)

"""Whatever goes wrong ends in a plain sentence, a next step and the exit code that scripts rely on."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys

import pytest
from cli.small_deal import AT, ROOT

STANDING = ("standing", "006A", "--data", "deal", "--at", AT)
COACH = ("coach", "gate-review", "006A", "--data", "deal", "--at", AT)
USAGE = [
    (("standing", "006B", "--data", "deal"), 'there is no deal "006B" in the data', 'did you mean "006A"?'),
    (("decide", "006A", "needs-confirmd", "--data", "deal"), 'no gate "needs-confirmd"', 'mean "needs-confirmed"?'),
    ((*STANDING, "--framework", "frist-deal"), 'there is no framework at "frist-deal"', 'did you mean "first-deal"?'),
    ((*STANDING, "--journey", "oportunity"), 'there is no journey "oportunity"', 'did you mean "opportunity"?'),
    ((*STANDING[:4], "--at", "2026-03-04T12:00"), "has no time zone", "Write a day, 2026-03-06, or a time with its"),
    ((*STANDING[:4], "--at", "soon"), '"soon" is neither a day nor a time', "Write a day"),
    ((*STANDING[:4], "--at", "9999-12-31T23:59:59-14:00"), "not a time of our days [bad-time]", "Write a day"),
    ((*STANDING[:4], "--at", "0001-01-01T00:00:00+14:00"), "not a time of our days [bad-time]", "Write a day"),
    (("standing", "006A", "--data", "nowhere"), "nowhere: there is no such file or folder", "Check its name"),
    ((*STANDING, "--people", "nobody.yaml"), "nobody.yaml: there is no such file", "Check its name"),
    ((*STANDING, "--out", "no/such/folder.txt"), "no/such/folder.txt: it cannot be written", "with --out"),
    (("intake", "mail", "nowhere"), "nowhere: there is no such file or folder", "Check its name"),
    (("lint", "nowhere"), 'there is no framework at "nowhere"', "known: b2b, first-deal"),
    (("explain", "GC01"), 'there is no code "GC01"', 'did you mean "GC0'),
    (("standing", "006A", "--framwork", "x"), "No such option: --framwork", "--help"),
    (("standin",), "standin", "'standing'"),
    (("standing",), "Missing argument", "See: gatecoach standing --help"),
    (("standing", "006A", "--format", "xml"), "xml", "--help"),
    ((*COACH, "--as", "m.le"), 'there is no person "m.le"', 'did you mean "m.lee"?'),
    (("coach", "gate-revue", *COACH[2:], "--as", "m.lee"), 'no conversation "gate-revue"', 'mean "gate-review"?'),
    (("coach", "opportunity", *COACH[2:], "--as", "m.lee"), 'no conversation "opportunity"', "gate-review"),
    ((*COACH, "--as", "m.lee", "--journal", "talk.txt"), '"talk.txt" is no place for a journal', ".jsonl"),
    ((*COACH, "--as", "m.lee", "--journal", "no/folder/talk.jsonl"), "the journal", "folder exists"),
    ((*COACH, "--as", "r.diaz"), "it cannot be told who coaches r.diaz", "--with PERSON"),
    ((*COACH, "--as", "m.lee", "--coachee", "m.lee", "--coach", "m.lee"), "cannot coach and be coached", "not both"),
    ((*COACH, "--as", "m.lee", "--resume"), 'no open "gate-review" about 006A', "Leave --resume out"),
    ((*COACH, "--as", "bo", "--coach", "m.lee"), '"bo" does not take part in this talk', "Taking part: r.diaz, m.lee."),
    ((*COACH[:-2], "--at", "2026-03-16", "--as", "m.lee"), "no gate of 006A is blocked at that time", "to talk about"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "said", "next_step"), USAGE, ids=[" ".join(each[0])[:50] for each in USAGE])
def test_a_mistake_of_the_caller_is_named_with_the_next_step(run, words, said, next_step):
    """Exit code 2, nothing on stdout, one sentence and what to do on stderr, no trace."""
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert next_step in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("facts.yaml", "evidence:\n  - {id: x, what: y, by: bob, at: 2026-03-04}\n", 'there is no person "bob"'),
        ("facts.yaml", "evidence: [", "deal/facts.yaml:2:1: error:"),
        ("facts.yaml", "evidences: []\n", 'did you mean "evidence"?'),
        ("people.yaml", "people:\n  anna: {sied: customer}\n", "people.yaml:2:"),
        ("crm.json", "{}", "deal/crm.json"),
        ("crm.json", "no json", "this is no JSON"),
        ("other.txt", "", ""),
    ],
)
def test_input_that_cannot_be_read_is_a_finding_with_its_place(run, folder, name, text, said):
    """Exit code 2 and the place in the file; files of other names in a folder are left alone."""
    (folder / "deal" / name).write_text(text, encoding="utf-8")
    done = run(*STANDING)
    assert done.code == (0 if name == "other.txt" else 2)
    assert said in done.err


def test_a_file_of_no_known_kind_and_a_folder_with_nothing_are_refused(run, folder):
    """What was named on purpose must be usable."""
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    (folder / "empty").mkdir()
    assert "notes.txt: what this file is cannot be told by its name" in run("standing", "x", "--data", "notes.txt").err
    assert "empty: this folder holds nothing that can be read" in run("standing", "x", "--data", "empty").err
    assert "empty: this folder holds no mail" in run("intake", "mail", "empty").err


def test_a_fault_of_ours_is_one_sentence_and_a_report_file(run, folder, monkeypatch):
    """Exit code 3; the file has the trace and the versions, the terminal has neither."""
    monkeypatch.setattr("gatecoach.journey.standing", lambda *_: 1 / 0)
    done = run(*STANDING)
    (report,) = folder.glob("gatecoach-report-*.txt")
    text = report.read_text(encoding="utf-8")
    assert (done.code, done.out) == (3, "")
    assert f"This is a fault of gatecoach, not of yours: what we need to mend it is in {report.name}" in done.err
    assert "Traceback" not in done.err
    assert "ZeroDivisionError" in text
    assert "pydantic 2." in text
    assert "python 3." in text


def test_a_report_that_cannot_be_written_is_said(run, monkeypatch):
    """In a folder that may not be written the sentence still comes."""
    monkeypatch.setattr("gatecoach.journey.standing", lambda *_: 1 / 0)
    monkeypatch.setattr("gatecoach.cli.run.stamp", lambda: "no/such/folder")
    done = run(*STANDING)
    assert done.code == 3
    assert "the report could not be written here (FileNotFoundError)" in done.err


def test_two_faults_in_one_second_leave_two_reports(run, folder, monkeypatch):
    """A report that is there stays as it is."""
    monkeypatch.setattr("gatecoach.journey.standing", lambda *_: 1 / 0)
    monkeypatch.setattr("gatecoach.cli.run.stamp", lambda: "now")
    assert [run(*STANDING).code, run(*STANDING).code] == [3, 3]
    assert {each.name for each in folder.glob("*.txt")} == {"gatecoach-report-now.txt", "gatecoach-report-now-2.txt"}


@pytest.mark.parametrize("words", [STANDING, ("lint", "deal"), ("intake", "mail", "deal")])
def test_a_folder_without_permission_is_no_fault_of_ours(run, folder, monkeypatch, words):
    """Exit code 2 and the system's reason in one sentence, wherever the folder is walked."""

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.iterdir", refuse)
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert "Permission denied" in done.err
    assert "Check " in done.err or "gatecoach explain GC017" in done.err
    assert list(folder.glob("gatecoach-report-*")) == []


@pytest.mark.parametrize(
    ("words", "closing", "code", "said"),
    [
        (STANDING, ">/dev/full", 2, "the output cannot be written: No space left on device"),
        (("--help",), ">/dev/full", 2, "No space left on device"),
        (STANDING, ">&-", 2, "the output cannot be written: it is closed"),
        (STANDING, "<&-", 0, ""),
        (STANDING, "2>&-", 0, ""),
        ((*COACH, "--as", "m.lee", "--with", "r.diaz"), "<&-", 130, "Interrupted"),
    ],
)
def test_a_stream_that_is_full_or_closed_is_no_fault_of_ours(folder, words, closing, code, said):
    """What cannot be written is said; what is not needed is not missed."""
    env = {"PYTHONPATH": str(ROOT / "framework")}
    command = f"{shlex.join([sys.executable, '-m', 'gatecoach', *words])} {closing}"
    done = subprocess.run(["sh", "-c", command], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, said in done.stderr) == (code, True)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_an_interruption_is_130(run, monkeypatch):
    """Ctrl-C anywhere ends quietly."""

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("gatecoach.journey.standing", interrupt)
    done = run(*STANDING)
    assert (done.code, done.err.splitlines()[-1]) == (130, "Interrupted.")


def test_an_interruption_before_anything_is_loaded_is_130_as_well(folder):
    """Loading takes a moment, and a Ctrl-C in it shows no trace either."""
    code = """import sys
class Impatient:
    def find_spec(self, name, *_):
        if name == "gatecoach.cli.run":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Impatient())
from gatecoach.cli import main
sys.exit(main(["--version"]))"""
    env = {"PYTHONPATH": str(ROOT / "framework")}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Interrupted.\n")


def test_without_typer_the_extra_is_named(folder):
    """A bare installation says in one sentence what to install."""
    code = "import sys; sys.modules['typer'] = None; from gatecoach.cli import main; sys.exit(main(['--version']))"
    env = {"PYTHONPATH": str(ROOT / "framework")}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'The command line is an extra that is not installed: pip install "gatecoach[cli]"\n'


@pytest.mark.parametrize(
    ("words", "said"), [((*STANDING, "--fetched-by", "connector"), f"as of {AT}\n"), (("--help",), "")]
)
def test_a_reader_that_leaves_early_causes_no_trace(folder, words, said):
    """`gatecoach … | head -1` ends without a word when nobody reads on; that is no answer, so it is not 1."""
    reading, writing = os.pipe()
    os.close(reading)
    env = {"PYTHONPATH": str(ROOT / "framework")}
    command = [sys.executable, "-m", "gatecoach", *words]
    done = subprocess.run(command, cwd=folder, env=env, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (130, said)
    assert list(folder.glob("gatecoach-report-*")) == []


def test_the_module_is_the_command(process):
    """`python -m gatecoach` answers and hands on the exit code."""
    assert process("--version").out.startswith("gatecoach ")
    assert process("explain", "nothing").code == 2

"""The example as a story: what the CRM claims, what the customer's own acts support, and the talk about the gap.

Every command below is shown as you could type it in the folder of the example. Nothing is asked, nothing goes over
the network, and the talk is kept in a temporary folder only.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shlex
import shutil
import sys
import tempfile
import textwrap
from pathlib import Path

from gatecoach.cli import main

HERE = Path(__file__).resolve().parent
DEAL = "Line 3 retrofit"
FRAMEWORK = ("--framework", "brightline")
CONNECTED = ("--fetched-by", "connector", "--trusted", "mx.brightline.example")
FILES = (*FRAMEWORK, "--data", ".", "--data", "recorder")
FRIDAY, TEN_DAYS_LATER = "2026-03-06T16:00:00+01:00", "2026-03-16T09:00:00+01:00"
READ = "2026-03-16"
DECIDED = ("decide", DEAL, "needs-confirmed", "--check", *FILES, "--at", TEN_DAYS_LATER)
DIRECTOR = "The economic buyer accepted a meeting with us."
NARROW = 60
ANNAS = "e3a6f91b08@northwind-pumps.example"
JOURNALS = ("gatecoach.db", "gatecoach.jsonl")
"""Where the talk is kept: in SQLite, or without the extra `journal` in a file of lines."""
SAID, CHANGED = b"the 20 hours", b"the 90 hours"
WAYS = (
    ("as files that somebody hands in", (), "."),
    ("fetched from the mailbox, and a mail server of ours vouches for the sender", CONNECTED, "."),
    ("as files, signed by her company's mail server", ("--data", "signed/text-only"), "signed/text-only"),
    (
        "as files, signed with the line that says which mail of ours she answers",
        ("--data", "signed/text-and-link"),
        "signed/text-and-link",
    ),
)
"""How one and the same mails may come in: in words, as options, and where Anna's answer is then."""

ANSWERS = (
    # preparation (Mina Lee, the manager)
    "What has Anna herself said so far? Rosa may object that Bo has answered, and that the director said yes.",
    # from where to where (Rosa), and what Mina heard
    "She has three points of ours and has said nothing to them",
    "She tells us in writing which of them is wrong",
    "You want her own words, and not another yes of somebody else.",
    # facts (both)
    "I sent the review on Monday, and Bo wrote back. Anna is away until the 11th. The director accepted a meeting.",
    "I see that the meeting was moved, and that the CRM moved, too. The last words of Anna's are of 27 February.",
    # the customer's view
    "Anna would say: they wrote down three points about my line, and I have not had an evening to check them.",
    "So for her the three points are a draft, and nobody has asked her to sign it. Is that how she would put it?",
    # the gap
    "Which stakeholder wrote back, and what did they confirm?",
    "Bo wrote that it looks fine to him. But the stops cost Anna's budget, so only she can say how much.",
    # options: the manager asks, the rep finds them
    "What would make it easy for her to correct us while she is travelling?",
    "I could call her at the other plant and read her the three points in five minutes.",
    "Or I send one line with one number in it, the 20 hours, and ask her whether it is right.",
    # in the long run
    "Customers correct our notes within a week, because I call and do not wait",
    "2026-06-30",
    # the plan is the rep's own: what she will practise, and in her own words what she will do
    "paraphrasing",
    "Call Anna, read her the three points, and ask her to write me which one is wrong",
    "2026-03-09",
    "next Friday",
    "2026-03-13",
    "The deal goes back to Needs analysis in the CRM, and I say so in the forecast meeting myself",
    "I accept it. What do you need from me so that the call takes place on Monday?",
    # confirmation, each in their own name
    "I confirm it: this is my plan.",
    "Confirmed. I will ask about it and not do it for you.",
    # the follow-up
    "close",
    "2026-03-27",
    "2026-03-16",
    "I will be there, and bring what Anna wrote.",
)


def columns() -> int:
    """How wide the story is."""
    return min(shutil.get_terminal_size((80, 24)).columns, 80)


def say(text: str) -> None:
    """One paragraph of the story."""
    print("\n" + textwrap.fill(" ".join(text.split()), columns()) + "\n", flush=True)


def as_typed(*words: str) -> str:
    """A command as one would type it; an option stays with its value."""
    units: list[str] = []
    for word in words:
        value = units and units[-1].startswith("--") and " " not in units[-1] and not word.startswith("--")
        units = [*units[:-1], f"{units[-1]} {shlex.quote(word)}"] if value else [*units, shlex.quote(word)]
    lines = ["$ gatecoach"]
    for unit in units:
        fits = len(lines[-1]) + len(unit) + 3 <= columns()
        lines = [*lines[:-1], f"{lines[-1]} {unit}"] if fits else [*lines, f"      {unit}"]
    return " \\\n".join(lines)


def run(*words: str, answers: tuple[str, ...] = ()) -> tuple[int, str]:
    """Run a command with these answers typed: its exit code, and what it prints."""
    output, notes = io.StringIO(), io.StringIO()
    keyboard, sys.stdin = sys.stdin, io.StringIO("".join(f"{line}\n" for line in answers))
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(notes):
            code = main(list(words))
    finally:
        sys.stdin = keyboard
    if code > 1:
        sys.exit(f"{notes.getvalue()}the demo stopped at this command (exit code {code})")
    return code, output.getvalue()


def gatecoach(*words: str, answers: tuple[str, ...] = (), part: str = "") -> None:
    """Show a command, run it, and show what it answers, or only the paragraph of it that holds these words."""
    print(as_typed(*words), flush=True)
    code, output = run(*words, answers=answers)
    if part:
        shown = next(each for each in output.split("\n\n") if part in " ".join(each.split()))
        output = f"...\n{shown}\n...\n"
    print(output, end="", flush=True)
    if code:
        print(f"(exit code {code}: the answer is no)", flush=True)


def grades() -> None:
    """The ways in which the same mails may come here: how well each proves them, and what the gate says then."""
    for said, options, where in WAYS:
        code, _ = run(*DECIDED, *options)
        _, told = run("intake", "mail", where, *FRAMEWORK, "--data", ".", *options, "--at", READ, "--format", "json")
        grade = next(each.get("grade", "asserted") for each in json.loads(told)["facts"] if each["id"] == ANNAS)
        print(way(said, options, grade, "shut" if code else "open"), flush=True)


def way(said: str, options: tuple[str, ...], grade: str, gate: str) -> str:
    """One row of the table; on a narrow screen what it says stands below."""
    wide = columns() > NARROW
    beside = f"{grade:<9}  {gate}  " if wide else "    "
    lines = [line for text in (said, " ".join(options)) for line in textwrap.wrap(text, columns() - len(beside))]
    text = textwrap.indent("\n".join(lines), " " * len(beside))
    return beside + text[len(beside) :] if wide else f"{grade}, {gate}\n{text}"


def raw_files() -> None:
    """What each raw file becomes, before any gate is asked."""
    say("""Rosa Diaz sells to Northwind Pumps. This folder is all there is about her deal: her mails, her calendar, an
        export of the CRM, and what the recorder of her meetings noted. The people are listed in people.yaml. In
        facts.yaml Rosa typed only what no file can say: which of her mails is what, and how she reads an answer.""")
    print("$ cd examples/line-3-retrofit")
    say("""1. THE MAILS. Every reply to a mail that Rosa has labelled becomes evidence, whoever sent it; the gates will
        judge it later. Anna Vance, the plant manager, answered the four points of Rosa's notes in four mails, so Rosa
        said which answers what.""")
    gatecoach("intake", "mail", ".", *FRAMEWORK, *CONNECTED, "--at", READ)

    say("""2. THE CALENDAR. Who accepts an invitation does something, and nobody has to read what it means. But to
        accept is not to attend: no line below says that a meeting took place. And an answer belongs to one time. Ines
        Marsh, the director, accepted the 12th of March; on the next day Rosa moved the meeting to the 19th.""")
    gatecoach("intake", "calendar", "calendar", *FRAMEWORK, "--data", ".", *CONNECTED)
    say("""Her answer is asked for at the gate after the next one. There it counts no more, until she answers for the
        new day:""")
    gatecoach("decide", DEAL, "criteria-and-people", *FILES, *CONNECTED, "--at", FRIDAY, part=DIRECTOR)

    say("""3. THE CRM AND THE RECORDER. What the CRM says about the stage is a claim; it opens nothing. What Rosa typed
        there about herself counts as hers: her research. What she typed about Anna ("Needs confirmed", after a call
        with Bo) is Rosa's word, and the gate will say so. One row is dirty: nobody knows a stage called "Verbal Yes".
        It is rejected with its place and told, and the rest is read all the same.""")
    gatecoach("intake", "crm", ".", *FRAMEWORK)
    say("""That the walk along line 3 took place, and that Rosa talked for 18 of 100 minutes, is told by the recorder
        that was there. brightline/crm.yaml says how both are read.""")
    gatecoach("intake", "events", "recorder", *FRAMEWORK, "--data", ".")


def decisions() -> None:
    """What the gates say, and the talk about it."""
    say("""4. WHERE THE DEAL STANDS ON 6 MARCH. Two gates are open: Anna wants to talk and has said why, and she
        admitted a need. The CRM claims Solution fit. The gate before it asks for two things of hers: the number by
        which she will judge it, which she named, and her own reply to Rosa's needs review. Five things look like that
        reply, and none of them is one; hers came a week later.""")
    gatecoach("standing", DEAL, *FILES, *CONNECTED, "--at", FRIDAY)

    say("""5. THE GATE REVIEW. Her manager, Mina Lee, does not tell her what to do: she asks, Rosa finds two ways, and
        writes the plan. Watch the last step: the talk does not close before the next one is booked, and three weeks
        are too far away. The summary at the end also goes into a file, to be sent to both.""")
    people = ("--as", "m.lee", "--as", "r.diaz")
    talk = ("coach", "gate-review", DEAL, *people, *FILES, *CONNECTED, "--at", FRIDAY, "--out", "summary.md")
    gatecoach(*talk, answers=ANSWERS)

    say("""6. TEN DAYS LATER. Rosa called, and Anna wrote: two points are right, and one number is wrong. Rosa read that
        as a correction and quoted the words; a correction is as good as a yes, because now the needs are Anna's. The
        gate opens, so that the claim is no longer ahead of what both sides have shown; one task is left.""")
    gatecoach(*DECIDED, *CONNECTED)

    say("""7. HOW SURE ARE WE? Anybody can write a file. Without a mailbox that is connected and a server of ours that
        vouches for the sender, what Anna wrote is only asserted, and the gate stays shut:""")
    gatecoach(*DECIDED, part="named the number")
    say("""Of our own side an assertion is enough: it opens nothing by itself. And a mail that her company's server has
        signed proves itself, however it got here; the key to check it stands in keys.yaml. The same command, asked
        with these options, says of the same mails:""")
    grades()


def changed_copy(journal: Path) -> Path:
    """A copy of the journal in which somebody has turned one of Rosa's numbers into another one."""
    copy = journal.with_name(f"copy{journal.suffix}")
    for beside in ("", ".private"):
        if (kept := Path(f"{journal}{beside}")).exists():
            Path(f"{copy}{beside}").write_bytes(kept.read_bytes().replace(SAID, CHANGED))
    return copy


def record() -> None:
    """What became of the talk: it was kept, an edit of it is found, and a person can be forgotten."""
    journal = next(Path(each) for each in JOURNALS if Path(each).exists())
    say("""8. THE RECORD. Each word of the talk was on the disk before the next one was asked for. Whoever is held to it
        later wants to know whether it is still what was said:""")
    gatecoach("journal", "verify", str(journal))
    say("""It is. In a copy of the file somebody has changed one digit: Rosa said 20 hours, there she says 90.""")
    gatecoach("journal", "verify", str(changed_copy(journal)))
    say("""And if Mina asks to be forgotten, her words can go while the proof stays. What would go is shown first; that
        it went, when, by whose order and on what ground is written down, and not whose it was.""")
    order = ("journal", "erase", str(journal), "m.lee", "--by", "dpo", "--ground", "request 7", "--at", READ)
    gatecoach(*order, "--dry-run")
    gatecoach(*order, "--yes")
    gatecoach("journal", "verify", str(journal))


if __name__ == "__main__":
    os.environ["COLUMNS"] = str(columns())
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(HERE, Path(folder, HERE.name), ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        with contextlib.chdir(Path(folder, HERE.name)):
            raw_files()
            decisions()
            record()

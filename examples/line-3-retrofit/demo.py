"""The example as a story: what the CRM claims, what the customer's mails support, and the talk about the gap.

Every command below is shown as you could type it in a checkout. Nothing is asked, nothing goes over the network,
and the talk is kept in a temporary folder only.
"""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import sys
import tempfile
import textwrap
from pathlib import Path

from gatecoach.cli import main

HERE = Path(__file__).resolve().parent
SHOWN = "examples/line-3-retrofit"
DEAL = "Line 3 retrofit"
EARLIER = f"{SHOWN}/february"
FRAMEWORK = ("--framework", "b2b")
CONNECTED = ("--fetched-by", "connector", "--trusted", "mx.brightline.example")
ALL = (*FRAMEWORK, "--data", SHOWN, "--data", EARLIER)
FRIDAY, TEN_DAYS_LATER = "2026-03-06T16:00:00+01:00", "2026-03-16T09:00:00+01:00"

ANSWERS = (
    # preparation (Mina Lee, the manager)
    "What has Anna herself said so far? Rosa may object that Bo has answered, and that the customer is in a hurry.",
    # facts (both)
    "I sent the review on Monday and Bo wrote back on Tuesday. Anna's auto-reply says that she is away until the 11th.",
    "The CRM moved to Solution fit yesterday. The last words of Anna's that I can see are of 27 February.",
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
    # the plan is the rep's own
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


def say(text: str) -> None:
    """One paragraph of the story."""
    print("\n" + textwrap.fill(" ".join(text.split()), min(columns(), 80)) + "\n", flush=True)


def columns() -> int:
    """How wide the story is."""
    return int(os.environ.get("COLUMNS", "80"))


def as_typed(words: tuple[str, ...]) -> str:
    """A command as one would type it, with its options on lines of their own where it is long."""
    lines, indent = ["$ gatecoach"], "      "
    for word in words:
        apart = word.startswith("--") and len(lines[-1]) > columns() // 2
        lines = [*lines, f"{indent}{word}"] if apart else [*lines[:-1], f"{lines[-1]} {shlex.quote(word)}"]
    return " \\\n".join(lines)


def gatecoach(*words: str, answers: tuple[str, ...] = ()) -> None:
    """Show a command, run it, and show what it answers."""
    print(as_typed(words), flush=True)
    notes = io.StringIO()
    keyboard, sys.stdin = sys.stdin, io.StringIO("".join(f"{line}\n" for line in answers))
    try:
        with contextlib.redirect_stderr(notes):
            code = main([word.replace(SHOWN, str(HERE)) for word in words])
    finally:
        sys.stdin = keyboard
    if code > 1:
        sys.exit(f"{notes.getvalue()}the demo stopped at this command (exit code {code})")
    if code:
        print(f"(exit code {code}: the answer is no)")


def story() -> None:
    """The five scenes."""
    say("""1. THE MAILS. Rosa Diaz sells to Northwind Pumps. Two of her mails are labelled: an invitation and a
        needs review. Every reply to them becomes evidence, whoever sent it; the gates will judge it.""")
    gatecoach("intake", "mail", SHOWN, *FRAMEWORK, *CONNECTED)

    say("""2. WHERE THE DEAL STANDS ON 6 MARCH. Two gates are open: Anna Vance wants to talk and has said why, and she
        admitted a need; that was in February. The CRM claims Solution fit. The gate before it asks for two things of
        hers: the number by which she will judge it, which she named, and her own reply to Rosa's needs review. By that
        day four replies had come, and none of them counts; Anna's own came a week later.""")
    gatecoach("standing", DEAL, *ALL, *CONNECTED, "--at", FRIDAY)

    say("""3. THE GATE REVIEW. Her manager, Mina Lee, does not tell her what to do: she asks, Rosa finds two ways, and
        writes the plan. Watch the last step: the talk does not close before the next one is booked, and three weeks
        are too far away. The summary at the end also goes into a file, to be sent to both.""")
    gatecoach(
        "coach", "gate-review", DEAL, "--as", "m.lee", "--as", "r.diaz", *ALL, *CONNECTED, "--at", FRIDAY,
        "--out", "summary.md", answers=ANSWERS,
    )  # fmt: skip
    say("""4. TEN DAYS LATER. Rosa called, and Anna wrote: two points are right, and one number is wrong. Rosa read that
        as a correction and quoted the words; a correction is as good as a yes, because now the needs are Anna's. The
        gate opens, so that the claim is no longer ahead of what both sides have shown; one task is left.""")
    gatecoach("decide", DEAL, "needs-confirmed", "--check", *ALL, *CONNECTED, "--at", TEN_DAYS_LATER)

    say("""5. THE SAME MAILS, HANDED IN AS FILES. Anybody can write a file. Without a mailbox that is connected and a
        server of ours that vouches for the sender, Anna's reply is only asserted, and the gate stays shut. Of our own
        side an assertion is enough: it opens nothing by itself.""")
    gatecoach("decide", DEAL, "needs-confirmed", "--check", *ALL, "--at", TEN_DAYS_LATER)


if __name__ == "__main__":
    if not sys.stdout.isatty():
        os.environ["COLUMNS"] = "80"
    home = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            story()
        finally:
            os.chdir(home)

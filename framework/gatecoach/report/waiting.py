"""What waits for a person in an intake: the words themselves, why somebody is asked, and how to decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from gatecoach.intake.review import Waiting
from gatecoach.report.layout import clean, counted, moment, wrapped

NOTHING_WAITS = "Nothing waits for you.\n"
ASKED = {
    "what": "What is it?",
    "person": "Do they take part?",
    "outcome": "How is it meant?",
    "look": "Something does not fit.",
}
OPTIONS = {
    "what": "--what {choices}",
    "person": "--person ID, or --what none",
    "outcome": '--outcome {choices} --quote "the words that show it"',
    "look": "put the labels right in facts.yaml, or take one of the mails away",
}
MOST_LINES = 40


def waiting_text(found: Sequence[Waiting], *, zone: dt.tzinfo = dt.UTC, width: int = 100) -> str:
    """Everything that waits, with the words verbatim; and what to type to decide it."""
    if not found:
        return NOTHING_WAITS
    blocks = ["\n".join(waiting_lines(each, zone=zone, width=width)) for each in found]
    return "\n\n".join([*blocks, f"{counted(len(found), 'decision')} for you."]) + "\n"


def waiting_lines(each: Waiting, *, zone: dt.tzinfo = dt.UTC, width: int = 100, options: bool = True) -> list[str]:
    """One thing that waits: what is asked, who wrote when, the words, why, and with which `options` to decide it."""
    who = f", {each.by}" if each.by else ""
    when = f", {moment(each.at, zone)}" if each.at else ""
    about = f" about {clean(each.subject)}" if each.subject else ""
    said = each.text.split("\n") if each.text else []
    more = len(said) - MOST_LINES
    choices = " | ".join((*each.choices, "none") if each.kind == "what" else each.choices)
    decide = OPTIONS[each.kind].format(choices=choices)
    if each.kind != "look":
        decide = f"--message {each.message} {decide}"
    return [
        *wrapped(f"{ASKED[each.kind]} {each.name}{who}{when}{about}", width, rest="  "),
        *(line for words in said[:MOST_LINES] for line in wrapped(words, width, first="  | ", rest="  | ")),
        *([f"  | … {counted(more, 'more line')}"] if more > 0 else []),
        *(wrapped(each.why, width, first="  ") if each.why else []),
        *(wrapped(f"decide: {decide}", width, first="  ", rest="    ") if options else []),
    ]

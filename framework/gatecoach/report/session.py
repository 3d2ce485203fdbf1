"""A coaching talk as text: its steps, what is asked for now, what was refused, and the summary that goes to all."""

from __future__ import annotations

import datetime as dt

from gatecoach.coaching import Ask, Promise, Session, Summary
from gatecoach.definition import GATE_BLOCKED
from gatecoach.errors import GatecoachError, Reason
from gatecoach.facts import Evidence
from gatecoach.journey import standing
from gatecoach.questions import Question, next_questions
from gatecoach.report.layout import clean, indented, long_day, wrapped
from gatecoach.report.words import Words
from gatecoach.subject import Subject

PARTS = {"does": "", "starts": "from ", "due": "by ", "consequence": "if missed: ", "next": "on "}


def steps_text(session: Session, *, width: int = 100) -> str:
    """The steps of a talk: done, now, and still to come."""
    lines = [line for step in session.subject.course.stages for line in _step(session, step, width)]
    return "\n".join(lines) + "\n"


def _step(session: Session, step: str, width: int) -> list[str]:
    entered = step in session.progress.entered
    here = session.step == step
    mark = "[>]" if here else "[x]" if entered else "[ ]"
    return wrapped(session.subject.course.title_of(step), width, first=f"{mark} ")


def people_text(session: Session, *, width: int = 100) -> str:
    """Who takes part, on which side, and what the talk is about."""
    who = [f"{person.name or person.id} ({person.side})" for person in session.participants]
    about = [f"{each.course.title.lower()} {each.id}" for each in session.subject.about]
    title = f"{session.subject.course.title} about {', '.join(about)}" if about else session.subject.course.title
    return "\n".join(wrapped(f"{title}: {', '.join(who)}.", width)) + "\n"


def step_title(session: Session) -> str:
    """The step a talk is in and how many there are: `Step 4 of 8: The gap`."""
    steps = list(session.subject.course.stages)
    if session.step not in steps:
        return f"Ended: {session.subject.course.title_of(session.step)}"
    return f"Step {steps.index(session.step) + 1} of {len(steps)}: {session.subject.course.title_of(session.step)}"


def ask_text(ask: Ask, session: Session, who: str, *, width: int = 100) -> str:
    """One word the talk waits for, addressed to one person, with what it answers."""
    about = about_words(ask, session)
    lines = wrapped(ask.title, width, first=f"[{Words(session.subject).person(who)}] ", rest="    ")
    return "\n".join([*lines, *(wrapped(about, width, first="    ") if about else [])]) + "\n"


def about_words(ask: Ask, session: Session) -> str:
    """What an ask answers: the gate it is about, or the other person's own words."""
    item = Words(session.subject).item(ask.answers)
    if item is None:
        return ""
    if item.what == GATE_BLOCKED:
        return f"about the gate {_gate_title(session, item)}"
    return f"answers {Words(session.subject).person(item.by)}: {item.text or _parts(session, item)}"


def _parts(session: Session, item: Evidence) -> str:
    """An item without text, by its fields: those of a summary with their words, others as they are."""
    kind = session.subject.course.types[item.what or ""]
    said = {part: day_words(str(item.fields.get(name, ""))) for part, name in kind.summary.items()}
    if not said:
        return ", ".join(day_words(str(each)) for each in item.fields.values())
    return ", ".join(f"{PARTS[part]}{text}" for part, text in said.items() if text)


def suggestions(session: Session, ask: Ask, at: dt.datetime | dt.date, *, at_most: int = 3) -> list[Question]:
    """Open questions for an ask that answers a blocked gate: the next ones of that gate not asked in this talk yet."""
    item = Words(session.subject).item(ask.answers)
    subject = _about(session, item)
    if item is None or subject is None:
        return []
    said = {each.text for each in session.subject.facts if isinstance(each, Evidence) and each.text}
    found = [each for each in next_questions(standing(subject, at)) if each.closes.split(".")[0] == item.fields["gate"]]
    return [each for each in found if each.ask not in said][:at_most]


def _about(session: Session, item: Evidence | None) -> Subject | None:
    if item is None or item.what != GATE_BLOCKED:
        return None
    return next((each for each in session.subject.about if each.id == item.fields.get("subject")), None)


def _gate_title(session: Session, item: Evidence) -> str:
    subject, gate = _about(session, item), str(item.fields.get("gate", ""))
    if subject is None or gate not in subject.course.gates:
        return gate
    return f'"{subject.course.gates[gate].title}" of {subject.id}'


def refusal_text(refusal: Reason | GatecoachError, session: Session, *, width: int = 100) -> str:
    """Why a word was not taken."""
    said = Words(session.subject).reason(refusal) if isinstance(refusal, Reason) else refusal.message
    return "\n".join(wrapped(said, width, first="Not recorded: ", rest="  ")) + "\n"


def summary_text(summary: Summary, *, width: int = 100) -> str:
    """The written summary for everybody: who does what by when, what follows if not, and the next date."""
    state = "closed" if summary.closed else "not closed"
    about = f" about {', '.join(summary.about)}" if summary.about else ""
    head = wrapped(f"{summary.title}{about}, {long_day(summary.day)} ({state})", width)
    to = wrapped(" and ".join(summary.people), width, first="To: ")
    promises = [line for each in summary.promises for line in _promise(each, width)]
    nothing = ["  Nothing was promised."] if not promises else []
    return "\n".join([*head, *to, "", *promises, *nothing, "", _next(summary)]) + "\n"


def _promise(promise: Promise, width: int) -> list[str]:
    rows = {"from": day_words(promise.starts), "by": day_words(promise.due), "if missed": promise.consequence}
    lines = wrapped(f"{promise.who}: {promise.does}", width - 2)
    lines += [line for name, text in rows.items() if text for line in wrapped(text, width - 2, first=f"  {name:10}")]
    return indented(lines)


def _next(summary: Summary) -> str:
    return f"Next talk: {day_words(summary.next_day)}" if summary.next_day else "No next talk is booked."


def day_words(text: str) -> str:
    """A day as people say it; a text that is no day stays as it is."""
    try:
        return long_day(dt.date.fromisoformat(text))
    except ValueError:
        return clean(text)


def summary_markdown(summary: Summary) -> str:
    """The same summary as Markdown, ready to be sent."""
    about = f" about {_plain(', '.join(summary.about))}" if summary.about else ""
    lines = [
        f"# {_plain(summary.title)}{about}",
        "",
        f"{long_day(summary.day)}, {_plain(' and '.join(summary.people))}",
        "",
    ]
    if summary.promises:
        lines += ["| Who | Does what | From | By | If it is missed |", "|---|---|---|---|---|"]
        lines += [_row(each) for each in summary.promises]
    else:
        lines += ["Nothing was promised."]
    return "\n".join([*lines, "", f"**{_next(summary)}**" if summary.next_day else _next(summary)]) + "\n"


def _row(promise: Promise) -> str:
    cells = (promise.who, promise.does, day_words(promise.starts), day_words(promise.due), promise.consequence)
    return f"| {' | '.join(_plain(each) for each in cells)} |"


def _plain(text: str) -> str:
    """Text that means nothing to Markdown."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|!" else char for char in clean(text))

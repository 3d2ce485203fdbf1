"""A coaching talk as text: its steps, what is asked for now, and what was refused."""

from __future__ import annotations

import datetime as dt

from gatecoach.coaching import Ask, Opener, Session
from gatecoach.definition import GATE_BLOCKED, say
from gatecoach.errors import GatecoachError, Reason
from gatecoach.facts import Evidence
from gatecoach.journey import standing
from gatecoach.questions import Question, next_questions
from gatecoach.report.layout import long_day, wrapped
from gatecoach.report.summary import day_words
from gatecoach.report.words import Words
from gatecoach.subject import Subject
from gatecoach.time import span

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
    known = [(talk_name(each), each) for each in session.subject.about]
    about = [f"{name} ({each.id})" if name else f"{each.course.title.lower()} {each.id}" for name, each in known]
    title = f"{session.subject.course.title} about {', '.join(about)}" if about else session.subject.course.title
    return "\n".join(wrapped(f"{title}: {', '.join(who)}.", width)) + "\n"


def opener_text(found: Opener, *, width: int = 100) -> str:
    """What is shown as a talk opens: the purpose, a line a level, then the talks that are suggested; may be empty."""
    levels = [line for level, said in found.purpose.items() for line in wrapped(f"{level.capitalize()}: {said}", width)]
    suggested = [line for each in found.suggested for line in wrapped(each.text(), width)]
    return "".join(f"{line}\n" for line in (*levels, *suggested))


def talk_name(subject: Subject) -> str:
    """An earlier talk as people know it, by its kind and its first day; nothing for what is no talk."""
    zone = subject.framework.time_zone
    days = [span(each.at, zone).day for each in subject.facts if isinstance(each, Evidence)]
    if not subject.course.conversation or not days:
        return ""
    return f"the {subject.course.title.lower()} of {long_day(dt.date.fromordinal(min(days)))}"


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
    """What an ask answers: the gate it is about, or somebody's own words, also of what the talk is about."""
    spoken = ((each, Words(each).item(ask.answers)) for each in (session.subject, *session.subject.about))
    subject, item = next(((each, item) for each, item in spoken if item is not None), (session.subject, None))
    if item is None:
        return ""
    if item.what == GATE_BLOCKED:
        return f"about the gate {_gate_title(session, item)}"
    return f"answers {Words(subject).person(item.by)}: {item.text or _parts(subject, item)}"


def _parts(subject: Subject, item: Evidence) -> str:
    """An item without text, by its fields: those of a summary with their words, others as they are."""
    kind = subject.course.types[item.what or ""]
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
    said = Words(session.subject).reason(_named(refusal, session)) if isinstance(refusal, Reason) else refusal.message
    return "\n".join(wrapped(said, width, first="Not recorded: ", rest="  ")) + "\n"


def _named(refusal: Reason, session: Session) -> Reason:
    """A waiver that was refused, with the text of its requirement and the name of the person."""
    if "requirement" not in refusal.params:
        return refusal
    gates = session.subject.course.gates.values()
    texts = {f"{gate.id}.{each.id}": say(each.text) for gate in gates for each in gate.requirements}
    wanted, by = str(refusal.params["requirement"]), str(refusal.params["by"])
    more = {"requirement": f'"{texts[wanted].rstrip(".")}"', "by": Words(session.subject).person(by)}
    return Reason(refusal.code, refusal.place, {**refusal.params, **more})

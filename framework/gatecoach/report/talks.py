"""What the talks of a journal left to do: promises by what became of them, talks to hold now, and who found what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from gatecoach.coaching import Commitment, Fate, Insights, Session, Suggested
from gatecoach.errors import Reason
from gatecoach.report.layout import counted, long_day, moment, wrapped
from gatecoach.report.session import talk_name
from gatecoach.texts import reason_text

HEADS = {Fate.OVERDUE: "Overdue", Fate.OPEN: "Still to come", Fate.MISSED: "Missed", Fate.KEPT: "Kept"}
"""What became of promises, in the order in which it is shown."""


@dataclass(frozen=True, slots=True)
class Talks:
    """What there is to tell at a moment; `who` is the reader, `own` what is suggested to them alone."""

    sessions: Sequence[Session]
    promises: Sequence[Commitment]
    suggested: Sequence[Suggested]
    insights: Sequence[Insights]
    at: dt.datetime | dt.date
    zone: dt.tzinfo
    today: dt.date
    who: str = ""
    own: Sequence[Reason] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def talks_text(talks: Talks, *, width: int = 100) -> str:
    """The whole page: what is overdue first, then what is still to come, and what suggests itself."""
    whose = f" that {_called(talks, talks.who)} may read" if talks.who else ""
    head = f"{counted(len(talks.sessions), 'talk').capitalize()}{whose}, as of {moment(talks.at, talks.zone)}"
    parts = [wrapped(head, width), *_promises(talks, width), _open(talks, width)]
    parts += [_suggested(talks, width), _insights(talks, width)]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _promises(talks: Talks, width: int) -> Iterator[list[str]]:
    if not talks.promises:
        yield ["Nothing was promised."]
    for fate, title in HEADS.items():
        found = [each for each in talks.promises if each.fate is fate]
        rows = [line for each in found for line in wrapped(_promise(talks, each), width, first="  - ", rest="    ")]
        yield [f"{title} ({len(found)})", *rows] if found else []


def _promise(talks: Talks, promise: Commitment) -> str:
    """A promise in one sentence: who, what, by when, and in which talk."""
    late = (talks.today - promise.due).days
    when = f"by {long_day(promise.due)}"
    if promise.fate is Fate.OVERDUE:
        when += f", {counted(late, 'day')} ago"
    if promise.settled_on:
        when += f"; said on {long_day(promise.settled_on)}"
    return f"{_called(talks, promise.who)}: {promise.does} ({when}; {_talk(talks, promise.talk)})"


def _talk(talks: Talks, stream: str) -> str:
    """A talk as people call it: its title, what it is about, and its day."""
    found = next(each for each in talks.sessions if each.stream == stream)
    day = dt.date.fromordinal(found.subject.framework.judged_at(found.events[0].at).day)
    about = ", ".join(each.id for each in found.subject.about if not each.course.conversation)
    return f"{found.subject.course.title}{f' about {about}' if about else ''} of {long_day(day)}"


def _called(talks: Talks, who: str) -> str:
    return talks.names.get(who) or who


def _open(talks: Talks, width: int) -> list[str]:
    """The talks that have not ended, each with the step it is in."""
    found = [each for each in talks.sessions if not each.closed]
    rows = [f"{_talk(talks, each.stream)}, in the step {each.subject.course.title_of(each.step)}" for each in found]
    lines = [line for row in rows for line in wrapped(row, width, first="  - ")]
    return ["Talks that have not ended", *lines] if lines else []


def _suggested(talks: Talks, width: int) -> list[str]:
    lines = [line for each in talks.own for line in wrapped(each.text(), width, first="  - ")]
    first: dict[tuple[str, str, str], Suggested] = {}
    for each in talks.suggested:
        first.setdefault((each.talk, each.promise.talk, each.reason.code), each)
    for each in first.values():
        promise = each.promise
        params = {**each.reason.params, "who": _called(talks, promise.who), "due": long_day(promise.due)}
        lines += wrapped(reason_text(each.reason.code, params), width, first="  - ")
        lines += wrapped(f"open it with --about {each.promise.talk}", width, first="    ")
    return ["These talks suggest themselves", *lines] if lines else []


def _insights(talks: Talks, width: int) -> list[str]:
    """Who found the ways, by coach; coaches in whose talks nothing was found are left out."""
    lines: list[str] = []
    for each in talks.insights:
        whole = each.by_coachee + each.by_coach
        if each.share is not None:
            told = f"{each.by_coachee} of {whole} ({each.share * 100:.0f} %) in {counted(each.talks, 'talk')}"
            lines += wrapped(f"{_called(talks, each.coach)}: {told}", width, first="  - ", rest="    ")
    return [*wrapped("What the coachees found themselves, by coach", width), *lines] if lines else []


def talks_dict(talks: Talks) -> dict[str, Any]:
    """The same for a machine."""
    return {
        "schema": 1,
        "at": talks.at.isoformat(),
        "who": talks.who,
        "talks": [{"stream": each.stream, "kind": each.kind, "step": each.step, "closed": each.closed,
                   "about": [talk_name(one) or one.id for one in each.subject.about]} for each in talks.sessions],
        "promises": [_row(each) for each in talks.promises],
        "suggested": [
            *({"talk": each.params["talk"], "code": each.code, "promise": None} for each in talks.own),
            *({"talk": each.talk, "code": each.reason.code, "promise": _row(each.promise)}
              for each in talks.suggested),
        ],
        "insights": [{**asdict(each), "share": None if each.share is None else round(float(each.share), 3)}
                     for each in talks.insights],
    }  # fmt: skip


def _row(promise: Commitment) -> dict[str, Any]:
    said = {name.replace("_", "-"): value for name, value in asdict(promise).items()}
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in said.items()}

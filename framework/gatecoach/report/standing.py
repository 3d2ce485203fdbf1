"""Where a deal stands, for the manager and the rep: claimed, verified and the gap, the gates, what to ask next."""

from __future__ import annotations

from collections.abc import Sequence

from gatecoach.definition import say
from gatecoach.journey import Standing
from gatecoach.questions import Question, next_questions
from gatecoach.report.decision import gate_lines
from gatecoach.report.layout import counted, indented, moment, wrapped
from gatecoach.report.words import Words
from gatecoach.ways import Distance, path
from gatecoach.wording import phrase, term

SUGGESTED = {"coach": "worth a talk", "park": "think of parking it", "disqualify": "think of letting it go"}
GAPS = {
    Distance.UNKNOWN: "unknown: no stage of this journey is claimed, so there is nothing to compare.",
    Distance.BEHIND: "the claim is behind: more is shown than is claimed.",
    Distance.OFF_PATH: "no number: the claim is on another path than what is shown.",
}


def standing_text(standing: Standing, *, width: int = 100, name: str = "", questions: int = 6) -> str:
    """The whole report. `name` is what people call the subject; at most so many `questions` are shown."""
    parts = [
        _head(standing, name, width),
        _distance(standing, width),
        *(_gate(standing, each, width) for each in gates_on_the_way(standing)),
        _tasks(standing, width),
        _findings(standing, width),
        question_lines(next_questions(standing), width, at_most=questions),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def gates_on_the_way(standing: Standing) -> list[str]:
    """The gates behind the verified stage, then those to work on now."""
    behind = path(standing.subject.course, standing.subject.course.start, standing.verified) or []
    return list(dict.fromkeys([*(gate.id for gate in behind), *standing.blocked]))


def gap_sentence(standing: Standing) -> str:
    """The gap in words: how far the claim is ahead of what both sides have shown."""
    gap = standing.gap
    if isinstance(gap, Distance):
        return GAPS[gap]
    if gap == 0:
        return "none: what is claimed is what both sides have shown."
    return f"{counted(gap, 'gate')}: the claim is ahead of what both sides have shown."


def _head(standing: Standing, name: str, width: int) -> list[str]:
    subject, framework = standing.subject, standing.subject.framework
    title = f"{name} ({subject.id})" if name else subject.id
    owner = f", owner {Words(subject).person(subject.owner)}" if subject.owner else ""
    when = moment(standing.at, framework.time_zone)
    return [
        *wrapped(f"{subject.course.title}: {title}{owner}", width),
        *wrapped(f"as of {when} ({framework.definition.time_zone}), by {framework.id} {framework.version}", width),
    ]


def _distance(standing: Standing, width: int) -> list[str]:
    claimed = _stage(standing, standing.claimed) if standing.claimed else "nothing"
    ended = " (it has ended)" if standing.ended else ""
    rows = {
        "Claimed": claimed,
        "Verified": f"{_stage(standing, standing.verified)}{ended}",
        "Gap": gap_sentence(standing),
        **_unwaived(standing),
    }
    return [line for title, text in rows.items() for line in wrapped(text, width, first=f"{title:10}")]


def _unwaived(standing: Standing) -> dict[str, str]:
    """Where it would stand without its waivers, where that is somewhere else."""
    bare = standing.without_waivers
    return {} if bare.verified == standing.verified else {"Unwaived": f"{_stage(standing, bare.verified)}"}


def _stage(standing: Standing, place: str) -> str:
    """A stage with the customer's phase it serves, in their words."""
    course = standing.subject.course
    stage = course.stages.get(place)
    phase = standing.subject.framework.definition.phases.get(stage.phase or "") if stage else None
    theirs = f' (the customer: "{say(phase.title)}")' if phase and phase.title else ""
    return f"{course.title_of(place)}{theirs}"


def _gate(standing: Standing, name: str, width: int) -> list[str]:
    return gate_lines(standing.decisions[name], standing.subject, width)


def _tasks(standing: Standing, width: int) -> list[str]:
    titles = {name: each.title for name, each in standing.decisions.items()}
    lines = [
        line for task in standing.tasks for line in wrapped(f"{task.say} ({titles[task.gate]})", width, first="  - ")
    ]
    return ["Still to do (does not block)", *lines] if lines else []


def _findings(standing: Standing, width: int) -> list[str]:
    words = Words(standing.subject)
    ahead = [standing.decisions[each].title for each in standing.ahead]
    shown = [f"Already shown further on: {', '.join(ahead)}."] if ahead else []
    signs = [f"{each.say} ({SUGGESTED[each.suggest]})" for each in standing.signals]
    ends = ["The last gate passes, so the end may be recorded."] if standing.may_end else []
    notes = [*(words.reason(each) for each in standing.findings), *shown, *signs, *ends]
    return [line for each in notes for line in wrapped(each, width, first="Note: ")]


def question_lines(
    found: Sequence[Question], width: int, *, at_most: int = 6, title: str = "Ask next", language: str = "en"
) -> list[str]:
    """The next questions, each under the reason it is asked for, and what the words in brackets mean."""
    lines: list[str] = []
    reason = ""
    for number, each in enumerate(found[:at_most], start=1):
        if each.reason.text(language) != reason:
            reason = each.reason.text(language)
            lines += indented(wrapped(reason, width - 2))
        area = f" [{each.area}]" if each.area else ""
        lines += wrapped(f"{each.ask}{area}", width, first=f"  {number:3}. ")
    left = len(found) - at_most
    more = [f"  {counted(left, 'more question')} in the bank."] if left > 0 else []
    return [title, *lines, *more, *_legend(found[:at_most], width, language)] if lines else []


def _legend(shown: Sequence[Question], width: int, language: str) -> list[str]:
    """What the areas of these questions are."""
    areas = [f"[{each}] {term('area', each, language)}" for each in dict.fromkeys(q.area for q in shown if q.area)]
    return wrapped(f"{phrase('areas', language)} {', '.join(areas)}.", width, first="  ") if areas else []

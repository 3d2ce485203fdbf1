"""The talk itself: what is waited for, one answer at a time, each kept before the next is asked for."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from gatecoach.cli.choosing import NO_OTHER, SAY_OTHER, Wanted, choose, others, wanted_now
from gatecoach.cli.meeting import Table
from gatecoach.cli.output import width
from gatecoach.cli.prompt import Desk, Order, is_leaving, is_refusal, order, shape, value
from gatecoach.cli.run import Stopped
from gatecoach.cli.waiving import NONE_HERE, waivable, wish
from gatecoach.coaching import Ask, Opener, Session, Step, asks, decide, replay
from gatecoach.coaching.session import FREE_ENDS
from gatecoach.condition import Typed
from gatecoach.decision import Decision
from gatecoach.definition import FieldDef, say
from gatecoach.errors import Reason, VersionConflict
from gatecoach.facts import Evidence
from gatecoach.lower import Requirement
from gatecoach.report.layout import indented, wrapped
from gatecoach.report.session import ask_text, opener_text, people_text, refusal_text, step_title, suggestions
from gatecoach.report.standing import question_lines
from gatecoach.report.words import Words

DONE = ("won", "done")
NOTHING = Opener()
ORDERS = 'Type "close" to try to close the talk, or "stop: why" to end it early.'

BARE_NO = "A bare no is not kept as this word. Say what is in the way, or type stop: and why."
HOW_TO_LEAVE = 'Not recorded. Type "stop: why" to end the talk, or press Ctrl-C to leave it open and go on later.'
NOTHING_ASKED = 'Not recorded: nothing is asked for here. Type "stop: why" to end the talk.'
OPTIONAL = " (Optional.)"
MAY_LEAVE_OUT = "Press Enter to leave this out."
MAY_WAIVE = 'Type "waive: why" to leave out, this once, what may be waived in a step.'
LEAVE_OR_WAIVE = "    Press Enter to leave it to them, or waive something here > "
READ_AGAIN = "(Somebody else spoke in the meantime; the talk was read again.)"


class _EndedError(Exception):
    """The talk ended while an answer was asked for."""


class _WaivedError(Exception):
    """Something was waived while an answer was asked for, which may not be asked for any more."""


class _LeftOutError(Exception):
    """What was asked for keeps nobody there, and is left out."""


class _OtherError(Exception):
    """Something else shall be said than what was asked for."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__()
        self.wanted = wanted


class Talk:
    """One sitting: the people at this keyboard answer until the talk ends or others have to speak."""

    def __init__(
        self,
        session: Session,
        table: Table,
        desk: Desk,
        speakers: Sequence[str],
        go_on: Callable[[Sequence[str]], str],
        *,
        opener: Opener = NOTHING,
    ) -> None:
        self.session = session
        self.table = table
        self.desk = desk
        self.speakers = tuple(dict.fromkeys(speakers))
        self.go_on = go_on
        self.opener = opener
        self.width = width()
        self._shown = ""
        self._unfinished = ""
        self._asked: Wanted | None = None
        self._optional = False
        self._left_out: set[tuple[str, str, str, str]] = set()

    def run(self) -> Session:
        """Ask until the talk ends or it is somebody else's turn; gives the session as it is then.

        Raises:
            Stopped: the input ended, or the person left; what was said is kept, but for an unfinished item.
        """
        self.desk.say(people_text(self.session, width=self.width))
        self.desk.say(opener_text(self.opener, width=self.width))
        self._tell(*wrapped(ORDERS, self.width))
        if any(gate.waivers for gate in self.session.subject.course.gates.values()):
            self._tell(*wrapped(MAY_WAIVE, self.width))
        try:
            while not self.session.closed and self._turn():
                pass
        except _EndedError:
            if self._unfinished:
                self._tell("", *wrapped(self._not_kept(), self.width))
        except (EOFError, KeyboardInterrupt):
            kept = f"Interrupted. {self._not_kept() or 'Everything said so far is kept.'} Go on with:"
            raise Stopped(f"{kept}\n  {self.go_on(self.speakers)}") from None
        return self.session

    def _not_kept(self) -> str:
        """Which item was being written, if one was: its first values are not kept without its last."""
        item = self._unfinished
        return f'Not kept, as it was not finished: "{item}". Everything said before it is kept.' if item else ""

    def _turn(self) -> bool:
        """One word of somebody here; whether there may be another."""
        self._step()
        mine = self._wanted()
        found = [each for each in asks(self.session, self.table.now()) if not self._is_left_out(each)]
        try:
            if mine:
                self._meant(mine)
            elif found:
                self._others(found[0])
            else:
                self._stuck()
        except (_WaivedError, _OtherError, _LeftOutError) as instead:
            self._drop()
            if isinstance(instead, _OtherError):
                self._insist(instead.wanted)
            return True
        return bool(mine) or not found

    def _wanted(self) -> list[Wanted]:
        return wanted_now(self.session, self.table.now(), self.speakers, self._left_out)

    def _is_left_out(self, ask: Ask) -> bool:
        """Whether everybody who may say it has left it out."""
        return all((ask.requirement, ask.what, ask.answers, who) in self._left_out for who in ask.people)

    def _meant(self, mine: Sequence[Wanted]) -> None:
        """The next word of somebody here; where it may answer several items they say first which one."""
        self._asked = mine[0] if len(mine) == 1 else None
        if len(mine) > 1:
            self._tell("")
        wanted = mine[0] if len(mine) == 1 else choose(mine, self.session, self.width, self._line, self.desk.say)
        if wanted:
            self._word(*wanted)

    def _insist(self, wanted: Wanted) -> None:
        """What somebody chose to say instead, until it is said or something else is."""
        while True:
            try:
                self._word(*wanted)
            except (_WaivedError, _LeftOutError):
                self._drop()
            except _OtherError as instead:
                self._drop()
                wanted = instead.wanted
                continue
            return

    def _drop(self) -> None:
        if self._unfinished:
            self._tell(*wrapped(self._not_kept(), self.width))
        self._unfinished = ""

    def _step(self) -> None:
        if self.session.step != self._shown:
            self._shown = self.session.step
            self._tell("", step_title(self.session))
            gates = self.session.subject.course.ways_out(self.session.step)
            for text in (_sentence(each) for gate in gates for each in gate.requirements):
                self._tell(*indented(wrapped(text, self.width - 2)))

    def _word(self, ask: Ask, who: str) -> None:
        self._asked = ask, who
        self._tell("")
        self.desk.say(ask_text(ask, self.session, who, width=self.width))
        found = suggestions(self.session, ask, self.table.now())
        self._tell(*indented(question_lines(found, self.width - 4, title="You could ask:"), "    "))
        self._optional = _mode(ask, self.session) != "enforce"
        self._tell(*(wrapped(MAY_LEAVE_OUT, self.width, first="    ") if self._optional else ()))
        text = self._text([each.ask for each in found]) if ask.outcomes or not ask.fields else ""
        self._record(ask, who, text, self._fields(ask), self._outcome(ask))

    def _fields(self, ask: Ask) -> dict[str, Typed]:
        """The values of an item, all of them."""
        given: dict[str, Typed] = {}
        for name, each in ask.fields.items():
            self._tell(*(wrapped(shape(each), self.width, first="    ") if shape(each) else ()))
            found = value(functools.partial(self._line, allowed=each.of), self.desk.say, name, each)
            if found is not None:
                given[name] = found
                self._unfinished = ask.title
        self._unfinished = ""
        return given

    def _outcome(self, ask: Ask) -> str:
        """How the person means what they said, where that has to be known."""
        if not ask.outcomes:
            return ""
        *others, last = ask.outcomes
        prompt = f"How do you mean it: {', '.join(others)}{' or ' if others else ''}{last}"
        meant = FieldDef.model_validate({"type": "choice", "of": list(ask.outcomes)})
        return str(value(functools.partial(self._line, allowed=ask.outcomes), self.desk.say, prompt, meant))

    def _text(self, offered: Sequence[str] = ()) -> str:
        """What somebody says; the number of a question that was offered stands for it."""
        numbers = {str(number): each for number, each in enumerate(offered, start=1)}
        while True:
            line = self._line("  > ")
            line = numbers.get(line, line)
            if line and not is_refusal(line):
                return line
            if line:
                mine = self._asked and any(who == self._asked[1] for _, who in self._instead())
                more = f" {SAY_OTHER}" if mine else ""
                self._tell(*wrapped(BARE_NO + more, self.width, first="  "))

    def _line(self, prompt: str, allowed: Collection[str] = ()) -> str:
        """A line that is an answer; orders are carried out and the question is asked again."""
        while True:
            line = self.desk.line(prompt)
            if not line and self._optional and self._asked:
                ask, who = self._asked
                self._left_out.add((ask.requirement, ask.what, ask.answers, who))
                raise _LeftOutError
            found = None if line in allowed else order(line)
            if found is None and is_leaving(line) and line not in allowed:
                self._tell(*wrapped(HOW_TO_LEAVE, self.width, first="  "))
            elif found is None:
                self._optional = False  # whoever has begun an item ends it
                return line
            else:
                self._order(*found)

    def _order(self, found: Order, why: str) -> None:
        optional, self._optional = self._optional, False  # an empty line means something else there
        if found is Order.CLOSE:
            self._close()
        elif found is Order.OTHER:
            self._other()
        else:
            self._stop(why) if found is Order.STOP else self._waive(why)
        self._optional = optional

    def _instead(self) -> list[Wanted]:
        return others(self.session, self.table.now(), self.speakers, self._asked)

    def _other(self) -> None:
        """Say something else than what is asked for; with an empty line all stays as it is."""
        found = self._instead()
        if not found:
            self._tell(*wrapped(NO_OTHER, self.width, first="  "))
            return
        wanted = choose(found, self.session, self.width, self._line, self.desk.say)
        if wanted:
            raise _OtherError(wanted)

    def _record(self, ask: Ask, who: str, text: str, fields: Mapping[str, Any], outcome: str) -> None:
        """Keep one word; if somebody else spoke in the meantime the talk is read again first."""
        answers = [ask.answers] if ask.answers else []
        while True:
            step = self.session.record(
                ask.what, by=who, at=self.table.now(), text=text, fields=fields, answers=answers, outcome=outcome
            )  # fmt: skip
            if step.refusal:
                self.desk.say(refusal_text(step.refusal, self.session, width=self.width))
                return
            if self._kept(step):
                break
        self._warn(step)
        if not step.entered:
            self._almost(str(step.events[0].data["id"]))

    def _warn(self, step: Step) -> None:
        for each in step.warnings:
            self._tell(*wrapped(Words(self.session.subject).reason(each), self.width, first="  "))

    def _kept(self, step: Step) -> bool:
        """Whether the journal took the new events; else the session is as the journal has it."""
        try:
            self.table.journal.append(self.session.stream, len(self.session.events), step.events)
        except VersionConflict:
            self._tell(*wrapped(READ_AGAIN, self.width, first="  "))
            events = self.table.journal.read(self.session.stream)
            self.session = replay(self.table.deal.framework, events, about=self.session.subject.about)
            return False
        self.session = step.session
        return True

    def _almost(self, item: str) -> None:
        """What keeps the word that was just said from counting."""
        found = [each for each in self._reasons() if each.params.get("item") == item] or [*self._left_open(item)]
        if found and item not in self._counting():
            self._tell(*_listed("Kept, but it does not count yet:", found, self.session, self.width))

    def _left_open(self, item: str) -> Iterator[Reason]:
        """What keeps it from counting for what stops nobody."""
        for each in (one for decision in self._decisions() for one in decision.requirements if one.mode == "warn"):
            for side, found in each.sides.items():
                for miss in found.near_misses:
                    if miss.item == item:
                        yield Reason(miss.code, f"{each.id}.{side}", {"item": item, "by": miss.by, **miss.params})

    def _reasons(self) -> list[Reason]:
        return [reason for each in self._decisions() for reason in each.reasons]

    def _counting(self) -> set[str]:
        sides = (side for each in self._decisions() for found in each.requirements for side in found.sides.values())
        return {item for side in sides for item in side.used}

    def _decisions(self) -> list[Decision]:
        ways = self.session.subject.course.ways_out(self.session.step)
        return [decide(self.session, gate.id, self.table.now()) for gate in ways]

    def _stuck(self) -> None:
        """Nothing is asked for, yet the step stays open: only ending the talk is left."""
        head = "Nothing more can be said here, and the step stays open:"
        self._tell(*_listed(head, self._reasons(), self.session, self.width))
        while True:
            self._line("  > ")
            self._tell(*wrapped(NOTHING_ASKED, self.width, first="  "))

    def _others(self, ask: Ask) -> None:
        words = Words(self.session.subject)
        who = " or ".join(map(words.person, ask.people))
        self._tell("", *wrapped(f"Now it is the turn of {who}: {ask.title}.", self.width))
        if self._may_waive():
            with contextlib.suppress(EOFError):
                self._line(LEAVE_OR_WAIVE)
        self._tell("Go on with:", f"  {self.go_on(ask.people[:1])}")

    def _may_waive(self) -> bool:
        """Whether somebody here may waive what the step waits for."""
        return any(who in each.by for each in waivable(self.session, self.table.now()) for who in self.speakers)

    def _waive(self, why: str) -> None:
        """Waive a requirement of this step; the step may then be passed."""
        found = waivable(self.session, self.table.now())
        if not found:
            self._tell(*wrapped(NONE_HERE, self.width, first="  "))
            return
        wanted = wish(
            found, self.speakers, why, self._line, lambda text: self._tell(*wrapped(text, self.width, first="    "))
        )
        if wanted is None:
            return
        now = self.table.now()
        step = self.session.waive(wanted.place, by=wanted.by, reason=wanted.reason, until=wanted.until, at=now)
        if step.refusal:
            self.desk.say(refusal_text(step.refusal, self.session, width=self.width))
        elif self._kept(step):
            self._warn(step)
            raise _WaivedError

    def _close(self) -> None:
        """Why the talk does not close: what its step waits for, then its end. It closes by itself at its last gate."""
        course = self.session.subject.course
        last = [
            each
            for each in course.gates.values()
            if each.target in course.ends and course.ends[each.target].kind in DONE and each.source != self.session.step
        ]
        reasons = [reason for each in last for reason in decide(self.session, each.id, self.table.now()).reasons]
        self._tell(*_listed(f"Not closed. {step_title(self.session)}.", self._reasons(), self.session, self.width))
        self._tell(*(_listed("And further on, to close it:", reasons, self.session, self.width) if reasons else ()))

    def _stop(self, reason: str) -> None:
        ends = [each for each in self.session.subject.course.ends.values() if each.kind in FREE_ENDS]
        if not ends:
            self._tell("  This talk has no early end.")
            return
        step = self.session.end(ends[0].id, by=self.speakers[0], at=self.table.now(), reason=reason)
        if step.refusal:
            self.desk.say(refusal_text(step.refusal, self.session, width=self.width))
        elif self._kept(step):
            raise _EndedError

    def _tell(self, *lines: str) -> None:
        if lines:
            self.desk.say("\n".join(lines) + "\n")


def _mode(ask: Ask, session: Session) -> str:
    """How binding the requirement is that a word is asked for."""
    requirements = session.subject.course.gates[ask.gate].requirements
    return next(each.mode for each in requirements if each.id == ask.requirement)


def _sentence(requirement: Requirement) -> str:
    """What a step asks for, as it is shown; whatever keeps nobody there says so."""
    return f"{say(requirement.text)}{'' if requirement.mode == 'enforce' else OPTIONAL}"


def _listed(head: str, reasons: Iterable[Reason], session: Session, width: int) -> list[str]:
    """Reasons as a list: each side that is not met, and below it what almost counts."""
    words = Words(session.subject)
    lines = [f"  {head}"]
    for each in reasons:
        item = words.item(str(each.params.get("item", "")))
        lines += wrapped(words.reason(each), width, first="      " if item else "    - ")
    return lines


def is_done(session: Session) -> bool:
    """Whether a talk reached its end through its gates."""
    end = session.subject.course.ends.get(session.step)
    return end is not None and end.kind in DONE


def as_dict(session: Session, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The outcome of a sitting for a machine."""
    said = [each.as_dict() for each in session.subject.facts if isinstance(each, Evidence)]
    return {"session": session.stream, "kind": session.kind, "step": session.step, "closed": session.closed,
            "summary": dict(facts), "said": said}  # fmt: skip

"""A decision about a mail: from options or answers to the row of the person who decides, and into its file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gatecoach.cli.clock import When
from gatecoach.cli.output import note, width
from gatecoach.cli.prompt import Desk
from gatecoach.errors import UsageError, did_you_mean
from gatecoach.facts import Label, Person, Statement
from gatecoach.intake.appending import with_facts, with_people
from gatecoach.intake.context import NOTHING
from gatecoach.intake.review import Waiting
from gatecoach.report.layout import indented
from gatecoach.report.waiting import waiting_lines

if TYPE_CHECKING:
    from gatecoach.cli.review import Found

try:
    import fcntl
except ImportError:  # a system that is not POSIX: two people who write at once are not held apart
    fcntl = None  # type: ignore[assignment]

FACTS, PEOPLE = "facts.yaml", "people.yaml"
KINDS = {"what": ("what", "person"), "outcome": ("outcome",), "person": ("person",)}
LATER = "nothing to decide later"


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody decided about one message."""

    message: str
    what: str = ""
    outcome: str = ""
    quote: str = ""
    person: str = ""
    name: str = ""
    roles: tuple[str, ...] = ()

    @property
    def made(self) -> bool:
        """Whether anything was decided."""
        return bool(self.message or self.what or self.outcome or self.quote or self.person)


@dataclass(frozen=True, slots=True)
class Decided:
    """The rows of one decision."""

    labels: tuple[Label, ...] = ()
    statements: tuple[Statement, ...] = ()
    people: tuple[Person, ...] = ()


def decided(found: Found, choice: Choice, by: str, at: When) -> Decided:
    """The rows that a choice means.

    Raises:
        UsageError: nobody we know decides, nothing or several things are decided, or it does not wait for that.
    """
    _known(found, by)
    said = [each for each in ("what", "outcome", "person") if getattr(choice, each)]
    if len(said) != 1 or not choice.message:
        words = "say what is decided about which message"
        help_ = "Give --message, and one of --what, --outcome (with --quote) and --person."
        raise UsageError("what-decision", words, help=help_)
    waits = [each for each in found.waiting if choice.message in each.messages]
    if not waits:
        known = [each.message for each in found.waiting]
        words = f"nothing waits for a decision about {choice.message}"
        raise UsageError("nothing-waits", words, help=did_you_mean(choice.message, known))
    fitting = next((each for each in waits if each.kind in KINDS[said[0]]), waits[0])
    if choice.what:
        return Decided(labels=fitting.label(choice.what, by=by, at=at))
    if choice.outcome:
        return Decided(statements=(fitting.statement(choice.outcome, choice.quote, by=by, at=at),))
    _roles(found, choice.roles)
    return Decided(people=(fitting.person(choice.person, name=choice.name, roles=choice.roles),))


def _known(found: Found, by: str) -> None:
    if by not in {each.id for each in found.people}:
        words = f'there is no person "{by}" to decide this' if by else "say who decides"
        raise UsageError("who-decides", words, help=did_you_mean(by, [each.id for each in found.people]))


def _roles(found: Found, roles: Iterable[str]) -> None:
    known = found.framework.definition.roles.get("customer", {})
    for each in roles:
        if each not in known:
            raise UsageError("no-such-role", f'the customer has no role "{each}"', help=did_you_mean(each, known))


def ask_each(look: Callable[[], Found], by: str, now: Callable[[], When], write: Callable[[Decided], None]) -> None:
    """Ask about everything that waits; what was decided may end or begin something else, so it is looked at anew.

    Raises:
        UsageError: nobody we know decides.
    """
    desk, left = Desk(), set()
    while True:
        found = look()
        _known(found, by)
        todo = [each for each in found.waiting if each.kind != "look" and (each.kind, each.messages) not in left]
        if not todo:
            desk.say("Nothing more waits for you.\n")
            return
        shown = waiting_lines(todo[0], zone=found.framework.time_zone, width=width(), options=False)
        desk.say("\n".join(["", *shown]) + "\n")
        rows = _asked(todo[0], desk, found, by, now)
        if rows is None:
            left.add((todo[0].kind, todo[0].messages))
        else:
            write(rows)


def _asked(each: Waiting, desk: Desk, found: Found, by: str, now: Callable[[], When]) -> Decided | None:
    """The rows of what somebody answers; nothing where they leave it for later."""
    if each.kind == "person":
        return _asked_person(each, desk, found, by, now)
    answer = _one_of((*each.choices, NOTHING) if each.kind == "what" else each.choices, desk)
    if not answer:
        return None
    if each.kind == "what":
        return Decided(labels=each.label(answer, by=by, at=now()))
    while words := desk.line("  Which words show it > "):
        try:
            return Decided(statements=(each.statement(answer, words, by=by, at=now()),))
        except UsageError as error:
            desk.say(f"  {error.message}. {error.help}\n")
    return None


def _asked_person(each: Waiting, desk: Desk, found: Found, by: str, now: Callable[[], When]) -> Decided | None:
    id_ = desk.line(f"  An id for them, {NOTHING} if they take no part, {LATER} > ")
    if id_ in ("", NOTHING):
        return Decided(labels=each.label(NOTHING, by=by, at=now())) if id_ else None
    name = desk.line("  What they are called (may be left empty) > ")
    known = sorted(found.framework.definition.roles.get("customer", {}))
    while True:
        roles = desk.line(f"  Their roles ({', '.join(known)}; may be left empty) > ").replace(",", " ").split()
        try:
            _roles(found, roles)
            return Decided(people=(each.person(id_, name=name, roles=roles),))
        except UsageError as error:
            desk.say(f"  {error.message}; {error.help}\n")


def _one_of(choices: tuple[str, ...], desk: Desk) -> str:
    desk.say("\n".join(indented(f"{number}. {each}" for number, each in enumerate(choices, start=1))) + "\n")
    while line := desk.line(f"  Which one, {LATER} > "):
        if line in choices:
            return line
        if line in map(str, range(1, len(choices) + 1)):
            return choices[int(line) - 1]
        desk.say(f"  Please write the number of one of them, or {LATER}.\n")
    return ""


def keep(rows: Decided, folder: Path) -> None:
    """Write rows into the files of a folder: whole or not at all, and after whatever another one wrote meanwhile.

    Raises:
        UsageError: a file cannot be written, or rows cannot be added to it.
    """
    facts = [*(("labels", each) for each in rows.labels), *(("statements", each) for each in rows.statements)]
    if facts:
        _rewritten(folder / FACTS, lambda text, name: with_facts(text, name, facts))
    if rows.people:
        _rewritten(folder / PEOPLE, lambda text, name: with_people(text, name, rows.people))


def _rewritten(path: Path, change: Callable[[str, str], str]) -> None:
    place = path.resolve()
    try:
        lock = os.open(place.parent, os.O_RDONLY)
        try:
            if fcntl is not None:
                fcntl.flock(lock, fcntl.LOCK_EX)
            text = place.read_bytes().decode("utf-8-sig") if place.exists() else ""
            _replaced(place, change(text, str(path)))
            if fcntl is not None:
                os.fsync(lock)
        finally:
            os.close(lock)
    except (OSError, UnicodeError) as error:
        words = f"it cannot be written: {getattr(error, 'strerror', None) or error}"
        raise UsageError("not-written", words, place=str(path)) from None
    note(f"written to {path}")


def _replaced(place: Path, text: str) -> None:
    """Another file takes the place of this one at once, with its rights; nobody ever sees half of it."""
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    new = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(place.stat().st_mode & 0o777 if place.exists() else 0o644)
        new.replace(place)
    except BaseException:
        new.unlink(missing_ok=True)
        raise

"""Who sits at the table, and which talk it is: a new one, or the one that is still open in the journal."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gatecoach.cli.clock import When
from gatecoach.cli.keeping import opened_at, with_help
from gatecoach.cli.output import note
from gatecoach.cli.shelf import talks, what_about
from gatecoach.coaching import Event, Opener, Session, asks, open_session, opener
from gatecoach.coaching.about import untold
from gatecoach.coaching.admission import gate_leaves
from gatecoach.definition import GATE_BLOCKED, say
from gatecoach.errors import GatecoachError, SessionError, UsageError, did_you_mean
from gatecoach.facts import Evidence
from gatecoach.framework import Framework
from gatecoach.journal import Journal, new_stream
from gatecoach.journal.talks import opening, talk_streams
from gatecoach.lower import Journey
from gatecoach.report.layout import moment
from gatecoach.subject import Subject
from gatecoach.time import judged_at, span


@dataclass(frozen=True, slots=True)
class Table:
    """The deal and the kind of talk, where it is kept, the clock on the wall, and the earlier talk that was named."""

    journal: Journal
    deal: Subject
    kind: str
    now: Callable[[], When]
    talk: str = ""


@dataclass(frozen=True, slots=True)
class Seats:
    """Who coaches whom."""

    coaches: tuple[str, ...]
    coachees: tuple[str, ...]

    @property
    def taking_part(self) -> tuple[str, ...]:
        """Everybody in the talk."""
        return (*self.coachees, *self.coaches)


DATABASE, LINES = "gatecoach.db", "gatecoach.jsonl"


def usual() -> str:
    """Where talks are kept when nothing else is said: where they are already, else in SQLite where it can be used."""
    there = [each for each in (DATABASE, LINES) if Path(each).is_file()]
    return there[0] if there else DATABASE if _has_sql() else LINES


def _has_sql() -> bool:
    """Whether the extra `journal` is there; looking for it costs less than loading it."""
    return all(importlib.util.find_spec(each) for each in ("sqlalchemy", "alembic"))


def journal_for(where: str | None) -> Journal:
    """The journal that keeps the talk.

    Raises:
        UsageError: a place that keeps nothing, or is none.
        JournalError: a system that cannot keep one.
    """
    return opened_at(where or usual(), "a talk must be kept, and there it would be gone with this command")


def known_kind(framework: Framework, kind: str) -> None:
    """Nothing, when there is such a conversation.

    Raises:
        UsageError: there is none, with the nearest name.
    """
    kinds = [each.id for each in framework.journeys.values() if each.conversation]
    if kind not in kinds:
        raise UsageError("unknown-talk", f'there is no conversation "{kind}"', help=did_you_mean(kind, kinds))


def known_people(about: Subject, names: Iterable[str]) -> None:
    """Nothing, when everybody named is one of the deal's people.

    Raises:
        UsageError: somebody is not, with the nearest id.
    """
    known = [each.id for each in about.people]
    for each in names:
        if each not in known:
            raise UsageError("unknown-person", f'there is no person "{each}"', help=did_you_mean(each, known))


def seats(
    about: Subject, course: Journey, present: Sequence[str], coaches: Sequence[str], coachees: Sequence[str]
) -> Seats:
    """Who coaches whom: as named, else the deal's owner is coached by everybody else who is present.

    Of a talk that asks one side alone everybody is on that side; where some are named, whoever else is present sits
    on the other side of it, unless it is private.

    Raises:
        UsageError: it cannot be told, somebody would sit on both sides, or is on the side that proves.
    """
    alone = [side for side in course.sides if course.asks_of(side)]
    if len(alone) == 1 and not (coachees if alone == ["coach"] else coaches):
        named = tuple(dict.fromkeys([*coaches, *coachees] or present))
        if course.private_to and len(named) > 1:
            words = f'the talk "{course.id}" is private to its {alone[0]}, and {" and ".join(named)} are here'
            raise UsageError("private-talk", words, help="Hold it alone, with one --as.")
        others = () if course.private_to else tuple(dict.fromkeys(each for each in present if each not in named))
        _not_proving(about, (*named, *others))
        return Seats(named, others) if alone == ["coach"] else Seats(others, named)
    if not coachees:
        owner = [about.owner] if about.person(about.owner) and about.owner not in coaches else []
        coachees = owner or ([each for each in present if each not in coaches] if coaches else [])
    if not coachees and about.owner in coaches:
        words = f'"{about.owner}" owns the deal and is the one to be coached, so cannot be the coach as well'
        help_ = "Name another coach with --coach PERSON, or who else is coached with --coachee PERSON."
        raise UsageError("both-sides", words, help=help_)
    if not coachees:
        words = "it cannot be told who is coached: the deal has no owner among its people"
        raise UsageError("who-is-coached", words, help="Name them with --coachee PERSON.")
    coaches = coaches or [each for each in present if each not in coachees]
    if not coaches:
        words = f"it cannot be told who coaches {' and '.join(coachees)}"
        raise UsageError("who-coaches", words, help="Name them with --with PERSON, or --coach PERSON.")
    both = sorted(set(coaches) & set(coachees))
    if both:
        words = f'"{both[0]}" cannot coach and be coached in one talk'
        raise UsageError("both-sides", words, help="Name each person under --coach or under --coachee, not both.")
    _not_proving(about, [*coachees, *coaches])
    return Seats(tuple(dict.fromkeys(coaches)), tuple(dict.fromkeys(coachees)))


def _not_proving(about: Subject, names: Iterable[str]) -> None:
    """Nobody whose word is the proof of the deal takes part in the talk about it.

    Raises:
        UsageError: somebody would.
    """
    proving = about.course.sides[0]
    inside = [each.id for each in about.people if each.side != proving]
    for each in names:
        if each not in inside:
            words = f'"{each}" is on the {proving} side, and a talk is held among those who work on the deal'
            raise UsageError("wrong-side", words, help=f"Name one of: {', '.join(inside) or 'nobody yet'}.")


def seats_of(session: Session, coaches: Sequence[str], coachees: Sequence[str]) -> Seats:
    """Who coaches whom in a talk that was opened before.

    Raises:
        UsageError: others are named now.
    """
    on = {side: tuple(each.id for each in session.participants if each.side == side) for side in ("coach", "coachee")}
    for side, named in (("coach", coaches), ("coachee", coachees)):
        if named and set(named) != set(on[side]):
            words = f"the {side} of this talk is {' and '.join(on[side])}, not {' and '.join(named)}"
            help_ = f"Leave --{side} out: who takes part is settled when a talk is opened."
            raise UsageError("other-seats", words, help=help_)
    return Seats(on["coach"], on["coachee"])


def sit_down(
    table: Table, present: Sequence[str], coaches: Sequence[str], coachees: Sequence[str], *, resume: bool
) -> Session:
    """The talk that is held now, new or gone on with; everybody who is present takes part in it."""
    course = table.deal.framework.journey(table.kind)
    found = find_open(table, [*present, *coaches, *coachees], resume=resume)
    taken = seats_of(found, coaches, coachees) if found else seats(table.deal, course, present, coaches, coachees)
    seated(taken, present)
    return go_on(table, found) if found else open_new(table, taken)


def open_new(table: Table, taken: Seats) -> Session:
    """A new talk, its opening already kept."""
    framework, people, at = table.deal.framework, table.deal.people, table.now()

    def opened(about: Sequence[Subject]) -> tuple[Session, tuple[Event, ...]]:
        return open_session(
            framework, table.kind,
            about=about, coach=taken.coaches, coachee=taken.coachees, at=at, people=people, stream=new_stream(),
        )  # fmt: skip

    about = what_about(
        table.journal, table.deal, framework.journey(table.kind), table.talk, taken.taking_part,
        begins=lambda talk: bool(asks(opened([talk])[0], at)),
    )  # fmt: skip
    session, events = opened(about)
    for each in untold(session):
        teller = each.told_by or each.source
        why = f'"{teller}" may not tell it' if teller else "nobody told it; say with `told-by:` who did"
        note(f"passed over: {each.what} {each.id}: {why}")
    _worthwhile(session)
    table.journal.append(session.stream, 0, events)
    return session


def greeting(table: Table, session: Session, speakers: Iterable[str]) -> Opener:
    """What is shown as a talk opens, and nothing of one in which somebody has spoken; a suggestion to one person alone.

    Where several people sit at this keyboard all of them would read it, so that none is made.
    """
    if any(isinstance(each, Evidence) and each.what != GATE_BLOCKED for each in session.subject.facts):
        return Opener()
    alone = dict.fromkeys(speakers)
    if len(alone) > 1:
        return opener(session, who="")
    openings = (opening(table.journal, stream) for stream in talk_streams(table.journal))
    return opener(session, who=next(iter(alone)), earlier=[each for each in openings if each])


def _worthwhile(session: Session) -> None:
    """A talk about blocked gates needs one: without any its steps could never be done. So does any first step.

    Raises:
        UsageError: nothing is blocked, or nothing is there that the first step is about.
    """
    ranges = [each.for_each for gate in session.subject.course.gates.values() for each in gate.requirements]
    wanted = any(each is not None and each.what == GATE_BLOCKED and not each.about for each in ranges)
    if wanted and not any(isinstance(each, Evidence) and each.what == GATE_BLOCKED for each in session.subject.facts):
        ids = ", ".join(each.id for each in session.subject.about)
        raise UsageError(
            "nothing-blocked", f"no gate of {ids} is blocked at that time, so there is nothing to talk about"
        )
    if not asks(session, session.events[0].at):
        raise UsageError("nothing-to-say", _unsaid(session), help="Name another talk with --about TALK.")


def _unsaid(session: Session) -> str:
    """What the first step would have to answer, and is not there."""
    course = session.subject.course
    first = [leaf for gate in course.ways_out(course.start) for leaf in gate_leaves(gate)]
    named = {leaf.what for leaf in first}
    wanted = dict.fromkeys(leaf.answers for leaf in first if leaf.answers and leaf.answers not in named)
    titles = [f'"{say(course.types[each].title, default=each)}"' for each in wanted if each in course.types]
    ids = ", ".join(each.id for each in session.subject.about)
    return f"nobody could say anything in this talk: {ids or 'it'} has no {' and no '.join(titles)}"


def find_open(table: Table, readers: Sequence[str], *, resume: bool) -> Session | None:
    """The newest open talk of this kind about this deal if it is to be resumed; nothing if there is none at all.

    A talk that one of the `readers` may not read is not there for them.

    Raises:
        UsageError: there is one and it is not to be resumed, or there is none and it is.
        SessionError: the only one was opened under another framework.
    """
    found, lost = _open_talks(table, readers)
    if found and not resume:
        since = moment(found[-1].events[0].at, table.deal.framework.time_zone)
        words = f'a "{table.kind}" about {table.deal.id} is still open, since {since}'
        raise UsageError("talk-is-open", words, help="Go on with it: add --resume.")
    if resume and not found:
        if lost:
            raise _elsewhere(lost[-1])
        words = f'there is no open "{table.kind}" about {table.deal.id} in this journal'
        raise UsageError("no-open-talk", words, help="Leave --resume out to begin one.")
    for each in lost:
        note(f"left alone: {each}")
    return found[-1] if found else None


def _elsewhere(error: SessionError) -> GatecoachError:
    """Why the only talk cannot be gone on with, and what to type."""
    if error.code != "other-framework":
        return error
    return with_help(error, "Name that version with --framework PLACE, or leave --resume out to begin a new talk.")


def go_on(table: Table, session: Session) -> Session:
    """The talk, when it can be gone on with: it is not earlier than its last word, and the journal can be written.

    Raises:
        UsageError: the time lies before what was said last.
        JournalError: the journal cannot be written.
    """
    zone = table.deal.framework.time_zone
    last = max((each.at for each in session.events), key=lambda each: span(each, zone).start)
    if judged_at(table.now(), zone).end < span(last, zone).start:
        words = f"the last word of this talk was said at {moment(last, zone)}, and this time is earlier"
        raise UsageError("before-the-last-word", words, place="--at", help="Leave --at out, or give a later time.")
    table.journal.append(session.stream, 0, session.events)  # a retry: adds nothing, but fails where writing would
    return session


def _open_talks(table: Table, readers: Sequence[str]) -> tuple[list[Session], list[SessionError]]:
    """The open talks, oldest first, and why others cannot be read."""
    about = [{"journey": each.journey, "id": each.id} for each in _named(table, readers)]
    found, lost = talks(table.journal, table.deal, table.kind, readers=readers)
    meant = [each for each in found if not table.talk or each.events[0].data["about"] == about]
    return [each for each in meant if not each.closed], lost


def _named(table: Table, readers: Sequence[str]) -> tuple[Subject, ...]:
    """The earlier talk that was named, if one was."""
    journey = table.deal.framework.journey(table.kind)
    return what_about(table.journal, table.deal, journey, table.talk, readers) if table.talk else ()


def seated(taken: Seats, present: Iterable[str]) -> None:
    """Nothing, when everybody who is present takes part.

    Raises:
        UsageError: somebody does not.
    """
    for each in present:
        if each not in taken.taking_part:
            words = f'"{each}" does not take part in this talk'
            raise UsageError("not-in-this-talk", words, help=f"Taking part: {', '.join(taken.taking_part)}.")

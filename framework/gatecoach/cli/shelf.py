"""The talks that a journal keeps about a deal, and which of them a new talk is about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from gatecoach.cli.output import note
from gatecoach.coaching import Session, replay
from gatecoach.coaching.about import CONVERSATION, accepted, fits
from gatecoach.errors import SessionError, UsageError, did_you_mean
from gatecoach.framework import Framework
from gatecoach.journal import Journal
from gatecoach.journal.talks import opening, talk_streams
from gatecoach.lower import Journey
from gatecoach.report.layout import moment
from gatecoach.subject import Subject
from gatecoach.time import span


def talks(
    journal: Journal, deal: Subject, kind: str = "", *, readers: Sequence[str]
) -> tuple[list[Session], list[SessionError]]:
    """The talks about a deal, oldest first, also those about such a talk; and why others cannot be read.

    Only those that all the readers may read: of what is private to others not even the number is told.
    """
    found: list[Session] = []
    lost: list[SessionError] = []
    for stream in talk_streams(journal):
        first = journal.read(stream)[0]
        if kind in ("", first.data.get("session")) and _leads(journal, deal, stream):
            try:
                talk = _retold(journal, deal, stream)
            except SessionError as error:
                lost += [error] if first.data.get("session") not in private_kinds(deal.framework) else []
                continue
            found += [talk] if all(map(talk.subject.may_be_read_by, readers)) else []
    zone = deal.framework.time_zone
    return sorted(found, key=lambda each: span(each.events[0].at, zone).start), lost


def private_kinds(framework: Framework) -> set[str]:
    """The conversations that are private to some."""
    return {each.id for each in framework.journeys.values() if each.conversation and each.private_to}


def _leads(journal: Journal, deal: Subject, stream: str, seen: Collection[str] = ()) -> bool:
    """Whether a talk is about the deal, about a talk that is, or about nothing in particular."""
    first = opening(journal, stream)
    if first is None or stream in seen or "about" not in first.data:  # whose opening was erased leads nowhere
        return False
    names = [(each["journey"], each["id"]) for each in first.data["about"]]
    within = (*seen, stream)
    return all(name == (deal.journey, deal.id) or _leads(journal, deal, name[1], within) for name in names)


def _retold(journal: Journal, deal: Subject, stream: str) -> Session:
    """The talk as it stands, with what it is about: the deal, or earlier talks of the same journal."""
    events = journal.read(stream)
    ids = [each["id"] for each in events[0].data["about"] if (each["journey"], each["id"]) != (deal.journey, deal.id)]
    earlier = [_retold(journal, deal, each) for each in ids]
    return replay(deal.framework, events, about=[deal, *earlier])


def what_about(
    journal: Journal,
    deal: Subject,
    journey: Journey,
    name: str,
    readers: Sequence[str],
    *,
    begins: Callable[[Subject], bool] = bool,
) -> tuple[Subject, ...]:
    """What a new talk is about: the talk of that name, else the deal, else the newest talk about it that has ended.

    Of ended talks the newest one counts about which anything could be said in the first step (`begins`). A talk that
    one of the readers may not read is not there for them.

    Raises:
        UsageError: no such talk, one that this conversation is not about, or none at all.
    """
    if name:
        return (_named(journal, deal, journey, name, readers),)
    if not journey.about or fits(journey, deal):
        return (deal,) if journey.about else ()
    kinds = [deal.framework.journeys[id_] for id_ in journey.about if id_ in deal.framework.journeys]
    if CONVERSATION not in journey.about and not any(each.conversation for each in kinds):
        words = f'"{journey.id}" is about {accepted(journey)}, and {deal.id} travels the journey "{deal.journey}"'
        raise UsageError("about-what", words, help="Name the journey with --journey ID.")
    ended = [each for each in talks(journal, deal, readers=readers)[0] if each.closed and fits(journey, each.subject)]
    found = [each for each in ended if _concerns(each.subject, deal)]
    if not found:
        words = f'"{journey.id}" is about an earlier talk, and none about {deal.id} has ended in this journal'
        others = f"Name one with --about: {', '.join(_called(each) for each in ended)}." if ended else ""
        help_ = others or "Hold one first, or name its journal with --journal FILE."
        raise UsageError("no-earlier-talk", words, help=help_)
    newest = next((each for each in reversed(found) if begins(each.subject)), found[-1])
    note(f"about the {newest.kind} of {_day(newest)}: {newest.stream}")
    return (newest.subject,)


def _concerns(talk: Subject, deal: Subject) -> bool:
    """Whether a talk came from this deal; one about nothing may be other people's, and is taken only if named."""
    return any((each.journey, each.id) == (deal.journey, deal.id) or _concerns(each, deal) for each in talk.about)


def _named(journal: Journal, deal: Subject, journey: Journey, name: str, readers: Sequence[str]) -> Subject:
    found, lost = talks(journal, deal, readers=readers)
    by_name = {each.stream: each for each in found}
    if name not in by_name:
        unread = next((each for each in lost if each.place == name), None)
        words = str(unread) if unread else f'this journal has no talk "{name}" about {deal.id}'
        raise UsageError("unknown-talk", words, place="--about", help=did_you_mean(name, by_name))
    if not fits(journey, by_name[name].subject):
        words = f'"{journey.id}" is not about a {by_name[name].kind}'
        raise UsageError("about-what", words, place="--about", help=_instead(journey, found))
    return by_name[name].subject


def _instead(journey: Journey, found: Sequence[Session]) -> str:
    """The talks that may be named instead."""
    fitting = [each.stream for each in found if fits(journey, each.subject)]
    return f"Name one of: {', '.join(fitting)}." if fitting else "Leave --about out."


def _called(talk: Session) -> str:
    return f"{talk.stream} (the {talk.kind} of {_day(talk)})"


def _day(session: Session) -> str:
    return moment(session.events[0].at, session.subject.framework.time_zone)

"""What in the data looks like a slip of the person who wrote it: told in a line each, and never fatal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from gatecoach.errors import did_you_mean
from gatecoach.facts import Evidence, Person, Statement
from gatecoach.framework import Framework
from gatecoach.report.layout import clean, counted
from gatecoach.subject import Subject

if TYPE_CHECKING:
    from gatecoach.cli.bundle import Bundle
    from gatecoach.cli.deal import Read
    from gatecoach.cli.files import Kind
    from gatecoach.intake import MailOutcome
    from gatecoach.intake.events import EventOutcome

MANY = 5


def doubts(bundle: Bundle, subject: Subject, read: Read, *, in_crm: bool) -> Iterator[str]:
    """Every doubt about what was handed in for this deal, one line each."""
    about_it = [each for each in bundle.labels if each.subject == subject.id]
    if not (in_crm or subject.facts or about_it):
        yield "nothing in the data is about this deal; was --data forgotten?"
    yield from _labels(bundle, subject, read)
    yield from _outcomes(subject)
    yield from _people(subject.framework, subject.people)
    yield from _unused(bundle, read)
    lowered = [id_ for each in bundle.records for id_ in each.lowered]
    if lowered:
        say, are = ("says", "it is") if len(lowered) == 1 else ("say", "they are")
        words = f"{counted(len(lowered), 'row')} of facts {say} how well proven {are}, which somebody may have typed"
        yield f"{words}; taken as asserted ({listed(lowered)}). Name --fetched-by connector where a connector wrote it"
    if bundle.left_out:
        yield f"not looked at: {listed(map(str, bundle.left_out))}"


def _unused(bundle: Bundle, read: Read) -> Iterator[str]:
    """What waits for somebody or could not be read, with the command that says why."""
    entries = read.calendar.outcomes if read.calendar else ()
    events = bundle.events.outcomes if bundle.events else ()
    told: list[tuple[str, str, Kind, Sequence[MailOutcome | EventOutcome]]] = [
        ("mail", "mails", "mail", [each for each in read.mail.outcomes if not each.made]),
        ("calendar entry", "calendar entries", "calendar", [each for each in entries if not each.made]),
        ("event", "events", "events", list(events)),
    ]
    for one, many, command, outcomes in told:
        number = sum(each.outcome in ("review", "reject") for each in outcomes)
        if number:
            were = "was" if number == 1 else "were"
            places = listed(bundle.homes(command))
            yield f"{counted(number, one, many)} {were} not used: see gatecoach intake {command} {places}"


def listed(names: Iterable[str]) -> str:
    """The first few, each once, and how many more."""
    every = list(dict.fromkeys(clean(each) for each in names))
    more = [f"and {len(every) - MANY} more"] if len(every) > MANY else []
    return ", ".join([*every[:MANY], *more])


def _labels(bundle: Bundle, subject: Subject, read: Read) -> Iterator[str]:
    """Labels of other deals, and labels of mails that nobody handed in."""
    others = [each.subject for each in bundle.written if each.subject not in ("", subject.id)]
    if others:
        are = "is about another deal" if len(others) == 1 else "are about other deals"
        yield f"{counted(len(others), 'label')} {are}: {listed(others)}"
    there = read.names | {each.id for each in subject.facts if isinstance(each, Evidence)}
    for label in bundle.written:
        if label.subject in ("", subject.id) and label.message not in there:
            hint = did_you_mean(label.message, there - {""})
            said = f'the label {label.label} names the mail "{label.message}", which is not in the data'
            yield clean(f"{said}; {hint}" if hint else said)


def _outcomes(subject: Subject) -> Iterator[str]:
    """Readings with an outcome that the evidence they are about does not know."""
    kinds = {each.id: each.what for each in subject.facts if isinstance(each, Evidence) and each.what}
    for each in subject.facts:
        what = kinds.get(each.about) if isinstance(each, Statement) else None
        known = subject.course.types[what].outcomes if what else None
        if what and known and isinstance(each, Statement) and each.outcome not in (*known.for_, *known.against):
            hint = did_you_mean(each.outcome, [*known.for_, *known.against])
            yield clean(f'statement {each.id}: {what} has no outcome "{each.outcome}"; {hint}')


def _people(framework: Framework, people: Iterable[Person]) -> Iterator[str]:
    """Sides and roles that the framework does not know."""
    held = framework.definition.roles
    sides = {*held, *(side for each in framework.journeys.values() for side in each.sides)}
    for person in people:
        if person.side not in sides:
            yield clean(f'{person.id}: there is no side "{person.side}"; {did_you_mean(person.side, sides)}')
            continue
        known = held.get(person.side, {})
        for role in (each.role for each in person.roles if each.role not in known):
            hint = did_you_mean(role, known)
            yield clean(f'{person.id}: the {person.side} side has no role "{role}"; {hint}'.rstrip("; "))

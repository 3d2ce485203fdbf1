"""What in the data looks like a slip of the person who wrote it: told in a line each, and never fatal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gatecoach.errors import did_you_mean
from gatecoach.facts import Evidence, Person, Statement
from gatecoach.framework import Framework
from gatecoach.intake import MailIntake
from gatecoach.report.layout import clean, counted
from gatecoach.subject import Subject

if TYPE_CHECKING:
    from gatecoach.cli.deal import Bundle

MANY = 5


def doubts(bundle: Bundle, subject: Subject, intake: MailIntake, *, in_crm: bool) -> Iterator[str]:
    """Every doubt about what was handed in for this deal, one line each."""
    about_it = [each for each in bundle.labels if each.subject == subject.id]
    if not (in_crm or subject.facts or about_it):
        yield "nothing in the data is about this deal; was --data forgotten?"
    yield from _labels(bundle, subject, intake)
    yield from _outcomes(subject)
    yield from _people(subject.framework, subject.people)
    unused = [each.name for each in intake.outcomes if each.outcome in ("review", "reject")]
    if unused:
        were = "was" if len(unused) == 1 else "were"
        yield f"{counted(len(unused), 'mail')} {were} not used: see gatecoach intake mail {_listed(bundle.mail_places)}"
    if bundle.left_out:
        yield f"not looked at: {_listed(map(str, bundle.left_out))}"


def _listed(names: Iterable[str]) -> str:
    """The first few, each once, and how many more."""
    every = list(dict.fromkeys(clean(each) for each in names))
    more = [f"and {len(every) - MANY} more"] if len(every) > MANY else []
    return ", ".join([*every[:MANY], *more])


def _labels(bundle: Bundle, subject: Subject, intake: MailIntake) -> Iterator[str]:
    """Labels of other deals, and labels of mails that nobody handed in."""
    others = [each.subject for each in bundle.labels if each.subject not in ("", subject.id)]
    if others:
        are = "is about another deal" if len(others) == 1 else "are about other deals"
        yield f"{counted(len(others), 'label')} {are}: {_listed(others)}"
    there = {each.message_id for each in intake.outcomes}
    for label in bundle.labels:
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

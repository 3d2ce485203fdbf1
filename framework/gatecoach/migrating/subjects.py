"""A deal in the words of another version: its facts renamed, and what of them falls away with the reason of the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from gatecoach.errors import Reason, UsageError
from gatecoach.facts import AnyFact, Evidence, FieldValue, Person, Statement, Waiver
from gatecoach.journal.renaming import renamed, renamed_fields, word
from gatecoach.migrating.comparing import Names
from gatecoach.migrating.planning import Course, Plan
from gatecoach.subject import Subject


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A word without a successor that the deal's records say: its kind, the word in full, why, and how often."""

    kind: str
    word: str
    why: str
    number: int


@dataclass(frozen=True, slots=True)
class Under:
    """A deal under the new framework: what fell away with words that have no successor, and facts it does not take."""

    subject: Subject
    given_up: tuple[GivenUp, ...] = ()
    rejected: tuple[Reason, ...] = ()


def under(plan: Plan, subject: Subject) -> Under:
    """The deal in the words of the new framework, as it will be told once it is moved.

    Raises:
        UsageError: its journey has no successor, or it is not of the framework that the plan leads away from.
    """
    course = plan.courses.get(subject.journey)
    if subject.framework.hash != plan.old.hash or course is None or course.new is None:
        words = f"{subject.id} cannot be told under {plan.new.id} {plan.new.version}"
        why = course.why if course is not None else ""
        raise UsageError("cannot-move", words, place=subject.id, help=why or "Give a deal of the older framework.")
    renames = course.renames
    moved = Subject(
        plan.new, course.new, subject.id,
        owner=subject.owner, people=[each for each in renamed(subject.people, renames) if isinstance(each, Person)],
        claimed=word(renames, "stages", subject.claimed) if subject.claimed else subject.claimed,
        fields=renamed_fields(subject.fields, renames), sources=subject.sources,
    )  # fmt: skip
    facts = [each for each in renamed(subject.facts, renames) if isinstance(each, AnyFact)]
    moved, rejected = moved.with_facts(facts)
    return Under(moved, tuple(_given_up(subject, course)), rejected)


def names_of(course: Course) -> Names:
    """The names of a journey for `compare`."""
    stages = {old: new for old, new in course.renames.get("stages", {}).items() if new is not None}
    return Names(stages, course.renames.get("requirements", {}))


def _given_up(subject: Subject, course: Course) -> Iterator[GivenUp]:
    if not course.whys:
        return
    said = Counter(_said(subject))
    for (kind, name), why in course.whys.items():
        if said[kind, name]:
            yield GivenUp(kind, name, why, said[kind, name])


def _said(subject: Subject) -> Iterator[tuple[str, str]]:
    """The words that a deal's records say, each as often as it is said."""
    types = {each.id: each.what or "" for each in subject.facts if isinstance(each, Evidence)}
    for person in subject.people:
        yield from (("roles", held.role) for held in person.roles)
    yield from _of_fields("fields", "values", "", subject.fields.items())
    for fact in subject.facts:
        if isinstance(fact, Evidence) and fact.what is not None:
            yield "evidence", fact.what
            yield from _of_fields("evidence-fields", "evidence-values", f"{fact.what}.", fact.fields.items())
        elif isinstance(fact, Statement):
            yield "outcomes", f"{types.get(fact.about, '')}.{fact.outcome}"
        elif isinstance(fact, Waiver):
            yield "requirements", fact.requirement
        elif isinstance(fact, FieldValue):
            yield from _of_fields("fields", "values", "", [(fact.field, fact.value)])


def _of_fields(field: str, value: str, of: str, said: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    for name, each in said:
        yield field, f"{of}{name}"
        yield value, f"{of}{name}.{each}"

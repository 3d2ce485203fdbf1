"""What intake must know besides the files: the mapping, the names of a framework, people; nothing is looked up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gatecoach.definition import EvidenceDef, FieldDef, MappingFile
from gatecoach.errors import UsageError, did_you_mean
from gatecoach.facts import Grade, Label, Person
from gatecoach.framework import Framework
from gatecoach.place import bundled_mappings, mapping_of
from gatecoach.time import zone

CUSTOMER = "customer"
SELLER = "seller"


@dataclass(frozen=True, slots=True)
class Course:
    """What a journey has: its stages, ends and evidence types by their names, its fields, what answers what."""

    stages: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, FieldDef] = field(default_factory=dict)
    types: Mapping[str, EvidenceDef] = field(default_factory=dict)
    answered_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, framework: Framework, journey: str) -> Course:
        """What a journey of this framework has; names are ids and titles in all languages."""
        course = framework.journey(journey)
        written = course.definition
        titles = [(id_, each.title) for id_, each in written.stages.items()]
        titles += [(id_, each.title) for id_, each in written.ends.items()]
        kinds = [(id_, each.title) for id_, each in course.types.items()]
        answers = [(kind.answers, id_) for id_, kind in course.types.items()]
        return cls(
            stages=_names(titles),
            meanings=_names(kinds),
            fields=course.fields,
            types=course.types,
            answered_by={up: tuple(sorted(down for each, down in answers if each == up)) for up, _ in answers if up},
        )


def _names(titled: Sequence[tuple[str, Mapping[str, str] | None]]) -> dict[str, str]:
    """Each title and id with its id; where a title is another one's id, the id wins."""
    by_title = {text: id_ for id_, title in titled for text in (title or {}).values()}
    return {**by_title, **{id_: id_ for id_, _ in titled}}


@dataclass(frozen=True, slots=True)
class CrmContext:
    """What the intake of exports and events must know.

    `courses` are the journeys that deals may travel, `journey` is the usual one. `grade` is how well the host knows
    the origin of what the CRM took in by itself; what people typed stays asserted. `labels` say what messages are.
    """

    mapping: MappingFile
    journey: str
    courses: Mapping[str, Course]
    roles: Mapping[str, str] = field(default_factory=dict)
    currency: str | None = None
    people: tuple[Person, ...] = ()
    labels: tuple[Label, ...] = ()
    grade: Grade = "asserted"

    @classmethod
    def of(
        cls,
        framework: Framework,
        mapping: str | MappingFile,
        *,
        journey: str | None = None,
        people: Iterable[Person] = (),
        labels: Iterable[Label] = (),
        grade: Grade = "asserted",
    ) -> CrmContext:
        """The context of a framework; a mapping is one of its own, a bundled one by its id, or a model.

        Raises:
            UsageError: there is no such mapping or journey, or several journeys and none is named.
        """
        found = mapping_named(framework, mapping) if isinstance(mapping, str) else mapping
        usual = journey or found.for_ or only_journey(framework)
        wanted = dict.fromkeys((usual, *(each.for_ for each in found.pipelines.values() if each.for_)))
        held = framework.definition.roles.get(CUSTOMER, {})
        return cls(
            mapping=found,
            journey=usual,
            courses={id_: Course.of(framework, id_) for id_ in wanted},
            roles=_names([(id_, each.title) for id_, each in held.items()]),
            currency=framework.definition.currency,
            people=tuple(people),
            labels=tuple(labels),
            grade=grade,
        )

    @property
    def source(self) -> str:
        """The source that the items are of."""
        return self.mapping.source or self.mapping.mapping

    @property
    def zone(self) -> dt.tzinfo | None:
        """The time zone of times that name none."""
        name = self.mapping.reading.zone
        found = zone(name) if name else None
        if name and found is None:
            raise UsageError("unknown-zone", f'the time zone "{name}" is not known here', place=self.mapping.mapping)
        return found


def mapping_named(framework: Framework, name: str) -> MappingFile:
    """The mapping of that id: one of the framework's own, else a bundled one.

    Raises:
        UsageError: there is none.
    """
    found = framework.mappings.get(name) or mapping_of(name)
    if found is None:
        known = [*framework.mappings, *bundled_mappings()]
        raise UsageError("unknown-mapping", f'there is no mapping "{name}"', help=did_you_mean(name, known))
    return found


def only_journey(framework: Framework) -> str:
    """The framework's journey for deals.

    Raises:
        UsageError: there are several, or none.
    """
    found = framework.deals
    if len(found) != 1:
        words = f"the framework has {len(found)} journeys for deals"
        raise UsageError("which-journey", words, help=f"Name one: {', '.join(found)}.")
    return found[0]

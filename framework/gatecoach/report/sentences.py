"""What a framework asks, said back as sentences: each side of each requirement, so that its author can check it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from gatecoach.clause import Titles, sentence
from gatecoach.definition import say
from gatecoach.framework import Framework
from gatecoach.lower import Gate, Journey, Requirement
from gatecoach.report.layout import wrapped
from gatecoach.wording import phrase, term


@dataclass(frozen=True, slots=True)
class Said:
    """One side of one requirement as a sentence; `applies` says for what or when the requirement holds."""

    journey: str
    gate: str
    requirement: str
    side: str
    sentence: str
    applies: str = ""

    def as_dict(self) -> dict[str, str]:
        """The sentence and its place for a machine."""
        return asdict(self)


def sentences(framework: Framework, language: str = "en") -> list[Said]:
    """Every side of every requirement of a framework, in the author's order."""
    return [
        Said(journey.id, gate.id, each.id, side, sentence(tree, language, titles), _applies(each, language, titles))
        for journey, titles in _journeys(framework, language)
        for gate in journey.gates.values()
        for each in gate.requirements
        for side, tree in each.sides.items()
    ]


def sentences_text(framework: Framework, language: str = "en", width: int = 100) -> str:
    """The same as text: journey, gate, requirement, and below it each side."""
    lines: list[str] = []
    for journey, titles in _journeys(framework, language):
        lines += [
            journey.called(language),
            *(line for gate in journey.gates.values() for line in _gate(journey, gate, language, titles, width)),
        ]
        lines.append("")
    return "\n".join(lines)


def _gate(journey: Journey, gate: Gate, language: str, titles: Titles, width: int) -> Iterator[str]:
    yield from wrapped(f"{gate.id}: {journey.gate_title(gate.id, language)}", width, first="  ")
    for each in gate.requirements:
        yield from wrapped(f"{each.id}: {say(each.text, language)}", width, first="    ")
        applies = _applies(each, language, titles)
        yield from wrapped(applies, width, first="      ") if applies else ()
        for side, tree in each.sides.items():
            said = sentence(tree, language, titles)
            yield from wrapped(f"{term('side', side, language)}: {said}", width, first="      - ", rest="        ")


def _applies(requirement: Requirement, language: str, titles: Titles) -> str:
    """For which items and when a requirement holds; nothing where it holds once and always."""
    parts: list[str] = []
    if requirement.for_each:
        ranged = requirement.for_each
        what = phrase("titled", language, it=titles[ranged.what]) if ranged.what in titles else ranged.what
        parts.append(phrase("for-each-about" if ranged.about else "for-each", language, it=what))
        parts += [phrase("with", language, it=ranged.test.sentence(language))] if ranged.test else []
    if requirement.when:
        parts.append(phrase("when", language, it=requirement.when.test.sentence(language)))
    return ", ".join(parts)


def _journeys(framework: Framework, language: str) -> Iterator[tuple[Journey, Titles]]:
    """Each journey with the titles of its types and of the roles; an id that is both keeps standing as it is."""
    roles = {id_: each.title for side in framework.definition.roles.values() for id_, each in side.items()}
    for journey in framework.journeys.values():
        types = {id_: each.title for id_, each in journey.types.items()}
        both = roles.keys() & types.keys()
        named = {id_: title for id_, title in {**roles, **types}.items() if title and id_ not in both}
        yield journey, {id_: say(title, language) for id_, title in named.items()}

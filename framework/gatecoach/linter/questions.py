"""Questions that coach badly: closed ones, those about the result, several at once, the same again (S15, F15)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gatecoach.definition import Text
from gatecoach.errors import Finding
from gatecoach.linter.project import Project, Spot
from gatecoach.linter.words import KNOWN, language_of, usual, words_in
from gatecoach.source.place import short


class Asked(NamedTuple):
    """One question in one language where it is written; `language` is "" where the author does not say."""

    spot: Spot
    journeys: tuple[str, ...]
    language: str
    text: str
    words: list[str]


def remarks(project: Project) -> Iterator[Finding]:
    """What the words of every question tell, in the languages whose words are known."""
    every = [(each, each.language.partition("-")[0] or language_of(each.words)) for each in _questions(project)]
    own = usual(language for each, language in every if not each.language)
    strange: dict[str, Asked] = {}
    for each, spoken in every:
        language = spoken or own
        if language in KNOWN:
            yield from _judged(each, language)
        else:
            strange.setdefault(each.language, each)
    if strange:
        named = ", ".join(name or "a language that cannot be told" for name in sorted(strange))
        words = f"questions in {named} are not checked for closed ones and for results: known are {', '.join(KNOWN)}"
        hint = "look at them yourself; where no language is named, name it: {en: …, de: …}"
        yield next(iter(strange.values())).spot.finding("GC053", words, hint=hint)
    yield from _twice([each for each, _ in every])


def _questions(project: Project) -> Iterator[Asked]:
    """Every question that is written in banks, gates and requirements."""
    for spot, bank in project.banks:
        for id_, each in bank.bank.items():
            yield from _texts(spot.at("bank", id_, "ask"), tuple(bank.for_), each.ask)
    for spot, journey, _, gate in project.gates():
        places = [(spot, gate.ask), *((spot.at("requires", id_), each.ask) for id_, each in gate.requires.items())]
        for here, texts in places:
            for number, text in enumerate(texts):
                yield from _texts(here.at("ask", number), (journey.journey,), text)


def _texts(spot: Spot, journeys: tuple[str, ...], text: Text) -> Iterator[Asked]:
    return (
        Asked(spot.at(language) if language else spot, journeys, language, said, words_in(said))
        for language, said in text.items()
    )


def _judged(each: Asked, language: str) -> Iterator[Finding]:
    """At most one finding about the words of a question: the gravest."""
    table = KNOWN[language]
    result, closed = table.result(each.text, each.words), table.closed(each.text)
    if result:
        words = f'this question is about a result, and nobody can act on one: "{short(result)}"'
        yield each.spot.finding("GC048", words, hint="ask what the customer did, or what they will do next")
    elif closed:
        why = f'"{closed}" asks for yes or no' if closed != "?" else "no word in it asks for more than yes or no"
        yield each.spot.finding("GC047", f"this question is closed: {why}", hint=OPENLY[language])
    elif each.text.count("?") > 1:
        yield each.spot.finding("GC049", "these are several questions at once", hint="ask one of them, then the other")


OPENLY = {
    "en": "ask it openly: begin with What, How, Who, Which or When",
    "de": "ask it openly: begin with Was, Wie, Wer, Welche or Wann",
}


def _twice(every: Sequence[Asked]) -> Iterator[Finding]:
    """The same words again in one journey and language; told where they stand the second time."""
    first: dict[tuple[str, str, str], Asked] = {}
    for each in every:
        said = " ".join(each.words)
        known = next((found for name in each.journeys if (found := first.get((name, each.language, said)))), None)
        if known is not None:
            other = known.spot.finding("GC050", "")
            words = f"this question is asked already in {other.file}, line {other.line}"
            yield each.spot.finding("GC050", words, hint="keep one of the two, or ask for something else")
        for name in each.journeys:
            first.setdefault((name, each.language, said), each)

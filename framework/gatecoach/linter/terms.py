"""Other words for what the framework's vocabulary has a term for: sales and service shall say the same (F16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gatecoach.errors import Finding
from gatecoach.linter.project import Project, Spot

READ = frozenset({"title", "called", "say", "ask", "because", "missing-means", "purpose", "example"})
"""The keys behind which a text stands that people read."""
Path = tuple[str | int, ...]


def remarks(project: Project) -> Iterator[Finding]:
    """Every word in a text of the framework that a term stands in place of; the vocabulary itself may name it."""
    terms = {_plain(word): term for term, each in project.framework.vocabulary.items() for word in each.instead_of}
    if not terms:
        return
    longest = sorted(terms, key=len, reverse=True)
    words = re.compile(rf"(?<!\w)(?:{'|'.join(map(_pattern, longest))})(?!\w)")
    journeys = [spot for spot, _ in project.journeys.values()]
    for spot in [project.home, *journeys, *(spot for spot, _ in project.banks)]:
        tree = spot.document.tree
        own = {key: part for key, part in tree.items() if key != "vocabulary"} if isinstance(tree, dict) else tree
        for path, text in _texts(own, ()):
            for found in words.finditer(text.casefold()):
                yield _another(Spot(spot.document, path), found[0], terms[_plain(found[0])])


def _another(spot: Spot, word: str, term: str) -> Finding:
    words = f'"{word}" is another word for "{term}", which stands in the vocabulary'
    return spot.finding("GC064", words, hint=f'say "{term}" as sales and service do, or take the word out')


def _texts(tree: Any, path: Path, *, read: bool = False) -> list[tuple[Path, str]]:
    """Every text that people read, with its place."""
    if isinstance(tree, str):
        return [(path, tree)] if read else []
    if isinstance(tree, dict):
        parts = [(part, (*path, key), read or key in READ) for key, part in tree.items()]
    elif isinstance(tree, list):
        parts = [(part, (*path, number), read) for number, part in enumerate(tree)]
    else:
        return []
    return [found for part, place, said in parts for found in _texts(part, place, read=said)]


def _plain(words: str) -> str:
    """A word or several as they are compared: small, with single spaces."""
    return " ".join(words.casefold().split())


def _pattern(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))

"""By what words a question is closed or about the result, one file a language; other languages are not judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from gatecoach.lazily import Lazily
from gatecoach.linter.words.table import Words, words_in

__all__ = ["KNOWN", "Words", "language_of", "usual", "words_in"]

KNOWN: Lazily[Words] = Lazily(
    {"en": ("gatecoach.linter.words.en", "ENGLISH"), "de": ("gatecoach.linter.words.de", "GERMAN")}
)
"""The languages that questions are judged in; loading a framework needs none of them."""


def language_of(words: Iterable[str]) -> str:
    """The language that the words of an unmarked text are of, by the small ones; nothing where that cannot be told."""
    counted = {name: len(table.small.intersection(words)) for name, table in KNOWN.items()}
    best = max(counted.values())
    found = [name for name, number in counted.items() if number == best]
    return found[0] if best and len(found) == 1 else ""


def usual(languages: Iterable[str]) -> str:
    """The language that most of these texts are in; nothing where none could be told."""
    counted = Counter(each for each in languages if each)
    return counted.most_common(1)[0][0] if counted else ""

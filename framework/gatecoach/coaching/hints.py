"""What is kept and could be said better: a promise that begins with a result, or that copies the example (A20, S06)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gatecoach.definition import EvidenceDef, FieldDef
from gatecoach.errors import Reason
from gatecoach.facts import Evidence

WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
"""A word begins with a letter: a number is none."""
BEGINNING = 3
"""So many words are the beginning of a text; whoever names an activity has named it by then. A longer result is the
beginning by itself."""


def hints(kind: EvidenceDef, item: Evidence) -> tuple[Reason, ...]:
    """Every text of an item that its field warns of; the item counts all the same."""
    texts = ((name, each, item.fields.get(name)) for name, each in kind.fields.items())
    found = (_hint(name, each, text) for name, each, text in texts if isinstance(text, str))
    return tuple(reason for each in found for reason in each)


def _hint(name: str, field: FieldDef, text: str) -> Iterator[Reason]:
    words = _words(text)
    if words and words in map(_words, (field.example or {}).values()):
        yield Reason("copied-example", name, {"field": name, "found": text})
    result = next((each for each in field.results if _begins(words, _words(each))), None)
    if result:
        yield Reason("result-not-activity", name, {"field": name, "found": text, "result": result})


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def _begins(words: list[str], result: list[str]) -> bool:
    """Whether the words of a result stand one after the other at the beginning of a text."""
    size = len(result)
    first = words[: max(BEGINNING, size)]
    return bool(size) and any(first[place : place + size] == result for place in range(len(first)))

"""Masks as whole numbers of an engine: bits that are the same for every row are joined here, not row by row."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import ibis

from gatecoach.audit.joining import folded

WIDTH = 62
"""How many bits of a mask fit into one whole number of every engine."""
FULL = (1 << WIDTH) - 1
Bits = Any
"""Bits of one word: a number where they are the same for every row, else an expression."""
Windows = Mapping[int | None, int]
"""By how many days a window has, the bits that ask for it; without a number it never ends."""


def words_of(count: int) -> int:
    """How many whole numbers hold so many bits."""
    return (count + WIDTH - 1) // WIDTH


def in_word(mask: int, word: int) -> int:
    """The bits of a mask over all leaves that stand in this word."""
    return (mask >> (WIDTH * word)) & FULL


def in_words(mask: int) -> list[tuple[int, int]]:
    """A mask over all leaves by word, as far as there are bits."""
    words = range(words_of(mask.bit_length()))
    return [(word, part) for word in words if (part := in_word(mask, word))]


def hits(rows: Any, name: str, wanted: int) -> Any:
    """Whether a row has one of these bits in the mask of that name."""
    return folded(operator.or_, ((rows[f"{name}_{word}"] & number(part)) != 0 for word, part in in_words(wanted)))


def number(bits: int) -> Any:
    """Bits as a column."""
    return ibis.literal(bits, type="int64")


def column(bits: Bits) -> Any:
    """The same, whatever they are."""
    return number(bits) if isinstance(bits, int) else bits


def either(parts: Iterable[Bits]) -> Bits:
    """What some part has."""
    return _joined(operator.or_, parts, 0)


def both(parts: Iterable[Bits], every: int) -> Bits:
    """What all parts have; `every` are all the bits that there are."""
    return _joined(operator.and_, parts, every)


def _joined(join: Callable[[Any, Any], Any], parts: Iterable[Bits], nothing: int) -> Bits:
    given = [*parts]
    fixed = functools.reduce(join, (each for each in given if isinstance(each, int)), nothing)
    columns = [each for each in given if not isinstance(each, int)]
    return folded(join, columns if columns and fixed == nothing else [column(fixed), *columns]) if columns else fixed


def where(test: Any, bits: int, otherwise: int = 0) -> Bits:
    """Bits of the rows for which that is true, and of all others."""
    return bits if bits == otherwise else test.ifelse(number(bits), number(otherwise))


def first(branches: Iterable[tuple[Any, int]], otherwise: int = 0) -> Bits:
    """The bits of the first test that holds."""
    asked = [*branches]
    while asked and asked[-1][1] == otherwise:
        asked.pop()
    return ibis.cases(*((test, number(bits)) for test, bits in asked), else_=number(otherwise)) if asked else otherwise


def lasting(days: Any, windows: Windows) -> list[tuple[Any, int]]:
    """The windows that last for so many days, as branches of which the first that holds is taken."""
    limits = sorted(each for each in windows if each is not None)
    free = windows.get(None, 0)
    ended = [(days <= limit, free | sum(windows[each] for each in limits if each >= limit)) for limit in limits]
    return [*ended, (days.notnull(), free)]

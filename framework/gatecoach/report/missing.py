"""What would open a gate, for people: the smallest sets of things to happen, or why nothing that happens could."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gatecoach.missing import Hypothetical, Smallest
from gatecoach.report.layout import clean, counted, short_day, wrapped
from gatecoach.report.words import Words
from gatecoach.subject import Subject


def missing_text(found: Smallest, subject: Subject, *, width: int = 100) -> str:
    """The smallest sets in plain words; nothing where the gate opens already."""
    return "".join(f"{line}\n" for line in _lines(found, Words(subject), width))


def _lines(found: Smallest, words: Words, width: int) -> Iterator[str]:
    if found.passes:
        return
    yield ""
    yield from wrapped(_head(found), width)
    for reason in found.reasons:
        yield from wrapped(words.reason(reason), width, first="  - ")
    for number, way in enumerate(found.ways):
        yield from ["  or"] * bool(number)
        for thing in way.things:
            first = f"  {thing.number}. " if len(way.things) > 1 else "  - "
            yield from wrapped(_thing(thing, words), width, first=first)
    if found.ways and found.cut:
        yield from wrapped("There are more ways than these.", width)


def _head(found: Smallest) -> str:
    if found.ways:
        many = f", one of {len(found.ways)} ways" if len(found.ways) > 1 else ""
        return f"The least that would open it now ({counted(found.size, 'thing')}{many}):"
    if found.reasons:
        return "Nothing that happens now would open it:"
    if found.beyond:
        return f"It takes more than {counted(found.at_most, 'thing')} to open it."
    return "There are too many ways to open it to find the smallest."


def _thing(thing: Hypothetical, words: Words) -> str:
    said = {
        "in answer to": _listed([_answered(each, words) for each in thing.answers], "and"),
        "where": _listed(thing.conditions, "and"),
        "read as": "" if thing.item else _listed(thing.outcomes, "or"),
        "told by": _listed([words.person(each) for each in thing.told_by], "or"),
        "seen in": _listed(thing.channels, "or"),
        "from": thing.source,
        "by somebody else than in": _listed([str(each) for each in thing.others], "and"),
        "on": "an earlier day" if thing.days_before else "",
    }
    head = _reading(thing, words) if thing.item else f"{_who(thing, words)}: {words.kind(thing.what)}"
    return clean(", ".join([head, *(f"{word} {it}" for word, it in said.items() if it)]))


def _who(thing: Hypothetical, words: Words) -> str:
    roles = _listed([words.role(each) for each in thing.roles], "or")
    new = [f"somebody new ({roles or f'{thing.side} side'})"] if thing.newcomer else []
    return _listed([*(words.person(each) for each in thing.who), *new], "or")


def _reading(thing: Hypothetical, words: Words) -> str:
    item = words.item(thing.item)
    by = f" of {short_day(words.day(item))} by {words.person(item.by)}" if item else ""
    return f"Have {words.kind(thing.what)}{by} read ({_listed(thing.outcomes, 'or')} would do)"


def _answered(link: str | int, words: Words) -> str:
    if isinstance(link, int):
        return str(link)
    item = words.item(link)
    return f"{words.kind(item.what)} of {short_day(words.day(item))}" if item and item.what else link


def _listed(parts: Sequence[str], word: str) -> str:
    head = ", ".join(parts[:-1])
    return f"{head} {word} {parts[-1]}" if head else "".join(parts)

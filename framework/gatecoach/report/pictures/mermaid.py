"""A journey as Mermaid text: a flowchart of stages, gates with their pairs, and ends, as GitHub shows it."""

from __future__ import annotations

from collections.abc import Iterator

from gatecoach.framework import Framework
from gatecoach.report.pictures.cells import BLUE, BLUE_PAPER, BROWN, BROWN_PAPER
from gatecoach.report.pictures.elements import INK, PAPER, SOFT
from gatecoach.report.pictures.texts import word
from gatecoach.report.pictures.values import Pair, Picture, Place, Way, picture

PLAIN = frozenset(" ,!?/':.()-")
"""Signs that mean nothing within a label; every other one of ASCII but letters and digits is written as a number."""
STARTS = frozenset(".-")
"""Signs that make a list of a label that begins with them, or with a number before them."""
BREAK = "<br/>"


def journey_mermaid(framework: Framework, journey: str, *, language: str = "en") -> str:
    """A journey as the text of a Mermaid flowchart; the same framework gives the same text.

    Raises:
        UsageError: an unknown journey, with the nearest name.
    """
    shown = picture(framework, journey, language)
    return "\n".join(["flowchart TB", *(f"    {line}" for line in _lines(shown))]) + "\n"


def _lines(shown: Picture) -> Iterator[str]:
    yield f"accTitle: {_line(shown.title)}"
    yield f"accDescr: {_line(shown.about)}"
    for place in shown.stages:
        yield f"{_node(place.id, 'stage')}[{_label(*_stage(place, shown))}]:::stage"
    for place in shown.ends:
        yield f"{_node(place.id, 'end')}([{_label(place.title)}]):::reached"
    for way in shown.ways:
        yield f"{_node(way.id, 'gate')}[[{_label(way.title, *way.notes, *_pairs(way, shown))}]]:::gate"
    for way in shown.ways:
        source, gate = _node(way.source, "stage"), _node(way.id, "gate")
        yield f"{source} --> {gate} --> {_target(way, shown)}"
    yield from _notes(shown)
    yield f"classDef stage fill:{PAPER},stroke:{INK},color:{INK}"
    yield f"classDef gate fill:{BLUE_PAPER},stroke:{BLUE},color:{INK}"
    yield f"classDef reached fill:{BROWN_PAPER},stroke:{BROWN},color:{INK}"
    yield f"classDef note fill:{PAPER},stroke:{SOFT},color:{INK},stroke-dasharray:4 3"


def _notes(shown: Picture) -> Iterator[str]:
    """What holds for every stage, below the last place: the ends that need no gate, and the way back."""
    last = _node(shown.ends[-1].id, "end") if shown.ends else _node(shown.stages[-1].id, "stage")
    if shown.free:
        texts = (word("free-ends", shown.language), *(f"• {each}" for each in shown.free))
        yield f"{last} ~~~ free_ends[{_label(*texts)}]:::note"
    if len(shown.stages) > 1:
        text = word("back-talk" if shown.talk else "back", shown.language)
        yield f"{last} ~~~ going_back[{_label(text)}]:::note"


def _stage(place: Place, shown: Picture) -> list[str]:
    title = f"{place.rank} {place.title}"
    return [f"{shown.upper}: {place.phase}", f"{shown.lower}: {title}"] if place.phase else [title]


def _pairs(way: Way, shown: Picture) -> Iterator[str]:
    for pair in way.pairs:
        yield from _pair(pair, shown)


def _pair(pair: Pair, shown: Picture) -> list[str]:
    notes = f" ({'; '.join(pair.notes)})" if pair.notes else ""
    (upper, *more), (lower, *others) = pair.upper, pair.lower
    return [f"{pair.number} {shown.upper}: {upper}{notes}", *more, f"{pair.number} {shown.lower}: {lower}", *others]


def _target(way: Way, shown: Picture) -> str:
    return _node(way.target, "stage" if any(each.id == way.target for each in shown.stages) else "end")


def _node(id_: str, kind: str) -> str:
    """An id that is no word of Mermaid: those of authors have hyphens and may be words such as end."""
    return f"{kind}_{id_.replace('-', '_')}"


def _label(*texts: str) -> str:
    return f'"{BREAK.join(map(_escaped, texts))}"'


def _escaped(text: str) -> str:
    """A text in which nothing means anything: neither to Mermaid nor to Markdown or HTML, which labels are read as."""
    start = len(text) - len(text.lstrip("0123456789"))
    return "".join(
        char if _is_plain(char) and not (index == start and char in STARTS) else f"#{ord(char)};"
        for index, char in enumerate(text)
    )


def _is_plain(char: str) -> bool:
    return char.isalnum() or char in PLAIN or not char.isascii()


def _line(text: str) -> str:
    """A text that ends with its line: what begins a comment or another statement is left out."""
    return "".join(" " if char in "#;%{}" else char for char in text)

"""One pass over the events of the YAML parser: every bound and every refused form is checked on the way.

No loader ever sees an author's text (the C loader ends the interpreter on deep brackets), nothing recurses,
and the pass stops at the first event past a bound.
"""

from __future__ import annotations

from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from gatecoach.errors import Finding, GatecoachError
from gatecoach.source import refusals as refuse
from gatecoach.source.document import Document
from gatecoach.source.marks import follow, mark
from gatecoach.source.scalars import FIRST_OF_TYPED, typed
from gatecoach.source.sentences import SENTENCES, unquoted
from gatecoach.source.syntax import explained

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 64
MAX_VALUES = 200_000

Frame = tuple[Any, str | None, bool, bool]
"""What waits while an inner list or mapping is read: the outer one, its key, and the state of the reader."""


def read(data: bytes, name: str, *, sentences: frozenset[str] = SENTENCES) -> Document:
    """The document that `data` describes; whatever is wrong with it stands in its findings, nothing is raised.

    `name` is how findings call the file, `sentences` the keys whose texts need quotes inside `[ ]` and `{ }`.
    """
    if not yaml.__with_libyaml__:
        message = "YAML cannot be read safely here: PyYAML was built without libyaml"
        raise GatecoachError("no-libyaml", message, help="Install a PyYAML wheel, which contains it.")
    text, refused = _decoded(data, name)
    tree, suspicious = None, False
    if refused is None:
        try:
            tree, suspicious = _grow(text, sentences)
        except refuse.Refusal as refusal:
            refused = refusal.finding(name, text)
        except yaml.YAMLError as error:
            refused = explained(error, name, text)
        else:
            refused = refuse.empty(name) if tree is None else None
    if refused is not None:
        return Document(name, text, None, (refused,))
    document = Document(name, text, tree)
    found = unquoted(document, sentences) if suspicious else ()
    return Document(name, text, tree, found) if found else document


def _decoded(data: bytes, name: str) -> tuple[str, Finding | None]:
    """The text of the file, and why it is not parsed, if so."""
    if len(data) > MAX_BYTES:
        return "", refuse.too_large(name, len(data), MAX_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return data.decode(errors="replace"), refuse.not_utf8(name, error)
    return text, refuse.tag_line(name, text)


def _grow(text: str, sentences: frozenset[str]) -> tuple[Any, bool]:  # noqa: C901, PLR0912, PLR0915 - one tight loop
    """The plain tree of `text`, and whether some sentence may have lost its quotes.

    `key` waits for its value; where none waits in a mapping, the next event is a key. `said`: below a sentence's key.
    """
    top: list[Any] = []
    box: Any = top
    key: str | None = None
    said = flow = suspicious = False
    left = MAX_VALUES
    stack: list[Frame] = []
    anchors: dict[str, Any] = {}
    event: Any
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        kind = type(event)
        if kind is ScalarEvent:
            value, plain = event.value, event.implicit[0]
            if key is None and type(box) is dict:
                if value in box or (plain and value == "<<") or event.tag or event.anchor:
                    raise _bad_key(event, text, stack, box)
                key = value
                continue
            if plain:
                if flow and (not value or (" " in value and (said or key in sentences))):
                    suspicious = True
                if value[:1] in FIRST_OF_TYPED:
                    value = typed(value)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            lone = len(box) == 1
            box, key, said, flow = stack.pop()
            key = None
            suspicious = suspicious or (said and lone)
            continue
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            value = {} if kind is MappingStartEvent else []
            if len(stack) >= MAX_DEPTH or (key is None and type(box) is dict):
                raise _bad_opening(event, stack, box, key)
        elif kind is AliasEvent:
            value, size = _repeated(event, anchors, stack, box, key)
            left -= size
        else:
            if kind is DocumentStartEvent and top:
                raise refuse.second_document(event)
            continue
        left -= 1
        if left < 0:
            raise refuse.too_many(event, MAX_VALUES, _path(stack, box, key))
        if event.anchor or event.tag:
            _remember(event, value, anchors, _path(stack, box, key))
        if key is None:
            box.append(value)
        else:
            box[key] = value
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            stack.append((box, key, said, flow))
            box, said, flow = value, said or key in sentences, event.flow_style
        key = None
    return (top[0] if top else None), suspicious


def _path(stack: list[Frame], box: Any, key: str | None) -> list[str | int]:
    """The way to the value that is being read."""
    outer = [len(each) - 1 if waiting is None else waiting for each, waiting, _, _ in stack[1:]]
    last = [key] if key is not None else [len(box)] if stack and type(box) is list else []
    return [*outer, *last]


def _remember(event: Any, value: Any, anchors: dict[str, Any], path: list[str | int]) -> None:
    """Keep what `&name` names; a tag is refused."""
    if isinstance(event, AliasEvent):
        return
    if event.tag:
        raise refuse.tag(event, path)
    anchors[event.anchor] = value


def _repeated(event: Any, anchors: dict[str, Any], stack: list[Frame], box: Any, key: str | None) -> tuple[Any, int]:
    """What `*name` stands for, and how many values it adds to the one that every event counts.

    Measuring walks the repeated values one by one; the walks together stay within the budget, which they use up.
    """
    path = _path(stack, box, key)
    if key is None and type(box) is dict:
        raise refuse.no_text_key(event, path)
    if event.anchor not in anchors:
        raise refuse.bad_alias(event, event.anchor, anchors, path)
    value = anchors[event.anchor]
    if any(value is each for each in [box, *(frame[0] for frame in stack)]):
        raise refuse.self_alias(event, event.anchor, path)
    size, depth = _measured(value)
    if len(stack) + depth > MAX_DEPTH:
        raise refuse.too_deep(event, MAX_DEPTH, path)
    return value, size - 1


def _measured(value: Any) -> tuple[int, int]:
    """How many values a value holds, itself included, and how many levels of lists and mappings."""
    size = depth = 0
    level = [value]
    while level:
        boxes = [each for each in level if type(each) is dict or type(each) is list]
        size, depth = size + len(level), depth + bool(boxes)
        level = [child for each in boxes for child in (each.values() if type(each) is dict else each)]
    return size, depth


def _bad_opening(event: Any, stack: list[Frame], box: Any, key: str | None) -> refuse.Refusal:
    """Why no list or mapping may begin here: too deep, or in the place of a key."""
    path = _path(stack, box, key)
    if len(stack) >= MAX_DEPTH:
        return refuse.too_deep(event, MAX_DEPTH, path)
    return refuse.no_text_key(event, path)


def _bad_key(event: Any, text: str, stack: list[Frame], box: dict[str, Any]) -> refuse.Refusal:
    """Why this key is refused: a tag or `&name` before it, a merge, or a key that stands there already."""
    path = [*_path(stack, box, None), event.value]
    if event.tag:
        return refuse.tag(event, path)
    if event.anchor:
        return refuse.no_text_key(event, path)
    if event.value not in box:
        return refuse.merge_key(event, path)
    root = mark(text, stop=event.start_mark.index)
    first = follow(root, path)[0].key if root else None
    return refuse.duplicate(event, event.value, first.start.line + 1 if first else 0, path)

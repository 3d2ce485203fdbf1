"""The same text once more with positions: only parsed when there is something to point at.

The text must have passed the reader, or be cut by `stop`: here nothing is bounded or refused again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import yaml
from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, MappingStartEvent, NodeEvent, ScalarEvent

from gatecoach.source.place import Mark


@dataclass(slots=True)
class Node:
    """One value as written. `style` is plain, quoted, block, flow or alias; `key` is its key token, if any."""

    value: str | list[Node] | dict[str, Node]
    start: Mark
    end: Mark
    style: str
    key: Node | None = None


def mark(text: str, stop: int | None = None) -> Node | None:
    """The positions of everything in `text`, or of what begins before character `stop`."""
    top: list[Node] = []
    key: Node | None = None
    stack: list[Node] = []
    anchors: dict[str, Node] = {}
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if stop is not None and event.start_mark is not None and event.start_mark.index >= stop:
            break
        if isinstance(event, CollectionEndEvent):
            stack.pop().end = event.end_mark  # type: ignore[assignment]
            key = None
        elif isinstance(event, NodeEvent):
            node = _node(event, anchors)
            inside = stack[-1].value if stack else top
            if isinstance(inside, dict) and key is None:
                key = node
                continue
            _put(node, key, inside)
            key = None
            if isinstance(event, CollectionStartEvent):
                stack.append(node)
    return top[0] if top else None


def _put(node: Node, key: Node | None, inside: str | list[Node] | dict[str, Node]) -> None:
    node.key = key
    if isinstance(inside, list):
        inside.append(node)
    elif isinstance(inside, dict) and key is not None:
        inside[str(key.value)] = node


def _node(event: NodeEvent, anchors: dict[str, Node]) -> Node:
    value: str | list[Node] | dict[str, Node]
    if isinstance(event, AliasEvent):
        value, style = anchors[str(event.anchor)].value, "alias"
    elif isinstance(event, ScalarEvent):
        value, style = event.value, "plain" if event.implicit[0] else "quoted"
    else:
        value = {} if isinstance(event, MappingStartEvent) else []
        style = "flow" if isinstance(event, CollectionStartEvent) and event.flow_style else "block"
    node = Node(value, event.start_mark, event.end_mark, style)  # type: ignore[arg-type]
    if event.anchor is not None and style != "alias":
        anchors[event.anchor] = node
    return node


def follow(root: Node, path: Sequence[str | int]) -> tuple[Node, int]:
    """The node at `path` and how many steps of it exist: all, or those down to the deepest parent."""
    node, known = root, 0
    for step in path:
        value = node.value
        if isinstance(value, dict) and str(step) in value:
            node = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
            node = value[step]
        else:
            break
        known += 1
    return node, known


def token(node: Node) -> Node:
    """What to show for a value: itself, or its key where the value begins on a later line or is empty."""
    if node.key is not None and (node.style == "block" or (node.style == "plain" and node.value == "")):
        return node.key
    while node.style == "block" and node.value:
        first = next(iter(node.value.values() if isinstance(node.value, dict) else node.value))
        assert isinstance(first, Node)
        node = first.key or first
    return node

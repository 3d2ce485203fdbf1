"""Sentences that lost their quotes: a comma inside `[ ]` or `{ }` splits them, a colon makes them a mapping.

The reader calls this only when it saw something suspicious; what is a finding is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from gatecoach.errors import Finding
from gatecoach.source.document import Document, finding_at
from gatecoach.source.marks import Node
from gatecoach.source.place import place_between

SENTENCES = frozenset({"say", "ask", "because", "missing-means", "purpose"})
"""The keys whose values are sentences."""

MOST = 200
"""How many of these findings one file gives; they bound memory, and the rest comes once these are mended."""

Path = tuple[str | int, ...]


def unquoted(document: Document, sentences: frozenset[str]) -> tuple[Finding, ...]:
    """A finding for each sentence of `document` that a comma or a colon may have split, the first 200 by place."""
    root, lines = document.marked()
    found: list[Finding] = []
    todo: list[tuple[Node, bool, Path]] = [(root, False, ())] if root else []
    while todo:
        node, said, path = todo.pop()
        if node.style == "alias" or isinstance(node.value, str):
            continue
        if isinstance(node.value, dict):
            said = said and "ask" not in node.value  # the keys of a whole question speak for themselves
            tells = sentences | node.value.keys() if said else sentences
            found += [_cut(document, lines, each, (*path, key)) for key, each in _in_mapping(node, tells)]
            todo += [(each, key in tells, (*path, key)) for key, each in node.value.items()]
        elif said:
            found += [_cut(document, lines, [each], (*path, at)) for at, each in _in_list(node)]
            broken = [(at, each) for at, each in enumerate(node.value) if _colon(each, lines)]
            found += [_made_mapping(document, lines, each, (*path, at)) for at, each in broken]
            whole = [(at, each) for at, each in enumerate(node.value) if not _colon(each, lines)]
            todo += [(each, True, (*path, at)) for at, each in whole]
        else:
            todo += [(each, False, (*path, at)) for at, each in enumerate(node.value)]
    return tuple(sorted(found, key=lambda each: (each.line, each.column))[:MOST])


def _in_mapping(node: Node, tells: frozenset[str]) -> Iterator[tuple[str, list[Node]]]:
    """Per sentence in `{ }` without quotes its key, its value and the keys without values that follow it."""
    if node.style != "flow" or not isinstance(node.value, dict):
        return
    pairs = list(node.value.items())
    for at, (key, each) in enumerate(pairs):
        if each.style != "plain" or not each.value or (key not in tells and key != "title"):
            continue
        rest = list(takewhile(_is_tail, (pairs[behind][1] for behind in range(at + 1, len(pairs)))))
        if rest or (key in tells and " " in each.value):
            yield key, [each, *rest]


def _is_tail(node: Node) -> bool:
    """Whether this is the rest of a sentence after a comma: a bare key with neither a value nor a colon."""
    if node.style != "plain" or node.value or node.key is None or node.key.style != "plain":
        return False
    end = node.key.end
    return (node.start.line, node.start.column) == (end.line, end.column)


def _in_list(node: Node) -> list[tuple[int, Node]]:
    """The first sentence in `[ ]` without quotes; one finding a list, because the others share its cause."""
    if node.style != "flow":
        return []
    return [(at, each) for at, each in enumerate(node.value) if isinstance(each, Node) and _words(each)][:1]


def _words(node: Node) -> bool:
    return node.style == "plain" and " " in node.value


def _colon(node: Node, lines: Sequence[str]) -> bool:
    """Whether a list item became a mapping of one key, which is neither `ask` nor a language."""
    if node.style not in {"block", "flow"} or not isinstance(node.value, dict) or len(node.value) != 1:
        return False
    key, value = next(iter(node.value.items()))
    braces = node.style == "flow" and lines[node.start.line][node.start.column] == "{"
    plain = value.key is not None and value.key.style == "plain" and isinstance(value.value, str)
    return plain and not braces and key != "ask" and not _language(key)


def _language(key: str) -> bool:
    return len(key) == 2 and key.isascii() and key.islower()


def _cut(document: Document, lines: Sequence[str], parts: Sequence[Node], path: Path) -> Finding:
    first, last = parts[0], parts[-1].key if len(parts) > 1 else parts[0]
    assert last is not None
    text = _written(lines, first, last)
    where, block = ("[ ]", 'after "- "') if first.key is None else ("{ }", "under its key")
    hint = f"write {_quoted(text)}, or put it outside {where} on its own line {block}"
    message = f"a sentence inside {where} needs quotes, because a comma cuts it in two"
    at = place_between(lines, first.start, last.end)
    return finding_at(document.name, at, "GC010", message, path=path, hint=hint)


def _made_mapping(document: Document, lines: Sequence[str], item: Node, path: Path) -> Finding:
    value = next(iter(item.value.values())) if isinstance(item.value, dict) else item
    key = value.key or value
    text = _written(lines, key, value)
    hint = f'write - {_quoted(text)}, or begin with "- >-" and put the sentence on the next line'
    message = "the colon made a key and a value of this sentence"
    at = place_between(lines, key.start, value.end)
    return finding_at(document.name, at, "GC011", message, path=path, hint=hint)


def _written(lines: Sequence[str], first: Node, last: Node) -> str:
    """The sentence as the author wrote it, on one line."""
    start, end = first.start, last.end
    rows = list(lines[start.line : end.line + 1])
    rows[-1] = rows[-1][: end.column]
    rows[0] = rows[0][start.column :]
    return " ".join(" ".join(rows).split())


def _quoted(text: str) -> str:
    """The text in the quotes that need the least change."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'

"""Rows added to a YAML file of people or facts, as text: everything that stands there stays as it was written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gatecoach.errors import FactsError, UsageError
from gatecoach.facts import Fact, Person
from gatecoach.source import read

Row = Mapping[str, Any]
EMPTY = ("[]", "{}", "null")
"""How a list without rows may stand behind its key."""
HELP = "Write each row on lines of its own below its key, or name another file."


def with_facts(text: str, name: str, facts: Iterable[tuple[str, Fact]]) -> str:
    """The text of a facts file with more rows, each at the end of the list it belongs to (`labels`, `statements` …).

    Raises:
        FactsError: the text cannot be read.
        UsageError: it is written so that rows cannot be added to it.
    """
    for key, fact in facts:
        tree = _tree(text, name)
        rows = [*(tree.get(key) or ()), fact.as_dict()]
        text = _added(text, name, key, lambda indent, fact=fact: _item(fact.as_dict(), indent), {**tree, key: rows})
    return text


def with_people(text: str, name: str, people: Iterable[Person]) -> str:
    """The text of a people file with more people.

    Raises:
        FactsError: the text cannot be read.
        UsageError: it is written so that people cannot be added to it, or one of that id is there.
    """
    for person in people:
        tree = _tree(text, name)
        known = tree.get("people") or {}
        if person.id in known:
            raise UsageError("person-twice", f'there is a person "{person.id}" already', place=name)
        row = {key: value for key, value in person.as_dict().items() if key != "id"}
        after = {**tree, "people": {**known, person.id: row}}
        text = _added(text, name, "people", lambda indent, row=row, id_=person.id: _entry(id_, row, indent), after)
    return text


def _tree(text: str, name: str) -> dict[str, Any]:
    if all(not line.strip() or line.startswith("#") for line in text.split("\n")):
        return {}
    document = read(text.encode(), name)
    if document.findings or not isinstance(document.tree, dict):
        raise FactsError("unreadable", f"{name} cannot be used", document.findings)
    return document.tree


def _added(text: str, name: str, key: str, written: Any, after: Mapping[str, Any]) -> str:
    """The text with one more row below a key; it must read as meant, else nothing is written."""
    lines = text.removesuffix("\n").split("\n") if text else []
    heads = (f"{key}:", *(f"{key}: {each}" for each in EMPTY))
    head = next((at for at, line in enumerate(lines) if line.partition("#")[0].rstrip() in heads), None)
    if head is None:
        gap = [""] if lines and lines[-1].strip() else []
        found = [*lines, *gap, f"{key}:", *written("  ")]
    else:
        end = _end(lines, head)
        indent = _indent(lines[head + 1 : end])
        written_out = lines[head] if lines[head].startswith(f"{key}:") and not _is_empty(lines[head]) else f"{key}:"
        found = [*lines[:head], written_out, *lines[head + 1 : end], *written(indent), *lines[end:]]
    result = "\n".join(found) + "\n"
    if read(result.encode(), name).tree != after:
        raise UsageError("not-added", f"no row can be added to `{key}:` here", place=name, help=HELP)
    return result


def _is_empty(head: str) -> bool:
    return head.partition("#")[0].rstrip().endswith(EMPTY)


def _end(lines: Sequence[str], head: int) -> int:
    """Behind the last line that belongs to the rows below a key; what is only said about the next key does not."""
    end = head + 1
    for at in range(head + 1, len(lines)):
        line = lines[at]
        if line[:1] not in ("", " ", "-", "#"):
            break
        end = at + 1 if line.strip() and not line.startswith("#") else end
    return end


def _indent(rows: Sequence[str]) -> str:
    first = next((line for line in rows if line.strip() and not line.lstrip().startswith("#")), "  ")
    return first[: len(first) - len(first.lstrip())] if first.strip() else "  "


def _item(row: Row, indent: str) -> Iterator[str]:
    first = "- "
    for key, value in row.items():
        yield f"{indent}{first}{key}: {_written(value)}"
        first = "  "


def _entry(id_: str, row: Row, indent: str) -> Iterator[str]:
    yield f"{indent}{_written(id_)}:"
    for key, value in row.items():
        yield f"{indent}  {key}: {_written(value)}"


def _written(value: Any) -> str:
    """A value as JSON, which is YAML; what a file may not hold as such is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in text)

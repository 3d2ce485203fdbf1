"""One file that was read: its text, its plain tree, what is wrong with it and where everything stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from gatecoach.errors import Finding
from gatecoach.source.marks import Node, follow, mark, token
from gatecoach.source.place import NOWHERE, Place, place_between

Marked = tuple[Node | None, list[str]]
"""The tree with positions (None where there is no tree) and the lines that these positions count."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as a plain tree (dict, list, str, int, Decimal, bool, None); `tree` is None if it cannot be used.

    `findings` is empty when the file is fine. Sentences that lost their quotes are findings beside a tree.
    """

    name: str
    text: str
    tree: Any
    findings: tuple[Finding, ...] = ()
    _marked: list[Marked] = field(default_factory=list, init=False, repr=False, compare=False)

    def home(self, path: Sequence[str | int]) -> Document:  # noqa: ARG002 - where files are laid over each other
        """The file that says what stands at `path`: this one, unless it is laid over another."""
        return self

    def locate(self, path: Sequence[str | int], *, key: bool = False) -> Place:
        """Where the value at `path` stands (its key token with `key`, or where the value is on later lines).

        Where the path does not exist in full, the key token of its deepest parent that does.
        """
        home = self.home(path)
        if home is not self:
            return home.locate(path, key=key)
        root, lines = self.marked()
        if root is None:
            return NOWHERE
        node, known = follow(root, path)
        wants_key = node.key is not None and (key or known < len(path))
        shown = node.key if wants_key and node.key is not None else token(node)
        return place_between(lines, shown.start, shown.end)

    def finding(
        self,
        code: str,
        message: str,
        path: Sequence[str | int],
        *,
        key: bool = False,
        hint: str = "",
        severity: str = "error",
    ) -> Finding:
        """A finding of this file at `path`; ids are joined with dots, list items counted from 0."""
        home = self.home(path)
        if home is not self:
            return home.finding(code, message, path, key=key, hint=hint, severity=severity)
        at = self.locate(path, key=key)
        return finding_at(self.name, at, code, message, path=path, hint=hint, severity=severity)

    def marked(self) -> Marked:
        """The tree with positions and the lines of the text, parsed at the first call only."""
        if not self._marked:
            root = None if self.tree is None else mark(self.text)
            self._marked.append((root, self.text.splitlines()))
        return self._marked[0]


def finding_at(
    name: str,
    at: Place,
    code: str,
    message: str,
    *,
    path: Sequence[str | int] = (),
    hint: str = "",
    severity: str = "error",
) -> Finding:
    """A finding in the file `name` at a known place."""
    joined = ".".join(str(step) for step in path)
    return Finding(code, message, name, at.line, at.column, at.length, at.source, joined, hint, severity)

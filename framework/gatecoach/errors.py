"""Failure as a value people can act on: findings, reasons and the few exceptions.

A `Finding` is something wrong in a file somebody wrote; a `Reason` is why a gate does not open.
Both carry a stable code, a place and a next step. Exceptions are for mistakes of the caller and for
input that cannot be read at all; a refused gate is never an exception.
"""

from __future__ import annotations

import copyreg
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gatecoach.texts import reason_text


class GatecoachError(Exception):
    """Everything gatecoach raises on purpose: `code`, `message`, `place` and `help` (the next step)."""

    def __init__(self, code: str, message: str, *, place: str = "", help: str = "") -> None:
        """Keep the four parts; `str(error)` joins them for people."""
        self.code = code
        self.message = message
        self.place = place
        self.help = help
        super().__init__(code, message, place, help)

    def __reduce__(self) -> tuple[Any, ...]:
        """Made again from its parts, so that it crosses processes whole."""
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]

    def __str__(self) -> str:
        """One line: place, message, code, next step."""
        head = f"{self.place}: " if self.place else ""
        tail = f" {self.help}" if self.help else ""
        return f"{head}{self.message} [{self.code}]{tail}"


class UsageError(GatecoachError):
    """The calling program asked for something that cannot be: an unknown gate, a naive time."""


class FindingsError(GatecoachError):
    """Input that cannot be used; `findings` lists everything that is wrong with it, in order."""

    def __init__(self, code: str, message: str, findings: Iterable[Finding]) -> None:
        """Keep all findings; the message counts them."""
        self.findings = tuple(findings)
        super().__init__(code, message)

    def __str__(self) -> str:
        """The message and every finding as a person reads it."""
        return "\n".join([self.message, *(each.text() for each in self.findings)])


class DefinitionError(FindingsError):
    """A framework that cannot be loaded (files under a place)."""


class FactsError(FindingsError):
    """People, facts or exports that cannot be read."""


class SessionError(GatecoachError):
    """A coaching session that cannot be opened or replayed."""


class JournalError(GatecoachError):
    """A journal that cannot be read or written."""


class VersionConflict(JournalError):
    """Somebody else appended to the stream first; read it again and retry."""


class DuplicateEvent(JournalError):
    """The journal has an event of that id already, and this is no retry of it."""


class JournalFull(JournalError):
    """No space is left where the journal is kept; nothing of the append was written."""


class JournalReadOnly(JournalError):
    """The journal may only be read here; nothing of the append was written."""


class JournalBusy(JournalError):
    """Others hold the journal for too long; nothing of the append was written, so try again."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong in one file. `line` and `column` start at 1 and count characters; 0 = no place."""

    code: str
    message: str
    file: str = ""
    line: int = 0
    column: int = 0
    length: int = 1
    source: str = ""
    path: str = ""
    hint: str = ""
    severity: str = "error"

    def text(self) -> str:
        """The finding for a terminal: place, message, code, source line with a caret, next step."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        lines = [f"{place}: {self.severity}: {self.message} [{self.code}]".removeprefix(": ")]
        if self.line:
            gutter = f" {self.line} | "
            first = max(self.column - 100, 0) if len(self.source) > 300 else 0  # of an endless line only a part
            lines.append(f"{gutter}{self.source[first : first + 300].expandtabs(1)}")
            lines.append(f"{' ' * (len(gutter) - 2)}| {self._caret(first)}{' ' + self.hint if self.hint else ''}")
        elif self.hint:
            lines.append(f"    {self.hint}")
        where = f"at {self.path}   " if self.path else ""
        lines.append(f"    = {where}help: gatecoach explain {self.code}")
        return "\n".join(_visible(line) for line in lines)

    def _caret(self, first: int) -> str:
        start = max(self.column - 1, 0)
        marked = self.source[start : min(start + max(self.length, 1), first + 300)]
        return " " * _width(self.source[first:start]) + "^" * max(_width(marked), 1)

    def as_dict(self) -> dict[str, Any]:
        """The finding for a machine: every field under its own name."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a gate does not open: stable `code`, `place` (requirement.side) and parameters for the text."""

    code: str
    place: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)

    def text(self, language: str = "en") -> str:
        """The reason as a sentence in `language`; hosts may translate by `code` and `params` instead."""
        return reason_text(self.code, {"place": self.place, **self.params}, language)

    def as_dict(self) -> dict[str, Any]:
        """The reason for a machine."""
        return {"code": self.code, "place": self.place, "params": dict(self.params)}


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A next step for a word that is not known: the nearest one, else the short list, else nothing."""
    import difflib  # noqa: PLC0415 - only when something is wrong

    names = sorted(set(known))
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    if 0 < len(names) <= 12:
        return f"known: {', '.join(names)}"
    return ""


def meant(word: str, known: Iterable[str]) -> str:
    """The same for a name from elsewhere: case, blanks and underscores are no matter there."""
    import difflib  # noqa: PLC0415 - only when something is wrong

    folded = {_folded(each): each for each in known}
    near = difflib.get_close_matches(_folded(word), folded, n=1, cutoff=0.6)
    return f'did you mean "{folded[near[0]]}"?' if near else did_you_mean("", known)


def _folded(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _visible(text: str) -> str:
    """The text without characters that steer a terminal or hide: a file must not draw on the reader's screen."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def _width(text: str) -> int:
    """How many terminal cells a text takes (wide characters take two, combining ones none)."""
    wide = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    return wide - sum(1 for char in text if unicodedata.combining(char))

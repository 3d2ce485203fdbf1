"""JSON files piece by piece: tables of a bundle, of one query, of Tryton's rows, or one record a line.

A file is never held as a whole: lists of records are walked by hand, and only the record that is being read is kept.
Known are lists of records at the top, below a name, and below a name and one of `records`, `results`, `result`.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

from gatecoach.intake.crm.cells import Number
from gatecoach.intake.crm.tables import Broken, Table, UnreadableError, stem

CHUNK = 1 << 16
MAX_RECORD = 1 << 23
"""How many signs a record may have."""
MAX_NESTING = 100
DEEPEST = 3
"""How many objects may stand around a list of records."""
WRAPPINGS = ("records", "results", "result")
BLANK = re.compile(r"[ \t\n\r]*")
STEP = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]|[^"\[\]{}]+|"', re.DOTALL)
"""A text, a bracket, what stands between them, or a quote that is not closed yet."""
END = re.compile(r"[,\]}\s]")
PAGES = ("done", "nextRecordsUrl", "paging")
"""Members beside the records that say whether there are more of them."""
NUMBERS: Any = {"parse_float": Number, "parse_int": Number, "parse_constant": Number}
DECODER = json.JSONDecoder(**NUMBERS)


def tables(file: str, text: io.TextIOWrapper) -> Iterator[Table]:
    """The tables of one JSON document, in its order.

    Raises:
        UnreadableError: what stands from here on is no JSON.
    """
    window = Window(text)
    yield from _within(window, file, ())
    if window.sign():
        raise UnreadableError("more-follows")


def _within(window: Window, file: str, path: tuple[str, ...]) -> Iterator[Table]:
    """The tables in the value that begins here."""
    if window.sign() == "[":
        yield _listed(window, file, path)
    elif window.sign() == "{" and len(path) < DEEPEST:
        window.take("{")
        for key in window.members():
            if key in PAGES:
                if _more(key, window.value()):
                    yield Table(file, _name(path), None, _name(path), lambda _: iter(()), note="more-pages")
            else:
                yield from _within(window, file, (*path, key))
    else:
        window.value()


def _more(key: str, value: Any) -> bool:
    """Whether this member says that there are more pages."""
    if key == "paging":
        return isinstance(value, dict) and bool(value.get("next"))
    return value is False if key == "done" else bool(value)


def _name(path: tuple[str, ...]) -> str:
    """What a path names, without the words that only wrap lists."""
    return next((each for each in reversed(path) if each not in WRAPPINGS), "")


def _listed(window: Window, file: str, path: tuple[str, ...]) -> Table:
    """The records of a list; the table is what the path names, else what the first record says it is, else the file.

    Raises:
        UnreadableError: it is the list of errors with which a query was answered.
    """
    window.take("[")
    first = window.peeked() if not _name(path) else None
    if isinstance(first, dict) and "errorCode" in first:
        raise UnreadableError("error-message")
    kind = _kind(first)
    name = _name(path) or kind or stem(file)
    within = ".".join((name, *(each for each in path[-1:] if each in WRAPPINGS)))
    whole = ".".join(each for each in path if each not in WRAPPINGS)
    return Table(file, name, None, within, lambda broken: _records(window, kind, broken), path=whole)


def _kind(record: Any) -> str:
    """What Salesforce says a record is."""
    marks = record.get("attributes") if isinstance(record, dict) else None
    kind = marks.get("type") if isinstance(marks, dict) else None
    return kind if isinstance(kind, str) else ""


def _records(window: Window, kind: str, broken: Broken) -> Iterator[tuple[int, Any]]:
    """The records of a list that has begun; where the first one said what it is, only those of its kind."""
    for number, (problem, value) in enumerate(window.elements(), start=1):
        if problem or not isinstance(value, dict):
            broken(problem or "no-record", number, "", str(value)[:100])
        elif kind and _kind(value) != kind:
            broken("other-record", number, "", _kind(value))
        else:
            yield number, value


def lines(file: str, text: io.TextIOWrapper) -> Table:
    """The records of a file with one JSON record a line."""
    return Table(file, stem(file), None, "lines", lambda broken: _lines(text, broken))


def _lines(text: io.TextIOWrapper, broken: Broken) -> Iterator[tuple[int, Any]]:
    number = 0
    while line := text.readline(MAX_RECORD):
        number += 1
        if len(line) >= MAX_RECORD and line[-1] != "\n":
            while (rest := text.readline(MAX_RECORD)) and rest[-1] != "\n":
                pass
            broken("row-too-long", number, "", str(MAX_RECORD))
        elif line.strip():
            problem, value = decoded(line)
            if not problem and not isinstance(value, dict):
                problem, value = "no-record", line
            if problem:
                broken(problem, number, "", value)
            else:
                yield number, value


def decoded(text: str) -> tuple[str, Any]:
    """A whole JSON text: nothing and its value, or the reason why it has none and itself."""
    if _depth(text) > MAX_NESTING:
        return "too-deep", text[:100]
    try:
        return "", json.loads(text, **NUMBERS)
    except (ValueError, RecursionError):
        return "not-json", text[:100]


def _depth(text: str) -> int:
    """How deep a text is nested at most; exact where it could matter."""
    if min(text.count("[") + text.count("{"), text.count("]") + text.count("}")) <= MAX_NESTING:
        return 0
    deepest = depth = 0
    for found in STEP.finditer(text):
        depth += 1 if found[0] in ("[", "{") else -1 if found[0] in ("]", "}") else 0
        deepest = max(deepest, depth)
    return deepest


class Window:
    """A JSON text of which only a part is held: what is being read."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        """Begin at the beginning."""
        self._text = text
        self._held = ""
        self._at = 0
        self._over = False

    def sign(self) -> str:
        """The next sign that is no blank; nothing at the end."""
        while True:
            blank = BLANK.match(self._held, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._held) or not self._fill():
                return self._held[self._at : self._at + 1]

    def take(self, sign: str) -> None:
        """Step over this sign.

        Raises:
            UnreadableError: another one stands there.
        """
        found = self.sign()
        if found != sign:
            raise UnreadableError("other-sign" if found else "breaks-off", found=found, sign=sign)
        self._at += 1

    def members(self) -> Iterator[str]:
        """The keys of an object that has begun; the value of each must be read before the next."""
        if self.sign() == "}":
            self._at += 1
            return
        while True:
            key = self.value() if self.sign() == '"' else None
            if not isinstance(key, str):
                raise UnreadableError("no-name")
            self.take(":")
            yield key
            if not self._goes_on("}"):
                return

    def elements(self) -> Iterator[tuple[str, Any]]:
        """The elements of a list that has begun, each with what is wrong with it."""
        if self.sign() == "]":
            self._at += 1
            return
        while True:
            yield self._element()
            if not self._goes_on("]"):
                return

    def peeked(self) -> Any:
        """The element that comes next, which stays there; nothing where there is none that can be read."""
        before, value = self._at, None
        if self.sign() == "{":
            before, (_, value) = self._at, decoded(self._slice(keep=True))
        self._at = before
        return value

    def value(self) -> Any:
        """The value that begins here.

        Raises:
            UnreadableError: it is no JSON.
        """
        problem, value = decoded(self._slice())
        if problem:
            raise UnreadableError("too-deep" if problem == "too-deep" else "no-json")
        return value

    def _element(self) -> tuple[str, Any]:
        """The value that begins here: mostly all of it is held and in order."""
        if not self.sign():
            raise UnreadableError("breaks-off")
        try:
            value, end = DECODER.raw_decode(self._held, self._at)
        except (ValueError, RecursionError):
            return decoded(self._slice())
        goes_on = not END.match(self._held, end)  # a number of which only a part is held: 1 of 1.5
        if goes_on or _depth(self._held[self._at : end]) > MAX_NESTING:
            return decoded(self._slice())
        self._at = end
        return "", value

    def _goes_on(self, end: str) -> bool:
        """Whether a comma follows; the end is stepped over, too."""
        if self.sign() == end:
            self._at += 1
            return False
        self.take(",")
        return True

    def _fill(self) -> bool:
        """Hold more of the text, and no longer what was read."""
        chunk = "" if self._over else self._text.read(max(CHUNK, len(self._held) - self._at))
        self._over = not chunk
        self._held, self._at = self._held[self._at :] + chunk, 0
        return bool(chunk)

    def _slice(self, *, keep: bool = False) -> str:
        """The text of the value that begins here, found by its brackets and quotes alone.

        Raises:
            UnreadableError: it does not end, or is too long.
        """
        start = self.sign()
        end = self._bracketed() if start in ("[", "{") else self._plain(start)
        text = self._held[self._at : end]
        self._at = self._at if keep else end
        return text

    def _bracketed(self) -> int:
        depth, at = 0, self._at
        while True:
            held = len(self._held)
            for found in STEP.finditer(self._held, at):
                sign = found[0]
                if sign == '"':
                    break
                if sign in ("[", "{"):
                    depth += 1
                elif sign in ("]", "}"):
                    depth -= 1
                    if not depth:
                        return found.end()
                at = found.end()
            at = self._longer(at, held)

    def _plain(self, start: str) -> int:
        """The end of a text, a number or a word."""
        while True:
            held = len(self._held)
            found = STEP.match(self._held, self._at) if start == '"' else END.search(self._held, self._at + 1)
            if found is not None and found[0] != '"':
                return found.end() if start == '"' else found.start()
            if start != '"' and not self._fill():
                return len(self._held)
            if start == '"':
                self._longer(self._at, held)

    def _longer(self, at: int, held: int) -> int:
        """Hold more, and say where reading goes on then.

        Raises:
            UnreadableError: there is no more, or it has become too long.
        """
        read = at - self._at
        if held - self._at > MAX_RECORD:
            raise UnreadableError("record-too-long", limit=str(MAX_RECORD))
        if not self._fill():
            raise UnreadableError("breaks-off")
        return self._at + read

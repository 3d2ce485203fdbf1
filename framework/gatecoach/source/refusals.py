"""Why a text is not read any further: one code, one place and one next step for each bound and refused form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from yaml.events import Event

from gatecoach.errors import Finding, did_you_mean
from gatecoach.source.document import finding_at
from gatecoach.source.place import Mark, Place, place_after, place_between, short

Path = Sequence[str | int]


class Refusal(Exception):
    """Reading stops here: the finding to be, and the tokens it points at. It never leaves the reader."""

    def __init__(self, code: str, message: str, event: Event, *, hint: str, path: Path = ()) -> None:
        """Keep the parts until the reader knows the file's name and lines."""
        self.code, self.message, self.hint, self.path = code, message, hint, path
        self.start: Mark = event.start_mark  # type: ignore[assignment]
        self.end: Mark = event.end_mark  # type: ignore[assignment]
        super().__init__(code, message)

    def finding(self, name: str, text: str) -> Finding:
        """The refusal as a finding of the file `name`."""
        at = place_between(text.splitlines(), self.start, self.end)
        return finding_at(name, at, self.code, self.message, path=self.path, hint=self.hint)


def tag(event: Event, path: Path) -> Refusal:
    """A tag such as `!!python/object` or `!env`."""
    return Refusal("GC004", "words that begin with ! (tags) are not read", event, hint=_QUOTE, path=path)


_QUOTE = "leave it out, or put the whole text in quotes"


def tag_line(name: str, text: str) -> Finding | None:
    """The first line that begins with %TAG, if any; the parser takes quadratic time over many of them."""
    if "%TAG" not in text:
        return None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("%TAG"):
            at = Place(number, 1, 4, line)
            return finding_at(name, at, "GC004", "lines that begin with %TAG are not read", hint="take the line out")
    return None


def too_many(event: Event, limit: int, path: Path) -> Refusal:
    """More values than the bound, every `*name` counted as what it stands for."""
    message = f"this file holds more than {limit:,} values, each *name counted as all that it repeats"
    return Refusal("GC005", message, event, hint="split the file, or repeat less", path=path)


def bad_alias(event: Event, name: str, known: Iterable[str], path: Path) -> Refusal:
    """A `*name` that stands for nothing yet."""
    near = did_you_mean(short(name), [each for each in islice(known, 100) if len(each) <= 60])
    message = f'"*{short(name)}" repeats something that is not written above it'
    return Refusal("GC005", message, event, hint=near or _ALIAS, path=path)


_ALIAS = "write the value out here; a text that begins with * needs quotes"


def self_alias(event: Event, name: str, path: Path) -> Refusal:
    """A `*name` inside the very value it stands for."""
    message = f'"*{short(name)}" stands inside the value that it repeats, so it would never end'
    return Refusal("GC005", message, event, hint="write the value out here", path=path)


def too_deep(event: Event, limit: int, path: Path) -> Refusal:
    """More lists and mappings inside each other than the bound."""
    message = f"lists and mappings stand more than {limit} levels inside each other here"
    return Refusal("GC006", message, event, hint="a bracket too much? nothing needs that many levels", path=path[:8])


def second_document(event: Event) -> Refusal:
    """A second document after `---`."""
    message = "a second document begins here; a file holds one"
    return Refusal("GC008", message, event, hint='take out the line "---", or move the rest to a file of its own')


def merge_key(event: Event, path: Path) -> Refusal:
    """The key `<<`."""
    message = 'the key "<<" (merge) is not read: nobody sees what it brings in'
    return Refusal("GC009", message, event, hint="write the keys out", path=path)


def no_text_key(event: Event, path: Path) -> Refusal:
    """A list, a mapping or an alias where a key should stand."""
    message = "a key has to be a word; here it is a list, a mapping, a *name or a &name"
    return Refusal("GC009", message, event, hint="write a word before the colon, or put the text in quotes", path=path)


def duplicate(event: Event, key: str, first: int, path: Path) -> Refusal:
    """A key that stands in this mapping already; `first` is the line where."""
    message = f'"{short(key)}" stands here twice; the first is on line {first}'
    return Refusal("GC003", message, event, hint="keep one of the two, or rename one", path=path)


def too_large(name: str, size: int, limit: int) -> Finding:
    """A file of more bytes than the bound."""
    message = f"this file has {size:,} bytes; at most {limit:,} are read"
    return finding_at(name, _START, "GC007", message, hint="split it into several files in the same folder")


def empty(name: str) -> Finding:
    """A file without a value."""
    hint = "begin with a head key, for example journey: opportunity"
    return finding_at(name, _START, "GC016", "empty file", hint=hint)


_START = Place(1, 1, 1, "")


def not_utf8(name: str, error: UnicodeDecodeError) -> Finding:
    """Bytes that are no UTF-8 text."""
    data = error.object
    byte = data[error.start]
    line, column = place_after(data[: error.start].decode())
    source = data[: error.start + 200].decode(errors="replace").splitlines()[line - 1]
    half = byte == 0xED and data[error.start + 1 : error.start + 2] >= b"\xa0"
    what = "half a character (a lone surrogate)" if half else f"the byte {byte:#04x}"
    message = f"this is not UTF-8 text: {what} is no character"
    return finding_at(name, Place(line, column, 1, source), "GC001", message, hint="save the file as UTF-8")


def control_character(name: str, text: str, offset: int) -> Finding:
    """A NUL or another character that cannot be seen, `offset` bytes into the text."""
    before = text.encode()[:offset].decode(errors="ignore")
    line, column = place_after(before)
    number = ord(text[len(before)]) if len(before) < len(text) else 0
    message = f"a character that cannot be seen (U+{number:04X}) stands here"
    at = Place(line, column, 1, text.splitlines()[line - 1])
    return finding_at(name, at, "GC001", message, hint="delete it, and save the file as UTF-8 text")

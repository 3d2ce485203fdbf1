"""One cell as what it means: text, a time, a day, an amount; exact, never guessed."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from gatecoach.definition.columns import TOKENS, ReadingDef, parts_of
from gatecoach.intake.headers import YEARS
from gatecoach.time import EPOCH

DIGITS, DECIMALS = 18, 6
LIMIT, PLACES = 10**DIGITS, Decimal("0.000001")
LONGEST_NUMBER = 60
LONGEST_WORD = 255
LONGEST_TEXT = 200_000
MOST = 1000
"""How many spellings are remembered, of names and days; they come again and again."""
SIGNS = {"point": ".", "comma": ",", "blank": "\u00a0\u202f ", "apostrophe": "'’"}  # noqa: RUF001 - as Swiss exports have it
YES = frozenset({"true", "yes", "y", "1"})
NO = frozenset({"false", "no", "n", "0"})
Moment = dt.datetime | dt.date
Value = TypeVar("Value")


class CellError(Exception):
    """A cell that cannot be read: the reason's code, what stands there, in which column, what would be known."""

    def __init__(self, reason: str, value: str = "", known: Collection[str] = (), *, column: str = "") -> None:
        """Keep the four parts."""
        super().__init__(reason)
        self.reason = reason
        self.value = value
        self.known = known
        self.column = column


class RowError(CellError):
    """A cell without which the whole row cannot be used."""


class Number(str):
    """A number of a JSON file as it is written there."""

    __slots__ = ()


def text_of(value: Any) -> str:
    """A single value as text, without blanks around it; nothing for nothing.

    Raises:
        CellError: a list or a record, or text with a NUL in it.
    """
    if isinstance(value, Number):
        return value
    if isinstance(value, str):
        text = value.strip()
        if not text.isascii():
            text = _whole(text)
        if "\0" in text:
            raise CellError("nul", text)
        return text
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else _tryton(value)


def _whole(text: str) -> str:
    """The text with a sign in the place of half ones, which broken exports have."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        if any("\udc80" <= each <= "\udcff" for each in text):  # what stood there could not be decoded
            raise CellError("bad-encoding", text) from None
        return text.encode("utf-8", "replace").decode()
    return text


def _tryton(value: Any) -> str:
    """Tryton's way to write decimals, days and times; other records and lists are no single value."""
    kind = value.get("__class__") if isinstance(value, dict) else None
    if kind == "Decimal":
        return text_of(value.get("decimal"))
    if kind in ("date", "datetime"):
        parts = ("year", "month", "day", "hour", "minute", "second")[: 3 if kind == "date" else 6]
        try:
            numbers = [int(text_of(value.get(each, "0"))[:5] or "0") for each in parts]
            return (dt.date(*numbers) if kind == "date" else dt.datetime(*numbers)).isoformat()  # type: ignore[arg-type]
        except (ValueError, OverflowError):
            raise CellError("bad-time", kind) from None
    raise CellError("no-text", "a list" if isinstance(value, list) else "a record")


def word(text: str) -> str:
    """A text that is a name or an id; one too long for that is none.

    Raises:
        CellError: it is too long.
    """
    if len(text) > LONGEST_WORD:
        raise CellError("too-long", text)
    return text


# times ------------------------------------------------------------------------------------------------------------


def moment_reader(formats: Sequence[str], zone: dt.tzinfo | None) -> Callable[[str], Moment]:
    """Reads a time as one of these formats: an aware instant, or a day where only the day is written."""
    first, *others = (_as_written(each) for each in formats or ("iso",))

    def read(text: str) -> Moment:
        try:
            return _placed(first(text), text, zone)
        except (ValueError, OverflowError):
            return another(text)

    def another(text: str) -> Moment:
        for reader in others:
            with contextlib.suppress(ValueError, OverflowError):
                return _placed(reader(text), text, zone)
        raise CellError("bad-time", text)

    return read


def day_reader(formats: Sequence[str]) -> Callable[[str], str]:
    """Reads the day of a time as it is written there, never moved into another zone; given back as ISO text."""
    readers = [_as_written(each) for each in formats]
    seen: dict[str, str] = {}

    def day(text: str) -> str:
        for reader in readers:
            with contextlib.suppress(ValueError, OverflowError):
                found = reader(text)
                return (found.date() if isinstance(found, dt.datetime) else found).isoformat()
        raise CellError("bad-day", text)

    def read(text: str) -> str:
        found = seen.get(text)
        if found is None:
            found = day(text)
            if len(seen) < MOST:
                seen[text] = found
        return found

    return read


def _placed(found: Moment, text: str, zone: dt.tzinfo | None) -> Moment:
    if found.year not in YEARS:
        raise CellError("far-time", text)
    if isinstance(found, dt.datetime) and found.tzinfo is None:
        if zone is None:
            raise CellError("naive-time", text)
        return found.replace(tzinfo=zone)
    return found


def _as_written(name: str) -> Callable[[str], Moment]:
    readers: dict[str, Callable[[str], Moment]] = {
        "iso": _iso,
        "day": lambda text: dt.date.fromisoformat(text[:10]) if text[10:11] in ("", "T", " ") else _no(text),
        "epoch-ms": lambda text: _epoch(text, 1000),
        "epoch-s": lambda text: _epoch(text, 1),
        "tryton": _tryton_time,
    }
    return readers[name] if name in readers else _spelt(name)


def _no(text: str) -> Moment:
    raise ValueError(text)


def _iso(text: str) -> Moment:
    return dt.date.fromisoformat(text) if len(text) == 10 else dt.datetime.fromisoformat(text)


def _tryton_time(text: str) -> Moment:
    """Tryton keeps times in UTC and does not say so."""
    found = _iso(text)
    naive = isinstance(found, dt.datetime) and found.tzinfo is None
    return found.replace(tzinfo=dt.UTC) if isinstance(found, dt.datetime) and naive else found


def _epoch(text: str, parts: int) -> Moment:
    digits = text.removeprefix("-").removesuffix(".0")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 15:
        raise ValueError(text)
    return EPOCH + dt.timedelta(seconds=int(text.removesuffix(".0")) / parts)


PATTERNS = {
    "YYYY": r"(?P<year>\d{4})", "YY": r"(?P<short>\d{2})", "MM": r"(?P<month>\d{2})", "M": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{2})", "D": r"(?P<day>\d{1,2})", "HH": r"(?P<hour>\d{2})", "H": r"(?P<hour>\d{1,2})",
    "hh": r"(?P<half>\d{2})", "h": r"(?P<half>\d{1,2})", "mm": r"(?P<minute>\d{2})", "ss": r"(?P<second>\d{2})",
    "AM": r"(?P<noon>[AaPp])\.?[Mm]\.?", "Z": r"(?P<zone>Z|[+-]\d{2}:?\d{2})",
}  # fmt: skip


def _spelt(pattern: str) -> Callable[[str], Moment]:
    """A reader of a spelt-out format, the whole text and nothing else."""
    signs = (PATTERNS[each] if each in TOKENS else re.escape(each) for each in parts_of(pattern))
    whole = re.compile("".join(signs), re.ASCII)

    def read(text: str) -> Moment:
        found = whole.fullmatch(text)
        if found is None:
            raise ValueError(text)
        return _made(found.groupdict())

    return read


def _made(found: Mapping[str, str]) -> Moment:
    """The time that the parts make; a year of two digits is of this century."""
    year = int(found["year"]) if "year" in found else 2000 + int(found["short"])
    day = dt.date(year, int(found["month"]), int(found["day"]))
    if "hour" not in found and "half" not in found:
        return day
    hour = int(found["hour"]) if "hour" in found else _hour(int(found["half"]), found["noon"])
    time = dt.time(hour, int(found.get("minute", 0)), int(found.get("second", 0)))
    return dt.datetime.combine(day, time, _offset(found["zone"]) if "zone" in found else None)


def _hour(half: int, noon: str) -> int:
    if not 1 <= half <= 12:
        raise ValueError(half)
    return half % 12 + (12 if noon in "Pp" else 0)


def _offset(text: str) -> dt.tzinfo:
    if text == "Z":
        return dt.UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return dt.timezone(dt.timedelta(minutes=-minutes if text[0] == "-" else minutes))


# numbers ----------------------------------------------------------------------------------------------------------


def number_reader(reading: ReadingDef, reason: str = "bad-number") -> Callable[[str], str]:
    """Reads a number with the signs of the files; given back exact, as plain text: 48000.5."""
    point, signs = SIGNS[reading.decimal], SIGNS.get(reading.thousands or "", "")

    def read(text: str) -> str:
        found = usual(text) if point == "." else None
        if found is not None:
            return found
        plain = text if isinstance(text, Number) else _plain(text, point, signs)
        if plain is None or len(plain) > LONGEST_NUMBER:
            raise CellError(reason, text)
        return exact(plain, text, reason)

    return read


def exact(plain: str, text: str, reason: str) -> str:
    """A plain number in its shortest exact form.

    Raises:
        CellError: no number, or one with more than 18 digits or 6 decimals.
    """
    found = usual(plain)
    return _decimal(plain, text, reason) if found is None else found


def usual(plain: str) -> str | None:
    """By far the most numbers, without the detour through a decimal; nothing for any other."""
    whole, _, decimals = plain.partition(".")
    if not whole.isdigit() or whole[0] == "0" or len(whole) > DIGITS or not plain.isascii():
        return None
    kept = decimals.rstrip("0")
    if not kept:
        return whole
    return f"{whole}.{kept}" if kept.isdigit() and len(kept) <= DECIMALS else None


def _decimal(plain: str, text: str, reason: str) -> str:
    try:
        number = Decimal(plain)
        kept = number.quantize(PLACES) if number.is_finite() and -LIMIT < number < LIMIT else None
    except InvalidOperation:
        kept = None
    if kept is None or kept != number:
        raise CellError(reason, text)
    return format(kept.normalize(), "f") if kept else "0"


def _plain(text: str, point: str, thousands: str) -> str | None:
    """The number with a point before its decimals and nothing between its thousands; nothing where it is none."""
    whole, _, decimals = text.partition(point)
    sign = "-" if whole[:1] in ("-", "−") else ""  # noqa: RUF001 - the typographic minus of reports
    whole = whole[1:] if sign or whole[:1] == "+" else whole
    for each in thousands:
        if each in whole:
            first, *groups = whole.split(each)
            if not 1 <= len(first) <= 3 or any(len(group) != 3 for group in groups):
                return None
            whole = "".join((first, *groups))
            break
    digits = (whole or "0") + decimals
    good = digits.isascii() and digits.isdigit() and (whole or decimals)
    return f"{sign}{whole or '0'}.{decimals or '0'}" if good else None


def share(text: str) -> str:
    """A plain number as a share.

    Raises:
        CellError: it does not lie between 0 and 1.
    """
    if not 0 <= Decimal(text) <= 1:
        raise CellError("bad-share", text)
    return text


def yes_no(text: str) -> bool:
    """Whether a text says yes.

    Raises:
        CellError: it says neither yes nor no.
    """
    folded = text.casefold()
    if folded not in YES | NO:
        raise CellError("bad-yes-no", text)
    return folded in YES

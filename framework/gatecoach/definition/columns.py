"""Where a value stands in an export and how it is written there: columns, times, value maps."""

from __future__ import annotations

import difflib
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from gatecoach.definition.values import Authored, Currency, Ids, Some, Words, listed, mistake
from gatecoach.source.place import short

NAMED_FORMATS = ("iso", "day", "epoch-ms", "epoch-s", "tryton")
"""Ways to write a time that have a name: ISO 8601, only its day, milliseconds or seconds since 1970, Tryton's JSON."""
TOKENS = ("YYYY", "YY", "MM", "M", "DD", "D", "HH", "H", "hh", "h", "mm", "ss", "AM", "Z")
"""The parts of a spelt-out format, longest first where one begins like another."""
NONE = "none"
"""In a map of values: known in the CRM, and nothing here."""
Side = Literal["seller", "customer", "forwarded"]


def parts_of(pattern: str) -> list[str]:
    """A spelt-out format as its tokens and the signs between them; a letter that is no token stands alone."""
    parts: list[str] = []
    while pattern:
        token = next((each for each in TOKENS if pattern.startswith(each)), pattern[0])
        parts.append(token)
        pattern = pattern[len(token) :]
    return parts


def _format(value: str) -> str:
    parts = parts_of(value)
    tokens = [each for each in parts if each in TOKENS]
    loose = any(each.isalnum() and each not in (*TOKENS, "T") for each in parts)
    whole = all(any(each in tokens for each in kinds) for kinds in (("YYYY", "YY"), ("MM", "M"), ("DD", "D")))
    half = ("AM" in tokens) != any(each in tokens for each in ("hh", "h"))
    if value in NAMED_FORMATS or (whole and not loose and not half and len(set(tokens)) == len(tokens)):
        return value
    near = difflib.get_close_matches(value, NAMED_FORMATS, n=1)
    hint = f'did you mean "{near[0]}"?' if near else f"{', '.join(NAMED_FORMATS)}, or spelt out: DD.MM.YYYY HH:mm"
    raise mistake("GC015", '"{value}" is no format of a time', hint, value=short(value))


_FORMAT = {"type": "string", "pattern": f"^({'|'.join(NAMED_FORMATS)}|.*YY.*)$"}
Format = Annotated[str, AfterValidator(_format), WithJsonSchema(_FORMAT)]
Formats = Annotated[list[Format], BeforeValidator(listed)]
Cell = str | bool | int
Cells = Annotated[list[Cell], BeforeValidator(listed)]
"""Values as they stand in the cells of a column."""


def _said(value: object) -> object:
    """The value unless it is an empty mapping, which says nothing."""
    if value == {}:
        raise mistake("GC015", "nothing stands here", "write a value, or take the key out")
    return value


def _column(value: object) -> object:
    return {"column": value} if isinstance(value, str | list) else _said(value)


class ColumnDef(Authored):
    """A value of a row: the column it stands in, and how it is read; a column alone is the whole mapping."""

    column: Some = Field(default_factory=list)
    """The column, or several of which the first that holds something is taken; below a column: Contact.Email."""
    around: Some = Field(default_factory=list)
    """The same, in the record around the row; only where the rows are taken from a list (`each`)."""
    of: Words | None = None
    """What the value must begin with, before a comma or a slash, to name a record of ours: sale.opportunity."""
    format: Formats = Field(default_factory=list)
    """How its times are written, where that differs from `reading`."""
    currency: Ids = Field(default_factory=list)
    """The column that says what an amount is counted in."""
    values: dict[str, str] = Field(default_factory=dict)
    """What the values of the CRM are here; `none` is nothing."""
    otherwise: Words | None = None
    """What a value is that `values` does not name; left out, it is a finding."""
    instead: Words | None = None
    """What stands for a blank."""
    needed: bool = False
    """Whether a row without it is rejected."""
    optional: bool = False
    """Whether the export may lack the column without a finding."""

    @model_validator(mode="after")
    def _one(self) -> ColumnDef:
        if bool(self.column) == bool(self.around):
            raise mistake("GC013", "this names no column, or two kinds of it", "write `column:` or `around:`")
        return self


Column = Annotated[ColumnDef, BeforeValidator(_column)]


def _direction(value: object) -> object:
    return {"by-sender": True} if value == "by-sender" else _said(value)


class DirectionDef(Authored):
    """Whose act a row is: said by a column, or by who sent it."""

    column: Some = Field(default_factory=list)
    """The column that says so."""
    values: Annotated[dict[str, Side], Field(min_length=1)] = Field(default_factory=dict)
    """Its values: of the seller, of the customer, or of the customer but forwarded by the seller; "" is a blank."""
    otherwise: Side | None = None
    """What any other value means; left out, such a row is rejected."""
    by_sender: bool = False
    """The seller's where the sender is ours by address or `own-domains`, else the customer's."""

    @model_validator(mode="after")
    def _one(self) -> DirectionDef:
        if self.by_sender == bool(self.column):
            raise mistake("GC013", "this does not say what decides", "write `column:` with `values:`, or by-sender")
        if self.column and not self.values:
            raise mistake("GC013", "this does not say what the values of the column mean", "write `values:`")
        return self


Direction = Annotated[DirectionDef, BeforeValidator(_direction)]


def _meaning(value: object) -> object:
    return {"always": value} if isinstance(value, str) else _said(value)


class MeaningDef(Authored):
    """Which evidence a row is: always the same, or by the values of a column; an evidence alone means always."""

    always: str | None = None
    """The evidence that every row is."""
    column: Some = Field(default_factory=list)
    """The column that decides."""
    values: dict[str, str] = Field(default_factory=dict)
    """The evidence for each of its values; a value that is not named may be an evidence itself, by id or title."""
    otherwise: str | None = None
    """The evidence for all other values; left out, or `none`, such a row is no evidence."""

    @model_validator(mode="after")
    def _one(self) -> MeaningDef:
        if (self.always is None) == (not self.column):
            raise mistake(
                "GC013", "this does not say which evidence it is", "name it, or write `column:` and `values:`"
            )
        return self


Meaning = Annotated[MeaningDef, BeforeValidator(_meaning)]
Encoding = Literal["utf-8", "utf-16", "cp1250", "cp1252", "iso-8859-1", "iso-8859-15"]
Separator = Literal["comma", "semicolon", "tab", "bar"]


class ReadingDef(Authored):
    """How the files are written: signs, times, numbers, blanks."""

    encoding: Encoding | None = None
    """How text is stored; left out, as the mark at the beginning of the file says, else utf-8."""
    separator: Separator | None = None
    """What stands between the cells of a CSV file; left out, as its first line says."""
    times: Formats = Field(default_factory=lambda: ["iso"])
    """How times are written; of several formats the first that fits is taken."""
    zone: Words | None = None
    """The time zone of times that name none; left out, such a time is rejected."""
    decimal: Literal["point", "comma"] = "point"
    """What stands before the decimals of a number."""
    thousands: Literal["comma", "point", "blank", "apostrophe"] | None = None
    """What stands between the thousands of a number; left out, nothing may."""
    blanks: Annotated[list[str], BeforeValidator(listed)] = Field(default_factory=list)
    """Words that mean that nothing is there, beside an empty cell."""
    compare: Literal["folded", "exact"] = "folded"
    """Whether capital letters and blanks around a value count where values are looked up."""

    @model_validator(mode="after")
    def _apart(self) -> ReadingDef:
        if self.decimal == self.thousands:
            raise mistake(
                "GC015", "thousands and decimals cannot have the same sign", "see how the export writes 1234.5"
            )
        return self


Currencies = dict[str, Currency]

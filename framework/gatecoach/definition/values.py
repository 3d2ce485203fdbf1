"""The small values every authored file is made of: ids, sentences, durations, sides."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, field_validator
from pydantic_core import PydanticCustomError

from gatecoach.definition.plain import is_currency
from gatecoach.facts import kebab
from gatecoach.source.place import short
from gatecoach.time import parse_days

Side = Literal["customer", "seller", "coachee", "coach", "managers", "enablement"]
SIDES: tuple[str, ...] = get_args(Side)
BESIDE_GATES = ("standing", "step", "refused", "hints", "suggested")
"""What a scenario expects things of beside the gates, so that no gate has one of these ids."""
RESERVED = frozenset({*SIDES, "all", "any", "none", "everyone", "outcome"})
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
KEBAB = LETTERS | frozenset("0123456789-")


def mistake(code: str, message: str, hint: str = "", **words: str) -> PydanticCustomError:
    """A mistake in the author's words, for a validator to raise: `message` names its `words` in braces."""
    return PydanticCustomError(code, message, {**words, "hint": hint})


class Authored(BaseModel):
    """Common ground of all authored mappings: frozen, kebab-case keys, nothing unknown, nothing guessed."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, alias_generator=kebab, validate_by_alias=True, defer_build=True
    )

    @field_validator("*", mode="before")
    @classmethod
    def _written(cls, value: object) -> object:
        if value is None:
            raise mistake("GC015", "nothing stands here", "write a value, or take the key out")
        return value


def _id(value: str) -> str:
    if not _is_id(value):
        words = "-".join("".join(sign if sign in KEBAB else " " for sign in value.lower()).replace("-", " ").split())
        hint = f'for example "{short(words)}"' if value.isascii() and _is_id(words) else ""
        message = '"{id}" is no id: write small letters, digits and single hyphens'
        raise mistake("GC018", message, hint, id=short(value))
    if value in RESERVED:
        raise mistake("GC018", '"{id}" is a word of the language and cannot be an id', "choose another word", id=value)
    return value


def _is_id(value: str) -> bool:
    return value[:1] in LETTERS and KEBAB.issuperset(value) and "--" not in value and value[-1:] != "-"


def _currency(value: str) -> str:
    if not is_currency(value):
        raise mistake("GC015", '"{word}" is no currency', "write its code of three capital letters: EUR", word=value)
    return value


def _duration(value: object) -> int:
    days = parse_days(value)
    if days is None:
        months = isinstance(value, str) and "month" in value
        hint = "months differ in length: count in days or weeks" if months else 'write "30 days" or "6 weeks"'
        message = '"{value}" is no duration' if isinstance(value, str | int) else "this is no duration"
        raise mistake("GC024", message, hint, value=short(str(value)))
    return days


def _words(value: str) -> str:
    if not value.strip():
        raise mistake("GC015", "this text is empty", "write it, or take the key out")
    return value


def _language(value: str) -> str:
    letters = value.partition("-")[0]
    if value and not (len(letters) in (2, 3) and letters.islower() and letters.isascii()):
        raise mistake(
            "GC012", '"{key}" is no language', "write the text itself, or one per language: {en: …, de: …}", key=value
        )
    return value


def listed(value: object) -> object:
    """A list of one where the author left the brackets out."""
    return value if isinstance(value, list) else [value]


def _text(value: object) -> object:
    return value if isinstance(value, dict) else {"": value}


def _titled(value: object) -> object:
    if value is None:
        return {}
    return value if isinstance(value, dict) else {"title": value}


_ID = {
    "type": "string",
    "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
    "not": {"enum": sorted(RESERVED)},
}
_DAYS = {"type": "string", "pattern": "^ *[0-9]{1,9} +(day|days|week|weeks) *$"}
_LANGUAGE = {"type": "string", "pattern": "^([a-z]{2,3}(-.*)?)?$"}
_WORDS = {"type": "string", "pattern": "\\S"}
_CURRENCY = {"type": "string", "pattern": "^[A-Z]{3}$"}

Id = Annotated[str, AfterValidator(_id), WithJsonSchema(_ID)]
Ids = Annotated[list[str], BeforeValidator(listed)]
Some = Annotated[list[str], BeforeValidator(listed), Field(min_length=1)]
"""Names, at least one."""
Days = Annotated[int, BeforeValidator(_duration), WithJsonSchema(_DAYS)]
Words = Annotated[str, AfterValidator(_words), WithJsonSchema(_WORDS)]
"""Text that says something."""
Currency = Annotated[str, AfterValidator(_currency), WithJsonSchema(_CURRENCY)]
Language = Annotated[str, AfterValidator(_language), WithJsonSchema(_LANGUAGE)]
Text = Annotated[dict[Language, Words], BeforeValidator(_text), Field(min_length=1)]
"""A sentence: text, or one text per language; kept as {language: text}, "" for the framework's own."""


class TitledDef(Authored):
    """Something that only has a name for people: a phase, a role."""

    title: Text | None = None
    """The name that people read."""


Titled = Annotated[TitledDef, BeforeValidator(_titled)]

"""Why a row, or one cell of it, is not used: every reason with its stable code, its sentence and the next step.

They are said in English here and in German in `german`; a language that is not there gets English.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gatecoach.intake.crm import german


@dataclass(frozen=True, slots=True)
class Why:
    """What a reason says, and what to do about it."""

    text: str
    hint: str
    severity: str = "error"


AGAIN = "correct it in the CRM and export again"
PUT = "export this column, too"
ESCAPED = "a quote within a cell is written twice; look at this row and the end of its texts"

REJECTED: dict[str, Why] = {
    # files and rows
    "bad-encoding": Why(
        "a sign in this row cannot be read", "say how the file is stored: `encoding:` below `reading:`"
    ),
    "nul": Why("there is a NUL in this row, so it is damaged", "export again"),
    "ragged-row": Why(
        "this row has {value} cells, the first line has another number",
        "a cell with a separator or a quote in it needs quotes",
    ),
    "open-quote": Why("a quote is opened in this row that does not end where the cell does", ESCAPED),
    "row-too-long": Why("this row is longer than {limit} signs", "leave long texts out of the export"),
    "not-json": Why("this record is no JSON", "export again"),
    "too-deep": Why("this record is nested too deep", "export plain records"),
    "no-record": Why("this is no record", "a record is an object with its fields"),
    # which record it is
    "no-id": Why("this record has no id", PUT),
    "no-deal": Why("this row does not say which deal it is about", PUT),
    "unknown-deal": Why("this row belongs to no deal of these files", "export the deal, too", severity="warning"),
    "unknown-pipeline": Why('the mapping has no pipeline "{value}"', "add it below `pipelines:`, or drop its deals"),
    "two-rows": Why("another row is about the same deal and says something else; the first one holds", AGAIN),
    "two-items": Why("another row has the same id and says something else; the first one holds", AGAIN),
    "needed": Why("this is blank, and the mapping needs it", "fill it in the CRM, or take `needed` out"),
    "no-person": Why("nobody is named who did this", PUT),
    "unknown-direction": Why(
        'the mapping does not say whose act "{value}" is', "add it to the `values:` of `direction:`"
    ),
    "no-time": Why("this row has no time", PUT),
    "bad-time": Why(
        '"{value}" is not written as a time is here', "say how times are written: `times:` below `reading:`"
    ),
    "naive-time": Why(
        'the time "{value}" has no time zone', "say in which one the CRM writes times: `zone:` below `reading:`"
    ),
    "far-time": Why('"{value}" is not a time of our days', AGAIN),
    "no-message": Why("a label names a message, and this row names none", PUT),
    "several-types": Why("it replies to {value}, and several kinds of evidence answer that", "say which with a label"),
    # single cells
    "no-stage": Why("this record has no stage", PUT),
    "unknown-stage": Why('no stage of the framework is called "{value}"', "add it to `stages:`"),
    "several-stages": Why(
        'the stage "{value}" is another one in another pipeline', "export the deals, too: they name their pipelines"
    ),
    "no-field": Why("this row does not say which field was changed", PUT),
    "unknown-role": Why('no role of the framework is called "{value}"', "add it to `roles:`"),
    "no-address": Why(
        "this contact has no usable address", "without an address none of their mails can be known", severity="warning"
    ),
    "own-address": Why(
        "this contact has one of our own addresses, so it is no person of the customer",
        "take it out of the contacts of the deal, or see `own-domains:`",
    ),
    "bad-day": Why('"{value}" is no day as it is written here', "say how: `format:` at the column"),
    "bad-amount": Why("this is no amount", "an amount is a number with at most 18 digits and 6 decimals"),
    "bad-number": Why("this is no number", "see `decimal:` and `thousands:` below `reading:`"),
    "bad-share": Why("this is no share", "a share lies between 0 and 1"),
    "bad-yes-no": Why('"{value}" is neither yes nor no', "say what it is: `values:` at the column"),
    "bad-value": Why('"{value}" is not one of the values of this field', "add it to `values:`"),
    "unknown-currency": Why('"{value}" is no currency', "say what it is: `currencies:`"),
    "two-values": Why(
        "two columns of this name say different things here: {value}", "rename one of them in the export"
    ),
    "two-currencies": Why(
        "the amount says another currency than the column for it: {value}", "see which one the CRM means"
    ),
    "too-long": Why("this is too long for what stands here", "see whether the column is the right one"),
    "no-text": Why("this is a list or a record, and a single value is needed", "name a column below it"),
}
"""What is wrong with a row or a cell; each is counted and can be written to a file of rejects."""

SKIPPED = {
    "blank-row": "nothing stands in the row",
    "not-only": "the row has none of the values of `only:`",
    "dropped": "the row has a value of `drop:`",
    "nothing-there": "the record names nobody and nothing for this section",
    "other-record": "the row is about a record of another kind",
    "no-stage-of-ours": "the mapping says that this stage is none of ours",
    "blank-value": "the field was emptied",
    "other-field": "the field that was changed is none of ours",
    "no-meaning": "the mapping does not say which evidence it is",
    "nothing-answers": "it is a reply that is no evidence in the framework",
    "duplicate": "the same row is there already",
}
"""Why a row that is as it should be is not used; counted only."""

ABOUT_FILES = {
    "no-column": "the export has no column {value}, which the mapping reads",
    "two-columns": "two columns are called {value}; where they differ, nobody knows which one is meant",
    "more-pages": "the query has more pages; what they hold is missing",
    "broken-off": "the file breaks off or is damaged here; what follows is missing",
}
"""What is wrong with a whole file although rows of it can be read."""

UNREADABLE = {
    "no-json": "this is no JSON",
    "more-follows": "this is no JSON: something follows its end",
    "other-sign": 'this is no JSON: there is "{found}" where "{sign}" should stand',
    "breaks-off": "this is no JSON: it breaks off",
    "no-name": "this is no JSON: a name in quotes is missing",
    "too-deep": "this is no JSON: it is nested too deep",
    "record-too-long": "a record has more than {limit} signs",
    "error-message": "this is an error message, no export",
    "open-header": "its first line has a quote that is not closed",
    "no-header": "its first line names no columns",
    "nul-header": "its first line holds a NUL, so it is no CSV file",
    "unread-header": "its first line has signs that cannot be read; say how the file is stored: `encoding:` below "
    "`reading:`",
    "wide-header": "its first line is too long or names more than {limit} columns",
}
"""Why a file cannot be read from some place on."""


def rejected(reason: str, language: str = "en", params: Mapping[str, str] | None = None) -> str:
    """The sentence of a reject in that language."""
    text = german.REJECTED[reason][0] if language == "de" else REJECTED[reason].text
    return text.format_map(params or {})


def next_step(reason: str, language: str = "en", near: str = "") -> str:
    """What to do about a reject in that language; `near` is the name that may be meant, as `did_you_mean` says it."""
    return nearest(near, language) or (german.REJECTED[reason][1] if language == "de" else REJECTED[reason].hint)


def nearest(near: str, language: str = "en") -> str:
    """The names that may be meant, as `did_you_mean` says it, in that language."""
    begins = next((each for each in german.NEAREST if near.startswith(each)), "") if language == "de" else ""
    return german.NEAREST[begins] + near.removeprefix(begins) if begins else near


def skipped(reason: str, language: str = "en") -> str:
    """Why a row is not used that is as it should be, in that language."""
    return (german.SKIPPED if language == "de" else SKIPPED)[reason]


def unreadable(reason: str, language: str = "en", params: Mapping[str, str] | None = None) -> str:
    """Why a file cannot be read, in that language."""
    return (german.UNREADABLE if language == "de" else UNREADABLE)[reason].format_map(params or {})

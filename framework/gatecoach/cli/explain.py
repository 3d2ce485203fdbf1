"""`gatecoach explain`: what a code means and how to mend it; or, with data, why a deal stands where it stands."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from gatecoach.cli.audit import Pipelines
from gatecoach.cli.options import (
    FIRST,
    At,
    Channels,
    Fetched,
    FetchedBy,
    Form,
    Format,
    FrameworkPlace,
    JourneyId,
    KeysFile,
    Mappings,
    Out,
    PeopleFile,
    Trusted,
)  # fmt: skip

if TYPE_CHECKING:
    from gatecoach.cli.pipeline import Wants
    from gatecoach.subject import Subject

CodeId = Annotated[
    str,
    typer.Argument(metavar="CODE", help="A code in square brackets, as GC010, or with --data a deal; else all codes."),
]
HOW = "Where it is meant, say so on its line or on the line above: # gatecoach: allow {} because …"


def explain(
    *,
    code: CodeId = "",
    framework: FrameworkPlace = FIRST,
    data: Pipelines = None,
    mapping: Mappings = None,
    people: PeopleFile = None,
    journey: JourneyId = None,
    fetched_by: FetchedBy = Fetched.UPLOAD,
    trusted: Trusted = None,
    keys: KeysFile = None,
    channel: Channels = None,
    at: At = None,
    format: Form = Format.TEXT,
    out: Out = None,
) -> None:
    """Explain the code of a finding or of a reason, with an example before and after.

    With --data, explain a deal of a pipeline: every gate with what counts, what is missing, and what almost counts.

    \b
    For example:
      gatecoach explain GC014
      gatecoach explain "Line 3" --data deal
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.output import as_json, emit
    from gatecoach.codes import CODES
    from gatecoach.errors import UsageError

    if data and not code:
        help_ = "Name it by its id or its name: gatecoach explain DEAL --data PATH."
        raise UsageError("no-deal", "it is not said which deal", place="DEAL", help=help_)
    if data:
        from gatecoach.cli.pipeline import Wants

        wants = Wants(
            framework, data, people, mapping or (), journey, "duckdb", at, fetched_by, trusted or (), keys,
            channel or (),
        )  # fmt: skip
        try:
            text = _deal(code, wants, format)
        except UsageError as error:
            if error.code != "unknown-subject" or not _is_code(code):
                raise
        else:
            emit(text, out)
            return
    known = _all()
    if not code:
        rows = [{"id": id_, "title": title} for id_, title in known.items()]
        emit(as_json(rows) if format is Format.JSON else _listed(known), out)
        return
    name = _named(code, known)
    found = dataclasses.asdict(CODES[name]) if name in CODES else {"id": name, "text": known[name], "kind": _kind(name)}
    emit(as_json(found) if format is Format.JSON else _text(found), out)


def _deal(wanted: str, wants: Wants, format: Format) -> str:
    """Why a deal stands where it stands, as the kernel says it.

    Raises:
        UsageError: there is no such deal.
    """
    from gatecoach.cli.output import as_json, width
    from gatecoach.journey import standing
    from gatecoach.report import standing_text

    subject, name, at = _subject(wanted, wants)
    found = standing(subject, at)
    return (
        as_json({"name": name, **found.as_dict()})
        if format is Format.JSON
        else standing_text(found, width=width(), name=name)
    )


def _subject(wanted: str, wants: Wants) -> tuple[Subject, str, Any]:
    """The deal of that id or name as everybody may read it, what it is called, and the moment that is asked about."""
    from gatecoach.cli.clock import clock
    from gatecoach.cli.deal import identified
    from gatecoach.cli.pipeline import pipeline, tables_at, tables_told
    from gatecoach.cli.telling import tell, tell_of

    if tables_at(wants) is None:
        at = clock(wants.at)()
        with tables_told(wants):
            deal = wants.inputs().deal(wanted)
        return deal.for_all, deal.name, at
    with pipeline(wants) as found:
        tell(found.notes, ())
        id_ = identified(wanted, found.named())
        tell_of(id_, found.problems, wants.words())
        return next(iter(found.subjects([id_]))), found.names.get(id_, ""), found.at


def _all() -> dict[str, str]:
    """Every code with its title, those of findings first, then those of reasons with their sentence."""
    from gatecoach.codes import CODES
    from gatecoach.texts import ENGLISH, reason_text

    return {**{each.id: each.title for each in CODES.values()}, **{id_: reason_text(id_, {}) for id_ in ENGLISH}}


def _is_code(text: str) -> bool:
    """Whether there is such a code."""
    return any(each in _all() for each in _spelt(text))


def _spelt(code: str) -> tuple[str, str]:
    """A code as findings and as reasons are spelt: it may stand in brackets, in other case, or be a number alone."""
    bare = code.strip().strip("[]").strip()
    return (f"GC{bare.zfill(3)}" if bare.isdecimal() else bare.upper()), bare.lower()


def _named(code: str, known: dict[str, str]) -> str:
    """The code that is meant."""
    from gatecoach.errors import UsageError, did_you_mean

    number, bare = _spelt(code)
    found = next((each for each in (number, bare) if each in known), "")
    if not found:
        hint = did_you_mean(bare, known) if "-" in bare else did_you_mean(number, known)
        deal = "Of a deal, name the data too: --data PATH."
        raise UsageError("unknown-code", f'there is no code "{code}"', help=f"{hint}\n{deal}\n{_listed(known)}".strip())
    return found


def _listed(known: dict[str, str]) -> str:
    column = max(map(len, known))
    return "".join(f"{id_.ljust(column)}  {title}\n" for id_, title in known.items())


def _kind(code: str) -> str:
    """Of what kind a reason is."""
    from gatecoach.definition.scenario import NEAR_MISSES, SideStatus

    if code in NEAR_MISSES:
        return "It says why something that happened almost counts, but does not."
    if code in get_args(SideStatus):
        return "It says what is wrong with one side of a requirement."
    if code.startswith("waiver-"):
        return "It says why a waiver does not hold."
    return "It is a reason that gatecoach gives, no finding in a file."


def _text(found: dict[str, Any]) -> str:
    from gatecoach.cli.output import width
    from gatecoach.report.layout import indented, wrapped

    if "kind" in found:
        return "\n".join([*wrapped(f"{found['id']}: {found['text']}", width()), "", found["kind"]]) + "\n"
    lines = [f"{found['id']}: {found['title']}", "", *wrapped(found["why"], width())]
    if found["severity"] != "error":
        words = f"This is a {found['severity']}: the framework loads all the same. {HOW}"
        lines += ["", *wrapped(words.format(found["id"]), width())]
    for title, key in (("Wrong", "wrong"), ("Right", "right")):
        lines += ["", f"{title}:", *indented(found[key].splitlines(), "    ")] if found[key] else []
    return "\n".join(lines) + "\n"

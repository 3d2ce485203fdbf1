"""`gatecoach explain`: what a finding's code means, why it is one, and how to mend it; and what a reason says."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

import dataclasses
from typing import Annotated, Any, get_args

import typer

from gatecoach.cli.options import Form, Format, Out

CodeId = Annotated[
    str, typer.Argument(metavar="CODE", help="The code in square brackets, for example GC010; all where left out.")
]
HOW = "Where it is meant, say so on its line or on the line above: # gatecoach: allow {} because …"


def explain(code: CodeId = "", format: Form = Format.TEXT, out: Out = None) -> None:
    """Explain the code of a finding with an example before and after, or say what a reason means.

    \b
    For example:
      gatecoach explain GC014
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.output import as_json, emit
    from gatecoach.codes import CODES

    known = _all()
    if not code:
        rows = [{"id": id_, "title": title} for id_, title in known.items()]
        emit(as_json(rows) if format is Format.JSON else _listed(known), out)
        return
    name = _named(code, known)
    found = dataclasses.asdict(CODES[name]) if name in CODES else {"id": name, "text": known[name], "kind": _kind(name)}
    emit(as_json(found) if format is Format.JSON else _text(found), out)


def _all() -> dict[str, str]:
    """Every code with its title, those of findings first, then those of reasons with their sentence."""
    from gatecoach.codes import CODES
    from gatecoach.texts import ENGLISH, reason_text

    return {**{each.id: each.title for each in CODES.values()}, **{id_: reason_text(id_, {}) for id_ in ENGLISH}}


def _named(code: str, known: dict[str, str]) -> str:
    """The code that is meant, also in brackets, in other case, or by its number alone."""
    from gatecoach.errors import UsageError, did_you_mean

    bare = code.strip().strip("[]").strip()
    number = f"GC{bare.zfill(3)}" if bare.isdecimal() else bare.upper()
    found = next((each for each in (number, bare.lower()) if each in known), "")
    if not found:
        hint = did_you_mean(bare.lower(), known) if "-" in bare else did_you_mean(number, known)
        raise UsageError("unknown-code", f'there is no code "{code}"', help=f"{hint}\n{_listed(known)}".strip())
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

"""`gatecoach lint`: everything to be said about frameworks, by file and line, and what they ask in sentences."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from gatecoach.cli.options import Language, Out
from gatecoach.cli.run import NO

if TYPE_CHECKING:
    from gatecoach.errors import Finding
    from gatecoach.framework import Framework

SEVERITIES = ("error", "warning", "note")


class Shape(enum.StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


Places = Annotated[list[str], typer.Argument(metavar="PLACE...", help="Folders, zips or ids of bundled frameworks.")]
Strict = Annotated[bool, typer.Option("--strict", help="Answer no to warnings as well.")]
Sentences = Annotated[bool, typer.Option("--sentences", help="Also say back, side by side, what each gate asks.")]
Spoken = Annotated[Language, typer.Option("--language", help="The language of these sentences.")]
InShape = Annotated[Shape, typer.Option("--format", help="How findings are written; github marks lines of a change.")]


def lint(
    places: Places,
    *,
    strict: Strict = False,
    sentences: Sentences = False,
    language: Spoken = Language.EN,
    format: InShape = Shape.TEXT,
    out: Out = None,
) -> int:
    """Check frameworks: errors keep them from loading, warnings are hardly meant, notes are good to know.

    \b
    For example:
      gatecoach lint acme --sentences
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.output import emit

    found = {place: _looked_at(place) for place in places}
    every = [finding for findings, _ in found.values() for finding in findings]
    sound = [framework for findings, framework in found.values() if framework and not _wrong(findings)]
    emit(_written(every, sound if sentences else None, language, format), out)
    return NO if _wrong(every, *(["warning"] if strict else [])) else 0


def _looked_at(place: str) -> tuple[list[Finding], Framework | None]:
    """The findings of a place with those about names that its scenarios use in vain, and the framework itself."""
    from gatecoach.framework import linted
    from gatecoach.scenario import check

    seen = linted(place)
    framework = seen.framework
    vain = [finding for document, each in seen.scenarios if framework for finding in check(document, framework, each)]
    return [*seen.findings, *vain], framework


def _wrong(findings: Sequence[Finding], *also: str) -> bool:
    return any(each.severity in ("error", *also) for each in findings)


def _written(findings: Sequence[Finding], loaded: Sequence[Framework] | None, language: str, shape: Shape) -> str:
    if shape is Shape.JSON:
        return _json(findings, loaded, language)
    if shape is Shape.TEXT:
        return _text(findings, loaded or [], language)
    from gatecoach import __version__
    from gatecoach.cli.findings import github, sarif
    from gatecoach.cli.output import as_json

    return github(findings) if shape is Shape.GITHUB else as_json(sarif(findings, __version__))


def _json(findings: Sequence[Finding], loaded: Sequence[Framework] | None, language: str) -> str:
    """The findings alone as a list; where sentences were asked for, both by name."""
    from gatecoach.cli.output import as_json
    from gatecoach.report.sentences import sentences

    rows = [each.as_dict() for each in findings]
    if loaded is None:
        return as_json(rows)
    said = [{"framework": each.id, **one.as_dict()} for each in loaded for one in sentences(each, language)]
    return as_json({"findings": rows, "sentences": said})


def _text(findings: Sequence[Finding], loaded: Sequence[Framework], language: str) -> str:
    from gatecoach.cli.output import width
    from gatecoach.report.sentences import sentences_text

    said = "".join(sentences_text(each, language, width()) + "\n" for each in loaded)
    return said + "".join(f"{each.text()}\n\n" for each in findings) + f"{_summary(findings)}\n"


def _summary(findings: Sequence[Finding]) -> str:
    """How many findings there are, in how many files and of which severity."""
    from gatecoach.report.layout import counted

    total = counted(len(findings), "finding")
    if not findings:
        return total
    numbers = {each: sum(finding.severity == each for finding in findings) for each in SEVERITIES}
    kinds = ", ".join(counted(number, each) for each, number in numbers.items() if number)
    return f"{total} in {counted(len({each.file for each in findings}), 'file')}: {kinds}"

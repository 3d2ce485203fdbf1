"""`gatecoach lint`: everything wrong with frameworks, by file and line, and what they ask in sentences."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from gatecoach.cli.options import Form, Format, Language, Out
from gatecoach.cli.run import NO

if TYPE_CHECKING:
    from gatecoach.errors import Finding
    from gatecoach.framework import Framework

Places = Annotated[list[str], typer.Argument(metavar="PLACE...", help="Folders, zips or ids of bundled frameworks.")]
Sentences = Annotated[bool, typer.Option("--sentences", help="Also say back, side by side, what each gate asks.")]
Spoken = Annotated[Language, typer.Option("--language", help="The language of these sentences.")]


def lint(
    places: Places,
    *,
    sentences: Sentences = False,
    language: Spoken = Language.EN,
    format: Form = Format.TEXT,
    out: Out = None,
) -> int:
    """Check frameworks and show every finding with its place and the next step."""
    from gatecoach import framework
    from gatecoach.cli.output import emit

    found = {place: [*framework.lint(place), *_of_scenarios(place)] for place in places}
    every = [finding for each in found.values() for finding in each]
    sound = [place for place, each in found.items() if not _wrong(each)] if sentences else []
    loaded = [framework.load(place) for place in sound]
    said = loaded if sentences else None
    emit(_json(every, said, language) if format is Format.JSON else _text(every, loaded, language), out)
    return NO if _wrong(every) else 0


def _of_scenarios(place: str) -> list[Finding]:
    """The names that scenarios use in vain; nothing where the framework itself cannot be loaded."""
    from gatecoach import framework
    from gatecoach.errors import DefinitionError
    from gatecoach.scenario import check

    try:
        loaded, told = framework.scenarios(place)
    except DefinitionError:  # all its findings are shown already
        return []
    return [finding for document, each in told for finding in check(document, loaded, each)]


def _wrong(findings: Sequence[Finding]) -> bool:
    return any(each.severity == "error" for each in findings)


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
    from gatecoach.report.layout import counted
    from gatecoach.report.sentences import sentences_text

    where = f" in {counted(len({each.file for each in findings}), 'file')}" if findings else ""
    said = "".join(sentences_text(each, language, width()) + "\n" for each in loaded)
    return said + "".join(f"{each.text()}\n\n" for each in findings) + f"{counted(len(findings), 'finding')}{where}\n"

"""`gatecoach test`: every scenario of a framework, told to the engine and compared with what it expects."""

# ruff: noqa: PLC0415 - a command pays only for what it uses: `gatecoach --help` must not load the engine
from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from gatecoach.cli.lint import Places
from gatecoach.cli.options import Form, Format, Out
from gatecoach.cli.run import NO
from gatecoach.errors import UsageError

if TYPE_CHECKING:
    from gatecoach.definition import ScenarioFile
    from gatecoach.framework import Framework
    from gatecoach.scenario import Result
    from gatecoach.source import Document

    Loaded = Mapping[str, tuple[Framework, Sequence[tuple[Document, ScenarioFile]]]]

WORTH_IT = 5000
"""From so many scenarios on several processes are faster than one: each has to load the framework again."""
Jobs = Annotated[
    int | None, typer.Option("-j", "--jobs", min=1, metavar="N", help="Processes; as many as cores where it pays.")
]
Word = Annotated[str, typer.Option("-k", "--only", metavar="WORD", help="Only scenarios with this in their name.")]


def run_scenarios(
    places: Places, jobs: Jobs = None, word: Word = "", format: Form = Format.TEXT, out: Out = None
) -> int:
    """Run the scenarios of frameworks and show what is not as they expect, and why.

    \b
    For example:
      gatecoach test acme -k "nobody answered"
    """  # noqa: D301 - the sign tells the help to leave the example as it is
    from gatecoach.cli.output import as_json, emit

    results = _results(places, word, jobs)
    failed = [each for each in results if not each.holds]
    if format is Format.JSON:
        summary = {"scenarios": len(results), "hold": len(results) - len(failed)}
        emit(as_json({**summary, "results": [each.as_dict() for each in results]}), out)
    else:
        emit("".join(f"{each.text()}\n\n" for each in failed) + f"{_closing(len(results), len(failed))}\n", out)
    return NO if failed else 0


def _results(places: Sequence[str], word: str, jobs: int | None) -> list[Result]:
    """The result of every scenario, in the order of places and files, whoever ran it."""
    loaded = _loaded(places)
    names = [(place, number, each.scenario) for place in loaded for number, (_, each) in enumerate(loaded[place][1])]
    chosen = [(place, number) for place, number, name in names if word.lower() in name.lower()]
    if not chosen:
        words = f'no scenario has "{word}" in its name' if word else "there is no scenario to run"
        help_ = "A scenario is a YAML file of the place that begins with `scenario:`."
        raise UsageError("nothing-to-test", words, place=", ".join(places), help=help_)
    wanted = jobs or (os.cpu_count() or 1 if len(chosen) >= WORTH_IT else 1)
    parts = min(wanted, len(chosen))
    return _shared_out(chosen, parts) if parts > 1 else _run(chosen, loaded)


def _loaded(places: Iterable[str]) -> Loaded:
    from gatecoach.framework import scenarios

    return {place: scenarios(place) for place in dict.fromkeys(places)}


def _run(chosen: Sequence[tuple[str, int]], loaded: Loaded) -> list[Result]:
    """These scenarios, each named by its place and its number there."""
    from gatecoach.scenario import run

    return [run(loaded[place][0], *loaded[place][1][number]) for place, number in chosen]


def _run_share(chosen: Sequence[tuple[str, int]]) -> list[Result]:
    """The same in a process of its own, which loads what it needs."""
    return _run(chosen, _loaded(place for place, _ in chosen))


def _shared_out(chosen: Sequence[tuple[str, int]], parts: int) -> list[Result]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    size = -(-len(chosen) // parts)
    shares = [chosen[start : start + size] for start in range(0, len(chosen), size)]
    with ProcessPoolExecutor(len(shares), mp_context=get_context("spawn")) as pool:
        return [each for found in pool.map(_run_share, shares) for each in found]


def _closing(every: int, failed: int) -> str:
    """How many hold and how many do not, in one line."""
    from gatecoach.report.layout import counted

    hold = every - failed
    parts = [f"{hold} hold{'s' * (hold == 1)}"] * bool(hold) + [f"{failed} do{'es' * (failed == 1)} not"] * bool(failed)
    return f"{counted(every, 'scenario')}: {', '.join(parts)}"

"""pytest runs a company's scenarios beside its own tests: each scenario is an item, with the same readable diff.

The folders come from `gatecoach_places` in the configuration or `--gatecoach-place` on the command line. Where
neither names one, nothing of this is ever loaded.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from gatecoach.definition import ScenarioFile
    from gatecoach.framework import Framework
    from gatecoach.source import Document

    Loaded = tuple[Framework, dict[str, tuple[Document, ScenarioFile]]]

LOADED: pytest.StashKey[dict[str, Any]] = pytest.StashKey()
"""The frameworks of this run by their places, each loaded once."""
HEAD = "scenario:"


class DoesNotHold(Exception):
    """A scenario that is not as it expects; the text says where, and why."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The places, in the configuration and on the command line."""
    words = "folders of frameworks whose scenarios are run"
    parser.addini("gatecoach_places", words, type="paths", default=[])
    group = parser.getgroup("gatecoach")
    group.addoption("--gatecoach-place", action="append", default=[], metavar="FOLDER", help=words)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Of the YAML files below a place those that begin with `scenario:`."""
    if file_path.suffix not in (".yaml", ".yml"):
        return None
    place = next((each for each in _places(parent.config) if each in file_path.parents), None)
    if place is None or not _is_scenario(file_path):
        return None
    collected: pytest.Collector = ScenarioModule.from_parent(parent, path=file_path, place=place)
    return collected


def _places(config: pytest.Config) -> list[Path]:
    here = config.invocation_params.dir
    named = [here / each for each in config.getoption("--gatecoach-place")]
    return [*config.getini("gatecoach_places"), *(Path(os.path.normpath(each)) for each in named)]


def _is_scenario(path: Path) -> bool:
    """Whether the first key of the file is the head of a scenario."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        first = next((line for line in lines if line.strip() and line[0] != "#" and line.strip() != "---"), "")
    return first.startswith(HEAD)


class ScenarioModule(pytest.File):
    """One scenario file below a place."""

    def __init__(self, *, place: Path, **known: Any) -> None:
        """Keep the place beside what pytest gives."""
        super().__init__(**known)
        self.place = place

    def collect(self) -> Iterator[pytest.Item]:
        """Its one scenario; a framework that cannot be loaded is told with all its findings."""
        from gatecoach.errors import DefinitionError  # noqa: PLC0415 - only who has scenarios pays for the engine

        try:
            framework, scenarios = _loaded(self.config, self.place)
        except DefinitionError as error:
            raise self.CollectError(str(error)) from None
        found = scenarios[str(self.path.relative_to(self.place).as_posix())]
        yield ScenarioItem.from_parent(self, name=found[1].scenario, framework=framework, told=found)


def _loaded(config: pytest.Config, place: Path) -> Loaded:
    """The framework of a place and its scenarios by the names of their files."""
    from gatecoach.framework import scenarios  # noqa: PLC0415 - same

    loaded = config.stash.setdefault(LOADED, {})
    name = Path(os.path.relpath(place, config.invocation_params.dir)).as_posix()
    if name not in loaded:
        framework, found = scenarios(name)
        loaded[name] = framework, {each[0].name.removeprefix(f"{name}/"): each for each in found}
    known: Loaded = loaded[name]
    return known


class ScenarioItem(pytest.Item):
    """One scenario."""

    def __init__(self, *, framework: Framework, told: tuple[Document, ScenarioFile], **known: Any) -> None:
        """Keep the framework and the story beside what pytest gives."""
        super().__init__(**known)
        self.framework = framework
        self.told = told

    def runtest(self) -> None:
        """Tell it and compare; raises `DoesNotHold`."""
        from gatecoach.scenario import run  # noqa: PLC0415 - same

        result = run(self.framework, *self.told)
        if not result.holds:
            raise DoesNotHold(result.text())

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **more: Any) -> Any:
        """The diff alone; anything else as pytest shows it."""
        if isinstance(excinfo.value, DoesNotHold):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *args, **more)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands, and its name."""
        return self.path, 0, self.name

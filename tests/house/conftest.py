"""What the tests of the house look at: the repository's files, and the parsed modules of engine and tests."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEFTOVERS = {".git", ".venv", ".hypothesis", ".import_linter_cache", "build", "dist"}
CACHES = {"__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache"}


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the repository root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module


def _modules(folder: str) -> tuple[Module, ...]:
    found = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.append(Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text)))
    return tuple(found)


def _listed_by_git() -> list[str]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return []
    return [name for name in answer.stdout.split("\0") if name]


def _listed_by_walking() -> list[str]:
    names = [path.relative_to(ROOT) for path in ROOT.rglob("*")]
    return [name.as_posix() for name in names if name.parts[0] not in LEFTOVERS and not CACHES & set(name.parts)]


@pytest.fixture(scope="session")
def root():
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def engine():
    """All modules of the engine."""
    return _modules("framework/gatecoach")


@pytest.fixture(scope="session")
def suite():
    """All modules of the tests."""
    return _modules("tests")


@pytest.fixture(scope="session")
def repository_files():
    """Every file that belongs to the repository; outside a checkout, every file that make did not leave here."""
    names = _listed_by_git() or _listed_by_walking()
    return tuple(ROOT / name for name in sorted(names) if (ROOT / name).is_file())

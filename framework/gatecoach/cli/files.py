"""Which files are meant, and their bytes: a folder is searched for the names that we know, a file is taken by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from gatecoach.errors import UsageError

MAIL = ".eml"
NAMES = ("facts.yaml", "people.yaml", "crm.json")
YAML = (".yaml", ".yml")
DATA = (MAIL, ".msg", ".mbox", ".json", ".csv", *YAML)
"""How files end that somebody may have meant as data."""


def data_files(paths: Iterable[Path]) -> list[Path]:
    """The files of all these paths, each once, in the order given.

    Raises:
        UsageError: a path that is not there, a folder with nothing of ours, a file of no known kind.
    """
    return list(dict.fromkeys(each for path in paths for each in _files(path)))


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = [*mails_in(path), *(path / name for name in NAMES if (path / name).is_file())]
        if not found:
            help_ = f"Expected are mails (*{MAIL}), {', '.join(NAMES)}."
            raise UsageError("nothing-here", "this folder holds nothing that can be read", place=str(path), help=help_)
        return found
    if not path.exists():
        raise UsageError("no-such-file", "there is no such file or folder", place=str(path))
    if path.suffix.lower() not in (MAIL, ".json", *YAML):
        help_ = f"Known are {MAIL} (a mail), .yaml (facts or people) and .json (an export of the CRM)."
        raise UsageError("unknown-kind", "what this file is cannot be told by its name", place=str(path), help=help_)
    return [path]


def mails_in(folder: Path) -> list[Path]:
    """The mails of a folder: in its folder `mails`, else in itself."""
    inner = folder / "mails"
    where = inner if inner.is_dir() else folder
    return sorted(each for each in where.iterdir() if each.suffix == MAIL and each.is_file())


def left_out(paths: Iterable[Path]) -> list[Path]:
    """Files in these folders that look like data and are not looked at."""
    folders = [path for path in paths if path.is_dir()]
    looked_at = set(data_files(folders))
    inside = [inner for path in folders for inner in (path, path / "mails") if inner.is_dir()]
    every = [each for folder in inside for each in sorted(folder.iterdir()) if each.is_file()]
    return [each for each in every if each.suffix.lower() in DATA and each not in looked_at and each.name[0] != "."]


def messages(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every message under a path by name, whatever its file is called.

    Raises:
        UsageError: a path that is not there or holds no file.
    """
    if path.is_file():
        yield path.name, content(path)
        return
    if not path.is_dir():
        raise UsageError("no-such-file", "there is no such file or folder", place=str(path))
    found = mails_in(path) or sorted(each for each in _below(path) if each.is_file() and each.name[0] != ".")
    if not found:
        raise UsageError("nothing-here", "this folder holds no mail", place=str(path))
    for each in found:
        yield each.relative_to(path).as_posix().removeprefix("mails/"), content(each)


def _below(folder: Path) -> Iterator[Path]:
    """Everything below a folder; one that may not be read is no empty one."""
    for each in folder.iterdir():
        yield each
        if each.is_dir() and not each.is_symlink():
            yield from _below(each)


def content(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError("not-readable", f"it cannot be read: {error.strerror}", place=str(path)) from None

"""Where mails lie: single files, folders of them, Maildir, mbox. Each message by a name that says where it is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from gatecoach.intake.structure import MAX_BYTES

MAILDIR = ("cur", "new")
EML, MBOX = ".eml", (".mbox", ".mbx")
FROM = b"From "
CHUNK = 1024 * 1024


def mails_at(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every message at a path, by name: a mail, an mbox, a Maildir, or a folder of any of these.

    A folder's own `mails` is looked into first; in a folder with `.eml` files only these are its mails. Of a message
    of more than 25 MB only so much is read that it is refused as too large. One message is in memory at a time.

    Raises:
        OSError: something cannot be read.
    """
    if path.is_dir():
        yield from _in_folder(path)
    elif path.suffix.lower() in MBOX:
        with path.open("rb") as stream:
            yield from in_mbox(stream, path.name)
    else:
        yield path.name, _content(path)


def in_mbox(source: BinaryIO | bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Every message of an mbox, in bytes or open in binary, named by its number; one is in memory at a time.

    A line `>From ` stays as it is: some programs write it so for `From `, others mean a quoted line, and what is
    quoted must never become the sender's own.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    message, number, blank = bytearray(), 0, True
    while line := stream.readline(CHUNK):
        if blank and line.startswith(FROM):
            if number:
                yield f"{name}/{number}", bytes(message)
            message, number = bytearray(), number + 1
        elif len(message) <= MAX_BYTES:
            message += line
        blank = line in (b"\n", b"\r\n")
        number = number or 1
    if number:
        yield f"{name}/{number}", bytes(message)


def is_maildir(folder: Path) -> bool:
    """Whether a folder is laid out as a Maildir."""
    return all((folder / each).is_dir() for each in MAILDIR)


def _in_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    inner = folder / "mails"
    where = inner if inner.is_dir() else folder
    for each in _files(where):
        name = each.relative_to(where).as_posix()
        for part, raw in mails_at(each):
            yield f"{name}{part.removeprefix(each.name)}", raw


def _files(folder: Path) -> list[Path]:
    """The files of a folder that are mails, in the order of their names."""
    if is_maildir(folder):
        return [each for part in MAILDIR for each in sorted((folder / part).iterdir()) if _is_shown(each)]
    named = [each for each in folder.iterdir() if each.suffix == EML and each.is_file()]
    return sorted(named or (each for each in _below(folder) if _is_shown(each)))


def _below(folder: Path) -> Iterator[Path]:
    """Everything below a folder; one that may not be read is no empty one."""
    for each in folder.iterdir():
        yield each
        if each.is_dir() and not each.is_symlink():
            yield from _below(each)


def _is_shown(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".")


def _content(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)

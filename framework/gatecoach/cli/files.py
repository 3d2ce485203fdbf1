"""Which files are meant, and their bytes: a folder is searched for the names that we know, a file is taken by kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

from gatecoach.errors import UsageError
from gatecoach.intake.mailboxes import MBOX, is_maildir, mails_at
from gatecoach.source import read

Kind = Literal["mail", "calendar", "crm", "events", "keys", "people", "facts", "journal"]
MAIL, CALENDAR = ".eml", ".ics"
YAML = (".yaml", ".yml")
LINES = (".jsonl", ".ndjson")
ADDRESS = re.compile(r"[a-z+]{2,}:/(?=.)")
TABLES = (".csv", ".json", *LINES)
EVENTS = (".json", *LINES)
DATA = (MAIL, ".msg", ".pst", *MBOX, CALENDAR, *TABLES, ".xls", ".xlsx", *YAML)
"""How files end that somebody may have meant as data."""
FOLDERS = ("mails", "calendar", "crm", "events")
NAMED: tuple[tuple[str, Kind], ...] = (
    ("facts.yaml", "facts"),
    ("people.yaml", "people"),
    ("keys.yaml", "keys"),
    ("crm.json", "crm"),
    ("events.json", "events"),
)
ENDINGS: tuple[tuple[tuple[str, ...], Kind], ...] = (
    ((MAIL, *MBOX), "mail"),
    ((CALENDAR,), "calendar"),
    ((".json", ".csv"), "crm"),
    ((*LINES, ".db"), "journal"),
)
KNOWN = (
    "Expected are mails (*.eml, *.mbox, a Maildir, or a folder mails), calendar entries (*.ics, or a folder calendar), "
    "facts.yaml, people.yaml, keys.yaml, crm.json or a folder crm, events.json or a folder events."
)
KINDS = (
    "Known are .eml and .mbox (mails), .ics (calendar entries), .yaml (facts, people or keys), .json and .csv "
    "(an export of the CRM; events, where the name begins so), .jsonl or .db (a journal)."
)
NO_MAIL = "Mails are *.eml, *.mbox, a Maildir, or in a folder mails."


class Piece(NamedTuple):
    """A file, or a folder of mails, and what is in it."""

    kind: Kind
    path: Path


def pieces(paths: Iterable[Path]) -> list[Piece]:
    """The files of all these paths, each once, in the order given.

    Raises:
        UsageError: a path that is not there, a folder with nothing of ours, a file of no known kind.
    """
    return list(dict.fromkeys(each for path in paths for each in _pieces(path)))


def _pieces(path: Path) -> list[Piece]:
    there(path)
    if path.is_dir():
        found = list(_in_folder(path))
        if not found:
            words = "this folder holds nothing that can be read"
            raise UsageError("nothing-here", words, place=str(path), help=KNOWN)
        return found
    kind = kind_of(path)
    if kind is None:
        words = "what this file is cannot be told by its name"
        raise UsageError("unknown-kind", words, place=str(path), help=KINDS)
    return [Piece(kind, path)]


def there(path: Path) -> None:
    """Nothing, when there is such a file or folder.

    Raises:
        UsageError: there is none.
    """
    address = ADDRESS.match(str(path))
    if address:  # of it nothing is shown, for it may hold a password
        words = f"data are files, and {address[0]}/… is the address of something else"
        help_ = "Export the journal, import that into a file ending in .db, and name this one."
        raise UsageError("no-such-file", words, place="--data", help=help_)
    if not path.exists():
        words = "there is no such file or folder"
        raise UsageError("no-such-file", words, place=str(path), help="Check its name, and the folder you are in.")


def kind_of(path: Path) -> Kind | None:
    """What a file is, by its name; one of YAML also by its key."""
    ending = path.suffix.lower()
    if ending in YAML:
        return _kind_of_yaml(path)
    if ending in TABLES and path.stem.lower().startswith("events"):
        return "events"
    return next((kind for endings, kind in ENDINGS if ending in endings), None)


def _kind_of_yaml(path: Path) -> Kind:
    known: dict[str, Kind] = {"people": "people", "facts": "facts", "keys": "keys"}
    if path.stem in known:
        return known[path.stem]
    tree = read(content(path), str(path)).tree
    return next((kind for key, kind in known.items() if isinstance(tree, dict) and key in tree), "facts")


def _in_folder(folder: Path) -> Iterator[Piece]:
    """What is looked at in a folder of data."""
    yield from (Piece("mail", each) for each in mail_places(folder))
    for each in calendar_files(folder):
        yield Piece("calendar" if each.suffix == CALENDAR else "mail", each)
    yield from (Piece(kind, folder / name) for name, kind in NAMED if (folder / name).is_file())
    yield from (Piece("crm", each) for each in ended(folder / "crm", TABLES))
    yield from (Piece("events", each) for each in ended(folder / "events", EVENTS))


def beside(path: Path, kinds: Iterable[Kind]) -> list[Path]:
    """The files of these kinds in a folder of data; nothing beside a file that was named alone."""
    wanted = set(kinds)
    return [each.path for each in _in_folder(path) if each.kind in wanted] if path.is_dir() else []


def calendar_files(folder: Path) -> list[Path]:
    """The calendar entries of a folder: those that lie in it, and its folder `calendar` with the mails in that."""
    return [*ended(folder, (CALENDAR,)), *ended(folder / "calendar", (CALENDAR, MAIL))]


def ended(folder: Path, endings: Iterable[str]) -> list[Path]:
    """The files of a folder that end so, in the order of their names; none where there is no such folder."""
    wanted = tuple(endings)
    return [each for each in _entries(folder) if each.suffix in wanted and each.is_file() and each.name[0] != "."]


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise _unreadable(error, folder) from None


def mail_places(folder: Path) -> list[Path]:
    """Where the mails of a folder are: in its folder `mails`, else in itself; files, and folders that are a Maildir."""
    inner = folder / "mails"
    where = inner if inner.is_dir() else folder
    if is_maildir(where):
        return [where]
    boxes = [each for each in _entries(where) if _is_box(each)]
    some = where is inner and any(each.is_file() and each.name[0] != "." for each in _entries(where))
    return boxes or ([where] if some else [])


def _is_box(path: Path) -> bool:
    if path.name.startswith("."):
        return False
    return is_maildir(path) if path.is_dir() else path.suffix == MAIL or path.suffix.lower() in MBOX


def left_out(paths: Iterable[Path]) -> list[Path]:
    """Files in these folders that look like data and are not looked at."""
    folders = [path for path in paths if path.is_dir()]
    looked_at = {each.path for each in pieces(folders)}
    inside = [inner for path in folders for inner in (path, *(path / name for name in FOLDERS)) if inner.is_dir()]
    every = [each for folder in inside if folder not in looked_at for each in _entries(folder) if each.is_file()]
    return [each for each in every if each.suffix.lower() in DATA and each not in looked_at and each.name[0] != "."]


def strays(path: Path) -> list[Path]:
    """Files of a folder that look like data and belong to none of its kinds; nothing beside a file."""
    return left_out([path]) if path.is_dir() and any(_in_folder(path)) else []


def messages(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every message under a path by name; in a folder without any mail of a known name, whatever its files are called.

    Raises:
        UsageError: a path that is not there or holds no message.
    """
    there(path)
    places = mail_places(path) if path.is_dir() else [path]
    if not places and not any((path / name).exists() for name, _ in NAMED):
        places = [path]
    found = False
    for each in messages_in(places):
        found = True
        yield each
    if not found:
        words = "this folder holds no mail" if path.is_dir() else "this file holds no mail"
        raise UsageError("nothing-here", words, place=str(path), help=NO_MAIL)


def messages_in(places: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Every message at these places; of several places each is told in the name.

    Raises:
        UsageError: one cannot be read.
    """
    for place in places:
        box = f"{place.name}/" if place.is_dir() and place.parent.name == "mails" else ""
        try:
            for name, raw in mails_at(place):
                yield f"{box}{name}", raw
        except OSError as error:
            raise _unreadable(error, place) from None


def streams(paths: Iterable[Path]) -> Iterator[tuple[str, BinaryIO]]:
    """These files by name, open one after the other.

    Raises:
        UsageError: one cannot be read.
    """
    for path in paths:
        try:
            file = path.open("rb")
        except OSError as error:
            raise _unreadable(error, path) from None
        with file:
            yield str(path), file


def content(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(error, path) from None


def _unreadable(error: OSError, path: Path) -> UsageError:
    place = str(error.filename or path)
    words = f"it cannot be read: {error.strerror}"
    return UsageError("not-readable", words, place=place, help="Check its name and your rights.")

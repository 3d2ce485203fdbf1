"""From the files of a place to models: each file is read, recognised by its head key and checked on its own."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from pydantic import ValidationError

from gatecoach.definition.plain import BESIDE
from gatecoach.definition.values import Authored
from gatecoach.errors import Finding, did_you_mean
from gatecoach.lazily import Lazily
from gatecoach.source import MAX_BYTES, Document, read
from gatecoach.source.place import short

HEADS: Lazily[type[Authored]] = Lazily(
    {
        "framework": ("gatecoach.definition.files", "FrameworkFile"),
        "journey": ("gatecoach.definition.journey", "JourneyFile"),
        "questions": ("gatecoach.definition.files", "QuestionsFile"),
        "scenario": ("gatecoach.definition.scenario", "ScenarioFile"),
        "mapping": ("gatecoach.definition.mapping", "MappingFile"),
        "migration": ("gatecoach.definition.migration", "MigrationFile"),
    }
)
"""The models by head key."""
BEGIN = f"begin with {', '.join(f'`{key}:`' for key in HEADS)}"
UNREADABLE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)
"""What opening or unpacking a broken or locked file raises."""


@dataclass(frozen=True, slots=True)
class Source:
    """One authored file: where it stands, its document, and its model (nothing when it has findings)."""

    document: Document
    model: Authored | None

    @property
    def head(self) -> str:
        """The head key, also of a file that has no model; nothing where it cannot be told."""
        tree = self.document.tree
        return next(iter(_heads(tree)), "")


def documents_in(root: Traversable, name: str) -> list[Document]:
    """All YAML files under `root` as documents, in the order of their names; each carries what is wrong with it."""
    try:
        entries = sorted(root.iterdir(), key=lambda entry: entry.name)
        found = [_documents_of(each, f"{name}/{each.name}") for each in entries]
    except UNREADABLE as error:
        return [_unreadable("this folder cannot be read", name, error)]
    return [document for each in found for document in each]


def modelled(documents: Sequence[Document], *, tests: bool = True) -> tuple[list[Source], list[Finding]]:
    """Each document with its model, and every finding of all of them; without `tests` what stands beside is left.

    Loading does without: there may be many of them, and what is wrong with one does not stop it.
    """
    sources, findings = [], []
    for each in documents:
        heads = {*_heads(each.tree)}
        left = not tests and heads and heads <= BESIDE
        source, wrong = (Source(each, None), []) if left else _modelled(each)
        sources.append(source)
        findings += wrong
    return sources, findings


def _documents_of(entry: Traversable, name: str) -> list[Document]:
    """Those of a folder or of a file; hidden ones and what packers of zips leave behind belong to nobody."""
    if entry.name.startswith((".", "__MACOSX")):
        return []
    if entry.is_dir():
        return documents_in(entry, name)
    return [_read_file(entry, name)] if entry.name.endswith((".yaml", ".yml")) else []


def _unreadable(words: str, name: str, error: Exception) -> Document:
    hint = getattr(error, "strerror", None) or "it is damaged or locked"
    return Document(name, "", None, (Finding("GC017", words, name, hint=hint),))


def _read_file(file: Traversable, name: str) -> Document:
    """A file that may not be readable at all; of a huge one only so much that its size is refused."""
    try:
        with file.open("rb") as stream:
            data = stream.read(8 * MAX_BYTES)
    except UNREADABLE as error:
        return _unreadable("this file cannot be read", name, error)
    return read(data, name)


def read_authored(data: bytes, name: str) -> tuple[Source, list[Finding]]:
    """One authored file from its bytes; the head key says which model it is."""
    return _modelled(read(data, name))


def _modelled(document: Document) -> tuple[Source, list[Finding]]:
    findings = list(document.findings)
    if document.tree is None:
        return Source(document, None), findings
    heads = _heads(document.tree)
    if len(heads) != 1:
        return Source(document, None), [*findings, _headless(document, heads)]
    try:
        model = HEADS[heads[0]].model_validate(document.tree)
    except ValidationError as error:
        from gatecoach.definition.explaining import explained  # noqa: PLC0415 - only when something is wrong

        wrong = explained(document, HEADS[heads[0]], error)
        return Source(document, None), findings + [each for each in wrong if not _follows(each, findings)]
    return Source(document, model), findings


def _heads(tree: object) -> list[str]:
    """The head keys of a file; a scenario names the journey it is about, which is no second head."""
    found = [key for key in HEADS if isinstance(tree, dict) and key in tree]
    return [key for key in found if key != "journey"] if "scenario" in found else found


def _headless(document: Document, heads: list[str]) -> Finding:
    """Why a file with none or several of the head keys cannot be placed."""
    import difflib  # noqa: PLC0415 - only when something is wrong

    if not isinstance(document.tree, dict):
        return document.finding("GC015", "this should be a mapping of keys and values", (), hint=BEGIN)
    if heads:
        words = f'"{heads[1]}" cannot stand beside "{heads[0]}"'
        return document.finding("GC012", words, (heads[1],), key=True, hint="give each a file of its own")
    typed = next((key for key in document.tree if difflib.get_close_matches(key, HEADS)), None)
    if typed is None:
        return document.finding("GC013", "no key at the top says what this file is", (), hint=BEGIN)
    words = f'"{short(typed)}" is not a key that a file begins with'
    return document.finding("GC012", words, (typed,), key=True, hint=did_you_mean(typed, HEADS))


def _follows(finding: Finding, cut: list[Finding]) -> bool:
    """Whether it only follows from a sentence of the same mapping that lost its quotes."""
    return any(f"{finding.path}.".startswith(each.path.rpartition(".")[0] + ".") for each in cut)

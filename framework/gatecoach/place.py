"""A place: a folder, a zip or a bundled id; its files, laid over those of the framework it extends."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from gatecoach.content import content_root
from gatecoach.definition import Source
from gatecoach.definition.extending import laid_over, mappings_laid_over
from gatecoach.definition.loading import documents_in, modelled
from gatecoach.errors import DefinitionError, Finding, did_you_mean
from gatecoach.source import Document
from gatecoach.source import read as read_yaml
from gatecoach.source.place import short

if TYPE_CHECKING:
    from gatecoach.definition import MappingFile

DEEP = 8
"""How many frameworks may extend each other; more is a circle."""


def read(place: str | Path, depth: int = 0, *, tests: bool = True) -> tuple[list[Source], list[Finding]]:
    """Every file of a place as a model, with every finding of all of them; a base it extends is read first.

    Without `tests` scenarios have no models and no findings.
    """
    documents: list[Document] = []
    for name, root in _roots(place):
        documents += documents_in(root, name)
    documents, unlaid = mappings_laid_over(documents, bundled_mapping, bundled_mappings())
    documents, findings = _extended(documents, place, depth)
    sources, wrong = modelled(documents, tests=tests)
    findings += [*unlaid, *wrong]
    return sources, [*findings, *_whole(sources, str(place))]


def _extended(documents: list[Document], place: str | Path, depth: int) -> tuple[list[Document], list[Finding]]:
    """The documents laid over those of the base, where the framework file names one."""
    home = next(
        (each for each in documents if isinstance(each.tree, dict) and {"extends", "framework"} <= {*each.tree}), None
    )
    if home is None:
        return documents, []
    wanted = str(home.tree["extends"])
    base, _, version = wanted.partition("@")
    words, hint = _not_pinned(base, version, place, depth)
    if not words:
        below, wrong = read(_base(base, place), depth + 1, tests=False)
        inherited = [each.document for each in below]
        found = next((each.tree.get("version") for each in inherited if "framework" in (each.tree or {})), None)
        if found == version:
            merged, findings = laid_over(documents, inherited)
            return merged, [*wrong, *findings]
        words, hint = f'"{base}" is at version {found}, not {version}', f"write {base}@{found}, or get that version"
    return documents, [home.finding("GC035", words, ("extends",), hint=hint)]


def _not_pinned(base: str, version: str, place: str | Path, depth: int) -> tuple[str, str]:
    if depth >= DEEP:
        return f'"{short(base)}" extends in a circle', "extend a framework that does not lead back here"
    if not version:
        return "a base is pinned to its version", f"write {short(base)}@<version>"
    if _base(base, place) == base and base not in bundled_ids():
        hint = did_you_mean(base, bundled_ids()) or "put its folder beside this one"
        return f'there is no framework "{short(base)}" to extend', hint
    return "", ""


def _base(base: str, place: str | Path) -> str | Path:
    """A folder of that name beside the place, else a bundled id."""
    beside = Path(place).parent / base
    return beside if Path(place).is_dir() and base and beside.is_dir() else base


def _whole(sources: Sequence[Source], place: str) -> list[Finding]:
    """A place has exactly one framework file, and no journey, mapping, map or bank of questions twice."""
    heads = [each for each in sources if each.head == "framework"]
    if not heads and all(each.head for each in sources):
        hint = "a framework is a folder with a file that begins with `framework:`"
        return [Finding("GC017", f"{place} has no framework.yaml", file=place, hint=hint)]
    first = heads[0].document.name if heads else ""
    words = f"a second framework in one place; the first is in {first}"
    hint = "keep one of the two, or give the other a folder of its own"
    again = [each.document.finding("GC017", words, ("framework",), hint=hint) for each in heads[1:]]
    return [*again, *_twice(sources)]


def _twice(sources: Sequence[Source]) -> Iterator[Finding]:
    seen: dict[tuple[str, str], Document] = {}
    for each in sources:
        name = each.document.tree[each.head] if each.head in ("journey", "mapping", "migration", "questions") else None
        known = seen.setdefault((each.head, name), each.document) if isinstance(name, str) else each.document
        if known is not each.document:
            kind = {"questions": "bank", "migration": "map"}.get(each.head, each.head)
            words = f'the {kind} "{short(str(name))}" is already defined in {known.name}'
            hint = "keep one of the two, or rename one"
            yield each.document.finding("GC031", words, (each.head,), hint=hint)


def _roots(place: str | Path) -> list[tuple[str, Traversable]]:
    path, name = Path(place), str(place)
    try:
        if name and path.is_dir():
            next(path.iterdir(), None)
            return [(name.rstrip("/"), path)]
        if path.is_file() and _is_zip(path):
            return [(name, _unpacked(path))]
    except OSError as error:
        raise _unusable(name, f'"{name}" cannot be read', error.strerror or "it is locked") from None
    if name in bundled_ids():
        bundled = [(kind, content_root(kind) / name) for kind in ("stages", "questions")]
        return [(f"{kind}/{name}", root) for kind, root in bundled if root.is_dir()]
    hint = "give the folder that holds it" if path.is_file() else did_you_mean(name, bundled_ids())
    hint = hint or "give a folder, a zip, or the id of a bundled framework"
    raise _unusable(name, f'there is no framework at "{name}"', hint)


def names(place: str | Path) -> tuple[str, ...]:
    """What the names of a place's own files begin with, before a slash."""
    name = str(place).rstrip("/")
    return (name, f"stages/{name}", f"questions/{name}")


def _is_zip(path: Path) -> bool:
    """By its name or by how it begins; a damaged one is one, too."""
    with path.open("rb") as file:
        return file.read(2) == b"PK" or path.suffix.lower() == ".zip"


def _unpacked(path: Path) -> Traversable:
    try:
        return cast("Traversable", zipfile.Path(path))
    except zipfile.BadZipFile:
        raise _unusable(str(path), f'the zip "{path}" is damaged', "pack it again") from None


def _unusable(name: str, words: str, hint: str) -> DefinitionError:
    finding = Finding("GC017", words, file=name, hint=hint)
    return DefinitionError("bad-framework", f"the framework at {name} cannot be used", [finding])


def bundled_ids() -> list[str]:
    """The ids of the frameworks that come with gatecoach."""
    root = content_root("stages")
    found = root.iterdir() if root.is_dir() else ()
    return sorted(each.name for each in found if each.is_dir() and (each / "framework.yaml").is_file())


def bundled_mappings() -> list[str]:
    """The ids of the mappings that come with gatecoach."""
    root = content_root("stages") / "mappings"
    return sorted(each.name.removesuffix(".yaml") for each in root.iterdir()) if root.is_dir() else []


def bundled_mapping(name: str) -> Document | None:
    """The bundled mapping of that id; nothing where there is none."""
    if name not in bundled_mappings():
        return None
    data = (content_root("stages") / "mappings" / f"{name}.yaml").read_bytes()
    return read_yaml(data, f"stages/mappings/{name}.yaml")


def mapping_of(name: str) -> MappingFile | None:
    """The bundled mapping of that id as a model; nothing where there is none."""
    document = bundled_mapping(name)
    source = modelled([document])[0][0] if document else None
    return cast("MappingFile | None", source and source.model)

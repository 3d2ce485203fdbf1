"""One framework laid over another: override by id, drop with `remove`, everything else is inherited."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gatecoach.definition.plain import BESIDE
from gatecoach.errors import Finding, did_you_mean
from gatecoach.source import Document
from gatecoach.source.place import short

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Layered(Document):
    """A file laid over the one it extends; a place that only the base has is shown in the base."""

    base: Document | None = None

    def home(self, path: Sequence[str | int]) -> Document:
        """The file that says it last: this one, or the base where only that has it."""
        own = Document(self.name, self.text, self.tree)
        return own if self.base is None or _known(_own(self), path) >= _known(self.base.tree, path) else self.base


def _own(document: Layered) -> Any:
    from gatecoach.source import read  # noqa: PLC0415 - only when something is wrong

    return read(document.text.encode(), document.name).tree


def _known(tree: Any, path: Sequence[str | int]) -> int:
    """How many steps of the path a tree has."""
    for step, part in enumerate(path):
        try:
            tree = tree[part]
        except (KeyError, IndexError, TypeError):
            return step
    return len(path)


def laid_over(own: Sequence[Document], base: Sequence[Document]) -> tuple[list[Document], list[Finding]]:
    """The files of a framework over those of its base: same head and id are merged, the others stand side by side."""
    findings: list[Finding] = []
    inherited = {_name(each): each for each in base if _name(each)[0] not in BESIDE}
    merged: list[Document] = []
    for each in own:
        under = inherited.pop(_name(each), None) if isinstance(each.tree, dict) else None
        merged.append(each if under is None else _merged(each, under, findings))
    dropped = _dropped(own, inherited, findings)
    return [*merged, *(each for name, each in inherited.items() if name not in dropped)], findings


def _name(document: Document) -> tuple[str, str]:
    """What a file is, and its id; the framework's own file is the one of its kind."""
    tree = document.tree if isinstance(document.tree, dict) else {}
    if "framework" in tree:
        return "framework", ""
    head = next((key for key in ("scenario", "mapping", "migration", "journey", "questions") if key in tree), "")
    return head, str(tree.get(head, document.name))


def _merged(own: Document, base: Document, findings: list[Finding]) -> Document:
    tree = {key: value for key, value in base.tree.items() if key != "remove"}
    for index, path in enumerate(_removals(own)):
        if not path.startswith(("journeys.", "questions.")) and not _remove(tree, path.split(".")):
            words = f'the base has no "{path}" to remove'
            findings.append(
                own.finding("GC035", words, ("remove", index), hint="write the path of ids, joined by dots")
            )
    merged = {key: value for key, value in _over(tree, own.tree).items() if key not in ("remove", "extends")}
    return Layered(own.name, own.text, merged, own.findings, base=base)


def _removals(document: Document) -> list[str]:
    written = document.tree.get("remove") if isinstance(document.tree, dict) else None
    return [each for each in (written if isinstance(written, list) else [written]) if isinstance(each, str)]


def _remove(tree: Tree, path: Sequence[str]) -> bool:
    """Take one id out of a tree, copying what leads to it; whether it was there."""
    first, *rest = path
    if (not isinstance(tree.get(first), dict) and rest) or first not in tree:
        return False
    if not rest:
        del tree[first]
        return True
    tree[first] = dict(tree[first])
    return _remove(tree[first], rest)


def _dropped(
    own: Sequence[Document], inherited: dict[tuple[str, str], Document], findings: list[Finding]
) -> set[tuple[str, str]]:
    """Whole journeys and question banks that the framework file removes."""
    dropped = set()
    for each in own:
        for index, path in enumerate(_removals(each) if _name(each)[0] == "framework" else ()):
            kind, _, name = path.partition(".")
            wanted = {"journeys": "journey", "questions": "questions"}.get(kind)
            if wanted and (wanted, name) in inherited:
                dropped.add((wanted, name))
            elif wanted:
                words = f'the base has no {wanted} "{name}" to remove, or it is changed here'
                hint = "write its id as the base does, or take the file here out"
                findings.append(each.finding("GC035", words, ("remove", index), hint=hint))
    return dropped


def _over(base: Any, own: Any) -> Any:
    """Mappings are merged by key, everything else is replaced; own order holds where own names every key."""
    if not (isinstance(base, dict) and isinstance(own, dict)):
        return own
    order = [*own, *base] if set(base) <= set(own) else [*base, *own]
    return {
        key: _over(base[key], own[key]) if key in base and key in own else own.get(key, base.get(key))
        for key in dict.fromkeys(order)
    }


@dataclass(frozen=True, slots=True)
class Mappings:
    """The mappings that others may extend: those of the same place by id, then the bundled ones."""

    own: Mapping[str, Document]
    bundled: Callable[[str], Document | None]
    known: Sequence[str]

    def named(self, name: str) -> Document | None:
        """The mapping of that id."""
        return self.own.get(name) or self.bundled(name)


def mappings_laid_over(
    documents: Sequence[Document], bundled: Callable[[str], Document | None], known: Sequence[str]
) -> tuple[list[Document], list[Finding]]:
    """Each mapping that extends another one laid over it: one of the same files, else a bundled one of those known."""
    own = {str(each.tree["mapping"]): each for each in documents if _is_mapping(each)}
    bases, findings = Mappings(own, bundled, [*own, *known]), list[Finding]()
    laid = [_on_its_base(each, bases, findings, ()) if _is_mapping(each) else each for each in documents]
    return laid, findings


def _is_mapping(document: Document) -> bool:
    return isinstance(document.tree, dict) and "mapping" in document.tree


def _on_its_base(document: Document, bases: Mappings, findings: list[Finding], above: Sequence[str]) -> Document:
    """A mapping laid over what it extends, and that over what it extends; a finding where there is no such base."""
    if not isinstance(document.tree.get("extends"), str):
        return document
    name, _, version = document.tree["extends"].partition("@")
    seen = (*above, str(document.tree["mapping"]))
    base = None if name in seen else bases.named(name)
    found = str(base.tree.get("version", "")) if base else ""
    if base is None or not version or found != version:
        why, hint = _no_base(name, version, found, circle=name in seen, known=() if base else bases.known)
        findings.extend([] if above else [document.finding("GC035", why, ("extends",), hint=hint)])
        return document
    under = _on_its_base(base, bases, findings, seen)
    bare = {key: value for key, value in under.tree.items() if key != "version"}
    return _merged(document, Document(under.name, under.text, bare), findings)


def _no_base(name: str, version: str, found: str, *, circle: bool, known: Sequence[str]) -> tuple[str, str]:
    """Why a mapping cannot be laid over another one, and what to do."""
    if circle:
        return f'"{short(name)}" extends in a circle', "extend a mapping that does not lead back here"
    if known:
        return f'there is no mapping "{short(name)}" to extend', did_you_mean(name, known)
    if not version:
        return "a base is pinned to its version", f"write {short(name)}@{found or '<version>'}"
    at = f"at version {found}" if found else "without a version"
    return f'"{short(name)}" is {at}, not at {short(version)}', f"write {short(name)}@{found}" if found else ""

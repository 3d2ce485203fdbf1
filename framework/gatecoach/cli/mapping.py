"""Which mapping reads an export or events: the one that is named, the framework's own, or one that comes along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gatecoach.cli.files import YAML, content
from gatecoach.definition import MappingFile
from gatecoach.errors import DefinitionError, UsageError
from gatecoach.framework import Framework
from gatecoach.place import bundled_mappings

What = Literal["crm", "events"]
READS = {"crm": "exports", "events": "events"}
USUAL = {".csv": "csv", ".json": "salesforce"}
"""The bundled mapping for files that end so, where nobody says which."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A mapping, and whether somebody named it."""

    mapping: MappingFile
    named: bool

    @property
    def help(self) -> str:
        """What to do where a file is none that it reads."""
        return "" if self.named else f"It was read by {self.mapping.mapping}; name another mapping with --mapping."


def choose(
    framework: Framework, place: str, named: Sequence[str], what: What, files: Iterable[Path], *, asked: bool = True
) -> Chosen:
    """The mapping for these files; where nobody asked for them alone, those that are named may be for others.

    Raises:
        UsageError: it cannot be told which is meant, or there is none of that name.
        DefinitionError: a file of a mapping that has mistakes.
    """
    known = [_named(framework, place, each) for each in named]
    if known and (asked or any(reads(each, what) for each in known)):
        return Chosen(_only(known, what, "of the mappings that are named"), named=True)
    own = [each for each in framework.mappings.values() if reads(each, what)]
    if own:
        return Chosen(_only(own, what, f"of the mappings of {framework.id}"), named=True)
    files = [*files]
    endings = {each.suffix.lower() for each in files}
    usual = USUAL.get(endings.pop()) if what == "crm" and len(endings) == 1 else None
    if usual is None:
        words = f"it is not said how these {READS[what]} are to be read"
        raise UsageError("which-mapping", words, place=", ".join(map(str, files)), help=_choices(what))
    return Chosen(_named(framework, place, usual), named=False)


def reads(mapping: MappingFile, what: What) -> bool:
    """Whether a mapping reads files of that kind."""
    tables = (mapping.deals, mapping.contacts, mapping.stage_history, mapping.field_history, mapping.activities)
    return any(tables) if what == "crm" else bool(mapping.events)


def _only(known: Sequence[MappingFile], what: What, whose: str) -> MappingFile:
    fitting = [each for each in known if reads(each, what)]
    if len(fitting) != 1:
        several = f"several {whose} read {READS[what]}: {', '.join(each.mapping for each in fitting)}"
        words = several if fitting else f"none {whose} reads {READS[what]}"
        raise UsageError("which-mapping", words, place="--mapping", help=_choices(what))
    return fitting[0]


def _choices(what: What) -> str:
    own = "Name a file of yours with --mapping FILE, or put it into the framework."
    return f"Name one with --mapping: {', '.join(bundled_mappings())}, or a file of yours." if what == "crm" else own


def _named(framework: Framework, place: str, name: str) -> MappingFile:
    from gatecoach.intake.crm.context import mapping_named  # noqa: PLC0415 - read only where an export is

    path = Path(name)
    if path.suffix.lower() in YAML:
        return _from_file(path, place)
    return mapping_named(framework, name)


def _from_file(path: Path, place: str) -> MappingFile:
    """The mapping of a file, checked against the framework like one of its own."""
    from gatecoach.definition.extending import mappings_laid_over  # noqa: PLC0415 - as above
    from gatecoach.definition.loading import modelled  # noqa: PLC0415 - as above
    from gatecoach.linter import Project, mapping  # noqa: PLC0415 - as above
    from gatecoach.place import bundled_mapping, read  # noqa: PLC0415 - as above
    from gatecoach.source import read as read_yaml  # noqa: PLC0415 - as above

    name = str(path)
    documents, unlaid = mappings_laid_over([read_yaml(content(path), name)], bundled_mapping, bundled_mappings())
    (source,), wrong = modelled(documents)
    findings = [*unlaid, *wrong]
    if not findings and not isinstance(source.model, MappingFile):
        raise UsageError("no-mapping", "this file is no mapping: it begins with `mapping:`", place=name)
    if not findings:
        project = Project.of([*read(place)[0], source], {})
        findings = [each for each in mapping.check(project) if each.file == name and each.severity == "error"]
    if findings or not isinstance(source.model, MappingFile):
        raise DefinitionError("bad-mapping", f"the mapping in {name} cannot be used", findings)
    return source.model

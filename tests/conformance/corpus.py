"""How the corpus is read: each case is a scenario that says what it changes in its file's shared framework.

A file has `corpus: <area>`, what its cases share (`files` and any part of a scenario) and `cases`. A case has
a `note` of its own (why it is so, in one plain sentence), overrides what is shared, merges more `files` (a text is
a raw file; `null` takes something out), and either expects something or names the `findings` of the place. These are
all its errors, and all its warnings and notes of the codes that the case names: small places have others, too, which
are not what the case is about. Nothing here ever writes what is expected.

A file whose name begins with `../` stands beside the place, as `../base/framework.yaml` does for a framework that
extends `base`. Every place is loaded with two registered checks: `even` for numbers, `polite` for texts and choices
(the text says please). `boundary: {<word>: <calendar>}` says that a case tells the day before, the day and the day
after of that word's window, and over what: plain days, a leap day, either change of the clocks, or the new year.
"""

from __future__ import annotations

import contextlib
import functools
import json
import tempfile
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product, zip_longest
from pathlib import Path

from pydantic import ValidationError

from gatecoach.condition import Predicate
from gatecoach.definition.explaining import explained
from gatecoach.definition.scenario import ScenarioFile
from gatecoach.framework import lint, load
from gatecoach.scenario import run
from gatecoach.source import read

FOLDER = Path(__file__).parent
TOLD = {"people", "sources", "journey", "at", "owner", "claimed", "fields", "about", "given", "then", "expect"}
SHARED = {"corpus", "files", "cases", *TOLD}
OWN = {"note", "files", "findings", "boundary", *TOLD}
PLACE = {"code", "file", "line", "column", "severity"}
BESIDE = "../"
WINDOWS = ("within", "no-older-than", "between", "silence", "for-at-most", "until", "since", "left", "from", "to")
"""The words that count days or name one."""
CALENDARS = ("plain", "leap-day", "clocks-forward", "clocks-back", "new-year")
PREDICATES = (
    Predicate("even", ("number",), lambda value: value % 2 == 0),
    Predicate("polite", ("text", "choice"), lambda value: "please" in value),
)
"""The checks that every place of the corpus is loaded with."""


class CorpusError(Exception):
    """A corpus file that is not written as this page says."""


@dataclass(frozen=True)
class Case:
    """One case of the corpus: its note, where it stands, and everything it says."""

    note: str
    document: object = field(repr=False)
    path: tuple
    files: dict = field(repr=False)
    told: dict = field(repr=False)
    findings: list | None = None
    boundary: dict = field(default_factory=dict)

    @property
    def id(self):
        """The case as pytest names it."""
        return self.note


@dataclass(frozen=True)
class Within:
    """A document as one case of it sees it: every path begins at the case."""

    document: object
    path: tuple
    tree: object

    @property
    def name(self):
        """The name of the file."""
        return self.document.name

    def locate(self, path, *, key=False):
        """Where something of the case stands."""
        return self.document.locate((*self.path, *path), key=key)

    def finding(self, code, message, path, **more):
        """A finding in the case."""
        return self.document.finding(code, message, (*self.path, *path), **more)


def cases(folder=FOLDER):
    """Every case of every file, in the order of the files."""
    found = [case for path in sorted(folder.glob("*.yaml")) for case in cases_in(path)]
    notes = [each.note for each in found]
    twice = sorted({each for each in notes if notes.count(each) > 1})
    if twice:
        raise CorpusError(f"a note stands twice: {twice}")
    return found


def cases_in(path):
    """The cases of one file; a file of tables or of readings has none here."""
    document = document_of(path)
    tree = document.tree
    if "tables" in tree or "readings" in tree:
        return []
    _only(tree, SHARED, path.name)
    return [_case(document, tree, number, each) for number, each in enumerate(tree["cases"])]


def document_of(path):
    """A file of the corpus, read by the reader that reads authors' files."""
    document = read(path.read_bytes(), path.name)
    if document.findings:
        raise CorpusError("\n".join(each.text() for each in document.findings))
    return document


def _case(document, shared, number, own):
    place = document.locate(("cases", number)).line
    _only(own, OWN, f"{document.name}:{place}")
    if not own.get("note") or ("findings" in own) == any(key in own for key in ("expect", "then")):
        raise CorpusError(f"{document.name}:{place}: a case has a note, and either expects something or has findings")
    boundary = own.get("boundary", {})
    if not set(boundary.items()) <= set(product(WINDOWS, CALENDARS)):
        raise CorpusError(f"{document.name}:{place}: a boundary is one of {WINDOWS} over one of {CALENDARS}")
    told = {key: value for key in sorted(TOLD) if (value := own.get(key, shared.get(key))) is not None}
    files = merged(shared.get("files", {}), own.get("files", {}))
    return Case(own["note"], document, ("cases", number), files, told, own.get("findings"), boundary)


def _only(mapping, known, place):
    strange = sorted(set(mapping) - known)
    if strange:
        raise CorpusError(f"{place}: unknown keys {strange}")


def merged(base, more):
    """The base with more in it: mappings are merged, `null` takes a key out, everything else replaces."""
    if not (isinstance(base, dict) and isinstance(more, dict)):
        return more
    both = {
        key: merged(base[key], more[key]) if key in base and key in more else (more | base)[key] for key in base | more
    }
    return {key: value for key, value in both.items() if value is not None}


def findings_of(files):
    """What lint says about these files, in short."""
    return _checked(_frozen(files))[0]


def framework_of(files):
    """The framework of these files, compiled once for all cases that share them."""
    return _checked(_frozen(files))[1]


def _frozen(files):
    return json.dumps({name: text_of(each) for name, each in files.items()}, sort_keys=True)


def text_of(file):
    """A file of a case as it is written into the place."""
    return file if isinstance(file, str) else json.dumps(file, default=_plain, ensure_ascii=False)


def _plain(value):
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(value)


@functools.cache
def _checked(frozen):
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "acme")
        place.mkdir()
        for name, text in json.loads(frozen).items():
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        with contextlib.chdir(folder):
            found = lint("acme", predicates=PREDICATES)
            return found, None if _errors(found) else load("acme", predicates=PREDICATES)


def _errors(findings):
    return [each for each in findings if each.severity == "error"]


def told_short(finding, asked):
    """A finding with as much as a case asks of it."""
    if not isinstance(asked, dict):
        return finding.code
    own = finding.file.startswith("acme/")
    file = finding.file.removeprefix("acme/") if own else f"{BESIDE}{finding.file}"
    known = {"code": finding.code, "file": file, "line": finding.line, "severity": finding.severity}
    return {key: {**known, "column": finding.column}[key] for key in asked}


def scenario_of(case):
    """The case as a scenario, with a document whose places are in the corpus file."""
    tree = {"scenario": case.note, **case.told}
    document = Within(case.document, case.path, tree)
    try:
        return document, ScenarioFile.model_validate(tree)
    except ValidationError as error:
        raise CorpusError("\n".join(each.text() for each in explained(document, ScenarioFile, error))) from None


def failure(case):
    """Why a case does not hold, as text; nothing where it does."""
    if case.findings is not None:
        return _findings_failure(case)
    found = _errors(findings_of(case.files))
    if found:
        return "\n".join(["the framework of this case does not load", *(each.text() for each in found)])
    result = run(framework_of(case.files), *scenario_of(case))
    return "" if result.holds else result.text()


def _findings_failure(case):
    for each in case.findings:
        _only(each if isinstance(each, dict) else {}, PLACE, case.note)
    named = {each["code"] if isinstance(each, dict) else each for each in case.findings}
    found = [each for each in findings_of(case.files) if each.severity == "error" or each.code in named]
    said = [told_short(finding, asked) for finding, asked in zip_longest(found, case.findings) if finding]
    if said == case.findings and case.findings:
        return ""
    return "\n".join([f"expected {case.findings}", f"found    {said}", *(each.text() for each in found)])

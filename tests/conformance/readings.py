"""How `mappings.yaml` is read: each case is a mapping, an export that it reads, and what the export says by it.

`exports` are files by name: a text is a CSV file (cells between bars, one row a line), anything else is JSON; a file
`events.json` is read as CloudEvents. `reads` names deals by their ids, all of them, and of each as much as the case is
about; what is named is exact. `rejects` (reason, table, row and column, value) and `skipped` are exact where they are
left out, too: then there are none.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

from conformance.corpus import FOLDER, CorpusError, document_of, framework_of, merged, text_of

from gatecoach.facts import Person
from gatecoach.intake.crm import CrmContext, read_crm
from gatecoach.intake.events import read_events

PATH = FOLDER / "mappings.yaml"
OWN = {"note", "files", "exports", "reads", "rejects", "skipped"}
EVENTS = "events.json"
PEOPLE = (
    Person(id="rosa", side="seller", roles=("rep",), addresses=("rosa@bright.example",)),
    Person(id="anna", side="customer", roles=("key",), addresses=("anna@pumps.example",)),
)


@dataclass(frozen=True)
class Reading:
    """One case: its note, the files of the place, the exports, and what they are read as."""

    note: str
    files: dict = field(repr=False)
    exports: dict = field(repr=False)
    expected: dict = field(repr=False)


def readings():
    """Every case, in the order of the file."""
    tree = document_of(PATH).tree
    found = [_reading(tree["files"], each) for each in tree["readings"]]
    notes = [each.note for each in found]
    if len(set(notes)) < len(notes):
        raise CorpusError("a note stands twice")
    return found


def _reading(shared, own):
    strange = sorted(set(own) - OWN)
    if strange or not {"note", "exports", "reads"} <= set(own):
        raise CorpusError(f"a reading has a note, exports and what they are read as: {own.get('note')} {strange}")
    expected = {"reads": own["reads"], "rejects": own.get("rejects", []), "skipped": own.get("skipped", {})}
    return Reading(own["note"], merged(shared, own["files"]), own["exports"], expected)


def misread(case):
    """What is read otherwise than the case says, as text; nothing where it is not."""
    framework = framework_of(case.files)
    if framework is None:
        return "the framework of this case does not load"
    found = read(CrmContext.of(framework, "own", people=PEOPLE, grade="observed"), case.exports)
    wanted = case.expected
    wrong = [*_deals(wanted["reads"], found["reads"])]
    wrong += [f"{key}: {found[key]}" for key in ("rejects", "skipped") if wanted[key] != found[key]]
    return "\n".join(wrong)


def read(context, exports):
    """What the exports say in short."""
    files = [(name, _bytes(each)) for name, each in exports.items()]
    if EVENTS in exports:
        intake = read_events(files, context)
        reads = {deal: {"facts": [*map(fact, facts)]} for deal, facts in intake.facts.items()}
        return {"reads": reads, "rejects": [each.rule for each in intake.outcomes if not each.fact], "skipped": {}}
    intake = read_crm(files, context)
    rejects = [" ".join(filter(None, (each.reason, each.table, each.path, each.value))) for each in intake.rejects]
    reads = {each.id: said(each) for each in intake.subjects}
    return {"reads": reads, "rejects": rejects, "skipped": dict(intake.skipped)}


def _bytes(export):
    if not isinstance(export, str):
        return text_of(export).encode()
    rows = [[cell.strip() for cell in line.split("|")] for line in export.strip().splitlines()]
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


def said(subject):
    """A deal in short."""
    return {
        "name": subject.name,
        "owner": subject.owner,
        "journey": subject.journey,
        "claimed": [_line(each.stage, each.at, each.by) for each in subject.claimed],
        "fields": dict(subject.fields),
        "past": [_line(each.field, each.at, each.value) for each in subject.field_values],
        "people": {
            each.id: _line(each.name, *each.addresses, *(held.role for held in each.roles)) for each in subject.people
        },
        "evidence": {each.id: evidence(each) for each in subject.evidence},
        "labels": [_line(each.label, each.message, each.by) for each in subject.labels],
    }


def evidence(item):
    """An item in short."""
    return {
        "what": item.what, "by": item.by, "told-by": item.told_by, "at": _when(item.at), "grade": item.grade,
        "source": item.source, "answers": [*item.answers], "fields": dict(item.fields), "text": item.text,
        "machine-sent": item.machine_sent,
    }  # fmt: skip


def fact(each):
    """A fact of an event as one line: its kind and what it says."""
    kind = type(each).__name__.lower()
    if kind == "claim":
        return _line(kind, each.at, each.stage, each.by)
    if kind == "statement":
        return _line(kind, each.at, each.about, each.outcome, each.by, each.quote)
    more = (*each.answers, *each.fields.values(), each.text)
    return _line(kind, each.at, each.id, each.what, each.by, each.told_by, *more)


def _line(*parts):
    return " ".join(text for each in parts if (text := each if isinstance(each, str) else _when(each)))


def _when(at):
    return "" if at is None else at.isoformat() if hasattr(at, "isoformat") else str(at)


def _deals(wanted, found):
    if {*wanted} != {*found}:
        yield f"the deals are {sorted(found)}"
    for deal in {*wanted} & {*found}:
        for key, each in wanted[deal].items():
            if key == "evidence":
                yield from _items(each, found[deal][key])
            elif each != found[deal][key]:
                yield f"{deal} {key}: {found[deal][key]}"


def _items(wanted, found):
    if {*wanted} != {*found}:
        yield f"the items are {sorted(found)}"
    for id_ in {*wanted} & {*found}:
        yield from (f"{id_} {key}: {found[id_][key]}" for key, each in wanted[id_].items() if each != found[id_][key])

"""`people.yaml` and `facts.yaml`: rows of people, and of everything that happened.

They go through the same reader as frameworks. A row that does not fit is a finding at its place; nothing of
the file is used until all of it can be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gatecoach.definition.rows import made
from gatecoach.errors import FactsError, Finding, did_you_mean
from gatecoach.facts import (
    GRADES,
    Claim,
    Evidence,
    Fact,
    FieldValue,
    Grade,
    Label,
    Person,
    Revocation,
    Statement,
    Waiver,
)
from gatecoach.source import Document, read

KINDS: dict[str, type[Fact]] = {
    "evidence": Evidence,
    "labels": Label,
    "statements": Statement,
    "claims": Claim,
    "revocations": Revocation,
    "waivers": Waiver,
    "fields": FieldValue,
}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Records:
    """What a facts file holds, by kind, in the author's order; `lowered` are the items that claimed a higher grade."""

    evidence: tuple[Evidence, ...] = ()
    labels: tuple[Label, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    revocations: tuple[Revocation, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    fields: tuple[FieldValue, ...] = ()
    lowered: tuple[str, ...] = ()


def read_people(data: bytes, name: str) -> tuple[Person, ...]:
    """The people of a `people.yaml`: `people: {id: {side, name, roles, addresses, …}}`.

    Raises:
        FactsError: with every finding of the file.
    """
    document = _read(data, name, ["people"])
    findings: list[Finding] = []
    rows = document.tree["people"] or {}
    if not isinstance(rows, dict):
        words = "people should be a mapping: one id, then who it is"
        raise FactsError("bad-people", f"{name} cannot be used", [document.finding("GC015", words, ("people",))])
    people = [
        person
        for id_, row in rows.items()
        if (person := made(document, ("people", id_), Person, {"id": id_, **_mapping(row)}, findings))
    ]
    if findings:
        raise FactsError("bad-people", f"{name} cannot be used", findings)
    return tuple(people)


def read_facts(data: bytes, name: str, people: Sequence[Person], *, at_most: Grade = "proven") -> Records:
    """The rows of a `facts.yaml`. Who acts or tells must be one of `people`, a source or a mail address.

    `at_most` is the grade up to which a row is believed; where people type such files, "asserted" is right.

    Raises:
        FactsError: with every finding of the file.
    """
    document = _read(data, name, list(KINDS))
    findings: list[Finding] = []
    found: dict[str, list[Fact]] = {key: [] for key in KINDS}
    for key, path, row in _rows(document, findings):
        fact = made(document, path, KINDS[key], row, findings)
        if fact is not None:
            found[key].append(fact)
            findings += _strangers(document, path, fact, people)
    if findings:
        raise FactsError("bad-facts", f"{name} cannot be used", findings)
    lowered: list[str] = []
    found["evidence"] = [_capped(each, at_most, lowered) for each in found["evidence"]]
    kinds: dict[str, Any] = {key: tuple(each) for key, each in found.items()}
    return Records(**kinds, lowered=tuple(lowered))


def _capped(fact: Fact, at_most: Grade, lowered: list[str]) -> Fact:
    """The item, no better proven than that; what it claimed too much is noted."""
    if not isinstance(fact, Evidence) or GRADES.index(fact.grade) <= GRADES.index(at_most):
        return fact
    lowered.append(fact.id)
    return fact.model_copy(update={"grade": at_most})


def _read(data: bytes, name: str, keys: list[str]) -> Document:
    document = read(data, name)
    first = "labels" if "labels" in keys else keys[0]
    hint = f"begin with `{first}:`"
    findings = [replace(each, hint=hint) if each.code == "GC016" else each for each in document.findings]
    if document.tree is not None and not isinstance(document.tree, dict):
        findings.append(document.finding("GC015", f"this should be a mapping with the keys {', '.join(keys)}", ()))
    elif isinstance(document.tree, dict):
        unknown = [key for key in document.tree if key not in keys]
        for key in unknown:
            words = f'"{key}" is not a key of this file'
            findings.append(document.finding("GC012", words, (key,), key=True, hint=did_you_mean(key, keys)))
        if not unknown and not set(keys) & set(document.tree):
            findings.append(document.finding("GC013", f"one of the keys {', '.join(keys)} is missing here", ()))
    if findings:
        raise FactsError("unreadable", f"{name} cannot be used", findings)
    return document


def _rows(document: Document, findings: list[Finding]) -> Iterator[tuple[str, tuple[str | int, ...], Row]]:
    for key, rows in document.tree.items():
        if rows is not None and not isinstance(rows, list):
            findings.append(document.finding("GC015", f"{key} should be a list of rows", (key,)))
            continue
        for number, row in enumerate(rows or ()):
            if isinstance(row, dict):
                yield key, (key, number), row
            else:
                words = "a row should be a mapping of keys and values"
                findings.append(document.finding("GC015", words, (key, number)))


def _mapping(row: object) -> Row:
    return row if isinstance(row, dict) else {}


def _strangers(
    document: Document, path: tuple[str | int, ...], fact: Fact, people: Sequence[Person]
) -> Iterator[Finding]:
    known = [each.id for each in people]
    for key, attribute in (("by", "by"), ("told-by", "told_by")):
        name = getattr(fact, attribute, None)
        if name and name not in known and "@" not in name:
            words = f'there is no person "{name}"'
            yield document.finding("GC030", words, (*path, key), hint=did_you_mean(name, known))

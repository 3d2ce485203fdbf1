"""The public keys of mail domains, as data: what they once published, and from when to when it was in use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pydantic import Field

from gatecoach.definition.rows import made
from gatecoach.errors import FactsError, Finding
from gatecoach.facts import Day, Fact
from gatecoach.source import Document, read

MAX_RECORD = 2_000


class Key(Fact):
    """One key record (the TXT record of `selector._domainkey.domain`) and the days it was in use, both included.

    A `record` has at most 2,000 characters. `from_` (in files `from`) and `to` are days; a missing one means always.
    """

    record: str = Field(max_length=MAX_RECORD)
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None

    def held_on(self, day: dt.date) -> bool:
        """Whether it was in use on that day; a missing end means always."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


KeyStore = Mapping[str, tuple[Key, ...]]
"""Keys by the name they are published under: `selector._domainkey.domain`, in lower case."""
Resolver = Callable[[str], str | None]
"""Looks up the TXT record of such a name; nothing where there is none. It may raise, then the key is unreachable."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Where keys come from: the store first, then the resolver if there is one. Without both nothing is checked."""

    store: KeyStore
    resolver: Resolver | None = None

    def __bool__(self) -> bool:
        return bool(self.store) or self.resolver is not None

    def find(self, name: str, day: dt.date) -> tuple[list[str], str]:
        """The records of that name on that day, and why there is none: unknown, unreachable or out of date."""
        kept = self.store.get(name, ())
        current = [each.record for each in kept if each.held_on(day)]
        if current or self.resolver is None:
            return current, "" if current else "key-out-of-date" if kept else "key-unknown"
        try:
            found = self.resolver(name)
        except Exception:  # noqa: BLE001 - whatever a resolver of the host raises, the key was not to be had
            return [], "key-unreachable"
        return ([found], "") if found and len(found) <= MAX_RECORD else ([], "key-unknown")


def read_keys(data: bytes, name: str) -> dict[str, tuple[Key, ...]]:
    """The keys of a YAML file: `keys: {selector._domainkey.domain: [{record, from, to}]}`.

    Raises:
        FactsError: with every finding of the file.
    """
    document = read(data, name)
    findings = list(document.findings)
    rows = document.tree.get("keys") if isinstance(document.tree, dict) and len(document.tree) == 1 else None
    if not findings and not isinstance(rows, dict):
        words = "this should be `keys:`, and below it the name of each key with its records"
        findings.append(document.finding("GC015", words, ()))
    found: dict[str, tuple[Key, ...]] = {}
    for each, records in (rows if isinstance(rows, dict) else {}).items():
        listed = records if isinstance(records, list) else [records]
        keys = [_key(document, ("keys", each, *places), row, findings) for places, row in _placed(listed, records)]
        found[each.lower().rstrip(".")] = tuple(key for key in keys if key is not None)
    if findings:
        raise FactsError("bad-keys", f"{name} cannot be used", findings)
    return found


def _placed(listed: list[object], records: object) -> list[tuple[tuple[int, ...], object]]:
    """Each record with its place below the name: its number where they are a list."""
    return [((number,) if listed is records else (), row) for number, row in enumerate(listed)]


def _key(document: Document, path: tuple[str | int, ...], row: object, findings: list[Finding]) -> Key | None:
    return made(document, path, Key, row if isinstance(row, dict) else {"record": row}, findings)

"""What a subject is in the words of another version of its framework, after a move that renames some of them.

Each kind of word has one flat mapping: a stage or end and an evidence type stand there by their id, an outcome as
`evidence.outcome`, a field of evidence as `evidence.field` and a value of it as `evidence.field.value`, a requirement
as `gate.requirement`, a field of deals by its id and a value of it as `field.value`, a role by its id. All these are
words of then; the new word stands alone (`confirms`, not `reply.confirms`), but a requirement whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gatecoach.facts import Claim, Evidence, FieldValue, Label, Person, Statement, Waiver
from gatecoach.journal.records import Told

Renames = Mapping[str, Mapping[str, str | None]]
"""By kind of word, the new word for each old one; nothing for a word that is given up."""

PLAIN = ((Claim, "stage", "stages"), (Waiver, "requirement", "requirements"), (Label, "label", "evidence"))
"""The facts that say one word of the framework: in which key, and of which kind it is."""


class GoneError(Exception):
    """A word has no successor, so what says it is given up."""


def word(renames: Renames, kind: str, old: str, key: str = "") -> str:
    """The new word for an old one, which `key` says in full where the word alone does not.

    Raises:
        GoneError: it is given up.
    """
    new = renames.get(kind, {}).get(key or old, old)
    if new is None:
        raise GoneError(old)
    return new


def renamed(facts: Iterable[Told], renames: Renames) -> list[Told]:
    """The facts in the new words, without those whose words are given up.

    An item whose type is given up passes links on and says nothing more. A field whose value is given up is unknown
    from then on: what it was before must not come back.
    """
    kept = list(facts)
    types = {each.id: each.what or "" for each in kept if isinstance(each, Evidence)}
    found: list[Told] = []
    for each in kept:
        try:
            found.append(_renamed(each, renames, types))
        except GoneError:
            continue
    return found


def _renamed(fact: Told, renames: Renames, types: Mapping[str, str]) -> Told:
    if isinstance(fact, Evidence):
        change = {} if fact.what is None else _item(fact.what, fact, renames)
    elif isinstance(fact, Statement):
        key = f"{types.get(fact.about, '')}.{fact.outcome}"
        change = {"outcome": word(renames, "outcomes", fact.outcome, key)}
    elif isinstance(fact, FieldValue):
        change = _dated(fact, renames)
    elif isinstance(fact, Person):
        change = {"roles": _roles(fact, renames)}
    else:
        named = [(key, kind) for each, key, kind in PLAIN if isinstance(fact, each)]
        change = {key: word(renames, kind, getattr(fact, key)) for key, kind in named}
    return fact.model_copy(update=change) if change else fact


def _item(what: str, fact: Evidence, renames: Renames) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    try:
        new_type = word(renames, "evidence", what)
    except GoneError:
        return {"what": None, "text": "", "fields": {}}
    for name, value in fact.fields.items():
        try:
            new = word(renames, "evidence-fields", name, f"{what}.{name}")
            fields[new] = _value(renames, "evidence-values", f"{what}.{name}", value)
        except GoneError:  # the item stays, and is judged without it
            continue
    return {"what": new_type, "fields": fields}


def _dated(fact: FieldValue, renames: Renames) -> dict[str, Any]:
    name = word(renames, "fields", fact.field)
    try:
        return _field(fact.field, fact.value, renames)
    except GoneError:
        return {"field": name, "value": ""}


def _field(name: str, value: Any, renames: Renames) -> dict[str, Any]:
    return {"field": word(renames, "fields", name), "value": _value(renames, "values", name, value)}


def _value(renames: Renames, kind: str, place: str, value: Any) -> Any:
    return word(renames, kind, value, f"{place}.{value}") if isinstance(value, str) else value


def _roles(person: Person, renames: Renames) -> tuple[Any, ...]:
    words = renames.get("roles", {})
    held = [(each, words.get(each.role, each.role)) for each in person.roles]
    return tuple(each.model_copy(update={"role": new}) for each, new in held if new is not None)


def renamed_fields(fields: Mapping[str, Any], renames: Renames) -> dict[str, Any]:
    """The undated fields of a subject in the new words."""
    found: dict[str, Any] = {}
    for name, value in fields.items():
        try:
            new = _field(name, value, renames)
        except GoneError:
            continue
        found[new["field"]] = new["value"]
    return found

"""The JSON Schema of authored files, for editors: made of the same models the loader checks with.

What needs more than one key at a time (sides that belong together, names that nobody declared) is left to lint; every
file that loads is valid here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gatecoach.definition import BUILT_IN, FrameworkFile
from gatecoach.definition.forms import Form, Forms, name_of
from gatecoach.definition.keys import NAMED, known_under
from gatecoach.definition.loading import HEADS
from gatecoach.errors import UsageError, did_you_mean
from gatecoach.lower import Journey

DIALECT = "https://json-schema.org/draft/2020-12/schema"
BESIDE = {"journey": "scenario"}
"""A head key that is none where that other one stands: a scenario names the journey it is about."""


def json_schema(
    kind: str | None = None, known: Mapping[str, Iterable[str]] | None = None, *, partial: bool = False
) -> Form:
    """The schema of files with that head key, or of all of them, told apart by their head keys.

    `known` are ids by what they name (`known_ids`); where all that may stand under a key is known, nothing else is
    allowed there, so that an editor can complete it. `partial` is for files that extend others: only the head key is
    required, the rest may stand in the base.

    Raises:
        UsageError: no file has that head key.
    """
    if kind is not None and kind not in HEADS:
        raise UsageError("unknown-kind", f'no file begins with "{kind}"', help=did_you_mean(kind, HEADS))
    models = [HEADS[kind]] if kind else [*HEADS.values()]
    forms = Forms(models, NAMED, known_under(known or {}))
    root = {"$ref": f"#/$defs/{name_of(models[0])}"} if kind else _told_apart()
    for name, mapping in forms.mappings.items() if partial else ():
        mapping["required"] = [key for key in mapping["required"] if key == name]
    used = {*_references(forms.mappings)}
    named = {name: form for name, form in forms.named.items() if f"#/$defs/{name}" in used}
    return {"$schema": DIALECT, "title": "gatecoach", **root, "$defs": {**named, **forms.mappings}}


def _references(form: Any) -> Iterator[str]:
    for key, part in form.items() if isinstance(form, dict) else enumerate(form) if isinstance(form, list) else ():
        yield from [part] if key == "$ref" else _references(part)


def _told_apart() -> Form:
    """One branch for each head key, so that an editor speaks of the branch that is meant."""
    branches = [{"if": _has(head), "then": {"$ref": f"#/$defs/{name_of(model)}"}} for head, model in HEADS.items()]
    return {"type": "object", "anyOf": [{"required": [head]} for head in HEADS], "allOf": branches}


def _has(head: str) -> Form:
    other = BESIDE.get(head)
    return {"required": [head], **({"not": {"required": [other]}} if other else {})}


def known_ids(framework: FrameworkFile, journeys: Iterable[Journey]) -> dict[str, tuple[str, ...]]:
    """The ids of a framework by what they name; of stages, gates and evidence those of all journeys together."""
    journeys = [*journeys]
    gates = [gate for each in journeys for gate in each.gates.values()]
    found: dict[str, Iterable[str]] = {
        "evidence": [*BUILT_IN, *framework.evidence, *(id_ for each in journeys for id_ in each.types)],
        "field": [*framework.fields, *(id_ for each in journeys for id_ in each.fields)],
        "role": [id_ for held in framework.roles.values() for id_ in held],
        "phase": framework.phases,
        "use case": framework.use_cases,
        "journey": [each.id for each in journeys],
        "stage": [id_ for each in journeys for id_ in each.stages],
        "end": [id_ for each in journeys for id_ in each.ends],
        "gate": [gate.id for gate in gates],
        "requirement": [each.id for gate in gates for each in gate.requirements],
        "gate.requirement": [f"{gate.id}.{each.id}" for gate in gates for each in gate.requirements],
    }
    return {noun: tuple(dict.fromkeys(ids)) for noun, ids in found.items()}

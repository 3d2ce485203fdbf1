"""The one table of every key an author may write: reference page and JSON Schema are made of it, the loader is it.

Nothing is listed here by hand but what a key names; the rest is read off the models that the loader checks with.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gatecoach.definition.columns import Format
from gatecoach.definition.forms import ANY, Form, Forms, descriptions, first_line, spelling
from gatecoach.definition.loading import HEADS
from gatecoach.definition.scenario import HOLDS, NEAR_MISSES, STRENGTHS
from gatecoach.definition.values import SIDES, Currency, Days, Id, Text
from gatecoach.texts import ENGLISH

NAMED = {"id": Id, "duration": Days, "currency": Currency, "time-format": Format, "text": Text}
"""Kinds of values that have a name of their own."""
NAMES: dict[tuple[str, str], tuple[str, ...]] = {
    ("evidence", "side"): ("side",),
    ("evidence", "by"): ("role",),
    ("evidence", "told-by"): ("side", "role"),
    ("evidence", "answers"): ("evidence",),
    ("evidence", "private-to"): ("side",),
    ("evidence", "summary"): ("field of it",),
    ("settles", "by"): ("outcome", "field of it"),
    ("framework", "time-zone"): ("time zone",),
    ("framework", "deals"): ("journey",),
    ("journey", "sides"): ("side",),
    ("journey", "about"): ("journey", "conversation", "person", "organisation"),
    ("journey", "private-to"): ("side",),
    ("journey", "asks-more"): ("side",),
    ("suggested", "first-talk-of"): ("side",),
    ("stage", "phase"): ("phase",),
    ("end", "needs"): ("field",),
    ("gate", "from"): ("stage",),
    ("gate", "to"): ("stage", "end"),
    ("signal", "seen"): ("evidence",),
    ("waivers", "by"): ("role",),
    ("waivers", "never"): ("requirement",),
    ("clause", "what"): ("evidence",),
    ("clause", "by"): ("role", "everyone"),
    ("clause", "told-by"): ("side", "role"),
    ("clause", "answers"): ("evidence",),
    ("clause", "after"): ("evidence",),
    ("clause", "from-different"): ("person", "day", "role", "source", "field of it"),
    ("for-each", "what"): ("evidence",),
    ("for-each", "in"): ("here", "about"),
    ("check", "passes"): ("registered check",),
    ("questions", "for"): ("journey",),
    ("question", "closes"): ("gate", "gate.requirement"),
    ("question", "use-case"): ("use case",),
    ("answer", "by"): ("side", "role"),
    ("answer", "gives"): ("evidence",),
    ("requirement", "for-each"): ("evidence",),
    ("clause", "all"): ("evidence",),
    ("clause", "any"): ("evidence",),
    **{("requirement", side): ("evidence",) for side in SIDES},
    ("expect", "refused"): ("refusal",),
    ("expect", "hints"): ("reason",),
    ("gate-expect", "reasons"): ("reason",),
    ("gate-expect", "waivers"): ("holds", "reason"),
    ("requirement-expect", "strength"): ("strength",),
    ("standing-expect", "gap"): ("gap",),
    ("standing-expect", "findings"): ("reason",),
    ("bare-expect", "gap"): ("gap",),
    **{("near-misses-expect", side): ("near miss",) for side in SIDES},
    **{(where, "for"): ("journey",) for where in ("mapping", "pipeline")},
    **{(where, "stages"): ("stage", "end", "none") for where in ("mapping", "pipeline")},
    ("mapping", "roles"): ("role", "none"),
    ("reading", "zone"): ("time zone",),
    **{(where, "stages"): ("stage", "end") for where in ("migration", "journey-successor")},
    **{(where, "gates"): ("gate",) for where in ("migration", "journey-successor")},
    **{(where, "requirements"): ("gate.requirement",) for where in ("migration", "journey-successor")},
    **{(where, "evidence"): ("evidence",) for where in ("migration", "journey-successor")},
    **{(where, "fields"): ("field",) for where in ("migration", "journey-successor")},
    ("migration", "roles"): ("role",),
    ("migration", "journeys"): ("journey",),
    **{("meaning", key): ("evidence", "none") for key in ("always", "values", "otherwise")},
}
"""What must be declared elsewhere before a key may name it (GC014), by mapping and key."""
WORDS: Mapping[str, Sequence[str]] = {
    "side": SIDES,
    **{word: (word,) for word in ("everyone", "here", "about", "conversation", "person", "organisation", "none")},
    "near miss": NEAR_MISSES,
    "refusal": tuple(ENGLISH),
    "reason": tuple(ENGLISH),
    "holds": (HOLDS,),
    "strength": STRENGTHS,
}
"""What is known without any framework."""
CLOSED = "one of: "
KINDS = {"string": "text", "integer": "whole number", "boolean": "true or false", "null": "nothing"}


@dataclass(frozen=True, slots=True)
class Key:
    """One key: the mapping it may stand in, what may stand behind it and what holds without it, codes of misfits."""

    where: str
    key: str
    type: str
    default: str
    meaning: str
    codes: tuple[str, ...]


@functools.cache
def forms() -> Forms:
    """The forms of everything that may be written."""
    return Forms(HEADS.values(), NAMED)


@functools.cache
def keys() -> tuple[Key, ...]:
    """Every key of every mapping, in the order of the models."""
    return tuple(key for where in forms().mappings for key in _keys(where))


def meaning_of(where: str) -> str:
    """What a mapping is, in one sentence."""
    return first_line(forms().models[where])


def known_under(known: Mapping[str, Iterable[str]]) -> dict[tuple[str, str], list[str]]:
    """The ids that may stand under each key, where all that it may name is known."""
    whole = {**known, **WORDS}
    return {
        place: sorted({id_ for noun in nouns for id_ in whole[noun]})
        for place, nouns in NAMES.items()
        if all(noun in whole for noun in nouns)
    }


def _keys(where: str) -> Iterator[Key]:
    mapping, model = forms().mappings[where], forms().models[where]
    for name, field in model.model_fields.items():
        key = spelling(name, field)
        other = forms().others.get(where) == name
        form = mapping["additionalProperties"] if other else mapping["properties"][key]
        nouns = NAMES.get((where, key), ())
        yield Key(
            where,
            f"<{name.removesuffix('s')}>" if other else key,
            in_words(form, _one_of(nouns) if nouns else "text"),
            "required" if field.is_required() else _default(field.default),
            descriptions(model).get(name, ""),
            tuple(_codes(where, form, required=field.is_required(), named=bool(nouns))),
        )


def _default(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int) and value else "none"


def in_words(form: Form, noun: str = "text") -> str:
    """What a form allows, for people; `noun` is what a plain text names."""
    if "$ref" in form:
        return str(form["$ref"]).rpartition("/")[2].replace("-", " ")
    if "anyOf" in form:
        return _one_of([word for each in form["anyOf"] for word in _words_of(each, noun)])
    if "enum" in form or "const" in form:
        choices = form.get("enum", [form.get("const")])
        return (CLOSED if len(choices) > 1 else "") + ", ".join(str(each) for each in choices)
    kind: Any = form.get("type", ANY["type"])
    return _one_of(_words_of({"type": kind}, noun)) if isinstance(kind, list) else _of_kind(kind, form, noun)


def _words_of(form: Form, noun: str) -> list[str]:
    """The words for each kind of value a form allows."""
    kinds = form.get("type")
    if kinds == ANY["type"]:
        return ["any value"]
    return [in_words({"type": each}, noun) for each in kinds] if isinstance(kinds, list) else [in_words(form, noun)]


def _one_of(words: Sequence[str]) -> str:
    """Several possibilities as one phrase, closed lists last."""
    known = [each for each in dict.fromkeys(words) if not each.startswith(CLOSED)]
    lists = {f"list of {each}": "list of these" for each in known}
    known = [lists.get(each, each) for each in known]
    known += [each for each in words if each.startswith(CLOSED)]
    return " or ".join(filter(None, [", ".join(known[:-1]), known[-1]]))


def _of_kind(kind: str, form: Form, noun: str) -> str:
    if kind == "array":
        return f"list of {in_words(form['items'], noun)}" if "items" in form else "list"
    if kind != "object":
        return noun if kind == "string" else KINDS.get(kind, kind)
    if "properties" in form:
        first = next(iter(form["properties"].values()))
        return f"mapping of {', '.join(form['properties'])} to {in_words(first, noun)}"
    key = in_words(form["propertyNames"]) if "propertyNames" in form else "text"
    return f"mapping of {key} to {in_words(form['additionalProperties'], noun)}"


def _codes(where: str, form: Form, *, required: bool, named: bool) -> Iterator[str]:
    parts = [*_parts(form)]
    refs = {part.get("$ref", "").rpartition("/")[2] for part in parts}
    if any("properties" in part for part in parts) or "text" in refs:
        yield "GC012"
    if required:
        yield "GC013"
    if named:
        yield "GC014"
    yield "GC015"
    yield from (code for name, code in (("id", "GC018"), ("duration", "GC024")) if name in refs)
    if where == "check":
        yield "GC027"


def _parts(form: Any) -> Iterator[Form]:
    """The form and everything in it."""
    if isinstance(form, dict):
        yield form
    for each in form.values() if isinstance(form, dict) else form if isinstance(form, list) else ():
        yield from _parts(each)

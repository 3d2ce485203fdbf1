"""Made-up roles, fields, conditions and evidence types: the vocabulary a made-up journey speaks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from gatecoach.definition import FieldDef
from gatecoach.facts import GRADES
from gatecoach.testing.choosing import Choice

Tree = dict[str, Any]
ROLES = {"customer": ("key", "buyer", "user"), "seller": ("rep", "boss"), "coachee": (), "coach": ()}
CHANNELS = ("mail", "calendar", "document")
FIELDS: Mapping[str, Tree] = {
    "note": {"type": "text", "example": "By Friday", "results": ["close"]},
    "day": {"type": "date"},
    "until": {"type": "date"},
    "price": {"type": "money"},
    "seats": {"type": "number"},
    "part": {"type": "share"},
    "way": {"type": "choice", "of": ["call", "visit", "letter"]},
    "sure": {"type": "yes-no"},
}
"""The fields of made-up evidence and subjects, by their types."""
LIKE = {each["type"]: name for name, each in FIELDS.items()}
"""For each type one of these fields, so that fields of any framework can be filled."""
VALUES: Mapping[str, Sequence[Any]] = {
    "note": ["yes", "later", "soon"],
    "price": [1000, 50000, 100000, Decimal("1000.5")],
    "part": [Decimal("0.25"), Decimal("0.5"), 1],
    "way": FIELDS["way"]["of"],
    "sure": [True, False],
}
DAYS = ("day", "until")
PAIRED = ("is", "is-not", "at-least", "at-most", "more-than", "less-than")
"""Words that compare a field with another one."""
FOR, AGAINST = ("agrees", "amends"), ("refuses", "doubts")
FIRST_DAY = dt.date(2026, 3, 1)


def duration(choice: Choice, least: int, most: int) -> str:
    """A duration in days or weeks."""
    days = choice.number(least, most)
    return f"{days // 7} weeks" if days >= 7 and choice.chance(30) else f"{days} {'day' if days == 1 else 'days'}"


def value(choice: Choice, name: str) -> Any:
    """A value that fits the field; days lie around the days on which things happen."""
    if name in DAYS:
        return (FIRST_DAY + dt.timedelta(days=choice.number(0, 90))).isoformat()
    if name == "seats":
        return choice.number(0, 5)
    return choice.pick(VALUES[name])


def told(choice: Choice, field: FieldDef) -> Any:
    """A value of a field as somebody tells it: an amount now and then names a currency, not always the own one."""
    found = choice.pick(field.of) if field.type == "choice" else value(choice, LIKE[field.type])
    return f"{found} {choice.pick(['EUR', 'USD'])}" if field.type == "money" and choice.chance(20) else found


def _ranged(choice: Choice, name: str, *, spans: bool) -> list[Any]:
    """Two values of one kind, in order; for days two durations or two days."""
    if name in DAYS and spans:
        return [duration(choice, 0, 3), duration(choice, 7, 40)]
    return sorted([value(choice, name), value(choice, name)])


def check(choice: Choice, name: str, *, spans: bool = True) -> Any:
    """What a field must be, with any word of the language that fits its type; `spans` allows durations."""
    ordered = name in (*DAYS, "price", "seats", "part")
    words = ["is", "is-not", "one-of", "none-of", "known", "plain", "list"]
    words += ["at-least", "at-most", "more-than", "less-than", "between", "range"] * (2 if ordered else 0)
    word = choice.pick(words)
    span = name in DAYS and spans and word not in ("list", "one-of")
    one = duration(choice, 0, 30) if span else value(choice, name)
    several = [value(choice, name) for _ in range(choice.number(1, 2))]
    forms = {"plain": one, "list": several, "known": {"known": choice.chance(70)}}
    if word in forms:
        return forms[word]
    if word == "range":
        least, most = _ranged(choice, name, spans=spans)
        return {"at-least": least, "at-most": most}
    if word == "between":
        return {"between": _ranged(choice, name, spans=spans)}
    return {word: several if word in ("one-of", "none-of") else one}


def condition(
    choice: Choice, names: Sequence[str], *, outcomes: Sequence[str] = (), spans: bool = True, depth: int = 1
) -> Tree:
    """A condition on some of these fields, or on the outcome; now and then with `all` or `any`."""
    if depth and choice.chance(25):
        parts = [condition(choice, names, outcomes=outcomes, spans=spans, depth=0) for _ in range(choice.number(1, 3))]
        return {choice.pick(["all", "any"]): parts}
    if outcomes and (not names or choice.chance(60)):
        one = choice.pick(outcomes)
        return {"outcome": choice.pick([one, choice.some(outcomes, 1), {"is-not": one}, {"known": True}])}
    if {*DAYS} <= {*names} and choice.chance(20):
        return {"until": {choice.pick(PAIRED): {"field": "day"}}}
    return {name: check(choice, name, spans=spans) for name in choice.some(names, 1, 2)}


def kind(choice: Choice, sides: Sequence[str], above: Sequence[str]) -> Tree:
    """An evidence type of these sides; `above` are the types it may answer."""
    roles = [role for side in sides for role in ROLES[side]]
    answers: Tree = {"answers": choice.pick(above)} if above and choice.chance(75) else {}
    names = choice.some([*FIELDS], 0, 2) if choice.chance(50) else []
    names += ["until"] if "day" in names and "until" not in names and choice.chance(50) else []
    fields = {name: {**FIELDS[name], **choice.maybe(60, "optional", lambda: True)} for name in names}
    return {
        "side": [*sides] if len(sides) > 1 else sides[0],
        **choice.maybe(40, "title", lambda: "Something done"),
        **choice.maybe(20, "missing-means", lambda: "Nobody has done it yet."),
        **(
            choice.maybe(50, "by", lambda: [role for side in sides for role in choice.some(ROLES[side], 1)])
            if roles
            else {}
        ),
        **choice.maybe(15, "told-by", lambda: choice.some([*sides, *roles], 1, 2)),
        **answers,
        **choice.maybe(45 if answers else 10, "outcomes", lambda: _outcomes(choice)),
        **choice.maybe(25, "seen-in", lambda: choice.some([*CHANNELS, "typed"], 1, 3)),
        **choice.maybe(20, "no-older-than", lambda: duration(choice, 10, 60)),
        **(choice.maybe(20, "within", lambda: duration(choice, 3, 30)) if answers else {}),
        **choice.maybe(20, "grade", lambda: choice.pick(GRADES[:3])),
        **({"fields": fields} if fields else {}),
    }


def _outcomes(choice: Choice) -> Tree:
    agreeing = choice.some(FOR, 1)
    return {"for": agreeing, **choice.maybe(85, "against", lambda: choice.some(AGAINST, 1))}

"""What happened and who says so: people, evidence, statements, labels, claims, and who may see what.

Values in, values out: everything here is frozen, knows no gate and reads no clock. An item has an
*actor* (`by`, who did it) and a *teller* (`told_by`, who says so); with a `source` and no teller it is
told by that source. Times are aware datetimes or, where only the day is known, dates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from gatecoach.errors import FactsError, Finding, UsageError, did_you_mean

Grade = Literal["asserted", "observed", "authentic", "proven"]
GRADES: tuple[Grade, ...] = ("asserted", "observed", "authentic", "proven")


def _moment(value: object) -> object:
    """Text to an aware datetime or a whole day; a naive time is refused (nobody can tell which hour it was)."""
    written = isinstance(value, str)
    if isinstance(value, str):
        text = value.strip()
        try:
            value = dt.date.fromisoformat(text) if len(text) == 10 else dt.datetime.fromisoformat(text)
        except ValueError:
            message = f'"{text}" is neither a day nor a time'
            raise UsageError("bad-time", message, help="Write 2026-04-02 or 2026-04-02T09:30:00+02:00.") from None
    if isinstance(value, dt.datetime) and value.utcoffset() is None:
        raise UsageError(
            "naive-time",
            f"the time {value.isoformat()} has no time zone",
            help="Write 2026-04-02T09:30:00+02:00."
            if written
            else "Give an aware datetime, for example datetime(2026, 4, 2, 9, 30, tzinfo=UTC).",
        )
    return value


def moment(value: object) -> dt.datetime | dt.date:
    """A written or given moment: an aware instant or a whole day; anything else raises `UsageError`."""
    read = _moment(value)
    if not isinstance(read, dt.date):
        raise UsageError("bad-time", f"{value!r} is no time", help="Give an aware datetime or a date.")
    return read


def _whole_day(value: object) -> object:
    day = _moment(value)
    return day.date() if isinstance(day, dt.datetime) else day


def _plain(value: object) -> object:
    """Field values are text, whole numbers and true/false; decimals and days are kept as exact text."""
    if isinstance(value, float | Decimal):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def _many(value: object) -> object:
    if isinstance(value, list):
        return tuple(value)
    return (value,) if isinstance(value, str) else value


Moment = Annotated[dt.datetime | dt.date, BeforeValidator(_moment)]
"""An aware instant, or a whole day where only the day is known."""
Day = Annotated[dt.date, BeforeValidator(_whole_day)]
Value = Annotated[bool | int | str, BeforeValidator(_plain)]
Ids = Annotated[tuple[str, ...], BeforeValidator(_many)]


def kebab(name: str) -> str:
    """The authored spelling of a Python name: `told_by` is `told-by`, `from_` is `from`."""
    return name.rstrip("_").replace("_", "-")


class Fact(BaseModel):
    """Common ground of all facts: frozen, no unknown keys, kebab-case outside and snake_case in Python."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, alias_generator=kebab, validate_by_name=True, validate_by_alias=True
    )

    def __init__(self, **values: Any) -> None:
        """Validate; what does not fit raises `FactsError` with one finding per mistake."""
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise _refused(type(self), error) from None

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Self:
        """The fact that a plain row (JSON, YAML) describes; the inverse of `as_dict`."""
        return cls(**row)

    def as_dict(self) -> dict[str, Any]:
        """A plain JSON row without the defaults; `from_dict` gives an equal fact back."""
        row = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return dict(row)


def _refused(kind: type[Fact], error: ValidationError) -> FactsError:
    known = [kebab(name) for name in kind.model_fields]
    findings = []
    for each in error.errors():
        path = ".".join(str(part) for part in each["loc"])
        missing = each["type"] == "missing"
        unknown = each["type"] == "extra_forbidden"
        hint = did_you_mean(path, known) if unknown else ""
        words = "is missing" if missing else "is not known here" if unknown else str(each["msg"]).lower()
        code = "GC013" if missing else "GC012" if unknown else "GC015"
        findings.append(Finding(code, f"{kind.__name__.lower()}: {path}: {words}", path=path, hint=hint))
    return FactsError("bad-fact", f"this is no {kind.__name__}", findings)


class HeldRole(Fact):
    """A role and the days it was held, both included; a missing end means always."""

    role: str
    from_: Day | None = Field(default=None, alias="from")
    to: Day | None = None


def _roles(value: object) -> object:
    if isinstance(value, str):
        value = (value,)
    if isinstance(value, list | tuple):
        return tuple(HeldRole(role=each) if isinstance(each, str) else each for each in value)
    return value


class Person(Fact):
    """Somebody who takes part, on one side, with the roles they hold (role ids, or dated `HeldRole`s)."""

    id: str
    side: str
    name: str = ""
    roles: Annotated[tuple[HeldRole, ...], BeforeValidator(_roles)] = ()
    addresses: Ids = ()
    since: Moment | None = None
    left: Moment | None = None

    def roles_on(self, day: dt.date) -> frozenset[str]:
        """The roles held on that day."""
        return frozenset(
            held.role
            for held in self.roles
            if (held.from_ is None or held.from_ <= day) and (held.to is None or day <= held.to)
        )


class Evidence(Fact):
    """One dated act of one actor: of the type `what`, or an untyped mail that only passes links on.

    `(source, id)` names it; the same again is the same item. `answers` links it to what it answers,
    `replaces` retires an earlier one. `grade` says how well the origin is proven.
    """

    id: str
    what: str | None = None
    by: str
    at: Moment
    source: str | None = None
    told_by: str | None = None
    answers: Ids = ()
    replaces: str | None = None
    grade: Grade = "asserted"
    fields: dict[str, Value] = Field(default_factory=dict)
    text: str = ""
    machine_sent: bool = False
    revision: int = 0
    known: Moment | None = None


class Statement(Fact):
    """Somebody's reading of an item: which outcome it has, with a verbatim quote of its new text."""

    id: str
    about: str
    outcome: str
    quote: str
    by: str
    at: Moment
    known: Moment | None = None

    def stands_in(self, text: str) -> bool:
        """Whether the quote stands in the text word for word; white space is of no account, nothing is no quote."""
        words = " ".join(self.quote.split())
        return bool(words) and words in " ".join(text.split())


class Label(Fact):
    """What a seller's message is: `label` is an evidence type, `message` the id of the mail."""

    label: str
    message: str
    by: str
    at: Moment
    subject: str = ""


class Claim(Fact):
    """A stage or end somebody (the CRM) says the subject is at, from `at` on (nothing = always)."""

    stage: str
    at: Moment | None = None
    by: str = ""
    reason: str = ""
    known: Moment | None = None


class Revocation(Fact):
    """An item taken back from `at` on; it holds when done by its actor, their side or its source."""

    id: str
    revokes: str
    by: str
    at: Moment
    known: Moment | None = None


class Waiver(Fact):
    """One named requirement (`gate.requirement`) waived by a named person, with a reason, until a day included."""

    id: str
    requirement: str
    by: str
    at: Moment
    until: Day
    reason: str
    known: Moment | None = None


class FieldValue(Fact):
    """What a field of the subject was from `at` on; the newest known one holds."""

    field: str
    value: Value
    at: Moment
    known: Moment | None = None


AnyFact = Evidence | Statement | Claim | Revocation | Waiver | FieldValue
ROWS: dict[str, type[AnyFact]] = {
    "evidence": Evidence,
    "statement": Statement,
    "claim": Claim,
    "revocation": Revocation,
    "waiver": Waiver,
    "field": FieldValue,
}
"""What each kind of fact is called in a row; the key under which its row names it is `fact`."""


def to_row(fact: AnyFact) -> dict[str, Any]:
    """A fact as one plain JSON row that says what it is, for a host that keeps it; `from_row` gives an equal one."""
    kind = next(name for name, each in ROWS.items() if isinstance(fact, each))
    return {"fact": kind, **fact.as_dict()}


def from_row(row: Mapping[str, Any]) -> AnyFact:
    """The fact that a row of `to_row` describes.

    Raises:
        FactsError: a row that names no kind of fact, or that does not fit its kind.
    """
    kind = ROWS.get(row.get("fact", ""))
    if kind is None:
        words = f"a row names what it is as `fact`: {', '.join(ROWS)}"
        raise FactsError("bad-fact", "this is no row of a fact", [Finding("GC014", words, path="fact")])
    return kind.from_dict({key: value for key, value in row.items() if key != "fact"})


def visible(facts: Iterable[AnyFact], private_to: Mapping[str, Collection[str]], *sides: str) -> list[AnyFact]:
    """The one visibility filter: what somebody on these sides may read of these facts; without one, what all may.

    `private_to` names for an evidence type the sides that may read it; other types are for everybody. Readings
    and revocations of an item are as private as the item, and no link leads to it any more.
    """
    kept = list(facts)
    hidden = {each.id for each in kept if isinstance(each, Evidence) and not _readable(each, private_to, sides)}
    if not hidden:
        return kept
    left = {each.id for each in kept if isinstance(each, Evidence) and _readable(each, private_to, sides)}
    return [
        _without_links(each, hidden - left) if isinstance(each, Evidence) else each
        for each in kept
        if (_readable(each, private_to, sides) if isinstance(each, Evidence) else _names(each) not in hidden)
    ]


def _readable(item: Evidence, private_to: Mapping[str, Collection[str]], sides: Collection[str]) -> bool:
    readers = private_to.get(item.what or "", ())
    return not readers or not set(readers).isdisjoint(sides)


def _without_links(item: Evidence, hidden: Collection[str]) -> Evidence:
    """The item without its links to what is hidden: else its id would tell that it is there."""
    answers = tuple(each for each in item.answers if each not in hidden)
    replaces = None if item.replaces in hidden else item.replaces
    if answers == item.answers and replaces == item.replaces:
        return item
    return item.model_copy(update={"answers": answers, "replaces": replaces})


def _names(fact: AnyFact) -> str | None:
    """The item a fact reads or takes back."""
    return fact.about if isinstance(fact, Statement) else fact.revokes if isinstance(fact, Revocation) else None

"""One Salesforce export → subjects with their claims, fields and people, and a finding for what does not fit.

Read are a bundle (object name → query result) or the result of one query over opportunities. What the CRM
says is a claim: nothing here opens a gate.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gatecoach.errors import FactsError, Finding, UsageError, did_you_mean
from gatecoach.facts import Claim, Person
from gatecoach.intake.addresses import by_address, canonical
from gatecoach.intake.headers import YEARS

CODE = "GC028"
DEAL = "Opportunity"
HISTORY = "OpportunityHistory"
ROLE = "OpportunityContactRole"
CUSTOMER = "customer"
LIMIT = 10**18
PLACES = Decimal("0.000001")
EXPECTED = 'expected is {"Opportunity": {"records": […]}, …}, or one query result whose records are opportunities'

Row = Mapping[str, Any]
Placed = tuple[str, Row]


@dataclass(frozen=True, slots=True)
class CrmSubject:
    """One opportunity: what it is called, who owns it, where the CRM says it stands, who takes part.

    `owner` is the id of the person whose address the owner has, else the CRM's own id of them.
    """

    id: str
    name: str
    owner: str
    claimed: tuple[Claim, ...]
    fields: Mapping[str, str]
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class CrmIntake:
    """The subjects of one export and everything in it that did not fit, each at its place."""

    subjects: tuple[CrmSubject, ...]
    findings: tuple[Finding, ...]


def read_salesforce(
    data: bytes, name: str, *, stages: Mapping[str, str], roles: Mapping[str, str], people: Iterable[Person] = ()
) -> CrmIntake:
    """The subjects in this export; `stages` and `roles` name ours by their title or id there, in any case.

    A contact whose address one of `people` uses is that person, exactly as given. What is no Salesforce
    export at all raises `FactsError`; a row that does not fit is a finding and the rest is read.
    """
    tables = _tables(_json(data, name), name)
    reader = _Reader(name, _folded(stages), _folded(roles), by_address(people))
    deals = [(place, row) for place, row in reader.rows(tables, DEAL) if reader.has_id(place, row)]
    ids = {_short(_text(row, "Id")) for _, row in deals}
    history = reader.by_deal(tables, HISTORY, ids)
    contacts = reader.by_deal(tables, ROLE, ids)
    return CrmIntake(tuple(reader.subject(deal, history, contacts) for deal in deals), tuple(reader.findings))


def _json(data: bytes, name: str) -> Any:
    try:
        return json.loads(data, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, ArithmeticError, RecursionError):
        raise _refused(name, "this is no JSON") from None


def _no_number(word: str) -> None:
    raise ValueError(word)


def _refused(name: str, what: str) -> FactsError:
    return FactsError("bad-export", f"{name}: {what}", [Finding(CODE, what, file=name, hint=EXPECTED)])


def _tables(tree: Any, name: str) -> dict[str, Row]:
    """The query results by object name, of a bundle or of one query; anything else is refused."""
    if isinstance(tree, list) and any(isinstance(each, dict) and "errorCode" in each for each in tree):
        raise _refused(name, "this is an error message of Salesforce, no export")
    if not isinstance(tree, dict):
        raise _refused(name, "this is JSON, but no Salesforce export")
    if "status" in tree and isinstance(tree.get("result"), dict):  # the envelope of Salesforce's own command line
        tree = tree["result"]
    found: dict[str, Row] = {
        key: each for key, each in tree.items() if isinstance(each, dict) and isinstance(each.get("records"), list)
    }
    if isinstance(tree.get("records"), list):
        found = {_object_of(tree["records"], name): tree}
    if DEAL not in found:
        raise _refused(name, "this is JSON, but it holds no Salesforce opportunities")
    return found


def _object_of(records: list[Any], name: str) -> str:
    """The object that all records of a query name; nothing if they are of several kinds."""
    marks = [_part(each, "attributes") for each in records if isinstance(each, dict)]
    if marks and not all(_text(each, "type") for each in marks):
        raise _refused(name, "`attributes.type` is missing, so nobody can tell what these records are")
    kinds = {_text(each, "type") for each in marks}
    return kinds.pop() if len(kinds) == 1 else ""


def _folded(names: Mapping[str, str]) -> dict[str, str]:
    return {key.strip().casefold(): value for key, value in names.items()}


def _text(row: Row, key: str) -> str:
    value = row.get(key)
    return value.strip().encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _part(row: Row, key: str) -> Row:
    value = row.get(key)
    return value if isinstance(value, dict) else {}


def _short(id_: str) -> str:
    """The 15 characters that name a record; exports write them with or without three more."""
    return id_[:15]


@dataclass(slots=True)
class _Reader:
    """Reads the rows of one export and keeps every finding at its place."""

    file: str
    stages: Mapping[str, str]
    roles: Mapping[str, str]
    known: Mapping[str, Person]
    findings: list[Finding] = field(default_factory=list)

    def rows(self, tables: Mapping[str, Row], table: str) -> list[Placed]:
        """The rows of one object, each with its place in the file."""
        result = tables.get(table, {})
        if result.get("done") is False:
            self._note(table, "the query has more pages; what they hold is missing", "export all pages into one file")
        placed = [(f"{table}.records[{number}]", row) for number, row in enumerate(result.get("records", ()))]
        for place, row in placed:
            if not isinstance(row, dict):
                self._note(place, "this is no record", "a record is an object with its fields")
        return [(place, row) for place, row in placed if isinstance(row, dict)]

    def by_deal(self, tables: Mapping[str, Row], table: str, ids: Collection[str]) -> dict[str, list[Placed]]:
        """The rows of one object by the opportunity they belong to; a finding for one that belongs to none."""
        found: dict[str, list[Placed]] = {}
        for place, row in self.rows(tables, table):
            deal = _short(_text(row, "OpportunityId"))
            found.setdefault(deal, []).append((place, row))
            if deal not in ids:
                message = "this row belongs to no opportunity of this file"
                self._note(f"{place}.OpportunityId", message, "export the opportunity, too", "warning")
        return found

    def has_id(self, place: str, row: Row) -> bool:
        """Whether an opportunity has an id; without one it is none."""
        if not _text(row, "Id"):
            self._note(f"{place}.Id", "this opportunity has no id", "export the field Id, too")
        return bool(_text(row, "Id"))

    def subject(
        self, deal: Placed, history: Mapping[str, list[Placed]], contacts: Mapping[str, list[Placed]]
    ) -> CrmSubject:
        """One opportunity with what belongs to it."""
        place, row = deal
        key = _short(_text(row, "Id"))
        owner = self.known.get(canonical(_text(_part(row, "Owner"), "Email")))
        return CrmSubject(
            id=_text(row, "Id"),
            name=_text(row, "Name"),
            owner=owner.id if owner is not None else _text(row, "OwnerId"),
            claimed=self._claims(deal, history.get(key, [])),
            fields=self._fields(place, row),
            people=self._people(contacts.get(key, [])),
        )

    def _note(self, path: str, message: str, hint: str, severity: str = "error") -> None:
        self.findings.append(Finding(CODE, message, file=self.file, path=path, hint=hint, severity=severity))

    def _claims(self, deal: Placed, history: list[Placed]) -> tuple[Claim, ...]:
        """The stages claimed, oldest first, equal neighbours once; none at all if today's stage is unknown."""
        read = [self._claim(place, row, "CreatedDate") for place, row in history]
        past = sorted((each for each in read if each is not None), key=lambda each: _instant(each.at))
        now = self._claim(*deal, "LastModifiedDate")
        if now is None:
            return ()
        claims = [claim for claim, before in zip(past, [None, *past], strict=False) if not _same_stage(claim, before)]
        return tuple(claims) if _same_stage(now, past[-1] if past else None) else (*claims, now)

    def _claim(self, place: str, row: Row, date: str) -> Claim | None:
        title, at = _text(row, "StageName"), _text(row, date)
        stage = self.stages.get(title.casefold())
        if not title:
            self._note(f"{place}.StageName", "this record has no stage", "export the field StageName, too")
            return None
        if stage is None:
            hint = did_you_mean(title.casefold(), self.stages)
            self._note(f"{place}.StageName", f'no stage of the framework is called "{title}"', hint)
            return None
        try:
            claim = Claim.from_dict({"stage": stage, "at": at or None})
        except UsageError as error:
            self._note(f"{place}.{date}", error.message, error.help)
            return None
        if claim.at is not None and claim.at.year not in YEARS:
            self._note(f"{place}.{date}", f'"{at}" is not a time of our days', "correct it in the CRM and export again")
            return None
        return claim

    def _fields(self, place: str, row: Row) -> dict[str, str]:
        found = {"amount": self._amount(place, row), "close-date": self._day(place, row)}
        return {key: value for key, value in found.items() if value}

    def _amount(self, place: str, row: Row) -> str:
        value = row.get("Amount")
        number = value if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
        exact = Decimal(number).quantize(PLACES) if number is not None and -LIMIT < number < LIMIT else None
        if value is not None and (exact is None or exact != number):
            self._note(
                f"{place}.Amount", "this is no amount", "an amount is a number with at most 18 digits and 6 decimals"
            )
            return ""
        return "" if exact is None else format(exact.normalize(), "f")

    def _day(self, place: str, row: Row) -> str:
        text = _text(row, "CloseDate")
        try:
            return dt.date.fromisoformat(text).isoformat() if text else ""
        except ValueError:
            self._note(f"{place}.CloseDate", f'"{text}" is no day', "a day is written 2026-04-02")
            return ""

    def _people(self, contacts: list[Placed]) -> tuple[Person, ...]:
        """The contacts of a deal that have an address, each once with all roles they hold on it."""
        found: dict[str, Person] = {}
        for place, row in contacts:
            person = self._person(place, row)
            if person is not None:
                found[person.id] = _joined(found.get(person.id, person), person)
        return tuple(found.values())

    def _person(self, place: str, row: Row) -> Person | None:
        contact = _part(row, "Contact")
        id_, address = _short(_text(row, "ContactId")), _text(contact, "Email")
        if not id_:
            self._note(f"{place}.ContactId", "this contact role has no contact id", "export the field ContactId, too")
            return None
        if not canonical(address):
            hint = "without an address none of their mails can be known"
            self._note(f"{place}.Contact.Email", "this contact has no usable address", hint, "warning")
            return None
        known = self.known.get(canonical(address))
        if known is not None:
            return known
        name, roles = _text(contact, "Name"), self._role(place, row)
        row_of_ours = {"id": id_, "side": CUSTOMER, "name": name, "roles": roles, "addresses": (address,)}
        return Person.from_dict(row_of_ours)

    def _role(self, place: str, row: Row) -> tuple[str, ...]:
        title = _text(row, "Role")
        role = self.roles.get(title.casefold())
        if title and role is None:
            hint = did_you_mean(title.casefold(), self.roles)
            self._note(f"{place}.Role", f'no role of the framework is called "{title}"', hint)
        return () if role is None else (role,)


def _joined(first: Person, second: Person) -> Person:
    """The same person holding the roles of both rows."""
    return first.model_copy(update={"roles": tuple(dict.fromkeys((*first.roles, *second.roles)))})


def _same_stage(claim: Claim, before: Claim | None) -> bool:
    return before is not None and before.stage == claim.stage


def _instant(at: dt.datetime | dt.date | None) -> dt.datetime:
    """A moment for sorting: a day is its first instant in UTC, a missing one is before everything."""
    if isinstance(at, dt.datetime):
        return at
    day = at or dt.date.min
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)

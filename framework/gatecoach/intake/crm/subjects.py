"""The pieces of one deal put together: its claims, fields and people, and what was done as evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gatecoach.facts import Claim, Evidence, FieldValue, HeldRole, Label, Person, Value
from gatecoach.intake.addresses import by_address, canonical
from gatecoach.intake.crm.context import CUSTOMER, SELLER, CrmContext
from gatecoach.intake.crm.ids import same
from gatecoach.intake.crm.ours import Ours
from gatecoach.intake.crm.pieces import Act, Change, Deal, Part, Place, Was, instant
from gatecoach.intake.crm.rejects import MAX_VALUE, Reject, Tally
from gatecoach.intake.crm.threads import About, evidence_of


@dataclass(frozen=True, slots=True)
class CrmSubject:
    """One deal: what it is called, who owns it, where the CRM says it stands, who takes part, what was done.

    `owner` is the id of the person whose address the owner has or whom the mapping names, else the CRM's own id of
    them. `claimed` are the stages it was at, oldest first; a stage that only repeats the one before is no claim.
    """

    id: str
    name: str
    owner: str
    claimed: tuple[Claim, ...]
    fields: Mapping[str, Value]
    people: tuple[Person, ...]
    journey: str = ""
    evidence: tuple[Evidence, ...] = ()
    labels: tuple[Label, ...] = ()
    field_values: tuple[FieldValue, ...] = ()


@dataclass(slots=True)
class Pieces:
    """All pieces of one deal; `who` says who its people are where another table does."""

    deals: list[Deal] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    values: list[Was] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    who: dict[str, list[Part]] = field(default_factory=dict)


class Joiner:
    """Puts the pieces of deals together, one deal after the other."""

    def __init__(self, context: CrmContext, tally: Tally) -> None:
        """Take what is known of people."""
        self.context = context
        self.tally = tally
        self._known = by_address(context.people)
        self._ids = {each.id: each for each in context.people}
        self._owners = {self._short(name): person for name, person in context.mapping.owners.items()}
        self._ours = Ours(context)

    def subject(self, key: str, pieces: Pieces) -> CrmSubject:
        """The deal of these pieces; a deal without a row of its own has its key as id, and no name."""
        deal = self._one(pieces.deals)
        people, by_key = self._people(pieces)
        owner = self.person(deal.owner) if deal else ""
        journey = deal.journey if deal else self.context.journey
        made = evidence_of(self, About(deal.id if deal else key, journey, owner, by_key), pieces.acts)
        return CrmSubject(
            id=deal.id if deal else key,
            name=deal.name if deal else "",
            owner=owner,
            claimed=self._claims(deal, pieces.changes),
            fields=deal.fields if deal else {},
            people=people,
            journey=journey,
            evidence=made.evidence,
            labels=made.labels,
            field_values=tuple(
                _priced(each, deal).fact for each in sorted(pieces.values, key=lambda each: instant(each.at))
            ),
        )

    def person(self, text: str) -> str:
        """The id of a user of the CRM: whom the mapping names, whose address it is, else as it stands."""
        named = self._owners.get(self._short(text))
        if named is not None:
            return named
        known = self._known.get(canonical(text))
        return known.id if known else text

    def _short(self, text: str) -> str:
        """A user's id as it is compared; an address or a name is none."""
        return same(text, self.context.mapping.id_length) if text.isalnum() else text

    def is_seller(self, person: str) -> bool:
        """Whether the host knows a person of that id who is one of ours, or the mapping names them."""
        known = self._ids.get(person)
        return known.side == SELLER if known else person in self._owners.values()

    def reject(self, place: Place, reason: str, value: str = "", column: str = "", *, whole: bool = True) -> None:
        """Tell and count what is not used of a row."""
        told = value[:MAX_VALUE]
        self.tally.reject(Reject(reason, place.file, place.table, place.row, column, told, whole, place.within))

    def _one(self, deals: Sequence[Deal]) -> Deal | None:
        """The first row of a deal; another one is a repeat, or contradicts it."""
        for each in deals[1:]:
            if each[1:] == deals[0][1:]:
                self.tally.skip("duplicate")
            else:
                self.reject(each.place, "two-rows", each.id)
        return deals[0] if deals else None

    def _claims(self, deal: Deal | None, changes: Iterable[Change]) -> tuple[Claim, ...]:
        """The stages claimed, oldest first, equal neighbours once; none at all if today's stage is unknown."""
        past = [found for each in sorted(changes, key=lambda each: instant(each.at)) if (found := self._at(deal, each))]
        if deal is not None and deal.stage == "":
            return ()
        claims = [
            claim
            for each, before in zip(past, [None, *past], strict=False)
            if (before is None or before.stage != each.stage)
            and (claim := each._replace(by=self.person(each.by)).claim)
        ]
        today = deal.claim if deal else None
        return tuple(claims) if today is None or (past and past[-1].stage == today.stage) else (*claims, today)

    def _at(self, deal: Deal | None, change: Change) -> Change | None:
        """The stage that a deal was at, as its pipeline calls it; nothing where that is unknown or none of ours."""
        said = change.said
        if said is None:
            return change
        sure = next(iter(said.stages)) if len(said.stages) == 1 else None
        stage = said.by_pipeline.get(deal.pipeline) if deal else sure
        if stage is None:
            self.reject(change.place, "unknown-stage" if deal else "several-stages", said.text, said.column)
        elif not stage:
            self.tally.skip("no-stage-of-ours")
        return change._replace(stage=stage, said=None) if stage else None

    def _people(self, pieces: Pieces) -> tuple[tuple[Person, ...], dict[str, str]]:
        """The people of a deal, each once with all roles they have in it, and their ids by those of the CRM."""
        found: dict[str, Person] = {}
        by_key: dict[str, str] = {}
        for part in pieces.parts:
            person = self._person(part, [part, *pieces.who.get(part.person, ())])
            if person is not None:
                by_key[part.person] = person.id
                by_key |= {canonical(each): person.id for each in person.addresses}
                known = found.get(person.id)
                found[person.id] = person if known is None else _joined(known, person)
        return tuple(found.values()), by_key

    def _person(self, part: Part, said: Sequence[Part]) -> Person | None:
        """Who takes part; the people whom the host knows stay as they are."""
        address = next((each.address for each in said if canonical(each.address)), "")
        silent = next((each for each in said if each.address_column), None)
        if not address and silent is not None:
            self.reject(silent.place, "no-address", silent.address, silent.address_column)
            return None
        known = self._known.get(canonical(address)) or self._ids.get(self._owners.get(self._short(part.person), ""))
        if known is not None:
            return known
        if self._ours(address):
            at = next(each for each in said if each.address == address)
            self.reject(at.place, "own-address", address, at.address_column)
            return None
        name = next((each.name for each in said if each.name), "")
        roles = tuple(dict.fromkeys(role for each in said for role in each.roles))
        held = tuple(HeldRole(role=each) for each in roles)
        return Person(id=part.person, side=CUSTOMER, name=name, roles=held, addresses=(address,) if address else ())


def _priced(was: Was, deal: Deal | None) -> Was:
    """A former amount in the currency that the deal has today, where the row does not say its own."""
    if deal is None or not was.bare:
        return was
    today = deal.fields.get(was.field)
    currency = deal.currencies.get(was.field) if today is None else str(today).partition(" ")[2]
    if currency is None:
        return was
    return was._replace(value=" ".join(filter(None, (str(was.value).partition(" ")[0], currency))))


def _joined(first: Person, second: Person) -> Person:
    """The same person with what both rows say: the roles and addresses, and the first name that is there."""
    roles = tuple(dict.fromkeys((*first.roles, *second.roles)))
    addresses = tuple(dict.fromkeys((*first.addresses, *second.addresses)))
    return first.model_copy(update={"roles": roles, "addresses": addresses, "name": first.name or second.name})

"""What calendar intake must know besides the objects, and how an answer is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from gatecoach.definition import EvidenceDef
from gatecoach.facts import Label, Person
from gatecoach.intake.domains import FREE_MAIL
from gatecoach.intake.grading import Checks
from gatecoach.intake.keys import Keys, KeyStore, Resolver

ACCEPTED: Final = "ACCEPTED"
AGREEING = frozenset({ACCEPTED, "COUNTER"})
"""The answers that may be read as agreement, if the type has such an outcome; no others ever are."""
READINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ACCEPTED: ("accepts", "accepted"),
        "DECLINED": ("declines", "declined"),
        "COUNTER": ("proposes-time", "counters"),
        "TENTATIVE": (),
    }
)
"""For each answer the outcomes it may be read as: the first that the type has is its reading, else it stays unread.

`COUNTER` is a counter-proposal whatever status it carries. `TENTATIVE` has none: it is neither a yes nor a no.
"""


@dataclass(frozen=True, slots=True)
class CalendarContext:
    """What intake must know besides the objects; nothing of it is looked up.

    `answered_by`, `people`, `labels`, `source`, `fetched_by`, `trusted`, `subject`, `domains` and `free_mail` are those
    of mail intake; a label's `message` is the UID of an invitation or the Message-ID of a mail that carried it. A label
    on an answer (its `message` is the id that the outcome shows, or the Message-ID of the mail) says which type it is,
    or sets it aside. So are `keys` and `resolver`, which check the signatures of carrying mails. `types` are the
    evidence types of the journey: an answer is read as an outcome its type has, and the day of the meeting goes into
    the type's date field where it has exactly one. Days are counted in `time_zone`. `readings` name for each answer
    the outcomes it may be read as.
    """

    answered_by: Mapping[str, tuple[str, ...]]
    people: tuple[Person, ...]
    labels: tuple[Label, ...]
    types: Mapping[str, EvidenceDef] = field(default_factory=dict)
    source: str = "calendar"
    fetched_by: Literal["connector", "upload"] = "upload"
    trusted: frozenset[str] = frozenset()
    subject: str = ""
    keys: KeyStore = field(default_factory=dict)
    resolver: Resolver | None = None
    time_zone: dt.tzinfo = dt.UTC
    readings: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: READINGS)
    domains: Mapping[str, Collection[str]] = field(default_factory=dict)
    free_mail: Collection[str] = FREE_MAIL

    @property
    def checks(self) -> Checks:
        """How the inputs got here and what can prove where they come from."""
        return Checks(self.fetched_by, self.trusted, Keys(self.keys, self.resolver))

    def reading(self, what: str, answer: str) -> str:
        """The outcome of that type which says what the answer says; empty where there is none."""
        outcomes = self.types[what].outcomes if what in self.types else None
        if outcomes is None:
            return ""
        open_to = (*outcomes.against, *(outcomes.for_ if answer in AGREEING else ()))
        return next((each for each in self.readings.get(answer, ()) if each in open_to), "")

    def agrees(self, what: str, answer: str) -> bool:
        """Whether the answer counts as a yes: read as one, or an acceptance where the type knows no outcomes."""
        if not self.has_outcomes(what):
            return answer == ACCEPTED
        outcomes = self.types[what].outcomes
        return outcomes is not None and self.reading(what, answer) in outcomes.for_

    def has_outcomes(self, what: str) -> bool:
        """Whether items of that type count only once somebody has read them."""
        return what in self.types and self.types[what].outcomes is not None

    def day_field(self, what: str) -> str:
        """The field of that type for the day of the meeting; empty where none, or more than one, could be it."""
        fields = self.types[what].fields if what in self.types else {}
        dates = [name for name, each in fields.items() if each.type == "date"]
        return dates[0] if len(dates) == 1 else ""

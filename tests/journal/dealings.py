"""The deal of these tests: its people and facts of every kind, and a journal in which somebody else is faster."""

from __future__ import annotations

import datetime as dt

from gatecoach.facts import Claim, Evidence, FieldValue, Label, Person, Revocation, Statement, Waiver
from gatecoach.framework import load
from gatecoach.journal import MemoryJournal
from gatecoach.subject import Subject

DAY = dt.date(2026, 3, 2)
LATER = dt.date(2026, 3, 5)
PEOPLE = [
    Person(id="anna", side="customer", name="Anna Vance", roles=["key-stakeholder"], addresses=["anna@pumps.example"]),
    Person(id="bo", side="customer", name="Bo Lindt"),
    Person(id="r.diaz", side="seller", name="Rosa Diaz", roles=["rep"]),
    Person(id="m.lee", side="seller", name="Mina Lee", roles=["manager"]),
]
SENT = Evidence(id="m1", what="needs-review-sent", by="r.diaz", at=DAY, source="mail")
REPLY = Evidence(
    id="m2", what="needs-review-answered", by="anna", at=dt.date(2026, 3, 3), source="mail", answers=["m1"],
    grade="observed", text="That is exactly our problem.",
)  # fmt: skip
READING = Statement(id="s1", about="m2", outcome="confirms", quote="exactly our", by="r.diaz", at=dt.date(2026, 3, 4))
CLAIM = Claim(stage="solution-fit", at=DAY, by="r.diaz", reason="She nodded.")
TAKEN_BACK = Revocation(id="r1", revokes="m9", by="bo", at=DAY)
AMOUNT = FieldValue(field="amount", value="48000", at=DAY)
WAIVED = Waiver(
    id="w1", requirement="needs-confirmed.needs-are-theirs", by="m.lee", at=DAY, until=LATER, reason="She is away."
)
FACTS = [SENT, REPLY, READING, CLAIM, TAKEN_BACK, AMOUNT, WAIVED]
LABEL = Label(label="needs-review-sent", message="m1", by="r.diaz", at=DAY)


def deal(*facts, framework=None, **known):
    """The deal with these facts, or with all of them."""
    usual = {"owner": "r.diaz", "people": PEOPLE, "sources": {"mail": "mail"}, "facts": facts or FACTS}
    return Subject(framework or load("first-deal"), "opportunity", "006A", **{**usual, **known})


class Raced(MemoryJournal):
    """A journal in which `other` is called so many times before an append: somebody else is faster."""

    def __init__(self, times, other):
        """Begin empty."""
        super().__init__()
        self.times, self.other = times, other

    def append(self, stream, expected_version, events):
        """Somebody else comes first."""
        if self.times:
            times, self.times = self.times - 1, 0
            self.other(self, times)
            self.times = times
        return super().append(stream, expected_version, events)

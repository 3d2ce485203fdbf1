"""A small thread to judge: our labelled mail `s1`, the people on both sides, and a builder of raw mails."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from gatecoach.facts import Label, Person
from gatecoach.intake import MailContext, read_mail

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
USUAL = {
    "From": "Anna Vance <anna@pumps.example>",
    "To": "rosa@bright.example",
    "Date": "Tue, 3 Mar 2026 09:00:00 +0100",
    "Message-ID": "<r1@pumps.example>",
    "In-Reply-To": "<s1@bright.example>",
}
PEOPLE = (
    Person(id="rosa", side="seller", roles=("rep",), addresses=("rosa@bright.example",)),
    Person(id="anna", side="customer", roles=("key-stakeholder",), addresses=("anna@pumps.example",)),
    Person(id="pia", side="partner", addresses=("pia@pumps.example",)),
    Person(id="joint-1", side="customer", addresses=("hall@pumps.example",)),
    Person(id="joint-2", side="seller", addresses=("hall@pumps.example",)),
)
LABELLED = {
    "s1@bright.example": "review-sent",
    "a1@bright.example": "asked",
    "n1@bright.example": "noted",
    "<b1@bright.example>": "review-sent",
    "x1@pumps.example": "review-sent",
}
ANSWERED_BY = {"review-sent": ("review-answered",), "asked": ("told", "declined")}


def build_mail(changes=None, *more, body="That is our problem."):
    """Raw bytes of a mail: the usual headers, changed (None leaves one out), further ones, a body."""
    headers = {**USUAL, **(changes or {})}
    lines = [f"{name}: {value}" for name, value in [*headers.items(), *more] if value is not None]
    text = "\n".join([*lines, "", ""])
    return text.encode() + (body if isinstance(body, bytes) else body.encode())


@pytest.fixture(scope="session")
def mail():
    """The builder of raw mails."""
    return build_mail


@pytest.fixture(scope="session")
def context():
    """A builder of what intake must know; keywords change the usual."""

    def build(**changed):
        labels = tuple(Label(label=label, message=key, by="rosa", at=NOON) for key, label in LABELLED.items())
        usual = {"answered_by": ANSWERED_BY, "people": PEOPLE, "labels": labels}
        return MailContext(**{**usual, **changed})

    return build


@pytest.fixture(scope="session")
def read_one(context):
    """Reads one raw mail: its outcome and the items it made."""

    def read(raw, **changed):
        intake = read_mail([("one.eml", raw)], context(**changed))
        (outcome,) = intake.outcomes
        return outcome, intake.evidence

    return read


@pytest.fixture(scope="session")
def root():
    """The folder of the repository."""
    return Path(__file__).resolve().parents[2]

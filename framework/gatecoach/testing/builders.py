"""Short ways to people, facts and deals, for the tests of an embedding program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from gatecoach.errors import UsageError
from gatecoach.facts import AnyFact, Evidence, HeldRole, Person, Statement
from gatecoach.framework import Framework
from gatecoach.subject import Subject

MAIL = "mail"


def person(id: str, side: str, *roles: str, **more: Any) -> Person:
    """Somebody of that side with these roles; `more` is whatever else a `Person` says, such as `left=`."""
    return Person(id=id, side=side, roles=tuple(HeldRole(role=each) for each in roles), **more)


def mail(id: str, at: dt.datetime | dt.date, by: str, what: str | None = None, **more: Any) -> Evidence:
    """A mail fetched from the connected source `mail`, so told by that source and observed; untyped without `what`.

    `answers` is an id or several; `more` is whatever else an `Evidence` says, such as `text=` or `fields=`.
    """
    links = more.pop("answers", ())
    answers = (links,) if isinstance(links, str) else tuple(links)
    return Evidence(id=id, what=what, by=by, at=at, answers=answers, **{"source": MAIL, "grade": "observed", **more})


def told(id: str, at: dt.datetime | dt.date, by: str, what: str, **more: Any) -> Evidence:
    """An act that its actor tells in person, without a source; `told_by=` names another teller."""
    return Evidence(id=id, what=what, by=by, at=at, **{"told_by": by, **more})


def reading(item: Evidence, outcome: str, by: str, **more: Any) -> Statement:
    """How somebody reads an item, with its whole text as the quote, at the moment of the item."""
    known = {"id": f"{item.id}-read-by-{by}", "at": item.at, "quote": item.text or "…"}
    return Statement(about=item.id, outcome=outcome, by=by, **{**known, **more})


def deal(framework: Framework, people: Iterable[Person], facts: Iterable[AnyFact] = (), **more: Any) -> Subject:
    """A deal on the framework's journey for deals (or the one named by `journey`), connected to the source `mail`.

    Raises:
        UsageError: a fact that the journey does not know; more than one journey and none named.
    """
    deals = framework.deals
    journey = more.pop("journey", None) or (deals[0] if len(deals) == 1 else None)
    if journey is None:
        raise UsageError("unknown-journey", f"there are {len(deals)} journeys", help="Name one with `journey=`.")
    empty = Subject(framework, journey, more.pop("id", "a-deal"), people=[*people], **{"sources": {MAIL: MAIL}, **more})
    known, refused = empty.with_facts(facts)
    if refused:
        raise UsageError(refused[0].code, refused[0].text("en"), place=refused[0].place, help="Name one it knows.")
    return known

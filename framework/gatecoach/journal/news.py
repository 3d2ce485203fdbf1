"""What of the facts about a subject a journal does not know yet: each once, whatever comes again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from gatecoach.facts import GRADES, AnyFact, Claim, Evidence, FieldValue
from gatecoach.journal.known import Known
from gatecoach.journal.records import Told
from gatecoach.time import span


class Shelf:
    """What is kept, by what names a fact."""

    def __init__(self, found: Known | None, facts: Sequence[AnyFact] = ()) -> None:
        """Take what is there; among `facts`, which are to be added, some may say different things under one name."""
        self.named: dict[tuple[object, ...], AnyFact] = {}
        self.claims: list[Claim] = []
        self.told: list[Told] = [*found.labels] if found else []
        self.given_up = found.given_up if found else set[tuple[str | None, str]]()
        self.twins = _twins(facts)
        self.copies: list[AnyFact] = []
        for each in found.facts if found else ():
            self.take(each)

    def take(self, fact: Told) -> None:
        """Hold one more; of several revisions the highest."""
        if isinstance(fact, Claim):
            self.claims.append(fact)
        elif isinstance(fact, AnyFact):
            if _name(fact) in self.twins:
                self.copies.append(fact)
            old = self.named.get(_name(fact))
            if not isinstance(old, Evidence) or not isinstance(fact, Evidence) or fact.revision >= old.revision:
                self.named[_name(fact)] = fact
        else:
            self.told.append(fact)

    def news(self, fact: Told) -> Told | None:
        """What is to be added for this fact; nothing where it is known.

        Raises:
            LookupError: another one of that name says something else.
        """
        if isinstance(fact, Claim):
            return None if self._repeats(fact) else fact
        if not isinstance(fact, AnyFact):
            return None if fact in self.told else fact
        if _name(fact) in self.twins:  # all of them are the subject's, and which holds is for its gates to judge
            return None if fact in self.copies else fact
        old = self.named.get(_name(fact))
        if old is None:
            return fact
        if isinstance(fact, Evidence) and isinstance(old, Evidence):
            return None if self._went(fact, old) else _news_of(fact, old)
        if fact != old:
            raise LookupError
        return None

    def _went(self, item: Evidence, old: Evidence) -> bool:
        """Whether it is an item whose type a move gave up, read once more: that is settled and no contradiction."""
        if (item.source, item.id) not in self.given_up or old.what is not None:
            return False
        left: dict[str, Any] = {"what": None, "text": "", "fields": {}, "grade": old.grade, "revision": old.revision}
        return item.model_copy(update=left) == old

    def _repeats(self, claim: Claim) -> bool:
        """Whether it is there, or the stage claimed last before it is the same one."""
        if claim in self.claims:
            return True
        before = [each for each in self.claims if _start(each) <= _start(claim)]
        return bool(before) and max(before, key=_start).stage == claim.stage


def _start(claim: Claim) -> float:
    """When a claim begins; one without a time is before everything."""
    return float("-inf") if claim.at is None else span(claim.at, dt.UTC).start


def _name(fact: AnyFact) -> tuple[object, ...]:
    if isinstance(fact, Evidence):
        return (Evidence, fact.source, fact.id)
    if isinstance(fact, FieldValue):
        return (FieldValue, fact.field, fact.at)
    return (type(fact), getattr(fact, "id", ""))


def _twins(facts: Sequence[AnyFact]) -> frozenset[tuple[object, ...]]:
    """The names under which these facts say different things."""
    named: dict[tuple[object, ...], AnyFact] = {}
    other = (each for each in facts if not isinstance(each, Claim) and named.setdefault(_name(each), each) != each)
    return frozenset(map(_name, other))


def _news_of(item: Evidence, old: Evidence) -> Evidence | None:
    """The item with a revision that makes it count where the same message is read anew; nothing where it is known.

    Raises:
        LookupError: it is another message, or less well proven than the one kept and read otherwise.
    """
    if item.revision > old.revision:
        return item
    better = max(item.grade, old.grade, key=GRADES.index)
    if item.model_copy(update={"revision": old.revision, "grade": better}) == old:
        return None
    if (item.at, item.text) == (old.at, old.text) and better == item.grade:
        return item.model_copy(update={"revision": old.revision + 1})
    raise LookupError

"""What a talk makes of a row: a word, a reading, a waiver, a word taken back, its early end, a step back."""

from __future__ import annotations

from gatecoach.coaching import Session, Step
from gatecoach.facts import AnyFact, Claim, Evidence, Revocation, Statement, Waiver
from gatecoach.scenario.telling import UNQUOTED

TAKEN = "a talk takes words, readings, waivers and revocations and, as a dated claim, its early end or a step back"


def step_of(session: Session, fact: AnyFact) -> Step | None:
    """The step that one fact leads to; nothing for one that a talk does not take.

    Raises:
        UsageError: the fact names what this talk does not have.
    """
    if isinstance(fact, Evidence):
        return session.record(
            fact.what or "", by=fact.by, at=fact.at, id=fact.id, text=fact.text,
            fields=fact.fields, answers=fact.answers, told_by=fact.told_by,
        )  # fmt: skip
    if isinstance(fact, Claim):
        return _gone(session, fact)
    if isinstance(fact, Statement):
        quote = _said(session, fact.about) if fact.quote == UNQUOTED else fact.quote
        return session.read(fact.about, outcome=fact.outcome, quote=quote, by=fact.by, at=fact.at, id=fact.id)
    if isinstance(fact, Waiver):
        given = {"requirement": fact.requirement, "by": fact.by, "reason": fact.reason}
        return session.waive(**given, until=fact.until, at=fact.at, id=fact.id)
    if isinstance(fact, Revocation):
        return session.revoke(fact.revokes, by=fact.by, at=fact.at, id=fact.id)
    return None


def _gone(session: Session, claim: Claim) -> Step | None:
    """The end or the earlier step that a dated claim names."""
    if claim.at is None:
        return None
    go = session.end if claim.stage in session.subject.course.ends else session.back
    return go(claim.stage, by=claim.by, at=claim.at, reason=claim.reason)


def _said(session: Session, item: str) -> str:
    """The whole text of an item: what a reading without a quote rests on."""
    texts = (each.text for each in session.subject.facts if isinstance(each, Evidence) and each.id == item)
    return next(texts, "")

"""The quick way to a plain gate: one mask per item by looking up its attributes, folded once per subject.

A leaf is *plain* when an item counts for it or not whatever else there is: no link, window from another item,
condition, reading or number. A gate is plain when all it asks for is. For such a gate the fold says the same as
the full judgement, which still gives every status, reason and near miss when somebody asks for them. Where
anything unusual is known of the subject (two copies of an item, replacements, revocations, waivers, dated
roles, …) there is no fold and the full judgement decides.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from gatecoach.blocks import misses
from gatecoach.facts import Claim, Evidence, Statement
from gatecoach.framework import Windows
from gatecoach.resolve import TYPED_CHANNEL, World, row_of
from gatecoach.subject import Subject
from gatecoach.time import EPOCH, MICROSECOND, Span

Origin = tuple[str, str | None, str | None]


class Fold(NamedTuple):
    """The bits that count within their windows (`mask`) and without them (`mask0`), over so many facts until `end`."""

    end: int
    facts: int
    mask: int
    mask0: int
    windows: Windows


def fold(subject: Subject, at: Span) -> Fold | None:
    """The fold of a subject at a moment, or nothing where only the full judgement can tell.

    It goes on from the fold of the subject this one was made of, so each item is looked at once. One moment is
    kept: a deal that is asked again and again must not grow.
    """
    known: Fold | None = subject.kept.get("fold")
    if known is None or known.end != at.end:
        known = Fold(at.end, 0 if _usual(subject) else UNUSUAL, 0, 0, subject.framework.windows(at, subject.course))
    if known.facts >= 0 and known.facts != len(subject.facts):
        known = _more(subject, known) or Fold(at.end, UNUSUAL, 0, 0, ())
    subject.kept["fold"] = known
    return known if known.facts >= 0 else None


UNUSUAL = -1
"""Stands for the number of facts where there is no fold, whatever facts come."""


def _usual(subject: Subject) -> bool:
    """Whether people and subject are such that an item's own attributes decide."""
    dated = any(each.left or any(held.from_ or held.to for held in each.roles) for each in subject.people)
    return not (dated or subject.about or subject.course.conversation)


def _more(subject: Subject, known: Fold) -> Fold | None:
    """The fold with more facts: two lookups per item, and one comparison per window it may fall out of."""
    if subject.has_twins:
        return None
    end, done, mask, mask0, windows = known
    now, graded = EPOCH + end * MICROSECOND, subject.course.graded
    origins: dict[Origin, int] = subject.kept.setdefault("origins", {})
    for fact in subject.facts[done:]:
        if fact.__class__ is Statement or fact.__class__ is Claim:
            continue
        if fact.__class__ is not Evidence:
            return None
        said = fact.__dict__
        at, by = said["at"], (said["by"], said["source"], said["told_by"])
        odd = said["replaces"] or said["known"] or said["machine_sent"] or said["revision"]
        if odd or at.__class__ is not dt.datetime:
            return None  # more than its own attributes decide
        bits = origins.get(by)
        if bits is None:
            bits = origins[by] = _origin(subject, fact)
        bits &= graded[said["grade"]].get(said["what"], 0)
        if bits and at <= now:
            mask0 |= bits
            for start, aged in windows:
                if at < start:
                    bits &= ~aged
            mask |= bits
    return Fold(end, len(subject.facts), mask, mask0, windows)


def _origin(subject: Subject, fact: Evidence) -> int:
    """The leaves an item of this actor, source and teller may count for; worked out once per kind of origin."""
    sources, people, teller = subject.sources, subject.kinds, fact.told_by or fact.source or ""
    own = teller == fact.by or teller in sources
    channel = sources.get(fact.source) if fact.source else TYPED_CHANNEL
    kind = (subject.journey, people.get(fact.by), people.get(teller), own, channel)
    masks = subject.framework.masks
    if kind not in masks:
        masks[kind] = _mask(subject, fact)
    return masks[kind]


def _mask(subject: Subject, fact: Evidence) -> int:
    """The plain leaves that a well-graded item of each leaf's type would count for, by the rules in full, age aside."""
    world, journey = World(subject, Span(0, 0, 1), None), subject.course
    found = 0
    for leaf in journey.leaves:
        if leaf.bit & journey.plain:
            proven = fact.model_copy(update={"what": leaf.what, "grade": "proven"})
            row = row_of(world, proven, Span(0, 0, 1), 0)
            found |= leaf.bit if all(code == "expired" for code in misses(world, row, leaf)) else 0
    return found

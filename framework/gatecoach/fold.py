"""The quick way to a plain gate: one mask per item by looking up its attributes, folded once per subject.

A leaf is *plain* when an item counts for it or not whatever else there is: no link, window from another item,
condition, reading or number. A gate is plain when all it asks for is. For such a gate the fold says the same as
the full judgement, which still gives every status, reason and near miss when somebody asks for them. Where
anything unusual is known of the subject (two copies of an item, replacements, revocations, waivers, dated
roles, …) there is no fold and the full judgement decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping
from typing import NamedTuple

from gatecoach.blocks import misses
from gatecoach.facts import Claim, Evidence, Statement
from gatecoach.lower import Journey
from gatecoach.resolve import TYPED_CHANNEL, World, row_of
from gatecoach.subject import Subject
from gatecoach.time import EPOCH, MICROSECOND, Span, span

Key = tuple[str | None, str, str | None, str | None, str]


class Fold(NamedTuple):
    """The bits that count within their windows (`mask`) and without them (`mask0`), over so many facts."""

    facts: int
    mask: int
    mask0: int
    windows: tuple[tuple[dt.datetime, int], ...]


def fold(subject: Subject, at: Span) -> Fold | None:
    """The fold of a subject at a moment, or nothing where only the full judgement can tell.

    It goes on from the fold of the subject this one was made of, so each item is looked at once.
    """
    folds: dict[int, Fold | None] = subject.worked_out("folds", dict)
    if at.end not in folds:
        folds.clear()  # one moment is kept: a deal that is asked again and again must not grow
    known = folds.get(at.end, UNKNOWN)
    if known is not None and known.facts != len(subject.facts):
        start = known if known.facts >= 0 else _begun(subject, at)
        known = folds[at.end] = start and _more(subject, at, start)
    return known


UNKNOWN = Fold(-1, 0, 0, ())


def _begun(subject: Subject, at: Span) -> Fold | None:
    return Fold(0, 0, 0, _windows(subject, at)) if _usual(subject) else None


def _usual(subject: Subject) -> bool:
    """Whether people and subject are such that an item's own attributes decide."""
    dated = any(each.left or any(held.from_ or held.to for held in each.roles) for each in subject.people)
    return not (dated or subject.about or subject.course.conversation)


def _more(subject: Subject, at: Span, known: Fold) -> Fold | None:
    """The fold with more facts: one lookup per item, and one comparison per window it may fall out of."""
    if subject.has_twins:
        return None
    people, now = subject.kinds, EPOCH + at.end * MICROSECOND
    lookup: dict[Key, int] = subject.worked_out("masks", dict)
    done, mask, mask0, windows = known
    for fact in subject.facts[done:]:
        if fact.__class__ is not Evidence:
            if fact.__class__ is Statement or fact.__class__ is Claim:
                continue
            return None
        if fact.replaces or fact.known or fact.machine_sent or fact.revision or fact.at.__class__ is not dt.datetime:
            return None
        key = (fact.what, fact.by, fact.source, fact.told_by, fact.grade)
        bits = lookup.get(key)
        if bits is None:
            bits = lookup[key] = _looked_up(subject, people, fact)
        if bits and fact.at <= now:
            mask0 |= bits
            for start, aged in windows:
                if fact.at < start:
                    bits &= ~aged
            mask |= bits
    return Fold(len(subject.facts), mask, mask0, windows)


def _windows(subject: Subject, at: Span) -> tuple[tuple[dt.datetime, int], ...]:
    """Per `no-older-than` the first instant that is young enough, and the bits of the leaves that ask for it."""
    zone = subject.framework.time_zone
    return tuple(
        (EPOCH + span(dt.date.fromordinal(max(at.day - days, 1)), zone).start * MICROSECOND, bits)
        for days, bits in subject.course.windows
    )


def _looked_up(subject: Subject, people: Mapping[str, Hashable], fact: Evidence) -> int:
    """The mask of an item by what its people and source are, worked out once per framework and kind of item."""
    sources, teller = subject.sources, fact.told_by or fact.source or ""
    own = teller == fact.by or teller in sources
    channel = sources.get(fact.source) if fact.source else TYPED_CHANNEL
    kind = (subject.journey, fact.what, people.get(fact.by), people.get(teller), own, channel, fact.grade)
    masks = subject.framework.masks
    if kind not in masks:
        masks[kind] = _mask(subject, subject.course, fact)
    return masks[kind]


def _mask(subject: Subject, journey: Journey, fact: Evidence) -> int:
    """The plain leaves an item like this counts for, by the rules of the full judgement, age aside."""
    world = World(subject, Span(0, 0, 1), None)
    row = row_of(world, fact, Span(0, 0, 1), 0)
    leaves = [leaf for leaf in journey.leaves if leaf.bit & journey.plain and leaf.what == fact.what]
    return sum(leaf.bit for leaf in leaves if all(code == "expired" for code in misses(world, row, leaf)))

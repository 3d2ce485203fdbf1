"""The quick way to a plain gate: one mask per item by looking up its attributes, folded once per subject.

A leaf is *plain* when an item counts for it or not whatever else there is: no link, window from another item,
condition, reading or number. A gate is plain when all it asks for is. For such a gate the fold says the same as
the full judgement, which still gives every status, reason and near miss when somebody asks for them. Where
anything unusual is known of the subject (two copies of an item, replacements, revocations, waivers, dated
roles, …) there is no fold and the full judgement decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from gatecoach.blocks import misses
from gatecoach.facts import Evidence
from gatecoach.framework import Windows
from gatecoach.resolve import TYPED_CHANNEL, World, row_of
from gatecoach.subject import Origin, Plain, Subject
from gatecoach.time import EPOCH, MICROSECOND, Span


class Moment(NamedTuple):
    """What a fold at one moment goes by: the moment, as an instant too, and the windows that begin before it."""

    end: int
    now: dt.datetime
    windows: Windows


Fold = tuple[Moment, int, int, int]
"""Over so many plain items: the bits that count within their windows, and without them. Unnamed, since one is made
whenever something is added."""


def fold(subject: Subject, at: Span) -> Fold | None:
    """The fold of a subject at a moment, or nothing where only the full judgement can tell.

    It goes on from the fold of the subject this one was made of, so each item is looked at once. One moment is
    kept: a deal that is asked again and again must not grow.
    """
    plain = subject.plain
    if plain is None:
        return None
    known: Fold | None = subject.kept.get("fold")
    if known is None or known[0].end != at.end:
        windows = subject.framework.windows(at, subject.course)
        known = Moment(at.end, EPOCH + at.end * MICROSECOND, windows), -1, 0, 0
    if known[1] != len(plain):
        known = subject.kept["fold"] = _more(subject, plain, known)
    return known


def _more(subject: Subject, plain: Sequence[Plain], known: Fold) -> Fold:
    """The fold with more items: one lookup each, and one comparison per window it may fall out of."""
    moment, done, mask, mask0 = known
    _, now, windows = moment
    origins: dict[Origin, int] = subject.kept.setdefault("origins", {})
    for origin, wanted, at in plain[done:] if done > 0 else plain:
        bits = origins.get(origin)
        if bits is None:
            bits = origins[origin] = _bits(subject, origin)
        bits &= wanted
        if bits and at <= now:
            mask0 |= bits
            for start, aged in windows:
                if bits & aged and at < start:
                    bits &= ~aged
            mask |= bits
    return moment, len(plain), mask, mask0


def _bits(subject: Subject, origin: Origin) -> int:
    """The leaves that items of this origin may count for; worked out once per kind of actor, source and teller."""
    by, source, told_by = origin
    sources, people, teller = subject.sources, subject.cast.kinds, told_by or source or ""
    own = teller == by or teller in sources
    channel = sources.get(source) if source else TYPED_CHANNEL
    kind = (people.get(by), people.get(teller), own, channel)
    masks = subject.framework.masks[subject.journey]
    if kind not in masks:
        masks[kind] = _mask(subject, origin)
    return masks[kind]


def _mask(subject: Subject, origin: Origin) -> int:
    """The plain leaves that a well-graded item of each leaf's type would count for, by the rules in full, age aside."""
    world, journey, (by, source, told_by) = World(subject, Span(0, 0, 1), None), subject.course, origin
    found = 0
    for leaf in journey.leaves:
        if leaf.bit & journey.plain:
            proven = Evidence(id="", what=leaf.what, by=by, at=EPOCH, source=source, told_by=told_by, grade="proven")
            row = row_of(world, proven, Span(0, 0, 1), 0)
            found |= 0 if any(misses(world, row, leaf)) else leaf.bit
    return found

"""Answers in their order: what a later word of the same person, or the end of the invitation, takes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gatecoach.facts import Revocation
from gatecoach.intake.calendars.entries import Entry
from gatecoach.intake.calendars.threads import Answered


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered to one version; `agrees` when it counts as a yes, which only a made item does."""

    entry: Entry
    to: Answered
    actor: str
    agrees: bool = False

    @property
    def about(self) -> tuple[str, str, str]:
        """Whose answer to what; only answers about the same follow one another."""
        return self.actor, self.to.version.id, self.entry.occurrence


def taken_back(answers: Iterable[Answer], source: str) -> list[Revocation]:
    """The revocations of every yes that stands no longer.

    A later answer that is no yes takes an earlier yes back in its person's own name, also where it came first:
    what is later is told by the answers and not by their way here. Where the organizer ended the invitation, the
    source itself says that nothing is left to answer. A no is never taken back: it stands until its person says yes.
    """
    groups: dict[tuple[str, str, str], list[Answer]] = {}
    for each in sorted(answers, key=lambda each: (each.entry.order, each.entry.id)):
        groups.setdefault(each.about, []).append(each)
    return [found for group in groups.values() for found in _taken_back(group, source)]


def _taken_back(group: Sequence[Answer], source: str) -> Iterator[Revocation]:
    """The same for the answers of one person to one thing, oldest first."""
    since: dt.datetime | None = None
    for each in reversed(group):
        if not each.agrees:
            since = min(since, each.entry.at) if since else each.entry.at
            continue
        item, at = each.entry.id, each.entry.at
        void = each.to.version.void_since(each.actor, each.entry.sequence)
        if since is not None:
            yield Revocation(id=f"{item}-taken-back", revokes=item, by=each.actor, at=max(at, since))
        if void is not None:
            yield Revocation(id=f"{item}-void", revokes=item, by=source, at=max(at, void))

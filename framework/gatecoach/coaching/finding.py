"""Who found what (A02): of what was found in the talks of a coach, how much the coachees found themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from gatecoach.coaching.session import Session
from gatecoach.coaching.settling import every


@dataclass(frozen=True, slots=True)
class Insights:
    """What was found in the talks of one coach: by those who were coached, and by the coach."""

    coach: str
    talks: int
    by_coachee: int
    by_coach: int

    @property
    def share(self) -> Decimal | None:
        """How much the coachees found, of 1; nothing where nothing was found."""
        whole = self.by_coachee + self.by_coach
        return Decimal(self.by_coachee) / whole if whole else None


def insights(sessions: Iterable[Session]) -> tuple[Insights, ...]:
    """What was found in these talks, by coach, in the order of their ids.

    Counted is what an author marked as an `insight`, if it was not taken back; a talk of two coaches counts for both.
    Talks whose kind has nothing to find are left out.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for talk in sessions:
        if any(kind.insight for kind in talk.subject.course.types.values()):
            counted = _counted(talk)
            for coach in (each.id for each in talk.participants if each.side == "coach"):
                found.setdefault(coach, []).append(counted)
    return tuple(
        Insights(coach, len(each), sum(one for one, _ in each), sum(two for _, two in each))
        for coach, each in sorted(found.items())
    )


def _counted(talk: Session) -> tuple[int, int]:
    """So many insights of the coachees, and so many of the coaches; none that fewer may read than the talk."""
    hidden = not talk.subject.course.private_to
    rows = [row for row in every(talk.subject, talk.progress) if row.kind and row.kind.insight and row.person]
    sides = [row.person.side for row in rows if row.person and row.kind and not (hidden and row.kind.private_to)]
    return sides.count("coachee"), sides.count("coach")

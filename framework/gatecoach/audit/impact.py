"""What another version of a framework would change, before it is published: both audited over the same deals.

The audit finds the deals whose verified stage moves. Only for these the kernel runs, by the very comparison that a
migration shows: so an impact and `migrate --dry-run` say the same of a deal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gatecoach.audit.auditing import Audit, audit, worth_of
from gatecoach.audit.engine import Engine
from gatecoach.audit.subjects import subjects_of
from gatecoach.audit.writing import written
from gatecoach.errors import UsageError
from gatecoach.framework import Framework
from gatecoach.journey import When
from gatecoach.migrating import Case, Course, Direction, Names, Plan, totals, under
from gatecoach.migrating.journaled import case_of
from gatecoach.migrating.subjects import names_of
from gatecoach.subject import Subject


@dataclass(frozen=True, slots=True)
class Impact:
    """What a plan would change: a case for each deal that moves; of the others how many there are and their worth.

    `money` is the field that says what a deal is worth, `amount` what the deals that stand are worth together, where
    that is known of any.
    """

    plan: Plan
    journey: str
    at: When
    cases: Sequence[Case] = field(repr=False)
    stands: int
    amount: Decimal | None = None
    money: str = ""

    @property
    def totals(self) -> dict[str, dict[str, Any]]:
        """By direction how many deals there are and what they are worth together, as `migrating.totals` gives them."""
        found = totals(each.comparison for each in self.cases if each.comparison is not None)
        still = found[str(Direction.STAYS)]
        worth = None if self.amount is None else str(self.amount)
        return {**found, str(Direction.STAYS): {"deals": still["deals"] + self.stands, "amount": worth}}


def impact(
    plan: Plan,
    then: Mapping[str, Any],
    now: Mapping[str, Any],
    at: When,
    *,
    engine: Engine,
    journey: str,
    money: str = "",
    subjects: Callable[[Sequence[str]], Iterable[Subject]] | None = None,
) -> Impact:
    """What the plan changes for the deals of a journey of the older framework.

    `then` and `now` are the same deals as tables of an audit, in the words of either framework (see `tables_now`).
    `subjects` gives the deals of these ids under the older one; left out, they are made of the tables.

    Raises:
        UsageError: the journey has no successor, or a time without a zone.
    """
    course = _course(plan, journey)
    with engine.narrowing():
        before = _stood(audit(plan.old, then, at, engine=engine, journey=journey), "")
        after = _stood(audit(plan.new, now, at, engine=engine, journey=str(course.new)), money)
    names = names_of(course)
    moved = [deal for deal, row in after.items() if _moves(names, before[deal], row)]
    told = subjects or (lambda ids: subjects_of(plan.old, journey, then, ids))
    cases = [case_of(plan, each, at, money=money) for each in told(moved)] if moved else []
    still = [row["worth"] for deal, row in after.items() if deal not in set(moved)]
    known = [each for each in still if each is not None]
    return Impact(plan, journey, at, cases, len(still), plain(sum(known)) if known else None, money)


def tables_now(plan: Plan, then: Mapping[str, Any], engine: Engine, journey: str) -> Mapping[str, Any]:
    """The deals of `then` as tables in the words of the newer framework.

    Where both versions have the same words they are the same tables; else every deal is told anew, as a migration
    would.
    """
    course = _course(plan, journey)
    if not course.renames and _words(plan.old, course.old) == _words(plan.new, str(course.new)):
        return then
    return engine.take(written(under(plan, each).subject for each in subjects_of(plan.old, journey, then)))


def _words(framework: Framework, journey: str) -> Any:
    """All that decides how a record is read: places, types with their fields and outcomes, fields, roles, days."""
    course, definition = framework.journey(journey), framework.definition
    types = {name: (each.fields, each.outcomes, each.side) for name, each in course.types.items()}
    places = [*course.stages], [*course.ends]
    return types, places, course.fields, definition.roles, definition.currency, definition.time_zone


def _course(plan: Plan, journey: str) -> Course:
    plan.old.journey(journey)
    course = plan.courses.get(journey)
    if course is None or course.new is None:
        words = f"the journey {journey} has no successor in {plan.new.id} {plan.new.version}"
        raise UsageError("no-successor", words, help=(course and course.why) or "Name another one with --journey.")
    return course


def _stood(found: Audit, money: str) -> dict[str, Mapping[str, Any]]:
    """Verified stage and worth of every deal."""
    rows = found.judged.select("deal", "verified", worth=worth_of(found, money)).order_by("deal")
    return {row["deal"]: row for row in rows.to_pyarrow().to_pylist()}


def plain(number: Decimal) -> Decimal:
    """A number without the zeros that a column puts behind it."""
    return number.normalize() + 0


def _moves(names: Names, then: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    return bool(names.stage(then["verified"]) != now["verified"])

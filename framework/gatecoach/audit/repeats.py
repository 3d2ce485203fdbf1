"""Rows that stand there more than once: equal ones count once, and of unlike ones about the same thing one holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ibis

Report = Callable[..., None]
"""Tells of rows: code, table, column, words, the rows, and whether they are dropped."""


def equal(
    rows: Any, table: str, keep: Callable[[str, Any], Any], tell: Callable[[str, str, str, int], None],
    counted: Callable[[Any], Any],
) -> Any:  # fmt: skip
    """The rows, equal ones once; of those that are `counted` it is told how many there were."""
    found = keep(f"once_{table}", rows.distinct())
    more = _count(counted(rows)) - _count(counted(found))
    if more:
        tell("repeated", table, "equal rows beside another one; they count once", more)
    return found


def unlike(rows: Any, by: Sequence[str], report: Callable[[Any], None]) -> Any:
    """One row for each of these columns together, the first by all its columns; `report` gets what there is twice."""
    groups = rows.group_by(by).agg(rows=rows[by[0]].count())
    report(groups.filter(groups.rows > 1))
    order = ibis.window(group_by=[rows[each] for each in by], order_by=[rows[each] for each in rows.columns])
    first = rows.mutate(place__=ibis.row_number().over(order))
    return first.filter(first.place__ == 0).drop("place__")


def _count(rows: Any) -> int:
    number: int = rows.count().to_pyarrow().as_py()
    return number

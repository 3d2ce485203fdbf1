"""Joins by the names of columns, so that a table may meet itself and nothing is ambiguous."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

On = Mapping[str, str]
"""Columns that must be equal, left to right."""
Also = Callable[[Any, Any], Any]
"""One more demand, of both tables."""
BESIDE = "beside__"


def met(
    left: Any,
    right: Any,
    on: On,
    take: Mapping[str, str] | Sequence[str] = (),
    also: Also | None = None,
    *,
    how: str = "inner",
) -> Any:
    """The rows of the left table with columns `take` (new name -> its name) of the rows that they meet on the right."""
    names = dict(take) if isinstance(take, Mapping) else {each: each for each in take}
    used = _Used(right, {*on.values(), *names.values()})
    if also is not None:
        also(left, used)
    there = right.select(**{f"{BESIDE}{name}": right[name] for name in sorted(used.names)}).view()
    demands = [left[one] == there[f"{BESIDE}{other}"] for one, other in on.items()]
    if also is not None:
        demands.append(also(left, _Under(there)))
    joined = left.join(there, demands, how=how)
    return joined.select(*left.columns, **{new: joined[f"{BESIDE}{old}"] for new, old in names.items()})


def found(left: Any, right: Any, on: On, take: Mapping[str, str] | Sequence[str] = ()) -> Any:
    """The same for all rows of the left table; null where there is nothing on the right."""
    return met(left, right, on, take, how="left")


def widened(left: Any, right: Any, keys: Iterable[str]) -> Any:
    """The left table with every column that only the right one has; null where that has no row of these keys."""
    return found(left, right, {key: key for key in keys}, [name for name in right.columns if name not in left.columns])


def where(left: Any, right: Any, on: On, *, there: bool = True) -> Any:
    """The rows of the left table that have some, or no, row on the right."""
    other = right.select(**{f"{BESIDE}{name}": right[name] for name in on.values()}).view()
    demands = [left[one] == other[f"{BESIDE}{name}"] for one, name in on.items()]
    return left.semi_join(other, demands) if there else left.anti_join(other, demands)


def folded(join: Callable[[Any, Any], Any], parts: Iterable[Any]) -> Any:
    """All parts joined two by two: a chain of a hundred would nest deeper than expressions can be written."""
    left = [*parts]
    while len(left) > 1:
        pairs = [join(one, other) for one, other in zip(left[::2], left[1::2], strict=False)]
        left = pairs + left[len(pairs) * 2 :]
    return left[0]


class _Used:
    """A table that notes which of its columns are asked for: a wide one makes every join dear to write."""

    def __init__(self, table: Any, names: set[str]) -> None:
        self._table = table
        self.names = names

    def __getitem__(self, name: str) -> Any:
        self.names.add(name)
        return self._table[name]


class _Under:
    """A table whose columns are asked for by the names they had."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def __getitem__(self, name: str) -> Any:
        return self._table[f"{BESIDE}{name}"]

"""Things by name that are imported when one is asked for, so that a program pays for what it uses."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from typing import TypeVar

Thing = TypeVar("Thing")


class Lazily(Mapping[str, Thing]):
    """What stands in other modules, by name, in the order given."""

    __slots__ = ("_homes",)

    def __init__(self, homes: Mapping[str, tuple[str, str]]) -> None:
        """`homes` says for each name the module and what it is called there."""
        self._homes = homes

    def __getitem__(self, name: str) -> Thing:
        """The thing itself; a name that is not known raises `KeyError`."""
        module, inside = self._homes[name]
        found: Thing = getattr(importlib.import_module(module), inside)
        return found

    def __iter__(self) -> Iterator[str]:
        """The names; nothing is imported."""
        return iter(self._homes)

    def __reversed__(self) -> Iterator[str]:
        """The names from the last to the first."""
        return reversed([*self._homes])

    def __len__(self) -> int:
        """How many there are."""
        return len(self._homes)

"""Things by name that are imported when one is asked for, so that a program pays for what it uses."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

Thing = TypeVar("Thing")


class Lazily(Mapping[str, Thing]):
    """What stands in other modules, by name, in the order given."""

    __slots__ = ("_homes", "_things")

    def __init__(self, homes: Mapping[str, tuple[str, str]]) -> None:
        """`homes` says for each name the module and what it is called there."""
        self._homes = homes
        self._things: dict[str, Thing] = {}

    def __getitem__(self, name: str) -> Thing:
        """The thing itself; a name that is not known raises `KeyError`."""
        if name not in self._things:
            module, inside = self._homes[name]
            self._things[name] = getattr(importlib.import_module(module), inside)
        return self._things[name]

    def __iter__(self) -> Iterator[str]:
        """The names; nothing is imported."""
        return iter(self._homes)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._homes)


def by_name(package: str, **homes: Sequence[str]) -> Callable[[str], Any]:
    """The `__getattr__` of a package whose names stand in modules of it; `homes` says by module which.

    No name may be called as a module of the package: once imported, that one would be found in its place.
    """
    known = {name: home for home, names in homes.items() for name in names}

    def found(name: str) -> Any:
        if name not in known:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(importlib.import_module(f"{package}.{known[name]}"), name)

    return found

"""For the tests of gatecoach and of programs that embed it: builders of people, facts and deals, and strategies.

The builders `person`, `mail`, `told`, `reading` and `deal` need nothing. `deals`, `facts_of` and `frameworks` are
hypothesis strategies and come with the extra `gatecoach[test]`; made-up deals are meant to be asked about at `NOW`.
Everything is loaded when it is first used. The page docs/testing.md shows all of it at work.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gatecoach.testing.builders import deal as deal
    from gatecoach.testing.builders import mail as mail
    from gatecoach.testing.builders import person as person
    from gatecoach.testing.builders import reading as reading
    from gatecoach.testing.builders import told as told
    from gatecoach.testing.dealing import NOW as NOW
    from gatecoach.testing.strategies import deals as deals
    from gatecoach.testing.strategies import facts_of as facts_of
    from gatecoach.testing.strategies import frameworks as frameworks
    from gatecoach.testing.trees import load_trees as load_trees

_HOME = {
    "NOW": "dealing",
    "deal": "builders",
    "deals": "strategies",
    "facts_of": "strategies",
    "frameworks": "strategies",
    "load_trees": "trees",
    "mail": "builders",
    "person": "builders",
    "reading": "builders",
    "told": "builders",
}

__all__ = [*_HOME]  # noqa: PLE0604 - the names of the table, each loaded when it is first used


def __getattr__(name: str) -> Any:
    """The name, loaded from its home on first use; the strategies say so when hypothesis is missing."""
    if name not in _HOME:
        raise AttributeError(f"module 'gatecoach.testing' has no attribute {name!r}")
    return getattr(importlib.import_module(f"gatecoach.testing.{_HOME[name]}"), name)

"""What one finding code means, for somebody who is no programmer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
"""An error keeps a framework from loading; a warning says that something is hardly meant; a note is good to know."""


@dataclass(frozen=True, slots=True)
class Code:
    """A stable code with its reason and a short example; `wrong` is empty where it cannot be shown as text.

    The severity is the same wherever the code is given.
    """

    id: str
    title: str
    why: str
    wrong: str
    right: str
    severity: Severity = "error"


def table(*codes: Code) -> dict[str, Code]:
    """The codes keyed by their id; a code given twice is a mistake of ours."""
    keyed = {code.id: code for code in codes}
    assert len(keyed) == len(codes), "a finding code is given twice"
    return keyed

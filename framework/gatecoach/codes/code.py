"""What one finding code means, for somebody who is no programmer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A stable code with its reason and a short example; `wrong` is empty where it cannot be shown as text."""

    id: str
    title: str
    why: str
    wrong: str
    right: str


def table(*codes: Code) -> dict[str, Code]:
    """The codes keyed by their id; a code given twice is a mistake of ours."""
    keyed = {code.id: code for code in codes}
    assert len(keyed) == len(codes), "a finding code is given twice"
    return keyed

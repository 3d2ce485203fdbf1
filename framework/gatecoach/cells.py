"""Cells that a spreadsheet shows and never runs."""

from __future__ import annotations

RUNS = (*"=+-@\t\r\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a cell begins with that a spreadsheet takes for a formula; the last four are wide forms of the first."""


def harmless(text: str) -> str:
    """The text so that a spreadsheet shows it and runs nothing: with a ' before what it takes for a formula."""
    shown = text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
    return f"'{shown}" if shown.lstrip(" ").startswith(RUNS) else shown

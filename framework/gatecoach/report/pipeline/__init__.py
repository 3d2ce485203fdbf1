"""The report on a whole pipeline: one page of HTML that needs nothing from elsewhere and runs nothing.

`pipeline_html` makes it of the figures of an audit. Needs the extra `report`; it is loaded when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from gatecoach.errors import UsageError

if TYPE_CHECKING:
    from gatecoach.report.pipeline.about import About as About
    from gatecoach.report.pipeline.page import pipeline_html as pipeline_html

_HOME = {"About": "about", "pipeline_html": "page"}

__all__ = [*_HOME]  # noqa: PLE0604 - the names of the table, each loaded when it is first used


def __getattr__(name: str) -> Any:
    """The name, loaded from its home on first use.

    Raises:
        UsageError: Altair or its drawing library is not installed (`no-report`).
    """
    if name not in _HOME:
        raise AttributeError(f"module 'gatecoach.report.pipeline' has no attribute {name!r}")
    try:
        return getattr(importlib.import_module(f"gatecoach.report.pipeline.{_HOME[name]}"), name)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "gatecoach":
            raise
        words = f"a report with pictures needs {error.name}, and it is not installed"
        raise UsageError("no-report", words, help='Type: pip install "gatecoach[report]"') from None

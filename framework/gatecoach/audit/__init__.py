"""The whole pipeline at once: the gates of a journey judged over tables, with the kernel's own answers.

`audit` resolves every item once (live or not, what it answers, how it was read) and then asks all gates at once, both
as Ibis expressions: DuckDB in this process does the work, or Spark, or a warehouse. Needs the extra `audit`; it is
loaded when one of the names is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from gatecoach.errors import UsageError

if TYPE_CHECKING:
    from gatecoach.audit.auditing import Audit as Audit
    from gatecoach.audit.auditing import audit as audit
    from gatecoach.audit.engine import Engine as Engine
    from gatecoach.audit.spark import on_spark as on_spark
    from gatecoach.audit.tables import TABLES as TABLES
    from gatecoach.audit.writing import written as written

_HOME = {
    "Audit": "auditing", "Engine": "engine", "TABLES": "tables", "audit": "auditing", "on_spark": "spark",
    "written": "writing",
}  # fmt: skip

__all__ = [*_HOME]  # noqa: PLE0604 - the names of the table, each loaded when it is first used


def __getattr__(name: str) -> Any:
    """The name, loaded from its home on first use.

    Raises:
        UsageError: Ibis or DuckDB is not installed (`no-audit`), or PySpark is not (`no-spark`).
    """
    if name not in _HOME:
        raise AttributeError(f"module 'gatecoach.audit' has no attribute {name!r}")
    try:
        return getattr(importlib.import_module(f"gatecoach.audit.{_HOME[name]}"), name)
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing == "gatecoach":
            raise
        if missing == "pyspark":
            words = "an audit on Spark needs pyspark, and it is not installed"
            raise UsageError("no-spark", words, help="Install gatecoach[spark].") from None
        words = f"an audit needs {error.name}, and it is not installed"
        raise UsageError("no-audit", words, help="Install gatecoach[audit].") from None

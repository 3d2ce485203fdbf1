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
    from gatecoach.audit.privacy import for_all as for_all
    from gatecoach.audit.reading import Reader as Reader
    from gatecoach.audit.results import deals_of as deals_of
    from gatecoach.audit.results import kind_of as kind_of
    from gatecoach.audit.results import save as save
    from gatecoach.audit.results import sides_of as sides_of
    from gatecoach.audit.spark import on_spark as on_spark
    from gatecoach.audit.subjects import subjects_of as subjects_of
    from gatecoach.audit.summing import summed as summed
    from gatecoach.audit.tables import TABLES as TABLES
    from gatecoach.audit.writing import written as written

_HOME = {
    "Audit": "auditing", "Engine": "engine", "Reader": "reading", "TABLES": "tables", "audit": "auditing",
    "deals_of": "results", "for_all": "privacy", "kind_of": "results", "on_spark": "spark", "save": "results",
    "sides_of": "results", "subjects_of": "subjects", "summed": "summing", "written": "writing",
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
        if (error.name or "").partition(".")[0] == "gatecoach":
            raise
        raise lacking(error) from None


def lacking(error: ModuleNotFoundError) -> UsageError:
    """What to say where a package is missing that an audit needs."""
    spark = (error.name or "").partition(".")[0] == "pyspark"
    code, what, extra = ("no-spark", "an audit on Spark", "spark") if spark else ("no-audit", "an audit", "audit")
    words = f"{what} needs {error.name}, and it is not installed"
    return UsageError(code, words, help=f'Type: pip install "gatecoach[{extra}]"')

"""What is wrong with given tables, told with a count and an example; nothing is told of what only some may read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gatecoach.audit.given import Problem, shape
from gatecoach.audit.privacy import not_private, unshown
from gatecoach.errors import meant
from gatecoach.lower import Journey


class Faults:
    """The faults of the tables that were handed over for one journey."""

    def __init__(self, journey: Journey, given: Mapping[str, Any]) -> None:
        """`given` are Ibis tables by name; what is wrong with their shape is told at once."""
        self.journey = journey
        self.given = given
        self.unshown = unshown(journey)
        self.evidence: Any = None
        self.problems: list[Problem] = shape(given, journey.fields)

    def report(self, code: str, table: str, column: str, words: str, rows: Any, *, dropped: bool = True) -> None:
        """Tell of these rows, if there are any; without an example where one may be private all the same."""
        if table not in self.given:
            return
        rows = self.open(table, rows)
        count = rows.count().to_pyarrow().as_py()
        if count and table in self.unshown:
            self.problems.append(Problem(code, table, column, words, count, "", dropped))
        elif count:
            plain = rows.order_by([rows[each] for each in rows.columns if "_" not in each])  # the same one each time
            first = plain.limit(1).to_pyarrow().to_pylist()[0]
            said = {key: value for key, value in first.items() if value not in (None, "", 0)}
            shown = {key: value for key, value in said.items() if "_" not in key and key != "rows"}
            example = ", ".join(f"{key} {value}" for key, value in list(shown.items())[:4])
            hint = self._places(str(said.get(column, ""))) if code == "unknown-stage" else ""
            self.problems.append(Problem(code, table, column, words, count, example, dropped, hint))

    def _places(self, word: str) -> str:
        """Which stage or end is meant, and which there are."""
        stages, ends = self.journey.stages, self.journey.ends
        near = meant(word, [*stages, *ends])
        near = f"{near[0].upper()}{near[1:]} " if near.startswith("did") else ""
        return f"{near}The stages are {', '.join(stages)}, the ends {', '.join(ends)}."

    def open(self, table: str, rows: Any) -> Any:
        """The rows that are not known to be private: nothing is told of others."""
        return not_private(table, rows, self.evidence, self.journey)

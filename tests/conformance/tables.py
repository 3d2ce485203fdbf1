"""The truth tables of the corpus: each row becomes a case with a requirement, or a gate, for every cell."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.corpus import FOLDER, Case, CorpusError, document_of, merged

ORDER = ("met", "contested", "expired", "unverifiable", "missing")
WHOLE = (*ORDER, "waived", "not-applicable")
TABLES = ("all", "any", "sides", "two-of-three", "waived", "gate", "warned")
OF_GATES = ("gate", "warned")
"""The tables about two requirements of one gate; the others are about one requirement."""
SHARED = ("people", "sources", "fields", "journey", "at", "given")
GATE = {"from": "first", "to": "second", "waivers": {"by": ["boss"], "for-at-most": "60 days"}}
WAIVER = {"day": "2026-03-02", "by": "max", "until": "2026-04-10", "reason": "The line is down."}
VERDICTS = {
    "passes": {"passes": True, "carried": False},
    "carried": {"passes": False, "carried": True},
    "shut": {"passes": False, "carried": False},
}


def columns(table):
    """What stands above the cells of a table."""
    return WHOLE if table in OF_GATES else ORDER


def rows():
    """Every row of every table as a case."""
    document = document_of(FOLDER / "algebra.yaml")
    tables = document.tree["tables"]
    if tuple(tables) != TABLES:
        raise CorpusError(f"the tables are {TABLES}")
    return [_case(document, name, row, cells) for name, table in tables.items() for row, cells in table.items()]


def _case(document, table, row, cells):
    above = columns(table)
    if len(cells) != len(above):
        raise CorpusError(f"{table} {row}: a row has a cell for each of {above}")
    made = {
        f"with-{column}": _cell(table, row.split(), column, cell) for column, cell in zip(above, cells, strict=True)
    }
    told = {key: document.tree[key] for key in SHARED}
    waived = [f"{gate}.{id_}" for gate, cell in made.items() for id_ in cell.waived]
    told["given"] = [*told["given"], *({**WAIVER, "waives": each} for each in waived)]
    told["expect"] = {gate: cell.expected for gate, cell in made.items()}
    gates = {id_: {**GATE, "requires": cell.requires} for id_, cell in made.items()}
    note = f"{table.replace('-', ' ')}: {row.replace(' ', ' and ')}"
    files = merged(document.tree["files"], {"deal.yaml": {"gates": gates}})
    return Case(note, document, ("tables", table, row), files, told)


@dataclass(frozen=True)
class Cell:
    """A cell as a gate: what it requires, what is expected of it, and which requirements are waived."""

    requires: dict
    expected: dict
    waived: list


def _cell(table, row, column, cell):
    if table in OF_GATES:
        return _of_gates(table, row[0], column, cell)
    waived = ["it"] if table == "waived" else []
    return Cell({"it": _requirement(table, row, column)}, {"requirements": {"it": {"status": cell}}}, waived)


def _of_gates(table, one, other, cell):
    """A gate with two requirements of known statuses, and what is expected of it."""
    mode = "warn" if table == "warned" else "enforce"
    requires = {"first": _with_status(one, 1), "second": {**_with_status(other, 2), "mode": mode}}
    statuses = {"first": one, "second": other}
    waived = [id_ for id_, status in statuses.items() if status == "waived"]
    return Cell(requires, {**VERDICTS[cell], "requirements": statuses}, waived)


def _requirement(table, row, column):
    """One cell as a requirement; the seller's side is met unless the table is about sides."""
    if table in ("sides", "waived"):
        return {"say": "A cell.", "customer": f"{row[0]}-1", "seller": f"seller-{column}"}
    parts = [f"{status}-{number}" for number, status in enumerate([*row, column], start=1)]
    clause = {"any": parts, "at-least": 2} if table == "two-of-three" else {table: parts}
    return {"say": "A cell.", "customer": clause, "seller": "seller-met"}


def _with_status(status, number):
    """A requirement that is this; what is waived would be missing, what is not applicable would be met."""
    kind = {"waived": "missing", "not-applicable": "met"}.get(status, status)
    when = {"when": {"large": True}} if status == "not-applicable" else {}
    return {"say": "A cell.", "customer": f"{kind}-{number}", "seller": "seller-met", **when}

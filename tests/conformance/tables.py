"""The truth tables of the corpus: each row becomes a case with a requirement for every cell."""

from __future__ import annotations

from conformance.corpus import FOLDER, Case, CorpusError, document_of, merged

ORDER = ("met", "contested", "expired", "unverifiable", "missing")
TABLES = ("all", "any", "sides", "two-of-three")
SHARED = ("people", "sources", "journey", "at", "given")


def rows():
    """Every row of every table as a case."""
    document = document_of(FOLDER / "algebra.yaml")
    tables = document.tree["tables"]
    if tuple(tables) != TABLES:
        raise CorpusError(f"the tables are {TABLES}")
    return [_case(document, name, row, cells) for name, table in tables.items() for row, cells in table.items()]


def _case(document, table, row, cells):
    if len(cells) != len(ORDER):
        raise CorpusError(f"{table} {row}: a row has a cell for each of {ORDER}")
    requires = {f"with-{column}": _requirement(table, row.split(), column) for column in ORDER}
    gate = {"row": {"from": "first", "to": "second", "requires": requires}}
    expected = {f"with-{column}": {"status": cell} for column, cell in zip(ORDER, cells, strict=True)}
    told = {key: document.tree[key] for key in SHARED}
    told["expect"] = {"row": {"requirements": expected}}
    files = merged(document.tree["files"], {"deal.yaml": {"gates": gate}})
    return Case(
        f"{table.replace('-', ' ')}: {row.replace(' ', ' and ')}", document, ("tables", table, row), files, told
    )


def _requirement(table, row, column):
    """One cell as a requirement; the seller's side is met unless the table is about sides."""
    if table == "sides":
        return {"say": "A cell.", "customer": f"{row[0]}-1", "seller": f"seller-{column}"}
    parts = [f"{status}-{number}" for number, status in enumerate([*row, column], start=1)]
    clause = {"any": parts, "at-least": 2} if table == "two-of-three" else {table: parts}
    return {"say": "A cell.", "customer": clause, "seller": "seller-met"}

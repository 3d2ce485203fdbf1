"""HTML from plain values: every text is escaped, nobody hands in markup but this package."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gatecoach.report.layout import clean


def text(words: object) -> str:
    """Words as they are, where nothing in them means anything to HTML."""
    return html.escape(clean(words), quote=True)


def paragraph(words: object, kind: str = "") -> str:
    """A paragraph; nothing for no words."""
    name = f' class="{kind}"' if kind else ""
    return f"<p{name}>{text(words)}</p>" if words else ""


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column, and whether numbers stand in it."""

    title: str | tuple[str, ...]
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of plain cells with its caption; a cell of several texts has one below the other."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]

    def html(self) -> str:
        """It as HTML; nothing where it has no rows."""
        if not self.rows:
            return ""
        head = "".join(f'<th scope="col"{_kind(each)}>{_cell(each.title)}</th>' for each in self.columns)
        body = "\n".join(f"<tr>{self._row(row)}</tr>" for row in self.rows)
        caption = f"<caption>{text(self.caption)}</caption>"
        table = f"<table>{caption}\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
        return f'<div class="wide">{table}</div>'

    def _row(self, row: Sequence[object]) -> str:
        first, *others = row
        cells = (
            f"<td{_kind(column)}>{_cell(each)}</td>" for column, each in zip(self.columns[1:], others, strict=True)
        )
        return f'<th scope="row">{_cell(first)}</th>{"".join(cells)}'


def _cell(value: object) -> str:
    """What stands in a cell; of several texts those after the first stand below it."""
    if not isinstance(value, tuple):
        return text(value)
    first, *below = value
    return text(first) + "".join(f'<span class="below">{text(each)}</span>' for each in below)


def _kind(column: Column) -> str:
    return ' class="n"' if column.number else ""


def words(*titles: str) -> list[Column]:
    """Columns of words."""
    return [Column(each) for each in titles]


def numbers(*titles: str | tuple[str, ...]) -> list[Column]:
    """Columns of numbers."""
    return [Column(each, number=True) for each in titles]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: what it says first, its pictures, the tables beside them, and those below."""

    id: str
    title: str
    says: Sequence[str]
    pictures: Sequence[str] = ()
    tables: Sequence[Table] = ()
    below: Sequence[Table] = ()

    def html(self) -> str:
        """It as HTML."""
        said = "\n".join(paragraph(each) for each in self.says if each)
        shown = [each for each in (table.html() for table in self.tables) if each]
        parts = [f"<figure>{each}</figure>" for each in self.pictures]
        body = _beside(parts, shown) + "\n".join(table.html() for table in self.below)
        head = f'<h2 id="{self.id}">{text(self.title)}</h2>'
        return f'<section aria-labelledby="{self.id}">\n{head}\n{said}\n{body}</section>'


def _beside(pictures: Sequence[str], tables: Iterable[str]) -> str:
    """Pictures on one side and tables on the other where there is room; else one below the other."""
    left, right = "\n".join(pictures), "\n".join(tables)
    if left and right:
        return f'<div class="both"><div>{left}</div>\n<div>{right}</div></div>\n'
    return f"{left}{right}\n" if left or right else ""

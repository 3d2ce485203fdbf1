"""How items hang together: ids to items, and up the links to the nearest ancestor of a type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gatecoach.rows import Row

HOPS = 8


class Index:
    """Items by id; an id is looked for in the own source first, then as the only item of that id.

    An item of the subject itself comes before one of a subject that a talk is about.
    """

    __slots__ = ("by_id",)

    def __init__(self, by_id: dict[str, list[Row]]) -> None:
        """The index of rows that are sorted by id already."""
        self.by_id = by_id

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Index:
        """The index of these rows."""
        by_id: dict[str, list[Row]] = {}
        for row in rows:
            by_id.setdefault(row.fact.id, []).append(row)
        return cls(by_id)

    def ambiguous(self, row: Row) -> list[str]:
        """The ids among a row's links that could mean more than one item."""
        return [id_ for id_ in row.fact.answers if id_ in self.by_id and not self.find(id_, row.fact.source or "")]

    def find(self, id_: str, source: str) -> Row | None:
        """The item a bare id means, or nothing where there is none or more than one."""
        every = self.by_id.get(id_, [])
        found = [row for row in every if not row.foreign] or every
        own = [row for row in found if (row.fact.source or "") == source]
        return own[0] if len(own) == 1 else found[0] if len(found) == 1 else None


def read_links(rows: Sequence[Row], index: Index, *, ordered: bool) -> None:
    """Give each row its links, and the items it answers by its own type."""
    for row in rows:
        found = (index.find(id_, row.fact.source or "") for id_ in row.fact.answers)
        row.links = tuple(each for each in found if each is not None)
    for row in rows:
        if row.kind and row.kind.answers:
            up = ancestors(row, row.kind.answers)
            row.answered = tuple(each for each in up if earlier(each, row, ordered=ordered))


def ancestors(row: Row, what: str) -> list[Row]:
    """For each link the nearest item of that type up to eight links up; equally near: newest start, smallest id."""
    found: list[Row] = []
    for link in row.links:
        nearest = _nearest(link, what, row)
        if nearest is not None and nearest not in found:
            found.append(nearest)
    return found


def _nearest(link: Row, what: str, start: Row) -> Row | None:
    level, seen = [link], {start, link}
    for _ in range(HOPS):
        hits = [row for row in level if row.fact.what == what]
        if hits:
            return min(hits, key=lambda row: (-row.span.start, row.fact.id, row.fact.source or ""))
        level = _further_up(level, seen)
    return None


def _further_up(level: Iterable[Row], seen: set[Row]) -> list[Row]:
    """What hangs one link above these and was not met yet, each once however many ways lead to it."""
    found = list(dict.fromkeys(up for row in level for up in row.links if up not in seen))
    seen.update(found)
    return found


def too_far(row: Row) -> bool:
    """Whether the links of a row go on where nobody looks any more, before its type's ancestor is found."""
    if row.kind is None or row.kind.answers is None or ancestors(row, row.kind.answers):
        return False
    level, seen = list(row.links), {row, *row.links}
    for _ in range(HOPS):
        level = _further_up(level, seen)
    return bool(level)


def earlier(up: Row, row: Row, *, ordered: bool) -> bool:
    """Whether `up` came before `row`: in a talk by the order of recording, else not certainly later in time.

    Two equal instants are not one after the other; only a date-only item is given the benefit of the doubt.
    """
    if ordered and not up.foreign:
        return up.order < row.order
    if row.span.start == row.span.end and up.span.start == up.span.end:
        return row.span.start > up.span.start
    return row.span.end >= up.span.start


def certainly_after(up: Row, row: Row, *, ordered: bool) -> bool:
    """Whether `row` came after `up` beyond doubt."""
    return up.order < row.order if ordered and not up.foreign else row.span.start > up.span.end

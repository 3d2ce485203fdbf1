"""Figures that others published, as quotations with their source: to be shown, not to be counted with (A08 to A11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gatecoach.content import content_root
from gatecoach.report.layout import wrapped
from gatecoach.source import read

NAME = "figures.yaml"
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Figure:
    """One quotation: what it is about, who published it, and the values as printed there.

    `shares` of a whole that do not make it up leave something that is not stated; `values` stand for themselves.
    """

    id: str
    about: str
    source: str
    unit: str
    shares: Mapping[str, str]
    values: Mapping[str, str]
    note: str = ""

    @property
    def not_stated(self) -> str:
        """What the shares leave of the whole; nothing where they leave nothing, or are none."""
        left = WHOLE - sum(map(Decimal, self.shares.values())) if self.shares else Decimal(0)
        return str(left) if left else ""

    def as_dict(self) -> dict[str, object]:
        """The quotation as JSON, the values as text so that they stay as printed."""
        known = {"id": self.id, "about": self.about, "source": self.source, "unit": self.unit}
        left = {"not-stated": self.not_stated} if self.not_stated else {}
        note = {"note": self.note} if self.note else {}
        return {**known, "values": {**self.shares, **self.values}, **left, **note}


def figures() -> tuple[Figure, ...]:
    """Every figure of the one bundled file, in its order."""
    tree = read((content_root("stages") / NAME).read_bytes(), f"stages/{NAME}").tree
    return tuple(
        Figure(
            id_,
            each["about"],
            each["source"],
            each["unit"],
            each.get("shares", {}),
            each.get("values", {}),
            each.get("note", ""),
        )
        for id_, each in tree["figures"].items()
    )


def figures_text(known: Sequence[Figure], width: int) -> str:
    """The quotations for people, each with its source."""
    lines = wrapped("Quoted as printed. None of it enters a decision, a score or a forecast.", width)
    for each in known:
        lines += ["", *wrapped(f"{each.about} ({each.source})", width)]
        left = {"not stated": each.not_stated} if each.not_stated else {}
        unit = "" if each.unit == "time" else f" {each.unit}"
        for name, value in {**each.shares, **each.values, **left}.items():
            lines += wrapped(f"{name}: {value}{unit}", width, first="    ")
        lines += wrapped(each.note, width, first="    ") if each.note else []
    return "\n".join(lines) + "\n"

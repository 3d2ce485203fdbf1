"""What is wrong with the data."""

from __future__ import annotations

from gatecoach.audit.figures.rows import Figures
from gatecoach.report.pipeline.about import About
from gatecoach.report.pipeline.markup import Section, Table, numbers, words

TITLE = "Quality of the data"
NOTES = 30


def quality(figures: Figures, about: About) -> Section:
    """What could not be used, or says something that cannot be; nothing of it stopped the report."""
    if not figures.flaws and not about.notes:
        return Section("quality", TITLE, ["Nothing was found to be wrong."])
    says = "None of this stopped the report. What is left out counts for nothing above; the rest is counted as it is."
    columns = [*words("What", "For example", "Left out"), *numbers("Rows")]
    rows = [[each.words, each.example, "yes" if each.dropped else "no", each.rows or ""] for each in figures.flaws]
    left = len(about.notes) - NOTES
    notes = [[each] for each in about.notes[:NOTES]] + ([[f"and {left} more"]] if left > 0 else [])
    tables = [Table("In the tables", columns, rows), Table("In the files", words("What"), notes)]
    return Section("quality", TITLE, [says], (), tables)

"""Codes of mappings that load but hardly read an export as their author means.

Each example is one small place: a line `# file: NAME` begins each of its files.
"""

from __future__ import annotations

from gatecoach.codes.code import Code, table

MAPPING = """\
# file: exports.yaml
mapping: exports
reading: {times: DD/MM/YYYY}
deals: {in: deals, id: Deal, stage: Stage}
activities:
  review:
    in: reviews
    id: Number
    deal: Deal
    at: Day
    what: review-sent
"""

MAPPINGS = table(
    Code(
        id="GC057",
        title="One text, two days",
        why="Where several formats of time are named, the first that fits is taken. These two read the same text as "
        "different days, so an export in the second would be read wrongly and nobody would see it. "
        "Name the one format that the export has.",
        wrong=MAPPING.replace("times: DD/MM/YYYY", "times: [DD/MM/YYYY, MM/DD/YYYY]"),
        right=MAPPING.replace("times: DD/MM/YYYY", "times: [DD/MM/YYYY, YYYY-MM-DD]"),
        severity="warning",
    ),
    Code(
        id="GC058",
        title="The seller would tell what the customer did",
        why="What somebody types into the CRM is told by the seller, whatever it says. Evidence of the customer counts "
        "only when the customer or a connected source tells it, so these rows would count for nothing. "
        "Map them to what the seller did; the customer's part comes from mails and calendars.",
        wrong=MAPPING.replace("what: review-sent", "what: review-answered"),
        right=MAPPING,
        severity="warning",
    ),
)

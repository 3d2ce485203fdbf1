"""Codes of maps from one version of a framework to another.

Each example is one small place, or two versions of one in the folders `old` and `new` with the map between them: a line
`# file: NAME` begins each of its files.
"""

from __future__ import annotations

from gatecoach.codes.code import Code, table

MAP = """\
# file: from-1.yaml
migration: from-1
from: acme@0
to: acme@1
evidence:
  recap-sent: review-sent
"""

BOTH = """\
# file: {0}/framework.yaml
gatecoach: 1
framework: acme
version: "{1}"
phases: {{needs-built: {{}}, offers-compared: {{}}}}
roles: {{customer: {{buyer: {{}}, {2}: {{}}}}, seller: {{rep: {{}}}}}}
evidence:
  review-sent: {{side: seller}}
  review-answered: {{side: customer, answers: review-sent}}
"""
VERSIONS = BOTH.format("old", 1, "user") + BOTH.format("new", 2, "expert")
NOTE = "  note-kept: {side: seller, private-to: [seller]}\n"
THEN = BOTH.format("old", 1, "user") + NOTE
NOW = BOTH.format("new", 2, "expert") + NOTE
SIGNED = BOTH.format("old", 1, "user") + "fields: {signed-on: {type: date}}\n"
SIGNED += BOTH.format("new", 2, "expert") + "fields: {worth: {type: number}}\n"
BETWEEN = """\
# file: from-1.yaml
migration: from-1
from: acme@1
to: acme@2
"""

MIGRATIONS = table(
    Code(
        id="GC059",
        title="A map that is not whole",
        why="Records of deals name this word, the new version does not have it, and the map does not say what became "
        "of it. Whatever says it would silently count no more. Write the new word for it, or `gone:` with the reason "
        "why nothing follows it; a stage always has a successor, for a deal has to stand somewhere. "
        "`gatecoach migrate` names all of these words at once.",
        wrong=VERSIONS + BETWEEN,
        right=VERSIONS + BETWEEN + "roles: {user: expert}\n",
    ),
    Code(
        id="GC060",
        title="A map between other versions",
        why="A map leads from one version of a framework to another, and says which, so that no deal is moved by the "
        "wrong one. This one names other versions than those it is used for, or none at all.",
        wrong=MAP.replace("acme@0", "acme"),
        right=MAP,
    ),
    Code(
        id="GC061",
        title="A word that would turn into its opposite",
        why="What the seller did is no proof of what the customer did, under whatever name: a type of evidence, or a "
        "role, can only be followed by one of the same side; where there is none, say why nothing follows it. "
        "And a no stays a no: an outcome that opposes is followed by one that opposes, and cannot be given up.",
        wrong=VERSIONS + BETWEEN + "roles: {user: rep}\n",
        right=VERSIONS + BETWEEN + "roles: {user: {gone: nobody had it}}\n",
    ),
    Code(
        id="GC062",
        title="A private record that more people would read",
        why="What was written down while only one side could read it would be open to others after the move, and "
        "nobody who wrote it agreed to that. Keep the new type as private as the old one, lead it to another one that "
        "is, or give the word up.",
        wrong=THEN + NOW.replace(", private-to: [seller]", "") + BETWEEN + "roles: {user: expert}\n",
        right=THEN + NOW + BETWEEN + "roles: {user: expert}\n",
        severity="warning",
    ),
    Code(
        id="GC063",
        title="A field that would hold values of another kind",
        why="What records say of the old field are no values of the new one: a day is no amount. A value that does not "
        "fit is unknown after the move, and may hide one that was known. Lead the field to one of the same kind, or "
        "give it up with the reason.",
        wrong=SIGNED + BETWEEN + "roles: {user: expert}\nfields: {signed-on: worth}\n",
        right=SIGNED + BETWEEN + 'roles: {user: expert}\nfields: {signed-on: {gone: "the CRM has it"}}\n',
        severity="warning",
    ),
)

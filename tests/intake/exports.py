"""A small framework, mappings laid into it as text, and the exports that the tests read with them."""

from __future__ import annotations

import csv
import functools
import io
import json
import tempfile

from places import write

from gatecoach.errors import FactsError
from gatecoach.facts import Person
from gatecoach.framework import load
from gatecoach.intake.crm import CrmContext, Tally, crm_rows, read_crm, stream_crm

FRAMEWORK = """\
gatecoach: 1
framework: acme
version: "1"
time-zone: Europe/Berlin
currency: EUR
phases: {needs-built: {}, offers-compared: {}}
roles:
  customer: {buyer: {title: {en: Decision Maker, de: Entscheider}}, user: {title: User}}
  seller: {rep: {}}
fields:
  amount: {type: money}
  close-date: {type: date}
  kind: {type: choice, of: [new, renewal]}
  big: {type: yes-no}
  chance: {type: share}
  seats: {type: number}
  note: {type: text}
evidence:
  review-sent: {side: seller, title: Needs review, fields: {pages: {type: number, optional: true}}}
  review-answered:
    side: customer
    answers: review-sent
    outcomes: {for: [confirms, clarifies], against: [rejects]}
  called: {side: seller}
  called-back: {side: customer, answers: called}
  call-declined: {side: customer, answers: called}
  noted: {side: seller}
"""
JOURNEY = """\
journey: opportunity
sides: [customer, seller]
stages:
  needs-analysis: {title: {en: Needs analysis, de: Bedarf}, phase: needs-built}
  proposal: {title: Proposal, phase: offers-compared}
ends: {won: won, lost: lost}
gates:
  needs-confirmed:
    from: needs-analysis
    to: proposal
    requires:
      needs-are-theirs: {say: "They confirmed.", seller: review-sent, customer: review-answered}
  signed:
    from: proposal
    to: won
    requires:
      called: {say: "We called, they answered.", seller: called, customer: review-answered}
"""
RENEWAL = """\
journey: renewal
sides: [customer, seller]
stages:
  early: {title: Early, phase: needs-built}
  late: {title: Late, phase: offers-compared}
gates:
  go:
    from: early
    to: late
    requires:
      it: {say: "They answered.", seller: review-sent, customer: review-answered}
"""
PEOPLE = (
    Person(id="rosa", side="seller", roles=("rep",), addresses=("rosa@bright.example",)),
    Person(id="anna", side="customer", roles=("buyer",), addresses=("anna@pumps.example",)),
)
DEALS = "deals: {in: deals, id: Id, stage: Stage, since: Since}"


@functools.cache
def framework(mapping, *more):
    """The framework with that mapping in it; it loads, so lint has nothing against it."""
    files = {"framework.yaml": FRAMEWORK, "opportunity.yaml": JOURNEY, "own.yaml": mapping}
    with tempfile.TemporaryDirectory() as folder:
        return load(write(folder, files | {f"more-{number}.yaml": text for number, text in enumerate(more)}))


def own(text, form="csv"):
    """A mapping called `own` that says this and travels the opportunity."""
    return f"mapping: own\nformat: {form}\nfor: opportunity\n{text}\n"


def context(mapping, *more, people=PEOPLE, **known):
    """What intake must know to read with this mapping, which is a text."""
    return CrmContext.of(framework(mapping, *more), "own", people=people, **known)


def sheet(text):
    """A CSV file as it is written in a test: cells between bars, one row a line, blanks around cells left out."""
    rows = [[cell.strip() for cell in line.strip().split("|")] for line in text.strip().splitlines()]
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


def read(mapping, *more, known=None, **files):
    """The intake of these files, called by their keywords: `deals=` is deals.csv where it is bytes, else JSON."""
    return read_crm(named(files), context(mapping, *more, **(known or {})))


def named(files):
    """Files as intake takes them."""
    return [
        (f"{name}.csv", each) if isinstance(each, bytes) else (f"{name}.json", json.dumps(each).encode())
        for name, each in files.items()
    ]


def streamed(mapping, *more, **files):
    """The same one deal after the other, from disk, with the tally."""
    tally = Tally()
    return list(stream_crm(named(files), context(mapping, *more), tally)), tally


def rows(mapping, **files):
    """The pieces that the rows say, with the tally."""
    tally = Tally()
    return list(crm_rows(named(files), context(mapping), tally)), tally


def tried(call, *args):
    """What a call gives, or nothing and the findings with which it refuses."""
    try:
        return call(*args), ()
    except FactsError as refused:
        return None, refused.findings


def told(intake):
    """The rejects of an intake in short: reason, table, row, column, value."""
    return [(each.reason, each.table, each.row, each.column, each.value) for each in intake.rejects]

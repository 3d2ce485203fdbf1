"""Small places for the tests of the language: files as one text, written into a folder and checked."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from gatecoach.framework import lint

FRAMEWORK = """\
gatecoach: 1
framework: acme
version: "1"
phases: {needs-built: {}, offers-compared: {}}
roles:
  customer: {buyer: {}, user: {}}
  seller: {rep: {}}
evidence:
  review-sent: {side: seller}
  review-answered:
    side: customer
    by: [buyer]
    answers: review-sent
    outcomes: {for: [confirms, clarifies], against: [rejects]}
    fields: {budget: {type: money, optional: true}}
"""
JOURNEY = """\
journey: opportunity
sides: [customer, seller]
stages:
  needs-analysis: {phase: needs-built}
  proposal: {phase: offers-compared}
gates:
  needs-confirmed:
    from: needs-analysis
    to: proposal
    requires:
      needs-are-theirs:
        say: They confirmed our review of their needs.
        seller: review-sent
        customer: review-answered
"""
TALK = """\
journey: review
kind: conversation
sides: [coachee, coach]
stages: {talk: {}, follow-up: {}}
ends: {closed: done}
evidence:
  plan-written: {side: coachee, fields: {due: {type: date}}}
  plan-accepted: {side: coach, answers: plan-written}
gates:
  planned:
    from: talk
    to: follow-up
    requires:
      plan: {say: "They wrote a plan.", coachee: plan-written, coach: plan-accepted}
  close:
    from: follow-up
    to: closed
    requires:
      each-promise: {say: "Each was accepted.", for-each: plan-written, coach: plan-accepted}
"""
BANK = """\
questions: bank
for: opportunity
bank:
  first: {ask: "What is new?", closes: needs-confirmed.needs-are-theirs}
"""
BASE = {"framework.yaml": FRAMEWORK, "opportunity.yaml": JOURNEY, "review.yaml": TALK, "bank.yaml": BANK}
FILE = "# file: "


def split(text):
    """The files of an example: each begins with a line `# file: NAME`."""
    parts = [part.partition("\n") for part in f"\n{text}".split(f"\n{FILE}")[1:]]
    return {name.strip(): f"{body.rstrip()}\n" for name, _, body in parts}


def write(folder, files):
    """The files written into the folder, which is handed back."""
    for name, text in files.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Path(folder)


def changed(text, old, new):
    """The text with its one `old` replaced, so that no test changes nothing by mistake."""
    assert text.count(old) == 1, (old, text.count(old))
    return text.replace(old, new)


def findings_of(files):
    """The findings of a place with these files, named as in the example: `acme/NAME`."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder, "acme"), files)
        with contextlib.chdir(folder):
            return lint("acme")


def edited(name, old, new):
    """The findings of the base place with one change in one of its files."""
    return findings_of({**BASE, name: changed(BASE[name], old, new)})


def marked(finding):
    """The characters that a finding underlines."""
    start = finding.column - 1
    return finding.source[start : start + finding.length]


def told(finding):
    """What a finding says in short: code, line and underlined token, message, next step."""
    return finding.code, finding.line, marked(finding), finding.message, finding.hint

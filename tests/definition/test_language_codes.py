"""The pages of `gatecoach explain` about the language: each example is a place, and it shows what it says."""

from __future__ import annotations

import pytest
from linter.two_versions import between
from places import BASE, findings_of, split

from gatecoach.codes import CODES
from gatecoach.codes.reader import READER
from gatecoach.errors import FactsError
from gatecoach.intake.quotes import check_quotes
from gatecoach.intake.records import read_facts, read_people
from gatecoach.intake.salesforce import read_salesforce

PAGES = {code: page for code, page in CODES.items() if code not in READER}


def found(example):
    """The codes of all findings of an example, by the reader that its files are for."""
    files = split(example)
    if "crm.json" in files:
        return [each.code for each in _crm(files["crm.json"]).findings]
    if "old/framework.yaml" in files:
        return [each.code for each in between(files)]
    if "facts.yaml" in files:
        return [each.code for each in _facts(files)]
    beside = ["framework.yaml"] if "opportunity.yaml" in files else ["framework.yaml", "opportunity.yaml", "bank.yaml"]
    base = {} if "framework.yaml" in files else {name: BASE[name] for name in beside}
    return [each.code for each in findings_of({**base, **files})]


def _crm(text):
    return read_salesforce(text.encode(), "crm.json", stages={"Proposal": "proposal"}, roles={})


def _facts(files):
    try:
        people = read_people(files["people.yaml"].encode(), "people.yaml")
        facts = read_facts(files["facts.yaml"].encode(), "facts.yaml", people)
    except FactsError as error:
        return error.findings
    return check_quotes(facts.statements, facts.evidence)


@pytest.mark.parametrize("code", sorted(PAGES))
def test_the_wrong_example_gives_this_very_code(code):
    """What the page calls wrong is answered with exactly one finding, of its code."""
    assert found(PAGES[code].wrong) == [code]


@pytest.mark.parametrize("code", sorted(PAGES))
def test_the_right_example_is_fine(code):
    """What the page calls right has no finding."""
    assert found(PAGES[code].right) == []


def test_codes_are_numbered_without_a_gap():
    """A code is never taken out, so every number up to the last one has its page."""
    assert sorted(CODES) == [f"GC{number:03}" for number in range(1, len(CODES) + 1)]


def test_every_example_says_which_files_it_is():
    """An example reads on its own: it begins with the name of its first file."""
    assert all(text.startswith("# file: ") for each in PAGES.values() for text in (each.wrong, each.right))

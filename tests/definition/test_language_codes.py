"""The pages of `gatecoach explain` about the language: each example is a place, and it shows what it says."""

from __future__ import annotations

import pytest
from places import BASE, findings_of, split

from gatecoach.codes import CODES
from gatecoach.codes.language import LANGUAGE
from gatecoach.errors import FactsError
from gatecoach.intake.quotes import check_quotes
from gatecoach.intake.records import read_facts, read_people
from gatecoach.intake.salesforce import read_salesforce


def found(example):
    """The codes of all findings of an example, by the reader that its files are for."""
    files = split(example)
    if "crm.json" in files:
        return [each.code for each in _crm(files["crm.json"]).findings]
    if "facts.yaml" in files:
        return [each.code for each in _facts(files)]
    base = {} if "framework.yaml" in files else {name: BASE[name] for name in ("framework.yaml", "opportunity.yaml")}
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


@pytest.mark.parametrize("code", sorted(LANGUAGE))
def test_the_wrong_example_gives_this_very_code(code):
    """What the page calls wrong is answered with exactly one finding, of its code."""
    assert found(LANGUAGE[code].wrong) == [code]


@pytest.mark.parametrize("code", sorted(LANGUAGE))
def test_the_right_example_is_fine(code):
    """What the page calls right has no finding."""
    assert found(LANGUAGE[code].right) == []


def test_the_pages_are_in_the_one_table():
    """Every code from GC001 to GC035 has a page of its own."""
    assert set(LANGUAGE) <= set(CODES)
    assert sorted(CODES) == [f"GC{number:03}" for number in range(1, 36)]


def test_every_example_says_which_files_it_is():
    """An example reads on its own: it begins with the name of its first file."""
    assert all(text.startswith("# file: ") for each in LANGUAGE.values() for text in (each.wrong, each.right))

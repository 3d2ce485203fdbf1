"""What the cases of the corpus expect: the statuses, near misses, codes and days that they decide, and what is left."""

from __future__ import annotations

import ast
from pathlib import Path

from gatecoach.definition.values import BESIDE_GATES, SIDES

STATUSES = ("met", "contested", "expired", "unverifiable", "missing", "waived", "not-applicable")
HOLD = ("met", "waived", "not-applicable")
HOLES = tuple(f"H{number}" for number in range(1, 17))
TESTS = Path(__file__).resolve().parents[1]
FINDINGS_ELSEWHERE = {
    "GC028": "intake/test_salesforce.py::test_what_does_not_fit_is_a_finding_at_its_place",
    "GC029": "intake/test_quotes.py::test_a_quote_that_is_not_there_is_a_finding",
    "GC030": "scenario/test_naming.py::test_a_row_that_does_not_fit_is_found_at_its_place",
    "GC059": "linter/test_succession.py::test_every_word_that_leads_nowhere_is_told_at_once",
    "GC061": "linter/test_succession.py::test_an_act_of_one_side_cannot_become_one_of_the_other",
    "GC062": "linter/test_succession.py::test_what_few_could_read_is_told_where_more_would_read_it",
    "GC063": "linter/test_succession.py::test_a_field_that_would_hold_other_values_is_told",
}
"""Codes that no place gives alone: they are about exports, messages, rows and two versions. Where each is tested."""
UNASKED = {
    "closes-requirement", "closes-gate",                         # why a question is asked
    "no-source-for", "no-stays-newest", "too-few-different", "never-counts", "no-set-opens",  # why nothing could help
    "nothing-booked", "no-organizer", "no-address",              # why there is no invitation
    "talk-suggested",                                            # `suggested:` expects it by the talk
    "promise-overdue", "talk-not-held",                          # what several talks together tell
}  # fmt: skip
"""Reasons that are no answer to a gate, a standing or a word, so that no scenario can expect them."""
READ_BY_PEOPLE = {
    ("framework", "purpose"), ("purpose", "organisation"), ("purpose", "team"), ("purpose", "customer"),
    ("framework", "title"), ("use-case", "title"), ("field", "title"), ("stage", "title"), ("end", "title"),
    ("framework", "questions-per-cell"), ("gate", "title"), ("stage", "expected"), ("evidence", "summary"),
    ("question", "area"), ("question", "conversation"), ("question", "answer"), ("answer", "type"),
    ("answer", "of"), ("answer", "by"), ("answer", "gives"), ("scenario", "id"), ("subject", "id"),
}  # fmt: skip
"""Keys that decide nothing: they are shown to people, or say how much, in which order and how something is asked."""


def expectations(case):
    """Every moment's expectation of a case."""
    told = case.told
    return [each["expect"] for each in [told, *told.get("then", [])] if "expect" in each]


def gates(case):
    """Every gate that a case expects something of, with the expectation, moment by moment."""
    for expect in expectations(case):
        yield from ((gate, wanted) for gate, wanted in expect.items() if gate not in BESIDE_GATES)


def requirements(case):
    """Every requirement that a case expects something of, with its gate and the expectation."""
    for gate, wanted in gates(case):
        for name, each in wanted.get("requirements", {}).items():
            yield gate, name, {"status": each} if isinstance(each, str) else each


def statuses(case):
    """The statuses that a case expects, of sides and of requirements."""
    return {each[key] for _, _, each in requirements(case) for key in ("status", *SIDES) if key in each}


def near_misses(case):
    """The near misses that a case expects."""
    by_side = [each.get("near-misses", {}) for _, _, each in requirements(case)]
    return {code for each in by_side for codes in each.values() for code in listed(codes)}


def strengths(case):
    """The strengths that a case expects."""
    return {each["strength"] for _, _, each in requirements(case) if "strength" in each}


def reasons(case):
    """Every reason code that a case expects: of a gate, a side, a waiver, a standing, a word that is refused."""
    found = statuses(case) | near_misses(case)
    for _, wanted in gates(case):
        found |= {*listed(wanted.get("reasons", [])), *wanted.get("waivers", {}).values()}
    for expect in expectations(case):
        found |= {*listed(expect.get("standing", {}).get("findings", [])), *expect.get("refused", {}).values()}
        found |= {code for codes in expect.get("hints", {}).values() for code in listed(codes)}
    return found


def findings(case):
    """The finding codes that a case names."""
    return {each["code"] if isinstance(each, dict) else each for each in case.findings or ()}


def listed(value):
    """A list of one where the brackets are left out."""
    return value if isinstance(value, list) else [value]


def verdicts(case):
    """What a case judges, one by one in its order: whether it holds, counts or shows."""
    for _, _, each in requirements(case):
        yield from (each[key] in HOLD for key in ("status", *SIDES) if key in each)
    for expect in expectations(case):
        if "signals" in expect.get("standing", {}):
            yield bool(expect["standing"]["signals"])


def tests_in(path):
    """The names of the tests in a file below `tests/`."""
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}

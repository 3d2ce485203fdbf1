"""The corpus of the language: every case holds, and there are enough of them for every word and status."""

from __future__ import annotations

from collections import Counter
from itertools import combinations_with_replacement

import pytest
from conformance import counting
from conformance.corpus import cases, failure
from conformance.tables import ORDER, rows

from gatecoach.definition.scenario import NEAR_MISSES

CASES = cases()
ROWS = rows()
SCENARIOS = [each for each in CASES if each.findings is None]


@pytest.mark.parametrize("case", [*CASES, *ROWS], ids=lambda case: case.note)
def test_the_case_holds(case):
    """What the case says is what the engine says."""
    assert not (why := failure(case)), why


def short(counted, known, least):
    """What has fewer cases than asked, with how many it has."""
    return {each: counted[each] for each in known if counted[each] < least}


def test_every_status_has_four_cases():
    """Each status is expected by four cases at least."""
    counted = Counter(status for case in SCENARIOS for status in counting.statuses(case))
    assert short(counted, counting.STATUSES, 4) == {}


def test_every_near_miss_has_three_cases():
    """Each near miss is expected by three cases at least."""
    counted = Counter(code for case in SCENARIOS for code in counting.near_misses(case))
    assert short(counted, NEAR_MISSES, 3) == {}


def test_every_word_of_clauses_and_conditions_has_two_cases():
    """Each word stands in the requirements that two cases at least judge."""
    counted = Counter(word for case in SCENARIOS for word in counting.words(case))
    assert short(counted, counting.language(), 2) == {}


def test_every_word_is_seen_to_hold_and_not_to_hold():
    """Of the cases about a word some expect met and some do not: no word is there for show."""
    seen = {word: set() for word in counting.language()}
    for case in SCENARIOS:
        for word, verdicts in counting.words(case).items():
            seen.get(word, set()).update(verdicts)
    assert {word: verdicts for word, verdicts in seen.items() if len(verdicts) < 2} == {}


def test_no_word_of_the_language_is_left_out():
    """What clauses and conditions may say is counted here, or named as something for later."""
    assert counting.unknown_to_us() == set()


def test_every_settled_hole_has_its_case():
    """Each of the settled holes has a case of its own; the third are the tables."""
    told = {case.note.partition(" ")[0] for case in CASES}
    assert set(counting.HOLES) - told - {"H3"} == set()


def test_the_tables_are_whole():
    """Every pair of statuses stands in the tables, and every pair with every third."""
    notes = {case.note for case in ROWS}
    assert {f"{name}: {status}" for name in ("all", "any", "sides") for status in ORDER} <= notes
    pairs = combinations_with_replacement(ORDER, 2)
    assert {f"two of three: {one} and {other}" for one, other in pairs} <= notes

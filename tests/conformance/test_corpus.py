"""The corpus of the language: every case holds, and there are enough of them for every word and status."""

from __future__ import annotations

from collections import Counter
from itertools import combinations_with_replacement, product

import pytest
from conformance import counting, said
from conformance.corpus import CALENDARS, WINDOWS, cases, failure
from conformance.readings import misread, readings
from conformance.tables import OF_GATES, ORDER, TABLES, WHOLE, columns, rows

from gatecoach.codes import CODES
from gatecoach.definition.keys import keys
from gatecoach.definition.scenario import HOLDS, NEAR_MISSES, STRENGTHS
from gatecoach.texts import ENGLISH

CASES = cases()
ROWS = rows()
READINGS = readings()
SCENARIOS = [each for each in CASES if each.findings is None]


@pytest.mark.parametrize("case", [*CASES, *ROWS], ids=lambda case: case.note)
def test_the_case_holds(case):
    """What the case says is what the engine says."""
    assert not (why := failure(case)), why


@pytest.mark.parametrize("case", READINGS, ids=lambda case: case.note)
def test_an_export_is_read_as_the_case_says(case):
    """By the mapping of the case, and by nothing else."""
    assert not (why := misread(case)), why


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


def words_of(case):
    """Every word that a case is about, each with what it expects there."""
    return {**(said.words(case) if case.findings is None else {}), **said.words_beside(case)}


def test_every_word_has_two_cases():
    """Each word stands where two cases at least judge it."""
    counted = Counter(word for case in CASES for word in words_of(case))
    assert short(counted, said.language(), 2) == {}


def test_every_word_is_seen_to_hold_and_not_to_hold():
    """Of the cases about a word some expect that it holds and some do not: no word is there for show."""
    seen = {word: set() for word in said.language()}
    for case in CASES:
        for word, verdicts in words_of(case).items():
            seen.get(word, set()).update(verdicts)
    assert {word: verdicts for word, verdicts in seen.items() if len(verdicts) < 2} == {}


def test_no_word_of_the_language_is_left_out():
    """What clauses and conditions may say is counted here."""
    assert said.unknown_to_us() == set()


def test_every_key_stands_in_a_case():
    """Each key of each mapping is written in a case that loads, but for those that decide nothing."""
    written = set().union(*map(said.keys_of, CASES), *(said.keys_in_files(each.files) for each in READINGS))
    known = {(each.where, each.key) for each in keys() if not each.key.startswith("<")}
    left = sorted(known - written - counting.READ_BY_PEOPLE)
    assert left == [], "add a case, or name it in counting.READ_BY_PEOPLE where it decides nothing"
    assert sorted(counting.READ_BY_PEOPLE - known) == []


def test_every_finding_code_has_its_case():
    """Each code that the files of a framework can give is named by a case; where the others are tested is known."""
    named = set().union(*map(counting.findings, CASES))
    assert sorted({*CODES} - named - {*counting.FINDINGS_ELSEWHERE}) == []
    assert sorted(named & {*counting.FINDINGS_ELSEWHERE}) == []


@pytest.mark.parametrize("test", counting.FINDINGS_ELSEWHERE.values())
def test_what_is_tested_elsewhere_is_tested_there(test):
    """The test that stands in for a case exists."""
    path, name = test.split("::")
    assert name in counting.tests_in(path)


def test_every_reason_has_its_case():
    """Each reason that a decision, a standing or a refusal can give is expected by a case, and every strength is."""
    expected = set().union(*map(counting.reasons, SCENARIOS)) - {HOLDS}
    left = sorted({*ENGLISH} - expected - counting.UNASKED)
    assert left == [], "add a case, or name it in counting.UNASKED where no scenario can expect it"
    assert expected & counting.UNASKED == set()
    assert set().union(*map(counting.strengths, SCENARIOS)) == {*STRENGTHS}


def test_every_window_is_told_on_every_trap_of_the_calendar():
    """Each word that counts days has a case for plain days, a leap day, both changes of the clocks and a new year."""
    told = {pair for case in SCENARIOS for pair in case.boundary.items()}
    assert [pair for pair in product(WINDOWS, CALENDARS) if pair not in told] == []


@pytest.mark.parametrize("case", [each for each in SCENARIOS if each.boundary], ids=lambda case: case.note)
def test_a_boundary_tells_the_day_before_the_day_and_the_day_after(case):
    """Three verdicts at least, of which the first and the last differ."""
    told = list(counting.verdicts(case))
    assert len(told) >= 3
    assert told[0] != told[-1]


def test_every_note_is_a_sentence():
    """A note says why it is so: some words, in small letters but for names, and no full stop."""
    labels = [case.note for case in [*CASES, *READINGS] if len(case.note.split()) < 4 or case.note[-1] in ".:"]
    assert labels == []


def test_every_settled_hole_has_its_case():
    """Each of the settled holes has a case of its own; the third are the tables."""
    told = {case.note.partition(" ")[0] for case in CASES}
    assert set(counting.HOLES) - told - {"H3"} == set()


def test_the_tables_are_whole():
    """Every pair of statuses stands in the tables, and every pair with every third."""
    notes = {case.note for case in ROWS}
    single = [name for name in TABLES if name != "two-of-three"]
    pairs = combinations_with_replacement(ORDER, 2)
    wanted = {f"{name}: {status}" for name in single for status in columns(name)}
    assert notes == wanted | {f"two of three: {one} and {other}" for one, other in pairs}
    assert columns(OF_GATES[0]) == WHOLE == (*counting.STATUSES,)

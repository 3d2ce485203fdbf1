"""Gates that nobody can ask about, and empty cells of the bank: gate by use case by area."""

from __future__ import annotations

import pytest
from linter.worlds import BANK, DEAL, FULL, FW, TALK, findings_of, messages, said, with_

GATES = ("needs-confirmed", "signed")
AREAS = ("deal", "evidence", "behaviour", "mindset")
USES = "use-cases: {new: {when: {kind: new}}, old: {when: {kind: old}}}\n"
CASES = (FW, "roles:", f"fields: {{kind: {{type: choice, of: [new, old]}}}}\n{USES}roles:")
LEAST = (FW, "roles:", "questions-per-cell: 2\nroles:")
INLINE = (DEAL, "    ask: What about signed?\n", "")
TIMES = "\u00d7"


def bank(*without, more=""):
    """The whole bank: for each gate a question of every area, but for those cells."""
    cells = [(gate, area) for gate in GATES for area in AREAS if (gate, area) not in without]
    rows = [
        f'  {gate}-{area}: {{ask: "What is {area} at {gate}?", closes: {gate}, area: {area}}}\n' for gate, area in cells
    ]
    return BANK, FULL[BANK], f"questions: bank\nfor: opportunity\nbank:\n{''.join(rows)}{more}"


def test_a_full_bank_has_no_finding():
    """Each gate has a question of each area, which serve every use case."""
    assert said(bank()) == []
    assert said(CASES, bank()) == []


def test_a_gate_that_nobody_can_ask_about():
    """Told at the gate; a question of a requirement, of the gate, of a bank, or for any gate is enough."""
    assert said(INLINE) == [("GC051", 16, "signed")]
    assert messages(INLINE) == [
        (
            'nothing can be asked about the gate "signed": it has no question',
            "add `ask:` to it, or a question with `closes: signed`",
        )
    ]
    pair = "they-signed: {"
    assert said(INLINE, (DEAL, pair, f'{pair}ask: "What about it?", ')) == []
    for closes in ("closes: signed", "closes: signed.they-signed", "area: deal"):
        more = BANK, FULL[BANK], f'{FULL[BANK]}  one: {{ask: "What about it?", {closes}}}\n'
        assert "GC051" not in [code for code, *_ in said(INLINE, more)]


def test_a_talk_asks_by_its_steps():
    """Its gates need no questions."""
    assert "ask" not in FULL[TALK]
    assert findings_of(FULL) == []


@pytest.mark.requirement("F07")
def test_an_empty_cell_is_named():
    """Gate and area, told at the gate, with what to add."""
    assert said(bank(("signed", "mindset"))) == [("GC052", 16, "signed")]
    assert messages(bank(("signed", "mindset"))) == [
        (f"the cell signed {TIMES} mindset has no question", "add a question with `closes: signed`, `area: mindset`")
    ]


@pytest.mark.requirement("F07")
def test_an_empty_cell_of_a_use_case_is_named_with_it():
    """A question for one use case leaves the cell of the other empty."""
    one = '  one: {ask: "What now?", closes: signed, area: mindset, use-case: new}\n'
    assert messages(CASES, bank(("signed", "mindset"), more=one)) == [
        (
            f"the cell signed {TIMES} old {TIMES} mindset has no question",
            "add a question with `closes: signed`, `use-case: old`, `area: mindset`",
        )
    ]
    both = one.replace("use-case: new", "use-case: [new, old]")
    assert said(CASES, bank(("signed", "mindset"), more=both)) == []


def test_a_question_for_any_gate_fills_the_cells_of_all():
    """One without `closes` serves each of them."""
    anywhere = '  one: {ask: "What now?", area: mindset}\n'
    assert said(bank(("signed", "mindset"), ("needs-confirmed", "mindset"), more=anywhere)) == []


def test_a_whole_row_or_column_is_one_finding():
    """What is empty for every use case is named without one, and so for every area."""
    row = [("signed", area) for area in AREAS]
    assert [words for words, _ in messages(CASES, bank(*row))] == ["the cell signed has no question"]
    only = "".join(
        f'  a-{area}: {{ask: "What of {area}?", closes: signed, area: {area}, use-case: new}}\n' for area in AREAS
    )
    assert [words for words, _ in messages(CASES, bank(*row, more=only))] == [
        f"the cell signed {TIMES} old has no question"
    ]


def test_an_area_that_no_question_is_about():
    """Told once, at the bank; of areas that the bank does not use at all nothing is said at the gates."""
    without = [(gate, "mindset") for gate in GATES]
    assert said(bank(*without)) == [("GC052", 3, "bank")]
    assert messages(bank(*without)) == [
        (f'the cells {TIMES} mindset are empty at every gate of "opportunity"', "add questions with `area: mindset`")
    ]


def test_a_bank_without_areas_is_counted_by_use_case_alone():
    """Then the questions beside the gates count as well."""
    one = (BANK, "closes: needs-confirmed.needs-are-theirs", "closes: needs-confirmed, use-case: new")
    assert messages(CASES, one) == [
        (
            f"the cell needs-confirmed {TIMES} old has no question",
            "add a question with `closes: needs-confirmed`, `use-case: old`",
        )
    ]
    assert said(CASES, one, (DEAL, "  signed:\n", '    ask: "What comes?"\n  signed:\n')) == []


@pytest.mark.requirement("F07")
def test_as_many_as_the_framework_wants():
    """Each cell needs so many questions, and the message counts."""
    more = "".join(
        f'  b-{gate}-{area}: {{ask: "What else is {area} at {gate}?", closes: {gate}, area: {area}}}\n'
        for gate in GATES
        for area in AREAS
    )
    assert said(LEAST, bank(more=more)) == []
    assert [words for words, _ in messages(LEAST, bank(("signed", "deal"), more=more))] == [
        f"the cell signed {TIMES} deal has 1 of 2 questions"
    ]


@pytest.mark.parametrize("number", ["0", "-1", "two", "1.5"])
def test_the_number_wanted_is_a_whole_one(number):
    """At least one."""
    ((code, line, _),) = said((FW, "roles:", f"questions-per-cell: {number}\nroles:"))
    assert (code, line) == ("GC015", 5)
    assert findings_of(with_(LEAST, bank())) != []


def test_use_cases_that_no_question_names_are_one_cell():
    """They are served alike, so what is short is told once and without a name; a single one keeps its name."""
    uses = USES.replace("}}}\n", "}}, odd: {when: {kind: odd}}}\n")
    three = (FW, "roles:", f"fields: {{kind: {{type: choice, of: [new, old, odd]}}}}\n{uses}roles:")
    one = '  one: {ask: "What now?", closes: signed, area: mindset, use-case: new}\n'
    short = bank(("signed", "mindset"), more=one)
    assert messages(three, short) == [
        (f"the cell signed {TIMES} mindset has no question", "add a question with `closes: signed`, `area: mindset`")
    ]
    assert [words for words, _ in messages(CASES, short)] == [
        f"the cell signed {TIMES} old {TIMES} mindset has no question"
    ]

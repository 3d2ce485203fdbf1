"""What a typed line means: an answer, an order, a refusal, or a value of a field."""

from __future__ import annotations

import io
import sys

import pytest

from gatecoach.cli.prompt import Desk, Order, complaint, is_leaving, is_refusal, order, shape, value
from gatecoach.definition import FieldDef


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("close", (Order.CLOSE, "")),
        (" CLOSE ", (Order.CLOSE, "")),
        ("stop: too late", (Order.STOP, "too late")),
        ("Stop", (Order.STOP, "")),
        ("waive: no time", (Order.WAIVE, "no time")),
        ("Waive", (Order.WAIVE, "")),
        ("Other", (Order.OTHER, "")),
        ("other: a day", None),
        ("close: the deal", None),
        ("we waive it", None),
        ("we close on Friday", None),
        ("stop it", None),
        ("", None),
    ],
)
def test_only_whole_words_are_orders(line, found):
    """An answer that merely contains such a word is an answer."""
    assert order(line) == found


@pytest.mark.parametrize(
    ("line", "is_one"), [("no", True), ("No.", True), ("n", True), ("Nein.", True), ("no idea", False), ("ja", False)]
)
def test_a_bare_no_is_told_from_an_answer(line, is_one):
    """Only the whole line counts."""
    assert is_refusal(line) is is_one


@pytest.mark.parametrize(
    ("line", "is_one"), [("quit", True), (" :Q ", True), ("?", True), ("no", False), ("help her", False), ("", False)]
)
def test_a_word_for_the_program_is_told_from_an_answer(line, is_one):
    """Only the whole line counts."""
    assert is_leaving(line) is is_one


@pytest.fixture
def asked():
    """Ask for a value with these lines as input; gives the value, the prompts and the complaints."""

    def asking(lines, **definition):
        left, prompts, told = list(lines), [], []

        def read(prompt):
            prompts.append(prompt)
            return left.pop(0)

        return value(read, told.append, "name", FieldDef.model_validate(definition)), prompts, told

    return asking


@pytest.mark.parametrize(
    ("kind", "bad", "good", "kept"),
    [
        ("text", "", "call", "call"),
        ("date", "2026-2-3", "2026-02-03", "2026-02-03"),
        ("money", "12,50", "12.50", "12.50"),
        ("number", "many", "-3", "-3"),
        ("share", "80%", "0.8", "0.8"),
        ("yes-no", "perhaps", "Yes", True),
        ("yes-no", "", "n", False),
        ("yes-no", "jein", "ja", True),
    ],
)
def test_a_value_is_asked_for_until_it_can_be_read(asked, kind, bad, good, kept):
    """Each type says in plain words how it is written."""
    found, prompts, told = asked([bad, good], type=kind)
    assert (found, len(prompts)) == (kept, 2)
    assert told == [f"    {complaint(FieldDef.model_validate({'type': kind}))}\n"]


def test_a_choice_names_its_values(asked):
    """What may be written is listed."""
    found, _, told = asked(["maybe", "new"], type="choice", of=["new", "renewal"])
    assert found == "new"
    assert told == ["    Please write one of: new, renewal.\n"]


def test_an_optional_value_may_be_left_empty(asked):
    """And the prompt says so."""
    found, prompts, _ = asked([""], type="text", optional=True, title="Anything else?")
    assert found is None
    assert prompts == ["    Anything else? (may be left empty) > "]


def test_a_field_without_a_title_is_asked_for_by_its_name(asked):
    """There is always a prompt."""
    assert asked(["x"], type="text")[1] == ["    name > "]


@pytest.mark.parametrize(("columns", "lines"), [("40", 2), ("100", 1)])
def test_a_long_prompt_is_broken_so_that_an_answer_fits_behind_it(monkeypatch, capsys, columns, lines):
    """In a narrow terminal its last line leaves room for a day."""
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(sys, "stdin", io.StringIO("2026-03-16\n"))
    assert Desk().line("    On which day, at the latest 2026-03-18 > ") == "2026-03-16"
    shown = capsys.readouterr().out.splitlines()
    assert (len(shown), shown[-1].endswith(" > 2026-03-16")) == (lines, True)
    assert max(map(len, shown)) <= int(columns)


def test_piped_answers_are_shown_and_odd_spaces_are_not_kept(monkeypatch, capsys):
    """A record of a piped talk reads like one that was typed."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("  two   words\t\n"))
    assert Desk().line("> ") == "two words"
    assert capsys.readouterr().out == "> two words\n"


def test_the_end_of_input_is_told(monkeypatch, capsys):
    """No answer is made up."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with pytest.raises(EOFError):
        Desk(to_stderr=True).line("> ")
    assert capsys.readouterr() == ("", "> \n")


def test_what_can_be_chosen_or_copied_is_shown_before():
    """The values of a choice, the example of a text; of anything else there is nothing to show."""
    assert shape(FieldDef(type="choice", of=["help", "call"])) == "One of: help, call."
    text = FieldDef.model_validate({"type": "text", "example": {"en": "Call Anna", "de": "Anna anrufen"}})
    assert shape(text) == "For example: Call Anna"
    assert shape(FieldDef(type="text")) == shape(FieldDef(type="date")) == ""

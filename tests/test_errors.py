"""Failure as a value: codes, places, next steps, and a caret under the right letter."""

from __future__ import annotations

import json
import pickle

import pytest

from gatecoach.errors import (
    DefinitionError,
    FactsError,
    Finding,
    GatecoachError,
    JournalError,
    Reason,
    SessionError,
    UsageError,
    VersionConflict,
    did_you_mean,
)
from gatecoach.texts import REASONS, reason_text


def test_an_error_says_place_message_code_and_next_step():
    """In one line, with only the parts it has."""
    assert str(UsageError("c", "wrong", place="at", help="Do it.")) == "at: wrong [c] Do it."
    assert str(UsageError("c", "wrong")) == "wrong [c]"


@pytest.mark.parametrize("kind", [UsageError, SessionError, JournalError, VersionConflict])
def test_every_error_is_one_of_ours(kind):
    """One `except` catches what gatecoach raises on purpose."""
    assert issubclass(kind, GatecoachError)
    assert (kind("c", "m").code, kind("c", "m").message) == ("c", "m")


def test_findings_are_all_told():
    """The message first, then each finding in order."""
    error = DefinitionError("c", "two things", [Finding("A1", "first"), Finding("B2", "second")])
    assert [each.code for each in error.findings] == ["A1", "B2"]
    text = str(error)
    assert text.startswith("two things\n")
    assert text.index("first [A1]") < text.index("second [B2]")
    assert issubclass(FactsError, GatecoachError)


def test_a_finding_shows_the_line_and_a_caret():
    """File, line and column, the source, a caret as long as the word, the hint and where help is."""
    finding = Finding("GC014", "unknown", "a.yaml", 3, 5, 4, "  x: word", "gates.x", 'did you mean "ward"?')
    assert finding.text().splitlines() == [
        "a.yaml:3:5: error: unknown [GC014]",
        " 3 |   x: word",
        '   |     ^^^^ did you mean "ward"?',
        "    = at gates.x   help: gatecoach explain GC014",
    ]


@pytest.mark.parametrize(
    ("source", "column", "caret"), [("日本: x", 5, 6), ("é: x", 4, 3), ("e\u0301: x", 5, 3), ("\t: x", 4, 3)]
)
def test_the_caret_stands_under_the_letter(source, column, caret):
    """Wide letters take two cells, combining marks none, a tab one."""
    line = Finding("C", "m", "f", 1, column, 1, source).text().splitlines()[2]
    assert line.index("^") - len(" 1 | ") == caret


def test_a_finding_without_a_place_has_no_line():
    """Only what it knows: message, hint, help."""
    assert Finding("C", "m", hint="do").text() == "error: m [C]\n    do\n    = help: gatecoach explain C"
    assert json.loads(json.dumps(Finding("C", "m").as_dict()))["code"] == "C"


def test_did_you_mean_helps_and_does_not_guess():
    """The nearest word, else the short list, else nothing."""
    assert did_you_mean("replly", ["reply", "offer"]) == 'did you mean "reply"?'
    assert did_you_mean("zzz", ["reply", "offer"]) == "known: offer, reply"
    assert did_you_mean("zzz", map(str, range(13))) == ""
    assert did_you_mean("zzz", []) == ""


def test_a_reason_is_a_plain_row_and_a_sentence():
    """Code, place, parameters; hosts translate by the code."""
    reason = Reason("missing", "it.customer", {"side": "customer", "title": "Reply"})
    assert reason.as_dict() == {
        "code": "missing",
        "place": "it.customer",
        "params": {"side": "customer", "title": "Reply"},
    }
    assert "Reply" in reason.text()
    assert reason.text("xx") == reason.text("en")


def test_an_unknown_code_is_its_own_text():
    """A reason without words yet is shown by its code and never fails."""
    assert reason_text("brand-new", {}, "en") == "brand-new"


@pytest.mark.parametrize("code", REASONS["en"])
def test_a_sentence_never_fails_for_want_of_a_parameter(code):
    """Whatever a reason carries, there is a text without braces."""
    text = reason_text(code, {}, "en")
    assert text
    assert "{" not in text


@pytest.mark.parametrize(
    "error",
    [
        UsageError("c", "m", place="p", help="h"),
        DefinitionError("c", "m", [Finding("A1", "first")]),
        VersionConflict("c", "m"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_an_error_crosses_processes_whole(error):
    """Pickled and back it is of the same kind with the same parts."""
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))

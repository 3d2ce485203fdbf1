"""What a program may use of intake: everything it needs is there, and says what it takes, gives and raises."""

from __future__ import annotations

import builtins
import dataclasses
import inspect
import re
import typing

import pytest

from gatecoach import errors, intake

NAMES = {name: getattr(intake, name) for name in intake.__all__}
FUNCTIONS = {name: each for name, each in NAMES.items() if inspect.isfunction(each)}
VALUES = {name: each for name, each in NAMES.items() if dataclasses.is_dataclass(each)}


def test_the_names_are_in_order_and_each_once():
    """Somebody reads this list."""
    assert list(intake.__all__) == sorted(set(intake.__all__))


@pytest.mark.parametrize("name", NAMES)
def test_every_name_says_what_it_is(name):
    """In one sentence that ends on the first line."""
    first = (inspect.getdoc(NAMES[name]) or "").partition("\n")[0]
    assert first[:1].isupper()
    assert first.endswith(".")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_typed_and_names_what_it_raises(name):
    """Each parameter has a type; an error that it documents is one of ours or of the system."""
    function = FUNCTIONS[name]
    types = {**function.__annotations__}
    assert set(types) == {*inspect.signature(function).parameters, "return"}
    raised = re.findall(r"^ +(\w+): ", function.__doc__.partition("Raises:")[2], re.MULTILINE)
    assert bool(raised) is ("Raises:" in function.__doc__)
    kinds = [getattr(errors, each, None) or getattr(builtins, each) for each in raised]
    assert all(issubclass(each, (errors.GatecoachError, OSError)) for each in kinds)


@pytest.mark.parametrize("name", ["MailContext", "CalendarContext", "MailOutcome", "MailIntake", "CalendarIntake"])
def test_every_field_is_explained(name):
    """No field of a value that a program makes or reads is left to guess: each stands in the words about it."""
    value = VALUES[name]
    fields = {each.name for each in dataclasses.fields(value)}
    assert typing.get_type_hints(value).keys() >= fields
    assert fields - set(re.findall(r"`(\w+)`", value.__doc__)) == set()


@pytest.mark.parametrize("outcome", [intake.MailOutcome, intake.CalendarOutcome])
def test_outcomes_of_mails_and_calendars_have_one_shape(outcome):
    """Whatever prints the one prints the other: name, id, outcome, rule, sentence, what was made, and why its grade."""
    made = outcome("a", "m", "no", "duplicate", {"by": "x", "meeting": "y", "first": "z"})
    assert {*MAIL} <= {each.name for each in dataclasses.fields(outcome)}
    assert (made.text("de"), made.text(), made.proof_text()) == (made.text("de"), made.text("fr"), "")
    assert made.text() != made.text("de")


MAIL = [each.name for each in dataclasses.fields(intake.MailOutcome)]

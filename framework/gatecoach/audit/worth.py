"""The field that says what a deal is worth."""

from __future__ import annotations

from collections.abc import Iterable

from gatecoach.errors import UsageError, did_you_mean
from gatecoach.framework import Framework
from gatecoach.lower import Journey

NUMBERS = ("money", "number", "share")
"""The types of fields whose values can be added up."""


def worth_field(framework: Framework, journeys: Iterable[Journey], named: str) -> str:
    """The field of these journeys that is named, else the only amount there is; empty where there is none.

    Raises:
        UsageError: no field of that name holds a number.
    """
    fields = [field for journey in journeys for field in journey.fields.items()]
    numbers = {name: each.type for name, each in fields if each.type in NUMBERS}
    if named and named not in numbers:
        words = f'no field "{named}" of {framework.id} {framework.version} holds a number'
        raise UsageError("unknown-field", words, place="--money", help=did_you_mean(named, numbers))
    amounts = [name for name, kind in numbers.items() if kind == "money"]
    return named or (amounts[0] if len(amounts) == 1 else "")

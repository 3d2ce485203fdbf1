"""Conditions as the reference evaluator reads them: true, false or None where a field is unknown."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation


def read(value, field):
    """The value as the field's type says, or None where it cannot be read so."""
    if field.type == "yes-no":
        return value if isinstance(value, bool) else None
    if field.type == "money" and abroad(value, field):
        return None
    if field.type in ("money", "number", "share"):
        own = value.split()[0] if field.type == "money" and coded(value) else value
        return number(own, field.type)
    if field.type == "date":
        return date(value)
    text = value.strip() if isinstance(value, str) else ""
    if field.type == "choice":
        return value if value in field.of else None
    return text or None


def coded(value):
    """Whether an amount and a code of three capital letters is written."""
    return isinstance(value, str) and re.fullmatch(r"\s*\S+\s+[A-Z]{3}\s*", value) is not None


def abroad(value, field):
    """Whether it is an amount in another currency than the one money is counted in."""
    if field.type != "money" or not coded(value):
        return False
    amount, code = value.split()
    return number(amount, "money") is not None and code != field.currency


def number(value, kind):
    """A finite decimal; a share lies between 0 and 1."""
    if isinstance(value, bool):
        return None
    try:
        found = Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        return None
    if not found.is_finite() or (kind == "share" and not 0 <= found <= 1):
        return None
    return found


def date(value):
    """A whole day, from itself or from text."""
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def days(value):
    """The number of days in `3 days` or `2 weeks`, or None for anything else."""
    parts = value.split() if isinstance(value, str) else []
    if len(parts) == 2 and parts[0].isdigit() and parts[1].rstrip("s") in ("day", "week"):
        return int(parts[0]) * (7 if parts[1].startswith("week") else 1)
    return None


def holds(condition, fields, values, day):
    """Whether a condition holds for typed values; durations count from `day`."""
    answers = [
        one(word.rstrip("_"), getattr(check, word), values.get(name), fields[name], day)
        if not isinstance(getattr(check, word), dict)
        else two(word.rstrip("_"), values.get(name), values.get(getattr(check, word)["field"]))
        for name, check in condition.fields.items()
        for word in check.model_fields_set
    ]
    answers += [holds(part, fields, values, day) for part in condition.all]
    if condition.any:
        parts = [holds(part, fields, values, day) for part in condition.any]
        answers.append(True if True in parts else None if None in parts else False)
    return False if False in answers else None if None in answers else True


def one(word, wanted, value, field, day):
    """One word of a check on one value."""
    if word == "known":
        return (value is not None) == wanted
    if value is None:
        return None
    several = word in ("one_of", "none_of", "between")
    pairs = [compared(value, each, field, day) for each in (wanted if several else [wanted])]
    if word in ("one_of", "none_of"):
        return any(have == want for have, want in pairs) == (word == "one_of")
    if word == "between":
        return pairs[0][0] >= pairs[0][1] and pairs[1][0] <= pairs[1][1]
    return ordered(word, *pairs[0])


def two(word, value, other):
    """One word of a check on two fields of one item."""
    return None if value is None or other is None else ordered(word, value, other)


def ordered(word, have, want):
    """Whether one value stands to another as the word says."""
    return {
        "is": lambda: have == want,
        "is_not": lambda: have != want,
        "at_least": lambda: have >= want,
        "at_most": lambda: have <= want,
        "more_than": lambda: have > want,
        "less_than": lambda: have < want,
    }[word]()


def compared(value, wanted, field, day):
    """The value and what it is compared with; against a duration a date is the days since the item's own day."""
    if field.type == "date" and days(wanted) is not None:
        return value.toordinal() - day, days(wanted)
    return value, read(wanted, field)

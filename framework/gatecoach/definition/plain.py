"""What the kernel needs of the language at run time: plain functions and ids, so that it loads without the models."""

from __future__ import annotations

GATE_BLOCKED = "gate-blocked"
"""The built-in type that opening a session about a subject records once per blocked gate."""

BESIDE = frozenset({"scenario", "migration"})
"""Heads of files that are no part of a framework but stand beside it: its tests, and maps from version to version."""

OPERATORS = (
    "is", "is-not", "one-of", "none-of", "at-least", "at-most", "more-than", "less-than", "between", "known",
    "passes",
)  # fmt: skip
"""What may be said about one field."""


def say(text: dict[str, str] | None, language: str = "en", default: str = "") -> str:
    """The sentence in that language, else in the framework's own, else in any it has."""
    if not text:
        return default
    return text.get(language) or text.get("") or next(iter(text.values()))


def is_currency(value: str) -> bool:
    """Whether this is the code of a currency: three capital letters, as in EUR."""
    return len(value) == 3 and value.isascii() and value.isalpha() and value.isupper()

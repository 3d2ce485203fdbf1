"""What an unquoted word means: `true`, `false`, `null`, a whole number, a decimal, else text."""

from __future__ import annotations

from decimal import Decimal

WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}
FIRST_OF_TYPED = frozenset(["", "t", "f", "n", "-", *"0123456789"])
"""What a typed word can begin with; a word that begins otherwise is text without a closer look."""
MAX_DIGITS = 18


def typed(word: str) -> str | int | Decimal | bool | None:
    """The value of an unquoted word. Never a float; more than 18 digits or a leading zero make it text."""
    if word in WORDS:
        return WORDS[word]
    whole, point, part = word.removeprefix("-").partition(".")
    if not _digits(whole) or len(whole) + len(part) > MAX_DIGITS or (whole[0] == "0" and whole != "0"):
        return word
    if not point:
        return int(word)
    return Decimal(word) if _digits(part) else word


def _digits(text: str) -> bool:
    return text.isdigit() and text.isascii()

"""How wide text will be, by an estimate: no font is measured, so the widest usual one (DejaVu, Verdana) is assumed.

A reader's font may be narrower, never much wider; so text that fits here fits there.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

WIDTHS = {
    0.35: " '.,:;!|/\\ijlIJ",
    0.43: '()[]"-frt„“',
    0.84: "w#+<=>^~→&",
    1.0: "mMW@%…—",
}
"""Widths in parts of the size of the font, where a character is not as wide as most."""
NARROW = {char: wide for wide, chars in WIDTHS.items() for char in chars}
LOWER, UPPER, FULL = 0.65, 0.79, 1.05
BOLD = 1.13
BREAKS = "-/"
VOWELS = frozenset("aeiouyäöü")
ONSETS = ("sch", "ch", "ph", "sh", "th", "qu")
"""Letters that begin a syllable together."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide the text is in a font of that size, rather more than less."""
    return sum(map(_char, text)) * size * (BOLD if bold else 1)


def _char(char: str) -> float:
    if char in NARROW:
        return NARROW[char]
    if char.isascii():
        return UPPER if char.isupper() else LOWER
    if unicodedata.combining(char):
        return 0
    kind = unicodedata.category(char)
    return {"Ll": LOWER, "Lu": UPPER}.get(kind, FULL)


def fitted(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """The text as lines that are no wider; a word that is too wide for a line is divided."""
    lines = [""]
    for word in _pieces(text, size, width, bold=bold):
        longer = lines[-1] + word
        if not lines[-1] or text_width(longer.rstrip(), size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line.rstrip() for line in lines]


def _pieces(text: str, size: float, width: float, *, bold: bool) -> Iterator[str]:
    """What a line may be made of: words with the space behind them, and parts of words that are too wide."""
    for word in text.split():
        rest = word
        while len(rest) > 1 and text_width(rest, size, bold=bold) > width:
            cut = _cut(rest, size, width, bold=bold)
            last = rest[cut - 1]
            yield rest[:cut] + ("-" if last.lower() != last.upper() else "")  # scripts without case have no hyphen
            rest = rest[cut:]
        yield f"{rest} "


def _cut(word: str, size: float, width: float, *, bold: bool) -> int:
    """After how many letters to divide a word: at a hyphen, else before a syllable, else where the line is full."""
    most = 1
    while most < len(word) - 1 and text_width(f"{word[: most + 1]}-", size, bold=bold) <= width:
        most += 1
    places = range(most, max(most // 2, 2), -1)
    hyphens = [each for each in range(most, 1, -1) if word[each - 1] in BREAKS]
    syllables = [each for each in places if _divides(word, each)]
    return (hyphens + syllables + [most])[0]


def _divides(word: str, at: int) -> bool:
    """Whether a syllable probably begins here: a consonant before a vowel, and enough on both sides."""
    before, rest = word[:at].lower(), word[at:].lower()
    onset = next((each for each in ONSETS if rest.startswith(each)), rest[:1])
    torn = any(before.endswith(each[:n]) and rest.startswith(each[n:]) for each in ONSETS for n in range(1, len(each)))
    begins = onset.isalpha() and onset not in VOWELS and rest[len(onset) :][:1] in VOWELS
    return at >= 3 and len(rest) >= 3 and begins and not torn

"""Text in lines by an estimate of widths: no line is wider than asked, and no letter is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatecoach.report.pictures.widths import fitted, text_width

WORDS = st.lists(st.text("abcdeimwAMW-/äöß. 日本", min_size=1, max_size=30), max_size=8).map(" ".join)


@given(WORDS, st.sampled_from([40, 90, 200]), st.booleans())
def test_no_line_is_wider_and_no_letter_is_lost(text, width, bold):
    """Whatever the words are; only hyphens may be added, at the ends of lines."""
    lines = fitted(text, 12, width, bold=bold)
    assert all(text_width(line, 12, bold=bold) <= width for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace("-", "").replace(" ", "")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("one two", ["one two"]),
        ("they confirmed our needs", ["they confirmed", "our needs"]),
        ("Kundenzufriedenheitsbefragung", ["Kundenzufrieden-", "heitsbefragung"]),
        ("Einkaufs-Gremiumsentscheidung", ["Einkaufs-", "Gremiumsent-", "scheidung"]),
        ("日本語のとても長いタイトル", ["日本語のとても長", "いタイトル"]),
    ],
)
def test_lines_break_between_words_then_at_hyphens_then_before_a_syllable(text, lines):
    """A word is divided only where no line could hold it; scripts without capital letters need no hyphen."""
    assert fitted(text, 12, 115) == lines


def test_wide_letters_are_wide_and_bold_ones_wider():
    """Estimated at least as wide as DejaVu Sans really is: its widths at 100 are 61, 97, 28 and 61 for `a m i ä`."""
    assert text_width("a", 100) >= 61
    assert text_width("m", 100) >= 97
    assert text_width("i", 100) >= 28
    assert text_width("ä", 100) >= 61
    assert text_width("M", 100, bold=True) >= 100
    assert text_width("i", 100) < text_width("a", 100) < text_width("m", 100)
    assert text_width("a\u0308", 100) == text_width("a", 100)

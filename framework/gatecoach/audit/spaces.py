"""White space in columns: the same signs as in Python, whatever an engine takes for some.

Ibis strips by a list of signs that Spark reads otherwise: it would take an `f` or a `v` off the end of a word.
"""

from __future__ import annotations

from typing import Any

SPACE = r"[\x{09}-\x{0d}\x{1c}-\x{20}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]"
"""What `str.split` and `str.strip` know, as RE2 and Java both write it; the `\\s` of these knows fewer."""


def stripped(text: Any) -> Any:
    """A text without the white space around it."""
    return text.re_replace(f"^{SPACE}+|{SPACE}+$", "")


def squeezed(text: Any) -> Any:
    """The same with one blank for all the white space between two words."""
    return stripped(text).re_replace(f"{SPACE}+", " ")

"""The words of every reason, by code and language; hosts may bring their own.

A sentence uses only what every emitter of its code gives, so it reads well in a deal and in a talk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gatecoach.texts.de import GERMAN
from gatecoach.texts.en import ENGLISH
from gatecoach.wording import term

__all__ = ["ENGLISH", "REASONS", "UNSAID", "reason_text"]

REASONS: dict[str, dict[str, str]] = {"en": ENGLISH, "de": GERMAN}
UNSAID = "…"
"""Stands where a sentence asks for something its reason does not carry: a text never fails."""
CLOSED = {
    "side": "side",
    "sides": "side",
    "grade": "grade",
    "needs": "grade",
    "channels": "channel",
    "status": "status",
    "need": "need",
    "told": "told",
    "apart": "different",
}
"""Parameters whose words are the language's own, so that a catalogue can say them too."""


def reason_text(code: str, params: Mapping[str, Any], language: str = "en") -> str:
    """The sentence for `code` with its parameters filled in; English where a language lacks it."""
    own = REASONS.get(language, {}).get(code)
    template, spoken = (own, language) if own else (REASONS["en"].get(code, code), "en")
    said = _Said({name: _say(name, value, spoken) for name, value in params.items()})
    return template.format_map(said).strip()


class _Said(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return UNSAID


def _say(name: str, value: object, language: str) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_say(name, each, language) for each in value)
    return term(CLOSED[name], str(value), language) if name in CLOSED else str(value)

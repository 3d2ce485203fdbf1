"""What pictures say beside the author's own titles, by language; English where a language lacks it."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "customer": "Customer",
        "seller": "Seller",
        "coachee": "Coachee",
        "coach": "Coach",
        "managers": "Managers",
        "enablement": "Enablement",
        "leads-to": "leads to {it}",
        "ends-in": "end: {it}",
        "everyone": "{it} (everyone)",
        "all-of-these": "all of these",
        "one-of-these": "one of these",
        "n-of-these": "at least {n} of these",
        "not-asked": "not asked: {it}",
        "nothing": "not asked",
        "gate-warn": "asks for a confirmation, holds nothing back",
        "gate-report": "is only recorded, holds nothing back",
        "pair-warn": "a task, stops nothing",
        "pair-report": "only recorded, stops nothing",
        "free-ends": "Ends without a gate, for a reason",
        "needs": "{it} must be known",
        "numbers": "The same number above and below is one pair: both sides do their part.",
        "squares": "A square number is a task: it stops nothing.",
        "again": "Dashed: the same stage once more, another gate leads out of it.",
        "again-talk": "Dashed: the same step once more, another gate leads out of it.",
        "back": "Going back to an earlier stage is always free, for a reason.",
        "back-talk": "Going back to an earlier step is always free, for a reason.",
        "about": "{upper} above, {lower} below; in between the gates with their pairs.",
        "way": 'From "{source}" to "{target}" through the gate "{gate}", which asks for {pairs}.',
        "one-pair": "one pair",
        "pairs": "{n} pairs",
        "free": "Ends without a gate, for a reason: {it}.",
    },
    "de": {
        "customer": "Kundenseite",
        "seller": "Verkaufsseite",
        "coachee": "Coachee",
        "coach": "Coach",
        "managers": "Führung",
        "enablement": "Enablement",
        "leads-to": "führt zu {it}",
        "ends-in": "Ende: {it}",
        "everyone": "{it} (alle)",
        "all-of-these": "alles davon",
        "one-of-these": "eines davon",
        "n-of-these": "mindestens {n} davon",
        "not-asked": "nicht gefragt: {it}",
        "nothing": "nicht gefragt",
        "gate-warn": "verlangt eine Bestätigung, hält nichts auf",
        "gate-report": "wird nur festgehalten, hält nichts auf",
        "pair-warn": "eine Aufgabe, hält nichts auf",
        "pair-report": "nur festgehalten, hält nichts auf",
        "free-ends": "Enden ohne Gate, mit Begründung",
        "needs": "{it} muss bekannt sein",
        "numbers": "Dieselbe Zahl oben und unten ist ein Paar: Beide Seiten tun das Ihre.",
        "squares": "Eine Zahl im Quadrat ist eine Aufgabe: Sie hält nichts auf.",
        "again": "Gestrichelt: dieselbe Stufe noch einmal, ein weiteres Gate führt hinaus.",
        "again-talk": "Gestrichelt: derselbe Schritt noch einmal, ein weiteres Gate führt hinaus.",
        "back": "Zurück auf eine frühere Stufe geht es immer, mit Begründung.",
        "back-talk": "Zurück zu einem früheren Schritt geht es immer, mit Begründung.",
        "about": "{upper} oben, {lower} unten; dazwischen die Gates mit ihren Paaren.",
        "way": "Von „{source}“ nach „{target}“ durch das Gate „{gate}“, das {pairs} verlangt.",
        "one-pair": "ein Paar",
        "pairs": "{n} Paare",
        "free": "Enden ohne Gate, mit Begründung: {it}.",
    },
}


def word(key: str, language: str, **parts: object) -> str:
    """The words of that key with their parts put in."""
    return (WORDS.get(language, {}).get(key) or WORDS["en"][key]).format_map(parts)

"""The words that sentences are made of, by language: phrases, closed words, durations and values.

A language is one row in each table; what it lacks is said in English. Ids and titles are put in as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

Table = Mapping[str, Mapping[str, str]]
PHRASES: Table = {
    "en": {
        "act": "{what} by {who} on the {side} side",
        "titled": '"{it}"',
        "anybody": "anybody",
        "everyone": "everyone",
        "everyone-of": "everyone ({it})",
        "told-by": "told by {it}",
        "answers": "answering {it}",
        "joined": "answering that {it}",
        "after": "after {it}",
        "within": "within {it} of it",
        "no-older-than": "no older than {it}",
        "seen-in": "seen in {it}",
        "outcomes": "read as agreement",
        "with": "where {it}",
        "grade": "at least {it}",
        "count": "at least {n} of: {it}",
        "different": "from different {it}",
        "different-field": "with different values of {it}",
        "all": "all of ({it})",
        "any": "any of ({it})",
        "at-least-of": "at least {n} of ({it})",
        "for-each": "for each {it}",
        "for-each-about": "for each {it} of the subject it is about",
        "when": "only where {it}",
        "areas": "What they are about:",
        "or": " or ",
        "and": " and ",
        "is": "{field} is {it}",
        "is-not": "{field} is not {it}",
        "one-of": "{field} is one of {any}",
        "none-of": "{field} is none of {any}",
        "at-least": "{field} is at least {it}",
        "at-most": "{field} is at most {it}",
        "more-than": "{field} is more than {it}",
        "less-than": "{field} is less than {it}",
        "between": "{field} is between {low} and {high}",
        "known": "{field} is known",
        "not-known": "{field} is not known",
        "passes": "{field} passes {it}",
        "found": "{it} as {field}",
        "nothing": "nothing",
        "at-least date": "{field} is {it} or later",
        "at-most date": "{field} is {it} or earlier",
        "more-than date": "{field} is after {it}",
        "less-than date": "{field} is before {it}",
        "at-least day of a field": "{field} is not before {it}",
        "at-most day of a field": "{field} is not after {it}",
        "more-than day of a field": "{field} is after {it}",
        "less-than day of a field": "{field} is before {it}",
        "is days": "{field} is {it} later",
        "is-not days": "{field} is not {it} later",
        "one-of days": "{field} is {any} later",
        "none-of days": "{field} is not {any} later",
        "at-least days": "{field} is at least {it} later",
        "at-most days": "{field} is at most {it} later",
        "more-than days": "{field} is more than {it} later",
        "less-than days": "{field} is less than {it} later",
        "between days": "{field} is between {low} and {high} later",
        "is same day": "{field} is the same day",
        "is-not same day": "{field} is not the same day",
        "at-least same day": "{field} is the same day or later",
        "at-most same day": "{field} is the same day or earlier",
        "more-than same day": "{field} is a later day",
        "less-than same day": "{field} is an earlier day",
    },
    "de": {
        "act": "{what} von {who} auf der {side}",
        "titled": "„{it}“",
        "anybody": "jemandem",
        "everyone": "allen",
        "everyone-of": "allen ({it})",
        "told-by": "berichtet von {it}",
        "answers": "als Antwort auf {it}",
        "joined": "als Antwort auf den hier gezählten Nachweis {it}",
        "after": "nach {it}",
        "within": "innerhalb von {it} danach",
        "no-older-than": "höchstens {it} alt",
        "seen-in": "gesehen über {it}",
        "outcomes": "als Zustimmung gelesen",
        "with": "mit der Bedingung: {it}",
        "grade": "Herkunft mindestens {it}",
        "count": "mindestens {n}-mal: {it}",
        "different-field": "mit verschiedenen Werten: {it}",
        "all": "alles davon: ({it})",
        "any": "eines davon: ({it})",
        "at-least-of": "mindestens {n} davon: ({it})",
        "different": "{it}",
        "for-each": "für jeden Nachweis {it}",
        "for-each-about": "für jeden Nachweis {it} des besprochenen Vorgangs",
        "when": "nur unter der Bedingung: {it}",
        "areas": "Worum es geht:",
        "or": " oder ",
        "and": " und ",
        "is": "{field} ist {it}",
        "is-not": "{field} ist nicht {it}",
        "one-of": "{field} ist {any}",
        "none-of": "{field} ist keiner der Werte {every}",
        "at-least": "{field} ist mindestens {it}",
        "at-most": "{field} ist höchstens {it}",
        "more-than": "{field} ist mehr als {it}",
        "less-than": "{field} ist weniger als {it}",
        "between": "{field} liegt zwischen {low} und {high}",
        "known": "{field} ist bekannt",
        "not-known": "{field} ist nicht bekannt",
        "passes": "{field} besteht die Prüfung {it}",
        "found": "{it} ({field})",
        "nothing": "nichts",
        "is date": "{field} ist der {it}",
        "is-not date": "{field} ist nicht der {it}",
        "at-least date": "{field} liegt frühestens am {it}",
        "at-most date": "{field} liegt spätestens am {it}",
        "more-than date": "{field} liegt nach dem {it}",
        "less-than date": "{field} liegt vor dem {it}",
        "at-least day of a field": "{field} ist nicht früher als {it}",
        "at-most day of a field": "{field} ist nicht später als {it}",
        "more-than day of a field": "{field} ist später als {it}",
        "less-than day of a field": "{field} ist früher als {it}",
        "between date": "{field} liegt zwischen dem {low} und dem {high}",
        "is days": "{field} liegt {it} später",
        "is-not days": "{field} liegt nicht {it} später",
        "one-of days": "{field} liegt {any} später",
        "none-of days": "{field} liegt nicht {any} später",
        "at-least days": "{field} liegt mindestens {it} später",
        "at-most days": "{field} liegt höchstens {it} später",
        "more-than days": "{field} liegt mehr als {it} später",
        "less-than days": "{field} liegt weniger als {it} später",
        "between days": "{field} liegt {low} bis {high} später",
        "is same day": "{field} liegt am selben Tag",
        "is-not same day": "{field} liegt nicht am selben Tag",
        "at-least same day": "{field} liegt am selben Tag oder später",
        "at-most same day": "{field} liegt am selben Tag oder früher",
        "more-than same day": "{field} liegt an einem späteren Tag",
        "less-than same day": "{field} liegt an einem früheren Tag",
    },
}
TERMS: Mapping[str, Table] = {
    "side": {
        "de": {
            "customer": "Kundenseite",
            "seller": "Verkaufsseite",
            "coachee": "Coachee-Seite",
            "coach": "Coach-Seite",
            "managers": "Führungsseite",
            "enablement": "Enablement-Seite",
        }
    },
    "teller": {"de": {"customer": "Kunde", "seller": "Verkauf", "coach": "Coach", "coachee": "Coachee",
                      "managers": "Führung", "enablement": "Enablement"}},
    "grade": {"de": {"asserted": "behauptet", "observed": "beobachtet", "authentic": "echt", "proven": "bewiesen"}},
    "channel": {"de": {"mail": "E-Mail", "calendar": "Kalender", "document": "Dokument", "typed": "Eintrag von Hand"}},
    "field": {"de": {"outcome": "Ergebnis"}},
    "area": {
        "en": {"deal": "the deal itself", "evidence": "what shows it", "behaviour": "what you did or will do",
               "mindset": "what goes through your head"},
        "de": {"deal": "der Vorgang selbst", "evidence": "was es belegt", "behaviour": "was Sie tun",
               "mindset": "was Ihnen durch den Kopf geht"},
    },
    "different": {
        "en": {"person": "persons", "day": "days", "role": "roles", "source": "sources"},
        "de": {
            "person": "von verschiedenen Personen",
            "day": "an verschiedenen Tagen",
            "role": "in verschiedenen Rollen",
            "source": "aus verschiedenen Quellen",
        },
    },
    "status": {
        "de": {
            "met": "erfüllt",
            "contested": "strittig",
            "expired": "abgelaufen",
            "unverifiable": "nicht nachprüfbar",
            "missing": "nicht belegt",
            "waived": "erlassen",
            "not-applicable": "nicht anwendbar",
        }
    },
    "need": {"de": {"everyone": "alle"}},
    "told": {"de": {"nobody": "niemand"}},
    "truth": {"en": {"True": "yes", "False": "no"}, "de": {"True": "ja", "False": "nein"}},
}  # fmt: skip
DURATIONS: Table = {
    "en": {"one": "1 day", "many": "{n} days"},
    "de": {"one": "1 Tag", "many": "{n} Tage", "many after a preposition": "{n} Tagen"},
}
DATES = {"en": "{0:%Y-%m-%d}", "de": "{0:%d.%m.%Y}"}
COMMA = {"de": ","}
"""What stands between whole and parts of a number, where it is no point."""
LANGUAGES = tuple(PHRASES)


def phrase(key: str, language: str, **parts: object) -> str:
    """The phrase of that key with its parts put in; a key with a space falls back to its first word."""
    own, english = PHRASES.get(language, {}), PHRASES["en"]
    plain = key.partition(" ")[0]
    found = own.get(key) or own.get(plain) or english.get(key) or english[plain]
    return found.format_map(parts)


def term(kind: str, word: str, language: str) -> str:
    """A closed word (a side, a grade, a status …) in that language; any other word as it is."""
    table = TERMS[kind]
    return table.get(language, {}).get(word) or table.get("en", {}).get(word, word)


def duration(days: int, language: str, *, after_preposition: bool = False) -> str:
    """A number of days; some languages bend it behind `within`."""
    table = DURATIONS.get(language, DURATIONS["en"])
    many = table.get("many after a preposition", table["many"]) if after_preposition else table["many"]
    return table["one"] if days == 1 else many.format(n=days)


def say_value(it: Any, language: str) -> str:
    """A value of a field: a yes or no, a number, a day, else the text itself."""
    if isinstance(it, bool):
        return term("truth", str(it), language)
    if isinstance(it, Decimal):
        return str(it).replace(".", COMMA.get(language, "."))
    return DATES.get(language, DATES["en"]).format(it) if isinstance(it, dt.date) else str(it)


def listed(words: Iterable[str], language: str, link: str = "or") -> str:
    """Words joined by or, or by and."""
    return phrase(link, language).join(words)

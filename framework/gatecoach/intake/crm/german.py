"""The reasons of `reasons` in German: for each its sentence and the next step."""

from __future__ import annotations

AGAIN = "im CRM berichtigen und neu exportieren"
PUT = "diese Spalte mit exportieren"
DAMAGED = "neu exportieren"

REJECTED: dict[str, tuple[str, str]] = {
    "bad-encoding": (
        "ein Zeichen in dieser Zeile ist nicht lesbar",
        "sagen, wie die Datei gespeichert ist: `encoding:` unter `reading:`",
    ),
    "nul": ("in dieser Zeile steht ein NUL-Zeichen, sie ist also beschädigt", DAMAGED),
    "ragged-row": (
        "diese Zeile hat {value} Zellen, die erste Zeile hat eine andere Zahl",
        "eine Zelle mit Trennzeichen oder Anführungszeichen muss in Anführungszeichen stehen",
    ),
    "open-quote": (
        "in dieser Zeile geht ein Anführungszeichen auf, das nicht mit der Zelle endet",
        "in einer Zelle steht ein Anführungszeichen doppelt; siehe diese Zeile und das Ende ihrer Texte",
    ),
    "row-too-long": ("diese Zeile ist länger als {limit} Zeichen", "lange Texte nicht mit exportieren"),
    "not-json": ("dieser Datensatz ist kein JSON", DAMAGED),
    "too-deep": ("dieser Datensatz ist zu tief verschachtelt", "einfache Datensätze exportieren"),
    "no-record": ("das ist kein Datensatz", "ein Datensatz ist ein Objekt mit seinen Feldern"),
    "no-id": ("diesem Datensatz fehlt die Id", PUT),
    "no-deal": ("diese Zeile sagt nicht, zu welchem Vorgang sie gehört", PUT),
    "unknown-deal": (
        "diese Zeile gehört zu keinem Vorgang dieser Dateien", "den Vorgang mit exportieren",
    ),
    "unknown-pipeline": (
        'die Zuordnung kennt keine Pipeline "{value}"', "unter `pipelines:` ergänzen, oder ihre Vorgänge weglassen",
    ),
    "two-rows": ("eine andere Zeile sagt zum selben Vorgang etwas anderes; die erste gilt", AGAIN),
    "two-items": ("eine andere Zeile hat dieselbe Id und sagt etwas anderes; die erste gilt", AGAIN),
    "needed": ("hier steht nichts, und die Zuordnung braucht es", "im CRM ausfüllen, oder `needed` herausnehmen"),
    "no-person": ("es steht nicht da, wer das getan hat", PUT),
    "unknown-direction": (
        'die Zuordnung sagt nicht, wessen Handlung "{value}" ist', "unter `values:` von `direction:` ergänzen",
    ),
    "no-time": ("dieser Zeile fehlt die Zeit", PUT),
    "bad-time": (
        '"{value}" ist nicht so geschrieben, wie Zeiten hier stehen',
        "sagen, wie Zeiten geschrieben sind: `times:` unter `reading:`",
    ),
    "naive-time": (
        'der Zeit "{value}" fehlt die Zeitzone', "sagen, in welcher das CRM Zeiten schreibt: `zone:` unter `reading:`",
    ),
    "far-time": ('"{value}" ist keine Zeit unserer Tage', AGAIN),
    "no-message": ("ein Etikett nennt eine Mail, und diese Zeile nennt keine", PUT),
    "several-types": (
        "sie antwortet auf {value}, und mehrere Arten von Nachweis antworten darauf", "mit einem Etikett sagen, welche",
    ),
    "no-stage": ("diesem Datensatz fehlt die Stufe", PUT),
    "unknown-stage": ('keine Stufe des Rahmens heißt "{value}"', "unter `stages:` ergänzen"),
    "several-stages": (
        'die Stufe "{value}" ist in einer anderen Pipeline eine andere',
        "die Vorgänge mit exportieren: Sie nennen ihre Pipeline",
    ),
    "no-field": ("diese Zeile sagt nicht, welches Feld geändert wurde", PUT),
    "unknown-role": ('keine Rolle des Rahmens heißt "{value}"', "unter `roles:` ergänzen"),
    "no-address": (
        "dieser Kontakt hat keine brauchbare Adresse", "ohne Adresse wird keine seiner Mails erkannt",
    ),
    "own-address": (
        "dieser Kontakt hat eine unserer eigenen Adressen, gehört also nicht zum Kunden",
        "aus den Kontakten des Vorgangs nehmen, oder siehe `own-domains:`",
    ),
    "bad-day": ('"{value}" ist kein Tag, wie er hier geschrieben wird', "sagen, wie: `format:` an der Spalte"),
    "bad-amount": ("das ist kein Betrag", "ein Betrag ist eine Zahl mit höchstens 18 Ziffern und 6 Nachkommastellen"),
    "bad-number": ("das ist keine Zahl", "siehe `decimal:` und `thousands:` unter `reading:`"),
    "bad-share": ("das ist kein Anteil", "ein Anteil liegt zwischen 0 und 1"),
    "bad-yes-no": ('"{value}" ist weder ja noch nein', "sagen, was es ist: `values:` an der Spalte"),
    "bad-value": ('"{value}" ist keiner der Werte dieses Feldes', "unter `values:` ergänzen"),
    "unknown-currency": ('"{value}" ist keine Währung', "sagen, welche es ist: `currencies:`"),
    "two-values": (
        "zwei Spalten dieses Namens sagen hier Verschiedenes: {value}", "eine davon im Export umbenennen",
    ),
    "two-currencies": (
        "der Betrag nennt eine andere Währung als die Spalte dafür: {value}", "klären, welche das CRM meint",
    ),
    "too-long": ("das ist zu lang für das, was hier steht", "prüfen, ob es die richtige Spalte ist"),
    "no-text": (
        "das ist eine Liste oder ein Datensatz, gebraucht wird ein einzelner Wert", "eine Spalte darunter nennen",
    ),
}  # fmt: skip

SKIPPED = {
    "blank-row": "in der Zeile steht nichts",
    "not-only": "die Zeile hat keinen der Werte von `only:`",
    "dropped": "die Zeile hat einen Wert von `drop:`",
    "nothing-there": "der Datensatz nennt für diesen Abschnitt niemanden und nichts",
    "other-record": "in der Zeile geht es um einen Datensatz anderer Art",
    "no-stage-of-ours": "die Zuordnung sagt, dass diese Stufe keine von unseren ist",
    "blank-value": "das Feld wurde geleert",
    "other-field": "das geänderte Feld ist keines von unseren",
    "no-meaning": "die Zuordnung sagt nicht, welcher Nachweis es ist",
    "nothing-answers": "es ist eine Antwort, die im Rahmen kein Nachweis ist",
    "duplicate": "dieselbe Zeile ist schon da",
}

UNREADABLE = {
    "no-json": "das ist kein JSON",
    "more-follows": "das ist kein JSON: Nach seinem Ende folgt etwas",
    "other-sign": 'das ist kein JSON: Es steht "{found}", wo "{sign}" stehen sollte',
    "breaks-off": "das ist kein JSON: Es bricht ab",
    "no-name": "das ist kein JSON: Ein Name in Anführungszeichen fehlt",
    "too-deep": "das ist kein JSON: Es ist zu tief verschachtelt",
    "record-too-long": "ein Datensatz hat mehr als {limit} Zeichen",
    "error-message": "das ist eine Fehlermeldung, kein Export",
    "open-header": "in der ersten Zeile geht ein Anführungszeichen auf, das nicht endet",
    "no-header": "die erste Zeile nennt keine Spalten",
    "nul-header": "in der ersten Zeile steht ein NUL-Zeichen, es ist also keine CSV-Datei",
    "unread-header": "in der ersten Zeile stehen Zeichen, die nicht lesbar sind; sagen, wie die Datei gespeichert ist: "
    "`encoding:` unter `reading:`",
    "wide-header": "die erste Zeile ist zu lang oder nennt mehr als {limit} Spalten",
}

NEAREST = {"did you mean ": "gemeint ist vielleicht ", "known: ": "bekannt: "}
"""How the next step begins where a name that is known is near, and what that is in German."""

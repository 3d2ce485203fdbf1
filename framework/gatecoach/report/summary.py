"""The written summary of a talk as text and as Markdown, in English or German: what goes to everybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from gatecoach.coaching import Promise, Summary
from gatecoach.report.layout import clean, indented, long_day, wrapped

ENGLISH = {
    "closed": "closed",
    "not-closed": "not closed",
    "about": "{title} about {about}",
    "to": "To: ",
    "and": " and ",
    "from": "from",
    "by": "by",
    "if-missed": "if missed",
    "columns": "| Who | Does what | From | By | If it is missed |",
    "nothing": "Nothing was promised.",
    "waived": "Waived:",
    "exemption": "{what} (waived by {by} until {until}: {reason})",
    "read": "How it was read:",
    "reading": "{who}: \u201c{quote}\u201d, read as {outcome} by {by}",
    "next": "Next talk: {day}",
    "no-next": "No next talk is booked.",
}
GERMAN = {
    "closed": "abgeschlossen",
    "not-closed": "nicht abgeschlossen",
    "about": "{title} über {about}",
    "to": "An: ",
    "and": " und ",
    "from": "ab",
    "by": "bis",
    "if-missed": "sonst",
    "columns": "| Wer | Tut was | Ab | Bis | Sonst |",
    "nothing": "Es wurde nichts zugesagt.",
    "waived": "Erlassen:",
    "exemption": "{what} (erlassen von {by} bis {until}: {reason})",
    "read": "So wurde es gelesen:",
    "reading": "{who}: „{quote}“, gelesen als {outcome} von {by}",
    "next": "Nächstes Gespräch: {day}",
    "no-next": "Es ist kein nächstes Gespräch vereinbart.",
}
SAID: Mapping[str, Mapping[str, str]] = {"en": ENGLISH, "de": GERMAN}
MONTHS = {
    "de": (
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    )
}  # fmt: skip


def summary_text(summary: Summary, *, width: int = 100, language: str = "en") -> str:
    """The written summary for everybody: who does what by when, what follows if not, and the next date."""
    words = _words(language)
    state = words["closed" if summary.closed else "not-closed"]
    head = wrapped(f"{_title(summary, words)}, {_day(summary.day, language)} ({state})", width)
    to = wrapped(words["and"].join(summary.people), width, first=words["to"])
    promises = [line for each in summary.promises for line in _promise(each, width, language)]
    nothing = [f"  {words['nothing']}"] if not promises else []
    noted = [line for name, texts in _noted(summary, language).items() for line in _block(words[name], texts, width)]
    return "\n".join([*head, *to, "", *promises, *nothing, *noted, "", _next(summary, language)]) + "\n"


def summary_markdown(summary: Summary, *, language: str = "en") -> str:
    """The same summary as Markdown, ready to be sent."""
    words = _words(language)
    people = _plain(words["and"].join(summary.people))
    lines = [f"# {_plain(_title(summary, words))}", "", f"{_day(summary.day, language)}, {people}", ""]
    if summary.promises:
        lines += [words["columns"], "|---|---|---|---|---|"]
        lines += [_row(each, language) for each in summary.promises]
    else:
        lines += [words["nothing"]]
    for name, texts in _noted(summary, language).items():
        lines += ["", words[name], "", *(f"- {_plain(each)}" for each in texts)]
    said = _next(summary, language)
    return "\n".join([*lines, "", f"**{said}**" if summary.next_day else said]) + "\n"


def day_words(text: str, language: str = "en") -> str:
    """A day as people say it; a text that is no day stays as it is."""
    try:
        return _day(dt.date.fromisoformat(text), language)
    except ValueError:
        return clean(text)


def _words(language: str) -> Mapping[str, str]:
    """The words of a language; English where there is none."""
    return SAID.get(language, ENGLISH)


def _day(day: dt.date, language: str) -> str:
    months = MONTHS.get(language)
    return f"{day.day}. {months[day.month - 1]} {day.year}" if months else long_day(day)


def _title(summary: Summary, words: Mapping[str, str]) -> str:
    about = ", ".join(summary.about)
    return words["about"].format(title=summary.title, about=about) if about else summary.title


def _promise(promise: Promise, width: int, language: str) -> list[str]:
    words = _words(language)
    parts = {"from": promise.starts, "by": promise.due}
    rows = {**{name: day_words(text, language) for name, text in parts.items()}, "if-missed": promise.consequence}
    lines = wrapped(f"{promise.who}: {promise.does}", width - 2)
    for name, text in rows.items():
        lines += wrapped(text, width - 2, first=f"  {words[name]:10}") if text else []
    return indented(lines)


def _noted(summary: Summary, language: str) -> dict[str, list[str]]:
    """What was waived and how words were read, as sentences; only what there is."""
    words = _words(language)
    waived = [
        words["exemption"].format(what=each.what, by=each.by, until=day_words(each.until, language), reason=each.reason)
        for each in summary.waived
    ]
    read = [
        words["reading"].format(who=each.who, quote=each.quote, outcome=each.outcome, by=each.by)
        for each in summary.readings
    ]
    return {name: texts for name, texts in (("read", read), ("waived", waived)) if texts}


def _block(head: str, texts: list[str], width: int) -> list[str]:
    return ["", head, *(line for each in texts for line in wrapped(each, width, first="  - "))]


def _next(summary: Summary, language: str) -> str:
    words = _words(language)
    return words["next"].format(day=day_words(summary.next_day, language)) if summary.next_day else words["no-next"]


def _row(promise: Promise, language: str) -> str:
    days = [day_words(each, language) for each in (promise.starts, promise.due)]
    return f"| {' | '.join(_plain(each) for each in (promise.who, promise.does, *days, promise.consequence))} |"


def _plain(text: str) -> str:
    """Text that means nothing to Markdown."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|!" else char for char in clean(text))

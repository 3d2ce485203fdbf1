"""What every mail, calendar entry, row and event became and why: a sentence each, and a table of how many of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from gatecoach.errors import Finding
from gatecoach.intake import CrmSubject, MailOutcome
from gatecoach.intake.crm import Tally
from gatecoach.intake.events import EventOutcome
from gatecoach.intake.outcomes import OUTCOMES
from gatecoach.report.layout import WIDE, clean, counted, wrapped

NAMES = 32
WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "en": {
        "evidence": ("evidence", "evidence"),
        "claim": ("claim", "claims"),
        "statement": ("reading", "readings"),
        "contact": ("sign of contact", "signs of contact"),
        "review": ("for you to look at", "for you to look at"),
        "no": ("nothing", "nothing"),
        "reject": ("not read", "not read"),
    },
    "de": {
        "evidence": ("Nachweis", "Nachweise"),
        "claim": ("Behauptung", "Behauptungen"),
        "statement": ("Lesart", "Lesarten"),
        "contact": ("Lebenszeichen", "Lebenszeichen"),
        "review": ("zum Ansehen", "zum Ansehen"),
        "no": ("nichts", "nichts"),
        "reject": ("nicht gelesen", "nicht gelesen"),
    },
}
"""What one of an outcome and several of it are called, by language."""
ORDER = ("evidence", "claim", "statement", *(each for each in OUTCOMES if each != "evidence"))
NOUNS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "en": {"message": ("message", "messages"), "entry": ("entry", "entries"), "event": ("event", "events")},
    "de": {
        "message": ("Nachricht", "Nachrichten"),
        "entry": ("Eintrag", "Einträge"),
        "event": ("Ereignis", "Ereignisse"),
    },
}
NONE = {"en": "No {}.", "de": "Keine {}."}
Row = tuple[str, int]


class Told(NamedTuple):
    """One input: its name, what it became by which rule, and the sentence that says so."""

    name: str
    outcome: str
    rule: str
    text: str


def intake_text(
    outcomes: Sequence[MailOutcome], *, width: int = 100, language: str = "en", noun: str = "message"
) -> str:
    """The report of one intake of mails or calendar entries, in the order in which they were given."""
    return _text(
        [Told(each.name, each.outcome, each.rule, each.text(language)) for each in outcomes], width, language, noun
    )


def events_text(outcomes: Sequence[EventOutcome], *, width: int = 100) -> str:
    """The report of one intake of events, in the order in which they were given."""
    told = [Told(f"{each.name} {each.number}", each.outcome, each.rule, each.text()) for each in outcomes]
    return _text(told, width, "en", "event")


def _text(told: Sequence[Told], width: int, language: str, noun: str) -> str:
    column = min(max((len(clean(each.name)) for each in told), default=0), NAMES)
    lines = [line for each in told for line in _outcome(each, column, width)]
    table = table_lines(_groups(told, language))
    summed = wrapped(totals(told, language=language, noun=noun), width)
    return "\n".join([*lines, *([""] if table else []), *table, "", *summed]) + "\n"


def totals(told: Iterable[Told | MailOutcome], *, language: str = "en", noun: str = "message") -> str:
    """How many inputs became what, in one sentence."""
    number = Counter(each.outcome for each in told)
    words, names = WORDS[language], NOUNS[language][noun]
    parts = [counted(number[each], *words[each]) for each in ORDER if number[each]]
    whole = number.total()
    return f"{counted(whole, *names)}: {', '.join(parts)}." if parts else NONE[language].format(names[1])


def _groups(told: Iterable[Told], language: str) -> list[tuple[str, int, list[Row]]]:
    """How many became what, and by which rule."""
    number = Counter((each.outcome, each.rule) for each in told)
    found = []
    for outcome in ORDER:
        rows = [(rule, many) for (each, rule), many in sorted(number.items()) if each == outcome]
        if rows:
            found.append((WORDS[language][outcome][1], sum(many for _, many in rows), rows))
    return found


def table_lines(groups: Iterable[tuple[str, int, Iterable[Row]]]) -> list[str]:
    """A table of numbers: what there is of each kind, and below it of which."""
    rows = [row for name, many, below in groups for row in ((name, many), *((f"  {each}", n) for each, n in below))]
    column = max((len(name) for name, _ in rows), default=0)
    figures = max((len(f"{many}") for _, many in rows), default=0)
    return [f"{name.ljust(column)}  {many:>{figures}}" for name, many in rows]


def _outcome(told: Told, column: int, width: int) -> list[str]:
    name = clean(told.name)
    if width < WIDE or len(name) > column:
        return [*wrapped(name, width), *wrapped(told.text, width, first="    ")]
    return wrapped(told.text, width, first=f"{name.ljust(column)}  ")


def deal_lines(deal: CrmSubject, width: int = 100) -> list[str]:
    """One deal of an export: what it is called, where it is said to stand, what the export says about it."""
    name = f" {deal.name}" if deal.name else ""
    stage = f"claimed {deal.claimed[-1].stage}" if deal.claimed else "nothing claimed"
    number = [
        counted(len(deal.people), "person", "people"),
        counted(len(deal.claimed), "claim"),
        counted(len(deal.evidence), "item of evidence", "items of evidence"),
        counted(len(deal.labels), "label"),
    ]
    return wrapped(f"{deal.id}{name}: {stage}; {', '.join(number)}.", width, rest="    ")


def finding_lines(finding: Finding, width: int = 100) -> list[str]:
    """What is wrong with a file, where, and the next step, fitting the width."""
    place = " ".join(filter(None, (finding.file, finding.path)))
    lines = wrapped(f"{place}: {finding.severity}: {finding.message} [{finding.code}]", width, rest="    ")
    return [*lines, *(wrapped(finding.hint, width, first="    ") if finding.hint else [])]


class Deals(NamedTuple):
    """How many deals an export has, and how many claims, people, items of evidence and labels in all."""

    deals: int = 0
    claims: int = 0
    people: int = 0
    evidence: int = 0
    labels: int = 0

    def and_(self, deal: CrmSubject) -> Deals:
        """With one more deal."""
        more = (1, len(deal.claimed), len(deal.people), len(deal.evidence), len(deal.labels))
        return Deals(*(a + b for a, b in zip(self, more, strict=True)))


def export_lines(deals: Deals, tally: Tally, width: int = 100) -> list[str]:
    """What an export became: a table of how much there is, and one sentence."""
    groups = [
        ("rows", tally.rows, ()),
        ("deals", deals.deals, list(zip(Deals._fields[1:], deals[1:], strict=True))),
        *_reasons("rejected", tally.rejected),
        *_reasons("as it should be, not used", tally.skipped),
        *_reasons("tables that nothing reads", tally.ignored),
    ]
    rejected = f"{tally.rejected.total()} rejected" if tally.rejected else "none rejected"
    said = f"{counted(tally.rows, 'row')}: {counted(deals.deals, 'deal')}, {rejected}."
    return [*table_lines(groups), "", *wrapped(said, width)]


def _reasons(name: str, number: Mapping[str, int]) -> Iterator[tuple[str, int, list[Row]]]:
    if number:
        yield name, sum(number.values()), [(clean(each), many) for each, many in sorted(number.items())]

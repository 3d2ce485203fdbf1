"""From files to a deal: people, facts, mails, calendar entries and exports become one subject; nothing is swallowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from gatecoach.cli.bundle import Bundle, calendar_context, channels, mail_context
from gatecoach.cli.doubts import doubts
from gatecoach.errors import Reason, UsageError, did_you_mean
from gatecoach.facts import AnyFact, Evidence, Label, Person, Statement
from gatecoach.framework import Framework
from gatecoach.intake import (
    CalendarIntake,
    CrmSubject,
    MailIntake,
    carries_calendar,
    check_quotes,
    read_calendar,
    read_mail,
)
from gatecoach.report.layout import counted
from gatecoach.report.words import Words
from gatecoach.subject import Subject

Note = Callable[[str], None]
NO_EXTRA = "no-calendar"


def deal_journey(framework: Framework, journey: str | None) -> str:
    """The journey deals travel: the one that was named, else the framework's own for deals.

    Raises:
        UsageError: an unknown one, or none named where there are several.
    """
    if journey is not None and journey not in framework.journeys:
        near = did_you_mean(journey, framework.journeys) or f"known: {', '.join(framework.journeys)}"
        raise UsageError("unknown-journey", f'there is no journey "{journey}"', place="--journey", help=near)
    if journey is not None:
        return journey
    found = framework.deals
    if len(found) != 1:
        words = f"the framework has {len(found)} journeys for deals"
        raise UsageError("which-journey", words, help=f"Name one with --journey: {', '.join(found)}.")
    return found[0]


@dataclass(frozen=True, slots=True)
class Read:
    """What became of the mails and of the calendar entries; nothing where the extra for these is missing."""

    mail: MailIntake
    calendar: CalendarIntake | None

    @property
    def has_entries(self) -> bool:
        """Whether there are calendar entries."""
        return bool(self.calendar and self.calendar.outcomes)

    @property
    def made(self) -> list[Evidence]:
        """The evidence of both."""
        return [*self.mail.evidence, *(self.calendar.evidence if self.calendar else ())]

    @property
    def elsewhere(self) -> set[str]:
        """The messages and entries that are no evidence of this deal."""
        entries = self.calendar.outcomes if self.calendar else ()
        return {each.message_id for each in (*self.mail.outcomes, *entries) if not each.made}

    @property
    def names(self) -> set[str]:
        """Everything that a label may name."""
        entries = self.calendar.outcomes if self.calendar else ()
        return {each.message_id for each in self.mail.outcomes} | {each.uid for each in entries}


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal with everything that is known about it, its name, what became of its mails, and its labels."""

    subject: Subject
    name: str
    read: Read
    labels: tuple[Label, ...] = ()

    @property
    def for_all(self) -> Subject:
        """The deal as everybody may read it: a command that shows it does not know who looks at the screen.

        Raises:
            UsageError: its whole journey is private to some.
        """
        readers = self.subject.course.private_to
        if readers:
            words = f'the journey "{self.subject.journey}" is private to {" and ".join(readers)}'
            help_ = "Read it in a program, for one person: subject.read_by(who)."
            raise UsageError("private-journey", words, place="--journey", help=help_)
        return self.subject.seen_by()


def build(wanted: str, bundle: Bundle, note: Note) -> Deal:
    """The deal of that id or name; what could not be used is told to `note`.

    Raises:
        UsageError: a deal that the files do not speak of, with the nearest name.
    """
    exported = {each.id: each.name for each in bundle.crm}
    id_ = identified(wanted, {**dict.fromkeys(bundle.kept, ""), **exported} if exported else bundle.named())
    crm = next((each for each in bundle.crm if each.id == id_), None)
    kept = bundle.kept.get(id_)
    people = bundle.people_of(id_)
    found = read(bundle, people, id_, note)
    subject = Subject(
        bundle.framework, bundle.journey, id_,
        owner=(crm.owner if crm else "") or (kept.owner if kept else ""), people=people,
        claimed=kept.claimed if kept else None,
        fields={**(kept.fields if kept else {}), **(crm.fields if crm else {})},
        sources={**(kept.sources if kept else {}), **channels(bundle, calendars=found.has_entries)},
    )  # fmt: skip
    subject, rejected = subject.with_facts(_facts(bundle, found, crm, id_, note))
    for words in unused(subject, rejected):
        note(f"not used: {words}")
    for finding in bundle.findings:
        note(finding.text())
    for doubt in doubts(bundle, subject.seen_by(), found, in_crm=crm is not None):
        note(doubt)
    return Deal(subject, crm.name if crm else "", found, bundle.labels_of(id_))


def unused(subject: Subject, rejected: Iterable[Reason]) -> Iterator[str]:
    """What is told of facts that cannot be this subject's; kinds that nothing here is like are told together."""
    words, strange = Words(subject), list[Reason]()
    for reason in rejected:
        if reason.code == "unknown-evidence" and str(reason.params["hint"]).startswith("known"):
            strange.append(reason)
        else:
            yield f"{reason.place}: {words.reason(reason)}"
    if strange:
        kinds = ", ".join(sorted({str(each.params["what"]) for each in strange}))
        said = f"{counted(len(strange), 'item', 'items')} of kinds that {subject.framework.id} does not know"
        yield f"{said} ({kinds}). Is it the right --framework?"


def read(bundle: Bundle, people: tuple[Person, ...], id_: str, note: Note) -> Read:
    """The mails and calendar entries of a deal, the mails that carry entries among both."""
    entries = [*bundle.entries(), *(each for each in bundle.messages() if carries_calendar(each[1]))]
    calendar = None
    try:
        calendar = read_calendar(entries, calendar_context(bundle, people, id_))
    except UsageError as error:
        if error.code != NO_EXTRA:
            raise
        note(str(error))
    context = mail_context(bundle, people, id_, calendars=calendar is not None)
    return Read(read_mail(bundle.messages(), context), calendar)


def identified(wanted: str, named: dict[str, str]) -> str:
    """The id of the deal of that id or name; of data that name no deal any id may be one.

    Raises:
        UsageError: none, or several, are called so.
    """
    if wanted in named or not named:
        return wanted
    by_name = [id_ for id_, name in named.items() if name.casefold() == wanted.casefold()]
    if len(by_name) == 1:
        return by_name[0]
    if by_name:
        words = f'{len(by_name)} deals are called "{wanted}": {", ".join(by_name)}'
        raise UsageError("several-subjects", words, help="Use the id.")
    known = [*named, *filter(None, named.values())]
    raise UsageError("unknown-subject", f'there is no deal "{wanted}" in the data', help=did_you_mean(wanted, known))


def _facts(bundle: Bundle, found: Read, crm: CrmSubject | None, id_: str, note: Note) -> list[AnyFact]:
    """Everything that is known about the deal; readings only where their words stand in what they read."""
    happened = bundle.events.facts.get(id_, ()) if bundle.events else ()
    told = [*happened, *_kept(bundle, found, id_)]
    evidence = [*found.made, *(item for each in bundle.records for item in each.evidence)]
    evidence += [*(crm.evidence if crm else ()), *(each for each in told if isinstance(each, Evidence))]
    statements = [item for each in bundle.records for item in each.statements if _is_ours(item, bundle, found, id_)]
    statements += [each for each in told if isinstance(each, Statement)]
    wrong = {each.id: check_quotes([each], evidence) if _can_be_checked(each, evidence) else [] for each in statements}
    for finding in (finding for every in wrong.values() for finding in every):
        note(f"not used: {finding.text()}")
    quoted = [each for each in statements if not wrong[each.id]]  # without its quote in the mail it is no reading
    more: list[AnyFact] = [each for each in told if not isinstance(each, Evidence | Statement)]
    for each in bundle.records:
        more += [*each.revocations, *each.waivers, *each.fields, *each.claims]
    if found.calendar:
        more += [*found.calendar.statements, *found.calendar.revocations]
    return [*evidence, *quoted, *more, *(crm.field_values if crm else ()), *(crm.claimed if crm else ())]


def _kept(bundle: Bundle, found: Read, id_: str) -> list[AnyFact]:
    """What a journal keeps of the deal, but for what the very mails and entries are at hand."""
    fresh = {(each.source, each.id) for each in found.made}
    return [
        each
        for each in (bundle.kept[id_].facts if id_ in bundle.kept else ())
        if not (isinstance(each, Evidence) and (each.source, each.id) in fresh)
    ]


def _can_be_checked(statement: Statement, evidence: Sequence[Evidence]) -> bool:
    """Of an item that came without its text only the reader's word is at hand; but a reading must quote something."""
    silent = {item.id for item in evidence if not item.text}
    return statement.about not in silent or not statement.quote.strip()


def _is_ours(statement: Statement, bundle: Bundle, found: Read, id_: str) -> bool:
    """Of several deals, a reading of an item that is none of this one belongs to another."""
    others = {item.id for each in bundle.crm if each.id != id_ for item in each.evidence}
    return len(bundle.named()) < 2 or statement.about not in found.elsewhere | others

"""From files to a deal: people, facts, mails and an export of the CRM become one subject, and nothing is swallowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from gatecoach.cli.doubts import doubts
from gatecoach.cli.files import MAIL, YAML, content, data_files, left_out
from gatecoach.definition import say
from gatecoach.errors import Finding, UsageError, did_you_mean
from gatecoach.facts import AnyFact, Evidence, Label, Person, Statement
from gatecoach.framework import Framework
from gatecoach.intake import CrmSubject, MailContext, MailIntake, check_quotes, read_mail, read_salesforce
from gatecoach.intake.addresses import canonical
from gatecoach.intake.records import Records, read_facts, read_people
from gatecoach.report.words import Words
from gatecoach.source import read
from gatecoach.subject import Subject

SOURCE = "mail"
Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Origin:
    """How mails got here and whose checks of them count."""

    fetched_by: Literal["connector", "upload"] = "upload"
    trusted: frozenset[str] = frozenset()


@dataclass(slots=True)
class Bundle:
    """What all files together hold, before any deal is singled out."""

    people: tuple[Person, ...] = ()
    records: list[Records] = field(default_factory=list)
    mails: list[tuple[str, bytes]] = field(default_factory=list)
    crm: tuple[CrmSubject, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    mail_places: list[str] = field(default_factory=list)
    left_out: list[Path] = field(default_factory=list)

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels of all facts files."""
        return tuple(label for each in self.records for label in each.labels)

    def named(self) -> dict[str, str]:
        """The deals that the files speak of: id → name."""
        by_label = {each.subject: "" for each in self.labels if each.subject}
        return {**by_label, **{each.id: each.name for each in self.crm}}


def deal_journey(framework: Framework, journey: str | None) -> str:
    """The journey deals travel: the one that was named, else the only one that is no conversation.

    Raises:
        UsageError: an unknown one, or none named where there are several.
    """
    if journey is not None:
        return framework.journey(journey).id
    found = [each.id for each in framework.journeys.values() if not each.conversation]
    if len(found) != 1:
        words = f"the framework has {len(found)} journeys for deals"
        raise UsageError("which-journey", words, help=f"Name one with --journey: {', '.join(found)}.")
    return found[0]


def gather(framework: Framework, journey: str, data: Iterable[Path], people: Path | None) -> Bundle:
    """Everything in the files.

    Raises:
        FactsError, UsageError: a file that cannot be read, with every finding in it.
    """
    places = [*data, *([people] if people else [])]
    files = data_files(places)
    bundle = Bundle(people=_people(files), left_out=left_out(places))
    for path in files:
        if path.suffix.lower() == MAIL:
            bundle.mails.append((path.name, content(path)))
            bundle.mail_places.append(str(path.parent.parent if path.parent.name == "mails" else path.parent))
        elif path.suffix.lower() in YAML and not _holds_people(path):
            bundle.records.append(read_facts(content(path), str(path), bundle.people))
        elif path.suffix.lower() == ".json":
            _add_crm(bundle, framework, journey, path)
    return bundle


def _people(files: Sequence[Path]) -> tuple[Person, ...]:
    holding = [path for path in files if path.suffix.lower() in YAML and _holds_people(path)]
    found = [person for path in holding for person in read_people(content(path), str(path))]
    people = tuple(each for number, each in enumerate(found) if each not in found[:number])
    owners: dict[str, str] = {}
    for person in people:
        for address in filter(None, map(canonical, person.addresses)):
            if owners.setdefault(address, person.id) != person.id:
                words = f"{owners[address]} and {person.id} have the same address: {address}"
                raise UsageError("address-twice", words, place="people", help="Leave it with the one who uses it.")
    return people


def _holds_people(path: Path) -> bool:
    """A file of people is known by its name, else by its key."""
    if path.stem in ("people", "facts"):
        return path.stem == "people"
    tree = read(content(path), str(path)).tree
    return isinstance(tree, dict) and "people" in tree


def _add_crm(bundle: Bundle, framework: Framework, journey: str, path: Path) -> None:
    course = framework.journey(journey)
    stages = {name: id_ for id_ in (*course.stages, *course.ends) for name in (id_, course.title_of(id_))}
    held = framework.definition.roles.get("customer", {})
    roles = {name: id_ for id_, each in held.items() for name in (id_, say(each.title, default=id_))}
    taken = read_salesforce(content(path), str(path), stages=stages, roles=roles, people=bundle.people)
    bundle.crm += taken.subjects
    bundle.findings += taken.findings


def mail_context(
    framework: Framework, bundle: Bundle, people: Iterable[Person], origin: Origin, subject: str
) -> MailContext:
    """What the intake of mails must know."""
    return MailContext(
        answered_by=framework.answered_by(),
        people=tuple(people),
        labels=bundle.labels,
        source=SOURCE,
        fetched_by=origin.fetched_by,
        trusted=origin.trusted,
        subject=subject,
    )


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal with everything that is known about it, its name, and what became of its mails."""

    subject: Subject
    name: str
    intake: MailIntake


def build(framework: Framework, journey: str, wanted: str, bundle: Bundle, *, origin: Origin, note: Note) -> Deal:
    """The deal of that id or name; what could not be used is told to `note`.

    Raises:
        UsageError: a deal that the files do not speak of, with the nearest name.
    """
    id_ = _identified(wanted, {each.id: each.name for each in bundle.crm} or bundle.named())
    crm = next((each for each in bundle.crm if each.id == id_), None)
    people = _merged(bundle.people, crm)
    intake = read_mail(bundle.mails, mail_context(framework, bundle, people, origin, id_))
    subject = Subject(
        framework, journey, id_,
        owner=crm.owner if crm else "", people=people, fields=crm.fields if crm else {}, sources={SOURCE: SOURCE},
    )  # fmt: skip
    facts = _facts(bundle, intake, crm, note)
    subject, rejected = subject.with_facts(facts)
    words = Words(subject)
    for reason in rejected:
        note(f"not used: {reason.place}: {words.reason(reason)}")
    for finding in bundle.findings:
        note(finding.text())
    for doubt in doubts(bundle, subject, intake, in_crm=crm is not None):
        note(doubt)
    return Deal(subject, crm.name if crm else "", intake)


def _identified(wanted: str, named: dict[str, str]) -> str:
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


def _merged(people: tuple[Person, ...], crm: CrmSubject | None) -> tuple[Person, ...]:
    known = {each.id for each in people}
    return (*people, *(each for each in (crm.people if crm else ()) if each.id not in known))


def _facts(bundle: Bundle, intake: MailIntake, crm: CrmSubject | None, note: Note) -> list[AnyFact]:
    evidence = [*intake.evidence, *(item for each in bundle.records for item in each.evidence)]
    statements = [item for each in bundle.records for item in each.statements if _is_ours(item, bundle, intake)]
    wrong = {each.id: check_quotes([each], evidence) if _can_be_checked(each, evidence) else [] for each in statements}
    for finding in (finding for found in wrong.values() for finding in found):
        note(f"not used: {finding.text()}")
    quoted = [each for each in statements if not wrong[each.id]]  # without its quote in the mail it is no reading
    claims = [item for each in bundle.records for item in each.claims]
    more: list[AnyFact] = []
    for each in bundle.records:
        more += [*each.revocations, *each.waivers, *each.fields]
    return [*evidence, *quoted, *more, *claims, *(crm.claimed if crm else ())]


def _can_be_checked(statement: Statement, evidence: Sequence[Evidence]) -> bool:
    """Of an item that came without its text only the reader's word is at hand; but a reading must quote something."""
    silent = {item.id for item in evidence if not item.text}
    return statement.about not in silent or not statement.quote.strip()


def _is_ours(statement: Statement, bundle: Bundle, intake: MailIntake) -> bool:
    """Of several deals, a reading of a mail that is no item of this one belongs to another."""
    elsewhere = {each.message_id for each in intake.outcomes if not each.made}
    return len(bundle.named()) < 2 or statement.about not in elsewhere

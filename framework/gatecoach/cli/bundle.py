"""What all files together hold, before any deal is singled out."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from gatecoach.cli.files import FOLDERS, Kind, Piece, content, left_out, messages_in, pieces, streams
from gatecoach.cli.keeping import joined, kept_deals
from gatecoach.cli.mapping import Chosen, choose
from gatecoach.errors import FactsError, Finding, UsageError
from gatecoach.facts import Grade, Label, Person
from gatecoach.framework import Framework
from gatecoach.intake import CalendarContext, CrmContext, CrmIntake, CrmSubject, MailContext, read_crm, read_keys
from gatecoach.intake.addresses import canonical
from gatecoach.intake.events import EventIntake, read_events
from gatecoach.intake.keys import Key
from gatecoach.intake.records import Records, read_facts, read_people
from gatecoach.journal.known import Known

MAIL, CALENDAR, CRM, EVENTS = "mail", "calendar", "crm", "events"
Keys = dict[str, tuple[Key, ...]]


@dataclass(frozen=True, slots=True)
class Origin:
    """How the data got here, whose checks of mails count, and which keys check signatures."""

    fetched_by: Literal["connector", "upload"] = "upload"
    trusted: frozenset[str] = frozenset()
    keys: Path | None = None

    @property
    def grade(self) -> Grade:
        """How well it is proven what a system took in by itself, where nothing in it proves more."""
        return "observed" if self.fetched_by == "connector" else "asserted"

    @property
    def at_most(self) -> Grade:
        """What a row may say about itself: of a file that somebody handed in, that it is somebody's word."""
        return "proven" if self.fetched_by == "connector" else "asserted"


@dataclass(slots=True)
class Bundle:
    """What the files hold; mails and calendar entries are read when a deal is singled out."""

    framework: Framework
    journey: str
    origin: Origin = Origin()
    people: tuple[Person, ...] = ()
    records: list[Records] = field(default_factory=list)
    mails: list[Path] = field(default_factory=list)
    calendar: list[Path] = field(default_factory=list)
    crm: tuple[CrmSubject, ...] = ()
    crm_source: str = ""
    exported: CrmIntake | None = None
    events: EventIntake | None = None
    kept: dict[str, Known] = field(default_factory=dict)
    keys: Keys = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    places: dict[Kind, list[Path]] = field(default_factory=dict)
    left_out: list[Path] = field(default_factory=list)
    channels: Mapping[str, str] = field(default_factory=dict)

    @property
    def written(self) -> tuple[Label, ...]:
        """The labels of all facts files, and those that stand in the CRM."""
        return (
            *(label for each in self.records for label in each.labels),
            *(x for each in self.crm for x in each.labels),
        )

    @property
    def labels(self) -> tuple[Label, ...]:
        """The same, and those that journals keep, each of its deal."""
        named = (each.model_copy(update={"subject": id_}) for id_ in self.kept for each in self._kept_labels(id_))
        return (*self.written, *named)

    def labels_of(self, deal: str) -> tuple[Label, ...]:
        """The labels of one deal, and those that name none."""
        return (*(each for each in self.written if each.subject in ("", deal)), *self._kept_labels(deal))

    def _kept_labels(self, deal: str) -> list[Label]:
        """What a journal keeps of a deal's labels, but for messages of which the files say what they are."""
        said = {each.message for each in self.written if each.subject in ("", deal)}
        return [each for each in self.kept[deal].labels if each.message not in said] if deal in self.kept else []

    def people_of(self, deal: str) -> tuple[Person, ...]:
        """The people of one deal, each once: of people files, then of the CRM, then of journals."""
        crm = next((each for each in self.crm if each.id == deal), None)
        kept = self.kept[deal].people.values() if deal in self.kept else ()
        people = merged(self.people, crm.people if crm else ())
        return merged(people, kept)

    def named(self) -> dict[str, str]:
        """The deals that the files speak of: id → name."""
        by_label = {each.subject: "" for each in self.labels if each.subject}
        others = dict.fromkeys([*self.kept, *(self.events.facts if self.events else ())], "")
        return {**by_label, **others, **{each.id: each.name for each in self.crm}}

    def everybody(self) -> tuple[Person, ...]:
        """All people, each once: those of people files before those of the CRM, and these before those of journals."""
        kept = [person for deal in self.kept.values() for person in deal.people.values()]
        others = [person for deal in self.crm for person in deal.people]
        return tuple({each.id: each for each in [*kept, *others, *self.people]}.values())

    def homes(self, kind: Kind) -> list[str]:
        """The folders that hold the data of a kind, or the files where they stand alone."""
        paths = [*self.places.get(kind, ()), *(self.mails if kind == CALENDAR else ())]
        return [str(_home(each)) for each in paths]

    def messages(self) -> Iterator[tuple[str, bytes]]:
        """Every mail, read anew each time."""
        return messages_in(self.mails)

    def entries(self) -> Iterator[tuple[str, bytes]]:
        """Every file of a calendar."""
        return ((path.name, content(path)) for path in self.calendar)


def merged(people: Iterable[Person], more: Iterable[Person]) -> tuple[Person, ...]:
    """These people, and those of the others that are not among them."""
    first = tuple(people)
    known = {each.id for each in first}
    return (*first, *(each for each in more if each.id not in known))


def _home(path: Path) -> Path:
    """The folder of data that a file, or a folder of mails, is in."""
    if path.parent.name in FOLDERS:
        return path.parent.parent
    return path if path.is_dir() and path.name not in FOLDERS else path.parent


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where the data are, and how they are to be read."""

    data: Sequence[Path]
    people: Path | None = None
    mappings: Sequence[str] = ()
    place: str = ""
    origin: Origin = Origin()
    channels: Mapping[str, str] = field(default_factory=dict)


def carried(written: Iterable[str]) -> dict[str, str]:
    """The channel of each source, of words as they are typed: `SOURCE=CHANNEL`.

    Raises:
        UsageError: something else is written.
    """
    pairs = [each.rpartition("=")[::2] for each in written]
    if not all(source and channel for source, channel in pairs):
        words = "a channel is said as SOURCE=CHANNEL"
        raise UsageError("what-channel", words, place="--channel", help="For example --channel /bus=mail.")
    return dict(pairs)


def gather(framework: Framework, journey: str, wanted: Wanted) -> Bundle:
    """Everything in the files.

    Raises:
        FactsError, UsageError: a file that cannot be read, with every finding in it.
    """
    places = [*wanted.data, *([wanted.people] if wanted.people else [])]
    by_kind = _by_kind(pieces(places))
    bundle = Bundle(framework, journey, wanted.origin, people_in(by_kind.get("people", ())), places=by_kind)
    bundle.left_out, bundle.channels = left_out(places), wanted.channels
    bundle.mails, bundle.calendar = by_kind.get("mail", []), by_kind.get("calendar", [])
    bundle.keys = _keys([*by_kind.get("keys", ()), *([wanted.origin.keys] if wanted.origin.keys else [])])
    for path in by_kind.get("facts", ()):
        records = read_facts(content(path), str(path), bundle.people, at_most=wanted.origin.at_most)
        bundle.records.append(records)
    for path in by_kind.get("journal", ()):
        for deal, found in kept_deals(path, framework, journey, wanted.origin.at_most).items():
            bundle.kept[deal] = joined(bundle.kept.get(deal), found)
    if by_kind.get("crm"):
        _add_crm(bundle, wanted)
    if by_kind.get("events"):
        _add_events(bundle, wanted)
    return bundle


def _by_kind(found: Iterable[Piece]) -> dict[Kind, list[Path]]:
    by_kind: dict[Kind, list[Path]] = {}
    for each in found:
        by_kind.setdefault(each.kind, []).append(each.path)
    return by_kind


def people_in(holding: Iterable[Path]) -> tuple[Person, ...]:
    """The people of these files; one who stands in two of them in the same words is one.

    Raises:
        UsageError: two people have the same address.
    """
    found = [person for path in holding for person in read_people(content(path), str(path))]
    people = tuple(each for number, each in enumerate(found) if each not in found[:number])
    owners: dict[str, str] = {}
    for person in people:
        for address in filter(None, map(canonical, person.addresses)):
            if owners.setdefault(address, person.id) != person.id:
                words = f"{owners[address]} and {person.id} have the same address: {address}"
                raise UsageError("address-twice", words, place="people", help="Leave it with the one who uses it.")
    return people


def _keys(paths: Iterable[Path]) -> Keys:
    """The keys of all files; those of one name stand side by side."""
    found: Keys = {}
    for path in paths:
        for name, keys in read_keys(content(path), str(path)).items():
            found[name] = (*found.get(name, ()), *keys)
    return found


def _add_crm(bundle: Bundle, wanted: Wanted) -> None:
    files = bundle.places["crm"]
    chosen = choose(bundle.framework, wanted.place, wanted.mappings, "crm", files, asked=False)
    context = crm_context(bundle, chosen)
    try:
        taken = read_crm(streams(files), context)
    except FactsError as error:
        raise with_help(error, chosen) from None
    bundle.crm = tuple(each for each in taken.subjects if each.journey in ("", bundle.journey))
    bundle.crm_source, bundle.exported = context.source, taken
    bundle.findings += taken.findings


def _add_events(bundle: Bundle, wanted: Wanted) -> None:
    files = bundle.places["events"]
    chosen = choose(bundle.framework, wanted.place, wanted.mappings, "events", files, asked=False)
    bundle.events = read_events(streams(files), crm_context(bundle, chosen))
    bundle.findings += bundle.events.findings


def with_help(error: FactsError, chosen: Chosen) -> FactsError:
    """The error, with the next step where nobody named the mapping."""
    said = ". ".join(filter(None, (error.message, chosen.help)))
    return FactsError(error.code, said, error.findings)


def crm_context(bundle: Bundle, chosen: Chosen) -> CrmContext:
    """What the intake of exports and events must know."""
    return CrmContext.of(
        bundle.framework,
        chosen.mapping,
        journey=bundle.journey,
        people=bundle.people,
        labels=bundle.labels,
        grade=bundle.origin.grade,
    )


def reads_calendars() -> bool:
    """Whether the extra that reads calendar entries is there."""
    return importlib.util.find_spec("icalendar") is not None


def mail_context(bundle: Bundle, people: Iterable[Person], subject: str, *, calendars: bool) -> MailContext:
    """What the intake of mails must know; where calendar entries are read too, our invitations are left to that."""
    return MailContext(
        answered_by=bundle.framework.answered_by(),
        people=tuple(people),
        labels=bundle.labels,
        source=MAIL,
        fetched_by=bundle.origin.fetched_by,
        trusted=bundle.origin.trusted,
        subject=subject,
        keys=bundle.keys,
        calendars=calendars,
    )


def calendar_context(bundle: Bundle, people: Iterable[Person], subject: str) -> CalendarContext:
    """What the intake of calendar entries must know."""
    return CalendarContext(
        answered_by=bundle.framework.answered_by(),
        people=tuple(people),
        labels=bundle.labels,
        types=bundle.framework.journey(bundle.journey).types,
        source=CALENDAR,
        fetched_by=bundle.origin.fetched_by,
        trusted=bundle.origin.trusted,
        subject=subject,
        keys=bundle.keys,
        time_zone=bundle.framework.time_zone,
    )


def channels(bundle: Bundle, *, calendars: bool) -> Mapping[str, str]:
    """What each source carries: as it is said, else exports carry `crm` and events `events`."""
    found = {MAIL: MAIL, **bundle.channels}
    told = {each.source for records in bundle.records for each in records.evidence} - {None}
    if calendars or CALENDAR in told:
        found.setdefault(CALENDAR, CALENDAR)
    if bundle.crm_source:
        found.setdefault(bundle.crm_source, CRM)
    facts = [fact for each in (bundle.events.facts.values() if bundle.events else ()) for fact in each]
    for fact in facts:
        source = getattr(fact, "source", None)
        if source:
            found.setdefault(source, EVENTS)
    return found

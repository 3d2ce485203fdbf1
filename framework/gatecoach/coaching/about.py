"""What a talk is about: deals, a person's skill, the organisation, an earlier talk. It reads them and writes its own.

`about:` of a conversation names journeys, or one of three words for what any journey may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gatecoach.coaching.session import Session
from gatecoach.coaching.steps import When
from gatecoach.definition.plain import GATE_BLOCKED
from gatecoach.errors import SessionError, UsageError
from gatecoach.facts import Evidence, Value
from gatecoach.journey import standing, world_of
from gatecoach.lower import Journey
from gatecoach.subject import Subject

CONVERSATION = "conversation"
WORDS = {
    CONVERSATION: "an earlier talk",
    "person": "a person (a journey that says `about: person`)",
    "organisation": "the organisation (a journey that says `about: organisation`)",
}
"""The words of `about:` that name no journey; what travels a journey is of a kind its own `about:` names."""
About = Subject | Session | Iterable[Subject | Session]


def subjects_of(about: About) -> tuple[Subject, ...]:
    """The subjects a talk is about; a session stands for what it holds.

    Raises:
        UsageError: something else, or the same subject twice.
    """
    many = isinstance(about, Iterable) and not isinstance(about, str | Mapping)
    given = tuple(about) if many and isinstance(about, Iterable) else (about,)
    found: list[Subject] = []
    for each in given:
        subject = each.subject if isinstance(each, Session) else each
        if not isinstance(subject, Subject):
            words = f"a talk cannot be about {each!r}"
            raise UsageError("not-a-subject", words, place="about", help="Give a Subject or a Session, or a list.")
        if _name(subject) in map(_name, found):
            words = f"the {subject.journey} {subject.id} is given twice"
            raise UsageError("subject-twice", words, place="about", help="Give each subject once.")
        found.append(subject)
    return tuple(found)


def _name(subject: Subject) -> tuple[str, str]:
    return subject.journey, subject.id


def fits(journey: Journey, subject: Subject) -> bool:
    """Whether a conversation may be about the subject: by its journey's id, or by one of the three words."""
    course = subject.course
    if course.id in journey.about:
        return True
    words = (CONVERSATION,) if course.conversation else course.about
    return any(word in WORDS and word in journey.about for word in words)


def check(journey: Journey, subjects: Sequence[Subject]) -> None:
    """Nothing, when the journey is a conversation and these are what it is about.

    Raises:
        SessionError: it is none, or about something else; says what is accepted, what was given, and what to do.
    """
    if not journey.conversation:
        words = f'"{journey.id}" is no conversation'
        raise SessionError("not-a-conversation", words, help="Open a journey of `kind: conversation`.")
    if all(fits(journey, each) for each in subjects) and bool(journey.about) == bool(subjects):
        return
    given = ", ".join(f"{each.journey} {each.id}" for each in subjects) or "nothing"
    words = f'the conversation "{journey.id}" is about {accepted(journey)}, not about {given}'
    raise SessionError("about-what", words, place="about", help=_next_step(journey))


def accepted(journey: Journey) -> str:
    """What a conversation may be about, in words."""
    return " or ".join(WORDS.get(each, each) for each in journey.about) or "nothing"


def _next_step(journey: Journey) -> str:
    """What to pass instead."""
    if not journey.about:
        return "Leave `about=` out, or let the conversation say with `about:` what it is about."
    if set(journey.about) == {CONVERSATION}:
        return "Pass the earlier talk as `about=`: its session, as opened or replayed."
    return "Pass the subject as `about=`."


def blocked(subjects: Sequence[Subject], by: str, at: When) -> Iterator[Evidence]:
    """One `gate-blocked` item per gate that does not open, from verified up to claimed, at least the next one.

    In an earlier talk nothing is blocked: it stands where it stands.
    """
    travelling = [each for each in subjects if not each.course.conversation]
    pairs = [(each.id, gate) for each in travelling for gate in standing(each, at).blocked]
    for number, (subject, gate) in enumerate(pairs, start=1):
        fields: dict[str, Value] = {"subject": subject, "gate": gate}
        id_ = f"{GATE_BLOCKED}.{number}"
        yield Evidence(id=id_, what=GATE_BLOCKED, by=by, told_by=by, at=at, fields=fields)


def untold(session: Session) -> tuple[Evidence, ...]:
    """What a talk would go through in what it is about, had anybody told it: a row without a teller counts nowhere."""
    each_of = [one.for_each for gate in session.subject.course.gates.values() for one in gate.requirements]
    wanted = {each.what for each in each_of if each is not None and each.about}
    world = world_of(session.subject, session.progress.latest, session.progress.entered)
    return tuple(
        row.fact for row in world.rows if row.foreign and row.state == "wrong-teller" and row.fact.what in wanted
    )


def named(subjects: Sequence[Subject]) -> list[dict[str, str]]:
    """The subjects as an opening names them."""
    return [{"journey": each.journey, "id": each.id} for each in subjects]


def found(names: Iterable[Mapping[str, str]], subjects: Sequence[Subject]) -> list[Subject]:
    """The subjects that an opening named, among those given.

    Raises:
        SessionError: one of them is not given.
    """
    given = {_name(each): each for each in subjects}
    asked = [(each["journey"], each["id"]) for each in names]
    for name in asked:
        if name not in given:
            words = f"the session is about {' '.join(name)}, which is not given"
            raise SessionError("subject-missing", words, place="about", help="Pass it as `about=`.")
    return [given[name] for name in asked]

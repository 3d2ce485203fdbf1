"""The events of a deal: what each is called, what stands in it, and which words of it stay for ever.

Each deal has one stream, with a random name; a talk has a stream of its own with the events of `coaching.events`.
`pin` stands for `{id, version, hash}` of a framework. What is not public is private to the person in the last column
and goes with them; what is nobody's goes only when it names the person.

| kind                | public                              | private                                  | whose        |
|---------------------|-------------------------------------|------------------------------------------|--------------|
| `stream-named`      | stream                              | journey, id                              | nobody's     |
| `subject-opened`    | journey, framework: pin             | id, sources, claimed, fields             | nobody's     |
|                     |                                     | owner; people: [person row]              | their own    |
| `subject-changed`   |                                     | sources, claimed, fields: what is other  | nobody's     |
|                     |                                     | owner                                    | their own    |
| `fact-taken-in`     | fact; and what, label, grade, at,   | the rest of the row; event: {source, id, | the actor's, |
|                     | revision, machine-sent, known,      | digest} of what it came from             | the person's |
|                     | requirement, until, stage, field    |                                          | or nobody's  |
| `decision-shown`    | framework: pin, gate, at, passes    | decision: the whole of it, as JSON       | nobody's     |
|                     |                                     | people: [{id}], to whom it was shown     | their own    |
| `question-answered` | question, follows: the id of the    | value, reason, item (the evidence that   | who answered |
|                     | event with the answer before        | it became)                               |              |
| `subject-moved`     | from: pin, to: pin, map: digest,    | reason                                   | who moved it |
|                     | renames: {kind of word: {old: new}} |                                          |              |

- `stream-named` stands in the stream `DIRECTORY` and nowhere else (see `names`).
- The data of `fact-taken-in` are one flat row: `fact` says what it is (`KINDS`), the rest is `as_dict()` of it. A row
  is there whole or not at all: without its private words it is no fact any more, but for a claim, which keeps its
  stage. A person who joins, leaves or is told of anew is a row too; the newest row of an id holds.
- `renames` says of each word of then what it is now, by kind of word (`RENAMED`, spelled as `renaming` says); a word
  whose new one is null is given up. What is not named stays as it is. Whoever tells the subject again applies them to
  all that was kept before the move (`renaming.renamed`). A subject is pinned to the framework of
  its opening, or of its last move.
- `by` is who wrote the event down, `at` when; the `at` of a row is when it happened.
- Ids of events are counted, `<stream>#<version>`: they stay for ever, so they tell nothing.

Everything here is a value: no clock is read, nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from gatecoach.coaching import Event
from gatecoach.coaching.steps import When
from gatecoach.decision import Decision
from gatecoach.facts import ROWS, AnyFact, Fact, Label, Person
from gatecoach.framework import Framework
from gatecoach.subject import Subject

DIRECTORY = "@streams"
NAMED = "stream-named"
OPENED = "subject-opened"
CHANGED = "subject-changed"
TAKEN_IN = "fact-taken-in"
SHOWN = "decision-shown"
ANSWERED = "question-answered"
MOVED = "subject-moved"

Told = AnyFact | Label | Person
KINDS: Mapping[str, type[Told]] = MappingProxyType({**ROWS, "label": Label, "person": Person})
"""What each kind of row is called in `fact`."""
RENAMED = (
    "journey", "stages", "evidence", "outcomes", "evidence-fields", "evidence-values", "requirements", "fields",
    "values", "roles",
)  # fmt: skip
"""The kinds of words that a move may rename."""
PUBLIC: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        NAMED: frozenset({"stream"}),
        OPENED: frozenset({"journey", "framework"}),
        CHANGED: frozenset(),
        TAKEN_IN: frozenset(
            {
                "fact", "what", "label", "grade", "at", "revision", "machine-sent", "known", "requirement", "until",
                "stage", "field",
            }
        ),
        SHOWN: frozenset({"framework", "gate", "at", "passes"}),
        ANSWERED: frozenset({"question", "follows"}),
        MOVED: frozenset({"from", "to", "map", "renames"}),
    }
)  # fmt: skip
"""The keys that stay public, by kind of event."""
NOBODYS = frozenset({NAMED, OPENED, CHANGED, SHOWN})
"""The kinds whose private words are about the deal, and belong to no person but those they name."""


class Record(NamedTuple):
    """An event before it has a place: its kind and its data."""

    kind: str
    data: dict[str, Any]


def placed(stream: str, version: int, records: Iterable[Record], *, at: When, by: str) -> list[Event]:
    """The records as the next events of a stream that is at that version."""
    return [
        Event(id=f"{stream}#{number}", stream=stream, kind=each.kind, at=at, by=by, data=each.data)
        for number, each in enumerate(records, start=version + 1)
    ]


def pin(framework: Framework) -> dict[str, str]:
    """Which framework, so that nobody takes another one for it."""
    return {"id": framework.id, "version": framework.version, "hash": framework.hash}


def stream_named(stream: str, journey: str, id: str) -> Record:
    """The stream of a subject has this name."""
    return Record(NAMED, {"stream": stream, "journey": journey, "id": id})


def subject_opened(subject: Subject) -> Record:
    """A subject is kept from now on, under its framework; its facts are records of their own."""
    described = {"people": [each.as_dict() for each in subject.people], **described_as(subject)}
    return Record(
        OPENED, {"journey": subject.journey, "framework": pin(subject.framework), "id": subject.id} | _said(described)
    )


def described_as(subject: Subject) -> dict[str, Any]:
    """What is said of a subject itself, beside its people and its facts; decimals and days are exact text."""
    return {
        "owner": subject.owner,
        "claimed": subject.claimed,
        "fields": {name: each if isinstance(each, int | str) else str(each) for name, each in subject.fields.items()},
        "sources": dict(subject.sources),
    }


def subject_changed(changes: Mapping[str, Any]) -> Record:
    """Of owner, claimed, fields and sources what is other than before."""
    return Record(CHANGED, dict(changes))


def fact_taken_in(fact: Told, event: Mapping[str, str] | None = None) -> Record:
    """A fact became known; `event` is the source, id and digest of the event of another system that it came from."""
    kind = next(name for name, each in KINDS.items() if isinstance(fact, each))
    return Record(TAKEN_IN, {"fact": kind, **fact.as_dict(), **({"event": dict(event)} if event else {})})


def decision_shown(decision: Decision, framework: Framework, *, to: Sequence[str] = ()) -> Record:
    """A decision was shown, to these people where it is known."""
    told = decision.as_dict()
    public = {"framework": pin(framework), "gate": decision.gate, "at": decision.at, "passes": decision.passes}
    return Record(SHOWN, {**public, "decision": told, **_said({"people": [{"id": each} for each in to]})})


def question_answered(question: str, value: Any, *, follows: str = "", reason: str = "", item: str = "") -> Record:
    """A question was answered; who answers is who writes it down.

    The value before stands in the event that it follows, and only there: it may be somebody else's words.
    """
    more = _said({"follows": follows, "reason": reason, "item": item})
    return Record(ANSWERED, {"question": question, "value": value, **more})


def subject_moved(
    old: Mapping[str, str],
    new: Mapping[str, str],
    digest: str,
    *,
    renames: Mapping[str, Mapping[str, str | None]] | None = None,
    reason: str = "",
) -> Record:
    """A subject is pinned to another framework from now on; `digest` is that of the map that says how."""
    named = {kind: dict(words) for kind, words in (renames or {}).items()}
    return Record(
        MOVED, {"from": dict(old), "to": dict(new), "map": digest, **_said({"renames": named, "reason": reason})}
    )


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    """Those that say something."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def fact_of(event: Event) -> Told | None:
    """The fact that an event tells; nothing where it tells none, or where its words were erased."""
    kind = KINDS.get(str(event.data.get("fact"))) if event.kind == TAKEN_IN else None
    if kind is None:
        return None
    row = {key: value for key, value in event.data.items() if key not in ("fact", "event")}
    if erased(kind, row):
        return None
    return kind.from_dict(row)


def erased(kind: type[Fact], row: Mapping[str, Any]) -> bool:
    """Whether private words that every fact of that kind has are gone."""
    needed = [name for name, each in kind.model_fields.items() if each.is_required() and name in ("id", "by", "value")]
    return any(name not in row for name in needed)

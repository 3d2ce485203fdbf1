"""CloudEvents 1.0 in JSON, single or in a batch → facts of deals, by the `events:` of a mapping; idempotent.

An event is known by its source and id: the same again changes nothing, and another content under the same name is
told and not used. Facts keep the event's source and id, so that the journal and the kernel know repeats, too.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, Literal

from gatecoach.errors import Finding, did_you_mean
from gatecoach.facts import Claim, Evidence, Statement
from gatecoach.intake.crm.bundle import Window, decoded
from gatecoach.intake.crm.cells import CellError
from gatecoach.intake.crm.columns import NotMeantError
from gatecoach.intake.crm.context import CrmContext
from gatecoach.intake.crm.happenings import Happening, Made
from gatecoach.intake.crm.reasons import REJECTED, nearest, rejected, unreadable
from gatecoach.intake.crm.rejects import Reject, Tally
from gatecoach.intake.crm.tables import Input, UnreadableError, opened
from gatecoach.intake.event_sentences import SENTENCES
from gatecoach.source.place import short

Outcome = Literal["evidence", "claim", "statement", "review", "no", "reject"]
Seen = MutableMapping[tuple[str, str], str]
"""What was taken before: the digest of each event by its source and id. The host keeps it from run to run."""
VERSION = "1.0"
LONGEST = 1000
JSON_TYPES = ("application/json", "text/json")

__all__ = ["SENTENCES", "EventIntake", "EventOutcome", "Outcome", "Seen", "read_events", "stream_events"]


@dataclass(frozen=True, slots=True)
class EventOutcome:
    """What became of one event: `outcome` by `rule`, the parameters of its sentence, what was made of it."""

    name: str
    number: int
    source: str
    id: str
    outcome: Outcome
    rule: str
    params: Mapping[str, str] = field(default_factory=dict)
    deal: str = ""
    fact: Evidence | Claim | Statement | None = None

    def text(self, language: str = "en") -> str:
        """One plain sentence: what the event became and why; English where a language lacks it."""
        by_language = SENTENCES[self.rule]
        return by_language.get(language, by_language["en"]).format_map(self._said(language)).strip()

    def _said(self, language: str) -> Mapping[str, str]:
        """The parameters with what they say in sentences, in that language."""
        if self.rule == "unknown-type":
            return {**self.params, "hint": nearest(self.params["hint"], language)}
        reason = self.params.get("reason", "")
        if not reason:
            return self.params
        why = (rejected if reason in REJECTED else unreadable)(reason, language, self.params)
        column = self.params.get("column", "")
        return {"why": f"{why} ({column})" if column else why}


@dataclass(frozen=True, slots=True)
class EventIntake:
    """The facts by deal in the order of the events, and one outcome for every event in the order they were given.

    `rejects` are single cells that were left out of events that were used, `findings` what they have in common.
    """

    facts: Mapping[str, tuple[Evidence | Claim | Statement, ...]]
    outcomes: tuple[EventOutcome, ...]
    rejects: tuple[Reject, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_events(messages: Iterable[tuple[str, Input]], context: CrmContext, seen: Seen | None = None) -> EventIntake:
    """The facts in these messages (name and bytes): an event, a batch of them, or one event a line. Nothing raises.

    `seen` is what was taken in earlier runs, and takes up what is taken now.
    """
    rejects: list[Reject] = []
    tally = Tally(rejects.append)
    outcomes = tuple(stream_events(messages, context, {} if seen is None else seen, tally))
    facts: dict[str, list[Evidence | Claim | Statement]] = {}
    for each in outcomes:
        if each.fact is not None:
            facts.setdefault(each.deal, []).append(each.fact)
    return EventIntake({deal: tuple(each) for deal, each in facts.items()}, outcomes, tuple(rejects), tally.findings())


def stream_events(
    messages: Iterable[tuple[str, Input]], context: CrmContext, seen: Seen, tally: Tally
) -> Iterator[EventOutcome]:
    """What becomes of each event, as they come; only `seen` grows with them."""
    reader = _Reader(context, seen, tally)
    for name, data in messages:
        number = 0
        try:
            for number, (problem, event) in enumerate(_events(opened(data, "utf-8")), start=1):
                if problem:
                    yield EventOutcome(name, number, "", "", "reject", "no-json", {"reason": problem})
                else:
                    yield reader.outcome(name, number, event)
        except UnreadableError as error:
            params = {"reason": error.reason, **error.params}
            yield EventOutcome(name, number + 1, "", "", "reject", "no-json", params)


def _events(text: io.TextIOWrapper) -> Iterator[tuple[str, Any]]:
    """The events of a batch, or one after the other."""
    window = Window(text)
    if window.sign() == "[":
        window.take("[")
        yield from window.elements()
    else:
        yield "", window.value()
    while window.sign():
        yield "", window.value()


class _Reader:
    """Judges events one by one."""

    def __init__(self, context: CrmContext, seen: Seen, tally: Tally) -> None:
        self.context = context
        self.seen = seen
        self.tally = tally
        self._known: dict[str, Happening] = {}

    def outcome(self, name: str, number: int, event: Any) -> EventOutcome:
        """What becomes of one event."""
        rule, params = _wrong(event)
        source, id_ = (_attribute(event, key) for key in ("source", "id"))
        if rule:
            return EventOutcome(name, number, source, id_, "reject", rule, params)
        digest = _digest(event)
        taken = self.seen.get((source, id_))
        if taken is not None:
            again = taken == digest
            rule = "duplicate" if again else "same-id-other-content"
            params = {"source": short(source), "id": short(id_)}
            return EventOutcome(name, number, source, id_, "no" if again else "review", rule, params)
        return self._taken(EventOutcome(name, number, source, id_, "no", ""), event, digest)

    def _taken(self, bare: EventOutcome, event: Mapping[str, Any], digest: str) -> EventOutcome:
        """What the mapping makes of a new event; it is taken once it is used, or is not meant to be."""
        kind = str(event["type"])
        if kind not in self.context.mapping.events:
            near = did_you_mean(kind, self.context.mapping.events)
            return _with(bare, "review", "unknown-type", {"type": short(kind), "hint": near})
        happening = self._known.get(kind)
        if happening is None:
            happening = self._known[kind] = Happening(self.context, self.tally, bare.name, kind)
        try:
            made = happening.made(bare.number, event)
        except NotMeantError as error:
            self.seen[bare.source, bare.id] = digest
            return _with(bare, "no", error.reason, {})
        except CellError as error:
            return _with(bare, "reject", "unusable", _why(error))
        self.seen[bare.source, bare.id] = digest
        return _made(bare, made)


def _with(bare: EventOutcome, outcome: Outcome, rule: str, params: Mapping[str, str]) -> EventOutcome:
    return EventOutcome(bare.name, bare.number, bare.source, bare.id, outcome, rule, params)


def _made(bare: EventOutcome, made: Made) -> EventOutcome:
    """The outcome of an event that became a fact."""
    fact = made.fact
    rule: Outcome = "evidence"
    params = {"deal": short(made.deal)}
    if isinstance(fact, Evidence):
        params |= {"what": fact.what or "", "by": short(fact.by)}
    elif isinstance(fact, Claim):
        rule, params = "claim", {**params, "stage": fact.stage}
    else:
        rule, params = "statement", {**params, "about": short(fact.about), "outcome": fact.outcome}
    return EventOutcome(bare.name, bare.number, bare.source, bare.id, rule, rule, params, made.deal, fact)


def _why(error: CellError) -> dict[str, str]:
    near = did_you_mean(error.value, error.known)
    return {"reason": error.reason, "column": error.column, "value": short(error.value), "hint": near}


def _attribute(event: Any, name: str) -> str:
    value = event.get(name) if isinstance(event, dict) else None
    if type(value) is not str or len(value) > LONGEST:
        return ""
    whole = value.encode("utf-8", "replace").decode() == value
    return value if whole else ""


def _wrong(event: Any) -> tuple[str, dict[str, str]]:
    """Why this is no CloudEvent that can be read; nothing where it is one. Its data are decoded on the way."""
    if not isinstance(event, dict):
        return "not-an-event", {}
    for name in ("specversion", "id", "source", "type"):
        if not _attribute(event, name).strip():
            return "no-attribute", {"name": name}
    if event["specversion"] != VERSION:
        return "other-version", {"version": short(event["specversion"])}
    if "data_base64" in event:
        return _decoded_data(event)
    return "", {}


def _decoded_data(event: dict[str, Any]) -> tuple[str, dict[str, str]]:
    if "data" in event:
        return "two-data", {}
    kind = (_attribute(event, "datacontenttype") or JSON_TYPES[0]).partition(";")[0].strip().casefold()
    try:
        text = base64.b64decode(_text(event["data_base64"]), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return "bad-data", {}
    problem, value = decoded(text)
    if problem or not (kind in JSON_TYPES or kind.endswith("+json")):
        return "bad-data", {}
    event["data"] = value
    return "", {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "?"


def _digest(event: Mapping[str, Any]) -> str:
    """A digest of everything that the event says; the order of its attributes is of no account."""
    return hashlib.sha256(json.dumps(event, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()

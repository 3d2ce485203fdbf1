"""What a recorded journal says today: each talk and each deal in it told again, and decided again, as plain JSON."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from gatecoach.coaching import decide, replay
from gatecoach.errors import GatecoachError
from gatecoach.framework import load
from gatecoach.journal import MemoryJournal
from gatecoach.journal.keeping import kept_subject
from gatecoach.journal.known import known, retell
from gatecoach.journal.records import OPENED, SHOWN
from gatecoach.journey import standing

HERE = Path(__file__).parent
FRAMEWORK, SECOND = HERE / "framework", HERE / "framework-2"
WORDS = frozenset({"asks"})
"""What a decision says in words of the engine, which may become better; all else is for ever."""


def lines_of(path):
    """The lines of a recorded journal, as its export wrote them."""
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


def told(journal):
    """Everything that a journal tells: its proof, and each stream by its name."""
    frameworks = {each.hash: each for each in map(load, (FRAMEWORK, SECOND))}
    proof = journal.verify()
    return {
        "checkpoint": journal.checkpoint().as_dict(),
        "whole": proof.whole,
        "erased": proof.erased,
        "framework": load(FRAMEWORK).hash,
        "streams": {name: _stream(journal, frameworks, journal.read(name)) for name in journal.streams()},
    }


def _stream(journal, frameworks, events):
    kinds = dict(sorted(Counter(each.kind for each in events).items()))
    first = {"session-opened": _talk, OPENED: _deal}.get(events[0].kind)
    return {"kinds": kinds} | (first(journal, frameworks, events) if first else {})


def _retold(frameworks, events):
    """The deal, under the framework that it was pinned to by then."""
    return retell(frameworks[known(events).pin["hash"]], events)


def _deal(_, frameworks, events):
    """The deal at the end, and every decision that was shown about it beside the one that is made today."""
    shown = [number for number, each in enumerate(events) if each.kind == SHOWN]
    subject = _retold(frameworks, events)
    return {
        "facts": [each.as_dict() for each in subject.facts],
        "standing": _plain(standing(subject, events[-1].at).as_dict()),
        "shown": [_again(frameworks, events[: number + 1]) for number in shown],
    }


def _again(frameworks, events):
    """A decision as it was shown, where it was not erased, and as it is made again from what was known before it."""
    data = events[-1].data
    made = _plain(decide(_retold(frameworks, events[:-1]), data["gate"], _moment(events[-1])).as_dict())
    return {"gate": data["gate"], "passes": data["passes"], "kept": _plain(data.get("decision")), "made": made}


def _moment(event):
    """The time for which the decision was made."""
    return type(event).from_dict({**event.as_dict(), "at": event.data["at"]}).at


def _talk(journal, frameworks, events):
    """Where the talk was after each word, and what its gates say in the end; or why it cannot be told any more."""
    try:
        framework = frameworks[events[0].data["framework"]["hash"]]
        about = [_about(journal, framework, **each) for each in events[0].data.get("about", [])]
        steps = [replay(framework, events[:number], about=about).step for number in range(1, len(events) + 1)]
        session = replay(framework, events, about=about)
    except GatecoachError as error:
        return {"error": error.code}
    gates = {gate: _plain(decide(session, gate, events[-1].at).as_dict()) for gate in session.subject.course.gates}
    return {"steps": steps, "closed": session.closed, "gates": gates}


def _about(journal, framework, journey, id):
    """The deal, or the earlier talk."""
    if id in journal.streams():
        events = journal.read(id)
        return replay(framework, events, about=[_about(journal, framework, **each) for each in events[0].data["about"]])
    return kept_subject(journal, framework, journey, id)


def _plain(value):
    """The same as JSON, without what is said in words of the engine."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items() if key not in WORDS}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def read_back(path):
    """The recorded journal, taken into memory."""
    journal = MemoryJournal()
    journal.load(lines_of(path))
    return journal


def as_text(value):
    """How expectations are spelled in their file."""
    return json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True) + "\n"

"""gatecoach: coaching between a sales manager and a rep on gates that open only on two-sided, dated evidence.

Everything here is loaded when it is first used; importing the package itself costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gatecoach.coaching import Event as Event
    from gatecoach.coaching import Session as Session
    from gatecoach.coaching import decide as decide
    from gatecoach.coaching import open_session as open_session
    from gatecoach.coaching import replay as replay
    from gatecoach.decision import Decision as Decision
    from gatecoach.errors import Finding as Finding
    from gatecoach.errors import GatecoachError as GatecoachError
    from gatecoach.errors import Reason as Reason
    from gatecoach.facts import Evidence as Evidence
    from gatecoach.facts import Person as Person
    from gatecoach.facts import Statement as Statement
    from gatecoach.facts import Waiver as Waiver
    from gatecoach.framework import Framework as Framework
    from gatecoach.framework import lint as lint
    from gatecoach.framework import load as load
    from gatecoach.gate import Status as Status
    from gatecoach.journal import Journal as Journal
    from gatecoach.journal import open_journal as open_journal
    from gatecoach.journey import Standing as Standing
    from gatecoach.journey import standing as standing
    from gatecoach.journey import standings as standings
    from gatecoach.questions import Question as Question
    from gatecoach.questions import next_questions as next_questions
    from gatecoach.subject import Subject as Subject

__version__ = "0.1.0.dev0"

_HOME = {
    "Decision": "gatecoach.decision",
    "Event": "gatecoach.coaching",
    "Evidence": "gatecoach.facts",
    "Finding": "gatecoach.errors",
    "Framework": "gatecoach.framework",
    "GatecoachError": "gatecoach.errors",
    "Journal": "gatecoach.journal",
    "Person": "gatecoach.facts",
    "Question": "gatecoach.questions",
    "Reason": "gatecoach.errors",
    "Session": "gatecoach.coaching",
    "Standing": "gatecoach.journey",
    "Statement": "gatecoach.facts",
    "Status": "gatecoach.gate",
    "Subject": "gatecoach.subject",
    "Waiver": "gatecoach.facts",
    "decide": "gatecoach.coaching",
    "lint": "gatecoach.framework",
    "load": "gatecoach.framework",
    "next_questions": "gatecoach.questions",
    "open_journal": "gatecoach.journal",
    "open_session": "gatecoach.coaching",
    "replay": "gatecoach.coaching",
    "standing": "gatecoach.journey",
    "standings": "gatecoach.journey",
}

__all__ = [  # noqa: PLE0604 - the names of the table, each loaded when it is first used
    *_HOME
]


def __getattr__(name: str) -> Any:
    """The public name, loaded from its home on first use."""
    if name not in _HOME:
        raise AttributeError(f"module 'gatecoach' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    """The public names."""
    return [*__all__, "__version__"]

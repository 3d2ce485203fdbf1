"""How many talks were held about each deal, by the openings that a journal keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from gatecoach.coaching import Event
from gatecoach.coaching.events import OPENED
from gatecoach.framework import Framework
from gatecoach.journey import When


def talks_about(openings: Iterable[Event], framework: Framework, journey: str, at: When) -> dict[str, int]:
    """The number of talks about each deal of a journey that had been opened by then.

    Talks of a kind that is private to some are not counted, nor those of a kind that the framework does not know:
    that such a talk was held is nobody else's business.
    """
    until = framework.judged_at(at).end
    open_kinds = {name for name, each in framework.journeys.items() if not each.private_to}
    found: Counter[str] = Counter()
    for event in openings:
        if event.kind == OPENED and event.data.get("session") in open_kinds:
            about = [each for each in event.data.get("about", ()) if each["journey"] == journey]
            if about and framework.judged_at(event.at).start <= until:
                found.update({each["id"] for each in about})
    return dict(found)

"""Which labelled mail a message answers, directly or through other messages of the thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from gatecoach.intake.headers import Mail


@dataclass(frozen=True, slots=True)
class Link:
    """What one message answers: the messages directly above it, and the labelled ones they lead to."""

    parents: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


def link(mails: Mapping[str, Mail], labelled: Collection[str]) -> dict[str, Link]:
    """The link of every message; one that leads to no labelled message has none. The order is of no account.

    In-Reply-To speaks first; only if nothing it names leads anywhere, the nearest (last) of References does.
    """
    leading = _leading(mails, labelled)
    parents = {key: _parents(mail, leading) for key, mail in mails.items()}
    anchors = _anchors(parents, labelled)
    return {key: Link(parents[key], anchors[key]) if anchors[key] else Link() for key in mails}


def _leading(mails: Mapping[str, Mail], labelled: Collection[str]) -> set[str]:
    """The ids from which some chain of links ends at a labelled message, these included."""
    pairs = ((key, above) for key, mail in mails.items() for above in (*mail.in_reply_to, *mail.references))
    return _reached(_children(pairs), labelled)


def _parents(mail: Mail, leading: Collection[str]) -> tuple[str, ...]:
    direct = [each for each in mail.in_reply_to if each in leading and each != mail.message_id]
    nearest = [each for each in mail.references if each in leading and each != mail.message_id][-1:]
    return tuple(direct or nearest)


def _anchors(parents: Mapping[str, tuple[str, ...]], labelled: Collection[str]) -> dict[str, tuple[str, ...]]:
    """For every message the nearest labelled messages above it, sorted; a labelled one ends the way up."""
    children = _children((key, above) for key, each in parents.items() for above in each)
    found: dict[str, set[str]] = {key: set() for key in parents}
    for anchor in labelled:
        for key in _reached(children, [anchor], closed=labelled) - {anchor}:
            found[key].add(anchor)
    return {key: tuple(sorted(each)) for key, each in found.items()}


def _children(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    for key, above in pairs:
        children.setdefault(above, []).append(key)
    return children


def _reached(children: Mapping[str, list[str]], start: Collection[str], closed: Collection[str] = ()) -> set[str]:
    """Everything below the start, the start included; what is closed ends the walk, and so do circles."""
    seen, waiting = set(start), deque(start)
    while waiting:
        for key in children.get(waiting.popleft(), ()):
            if key not in seen:
                seen.add(key)
                waiting.extend(() if key in closed else [key])
    return seen

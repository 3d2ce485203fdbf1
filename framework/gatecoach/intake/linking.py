"""Which labelled mail a message answers, directly or through other messages of the thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from gatecoach.intake.headers import Mail

SHORTEST_INDEX = 22
"""So many bytes of a Thread-Index name the thread; each reply adds some of its own."""


@dataclass(frozen=True, slots=True)
class Link:
    """What one message answers: the messages directly above it, and the labelled ones they lead to.

    `header` names where the message says so: in-reply-to, references or thread-index.
    """

    parents: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    header: str = ""


def link(mails: Mapping[str, Mail], labelled: Collection[str]) -> dict[str, Link]:
    """The link of every message; one that leads to no labelled message has none. The order is of no account.

    In-Reply-To speaks first; only if nothing it names leads anywhere, the nearest (last) of References does. Where a
    mail has neither of them, the place in the thread that Outlook wrote into it leads to the message just above.
    """
    indexed = _indexed(mails)
    leading = _leading(mails, indexed, labelled)
    found = {key: _parents(mail, indexed, leading) for key, mail in mails.items()}
    anchors = _anchors({key: parents for key, (parents, _) in found.items()}, labelled)
    return {key: Link(found[key][0], anchors[key], found[key][1]) if anchors[key] else Link() for key in mails}


def _leading(mails: Mapping[str, Mail], indexed: Mapping[str, tuple[str, ...]], labelled: Collection[str]) -> set[str]:
    """The ids from which some chain of links ends at a labelled message, these included."""
    pairs = (
        (key, above)
        for key, mail in mails.items()
        for above in (*mail.in_reply_to, *mail.references, *indexed.get(key, ()))
    )
    return _reached(_children(pairs), labelled)


def _parents(
    mail: Mail, indexed: Mapping[str, tuple[str, ...]], leading: Collection[str]
) -> tuple[tuple[str, ...], str]:
    """The messages directly above one, and the header that names them."""
    direct = tuple(each for each in mail.in_reply_to if each in leading and each != mail.message_id)
    if direct:
        return direct, "in-reply-to"
    nearest = tuple(each for each in mail.references if each in leading and each != mail.message_id)[-1:]
    if nearest:
        return nearest, "references"
    by_index = tuple(each for each in indexed.get(mail.message_id, ()) if each in leading)
    return by_index, "thread-index" if by_index else ""


def _indexed(mails: Mapping[str, Mail]) -> dict[str, tuple[str, ...]]:
    """For each mail that names nothing above it, the mail whose place in the thread is the nearest above its own."""
    places: dict[bytes, list[str]] = {}
    for key, mail in mails.items():
        if mail.thread_index:
            places.setdefault(mail.thread_index, []).append(key)
    return {
        key: above
        for key, mail in mails.items()
        if mail.thread_index and not (mail.in_reply_to or mail.references) and (above := _above(mail, places))
    }


def _above(mail: Mail, places: Mapping[bytes, list[str]]) -> tuple[str, ...]:
    """The mails at the nearest place above, sorted; two at one place are both meant."""
    for length in range(len(mail.thread_index) - 1, SHORTEST_INDEX - 1, -1):
        found = places.get(mail.thread_index[:length])
        if found:
            return tuple(sorted(found))
    return ()


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

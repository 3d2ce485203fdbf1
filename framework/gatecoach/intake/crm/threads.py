"""What was done in one deal as evidence: who did it, who tells it, what it replies to, and so what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from gatecoach.facts import Evidence, Label
from gatecoach.intake.addresses import canonical
from gatecoach.intake.crm.context import SELLER, CrmContext
from gatecoach.intake.crm.ids import same
from gatecoach.intake.crm.pieces import Act, Place, instant
from gatecoach.intake.crm.rejects import Tally
from gatecoach.intake.newtext import new_text

DEEP = 50
"""How many messages a reply may be away from the one that says what it is."""


class Knows(Protocol):
    """Who knows people and tells what is wrong."""

    context: CrmContext
    tally: Tally

    def person(self, text: str) -> str:
        """The id of a user or person of the CRM."""

    def is_seller(self, person: str) -> bool:
        """Whether a person is one of ours."""

    def reject(self, place: Place, reason: str, value: str = "", column: str = "", *, whole: bool = True) -> None:
        """Tell and count what is not used of a row."""


@dataclass(frozen=True, slots=True)
class Made:
    """The evidence and the labels of one deal, oldest first."""

    evidence: tuple[Evidence, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """The deal that rows are about: its id, journey and owner, and the ids of its people by what the CRM calls them."""

    deal: str
    journey: str
    owner: str
    people: Mapping[str, str]


def evidence_of(knows: Knows, about: About, acts: Sequence[Act]) -> Made:
    """What these rows are."""
    if not acts:
        return Made()
    thread = _Thread(knows, about)
    thread.take(acts)
    return thread.made()


class _Thread:
    """The rows of one deal, each once, and the way up from each to what it replies to."""

    def __init__(self, knows: Knows, about: About) -> None:
        self.knows, self.context, self.about = knows, knows.context, about
        self.course = knows.context.courses[about.journey]
        self.labels = {each.message.strip("<>"): each.label for each in knows.context.labels}
        self.acts: dict[str, Act] = {}
        self.rows: dict[tuple[str, str], str] = {}
        self.up: dict[str, tuple[str, ...]] = {}

    def take(self, acts: Iterable[Act]) -> None:
        """Take rows in order of time; the same row again is no other one."""
        for act in sorted(acts, key=lambda each: (instant(each.at), each.row)):
            id_ = act.message or act.row
            first = self.acts.get(id_)
            if first is None:
                self.acts[id_] = self._typed(act)
                self.rows[act.section, act.row] = id_
            elif self._typed(act)[4:] == first[4:]:
                self.knows.tally.skip("duplicate")
            else:
                self.knows.reject(act.place, "two-items", id_)
        latest: dict[str, str] = {}
        for id_, act in self.acts.items():
            self.up[id_] = self._above(id_, act, latest.get(act.thread, ""))
            if act.thread and act.side in (SELLER, ""):
                latest[act.thread] = id_

    def _typed(self, act: Act) -> Act:
        """The row with what a label says its message is."""
        labelled = self.labels.get(act.message, "") if act.side in (SELLER, "") and act.message else ""
        return act._replace(what=labelled) if labelled in self.course.types else act

    def _above(self, id_: str, act: Act, latest: str) -> tuple[str, ...]:
        """What a row replies to: the row it names, else the messages, else the seller's latest of the thread."""
        row = self.rows.get((act.section, act.reply_row)) if act.reply_row else None
        if row is not None:
            return (row,)
        messages = tuple(each for each in act.replies if each in self.acts and each != id_)
        if messages or act.replies:
            return messages or act.replies
        return (latest,) if latest and act.side not in (SELLER, "") else ()

    def made(self) -> Made:
        """The evidence in order of time, with the untyped messages that its links lead through."""
        found: dict[str, Evidence] = {}
        labels: list[Label] = []
        for id_, act in self.acts.items():
            what = act.what or self._reply(act)
            if not what:
                continue
            if act.as_label:
                labels += self._label(act, what)
            else:
                for each in self._untyped(id_):
                    found.setdefault(each, self._item(each, None))
                found[id_] = self._item(id_, what)
        order = {id_: number for number, id_ in enumerate(self.acts)}
        return Made(tuple(found[id_] for id_ in sorted(found, key=order.__getitem__)), tuple(labels))

    def _label(self, act: Act, what: str) -> list[Label]:
        """The label that a row is; one without a message is none."""
        if not act.message:
            self.knows.reject(act.place, "no-message", act.row)
            return []
        return [Label(label=what, message=act.message, by=self._actor(act), at=act.at, subject=self.about.deal)]

    def _reply(self, act: Act) -> str:
        """What a reply of the customer is: the only type that answers what it hangs under; nothing otherwise."""
        if act.side in (SELLER, ""):
            self.knows.tally.skip("no-meaning")
            return ""
        anchors = self._anchors(act)
        types = sorted({down for up in anchors for down in self.course.answered_by.get(up, ())})
        if len(types) > 1:
            self.knows.reject(act.place, "several-types", ", ".join(types))
        elif not types:
            self.knows.tally.skip("nothing-answers" if anchors else "no-meaning")
        return types[0] if len(types) == 1 else ""

    def _anchors(self, act: Act) -> set[str]:
        """The types of the nearest messages above that have one."""
        return {self.acts[id_].what for id_ in self._walk(act.message or act.row) if self.acts[id_].what}

    def _untyped(self, id_: str) -> list[str]:
        return [each for each in self._walk(id_) if not self.acts[each].what]

    def _walk(self, id_: str) -> list[str]:
        """The rows above, up to the nearest on each way that says what it is; circles end."""
        seen: dict[str, None] = {}
        level = self.up[id_]
        for _ in range(DEEP):
            fresh = [each for each in level if each in self.acts and each not in seen and each != id_]
            seen.update(dict.fromkeys(fresh))
            level = tuple(up for each in fresh if not self.acts[each].what for up in self.up[each])
        return list(seen)

    def _item(self, id_: str, what: str | None) -> Evidence:
        act = self.acts[id_]
        return Evidence(
            id=id_,
            what=what,
            by=self._actor(act),
            at=act.at,
            source=self.context.source,
            told_by=self._teller(act),
            answers=self.up[id_],
            grade=self.context.grade if act.captured and act.side != "forwarded" else "asserted",
            fields=dict(act.fields),
            text=new_text(act.text) if act.captured else act.text,
            machine_sent=act.machine_sent,
        )

    def _actor(self, act: Act) -> str:
        """Who did it; where no row says so, the owner of the deal."""
        if not act.by:
            return self.about.owner or "unknown"
        address = canonical(act.by)
        part = self.about.people.get(address or self._key(act.by))
        if part is not None:
            return part
        person = self.knows.person(act.by)
        return address if person == act.by and address else person

    def _teller(self, act: Act) -> str | None:
        """Who says so: the source where it took the row in by itself, else the seller who typed it.

        Somebody who is none of our people gets a mark, so that no text in an export passes for a source or a customer.
        """
        if act.captured and act.side != "forwarded":
            return None
        typed = self.knows.person(act.teller) if act.teller else ""
        did = self._actor(act) if act.side in (SELLER, "") else ""
        teller = typed or did or self.about.owner
        return teller if self.knows.is_seller(teller) else f"{teller or 'somebody'} ({self.context.source})"

    def _key(self, id_: str) -> str:
        return same(id_, self.context.mapping.id_length)

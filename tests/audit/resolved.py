"""What an item is once resolved, case by case: a table that every executor is held to.

Live or why not, what it answers, how it was read, and whether it is somebody's last word.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from helpers import PEOPLE, date, day, got, read, sent, word

from gatecoach.facts import Person, Revocation


class Is(NamedTuple):
    """A resolved item: `state` is empty for a live one, `answers` names what it answers, `word` says that it speaks."""

    state: str = ""
    answers: str = ""
    sign: int | None = None
    word: bool = False


LIVE = Is()
TO_M1 = Is(answers="m1")
YES, NO = Is("", "m1", 1, word=True), Is("", "m1", -1, word=True)
TAKEN_BACK, OLD_YES = Is("", "m1", -1), Is("", "m1", 1)
OFFER = sent("m1", 5)
TWO = [OFFER, sent("m2", 6)]
HELD = {"fields": {"for-day": "2026-02-01"}}
NOON = day(9, 12)


def mail(id, *answers, at=7):
    """A mail of no type."""
    return got(id, at, None, "carl", answers=answers)


def back(id, by, at=20):
    """Somebody takes an item back."""
    return Revocation(id=f"k-{id}-{by}-{at}", revokes=id, by=by, at=day(at))


def chain(links):
    """An offer, so many mails under one another, and a reply to the last."""
    mails = [mail(f"x{number}", f"x{number - 1}" if number else "m1") for number in range(links)]
    return [OFFER, *mails, got("r1", 8, answers=[f"x{links - 1}"])]


def gone(name, left):
    """The people, one of whom leaves."""
    return [
        each if each.id != name else Person(id=name, side=each.side, roles=each.roles, left=left) for each in PEOPLE
    ]


CASES = {
    "an answer": ([OFFER, got("r1", 6)], {"m1": LIVE, "r1": TO_M1}),
    "an answer to nothing": ([got("r1", 6)], {"r1": LIVE}),
    "an answer to another type": ([sent("m1", 5, "booking", **HELD), got("r1", 6)], {"r1": LIVE}),
    "an answer to what came later": ([OFFER, got("r1", 4)], {"r1": LIVE}),
    "an answer at the very instant": ([OFFER, got("r1", 5)], {"r1": LIVE}),
    "an answer some time that day": ([OFFER, got("r1", date(5))], {"r1": TO_M1}),
    "an answer to some time that day": ([sent("m1", date(5)), got("r1", day(5, 1))], {"r1": TO_M1}),
    "an answer over a mail": ([OFFER, mail("x", "m1"), got("r1", 8, answers=["x"])], {"r1": TO_M1}),
    "two links, each with its own": ([*TWO, got("r1", 8, answers=["m1", "m2"])], {"r1": Is(answers="m1 m2")}),
    "two links to the same": ([OFFER, mail("x", "m1"), got("r1", 8, answers=["x", "m1"])], {"r1": TO_M1}),
    "equally near, the newer one": (
        [*TWO, mail("x", "m1", "m2"), got("r1", 8, answers=["x"])], {"r1": Is(answers="m2")},
    ),
    "equally near and new, the smaller id": (
        [OFFER, sent("m0", 5), mail("x", "m1", "m0"), got("r1", 8, answers=["x"])], {"r1": Is(answers="m0")},
    ),
    "the nearer one, though older": (
        [sent("m1", 3), sent("m2", 6), mail("x", "m2"), mail("y", "x", "m1"), got("r1", 8, answers=["y"])],
        {"r1": TO_M1},
    ),
    "eight links up": (chain(7), {"r1": TO_M1}),
    "nine links up": (chain(8), {"r1": LIVE}),
    "links in a circle": ([OFFER, mail("x", "y"), mail("y", "x"), got("r1", 8, answers=["x"])], {"r1": LIVE}),
    "a circle with a way out": (
        [OFFER, mail("x", "y"), mail("y", "x", "m1"), got("r1", 8, answers=["x"])], {"r1": TO_M1},
    ),
    "its own link": ([OFFER, got("r1", 8, answers=["r1", "m1"])], {"r1": TO_M1}),
    "an id in two sources, the own one": (
        [OFFER, sent("m1", 3, source="cal"), got("r1", 4, source="cal")], {"r1": TO_M1},
    ),
    "an id in two other sources": ([OFFER, sent("m1", 3, source="cal"), got("r1", 6, source=None)], {"r1": LIVE}),
    "an id in one other source": ([OFFER, got("r1", 6, source="cal")], {"r1": TO_M1}),
    "sent by a machine": ([OFFER, got("r1", 6, machine_sent=True)], {"r1": Is("machine-sent", "m1")}),
    "of a stranger": ([OFFER, got("r1", 6, by="nobody")], {"r1": Is("uninvited", "m1")}),
    "of a customer who has left": ([OFFER, got("r1", 6)], {"r1": Is("left", "m1"), "m1": LIVE}, gone("anna", day(50))),
    "of a customer who will leave": ([OFFER, got("r1", 6)], {"r1": TO_M1}, gone("anna", day(70))),
    "of a seller who has left": ([OFFER], {"m1": LIVE}, gone("rita", day(50))),
    "without a field": ([sent("b1", 5, "booking")], {"b1": Is("incomplete")}),
    "with a field that cannot be read": (
        [sent("b1", 5, "booking", fields={"for-day": "soon"})], {"b1": Is("incomplete")},
    ),
    "with its field": ([sent("b1", 5, "booking", **HELD)], {"b1": LIVE}),
    "the same twice": ([OFFER, got("r1", 6), got("r1", 6)], {"r1": TO_M1}),
    "the same, known at two times": ([OFFER, got("r1", 6, known=day(8)), got("r1", 6)], {"r1": TO_M1}),
    "copies that differ": ([OFFER, got("r1", 6), got("r1", 6, by="bea")], {"r1": Is("conflicting-copies", "m1")}),
    "a newer revision": ([OFFER, got("r1", 6), got("r1", 6, revision=1, by="nobody")], {"r1": Is("uninvited", "m1")}),
    "not known yet": ([OFFER, got("r1", 6, known=day(61))], {"m1": LIVE, "r1": None}),
    "not happened yet": ([OFFER, got("r1", 61)], {"r1": None}),
    "taken back by whoever did it": ([OFFER, got("r1", 6), back("r1", "anna")], {"r1": Is("revoked", "m1")}),
    "taken back by their side": ([OFFER, got("r1", 6), back("r1", "bea")], {"r1": Is("revoked", "m1")}),
    "taken back by its source": ([OFFER, got("r1", 6), back("r1", "imap")], {"r1": Is("revoked", "m1")}),
    "taken back by the other side": ([OFFER, got("r1", 6), back("r1", "rita")], {"r1": TO_M1}),
    "taken back by another source": ([OFFER, got("r1", 6), back("r1", "cal")], {"r1": TO_M1}),
    "taken back later on": ([OFFER, got("r1", 6), back("r1", "anna", 61)], {"r1": TO_M1}),
    "taken back, but sent by a machine": (
        [OFFER, got("r1", 6, machine_sent=True), back("r1", "imap")], {"r1": Is("machine-sent", "m1")},
    ),
    "replaced, with what answered it": (
        [OFFER, got("r1", 6), sent("m2", 7, replaces="m1")],
        {"m1": Is("answers-older-version"), "r1": Is("answers-older-version", "m1"), "m2": LIVE},
    ),
    "one of two answered is replaced": (
        [*TWO, got("r1", 8, answers=["m1", "m2"]), sent("m3", 9, replaces="m1")],
        {"m1": Is("answers-older-version"), "r1": Is(answers="m1 m2")},
    ),
    "replaced two links down": (
        [OFFER, *word("v1", "agrees", 6), sent("c1", 7, "record", answers=["v1"]), sent("m2", 8, replaces="m1")],
        {"v1": Is("answers-older-version", "m1", 1), "c1": Is("answers-older-version", "v1")},
    ),
    "replaced by the other side": ([OFFER, got("m2", 7, "offer", replaces="m1", answers=[])], {"m1": LIVE}),
    "replaced by another type": ([OFFER, sent("b1", 7, "booking", replaces="m1", **HELD)], {"m1": LIVE}),
    "replaced by what a machine sent": ([OFFER, sent("m2", 7, replaces="m1", machine_sent=True)], {"m1": LIVE}),
    "replaced by what is taken back": ([OFFER, sent("m2", 7, replaces="m1"), back("m2", "rita")], {"m1": LIVE}),
    "replaced by what nobody connected told": (
        [OFFER, sent("m2", 7, replaces="m1", source="box")], {"m1": LIVE, "m2": LIVE},
    ),
    "replaced by itself": ([sent("m1", 5, replaces="m1")], {"m1": LIVE}),
    "two that replace one another": (
        [sent("m1", 5, replaces="m2"), sent("m2", 6, replaces="m1")],
        {"m1": Is("answers-older-version"), "m2": Is("answers-older-version")},
    ),
    "a yes": ([OFFER, *word("v1", "agrees", 6)], {"v1": YES}),
    "a no": ([OFFER, *word("v1", "refuses", 6)], {"v1": NO}),
    "not read": ([OFFER, got("v1", 6, "verdict")], {"v1": TO_M1}),
    "read as something unheard of": ([OFFER, *word("v1", "dreams", 6)], {"v1": TO_M1}),
    "read by a stranger": ([OFFER, got("v1", 6, "verdict"), read("v1", "agrees", 6, "nobody")], {"v1": TO_M1}),
    "read by a source": ([OFFER, got("v1", 6, "verdict"), read("v1", "agrees", 6, "imap")], {"v1": YES}),
    "two unlike readings": ([OFFER, *word("v1", "refuses", 6), read("v1", "agrees", 8, "max")], {"v1": NO}),
    "two like readings": ([OFFER, *word("v1", "amends", 6), read("v1", "agrees", 8, "max")], {"v1": YES}),
    "its text does not say so": ([OFFER, *word("v1", "agrees", 6, text="Well.")], {"v1": TO_M1}),
    "its text says so": ([OFFER, *word("v1", "agrees", 6, text="Well …\nthen.")], {"v1": YES}),
    "a type without outcomes": ([OFFER, got("r1", 6), read("r1", "agrees", 6)], {"r1": TO_M1}),
    "a later yes takes a no back": (
        [OFFER, *word("v1", "refuses", 6), *word("v2", "agrees", 8)], {"v1": TAKEN_BACK, "v2": YES},
    ),
    "a later no takes a yes back": (
        [OFFER, *word("v1", "agrees", 6), *word("v2", "refuses", 8)], {"v1": OLD_YES, "v2": NO},
    ),
    "a yes and a no at one instant": (
        [OFFER, *word("v1", "agrees", 6), *word("v2", "refuses", 6)], {"v1": OLD_YES, "v2": NO},
    ),
    "a no some time that day": (
        [OFFER, *word("v1", "agrees", NOON), *word("v2", "refuses", NOON.date())], {"v1": OLD_YES, "v2": NO},
    ),
    "a yes some time that day": (
        [OFFER, *word("v1", "refuses", NOON), *word("v2", "agrees", NOON.date())], {"v1": NO, "v2": OLD_YES},
    ),
    "two later yeses": (
        [OFFER, *word("v1", "agrees", 6), *word("v2", "agrees", 8)], {"v1": OLD_YES, "v2": YES},
    ),
    "words of two people": (
        [OFFER, *word("v1", "refuses", 6), *word("v2", "agrees", 8, "bea")], {"v1": NO, "v2": YES},
    ),
    "words on two things": (
        [*TWO, *word("v1", "refuses", 7, answers=["m2"]), *word("v2", "agrees", 8)],
        {"v1": Is("", "m2", -1, word=True), "v2": YES},
    ),
    "a later yes on one of two things": (
        [*TWO, *word("v1", "refuses", 7, answers=["m1", "m2"]), *word("v2", "agrees", 8)],
        {"v1": Is("", "m1 m2", -1, word=True), "v2": YES},
    ),
    "a yes of the wrong role": (
        [OFFER, *word("v1", "refuses", 6), *word("v2", "agrees", 8, "carl")], {"v1": NO, "v2": OLD_YES},
    ),
    "a word long ago": ([OFFER, *word("v1", "agrees", dt.date(2026, 1, 6))], {"v1": YES}),
}  # fmt: skip
"""Name: the facts, what becomes of some items (nothing where there is none), and now and then other people."""

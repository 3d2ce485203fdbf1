"""The rules of mail, in their order, one function each: the first that has something to say decides.

A mail is not a meaning, and who may answer what is not asked here: role, side, time and reading are judged by the
gates, so that nothing that almost counts disappears. A rule only says what a message is, or that a person has to.
An item *under review* is kept and counts for no more than somebody's word until a person has looked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gatecoach.intake.cases import CUSTOMER, SELLER, Case
from gatecoach.intake.outcomes import Outcome
from gatecoach.intake.quoting import is_automatic, is_forward

CALENDAR_ANSWERS = frozenset({"REPLY", "COUNTER"})
"""Entries that answer an invitation: what they say stands in the calendar entry, whatever the text beside it is."""

CLOCKS_DIFFER = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one message becomes: outcome, rule, parameters of the sentence, and the item it makes, if any.

    `what` is the type of the item; untyped it only passes links on. `held` keeps it from counting for more than
    somebody's word; `machine` marks it as sent by a machine; `looked_at` says that a person decided about it.
    """

    outcome: Outcome
    rule: str
    params: Mapping[str, str]
    makes: bool = False
    what: str | None = None
    held: bool = False
    machine: bool = False
    looked_at: bool = False


Rule = Callable[[Case], Verdict | None]


def judged(case: Case) -> Verdict:
    """What this message becomes, by the first rule that says so; what a person set aside waits no longer."""
    verdict = next(each for rule in RULES if (each := rule(case)) is not None)
    if verdict.outcome == "review" and not verdict.makes and not case.chosen and case.reader:
        return Verdict("no", "set-aside", {"reader": case.reader})
    return verdict


def draft(case: Case) -> Verdict | None:
    """What was never sent is nobody's act."""
    return Verdict("no", "draft", {}) if case.mail.draft else None


def calendar(case: Case) -> Verdict | None:
    """Answers to invitations, and our own invitations if calendars are read, are left to calendar intake."""
    method = case.mail.calendar
    left = method in CALENDAR_ANSWERS or (case.batch.context.calendars and (case.ours or not case.link.anchors))
    return Verdict("no", "calendar", {"method": method}) if method and left else None


def labelled(case: Case) -> Verdict | None:
    """A mail of ours is what its one label says."""
    if not case.ours or not case.labels:
        return None
    if len(case.labels) > 1:
        return Verdict("review", "several-labels", {"label": ", ".join(case.labels)})
    what = case.labels[0]
    shared = several_deals(case)
    machine = bool(case.mail.automatic)
    if shared:
        return Verdict("review", shared.rule, shared.params, makes=True, what=what, held=True, machine=machine)
    return Verdict("evidence", "labelled", {"what": what, "by": case.by}, makes=True, what=what, machine=machine)


def foreign_label(case: Case) -> Verdict | None:
    """A label that cannot be right takes nothing away from the reply that a mail is."""
    if not case.labels or case.chosen:
        return None
    params = {"by": case.mail.sender, "label": ", ".join(case.labels)}
    if len({*case.labels} & {*case.types}) > 1:
        return Verdict("review", "several-labels", params)
    read_as = judged(Case(case.batch, case.mail, labelled=False))
    if not read_as.makes:
        return Verdict("review", "label-on-foreign-mail", params)
    kept = {"what": read_as.what, "held": read_as.held, "machine": read_as.machine}
    return Verdict("review", "label-on-reply", params, makes=True, **kept)  # type: ignore[arg-type]


def machine(case: Case) -> Verdict | None:
    """What a machine sent is kept as such where it is clear what it would answer, and is nothing elsewhere."""
    mark = case.mail.automatic
    if not mark:
        return None
    if not case.link.anchors or len(case.types) != 1:
        return Verdict("no", "automatic", {"mark": mark})
    return Verdict("evidence", "automatic", {**_said(case), "mark": mark}, makes=True, what=case.types[0], machine=True)


def quotes_us(case: Case) -> Verdict | None:
    """Quoting is a sign of answering and no link: a person says whether it is an answer, and to what."""
    if case.link.anchors or not case.quoted or not case.types:
        return None
    return _confirmed(case) or Verdict("review", "quoted-text", _said(case))


def outside(case: Case) -> Verdict | None:
    """What answers none of our labelled mails is no evidence, and a sign of contact if somebody of theirs wrote it."""
    if case.link.anchors:
        return None
    params = {"by": case.by}
    if case.ours:
        return Verdict("no", "seller-unlabelled", params)
    if case.side == CUSTOMER and case.mail.listed:
        return Verdict("no", "list", {**params, "mark": case.mail.listed})
    if case.side == CUSTOMER:
        known = case.person is not None
        return Verdict("contact", "no-link", params) if known else Verdict("review", "new-person", params)
    like = case.batch.people.looks_like(case.mail.sender)
    return Verdict("no", "look-alike", {**params, "like": like}) if like else Verdict("no", "unrelated", params)


def unanswerable(case: Case) -> Verdict | None:
    """A reply to something that nothing answers is a sign of contact; it passes links on."""
    return None if case.types else Verdict("contact", "nothing-answers-it", _said(case), makes=True)


def several_types(case: Case) -> Verdict | None:
    """Where several types could be meant a person says which."""
    if len(case.types) == 1 or case.chosen:
        return None
    return Verdict("review", "several-types", {**_said(case), "types": " and ".join(case.types)})


def our_reply(case: Case) -> Verdict | None:
    """Our own mail in the thread is a reply like any other: the gates say that it is the wrong side's."""
    return _reply(case) if case.ours else None


def forwarded(case: Case) -> Verdict | None:
    """Passing our mail on says nothing to us."""
    wordless = not case.mail.text.strip() and is_forward(case.mail.subject)
    return Verdict("no", "forwarded", _said(case)) if wordless else None


def direction(case: Case) -> Verdict | None:
    """A reply is addressed to us. What they write to each other is theirs; whom else it went to, a person says."""
    if SELLER in case.recipients or not case.batch.reaches_us:
        return None
    if case.recipients == {CUSTOMER}:
        return Verdict("no", "among-themselves", _said(case))
    return _confirmed(case) or _held(case, "not-to-us")


def several_deals(case: Case) -> Verdict | None:
    """One message does not serve two deals unseen."""
    message, deals = case.deals
    return _held(case, "two-deals", message=message, deals=", ".join(deals)) if deals else None


def confirmed(case: Case) -> Verdict | None:
    """A person looked at it and said what it is."""
    return _confirmed(case)


def in_the_future(case: Case) -> Verdict | None:
    """A date that is still to come was not written by a clock."""
    now = case.batch.context.now
    return _held(case, "future-date") if now is not None and case.mail.at > now + CLOCKS_DIFFER else None


def maybe_automatic(case: Case) -> Verdict | None:
    """A subject alone is no proof that a machine wrote it, and reason enough to look."""
    subject = case.mail.subject
    return _held(case, "maybe-automatic", machine=True, mark=subject[:80]) if is_automatic(subject) else None


def through_a_list(case: Case) -> Verdict | None:
    """A list may change the sender; what proves the origin all the same needs nobody."""
    listed = case.mail.listed
    return _held(case, "list", mark=listed) if listed and case.proof.grade == "asserted" else None


def doubtful(case: Case) -> Verdict | None:
    """A signature of the sender's own that does not fit, or fits all but the link."""
    return _held(case, case.proof.doubt) if case.proof.doubt else None


def wordless(case: Case) -> Verdict | None:
    """A reply without a word of its own says nothing that could be quoted; perhaps its attachment does."""
    return None if case.mail.text.strip() else _held(case, "no-new-text")


def reply(case: Case) -> Verdict | None:
    """Everything else that answers a labelled mail is evidence of the type that answers it, whoever sent it."""
    return _reply(case)


RULES: tuple[Rule, ...] = (
    draft,
    calendar,
    labelled,
    foreign_label,
    machine,
    quotes_us,
    outside,
    unanswerable,
    several_types,
    our_reply,
    forwarded,
    direction,
    several_deals,
    confirmed,
    in_the_future,
    maybe_automatic,
    through_a_list,
    doubtful,
    wordless,
    reply,
)
"""In this order; before them come the bounds, the headers that must be there, and the copies of one mail."""


def _said(case: Case) -> dict[str, str]:
    what = case.chosen or (case.types[0] if len(case.types) == 1 else "")
    return {"by": case.by, "answers": ", ".join(case.answers), "what": what}


def _reply(case: Case) -> Verdict:
    return Verdict("evidence", "reply", _said(case), makes=True, what=case.chosen or case.types[0])


def _confirmed(case: Case) -> Verdict | None:
    if not case.chosen:
        return None
    said = {**_said(case), "reader": case.reader}
    return Verdict("evidence", "confirmed", said, makes=True, what=case.chosen, looked_at=True)


def _held(case: Case, rule: str, *, machine: bool = False, **more: str) -> Verdict:
    """A reply that a person has to look at."""
    what = case.chosen or case.types[0] if case.types else None
    return Verdict("review", rule, {**_said(case), **more}, makes=True, what=what, held=True, machine=machine)

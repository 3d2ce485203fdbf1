"""The rules, in their order: what each entry becomes, and the facts it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gatecoach.facts import Evidence, Grade, Revocation, Statement
from gatecoach.intake.calendars.answers import Answer
from gatecoach.intake.calendars.context import CalendarContext
from gatecoach.intake.calendars.copies import is_genuine
from gatecoach.intake.calendars.entries import COUNTER, NOT_PEOPLE, Entry
from gatecoach.intake.calendars.invitations import MAX_ENTRIES, Invitations
from gatecoach.intake.calendars.making import ended, invitation, reading, reply
from gatecoach.intake.calendars.people import Directory
from gatecoach.intake.calendars.threads import Answered, Thread
from gatecoach.intake.outcomes import Outcome

DELEGATED = "DELEGATED"
ANSWERS = frozenset({"ACCEPTED", "DECLINED", "TENTATIVE", DELEGATED})
"""What a status may say; whatever else stands there says neither yes nor no."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one entry becomes: outcome, rule, parameters of the sentence, and what it makes."""

    outcome: Outcome
    rule: str
    params: Mapping[str, str]
    item: Evidence | None = None
    statement: Statement | None = None
    revocations: tuple[Revocation, ...] = ()
    answer: Answer | None = None

    @property
    def made(self) -> tuple[str, ...]:
        """The ids of the item and of what it takes back."""
        return (*((self.item.id,) if self.item else ()), *(each.id for each in self.revocations))


class Judge:
    """The rules over one batch."""

    def __init__(self, context: CalendarContext, people: Directory, invitations: Invitations) -> None:
        """Judge with what is known of the people and of our invitations."""
        self.context = context
        self.people = people
        self.invitations = invitations

    def verdict(self, entry: Entry) -> Verdict:
        """What this entry becomes."""
        verdict = self._answer(entry) if entry.is_answer else self._invitation(entry)
        reader = self.invitations.set_aside(entry) if verdict.outcome == "review" and not verdict.item else ""
        return Verdict("no", "set-aside", {**verdict.params, "reader": reader}) if reader else verdict

    def _invitation(self, entry: Entry) -> Verdict:
        """What the organizer says: invites, moves, changes words, cancels."""
        address, said = entry.organizer.address, self.said(entry)
        if not self.people.is_seller(address):
            labels = self.invitations.labels_of(entry)
            if labels:
                return Verdict("review", "label-on-foreign", {**said, "label": ", ".join(sorted(labels))})
            return self._unlinked(address, said, "their-invitation")
        if not is_genuine(entry, self.people):
            return self._by_another(entry)
        thread = self.invitations.thread(entry)
        if thread is None or not thread.labels:
            return Verdict("no", "seller-unlabelled", said)
        if len(thread.labels) > 1:
            return Verdict("review", "several-labels", {**said, "label": ", ".join(sorted(thread.labels))})
        return self._changed(entry, thread, {**said, "what": next(iter(thread.labels))})

    def _changed(self, entry: Entry, thread: Thread, said: dict[str, str]) -> Verdict:
        if self.invitations.is_crowded(entry):
            return self._crowded(entry)
        change = thread.changes[entry.id]
        revoked = tuple(ended(each, entry, said["by"]) for each in change.ended)
        if change.made is None:
            outcome: Outcome = "evidence" if change.rule in ("cancelled", "uninvited") else "no"
            return Verdict(outcome, change.rule, said, revocations=revoked)
        deals = self.invitations.deals(entry)
        at_most: Grade = "asserted" if deals else "proven"
        item = invitation(self.context, change.made, said["what"], said["by"], at_most=at_most)
        if deals:
            return Verdict("review", "two-deals", {**said, "deals": ", ".join(deals)}, item, revocations=revoked)
        return Verdict("evidence", change.rule, said, item, revocations=revoked)

    def _answer(self, entry: Entry) -> Verdict:
        """What an attendee says: whether it is about an invitation of ours, and theirs to give."""
        thread = self.invitations.thread(entry)
        if thread is None or not thread.labels:
            return self._elsewhere(entry)
        if not is_genuine(entry, self.people):
            return self._by_another(entry)
        if {entry.speaker.kind, *self.invitations.kinds(entry)} & NOT_PEOPLE:
            return Verdict("no", "not-a-person", self.said(entry))
        if self.invitations.is_crowded(entry):
            return self._crowded(entry)
        to = None if entry.later_too else thread.answered(entry)
        if to is not None:
            return self._invited(entry, to)
        return Verdict("review", "later-too" if entry.later_too else "unknown-version", self.said(entry))

    def _invited(self, entry: Entry, to: Answered) -> Verdict:
        """The answer of a guest, or of whom a guest passed the invitation on to; nobody else was asked."""
        said, address = self.said(entry), entry.speaker.address
        if said["by"] in to.version.invited:
            return self._guest(entry, to, said, "answer")
        by = self.invitations.passed_on(entry)
        if by is not None:
            return self._guest(entry, to, {**said, "delegator": by.actor}, "delegate", by.grade)
        known = self.people.knows(address) or self.people.is_new(address)
        return Verdict("contact" if known else "reject", "not-invited", said)

    def _guest(self, entry: Entry, to: Answered, said: dict[str, str], rule: str, at_most: Grade = "proven") -> Verdict:
        """The answer of somebody who was invited, as far as it says anything about the time we named."""
        spoken = Answer(entry, to, said["by"])
        word = COUNTER if entry.method == COUNTER else entry.speaker.answer
        said = {**said, "answer": word}
        if word == DELEGATED:
            return Verdict("review", "delegated", said, answer=spoken)
        if word != COUNTER and word not in ANSWERS:
            return Verdict("contact", "no-answer", said, answer=spoken)
        invited_to = to.version.request.start
        if word != COUNTER and not to.partly and entry.start and invited_to and entry.start.differs(invited_to):
            return Verdict("review", "other-time", said, answer=spoken)
        types, chosen = self.invitations.types(entry), self.invitations.chosen(entry)
        if chosen is not None:
            return self._read(spoken, {**said, "what": chosen.what, "reader": chosen.reader}, "confirmed", at_most)
        if len(types) != 1:
            said["types"] = ", ".join(types)
            none = Verdict("contact", "nothing-answers-it", said, answer=spoken)
            return Verdict("review", "several-types", said, answer=spoken) if types else none
        return self._read(spoken, {**said, "what": types[0]}, rule, at_most)

    def _read(self, spoken: Answer, said: dict[str, str], rule: str, at_most: Grade) -> Verdict:
        """The item of an answer, and how it reads; what its type could not tell from a yes is no item."""
        entry, to, what, word = spoken.entry, spoken.to, said["what"], said["answer"]
        may_be_read = self.context.has_outcomes(what)
        agrees = self.context.agrees(what, word) and not to.partly
        if not may_be_read and not agrees:
            return Verdict("review", "one-occurrence" if to.partly else "no-outcome", said, answer=spoken)
        held, why = self._held(entry, rule)
        item = reply(
            self.context, entry, to, what, said["by"], at_most="asserted" if held else at_most,
            looked_at=rule == "confirmed",
        )  # fmt: skip
        if entry.carrier and entry.carrier.automatic:
            return Verdict("evidence", "automatic", {**said, "mark": entry.carrier.automatic}, item)
        if held:
            return Verdict("review", held, {**said, **why}, item, answer=spoken)
        outcome = "" if to.partly else self.context.reading(what, word)
        statement = reading(self.context, item, entry, outcome) if outcome else None
        rule = "one-occurrence" if to.partly else "unread" if may_be_read and not outcome else rule
        return Verdict("evidence", rule, said, item, statement, answer=replace(spoken, agrees=agrees))

    def _held(self, entry: Entry, rule: str) -> tuple[str, dict[str, str]]:
        """Why an answer counts for no more than somebody's word until a person has looked at it; else nothing."""
        deals = self.invitations.deals(entry)
        if rule == "confirmed":
            return "", {}
        if deals:
            return "two-deals", {"deals": ", ".join(deals)}
        return (entry.carrier.doubt if entry.carrier else ""), {}

    def _elsewhere(self, entry: Entry) -> Verdict:
        """An answer to nothing that a label of ours names."""
        said = self.said(entry)
        if self.invitations.has_other_organizer(entry):
            return Verdict("review", "other-organizer", said)
        if self.invitations.is_only_labelled(entry):
            return Verdict("review", "invitation-not-here", said)
        address = entry.carrier.sender if entry.carrier else entry.speaker.address
        return self._unlinked(address, {**said, "by": self.people.actor(address)}, "no-link")

    def _unlinked(self, address: str, said: dict[str, str], rule: str) -> Verdict:
        if self.people.is_seller(address):
            return Verdict("no", "seller-unlabelled", said)
        if self.people.is_customer(address):
            return Verdict("contact", rule, said)
        if self.people.is_new(address):
            return Verdict("review", "new-person", said)
        like = self.people.looks_like(address)
        return Verdict("no", "look-alike", {**said, "like": like}) if like else Verdict("no", "unrelated", said)

    def _by_another(self, entry: Entry) -> Verdict:
        sender = entry.carrier.sender if entry.carrier else ""
        rule = "sent-on-behalf" if sender == entry.speaker.sent_by else "sent-by-another"
        return Verdict("review", rule, {**self.said(entry), "sender": sender})

    def _crowded(self, entry: Entry) -> Verdict:
        return Verdict("review", "too-many-entries", {**self.said(entry), "limit": str(MAX_ENTRIES)})

    def said(self, entry: Entry) -> dict[str, str]:
        """The parameters that every sentence may use."""
        return {
            "by": self.people.actor(entry.speaker.address) or "?",
            "meeting": (self.invitations.title(entry) or entry.title or entry.uid).partition("\n")[0][:60],
            "sequence": str(entry.sequence),
        }

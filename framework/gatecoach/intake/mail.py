"""Mails → evidence, and of every message what it became and why.

A mail is not a meaning: a *label* says what a message of ours is, and every reply to it becomes an item
of the type that answers this label, whoever sent it. Role, side, time and outcome are judged elsewhere,
so that nothing that almost counts disappears here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from gatecoach.facts import Evidence, Grade
from gatecoach.intake.cases import Batch, Case
from gatecoach.intake.context import MailContext
from gatecoach.intake.copies import Copies, sort_out
from gatecoach.intake.grading import Proof, proof_of
from gatecoach.intake.headers import Mail, read
from gatecoach.intake.outcomes import MailOutcome, RefusedError
from gatecoach.intake.rules import Verdict, judged
from gatecoach.intake.structure import MAX_BYTES

MAX_INSIDE = 3
"""How deep mails inside mails are judged for themselves."""


@dataclass(frozen=True, slots=True)
class MailIntake:
    """The evidence in order of time, and an outcome for every message in the order they were given.

    The id of an item of `evidence` is the Message-ID of its mail, its time that of the Date header, its text what the
    sender newly wrote, at most 200,000 characters. A mail inside another one has its own of the `outcomes` behind it,
    told apart by a number after the name. `mails` are the messages that were judged, by Message-ID, with their words.
    """

    evidence: tuple[Evidence, ...]
    outcomes: tuple[MailOutcome, ...]
    mails: Mapping[str, Mail]


def read_mail(messages: Iterable[tuple[str, bytes]], context: MailContext) -> MailIntake:
    """The evidence in these messages (file name, raw bytes); no message is left out, and none raises.

    The order of the messages changes neither the evidence nor what becomes of each. A mail of more than 25 MB, 64 kB
    of headers, 200 headers in one place, 200 addresses in a header, 500 parts or 20 parts inside each other is
    refused, as is one that does not name one sender, one date and one Message-ID; all of them in memory at a time.

    Raises:
        UsageError: signatures are to be checked and the extra `mail` is not installed.
    """
    inputs = [each for name, raw in messages for each in _read(name, raw)]
    copies = sort_out((each for each in inputs if isinstance(each, Mail)), lambda mail: _grade(mail, context))
    cases = _cases(Batch(context, copies.kept))
    verdicts = {key: judged(case) for key, case in cases.items()}
    items = {key: _item(cases[key], verdicts, cases) for key, verdict in verdicts.items() if verdict.makes}
    outcomes = [each if isinstance(each, MailOutcome) else _outcome(each, copies, verdicts, cases) for each in inputs]
    return MailIntake(tuple(items.values()), tuple(outcomes), copies.kept)


def _read(name: str, raw: bytes, depth: int = 0, budget: list[int] | None = None) -> Iterator[Mail | MailOutcome]:
    """The mail in these bytes and those inside it, or why it cannot be read."""
    left = [MAX_BYTES] if budget is None else budget
    try:
        mail = read(name, raw, inside=depth > 0)
    except RefusedError as refused:
        yield MailOutcome(name, "", "reject", refused.rule, refused.params)
        return
    yield mail
    for number, inner in enumerate(mail.attached if depth < MAX_INSIDE else (), start=1):
        left[0] -= len(inner)
        if left[0] < 0:
            yield MailOutcome(f"{name}/{number}", "", "reject", "too-large", {"limit": "25 MB"})
            return
        yield from _read(f"{name}/{number}", inner, depth + 1, left)


def _grade(mail: Mail, context: MailContext) -> Grade:
    """The grade of one of several copies."""
    return proof_of(mail, "in-reply-to" if mail.in_reply_to else "references", context.checks).grade


def _cases(batch: Batch) -> dict[str, Case]:
    in_time = sorted(batch.mails.values(), key=lambda mail: (mail.at, mail.message_id))
    return {mail.message_id: Case(batch, mail) for mail in in_time}


def _outcome(mail: Mail, copies: Copies, verdicts: Mapping[str, Verdict], cases: Mapping[str, Case]) -> MailOutcome:
    """What became of this very file: as judged, a second copy, or one of several with the same id."""
    key = mail.message_id
    first = copies.first.get(key)
    if first is None or mail.digest != first.digest:
        return MailOutcome(mail.name, key, "review", "same-id-other-content", {"id": key})
    if first is not mail:
        return MailOutcome(mail.name, key, "no", "duplicate", {"first": first.name})
    verdict = verdicts[key]
    made, proof = ((key,), _proof(cases[key], verdict).why) if verdict.makes else ((), "")
    return MailOutcome(mail.name, key, verdict.outcome, verdict.rule, verdict.params, made, proof)


def _item(case: Case, verdicts: Mapping[str, Verdict], cases: Mapping[str, Case]) -> Evidence:
    verdict = verdicts[case.mail.message_id]
    return Evidence(
        id=case.mail.message_id,
        what=verdict.what,
        by=case.by,
        at=case.mail.at,
        source=case.batch.context.source,
        answers=tuple(dict.fromkeys(_above(case, verdicts, cases))),
        grade=_proof(case, verdict).grade,
        text=case.mail.text,
        machine_sent=verdict.machine,
        revision=1 if verdict.looked_at else 0,
    )


def _proof(case: Case, verdict: Verdict) -> Proof:
    """How well it is proven; under review it is no more than somebody's word."""
    if verdict.held and case.proof.grade != "asserted":
        return Proof("asserted", "not-checked")
    return case.proof


def _above(case: Case, verdicts: Mapping[str, Verdict], cases: Mapping[str, Case]) -> Iterator[str]:
    """The items above it: a message between that makes none is passed over, so that the way up does not end there."""
    seen, waiting = {case.mail.message_id}, [*reversed(case.answers)]
    while waiting:
        each = waiting.pop()
        verdict = verdicts.get(each)
        if verdict is None or verdict.makes or each in case.batch.labelled:
            yield each
        elif each not in seen:
            seen.add(each)
            waiting.extend(reversed(cases[each].answers))

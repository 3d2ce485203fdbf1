"""The scenes of the recorded journals: a deal of Northwind Pumps, the talks about it, and people who are forgotten."""

from __future__ import annotations

import datetime as dt
import functools

from journals.retelling import FRAMEWORK, SECOND

from gatecoach.coaching import open_session
from gatecoach.facts import Claim, Evidence, FieldValue, Label, Person, Revocation, Statement, Waiver
from gatecoach.framework import load
from gatecoach.journal import new_stream
from gatecoach.journal.keeping import Shown, keep, kept_subject
from gatecoach.journal.names import stream_of
from gatecoach.journal.records import pin, placed, subject_moved
from gatecoach.journey import decide_subject
from gatecoach.subject import Subject

BERLIN = dt.timezone(dt.timedelta(hours=1))
PEOPLE = [
    Person(id="anna", side="customer", name="Anna Vance", roles=["key-stakeholder"], addresses=["anna@pumps.example"]),
    Person(id="bo", side="customer", name="Bo Lindt", addresses=["bo@pumps.example"]),
    Person(id="r.diaz", side="seller", name="Rosa Diaz", roles=["rep"], addresses=["rosa@line.example"]),
    Person(id="m.lee", side="seller", name="Mina Lee", roles=["manager"]),
]


def day(number):
    """A day of March 2026."""
    return dt.date(2026, 3, number)


def hour(number, of=6):
    """An hour of a day of that month."""
    return dt.datetime(2026, 3, of, number, tzinfo=BERLIN)


def mail(id, what, by, on, text="", *, answers=(), **known):
    """A mail as an item of evidence."""
    return Evidence(id=id, what=what, by=by, at=day(on), source="mail", text=text, answers=answers, **known)


FIRST = [
    mail("m1", "invitation-sent", "r.diaz", 1, "Sixty minutes on the stops of line 3?"),
    mail("m2", "invitation-answered", "anna", 2, "Yes: the stops cost me two shifts a month.", answers=["m1"],
         grade="observed"),
    Statement(id="s1", about="m2", outcome="accepts", quote="Yes", by="r.diaz", at=day(2)),
    mail("m3", "needs-review-sent", "r.diaz", 3, "What did I get wrong?"),
    mail("m4", "needs-review-answered", "bo", 4, "It looks fine to me.", answers=["m3"], grade="observed"),
    Claim(stage="solution-fit", at=day(5), by="r.diaz", reason="Bo said so."),
    FieldValue(field="amount", value="48000.50", at=day(5)),
]  # fmt: skip
LATER = [
    mail("m5", "needs-review-answered", "anna", 11, "Two are right. It is 20 hours, not 40.", answers=["m3"],
         grade="authentic"),
    Statement(id="s2", about="m5", outcome="clarifies", quote="20 hours, not 40", by="r.diaz", at=day(11)),
    Revocation(id="r1", revokes="m4", by="bo", at=day(12)),
    FieldValue(field="close-date", value="2026-05-01", at=day(12)),
]  # fmt: skip
LABELS = [Label(label="needs-review-sent", message="m3", by="r.diaz", at=day(3))]


@functools.cache
def framework():
    """The framework of all of them."""
    return load(FRAMEWORK)


def deal(*facts, id="006A"):
    """The deal with these facts."""
    return Subject(
        framework(), "opportunity", id,
        owner="r.diaz", people=PEOPLE, claimed="solution-fit", facts=facts, sources={"mail": "mail"},
        fields={"amount": "48000.50"},
    )  # fmt: skip


def shown(subject, at):
    """Both gates, shown to both."""
    gates = subject.course.gates
    return Shown([decide_subject(subject, gate, at) for gate in gates], to=["r.diaz", "m.lee"])


def keep_deal(journal, *, id="006A"):
    """The deal as it was known on the sixth: its facts, and what its gates said."""
    subject = deal(*FIRST, id=id)
    keep(journal, subject, at=hour(9), by="intake", labels=LABELS, shown=shown(subject, hour(9)))
    return subject


def opened(journal, kind, about, at, *, coach=("m.lee",)):
    """A talk, its opening kept."""
    session, events = open_session(
        framework(), kind, about=about, coach=coach, coachee="r.diaz", at=at, people=PEOPLE, stream=new_stream()
    )
    journal.append(session.stream, 0, events)
    return session


def said(journal, session, step):
    """The session after a step that was taken and kept."""
    assert step.refusal is None, step.refusal
    journal.append(session.stream, len(session.events), step.events)
    return step.session


def words(journal, session, *told):
    """Words, one after the other: what, by whom, on which day of the month, and text or fields.

    What may answer several items answers the newest one.
    """
    for what, by, on, text, *fields in told:
        at = hour(10, of=on) + dt.timedelta(minutes=len(session.events))
        say = functools.partial(session.record, what, by=by, at=at, text=text, fields=fields[0] if fields else None)
        step = say()
        if step.refusal is not None and step.refusal.code == "answers-what":
            step = say(answers=[step.refusal.params["items"][-1]])
        session = said(journal, session, step)
    return session


def plan(due=9):
    """A promise."""
    return {"activity": "Call Anna", "starts": "2026-03-07", "due": f"2026-03-{due:02}", "consequence": "Back"}


GAP = [
    ("preparation-written", "m.lee", 6, "What has Anna said?"),
    ("fact-told", "r.diaz", 6, "I sent the review."),
    ("fact-told", "m.lee", 6, "I see no reply of hers.\n«Größe: 40 h»"),
    ("customer-view-given", "r.diaz", 6, "She has not read it."),
    ("view-played-back", "m.lee", 6, "She has not read it?"),
    ("gap-asked", "m.lee", 6, "Who wrote back?"),
    ("gap-explained", "r.diaz", 6, "Only Bo."),
]
WAYS = [
    ("option-asked", "m.lee", 6, "What would help her?"),
    ("option-named", "r.diaz", 6, "I call her."),
    ("option-named", "r.diaz", 6, "I write one line."),
    ("commitment", "r.diaz", 6, "", plan()),
    ("plan-accepted", "m.lee", 6, "I accept it."),
    ("plan-confirmed", "r.diaz", 6, "I confirm."),
    ("plan-confirmed", "m.lee", 6, "I confirm, too."),
]
BOOKED = [
    ("follow-up-booked", "m.lee", 6, "", {"for-day": "2026-03-16"}),
    ("follow-up-accepted", "r.diaz", 6, "I will be there."),
]


def review(journal, about, *, back=False):
    """A gate review to its end; once it goes back to the facts, from where all is done again."""
    session = words(journal, opened(journal, "gate-review", about, hour(10)), *GAP)
    if back:
        step = session.back(
            "what-happened", by="m.lee", at=hour(10) + dt.timedelta(minutes=9), reason="We had the wrong mail."
        )
        session = words(journal, said(journal, session, step), *GAP[1:])
    return words(journal, session, *WAYS, *BOOKED)


def went_back(journal):
    """A gate review that goes back once, ends, and a deal whose gate opens later."""
    review(journal, keep_deal(journal), back=True)
    subject = deal(*FIRST, *LATER)
    keep(journal, subject, at=hour(9, of=16), by="intake", shown=shown(subject, hour(9, of=16)))


def never_waived(journal):
    """A never conversation about the promise of a review; its last gate is waived, and a gate of the deal as well."""
    earlier = review(journal, keep_deal(journal))
    session = words(
        journal, opened(journal, "never", earlier, hour(9, of=17)),
        ("commitment-missed", "m.lee", 17, "Anna was not called."), ("miss-confirmed", "r.diaz", 17, "Yes."),
        ("understanding-confirmed", "r.diaz", 17, "I was to call."),
        ("understanding-confirmed", "m.lee", 17, "I was to ask on the ninth."),
        ("commitment", "r.diaz", 17, "", {**plan(20), "starts": "2026-03-18"}),
        ("commitment", "m.lee", 17, "", {**plan(20), "starts": "2026-03-18", "activity": "Ask"}),
    )  # fmt: skip
    for answer in (each for each in session.subject.facts if getattr(each, "what", "") == "commitment"):
        step = session.record("consequence", by="r.diaz", at=hour(11, of=18), answers=[answer.id],
                              fields={"what-follows": "The deal goes back."})  # fmt: skip
        session = said(journal, session, step)
    for answer in (each for each in session.subject.facts if getattr(each, "what", "") == "consequence"):
        for by in ("r.diaz", "m.lee"):
            step = session.record("consequence-accepted", by=by, at=hour(12, of=18), answers=[answer.id], text="Yes.")
            session = said(journal, session, step)
    session = words(journal, session, ("summary-sent", "m.lee", 18, "All of it."),
                    ("summary-received", "r.diaz", 18, "Thanks."))  # fmt: skip
    step = session.waive("close.next-talk-booked", by="m.lee", reason="She is on leave.", until=day(31),
                         at=hour(15, of=18))  # fmt: skip
    said(journal, session, step)
    waived = Waiver(id="w1", requirement="needs-confirmed.needs-are-theirs", by="m.lee", at=day(18), until=day(25),
                    reason="Anna is away until the 25th.")  # fmt: skip
    subject = deal(*FIRST, waived)
    keep(journal, subject, at=hour(9, of=19), by="intake", shown=shown(subject, day(19)))


def forgotten(journal):
    """Bo is erased: his mail and every reading of it are gone from the deal, the talks are told as before.

    Then the manager of a second talk is erased, which nobody can tell again.
    """
    subject = keep_deal(journal)
    session = words(journal, opened(journal, "gate-review", subject, hour(10)), *GAP[:3])
    step = session.end("stopped", by="r.diaz", at=hour(11), reason="A call.")
    said(journal, session, step)
    journal.erase("bo", by="dpo", at=day(20), ground="request 7", also=["bo@pumps.example", "Bo "])
    manager = Person(id="k.ito", side="seller", name="Ken Ito", roles=["manager"])
    session, events = open_session(framework(), "gate-review", about=subject, coach="k.ito", coachee="r.diaz",
                                   at=hour(9, of=21), people=[*PEOPLE, manager], stream=new_stream())  # fmt: skip
    journal.append(session.stream, 0, events)
    words(journal, session, ("preparation-written", "k.ito", 21, "What has Anna said?"))
    journal.erase("k.ito", by="dpo", at=day(22), ground="request 8")


def moved(journal):
    """A deal that moves to a version in which two stages are called otherwise, and is decided under both."""
    keep_deal(journal)
    second, stream = load(SECOND), stream_of(journal, "opportunity", "006A")
    renames = {"stages": {"needs-analysis": "needs-built", "solution-fit": "fitting"}}
    record = subject_moved(pin(framework()), pin(second), "0" * 64, renames=renames, reason="Clearer names.")
    version = journal.version(stream)
    journal.append(stream, version, placed(stream, version, [record], at=hour(9, of=10), by="migrate"))
    subject = Subject(second, "opportunity", "006A", owner="r.diaz", people=PEOPLE, claimed="fitting", facts=LATER,
                      sources={"mail": "mail"}, fields={"amount": "48000.50"})  # fmt: skip
    keep(journal, subject, at=hour(9, of=16), by="intake")
    told = kept_subject(journal, second, "opportunity", "006A")
    keep(journal, told, at=hour(10, of=16), by="intake", shown=shown(told, hour(10, of=16)))


SCENES = {"went-back": went_back, "never-waived": never_waived, "forgotten": forgotten, "moved": moved}

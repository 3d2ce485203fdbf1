"""F05: it is not enough that the rep mailed the needs review; the key stakeholder must have mailed back.

The raw mails of the example, each case another choice of them, through intake and kernel.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatecoach import Statement, Status, Subject, decide, load, standing
from gatecoach.intake import MailContext, read_mail
from gatecoach.intake.records import read_facts, read_people

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "line-3-retrofit"
DEAL = "006SYN0000000001AA"
AT = dt.datetime(2026, 3, 20, 12, 0, tzinfo=dt.UTC)
SENT, AUTO, COLLEAGUE, LOOK_ALIKE, OWN, ANSWER = (
    "12-needs-review", "13-auto-reply", "14-colleague-answers", "16-look-alike", "17-own-follow-up",
    "18-needs-review-answered",
)  # fmt: skip
FRAMEWORK = load("first-deal")
PEOPLE = read_people((EXAMPLE / "people.yaml").read_bytes(), "people.yaml")
RECORDS = read_facts((EXAMPLE / "facts.yaml").read_bytes(), "facts.yaml", PEOPLE)


def raw(name):
    """The bytes of one mail of the example."""
    return (EXAMPLE / "mails" / f"{name}.eml").read_bytes()


def deal(*mails, statements=RECORDS.statements, fetched_by="connector"):
    """The deal as far as these mails tell it."""
    messages = [(name, raw(name)) if isinstance(name, str) else name for name in mails]
    trusted = frozenset({"mx.brightline.example"})
    context = MailContext(
        FRAMEWORK.answered_by(), PEOPLE, RECORDS.labels, fetched_by=fetched_by, trusted=trusted, subject=DEAL
    )
    subject = Subject(FRAMEWORK, "opportunity", DEAL, owner="r.diaz", people=PEOPLE, sources={"mail": "mail"})
    subject, rejected = subject.with_facts([*read_mail(messages, context).evidence, *statements])
    assert rejected == ()
    return subject


def customer_side(subject):
    """The customer's side of the one pair that matters here, and whether the gate passes."""
    decision = decide(subject, "needs-confirmed", AT)
    return decision.requirements[0].sides["customer"], decision.passes


EARLY = ("early", raw(ANSWER).replace(b"Date: Fri, 13 Mar 2026", b"Date: Sun, 01 Mar 2026"))
REJECTED = RECORDS.statements[1].model_copy(update={"id": "s", "outcome": "rejects", "quote": "not 20"})


@pytest.mark.requirement("F05")
@pytest.mark.parametrize(
    ("mails", "statements", "status", "codes"),
    [
        ([SENT], RECORDS.statements, "missing", []),
        ([SENT, COLLEAGUE], RECORDS.statements, "missing", ["wrong-role"]),
        ([SENT, AUTO], RECORDS.statements, "missing", ["machine-sent"]),
        ([SENT, EARLY], RECORDS.statements, "missing", ["before-what-it-answers"]),
        ([SENT, OWN], RECORDS.statements, "missing", ["wrong-side"]),
        ([SENT, LOOK_ALIKE], RECORDS.statements, "missing", ["uninvited"]),
        ([SENT, ANSWER], (), "missing", ["outcome-unread"]),
        ([SENT, ANSWER], (REJECTED,), "contested", ["outcome-against"]),
        ([SENT, ANSWER], RECORDS.statements, "met", []),
        ([ANSWER], RECORDS.statements, "missing", ["not-linked"]),
        ([SENT, AUTO, COLLEAGUE, LOOK_ALIKE, OWN], RECORDS.statements, "missing",
         ["machine-sent", "wrong-role", "uninvited", "wrong-side"]),
    ],
    ids=["mail only", "no role", "auto-reply", "before the mail", "own reply", "look-alike", "unread", "rejected",
         "proper", "reply without the mail", "all but the proper one"],
)  # fmt: skip
def test_each_blocked_reply_names_its_own_near_miss(mails, statements, status, codes):
    """Only the key stakeholder's own later reply, read as agreement, opens the gate; every other says why not."""
    side, passes = customer_side(deal(*mails, statements=statements))
    assert side.status == status
    assert [each.code for each in side.near_misses] == codes
    assert passes is (status == "met")


@pytest.mark.requirement("F05")
def test_the_same_mails_as_an_upload_prove_nothing():
    """A file somebody hands in stays asserted, and the customer's side asks for observed."""
    side, passes = customer_side(deal(SENT, ANSWER, fetched_by="upload"))
    assert (side.status, [each.code for each in side.near_misses], passes) == ("missing", ["grade-too-low"], False)


@pytest.mark.requirement("F06")
def test_a_clarification_opens_the_gate_and_leaves_one_task():
    """Correcting us is an answer; what they corrected must go into our record."""
    subject = deal("01-invitation", "02-invitation-answered", SENT, ANSWER)
    found = standing(subject, AT)
    assert found.verified == "solution-fit"
    assert [each.requirement for each in found.tasks] == ["corrections-taken"]


@pytest.mark.parametrize("quote", ["We buy it.", "", "  "])
def test_a_quote_that_is_not_in_the_reply_is_no_reading(quote):
    """A statement must quote the reply's own words; a made-up one, or none at all, leaves it unread."""
    made_up = RECORDS.statements[1].model_copy(update={"quote": quote})
    side, passes = customer_side(deal(SENT, ANSWER, statements=(made_up,)))
    assert ([each.code for each in side.near_misses], passes) == (["outcome-unread"], False)


@pytest.mark.requirement("F04")
def test_claiming_a_stage_changes_what_is_claimed_and_nothing_else():
    """The CRM may say what it likes: verified stays, and the gap names the gate."""
    subject = deal("01-invitation", "02-invitation-answered", SENT)
    before = standing(subject, AT)
    claimed, _ = subject.with_facts(_claims("solution-fit"))
    after = standing(claimed, AT)
    assert (before.verified, after.verified) == ("needs-analysis", "needs-analysis")
    assert (before.gap, after.gap, after.blocked) == ("unknown", 1, ("needs-confirmed",))


def _claims(stage):
    from gatecoach.facts import Claim  # noqa: PLC0415

    return [Claim(stage=stage, at=AT)]


SELLER_TYPES = [name for name, kind in FRAMEWORK.journeys["opportunity"].types.items() if "customer" not in kind.side]
NAMES = st.sampled_from(["r.diaz", "m.lee", "nobody"])


@st.composite
def seller_items(draw):
    """Any evidence of the seller's types, by anybody of the seller's, told by anybody, of any grade, linked anyhow."""
    from gatecoach import Evidence  # noqa: PLC0415

    items = []
    for number in range(draw(st.integers(0, 8))):
        day = draw(st.integers(1, 28))
        items.append(
            Evidence(
                id=f"e{number}",
                what=draw(st.sampled_from([*SELLER_TYPES, "needs-review-answered", "invitation-answered"])),
                by=draw(NAMES),
                at=dt.datetime(2026, 3, day, tzinfo=dt.UTC),
                source=draw(st.sampled_from(["mail", "elsewhere", None])),
                told_by=draw(st.one_of(st.none(), NAMES)),
                grade=draw(st.sampled_from(["asserted", "observed", "authentic", "proven"])),
                answers=draw(st.lists(st.sampled_from([f"e{n}" for n in range(8)]), max_size=2)),
            )
        )
        if draw(st.booleans()):
            outcome = draw(st.sampled_from(["confirms", "clarifies", "accepts"]))
            items.append(Statement(id=f"s{number}", about=f"e{number}", outcome=outcome, quote="…", by="r.diaz", at=AT))
    return items


@pytest.mark.requirement("F03")
@given(seller_items())
def test_whatever_the_seller_does_alone_no_gate_of_the_deal_opens(items):
    """Every seller type given, nothing of the customer: no gate passes."""
    subject = Subject(FRAMEWORK, "opportunity", DEAL, people=PEOPLE, sources={"mail": "mail"})
    subject, _ = subject.with_facts(items)
    found = standing(subject, AT)
    assert [name for name, each in found.decisions.items() if each.passes] == []
    assert found.verified == "discovery"
    assert Status.MET not in {side for each in found.decisions.values() for side in _customer(each)}


def _customer(decision):
    return [each.sides["customer"].status for each in decision.requirements if "customer" in each.sides]

"""What waits for a person, whose words are shown, and that the rows of a decision settle it."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from gatecoach.definition import EvidenceDef
from gatecoach.errors import UsageError
from gatecoach.facts import Label, Statement
from gatecoach.intake import read_mail
from gatecoach.intake.review import KINDS, waiting

NOW = dt.datetime(2026, 3, 4, tzinfo=dt.UTC)
OUTCOMES = {"for": ["confirms", "clarifies"], "against": ["rejects"]}
TYPES = {
    "review-answered": EvidenceDef.model_validate(
        {"side": "customer", "by": ["key-stakeholder"], "outcomes": OUTCOMES}
    ),
    "told": EvidenceDef.model_validate({"side": "customer"}),
    "declined": EvidenceDef.model_validate({"side": "customer", "outcomes": {"for": ["later"]}}),
}
ALONE = {"In-Reply-To": None}


@pytest.fixture
def waits(mail, context):
    """What waits in these mails (changes to the usual one); each has an id of its own."""

    def look(*changes, statements=(), **changed):
        mails = [
            (f"{n}", mail({"Message-ID": f"<m{n}@pumps.example>", **each}, body=f"Words of {n}.\n> ours\n"))
            for n, each in enumerate(changes)
        ]
        known = context(**changed)
        return waiting(read_mail(mails, known), known, TYPES, statements)

    return look


def test_nothing_waits_where_everything_is_clear(waits):
    """Contacts, machines, strangers and our own mails ask nobody."""
    assert (
        waits(ALONE, {"Auto-Submitted": "auto-replied"}, {"From": "who@else.example"}, {"From": "rosa@bright.example"})
        == ()
    )


def test_an_unread_answer_waits_with_its_own_words(waits):
    """What it quotes is not shown; the outcomes of its type are the choices."""
    (found,) = waits({"Subject": "Re: Line 3"})
    assert (found.kind, found.message, found.by, found.text) == ("outcome", "m0@pumps.example", "anna", "Words of 0.")
    assert (found.choices, found.subject, found.name) == (("confirms", "clarifies", "rejects"), "Re: Line 3", "0")


def test_whoever_may_not_say_it_is_not_read(waits, context):
    """A reading of a colleague without the role would change nothing."""
    people = tuple(each.model_copy(update={"roles": ()}) if each.id == "anna" else each for each in context().people)
    assert waits({}, people=people) == ()


def test_a_reading_settles_it(waits):
    """The row rests on words that stand there; what was read waits no longer."""
    (found,) = waits({})
    made = found.statement("confirms", "words of  0".replace("words", "Words"), by="rosa", at=NOW)
    assert (made.about, made.outcome, made.by, made.at) == ("m0@pumps.example", "confirms", "rosa", NOW)
    assert waits({}, statements=[made]) == ()


@pytest.mark.parametrize(
    ("outcome", "quote", "code"),
    [
        ("confirms", "ours", "not-quoted"),
        ("confirms", "words of 0", "not-quoted"),
        ("confirms", " ", "not-quoted"),
        ("agrees", "Words", "no-such-choice"),
    ],
)
def test_a_reading_without_its_words_is_refused(waits, outcome, quote, code):
    """Quoted lines, other words, none at all, another outcome: each with a next step."""
    with pytest.raises(UsageError) as refused:
        waits({})[0].statement(outcome, quote, by="rosa", at=NOW)
    assert refused.value.code == code
    assert refused.value.help


def test_what_could_be_several_things_waits_for_one(waits, context):
    """The label of the type settles it, and the item waits to be read if that type has outcomes."""
    (found,) = waits({"In-Reply-To": "<a1@bright.example>"})
    assert (found.kind, found.choices) == ("what", ("declined", "told"))
    assert found.why.startswith("please look: ")
    labels = found.label("declined", by="rosa", at=NOW)
    assert [(each.label, each.message, each.by) for each in labels] == [("declined", "m0@pumps.example", "rosa")]
    (then,) = waits({"In-Reply-To": "<a1@bright.example>"}, labels=(*context().labels, *labels))
    assert (then.kind, then.choices) == ("outcome", ("later",))


def test_what_is_set_aside_waits_no_longer(waits, context):
    """By a label that says that it is nothing."""
    (found,) = waits({"In-Reply-To": "<a1@bright.example>"})
    aside = found.label("none", by="rosa", at=NOW)
    assert waits({"In-Reply-To": "<a1@bright.example>"}, labels=(*context().labels, *aside)) == ()


@pytest.mark.parametrize(("what", "code"), [("noted", "no-such-choice"), ("confirms", "no-such-choice")])
def test_a_message_becomes_only_what_it_can_be(waits, what, code):
    """Nobody makes an answer out of something else."""
    with pytest.raises(UsageError) as refused:
        waits({"In-Reply-To": "<a1@bright.example>"})[0].label(what, by="rosa", at=NOW)
    assert refused.value.code == code


def test_an_answer_under_review_waits_for_its_type_and_then_to_be_read(waits, context):
    """Both are asked at once: whether it is an answer, and how it is meant."""
    mails = ({"Subject": "Automatic reply: Line 3"}, {"List-Id": "<l.example>"})
    first, second, third = waits(*mails)
    assert [(each.kind, each.message) for each in (first, second, third)] == [
        ("what", "m0@pumps.example"), ("what", "m1@pumps.example"), ("outcome", "m1@pumps.example"),
    ]  # fmt: skip
    labels = (*first.label("review-answered", by="rosa", at=NOW), *second.label("review-answered", by="rosa", at=NOW))
    assert [each.kind for each in waits(*mails, labels=(*context().labels, *labels))] == ["outcome", "outcome"]


def test_a_new_person_is_asked_about_once(waits, context):
    """With everything they wrote, answers too; the newest words are shown. An automatic answer asks for nobody."""
    new = {"From": "New One <new@eu.pumps.example>"}
    later = {**new, "Date": "Wed, 4 Mar 2026 09:00:00 +0100"}
    (found,) = waits(later, {**new, **ALONE}, {**new, "Auto-Submitted": "auto-replied"})
    assert (found.kind, found.by, found.text) == ("person", "new@eu.pumps.example", "Words of 0.")
    assert found.messages == ("m1@pumps.example", "m0@pumps.example")
    person = found.person("nora", name="Nora New", roles=["key-stakeholder"])
    assert (person.side, person.addresses) == ("customer", ("new@eu.pumps.example",))
    assert [each.kind for each in waits(later, {**new, **ALONE}, people=(*context().people, person))] == ["outcome"]
    aside = found.label("none", by="rosa", at=NOW)
    assert waits(later, {**new, **ALONE}, labels=(*context().labels, *aside)) == ()


def test_a_look_alike_is_never_offered_as_a_person(waits):
    """Nor is a stranger."""
    assert (
        waits({"From": "anna@purnps.example"}, {**ALONE, "From": "anna@pump.example"}, {"From": "a@else.example"}) == ()
    )


def test_a_person_comes_before_what_they_say(waits):
    """Who somebody is decides what else is asked."""
    found = waits({"In-Reply-To": "<a1@bright.example>"}, {}, {"From": "new@pumps.example"})
    assert [each.kind for each in found] == ["person", "what", "outcome"]


def test_what_contradicts_itself_has_no_choice(waits, mail, context):
    """Two mails of one id, two labels on one mail: the rows have to be put right, and nothing else helps."""
    labels = (*context().labels, Label(label="asked", message="s1@bright.example", by="rosa", at=NOW))
    ours = {"From": "rosa@bright.example", "In-Reply-To": None, "Message-ID": "<s1@bright.example>"}
    same = {"Message-ID": "<r1@pumps.example>"}
    known = context(labels=labels)
    mails = [("a", mail(ours)), ("b", mail(same, body="Yes.")), ("c", mail(same, body="No."))]
    found = waiting(read_mail(mails, known), known, TYPES)
    assert {(each.kind, each.name, each.choices) for each in found} == {
        ("look", "a", ()),
        ("look", "b", ()),
        ("look", "c", ()),
    }
    assert [each.text for each in found if each.name != "a"] == ["", ""]
    with pytest.raises(UsageError, match="look"):
        found[0].label("none", by="rosa", at=NOW)


def test_a_decision_belongs_to_the_deal_of_the_mail_it_answers(waits, context):
    """The label names the deal, so that another deal does not see it; with several deals it names none."""

    def deals(*names):
        given = (Label(label="asked", message="a1@bright.example", by="rosa", at=NOW, subject=each) for each in names)
        return tuple(each for each in context().labels if each.message != "a1@bright.example") + tuple(given)

    for names, deal in ((("006A",), "006A"), ((), "")):
        found = waits({"In-Reply-To": "<a1@bright.example>"}, labels=deals(*(names or ("",))))
        assert found[0].label("told", by="rosa", at=NOW)[0].subject == deal
    found = waits({"In-Reply-To": "<a1@bright.example>"}, labels=deals("006A"), subject="006A")
    assert found[0].label("told", by="rosa", at=NOW)[0].subject == "006A"


def test_each_kind_takes_its_own_decision_only(waits):
    """A person is no reading, a reading no type."""
    person, what, outcome = waits({"In-Reply-To": "<a1@bright.example>"}, {}, {"From": "new@pumps.example"})
    for wrong in (
        lambda: person.statement("confirms", "Words", by="rosa", at=NOW),
        lambda: what.statement("confirms", "Words", by="rosa", at=NOW),
        lambda: what.person("nora"),
        lambda: outcome.label("review-answered", by="rosa", at=NOW),
    ):
        with pytest.raises(UsageError) as refused:
            wrong()
        assert refused.value.code == "other-decision"


def test_the_order_is_the_same_whichever_way_the_mails_came(mail, context):
    """By kind, then by time."""
    mails = [
        (f"{n}", mail({"Message-ID": f"<m{n}>", "Date": f"Tue, {n + 1} Mar 2026 09:00:00 +0100"})) for n in range(4)
    ]
    known = context()
    there = waiting(read_mail(mails, known), known, TYPES)
    back = waiting(read_mail(mails[::-1], known), known, TYPES)
    assert there == back
    assert [each.message for each in there] == ["m0", "m1", "m2", "m3"]
    assert [each.kind for each in there] == sorted((each.kind for each in there), key=KINDS.index)


def test_readings_by_two_people_are_two_rows(waits):
    """The same reading by one person is the same row."""
    (found,) = waits({})
    ids = {found.statement("confirms", "Words", by=by, at=NOW).id for by in ("rosa", "mina", "rosa")}
    assert len(ids) == 2
    assert all(isinstance(each, Statement) for each in [found.statement("rejects", "Words", by="rosa", at=NOW)])
    assert dataclasses.is_dataclass(found)

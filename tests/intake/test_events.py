"""CloudEvents as facts of deals: what is taken, what is the same again, and what is no event at all."""

from __future__ import annotations

import base64
import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake.exports import PEOPLE, context, framework, own

import gatecoach as gc
from gatecoach.facts import Claim, Evidence, Statement
from gatecoach.intake.crm import Tally
from gatecoach.intake.events import SENTENCES, read_events, stream_events

MAPPING = own("""
stages: {Early: none}
events:
  mail.received:
    deal: {column: subject, of: deal}
    what: review-answered
    id: data.message
    by: data.from
    answers: {column: data.answers, optional: true}
    text: data.text
    captured: true
    drop: {data.folder: spam}
  review.sent:
    deal: data.deal
    what: {column: data.kind, values: {Review: review-sent}}
    by: data.by
    entered-by: data.by
    at: data.day
    fields: {pages: data.pages}
  stage.changed: {deal: data.deal, stage: data.stage, by: data.by}
  review.read:
    deal: data.deal
    about: data.message
    outcome: {column: data.says, values: {yes: confirms}}
    quote: data.quote
    by: data.by
""")
NOON = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
MAIL = {"from": "anna@pumps.example", "message": "<r@pumps.example>", "answers": "<m@bright.example>", "text": "Right."}


def event(**changed):
    """An event of a mail, changed as wanted; None leaves an attribute out."""
    usual = {"specversion": "1.0", "id": "e1", "source": "/bus", "type": "mail.received", "subject": "deal/1",
             "time": "2026-03-03T12:00:00Z", "data": MAIL}  # fmt: skip
    return {key: value for key, value in (usual | changed).items() if value is not None}


def sent(**data):
    """An event of a review that a seller sent."""
    usual = {"deal": "1", "kind": "Review", "by": "rosa@bright.example", "day": "2026-03-02", "pages": 3}
    return event(type="review.sent", subject=None, data=usual | data)


def moved(**data):
    """An event of a stage that changed."""
    return event(type="stage.changed", data={"deal": "1", "stage": "Proposal", "by": "rosa@bright.example"} | data)


def reading(**data):
    """An event of a seller who read a mail."""
    usual = {"deal": "1", "message": "<r@pumps.example>", "says": "yes", "quote": "Right.", "by": "rosa@bright.example"}
    return event(type="review.read", data=usual | data)


def take(*events, seen=None, raw=None, **known):
    """The intake of one file with these events: alone, or as a batch."""
    data = raw if raw is not None else json.dumps(events[0] if len(events) == 1 else events).encode()
    return read_events([("events.json", data)], context(MAPPING, **known), seen)


def rules(intake):
    """Outcome and rule of each event."""
    return [(each.outcome, each.rule) for each in intake.outcomes]


def test_a_mail_that_was_received_is_evidence_of_its_source():
    """Deal, type, actor, link and text stand where the mapping says; the source of the event tells it."""
    intake = take(event(), grade="observed")
    assert intake.facts == {
        "1": (
            Evidence(id="r@pumps.example", what="review-answered", by="anna", at=NOON, source="/bus", grade="observed",
                     answers=("m@bright.example",), text="Right."),
        )
    }  # fmt: skip
    assert intake.outcomes[0].text() == "evidence review-answered by anna in 1."


def test_what_a_seller_typed_is_told_by_the_seller():
    """Whatever the source; the day of the deed is not the time of the event, which is when it came to be known."""
    (item,) = take(sent(), grade="observed").facts["1"]
    assert (item.by, item.told_by, item.grade, item.fields) == ("rosa", "rosa", "asserted", {"pages": "3"})
    assert (item.at, item.known) == (dt.date(2026, 3, 2), NOON)


@pytest.mark.parametrize(
    ("by", "teller"),
    [("anna@pumps.example", "anna (own)"), ("/bus", "/bus (own)"), ("who@else.example", "who@else.example (own)")],
)
def test_nobody_but_a_seller_tells_what_was_typed(by, teller):
    """Neither a customer's name nor that of a source in the data makes it told by them."""
    (item,) = take(sent(by=by)).facts["1"]
    assert item.told_by == teller


def test_a_stage_that_changed_is_a_claim():
    """From the time of the event on, by who moved it; a stage that is none of ours is nothing."""
    assert take(moved()).facts == {"1": (Claim(stage="proposal", at=NOON, by="rosa"),)}
    assert rules(take(moved(stage="early"))) == [("no", "no-stage-of-ours")]


def test_a_reading_is_a_statement():
    """With its quote, by a reader whom the host knows; anybody else gets a mark and passes for no source."""
    (item,) = take(reading()).facts["1"]
    assert item == Statement(
        id="/bus e1", about="r@pumps.example", outcome="confirms", quote="Right.", by="rosa", at=NOON
    )
    assert take(reading(by="/bus")).facts["1"][0].by == "/bus (own)"


def test_the_facts_open_the_gate():
    """The whole way: three events, a subject, a decision."""
    mail = event(data=MAIL | {"answers": "e2"})
    intake = take(sent() | {"id": "e2"}, mail, reading() | {"id": "e3"}, grade="observed")
    loaded = framework(MAPPING)
    deal = gc.Subject(loaded, "opportunity", "1", people=PEOPLE, sources={"/bus": "mail"})
    deal, refused = deal.with_facts(intake.facts["1"])
    assert refused == ()
    assert gc.decide(deal, "needs-confirmed", at=dt.date(2026, 3, 5)).passes


def test_the_same_event_again_changes_nothing():
    """In one batch, in another file, in a later run; the order of its attributes is of no account."""
    seen = {}
    turned = dict(reversed(event().items()))
    assert rules(take(event(), turned, seen=seen)) == [("evidence", "evidence"), ("no", "duplicate")]
    again = take(event(), seen=seen)
    assert (rules(again), again.facts) == ([("no", "duplicate")], {})
    assert list(seen) == [("/bus", "e1")]


def test_the_same_name_with_another_content_is_told_and_not_used():
    """The first one holds; another source may use the same id."""
    other = event(data=MAIL | {"text": "Wrong."})
    intake = take(event(), other, other | {"source": "/other"})
    assert rules(intake) == [("evidence", "evidence"), ("review", "same-id-other-content"), ("evidence", "evidence")]
    assert [each.text for each in intake.facts["1"]] == ["Right.", "Wrong."]


def test_an_event_that_could_not_be_used_may_come_again():
    """Once the mapping knows its type, or the sender has mended it, it is taken."""
    seen = {}
    assert rules(take(event(type="mail.recieved"), seen=seen)) == [("review", "unknown-type")]
    assert rules(take(event(data={}), seen=seen)) == [("reject", "unusable")]
    assert seen == {}
    assert rules(take(event(), seen=seen)) == [("evidence", "evidence")]


def test_an_unknown_type_names_the_nearest_one():
    """It is left to a person, and nothing is made of it."""
    (outcome,) = take(event(type="mail.recieved")).outcomes
    assert outcome.text() == 'please look: the mapping has no event mail.recieved. did you mean "mail.received"?'
    assert outcome.fact is None


NO_EVENTS = {
    "no object": (7, "not-an-event", ""),
    "a list": ([], "not-an-event", ""),
    "no version": (event(specversion=None), "no-attribute", "specversion"),
    "another version": (event(specversion="0.3"), "other-version", "0.3"),
    "no id": (event(id=None), "no-attribute", "id"),
    "an empty id": (event(id=" "), "no-attribute", "id"),
    "a number for an id": (event(id=7), "no-attribute", "id"),
    "half a sign in an id": (event(id="a\ud800"), "no-attribute", "id"),
    "an endless id": (event(id="x" * 5000), "no-attribute", "id"),
    "no source": (event(source=""), "no-attribute", "source"),
    "no type": (event(type=None), "no-attribute", "type"),
    "two kinds of data": (event(data_base64="e30="), "two-data", ""),
    "data that are no base64": (event(data=None, data_base64="%"), "bad-data", ""),
    "data that are no text": (event(data=None, data_base64=7), "bad-data", ""),
    "data that are no JSON": (event(data=None, data_base64="eA=="), "bad-data", ""),
    "data of another kind": (event(data=None, data_base64="e30=", datacontenttype="image/png"), "bad-data", ""),
}


@pytest.mark.parametrize(("what", "rule", "word"), NO_EVENTS.values(), ids=NO_EVENTS)
def test_what_is_no_event_is_rejected_and_the_others_are_taken(what, rule, word):
    """Each has its rule, and the batch goes on."""
    intake = take(what, event())
    assert rules(intake) == [("reject", rule), ("evidence", "evidence")]
    assert word in intake.outcomes[0].text()


UNUSABLE = {
    "no deal": (event(subject=None), "no-deal"),
    "nobody": (event(data=MAIL | {"from": ""}), "no-person"),
    "no time": (event(time=None), "no-time"),
    "a time without a zone": (event(time="2026-03-03T12:00:00"), "naive-time"),
    "a day for a time": (event(time="2026-03-03"), "bad-time"),
    "a number for a time": (event(time=1772539200), "bad-time"),
    "a time of other days": (event(time="9999-12-31T00:00:00Z"), "far-time"),
    "a day that is none": (sent(day="soon"), "bad-time"),
    "an unknown stage": (moved(stage="Propsal"), "unknown-stage"),
    "no stage": (moved(stage=None), "no-stage"),
    "an unknown outcome": (reading(says="perhaps"), "bad-value"),
    "no quote": (reading(quote=""), "needed"),
    "nobody who typed it": (sent(by=""), "no-person"),
    "a list for a text": (event(data=MAIL | {"from": ["a", "b"]}), "no-text"),
    "no data": (event(data=None), "no-person"),
    "data that are text": (event(data="hello"), "no-person"),
}


@pytest.mark.parametrize(("what", "reason"), UNUSABLE.values(), ids=UNUSABLE)
def test_an_event_that_lacks_what_the_mapping_needs_is_rejected_with_the_reason(what, reason):
    """The reasons are those of exports."""
    (outcome,) = take(what).outcomes
    assert (outcome.outcome, outcome.rule, outcome.params["reason"]) == ("reject", "unusable", reason)
    assert outcome.text().startswith("not used: ")


@pytest.mark.parametrize(
    ("what", "rule"),
    [
        (event(subject="lead/1"), "other-record"),
        (event(data=MAIL | {"folder": "Spam"}), "dropped"),
        (sent(kind="Lunch"), "no-meaning"),
    ],
)
def test_an_event_that_is_not_meant_is_nothing(what, rule):
    """No mistake, and taken once."""
    assert rules(take(what, what)) == [("no", rule), ("no", "duplicate")]


def test_a_cell_that_an_event_can_do_without_is_told():
    """The event is used."""
    intake = take(sent(pages="many"))
    assert rules(intake) == [("evidence", "evidence")]
    assert [(each.reason, each.column) for each in intake.rejects] == [("bad-number", "data.pages")]
    assert len(intake.findings) == 1


def test_data_may_be_packed():
    """As base64, where their kind is JSON."""
    packed = base64.b64encode(json.dumps(MAIL).encode()).decode()
    for kind in (None, "application/json", "Application/vnd.mail+JSON; charset=utf-8"):
        assert take(event(data=None, data_base64=packed, datacontenttype=kind)).facts == take(event()).facts


def test_events_come_alone_in_a_batch_or_one_a_line():
    """In whatever way, the same facts; a broken line is told, as far as JSON can be followed."""
    lines = b"\n".join(json.dumps(each).encode() for each in (event(), moved() | {"id": "e2"}))
    batch = take(event(), moved() | {"id": "e2"})
    assert take(raw=lines).facts == batch.facts
    assert rules(take(raw=b"[]")) == []
    assert rules(take(raw=lines[:-5])) == [("evidence", "evidence"), ("reject", "no-json")]
    assert rules(take(raw=b'[{"a": nope}, ' + json.dumps(event()).encode() + b"]")) == [
        ("reject", "no-json"), ("evidence", "evidence"),
    ]  # fmt: skip


def test_outcomes_stand_in_the_order_of_the_events_with_their_place():
    """File, number, and the name of the event."""
    intake = read_events([("a", b"["), ("b", json.dumps([7, event()]).encode())], context(MAPPING))
    assert [(each.name, each.number, each.id) for each in intake.outcomes] == [
        ("a", 1, ""),
        ("b", 1, ""),
        ("b", 2, "e1"),
    ]


def test_events_can_be_taken_one_by_one():
    """For a host with many: only what was seen grows."""
    seen = {}
    stream = stream_events([("a", json.dumps([event(), event()]).encode())], context(MAPPING), seen, Tally())
    assert next(stream).rule == "evidence"
    assert list(seen) == [("/bus", "e1")]
    assert next(stream).rule == "duplicate"


def test_every_rule_has_a_sentence_that_reads():
    """The tests above reach them all."""
    assert all(text.endswith((".", "}")) for texts in SENTENCES.values() for text in texts.values())
    assert all({*texts} == {"en", "de"} for texts in SENTENCES.values())


SAID = {
    "an unknown type": (
        event(type="mail.recieved"),
        'bitte ansehen: Die Zuordnung kennt kein Ereignis mail.recieved. gemeint ist vielleicht "mail.received"?',
    ),
    "a bad cell": (moved(stage="Propsal"), 'nicht verwendet: keine Stufe des Rahmens heißt "Propsal" (data.stage).'),
    "no time": (
        event(time="2026-03-03"),
        'nicht verwendet: "2026-03-03" ist nicht so geschrieben, wie Zeiten hier stehen (time).',
    ),
}


@pytest.mark.parametrize(("what", "text"), SAID.values(), ids=SAID)
def test_an_outcome_is_told_in_german_too(what, text):
    """With the reason inside it; a language that is not there gets English."""
    (outcome,) = take(what).outcomes
    assert outcome.text("de") == text
    assert outcome.text("fr") == outcome.text() != text


def test_why_a_file_is_no_json_is_told_in_german_too():
    """With what stands there."""
    (outcome,) = take(raw=b'{"id" 7}').outcomes
    assert outcome.text() == "not read: this is no JSON."
    assert outcome.text("de") == "nicht gelesen: das ist kein JSON."
    assert take(raw=b"[{} {}]").outcomes[-1].text("de") == (
        'nicht gelesen: das ist kein JSON: Es steht "{", wo "," stehen sollte.'
    )


DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*MAIL, "deal", "stage"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from([*event(), "datacontenttype", "data_base64"]), DATA, max_size=6),
    st.sampled_from([event, sent, moved, reading]),
)
def test_any_event_has_an_outcome(changed, made):
    """Nothing raises, whatever stands in whichever attribute."""
    intake = take({**made(), **changed})
    assert len(intake.outcomes) == 1
    assert intake.outcomes[0].text()
    assert intake.outcomes[0].text("de")


@given(st.binary(max_size=200), st.sampled_from([b"", b"[", b"{", json.dumps(event()).encode()]))
def test_any_bytes_have_an_outcome(data, head):
    """A file that is no JSON is one reject; what stands before is taken."""
    for outcome in take(raw=head + data).outcomes:
        assert outcome.text()
        assert outcome.text("de")

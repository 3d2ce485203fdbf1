"""A Salesforce export as subjects: what is read, what becomes a finding, and what is no export at all."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatecoach.errors import FactsError
from gatecoach.facts import HeldRole, Person
from gatecoach.intake import read_salesforce

STAGES = {"Discovery": "discovery", "Proof": "proof", "discovery": "discovery"}
ROLES = {"Decision Maker": "economic-buyer", "User": "champion"}
DEAL = {
    "attributes": {"type": "Opportunity"},
    "Id": "006AAAAAAAAAAAAY55",
    "Name": "New press",
    "StageName": "Proof",
    "Amount": 48000.0,
    "CloseDate": "2026-06-30",
    "OwnerId": "005AAAAAAAAAAAA001",
    "LastModifiedDate": "2026-03-05T10:00:00.000+0000",
}
CONTACT = {
    "OpportunityId": "006AAAAAAAAAAAA",
    "ContactId": "003AAAAAAAAAAAAY55",
    "Role": "decision maker",
    "Contact": {"Name": "Ada", "Email": "ada@press.example"},
}
ADA = "003AAAAAAAAAAAA"
DEALS = "Opportunity.records[0]"
CONTACTS = "OpportunityContactRole.records[0]"


def stage(title, day):
    """One row of stage history, with the deal's id in its short form."""
    return {"OpportunityId": "006AAAAAAAAAAAA", "StageName": title, "CreatedDate": f"2026-{day}T08:00:00.000+0000"}


def table(*rows):
    """The envelope of a query result."""
    return {"totalSize": len(rows), "done": True, "records": [*rows]}


def bundle(deal=None, history=(), contacts=()):
    """A bundle of three objects around one deal, changed as wanted."""
    objects = {"OpportunityHistory": table(*history), "OpportunityContactRole": table(*contacts)}
    return {"Opportunity": table(DEAL | (deal or {})), **objects}


def read(tree, **more):
    """What the export gives."""
    return read_salesforce(json.dumps(tree).encode(), "crm.json", stages=STAGES, roles=ROLES, **more)


def claims(*args, **more):
    """The claimed stages with their days."""
    (subject,) = read(bundle(*args, **more)).subjects
    return [(each.stage, each.at.date().isoformat()) for each in subject.claimed]


def test_a_query_result_gives_the_deal_as_the_crm_has_it():
    """One query without history: name, owner, exact amount, close date, and the claim of today's stage."""
    intake = read(table(DEAL))
    (subject,) = intake.subjects
    assert intake.findings == ()
    assert (subject.id, subject.name, subject.owner) == (DEAL["Id"], "New press", "005AAAAAAAAAAAA001")
    assert subject.fields == {"amount": "48000", "close-date": "2026-06-30"}
    assert [(each.stage, each.at) for each in subject.claimed] == [
        ("proof", dt.datetime(2026, 3, 5, 10, tzinfo=dt.UTC))
    ]
    assert subject.people == ()


def test_history_gives_the_day_each_stage_was_claimed():
    """Oldest first; rows that only change an amount repeat the stage and say nothing new."""
    rows = [stage("Proof", "03-06"), stage("DISCOVERY", "02-03"), stage("Proof", "03-01"), stage("Discovery", "02-10")]
    assert claims(history=rows) == [("discovery", "2026-02-03"), ("proof", "2026-03-01")]


def test_todays_stage_is_claimed_also_where_history_lacks_it():
    """What the deal says now comes last."""
    assert claims(history=[stage("Discovery", "02-03")]) == [("discovery", "2026-02-03"), ("proof", "2026-03-05")]


def test_a_return_to_an_earlier_stage_is_claimed_again():
    """Only equal neighbours are one claim."""
    rows = [stage("Proof", "02-01"), stage("Discovery", "02-02"), stage("Proof", "02-03")]
    assert [name for name, _ in claims(history=rows)] == ["proof", "discovery", "proof"]


@pytest.mark.parametrize(
    ("amount", "text"),
    [("48000.50", "48000.5"), ("0.1", "0.1"), ("0", "0"), ("-3", "-3"), ("1E+3", "1000"), ("null", None)],
)
def test_amounts_are_exact(amount, text):
    """A decimal stays what was written; no amount is no field."""
    data = json.dumps(table(DEAL)).replace("48000.0", amount).encode()
    (subject,) = read_salesforce(data, "crm.json", stages=STAGES, roles=ROLES).subjects
    assert subject.fields.get("amount") == text


def test_contacts_become_people_with_the_roles_they_hold():
    """One person a contact, under the short id, with all their roles; a contact without a role takes part, too."""
    rows = [CONTACT, CONTACT | {"Role": "User"}, CONTACT | {"ContactId": "003BBBBBBBBBBBB", "Role": None}]
    first, second = read(bundle(contacts=rows)).subjects[0].people
    assert (first.id, first.side, first.name, first.addresses) == (ADA, "customer", "Ada", ("ada@press.example",))
    assert first.roles == (HeldRole(role="economic-buyer"), HeldRole(role="champion"))
    assert (second.id, second.roles) == ("003BBBBBBBBBBBB", ())


def test_people_who_are_known_stay_as_they_are():
    """Contact and owner are recognised by address; what was written about them is not overruled by the CRM."""
    ada = Person(id="ada", side="customer", roles=("champion",), addresses=("Ada@Press.example",))
    rosa = Person(id="rosa", side="seller", addresses=("rosa@bright.example",))
    tree = bundle({"Owner": {"Email": "rosa@bright.example"}}, contacts=[CONTACT])
    (subject,) = read(tree, people=[ada, rosa]).subjects
    assert (subject.people, subject.owner) == ((ada,), "rosa")


def test_a_contact_without_a_name_in_letters_is_still_read():
    """Half a character, as broken exports have it, becomes a sign that can be stored."""
    rows = [CONTACT | {"Contact": {"Name": "A\ud800", "Email": "ada@press.example"}}]
    (person,) = read(bundle(contacts=rows)).subjects[0].people
    assert person.name == "A?"


def test_two_deals_keep_their_own_history_and_people():
    """Rows are told apart by the deal they name, in its long or its short form."""
    other = {"Id": "006BBBBBBBBBBBB", "Name": "Old press", "StageName": "Discovery"}
    tree = bundle(history=[stage("Discovery", "02-03")], contacts=[CONTACT, CONTACT | {"OpportunityId": other["Id"]}])
    tree["Opportunity"]["records"].append(other)
    first, second = read(tree).subjects
    assert [each.stage for each in first.claimed] == ["discovery", "proof"]
    assert [(each.stage, each.at) for each in second.claimed] == [("discovery", None)]
    assert first.people == second.people != ()


def test_a_bundle_needs_no_history_and_no_contacts():
    """The deal alone is enough."""
    intake = read({"Opportunity": table(DEAL)})
    assert (len(intake.subjects), intake.findings) == (1, ())


FINDINGS = {
    "unknown stage": (bundle({"StageName": "Prof"}), f"{DEALS}.StageName", 'called "Prof"'),
    "unknown stage before": (bundle(history=[stage("X", "02-03")]), "OpportunityHistory.records[0].StageName", '"X"'),
    "no stage": (bundle({"StageName": None}), f"{DEALS}.StageName", "has no stage"),
    "unknown role": (bundle(contacts=[CONTACT | {"Role": "Usr"}]), f"{CONTACTS}.Role", '"Usr"'),
    "no id": (bundle({"Id": None}), f"{DEALS}.Id", "has no id"),
    "no contact id": (bundle(contacts=[CONTACT | {"ContactId": {}}]), f"{CONTACTS}.ContactId", "a record"),
    "no address": (bundle(contacts=[CONTACT | {"Contact": None}]), f"{CONTACTS}.Contact.Email", "no usable"),
    "stray row": (bundle(contacts=[CONTACT | {"OpportunityId": "006B"}]), f"{CONTACTS}.OpportunityId", "no deal"),
    "bad time": (bundle({"LastModifiedDate": "soon"}), f"{DEALS}.LastModifiedDate", "not written as a time"),
    "naive time": (bundle({"LastModifiedDate": "2026-03-05T10:00:00"}), f"{DEALS}.LastModifiedDate", "no time zone"),
    "far time": (bundle({"LastModifiedDate": "9999-12-31T23:00:00Z"}), f"{DEALS}.LastModifiedDate", "our days"),
    "bad day": (bundle({"CloseDate": "30.06.2026"}), f"{DEALS}.CloseDate", "no day"),
    "amount as text": (bundle({"Amount": "48,000"}), f"{DEALS}.Amount", "no amount"),
    "amount as truth": (bundle({"Amount": True}), f"{DEALS}.Amount", "no amount"),
    "amount too fine": (bundle({"Amount": 0.0000001}), f"{DEALS}.Amount", "no amount"),
    "amount beyond reach": (bundle({"Amount": 10**18}), f"{DEALS}.Amount", "no amount"),
    "more pages": ({"Opportunity": table(DEAL) | {"done": False}}, "Opportunity", "more pages"),
    "no record": ({"Opportunity": table(DEAL, "x")}, "Opportunity.records[1]", "no record"),
}  # fmt: skip


@pytest.mark.parametrize(("tree", "path", "words"), FINDINGS.values(), ids=FINDINGS)
def test_what_does_not_fit_is_a_finding_at_its_place(tree, path, words):
    """Each names file, place and next step; the rest of the export is read."""
    found = next(each for each in read(tree).findings if each.path == path)
    assert (found.code, found.file) == ("GC028", "crm.json")
    assert words in found.message
    assert found.hint


def test_an_export_of_the_command_line_is_read_in_its_envelope():
    """Salesforce's own tool puts the query result below `result`."""
    assert read({"status": 0, "result": table(DEAL)}) == read(table(DEAL))
    assert len(read({"status": 0, "result": table(DEAL)}).subjects) == 1


def test_a_record_without_a_stage_names_the_field_to_export():
    """What is missing is the field, not the right word in it; one finding for all records."""
    (found,) = read(table(*[{key: value for key, value in DEAL.items() if key != "StageName"}] * 2)).findings
    assert (found.path, found.severity) == ("Opportunity.records.StageName", "error")
    assert found.message == 'the export has no column "StageName", which the mapping reads'


def test_an_unknown_stage_names_the_nearest_one():
    """The next step is the title that was probably meant."""
    assert read(bundle({"StageName": "Prof"})).findings[0].hint == 'did you mean "proof"?'


def test_an_unknown_stage_of_today_claims_nothing():
    """An older claim must not pass for today's; unknown is told as unknown."""
    assert claims({"StageName": "Prof"}, history=[stage("Discovery", "02-03")]) == []


NO_EXPORT = {
    "no JSON": (b"Id;Name", "no JSON"),
    "nothing": (b"", "no JSON"),
    "no text": (b"\xff\xfe\x00", "no JSON"),
    "no number": (b'{"Opportunity": NaN}', "no table"),
    "a huge number": (b"1" * 5000, "no table"),
    "a huge exponent": (b"1E" + b"9" * 30, "no table"),
    "nested": (b"[" * 100_000, "no JSON"),
    "a list": (b"[1]", "no table"),
    "another object": (json.dumps(table(DEAL | {"attributes": {"type": "Lead"}})).encode(), "no table"),
    "another CRM": (b'{"deals": {"results": []}}', "no table"),
    "records of no kind": (json.dumps(table({"Id": "006"})).encode(), "no table"),
    "no rows": (b'{"Opportunity": {"records": 1}}', "no table"),
    "an error": (b'[{"errorCode": "INVALID_SESSION_ID", "message": "x"}]', "error message"),
}


@pytest.mark.parametrize(("data", "words"), NO_EXPORT.values(), ids=NO_EXPORT)
def test_what_is_no_export_is_refused_with_what_is_expected(data, words):
    """The error says what the file is instead, and what it should be."""
    with pytest.raises(FactsError) as refused:
        read_salesforce(data, "crm.json", stages=STAGES, roles=ROLES)
    (found,) = refused.value.findings
    assert (found.code, found.file) == ("GC028", "crm.json")
    assert words in found.message
    assert "Opportunity" in found.hint


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["\ud800", "9999-12-31"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*DEAL, *CONTACT]), inner, max_size=3),
    max_leaves=8,
)


@given(
    deal=st.dictionaries(st.sampled_from([*DEAL]), VALUES),
    row=st.dictionaries(st.sampled_from([*CONTACT, "CreatedDate"]), VALUES),
)
def test_no_value_raises_anything_but_a_refusal(deal, row):
    """Any value in any place is read, is a finding, or makes the file no export."""
    assert all(each.file == "crm.json" for each in told(bundle(deal, [stage("Proof", "02-03") | row], [CONTACT | row])))


def told(tree):
    """The findings of an export, or of its refusal."""
    try:
        return read(tree).findings
    except FactsError as refused:
        return refused.findings

"""The bundled mappings on exports of their shapes, with a company's own mapping on top."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from intake.exports import PEOPLE, RENEWAL, context, framework, own, read, sheet

from gatecoach.definition.loading import modelled
from gatecoach.errors import UsageError
from gatecoach.intake.crm import CrmContext, read_crm
from gatecoach.place import bundled_ids, bundled_mapping, bundled_mappings

SALESFORCE = own(
    """
extends: salesforce@1
stages: {Qualification: needs-analysis}
roles: {Boss: buyer}
owners: {005AAAAAAAAAAA1: rosa}
activities:
  email: {what: {column: Subject, values: {Our review: review-sent}}}
  task: {what: {column: TaskSubtype, values: {Call: called}}}
""",
    "json",
)
DEAL_ID, ADA_ID, USER = "006AAAAAAAAAAA1Y5P", "003AAAAAAAAAAA1Y5P", "005AAAAAAAAAAA1"


def found(*records):
    """The envelope of a query result."""
    return {"totalSize": len(records), "done": True, "records": [*records]}


def mail(number, **fields):
    """One row of EmailMessage."""
    usual = {"Id": f"02sAAAAAAAAAA{number:02}", "RelatedToId": DEAL_ID, "Incoming": False, "Status": "3",
             "IsBounced": False,
             "FromAddress": "rosa@bright.example", "MessageDate": f"2026-03-{number:02}T09:00:00.000+0000"}  # fmt: skip
    return usual | fields


SALESFORCE_EXPORT = {
    "Opportunity": found(
        {"Id": DEAL_ID, "Name": "New press", "StageName": "Proposal", "Amount": 48000.5, "CurrencyIsoCode": "USD",
         "CloseDate": "2026-06-30", "OwnerId": USER, "LastModifiedDate": "2026-03-05T10:00:00.000+0000"}
    ),
    "OpportunityHistory": found(
        {"OpportunityId": DEAL_ID[:15], "StageName": "Qualification", "CreatedDate": "2026-02-01T08:00:00.000+0000"},
        {"OpportunityId": DEAL_ID, "StageName": "Qualification", "CreatedDate": "2026-02-03T08:00:00.000+0000"},
        {"OpportunityId": DEAL_ID, "StageName": "Proposal", "CreatedDate": "2026-03-01T08:00:00.000+0000"},
    ),
    "OpportunityFieldHistory": found(
        {"OpportunityId": DEAL_ID, "Field": "Amount", "NewValue": 30000, "CreatedDate": "2026-02-01T08:00:00.000+0000"}
    ),
    "OpportunityContactRole": found(
        {"OpportunityId": DEAL_ID, "ContactId": ADA_ID, "Role": "Boss",
         "Contact": {"Name": "Ada", "Email": "ada@pumps.example"}}
    ),
    "EmailMessage": found(
        mail(2, Subject="Our review", MessageIdentifier="<m@bright.example>"),
        mail(3, Incoming=True, FromAddress="ada@pumps.example", ReplyToEmailMessageId="02sAAAAAAAAAA02Y5H",
             TextBody="That is right.\n> quoted", Headers="Auto-Submitted: no"),
        mail(4, Incoming=True, FromAddress="ada@pumps.example", ReplyToEmailMessageId="02sAAAAAAAAAA02",
             Headers="Auto-Submitted: auto-replied"),
        mail(5, Status="5", Subject="Our review"),
        mail(6, IsBounced=True, Subject="Our review"),
        mail(7, RelatedToId="001AAAAAAAAAAA1"),
    ),
    "Task": found(
        {"Id": "00TAAAAAAAAAAA1", "WhatId": DEAL_ID, "TaskSubtype": "Call", "IsClosed": True, "OwnerId": USER,
         "ActivityDate": "2026-03-04", "CompletedDateTime": None},
        {"Id": "00TAAAAAAAAAAA2", "WhatId": DEAL_ID, "TaskSubtype": "Call", "IsClosed": False,
         "ActivityDate": "2026-03-09"},
    ),
    "Account": found({"Id": "001"}),
}  # fmt: skip


def test_a_salesforce_bundle_gives_the_whole_deal():
    """Claims, dated fields, people with roles, captured mail with its replies, calls that a seller typed."""
    intake = read(SALESFORCE, crm=SALESFORCE_EXPORT, known={"grade": "observed"})
    (deal,) = intake.subjects
    assert (deal.id, deal.name, deal.owner) == (DEAL_ID, "New press", "rosa")
    assert deal.fields == {"amount": "48000.5 USD", "close-date": "2026-06-30"}
    assert [(each.stage, each.at.day) for each in deal.claimed] == [("needs-analysis", 1), ("proposal", 1)]
    assert [(each.field, each.value) for each in deal.field_values] == [("amount", "30000 USD")]
    assert [(each.id, each.name, each.roles[0].role) for each in deal.people] == [(ADA_ID[:15], "Ada", "buyer")]
    assert [(each.id, each.what, each.by, each.told_by, each.grade) for each in deal.evidence] == [
        ("m@bright.example", "review-sent", "rosa", None, "observed"),
        ("02sAAAAAAAAAA03", "review-answered", ADA_ID[:15], None, "observed"),
        ("00TAAAAAAAAAAA1", "called", "rosa", "rosa", "asserted"),
        ("02sAAAAAAAAAA04", "review-answered", ADA_ID[:15], None, "observed"),
    ]
    assert deal.evidence[1].answers == ("m@bright.example",)
    assert (deal.evidence[1].text, deal.evidence[1].machine_sent) == ("That is right.", False)
    assert deal.evidence[2].at == dt.date(2026, 3, 4)
    assert deal.evidence[3].machine_sent
    assert intake.skipped == {"dropped": 2, "not-only": 2}
    assert intake.rejects == ()
    assert intake.ignored == {"Account": 1}


def test_salesforce_files_by_object_are_read_with_the_same_mapping():
    """As the data loader writes them; a company says only that they are CSV."""
    mapping = "mapping: own\nextends: salesforce@1\nformat: csv\nfor: opportunity\n"
    deals = f"Id,Name,StageName,Amount,IsDeleted\n{DEAL_ID},Press,Proposal,48000,false\n006B,Old,Won,1,true\n"
    roles = f"OpportunityId,ContactId,Role,Contact.Name,Contact.Email\n{DEAL_ID},{ADA_ID},User,Ada,ada@pumps.example\n"
    intake = read(mapping, Opportunity=deals.encode(), OpportunityContactRole=roles.encode())
    assert [(each.id, dict(each.fields), len(each.people)) for each in intake.subjects] == [
        (DEAL_ID, {"amount": "48000"}, 1)
    ]
    assert (intake.findings, intake.skipped) == ((), {"dropped": 1})


def test_a_hubspot_bundle_gives_the_whole_deal():
    """Everything is text there; history, associations and roles stand where its API puts them."""
    mapping = own(
        """
        extends: hubspot@1
        pipelines: {default: {stages: {appointmentscheduled: needs-analysis, qualifiedtobuy: proposal}}}
        roles: {Decision maker: buyer}
        activities:
          email: {what: {column: properties.hs_email_subject, values: {Our review: review-sent}}}
          call: {what: called}
        """.replace("        ", ""),
        "json",
    )
    export = {
        "deals": {"results": [
            {"id": "9001", "archived": False,
             "properties": {"dealname": "New press", "amount": "48000", "pipeline": "default",
                            "dealstage": "qualifiedtobuy",
                            "closedate": "2026-06-30T00:00:00Z", "hubspot_owner_id": "77",
                            "hs_lastmodifieddate": "2026-03-05T10:00:00.000Z"},
             "propertiesWithHistory": {"dealstage": [
                 {"value": "qualifiedtobuy", "timestamp": "2026-03-05T10:00:00.000Z", "updatedByUserId": 501},
                 {"value": "appointmentscheduled", "timestamp": "2026-02-03T08:15:00.000Z", "updatedByUserId": 501}]},
             "associations": {"contacts": {"results": [{"id": "301"}]}, "calls": {"results": [{"id": "8101"}]},
                              "emails": {"results": [{"id": "7001"}, {"id": "7002"}, {"id": "7003"}]}}},
            {"id": "9002", "archived": True, "properties": {}, "associations": {}}]},
        "associations_v4_deal_9001_contacts": {"results": [
            {"toObjectId": 301, "associationTypes": [{"label": None}, {"label": "Decision maker"}]}]},
        "contacts": {"results": [
            {"id": "301", "properties": {"email": "ada@pumps.example", "firstname": "Ada", "lastname": "Vance"}}]},
        "emails": {"results": [
            {"id": "7001", "properties": {"hs_timestamp": "2026-03-02T09:00:00Z", "hs_email_direction": "EMAIL",
                                          "hs_email_status": "SENT", "hs_email_subject": "Our review",
                                          "hs_email_from_email": "rosa@bright.example", "hs_email_thread_id": "t"}},
            {"id": "7002", "properties": {"hs_timestamp": "1772547600000", "hs_email_direction": "INCOMING_EMAIL",
                                          "hs_email_status": None, "hs_email_from_email": "ada@pumps.example",
                                          "hs_email_thread_id": "t"}},
            {"id": "7003", "properties": {"hs_timestamp": "2026-03-04T09:00:00Z", "hs_email_direction": "EMAIL",
                                          "hs_email_status": "BOUNCED"}}]},
        "calls": {"results": [
            {"id": "8101", "properties": {"hs_timestamp": "1772623800000", "hs_call_status": "COMPLETED",
                                          "hubspot_owner_id": "77"}}]},
    }  # fmt: skip
    intake = read(mapping, crm=export)
    (deal,) = intake.subjects
    assert (deal.id, deal.name, deal.owner) == ("9001", "New press", "77")
    assert deal.fields == {"amount": "48000", "close-date": "2026-06-30"}
    assert [(each.stage, each.by) for each in deal.claimed] == [("needs-analysis", "501"), ("proposal", "501")]
    assert [(each.id, each.name, [held.role for held in each.roles]) for each in deal.people] == [
        ("301", "Ada Vance", ["buyer"])
    ]
    assert [(each.id, each.what, each.by, each.told_by) for each in deal.evidence] == [
        ("7001", "review-sent", "rosa", None), ("7002", "review-answered", "301", None),
        ("8101", "called", "77", "77 (own)"),
    ]  # fmt: skip
    assert deal.evidence[1].answers == ("7001",)
    assert intake.rejects == ()
    assert intake.findings == ()


def moment(*parts):
    """A time as Tryton writes it in JSON."""
    return {"__class__": "datetime", **dict(zip(("year", "month", "day", "hour", "minute"), parts, strict=False))}


def test_tryton_rows_give_the_whole_deal():
    """Its decimals, days and times; references to deals; chat messages of a user or of an address."""
    mapping = own(
        """
        extends: tryton@1
        currencies: {"1": EUR}
        stages: {lead: needs-analysis, opportunity: proposal}
        owners: {"1": rosa}
        activities:
          message: {what: {column: content, values: {Our review: review-sent}}}
          note: {what: noted}
        """.replace("        ", ""),
        "json",
    )
    export = {
        "sale.opportunity": [
            {"id": 1, "state": "opportunity", "contact": 5, "employee": 1, "currency": 1, "description": "New press",
             "amount": {"__class__": "Decimal", "decimal": "48000"},
             "end_date": {"__class__": "date", "year": 2026, "month": 6, "day": 30}},
            {"id": 2, "state": "lead", "contact": None, "employee": 1, "currency": 1, "amount": None, "end_date": None,
             "description": "Old press"}],
        "sale.opportunity__history": [
            {"id": 1, "state": "lead", "_datetime": moment(2026, 2, 3, 8, 15)},
            {"id": 1, "state": "opportunity", "_datetime": moment(2026, 3, 5, 10)}],
        "party.contact_mechanism": [
            {"id": 5, "type": "email", "value": "ada@pumps.example", "name": "Ada"},
            {"id": 6, "type": "phone", "value": "+49", "name": "Ada"}],
        "ir.chat.channel": [{"id": 11, "resource": "sale.opportunity,1"}, {"id": 12, "resource": "party.party,7"}],
        "ir.chat.message": [
            {"id": 21, "channel": 11, "user": 1, "email": None, "audience": "public", "content": "Our review",
             "create_date": moment(2026, 3, 2, 9)},
            {"id": 22, "channel": 11, "user": None, "email": "ada@pumps.example", "audience": "public",
             "content": "Yes.",
             "create_date": moment(2026, 3, 3, 14, 20)},
            {"id": 23, "channel": 11, "user": 1, "email": None, "audience": "internal", "content": "Our review",
             "create_date": moment(2026, 3, 4, 9)}],
        "ir.note": [
            {"id": 41, "resource": "sale.opportunity,1", "message": "my own word", "create_uid": 1,
             "create_date": moment(2026, 3, 2, 9, 5)}],
    }  # fmt: skip
    intake = read(mapping, crm=export)
    deal, other = intake.subjects
    assert (deal.id, deal.name, deal.owner) == ("1", "New press", "rosa")
    assert deal.fields == {"amount": "48000", "close-date": "2026-06-30"}
    assert [(each.stage, each.at) for each in deal.claimed] == [
        ("needs-analysis", dt.datetime(2026, 2, 3, 8, 15, tzinfo=dt.UTC)),
        ("proposal", dt.datetime(2026, 3, 5, 10, tzinfo=dt.UTC)),
    ]
    assert [(each.id, each.name) for each in deal.people] == [("5", "Ada")]
    assert [(each.id, each.what, each.by, each.told_by) for each in deal.evidence] == [
        ("21", "review-sent", "rosa", None), ("41", "noted", "rosa", "rosa"), ("22", "review-answered", "5", None),
    ]  # fmt: skip
    assert deal.evidence[2].answers == ("21",)
    assert (other.people, dict(other.fields)) == ((), {})
    assert intake.rejects == ()


def test_plain_csv_files_need_no_mapping_of_one_s_own():
    """Four files with the names and columns of the bundled one; what the framework has a title for is known."""
    loaded = framework(own("deals: {in: d, id: Id}"))
    known = CrmContext.of(loaded, "csv", people=PEOPLE)
    files = {
        "deals": sheet("id|name|owner|stage|since|amount|currency|close-date \n"
                       "1|Press|rosa@bright.example|Proposal|2026-03-05|48000|EUR|2026-06-30"),
        "contacts": sheet("deal|id|name|address|role \n 1|7|Ada|ada@pumps.example|User"),
        "stages": sheet("deal|stage|at \n 1|Needs analysis|2026-02-01 \n 1|Proposal|2026-03-05"),
        "activities": sheet("id|deal|at|by|what|answers \n a|1|2026-03-02|rosa@bright.example|Needs review| \n"
                            "b|1|2026-03-03|rosa@bright.example|called|a"),
    }  # fmt: skip

    intake = read_crm([(f"exports/{name}.csv", data) for name, data in files.items()], known)
    (deal,) = intake.subjects
    assert (deal.owner, deal.journey, dict(deal.fields)) == (
        "rosa",
        "opportunity",
        {"amount": "48000", "close-date": "2026-06-30"},
    )
    assert [each.stage for each in deal.claimed] == ["needs-analysis", "proposal"]
    assert [each.roles[0].role for each in deal.people] == ["user"]
    assert [(each.what, each.told_by, each.answers) for each in deal.evidence] == [
        ("review-sent", "rosa", ()), ("called", "rosa", ("a",)),
    ]  # fmt: skip
    assert (intake.rejects, intake.findings) == ((), ())


@pytest.mark.parametrize("name", ["csv", "hubspot", "salesforce", "tryton"])
def test_a_bundled_mapping_is_whole_and_fits_a_framework_of_any_words(name):
    """It names no stage, role or evidence; on top of it a company says its own."""
    (source,), findings = modelled([bundled_mapping(name)])
    assert findings == []
    assert (source.model.mapping, source.model.version) == (name, "1")
    assert (source.model.stages, source.model.roles) == ({}, {})
    assert all(each.what is None or each.what.column for each in source.model.activities.values())
    assert f"extends: {name}@1" in bundled_mapping(name).text or name != "salesforce"
    assert framework(f"mapping: own\nextends: {name}@1\nfor: opportunity\n").mappings["own"].deals


def test_the_bundled_mappings_are_no_frameworks():
    """Both lie in the same folder of the repository."""
    assert bundled_mappings() == ["csv", "hubspot", "salesforce", "tryton"]
    assert "mappings" not in bundled_ids()


def test_an_unknown_mapping_names_the_nearest_one():
    """Of the framework and of the bundled ones."""
    with pytest.raises(UsageError) as refused:
        CrmContext.of(framework(own("deals: {in: d, id: Id}")), "salesfroce")
    assert refused.value.help == 'did you mean "salesforce"?'


def test_a_framework_with_several_journeys_needs_one_named():
    """By the mapping or by the caller."""
    loaded = framework(own("deals: {in: d, id: Id}"), RENEWAL)
    assert CrmContext.of(loaded, "own").journey == "opportunity"
    with pytest.raises(UsageError, match="which-journey"):
        CrmContext.of(loaded, "csv")
    assert CrmContext.of(loaded, "csv", journey="renewal").journey == "renewal"


def test_a_json_file_may_be_as_pretty_as_it_likes():
    """Blanks and line ends between its signs are of no account."""
    plain, pretty = (
        read_crm([("crm.json", json.dumps(SALESFORCE_EXPORT, indent=indent).encode())], context(SALESFORCE))
        for indent in (None, 4)
    )
    assert plain == pretty

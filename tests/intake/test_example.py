"""The example: what each of its raw files becomes, and how well it is proven decides about the gate."""

from __future__ import annotations

import datetime as dt
import json

import pytest
import yaml
from intake.signing import needs_dkim

from gatecoach import Subject, decide, lint, load, standing
from gatecoach.intake import (
    CalendarContext,
    CrmContext,
    MailContext,
    check_quotes,
    read_calendar,
    read_crm,
    read_facts,
    read_keys,
    read_mail,
    read_people,
)
from gatecoach.intake.events import read_events

DEAL = "006SYN0000000001AA"
TRUSTED = frozenset({"mx.brightline.example"})
FRIDAY, TEN_DAYS_LATER = dt.datetime(2026, 3, 6, 15, tzinfo=dt.UTC), dt.datetime(2026, 3, 16, 8, tzinfo=dt.UTC)
REPLIES = ("e02b77d4c9@northwind-pumps.example", "e3a6f91b08@northwind-pumps.example")
SIGNED = ("11-number-named.eml", "18-needs-review-answered.eml")
RECORDER = "https://voicelog.example/brightline"
CHANNELS = {"mail": "mail", "calendar": "calendar", "brightline-crm": "crm", RECORDER: "recorder"}

MAILS = [
    # file, rule, type, by, grade when a connector fetched it
    ("01-invitation.eml", "labelled", "invitation-sent", "r.diaz", "asserted"),
    ("02-invitation-answered.eml", "reply", "invitation-answered", "anna", "observed"),
    ("03-why-now.eml", "labelled", "reason-asked", "r.diaz", "asserted"),
    ("04-why-now-answered.eml", "reply", "reason-given", "anna", "observed"),
    ("05-interview-notes.eml", "labelled", "notes-sent", "r.diaz", "asserted"),
    ("06-need-admitted.eml", "confirmed", "need-admitted", "anna", "observed"),
    ("07-openness.eml", "confirmed", "openness-stated", "anna", "observed"),
    ("08-talk-agreed.eml", "confirmed", "solution-talk-agreed", "anna", "observed"),
    ("09-power.eml", "confirmed", "power-confirmed", "anna", "observed"),
    ("10-number-asked.eml", "labelled", "metric-asked", "r.diaz", "asserted"),
    ("11-number-named.eml", "reply", "metric-named", "anna", "observed"),
    ("12-needs-review.eml", "labelled", "needs-review-sent", "r.diaz", "asserted"),
    ("13-auto-reply.eml", "automatic", "needs-review-answered", "anna", "observed"),
    ("14-colleague-answers.eml", "reply", "needs-review-answered", "bo.lindt", "observed"),
    ("15-newsletter.eml", "unrelated", None, None, None),
    ("16-look-alike.eml", "reply", "needs-review-answered", "anna.vance@northwind-pump.example", "observed"),
    ("17-own-follow-up.eml", "reply", "needs-review-answered", "r.diaz", "asserted"),
    ("18-needs-review-answered.eml", "reply", "needs-review-answered", "anna", "observed"),
    ("19-needs-review-copy.eml", "duplicate", None, None, None),
]
ENTRIES = [
    # file, rule, type, by, grade when a connector fetched the mails
    ("01-walk.ics", "labelled", "invitation-sent", "r.diaz", "asserted"),
    ("02-director.ics", "labelled", "economic-buyer-invited", "r.diaz", "asserted"),
    ("03-director-moved.ics", "moved", "economic-buyer-invited", "r.diaz", "asserted"),
    ("04-walk-accepted.eml", "answer", "invitation-answered", "anna", "observed"),
    ("05-director-accepts.eml", "answer", "economic-buyer-accepted", "ines", "observed"),
]
OTHERS = {"demo.py", "people.yaml", "facts.yaml", "keys.yaml", "crm.json", "recorder/events.json"}
OTHERS |= {"brightline/framework.yaml", "brightline/crm.yaml"}


class Example:
    """The files of the example, read as the demo reads them."""

    def __init__(self, folder):
        """Read what does not depend on how the mails got here."""
        self.folder = folder
        self.framework = load(folder / "brightline")
        self.people = read_people(self.bytes("people.yaml"), "people.yaml")
        self.records = read_facts(self.bytes("facts.yaml"), "facts.yaml", self.people)
        known = {"people": self.people, "labels": self.records.labels, "grade": "observed"}
        context = CrmContext.of(self.framework, "brightline-crm", **known)
        self.crm = read_crm([("crm.json", self.bytes("crm.json"))], context)
        self.events = read_events([("events.json", self.bytes("recorder/events.json"))], context)

    def bytes(self, name):
        """The bytes of one of its files."""
        return (self.folder / name).read_bytes()

    def files(self, where):
        """Name and bytes of all files in one of its folders."""
        return [(path.name, path.read_bytes()) for path in sorted((self.folder / where).iterdir())]

    def known(self, fetched_by, more):
        """What mails and calendars are read with."""
        common = {"fetched_by": fetched_by, "trusted": TRUSTED, "subject": DEAL}
        return (self.framework.answered_by(), self.people, self.records.labels), {**common, **more}

    def mails(self, fetched_by="connector", also=(), **more):
        """The intake of its mails, and of others beside them."""
        args, common = self.known(fetched_by, more)
        return read_mail([*self.files("mails"), *also], MailContext(*args, calendars=True, **common))

    def calendar(self, fetched_by="connector", **more):
        """The intake of its calendar: our invitations, and the mails that answer them."""
        args, common = self.known(fetched_by, more)
        types = self.framework.journey("opportunity").types
        return read_calendar(self.files("calendar"), CalendarContext(*args, types=types, **common))

    def deal(self, fetched_by="connector", also=(), **more):
        """The deal with everything that the files say."""
        (from_crm,) = self.crm.subjects
        read = (self.mails(fetched_by, also, **more).evidence, self.calendar(fetched_by, **more).facts)
        facts = [*read[0], *read[1], *from_crm.evidence, *from_crm.claimed, *self.events.facts[DEAL]]
        deal = Subject(self.framework, "opportunity", DEAL, owner="r.diaz", people=self.people, sources=CHANNELS)
        deal, rejected = deal.with_facts([*facts, *self.records.statements])
        assert rejected == ()
        return deal

    def signed(self, folder):
        """The two mails that the gate rests on, as their servers signed them."""
        return [(f"{folder}/{name}", raw) for name, raw in self.files(f"signed/{folder}")]


@pytest.fixture(scope="module")
def example(root):
    """The example."""
    return Example(root / "examples" / "line-3-retrofit")


def told(intake):
    """Each outcome with the item it made: name, rule, type, actor, grade."""
    items = {item.id: item for item in intake.evidence}
    for each in intake.outcomes:
        item = items[each.made[0]] if each.made else None
        yield (each.name, each.rule, *((item.what, item.by, item.grade) if item else (None, None, None)))


def misses(deal, gate, requirement, at=FRIDAY):
    """What the gate says about everything of the customer's that almost counts for one requirement."""
    found = {each.id: each for each in decide(deal, gate, at=at).requirements}
    return [each.code for each in found[requirement].sides["customer"].near_misses]


def test_every_file_of_the_example_is_read_here(example):
    """No file lies about that no reader takes."""
    paths = {
        path.relative_to(example.folder).as_posix()
        for path in example.folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    mails = {f"mails/{name}" for name, *_ in MAILS} | {f"calendar/{name}" for name, *_ in ENTRIES}
    signed = {f"signed/{folder}/{name}" for folder in ("text-only", "text-and-link") for name in SIGNED}
    assert paths == OTHERS | mails | signed


def test_only_labels_and_statements_are_typed(example):
    """No evidence is written by hand; each label names a file that is there, or a reply of the customer in one."""
    typed = yaml.load(example.bytes("facts.yaml"), yaml.BaseLoader)
    assert typed.keys() == {"labels", "statements"}
    named = {each.message for each in example.records.labels}
    there = {each.message_id for each in example.mails().outcomes} | {each.uid for each in example.calendar().outcomes}
    assert named <= there


def test_the_framework_of_the_example_has_no_findings(example):
    """With its mapping of the CRM and of the recorder, which are linted like everything else."""
    assert lint(example.folder / "brightline") == []


def test_every_mail_becomes_what_the_story_says(example):
    """One outcome for each file, with the type, the actor and the grade of the item it made."""
    assert list(told(example.mails())) == MAILS


def test_only_the_machine_wrote_like_a_machine(example):
    """Of all items just the automatic reply is marked."""
    assert [item.id for item in example.mails().evidence if item.machine_sent] == ["b90f44d17a@northwind-pumps.example"]


def test_the_answer_is_kept_without_what_it_quotes(example):
    """The customer's words stand below the quote and above the signature."""
    item = example.mails().evidence[-1]
    assert item.text.startswith("Points one and three are exactly our problem.")
    assert "20 hours a month" not in item.text
    assert "Plant Manager" not in item.text


def test_every_statement_quotes_what_was_written(example):
    """The readings of the example rest on the customer's own words."""
    assert len(example.records.statements) == 2
    assert check_quotes(example.records.statements, example.mails().evidence) == []


def test_every_calendar_entry_becomes_what_the_story_says(example):
    """Invitations by their labels, answers by the mails that carried them; none says that a meeting was held."""
    read = example.calendar()
    assert list(told(read)) == ENTRIES
    assert [(each.outcome, each.by) for each in read.statements] == [("accepts", "calendar")] * 2
    assert "interview-held" not in {each.what for each in read.evidence}


def test_the_acceptance_of_the_day_that_was_moved_does_not_count(example):
    """The director said yes to a Thursday; for the new one she has said nothing yet."""
    deal = example.deal()
    before = misses(deal, "criteria-and-people", "money-takes-part", dt.datetime(2026, 3, 4, 20, tzinfo=dt.UTC))
    after = misses(deal, "criteria-and-people", "money-takes-part")
    assert (before, after) == ([], ["answers-older-version"])


def test_the_crm_claims_a_later_stage_and_tells_what_the_seller_typed(example):
    """Stages as claims, one for two equal neighbours; owner and people by our ids; a task of Rosa's as her word."""
    (deal,) = example.crm.subjects
    assert (deal.id, deal.name, deal.owner) == (DEAL, "Line 3 retrofit", "r.diaz")
    claimed = [(each.stage, each.at.date().isoformat()) for each in deal.claimed]
    assert claimed == [("discovery", "2026-02-17"), ("needs-analysis", "2026-02-25"), ("solution-fit", "2026-03-05")]
    assert [person.id for person in deal.people] == ["anna", "bo.lindt", "ines"]
    assert [(each.what, each.by, each.told_by, each.grade) for each in deal.evidence] == [
        ("account-researched", "r.diaz", "r.diaz", "asserted"),
        ("needs-review-answered", "anna", "r.diaz", "asserted"),
    ]


def test_the_stage_that_nobody_knows_is_rejected_with_its_place(example):
    """One dirty row, told with file, row and column, counted, and never fatal."""
    (reject,) = example.crm.rejects
    assert (reject.reason, reject.path, reject.value) == (
        "unknown-stage",
        "OpportunityHistory.records[2].StageName",
        "Verbal Yes",
    )
    (finding,) = example.crm.findings
    assert (finding.file, finding.path) == ("crm.json", reject.path)
    assert (example.crm.rows, example.crm.rejected, example.crm.skipped) == (
        12,
        {"unknown-stage": 1},
        {"not-only": 3, "dropped": 1},
    )


@pytest.mark.requirement("G03")
def test_that_the_meeting_was_held_is_told_by_the_recorder(example):
    """One event of the tool that was there, with the share of the talking time that it measured."""
    (fact,) = example.events.facts[DEAL]
    assert (fact.what, fact.by, fact.told_by, fact.source) == ("interview-held", "r.diaz", None, RECORDER)
    assert (fact.fields, fact.grade) == ({"talk-share": "0.18"}, "observed")
    assert [each.rule for each in example.events.outcomes] == ["evidence"]


@pytest.mark.requirement("F05")
def test_each_careless_record_has_a_near_miss_of_its_own(example):
    """An auto-reply, a colleague, a look-alike, the own mail, and what the seller typed about the customer."""
    expected = ["machine-sent", "wrong-role", "uninvited", "wrong-side", "wrong-teller"]
    assert misses(example.deal(), "needs-confirmed", "needs-are-theirs") == expected


@pytest.mark.requirement("F04")
@pytest.mark.requirement("F06")
def test_the_deal_stands_one_gate_behind_its_claim_until_anna_answers(example):
    """All evidence comes from raw files, and it carries the whole story."""
    deal = example.deal()
    friday, later = standing(deal, at=FRIDAY), standing(deal, at=TEN_DAYS_LATER)
    assert (friday.claimed, friday.verified, friday.gap) == ("solution-fit", "needs-analysis", 1)
    assert (later.claimed, later.verified, later.gap) == ("solution-fit", "solution-fit", 0)
    tasks = [each.requirement for each in decide(deal, "needs-confirmed", at=TEN_DAYS_LATER).tasks]
    assert tasks == ["corrections-taken"]


WAYS = {
    "upload": ("asserted", False, "upload", ""),
    "connector and trusted server": ("observed", True, "connector", ""),
    "signed": ("authentic", True, "upload", "text-only"),
    "signed with the link": ("proven", True, "upload", "text-and-link"),
}


@pytest.mark.parametrize(("grade", "opens", "fetched_by", "folder"), WAYS.values(), ids=WAYS)
def test_how_well_the_mails_are_proven_decides_about_the_gate(example, grade, opens, fetched_by, folder):
    """The same mails: as files asserted and shut; fetched and vouched for, or signed, better proven and open."""
    if folder:
        needs_dkim()
    keys = read_keys(example.bytes("keys.yaml"), "keys.yaml") if folder else {}
    also = example.signed(folder) if folder else ()
    read = example.mails(fetched_by, also, keys=keys)
    assert {item.grade for item in read.evidence if item.id in REPLIES} == {grade}
    assert {item.grade for item in read.evidence if item.by == "r.diaz"} == {"asserted"}
    decision = decide(example.deal(fetched_by, also, keys=keys), "needs-confirmed", at=TEN_DAYS_LATER)
    assert (decision.passes, decision.allows_move) == (opens, opens)
    codes = {each.code for found in decision.requirements[:2] for each in found.sides["customer"].near_misses}
    assert ("grade-too-low" in codes) is not opens


def test_no_server_of_ours_no_word_of_a_server(example):
    """A connector alone opens nothing: anybody can write that a check was passed."""
    deal = example.deal(trusted=frozenset())
    assert not decide(deal, "needs-confirmed", at=TEN_DAYS_LATER).passes


def test_one_changed_word_breaks_the_signature(example):
    """Whoever makes 45 hours of the 40 that were signed has a file of two minds, and nothing of it counts."""
    needs_dkim()
    keys = read_keys(example.bytes("keys.yaml"), "keys.yaml")
    forged = [(name, raw.replace(b"40 hours", b"45 hours")) for name, raw in example.signed("text-and-link")]
    assert [name for name, raw in forged if (name, raw) not in example.signed("text-and-link")] == [
        "text-and-link/18-needs-review-answered.eml"
    ]
    assert not decide(example.deal("upload", forged, keys=keys), "needs-confirmed", at=TEN_DAYS_LATER).passes


def test_an_upload_of_everything_opens_no_gate_at_all(example):
    """The calendar and all mails as files: the same items, none of the customer's more than asserted."""
    deal = example.deal("upload")
    assert standing(deal, at=TEN_DAYS_LATER).verified == "lead"
    assert {item.grade for item in example.calendar("upload").evidence} == {"asserted"}


def test_the_event_again_changes_nothing(example):
    """A batch that is delivered twice is taken once."""
    batch = json.loads(example.bytes("recorder/events.json"))
    context = CrmContext.of(example.framework, "brightline-crm", people=example.people, grade="observed")
    twice = read_events([("events.json", json.dumps([*batch, *batch]).encode())], context)
    assert [each.rule for each in twice.outcomes] == ["evidence", "duplicate"]
    assert twice.facts == example.events.facts

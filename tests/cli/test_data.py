"""From files to a deal: which files are read, what is merged, and that nothing is swallowed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.raw_deal import write
from cli.small_deal import AT, CRM, FACTS, PEOPLE, ROOT

from gatecoach.cli.files import kind_of, left_out, mail_places, pieces
from gatecoach.cli.load import Inputs
from gatecoach.cli.options import Fetched
from gatecoach.errors import UsageError

MAIL = """\
From: {sender}
To: x@line.example
Subject: review
Date: {date}
Message-ID: <{id}>
{more}Authentication-Results: mx.line.example; dmarc=pass header.from={domain}
Content-Type: text/plain; charset="utf-8"

{text}
"""
LABELS = """\
labels:
  - {label: needs-review-sent, message: review@line.example, by: r.diaz, at: 2026-03-02, subject: 006A}
statements:
  - {id: s1, about: reply@pumps.example, outcome: confirms, quote: QUOTE, by: r.diaz, at: 2026-03-03}
"""
CONNECTED = ("--fetched-by", "connector", "--trusted", "mx.line.example")


def mail(id_, sender, text, day=2, more=""):
    """A mail as it stands in a file."""
    date = f"Mon, {day:02d} Mar 2026 09:00:00 +0100"
    return MAIL.format(id=id_, sender=sender, date=date, more=more, domain=sender.rpartition("@")[2], text=text)


@pytest.fixture
def mails(folder):
    """The deal's folder with two mails instead of typed evidence: the review and the answer to it."""

    def writing(quote="all three"):
        (folder / "deal/mails").mkdir()
        review = mail("review@line.example", "rosa@line.example", "three points")
        answer = mail(
            "reply@pumps.example", "anna@pumps.example", "Yes, all three.", 3, "In-Reply-To: <review@line.example>\n"
        )
        (folder / "deal/mails/1.eml").write_text(review, encoding="utf-8")
        (folder / "deal/mails/2.eml").write_text(answer, encoding="utf-8")
        (folder / "deal/facts.yaml").write_text(LABELS.replace("QUOTE", quote), encoding="utf-8")

    return writing


@pytest.fixture
def side(on_deal):
    """The status of the customer's side of the needs gate."""

    def asking(*words):
        row = json.loads(on_deal("decide", "006A", "needs-confirmed", "--format", "json", *words).out)
        return row["requirements"][0]["sides"]["customer"]

    return asking


def test_mails_of_a_folder_become_evidence(mails, side):
    """Fetched by a connector and vouched for by a trusted server, the answer counts."""
    mails()
    assert side(*CONNECTED)["status"] == "met"


@pytest.mark.parametrize(
    "words", [(), CONNECTED[:2], ("--fetched-by", "upload", *CONNECTED[2:]), (*CONNECTED[:3], "mx.other")]
)
def test_without_connector_and_trusted_server_the_answer_is_only_asserted(mails, side, words):
    """The near miss is the grade."""
    mails()
    assert [each["code"] for each in side(*words)["near-misses"]] == ["grade-too-low"]


def test_a_reading_whose_quote_is_not_in_the_mail_does_not_count_and_is_told(mails, on_deal, side):
    """Nobody can agree in another person's name."""
    mails(quote="all four")
    assert [each["code"] for each in side(*CONNECTED)["near-misses"]] == ["outcome-unread"]
    assert 'statement s1: "all four" is not in what reply@pumps.example newly says' in on_deal("standing", "006A").err


def test_a_reading_that_quotes_nothing_does_not_count_and_is_told(mails, on_deal, side):
    """No words, no reading."""
    mails(quote="' '")
    assert [each["code"] for each in side(*CONNECTED)["near-misses"]] == ["outcome-unread"]
    assert "statement s1: it quotes nothing" in on_deal("standing", "006A").err


def test_an_item_that_came_without_its_text_is_read_on_the_readers_word(run, folder):
    """As in any program that hands over no text."""
    bare = FACTS.replace(", text: yes please", "").replace(", text: it is 40 hours", "")
    (folder / "deal/facts.yaml").write_text(bare, encoding="utf-8")
    done = run("standing", "006A", "--data", "deal", "--at", "2026-03-16")
    assert "not used" not in done.err
    assert "Gap       none" in done.out


def test_intake_says_of_every_mail_what_it_became(mails, run):
    """People and labels are found in the folder itself; as text and as JSON."""
    mails()
    done = run("intake", "mail", "deal")
    assert done.code == 0
    assert done.out.startswith("1.eml  evidence needs-review-sent by r.diaz: a label says what this mail of ours is.\n")
    assert done.out.endswith("2 messages: 2 evidence.\n")
    rows = json.loads(run("intake", "mail", "deal", "--format", "json", *CONNECTED).out)
    assert [(each["name"], each["rule"], each["made"]) for each in rows["inputs"]] == [
        ("1.eml", "labelled", ["review@line.example"]), ("2.eml", "reply", ["reply@pumps.example"]),
    ]  # fmt: skip
    assert [each.get("grade", "asserted") for each in rows["facts"]] == ["observed", "observed"]


def test_intake_takes_people_and_labels_from_elsewhere(mails, run):
    """A folder of mails alone, with --data and --people for the rest; also a single mail."""
    mails()
    same = run("intake", "mail", "deal").out
    assert run("intake", "mail", "deal/mails", "--data", "deal").out == same
    one = run("intake", "mail", "deal/mails/1.eml", "--data", "deal/facts.yaml", "--people", "deal/people.yaml")
    assert one.out.endswith("1 message: 1 evidence.\n")


def test_intake_reads_files_of_any_name_and_ends_for_none(run, folder):
    """A dump of odd files: one sentence each, exit code 0."""
    (folder / "dump").mkdir()
    (folder / "dump/a").write_bytes(b"\x00\xff")
    (folder / "dump/b.txt").write_text("hello", encoding="utf-8")
    (folder / "dump/.hidden").write_text("x", encoding="utf-8")
    done = run("intake", "mail", "dump")
    assert done.code == 0
    assert done.out.endswith("2 messages: 2 not read.\n")


def test_files_may_be_named_one_by_one(run, side, on_deal):
    """--data takes files as well as folders, each once; --people adds people."""
    files = [word for name in ("facts.yaml", "crm.json") for word in ("--data", f"deal/{name}")]
    alone = run("standing", "006A", *files, "--people", "deal/people.yaml", "--at", AT)
    assert alone.out == on_deal("standing", "006A", "--data", "deal/facts.yaml").out


def test_a_yaml_file_of_any_name_is_known_by_its_key(run, folder, on_deal):
    """People and facts are told apart by what is in them."""
    expected = on_deal("standing", "006A").out
    (folder / "who.yml").write_text(PEOPLE, encoding="utf-8")
    (folder / "what.yaml").write_text(FACTS, encoding="utf-8")
    (folder / "export.json").write_text(json.dumps(CRM), encoding="utf-8")
    words = [word for name in ("who.yml", "what.yaml", "export.json") for word in ("--data", name)]
    assert run("standing", "006A", *words, "--at", AT).out == expected


def test_without_any_data_a_deal_is_simply_unproven(run):
    """Nothing known is an answer, too."""
    done = run("standing", "006A", "--at", AT)
    assert done.code == 0
    assert "Verified  Discovery" in done.out


def test_contacts_of_the_crm_join_the_people(on_deal, folder):
    """Somebody only the CRM knows is one of them; somebody known by their address stays one person."""
    rows = [("003A", "Economic buyer", "Eva", "eva@x.example"), ("003B", "", "B.", "BO@pumps.example")]
    contacts = [
        {"ContactId": id_, "OpportunityId": "006A", "Role": role, "Contact": {"Name": name, "Email": address}}
        for id_, role, name, address in rows
    ]
    crm = {**CRM, "OpportunityContactRole": {"done": True, "records": contacts}}
    (folder / "deal/crm.json").write_text(json.dumps(crm), encoding="utf-8")
    words = ("coach", "gate-review", "006A", "--as", "m.lee", "--coachee")
    assert 'there is no person "003B"' in on_deal(*words, "003B").err
    assert '"003A" is on the customer side' in on_deal(*words, "003A").err


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("claims: [{stage: nirvana}]", "not used: nirvana: There is no stage called nirvana here."),
        ("evidence: [{id: e, what: needs-reviw-sent, by: r.diaz, at: 2026-03-02}]",
         'not used: e: There is no kind of evidence called needs-reviw-sent here. did you mean "needs-review-sent"?'),
        ("evidence: [{id: e, what: quux, by: r.diaz, at: 2026-03-02}, {id: f, what: zap, by: r.diaz, at: 2026-03-02}]",
         "not used: 2 items of kinds that first-deal does not know (quux, zap). Is it the right --framework?"),
    ],
)  # fmt: skip
def test_a_fact_that_does_not_fit_is_told_and_the_rest_is_used(run, folder, rows, said):
    """Notes on stderr, the answer on stdout."""
    (folder / "more.yaml").write_text(rows + "\n", encoding="utf-8")
    done = run("standing", "006A", "--data", "deal", "--data", "more.yaml", "--at", AT)
    assert done.code == 0
    assert said in " ".join(done.err.split())
    assert "Gap       1 gate" in done.out


def test_what_does_not_fit_in_the_crm_is_told(run, folder):
    """An unknown stage claims nothing, and that is said with the place."""
    text = json.dumps(CRM).replace("Solution Fit", "Negotiation")
    (folder / "deal/crm.json").write_text(text, encoding="utf-8")
    done = run("standing", "006A", "--data", "deal", "--at", AT)
    assert 'no stage of the framework is called "Negotiation"' in done.err
    assert "Claimed   nothing" in done.out


def test_a_revocation_takes_an_item_back(run, folder):
    """Facts files may hold every kind of fact."""
    (folder / "more.yaml").write_text(
        "revocations: [{id: r, revokes: m1, by: r.diaz, at: 2026-03-03}]\n", encoding="utf-8"
    )
    done = run("decide", "006A", "needs-confirmed", "--data", "deal", "--data", "more.yaml", "--at", AT)
    assert "02 Mar  Rosa Diaz did this, but it was taken back." in done.out


def test_a_waiver_and_a_dated_field_count_too(run, folder):
    """What the files say of them reaches the decision: here that a field does not exist, and who may not waive."""
    (folder / "more.yaml").write_text(
        "fields: [{field: amuont, value: 5, at: 2026-03-01}]\n"
        "waivers: [{id: w, requirement: needs-confirmed.needs-are-theirs, by: r.diaz, at: 2026-03-03,"
        " until: 2026-03-09, reason: Later.}]\n",
        encoding="utf-8",
    )
    done = run("decide", "006A", "needs-confirmed", "--data", "deal", "--data", "more.yaml", "--at", AT)
    assert "amuont" in done.err
    assert "waive" in done.out


def test_readings_of_another_deals_mails_are_no_mistake(mails, run, folder):
    """Two deals in one folder: what belongs to the other is neither used nor complained about."""
    mails()
    text = (folder / "deal/facts.yaml").read_text("utf-8").replace("006A", "006B")
    (folder / "deal/facts.yaml").write_text(text, encoding="utf-8")
    done = run("standing", "006A", "--data", "deal", "--at", AT)
    assert "not used" not in done.err
    assert "Verified  Discovery" in done.out


def test_of_several_journeys_one_must_be_named(run, folder):
    """A framework with two journeys for deals asks which one."""
    for kind in ("stages", "questions"):
        for path in (ROOT / kind / "first-deal").rglob("*.yaml"):
            target = folder / "own" / kind / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(path.read_text("utf-8"), encoding="utf-8")
    second = (
        (folder / "own/stages/opportunity.yaml").read_text("utf-8").replace("journey: opportunity", "journey: renewal")
    )
    (folder / "own/stages/renewal.yaml").write_text(second, encoding="utf-8")
    words = ("standing", "006A", "--data", "deal", "--at", AT, "--framework", "own")
    refused = run(*words)
    assert refused.code == 2
    assert "the framework has 2 journeys for deals" in refused.err
    assert "opportunity, renewal" in refused.err
    assert run(*words, "--journey", "renewal").code == 0


def test_a_file_that_may_not_be_read_is_named(run, folder, monkeypatch):
    """The system's reason is said in one sentence."""

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    done = run("standing", "006A", "--data", "deal/facts.yaml", "--at", AT)
    assert done.code == 2
    assert "deal/facts.yaml: it cannot be read: Permission denied" in done.err


def test_what_a_row_says_about_its_own_grade_is_believed_of_a_connector_only(run, folder):
    """Anybody can type "proven": handed in, such a row is somebody's word, and that is told with the next step."""
    text = FACTS.replace("grade: observed", "grade: proven")
    (folder / "deal/facts.yaml").write_text(text, encoding="utf-8")
    words = ("decide", "006A", "needs-confirmed", "--check", "--data", "deal", "--at", "2026-03-20")
    assert run(*words, "--fetched-by", "connector").code == 0
    done = run(*words, "--fetched-by", "upload")
    assert done.code == 1
    assert "3 rows of facts say how well proven they are, which somebody may have typed" in done.err
    assert "taken as asserted (i2, m2, m3). Name --fetched-by connector where a connector wrote it" in done.err


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.eml", "mail"), ("a.MBOX", "mail"), ("a.ics", "calendar"), ("a.csv", "crm"), ("a.json", "crm"),
        ("events.json", "events"), ("events-march.jsonl", "events"), ("a.jsonl", "journal"), ("people.yaml", "people"),
        ("facts.yml", "facts"), ("keys.yaml", "keys"), ("who.yaml", "people"), ("dkim.yaml", "keys"), ("a.txt", None),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_name_and_one_of_yaml_by_its_key(tmp_path, name, kind):
    """Named alone it is taken for what it is."""
    text = {"who.yaml": "people: {}\n", "dkim.yaml": "keys: {}\n"}.get(name, "x")
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert kind_of(tmp_path / name) == kind


def test_a_folder_is_searched_for_every_kind(tmp_path):
    """Whatever lies where it is looked for is found, and what only looks like data is told as left out."""
    files = [
        "mails/1.eml", "mails/old.mbox", "mails/box/cur/1", "mails/box/new/2", "calendar/1.ics", "calendar/2.eml",
        "crm/deals.csv", "crm/acts.json", "events/a.json", "keys.yaml", "people.yaml", "facts.yaml", "one.ics",
    ]  # fmt: skip
    left = ["crm/notes.msg", "events/a.csv", "loose.csv", "mails/3.EML", "other.yaml"]
    for name in [*files, *left, ".hidden.eml", "mails/.4.eml", "readme.md"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("keys: {}\n" if name == "keys.yaml" else "x", encoding="utf-8")
    found = [(each.kind, each.path.relative_to(tmp_path).as_posix()) for each in pieces([tmp_path])]
    assert sorted(found) == sorted(
        [
            ("mail", "mails/1.eml"), ("mail", "mails/old.mbox"), ("mail", "mails/box"), ("mail", "calendar/2.eml"),
            ("calendar", "calendar/1.ics"), ("calendar", "one.ics"), ("crm", "crm/deals.csv"), ("crm", "crm/acts.json"),
            ("events", "events/a.json"), ("keys", "keys.yaml"), ("people", "people.yaml"), ("facts", "facts.yaml"),
        ]
    )  # fmt: skip
    assert sorted(each.relative_to(tmp_path).as_posix() for each in left_out([tmp_path])) == left


def test_a_folder_of_mails_is_read_whatever_its_files_are_called(tmp_path):
    """Where none has a name that we know; an empty one holds nothing."""
    (tmp_path / "mails").mkdir()
    with pytest.raises(UsageError, match="this folder holds nothing that can be read"):
        pieces([tmp_path])
    (tmp_path / "mails/.hidden").write_text("x", encoding="utf-8")
    assert mail_places(tmp_path) == []
    (tmp_path / "mails/dump.txt").write_text("x", encoding="utf-8")
    assert mail_places(tmp_path) == [tmp_path / "mails"]


def test_mails_and_entries_that_wait_are_told_with_the_command_that_says_why(run, folder):
    """One line a kind."""
    broken = {"mails__1_eml": "no mail", "calendar__1_ics": "BEGIN:VCALENDAR\nBEGIN:VEVENT\n"}
    write(folder / "deal", **broken)
    done = run("standing", "006A", "--data", "deal", "--at", AT)
    assert "1 mail was not used: see gatecoach intake mail deal\n" in done.err
    assert "1 calendar entry was not used: see gatecoach intake calendar deal\n" in done.err


def test_the_options_of_the_data_can_be_typed_again():
    """What a command shows to go on with means the same data, read the same way."""
    given = Inputs("acme", Path("p.yaml"), [Path("a"), Path("b c")], Fetched.CONNECTOR, ["mx.x"], "renewal",
                   ["csv", "bus.yaml"], Path("k.yaml"), ["/bus=mail"])  # fmt: skip
    typed = {name: [] for name in given.words()[::2]}
    for name, value in zip(given.words()[::2], given.words()[1::2], strict=True):
        typed[name].append(value)
    assert typed == {
        "--data": ["a", "b c"], "--people": ["p.yaml"], "--framework": ["acme"], "--journey": ["renewal"],
        "--mapping": ["csv", "bus.yaml"], "--channel": ["/bus=mail"], "--keys": ["k.yaml"],
        "--fetched-by": ["connector"], "--trusted": ["mx.x"],
    }  # fmt: skip
    assert Inputs("first-deal", None, (), Fetched.UPLOAD, ()).words() == []

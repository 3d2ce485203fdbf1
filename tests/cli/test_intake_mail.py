"""`gatecoach intake mail`: every message with what it became, as text, as JSON and into a journal."""

from __future__ import annotations

import json
import mailbox

import pytest
from cli.raw_deal import ANSWER, CARRIED, CONNECTED, LABELS, OURS, letter, write
from cli.small_deal import AT
from intake.signing import needs_dkim, pair, signed

from gatecoach.facts import Evidence, from_row

ASKED = ("intake", "mail", "deal", "--at", AT)


@pytest.fixture
def deal(folder):
    """The deal's folder with two mails and their labels instead of typed facts."""
    return write(folder / "deal", mails__1_eml=letter(OURS), mails__2_eml=letter(second=1), facts_yaml=LABELS)


def test_every_message_is_told_and_a_table_ends_the_report(deal, run):
    """Each with its sentence, then how many became what by which rule, then one sentence."""
    done = run(*ASKED)
    assert (done.code, done.err) == (0, f"as of {AT}\n")
    assert done.out == (
        "1.eml  evidence needs-review-sent by r.diaz: a label says what this mail of ours is.\n"
        "2.eml  evidence needs-review-answered by anna: it replies to review@line.example.\n"
        "\n"
        "evidence    2\n"
        "  labelled  1\n"
        "  reply     1\n"
        "\n"
        "2 messages: 2 evidence.\n"
    )


def test_in_german_sentences_and_table_are_german(deal, run):
    """The rules stay as they are: they are names."""
    out = run(*ASKED, "--language", "de").out
    assert "Nachweis needs-review-answered von anna: Sie antwortet auf" in out
    assert out.endswith("Nachweise   2\n  labelled  1\n  reply     1\n\n2 Nachrichten: 2 Nachweise.\n")


@pytest.mark.parametrize("columns", ["40", "80"])
def test_the_report_fits_a_narrow_terminal(deal, run, monkeypatch, columns):
    """What stands beside the name in a wide one stands below it; the table stays whole."""
    monkeypatch.setenv("COLUMNS", columns)
    out = run(*ASKED, "--journal", "deals.jsonl").out
    assert max(map(len, out.splitlines())) <= int(columns)
    assert "  labelled  1\n" in out


def test_as_json_everything_is_there(deal, run):
    """The shape has a number; each input with rule, parameters and proof; the facts as rows; no journal is none."""
    told = json.loads(run(*ASKED, "--format", "json", *CONNECTED).out)
    assert [*told] == ["schema", "intake", "inputs", "counts", "facts", "findings", "journal"]
    assert (told["schema"], told["intake"], told["findings"], told["journal"]) == (1, "mail", [], None)
    assert told["inputs"][1] == {
        "name": "2.eml", "id": "reply@pumps.example", "outcome": "evidence", "rule": "reply",
        "params": {"what": "needs-review-answered", "by": "anna", "answers": "review@line.example"},
        "text": "evidence needs-review-answered by anna: it replies to review@line.example.",
        "made": ["reply@pumps.example"], "proof": "vouched", "proof-text": "a server we trust checked the sender.",
    }  # fmt: skip
    assert told["counts"] == [
        {"outcome": "evidence", "rule": "labelled", "number": 1},
        {"outcome": "evidence", "rule": "reply", "number": 1},
    ]
    row = told["facts"][1]
    assert (row.pop("deal"), row["grade"]) == ("", "observed")
    assert from_row(row).id == "reply@pumps.example"


def test_facts_are_kept_once_however_often_they_are_taken_in(deal, run, journaled):
    """In the stream of the deal that the labels name; a second run says that there is nothing new."""
    words = (*ASKED, *CONNECTED, "--journal", "deals.jsonl")
    assert run(*words).out.endswith("2 messages: 2 evidence.\n\n2 facts kept in deals.jsonl.\n")
    before = journaled()
    assert run(*words).out.endswith("Nothing new for deals.jsonl; 2 facts known already.\n")
    assert journaled() == before
    ((stream, facts),) = before.items()
    assert (stream, [each.id for each in facts]) == (
        "opportunity 006A",
        ["review@line.example", "reply@pumps.example"],
    )
    told = json.loads(run(*words, "--format", "json").out)["journal"]
    assert told == {"file": "deals.jsonl", "added": 0, "known": 2, "conflicts": []}


def test_another_mail_of_the_same_id_is_a_finding_and_the_kept_one_holds(deal, run, journaled):
    """It is told with the next step, as text and as JSON, and nothing is added."""
    words = (*ASKED, "--journal", "deals.jsonl")
    run(*words)
    before = journaled()
    (deal / "mails/2.eml").write_text(letter((*ANSWER[:2], "No, not at all.", ANSWER[3]), 1), encoding="utf-8")
    done = run(*words)
    assert done.code == 0
    flat = " ".join(done.out.split())
    assert "warning: reply@pumps.example is kept already and says something else there; the one that is kept" in flat
    assert "take all of them into another journal" in flat
    assert done.out.endswith("Nothing new for deals.jsonl; 1 fact known already.\n")
    (conflict,) = json.loads(run(*words, "--format", "json").out)["journal"]["conflicts"]
    assert (conflict["code"], conflict["path"]) == ("conflicting-copies", "reply@pumps.example")
    assert journaled() == before


def test_a_mail_that_is_labelled_later_is_kept_as_a_newer_revision(deal, run, journaled):
    """The same message, now understood: what counts is the newest reading of it, and only once."""
    only_ours = LABELS.replace("needs-review-sent", "invitation-sent", 1)
    (deal / "facts.yaml").write_text(only_ours, encoding="utf-8")
    words = (*ASKED, "--journal", "deals.jsonl")
    run(*words)
    (deal / "facts.yaml").write_text(LABELS, encoding="utf-8")
    assert "2 facts kept" in run(*words).out
    assert "Nothing new" in run(*words).out
    (facts,) = journaled().values()
    told = [(each.id, each.what, each.revision) for each in facts]
    assert told[1::2] == [
        ("reply@pumps.example", "invitation-answered", 0),
        ("reply@pumps.example", "needs-review-answered", 1),
    ]


def test_the_same_mails_less_well_proven_change_nothing(deal, run, journaled):
    """What a connector fetched stays observed, though somebody hands in the files as well."""
    run(*ASKED, *CONNECTED, "--journal", "deals.jsonl")
    assert "Nothing new" in run(*ASKED, "--journal", "deals.jsonl").out
    assert "2 facts kept" in run(*ASKED, "--journal", "other.jsonl").out
    assert "facts kept in other.jsonl" in run(*ASKED, *CONNECTED, "--journal", "other.jsonl").out
    (facts,) = journaled("other.jsonl").values()
    assert facts[-1].grade == "observed"


def test_of_several_deals_each_has_its_own_stream(deal, run, journaled):
    """By the labels; a reply goes to the deal of what it answers."""
    other = ("second@line.example", OURS[1], "Two points.", "")
    write(deal, mails__3_eml=letter(other, 2))
    text = LABELS.replace("first-call@line.example", "second@line.example").replace(
        "006A}\n  - {label: inv", "006A}\n  - {label: inv"
    )
    (deal / "facts.yaml").write_text(text[: text.rindex("006A")] + "006B}\n", encoding="utf-8")
    assert run(*ASKED, "--journal", "deals.jsonl").code == 0
    typed = {
        stream: [each.id for each in facts if isinstance(each, Evidence) and each.what]
        for stream, facts in journaled().items()
    }
    assert typed == {
        "opportunity 006A": ["review@line.example", "reply@pumps.example"],
        "opportunity 006B": ["second@line.example"],
    }


def test_without_a_deal_nothing_is_kept(deal, run, folder):
    """The next step is an option; with it the facts are kept under that name."""
    (deal / "facts.yaml").write_text(LABELS.replace(", subject: 006A", ""), encoding="utf-8")
    (deal / "crm.json").unlink()
    done = run(*ASKED, "--journal", "deals.jsonl")
    assert (done.code, done.out) == (2, "")
    assert "[which-deal] Name it with --deal ID." in done.err
    assert not (folder / "deals.jsonl").exists()
    assert run(*ASKED, "--journal", "deals.jsonl", "--deal", "006A").code == 0


def test_a_deal_is_named_by_id_or_name(deal, run, journaled):
    """A typing mistake begins no stream."""
    assert run(*ASKED, "--journal", "deals.jsonl", "--deal", "line 3").code == 0
    assert [*journaled()] == ["opportunity 006A"]
    done = run(*ASKED, "--journal", "deals.jsonl", "--deal", "006B")
    assert (done.code, 'there is no deal "006B" in the data [unknown-subject]' in done.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere",), "nowhere: there is no such file or folder [no-such-file]"),
        (("empty",), "empty: this folder holds no mail [nothing-here] Mails are *.eml, *.mbox, a Maildir"),
        (("typed",), "typed: this folder holds no mail [nothing-here]"),
        (("deal", "--journal", ":memory:"), "[nothing-kept] Name a file that ends in .db or .jsonl, or an address"),
        (("deal", "--journal", "deals.txt"), '"deals.txt" is no place for a journal'),
        (("deal", "--journal", "broken.jsonl"), "broken.jsonl:1: line 1 of the journal is damaged"),
        (("deal", "--keys", "nowhere.yaml"), "nowhere.yaml: it cannot be read: No such file or directory"),
        (("deal", "--mapping", "salesfroce"), 'there is no mapping "salesfroce" [unknown-mapping] did you mean'),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_with_the_next_step(deal, run, folder, words, said):
    """Exit code 2, nothing on stdout."""
    (folder / "empty").mkdir()
    write(folder, typed__people_yaml="people: {}\n", broken_jsonl="no journal\n")
    done = run("intake", "mail", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_an_mbox_beside_mails_and_a_maildir_are_read_too(deal, run):
    """Whatever lies in the folder of mails: nothing is passed over."""
    write(
        deal, mails__old_mbox=f"From - Tue Mar  3 09:00:00 2026\n{letter(('o1@x.example', 'who@x.example', 'Hi.', ''))}"
    )
    box = mailbox.Maildir(deal / "mails/box")
    box.add(letter(("b1@x.example", "who@x.example", "Hello.", "")))
    names = [each["name"] for each in json.loads(run(*ASKED, "--format", "json").out)["inputs"]]
    assert names[:2] == ["1.eml", "2.eml"]
    assert (names[2].startswith("box/new/"), names[3:]) == (True, ["old.mbox/1"])


def test_files_that_nobody_reads_are_told(deal, run):
    """Also among the mails; the report is the same."""
    before = run(*ASKED).out
    write(deal, mails__4_msg="x", notes_xlsx="x", mails__note_txt="x")
    done = run(*ASKED)
    assert done.out == before
    assert done.err == f"as of {AT}\nnot looked at: deal/notes.xlsx, deal/mails/4.msg\n"


def test_an_invitation_is_left_to_the_calendar(deal, run):
    """It is told as such, and no evidence of a mail."""
    write(deal, mails__3_eml=CARRIED)
    assert "3.eml  nothing as a mail: it carries a calendar entry (REPLY)" in run(*ASKED).out


def test_a_key_beside_the_mails_or_named_proves_a_signed_one(deal, run, folder):
    """Though somebody only handed the file in; without the key it stays asserted."""
    needs_dkim()
    (deal / "mails/2.eml").write_bytes(signed(letter(second=1).encode()))

    def grade(*words):
        return json.loads(run(*ASKED, "--format", "json", *words).out)["facts"][1]["grade"]

    assert grade() == "asserted"
    keys = f'keys:\n  k1._domainkey.pumps.example: "{pair().record}"\n'
    write(folder, dkim_yaml=keys)
    assert grade("--keys", "dkim.yaml") == "proven"
    write(deal, keys_yaml=keys)
    assert grade() == "proven"


def test_a_date_that_is_still_to_come_is_for_somebody_to_look_at(deal, run):
    """Seen from the time of the command."""
    assert "2.eml  please look" not in run(*ASKED).out
    assert "2.eml  please look" in run("intake", "mail", "deal", "--at", "2026-03-02").out

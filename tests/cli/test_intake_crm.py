"""`gatecoach intake crm`: the deals of an export, what is not used of it and why, and nothing held in memory."""

from __future__ import annotations

import csv
import gc
import json

import pytest
from cli.raw_deal import CONTACTS, DEALS, write
from cli.small_deal import AT

from gatecoach.cli import output
from gatecoach.facts import from_row
from gatecoach.intake import CrmSubject
from gatecoach.intake import crm as intake_crm
from gatecoach.intake.crm import stream_crm

ASKED = ("intake", "crm", "export", "--at", AT)
ROWS = [
    "rows 5", "deals 2", "claims 2", "people 2", "evidence 0", "labels 0",
    "rejected 3", "two-rows 1", "unknown-role 1", "unknown-stage 1",
]  # fmt: skip


@pytest.fixture
def export(folder):
    """An export as plain CSV: a deal of which another row says something else, and a role that nobody knows."""
    return write(folder / "export", deals_csv=DEALS, contacts_csv=CONTACTS)


def test_every_deal_every_cause_and_the_numbers_are_told(export, run):
    """Dirty rows end nothing: they are findings with file, row and column, and are counted; the answer is yes."""
    done = run(*ASKED)
    assert (done.code, done.err) == (0, f"as of {AT}\n")
    lines = done.out.splitlines()
    assert lines[:2] == [
        "006A Line 3: claimed discovery; 2 people, 1 claim, no items of evidence, no labels.",
        "006B Line 4: claimed needs-analysis; no people, 1 claim, no items of evidence, no labels.",
    ]
    flat = " ".join(done.out.split())
    assert 'export/contacts.csv row 3.role: error: no role of the framework is called "Boss" [GC028]' in flat
    assert 'export/deals.csv row 3.stage: error: no stage of the framework is called "Nirvana" [GC028]' in flat
    assert [" ".join(line.split()) for line in lines[-len(ROWS) - 2 : -2]] == ROWS
    assert done.out.endswith("\n5 rows: 2 deals, 3 rejected.\n")


@pytest.mark.parametrize("columns", ["40", "80"])
def test_the_report_fits_a_narrow_terminal(export, run, monkeypatch, columns):
    """Findings as well."""
    monkeypatch.setenv("COLUMNS", columns)
    assert max(map(len, run(*ASKED).out.splitlines())) <= int(columns)


def test_rejects_are_written_with_their_reason(export, run, folder):
    """One line each, for a spreadsheet; how many is told beside the data."""
    done = run(*ASKED, "--rejects", "rejects.csv")
    assert (done.code, "3 rejects written to rejects.csv" in done.err) == (0, True)
    with (folder / "rejects.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(each["reason"], each["row"], each["value"]) for each in rows] == [
        ("unknown-role", "3", "Boss"),
        ("unknown-stage", "3", "Nirvana"),
        ("two-rows", "3", "006A"),
    ]
    done = run(*ASKED, "--rejects", "nowhere/rejects.csv")
    assert (done.code, done.out) == (2, "")
    assert "nowhere/rejects.csv: it cannot be written: No such file or directory [not-written]" in done.err


def test_as_json_everything_is_there(export, run):
    """Deals with their people and facts, every reject, the numbers; a second line of defence is the schema number."""
    told = json.loads(run(*ASKED, "--format", "json").out)
    assert [*told] == ["schema", "intake", "deals", "rejects", "mapping", "inputs", "counts", "rejected", "skipped",
                       "ignored", "findings", "journal"]  # fmt: skip
    assert (told["schema"], told["mapping"], told["journal"]) == (1, "csv", None)
    assert told["inputs"] == ["export/contacts.csv", "export/deals.csv"]
    first, second = told["deals"]
    assert (first["id"], first["journey"], [each["id"] for each in first["people"]]) == (
        "006A",
        "opportunity",
        ["c1", "c2"],
    )
    assert from_row(second["facts"][0]).stage == "needs-analysis"
    assert [each["reason"] for each in told["rejects"]] == ["unknown-role", "unknown-stage", "two-rows"]
    assert told["rejects"][1] == {
        "reason": "unknown-stage", "file": "export/deals.csv", "table": "deals", "row": 3, "column": "stage",
        "value": "Nirvana", "whole": False, "text": 'no stage of the framework is called "Nirvana"',
        "hint": "known: discovery, disqualified, lost, needs analysis, needs-analysis, solution fit, solution-fit",
    }  # fmt: skip
    assert told["counts"] == {"deals": 2, "claims": 2, "people": 2, "evidence": 0, "labels": 0, "rows": 5}
    assert len(told["findings"]) == 3


def test_an_export_without_deals_is_json_too(folder, run):
    """A header alone."""
    write(folder, deals_csv="id,stage\n")
    told = json.loads(run("intake", "crm", "deals.csv", "--format", "json").out)
    assert (told["deals"], told["rejects"], told["counts"]["rows"]) == ([], [], 0)


def test_each_deal_has_a_stream_and_claims_are_kept_once(export, run, journaled):
    """A stage that only repeats the last one is no new claim, however late the CRM says it; another one is."""
    words = (*ASKED, "--journal", "deals.jsonl")
    assert run(*words).out.endswith("2 facts kept in deals.jsonl.\n")
    assert run(*words).out.endswith("Nothing new for deals.jsonl; 2 facts known already.\n")
    write(export, deals_csv="id,stage,since\n006A,Discovery,2026-03-01\n006B,Solution fit,2026-03-02\n")
    told = json.loads(run(*words, "--format", "json").out)["journal"]
    assert told == {"file": "deals.jsonl", "added": 1, "known": 1, "conflicts": []}
    assert sorted(journaled()) == ["opportunity 006A", "opportunity 006B"]
    assert [each.stage for each in journaled()["opportunity 006B"]] == ["needs-analysis", "solution-fit"]


def test_a_journal_may_be_an_address(export, run, folder):
    """As for every other command; where several hosts write it is one."""
    assert run(*ASKED, "--journal", "sqlite:///deals.db").out.endswith("2 facts kept in sqlite:///deals.db.\n")
    assert run(*ASKED, "--journal", "deals.db").out.endswith("Nothing new for deals.db; 2 facts known already.\n")


def test_beside_an_export_people_are_found_and_nothing_that_is_read_is_called_left_out(export, run):
    """Loose files of one export beside people.yaml; whoever has the address is that person."""
    write(export, people_yaml="people: {eva: {side: customer, addresses: [eva@pumps.example]}}\n", old_xlsx="x")
    done = run(*ASKED, "--format", "json")
    assert done.err == f"as of {AT}\nnot looked at: export/old.xlsx\n"
    assert [each["id"] for each in json.loads(done.out)["deals"][0]["people"]] == ["eva", "c2"]


def test_a_result_goes_into_a_file_and_an_export_that_cannot_be_read_begins_none(export, run, folder):
    """What is no export at all is refused before a line is written."""
    assert run(*ASKED, "--out", "report.txt").out == ""
    assert (folder / "report.txt").read_text(encoding="utf-8").endswith("5 rows: 2 deals, 3 rejected.\n")
    write(folder, other_csv="a,b\n1,2\n")
    assert run("intake", "crm", "other.csv", "--out", "other.txt").code == 2
    assert not (folder / "other.txt").exists()


BAD = [
    (("nowhere",), "nowhere: there is no such file or folder [no-such-file]"),
    (("empty",), "empty: this folder holds no export [nothing-here] An export is crm.json or *.csv"),
    (("export", "--mapping", "hubspott"), 'there is no mapping "hubspott" [unknown-mapping] did you mean "hubspot"?'),
    (("export", "--mapping", "bus.yaml"), "none of the mappings that are named reads exports [which-mapping] Name one"),
    (("export", "--mapping", "nowhere.yaml"), "nowhere.yaml: it cannot be read: No such file or directory"),
    (("export", "--mapping", "wrong.yaml"), 'wrong.yaml:5:14: error: unknown stage or end "prospecting"'),
    (("export", "--mapping", "who.yaml"), "who.yaml:1:1: error: no key at the top says what this file is"),
    (
        ("export", "--mapping", "csv", "--mapping", "tryton"),
        "several of the mappings that are named read exports: csv,",
    ),
    (("mixed",), "it is not said how these exports are to be read [which-mapping] Name one with --mapping: csv, hub"),
    (("other.csv",), "It was read by csv; name another mapping with --mapping."),
    (("export", "--mapping", "salesforce"), "this is no JSON"),
]


@pytest.mark.parametrize(("words", "said"), BAD, ids=[" ".join(each[0]) for each in BAD])
def test_what_cannot_be_read_is_said_with_the_next_step(export, run, folder, words, said):
    """Exit code 2, nothing on stdout."""
    (folder / "empty").mkdir()
    write(folder, mixed__a_csv="a\n", mixed__b_json="{}", other_csv="a,b\n1,2\n", who_yaml="people: {}\n")
    write(folder, bus_yaml="mapping: bus\nevents: {moved: {deal: subject, stage: data.stage}}\n")
    write(
        folder,
        wrong_yaml="mapping: ours\ndeals: {in: deals, id: id, stage: stage}\n\nstages:\n  Discovery: prospecting\n",
    )
    write(folder, acme_yaml='gatecoach: 1\nframework: acme\nversion: "1"\n')
    done = run("intake", "crm", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_mapping_in_a_file_builds_on_a_bundled_one(export, run, folder):
    """The words of this CRM, and nothing else, stand in it."""
    write(
        folder, ours_yaml="mapping: ours\nextends: csv@1\nstages: {Nirvana: discovery}\nroles: {Boss: economic-buyer}\n"
    )
    told = json.loads(run(*ASKED, "--mapping", "ours.yaml", "--format", "json").out)
    assert (told["mapping"], told["rejected"]) == ("ours", {"two-rows": 1})


def test_the_only_mapping_of_a_framework_is_its_own_choice(export, run, folder):
    """Nobody has to name it."""
    head = 'gatecoach: 1\nframework: acme\nversion: "1"\nextends: first-deal@2026.1\n'
    write(
        folder, acme__framework_yaml=head, acme__crm_yaml="mapping: acme-crm\nextends: csv@1\nstages: {Nirvana: none}\n"
    )
    told = json.loads(run(*ASKED, "--framework", "acme", "--format", "json").out)
    assert (told["mapping"], "unknown-stage" in told["rejected"]) == ("acme-crm", False)


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_long_export_is_not_held(folder, run, monkeypatch, form):
    """When the last deal comes those before it are gone, and what was said of them is in the file already."""
    text = "".join(f"{number},Deal {number},{'Nirvana' if number % 2 else 'Discovery'}\n" for number in range(300))
    write(folder, deals_csv=f"id,name,stage\n{text}")
    seen = []

    def watching(*known):
        yield from stream_crm(*known)
        seen.append(sum(isinstance(thing, CrmSubject) for thing in gc.get_objects()))
        seen.append((folder / "report").stat().st_size)

    monkeypatch.setattr(intake_crm, "stream_crm", watching)
    monkeypatch.setattr(output, "PIECE", 4000)
    assert run("intake", "crm", "deals.csv", "--format", form, "--out", "report").code == 0
    held, written = seen
    assert held <= 2
    assert written > 4000


def test_a_deal_is_judged_from_a_folder_of_an_export(folder, run):
    """`crm/` beside the facts; what the CRM typed is told by the seller and opens nothing."""
    acts = (
        "id,deal,at,by,what,answers\n"
        "t0,006A,2026-03-02,rosa@line.example,needs-review-sent,\n"
        "t1,006A,2026-03-03,anna@pumps.example,needs-review-answered,t0\n"
    )
    write(folder / "deal", crm__deals_csv="id,name,stage\n006A,Line 3,Solution fit\n", crm__activities_csv=acts)
    write(folder / "deal", facts_yaml="labels: []\n")
    (folder / "deal/crm.json").unlink()
    done = run("decide", "line 3", "needs-confirmed", "--data", "deal", "--at", "2026-03-20")
    assert (done.code, done.err) == (0, "as of 2026-03-20\n")
    assert "03 Mar  Anna Vance has to say this in person" in done.out
    assert "Claimed   Solution fit" in run("standing", "line 3", "--data", "deal", "--at", "2026-03-20").out
    done = run("standing", "line 3", "--data", "deal", "--mapping", "salesforce", "--at", "2026-03-20")
    assert (done.code, "cannot be used" in done.err or "this is no JSON" in done.err) == (2, True)

"""`gatecoach priorities`, `impact` and `trend`: what people see of a small pipeline, and what a script reads."""

from __future__ import annotations

import csv
import json
import shutil

import pytest
from cli.small_deal import CRM, FACTS, PEOPLE, ROOT

from gatecoach import open_session
from gatecoach.cli import main
from gatecoach.facts import Person
from gatecoach.framework import load
from gatecoach.journal import open_journal
from gatecoach.testing.builders import deal as built

AT = ("--at", "2026-03-20")
SIGNED = 'signals: {gone: {say: "No word for ten days.", silence: 10 days, suggest: disqualify}}'
STRICTER = ("customer: needs-review-answered", "customer: {what: needs-review-answered, by: economic-buyer}")
TABLES = {
    "deals": [("deal", "name", "owner", "claimed", "amount"), ("D1", "Brook", "sam", "solution-fit", "48000"),
              ("D2", "Lake", "sam", "solution-fit", "90000"), ("D3", "Mill", "sam", "solution-fit", "7000"),
              ("D4", "North", "kim", "solution-fit", ""), ("D5", "Pine", "kim", "discovery", "300")],
    "people": [("person", "side", "name"), ("sam", "seller", "Sam Lee"), ("kim", "seller", ""),
               ("vera", "customer", "Vera Moll")],
    "roles": [("person", "role"), ("sam", "rep"), ("kim", "rep"), ("vera", "key-stakeholder")],
    "participants": [("deal", "person"), *((f"D{n}", who) for n in range(1, 6) for who in ("sam", "kim", "vera"))],
    "sources": [("source", "channel"), ("mail", "mail")],
    "evidence": [("deal", "id", "by", "at", "what", "source", "grade"),
                 *((deal, "m1", "sam", "2026-03-02", "invitation-sent", "mail", "observed") for deal in ("D1", "D2")),
                 *((deal, "m2", "vera", day, "invitation-answered", "mail", "observed")
                   for deal, day in (("D1", "2026-03-17"), ("D2", "2026-03-03"))),
                 ("D1", "m3", "sam", "2026-03-10", "needs-review-sent", "mail", "observed"),
                 ("D3", "m1", "sam", "2026-03-18", "invitation-sent", "mail", "observed")],
    "links": [("deal", "id", "answers", "source"), ("D1", "m2", "m1", "mail"), ("D2", "m2", "m1", "mail")],
    "statements": [("deal", "about", "outcome", "quote", "by", "at"),
                   *((deal, "m2", "accepts", "yes", "sam", "2026-03-18") for deal in ("D1", "D2"))],
}  # fmt: skip


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with tables of five deals, the bundled framework as `v1`, and one with a sign and a stricter gate."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tables").mkdir()
    for name, rows in TABLES.items():
        with (tmp_path / f"tables/{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    for name in ("v1", "v2"):
        shutil.copytree(ROOT / "stages/first-deal", tmp_path / name)
    for path in (tmp_path / "v2/framework.yaml", tmp_path / "v2/opportunity.yaml"):
        text = path.read_text(encoding="utf-8").replace(*STRICTER).replace('version: "2026.1"', 'version: "2027.1"')
        path.write_text(text, encoding="utf-8")
    path = tmp_path / "v1/opportunity.yaml"
    asked = "    ask: Which of their needs decides"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(asked, f"    {SIGNED}\n{asked}"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(place, capsys, monkeypatch):
    """Run a command on the tables; gives its code, what it says, and what it notes."""

    def running(*words, columns=80):
        monkeypatch.setenv("COLUMNS", str(columns))
        capsys.readouterr()
        code = main([*words])
        done = capsys.readouterr()
        return code, done.out, done.err

    return running


SEEN = {}


@pytest.fixture
def seen(run):
    """The output of a command on the tables as they are; asked again it is not run again."""

    def told(*words, columns=80):
        if (words, columns) not in SEEN:
            SEEN[words, columns] = run(*words, columns=columns)
        return SEEN[words, columns]

    return told


WINNABLE = ("priorities", "--framework", "v1", "--data", "tables", *AT)


def test_priorities_say_whom_to_coach_and_whom_to_leave(seen):
    """In the order of gap times worth; Lake is silent beyond what its gate allows; Sam lacks the same three times."""
    code, out, _ = seen(*WINNABLE, columns=40)
    assert max(map(len, out.splitlines())) <= 40
    words = " ".join(out.split())
    assert code == 0
    assert words.startswith(
        "Opportunity, as of 20 March 2026, by first-deal 2026.1 5 open deals, of which 3 are winnable."
    )
    assert "1. Brook (D1), Sam Lee: claims Solution fit and shows Needs analysis, 1 gate apart, for 48,000;" in words
    assert 'first missing on the customer side: "The key stakeholder confirmed or corrected our needs review".' in words
    assert "Ask: What in their reply is agreement, and what is courtesy?" in words
    assert words.index("1. Brook") < words.index("2. Mill") < words.index("3. North (D4), kim")
    assert "Lake (D2), Sam Lee, 90,000: recommend disqualify. No word for ten days (17 days by now)." in words
    assert "is missing in 3 deals (D1, D2, D3)." in words


def test_priorities_are_of_one_rep_by_id_or_name_and_cut_at_the_limit(run):
    """A name is found however it is written; of somebody else there is a refusal that says who there is."""
    _, by_name, _ = run(*WINNABLE, "--owner", "sam lee", "--limit", "1")
    assert "Opportunity of Sam Lee" in by_name
    assert "1 more winnable deal after these; --limit shows more." in by_name
    assert "Lake (D2), 90,000" in by_name
    code, out, err = run(*WINNABLE, "--owner", "sem")
    assert (code, out) == (2, "")
    assert '"sem" owns no open deal' in err
    assert "sam" in err.split("[unknown-owner]")[1]


def test_the_same_for_a_script(seen):
    """Every deal with its reasons; both forms say the same."""
    _, out, _ = seen(*WINNABLE, "--format", "json")
    told = json.loads(out)
    assert [each["id"] for each in told["deals"]] == ["D1", "D3", "D4"]
    assert told["deals"][0]["lacks"][0]["requirement"] == "needs-confirmed.needs-are-theirs"
    assert (told["leave"][0]["id"], told["leave"][0]["advice"]) == ("D2", "disqualify")
    assert told["skills-talks"][0]["deals"] == ["D1", "D2", "D3"]
    assert told["bands"]["winnable"]["share-of-deals"] == 60.0
    assert {each["talks"] for each in told["bands"].values()} == {None}


def test_talks_are_counted_by_band(run, place):
    """A talk about the deal that is to be left is time spent there."""
    framework = load("v1")
    people = [Person(id="sam", side="seller", roles=["rep"]), Person(id="lee", side="seller", roles=["manager"])]
    about = built(framework, id="D2", people=people, journey="opportunity")
    session, events = open_session(framework, "gate-review", about=about, coach="lee", coachee="sam", at=_noon())
    with open_journal("talks.db") as journal:
        journal.append(session.stream, 0, events)
    _, out, _ = run(*WINNABLE, "--journal", "talks.db")
    rows = {line.split()[0]: line for line in out.splitlines() if line.endswith("%)")}
    assert rows["to"].endswith("1 (100 %)")
    assert rows["winnable"].endswith("0 (0 %)")


def _noon():
    import datetime as dt  # noqa: PLC0415 - only here

    return dt.datetime(2026, 3, 19, 12, tzinfo=dt.UTC)


IMPACT = ("impact", "v1", "v2", *AT)


def test_an_impact_names_the_deals_that_move_and_writes_nothing(run, place):
    """Here the stakeholder's yes was enough, and would be no more; the files are as they were."""
    text = (place / "v2/opportunity.yaml").read_text(encoding="utf-8")
    asked = text.replace(
        "by: [key-stakeholder, economic-buyer]\n    answers: invitation-sent",
        "by: economic-buyer\n    answers: invitation-sent",
    )
    (place / "v2/opportunity.yaml").write_text(asked, encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*")}
    code, out, _ = run(*IMPACT, "--data", "tables", columns=40)
    assert max(map(len, out.splitlines())) <= 40
    words = " ".join(out.split())
    assert code == 0
    assert "5 deals: 2 move back (138,000), 3 stand where they stood (7,300)." in words
    assert "By the gate that decides Mutual interest: 2 deals" in words
    assert "Vera Moll did this, but holds none of the roles that count here (economic-buyer)." in words
    assert {path: path.stat().st_mtime_ns for path in place.rglob("*")} == before


def test_an_impact_and_a_dry_run_say_the_same_of_the_same_files(run, place):
    """Of an export with its facts: the deal that moves, its reasons in every language, and the sums."""
    (place / "deal").mkdir()
    crm = json.loads(json.dumps(CRM))
    crm["Opportunity"]["records"][0]["Amount"] = 48000
    for name, text in (("people.yaml", PEOPLE), ("facts.yaml", FACTS), ("crm.json", json.dumps(crm))):
        (place / "deal" / name).write_text(text, encoding="utf-8")
    more = ("--data", "deal", "--fetched-by", "connector", "--format", "json")
    found, dry = (json.loads(run(*words, *more)[1]) for words in (IMPACT, ("migrate", "v1", "v2", "--dry-run", *AT)))
    assert [each["direction"] for each in found["deals"]] == ["back"]
    assert found["deals"] == dry["deals"]
    assert found["totals"] == dry["totals"]
    assert found["map"] == dry["map"]


def test_a_trend_has_a_row_for_each_day_until_the_last(run):
    """Every week, counted back from the day of --at; a deal counts once anything dated of it was known."""
    words = ("trend", "--framework", "v1", "--data", "tables", *AT, "--from", "2026-03-01", "--every", "7")
    told = json.loads(run(*words, "--format", "json")[1])
    days = [(each["at"], each["deals"], each["gap"], each["amount"]) for each in told["days"]]
    assert days == [("2026-03-06", 4, 6, "138000"), ("2026-03-13", 4, 6, "138000"), ("2026-03-20", 5, 6, "145000")]
    assert told["undated-claims"] == 5


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--from", "yesterday"), "bad-day"),
        (("--from", "2026-03-21"), "bad-day"),
        (("--every", "0"), "bad-duration"),
        (("--every", "often"), "bad-duration"),
        (("--money", "close-date"), "unknown-field"),
    ],
)
def test_a_trend_over_no_days_is_refused_with_a_next_step(run, words, code):
    """Nothing is shown, and what to write instead is said."""
    done, out, err = run("trend", "--framework", "v1", "--data", "tables", *AT, *words)
    assert (done, out) == (2, "")
    assert f"[{code}]" in err

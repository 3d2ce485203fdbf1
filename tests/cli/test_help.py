"""Each command's `--help` ends what it says with an example, and the example works."""

from __future__ import annotations

import importlib.util
import shlex

import pytest
import typer
from cli.raw_deal import BUS, INVITATION, LABELS, event, write
from cli.small_deal import AT, COACH, FACTS, WHOLE

from gatecoach.cli.app import app

FRAMEWORK = """\
gatecoach: 1
framework: acme
version: "1"
extends: first-deal@2026.1
"""
SCENARIO = """\
scenario: the rep mailed, nobody answered
journey: opportunity
people: {diaz: {side: seller}}
sources: {mailbox: mail}
at: 2026-05-01
given: [{id: m1, day: 2026-04-02, what: needs-review-sent, by: diaz, source: mailbox}]
expect: {needs-confirmed: {passes: false}}
"""
MAIL = """\
Authentication-Results: mx.line.example; dkim=pass header.d=line.example
From: Rosa Diaz <rosa@line.example>
To: Anna Vance <anna@pumps.example>
Date: Mon, 2 Mar 2026 10:00:00 +0000
Message-ID: <m1@line.example>

What did I get wrong?
"""
STOPPED = ["stop: it was an example"]
SAYS = {
    "standing": "Gap       1 gate",
    "decide": "The least that would open it now",
    "coach": "The talk was ended early.",
    "talks": "1 talk that Mina Lee may read",
    "lint": "needs-confirmed: Needs confirmed",
    "explain": "GC014:",
    "schema": "written to acme.schema.json",
    "figures": "Quoted as printed.",
    "graph": "written to first-deal.svg",
    "ics": "written to follow-up.ics",
    "migrate": "A dry run: nothing was written.",
    "impact": "Nothing was published, and nothing written.",
    "priorities": "1 open deal",
    "trend": "Opportunity, the gap from",
    "audit": "Opportunity: 1 deal, 1 open",
    "report pipeline": "written to pipeline.html",
    "journal verify": "everything is as it was written.",
    "journal checkpoint": "written to checkpoint.json",
    "journal export": "written to export.jsonl",
    "journal import": "taken into copy.db",
    "journal erase": "erased.",
    "journal scrub": "nothing that was erased is left",
    "journal stats": "session-opened",
    "test": "1 scenario: 1 holds",
    "intake mail": "1 message",
    "intake calendar": "1 fact kept in deals.jsonl.",
    "intake crm": "no rejects written to rejects.csv",
    "intake events": "2 events: 2 evidence.",
    "intake review": "Nothing waits for you.",
}
"""What shows that an example did its work, by command."""
NEEDS_AUDIT = {"audit", "impact", "priorities", "report pipeline", "trend"}
"""Commands that need the extra `audit`; where it is not installed, they say so."""
WITHOUT = 'an audit needs ibis, and it is not installed [no-audit] Type: pip install "gatecoach[audit]"'
THERE = importlib.util.find_spec("ibis") is not None
DRAWS = importlib.util.find_spec("altair") is not None


def commands(group, path=()):
    """Every command by the words that it is called with."""
    for each in group.commands.values():
        words = (*path, each.name)
        yield from commands(each, words) if hasattr(each, "commands") else [(" ".join(words), each)]


EVERY = dict(commands(typer.main.get_command(app)))


@pytest.fixture
def prepared(folder, run):
    """The folder with a framework of its own, a mail of the deal, and a talk that booked its follow-up."""
    (folder / "acme").mkdir()
    (folder / "acme/framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (folder / "acme/silent.yaml").write_text(SCENARIO, encoding="utf-8")
    (folder / "map.yaml").write_text("migration: ours\nfrom: first-deal@2026.1\nto: acme@1\n", encoding="utf-8")
    write(folder / "deal", mails__1_eml=MAIL, calendar__1_ics=INVITATION, facts_yaml=FACTS + LABELS)
    write(folder, bus_yaml=BUS, events_json=[event("e0", "review.sent", 2, by="rosa@line.example"), event()])
    assert run(*COACH, "--data", "deal", "--at", AT, answers=WHOLE).code == 0
    assert run("journal", "export", "gatecoach.db", "--out", "export.jsonl").code == 0
    return folder


def example_in(help_):
    """The line below `For example:`, as words to run."""
    lines = [line.strip() for line in help_.splitlines()]
    assert "For example:" in lines, help_
    program, *words = shlex.split(lines[lines.index("For example:") + 1])
    assert program == "gatecoach"
    return words


@pytest.mark.parametrize("name", EVERY)
def test_the_example_of_a_command_works(name, run, prepared):
    """It calls that very command, and ends as it should; the day is fixed, for the deal looks otherwise later."""
    done = run(*name.split(), "--help")
    words = example_in(done.out)
    assert (done.code, " ".join(words[: len(name.split())])) == (0, name)
    takes_a_time = any("--at" in each.opts for each in EVERY[name].params)
    ran = run(*words, *(["--at", AT] if takes_a_time else []), answers=STOPPED)
    if name in NEEDS_AUDIT and not THERE:
        assert (ran.code, WITHOUT in ran.err) == (2, True)
        return
    if name == "report pipeline" and not DRAWS:
        assert (ran.code, "[no-report]" in ran.err) == (2, True)
        return
    assert ran.code == (1 if name == "coach" else 0), ran.err
    assert SAYS[name] in ran.out + ran.err


def test_no_command_is_left_out():
    """Whoever adds a command says here what its example shows."""
    assert sorted(SAYS) == sorted(EVERY)


@pytest.mark.parametrize("name", EVERY)
def test_an_example_stays_one_line(name, run, monkeypatch):
    """A narrow terminal does not part it, so it can be copied, and one of 80 columns shows it on one line."""
    found = {}
    for columns in ("40", "200"):
        monkeypatch.setenv("COLUMNS", columns)
        found[columns] = example_in(run(*name.split(), "--help").out)
    assert found["40"] == found["200"]
    assert len(shlex.join(["gatecoach", *found["40"]])) <= 76


def test_the_list_of_commands_says_what_each_is_for(run, monkeypatch):
    """In whole sentences, each on one line of a terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    both = [run(*words, "--help").out for words in ((), ("intake",), ("journal",), ("report",))]
    listed = [line for each in both for line in each.partition("Commands:\n")[2].splitlines()]
    assert {line.split()[0] for line in listed} == {word for name in EVERY for word in name.split()}
    assert [line for line in listed if not line.endswith(".") or line.endswith("...")] == []


def test_a_help_without_an_example_is_seen():
    """What stands further down is no example."""
    with pytest.raises(AssertionError):
        example_in("Usage: gatecoach lint\n\nOptions:\n  --help\n")

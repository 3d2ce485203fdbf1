"""`gatecoach intake events`: CloudEvents one by one, in a batch or a line each; the same event once."""

from __future__ import annotations

import json

import pytest
from cli.raw_deal import BUS, event, write
from cli.small_deal import AT

SENT = event("e0", "review.sent", 2, by="rosa@line.example")
ASKED = ("intake", "events", "events.json", "--mapping", "bus.yaml", "--people", "deal/people.yaml", "--at", AT)


@pytest.fixture
def bus(folder):
    """A batch of two events, and the mapping that reads them."""
    return write(folder, events_json=[SENT, event()], bus_yaml=BUS)


def test_every_event_is_told_and_a_table_ends_the_report(bus, run):
    """By its number in the file."""
    done = run(*ASKED)
    assert (done.code, done.err) == (0, f"as of {AT}\n")
    assert done.out == (
        "events.json 1  evidence needs-review-sent by r.diaz in 006A.\n"
        "events.json 2  evidence needs-review-answered by anna in 006A.\n"
        "\n"
        "evidence    2\n"
        "  evidence  2\n"
        "\n"
        "2 events: 2 evidence.\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(event()),
        json.dumps([event()]),
        f"{json.dumps(event())}\n{json.dumps(SENT)}\n",
    ],
)
def test_an_event_alone_a_batch_and_one_a_line_are_read(bus, run, text):
    """Whatever the file is called."""
    write(bus, one_txt=text)
    out = run("intake", "events", "one.txt", *ASKED[3:]).out
    assert "evidence needs-review-answered by anna in 006A." in out


def test_what_cannot_be_used_is_told_and_ends_nothing(bus, run, monkeypatch):
    """An event of no known type, one that is none, one without an actor; at 40 columns as well."""
    monkeypatch.setenv("COLUMNS", "40")
    write(bus, events_json=[event(), event("e2", "review.answerd"), {"id": "e3"}, event("e4", by="")])
    done = run(*ASKED)
    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= 40
    flat = " ".join(done.out.split())
    assert 'the mapping has no event review.answerd. did you mean "review.answered"?' in flat
    assert "not read: the attribute specversion is missing" in flat
    assert flat.endswith("4 events: 1 evidence, 1 for you to look at, 2 not read.")


def test_a_folder_of_events_is_read_whole(bus, run, folder):
    """Files of events lie in it, or in its folder `events`."""
    write(folder, recorder__a_json=SENT, recorder__b_jsonl=json.dumps(event()), recorder__c_csv="x")
    done = run("intake", "events", "recorder", *ASKED[3:])
    assert done.out.endswith("2 events: 2 evidence.\n")


def test_as_json_everything_is_there(bus, run):
    """Each event by source and id, and its fact with the deal."""
    told = json.loads(run(*ASKED, "--format", "json", "--fetched-by", "connector").out)
    assert (told["schema"], told["intake"]) == (1, "events")
    assert told["inputs"][1] == {
        "name": "events.json", "number": 2, "source": "/bus", "id": "e1", "outcome": "evidence", "rule": "evidence",
        "params": {"deal": "006A", "what": "needs-review-answered", "by": "anna"}, "deal": "006A",
        "text": "evidence needs-review-answered by anna in 006A.",
    }  # fmt: skip
    assert [(each["deal"], each["id"], each["grade"]) for each in told["facts"]] == [
        ("006A", "e0", "asserted"),
        ("006A", "e1", "observed"),
    ]


def test_an_event_is_taken_once_by_its_source_and_id(bus, run, journaled):
    """Known from the journal; the same name with other content is for somebody to look at, and the first one holds."""
    words = (*ASKED, "--journal", "deals.jsonl")
    assert run(*words).out.endswith("2 facts kept in deals.jsonl.\n")
    again = run(*words).out
    assert "nothing new: this event was taken before." in again
    assert again.endswith("2 events: 2 nothing.\n\nNothing new for deals.jsonl.\n")
    write(bus, events_json=[event(text="No."), event("e5", "review.sent", by="rosa@line.example")])
    told = json.loads(run(*words, "--format", "json").out)
    assert [each["rule"] for each in told["inputs"]] == ["same-id-other-content", "evidence"]
    assert told["journal"]["added"] == 1
    assert [each.id for each in journaled()["opportunity 006A"]] == ["e0", "e1", "e5"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere", "--mapping", "bus.yaml"), "nowhere: there is no such file or folder [no-such-file]"),
        (("empty", "--mapping", "bus.yaml"), "this folder holds no events [nothing-here] Events are in events.json"),
        (("events.json",), "it is not said how these events are to be read [which-mapping] Name a file of yours with"),
        (("events.json", "--mapping", "csv"), "none of the mappings that are named reads events [which-mapping]"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_next_step(bus, run, folder, words, said):
    """Exit code 2, nothing on stdout."""
    (folder / "empty").mkdir()
    done = run("intake", "events", *words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_deal_is_judged_from_its_events_too(bus, run, folder):
    """In events.json or in a folder; read by the mapping that is named, the export by its own."""
    (folder / "deal/facts.yaml").unlink()
    read = "statements:\n  - {id: s, about: e1, outcome: confirms, quote: 'Yes.', by: r.diaz, at: 2026-03-04}\n"
    write(folder / "deal", events__today_json=[SENT, event()], facts_yaml=read)
    words = ("decide", "006A", "needs-confirmed", "--data", "deal", "--at", AT)
    mapped = ("--mapping", "bus.yaml", "--channel", "/bus=mail")
    done = run(*words, *mapped)
    assert (done.code, done.err) == (0, f"as of {AT}\n")
    side = json.loads(run(*words, *mapped, "--format", "json").out)["requirements"][0]["sides"]
    assert {each["status"] for each in side.values()} == {"met"}
    assert run(*words).code == 2

"""What is private to some is in no audit, no report and no explanation: the tables are read as everybody may."""

from __future__ import annotations

import json

import pytest
from audit.agreeing import audited_tables, kernel, unlike
from audit.tabled import tabled, taken
from helpers import GATES, HEAD, PEOPLE, day, deal, framework_of, got, journey_text, sent

from gatecoach.audit import Engine, Reader, for_all, written
from gatecoach.cli import main
from gatecoach.errors import UsageError
from gatecoach.facts import Evidence, Revocation, Statement

AT = day(60)
CANARY = "canary"
ASKS = """
      it: {say: It., seller: offer, customer: verdict}
  on: {from: second, to: third, requires: {more: {say: More., seller: offer, customer: visit}}}
  end: {from: third, to: won, requires: {last: {say: Last., seller: booking, customer: booked}}}
"""
QUIET = framework_of(
    HEAD.format(zone="UTC"),
    journey_text(GATES + ASKS).replace(
        "  visit:", "  secret: {side: seller, private-to: [seller], outcomes: {for: [good], against: [bad]}}\n  visit:"
    ),
)
HIDDEN = [
    Evidence(id="s1", what="secret", by="rita", told_by="rita", at=day(6), text=CANARY, answers=["m1"]),
    Evidence(id="m1", what="secret", by="max", told_by="max", at=day(6), source="cal"),
    Statement(id="s", about="s1", outcome="good", quote=CANARY, by="rita", at=day(7)),
    Revocation(id="k", revokes="s1", by="max", at=day(8)),
]
SEEN = [
    sent("m1", 5), sent("m2", 6, replaces="s1"), got("v1", 7, "verdict", answers=["s1"]),
    got("w1", 9, "visit", answers=["s1"]), Statement(id="t", about="v1", outcome="agrees", quote="Yes", by="rita",
                                                     at=day(8)),
]  # fmt: skip


def deals():
    """One deal with private items among the others, one without them."""
    both = deal(QUIET, [*SEEN, *HIDDEN]), deal(QUIET, SEEN)
    return [type(each)(**{**fields(each), "id": f"d{number}"}) for number, each in enumerate(both)]


def fields(subject):
    """What a subject is made of."""
    names = ("framework", "journey", "owner", "people", "claimed", "fields", "sources", "about", "facts")
    return {name: getattr(subject, name) for name in names}


@pytest.mark.parametrize("handed", [False, True])
def test_the_tables_say_what_everybody_may_read(handed):
    """As the kernel says of the deal that everybody may read, of tables that were written and of those handed over."""
    asked = deals()
    with Engine() as engine:
        if handed:
            tables = Reader(engine, QUIET, "deal", taken(engine, tabled(asked))).read().tables
        else:
            tables = engine.take(written(asked))
        course = QUIET.journey("deal")
        open_ = for_all(engine, tables, course)
        assert CANARY in repr(tables["evidence"].to_pyarrow().to_pylist())
        assert CANARY not in "".join(repr(each.to_pyarrow().to_pylist()) for each in open_.values())
        said = audited_tables(QUIET, open_, AT, engine, "deal")
    for each in asked:
        assert unlike(kernel(each.seen_by(), AT), said[each.id]) == {}
    assert unlike(said["d0"], said["d1"]) == {}


def test_a_private_journey_is_not_audited():
    """It is read deal by deal, by whoever may."""
    alone = framework_of(HEAD.format(zone="UTC"), journey_text(GATES + ASKS).replace(
        "sides:", "private-to: [seller]\nsides:"))  # fmt: skip
    with Engine() as engine, pytest.raises(UsageError, match="private to seller") as caught:
        for_all(engine, {}, alone.journey("deal"))
    assert caught.value.code == "private-journey"


@pytest.mark.parametrize("words", [("audit", "--format", "json"), ("audit", "--out", "o.json"), ("explain", "d1"),
                                   ("explain", "d1", "--format", "json")])  # fmt: skip
def test_no_command_tells_of_private_evidence(words, tmp_path, monkeypatch, capsys):
    """With it the screens and the results are those without it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "quiet").mkdir()
    (tmp_path / "quiet/a.yaml").write_text(HEAD.format(zone="UTC"), encoding="utf-8")
    text = journey_text(GATES + ASKS).replace("  visit:", "  secret: {side: seller, private-to: [seller]}\n  visit:")
    (tmp_path / "quiet/b.yaml").write_text(text, encoding="utf-8")
    shown = []
    for evidence in ("", f"d1,s1,rita,rita,2026-01-06,secret,{CANARY}\n"):
        write(tmp_path / "tables", evidence)
        capsys.readouterr()
        assert main([*words, "--framework", "quiet", "--data", "tables", "--at", "2026-03-01"]) == 0
        done = capsys.readouterr()
        result = tmp_path / "o.json"
        shown.append((done.out, done.err, json.loads(result.read_text("utf-8")) if "--out" in words else None))
    assert shown[0] == shown[1]
    assert CANARY not in repr(shown)


SECRET = """  secret:
    side: seller
    {}
    outcomes: {{for: [good], against: [bad]}}
    fields: {{floor: {{type: money}}, top: {{type: share}}}}
"""
OPEN = {
    "deals": [{"deal": "d1", "owner": "rita", "claimed": "second"}],
    "claims": [{"deal": "d1", "stage": "fourth"}],
    "evidence": [
        {"deal": "d1", "id": "v1", "by": "anna", "what": "visit", "at": "later"},
        {"deal": "d1", "id": "v2", "by": "anna", "what": "visit", "at": "2026-01-06"},
        {"deal": "d1", "id": "o1", "by": "rita", "what": "secrets", "at": "2026-01-06"},
    ],
    "fields": [{"deal": "d1", "id": "v2", "field": "seats", "value": "much"},
               {"deal": "d1", "id": "v3", "field": "seats", "value": "1"}],
    "links": [{"deal": "d1", "id": "v3", "answers": "m1"}],
    "statements": [{"deal": "d1", "about": "v1", "outcome": "good", "quote": "So", "by": "max", "at": "now"}],
    "revocations": [{"deal": "d1", "revokes": "v1", "by": "max", "at": "now"}],
}  # fmt: skip
"""Rows with a fault each, none of which is known to be private."""
SECRETS = {
    "evidence": [
        {"deal": "d1", "id": CANARY, "by": "rita", "what": "secret", "at": "soon", "told_by": "rita"},
        *2 * [{"deal": "d1", "id": "s2", "by": CANARY, "what": "secret", "at": "2026-01-06", "grade": "sure"}],
        {"deal": "d1", "id": "", "by": "rita", "what": "secret", "at": "2026-01-06"},
    ],
    "fields": [
        *({"deal": "d1", "id": "s2", "field": "floor", "value": each} for each in ("", CANARY)),
        *2 * [{"deal": "d1", "id": "s2", "field": "top", "value": "much"}],
        {"deal": "d1", "id": CANARY, "field": "top", "value": "0.5"},
    ],
    "links": [{"deal": "d1", "id": CANARY, "answers": "m1"}],
    "statements": [{"deal": "d1", "about": CANARY, "outcome": "good", "quote": CANARY, "by": "max", "at": "now"}],
    "revocations": [{"deal": "d1", "revokes": CANARY, "by": "max", "at": "now"}],
}
"""Rows of private evidence, and of what hangs on it, each with a fault."""


def faults(evidence="", journey="", *, more=SECRETS):
    """What is told of the rows by a framework with that key in its secret type, or in the journey."""
    text = journey_text(GATES + ASKS).replace("  visit:", f"{SECRET.format(evidence)}  visit:")
    wanted = framework_of(HEAD.format(zone="UTC"), text.replace("sides:", f"{journey}sides:"))
    rows = {name: [*some, *more.get(name, ())] for name, some in OPEN.items()}
    with Engine() as engine:
        return Reader(engine, wanted, "deal", taken(engine, rows)).read().problems


def test_nothing_is_told_of_a_fault_of_private_evidence():
    """Neither an example nor a number: what is told is what would be told without it."""
    told = faults("private-to: [seller]")
    assert told == faults("private-to: [seller]", more={})
    assert CANARY not in repr(told)


def test_a_fault_of_what_may_be_private_is_told_by_its_number_alone():
    """Nobody can say what such a row was to be; of what cannot be private one row is shown."""
    told = faults("private-to: [seller]")
    assert {(each.table, each.column, each.code): each.rows for each in told} == {
        ("claims", "stage", "unknown-stage"): 1, ("evidence", "at", "bad-time"): 1,
        ("evidence", "what", "unknown-evidence"): 1, ("fields", "seats", "bad-value"): 1,
        ("fields", "id", "no-item"): 1, ("links", "id", "no-item"): 1, ("statements", "at", "bad-time"): 1,
        ("revocations", "at", "bad-time"): 1,
    }  # fmt: skip
    assert [each.table for each in told if each.example] == ["claims"]
    assert [each.example for each in told if each.table == "claims"] == ["deal d1, stage fourth"]


def test_where_nothing_is_private_every_fault_has_its_example():
    """But for equal rows; and in a private journey no row of a deal is shown."""
    told = faults()
    assert all(each.example for each in told if each.code != "repeated")
    assert {each.rows for each in told if each.code == "bad-time"} == {2}
    assert {each.column for each in told if each.code == "bad-value"} == {"floor", "seats", "top"}
    assert not [each for each in faults(journey="private-to: [seller]\n") if each.example]


def write(folder, more):
    """Tables of one deal, with more rows of evidence."""
    folder.mkdir(exist_ok=True)
    (folder / "deals.csv").write_text("deal,owner,claimed\nd1,rita,second\n", encoding="utf-8")
    (folder / "people.csv").write_text(
        "person,side\n" + "".join(f"{p.id},{p.side}\n" for p in PEOPLE), encoding="utf-8"
    )
    (folder / "participants.csv").write_text(
        "deal,person\n" + "".join(f"d1,{p.id}\n" for p in PEOPLE), encoding="utf-8"
    )
    head = "deal,id,by,told_by,at,what,text\nd1,m1,rita,rita,2026-01-05,offer,Dear Anna\n"
    (folder / "evidence.csv").write_text(head + more, encoding="utf-8")

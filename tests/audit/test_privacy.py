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

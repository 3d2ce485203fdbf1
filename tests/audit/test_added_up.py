"""The hours of service that sales did, as `gatecoach audit` tells them over the tables of handovers."""

from __future__ import annotations

import json

import pytest

from gatecoach.cli import main

pytestmark = pytest.mark.timeout(600)
DEALS = "deal,owner\nC-1,diaz\nC-2,otto\n"
PEOPLE = "person,side,name\ndiaz,seller,Rosa Diaz\notto,seller,\n"
ROLES = "person,role\ndiaz,rep\notto,rep\n"
PARTICIPANTS = "deal,person\n" + "".join(f"{deal},{who}\n" for deal in ("C-1", "C-2") for who in ("diaz", "otto"))
EVIDENCE = "deal,id,what,by,told_by,at\n" + "".join(
    f"{deal},{id_},service-done-by-rep,{who},{who},2026-03-0{number}\n"
    for number, (deal, id_, who) in enumerate(
        [("C-1", "s1", "diaz"), ("C-1", "s2", "otto"), ("C-2", "s3", "diaz"), ("C-2", "s4", "nobody")], 1
    )
)
FIELDS = "deal,id,field,value\nC-1,s1,hours,1.5\nC-1,s2,hours,4\nC-2,s3,hours,0.5\nC-2,s4,hours,90\n"


@pytest.fixture
def told(tmp_path, monkeypatch, capsys):
    """A function: what the audit of these handovers says."""
    tables = {"deals": DEALS, "people": PEOPLE, "roles": ROLES, "evidence": EVIDENCE, "fields": FIELDS}
    tables["participants"] = PARTICIPANTS
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "60")

    def telling(*words):
        place = ("--framework", "b2b", "--journey", "handover", "--data", str(tmp_path), "--at", "2026-03-20")
        assert main(["audit", *place, *words]) == 0
        return capsys.readouterr().out

    return telling


def test_the_hours_of_sales_in_service_are_told_by_rep(told):
    """Whoever did most first, by name where there is one; hours of a stranger are nobody's."""
    lines = told().splitlines()
    place = lines.index("Service work done by the rep, hours by person")
    assert lines[place + 1 : place + 4] == ["  otto: 4 in 1 deal", "  Rosa Diaz: 2 in 2 deals", ""]


def test_a_machine_is_told_the_same(told):
    """As exact decimals."""
    found = json.loads(told("--format", "json"))["totals"]
    assert [(each["person"], each["total"], each["items"]) for each in found] == [("otto", "4", 1), ("diaz", "2.0", 2)]


def test_a_journey_with_nothing_to_add_up_says_nothing(told):
    """No heading without rows."""
    said = told("--journey", "loyalty")
    assert "by person" not in said

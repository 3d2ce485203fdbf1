"""A small export in the shape of a well-known public one, made up here, and the mapping that reads that shape."""

from __future__ import annotations

import csv
import datetime as dt
import random

MAPPING = """\
mapping: pipeline-csv
format: csv
for: opportunity
deals:
  in: sales_pipeline
  id: opportunity_id
  name: {column: account, optional: true}
  owner: sales_agent
  stage: deal_stage
  fields: {amount: close_value}
stages: {Prospecting: lead, Engaging: discovery, Won: won, Lost: lost}
stage-history:
  engaged:
    in: sales_pipeline
    deal: opportunity_id
    stage: {column: deal_stage, values: {Prospecting: none, Engaging: discovery, Won: discovery, Lost: discovery}}
    at: engage_date
  closed:
    in: sales_pipeline
    deal: opportunity_id
    stage: {column: deal_stage, values: {Prospecting: none, Engaging: none}}
    at: close_date
"""
COLUMNS = [
    "opportunity_id",
    "sales_agent",
    "product",
    "account",
    "deal_stage",
    "engage_date",
    "close_date",
    "close_value",
]


def write(folder, many=120):
    """So many deals of three agents in 2017, with the tables beside them."""
    chance = random.Random(17)
    folder.mkdir(exist_ok=True)
    rows = [_deal(chance, number) for number in range(many)]
    for name, titles, some in (
        ("sales_pipeline", COLUMNS, rows),
        (
            "sales_teams",
            ["sales_agent", "manager", "regional_office"],
            [[f"Agent {n}", "Boss", "West"] for n in range(3)],
        ),
        ("accounts", ["account", "sector"], [["Stone Works", "retail"]]),
    ):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([titles, *some])
    return folder


def _deal(chance, number):
    stage = chance.choice(["Prospecting", "Engaging", "Won", "Won", "Lost"])
    first = dt.date(2017, 1, 2) + dt.timedelta(days=chance.randint(0, 250))
    last = first + dt.timedelta(days=chance.randint(3, 90))
    ended = stage in ("Won", "Lost")
    worth = chance.randint(30, 4000) if stage == "Won" else 0 if ended else ""
    return [f"OP{number:04d}", f"Agent {number % 3}", "Saw", chance.choice(["Stone Works", ""]), stage,
            "" if stage == "Prospecting" else first, last if ended else "", worth]  # fmt: skip


def rows_of(folder):
    """The deals of such an export."""
    with (folder / "sales_pipeline.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def soil(rows):
    """Faults of every kind put into such rows: how many there are of each."""
    rows[0]["deal_stage"], rows[1]["deal_stage"] = "Negotiating", "??"
    rows[2].update(deal_stage="Won", engage_date="03/04/2017", close_date="2017-05-06")
    rows[3].update(deal_stage="Won", engage_date="2017-04-03", close_date="soon")
    for each in rows[4:9]:
        each["sales_agent"] = ""
    for each in rows[9:13]:
        each["close_value"] = "-50"
    rows += [dict(each) for each in rows[20:24]]
    rows.append({**rows[30], "close_value": "123456"})
    return rows

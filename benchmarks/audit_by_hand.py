"""For `bench_audit.py`: deals made inside DuckDB, the answer in SQL by hand, and deals for the kernel."""

# ruff: noqa: E501, S608 - SQL by hand, in long lines, of constants alone
from __future__ import annotations

import datetime as dt

from gatecoach import Evidence, Person, Statement, Subject
from gatecoach.audit import TABLES
from gatecoach.audit.writing import EVER
from gatecoach.facts import GRADES
from gatecoach.time import EPOCH, FOREVER

TODAY = dt.date(2026, 6, 1).toordinal()
DAY = 86_400_000_000
PER_DEAL = 20
FIRST = dt.date(1970, 1, 1).toordinal()
ID = {False: "CAST({} AS VARCHAR)", True: "'<' || md5(CAST({} AS VARCHAR)) || '@mail.example>'"}
"""Ids as short numbers, or as long as those of mails."""
KINDS = ["pitch", "reply", "offer", "verdict", "plan", "accepted", "pitch", "reply", "pitch", "reply", "offer", "verdict",
         None, None, None, None, "plan", "accepted", "accepted", "accepted"]  # fmt: skip
"""The types of a deal's items in turn."""
ANSWERED = {1: 0, 3: 2, 5: 4, 7: 6, 9: 8, 11: 10, 17: 16, 18: 16, 19: 16}
"""Which of them answers which."""
PEOPLE = {"c0": ("customer", "buyer"), "c1": ("customer", "user"), "c2": ("customer", "buyer"), "s0": ("seller", "rep")}


def made(connection, deals: int, *, text: bool, uneven: bool):
    """The tables of an audit with so many deals.

    `uneven`: one deal has a hundredth of all evidence more, one role in four begins and ends, one deal in ten has a
    waiver.
    """
    empty = {name: ", ".join(f"CAST(NULL AS {_sql(kind)}) AS {_quoted(column)}" for column, kind in columns.items())
             for name, columns in TABLES.items()}  # fmt: skip
    queries = {name: f"SELECT {columns} WHERE false" for name, columns in empty.items()} | _queries(
        deals, text=text, uneven=uneven
    )
    if uneven:
        queries |= _uneven(deals)
    for name, query in queries.items():
        connection.raw_sql(f"CREATE TABLE bench_{name} AS {query}")
    return {name: connection.table(f"bench_{name}") for name in TABLES}


def _uneven(deals: int) -> dict[str, str]:
    each, many = f"SELECT 'd' || d AS deal, d FROM range({deals}) AS d(d)", f"CAST({TODAY - 70} AS BIGINT)"
    people = ", ".join(f"('{name}', '{role}')" for name, (_, role) in PEOPLE.items())
    day = f"CAST({(TODAY - 10 - FIRST) * DAY} AS BIGINT)"
    return {
        "roles": f"SELECT deal, person, role, CAST(0 AS BIGINT) AS first, CASE WHEN person = 'c1' THEN {many} ELSE {TODAY + 9999} END AS last "
        f"FROM ({each}), (VALUES {people}) AS p(person, role) UNION ALL "
        f"SELECT deal, 'c1', 'buyer', {many} + 1, CAST({TODAY + 9999} AS BIGINT) FROM ({each})",
        "waivers": f"SELECT deal, 'w' || d AS id, 'gate-' || (d % 5) || '.met' AS requirement, 's0' AS by, CAST({TODAY + 5} AS BIGINT) AS until, "
        f"'agreed' AS reason, {day} AS start, {day} AS \"end\", CAST({TODAY - 10} AS BIGINT) AS day, {day} AS known FROM ({each}) WHERE d % 10 = 0",
    }  # fmt: skip


def _queries(deals: int, *, text: bool, uneven: bool) -> dict[str, str]:
    each = f"range({deals}) AS d(d)"
    deal, id_ = "'d' || d", ID[text]
    people = ", ".join(f"('{name}', '{side}', '{role}')" for name, (side, role) in PEOPLE.items())
    cast = f"(VALUES {people}) AS p(person, side, role)"
    kinds = ", ".join("NULL" if kind is None else f"'{kind}'" for kind in KINDS)
    ups = ", ".join(str(ANSWERED.get(number, -1)) for number in range(PER_DEAL))
    always = f'0 AS start, 0 AS "end", 0 AS day, CAST({EVER} AS BIGINT) AS known'
    places = f"SELECT d, d * {PER_DEAL} + k AS item, k FROM {each}, range({PER_DEAL}) AS k(k)"
    if uneven:
        more = f"range({deals // 100}) AS d(d), range({PER_DEAL}) AS k(k)"
        places += f" UNION ALL SELECT 0 AS d, ({deals} + d) * {PER_DEAL} + k AS item, k FROM {more}"
    items = (
        f"SELECT item, d, k, ([{kinds}])[k + 1] AS planned, ([{ups}])[k + 1] AS up, "
        f"hash(item) AS chance, {TODAY} - 110 + (hash(d) % 70) + k * 2 AS day "
        f"FROM ({places})"
    )
    moment = f"(CAST(day AS BIGINT) - {FIRST}) * {DAY} + k * 60000000"
    dated = f'CAST({moment} AS BIGINT) AS start, CAST({moment} AS BIGINT) AS "end", CAST(day AS BIGINT) AS day, CAST({moment} AS BIGINT) AS known'
    seller = "(planned IN ('pitch', 'offer', 'plan'))"
    by = f"CASE WHEN {seller} THEN 's0' ELSE 'c' || CAST(CASE WHEN k >= 17 THEN k - 17 ELSE chance // 100 % 3 END AS VARCHAR) END"
    named = id_.format("item")
    return {
        "deals": f"SELECT {deal} AS deal, 's9' AS owner, CAST(1 AS BIGINT) AS sources FROM {each}",
        "claims": f"SELECT {deal} AS deal, 'stage-' || CAST(d % 5 AS VARCHAR) AS stage, CAST(-1 AS BIGINT) AS rank, "
        f"false AS dated, {always} FROM {each}",
        "people": f"SELECT {deal} AS deal, person, side, CAST({EVER} AS BIGINT) AS since, CAST({FOREVER} AS BIGINT) AS left FROM {each}, {cast}",
        "roles": f"SELECT {deal} AS deal, person, role, CAST(0 AS BIGINT) AS first, CAST({TODAY + 9999} AS BIGINT) AS last FROM {each}, {cast}",
        "sources": f"SELECT {deal} AS deal, 'imap' AS source, 'mail' AS channel FROM {each}",
        "evidence": f"SELECT 'd' || d AS deal, item, {named} AS id, 'imap' AS source, "
        f"CASE WHEN chance % 100 < 8 THEN NULL ELSE planned END AS what, {by} AS by, CAST(NULL AS VARCHAR) AS told_by, "
        f"CAST(NULL AS VARCHAR) AS replaces, CAST(CASE WHEN chance % 1000 < 40 THEN 0 ELSE 1 END AS BIGINT) AS grade, "
        f"chance % 1000 > 990 AS machine_sent, CAST(0 AS BIGINT) AS revision, {named} AS content, "
        f"CAST(NULL AS VARCHAR) AS words, {dated} FROM ({items})",
        "links": f"SELECT 'd' || d AS deal, item, CAST(0 AS BIGINT) AS number, {id_.format('item - k + up')} AS answers FROM ({items}) WHERE up >= 0",
        "statements": f"SELECT 'd' || d AS deal, {named} AS about, CASE WHEN chance % 7 = 0 THEN 'refuses' ELSE 'agrees' END AS outcome, "
        f"'yes' AS quote, 's0' AS by, {dated} FROM ({items}) WHERE planned = 'verdict'",
    }


def _sql(kind: str) -> str:
    return {"int64": "BIGINT", "string": "VARCHAR", "boolean": "BOOLEAN"}.get(kind, kind)


def _quoted(name: str) -> str:
    return f'"{name}"'


def level_columns(journey) -> list[str]:
    """The columns in which both give their answer."""
    found = []
    for gate in journey.gates.values():
        for each in gate.requirements:
            found += [f"{gate.id}.{each.id}", *(f"{gate.id}.{each.id}:{side}" for side in each.sides)]
    return found


class Bits:
    """Where the leaves of the journey stand in a mask."""

    def __init__(self, journey) -> None:
        self.gates = [
            {f"{each.id}:{side}": tree.leaves[0] for each in gate.requirements for side, tree in each.sides.items()}
            for gate in journey.gates.values()
        ]
        self.all = [leaf for gate in self.gates for leaf in gate.values()]

    def of(self, what: str) -> int:
        """The bits of the leaves of one type."""
        return sum(leaf.bit for leaf in self.all if leaf.what == what)

    def moved(self, column: str) -> str:
        """The bits of a seller's row at the places of the customer's leaves."""
        shifts = {leaf.bit.bit_length() - leaf.parents.bit_length() for leaf in self.all if leaf.parents}
        assert len(shifts) == 1, "a customer's leaf stands as far from the seller's in every pair"
        shift = shifts.pop()
        return f"({column} << {shift})" if shift > 0 else f"({column} >> {-shift})"

    def within(self, column: str, days, most: str, *, otherwise: int) -> str:
        """A CASE of masks: the bits of leaves whose number of days is not passed."""
        numbers = sorted({days(leaf) for leaf in self.all if days(leaf) is not None})
        masks = [(each, otherwise | sum(leaf.bit for leaf in self.all if days(leaf) is None or days(leaf) >= each))
                 for each in numbers]  # fmt: skip
        free = sum(leaf.bit for leaf in self.all if days(leaf) is None) | otherwise
        return f"CASE {' '.join(f'WHEN {column} <= {each} THEN {mask}' for each, mask in masks)} ELSE {free} END{most}"


def answer(connection, prepared, journey) -> str:
    """The name of a new table with the answer for every deal."""
    connection.raw_sql(f"CREATE TEMP TABLE by_hand AS {_query(prepared, journey)}")
    return "by_hand"


def _query(prepared, journey) -> str:
    bits, names = Bits(journey), prepared.names
    kind, rows = names.types, prepared.rows.get_name()
    ancestors, people = prepared.ancestors.get_name(), prepared.people.get_name()
    joined = sum(leaf.bit for leaf in bits.all if leaf.parents)
    buyer, either = names.held(["buyer"]), names.held(["buyer", "user"])
    full = sum(leaf.bit for leaf in bits.all)
    age = bits.within("today - day", lambda leaf: leaf.no_older_than, "", otherwise=0)
    late = bits.within("c.day - a.up_day", lambda leaf: leaf.within, "", otherwise=0)
    linked = bits.within('day - "up:plan"', lambda leaf: leaf.within, "", otherwise=0)
    return f"""
WITH base AS (
  SELECT item, deal, who AS "by", kind, start, "end", day, today, sign, roles, grade, "up:pitch" AS p, "up:offer" AS o, "up:plan" AS n
  FROM {rows} WHERE state = 0 AND itself AND kind > 0),
alone AS (
  SELECT item, deal, "by", kind, start, "end", day, sign, {age} AS age,
    CASE kind WHEN {kind["pitch"]} THEN {bits.of("pitch")} WHEN {kind["offer"]} THEN {bits.of("offer")}
      WHEN {kind["plan"]} THEN {bits.of("plan")}
      WHEN {kind["reply"]} THEN CASE WHEN grade >= 1 AND roles & {either} <> 0 AND p IS NOT NULL THEN {bits.of("reply")} ELSE 0 END
      WHEN {kind["verdict"]} THEN CASE WHEN grade >= 1 AND sign = 1 AND roles & {buyer} <> 0 AND o IS NOT NULL THEN {bits.of("verdict")} ELSE 0 END
      ELSE CASE WHEN grade >= 1 AND n IS NOT NULL THEN {bits.of("accepted")} & ({linked.replace('"up:plan"', "n")}) ELSE 0 END END AS m0,
    kind = {kind["verdict"]} AND sign IS NOT NULL AND (sign < 0 OR grade >= 1) AND roles & {buyer} <> 0 AND o IS NOT NULL AS word
  FROM base),
things AS (
  SELECT s.item, s.sign, s.start, s."end",
    max(s."end") FILTER (WHERE s.sign < 0) OVER w AS no, max(s.start) OVER w AS newest
  FROM alone s JOIN {ancestors} a ON a.item = s.item AND a.earlier AND a.target = {kind["offer"]}
  WHERE s.word WINDOW w AS (PARTITION BY s.deal, s."by", a.up)),
gone AS (
  SELECT item FROM things GROUP BY item
  HAVING bool_and(newest > "end" OR (sign > 0 AND coalesce(no >= start, false)))),
last AS (
  SELECT r.item, deal, "by", kind, day, m0, m0 & age AS m FROM alone r ANTI JOIN gone g ON g.item = r.item WHERE m0 <> 0),
words AS (
  SELECT deal, max("end") FILTER (WHERE sign < 0) AS no, max(start) FILTER (WHERE sign > 0) AS yes
  FROM alone r ANTI JOIN gone g ON g.item = r.item WHERE word GROUP BY deal),
agreed AS (
  SELECT c.item, bit_or({bits.moved("u.m")} & ({late})) AS m, bit_or({bits.moved("u.m0")} & ({late})) AS m0
  FROM last c JOIN {ancestors} a ON a.item = c.item AND a.earlier JOIN last u ON u.item = a.up
  WHERE c.kind IN ({kind["reply"]}, {kind["verdict"]}, {kind["accepted"]})
    AND u.kind = CASE c.kind WHEN {kind["reply"]} THEN {kind["pitch"]} WHEN {kind["verdict"]} THEN {kind["offer"]} ELSE {kind["plan"]} END
  GROUP BY c.item),
marked AS (
  SELECT r.item, deal, "by", r.m & (coalesce(a.m, 0) | {full & ~joined}) AS m,
    r.m0 & (coalesce(a.m0, 0) | {full & ~joined}) AS m0
  FROM last r LEFT JOIN agreed a ON a.item = r.item),
person AS (
  SELECT deal, "by", bit_or(m) AS m, bit_or(m0) AS m0, {_team(bits, "seller", "count(*) FILTER (WHERE {mask} & {bit} <> 0)")}
  FROM marked GROUP BY deal, "by"),
deal AS (
  SELECT deal, bit_or(m) AS m, bit_or(m0) AS m0,
    {_team(bits, "seller", "sum({name})")}, {_team(bits, "customer", "count(*) FILTER (WHERE {mask} & {bit} <> 0)")}
  FROM person GROUP BY deal),
expected AS (SELECT deal, count(*) AS needed FROM {people} WHERE here AND side = 'customer' GROUP BY deal),
ways AS (
  SELECT w.deal, w.item AS way, count(DISTINCT r."by") AS there
  FROM {rows} w LEFT JOIN {ancestors} a ON a.up = w.item
    LEFT JOIN marked r ON r.item = a.item AND r.m & {bits.gates[-1]["whole:customer"].bit} <> 0
  WHERE w.kind = {kind["plan"]} AND w.state IN (0, 1, 2) AND w.itself AND NOT w.lacking GROUP BY w.deal, w.item),
each AS (
  SELECT w.deal, min(CASE WHEN there = needed THEN 4 ELSE 0 END) AS level
  FROM ways w LEFT JOIN expected e ON e.deal = w.deal GROUP BY w.deal),
levels AS (
  SELECT m.name AS hand_deal, owner, claimed, ended, moment, today, coalesce(no >= yes, no IS NOT NULL) AS contested, coalesce(e.level, -1) AS everyone, {_levels(bits)}
  FROM {prepared.moments.get_name()} m LEFT JOIN deal d ON d.deal = m.deal LEFT JOIN words w ON w.deal = m.deal LEFT JOIN each e ON e.deal = m.deal),
whole AS (SELECT *, {_wholes(journey)} FROM levels),
gates AS (SELECT *, {_gates(journey)} FROM whole),
opened AS (SELECT *, {_carried(journey)} FROM gates),
reached AS (SELECT *, {_reached(journey)} AS reached, CAST(split_part(claimed, '-', 2) AS BIGINT) AS wanted FROM opened)
SELECT *, {_placed(journey)} FROM reached"""


def _carried(journey) -> str:
    """Which gates are carried: those that would pass but for their windows, before one that does."""
    names = [*journey.gates]
    later = {name: " OR ".join(f'"hand {each}:passes"' for each in names[number + 1 :]) or "false"
             for number, name in enumerate(names)}  # fmt: skip
    return ", ".join(f'NOT "hand {name}:passes" AND "hand {name}:carriable" AND ({more}) AS "hand {name}:carried"'
                     for name, more in later.items())  # fmt: skip


def _reached(journey) -> str:
    """How many gates of the one way are open from the start on."""
    closed = " ".join(f'WHEN NOT ("hand {name}:passes" OR "hand {name}:carried") THEN {number}'
                      for number, name in enumerate(journey.gates))  # fmt: skip
    return f"CASE {closed} ELSE {len(journey.gates)} END"


def _placed(journey) -> str:
    """The verified stage, the gap, and the gates that are carried, ahead and next."""
    gates = list(enumerate(journey.gates))

    def listed(wanted) -> str:
        parts = ", ".join(f"CASE WHEN {when} THEN '{name}' END" for name, when in wanted)
        return f"concat_ws(' ', {parts})"

    carried = listed((name, f'"hand {name}:carried"') for name in sorted(journey.gates))
    ahead = listed((name, f'reached < {number} AND "hand {name}:passes"') for number, name in gates)
    near = "(reached = {0} OR (reached < {0} AND {0} < wanted))"
    blocked = listed((name, f'{near.format(number)} AND NOT ("hand {name}:passes" OR "hand {name}:carried")')
                     for number, name in gates)  # fmt: skip
    return f"""CASE WHEN reached = {len(gates)} THEN 'won' ELSE 'stage-' || reached END AS "hand verified",
  CASE WHEN wanted >= reached THEN wanted - reached END AS "hand gap", CASE WHEN wanted >= reached THEN '' ELSE 'behind' END AS "hand gap_is",
  {carried} AS "hand carried", {ahead} AS "hand ahead", {blocked} AS "hand next\""""


def _team(bits: Bits, side: str, told: str) -> str:
    """For each gate's team how many there are, today and but for their age."""
    each = [(f"t{number}_{side}_{mask}", mask, gate[f"team:{side}"].bit)
            for number, gate in enumerate(bits.gates) for mask in ("m", "m0")]  # fmt: skip
    return ", ".join(f"{told.format(name=name, mask=mask, bit=bit)} AS {name}" for name, mask, bit in each)


def _levels(bits: Bits) -> str:
    found = []
    for number, gate in enumerate(bits.gates):
        for place, leaf in gate.items():
            one, side = place.split(":")
            if one == "whole":
                level = "coalesce(e.level, -1)"
            elif one == "team":
                level = f"CASE WHEN t{number}_{side}_m >= 2 THEN 4 WHEN t{number}_{side}_m0 >= 2 THEN 2 ELSE 0 END"
            else:
                asked = "WHEN no >= yes OR (no IS NOT NULL AND yes IS NULL) THEN 3 " if place == "bid:customer" else ""
                level = f"CASE {asked}WHEN d.m & {leaf.bit} <> 0 THEN 4 WHEN d.m0 & {leaf.bit} <> 0 THEN 2 ELSE 0 END"
            found.append(f'{level} AS "hand gate-{number}.{place}"')
    return ", ".join(found)


def _wholes(journey) -> str:
    return ", ".join(
        f'least({", ".join(f"{chr(34)}hand {gate.id}.{each.id}:{side}{chr(34)}" for side in each.sides)}) '
        f'AS "hand {gate.id}.{each.id}"'
        for gate in journey.gates.values() for each in gate.requirements
    )  # fmt: skip


def _gates(journey) -> str:
    found = []
    for gate in journey.gates.values():
        names = [f'"hand {gate.id}.{each.id}"' for each in gate.requirements]
        good = " AND ".join(f"{name} IN (4, -1)" for name in names)
        would = " AND ".join(
            f"({name} IN (4, -1) OR ({name} = 2{' AND NOT contested' if '.bid' in name else ''}))" for name in names
        )
        proven = " OR ".join(f'("hand {gate.id}.{each.id}:customer" IN (4, 2) AND "hand {gate.id}.{each.id}" IN (4, 2))'
                             for each in gate.requirements)  # fmt: skip
        found += [f'({good}) AS "hand {gate.id}:passes"', f'({would}) AND ({proven}) AS "hand {gate.id}:carriable"']
    return ", ".join(found)


def kernel_deals(tables, framework, ids: list[str]) -> list[Subject]:
    """These deals as the kernel takes them."""

    def rows(name):
        table = tables[name]
        return table.filter(table.deal.isin(ids)).to_pyarrow().to_pylist()

    ups = tables["links"]
    answers = {row["item"]: row["answers"] for row in ups.filter(ups.deal.isin(ids)).to_pyarrow().to_pylist()}
    facts: dict[str, list] = {each: [] for each in ids}
    for row in rows("evidence"):
        found = Evidence(
            id=row["id"], what=row["what"], by=row["by"], at=_moment(row), source="imap", grade=GRADES[row["grade"]],
            machine_sent=row["machine_sent"], answers=[answers[row["item"]]] if row["item"] in answers else [],
        )  # fmt: skip
        facts[row["deal"]].append(found)
    for row in rows("statements"):
        said = {"about": row["about"], "outcome": row["outcome"], "quote": "yes", "by": row["by"]}
        facts[row["deal"]].append(Statement(id=f"s-{row['about']}", at=_moment(row), **said))
    claimed = {row["deal"]: row["stage"] for row in rows("claims")}
    people = [Person(id=name, side=side, roles=[role]) for name, (side, role) in PEOPLE.items()]
    return [
        Subject(framework, "deal", each, owner="s9", people=people, claimed=claimed[each], sources={"imap": "mail"},
                facts=facts[each])
        for each in ids
    ]  # fmt: skip


def _moment(row) -> dt.datetime:
    return EPOCH + dt.timedelta(microseconds=row["start"])

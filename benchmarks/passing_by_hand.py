"""For `bench_audit.py`: which gates of each deal pass and nothing else, in SQL by hand on the prepared tables.

It gives no statuses, so it needs no masks beside those of today, and nothing of what would pass but for its age.
"""

# ruff: noqa: E501, S608 - SQL by hand, in long lines, of constants alone
from __future__ import annotations

from audit_by_hand import Bits


def passing(connection, prepared, journey) -> str:
    """The name of a new table: a row a deal, and for each gate whether it passes."""
    connection.raw_sql(f"CREATE TEMP TABLE passing_by_hand AS {_query(prepared, journey)}")
    return "passing_by_hand"


def _query(prepared, journey) -> str:
    bits, names = Bits(journey), prepared.names
    kind, rows = names.types, prepared.rows.get_name()
    ancestors, people = prepared.ancestors.get_name(), prepared.people.get_name()
    joined, full = sum(leaf.bit for leaf in bits.all if leaf.parents), sum(leaf.bit for leaf in bits.all)
    buyer, either = names.held(["buyer"]), names.held(["buyer", "user"])
    age = bits.within("today - day", lambda leaf: leaf.no_older_than, "", otherwise=0)
    late = bits.within("c.day - a.up_day", lambda leaf: leaf.within, "", otherwise=0)
    linked = bits.within("day - n", lambda leaf: leaf.within, "", otherwise=0)
    teams = [(f"t{number}_{side}", gate[f"team:{side}"].bit, side)
             for number, gate in enumerate(bits.gates) for side in ("seller", "customer")]  # fmt: skip
    sellers = ", ".join(
        f"count(*) FILTER (WHERE m & {bit} <> 0) AS {name}" for name, bit, side in teams if side == "seller"
    )
    all_ = ", ".join(f"sum({name}) AS {name}" if side == "seller" else f"count(*) FILTER (WHERE m & {bit} <> 0) AS {name}"
                     for name, bit, side in teams)  # fmt: skip
    return f"""
WITH alone AS (
  SELECT item, deal, who AS "by", kind, start, "end", day, sign,
    kind = {kind["verdict"]} AND sign IS NOT NULL AND (sign < 0 OR grade >= 1) AND roles & {buyer} <> 0 AND "up:offer" IS NOT NULL AS word,
    ({age}) & CASE kind WHEN {kind["pitch"]} THEN {bits.of("pitch")} WHEN {kind["offer"]} THEN {bits.of("offer")}
      WHEN {kind["plan"]} THEN {bits.of("plan")}
      WHEN {kind["reply"]} THEN CASE WHEN grade >= 1 AND roles & {either} <> 0 AND "up:pitch" IS NOT NULL THEN {bits.of("reply")} ELSE 0 END
      WHEN {kind["verdict"]} THEN CASE WHEN grade >= 1 AND sign = 1 AND roles & {buyer} <> 0 AND "up:offer" IS NOT NULL THEN {bits.of("verdict")} ELSE 0 END
      ELSE CASE WHEN grade >= 1 AND n IS NOT NULL THEN {bits.of("accepted")} & ({linked}) ELSE 0 END END AS m
  FROM (SELECT *, "up:plan" AS n FROM {rows} WHERE state = 0 AND itself AND kind > 0)),
things AS (
  SELECT s.item, s.sign, s.start, s."end", max(s."end") FILTER (WHERE s.sign < 0) OVER w AS no, max(s.start) OVER w AS newest
  FROM alone s JOIN {ancestors} a ON a.item = s.item AND a.earlier AND a.target = {kind["offer"]}
  WHERE s.word WINDOW w AS (PARTITION BY s.deal, s."by", a.up)),
gone AS (
  SELECT item FROM things GROUP BY item HAVING bool_and(newest > "end" OR (sign > 0 AND coalesce(no >= start, false)))),
last AS (SELECT r.item, deal, "by", kind, day, m FROM alone r ANTI JOIN gone g ON g.item = r.item WHERE m <> 0),
words AS (
  SELECT deal, max("end") FILTER (WHERE sign < 0) AS no, max(start) FILTER (WHERE sign > 0) AS yes
  FROM alone r ANTI JOIN gone g ON g.item = r.item WHERE word GROUP BY deal),
agreed AS (
  SELECT c.item, bit_or({bits.moved("u.m")} & ({late})) AS m
  FROM last c JOIN {ancestors} a ON a.item = c.item AND a.earlier JOIN last u ON u.item = a.up
  WHERE c.kind IN ({kind["reply"]}, {kind["verdict"]}, {kind["accepted"]})
    AND u.kind = CASE c.kind WHEN {kind["reply"]} THEN {kind["pitch"]} WHEN {kind["verdict"]} THEN {kind["offer"]} ELSE {kind["plan"]} END
  GROUP BY c.item),
marked AS (
  SELECT r.item, deal, "by", r.m & (coalesce(a.m, 0) | {full & ~joined}) AS m FROM last r LEFT JOIN agreed a ON a.item = r.item),
person AS (SELECT deal, "by", bit_or(m) AS m, {sellers} FROM marked GROUP BY deal, "by"),
deal AS (SELECT deal, bit_or(m) AS m, {all_} FROM person GROUP BY deal),
expected AS (SELECT deal, count(*) AS needed FROM {people} WHERE here AND side = 'customer' GROUP BY deal),
ways AS (
  SELECT w.deal, w.item AS way, count(DISTINCT r."by") AS there
  FROM {rows} w LEFT JOIN {ancestors} a ON a.up = w.item
    LEFT JOIN marked r ON r.item = a.item AND r.m & {bits.gates[-1]["whole:customer"].bit} <> 0
  WHERE w.kind = {kind["plan"]} AND w.state IN (0, 1, 2) AND w.itself AND NOT w.lacking GROUP BY w.deal, w.item),
each AS (SELECT w.deal, bool_and(there = needed) AS whole FROM ways w LEFT JOIN expected e ON e.deal = w.deal GROUP BY w.deal)
SELECT p.name AS hand_deal, {_gates(bits, journey)}
FROM {prepared.moments.get_name()} p LEFT JOIN deal d ON d.deal = p.deal LEFT JOIN words w ON w.deal = p.deal LEFT JOIN each e ON e.deal = p.deal"""


def _gates(bits: Bits, journey) -> str:
    """For each gate: all bits at once, its team, nothing contested, and everyone under each plan."""
    found = []
    for number, (name, gate) in enumerate(zip(journey.gates, bits.gates, strict=True)):
        plain = sum(leaf.bit for place, leaf in gate.items() if not place.startswith(("team", "whole")))
        asked = [f"d.m & {plain} = {plain}", f"t{number}_seller >= 2", f"t{number}_customer >= 2",
                 "NOT coalesce(no >= yes, no IS NOT NULL)"]  # fmt: skip
        if "whole:customer" in gate:
            asked.append("coalesce(whole, true)")
        found.append(f'coalesce({" AND ".join(asked)}, false) AS "hand {name}:passes"')
    return ", ".join(found)

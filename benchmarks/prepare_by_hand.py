"""For `bench_audit.py`: the prepared tables of an audit in SQL by hand, for journeys without fields and conditions.

It leaves out what no deal of the benchmark has: what was taken back, replaced, or has dated roles. An audit looks for
each of these and finds none.
"""

# ruff: noqa: E501, S608 - SQL by hand, in long lines, of constants alone
from __future__ import annotations

from gatecoach.audit.items import names_of
from gatecoach.audit.links import wanted
from gatecoach.links import HOPS

TABLES = ("moments", "people", "crowded", "items", "links", "ancestors", "readings", "rows")
ROWS = ("item", "deal", "who", "kind", "side", "roles", "grade", "state", "itself", "channel", "start", "end", "day", "today",
        "sign", "up:pitch", "up:offer", "up:plan")  # fmt: skip
ANCESTORS = ("item", "kind", "target", "up", "up_day", "earlier")


def prepared_by_hand(connection, journey, roles, at) -> None:
    """Make the tables `hand_…`."""
    names = names_of(journey, roles)
    _make(connection, "moments", _moments(journey, at))
    _make(connection, "people", _people(names))
    _make(connection, "crowded", f"SELECT deal, id FROM ({_seen(names)}) GROUP BY deal, id HAVING count(*) > 1")
    crowded = connection.raw_sql("SELECT count(*) FROM hand_crowded").fetchone()[0]
    _make(connection, "items", _items(names, crowded=bool(crowded)))
    _make(connection, "links", _LINKS)
    _make(connection, "ancestors", _ancestors(names))
    _make(connection, "readings", _readings(names))
    _make(connection, "rows", _rows(names))


def forget(connection) -> None:
    """Drop them."""
    for name in TABLES:
        connection.raw_sql(f"DROP TABLE hand_{name}")


def unlike(connection, prepared) -> int:
    """How many rows are in one and not in the other."""
    found = 0
    for name, ours, columns in (("rows", prepared.rows, ROWS), ("ancestors", prepared.ancestors, ANCESTORS)):
        shown = ", ".join(f'"{each}"' for each in columns)
        one, other = (f"SELECT {shown} FROM {each}" for each in (ours.get_name(), f"hand_{name}"))
        query = f"SELECT count(*) FROM ((({one}) EXCEPT ALL ({other})) UNION ALL (({other}) EXCEPT ALL ({one})))"
        found += connection.raw_sql(query).fetchone()[0]
    return found


def _make(connection, name: str, query: str) -> None:
    connection.raw_sql(f"CREATE TEMP TABLE hand_{name} AS {query}")


def _case(column: str, found: dict, default: object) -> str:
    if not found:
        return str(default)
    whens = " ".join(f"WHEN '{key}' THEN {value}" for key, value in found.items())
    return f"CASE {column} {whens} ELSE {default} END"


def _listed(words) -> str:
    return ", ".join(f"'{each}'" for each in words)


def _moments(journey, at) -> str:
    ends = _listed(journey.ends)
    return f"""
WITH claims AS (
  SELECT deal, stage, dated AND stage IN ({ends}) AS ended, "end", day FROM bench_claims
  WHERE start <= {at.end} AND known <= {at.end}
  QUALIFY row_number() OVER (PARTITION BY deal ORDER BY start DESC, rank) = 1)
SELECT row_number() OVER (ORDER BY d.deal) - 1 AS deal, d.deal AS name, owner, stage AS claimed, coalesce(stage IN ({ends}), false) AS ended,
  CASE WHEN c.ended THEN least(c."end", {at.end}) ELSE {at.end} END AS moment,
  CASE WHEN c.ended AND c."end" < {at.end} THEN c.day ELSE {at.day} END AS today
FROM (SELECT DISTINCT * FROM bench_deals) d LEFT JOIN claims c ON c.deal = d.deal"""


def _people(names) -> str:
    bits = _case("role", {name: 1 << bit for name, bit in names.roles.items()}, 0)
    return f"""
WITH held AS (SELECT m.deal, person, bit_or({bits}) AS held, max(first) AS held_from, min(last) AS held_to
  FROM bench_roles r JOIN hand_moments m ON m.name = r.deal GROUP BY m.deal, person)
SELECT m.deal, p.person, side, today, row_number() OVER (PARTITION BY m.deal ORDER BY p.person) - 1 AS who,
  since <= moment AND p.left > moment AS here, p.left <= moment AND side = '{names.journey.sides[0]}' AS gone,
  coalesce(held, 0) AS held, coalesce(held_from, 0) AS held_from, coalesce(held_to, 1 << 40) AS held_to
FROM bench_people p JOIN hand_moments m ON m.name = p.deal
  LEFT JOIN held h ON h.deal = m.deal AND h.person = p.person"""


def _seen(names) -> str:
    kind = _case("what", names.types, 0)
    return f"""
SELECT item, m.deal, id, coalesce(source, '') AS home, source, "by", told_by, {kind} AS kind, grade,
  machine_sent, start, "end", day, today, revision, content
FROM bench_evidence e JOIN hand_moments m ON m.name = e.deal WHERE start <= moment AND known <= moment"""


def _items(names, *, crowded: bool) -> str:
    columns = 'item, deal, id, home, source, "by", told_by, kind, grade, machine_sent, start, "end", day, today'
    one = f"SELECT {columns}, false AS unlike, true AS alone FROM seen"
    if crowded:
        one = f"""{one} ANTI JOIN hand_crowded USING (deal, id) UNION ALL
SELECT {columns}, unlike, count(*) OVER (PARTITION BY deal, id) = 1 FROM (
  SELECT *, min(content) OVER w <> max(content) OVER w AS unlike FROM (
    SELECT * FROM seen SEMI JOIN hand_crowded USING (deal, id)
    QUALIFY revision = max(revision) OVER (PARTITION BY deal, home, id))
  WINDOW w AS (PARTITION BY deal, home, id)
  QUALIFY row_number() OVER (PARTITION BY deal, home, id ORDER BY content, item) = 1)"""
    channel, typed = _case("s.channel", names.channels, 0), names.channels.get("typed", 0)
    return f"""
WITH seen AS ({_seen(names)}), one AS ({one}),
sources AS (SELECT DISTINCT m.deal, source, channel FROM bench_sources s JOIN hand_moments m ON m.name = s.deal)
SELECT o.item, o.deal, o.id, o.home, o.alone, kind, grade, start, "end", day, o.today, who, coalesce(p.side, '') AS side,
  CASE WHEN p.who IS NULL THEN 0 WHEN day BETWEEN held_from AND held_to THEN held ELSE error('dated roles') END AS roles,
  CASE WHEN o.source IS NULL THEN {typed} WHEN s.source IS NULL THEN 0 ELSE {channel} END AS channel,
  coalesce(coalesce(told_by, o.source) = "by", false) OR CASE WHEN told_by IS NULL THEN s.source IS NOT NULL ELSE t.source IS NOT NULL END AS itself,
  CASE WHEN unlike THEN 5 WHEN machine_sent THEN 4 WHEN who IS NULL THEN 2 WHEN gone THEN 1 ELSE 0 END AS state
FROM one o LEFT JOIN sources s ON s.deal = o.deal AND s.source = o.source
  LEFT JOIN sources t ON t.deal = o.deal AND t.source = o.told_by
  LEFT JOIN hand_people p ON p.deal = o.deal AND p.person = o."by\""""


_LINKS = """
SELECT l.item, l.number, i.kind, i.start, i."end", u.item AS up, u.kind AS up_kind, u.start AS up_start, u."end" AS up_end, u.day AS up_day
FROM bench_links l JOIN hand_items i ON i.item = l.item
  JOIN hand_items u ON u.deal = i.deal AND u.id = l.answers AND (u.home = i.home OR u.alone)"""


def _ancestors(names) -> str:
    pairs = ", ".join(
        f"({names.types[of]}, {names.types[what]})" for of, all_ in wanted(names).items() for what in all_
    )
    columns = 'item, kind, start, "end", target, up, up_start, up_end, up_day'
    return f"""
WITH RECURSIVE seek(kind, target) AS (VALUES {pairs}),
begun AS (SELECT l.*, target FROM hand_links l JOIN seek s ON s.kind = l.kind),
climb AS (
  SELECT *, 1 AS hop FROM begun WHERE up_kind <> target
  UNION
  SELECT c.item, c.number, c.kind, c.start, c."end", l.up, l.up_kind, l.up_start, l.up_end, l.up_day, c.target, c.hop + 1
  FROM climb c JOIN hand_links l ON l.item = c.up WHERE c.up_kind <> c.target AND c.hop < {HOPS} AND l.up <> c.item),
far AS (
  SELECT c.* FROM climb c JOIN hand_items i ON i.item = c.up WHERE up_kind = target
  QUALIFY row_number() OVER (PARTITION BY c.item, number, target ORDER BY hop, up_start DESC, i.id, i.home) = 1)
SELECT DISTINCT item, kind, target, up, up_day,
  CASE WHEN start = "end" AND up_start = up_end THEN start > up_start ELSE "end" >= up_start END AS earlier
FROM (SELECT {columns} FROM begun WHERE up_kind = target UNION ALL SELECT {columns} FROM far)"""


def _readings(names) -> str:
    kinds = [(names.types[id_], kind.outcomes) for id_, kind in names.journey.types.items() if kind.outcomes]
    signs = [(number, _listed(said), sign) for number, outcomes in kinds
             for said, sign in ((outcomes.for_, 1), (outcomes.against, -1))]  # fmt: skip
    whens = " ".join(f"WHEN kind = {number} AND outcome IN ({said}) THEN {sign}" for number, said, sign in signs)
    return f"""
SELECT item, min(sign) AS sign FROM (
  SELECT i.item, CASE {whens} ELSE 0 END AS sign, quote, e.words
  FROM bench_statements s JOIN hand_moments m ON m.name = s.deal JOIN hand_items i ON i.deal = m.deal AND i.id = s.about
    AND (i.home = '' OR i.alone) LEFT JOIN bench_evidence e ON e.item = i.item
  WHERE s.start <= moment AND s.known <= moment AND (m.deal, s."by") IN (
    SELECT (deal, person) FROM hand_people UNION ALL
    SELECT (m.deal, source) FROM bench_sources s JOIN hand_moments m ON m.name = s.deal))
WHERE sign <> 0 AND quote <> '' AND (words IS NULL OR contains(words, quote)) GROUP BY item"""


def _rows(names) -> str:
    answered = sorted({leaf.answers for leaf in names.journey.leaves if leaf.answers})
    columns = ", ".join(f'"up:{what}"' for what in answered)
    days = ", ".join(f'max(up_day) FILTER (WHERE target = {names.types[what]}) AS "up:{what}"' for what in answered)
    return f"""
SELECT i.item, deal, who, kind, side, roles, grade, state, itself, channel, start, "end", day, today, false AS lacking, sign,
  {columns}
FROM hand_items i LEFT JOIN hand_readings r ON r.item = i.item
  LEFT JOIN (SELECT item, {days} FROM hand_ancestors WHERE earlier GROUP BY item) u ON u.item = i.item
WHERE kind > 0"""

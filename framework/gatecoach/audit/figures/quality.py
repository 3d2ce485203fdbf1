"""What is wrong with the data: what the reader of the tables found, and what only shows beside the journey."""

from __future__ import annotations

from typing import Any

from gatecoach.audit.figures.deals import Source, listed
from gatecoach.audit.figures.rows import Flaw

STAGES_SHOWN = 20


def flaws(source: Source) -> list[Flaw]:
    """Problems of the tables, then those of the deals; each with one example."""
    unknown = _unknown_stages(source)
    return [*_told(source, staged=bool(unknown)), *unknown, *_of_deals(source)]


def _told(source: Source, *, staged: bool) -> list[Flaw]:
    """What the reader found; a column that the report reads is no problem; `staged` deals are told elsewhere."""
    wanted = source.wanted
    read = {("deals", each) for each in (wanted.team, wanted.opened, wanted.closed) if each}
    return [
        Flaw(each.code, _placed(each.table, each.message), each.rows, each.example, each.dropped)
        for each in source.judged.problems
        if not (staged and (each.code, each.table) == ("unknown-stage", "deals"))
        and (each.code != "unknown-column" or (each.table, each.column) not in read)
    ]


def _placed(table: str, message: str) -> str:
    return f"{table}: {message}"


def _unknown_stages(source: Source) -> list[Flaw]:
    """Each stage that is claimed and is not there."""
    deals, journey = source.deals, source.audit.journey
    odd = deals.filter(deals.claimed.notnull() & deals.claimed.notin([*journey.stages, *journey.ends]))
    rows = listed(odd.group_by("claimed").agg(n=odd.count(), example=odd.deal.min()))
    rows.sort(key=lambda row: (-row["n"], row["claimed"]))
    found = [
        Flaw("unknown-stage", f'deals claim a stage that is not there: "{row["claimed"]}"', row["n"], row["example"])
        for row in rows[:STAGES_SHOWN]
    ]
    rest = rows[STAGES_SHOWN:]
    if rest:
        words = f"deals claim one of {len(rest)} more stages that are not there"
        found.append(Flaw("unknown-stage", words, sum(row["n"] for row in rest), rest[0]["example"]))
    return found


def _of_deals(source: Source) -> list[Flaw]:
    """What deals lack, or say that cannot be."""
    deals = source.deals
    live = ~deals.ended
    checks: list[tuple[str, str, Any]] = [
        ("no-claim", "open deals claim no stage", live & deals.claimed.isnull()),
        ("no-owner", "open deals have no owner", live & (deals.owner == "")),
        ("no-first-day", "open deals have no first day, so their age is not known", live & deals.opened.isnull()),
        ("begins-later", "open deals begin after the day of this report", live & (deals.opened > deals.today)),
        ("ends-before", "deals end before they begin", deals.ended & (deals.closed < deals.opened)),
        ("no-end-day", "ended deals have no last day", deals.ended & deals.closed.isnull()),
    ]
    if source.wanted.by_team:
        checks.insert(2, ("no-team", "open deals have no team", live & (deals.team == "")))
    if source.wanted.money:
        checks[2:2] = [
            ("negative-amount", "deals with a negative amount, which is not added", deals.stated < 0),
            ("no-amount", "open deals have no amount that can be read", live & deals.stated.isnull()),
        ]
    columns: dict[str, Any] = {}
    for code, _, wrong in checks:
        columns |= {f"{code}:n": wrong.sum(), f"{code}:one": deals.deal.min(where=wrong.fill_null(False))}
    row = listed(deals.agg(**columns))[0]
    return [Flaw(code, words, row[f"{code}:n"], row[f"{code}:one"]) for code, words, _ in checks if row[f"{code}:n"]]

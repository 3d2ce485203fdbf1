"""An audit in a few lines: for people on a terminal, and for a machine."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from gatecoach.definition.plain import say
from gatecoach.report.layout import counted, indented, moment, wrapped

if TYPE_CHECKING:
    from gatecoach.audit import Audit
    from gatecoach.audit.given import Problem
    from gatecoach.audit.summing import Summary
    from gatecoach.desk import Total

SCHEMA = 1
MOST = 8
"""So many of the requirements that are missing most often are shown."""
GAPS = {
    0: "claimed as far as shown",
    "behind": "claimed less than shown",
    "unknown": "no stage claimed",
    "off-path": "on another path",
}


class Said(NamedTuple):
    """What is told: the audit, its numbers, what was wrong with the data, names of deals, the options as typed.

    `totals` is what is added up by person, `people` what people are called.
    """

    audit: Audit
    summary: Summary
    problems: Sequence[Problem]
    names: Mapping[str, str]
    options: Sequence[str]
    totals: Sequence[Total] = ()
    people: Mapping[str, str] = MappingProxyType({})


def summary_text(said: Said, width: int, *, saved: bool) -> str:
    """The numbers of an audit in lines of at most that width."""
    parts = [_head(said, width), _gaps(said), _stages(said, width), _lacking(said, width), _totals(said, width),
             _data(said, width), _next(said, width, saved=saved)]  # fmt: skip
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def summary_dict(said: Said) -> dict[str, Any]:
    """The same for a machine."""
    audit = said.audit
    return {
        "schema": SCHEMA, "framework": audit.framework.id, "version": audit.framework.version,
        "journey": audit.journey.id, "as-of": audit.at.isoformat(), **said.summary.as_dict(),
        "totals": [{**asdict(each), "total": str(each.total)} for each in said.totals],
        "problems": [each.as_dict() for each in said.problems],
    }  # fmt: skip


def _head(said: Said, width: int) -> list[str]:
    audit, found = said.audit, said.summary
    framework = audit.framework
    number = f"{counted(found.deals, 'deal')}, {found.open} open and {found.ended} ended"
    when = moment(audit.at, framework.time_zone)
    return [
        *wrapped(f"{audit.journey.title}: {number}", width),
        *wrapped(f"as of {when} ({framework.definition.time_zone}), by {framework.id} {framework.version}", width),
        *_unclaimed(said, width),
    ]


def _unclaimed(said: Said, width: int) -> list[str]:
    """That there is nothing to compare the evidence with."""
    if {*said.summary.gaps} != {"unknown"} or said.summary.ended:
        return []
    lost = any((each.table == "claims" and each.dropped) or each.column == "claimed" for each in said.problems)
    words = "No claim of any deal could be read; stderr says why." if lost else "No deal claims a stage."
    return wrapped(f"{words} So there is no gap to tell.", width)


def _gaps(said: Said) -> list[str]:
    """The open deals by their gap."""
    gaps = said.summary.gaps
    rows = [(GAPS.get(gap, "") or f"{counted(int(gap), 'gate')} too far", number) for gap, number in gaps.items()]
    wide = max((len(words) for words, _ in rows), default=0)
    return ["Open deals by their gap", *(f"  {words:{wide}}  {number:6}" for words, number in rows)] if rows else []


def _stages(said: Said, width: int) -> list[str]:
    """Claimed against verified, stage by stage."""
    if not said.summary.open:
        return []
    rows = [(said.audit.journey.title_of(name), each) for name, each in said.summary.stages.items()]
    wide = min(max(len(title) for title, _ in rows), max(width - 22, 12))
    lines = ["Open deals by stage", f"  {'':{wide}}  claimed verified"]
    for title, each in rows:
        *first, last = wrapped(title, wide)
        lines += [*indented(first), f"  {last:{wide}}  {each.claimed:7}  {each.verified:7}"]
    return lines


def _lacking(said: Said, width: int) -> list[str]:
    """What open deals wait for most often."""
    journey = said.audit.journey
    says = {(gate.id, each.id): say(each.text) for gate in journey.gates.values() for each in gate.requirements}
    lines: list[str] = []
    for each in said.summary.lacking[:MOST]:
        lines += wrapped(f"{each.gate}.{each.requirement}", width, first=f"{each.deals:5} ", rest=" " * 6)
        lines += wrapped(says[each.gate, each.requirement], width, first=" " * 6)
    left = len(said.summary.lacking) - MOST
    more = [f"      and {counted(left, 'more requirement')}"] if left > 0 else []
    return [*wrapped("Missing most often in open deals, whatever they claim", width), *lines, *more] if lines else []


def _totals(said: Said, width: int) -> list[str]:
    """What is added up by person."""
    lines: list[str] = []
    for head in dict.fromkeys((each.evidence, each.field, each.title) for each in said.totals):
        lines += wrapped(f"{head[2]}, {head[1]} by person", width)
        for each in said.totals:
            if (each.evidence, each.field) == head[:2]:
                who = said.people.get(each.person) or each.person
                told = f"{who}: {each.total.normalize():f} in {counted(each.subjects, 'deal')}"
                lines += wrapped(told, width, first="  ")
    return lines


def _data(said: Said, width: int) -> list[str]:
    """That something is wrong with the data."""
    dropped = sum(each.rows for each in said.problems if each.dropped)
    if not said.problems:
        return []
    rows = f"{counted(dropped, 'row')} not used; each cause is told on stderr."
    return wrapped(f"Wrong with the data: {counted(len(said.problems), 'cause')}, {rows}", width)


def _next(said: Said, width: int, *, saved: bool) -> list[str]:
    """What to type next; a command is never broken into lines."""
    lines = []
    options = shlex.join(said.options)
    if said.summary.widest:
        deal = said.summary.widest
        named = f" ({said.names[deal]})" if deal in said.names else ""
        lines += [*wrapped(f"Most gates too far: {deal}{named}. Why, says:", width),
                  f"  gatecoach explain {shlex.quote(deal)} {options}"]  # fmt: skip
    if not saved and said.summary.deals:
        lines += [*wrapped("Every deal, for a spreadsheet:", width), f"  gatecoach audit {options} --out deals.xlsx"]
    return lines

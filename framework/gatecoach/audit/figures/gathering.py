"""All figures of a pipeline at once."""

from __future__ import annotations

from gatecoach.audit.figures.ageing import ageing
from gatecoach.audit.figures.deals import Judged, Wanted, sourced
from gatecoach.audit.figures.jumps import jumps
from gatecoach.audit.figures.lacking import lacking
from gatecoach.audit.figures.quality import flaws
from gatecoach.audit.figures.rows import Figures
from gatecoach.audit.figures.stages import by_group, by_stage, by_way, total, widest

MOST = 20
"""How many deals a list of a report names."""


def gathered(judged: Judged, wanted: Wanted | None = None, *, most: int = MOST) -> Figures:
    """What a report shows of an audit; its lists name at most so many deals.

    Raises:
        UsageError: a field or column of `wanted` that is not there.
    """
    source = sourced(judged, wanted or Wanted())
    leaps, jumped = jumps(source, most)
    whole = total(source)
    return Figures(
        total=whole,
        ended=source.deals.count().to_pyarrow().as_py() - whole.deals,
        stages=by_stage(source),
        ways=by_way(source),
        widest=widest(source, most),
        reps=by_group(source, "owner"),
        teams=by_group(source, "team") if source.wanted.by_team else [],
        lacks=lacking(source),
        ageing=ageing(source, most),
        jumps=leaps,
        jumped=jumped,
        flaws=flaws(source),
        money=source.wanted.money,
    )

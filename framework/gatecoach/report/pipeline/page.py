"""The whole page: a headline, then a section for each question, and what it was made of."""

from __future__ import annotations

from gatecoach.audit.figures.rows import Figures
from gatecoach.report.pipeline.about import About
from gatecoach.report.pipeline.headline import Tile, hints, lead, tiles
from gatecoach.report.pipeline.markup import paragraph, text
from gatecoach.report.pipeline.sections.ageing import ageing
from gatecoach.report.pipeline.sections.claimed import claimed, widest
from gatecoach.report.pipeline.sections.groups import by_rep, by_team
from gatecoach.report.pipeline.sections.jumps import jumps
from gatecoach.report.pipeline.sections.lacking import lacking
from gatecoach.report.pipeline.sections.quality import quality
from gatecoach.report.pipeline.style import STYLE

SAFE = "default-src 'none'; style-src 'unsafe-inline'"
"""What a browser may do with the page: show it. Nothing is fetched and nothing runs, whatever a name holds."""
PARTS = (claimed, widest, by_rep, by_team, lacking, ageing, jumps, quality)


def pipeline_html(figures: Figures, about: About) -> str:
    """The report as one page of HTML; the same figures give the same bytes."""
    sections = [each.html() for part in PARTS if (each := part(figures, about)) is not None]
    body = "\n".join([_head(figures, about), *sections, _foot(figures, about)])
    title = text(f"Pipeline as of {about.moment}")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{SAFE}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _head(figures: Figures, about: About) -> str:
    name = f"{about.journey.called()} pipeline"
    parts = [
        f"<header>\n<h1>{text(name)}</h1>",
        paragraph(f"as of {about.moment}", "soft"),
        paragraph(lead(figures, about), "first"),
        f"<dl>{''.join(map(_tile, tiles(figures, about)))}</dl>" if figures.total.deals else "",
        *(paragraph(each) for each in hints(figures, about)),
        "</header>",
    ]
    return "\n".join(each for each in parts if each)


def _tile(tile: Tile) -> str:
    kind = f' class="{tile.kind}"' if tile.kind else ""
    number = f'<dd class="big">{text(tile.number)}</dd>'
    return f'<div{kind}><dt>{text(tile.title)}</dt>{number}<dd class="small">{text(tile.more)}</dd></div>'


def _foot(figures: Figures, about: About) -> str:
    """What the report was made of."""
    made = about.framework
    count = figures.total.deals + figures.ended
    judged = (
        f"Judged by {made.id} {made.version} ({made.hash[:12]}), journey {about.journey.id}, as of {about.moment}. "
        f"{count} deals in all, {figures.ended} of them ended."
    )
    meant = (
        "Claimed is what the CRM says. Verified is how far the gates open on dated evidence from both sides. "
        "The gap counts the gates between the two."
    )
    return f"<footer>{paragraph(judged, 'soft')}{paragraph(meant, 'soft')}</footer>"

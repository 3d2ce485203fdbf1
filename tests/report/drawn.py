"""Journeys that are hard to draw, and a reader of pictures: what text, boxes and lines an SVG holds, and where."""

from __future__ import annotations

import functools
import itertools
import json
import xml.etree.ElementTree as ET
from dataclasses import dataclass

from helpers import framework_of

from gatecoach.framework import load
from gatecoach.report import journey_svg
from gatecoach.report.pictures.widths import text_width

NAMESPACE = "{http://www.w3.org/2000/svg}"
HEAD = """
gatecoach: 1
framework: drawn
version: "1"
phases:
  p1: {title: {en: We notice, de: Auslöser bemerkt}}
  p2: {title: {en: Requirements, de: Anforderungszusammenstellungsverfahren begonnen}}
  p3: {title: {en: Options compared with the help of everybody who will live with the result, de: Optionen verglichen}}
roles: {customer: {buyer: {title: Buyer}}, seller: {rep: {title: Rep}}}
fields: {amount: {type: money}, wake-up-date: {type: date}}
"""
ODD = """<script>alert("x")</script> & 'co'"""
LONG = "Discovery and first qualification of the whole buying group, with everybody who will ever say a word"
GATE = """
  g{n}:
    from: s{n}
    to: {to}
    title: "{title}"
    requires:
      one: {{say: One., seller: v1, customer: c1}}
      many: {{say: "Many <b>&", seller: v2, customer: {{what: [c1, c2], at-least: 3, from-different: person}}}}
      large: {{say: Large., when: {{amount: {{at-least: 100000}}}}, seller: {{any: [v1, v2]}}, customer: c2}}
      task: {{say: Task., mode: warn, for-each: c1, seller: v3}}
"""
TYPES = """
evidence:
  c1: {side: customer, answers: v1, title: {en: They answered in their own words, de: Geschäftsführungsgenehmigungen}}
  c2: {side: customer, title: 'They named "the number"'}
  v1: {side: seller, title: Needs review sent}
  v2: {side: seller, title: {en: A map of all stakeholders with the style of each, de: Kundenzufriedenheitsbefragung}}
  v3: {side: seller, answers: c1}
"""


def six():
    """A framework with a journey of six gates of four pairs each, long titles and a last gate that leads to won."""
    named = [LONG if n == 2 else f"Stage {n}" for n in range(6)]
    stages = "".join(f'  s{n}: {{title: "{title}", phase: p{n % 3 + 1}}}\n' for n, title in enumerate(named))
    gates = "".join(
        GATE.format(n=n, to="won" if n == 5 else f"s{n + 1}", title=LONG if n == 3 else f"Gate {n}") for n in range(6)
    )
    ends = "ends: {won: won, lost: lost, parked: {kind: parked, needs: wake-up-date}}\n"
    title = f"title: {{en: {json.dumps(ODD)}, de: Großkundengeschäft}}\n"
    head = f"journey: big\n{title}sides: [customer, seller]\nstages:\n{stages}{ends}{TYPES}"
    return framework_of(HEAD, f"{head}gates:{gates}")


WAYS = (
    ("s0", "s1"), ("s0", "s2"), ("s0", "s3"), ("s1", "s3"), ("s1", "s3"), ("s2", "s3"), ("s2", "s5"), ("s3", "s4"),
    ("s3", "won"), ("s4", "s5"), ("s5", "won"), ("s5", "signed"),
)  # fmt: skip


def branched(ways=WAYS, stages=6):
    """A framework whose stages are joined by these ways, one gate each."""
    return framework_of(HEAD, branched_text(ways, stages))


def branched_text(ways=WAYS, stages=6):
    """Its journey, as its author writes it."""
    text = "".join(f"  s{n}: {{title: Stage {n}, phase: p{n % 3 + 1}}}\n" for n in range(stages))
    gates = "".join(
        f"  g{n}: {{from: {source}, to: {target}, requires: {{it: {{say: It., seller: v1, customer: c1}}}}}}\n"
        for n, (source, target) in enumerate(ways)
    )
    ends = "".join(f"  {end}: won\n" for end in ("won", "signed") if any(target == end for _, target in ways))
    head = f"journey: big\nsides: [customer, seller]\nstages:\n{text}ends:\n{ends}  lost: lost\n{TYPES}"
    return f"{head}gates:\n{gates}"


def wordy():
    """A framework with a talk of long steps and little said in each, and steps that have two ways out."""
    steps = "".join(f'  s{n}: {{title: "{LONG}"}}\n' for n in range(3))
    ways = (("s0", "s1"), ("s0", "s2"), ("s1", "s2"), ("s2", "done"))
    gates = "".join(
        f"  g{n}: {{from: {source}, to: {target}, requires: {{it: {{say: It., coach: w, coachee: w}}}}}}\n"
        for n, (source, target) in enumerate(ways)
    )
    head = "journey: talk\nkind: conversation\nsides: [coachee, coach]\nends: {done: done, stopped: stopped}\n"
    evidence = "evidence: {w: {side: [coachee, coach], title: Word}}\n"
    return framework_of(HEAD, branched_text(), f"{head}stages:\n{steps}{evidence}gates:\n{gates}")


CASES = {
    "bundled": (lambda: load("first-deal"), "opportunity"),
    "talk": (lambda: load("first-deal"), "gate-review"),
    "six": (six, "big"),
    "branched": (branched, "big"),
    "wordy": (wordy, "talk"),
}
SIZES = {"phone": {"width": 390}, "screen": {"width": 1200}, "paper": {"width": 720, "tallest": 1.3}}


@functools.cache
def drawing(case, size="phone", language="en"):
    """The SVG of one of these journeys."""
    make, journey = CASES[case]
    return journey_svg(make(), journey, language=language, **SIZES[size])


@dataclass(frozen=True)
class Area:
    """Part of a picture: its edges, and the text that stands there."""

    left: float
    top: float
    right: float
    bottom: float
    text: str = ""

    def meets(self, other, by=0.0):
        """Whether two areas share more than that much."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > by and down > by

    def holds(self, other, by=0.5):
        """Whether the other lies within."""
        across = self.left - by <= other.left and other.right <= self.right + by
        return across and self.top - by <= other.top and other.bottom <= self.bottom + by


def found(svg, kind):
    """All elements of a kind."""
    return ET.fromstring(svg).iter(f"{NAMESPACE}{kind}")


def texts(svg):
    """Every text with about the room it takes: a block of lines, or a number in the middle of its sign."""
    for each in found(svg, "text"):
        size, bold = float(each.get("font-size")), each.get("font-weight") == "bold"
        lines = list(each)
        said = [line.text or "" for line in lines] or [each.text]
        wide = max(text_width(line, size, bold=bold) for line in said)
        first, last = (float(line.get("y")) for line in ((lines or [each])[0], (lines or [each])[-1]))
        left = float((lines or [each])[0].get("x")) - (0 if lines else wide / 2)
        yield Area(left, first - 0.8 * size, left + wide, last + 0.22 * size, "\n".join(said))


def boxes(svg):
    """Every box that is drawn with a line around it."""
    for each in found(svg, "rect"):
        if each.get("stroke"):
            left, top, wide, high = (float(each.get(name)) for name in ("x", "y", "width", "height"))
            yield Area(left, top, left + wide, top + high)


def bands(svg):
    """The lanes: boxes of a colour without a line, upper and lower in turn."""
    for each in found(svg, "rect"):
        if not each.get("stroke") and each.get("fill") != "#ffffff":
            left, top, wide, high = (float(each.get(name)) for name in ("x", "y", "width", "height"))
            yield Area(left, top, left + wide, top + high)


def lines(svg):
    """Every straight part of every line, as wide as it is drawn."""
    for each in found(svg, "polyline"):
        points = [tuple(map(float, point.split(","))) for point in each.get("points").split()]
        half = float(each.get("stroke-width")) / 2
        for (x, y), (to_x, to_y) in itertools.pairwise(points):
            yield Area(min(x, to_x) - half, min(y, to_y) - half, max(x, to_x) + half, max(y, to_y) + half)


def page(svg):
    """The whole picture as an area."""
    _, _, wide, high = map(float, ET.fromstring(svg).get("viewBox").split())
    return Area(0, 0, wide, high)


def words_of(svg):
    """All texts in one line each."""
    return [" ".join(each.text.split()) for each in texts(svg)]

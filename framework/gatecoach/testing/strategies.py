"""Hypothesis strategies: whole valid frameworks, and deals that travel these or any other."""

from __future__ import annotations

from gatecoach.errors import UsageError
from gatecoach.facts import AnyFact
from gatecoach.framework import Framework
from gatecoach.subject import Subject
from gatecoach.testing.choosing import Choice
from gatecoach.testing.dealing import deal_of
from gatecoach.testing.trees import JOURNEY, Trees, trees

try:
    from hypothesis import strategies as st
except ImportError:
    raise UsageError(
        "no-hypothesis",
        "the strategies of gatecoach.testing need hypothesis, and it is not installed",
        help="Install gatecoach[test].",
    ) from None


def _choice(draw: st.DrawFn) -> Choice:
    """Picks that hypothesis makes, and makes smaller when something fails."""
    return Choice(lambda lowest, highest: draw(st.integers(lowest, highest)))


@st.composite
def frameworks(draw: st.DrawFn) -> Trees:
    """The files of a whole valid framework, by name: `load_trees` loads them, `gatecoach.load` once in a folder."""
    return trees(_choice(draw))


@st.composite
def deals(draw: st.DrawFn, framework: Framework, journey: str = JOURNEY) -> Subject:
    """A deal on a journey of any framework, with people, sources, fields, claims, waivers and facts; many nearly pass.

    `journey` is that of made-up frameworks; of a framework of one's own it is named.
    """
    return deal_of(_choice(draw), framework, journey)


@st.composite
def facts_of(draw: st.DrawFn, framework: Framework, journey: str = JOURNEY) -> tuple[AnyFact, ...]:
    """The facts of such a deal."""
    return tuple(draw(deals(framework, journey)).facts)

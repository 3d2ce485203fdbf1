"""A15: purpose has three levels, and a framework that speaks of it speaks of all three."""

from __future__ import annotations

import pytest
from places import BASE, FRAMEWORK, changed, findings_of

from gatecoach import load
from gatecoach.content import content_root
from gatecoach.place import bundled_ids

LEVELS = {"organisation": "We keep lines running.", "team": "We ask first.", "customer": "They gain hours."}
pytestmark = pytest.mark.requirement("A15")


def with_purpose(levels):
    """The findings of a framework with this purpose."""
    lines = "".join(f"  {level}: {text}\n" for level, text in levels.items())
    text = changed(FRAMEWORK, 'version: "1"', f'version: "1"\npurpose:\n{lines}'.rstrip("\n"))
    return [(each.code, each.path) for each in findings_of({**BASE, "framework.yaml": text})]


def test_all_three_levels_have_no_finding():
    """Organisation, team, customer; and a framework that says nothing of purpose is asked for nothing."""
    assert with_purpose(LEVELS) == []
    assert findings_of(BASE) == []


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_that_is_missing_or_empty_is_an_error(level):
    """Told at the purpose, or at the empty text."""
    assert with_purpose({name: text for name, text in LEVELS.items() if name != level}) == [("GC013", "purpose")]
    assert with_purpose({**LEVELS, level: '" "'}) == [("GC015", f"purpose.{level}")]


@pytest.mark.parametrize("name", bundled_ids())
def test_the_bundled_frameworks_say_what_they_are_for(name):
    """Each of the three levels is a sentence of its own."""
    assert (content_root("stages") / name).is_dir()
    purpose = load(name).definition.purpose
    texts = [*purpose.organisation.values(), *purpose.team.values(), *purpose.customer.values()]
    assert len(set(texts)) == 3
    assert all(each.endswith(".") for each in texts)

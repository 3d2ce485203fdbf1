"""The pictures on the pages of conversations, as a browser shows them: nothing lies on anything, and none is blank."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from browser.test_pictures import BOXES
from report.drawn import Area

PICTURES = sorted((Path(__file__).resolve().parents[2] / "docs/conversations").glob("*.svg"))


@pytest.fixture(scope="module")
def drawn():
    """What each picture holds, in the order of their names."""
    return [path.read_text(encoding="utf-8") for path in PICTURES]


def test_nothing_overlaps_on_any_page(measured, drawn):
    """No two texts share room, and every text stays in its box and in its picture."""
    seen = measured("".join(drawn), BOXES)["pictures"]
    assert len(seen) == len(PICTURES) == 12
    for path, each in zip(PICTURES, seen, strict=True):
        texts, boxes = ([Area(*area) for area in each[name]] for name in ("texts", "boxes"))
        assert len(texts) > 10, path.name
        assert [(a.text, b.text) for a, b in itertools.combinations(texts, 2) if a.meets(b, 1)] == [], path.name
        assert [text.text for box in boxes for text in texts if box.meets(text, 1) and not box.holds(text, 1)] == []
        assert [text.text for text in texts if not Area(*each["page"]).holds(text)] == [], path.name


def test_each_is_as_wide_as_a_page_of_text(measured, drawn):
    """None is shrunk where a page is shown, so its letters are as large as those around it."""
    seen = measured("".join(drawn), BOXES, width=900)["pictures"]
    assert {each["shown"] for each in seen} == {900}

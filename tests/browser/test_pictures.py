"""Pictures in a browser: nothing lies on anything as it is really drawn, nothing is blank, paper is one page."""

from __future__ import annotations

import base64
import itertools

import pytest
from report.drawn import CASES, SIZES, Area, drawing

BOXES = """
const box = each => { const b = each.getBBox(); return [b.x, b.y, b.x + b.width, b.y + b.height, each.textContent]; };
const all = (svg, name) => [...svg.querySelectorAll(name)].map(box);
const pictures = [...document.querySelectorAll('svg')].map(svg => ({
  texts: all(svg, 'text'), boxes: all(svg, 'rect[stroke]'), shown: svg.getBoundingClientRect().width,
  page: [0, 0, svg.viewBox.baseVal.width, svg.viewBox.baseVal.height],
}));
found.textContent = JSON.stringify({pictures, window: document.documentElement.clientWidth});
"""
PIXELS = """
const image = document.querySelector('img');
image.decode().then(() => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const data = context.getImageData(0, 0, canvas.width, canvas.height).data, count = {};
  for (let i = 0; i < data.length; i += 4) {
    const colour = '#' + [0, 1, 2].map(n => data[i + n].toString(16).padStart(2, '0')).join('');
    count[colour] = (count[colour] || 0) + 1;
  }
  const share = Object.entries(count).map(([colour, n]) => [colour, n * 4 / data.length]);
  found.textContent = JSON.stringify(Object.fromEntries(share.filter(([, part]) => part > 0.001)));
});
"""
PAPER = "<style>@page{size:A4;margin:12mm}body{margin:0}</style>"


@pytest.mark.parametrize("case", CASES)
def test_nothing_overlaps_as_it_is_drawn(measured, case):
    """No two texts share room, every text stays in its box and on the page; whatever the width and the language."""
    drawn = [drawing(case, *each) for each in itertools.product(SIZES, ("en", "de"))]
    seen = measured("".join(drawn), BOXES)["pictures"]
    assert len(seen) == len(drawn)
    for each in seen:
        texts, boxes = ([Area(*area) for area in each[name]] for name in ("texts", "boxes"))
        assert len(texts) > 20
        assert [(a.text, b.text) for a, b in itertools.combinations(texts, 2) if a.meets(b, 1)] == []
        assert [text.text for box in boxes for text in texts if box.meets(text, 1) and not box.holds(text, 1)] == []
        assert [text.text for text in texts if not Area(*each["page"]).holds(text)] == []


def test_a_picture_is_never_wider_than_its_window(measured):
    """One for the phone is shown as large as it is drawn, a wide one shrinks."""
    seen = measured(drawing("six", "phone") + drawing("six", "screen"), BOXES, width=600)
    assert seen["window"] == 600
    assert [each["shown"] for each in seen["pictures"]] == [390, 600]


@pytest.mark.parametrize("case", CASES)
def test_a_picture_stands_by_itself_and_is_not_blank(measured, case):
    """As an image, where nothing from elsewhere is fetched, both lanes, the paper and ink are seen."""
    data = base64.b64encode(drawing(case).encode()).decode()
    shares = measured(f'<img src="data:image/svg+xml;base64,{data}">', PIXELS)
    assert {"#ffffff", "#e0edf8", "#fdeed8", "#1a1a1a"} <= set(shares)
    assert min(shares["#e0edf8"], shares["#fdeed8"]) > 0.1


@pytest.mark.parametrize("case", CASES)
def test_a_picture_for_paper_is_one_page(browse, tmp_path, case):
    """Printed on A4 it is not cut."""
    browse(PAPER + drawing(case, "paper"), "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'page.pdf'}")
    pages = (tmp_path / "page.pdf").read_bytes()
    assert pages.count(b"/Type /Pages") == 1
    assert pages.count(b"/Type /Page\n") == 1

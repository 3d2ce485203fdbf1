"""The report in a browser: it fits a phone, a screen and paper, and asks the network for nothing."""

from __future__ import annotations

import json
import os

import pytest
from report.figured import HOSTILE, about, figures, many

if "browser" not in os.environ.get("GATECOACH_REQUIRE", "").split(","):
    pytest.importorskip("altair", reason="the report needs Altair: pip install 'gatecoach[report]'")

from gatecoach.report.pipeline import pipeline_html

MEASURE = """
const frame = document.querySelector('iframe'), inside = frame.contentDocument, root = inside.documentElement;
const box = each => each.getBoundingClientRect();
found.textContent = JSON.stringify({
  window: root.clientWidth, wide: root.scrollWidth,
  pictures: [...inside.querySelectorAll('svg')].map(each => [box(each).left, box(each).right, box(each).height]),
  texts: [...inside.querySelectorAll('svg')].flatMap(svg => [...svg.querySelectorAll('text')].map(
    each => [box(each).left - box(svg).left, box(svg).right - box(each).right, each.textContent])),
  small: Math.min(...[...inside.querySelectorAll('p, td, th, dt, dd, text')].map(
    each => parseFloat(frame.contentWindow.getComputedStyle(each).fontSize))),
  shrunk: Math.min(...[...inside.querySelectorAll('svg')].map(each => box(each).width / each.viewBox.baseVal.width)),
  beyond: [...inside.querySelectorAll('.wide')].filter(each => each.scrollWidth > each.clientWidth + 1)
    .map(each => each.querySelector('caption').textContent),
  fetched: frame.contentWindow.performance.getEntriesByType('resource').map(each => each.name),
  scripts: inside.scripts.length, alerted: Boolean(frame.contentWindow.alerted || window.alerted),
});
"""
CASES = {"all": figures, "hostile": lambda: figures(HOSTILE, HOSTILE), "many": many}


def page(case):
    """The report of a case."""
    return pipeline_html(CASES[case](), about())


@pytest.fixture
def seen(browse, tmp_path):
    """A function: what the page of a case measures in a window so wide; a frame, for no window is as narrow."""

    def measured(case, width):
        (tmp_path / "report.html").write_text(page(case), encoding="utf-8")
        frame = f'<iframe src="report.html" style="width:{width}px;height:900px;border:0"></iframe>'
        body = f'<!doctype html><meta charset="utf-8"><body style="margin:0">{frame}<pre id="found"></pre>'
        shown = browse(
            f"{body}<script>onload = () => {{ {MEASURE} }}</script>",
            "--dump-dom", "--allow-file-access-from-files", "--window-size=1300,900",
        )  # fmt: skip
        return json.loads(shown.rpartition('<pre id="found">')[2].partition("</pre>")[0].replace("&amp;", "&")
                          .replace("&lt;", "<").replace("&gt;", ">"))  # fmt: skip

    return measured


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("width", [390, 1200])
def test_nothing_is_wider_than_the_window(seen, case, width):
    """Neither the page nor a picture; and every word of a picture stands in it."""
    found = seen(case, width)
    assert found["window"] == width
    assert found["wide"] == width
    assert len(found["pictures"]) == 6
    assert all(left >= 0 and right <= width and high > 40 for left, right, high in found["pictures"])
    assert [words for left, right, words in found["texts"] if min(left, right) < -1] == []


def test_a_phone_shows_all_columns_in_letters_that_can_be_read(seen):
    """No table has to be pushed aside, and no picture is shrunk."""
    found = seen("all", 390)
    assert found["beyond"] == []
    assert found["small"] >= 12
    assert found["shrunk"] == 1


@pytest.mark.parametrize("case", CASES)
def test_nothing_runs_and_nothing_is_fetched(seen, case):
    """Whatever names hold."""
    found = seen(case, 390)
    assert (found["scripts"], found["fetched"], found["alerted"]) == (0, [], False)


def test_paper_has_every_section(browse, tmp_path):
    """Printed on A4 it is some pages, not one a section and not one endless one."""
    out = tmp_path / "page.pdf"
    browse(page("all"), "--no-pdf-header-footer", f"--print-to-pdf={out}")
    printed = out.read_bytes()
    assert 2 <= printed.count(b"/Type /Page\n") <= 6
    assert b"/MediaBox [0 0 594.95996 841.91998]" in printed or b"/MediaBox [0 0 595" in printed

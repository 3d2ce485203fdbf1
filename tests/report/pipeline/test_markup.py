"""HTML from values: whatever stands in a name draws nothing, and a table says what its columns are."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from report.figured import HOSTILE

from gatecoach.report.pipeline.markup import Column, Section, Table, numbers, paragraph, text, words


class Tags(HTMLParser):
    """The tags of a page with their attributes, and its words."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        """Note words."""
        self.words.append(data)


TABLE = Table("About", [*words("Name"), *numbers("Open", ("Worth", "EUR"))], [(HOSTILE, 3, ("1", HOSTILE))])


@pytest.mark.parametrize(
    "made", [TABLE.html(), paragraph(HOSTILE), Section("s", HOSTILE, [HOSTILE], (), [TABLE]).html()]
)
def test_a_name_draws_nothing(made):
    """No tag and no attribute of it comes to be, and no character that hides or turns text."""
    found = Tags(made)
    known = {"div", "table", "caption", "thead", "tbody", "tr", "th", "td", "span", "p", "section", "h2"}
    assert {tag for tag, _ in found.tags} <= known
    assert {name for _, attributes in found.tags for name in attributes} <= {"class", "scope", "id", "aria-labelledby"}
    assert "alert(1)" in "".join(found.words)
    assert not {"\x1b", "\u202e"} & set(made)


def test_a_table_has_a_caption_and_heads():
    """Of columns, and of rows in their first column; numbers are marked as such, a second text stands below."""
    page = Table("Open", [*words("Who"), *numbers("Deals")], [("ada", ("3", "5 EUR"))]).html()
    assert "<caption>Open</caption>" in page
    assert '<th scope="col">Who</th><th scope="col" class="n">Deals</th>' in page
    assert '<th scope="row">ada</th><td class="n">3<span class="below">5 EUR</span></td>' in page


def test_a_table_without_rows_is_not_there():
    """Nor is a paragraph without words; and a row of another length is a mistake."""
    assert Table("Open", words("Who"), []).html() == ""
    assert paragraph("") == ""
    with pytest.raises(ValueError, match="zip"):
        Table("Open", words("Who", "What"), [("ada",)]).html()


def test_a_picture_and_its_tables_stand_beside_each_other():
    """Where there are both; a table may also stand below."""
    one, other = (Table(name, words("x"), [("y",)]) for name in ("One", "Other"))
    both = Section("s", "S", [], ["<svg></svg>"], [one], [other]).html()
    assert both.index("<figure><svg>") < both.index("One") < both.index("Other")
    assert '<div class="both">' in both
    assert '<div class="both">' not in Section("s", "S", [], (), [one]).html()
    assert Column("x").number is False
    assert text("a\n b") == "a b"

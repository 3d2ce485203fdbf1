"""The index leads to every page, and each reader finds a place to begin."""

from __future__ import annotations

import re

from pages import ROOT
from test_page_links import LINK

INDEX = ROOT / "docs/README.md"
TEXT = INDEX.read_text(encoding="utf-8")
APART = ("adr/",)
"""Folders that have an index of their own."""


def linked(text):
    """The pages that an index leads to."""
    return {target for target, _ in LINK.findall(text)}


def left_out(text, pages):
    """The pages that no link of the index leads to."""
    return sorted(each for each in pages if each not in linked(text) and not each.startswith(APART))


def test_every_page_is_in_the_index():
    """A page that is not listed is not found."""
    pages = {path.relative_to(INDEX.parent).as_posix() for path in INDEX.parent.rglob("*.md")} - {"README.md"}
    assert left_out(TEXT, pages) == []
    assert len(pages) > 20


def test_a_page_that_is_not_listed_is_seen():
    """One in the folder of decisions has its own index, another is missed."""
    assert left_out("[a](a.md)", {"a.md", "b.md", "adr/1.md"}) == ["b.md"]


def test_each_reader_has_a_part():
    """Developer, sales operations, enablement, manager and rep: each sees at once where to begin."""
    heads = re.findall(r"^## .*\((.+)\)$", TEXT, re.MULTILINE)
    assert set(heads) == {"developer", "sales operations", "enablement", "manager, rep"}


def test_the_front_page_leads_to_the_index():
    """And straight to the tutorial."""
    assert {"docs/README.md", "docs/tutorial.md"} <= linked((ROOT / "README.md").read_text(encoding="utf-8"))

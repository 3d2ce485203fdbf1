"""Every link of a page to a place of this repository leads somewhere: to a file, and to a heading in it."""

from __future__ import annotations

import re

import pytest
from pages import ROOT, all_blocks

LINK = re.compile(r'\]\(([^)#\s"]*)(?:#([\w-]+))?(?: "[^"]*")?\)')
PAGES = sorted({ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")})


def broken(page, text):
    """The links of a page that lead to no file, or to no heading of it."""
    found = []
    for target, anchor in LINK.findall(re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)):
        path = page.parent / target if target else page
        if target.startswith(("http://", "https://")):
            continue
        if not path.exists() or (anchor and anchor not in anchors(path.read_text(encoding="utf-8"))):
            found.append(f"{target}#{anchor}" if anchor else target)
    return found


def anchors(text):
    """The names that a repository viewer gives to the headings of a page."""
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head).strip().lower().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_link_leads_nowhere(page):
    """Files that moved and headings that were renamed are missed where they are linked to."""
    assert broken(page, page.read_text(encoding="utf-8")) == []


def test_all_pages_are_looked_at():
    """The pages whose blocks are run are those whose links are followed."""
    assert {each.page for each in all_blocks()} <= {page.relative_to(ROOT).as_posix() for page in PAGES}


def test_a_broken_link_is_seen(tmp_path):
    """A file, a heading and one of the own page that are not there; code and addresses of others are left alone."""
    (tmp_path / "other.md").write_text("# One `word`, two\n", encoding="utf-8")
    good = "[a](other.md) [b](other.md#one-word-two) [c](#here) [d](https://e.org/f) `[g](h.md)`\n\n## Here\n"
    (tmp_path / "page.md").write_text(good, encoding="utf-8")
    assert broken(tmp_path / "page.md", good) == []
    assert broken(tmp_path / "page.md", "[a](othr.md) [b](other.md#two)\n") == ["othr.md", "other.md#two"]

"""The fenced blocks of README, CONTRIBUTING and every page under docs."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Block:
    """One fenced block: where its text starts, its kind, the options of its info string, its text."""

    page: str
    line: int
    kind: str
    options: dict[str, str]
    text: str

    @property
    def place(self):
        """`file:line` of the first line of the text, as an editor opens it."""
        return f"{self.page}:{self.line}"


def blocks_of(page, text):
    """The fenced blocks of a Markdown page; one that is never closed has the kind `unclosed`."""
    found, fence, start, held = [], "", 0, []
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        ticks = bare[: len(bare) - len(bare.lstrip("`"))]
        if not fence and len(ticks) >= 3:
            fence, start, held = ticks, number + 1, []
            indent, (kind, *words) = len(line) - len(line.lstrip()), bare.lstrip("`").split() or ["unlabelled"]
        elif fence and bare.startswith(fence) and not bare.strip("`"):
            options = dict(word.partition("=")[::2] for word in words)
            found.append(Block(page, start, kind, options, "".join(f"{each}\n" for each in held)))
            fence = ""
        elif fence:
            held.append(line[min(indent, len(line) - len(line.lstrip())) :])
    return [*found, Block(page, start, "unclosed", {}, "")] if fence else found


@functools.cache
def all_blocks():
    """The blocks of README, CONTRIBUTING and every page under docs, by page and line."""
    tops = [path for name in ("README.md", "CONTRIBUTING.md") if (path := ROOT / name).is_file()]
    pages = [*tops, *sorted((ROOT / "docs").rglob("*.md"))]
    return [
        each
        for page in pages
        for each in blocks_of(page.relative_to(ROOT).as_posix(), page.read_text(encoding="utf-8"))
    ]


def beside(block, blocks):
    """The files of the same folder that stand above a block on its page, as texts."""
    folder = block.options.get("file", "").partition("/")[0]
    above = [each for each in blocks if (each.page, each.kind) == (block.page, "yaml") and each.line < block.line]
    return [each.text for each in above if folder and each.options.get("file", "").partition("/")[0] == folder]

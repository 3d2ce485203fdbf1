"""The drafts of the language with their mends, laid out as one place."""

from __future__ import annotations

import shutil
from pathlib import Path

from gatecoach.source import read

HERE = Path(__file__).parent
DRAFTS = HERE.parents[2] / "shared/examples/language"
"""Where the drafts lie: beside the repository, not in it."""


def mends():
    """Every mend: its draft, the text that stands there, the text that shall, and why."""
    document = read((HERE / "mends.yaml").read_bytes(), "mends.yaml")
    assert not document.findings, document.findings
    return [(draft, *each) for draft, found in document.tree.items() for mend in found for each in _changes(mend)]


def _changes(mend):
    """A mend as texts to replace; `quote` names sentences that only lack their quotes."""
    known = {"quote", "because"} if "quote" in mend else {"from", "to", "because"}
    assert set(mend) == known, mend
    if "quote" in mend:
        return [(sentence, f'"{sentence}"', mend["because"]) for sentence in mend["quote"]]
    return [(mend["from"], mend["to"], mend["because"])]


def mended(text, changes):
    """The text with these changes; each must be about a text that stands there exactly once."""
    for old, new, because in changes:
        assert text.count(old) == 1, f"stands there {text.count(old)} times: {old!r} ({because})"
        text = text.replace(old, new)
    return text


def lay_out(folder, changes):
    """All drafts with these changes as one place in the folder, and beside it what they leave out."""
    place = folder / "b2b"
    place.mkdir()
    shutil.copytree(HERE / "left-out", folder / "left-out")
    for draft in sorted(DRAFTS.glob("*.yaml")):
        own = [each for name, *each in changes if name == draft.name]
        (place / draft.name).write_text(mended(draft.read_text(encoding="utf-8"), own), encoding="utf-8")
    return place

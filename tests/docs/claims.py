"""What docs/decisions.md claims, and the cases and tests that it names for each claim.

A marker is a link into `tests/` whose title is the note of a case, or the name of a test. A claim is a paragraph, a
list item or a table row below the first section; a paragraph that only leads to a list or a table ends with a colon.
Run as a script, this file prints the cases that the page never names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/decisions.md"
MARKER = re.compile(r'\[[^\]]+\]\(\.\./tests/([^ )"]+) "([^"]+)"\)')
BEGINS = re.compile(r"- |\||#|```|$")


@dataclass(frozen=True)
class Claim:
    """One claim: the line it begins on, its text without the markers, and the file and name of each marker."""

    line: int
    text: str
    markers: tuple


def claims_in(page):
    """The claims of a page, from its first section on."""
    found, held, start, code, section = [], [], 0, False, False
    for number, line in enumerate([*page.splitlines(), ""], start=1):
        bare = line.strip()
        if held and (code or BEGINS.match(bare)):
            found.append(_claim(start, held))
            held = []
        code ^= bare.startswith("```")
        section |= bare.startswith("## ")
        if section and not code and bare and not bare.startswith(("#", "```", "<!--")):
            start = start if held else number
            held.append(bare)
    return [each for each in found if not _leads_on(each.text)]


def _claim(line, held):
    text = " ".join(held)
    return Claim(line, MARKER.sub("", text).strip(), tuple(MARKER.findall(text)))


def _leads_on(text):
    """Whether it says nothing itself: the head of a table, its rule, or a sentence that leads to a list."""
    head = text.startswith("|") and (set(text) <= set("|- ") or text.split("|")[1].strip() in ("status", "near miss"))
    return head or (text.endswith(":") and not text.startswith(("- ", "|")))


def names_in(folder):
    """Every case of the corpus and every test, by file below `tests/`."""
    from conformance.corpus import cases  # noqa: PLC0415 - the corpus needs the engine, the parser does not
    from conformance.tables import rows  # noqa: PLC0415

    found = {}
    for case in [*cases(), *rows()]:
        found.setdefault(f"conformance/{case.document.name}", set()).add(case.note)
    for path in folder.rglob("test_*.py"):
        tests = re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        found[path.relative_to(folder).as_posix()] = set(tests)
    return found


def never_named(markers, names):
    """The cases that no marker names, by file."""
    left = {file: sorted(known - {name for _, name in markers}) for file, known in names.items() if "conf" in file}
    return {file: notes for file, notes in left.items() if notes and file.endswith(".yaml")}


def main():
    """Print the cases that the page never names: for information, not every case carries a claim."""
    import sys  # noqa: PLC0415 - only the script needs the folders

    sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "framework")]
    markers = MARKER.findall(PAGE.read_text(encoding="utf-8"))
    for file, notes in never_named(markers, names_in(ROOT / "tests")).items():
        print(f"{file}: {len(notes)}", *notes, sep="\n  ")


if __name__ == "__main__":
    main()

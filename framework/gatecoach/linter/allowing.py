"""`# gatecoach: allow CODE because …`: an author's word that a warning or a note is meant, on its line or above it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gatecoach.codes import CODES
from gatecoach.errors import Finding, did_you_mean
from gatecoach.source import Document
from gatecoach.source.document import finding_at
from gatecoach.source.marks import Node
from gatecoach.source.place import Place, short

REMARK = re.compile(r"(?:^|(?<=\s))#\s*gatecoach:\s*allow\b")
BECAUSE = re.compile(r"\bbecause\b")
NAMED = "gatecoach:"
FORM = "write `# gatecoach: allow CODE because …` with the reason in your words"


@dataclass(slots=True)
class Allowed:
    """One remark: where it stands, the line it speaks of, its codes, its reason, and the codes it silenced."""

    document: Document
    at: Place
    line: int
    codes: tuple[str, ...]
    why: str
    used: set[str] = field(default_factory=set)

    def finding(self, message: str, hint: str) -> Finding:
        """A finding at the remark itself."""
        name = self.document.name
        return finding_at(name, self.at, "GC056", message, hint=hint, severity=CODES["GC056"].severity)


def allowed(documents: Sequence[Document], findings: Sequence[Finding], *, sound: bool) -> list[Finding]:
    """The findings without those that a remark allows, and a finding for each remark that is not as it should be.

    While a framework is not `sound` most warnings are not known, so no remark is told to allow nothing.
    """
    named = (each for each in documents if NAMED in each.text and "allow" in each.text)
    remarks = [remark for each in named for remark in _remarks(each)]
    by_line: dict[tuple[str, int], list[Allowed]] = {}
    for each in remarks:
        by_line.setdefault((each.document.name, each.line), []).append(each)
    kept = [each for each in findings if not _silenced(each, by_line)]
    return [*kept, *(finding for each in remarks if (finding := _wrong(each, sound=sound)) is not None)]


def _silenced(finding: Finding, remarks: Mapping[tuple[str, int], Sequence[Allowed]]) -> bool:
    silent = False
    for each in remarks.get((finding.file, finding.line), ()) if finding.severity != "error" else ():
        if finding.code in each.codes:
            each.used.add(finding.code)
            silent = True
    return silent


def _wrong(remark: Allowed, *, sound: bool) -> Finding | None:
    """The first thing that is not right with a remark."""
    if not remark.codes:
        return remark.finding("this allows no code", FORM)
    for code in remark.codes:
        if code not in CODES:
            return remark.finding(f'there is no code "{short(code)}"', did_you_mean(code, CODES) or FORM)
        if CODES[code].severity == "error":
            return remark.finding(f"{code} is an error, which cannot be allowed", "mend what it is about")
    if not remark.why:
        return remark.finding("this gives no reason", FORM)
    idle = [code for code in remark.codes if code not in remark.used]
    if idle and sound:
        return remark.finding(
            f"there is no {idle[0]} here to allow", "take it out, or put it on the line of the finding"
        )
    return None


def _remarks(document: Document) -> Iterator[Allowed]:
    """Every remark of a file; what stands inside a text is none."""
    root, lines = document.marked()
    texts = list(_texts(root)) if root else []
    for number, line in enumerate(lines):
        found = REMARK.search(line) if NAMED.split(maxsplit=1)[0] in line else None
        if found is not None and not any(_inside(each, number, found.start()) for each in texts):
            alone = not line[: found.start()].strip()
            named, *why = BECAUSE.split(line[found.end() :], maxsplit=1)
            codes = tuple(re.findall(r"[^\s,;]+", named))
            at = Place(number + 1, found.start() + 1, len(line.rstrip()) - found.start(), line)
            speaks_of = _next(lines, number) if alone else number
            yield Allowed(document, at, speaks_of + 1, codes, "".join(why).strip(" :.…"))


def _next(lines: Sequence[str], number: int) -> int:
    """The line below that is no remark itself."""
    below = (at for at in range(number + 1, len(lines)) if not lines[at].lstrip().startswith("#"))
    return next(below, number)


def _texts(root: Node) -> Iterator[Node]:
    """Every text and key of a file."""
    todo = [root]
    while todo:
        node = todo.pop()
        if node.key is not None:
            yield node.key
        if isinstance(node.value, str):
            yield node
        elif node.style != "alias":
            todo += node.value.values() if isinstance(node.value, dict) else node.value


def _inside(node: Node, line: int, column: int) -> bool:
    """Whether a place lies in a text: a sign for a remark that is part of it."""
    start, end = node.start, node.end
    return (start.line, start.column) <= (line, column) < (end.line, end.column)

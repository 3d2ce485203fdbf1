"""What the YAML parser complains about, in plain words and at the place where the author can mend it."""

from __future__ import annotations

from dataclasses import dataclass

from yaml.error import MarkedYAMLError, YAMLError
from yaml.reader import ReaderError

from gatecoach.errors import Finding
from gatecoach.source.document import finding_at
from gatecoach.source.place import Mark, Place, place_between
from gatecoach.source.refusals import control_character


@dataclass(frozen=True, slots=True)
class Plain:
    """What to say for one complaint of the parser; `opened` points to where the broken thing begins."""

    message: str
    hint: str
    opened: bool = False
    code: str = "GC002"


_UNCLOSED = Plain("a quoted text is opened here and never closed", "close it with the same quote mark", opened=True)
_NAME = Plain("a text cannot begin with * or &", "put the text in quotes", opened=True)
_TAG = Plain("words that begin with ! (tags) are not read", "put the text in quotes", opened=True, code="GC004")
_HEAD = Plain("lines that begin with % are not read", "take the line out", opened=True)
_ESCAPE = Plain("nothing is known by this backslash", r"write \\ for a backslash, or use single quotes")
_HALF = Plain("this backslash names half a character or none", "write the character itself", code="GC001")
_BLOCK = Plain("nothing may follow | or > on its line", "begin the text on the next line", opened=True)

_WORDS = {
    "found unexpected end of stream": _UNCLOSED,
    "found unexpected document indicator": _UNCLOSED,
    "mapping values are not allowed in this context": Plain(
        'a second "key: value" begins inside a value here', "put a text with a colon in quotes, or check the spaces"
    ),
    "block sequence entries are not allowed in this context": Plain(
        "this dash comes where no list can begin", "begin the list on the next line, or put the text in quotes"
    ),
    "could not find expected ':'": Plain(
        "this line is neither a key with a colon nor part of a text", "add the colon, or indent the line", opened=True
    ),
    "did not find expected '-' indicator": Plain(
        "this line does not fit the list above it",
        "begin it with a dash like the others, or check the spaces before it",
    ),
    "did not find expected key": Plain("this line does not fit the lines above it", "check the spaces before it"),
    "did not find expected node content": Plain("a value is missing here", "write it, or take the sign out"),
    "did not find expected <document start>": Plain(
        "something follows after the end", "take it out, or check the brackets above"
    ),
    "did not find expected alphabetic or numeric character": _NAME,
    "did not find expected comment or line break": _BLOCK,
    "found a tab character where an indentation space is expected": Plain("a tab stands here", "use spaces"),
    "found a tab character that violates indentation": Plain("a tab stands where only spaces may indent", "use spaces"),
    "found undefined tag handle": _TAG,
    "found unknown escape character": _ESCAPE,
    "did not find expected hexdecimal number": _ESCAPE,
    "found invalid Unicode character escape code": _HALF,
    "found unknown directive name": _HEAD,
    "found incompatible YAML document": _HEAD,
    "found duplicate %YAML directive": _HEAD,
}


def explained(error: YAMLError, name: str, text: str) -> Finding:
    """The finding for a text that the parser cannot read."""
    if isinstance(error, ReaderError):
        return control_character(name, text, error.position)
    assert isinstance(error, MarkedYAMLError)
    lines = text.splitlines()
    problem = error.problem or "unknown"
    here: Mark = error.problem_mark or error.context_mark  # type: ignore[assignment]
    opened: Mark = error.context_mark or here
    unclosed = _left_open(text, lines, here)
    if unclosed is not None:
        return finding_at(name, unclosed, "GC002", _UNCLOSED.message, hint=_UNCLOSED.hint)
    if problem.startswith("did not find expected ',' or"):
        plain = _in_brackets(lines, opened, here, problem[-2])
    else:
        plain = _special(problem, _at(lines, here)) or _WORDS.get(problem) or _unknown(problem)
    at = opened if plain.opened else here
    return finding_at(name, place_between(lines, at, at), plain.code, plain.message, hint=plain.hint)


def _at(lines: list[str], mark: Mark) -> Place:
    return place_between(lines, mark, mark)


def _left_open(text: str, lines: list[str], here: Mark) -> Place | None:
    """Where a quoted text begins that goes on over lines and ends before this: it lacks its own last quote."""
    before = "\n".join([*text.splitlines()[: here.line], _at(lines, here).source[: here.column]]).rstrip()
    quote = before[-1:]
    start = before.rfind(quote, 0, -1) if quote in ("'", '"') else -1
    if start < 0 or "\n" not in before[start:]:
        return None
    line, column = before.count("\n", 0, start), start - before.rfind("\n", 0, start) - 1
    return Place(line + 1, column + 1, 1, lines[line])


def _unknown(problem: str) -> Plain:
    return Plain(f"this is not YAML that can be read ({problem})", "put texts with special signs in quotes")


def _special(problem: str, at: Place) -> Plain | None:
    """Complaints whose cause shows only in the line itself."""
    if problem == "found character that cannot start any token":
        sign = at.source[at.column - 1 : at.column]
        if sign == "\t":
            return Plain("a tab stands where only spaces may indent", "use spaces")
        return Plain(f"a text cannot begin with {sign}", "put the text in quotes")
    if problem == "did not find expected node content" and not at.source:
        return Plain("the file ends where a value is missing", "close the brackets that are open")
    before = at.source[: at.column - 1].rstrip()
    if problem == "did not find expected key" and before.endswith(("'", '"')):
        hint = "put all of it between the quotes; inside single quotes write '' for '"
        return Plain("the text goes on after its closing quote", hint)
    return None


def _in_brackets(lines: list[str], opened: Mark, here: Mark, closing: str) -> Plain:
    """A bracket that is never closed (the text goes on at its own level), or a comma that is missing."""
    start, rest = _at(lines, opened), _at(lines, here)
    opening = start.source[start.column - 1 : start.column]
    goes_on = rest.source.strip() and (opened.line == here.line or _indent(rest.source) > _indent(start.source))
    if goes_on:
        hint = "put a text with a comma, a colon or a bracket in quotes"
        return Plain(f"a comma or {closing} is missing before this", hint)
    return Plain(f"{opening} is opened here and never closed", f"close it with {closing}", opened=True)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())

"""What YAML itself refuses: plain words, and the place where the author can mend it."""

from __future__ import annotations

import pytest

from gatecoach.source import read


def complaint(text):
    """The only finding of a text that is no YAML."""
    (finding,) = read(text.encode(), "f.yaml").findings
    return finding


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ('a: 1\nb: "open\nc: 2\nd: 3\n', 2, 4, "never closed"),
        ("a: 'open\n", 1, 4, "never closed"),
        ('a: "open\n---\nb: 1\n', 1, 4, "never closed"),
        ("a: [1, 2\nb: 3\n", 1, 4, "[ is opened here and never closed"),
        ("a:\n  b: {c: 1\n  d: 2\n", 2, 6, "{ is opened here and never closed"),
        ("a: [b, c", 1, 4, "[ is opened here and never closed"),
        ("a: {", 2, 1, "the file ends where a value is missing"),
        ("a: {b: c d: e}", 1, 11, "a comma or } is missing"),
        ("a: [1,\n  2 {}]", 2, 5, "a comma or ] is missing"),
        ("a: [1, 2}", 1, 9, "a comma or ] is missing"),
        ("say: They said: no", 1, 15, 'a second "key: value"'),
        ("a:\n  b: 1\n    c: 2\n", 3, 6, 'a second "key: value"'),
        ("\ta: 1", 1, 1, "a tab"),
        ("a:\n\t- b", 2, 1, "a tab"),
        ("a: >\n\tb\n", 2, 1, "a tab"),
        ("a:\n  b: 1\n\tc: 2\n", 3, 1, "a tab"),
        ('a: "open\nb: "word" more\n', 1, 4, "never closed"),
        ('a: "open\nb:\n  - {c: "d e", f: g}\n', 1, 4, "never closed"),
        ("a: 'open\nb: 'word' more\n", 1, 4, "never closed"),
        ("a: @home", 1, 4, "cannot begin with @"),
        ("a: `x`", 1, 4, "cannot begin with `"),
        ("a: *", 1, 4, "cannot begin with *"),
        ("a: 1\nb\nc: 2\n", 2, 1, "neither a key with a colon"),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "does not fit the lines above"),
        ("- a\nb: 1\n", 2, 1, "does not fit the list above"),
        ("a: 'it's'", 1, 8, "after its closing quote"),
        ('a: "b" c', 1, 8, "after its closing quote"),
        ("a: - b", 1, 4, "no list can begin"),
        ("a: ]", 1, 4, "a value is missing here"),
        ("a\n...\nb\n", 3, 1, "something follows"),
        ("{a: 1} b", 1, 8, "something follows"),
        ('a: "\\q"', 1, 5, "backslash"),
        ("a: |x\n  b\n", 1, 4, "nothing may follow"),
        ("%YAML 9.0\n--- a", 1, 1, "begin with %"),
        ("a: 1\n%x", 2, 1, "begin with %"),
    ],
)
def test_each_complaint_is_plain_and_points_to_its_cause(text, line, column, words):
    """A syntax error names what is wrong in plain words, at the opening quote or bracket where that is the cause."""
    finding = complaint(text)
    assert (finding.code, finding.line, finding.column) == ("GC002", line, column)
    assert words in finding.message
    assert finding.hint


def test_an_unknown_complaint_is_passed_on():
    """A complaint without words of ours is shown as the parser says it, with a place and a next step."""
    finding = complaint("a: &x &y b")
    assert (finding.code, finding.line, finding.column) == ("GC002", 1, 7)
    assert "can be read (" in complaint("%YAML 1.\n--- a").message
    assert finding.hint


def test_only_the_first_syntax_error_of_a_file_is_told():
    """After a syntax error the rest of the file means nothing, so one finding is all."""
    assert complaint("a: [1\nb: 'x\nc: @\n").line == 1

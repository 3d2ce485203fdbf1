"""The reader: what becomes a plain tree, and what is refused with which code at which place."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gatecoach.errors import GatecoachError
from gatecoach.source import MAX_BYTES, MAX_DEPTH, MAX_VALUES, read

ENGINE = Path(__file__).resolve().parents[2] / "framework"


def tree(text):
    """The tree of a text that must be fine."""
    document = read(text.encode(), "f.yaml")
    assert document.findings == ()
    return document.tree


def refusal(text):
    """The one finding of a text that must not be readable."""
    data = text if isinstance(text, bytes) else text.encode()
    document = read(data, "f.yaml")
    assert document.tree is None
    (finding,) = document.findings
    return finding


def spot(text):
    """Code, line, column and length of the refusal of a text."""
    finding = refusal(text)
    return finding.code, finding.line, finding.column, finding.length


def test_lists_and_mappings_nest_in_both_styles():
    """Block and flow style give the same plain lists and mappings, in the order of the file."""
    text = "gates:\n  open:\n    - {what: [a, b], at-least: 2}\n    - []\n    - {}\n  shut: x\n"
    assert tree(text) == {"gates": {"open": [{"what": ["a", "b"], "at-least": 2}, [], {}], "shut": "x"}}
    assert list(tree("b: 1\na: 2\nc: 3\n")) == ["b", "a", "c"]


def test_texts_over_several_lines_are_joined_as_yaml_says():
    """Literal, folded, quoted and plain texts over several lines arrive as one text."""
    assert tree("a: |\n  x\n  y\nb: >-\n  x\n  y\nc: x\n  y\nd: 'x\n\n  y'\n") == {
        "a": "x\ny\n",
        "b": "x y",
        "c": "x y",
        "d": "x\ny",
    }


@pytest.mark.parametrize("key", ["no", "12", "true", "null", "1.5", "2026-01-02", '"<<"', "''"])
def test_keys_are_always_text(key):
    """A key keeps its letters, whatever a value of the same letters would mean."""
    assert tree(f"{key}: x") == {key.strip("\"'"): "x"}


def test_a_byte_order_mark_and_windows_lines_are_fine():
    """A file saved by a Windows editor reads like any other, places included."""
    document = read(b"\xef\xbb\xbfa: 1\r\nb:\r\n  - x\r\n", "f.yaml")
    assert (document.tree, document.findings) == ({"a": 1, "b": ["x"]}, ())
    assert document.locate(["a"]).column == 4
    assert document.locate(["b", 0]).source == "  - x"


def test_a_percent_sign_inside_a_text_is_fine():
    """Only a line that begins with %TAG is refused, not a text that holds the sign."""
    assert tree("a: 5 %TAG x\nb: |\n  %TAG ! x\n") == {"a": "5 %TAG x", "b": "%TAG ! x\n"}


@pytest.mark.parametrize("text", ["", "\n\n", "# a remark\n", "---\n", "--- # x\n...\n", "null\n", "\ufeff"])
def test_an_empty_file_is_a_finding(text):
    """A file without a value has no tree and says that it is empty."""
    finding = refusal(text)
    assert (finding.code, finding.message, finding.line, finding.column) == ("GC016", "empty file", 1, 1)


def test_an_anchor_repeats_its_value():
    """`*name` stands for what `&name` marked last, lists and typed words included."""
    assert tree("a: &x 5\nb: &y [*x, '5']\nc: *y\nd: &x z\ne: *x\n") == {
        "a": 5,
        "b": [5, "5"],
        "c": [5, "5"],
        "d": "z",
        "e": "z",
    }


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (b"a: 1\nb: caf\xe9\n", ("GC001", 2, 7, 1)),
        (b"\xff\xfea\x00:\x00", ("GC001", 1, 1, 1)),
        (b"a: \xed\xa0\xbd", ("GC001", 1, 4, 1)),
        ("a: 1\nb: x\x00y\n", ("GC001", 2, 5, 1)),
        ("é: \x07", ("GC001", 1, 4, 1)),
        ("a: \x0b", ("GC001", 1, 4, 1)),
        ('a: "\\ud83d"', ("GC001", 1, 7, 1)),
        ("a: 1\nb:\n  c: 1\n  d: 2\n  'c': 3\n", ("GC003", 5, 3, 3)),
        ("{a: 1, a: 2}", ("GC003", 1, 8, 1)),
        ("a: !!python/object/new:os.system x", ("GC004", 1, 4, 31)),
        ("a: [! x]", ("GC004", 1, 5, 3)),
        ("a: !env {b: 1}", ("GC004", 1, 4, 6)),
        ("!k a: b", ("GC004", 1, 1, 4)),
        ("a: !e!x y", ("GC004", 1, 4, 1)),
        ("%TAG ! tag:x,2000:\n--- a", ("GC004", 1, 1, 4)),
        ("a: 1\nb: *c\n", ("GC005", 2, 4, 2)),
        ("a: &b\n  - *b\n", ("GC005", 2, 5, 2)),
        ("a: &b {c: [{d: *b}]}", ("GC005", 1, 16, 2)),
        ("a: 1\n--- \nb: 2\n", ("GC008", 2, 1, 3)),
        ("a: {<<: {b: 1}}", ("GC009", 1, 5, 2)),
        ("? [a]\n: b", ("GC009", 1, 3, 1)),
        ("{a: 1}: b", ("GC009", 1, 1, 1)),
        ("a: &x 1\n*x : b", ("GC009", 2, 1, 2)),
        ("&x a: b", ("GC009", 1, 1, 4)),
    ],
)
def test_what_is_refused_has_its_own_code_and_place(text, place):
    """Each refused form stops reading with its code, at the token that the author has to change."""
    assert spot(text) == place


def test_a_duplicate_key_names_the_line_of_the_first():
    """The finding at the second of two equal keys says on which line the first stands, and its path."""
    finding = refusal("x: [1]\ngates:\n  - k: 1\n    j: 1\n    k: 2\n")
    assert finding.message == '"k" stands here twice; the first is on line 3'
    assert (finding.path, finding.source) == ("gates.0.k", "    k: 2")


def test_equal_keys_in_different_mappings_are_fine():
    """Only keys of one and the same mapping can be duplicates."""
    assert tree("a: {k: 1, b: {k: 2}}\nk: [{k: 3}, {k: 4}]") == {
        "a": {"k": 1, "b": {"k": 2}},
        "k": [{"k": 3}, {"k": 4}],
    }


def test_an_unknown_repeat_offers_the_nearest_name():
    """A misspelt `*name` is answered with the marked name that is nearest."""
    assert refusal("a: &economic-buyer x\nb: *economic-byer\n").hint == 'did you mean "economic-buyer"?'


def test_long_words_are_cut_in_messages():
    """A finding about a word of many letters stays one readable line."""
    finding = refusal(f"{'k' * 900}: 1\n{'k' * 900}: 2\n")
    assert len(finding.message) < 120


def test_size_is_bounded_before_anything_else():
    """A file of exactly 1 MiB is read; one byte more is refused, even if it is no text at all."""
    assert tree("a: " + "x" * (MAX_BYTES - 3))["a"][:1] == "x"
    assert spot(b"\xff" * (MAX_BYTES + 1)) == ("GC007", 1, 1, 1)


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("[{a: ", "}]")])
def test_depth_is_bounded(opening, closing):
    """64 levels of lists and mappings are read, one more is refused at the token that opens it."""
    levels = MAX_DEPTH // opening.count("[") if opening == "[" else MAX_DEPTH // sum(map(opening.count, "[{"))
    assert tree(opening * levels + "1" + closing * levels)
    code, line, column, _ = spot(opening * levels + "[1]" + closing * levels)
    assert (code, line, column) == ("GC006", 1, len(opening) * levels + 1)


def test_depth_counts_what_is_repeated():
    """Levels hidden in repeated values count, so nobody builds a deep tree out of flat lines."""
    chain = ["- &a0 [x]", *(f"- &a{n} [*a{n - 1}]" for n in range(1, 70))]
    assert tree("\n".join(chain[: MAX_DEPTH - 1]))
    assert spot("\n".join(chain))[:2] == ("GC006", MAX_DEPTH)


def test_values_are_bounded():
    """200,000 values are read, their list included and keys left out; one more is refused where it stands."""
    fits = f"[{'1,' * (MAX_VALUES - 1)}]"
    assert len(tree(fits)) == MAX_VALUES - 1
    assert spot(f"{fits[:-1]}\n 2]") == ("GC005", 2, 2, 1)
    assert len(tree("".join(f"{n:x}:\n" for n in range(100_001)))) == 100_001


def test_values_are_counted_as_repeated():
    """A repeat costs as many values as it stands for, the nesting of repeats multiplied out."""
    ten = "- &a [1,1,1,1,1,1,1,1,1]\n- &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,1]\n"
    assert read(ten.encode() + b"- [*b]\n", "f.yaml").findings == ()
    bomb = ten + "".join(f"- &{n} [{','.join([f'*{m}'] * 10)}]\n" for m, n in zip("bcdef", "cdefg", strict=True))
    assert spot(bomb)[:2] == ("GC005", 6)


@pytest.mark.parametrize(("rest", "codes"), [("z: 1\n", []), ("z: 1\ny: 1\n", ["GC005"]), ("z: *a\n", ["GC005"])])
def test_the_budget_of_repeats_is_exact(rest, codes):
    """A list of 99,998 values, a repeat of it and one more value just fit into their mapping; not one more does."""
    text = f"a: &a [{'1,' * 99_998}]\nb: *a\n{rest}"
    assert [each.code for each in read(text.encode(), "f.yaml").findings] == codes


def test_the_hint_for_an_unknown_repeat_stays_short():
    """Endless marked names are not offered."""
    assert len(refusal(f"- &{'y' * 900} x\n- *z\n").hint) < 100


def test_without_libyaml_nothing_is_read(monkeypatch):
    """A PyYAML without libyaml is an error with a code and a next step, never a slow or unsafe second way."""
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    with pytest.raises(GatecoachError) as caught:
        read(b"a: 1", "f.yaml")
    assert caught.value.code == "no-libyaml"
    assert "Install" in caught.value.help


def test_no_loader_ever_sees_an_authors_text():
    """The engine calls no YAML loader, which deep brackets would kill; it reads events only."""
    forbidden = [f"yaml.{name}" for name in ("load", "safe_load", "full_load", "unsafe_load", "compose")]
    forbidden += ["safe_load", "full_load", "from yaml import load", "get_single_data", "construct_"]
    modules = list(ENGINE.rglob("*.py"))
    found = [(path.name, word) for path in modules for word in forbidden if word in path.read_text(encoding="utf-8")]
    assert len(modules) > 10
    assert found == []


TYPED_LOOKS = [
    "no",
    "on",
    "true",
    "null",
    "~",
    "",
    "1",
    "-1",
    "0.5",
    "08",
    "0x1f",
    "1e3",
    "1:30",
    "2026-01-02",
    "<<",
    "=",
]
BREAKS = "\x85\u2028\u2029"  # the writer folds these line ends away, so they would not come back from any reader
words = st.text(st.characters(exclude_characters=BREAKS, exclude_categories=["Cs"])) | st.sampled_from(
    [*TYPED_LOOKS, "a: b", "a, b", "- a", "# x", "'", '"', "!t", "&a", "*a", "é"]
)
scalars = words | st.booleans() | st.none() | st.integers(-(10**17), 10**17)
trees = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(words, inner), max_leaves=30)


@given(trees.filter(lambda value: value is not None), st.booleans() | st.none())
def test_a_dumped_tree_comes_back_equal(value, flow):
    """Whatever a YAML writer writes of a plain tree, in either style, is read as that tree, types included."""
    written = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=bool(flow), sort_keys=False)
    back = read(written.encode(), "f.yaml").tree
    assert (back, repr(back)) == (value, repr(value))


SIGNS = [
    "a",
    "b c",
    ": ",
    ":",
    ",",
    "[",
    "]",
    "{",
    "}",
    "- ",
    "\n",
    "\n  ",
    "'",
    '"',
    "|",
    ">",
    "&x ",
    "*x",
    "!",
    "!t ",
    "%",
]
SIGNS += [
    "#",
    "? ",
    "<<",
    "---\n",
    "...\n",
    "\t",
    "\r\n",
    "\x00",
    "\u2028",
    "\ufeff",
    "😀",
    "ask: ",
    "say: ",
    "title: ",
    "\\",
]


@given(st.lists(st.sampled_from(SIGNS), max_size=25).map("".join))
def test_no_text_raises(text):
    """Any text is answered with a tree or with findings, each with a known code, a place and a next step."""
    document = read(text.encode(), "f.yaml")
    assert (document.tree is None) <= (len(document.findings) == 1)
    for finding in document.findings:
        assert finding.code.startswith("GC0")
        assert finding.line >= 1
        assert finding.column >= 1
        assert finding.hint
        assert finding.text()


@given(st.binary(max_size=40))
def test_no_bytes_raise(data):
    """Any bytes are answered with a tree or with exactly one reason why there is none."""
    document = read(data, "f.yaml")
    assert document.tree is not None or len(document.findings) == 1

"""Files of a place: which are read, how the head key places them, and what cannot be read."""

from __future__ import annotations

import tracemalloc

import pytest
from places import BASE, FRAMEWORK, JOURNEY, changed, findings_of, told, write

from gatecoach.definition import FrameworkFile, JourneyFile, QuestionsFile
from gatecoach.definition.loading import documents_in, modelled, read_authored
from gatecoach.source import MAX_BYTES

BEGIN = "begin with `framework:`, `journey:`, `questions:`, `scenario:`, `mapping:`, `migration:`"


def read_text(text):
    """What one file gives: its model, and its findings in short."""
    source, findings = read_authored(text.encode(), "f.yaml")
    return source.model, [told(each) for each in findings]


@pytest.mark.parametrize(
    ("text", "kind"),
    [(FRAMEWORK, FrameworkFile), (JOURNEY, JourneyFile), (BASE["bank.yaml"], QuestionsFile)],
)
def test_the_head_key_says_what_a_file_is(text, kind):
    """Whatever its name, a file is what its head key says, wherever in the file that key stands."""
    first, _, rest = text.partition("\n")
    assert isinstance(read_text(text)[0], kind)
    assert isinstance(read_text(f"{rest}{first}\n")[0], kind)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "jurney: deal\n",
            ("GC012", 1, "jurney", '"jurney" is not a key that a file begins with', 'did you mean "journey"?'),
        ),
        ("title: x\n", ("GC013", 1, "title", "no key at the top says what this file is", BEGIN)),
        ("{}\n", ("GC013", 1, "{}", "no key at the top says what this file is", BEGIN)),
        ("- a\n", ("GC015", 1, "a", "this should be a mapping of keys and values", BEGIN)),
        ("only words\n", ("GC015", 1, "only words", "this should be a mapping of keys and values", BEGIN)),
        (
            "journey: a\nquestions: b\n",
            ("GC012", 2, "questions", '"questions" cannot stand beside "journey"', "give each a file of its own"),
        ),
    ],
)
def test_a_file_without_one_head_key_is_a_finding(text, expected):
    """None, a misspelt one or two head keys: one finding, and no model."""
    assert read_text(text) == (None, [expected])


def test_yaml_in_sub_folders_is_read_and_the_rest_is_left_alone(tmp_path):
    """Files are taken by their ending, in the order of their names; hidden ones and other kinds are nobody's."""
    write(tmp_path, {"b/two.yml": JOURNEY, "a.yaml": FRAMEWORK, ".hidden.yaml": "x", "notes.md": "x", "c.json": "{}"})
    write(tmp_path, {"__MACOSX/._a.yaml": "\0", ".git/x.yaml": "x"})
    sources, findings = modelled(documents_in(tmp_path, "acme"))
    assert [each.document.name for each in sources] == ["acme/a.yaml", "acme/b/two.yml"]
    assert findings == []


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path):
    """A link to nothing does not end the reading of the others."""
    write(tmp_path, {"a.yaml": FRAMEWORK})
    (tmp_path / "b.yaml").symlink_to(tmp_path / "gone.yaml")
    sources, findings = modelled(documents_in(tmp_path, "acme"))
    assert [each.model is None for each in sources] == [False, True]
    assert [(each.code, each.file, each.message) for each in findings] == [
        ("GC017", "acme/b.yaml", "this file cannot be read")
    ]


def test_a_folder_that_may_not_be_walked_is_a_finding(tmp_path, monkeypatch):
    """The files beside it are read all the same."""
    write(tmp_path, {"a.yaml": FRAMEWORK, "b/two.yaml": JOURNEY})
    walk = type(tmp_path).iterdir

    def refuse(path):
        if path.name == "b":
            raise PermissionError(13, "Permission denied")
        return walk(path)

    monkeypatch.setattr("pathlib.Path.iterdir", refuse)
    sources, (found,) = modelled(documents_in(tmp_path, "acme"))
    assert [each.model is None for each in sources] == [False, True]
    assert (found.code, found.file, found.message, found.hint) == (
        "GC017", "acme/b", "this folder cannot be read", "Permission denied",
    )  # fmt: skip


def test_a_huge_file_is_refused_without_reading_all_of_it(tmp_path):
    """Of a file far beyond the bound only a part is taken into memory, and it is refused by its size."""
    with (tmp_path / "big.yaml").open("wb") as stream:
        stream.truncate(64 * MAX_BYTES)
    tracemalloc.start()
    (source,), (finding,) = modelled(documents_in(tmp_path, "acme"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (finding.code, source.document.text) == ("GC007", "")
    assert peak < 32 * MAX_BYTES


def test_a_sentence_that_lost_its_quotes_is_the_only_finding_of_its_mapping():
    """What the comma made of the rest of the sentence is not told as well; other mappings still are."""
    body = JOURNEY.index("      needs-are-theirs:")
    text = f"{JOURNEY[:body]}      theirs: {{say: They agreed, or not, seller: a, customer: b}}\n"
    assert [each.code for each in findings_of({**BASE, "opportunity.yaml": text})] == ["GC010"]
    wrong = changed(text, "    to:", "    too:")
    found = findings_of({**BASE, "opportunity.yaml": wrong})
    assert [(each.code, each.line) for each in found] == [("GC012", 9), ("GC010", 11)]

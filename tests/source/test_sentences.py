"""Sentences that lost their quotes: found where a comma or a colon split them, silent everywhere else."""

from __future__ import annotations

import pytest

from gatecoach.source import SENTENCES, read

QUOTED_AGAIN = '"{}"'


def found(text, **options):
    """Per finding its code, its path and the marked characters; the tree must still be there."""
    document = read(text.encode(), "f.yaml", **options)
    assert document.tree is not None
    marks = []
    for each in document.findings:
        start = each.column - 1
        marks.append((each.code, each.path, each.source[start : start + each.length]))
    return marks


@pytest.mark.parametrize("key", sorted(SENTENCES))
def test_a_bare_sentence_in_braces_is_found(key):
    """Behind each sentence key, two bare words inside { } are a finding."""
    assert found(f"x: {{{key}: Two words, from: a}}") == [("GC010", f"x.{key}", "Two words")]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("ask: [one, Two words, three words]", ("GC010", "ask.1", "Two words")),
        ("say: {en: Two words, de: Zwei}", ("GC010", "say.en", "Two words")),
        ("say: {en: [Two words, three]}", ("GC010", "say.en.0", "Two words")),
        ("a: &s [{say: Two words}]\nb: [*s, *s]", ("GC010", "a.0.say", "Two words")),
        ("ask:\n  - {en: Two words}", ("GC010", "ask.0.en", "Two words")),
        ("purpose: {team: Win more, customer: x}", ("GC010", "purpose.team", "Win more")),
        ("purpose: {team: {en: Win more}}", ("GC010", "purpose.team.en", "Win more")),
        ("ask: [{id: q, ask: Which one}]", ("GC010", "ask.0.ask", "Which one")),
        ("a: [{b: {because: They\n  are new}}]", ("GC010", "a.0.b.because", "They")),
        ("a: {say: Yes, and no, from: x}", ("GC010", "a.say", "Yes, and no")),
        ("a: {say: Yes and so on, or no, maybe}", ("GC010", "a.say", "Yes and so on, or no, maybe")),
        ("say: {en: Yes, and no, de: Ja}", ("GC010", "say.en", "Yes, and no")),
        ("{title: Fit, or not, phase: x}", ("GC010", "title", "Fit, or not")),
        ("a: {title: The fit, or not}", ("GC010", "a.title", "The fit, or not")),
    ],
)
def test_a_sentence_in_brackets_is_found_once(text, finding):
    """One sentence gives one finding, which marks all that the commas tore apart."""
    assert found(text) == [finding]


@pytest.mark.parametrize(
    "text",
    [
        'x: {say: "Two words, quoted", from: a}',
        "x: {say: 'Two words', ask: [\"One two\", 'three four']}",
        "say: Two words, and more\nask:\n  - Two words, and more\n  - One\n",
        "say: {en: One, de: Eins}\nask: [one, two]",
        "say:\n  en: Two words, here\n  de: Zwei Worte, hier\n",
        "stages: {fit: {title: Solution fit, phase: some phase, expected: 30 days}}",
        "stages: {fit: {title: Solution fit, phase: }}",
        'stages: {fit: {title: "Fit, or not", phase: x}}',
        "stages: {fit: {title: , phase: x}}",
        "a: {phase: one, two words, x: y}",
        "title: Fit, or not\nphase: x\n",
        "ask: [{id: q-1, ask: Which, expected: 30 days}]",
        "a: {say: &s One, ask: [*s]}\nb: [two words]\nsay: [*s]\n",
        "a: &s [two words]\nsay: *s\n",
        "say: |\n  Two words, {in braces}\n",
    ],
)
def test_what_nothing_can_split_is_fine(text):
    """Quoted texts, block texts, single words, durations and titles without a comma are no findings."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("ask:\n  - Which fact: theirs\n", ("GC011", "ask.0", "Which fact: theirs")),
        ("say:\n- Really: yes\n", ("GC011", "say.0", "Really: yes")),
        ("ask:\n  - fine\n  - Which: 3\n", ("GC011", "ask.1", "Which: 3")),
        ("ask:\n  - Which fact:\n", ("GC011", "ask.0", "Which fact:")),
        ("say: {en: [Which fact: theirs and ours]}", ("GC011", "say.en.0", "Which fact: theirs and ours")),
        ("a:\n  b:\n    ask:\n    - Which fact: 'theirs'\n", ("GC011", "a.b.ask.0", "Which fact: 'theirs'")),
    ],
)
def test_a_colon_that_made_a_mapping_is_found(text, finding):
    """A sentence in a list that a colon turned into one key and its value is one finding over both."""
    marked = [(code, path, words.rstrip(":")) for code, path, words in found(text)]
    assert marked == [(*finding[:2], finding[2].rstrip(":"))]


@pytest.mark.parametrize(
    "text",
    [
        "ask:\n  - ask: Which fact is theirs\n",
        "ask:\n  - en: Which fact\n  - de: Welche\n",
        "ask:\n  - id: q\n    ask: Which\n",
        "ask:\n  - {note: x}\n",
        "ask:\n  - deeper: {a: b}\n",
        "ask:\n  - 'Which fact: theirs'\n  - >-\n    Which fact: theirs\n  - Which fact:theirs\n",
        "given:\n  - claim: qualified\n",
        "needs:\n  - Which fact: theirs\n",
    ],
)
def test_mappings_that_are_meant_are_fine(text):
    """Items with `ask`, by language, in braces or outside lists of sentences are mappings on purpose."""
    assert found(text) == []


def test_all_such_findings_come_in_order_with_the_tree():
    """These findings do not stop reading: all of a file are told, by place, beside the tree."""
    text = "b: {say: Two words}\nask:\n  - A b: c\n  - [One two]\na: {title: Fit, or not}\n"
    assert [(code, path) for code, path, _ in found(text)] == [
        ("GC010", "b.say"),
        ("GC011", "ask.0"),
        ("GC010", "ask.1.0"),
        ("GC010", "a.title"),
    ]
    assert read(text.encode(), "f.yaml").tree["a"] == {"title": "Fit", "or not": None}


@pytest.mark.parametrize(
    ("text", "quoted", "block"),
    [
        ("a: {say: Yes, and no}", '"Yes, and no"', "under its key"),
        ('a: {say: A "word", or so}', "'A \"word\", or so'", "under its key"),
        ("a: {say: It's a \\ sign}", "'It''s a \\ sign'", "under its key"),
        ("ask: [Two words]", '"Two words"', 'after "- "'),
        ("ask:\n  - Which fact: theirs\n", '- "Which fact: theirs"', ">-"),
        ("ask:\n  - Which fact: theirs\n      or ours\n", '- "Which fact: theirs or ours"', ">-"),
    ],
)
def test_the_next_step_offers_both_mended_forms(text, quoted, block):
    """The hint holds the sentence in quotes, ready to paste, and names the form without quotes."""
    (finding,) = read(text.encode(), "f.yaml").findings
    assert quoted in finding.hint
    assert block in finding.hint


@pytest.mark.parametrize("text", ["{say: Yes, and no}", "ask: [One two]", "ask:\n- One two: three\n"])
def test_the_quoted_form_mends_the_file(text):
    """Putting the offered quotes into the file leaves no finding and the whole sentence."""
    (finding,) = read(text.encode(), "f.yaml").findings
    sentence = finding.source[finding.column - 1 :][: finding.length]
    mended = read(text.replace(sentence, QUOTED_AGAIN.format(sentence)).encode(), "f.yaml")
    assert mended.findings == ()
    assert sentence in repr(mended.tree)


def test_a_caller_may_name_other_sentence_keys():
    """`sentences` replaces the keys; a file of facts has its quotes and reasons instead."""
    text = "a: {quote: That is it, say: Two words}"
    assert found(text, sentences=frozenset({"quote"})) == [("GC010", "a.quote", "That is it")]
    assert found(text, sentences=frozenset()) == []


def test_one_file_gives_at_most_200_such_findings():
    """A file of countless bare sentences is answered with the first 200, so the answer stays bounded."""
    text = "".join(f"k{n}: {{say: Two words}}\n" for n in range(300))
    document = read(text.encode(), "f.yaml")
    assert [each.line for each in document.findings] == list(range(1, 201))

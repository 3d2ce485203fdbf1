"""Maps from version to version: lint sees the half of a map that is about its own framework."""

from __future__ import annotations

import tempfile

import pytest
from places import BASE, findings_of, marked, write

from gatecoach.framework import lint, load

HERE, THERE = "from: acme@1\nto: acme@2\n", "from: acme@0\nto: acme@1\n"


def found(text):
    """Code, marked word and next step of each error in a map beside the base place."""
    files = {**BASE, "map.yaml": f"migration: own\n{text}"}
    return [(each.code, marked(each), each.hint) for each in findings_of(files) if each.file.endswith("map.yaml")]


@pytest.mark.parametrize(
    ("row", "word", "hint"),
    [
        ("stages: {a: propsal}", "propsal", 'did you mean "proposal"?'),
        ("gates: {a: needs-confirmd}", "needs-confirmd", 'did you mean "needs-confirmed"?'),
        ("gates: {a: {to: needs-confirmd}}", "needs-confirmd", 'did you mean "needs-confirmed"?'),
        ("requirements: {a.b: needs-confirmed.theirs}", "needs-confirmed.theirs", "needs-are-theirs"),
        ("roles: {a: byer}", "byer", 'did you mean "buyer"?'),
        ("evidence: {a: revew-sent}", "revew-sent", 'did you mean "review-sent"?'),
        ("evidence: {a: {to: review-answered, outcomes: {b: confrms}}}", "confrms", 'did you mean "confirms"?'),
        ("evidence: {a: {to: review-answered, fields: {b: budgt}}}", "budgt", "budget"),
        ("evidence: {review-answered: {fields: {b: {to: budgt}}}}", "budgt", "budget"),
        ("evidence: {plan-written: {outcomes: {a: b}}}", "plan-written", "known: review-"),
        ("journeys: {a: opportunty}", "opportunty", "opportunity"),
        ("journeys: {a: {to: opportunity, stages: {b: propsal}}}", "propsal", 'did you mean "proposal"?'),
        ("journeys: {a: review}", "review", "opportunity"),
    ],
)
def test_a_word_of_now_that_is_not_there_is_found_at_its_own_place(row, word, hint):
    """One finding with the nearest word, in short forms as in long ones; talks and their evidence are no part of it."""
    ((code, token, said),) = found(f"{THERE}{row}\n")
    assert (code, token) == ("GC014", word)
    assert hint in said


def test_below_a_journey_that_is_not_there_only_what_no_journey_has_is_found():
    """Which journey was meant nobody knows."""
    told = found(f"{THERE}journeys: {{a: {{to: opportunty, stages: {{b: propsal, c: proposal}}}}}}\n")
    assert [each[:2] for each in told] == [("GC014", "opportunty"), ("GC014", "propsal")]


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("stages: {propsal: a}", "propsal"), ("gates: {go: {gone: why}}", "go"), ("roles: {byer: a}", "byer"),
        ("requirements: {needs-confirmed.it: {gone: why}}", "needs-confirmed.it"),
        ("evidence: {revew-sent: a}", "revew-sent"), ("fields: {amount: a}", "amount"),
        ("evidence: {review-answered: {outcomes: {confrms: a}, fields: {budget: {gone: why}}}}", "confrms"),
        ("journeys: {opportunity: {to: a, stages: {propsal: b}}}", "propsal"), ("journeys: {review: a}", "review"),
    ],
)  # fmt: skip
def test_a_word_of_then_that_was_not_there_is_found_at_its_key(row, word):
    """A map that stands with the older version is checked against that."""
    assert [each[:2] for each in found(f"{HERE}{row}\n")] == [("GC014", word)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("from: acme\nto: acme@1\n", "acme"), ("from: acme@1\nto: '@2'\n", "'@2'"),
        ("from: other@1\nto: other@2\n", "other@2"),
    ],
)  # fmt: skip
def test_a_map_says_between_which_versions_it_leads(text, word):
    """A version is asked for; a map between versions of another framework is none of this one."""
    assert [each[:2] for each in found(text)] == [("GC060", word)]


@pytest.mark.parametrize("text", ["from: acme@8\nto: acme@9\n", "from: other@1\nto: acme@7\n"])
def test_the_words_of_a_map_between_other_versions_are_not_known_any_more(text):
    """It stays where it is, as history."""
    assert found(f"{text}stages: {{a: b}}\nroles: {{c: d}}\n") == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("roles: {a: {to: buyer, gone: why}}", "GC015"), ("roles: {a: {}}", "GC013"),
        ('roles: {a: {gone: ""}}', "GC015"), ("stages: {a: {gone: why}}", "GC015"),
        ("evidence: {a: {gone: why, outcomes: {b: c}}}", "GC015"), ("fields: {a: {values: {b: {}}}}", "GC013"),
    ],
)  # fmt: skip
def test_what_became_of_a_word_is_said_once_and_with_a_reason(row, code):
    """It goes on or it is gone; a stage always goes on, for a deal has to stand somewhere."""
    assert [each[0] for each in found(f"{THERE}{row}\n")] == [code]


def test_a_map_that_is_wrong_keeps_no_framework_from_loading():
    """It stands beside it, as its tests do, and is no part of its hash."""
    hashes = set()
    for text in ("", "migration: own\nfrom: acme@0\nto: acme@1\nstages: {a: nowhere}\n"):
        with tempfile.TemporaryDirectory() as folder:
            place = write(folder, BASE | ({"map.yaml": text} if text else {}))
            hashes.add(load(place).hash)
            assert [each.code for each in lint(place) if each.severity == "error"] == (["GC014"] if text else [])
    assert len(hashes) == 1


def test_two_maps_of_one_id_are_one_too_many():
    """And a map of the base is none of those who extend it."""
    files = {**BASE, "one.yaml": f"migration: own\n{THERE}", "two.yaml": f"migration: own\n{THERE}"}
    assert [(each.code, each.message.split('"')[0]) for each in findings_of(files) if each.severity == "error"] == [
        ("GC031", "the map ")
    ]
    with tempfile.TemporaryDirectory() as folder:
        write(f"{folder}/acme", {**BASE, "one.yaml": f"migration: own\n{THERE}stages: {{a: nowhere}}\n"})
        own = 'gatecoach: 1\nframework: ours\nversion: "1"\nextends: acme@1\n'
        place = write(f"{folder}/ours", {"framework.yaml": own})
        assert [each.code for each in lint(place) if each.severity == "error"] == []

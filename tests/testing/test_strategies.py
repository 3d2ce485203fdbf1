"""Made-up frameworks are valid, made-up deals nearly pass, and together they leave no word of the language out."""

from __future__ import annotations

import functools
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gatecoach.definition.keys import keys as every_key
from gatecoach.definition.scenario import NEAR_MISSES
from gatecoach.facts import GRADES
from gatecoach.framework import load
from gatecoach.gate import Status
from gatecoach.journey import standing
from gatecoach.testing import NOW, deals, facts_of, frameworks, load_trees
from gatecoach.testing.choosing import Choice
from gatecoach.testing.dealing import deal_of
from gatecoach.testing.trees import JOURNEY, sources_of, trees

DRAWS = 500
PLACES = {
    "framework", "purpose", "term", "field", "use-case", "when", "check", "evidence", "outcomes", "journey", "stage",
    "end", "gate", "requirement", "clause", "for-each", "signal", "waivers", "questions", "question", "answer",
}  # fmt: skip
NEVER = {"extends", "remove", "passes"}
"""Words about another framework or the embedding program; `none` is drawn as a value."""


def words_in(tree):
    """Every key of a tree, and every text that stands as a value."""
    if isinstance(tree, dict):
        for key, part in tree.items():
            yield key
            yield from words_in(part)
    elif isinstance(tree, list):
        for part in tree:
            yield from words_in(part)
    elif isinstance(tree, str):
        yield tree


@functools.cache
def drawn():
    """Over all draws: the words, the units, the statuses, the near misses, and how many deals pass some gate."""
    words, statuses, misses, passing = set(), set(), set(), 0
    for seed in range(DRAWS):
        choice = Choice(random.Random(seed).randint)
        files = trees(choice)
        words |= {word for tree in files.values() for word in words_in(tree)}
        found = standing(deal_of(choice, load_trees(files), JOURNEY), NOW)
        passing += any(each.passes for each in found.decisions.values())
        for one in (one for each in found.decisions.values() for one in each.requirements):
            statuses |= {str(one.status)}
            misses |= {
                code for side in one.sides.values() for miss in side.near_misses for code in (miss.code, *miss.also)
            }
    return words, statuses, misses, passing


def test_every_word_of_the_language_is_drawn():
    """Each key that may stand in a framework, a journey or a bank of questions stands in one of the draws."""
    language = {each.key for each in every_key() if each.where in PLACES and not each.key.startswith("<")}
    assert language - NEVER - drawn()[0] == set()


def test_every_mode_unit_grade_and_kind_is_drawn():
    """Modes, units of durations, grades, what `from-different` and `if-unknown` may say, ends, and `everyone`."""
    units = {word.split()[-1] for word in drawn()[0] if word[:1].isdigit() and word.count(" ") == 1}
    assert {"day", "days", "weeks"} <= units
    words = {
        "enforce",
        "warn",
        "report",
        "everyone",
        "none",
        "here",
        "about",
        "person",
        "day",
        "role",
        "source",
        "typed",
    }
    ends = {"require", "skip", "block", "won", "done", "lost", "stopped", "parked", "coach", "park", "disqualify"}
    assert (words | ends | {*GRADES}) - drawn()[0] == set()


def test_every_status_is_drawn():
    """Requirements come out in each of the seven ways."""
    assert {str(each) for each in Status} - drawn()[1] == set()


def test_every_near_miss_is_drawn():
    """Items miss for every reason there is; too early exists in talks alone."""
    assert {*NEAR_MISSES} - drawn()[2] == {"too-early"}


def test_many_deals_pass_some_gate():
    """At least three in ten deals open one gate, so that the laws are not only tested on what fails."""
    assert drawn()[3] >= DRAWS * 0.3


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_drawn_framework_is_valid_and_its_facts_are_its_own(data):
    """It has no finding, and a deal refuses none of the facts drawn for it."""
    files = data.draw(frameworks())
    assert sources_of(files)[1] == []
    framework = load_trees(files)
    deal = data.draw(deals(framework))
    assert deal.with_facts(data.draw(facts_of(framework)))[1] == ()


def test_a_drawn_framework_can_be_written_and_loaded(tmp_path):
    """As files in a folder it is the same framework."""
    files = trees(Choice(random.Random(1).randint))
    for source in sources_of(files)[0]:
        (tmp_path / source.document.name.rpartition("/")[2]).write_text(source.document.text, encoding="utf-8")
    assert load(tmp_path) == load_trees(files)


def test_a_tree_that_is_wrong_is_refused_with_its_findings():
    """A made-up framework that does not fit together raises as any other does."""
    files = trees(Choice(random.Random(1).randint))
    files["deal.yaml"]["gates"]["gate-0"]["to"] = "nowhere"
    with pytest.raises(Exception, match="made-up framework") as caught:
        load_trees(files)
    assert "GC014" in {each.code for each in caught.value.findings}


def test_deals_are_made_up_for_any_framework():
    """Also for one whose fields, roles and journeys nobody here has ever seen: each of its stages is reached."""
    framework = load("first-deal")
    made = [deal_of(Choice(random.Random(seed).randint), framework, "opportunity") for seed in range(60)]
    assert {standing(each, NOW).verified for each in made} == {*framework.journey("opportunity").stages}
    assert any({"amount", "close-date"} <= {*each.fields} for each in made)

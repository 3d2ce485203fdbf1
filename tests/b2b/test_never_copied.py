"""A conversation is a file: the never conversation under another id, with two steps swapped, needs no Python."""

from __future__ import annotations

import json

import pytest
from b2b.covering import FILES
from b2b.never_talk import NOW, PEOPLE, STEPS, begun, spoken, words

from gatecoach import lint, load, open_session
from gatecoach.coaching import asks
from gatecoach.content import content_root
from gatecoach.definition.loading import read_authored
from gatecoach.scenario import run
from gatecoach.source import read
from gatecoach.testing import deal, told

NAMES = {
    "the-miss": "what-happened-again", "commitment": "who-does-what", "understanding": "who-knows-what",
    "consequences": "what-if-not", "circulation": "in-writing", "follow-up": "until-then",
}  # fmt: skip
"""The steps of the copy in their order, by what they are called in the original: two of them are swapped."""
OURS = 'gatecoach: 1\nframework: acme\nversion: "1"\nextends: b2b@2026.1\n'


def copied():
    """The copy as a tree: other ids for the talk and its steps, promises before understanding."""
    text = (content_root("stages") / "b2b" / "coaching" / "never.yaml").read_bytes()
    tree = read(text, "never.yaml").tree
    tree["journey"] = "not-once-more"
    del tree["suggested"]  # the original is suggested after a miss, and one talk of a kind is enough
    tree["stages"] = {new: tree["stages"][old] for old, new in NAMES.items()}
    ways = [*NAMES.values(), *tree["ends"]]
    order = ["triggered", "committed", "understood", "agreed", "sent", "close"]
    tree["gates"] = {
        gate: {**tree["gates"][gate], "from": ways[number], "to": ways[number + 1]} for number, gate in enumerate(order)
    }
    return tree


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A company's framework over `b2b` with the copy beside what it inherits."""
    folder = tmp_path_factory.mktemp("acme")
    (folder / "framework.yaml").write_text(OURS, encoding="utf-8")
    (folder / "not-once-more.yaml").write_text(json.dumps(copied()), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def acme(place):
    """The framework of that place."""
    return load(place)


def about(framework):
    """An earlier talk with one promise."""
    old = {"activity": "asking-open-questions", "own-words": "Call Anna", "starts": "2026-03-10", "due": "2026-03-12"}
    facts = [told("old", NOW.date(), "diaz", "commitment", fields=old)]
    return deal(framework, PEOPLE, facts, journey="gate-review", id="review-1")


def in_new_order(said):
    """The same words with promises before understanding."""
    order = list(NAMES)
    return sorted(said, key=lambda word: order.index(STEPS[word[0]]))


def test_the_copy_has_no_findings(place):
    """All its words are words of the language."""
    assert lint(place) == []


@pytest.mark.parametrize("coachee", [("diaz",), ("diaz", "kim")])
def test_the_copy_closes_in_its_own_order(acme, coachee):
    """The same words, those of two steps the other way round, lead through the renamed steps to the end."""
    session = begun(about(acme), coachee, acme, "not-once-more")
    session, refused = spoken(session, in_new_order(words(coachee)))
    assert (session.step, refused) == ("closed", [])
    assert [*session.progress.entered] == [*NAMES.values(), "closed"]


def test_the_copy_refuses_the_order_of_the_original(acme):
    """Understanding is asked for after the promises there; in the original order the talk does not close."""
    session, refused = spoken(begun(about(acme), framework=acme, kind="not-once-more"), words())
    assert session.step == "who-knows-what"
    assert refused[:2] == ["u-diaz", "u-lee"]


def test_the_copy_asks_for_what_its_own_step_wants(acme):
    """What is asked next is read from the file, as is who has to answer."""
    session = open_session(
        acme, "not-once-more", about=about(acme), coach="lee", coachee="diaz", at=NOW, people=PEOPLE
    )[0]
    session, _ = spoken(session, words()[:2])
    assert [(each.what, each.people) for each in asks(session, NOW)] == [
        ("long-aim-named", ("diaz",)), ("commitment", ("diaz",)), ("commitment", ("lee",)),
    ]  # fmt: skip


def test_the_scenario_of_the_original_does_not_hold_for_the_copy(acme):
    """Told of the copy, with its names for the steps, the story of the original is another one from then on."""
    document, file = next((each, file) for each, file in FILES if each.name.endswith("never/closes.yaml"))
    assert run(acme, document, file).holds
    text = document.text.replace("journey: never\n", "journey: not-once-more\n")
    for old, new in NAMES.items():
        text = text.replace(f"step: {old}", f"step: {new}")
    source, _ = read_authored(text.encode(), "closes.yaml")
    result = run(acme, source.document, source.model)
    assert result.findings == ()
    assert result.differences[0].place == "then.0.step"
    assert (result.differences[0].expected, result.differences[0].found) == ("who-knows-what", "who-does-what")

"""Recorded journals tell the same for ever: every talk, every deal, every decision, whatever keeps them by now."""

from __future__ import annotations

import json

import pytest
from journals.record import record
from journals.retelling import FRAMEWORK, HERE, as_text, lines_of, read_back, told
from journals.scenes import SCENES
from kinds import KINDS

from gatecoach.framework import load
from gatecoach.journal import Checkpoint, open_journal

RECORDED = sorted(each.stem for each in HERE.glob("*.jsonl"))


@pytest.fixture(params=RECORDED)
def name(request):
    """The name of each recorded journal."""
    return request.param


@pytest.fixture
def expected(name):
    """What it told when it was recorded."""
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_recorded_journal_tells_what_it_told(where, name, expected):
    """Taken into each kind of journal: the same steps, facts, standings and decisions; it proves itself as then."""
    with open_journal(where) as journal:
        journal.load(lines_of(HERE / f"{name}.jsonl"))
        assert list(journal.export()) == lines_of(HERE / f"{name}.jsonl")
        assert journal.verify(Checkpoint.from_dict(expected["checkpoint"])).whole
        assert json.loads(as_text(told(journal))) == expected


def streams(expected, key):
    """The streams of a recorded journal that tell this."""
    return [each[key] for each in expected["streams"].values() if key in each]


def test_every_decision_that_was_shown_is_made_again(expected):
    """From what was known before it, word for word; but where somebody was erased since, who was among its grounds."""
    shown = [each for found in streams(expected, "shown") for each in found]
    assert shown
    for each in shown:
        same = each["made"] == each["kept"]
        assert same or expected["erased"]
        assert not same or each["passes"] == each["made"]["passes"]


def test_the_corpus_has_what_it_is_for():
    """Both conversations, one that goes back, one with a waiver, deals whose gate opens or that moved, people gone."""
    every = {each: json.loads((HERE / f"{each}.json").read_text(encoding="utf-8")) for each in RECORDED}
    assert sorted(SCENES) == RECORDED
    steps = streams(every["went-back"], "steps")[0]
    assert steps.count("what-happened") > 1
    assert steps[-1] == "closed"
    assert [each[-1] for each in streams(every["never-waived"], "steps")] == ["closed", "closed"]
    kinds = {kind for each in every.values() for found in streams(each, "kinds") for kind in found}
    assert {"went-back", "waiver-given", "session-ended", "person-erased", "fact-taken-in", "decision-shown"} <= {
        *kinds
    }
    assert [each["passes"] for each in streams(every["went-back"], "shown")[0]] == [True, False, True, True]
    assert "subject-moved" in kinds
    assert [each["passes"] for each in streams(every["moved"], "shown")[0]] == [True, False, True, True]
    assert (every["forgotten"]["erased"] > 2, streams(every["forgotten"], "error")) == (True, ["words-are-gone"])


def test_their_framework_is_the_one_that_they_are_pinned_to(expected):
    """Its hash is that of its text and nothing else; a change of how it is counted would lock everybody out."""
    assert load(FRAMEWORK).hash == expected["framework"]


def test_a_recording_is_never_written_again(tmp_path):
    """A scene gives two new files, with names and salts of its own; a second time it is refused and nothing changes."""
    files = record("forgotten", tmp_path)
    before = [each.read_bytes() for each in files]
    assert before[0] != (HERE / "forgotten.jsonl").read_bytes()
    with pytest.raises(FileExistsError):
        record("forgotten", tmp_path)
    assert [each.read_bytes() for each in files] == before
    assert as_text(told(read_back(files[0]))).encode() == before[1]


def test_an_edit_of_the_engine_would_be_seen(name, expected, monkeypatch):
    """A decision that is made otherwise, or a word that is told otherwise, differs from what was recorded."""
    monkeypatch.setattr("gatecoach.journal.known.fact_of", lambda _: None)
    assert json.loads(as_text(told(read_back(HERE / f"{name}.jsonl")))) != expected

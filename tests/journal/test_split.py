"""What of an event stays public: words of the framework alone. The rest belongs to somebody and can go."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatecoach.coaching import Event
from gatecoach.coaching.events import FACTS
from gatecoach.journal.entry import canonical, draft_of
from gatecoach.journal.split import PUBLIC, joined, split

keys = st.sampled_from(["by", "told-by", "people", "text", "what", "at", "framework", "fields"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "name"]), inner, max_size=2),
    max_leaves=5,
)


def said(split_):
    """The pieces as a mapping from person to their values."""
    return {piece.person: [(list(place), value) for place, value in piece.values] for piece in split_[1]}


def test_an_item_of_evidence_keeps_its_type_and_time_public():
    """What was said, the ids of mails and who it was are private to the actor; the teller's id is the teller's."""
    data = {
        "id": "m1",
        "what": "reply",
        "at": "2026-03-04",
        "text": "yes",
        "by": "anna",
        "told-by": "bo",
        "answers": ["<x>"],
    }
    public, _ = parts = split("evidence-recorded", "anna", data)
    assert public == {"what": "reply", "at": "2026-03-04"}
    assert said(parts) == {
        "anna": [
            (["by"], "anna"), (["data", "answers"], ["<x>"]), (["data", "by"], "anna"),
            (["data", "id"], "m1"), (["data", "text"], "yes"),
        ],
        "bo": [(["data", "told-by"], "bo")],
    }  # fmt: skip


def test_who_takes_part_is_private_to_each():
    """Of an opening each person has a piece of their own; without one of them the others stay, in their order."""
    people = [{"id": name, "name": name.title()} for name in ("bo", "anna", "cy")]
    parts = split("session-opened", "bo", {"session": "review", "people": people, "about": []})
    assert parts[0] == {"session": "review"}
    assert [piece.person for piece in parts[1]] == ["bo", "anna", "cy"]
    by, data = joined(parts[0], [piece for piece in parts[1] if piece.person != "anna"])
    assert (by, data) == ("bo", {"session": "review", "about": [], "people": [people[0], people[2]]})
    assert joined(parts[0], []) == ("", {"session": "review"})


@pytest.mark.parametrize("kind", ["said", "host-made", ""])
def test_of_an_unknown_kind_everything_is_private(kind):
    """A host's own events say nothing in public."""
    assert split(kind, "anna", {"what": "x", "ground": "y"})[0] == {}


def test_texts_and_people_are_public_nowhere():
    """No kind of event keeps free text, an id of an item or a person in public."""
    free = {
        "text",
        "quote",
        "reason",
        "by",
        "told-by",
        "people",
        "fields",
        "id",
        "about",
        "answers",
        "name",
        "addresses",
    }
    assert {kind for kind, public in PUBLIC.items() if public & free} == set()
    assert set(FACTS) <= set(PUBLIC)


@given(
    st.sampled_from([*PUBLIC, "said"]), st.sampled_from(["anna", "bo", ""]), st.dictionaries(keys, values, max_size=4)
)
def test_what_was_taken_apart_comes_back(kind, by, data):
    """Whatever an event holds, joining all its pieces gives it again, and each value is in one place only."""
    event = Event(id="e", stream="s", kind=kind, at=dt.date(2026, 3, 4), by=by, data=data)
    public, pieces = split(kind, by, data)
    assert joined(public, pieces) == (by, json.loads(canonical(data)))
    draft = draft_of(event)
    assert canonical(public) == draft.public
    places = [tuple(place) for piece in pieces for place, _ in piece.values]
    assert len(places) == len(set(places))
    assert not {str(place[1]) for place in places if len(place) > 1} & set(public)

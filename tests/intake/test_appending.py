"""Rows added to a file somebody wrote: they are there, everything else is as it was, or nothing is written."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatecoach.errors import FactsError, UsageError
from gatecoach.facts import Label, Person, Statement
from gatecoach.intake import read_facts, read_people
from gatecoach.intake.appending import with_facts, with_people

ROW = "{label: asked, message: m0, by: rosa, at: 2026-03-01}"
READ = "{id: s0, about: m0, outcome: confirms, quote: yes, by: rosa, at: 2026-03-01}"
AT = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)
LABEL = Label(label="told", message="m1@x", by="rosa", at=AT)
ROSA = Person(id="rosa", side="seller")
QUOTE = 'He said "no": #1, it\u2019s {a: b} \U0001f600\u2028 \x07 end'


def reading(quote):
    """A statement with this quote."""
    return Statement(id="s1", about="m1@x", outcome="confirms", quote=quote, by="rosa", at=AT)


FILES = {
    "nothing": "",
    "only a comment": "# mine\n",
    "the key alone": "labels:\n",
    "an empty list": "labels: []\n",
    "an empty list with a comment": "labels: [] # none yet\n",
    "no line end at the end": f"statements:\n  - {READ}",
    "rows at the margin": "labels:\n- label: asked\n  message: m0\n  by: rosa\n  at: 2026-03-01\n",
    "rows far in": "labels:\n      - label: asked\n        message: m0\n        by: rosa\n        at: 2026-03-01\n",
    "another list below": f"labels:\n  # ours\n  - {ROW}\n\n# read\nstatements:\n",
    "another list above": "statements: []\n\nlabels:\n",
    "line ends of Windows": "labels:\r\n  - {label: asked, message: m0, by: rosa, at: 2026-03-01}\r\n",
    "a text over lines": (
        f"labels:\n  - {ROW}\nstatements:\n  - id: s0\n    about: m0\n    outcome: confirms\n"
        "    quote: >\n      yes,\n\n      it is\n    by: rosa\n    at: 2026-03-01\n"
    ),
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_a_row_is_added_and_all_else_stays(text):
    """Every line that was there is there, in its order; the rows are read back as they were meant."""
    result = with_facts(text, "facts.yaml", [("labels", LABEL), ("statements", reading("yes"))])
    before = read_facts(text.encode(), "f", [ROSA]) if text.strip("# mine\n") else None
    after = read_facts(result.encode(), "f", [ROSA])
    assert after.labels == (*(before.labels if before else ()), LABEL)
    assert after.statements == (*(before.statements if before else ()), reading("yes"))
    lines = iter(result.split("\n"))
    kept = [each for each in text.split("\n") if not each.rstrip().endswith(("[]", "none yet"))]
    assert all(line in lines for line in kept if line.strip())


def test_a_comment_about_the_next_list_stays_with_it():
    """The new row stands above it."""
    result = with_facts(FILES["another list below"], "f", [("labels", LABEL)])
    assert result.index("m1@x") < result.index("# read") < result.index("statements:")


@given(st.text(max_size=60) | st.just(QUOTE))
def test_any_words_are_written_as_they_are(quote):
    """Quotes, colons, line ends, signs of other scripts and signs that no file may hold."""
    statement = reading(quote)
    (found,) = read_facts(with_facts("", "f", [("statements", statement)]).encode(), "f", [ROSA]).statements
    assert found == statement


def test_what_people_read_is_not_escaped():
    """Umlauts stay umlauts."""
    assert "Gr\u00fc\u00dfe" in with_facts("", "f", [("statements", reading("Gr\u00fc\u00dfe"))])


@pytest.mark.parametrize(
    "text",
    [
        "labels: [{label: asked, message: m0, by: rosa, at: 2026-03-01}]\n",
        "{labels: []}\n",
        '"labels":\n  - {label: asked, message: m0, by: rosa, at: 2026-03-01}\n',
        "labels:\n  [\n  ]\n",
    ],
)
def test_a_file_that_is_written_another_way_is_left_alone(text):
    """Nothing is guessed; the next step is said."""
    with pytest.raises(UsageError) as refused:
        with_facts(text, "facts.yaml", [("labels", LABEL)])
    assert (refused.value.code, refused.value.place) == ("not-added", "facts.yaml")


@pytest.mark.parametrize("text", ["labels: [\n", "- a\n", "labels: &a []\n"])
def test_a_file_that_cannot_be_read_is_left_alone(text):
    """First it has to be put right."""
    with pytest.raises((FactsError, UsageError)):
        with_facts(text, "facts.yaml", [("labels", LABEL)])


NORA = Person.from_dict(
    {"id": "nora", "side": "customer", "name": "Nora", "roles": ["rep"], "addresses": ["n@x.example"]}
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "people:\n",
        "people: {}\n",
        "people:\n  rosa:\n    side: seller\n",
        "people:\n    rosa: {side: seller}\n# end\n",
    ],
)
def test_a_person_is_added_below_the_others(text):
    """By their id, with all that is known."""
    result = with_people(text, "people.yaml", [NORA])
    assert read_people(result.encode(), "p")[-1] == NORA
    assert result.count("nora") == 1


def test_a_person_who_is_there_is_not_added_twice():
    """An id names one person."""
    with pytest.raises(UsageError) as refused:
        with_people(with_people("", "p", [NORA]), "people.yaml", [NORA])
    assert refused.value.code == "person-twice"


def test_several_rows_keep_their_order():
    """As they were decided."""
    more = [LABEL.model_copy(update={"message": f"m{n}"}) for n in range(5)]
    result = with_facts("", "f", [("labels", each) for each in more])
    assert read_facts(result.encode(), "f", [ROSA]).labels == tuple(more)

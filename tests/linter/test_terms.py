"""Another word for a term of the vocabulary, wherever people read a text of the framework (F16)."""

from __future__ import annotations

import pytest
from linter.worlds import BANK, DEAL, FULL, FW, TALK, messages, said

TERMS = "vocabulary: {needs-record: {title: Needs record, instead-of: [wish list, requirements document]}}\n"
WORDED = (FW, "roles:", f"{TERMS}roles:")
ASK = '{ask: "What is new?"'
pytestmark = pytest.mark.requirement("F16")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (DEAL, "What about signed?", "What about the wish list?"),
        (DEAL, "journey: opportunity\n", "journey: opportunity\ntitle: From Wish List to order\n"),
        (FW, "roles:", "purpose:\n  organisation: A wish list.\n  team: Why.\n  customer: What.\nroles:"),
        (TALK, "journey: review\n", "journey: review\ntitle: A talk on the wish list\n"),
        (BANK, ASK, '{ask: {en: "What is new?", de: "Was steht auf der wish list?"}'),
    ],
)
def test_another_word_for_a_term_is_found_in_every_text(file, old, new):
    """Titles, sentences, questions in any language, the purpose; told once, at the text."""
    assert [code for code, *_ in said(WORDED, (file, old, new))] == ["GC064"]


def test_what_to_say_instead_is_named():
    """The word as it stands there and the term."""
    assert messages(WORDED, (DEAL, "What about signed?", "What about the WISH  list?")) == [
        (
            '"wish  list" is another word for "needs-record", which stands in the vocabulary',
            'say "needs-record" as sales and service do, or take the word out',
        )
    ]


@pytest.mark.parametrize("text", ["What about their wishlist?", "What about wish lists?", "What of the needs record?"])
def test_only_whole_words_are_meant(text):
    """A longer word is another one, and the term is right."""
    assert said(WORDED, (DEAL, "What about signed?", text)) == []


def test_the_longer_of_two_words_is_told():
    """Where one stands in the other, they are one finding."""
    both = (FW, "roles:", TERMS.replace("[wish list,", "[wish, wish list,") + "roles:")
    assert [words for words, _ in messages(both, (DEAL, "What about signed?", "What about the wish list?"))] == [
        '"wish list" is another word for "needs-record", which stands in the vocabulary'
    ]


def test_a_vocabulary_of_terms_alone_has_nothing_to_say():
    """Neither a list nor terms without other words; the vocabulary may speak of itself."""
    for terms in (
        "[needs-record]",
        "{needs-record: null}",
        "{needs-record: {title: A wish list, instead-of: wish list}}",
    ):
        assert said((FW, "roles:", f"vocabulary: {terms}\nroles:")) == []
    assert "vocabulary" not in FULL[FW]

"""The report of a message: a person reads what it became, why, and what to do."""

from __future__ import annotations

import pytest

from gatecoach.intake.outcomes import PROOFS, SENTENCES, MailOutcome

PARAMS = (
    *("what", "by", "answers", "mark", "label", "types", "id", "first", "limit", "header", "cause"),
    *("reader", "message", "deals", "method", "like"),
)


@pytest.mark.parametrize(("outcome", "rule"), SENTENCES)
def test_every_rule_says_one_sentence(outcome, rule):
    """Each sentence needs only known parameters, ends a sentence and does not begin like a name; in each language."""
    became = MailOutcome("a.eml", "m", outcome, rule, dict.fromkeys(PARAMS, "X"))
    for language in ("en", "de"):
        assert became.text(language).endswith((".", "?"))
        assert became.text(language)[0].islower() or (language, outcome) == ("de", "evidence")
    assert became.text("fr") == became.text()


def test_a_sentence_holds_what_the_mail_brought_as_it_is():
    """Braces in an address are characters, no place for another parameter."""
    text = MailOutcome("a", "m", "contact", "no-link", {"by": "{rule}@x.example"}).text()
    assert text.startswith("a sign of contact from {rule}@x.example, no evidence")


def test_reviews_tell_the_reader_to_look():
    """What a person must decide begins with the request to look."""
    asked = [text for (outcome, _), text in SENTENCES.items() if outcome == "review"]
    assert all(text["en"].startswith("please look: ") for text in asked)
    assert all(text["de"].startswith("bitte ansehen: ") for text in asked)


def test_refusals_tell_that_nothing_was_read():
    """What was not read is never told as if it had been judged."""
    refused = [text for (outcome, _), text in SENTENCES.items() if outcome == "reject"]
    assert all(text["en"].startswith("not read: ") for text in refused)
    assert all(text["de"].startswith("nicht gelesen: ") for text in refused)


@pytest.mark.parametrize("proof", PROOFS)
def test_every_proof_says_one_sentence_in_each_language(proof):
    """Why a grade is no higher can be told to anybody; a language that is not there gets English."""
    became = MailOutcome("a", "m", "evidence", "reply", proof=proof)
    assert became.proof_text("de").endswith(".")
    assert became.proof_text("fr") == became.proof_text() != became.proof_text("de")


def test_what_made_nothing_proves_nothing():
    """Without evidence there is no sentence about its grade."""
    assert MailOutcome("a", "m", "no", "unrelated").proof_text() == ""

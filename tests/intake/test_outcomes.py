"""The report of a message: a person reads what it became, why, and what to do."""

from __future__ import annotations

import pytest

from gatecoach.intake.outcomes import SENTENCES, MailOutcome

PARAMS = ("what", "by", "answers", "mark", "label", "then", "types", "id", "first", "limit", "header", "cause")


@pytest.mark.parametrize(("outcome", "rule"), SENTENCES)
def test_every_rule_says_one_sentence(outcome, rule):
    """Each sentence needs only known parameters, ends with a stop and does not begin like a name."""
    text = MailOutcome("a.eml", "m", outcome, rule, dict.fromkeys(PARAMS, "X")).text()
    assert text.endswith(".")
    assert text[0].islower()


def test_a_sentence_holds_what_the_mail_brought_as_it_is():
    """Braces in an address are characters, no place for another parameter."""
    text = MailOutcome("a", "m", "contact", "no-link", {"by": "{rule}@x.example"}).text()
    assert text.startswith("a sign of contact from {rule}@x.example, no evidence")


def test_reviews_tell_the_reader_to_look():
    """What a person must decide begins with the request to look."""
    asked = [text for (outcome, _), text in SENTENCES.items() if outcome == "review"]
    assert all(text.startswith("please look: ") for text in asked)


def test_refusals_tell_that_nothing_was_read():
    """What was not read is never told as if it had been judged."""
    refused = [text for (outcome, _), text in SENTENCES.items() if outcome == "reject"]
    assert all(text.startswith("not read: ") for text in refused)

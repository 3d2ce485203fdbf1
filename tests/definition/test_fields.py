"""Fields as their framework means them: money in its currency, terms of its vocabulary, all others as written."""

from __future__ import annotations

import pytest
from places import BASE, FRAMEWORK, changed, findings_of

from gatecoach.definition import EvidenceDef, FieldDef


def test_a_term_is_a_choice_in_the_vocabulary():
    """Its values are the terms; title and whether it is optional stay."""
    term = FieldDef.model_validate({"type": "term", "optional": True, "title": "Value"})
    meant = term.meant("EUR", ["stops", "change"])
    assert (meant.type, meant.of, meant.optional, meant.title) == ("choice", ["stops", "change"], True, {"": "Value"})


def test_money_knows_its_currency():
    """No other field does, and without one nobody knows; the field as written stays as it was."""
    money = FieldDef(type="money")
    assert (money.meant("EUR", []).currency, money.meant(None, []).currency, money.currency) == ("EUR", "", "")
    assert FieldDef(type="number").meant("EUR", []).currency == ""
    assert money.meant("EUR", []) != money.meant("USD", [])


def test_an_evidence_type_without_such_fields_is_itself():
    """Nothing is copied where nothing changes."""
    plain = EvidenceDef.model_validate({"side": "seller", "fields": {"day": {"type": "date"}}})
    priced = EvidenceDef.model_validate({"side": "seller", "fields": {"price": {"type": "money"}}})
    assert plain.meant("EUR", ["stops"]) is plain
    assert priced.meant(None, []) is priced
    assert priced.meant("EUR", []).fields["price"].currency == "EUR"


@pytest.mark.parametrize("code", ["Euro", "eur", "EU", "EUROS", "E R", "€€€", "ÄÖÜ"])
def test_a_currency_is_a_code_of_three_capital_letters(code):
    """Anything else is a finding with an example."""
    text = changed(FRAMEWORK, 'version: "1"', f'version: "1"\ncurrency: "{code}"')
    (found,) = findings_of({**BASE, "framework.yaml": text})
    assert (found.code, found.message, found.line) == ("GC015", f'"{code}" is no currency', 4)
    assert found.hint == "write its code of three capital letters: EUR"


def test_a_vocabulary_has_words():
    """One term may stand without brackets; an empty one is none."""
    text = changed(FRAMEWORK, 'version: "1"', 'version: "1"\nvocabulary: stops')
    assert findings_of({**BASE, "framework.yaml": text}) == []
    assert [each.code for each in findings_of({**BASE, "framework.yaml": text.replace("stops", '[stops, " "]')})] == [
        "GC015"
    ]


def test_an_activity_is_a_choice_in_the_list_of_activities():
    """Beside the vocabulary, which is of others; what else the field says stays."""
    field = FieldDef.model_validate({"type": "activity", "optional": True})
    meant = field.meant(None, ["stops"], ["asking", "listening"])
    assert (meant.type, meant.of, meant.optional) == ("choice", ["asking", "listening"], True)
    assert FieldDef(type="term").meant(None, ["stops"], ["asking"]).of == ["stops"]
    kind = EvidenceDef.model_validate({"side": "coachee", "fields": {"activity": {"type": "activity"}}})
    assert kind.meant(None, [], ["asking"]).fields["activity"].of == ["asking"]


@pytest.mark.parametrize("key", ["example: Call her", "results: [close]"])
def test_only_a_text_warns_of_its_words(key):
    """A number or a choice has no example and names no results."""
    wrong = changed(FRAMEWORK, 'version: "1"', f'version: "1"\nfields: {{seats: {{type: number, {key}}}}}')
    (found,) = findings_of({**BASE, "framework.yaml": wrong})
    assert (found.code, found.message) == ("GC015", "only a text has an `example` and words for `results`")
    assert findings_of({**BASE, "framework.yaml": wrong.replace("type: number", "type: text")}) == []

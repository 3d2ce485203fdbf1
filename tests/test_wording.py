"""Words by language: every language has what sentences need, and clauses and conditions say themselves in it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import string
from decimal import Decimal

import pytest

from gatecoach.clause import All, Any, AtLeast, Count, Leaf, sentence
from gatecoach.condition import Ago, Check, Either, Every, Other, Predicate
from gatecoach.wording import DURATIONS, LANGUAGES, PHRASES, TERMS, duration, listed, phrase, say_value, term

OTHERS = sorted(set(LANGUAGES) - {"en"})
DAY = dt.date(2026, 4, 2)
ANSWER = Leaf("reply", "customer", answers="offer")
TITLES = {"reply": "Antwort", "offer": "Angebot", "key": "Schlüsselperson", "buyer": "Einkauf"}
HEAD = {"en": "reply by anybody on the customer side", "de": "reply von jemandem auf der Kundenseite"}


def parts_of(text):
    """What a phrase asks for."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_phrase_and_leaves_nothing_out(language):
    """Each English phrase has its own in the language (or a more general one), with the same parts."""
    own, english = PHRASES[language], PHRASES["en"]
    assert {key.partition(" ")[0] for key in english} <= set(own)
    assert {key.partition(" ")[0] for key in own} <= set(english)
    merged = [parts_of(text) - {"any", "every", "it"} for text in (*own.values(), *english.values())]
    assert set().union(*merged) == {"what", "who", "side", "n", "field", "low", "high"}
    for key, text in own.items():
        wanted = parts_of(english.get(key, english[key.partition(" ")[0]]))
        assert parts_of(text) - {"any", "every"} == wanted - {"any", "every"}, key


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_closed_word(language):
    """Whatever English or another language translates, this one does too."""
    for kind, table in TERMS.items():
        assert set(table.get(language, {})) >= set(table.get("en", {})), kind
        assert set(table.get(language, {})) == set(next(iter(table.values()))) | set(table[language]), kind
    assert {"one", "many"} <= set(DURATIONS[language])


ATTRIBUTES = {
    "by": (frozenset({"key", "buyer"}), "reply by buyer or key on the customer side",
           "reply von buyer oder key auf der Kundenseite"),
    "everyone": (True, "reply by everyone on the customer side", "reply von allen auf der Kundenseite"),
    "side": ("coachee", "reply by anybody on the coachee side", "reply von jemandem auf der Coachee-Seite"),
    "what": ("note", "note by anybody on the customer side", "note von jemandem auf der Kundenseite"),
    "told_by": (frozenset({"coach", "rep"}), "told by coach or rep", "berichtet von Coach oder rep"),
    "answers": ("offer", "answering offer", "als Antwort auf offer"),
    "after": ("offer", "after offer", "nach offer"),
    "within": (30, "within 30 days of it", "innerhalb von 30 Tagen danach"),
    "no_older_than": (90, "no older than 90 days", "höchstens 90 Tage alt"),
    "channels": (frozenset({"mail", "chat"}), "seen in chat or mail", "gesehen über chat oder E-Mail"),
    "outcomes": (True, "read as agreement", "als Zustimmung gelesen"),
    "test": (Check("seats", "at-least", 2), "where seats is at least 2", "mit der Bedingung: seats ist mindestens 2"),
    "grade": (2, "at least authentic", "Herkunft mindestens echt"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(ATTRIBUTES))
def test_every_attribute_of_a_leaf_says_itself(name):
    """Alone, in each language, as it stands in the table."""
    value, *said = ATTRIBUTES[name]
    leaf = dataclasses.replace(Leaf("reply", "customer"), **{name: value})
    for language, text in zip(("en", "de"), said, strict=True):
        whole = text if " auf der " in text or " on the " in text else f"{HEAD[language]}, {text}"
        assert leaf.sentence(language) == whole


def test_no_attribute_of_a_leaf_is_left_unsaid():
    """What is not in the table says itself with another one, or is no constraint."""
    assert {each.name for each in dataclasses.fields(Leaf)} - set(ATTRIBUTES) == {"joined", "bit", "parents"}
    joined = dataclasses.replace(ANSWER, joined=True)
    assert joined.sentence() == f"{HEAD['en']}, answering that offer"
    assert joined.sentence("de") == f"{HEAD['de']}, als Antwort auf den hier gezählten Nachweis offer"


def test_titles_stand_for_ids_in_quotes():
    """Types and roles by their names; who is everyone is told in brackets."""
    leaf = dataclasses.replace(ANSWER, by=frozenset({"key", "buyer"}), no_older_than=1, within=1, after="visit")
    assert leaf.sentence("de", TITLES) == (
        "„Antwort“ von Einkauf oder Schlüsselperson auf der Kundenseite, als Antwort auf „Angebot“, nach visit, "
        "innerhalb von 1 Tag danach, höchstens 1 Tag alt"
    )
    everyone = dataclasses.replace(leaf, everyone=True, no_older_than=None, within=None, after=None)
    assert everyone.sentence("en", TITLES) == (
        '"Antwort" by everyone (Einkauf or Schlüsselperson) on the customer side, answering "Angebot"'
    )


ONE, TWO = Count((Leaf("reply", "customer"),)), Count((Leaf("note", "seller"),))
SAID = "reply von jemandem auf der Kundenseite", "note von jemandem auf der Verkaufsseite"
COMBINED = [
    (ONE, SAID[0]),
    (Count((*ONE.leaves, *TWO.leaves)), f"{SAID[0]} oder {SAID[1]}"),
    (Count(ONE.leaves, 2), f"mindestens 2-mal: {SAID[0]}"),
    (Count(ONE.leaves, 2, "person"), f"mindestens 2-mal: {SAID[0]}, von verschiedenen Personen"),
    (Count(ONE.leaves, 2, "day"), f"mindestens 2-mal: {SAID[0]}, an verschiedenen Tagen"),
    (Count(ONE.leaves, 2, "role"), f"mindestens 2-mal: {SAID[0]}, in verschiedenen Rollen"),
    (Count(ONE.leaves, 2, "source"), f"mindestens 2-mal: {SAID[0]}, aus verschiedenen Quellen"),
    (Count(ONE.leaves, 2, "seats"), f"mindestens 2-mal: {SAID[0]}, mit verschiedenen Werten: seats"),
    (All((ONE, TWO)), f"alles davon: ({SAID[0]}; {SAID[1]})"),
    (Any((ONE, TWO)), f"eines davon: ({SAID[0]}; {SAID[1]})"),
    (AtLeast(2, (ONE, Any((ONE, TWO)))), f"mindestens 2 davon: ({SAID[0]}; eines davon: ({SAID[0]}; {SAID[1]}))"),
]


@pytest.mark.parametrize(("expression", "said"), COMBINED)
def test_expressions_say_themselves_in_german(expression, said):
    """Counts, what must differ, and every combination."""
    assert sentence(expression, "de") == said


def test_values_of_a_field_that_differ_are_said_in_english():
    """A field is named, and persons, days, roles and sources are words."""
    assert sentence(Count(ONE.leaves, 2, "seats")).endswith(", with different values of seats")
    assert sentence(Count(ONE.leaves, 2, "person")).endswith(", from different persons")
    told = Count(ONE.leaves, 2, "seats", called={"": "the number of seats"})
    assert sentence(told).endswith(", with different values of the number of seats")


def n(operator, *operands):
    """A check of the number of seats."""
    read = tuple(map(Decimal, operands))
    return Check("seats", operator, read if len(read) > 1 else read[0])


def d(operator, *days):
    """A check of the day it is for."""
    read = tuple(Ago(each) if isinstance(each, int) else each for each in days)
    return Check("for-day", operator, read if len(read) > 1 else read[0])


LATER = dt.date(2026, 12, 24)
BEGIN = Other("starts", "date")
FIRST = {"en": "the first day", "de": "der erste Tag"}
LAST = {"en": "the last day", "de": "der letzte Tag"}
CONDITIONS = [
    (n("is", 5), "seats is 5", "seats ist 5"),
    (n("is-not", 5), "seats is not 5", "seats ist nicht 5"),
    (n("one-of", 5, 6), "seats is one of 5 or 6", "seats ist 5 oder 6"),
    (n("none-of", 5, 6), "seats is none of 5 or 6", "seats ist keiner der Werte 5 und 6"),
    (n("at-least", "2.5"), "seats is at least 2.5", "seats ist mindestens 2,5"),
    (n("at-most", 5), "seats is at most 5", "seats ist höchstens 5"),
    (n("more-than", 5), "seats is more than 5", "seats ist mehr als 5"),
    (n("less-than", 5), "seats is less than 5", "seats ist weniger als 5"),
    (n("between", 2, 4), "seats is between 2 and 4", "seats liegt zwischen 2 und 4"),
    (Check("seats", "known", True), "seats is known", "seats ist bekannt"),
    (Check("seats", "known", False), "seats is not known", "seats ist nicht bekannt"),
    (Check("seats", "passes", Predicate("even", ("number",), bool)), "seats passes even",
     "seats besteht die Prüfung even"),
    (Check("signed", "is", True), "signed is yes", "signed ist ja"),
    (Check("signed", "is", False), "signed is no", "signed ist nein"),
    (Check("outcome", "is", "agrees"), "outcome is agrees", "Ergebnis ist agrees"),
    (d("is", DAY), "for-day is 2026-04-02", "for-day ist der 02.04.2026"),
    (d("is-not", DAY), "for-day is not 2026-04-02", "for-day ist nicht der 02.04.2026"),
    (d("at-least", DAY), "for-day is 2026-04-02 or later", "for-day liegt frühestens am 02.04.2026"),
    (d("at-most", DAY), "for-day is 2026-04-02 or earlier", "for-day liegt spätestens am 02.04.2026"),
    (d("more-than", DAY), "for-day is after 2026-04-02", "for-day liegt nach dem 02.04.2026"),
    (d("less-than", DAY), "for-day is before 2026-04-02", "for-day liegt vor dem 02.04.2026"),
    (d("between", DAY, LATER), "for-day is between 2026-04-02 and 2026-12-24",
     "for-day liegt zwischen dem 02.04.2026 und dem 24.12.2026"),
    (d("is", 1), "for-day is 1 day later", "for-day liegt 1 Tag später"),
    (d("is-not", 7), "for-day is not 7 days later", "for-day liegt nicht 7 Tage später"),
    (d("one-of", 7, 14), "for-day is 7 days or 14 days later", "for-day liegt 7 Tage oder 14 Tage später"),
    (d("none-of", 7, 14), "for-day is not 7 days or 14 days later", "for-day liegt nicht 7 Tage oder 14 Tage später"),
    (d("at-least", 7), "for-day is at least 7 days later", "for-day liegt mindestens 7 Tage später"),
    (d("at-most", 7), "for-day is at most 7 days later", "for-day liegt höchstens 7 Tage später"),
    (d("more-than", 7), "for-day is more than 7 days later", "for-day liegt mehr als 7 Tage später"),
    (d("less-than", 7), "for-day is less than 7 days later", "for-day liegt weniger als 7 Tage später"),
    (d("between", 7, 14), "for-day is between 7 days and 14 days later", "for-day liegt 7 Tage bis 14 Tage später"),
    (d("is", 0), "for-day is the same day", "for-day liegt am selben Tag"),
    (d("is-not", 0), "for-day is not the same day", "for-day liegt nicht am selben Tag"),
    (d("at-least", 0), "for-day is the same day or later", "for-day liegt am selben Tag oder später"),
    (d("at-most", 0), "for-day is the same day or earlier", "for-day liegt am selben Tag oder früher"),
    (d("more-than", 0), "for-day is a later day", "for-day liegt an einem späteren Tag"),
    (d("less-than", 0), "for-day is an earlier day", "for-day liegt an einem früheren Tag"),
    (d("between", 0, 7), "for-day is between 0 days and 7 days later", "for-day liegt 0 Tage bis 7 Tage später"),
    (d("one-of", 0), "for-day is 0 days later", "for-day liegt 0 Tage später"),
    (d("at-least", BEGIN), "for-day is not before starts", "for-day ist nicht früher als starts"),
    (d("at-most", BEGIN), "for-day is not after starts", "for-day ist nicht später als starts"),
    (d("more-than", BEGIN), "for-day is after starts", "for-day ist später als starts"),
    (d("less-than", BEGIN), "for-day is before starts", "for-day ist früher als starts"),
    (d("is", BEGIN), "for-day is starts", "for-day ist starts"),
    (d("is-not", BEGIN), "for-day is not starts", "for-day ist nicht starts"),
    (Check("price", "at-most", Other("budget", "money")), "price is at most budget", "price ist höchstens budget"),
    (Check("as", "is", Other("outcome", "choice")), "as is outcome", "as ist Ergebnis"),
    (Check("minutes", "at-most", Decimal(10), {"": "the length"}), "the length is at most 10",
     "the length ist höchstens 10"),
    (Check("due", "at-least", Other("starts", "date", FIRST), LAST), "the last day is not before the first day",
     "der letzte Tag ist nicht früher als der erste Tag"),
    (Check("outcome", "is", "agrees", {"": "its reading"}), "its reading is agrees", "its reading ist agrees"),
    (Every((n("is", 1), n("is", 2))), "seats is 1 and seats is 2", "seats ist 1 und seats ist 2"),
    (Either((n("is", 1), n("is", 2))), "seats is 1 or seats is 2", "seats ist 1 oder seats ist 2"),
    (Every((Either((n("is", 1), n("is", 2))), Either((n("is", 3),)))), "(seats is 1 or seats is 2) and seats is 3",
     "(seats ist 1 oder seats ist 2) und seats ist 3"),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "english", "german"), CONDITIONS, ids=[each[1] for each in CONDITIONS])
def test_conditions_say_themselves(condition, english, german):
    """Every operator on numbers, days, dates, yes or no; brackets keep what belongs together."""
    assert (condition.sentence(), condition.sentence("de")) == (english, german)


def test_a_short_name_makes_no_other_condition():
    """It is there for people: equality, hash and the written form of a check go without it."""
    short = Check("due", "at-least", Other("starts", "date", FIRST), LAST)
    bare = Check("due", "at-least", BEGIN)
    assert (short, hash(short), repr(short)) == (bare, hash(bare), repr(bare))
    assert short.sentence() != bare.sentence()
    assert Count(ONE.leaves, 2, "seats", called=LAST) == Count(ONE.leaves, 2, "seats")


def test_every_operator_is_in_the_table():
    """No word of conditions is without its sentences."""
    from gatecoach.definition.clauses import OPERATORS  # noqa: PLC0415 - only asked here

    assert {each.operator for each, _, _ in CONDITIONS if isinstance(each, Check)} == set(OPERATORS)


def test_an_unknown_language_is_said_in_english():
    """Nothing fails for want of a language."""
    assert ANSWER.sentence("xx") == ANSWER.sentence("en")
    assert (duration(2, "xx"), say_value(DAY, "xx"), say_value(Decimal("1.5"), "xx")) == ("2 days", "2026-04-02", "1.5")
    assert (say_value(True, "xx"), term("side", "customer", "xx")) == ("yes", "customer")
    assert (listed(["a", "b"], "xx"), phrase("known date", "xx", field="f")) == ("a or b", "f is known")


def test_braces_in_an_id_or_title_are_plain_text():
    """What an author wrote is never read as a phrase."""
    leaf = Leaf("reply", "customer", by=frozenset({"{it}"}))
    assert leaf.sentence("en", {"reply": "{who}"}) == '"{who}" by {it} on the customer side'

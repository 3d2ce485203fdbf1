"""By their words questions are closed or about a result: many of either kind, in the languages that are known."""

from __future__ import annotations

import pytest

from gatecoach.linter.words import KNOWN, language_of, usual, words_in
from gatecoach.linter.words.table import asked

CLOSED = {
    "en": {
        "Did you call them?": "Did",
        "Do they like it?": "Do",
        "Have you met the buyer?": "Have",
        "So, did you ask?": "did",
        "And has anybody answered?": "has",
        "When they called, did you pick up?": "did",
        "If they say no, are you ready?": "are",
        "In your last call, did you ask for it?": "did",
        "Isn't it clear?": "Isn't",
        "Isn\u2019t it clear?": "Isn't",
        "Don't you think they are ready?": "Don't",
        "Do you know what they need?": "Do",
        "They are ready, right?": "right",
        "You have met the buyer, haven't you?": "haven't you",
        "Are we in or not?": "or not",
        "Will you call on Monday?": "Will",
        "What did they say? Did you believe it?": "Did",
        "You called them back?": "?",
        "Any objections so far?": "?",
    },
    "de": {
        "Hast du angerufen?": "Hast",
        "Haben Sie den Einkäufer getroffen?": "Haben",
        "Ist das klar?": "Ist",
        "Wird er zustimmen?": "Wird",
        "Weißt du, was sie brauchen?": "Weißt",
        "Wenn sie Nein sagen, hast du eine Antwort?": "hast",
        "Und hat jemand geantwortet?": "hat",
        "Reicht ihnen das?": "?",
        "Gibt es einen Fürsprecher?": "?",
        "Sie sind bereit, oder?": "oder",
    },
}
OPEN = {
    "en": [
        "What did they say?",
        "Whose need is still unheard?",
        "How did you present: their case or our offer?",
        "Roughly how was talking time shared?",
        "At what level do you start feeling small?",
        "On which step of theirs, if any, did they agree?",
        "When did they last write?",
        "When they called, what did you say?",
        "Can you tell me about the meeting?",
        "Could you describe how they decided?",
        "What did they say, and did you believe it?",
        "Tell me about the meeting.",
        "How would you, in their place, decide?",
        "What's next for them?",
        "If nothing happens, what will be different?",
        "And then?",
    ],
    "de": [
        "Was hat sich geändert?",
        "Mit wem haben Sie gesprochen?",
        "Woran merken wir das?",
        "Wenn sie Nein sagen, was machst du?",
        "Bei welchem Schritt war der Kunde dabei?",
        "Können Sie mir sagen, wie es war?",
        "Kannst du beschreiben, wie das Gespräch lief?",
        "Inwiefern hilft das dem Kunden?",
        "Welche Zahl würden sie nennen?",
        "Und was dann?",
    ],
}
RESULTS = {
    "en": [
        "How will you make quota?",
        "What is your forecast?",
        "How do you raise your pipeline?",
        "Will it close this month?",
        "What will you close by the end of the quarter?",
        "When will the deal close?",
        "How sure are you that they sign?",
        "What are your numbers?",
        "How do you hit the target?",
        "What is the probability of winning?",
        "How much revenue will it bring?",
    ],
    "de": [
        "Wie schaffst du die Quote?",
        "Was ist deine Prognose?",
        "Wie groß ist die Pipeline?",
        "Was schließt du diesen Monat noch ab?",
        "Was kannst du in diesem Quartal abschließen?",
        "Wann unterschreiben sie?",
        "Wie wahrscheinlich ist der Abschluss?",
        "Wie erreichst du dein Ziel?",
        "Wie viel Umsatz bringt das?",
    ],
}
NO_RESULTS = {
    "en": [
        "What number would they put on it?",
        "How do you carry the month's end into the talk?",
        "What would you do if it slipped a month?",
        "What makes closing the file right?",
        "When does their contract end?",
        "Who signs on their side?",
        "What would they lose this year if nothing happens?",
        "What return does the economic buyer calculate?",
    ],
    "de": ["Welche Zahl würden sie nennen?", "Wer unterschreibt bei ihnen?", "Wann haben sie zuletzt geschrieben?"],
}


def pairs(table):
    """Every text of a table with its language."""
    return [(language, text) for language, texts in table.items() for text in texts]


@pytest.mark.parametrize(("language", "text"), pairs(CLOSED))
def test_a_closed_question_is_known_by_a_word(language, text):
    """The word is named, as it is written; `?` where no word asks for more."""
    assert KNOWN[language].closed(text) == CLOSED[language][text]


@pytest.mark.parametrize(("language", "text"), pairs(OPEN))
def test_an_open_question_is_left_alone(language, text):
    """Also those whose first word is a verb, but which ask for a story."""
    assert KNOWN[language].closed(text) == ""


@pytest.mark.parametrize(("language", "text"), pairs(RESULTS))
@pytest.mark.requirement("F15")
def test_a_question_about_a_result_is_known(language, text):
    """Quota, forecast, pipeline, and the day of closing."""
    assert KNOWN[language].result(text, words_in(text)).casefold() in text.casefold()
    assert KNOWN[language].result(text, words_in(text))


@pytest.mark.parametrize(("language", "text"), [*pairs(NO_RESULTS), *pairs(OPEN)])
def test_a_question_about_the_customer_is_none(language, text):
    """Their numbers, their contract and their signature are no results of ours."""
    assert KNOWN[language].result(text, words_in(text)) == ""


@pytest.mark.parametrize(("language", "text"), [*pairs(OPEN), *pairs(CLOSED), *pairs(RESULTS)])
def test_the_language_of_a_text_is_known_by_its_small_words(language, text):
    """Where it cannot be told, nothing is said; it is never taken for another one."""
    assert language_of(words_in(text)) in (language, "")


@pytest.mark.parametrize("text", ["", "Okay?", "Qui a répondu ?", "¿Quién?"])
def test_a_text_without_known_words_is_in_no_known_language(text):
    """Other languages are left to their authors."""
    assert language_of(words_in(text)) == ""


def test_most_of_the_texts_say_which_language_is_usual():
    """One that cannot be told follows the others."""
    assert usual(["en", "de", "", "de"]) == "de"
    assert usual(["", ""]) == ""


def test_the_sentences_that_ask():
    """Those with a question mark; a text without any is asked as a whole."""
    assert asked("They wrote. Who did? And when?") == ["Who did?", "And when?"]
    assert asked("Tell me. Go on.") == ["Tell me. Go on."]

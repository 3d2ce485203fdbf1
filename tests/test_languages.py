"""Titles and sentences in the language that is asked for: of decisions, standings, tasks, signs and questions."""

from __future__ import annotations

from helpers import HEAD, TYPES, date, day, deal, framework_of, sent

from gatecoach.decision import Decision
from gatecoach.journey import standing
from gatecoach.questions import next_questions
from gatecoach.report.sentences import sentences_text

GATES = """
  go:
    from: first
    to: second
    title: {en: They want it, de: Sie wollen es}
    ask: {en: "Why now?", de: "Warum jetzt?"}
    requires:
      it: {say: {en: "They answered.", de: "Sie haben geantwortet."}, seller: offer, customer: reply}
      too: {say: {en: "They came.", de: "Sie waren da."}, mode: warn, seller: offer, customer: visit}
    signals:
      quiet: {say: {en: "No sign.", de: "Kein Zeichen."}, silence: 14 days, suggest: park}
  on: {from: second, to: third, requires: {more: {say: More., seller: offer, customer: visit}}}
"""
JOURNEY = f"""
journey: deal
title: {{en: Deal, de: Vorgang}}
sides: [customer, seller]
stages:
  first: {{title: {{en: First, de: Anfang}}, phase: early}}
  second: {{phase: late}}
  third: {{title: Third, phase: late}}
ends: {{later: {{kind: parked, title: {{en: Later, de: Später}}, needs: wake-up}}}}
fields: {{wake-up: {{type: date}}}}
evidence:{TYPES}
gates:{GATES}
"""
BANK = """
questions: bank
for: deal
bank:
  one: {ask: {en: "Who?", de: "Wer?"}, closes: go.it}
"""
FRAMEWORK = framework_of(HEAD.format(zone="UTC"), JOURNEY, BANK)


def found(language=None, **more):
    """The standing of a deal with one offer that nobody answered, in a language."""
    now = standing(deal(FRAMEWORK, [sent("m1")], **more), day(60))
    return now if language is None else now.in_language(language)


def test_a_decision_has_its_titles_and_sentences_in_the_language():
    """The gate's title, every sentence and the reasons; what it decides stays as it is."""
    said = found("de").decisions["go"]
    assert (said.title, said.requirements[0].say) == ("Sie wollen es", "Sie haben geantwortet.")
    assert said.reasons[0].params["say"] == "Sie haben geantwortet."
    assert {**said.as_dict(), "title": "", "requirements": [], "reasons": []} == {
        **found().decisions["go"].as_dict(), "title": "", "requirements": [], "reasons": [],
    }  # fmt: skip
    assert said.in_language("en") == found().decisions["go"]


def test_a_title_without_that_language_stays_as_it_is():
    """What the author wrote in one language only is said in it; a gate without a title is called by its id."""
    assert found("fr").decisions["go"].title == "They want it"
    assert found("de").decisions["on"].title == "on"
    assert found().decisions["go"].title == "They want it"


def test_a_decision_told_as_json_keeps_the_title_it_was_told_with():
    """It round-trips in the language it was written in, and cannot be said in another one any more."""
    told = Decision.from_dict(found("de").decisions["go"].as_dict())
    assert told == found("de").decisions["go"]
    assert told.in_language("en").title == "Sie wollen es"


def test_a_standing_speaks_one_language():
    """Its decisions, tasks and signs; where it stands is the same."""
    now = found("de")
    assert [each.say for each in now.tasks] == ["Sie waren da."]
    assert [(each.say, each.silent_days) for each in now.signals] == [("Kein Zeichen.", 59)]
    assert [each.say for each in found().signals] == ["No sign."]
    assert (now.verified, now.gap, now.blocked) == (found().verified, found().gap, found().blocked)


def test_what_an_end_needs_names_the_end_in_the_language():
    """A finding of the standing carries titles as well."""
    (english,), (german,) = (found(each, claimed="later").findings for each in (None, "de"))
    assert (english.params["end"], german.params["end"]) == ("Later", "Später")
    assert "Später verlangt wake-up" in german.text("de")
    assert found("de", claimed="later", fields={"wake-up": date(90).isoformat()}).findings == ()


def test_questions_and_their_reasons_are_in_the_language():
    """The question, the requirement it closes, and the title of its gate."""
    asked = {each.id: each for each in next_questions(found(), language="de")}
    assert [each.ask for each in asked.values()] == ["Wer?", "Warum jetzt?"]
    assert asked["one"].reason.text("de") == "Das ist noch nicht belegt (Kundenseite): Sie haben geantwortet."
    assert asked["go.1"].reason.text("de") == "Das hilft beim Gate als Ganzem: Sie wollen es"
    english = [each.reason.text() for each in next_questions(found())]
    assert english[-1] == "This helps with the gate as a whole: They want it"


def test_a_journey_is_called_in_the_language():
    """The journey, its stages, ends and gates; an id where nothing is written."""
    course = FRAMEWORK.journey("deal")
    assert (course.called(), course.called("de")) == ("Deal", "Vorgang")
    assert [course.title_of(each, "de") for each in ("first", "second", "third", "later", "nowhere")] == [
        "Anfang", "second", "Third", "Später", "nowhere",
    ]  # fmt: skip
    assert course.title_of("first") == "First"
    assert (course.gate_title("go"), course.gate_title("go", "de")) == ("They want it", "Sie wollen es")


def test_the_sentences_of_a_framework_are_under_titles_of_the_language():
    """What lint prints back begins with the journey's and the gate's title."""
    assert sentences_text(FRAMEWORK, "de").splitlines()[:2] == ["Vorgang", "  go: Sie wollen es"]

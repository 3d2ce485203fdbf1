"""The standing as a page: claimed against verified in words, the checklists, the near misses, the questions."""

from __future__ import annotations

import dataclasses

import pytest

from gatecoach.errors import Reason
from gatecoach.facts import Claim, Evidence, Person
from gatecoach.journey import standing
from gatecoach.questions import Question
from gatecoach.report import standing_text
from gatecoach.report.standing import gap_sentence, gates_on_the_way, question_lines
from gatecoach.subject import Subject
from gatecoach.ways import Distance


@pytest.fixture
def page(standing_on):
    """The report of a day, at a width."""
    return lambda day="2026-03-04", width=100, **more: standing_text(standing_on(day), width=width, **more)


def flat(text):
    """The words of a text without its line breaks."""
    return " ".join(text.split())


def test_the_head_says_whose_deal_when_and_by_which_framework(page):
    """Name, id, owner, moment, zone, framework and version stand above everything."""
    first, second, *_ = page(name="Line 3 retrofit").splitlines()
    assert first == "Opportunity: Line 3 retrofit (006), owner Rosa Diaz"
    assert second == "as of 4 March 2026, 09:00 (Europe/Berlin), by first-deal 2026.1"


def test_without_a_name_the_id_stands_alone(page):
    """A deal that has no name is called by its id."""
    assert page().startswith("Opportunity: 006, owner Rosa Diaz\n")


def test_claimed_verified_and_gap_are_said_with_the_customers_phase(page):
    """The three lines a manager reads first."""
    assert 'Claimed   Solution fit (the customer: "We compare options")\n' in page()
    assert 'Verified  Needs analysis (the customer: "We work out what we need")\n' in page()
    assert "Gap       1 gate: the claim is ahead of what both sides have shown.\n" in page()


def test_customer_and_seller_stand_side_by_side(page):
    """On a wide page each pair is one row: the customer's part left, the seller's right."""
    rows = [line.split("   ") for line in page().splitlines() if "Their reply to our needs review" in line]
    assert [each.strip() for each in rows[0] if each.strip()] == [
        "[ ] Their reply to our needs review: missing",
        "[x] Needs review",
    ]
    assert "Customer" in page()
    assert "Seller" in page()


def test_what_counts_is_shown_with_its_day_and_person(page):
    """A met side names its newest item."""
    assert "17 Feb, Anna Vance" in page()
    assert "02 Mar, Rosa Diaz" in page()


def test_under_an_unmet_side_stand_its_meaning_and_its_near_misses(page):
    """What missing means, and each near miss with its day, its person and the reason in titles."""
    assert "The needs are still ours, not theirs" in page()
    near = "Not counted (customer): 03 Mar Bo Lindt did this, but holds none of the roles that count here"
    assert f"{near} (Economic buyer, Key stakeholder)." in flat(page())


def test_a_gate_that_opens_shows_no_near_misses(page):
    """On the day the reply is read, nothing is said about those that do not count."""
    assert "Almost" not in page("2026-03-06")
    assert "[x] Needs confirmed: open" in page("2026-03-06")


def test_what_is_not_applicable_is_neither_done_nor_open(page):
    """A requirement about corrections has its own mark while there are none."""
    assert "[-] Our record of their needs, corrected: not applicable" in flat(page())


def test_a_task_is_listed_and_said_to_stop_nothing(page):
    """The correction that is not in the record yet is a task, not a reason."""
    listed = "Still to do (does not block)\n  - Every correction of theirs is in our record. (Needs confirmed)"
    assert listed in page("2026-03-06")
    assert "To do" not in page()


def test_questions_come_with_the_reason_they_are_asked(page):
    """The next questions stand under what they help to close, and the rest is counted."""
    text = flat(page(questions=2))
    assert "Ask next This is still missing (customer): The key stakeholder confirmed or corrected" in text
    assert "1. Which stakeholder wrote back, and what did they confirm? [evidence]" in text
    assert "3." not in text.partition("Ask next")[2]
    assert "7 more questions in the bank." in text


def test_questions_about_the_gate_itself_are_marked_as_such(page):
    """A question that closes no single requirement says so."""
    assert "This helps with the gate as a whole: Needs confirmed" in page(questions=20)
    assert "more question" not in page(questions=20)


def test_without_a_blocked_gate_nothing_is_asked(page):
    """No questions where everything is open."""
    assert "Ask next" not in page("2026-03-06")


@pytest.mark.parametrize("width", [40, 60, 75, 76, 80, 100, 120])
@pytest.mark.parametrize("day", ["2026-02-16", "2026-03-04", "2026-03-06"])
def test_no_line_is_wider_than_asked(page, width, day):
    """At every width every line fits."""
    assert [line for line in page(day, width).splitlines() if len(line) > width] == []


def test_when_narrow_the_columns_stack(page):
    """Each side stands below the other, each with its own near misses."""
    lines = [line.strip() for line in page(width=60).splitlines()]
    gate = lines[lines.index("[ ] Needs confirmed: does not open") :]
    sides = [line for line in gate if line in ("Customer", "Seller", "Not counted (customer):")]
    assert sides[:3] == ["Customer", "Not counted (customer):", "Seller"]


def test_the_text_holds_no_escape_codes(page):
    """Colour is the terminal's business."""
    assert all(char == "\n" or char.isprintable() for char in page())


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (0, "none: what is claimed is what both sides have shown."),
        (2, "2 gates: the claim is ahead"),
        (Distance.UNKNOWN, "unknown: no stage"),
        (Distance.BEHIND, "the claim is behind"),
        (Distance.OFF_PATH, "another path"),
    ],
)
def test_a_gap_that_is_no_number_is_never_said_as_none(standing_on, gap, words):
    """Each kind of gap has its own sentence."""
    assert words in gap_sentence(dataclasses.replace(standing_on("2026-03-04"), gap=gap))


def test_the_gates_shown_are_those_behind_and_those_to_work_on(standing_on):
    """Nothing far ahead distracts."""
    assert gates_on_the_way(standing_on("2026-03-04")) == ["mutual-interest", "needs-confirmed"]
    assert gates_on_the_way(standing_on("2026-02-16")) == ["mutual-interest", "needs-confirmed"]


def test_a_deal_that_claims_nothing_says_so(framework):
    """Without a claim there is no gap to speak of."""
    text = standing_text(standing(Subject(framework, "opportunity", "1"), Claim(stage="x", at="2026-03-04").at))
    assert "Claimed   nothing\n" in text
    assert "Gap       unknown" in text
    assert text.startswith("Opportunity: 1\nas of 4 March 2026 (")


def test_a_claim_that_is_no_stage_is_noted(framework):
    """What the CRM calls a stage and we do not know is said with the stages there are."""
    subject = Subject(framework, "opportunity", "1", claimed="nirvana")
    text = standing_text(standing(subject, Claim(stage="x", at="2026-03-04").at))
    assert "Note: There is no stage called nirvana here. known: discovery" in text


def test_what_is_shown_beyond_a_blocked_gate_is_noted(framework, deal):
    """Evidence ahead of a gate that fails is not lost from sight."""
    later = [each for each in deal.facts if getattr(each, "id", "") not in ("i2", "s0")]
    subject = Subject(framework, "opportunity", "1", people=deal.people, sources={"mail": "mail"}, facts=later)
    text = standing_text(standing(subject, Claim(stage="x", at="2026-03-06").at))
    assert "Note: Already shown further on: Needs confirmed." in text


def test_a_claimed_end_is_said_to_be_one(framework):
    """A deal that is lost has ended."""
    subject = Subject(framework, "opportunity", "1", claimed="lost")
    assert "(it has ended)" in standing_text(standing(subject, Claim(stage="x", at="2026-03-04").at))


def test_a_name_that_tries_to_draw_is_made_harmless(framework):
    """Text from outside cannot steer the terminal of the reader."""
    people = [Person(id="eve", side="customer", name="Eve\x1b[2J"), Person(id="r", side="seller", name="R")]
    item = Evidence(id="e", what="invitation-sent", by="eve", at="2026-03-03", source="mail")
    subject = Subject(framework, "opportunity", "1", people=people, sources={"mail": "mail"}, facts=[item])
    text = standing_text(standing(subject, Claim(stage="x", at="2026-03-04").at))
    assert "\x1b" not in text
    assert "Eve\ufffd[2J did this, but it has to be an act of the seller side." in text


def test_the_words_behind_the_questions_are_explained(page):
    """Below the questions stands what each area among them is, once and no other."""
    text = flat(page("2026-03-04"))
    assert "What they are about: [evidence] what shows it" in text
    said = text.partition("What they are about:")[2]
    assert all((f"[{each}]" in text) == (said.count(f"[{each}]") == 1) for each in ("deal", "evidence", "mindset"))


def question(area):
    """A question about that area."""
    return Question("q", "Who?", "go", area, Reason("closes-gate", "go", {"gate": "Go"}))


def test_areas_are_explained_in_the_language():
    """In German as in English; questions of no area need no explanation."""
    lines = question_lines([question("mindset"), question("deal"), question("mindset")], 100, language="de")
    assert lines[-1] == "  Worum es geht: [mindset] was Ihnen durch den Kopf geht, [deal] der Vorgang selbst."
    assert question_lines([question("")], 100)[-1] == "    1. Who?"

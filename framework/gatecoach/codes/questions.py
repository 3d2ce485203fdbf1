"""Codes of questions that coach badly, of questions that are lacking, and of remarks that allow a finding.

Each example is one small place: a line `# file: NAME` begins each of its files.
"""

from __future__ import annotations

from gatecoach.codes.code import Code, table
from gatecoach.codes.language import JOURNEY

BANK = """\
# file: bank.yaml
questions: gate-bank
for: opportunity
bank:
  first: {ask: "Which stakeholder wrote back, and what did they confirm?", closes: needs-confirmed}
"""
ASKED = "Which stakeholder wrote back, and what did they confirm?"
AREAS = """\
# file: bank.yaml
questions: gate-bank
for: opportunity
bank:
  one: {ask: "Which of their needs decides the case?", closes: needs-confirmed, area: deal}
  two: {ask: "Who wrote back?", closes: needs-confirmed, area: evidence}
  three: {ask: "How did you choose the reader?", closes: needs-confirmed, area: behaviour}
"""
MINDSET = '  four: {ask: "How do you feel about being corrected?", closes: needs-confirmed, area: mindset}\n'
OPEN = "        ask: What did they correct?\n"
BARE = "        ask: Did they like it? # gatecoach: allow GC047\n"
ALLOWED = "        ask: Did they like it? # gatecoach: allow GC047 because it opens the talk\n"

QUESTIONS = table(
    Code(
        id="GC047",
        title="A closed question",
        why="It can be answered with yes or no, and then the talk is over. Open questions keep the thinking with the "
        "one who is coached. Begin with What, How, Who, Which or When. "
        "Known are the words of English and German.",
        wrong=BANK.replace(ASKED, "Did a stakeholder write back?"),
        right=BANK,
        severity="warning",
    ),
    Code(
        id="GC048",
        title="A question about the result",
        why="Quota, forecast and the day of closing are results, and nobody can act on a result. "
        "Asking for it makes coaching an interrogation. "
        "Ask for what the customer did, or for what the rep will do next.",
        wrong=BANK.replace(ASKED, "How will you make quota?"),
        right=BANK,
        severity="warning",
    ),
    Code(
        id="GC049",
        title="Several questions at once",
        why="Whoever hears two questions answers the easier one. Ask one, wait, and then the other. "
        "It is a note: sometimes the second only says how the first is meant.",
        wrong=BANK.replace(ASKED, "Who wrote back? What did they confirm?"),
        right=BANK,
        severity="note",
    ),
    Code(
        id="GC050",
        title="The same question twice",
        why="Two questions of one journey read the same, so people are asked again what they have answered. "
        "Keep one of them. "
        "A question that serves every gate leaves out `closes`, and one may serve several use cases.",
        wrong=BANK + f'  second: {{ask: "{ASKED}", closes: needs-confirmed.needs-are-theirs}}\n',
        right=BANK + '  second: {ask: "Who should have answered and has not?", closes: needs-confirmed}\n',
        severity="warning",
    ),
    Code(
        id="GC051",
        title="A gate without any question",
        why="Coaching works on the gate that does not open, and there is nothing to ask about this one. "
        "Write `ask:` below the gate or a requirement of it, or give it questions in a bank.",
        wrong=JOURNEY.replace(OPEN, ""),
        right=JOURNEY,
        severity="warning",
    ),
    Code(
        id="GC052",
        title="An empty cell of the question bank",
        why="Every gate has questions for every use case and every area, so that no talk is about the deal alone. "
        "This combination has fewer than `questions-per-cell` says, which is one where it says nothing. "
        "A question without a use case serves all of them, one without `closes` every gate.",
        wrong=AREAS,
        right=AREAS + MINDSET,
        severity="warning",
    ),
    Code(
        id="GC053",
        title="Questions in a language that is not checked",
        why="Whether a question is closed or about the result shows in its words, and these are known for English and "
        "German only. Nothing is said about questions in other languages. Look at them yourself.",
        wrong=BANK.replace(f'"{ASKED}"', f'{{en: "{ASKED}", fr: "Qui a répondu, et quoi ?"}}'),
        right=BANK.replace(f'"{ASKED}"', f'{{en: "{ASKED}", de: "Wer hat geantwortet, und was?"}}'),
        severity="note",
    ),
    Code(
        id="GC056",
        title="A remark that allows nothing",
        why="`# gatecoach: allow CODE because …` silences a warning or a note on its line, or on the line below where "
        "the remark has a line of its own. Here the reason is missing, the code is none that can be allowed, or there "
        "is no such finding (any more). Take it out, or complete it.",
        wrong=JOURNEY.replace(OPEN, BARE),
        right=JOURNEY.replace(OPEN, ALLOWED),
        severity="warning",
    ),
)

"""Codes of journeys that load but hardly do what their author means: ways, windows, people, evidence, sense.

Each example is one small place: a line `# file: NAME` begins each of its files.
"""

from __future__ import annotations

from gatecoach.codes.code import Code, table
from gatecoach.codes.language import FRAMEWORK, JOURNEY, TALK

ANSWERED = "customer: review-answered"
SIGNED = """\
  signed:
    from: proposal
    to: won
    requires:
      they-stand-by-it:
        say: They stand by our review on the day they sign.
        seller: review-sent
        customer: review-answered
        ask: What have you seen in writing?
"""
TO_THE_END = JOURNEY.replace("gates:", "ends: {won: won}\ngates:") + SIGNED
VISIT = "evidence:\n  visit: {side: customer}\ngates:"
VISITED = """\
      they-came:
        say: They came to see it.
        mode: warn
        seller: review-sent
        customer: visit
"""
AGAIN = """\
      and-said-so:
        say: They said so.
        seller: review-sent
        customer: review-answered
"""
WITH_BUDGET = "customer: {{what: review-answered, with: {{budget: {{{}}}}}}}"
TWO_BUDGETS = JOURNEY.replace(ANSWERED, WITH_BUDGET.format("at-least: 50000")) + AGAIN

PROMISING = TALK.replace(
    "{side: coachee, fields: {due: {type: date}}}",
    "{side: coachee, fields: {does: {type: text}, due: {type: date}}, summary: {does: does, due: due}}",
)
WORDED = FRAMEWORK.replace(
    "evidence:\n  review-sent: {side: seller}",
    "vocabulary: {time-saved: {title: Time saved, instead-of: [efficiency gains]}}\n"
    "evidence:\n  review-sent: {side: seller, title: Time saved by us}",
)

JOURNEYS = table(
    Code(
        id="GC036",
        title="From here no way leads to a good end",
        why="The journey has an end that is won or done, but nobody who stands on this stage can come to it. "
        "The customer would be led where nothing follows. "
        "Add a gate that leads on, or let another gate lead past this stage.",
        wrong=TO_THE_END.replace("from: proposal", "from: needs-analysis"),
        right=TO_THE_END,
        severity="warning",
    ),
    Code(
        id="GC037",
        title="Nothing certain opens this gate",
        why="A gate opens when the side that proves has met something that is enforced. "
        "Where every requirement is only warned about, it never opens; where every one has a `when`, it does not open "
        "for those whom none of them applies to. "
        "Enforce one that always applies, or put the condition on the gate itself.",
        wrong=JOURNEY.replace("        seller:", "        mode: warn\n        seller:"),
        right=JOURNEY.replace("    requires:", "    mode: warn\n    requires:"),
        severity="warning",
    ),
    Code(
        id="GC038",
        title="Nothing can ever fit this condition",
        why="The condition leaves no value at all: the ends of a range are the wrong way round, two words exclude each "
        "other, or it asks for a reading that opposes. What asks for it could never be met, and a `when` that never "
        "holds is never in force. Turn the ends round, or take one of the words out.",
        wrong=TALK.replace("[1 day, 14 days]", "[14 days, 1 day]"),
        right=TALK,
    ),
    Code(
        id="GC039",
        title="A window of no days is hardly meant",
        why="With no days a window is over on the day it begins: evidence expires at midnight, a waiver ends on its "
        "own day, a silence is one at once. Write how many days are meant, or take the word out.",
        wrong=FRAMEWORK.replace("60 days", "0 days"),
        right=FRAMEWORK,
        severity="warning",
    ),
    Code(
        id="GC040",
        title="A window does not go with the time that the stage takes",
        why="The stage says how long deals usually stay. Evidence that counts for fewer days has expired before most "
        "deals reach the gate, and a silence that is longer shows when the time is over. "
        "That can be meant. If not, change the window or what is expected.",
        wrong=JOURNEY.replace("needs-built}", "needs-built, expected: 30 days}").replace(
            ANSWERED, "customer: {what: review-answered, no-older-than: 10 days}"
        ),
        right=JOURNEY.replace("needs-built}", "needs-built, expected: 30 days}").replace(
            ANSWERED, "customer: {what: review-answered, no-older-than: 45 days}"
        ),
        severity="note",
    ),
    Code(
        id="GC041",
        title="This word changes nothing",
        why="What stands here holds anyway, or something stricter holds beside it. "
        "So a reader believes in a rule that is none. Take the word out, or ask for what is really meant.",
        wrong=JOURNEY.replace(ANSWERED, "customer: {what: review-answered, grade: asserted}"),
        right=JOURNEY.replace(ANSWERED, "customer: {what: review-answered, grade: authentic}"),
        severity="warning",
    ),
    Code(
        id="GC042",
        title="Nobody can meet this",
        why="No people could do what is asked here: the evidence accepts nobody of this side, nobody in this journey "
        "may tell it, or more different ones are asked for than there can be. "
        "Accept more roles in the evidence, or ask for less.",
        wrong=JOURNEY.replace(ANSWERED, "customer: {what: review-answered, at-least: 2, from-different: role}"),
        right=JOURNEY.replace(ANSWERED, "customer: {what: review-answered, at-least: 2, from-different: person}"),
    ),
    Code(
        id="GC043",
        title="One side speaks or decides for the other",
        why="A gate rests on what the proving side said itself. Where only the other side tells it, or the proving "
        "side may waive what it has to show, the pair is a pair in name only. "
        "Let them tell it themselves, and let somebody else waive.",
        wrong=JOURNEY + "    waivers: {by: [buyer], for-at-most: 30 days}\n",
        right=JOURNEY + "    waivers: {by: [rep], for-at-most: 30 days}\n",
        severity="warning",
    ),
    Code(
        id="GC044",
        title="Nothing asks for this evidence",
        why="It is declared, but no requirement, no signal and no question of any journey names it. "
        "Recording it would change nothing. "
        "Mostly a requirement was forgotten or names something else; else take the evidence out.",
        wrong=JOURNEY.replace("gates:", VISIT),
        right=JOURNEY.replace("gates:", VISIT) + VISITED.replace("        mode: warn\n", ""),
        severity="warning",
    ),
    Code(
        id="GC045",
        title="No gate waits for this evidence",
        why="Only requirements that are not enforced ask for this act of the proving side, so every gate opens without "
        "it. That can be meant. If a gate shall wait for it, take the `mode` out there.",
        wrong=JOURNEY.replace("gates:", VISIT) + VISITED,
        right=JOURNEY.replace("gates:", VISIT) + VISITED.replace("        mode: warn\n", ""),
        severity="note",
    ),
    Code(
        id="GC046",
        title="Evidence that answers itself",
        why="Each of these answers the other, so the first of them has nothing to answer and never counts. "
        "Say which comes first and take its `answers` out. "
        "What starts anew after an answer is a type of its own.",
        wrong=FRAMEWORK.replace("{side: seller}", "{side: seller, answers: review-answered}"),
        right=FRAMEWORK,
        severity="warning",
    ),
    Code(
        id="GC054",
        title="This requirement says nothing that another does not say",
        why="Whatever meets the other requirement of this gate meets this one, too: its sides ask for the same or for "
        "less. People would read two rules where there is one. "
        "Take one out, or say what the second is to add.",
        wrong=JOURNEY + AGAIN,
        right=JOURNEY.replace("gates:", VISIT) + AGAIN.replace(ANSWERED, "customer: visit"),
        severity="warning",
    ),
    Code(
        id="GC055",
        title="No one item can meet both of these",
        why="Two requirements of one gate ask for one kind of evidence in ways that exclude each other. "
        "It takes two items, one for each, which is rarely meant. "
        "Correct one of them, or join them if either is enough.",
        wrong=TWO_BUDGETS.replace(ANSWERED, WITH_BUDGET.format("at-most: 10000")),
        right=TWO_BUDGETS.replace(ANSWERED, WITH_BUDGET.format("at-most: 90000")),
        severity="warning",
    ),
    Code(
        id="GC064",
        title="Another word for a term",
        why="Customers meet several of us, before the sale and after it, and all shall use one word for one thing. "
        "The framework's `vocabulary` has a term for this, with the words it stands `instead-of`. "
        "Say the term here, too.",
        wrong=WORDED.replace("Time saved by us", "Our efficiency gains"),
        right=WORDED,
        severity="warning",
    ),
    Code(
        id="GC065",
        title="A plan without a stage or a skill",
        why="People promise something in this conversation, and nothing says what for: it is about no deal, no talk "
        "and no person, and its first step names no activity. Such a talk is a remark in passing. "
        "Say what it is `about`, or ask in its first step for evidence with a required field of the type activity.",
        wrong=PROMISING,
        right=PROMISING.replace("sides: [coachee, coach]", "sides: [coachee, coach]\nabout: conversation"),
        severity="warning",
    ),
)

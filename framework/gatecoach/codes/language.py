"""Codes of the language: files that can be read but do not fit together, and facts that do not fit them.

Each example is one small place: a line `# file: NAME` begins each of its files.
"""

from __future__ import annotations

from gatecoach.codes.code import Code, table

FRAMEWORK = """\
# file: framework.yaml
gatecoach: 1
framework: acme
version: "2026.1"
evidence:
  review-sent: {side: seller}
  review-answered: {side: customer, answers: review-sent, no-older-than: 60 days}
"""
JOURNEY = """\
# file: opportunity.yaml
journey: opportunity
sides: [customer, seller]
stages:
  needs-analysis: {phase: needs-built}
  proposal: {phase: offers-compared}
gates:
  needs-confirmed:
    from: needs-analysis
    to: proposal
    requires:
      needs-are-theirs:
        say: They confirmed our review of their needs.
        seller: review-sent
        customer: review-answered
        ask: What did they correct?
"""
TALK = """\
# file: review.yaml
journey: review
kind: conversation
sides: [coachee, coach]
stages:
  talk: {title: The talk}
ends: {closed: done}
evidence:
  plan-written: {side: coachee, fields: {due: {type: date}}}
  plan-accepted: {side: coach, answers: plan-written}
gates:
  close:
    from: talk
    to: closed
    requires:
      plan:
        say: They wrote the plan and the coach accepted it.
        coachee: {what: plan-written, with: {due: {between: [1 day, 14 days]}}}
        coach: plan-accepted
"""
EXTENDING = """\
# file: framework.yaml
gatecoach: 1
framework: acme
version: "1"
extends: first-deal@2026.1
"""
CRM = """\
# file: crm.json
{"Opportunity": {"records": [{"Id": "006SYN0000000001AA", "Name": "Line 3", "StageName": "Proposal"}]}}
"""
FACTS = """\
# file: people.yaml
people:
  anna: {side: customer}
  diaz: {side: seller}
# file: facts.yaml
evidence:
  - {id: m1, what: review-answered, by: anna, at: 2026-04-09, text: "Two of the three needs are right."}
statements:
  - {id: s1, about: m1, outcome: clarifies, quote: "Two of the three needs", by: diaz, at: 2026-04-10}
"""

LANGUAGE = table(
    Code(
        id="GC012",
        title="This key is not known here",
        why="Every mapping has a fixed list of keys, and this one is not on it. Mostly it is a slip of the pen; "
        "then the nearest key is offered. Nothing unknown is skipped, because a rule that is silently "
        "left out looks like one that holds.",
        wrong=JOURNEY.replace("customer: review", "custmer: review"),
        right=JOURNEY,
    ),
    Code(
        id="GC013",
        title="A key is missing",
        why="Something that has to be said is not said here. The message names the key; add it in the mapping it "
        "points at. A file that lacks its head key cannot be told apart from any other.",
        wrong=JOURNEY.replace("    to: proposal\n", ""),
        right=JOURNEY,
    ),
    Code(
        id="GC014",
        title="Nobody declared this name",
        why="A name is used here that stands nowhere else: an evidence, a role, a stage, a gate, a field. "
        "Often two spellings of one thing. Correct it, or declare it where its kind is declared. "
        "Terms are declared in the `vocabulary` of the framework, all in one list.",
        wrong=JOURNEY.replace("review-answered", "review-answred"),
        right=JOURNEY,
    ),
    Code(
        id="GC015",
        title="Another kind of value stands here than is needed",
        why="A text, a number, a list and a mapping are different things, and the key takes one of them. "
        "A version such as 2026.1 reads as a number unless it has quotes. "
        "A key with nothing behind it is unfinished: write its value, or take it out.",
        wrong=FRAMEWORK.replace('"2026.1"', "2026.1"),
        right=FRAMEWORK,
    ),
    Code(
        id="GC017",
        title="Here is no framework, or more than one",
        why="A framework is a folder (or a zip of it) with one file that begins with `framework:`. "
        "All other files of the folder belong to it. "
        "With none nobody knows which roles and words hold, and with two nobody knows whose.",
        wrong=FRAMEWORK + FRAMEWORK.replace("framework.yaml", "older.yaml"),
        right=FRAMEWORK,
    ),
    Code(
        id="GC018",
        title="This cannot be an id",
        why="Ids are the short names by which files refer to each other: small letters, digits and single hyphens. "
        "What people read stands in `title` or `say` and may be anything. "
        "Words that the language uses itself, such as `all` or `customer`, are not free.",
        wrong=JOURNEY.replace("  proposal:", "  Proposal Sent:"),
        right=JOURNEY,
    ),
    Code(
        id="GC019",
        title="One side is missing",
        why="A requirement is a pair: what we did, and what the other side did about it. "
        "With one side alone a gate would open on our own work. "
        "In a conversation a side may be `none`, with `because:` to say why.",
        wrong=JOURNEY.replace("        customer: review-answered\n", ""),
        right=JOURNEY,
    ),
    Code(
        id="GC020",
        title="This journey has no such side",
        why="A journey names its two sides at the top, and its requirements speak of these two only. "
        "Use one of them here. If somebody else has a part of their own, it is another journey.",
        wrong=JOURNEY.replace("seller: review", "coach: review"),
        right=JOURNEY,
    ),
    Code(
        id="GC021",
        title="This is the other side's evidence",
        why="Each evidence says whose act it is. Here one side is asked for something that the other side does. "
        "So we could fulfil the customer's part ourselves, and the pair would be no pair.",
        wrong=JOURNEY.replace("customer: review-answered", "customer: review-sent"),
        right=JOURNEY,
    ),
    Code(
        id="GC022",
        title="A stage that no gate leads to, or a gate that leads back",
        why="Forward goes only through a gate, so a stage without one could never be reached. "
        "Going back is always free, with a reason, and needs no gate.",
        wrong=JOURNEY.replace("gates:", "  closing: {phase: offers-compared}\ngates:"),
        right=JOURNEY,
    ),
    Code(
        id="GC023",
        title="An end that no gate leads to, or a conversation that never ends well",
        why="Ends of the kinds `won` and `done` are reached only through a gate; the others are free, with a reason. "
        "A conversation needs an end of the kind `done`, so that it can be closed.",
        wrong=TALK.replace("closed: done", "closed: stopped"),
        right=TALK,
    ),
    Code(
        id="GC024",
        title="This is no duration",
        why='Durations are whole days or weeks: "30 days", "6 weeks". '
        "Months differ in length, so nobody could say on which day one ends.",
        wrong=FRAMEWORK.replace("60 days", "2 months"),
        right=FRAMEWORK,
    ),
    Code(
        id="GC025",
        title="This asks less than the evidence itself, or counts from nowhere",
        why="What an evidence asks of itself holds wherever it is used; a requirement may only ask for more. "
        "And `within` needs a start: what the evidence answers, or what it comes `after`.",
        wrong=JOURNEY.replace("seller: review-sent", "seller: {what: review-sent, within: 5 days}"),
        right=JOURNEY.replace("customer: review-answered", "customer: {what: review-answered, within: 5 days}"),
    ),
    Code(
        id="GC026",
        title="Here both sides must do something",
        why="Only a conversation may leave one side out, and then `because:` says why. "
        "Elsewhere a gate needs an act of both sides. `none` stands for a whole side, never for one of several.",
        wrong=JOURNEY.replace("customer: review-answered", "customer: none"),
        right=JOURNEY,
    ),
    Code(
        id="GC027",
        title="The condition does not fit the field",
        why="A field has a type: a date, a number, a choice, a text. "
        "What it is compared with must be of that type, else the condition could never be true. "
        "A date may be compared with a day or with a duration, which counts from the evidence's own day; "
        "money with an amount in the framework's currency; any field with another one of its type: {field: starts}.",
        wrong=TALK.replace("between: [1 day, 14 days]", "at-most: soon"),
        right=TALK,
    ),
    Code(
        id="GC028",
        title="A record of the CRM does not fit",
        why="The export holds a stage, a role or an id that the framework does not know, or it is no export. "
        "The rest of the file is used. Rename it in the CRM, or give the stage of the framework the CRM's title.",
        wrong=CRM.replace("Proposal", "Propsal"),
        right=CRM,
    ),
    Code(
        id="GC029",
        title="The quote does not stand in the message",
        why="A statement says how a message is to be read and quotes the words that show it. "
        "These words are not in what the message newly says; what it quotes from earlier mails does not count. "
        "Copy the words exactly as they stand.",
        wrong=FACTS.replace('quote: "Two of the three', 'quote: "All three'),
        right=FACTS,
    ),
    Code(
        id="GC030",
        title="A row about people or facts does not fit",
        why="The row names somebody who is not among the people, or a time that nobody can tell. "
        "Add the person to people.yaml, or correct the row. Nothing of the file is used until all of it fits.",
        wrong=FACTS.replace("by: anna", "by: ana"),
        right=FACTS,
    ),
    Code(
        id="GC031",
        title="This is defined twice",
        why="Two things have one name: journeys, banks of questions, evidence, or a stage and an end. "
        "Every use of the name could mean either. Keep one of them, or rename one.",
        wrong=JOURNEY + JOURNEY.replace("opportunity.yaml", "z-copy.yaml"),
        right=JOURNEY + JOURNEY.replace("opportunity.yaml", "z-copy.yaml").replace("y: opportunity", "y: renewal"),
    ),
    Code(
        id="GC032",
        title="The sides of a requirement are tangled",
        why="Within one requirement an evidence may stand once on each side, and one side may answer the other, "
        "but not back and forth. Otherwise nobody could say which answer belongs to which act. "
        "Split it into two requirements.",
        wrong=JOURNEY.replace("customer: review-answered", "customer: {all: [review-answered, review-answered]}"),
        right=JOURNEY,
    ),
    Code(
        id="GC033",
        title="A stage without a phase, or a phase without a stage",
        why="Each stage of the sale serves one phase of the customer's journey, and each phase is served. "
        "Otherwise we would do things that help no customer, or leave them alone on a part of their way. "
        "Journeys whose first side is not the customer have no phases.",
        wrong=JOURNEY.replace("{phase: offers-compared}", "{title: Proposal}"),
        right=JOURNEY,
    ),
    Code(
        id="GC034",
        title="Evidence that is more private than its journey",
        why="The journey asks for evidence that only some sides may read, but more people read the journey. "
        "They would learn from it what they may not know. Make the journey private to the same sides, "
        'or name a shared type that only says "done".',
        wrong=TALK.replace("plan-accepted: {", "plan-accepted: {private-to: [coach], "),
        right=TALK.replace("plan-accepted: {", "plan-accepted: {private-to: [coach, coachee], ").replace(
            "sides: [coachee, coach]", "sides: [coachee, coach]\nprivate-to: [coachee, coach]"
        ),
    ),
    Code(
        id="GC035",
        title="The framework it extends does not fit",
        why="A framework is laid over exactly one version of another: `extends: name@version`. "
        "The base is not there, has another version, or lacks what `remove` names. "
        "Correct the name or the version; `remove` takes paths of ids, joined by dots.",
        wrong=EXTENDING.replace("@2026.1", "@1999.1"),
        right=EXTENDING,
    ),
)

"""What a model refuses: the code, the exact token, the author's words and a next step."""

from __future__ import annotations

import pytest
from places import BANK, BASE, FRAMEWORK, JOURNEY, changed, edited, findings_of, told

FW, DEAL, TALK = "framework.yaml", "opportunity.yaml", "review.yaml"
ANSWERED = "customer: review-answered"
EMPTY = ("nothing stands here", "write a value, or take the key out")
NEEDS_MAPPING = "this should be a mapping of keys and values"
LINES = "write `key: value` on lines of its own below it"
KNOWN_IN_A_CLAUSE = (
    "known: after, all, answers, any, at-least, by, from-different, grade, no-older-than, told-by, what, with, within"
)
FEW, ONE = "too few stand here", "at least 1"


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            FW,
            'version: "1"',
            "version: 2026.1",
            ("GC015", 3, "2026.1", "this should be text", 'write it in quotes: "2026.1"'),
        ),
        (
            FW,
            'version: "1"',
            "version: true",
            ("GC015", 3, "true", "this should be text", 'write it in quotes: "true"'),
        ),
        (
            FW,
            'version: "1"',
            'version: " "',
            ("GC015", 3, '" "', "this text is empty", "write it, or take the key out"),
        ),
        (FW, "gatecoach: 1", "gatecoach: 2", ("GC015", 1, "2", '"2" cannot stand here', "known: 1")),
        (FW, "gatecoach: 1", 'gatecoach: "1"', ("GC015", 1, '"1"', '"1" cannot stand here', "write it without quotes")),
        (
            FW,
            "framework: acme",
            "framework: Acme Ltd",
            (
                "GC018",
                2,
                "Acme Ltd",
                '"Acme Ltd" is no id: write small letters, digits and single hyphens',
                'for example "acme-ltd"',
            ),
        ),
        (FW, "roles:\n", "currency: [EUR]\nroles:\n", ("GC015", 5, "[EUR]", "this should be text", "")),
        (FW, "by: [buyer]", "by: 5", ("GC015", 12, "5", "this should be text", 'write it in quotes: "5"')),
        (FW, "{side: seller}", "{side: []}", ("GC015", 9, "[]", FEW, ONE)),
        (FW, "{side: seller}", "", ("GC015", 9, "review-sent", "nothing stands here", NEEDS_MAPPING)),
        (
            FW,
            "{side: seller}",
            "{side: seller, grade: obsrved}",
            ("GC015", 9, "obsrved", '"obsrved" cannot stand here', 'did you mean "observed"?'),
        ),
        (
            FW,
            "{side: seller}",
            "{side: seller, within: 2 months}",
            ("GC024", 9, "2 months", '"2 months" is no duration', "months differ in length: count in days or weeks"),
        ),
        (
            FW,
            "{side: seller}",
            "{side: seller, within: 7}",
            ("GC024", 9, "7", '"7" is no duration', 'write "30 days" or "6 weeks"'),
        ),
        (
            FW,
            "{side: seller}",
            "{side: seller, within: [7]}",
            ("GC024", 9, "[7]", "this is no duration", 'write "30 days" or "6 weeks"'),
        ),
        (
            FW,
            "{side: seller}",
            "{side: seller, sumary: {}}",
            ("GC012", 9, "sumary", '"sumary" is not a key of this mapping', 'did you mean "summary"?'),
        ),
        (
            FW,
            "{side: seller}",
            "{side: seller, summary: {dose: x}}",
            ("GC012", 9, "dose", '"dose" is not a key of this mapping', 'did you mean "does"?'),
        ),
        (FW, "type: money", "type: mony", ("GC015", 15, "mony", '"mony" cannot stand here', 'did you mean "money"?')),
        (
            FW,
            "type: money",
            "type: choice",
            (
                "GC015",
                15,
                "{type: choice, optional: true}",
                "a choice names its values with `of: […]`, and no other type does",
                "",
            ),
        ),
        (
            FW,
            "optional: true",
            "optional: yes",
            ("GC015", 15, "yes", "this should be true or false", "write true or false, without quotes"),
        ),
        (FW, "for: [confirms, clarifies]", "for: []", ("GC015", 14, "[]", FEW, ONE)),
        (DEAL, "sides: [customer, seller]", "sides: []", ("GC015", 2, "[]", FEW, "at least 2")),
        (
            DEAL,
            "sides: [customer, seller]",
            "sides: [customer, seller, coach]",
            ("GC015", 2, "[customer, seller, coach]", "too many stand here", "at most 2"),
        ),
        (
            DEAL,
            "sides: [customer, seller]",
            "sides: customer",
            ("GC015", 2, "customer", "this should be a list", "write it in brackets: [ … ]"),
        ),
        (
            DEAL,
            "gates:",
            "ends: {won: wonn}\ngates:",
            ("GC015", 6, "wonn", '"wonn" cannot stand here', 'did you mean "won"?'),
        ),
        (DEAL, "gates:", "ends: {won: [won]}\ngates:", ("GC015", 6, "[won]", NEEDS_MAPPING, LINES)),
        (
            DEAL,
            "gates:",
            "ends: {lost: {kind: [lost]}}\ngates:",
            ("GC015", 6, "[lost]", "one word should stand here", "known: won, done, lost, stopped, parked"),
        ),
        (
            DEAL,
            "    to: proposal\n",
            "",
            ("GC013", 7, "needs-confirmed", 'the key "to" is missing here', "add `to:` to it"),
        ),
        (
            DEAL,
            "    from:",
            "    form:",
            ("GC012", 8, "form", '"form" is not a key of this mapping', 'did you mean "from"?'),
        ),
        (
            DEAL,
            "    to: proposal\n",
            "    to: proposal\n    mode: wrn\n",
            ("GC015", 10, "wrn", '"wrn" cannot stand here', 'did you mean "warn"?'),
        ),
        (
            DEAL,
            "      needs-are-theirs:",
            "      all:",
            ("GC018", 11, "all", '"all" is a word of the language and cannot be an id', "choose another word"),
        ),
        (
            DEAL,
            "customer: review",
            "custmer: review",
            ("GC012", 14, "custmer", '"custmer" is not a key of this mapping', 'did you mean "customer"?'),
        ),
        (
            DEAL,
            ANSWERED,
            "customer: {what: review-answered, since: x}",
            (
                "GC012",
                14,
                "since",
                '"since" is not a key of this mapping',
                KNOWN_IN_A_CLAUSE,
            ),
        ),
        (DEAL, ANSWERED, "customer:", ("GC015", 14, "customer", *EMPTY)),
        (
            DEAL,
            ANSWERED,
            "customer: 5",
            ("GC015", 14, "5", "evidence stands here: an id, or a mapping with `what`, `all` or `any`", ""),
        ),
        (
            DEAL,
            ANSWERED,
            "customer: [a, b]",
            (
                "GC015",
                14,
                "[a, b]",
                "a list alone does not say whether one or all are needed",
                "write {what: […]} where one of them is enough, {all: […]} where each is needed",
            ),
        ),
        (
            DEAL,
            ANSWERED,
            "customer: {what: []}",
            ("GC015", 14, "{what: []}", "a clause says exactly one of `what`, `all` and `any`", ""),
        ),
        (
            DEAL,
            ANSWERED,
            "customer: {any: [a, b], by: c}",
            ("GC015", 14, "{any: [a, b], by: c}", "`by` cannot stand beside `any`", "put it into the clauses"),
        ),
        (
            DEAL,
            ANSWERED,
            "customer: {none: true, told-by: c}",
            (
                "GC015",
                14,
                "{none: true, told-by: c}",
                "`told-by` cannot stand beside `none`",
                "put it into the clauses",
            ),
        ),
        (
            DEAL,
            ANSWERED,
            "customer: {any: [a, b], at-least: 3}",
            ("GC015", 14, "{any: [a, b], at-least: 3}", "more are asked for than stand here", "at-least: 2 or less"),
        ),
        (DEAL, ANSWERED, "customer: {what: a, at-least: 0}", ("GC015", 14, "0", "this should be at least 1", "")),
        (
            DEAL,
            ANSWERED,
            'customer: {what: a, at-least: "2"}',
            ("GC015", 14, '"2"', "this should be a whole number", "write it without quotes"),
        ),
        (
            DEAL,
            ANSWERED,
            "customer: {what: a, with: {}}",
            ("GC015", 14, "{}", "a condition names at least one field", ""),
        ),
        (
            DEAL,
            ANSWERED,
            "customer: {what: a, with: {b: {betwen: 1}}}",
            ("GC012", 14, "betwen", '"betwen" is not a key of this mapping', 'did you mean "between"?'),
        ),
        (
            DEAL,
            "say: They confirmed our review of their needs.",
            "say: 5",
            ("GC015", 12, "5", "this should be text", 'write it in quotes: "5"'),
        ),
        (DEAL, "say: They confirmed our review of their needs.", "say: {}", ("GC015", 12, "{}", FEW, ONE)),
        (
            DEAL,
            "say: They confirmed our review of their needs.",
            'say: {en: "Yes, indeed", de: [x]}',
            ("GC015", 12, "[x]", "this should be text", ""),
        ),
        (
            DEAL,
            "say: They confirmed our review of their needs.",
            "say: {seller: {x: y}}",
            (
                "GC012",
                12,
                "seller",
                '"seller" is no language',
                "write the text itself, or one per language: {en: …, de: …}",
            ),
        ),
        (
            DEAL,
            "say: They confirmed",
            "ask: [5]\n        say: They confirmed",
            ("GC015", 12, "5", "this should be text", 'write it in quotes: "5"'),
        ),
        (
            TALK,
            "kind: conversation",
            "kind: conversaton",
            ("GC015", 2, "conversaton", '"conversaton" cannot stand here', 'did you mean "conversation"?'),
        ),
        (
            TALK,
            "for-each: plan-written",
            "for-each: [plan-written]",
            ("GC015", 19, "[plan-written]", NEEDS_MAPPING, LINES),
        ),
        (
            "bank.yaml",
            "{ask:",
            "{area: dael, ask:",
            ("GC015", 4, "dael", '"dael" cannot stand here', 'did you mean "deal"?'),
        ),
    ],
)
def test_a_mistake_is_named_once_at_its_token(name, old, new, expected):
    """One mistake is one finding: code, line, underlined token, message and next step."""
    assert [told(each) for each in edited(name, old, new)] == [expected]


@pytest.mark.parametrize(
    ("body", "marked", "message", "hint"),
    [
        ("    requires:\n", "requires", *EMPTY),
        ("    requires: []\n", "[]", NEEDS_MAPPING, LINES),
        ("    requires: {}\n", "{}", FEW, ONE),
    ],
)
def test_a_gate_without_requirements_is_a_finding(body, marked, message, hint):
    """A gate that asks for nothing would always open, so it is never accepted."""
    journey = JOURNEY[: JOURNEY.index("    requires:")] + body
    assert [told(each) for each in findings_of({**BASE, "opportunity.yaml": journey})] == [
        ("GC015", 10, marked, message, hint)
    ]


@pytest.mark.parametrize(
    ("written", "message"),
    [("{}", FEW), ("[]", NEEDS_MAPPING), ("", EMPTY[0]), ("null", EMPTY[0]), ("x", NEEDS_MAPPING)],
)
def test_stages_and_gates_hold_something(written, message):
    """Empty, null, a list or a word where stages, gates or questions belong: one finding each."""
    stages = JOURNEY.index("stages:"), JOURNEY.index("gates:")
    for name, text in {
        "opportunity.yaml": f"{JOURNEY[: stages[0]]}stages: {written}\n{JOURNEY[stages[1] :]}",
        "other.yaml": f"{JOURNEY[: stages[1]]}gates: {written}\n",
        "bank.yaml": f"{BANK[: BANK.index('bank:')]}bank: {written}\n",
    }.items():
        files = {**BASE, "opportunity.yaml" if name == "other.yaml" else name: text}
        assert [(each.code, each.message) for each in findings_of(files)] == [("GC015", message)]


def test_null_bodies_are_fine_where_nothing_has_to_be_said():
    """A stage, a phase or a role needs no more than its name."""
    text = changed(FRAMEWORK, "{needs-built: {}, offers-compared: {}}", "\n  needs-built:\n  offers-compared: Offers")
    text = changed(text, "seller: {rep: {}}", "seller:\n    rep:")
    talk = changed(BASE["review.yaml"], "{talk: {}, follow-up: {}}", "\n  talk:\n  follow-up:")
    assert findings_of({**BASE, FW: text, TALK: talk}) == []


def test_a_test_of_a_field_says_something():
    """A field named in a condition without any word about it would hold for everything."""
    (found,) = edited(DEAL, ANSWERED, "customer: {what: a, with: {b: {}}}")
    assert told(found)[:4] == ("GC015", 14, "{}", "this says nothing about the field")


def test_a_misspelt_key_is_not_missing_as_well():
    """The unknown key swallows the required one it was meant to be, and only that one."""
    found = findings_of({**BASE, FW: FRAMEWORK.replace("version:", "versoin:").replace("gatecoach: 1\n", "")})
    assert [(each.code, each.message) for each in found] == [
        ("GC013", 'the key "gatecoach" is missing here'),
        ("GC012", '"versoin" is not a key of this mapping'),
    ]


def test_a_misspelt_key_hides_no_other_mistake():
    """Only what is missing is swallowed: a wrong value under the right key is still told."""
    text = changed(FRAMEWORK, 'version: "1"', 'version: 5\nversoin: "1"')
    found = findings_of({**BASE, FW: text})
    assert [each.code for each in found] == ["GC015", "GC012"]


def test_an_id_without_latin_letters_gets_no_wrong_suggestion():
    """A next step is offered only where it says the same."""
    assert [each.hint for each in edited(FW, "framework: acme", "framework: Über uns")] == [""]


def test_a_file_gives_a_bounded_number_of_findings():
    """Thousands of mistakes give the first two hundred; the rest comes once these are mended."""
    many = "".join(f"  Bad {number}: {{}}\n" for number in range(3000))
    text = changed(FRAMEWORK, "phases: {needs-built: {}, offers-compared: {}}\n", f"phases:\n{many}")
    assert len(findings_of({FW: text})) == 200

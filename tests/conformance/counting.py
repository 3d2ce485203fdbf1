"""What the cases of the corpus speak about: the statuses, near misses and words that they really decide."""

from __future__ import annotations

from collections import defaultdict

from gatecoach.definition.clauses import OPERATORS, ClauseDef

STATUSES = ("met", "contested", "expired", "unverifiable", "missing", "waived", "not-applicable")
SIDES = ("customer", "seller", "coachee", "coach")
CLAUSE = (
    "what", "by", "told-by", "answers", "after", "within", "no-older-than", "with", "grade", "at-least",
    "from-different", "everyone", "for-each", "all", "any", "any at-least",
)  # fmt: skip
CONDITION = ("is", "is-not", "one-of", "none-of", "at-least", "at-most", "more-than", "less-than", "between", "known")
COMBINED = ("all of conditions", "any of conditions", "when", "if-unknown")
HOLES = tuple(f"H{number}" for number in range(1, 17))
LATER = (
    "passes",          # checks that the embedding program registers
    "extends", "remove", "signals", "private-to", "vocabulary", "languages", "one case for each finding code",
)  # fmt: skip
"""What the language has, or will have, beyond this corpus."""


def expectations(case):
    """Every moment's expectation of a case."""
    told = case.told
    return [each["expect"] for each in [told, *told.get("then", [])] if "expect" in each]


def requirements(case):
    """Every requirement that a case expects something of, with its gate and the expectation."""
    for expect in expectations(case):
        for gate, wanted in expect.items():
            if gate not in ("standing", "step", "refused"):
                for name, each in wanted.get("requirements", {}).items():
                    yield gate, name, {"status": each} if isinstance(each, str) else each


def statuses(case):
    """The statuses that a case expects, of sides and of requirements."""
    return {each[key] for _, _, each in requirements(case) for key in ("status", *SIDES) if key in each}


def near_misses(case):
    """The near misses that a case expects."""
    found = set()
    for _, _, each in requirements(case):
        for codes in each.get("near-misses", {}).values():
            found |= {codes} if isinstance(codes, str) else set(codes)
    return found


def words(case):
    """The words of the requirements a case judges, each with what the case expects there: met, or not."""
    found = defaultdict(set)
    journeys = {tree["journey"]: tree for tree in case.files.values() if isinstance(tree, dict) and "journey" in tree}
    for gate, name, expected in requirements(case):
        definition = journeys[case.told["journey"]]["gates"][gate]["requires"][name]
        verdicts = {expected[key] in ("met", "not-applicable") for key in ("status", *SIDES) if key in expected}
        for word in _requirement_words(definition):
            found[word] |= verdicts
    return found


def _requirement_words(definition):
    if "for-each" in definition:
        yield "for-each"
    if "when" in definition:
        yield "when"
        yield from (["if-unknown"] if "if-unknown" in definition["when"] else [])
        yield from _condition_words({key: part for key, part in definition["when"].items() if key != "if-unknown"})
    for side in SIDES:
        yield from _clause_words(definition.get(side, {}))


def _clause_words(clause):
    clause = {"what": clause} if isinstance(clause, str) else clause
    combined = [word for word in ("all", "any") if word in clause]
    for word in combined:
        yield "any at-least" if "at-least" in clause else word
        for part in clause[word]:
            yield from _clause_words(part)
    if not combined:
        yield from (word for word in clause if word in CLAUSE)
        yield from (["everyone"] if clause.get("by") == "everyone" else [])
        yield from _condition_words(clause.get("with", {}))


def _condition_words(condition):
    for name, test in condition.items():
        if name in ("all", "any"):
            yield f"{name} of conditions"
            for part in test:
                yield from _condition_words(part)
        elif isinstance(test, dict):
            yield from (f"field {word}" for word in test)
        else:
            yield "field one-of" if isinstance(test, list) else "field is"


def language():
    """Every word that must have its cases, as the language has it today."""
    return [*CLAUSE, *(f"field {word}" for word in CONDITION), *COMBINED]


def unknown_to_us():
    """Words that the language has and this page does not: neither counted nor put off."""
    clause = {field.alias or name for name, field in ClauseDef.model_fields.items()} - {"none"}
    return (clause - set(CLAUSE)) | (set(OPERATORS) - set(CONDITION) - set(LATER))

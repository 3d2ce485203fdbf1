"""What the cases of the corpus write: the words of the language that they use, and what each expects of them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from conformance.corpus import BESIDE, merged, scenario_of, text_of
from conformance.counting import HOLD, expectations, findings, listed, requirements, statuses
from pydantic import BaseModel

from gatecoach.definition.clauses import OPERATORS, ClauseDef
from gatecoach.definition.forms import name_of, spelling
from gatecoach.definition.loading import read_authored
from gatecoach.definition.values import SIDES

CLAUSE = (
    "what", "by", "told-by", "answers", "after", "within", "no-older-than", "with", "grade", "at-least",
    "from-different", "everyone", "for-each", "all", "any", "any at-least",
)  # fmt: skip
CONDITION = (
    "is", "is-not", "one-of", "none-of", "at-least", "at-most", "more-than", "less-than", "between", "known",
    "passes",
)  # fmt: skip
COMBINED = ("all of conditions", "any of conditions", "when", "if-unknown")
OF_FILES = {"extends": "GC035", "remove": "GC035", "private-to": "GC034", "languages": "GC012"}
"""Words about whole files; they do not hold where a case finds this code."""
SIGNS = ("signal seen", "signal silence")
TERMS = "vocabulary"


def trees(case):
    """The files of a case that are trees, those of a base first."""
    named = sorted(case.files.items(), key=lambda pair: not pair[0].startswith(BESIDE))
    return [tree for _, tree in named if isinstance(tree, dict)]


def journeys(case):
    """The journeys of a case as they are written, laid over those of a base."""
    found = {}
    for tree in trees(case):
        if "journey" in tree and "scenario" not in tree:
            found[tree["journey"]] = merged(found.get(tree["journey"], {}), tree)
    return found


def words(case):
    """The words of the requirements a case judges, each with what the case expects there: met, or not."""
    found = defaultdict(set)
    for gate, name, expected in requirements(case):
        definition = journeys(case)[case.told["journey"]]["gates"][gate]["requires"][name]
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


def words_beside(case):
    """The words that stand beside requirements, each with whether the case sees it hold."""
    found = defaultdict(set)
    for word, code in OF_FILES.items():
        if any(_has(word, tree) for tree in trees(case)) and (case.findings is None or code in findings(case)):
            found[word].add(case.findings is None)
    for tree in trees(case) if case.findings is None else ():
        if TERMS in tree:
            found[TERMS] |= {status in HOLD for status in statuses(case)}
    for word, shown in _signs(case):
        found[word].add(shown)
    return found


def _has(word, tree):
    if word == "languages":
        return any(isinstance(each, dict) and {"en", "de"} <= set(each) for each in _within(tree))
    return any(isinstance(each, dict) and word in each for each in _within(tree))


def _within(tree):
    """A tree and everything in it."""
    yield tree
    for each in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _within(each)


def _signs(case):
    """The kinds of signals that a case expects to show, or not to show."""
    if case.findings is not None:
        return
    course = journeys(case)[case.told["journey"]]
    signals = [pair for gate in course["gates"].values() for pair in gate.get("signals", {}).items()]
    known = {id_: "seen" if "seen" in each else "silence" for id_, each in signals}
    for expect in expectations(case):
        wanted = expect.get("standing", {}).get("signals")
        if wanted is not None:
            yield from ((f"signal {known[id_]}", True) for id_ in listed(wanted))
            yield from ((f"signal {kind}", False) for kind in known.values() if wanted == [])


def language():
    """Every word that must have its cases, as the language has it today."""
    return [*CLAUSE, *(f"field {word}" for word in CONDITION), *COMBINED, *OF_FILES, *SIGNS, TERMS]


def unknown_to_us():
    """Words that clauses and conditions have and this page does not."""
    clause = {field.alias or name for name, field in ClauseDef.model_fields.items()} - {"none"}
    return (clause - set(CLAUSE)) | (set(OPERATORS) - set(CONDITION))


def keys_of(case):
    """Every key that a case writes, by the mapping it stands in; of a file that needs its base only the head."""
    heads = {(head, key) for tree in trees(case) for head in ("journey", "questions") if head in tree for key in tree}
    if case.findings is not None:
        return heads
    return heads | keys_in_files(case.files) | {*_keys_in(scenario_of(case)[1])}


def keys_in_files(files):
    """Every key that files write, by the mapping it stands in."""
    return {key for name, each in files.items() for key in _keys_in_file(name, text_of(each))}


@cache
def _keys_in_file(name, text):
    return frozenset(_keys_in(read_authored(text.encode(), name)[0].model))


def _keys_in(value):
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        for name in value.model_fields_set:
            yield name_of(type(value)), spelling(name, fields[name])
            yield from _keys_in(getattr(value, name))
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _keys_in(each)

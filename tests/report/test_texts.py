"""Every reason that the code can give has a sentence, and a sentence asks for nothing that its reason lacks."""

from __future__ import annotations

import ast
import functools
import string
from pathlib import Path

import pytest

import gatecoach
from gatecoach.errors import Reason
from gatecoach.gate import Status
from gatecoach.texts import REASONS, UNSAID, reason_text

ENGINE = Path(gatecoach.__file__).parent
TREES = {
    path.relative_to(ENGINE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in ENGINE.rglob("*.py")
}
NEVER_A_REASON = {"met", "not-applicable", "waived"}
"""What stops nothing, or is said of requirements only: no side becomes a reason by it."""
NEAR_MISS = {"item", "by", "also", "who", "title", "what"}
"""What every near miss of an item carries: `_reasons` of decision.py and `known` of nearmiss.py."""


def functions(name):
    """The functions of a module by name."""
    return {node.name: node for node in ast.walk(TREES[name]) if isinstance(node, ast.FunctionDef)}


def texts_in(node):
    """The texts an expression may be: a constant, or either branch of a condition."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    return texts_in(node.body) | texts_in(node.orelse) if isinstance(node, ast.IfExp) else set()


def assigned(scope, name):
    """What is assigned to a name in a function."""
    return [
        node.value
        for node in ast.walk(scope)
        if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in node.targets)
    ]


def keys_in(node, scope):
    """The keys of a mapping that is written out, also of those spread into it."""
    found = set()
    if isinstance(node, ast.Name):
        return set().union(*(keys_in(each, scope) for each in assigned(scope, node.id)))
    for key, value in zip(node.keys, node.values, strict=True):
        found |= keys_in(value, scope) if key is None and isinstance(value, ast.Name) else set()
        found |= {key.value} if key is not None else set()
    return found


def made_reasons():
    """Every `Reason(code, place, {…})` in the engine: code → the sets of keys it is made with."""
    found = {}
    for tree in TREES.values():
        for scope in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for call in (node for node in ast.walk(scope) if isinstance(node, ast.Call)):
                if getattr(call.func, "id", "") == "Reason":
                    first = call.args[0]
                    sources = assigned(scope, first.id) if isinstance(first, ast.Name) else [first]
                    keys = keys_in(call.args[2], scope) if len(call.args) > 2 and spelled(call.args[2]) else set()
                    for code in set().union(*(texts_in(each) for each in sources)):
                        found.setdefault(code, []).append(keys | {"place"})
    return found


def spelled(node):
    """Whether a mapping is written out here, so that its keys can be read."""
    return isinstance(node, ast.Dict | ast.Name)


def status_keys():
    """The keys of the reason that a status becomes (`_reasons` of decision.py)."""
    scope = functions("decision.py")["_reasons"]
    call = next(n for n in ast.walk(scope) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "Reason")
    return keys_in(call.args[2], scope) | {"place"}


def near_miss_keys():
    """The keys each near miss adds, by code (`_params` of nearmiss.py)."""
    scope = functions("nearmiss.py")["_params"]
    table = next(n for n in ast.walk(scope) if isinstance(n, ast.Dict) and len(n.keys) > 5)
    rows = zip(table.keys, table.values, strict=True)
    found = {key.value: keys_in(each, scope) for key, each in rows if isinstance(each, ast.Dict)}
    return {**found, "field-not-accepted": {"asked", "found"}}


def near_miss_codes():
    """Every code that blocks.py and resolve.py can name."""
    rules = [node for name, node in functions("blocks.py").items() if name in rule_names() | {"_drop", "_join"}]
    texts = set()
    for rule in rules:
        returned = [node.value for node in ast.walk(rule) if isinstance(node, ast.Return) and node.value]
        paired = [node.elts[0] for node in ast.walk(rule) if isinstance(node, ast.Tuple) and node.elts]
        texts |= set().union(set(), *(texts_in(each) for each in (*returned, *paired)))
    return {each for each in texts | states() if each and each not in ("mask", "mask0")}


def rule_names():
    """The names in RULES of blocks.py."""
    node = next(n for n in TREES["blocks.py"].body if isinstance(n, ast.AnnAssign) and n.target.id == "RULES")
    return {each.id for each in node.value.elts}


def states():
    """Every state that resolve.py gives an item."""
    returned = [n.value for n in ast.walk(functions("resolve.py")["_state"]) if isinstance(n, ast.Return)]
    set_to = [
        node.value
        for node in ast.walk(TREES["resolve.py"])
        if isinstance(node, ast.Assign) and any(getattr(to, "attr", "") == "state" for to in node.targets)
    ]
    either = [part for each in set_to for part in (each.values if isinstance(each, ast.BoolOp) else [each])]
    return set().union(*(texts_in(each) for each in (*returned, *either)))


@functools.cache
def emitted():
    """Every code with the keys that all its emitters give."""
    found = made_reasons()
    for code in set(map(str, Status)) - NEVER_A_REASON:
        found.setdefault(code, []).append(status_keys())
    for code in near_miss_codes():
        found.setdefault(code, []).append(NEAR_MISS | near_miss_keys().get(code, set()) | {"place"})
    found.setdefault("quorum-short", []).append({"item", "by", "also", "missing", "have", "need", "place"})
    for code in waiver_codes():
        found.setdefault(code, []).append({"waiver", "by", "until", "requirement", "place"})
    return {code: set.intersection(*keys) for code, keys in found.items()}


def waiver_codes():
    """Every code that says why a waiver does not hold."""
    said = (functions("waivers.py")["void"], functions("decision.py")["_void"])
    texts = [node.value for each in said for node in ast.walk(each) if isinstance(node, ast.Constant)]
    return {each for each in texts if isinstance(each, str) and each.startswith("waiver-")}


def placeholders(template):
    """What a sentence asks for."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_the_search_finds_codes_of_every_origin():
    """Statuses, states, rules, refusals of a talk and reasons of questions are all seen."""
    assert {"missing", "machine-sent", "wrong-role", "uninvited", "too-early", "not-asked-here", "session-closed",
            "answers-what", "nothing-to-answer", "closes-gate", "unknown-stage", "nothing-proven", "revoked",
            "outcome-against", "not-linked", "left"} <= set(emitted())  # fmt: skip


def test_every_code_of_the_engine_has_a_sentence():
    """No reason is shown by its bare code."""
    assert set(emitted()) - set(REASONS["en"]) == set()


def test_no_sentence_is_left_over():
    """Every code of the catalogue is named somewhere in the engine."""
    others = [tree for name, tree in TREES.items() if not name.startswith(("texts/", "wording"))]
    named = {node.value for tree in others for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert set(REASONS["en"]) - named == set()


@pytest.mark.parametrize("code", sorted(set(REASONS["en"]) & set(emitted())))
def test_a_sentence_asks_only_for_what_every_emitter_gives(code):
    """No placeholder is without its parameter, whoever makes the reason."""
    assert placeholders(REASONS["en"][code]) <= emitted()[code]


@pytest.mark.parametrize("code", sorted(REASONS["en"]))
def test_a_sentence_without_its_parameters_still_reads(code):
    """A missing parameter leaves a mark and never raises."""
    text = Reason(code).text()
    assert text
    assert (UNSAID in text) == bool(placeholders(REASONS["en"][code]) - {"place"})


@pytest.mark.parametrize("language", sorted(set(REASONS) - {"en"}))
def test_every_language_knows_every_code(language):
    """No catalogue lacks a code or has one of its own."""
    assert set(REASONS[language]) == set(REASONS["en"])


@pytest.mark.parametrize("language", sorted(set(REASONS) - {"en"}))
@pytest.mark.parametrize("code", sorted(REASONS["en"]))
def test_every_language_says_the_same(language, code):
    """A sentence asks for the same parameters in every language, and is not simply left in English."""
    assert placeholders(REASONS[language][code]) == placeholders(REASONS["en"][code])
    assert REASONS[language][code] != REASONS["en"][code]


GERMAN = [
    ("missing", {"side": "customer", "title": "Antwort"}, "Fehlt auf der Kundenseite: Antwort."),
    ("wrong-side", {"who": "Bo", "side": "seller"},
     "Bo hat das getan, aber es muss eine Handlung der Verkaufsseite sein."),
    ("wrong-teller", {"who": "Bo", "told": "nobody"},
     "Bo muss das selbst sagen; hier zählt nicht, wer es berichtet (niemand)."),
    ("wrong-channel", {"who": "Bo", "channels": ["mail", "chat"]},
     "Bo hat das getan, aber es wurde nicht dort gesehen, wo es zählt (E-Mail, chat)."),
    ("quorum-short", {"have": 1, "need": "everyone"}, "Noch nicht genug: vorhanden 1, verlangt alle."),
    ("closes-requirement", {"status": "missing", "sides": ["customer", "seller"], "say": "Sie haben geantwortet."},
     "Das ist noch nicht belegt (Kundenseite, Verkaufsseite): Sie haben geantwortet."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "params", "said"), GERMAN, ids=[each[0] for each in GERMAN])
def test_the_languages_own_words_are_said_in_it(code, params, said):
    """Sides, grades, channels and statuses are words of the language; whatever else stands as it is."""
    assert Reason(code, params=params).text("de") == said


def test_english_takes_the_words_as_they_are_written():
    """The words of the language are English already."""
    said = reason_text("closes-requirement", {"status": "not-applicable", "sides": ["coach"], "say": "So."})
    assert said == "This is still not-applicable (coach): So."


def test_lists_are_said_with_commas():
    """A list of values reads as one."""
    assert "(a, b)" in reason_text("wrong-role", {"who": "Bo", "roles": ["a", "b"]})


def test_a_host_may_bring_another_language_and_lacks_nothing(monkeypatch):
    """A code that is not translated is said in English."""
    monkeypatch.setitem(REASONS, "de", {"missing": "Es fehlt: {title}."})
    assert Reason("missing", params={"title": "Antwort"}).text("de") == "Es fehlt: Antwort."
    assert Reason("revoked", params={"who": "Bo"}).text("de") == Reason("revoked", params={"who": "Bo"}).text()


def test_braces_in_a_parameter_are_plain_text():
    """What somebody wrote is never read as a placeholder."""
    assert "{who}" in reason_text("uninvited", {"who": "{who}"})


def test_an_unknown_code_is_its_own_text():
    """A reason of a newer version is shown by its code."""
    assert Reason("from-the-future").text() == "from-the-future"

"""The code stays small and says what it does: lengths and docstrings, measured on the syntax tree."""

from __future__ import annotations

import ast
from statistics import median

import pytest

FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


def lines_of(module):
    """How many lines of a module are not blank."""
    return sum(1 for line in module.text.splitlines() if line.strip())


def functions_of(module):
    """Every function of a module with its length in lines, also methods and inner ones."""
    found = [node for node in ast.walk(module.tree) if isinstance(node, FUNCTION)]
    return {f"{module.path}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1 for node in found}


def is_public(node):
    """Whether callers may use it by name; a second face of one function (overload, setter) is no name of its own."""
    faces = {"overload", "setter", "deleter"}
    marks = {getattr(each, "attr", getattr(each, "id", "")) for each in node.decorator_list}
    return not node.name.startswith("_") and not faces & marks


def public_names(tree):
    """The public functions and classes of a syntax tree, and the public methods of these classes."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, FUNCTION | ast.ClassDef):
            if is_public(node):
                yield node
                yield from public_names(node) if isinstance(node, ast.ClassDef) else ()
        elif isinstance(node, ast.If | ast.Try | ast.With):
            yield from public_names(node)


def undocumented(module):
    """The places of a module that lack a docstring: the module itself and its public names."""
    nodes = [module.tree, *public_names(module.tree)]
    return [f"{module.path}:{getattr(n, 'lineno', 1)}" for n in nodes if not (ast.get_docstring(n) or "").strip()]


@pytest.fixture
def lengths(engine):
    """The length of every function of the engine."""
    return {place: length for module in engine for place, length in functions_of(module).items()}


def test_no_module_is_longer_than_400_lines(engine):
    """Every module of the engine has at most 400 lines that are not blank."""
    assert {each.path: lines_of(each) for each in engine if lines_of(each) > 400} == {}


def test_half_of_the_modules_have_130_lines_or_less(engine):
    """The median module of the engine has at most 130 lines that are not blank."""
    assert median(lines_of(each) for each in engine) <= 130


def test_no_function_is_longer_than_60_lines(lengths):
    """Every function of the engine, docstring included, has at most 60 lines."""
    assert {place: length for place, length in lengths.items() if length > 60} == {}


def test_half_of_the_functions_have_8_lines_or_less(lengths):
    """The median function of the engine, docstring included, has at most 8 lines."""
    assert median(lengths.values()) <= 8


def test_every_public_name_of_the_engine_says_what_holds(engine):
    """Every module, public function, class and method of the engine has a docstring."""
    assert [place for module in engine for place in undocumented(module)] == []


def test_every_test_says_what_it_proves(suite):
    """Every test, fixture, helper and module of the tests has a docstring."""
    assert [place for module in suite for place in undocumented(module)] == []


def test_a_name_without_a_docstring_is_seen():
    """The search reaches methods and conditional code, and leaves private names and overloads alone."""
    code = "class A:\n  def b(self): pass\n  def _c(self): pass\nif 1:\n  @overload\n  def d(): pass\n  def d(): pass\n"
    assert [node.name for node in public_names(ast.parse(code)) if not ast.get_docstring(node)] == ["A", "b", "d"]

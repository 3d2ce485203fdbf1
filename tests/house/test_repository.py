"""The repository stands alone: it names no machine, no registry, and pins what it needs by name and version."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# Put together here, so that this file does not hold what it looks for.
REGISTRIES = [
    ".".join(parts)
    for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("debian", "org"))
]
MACHINES = [f"/{folder}/" for folder in ("work", "root", "home", "tmp/gc", "opt/pypi", "opt/wheels")]
OTHERS = ["sub" + "agent", "anthro" + "pic", "co-authored" + "-by", "claude" + " code"]


@pytest.fixture(scope="session")
def project(root):
    """The `project` table of pyproject.toml."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="session")
def pinned(root):
    """The pins of constraints.txt as (name, version), in the order of the file."""
    lines = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line.partition("==")[::2] for line in lines]


@pytest.fixture(scope="session")
def named(project):
    """Every requirement that pyproject names: of the core and of all extras, without gatecoach itself."""
    extras = [each for extra in project["optional-dependencies"].values() for each in extra]
    found = [Requirement(each) for each in [*project["dependencies"], *extras]]
    return [each for each in found if each.name != project["name"]]


def needed(requirements):
    """The canonical names of all packages that these requirements bring, as far as they are installed."""
    names, todo = set(), [*requirements]
    while todo:
        name = canonicalize_name(todo.pop().name)
        if name not in names:
            names.add(name)
            todo += [each for each in _requires(name) if each.marker is None or each.marker.evaluate({"extra": ""})]
    return names


def _requires(name):
    try:
        return [Requirement(each) for each in requires(name) or ()]
    except PackageNotFoundError:
        return []


@pytest.mark.parametrize("word", [*REGISTRIES, *MACHINES, *OTHERS])
def test_no_file_names_a_registry_or_a_machine(repository_files, root, word):
    """No file of the repository holds the host of a registry, a path of a machine or a word about its making."""
    holding = [path for path in repository_files if word.encode() in path.read_bytes().lower()]
    assert [path.relative_to(root).as_posix() for path in holding] == []


def test_the_repository_is_really_looked_at(repository_files, root):
    """The list of files holds the engine, the docs and the house, and nothing that make leaves behind."""
    names = {path.relative_to(root).as_posix() for path in repository_files}
    assert {"Makefile", ".ci/run", "framework/gatecoach/__init__.py", "docs/adr/0001-one-engine.md"} <= names
    assert not any(name.startswith(".venv/") or "__pycache__" in name for name in names)


def test_constraints_are_names_and_versions_only(pinned):
    """Every line of constraints.txt is `name==version`: no address, no marker, no option, no comment."""
    allowed = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+!")
    assert [
        (name, version) for name, version in pinned if not (name and version and set(name + version) <= allowed)
    ] == []


def test_constraints_are_sorted_and_single(pinned):
    """Each package is pinned once and stands where a reader looks for it."""
    names = [name.lower() for name, _ in pinned]
    assert names == sorted(set(names))


def test_every_package_the_extras_bring_is_pinned(named, pinned):
    """All that pyproject names, and all that these bring, has a pin: an install today is an install tomorrow."""
    assert needed(named) - {canonicalize_name(name) for name, _ in pinned} == set()


def test_every_pin_satisfies_what_pyproject_asks(named, pinned):
    """No pin contradicts the range that pyproject states for the same package."""
    versions = {canonicalize_name(name): version for name, version in pinned}
    wrong = [str(each) for each in named if not each.specifier.contains(versions[canonicalize_name(each.name)])]
    assert wrong == []


def test_the_core_needs_three_packages(project):
    """An embedding program gets transitions, pydantic and pyyaml, and nothing else of ours."""
    assert sorted(Requirement(each).name for each in project["dependencies"]) == ["pydantic", "pyyaml", "transitions"]


def test_the_licence_is_apache_2_in_full(root, project):
    """The licence file holds the whole text of the licence that the package states."""
    text = (root / "LICENSE").read_text(encoding="utf-8")
    assert project["license"] == "Apache-2.0"
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert text.count("\n") == 202


def test_the_changelog_has_a_place_for_the_next_change(root):
    """CHANGELOG.md starts with an Unreleased section."""
    heads = [
        line for line in (root / "CHANGELOG.md").read_text(encoding="utf-8").splitlines() if line.startswith("## ")
    ]
    assert heads[0] == "## [Unreleased]"

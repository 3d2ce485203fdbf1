"""Whatever gatecoach has to do is proved by a test that carries its id, and docs/requirements.md says which."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys

import pytest
import yaml

LATER = {"F10", "F11", "F14", "A17", "A19", "S08", "S14"}
"""What comes with later work altogether, so that nothing can prove it yet; the list only gets shorter."""
PARTLY = {"F08", "A04", "A05", "A06", "A07", "Q01", "S09"}
"""What is there in part, and says what is not; this list only gets shorter, too."""


@pytest.fixture(scope="module")
def generator(root):
    """The script that makes the page."""
    spec = importlib.util.spec_from_file_location("requirements", root / "docs/reference/requirements.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def entries(generator):
    """What is said about each id."""
    return yaml.safe_load(generator.DATA.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def proved(generator, root):
    """The tests of each id."""
    return generator.proofs(root / "tests")


def test_every_id_has_its_sentence(entries, root):
    """No id of the list is without one, and none is said that is not in the list; each stands once."""
    ids = (root / "tests/requirements.txt").read_text(encoding="utf-8").split()
    assert list(entries) == ids
    assert len({*ids}) == 64


def test_every_id_is_proved_or_comes_later(entries, proved):
    """What has no test comes with later work altogether and says so; what lives somewhere has a test."""
    assert {name for name in entries if name not in proved} <= LATER
    assert {name for name, each in entries.items() if "in" not in each} == LATER
    assert [name for name, each in entries.items() if not each.keys() & {"in", "later"}] == []


def test_what_is_there_in_part_says_what_is_not(entries):
    """An id leaves the list when all of it is there; its line about later work goes with it, and not before."""
    assert {name for name, each in entries.items() if "in" in each and "later" in each} == PARTLY
    assert [name for name, each in entries.items() if "later" in each and len(each["later"].split()) < 3] == []


def test_no_test_proves_what_nobody_asks_for(entries, proved):
    """A mark with an id that is not in the list is a slip."""
    assert proved.keys() - entries.keys() == set()


def test_what_is_said_to_live_somewhere_is_there(entries, root):
    """Each path exists."""
    paths = {path for each in entries.values() for path in each.get("in", ())}
    assert [path for path in sorted(paths) if not (root / path).exists()] == []


def test_the_page_is_up_to_date(generator):
    """It says what the sentences and the marks say today."""
    stale = [path.name for path, text in generator.made().items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run: make reference"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("@pytest.mark.requirement('F05')\ndef test_a(): pass", [("F05", "test_a")]),
        ("pytestmark = pytest.mark.requirement('A15')\ndef test_a(): pass", [("A15", "test_a")]),
        ("pytestmark = [pytest.mark.requirement('A15')]\ndef test_a(): pass", [("A15", "test_a")]),
        ("@pytest.mark.requirement('S01')\nclass TestIt:\n  def test_a(self): pass", [("S01", "test_a")]),
        ("@pytest.mark.requirement('F05')\ndef helper(): pass", []),
        ("@pytest.mark.requirement('F05')\n@pytest.mark.skip\ndef test_a(): pass", []),
        ("@pytest.mark.requirement('F05')\n@pytest.mark.skipif(True, reason='x')\ndef test_a(): pass", []),
        ("@pytest.mark.requirement('F05')\n@pytest.mark.xfail\ndef test_a(): pass", []),
        ("pytestmark = pytest.mark.postgres\n@pytest.mark.requirement('F05')\ndef test_a(): pass", []),
    ],
)
def test_a_mark_counts_where_make_test_runs_the_test(generator, code, found):
    """On a test, a class or a module; never on a helper, nor where the test is skipped or has a command of its own."""
    assert list(generator.marked(ast.parse(code))) == found


def test_tests_with_a_command_of_their_own_prove_nothing(generator, tmp_path):
    """`make test` does not run them."""
    for name in ("browser", "house"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "test_a.py").write_text("@pytest.mark.requirement('F05')\ndef test_a(): pass\n")
    assert generator.proofs(tmp_path) == {"F05": [(f"{tmp_path.name}/house/test_a.py", "test_a")]}


@pytest.mark.parametrize(("body", "code"), [("pass", 0), ("pytest.skip('no time')", 1)])
def test_a_proof_that_is_skipped_fails(root, tmp_path, body, code):
    """Whatever it skips itself for; a test that proves nothing may be skipped."""
    test = (
        f"import pytest\ndef test_b(): pytest.skip('as it is')\n@pytest.mark.requirement('F05')\ndef test_a(): {body}\n"
    )
    (tmp_path / "test_it.py").write_text(test, encoding="utf-8")
    (tmp_path / "conftest.py").write_text((root / "tests/conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "markers=requirement(id): x", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    assert ("F05: a test that proves it is not skipped" in done.stdout) is bool(code)

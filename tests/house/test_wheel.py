"""What people install is what stands here: the wheel carries the engine and the same bundled YAML."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from hashlib import sha256

import pytest

LIST_CONTENT = """
import hashlib, json, sys
sys.path.insert(0, sys.argv[1])
import gatecoach
from gatecoach.content import content_root
assert gatecoach.__file__.startswith(sys.argv[1]), gatecoach.__file__

def walk(folder, place):
    for each in folder.iterdir():
        name = f"{place}/{each.name}"
        if each.is_dir():
            yield from walk(each, name)
        else:
            yield name, hashlib.sha256(each.read_bytes()).hexdigest()

print(json.dumps({name: digest for kind in ("stages", "questions") for name, digest in walk(content_root(kind), kind)}))
"""


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    """A wheel built from the checkout by the backend that `pip` would call."""
    folder = tmp_path_factory.mktemp("wheel")
    build = f"from hatchling.build import build_wheel; build_wheel({str(folder)!r})"
    done = subprocess.run([sys.executable, "-c", build], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture
def bundled(root, repository_files):
    """Name and digest of every bundled file that belongs to the repository."""
    names = {path.relative_to(root).as_posix(): path for path in repository_files}
    content = {name: path for name, path in names.items() if name.startswith(("stages/", "questions/"))}
    return {name: sha256(path.read_bytes()).hexdigest() for name, path in content.items()}


def test_the_unopened_wheel_reads_the_same_content_as_the_checkout(bundled, wheel):
    """From the wheel on sys.path, as one zip, `content_root` lists and reads every bundled file unchanged."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-c", LIST_CONTENT, str(wheel)]
    done = subprocess.run(command, cwd=wheel.parent, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == bundled != {}


READ_EXPORT = """
import sys
sys.path.insert(0, sys.argv[1])
import gatecoach
from gatecoach.intake import CrmContext, read_crm
from gatecoach.place import bundled_mappings
context = CrmContext.of(gatecoach.load("first-deal"), "csv")
(deal,) = read_crm([("deals.csv", b"id,stage\\n1,Discovery\\n")], context).subjects
print(*bundled_mappings(), deal.claimed[0].stage)
"""


def test_an_export_is_read_from_the_unopened_wheel(wheel):
    """The bundled mappings are in it and can be used."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-c", READ_EXPORT, str(wheel)]
    done = subprocess.run(command, cwd=wheel.parent, env=env, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["csv", "hubspot", "salesforce", "tryton", "discovery"], done.stderr


def test_the_wheel_carries_every_module_and_nothing_from_the_workshop(root, wheel):
    """The wheel holds the engine's modules, its type marker and the licence, but no tests, docs or caches."""
    names = set(zipfile.ZipFile(wheel).namelist())
    modules = {path.relative_to(root / "framework").as_posix() for path in (root / "framework").rglob("*.py")}
    assert modules | {"gatecoach/py.typed"} <= names
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"gatecoach"}
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert not any("__pycache__" in name for name in names)

"""The Django page is a Django application that works: its files, as printed, on SQLite."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from groups import needs_group
from pages import all_blocks

PAGE = "docs/embedding.md"
BLOCKS = [each for each in all_blocks() if each.page == PAGE and each.options.get("host") == "django"]
SETTINGS = """
from project.settings_gatecoach import *
SECRET_KEY = "for this test alone"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "deals"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "deals.sqlite3"}}
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
"""
MANAGE = """
import os, sys
from django.core.management import execute_from_command_line
os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
execute_from_command_line(sys.argv)
"""


@pytest.fixture
def manage(tmp_path):
    """A new Django project with the files of the page in it, and its `manage.py`."""
    needs_group("hosts", "django", "pip install -e '.[hosts]'")
    folder = tmp_path
    for block in BLOCKS:
        path = folder / block.options["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
    (folder / "project/settings.py").write_text(SETTINGS, encoding="utf-8")
    (folder / "manage.py").write_text(MANAGE, encoding="utf-8")
    (folder / "deals/__init__.py").write_text("", encoding="utf-8")
    (folder / "deals/tests.py").write_text(
        Path(__file__).with_name("deals_on_django.py").read_text("utf-8"), encoding="utf-8"
    )
    ways = [str(Path(__file__).parents[2] / "framework"), str(folder), os.environ.get("PYTHONPATH", "")]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, ways))}

    def run(*words):
        command = [sys.executable, "-W", "error", "manage.py", *words]
        return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=100)

    return run


def test_the_migrations_are_written_and_carry_the_table_of_facts(manage):
    """`makemigrations` writes them, `migrate` applies them, and nothing is left to migrate."""
    written = manage("makemigrations", "deals")
    assert written.returncode == 0, written.stderr
    assert "Create model Fact" in written.stdout
    assert manage("migrate", "--verbosity", "0").returncode == 0
    assert "No changes detected" in manage("makemigrations", "--check", "deals").stdout


def test_the_application_does_what_the_page_says(manage):
    """Its own tests, run by Django: see deals_on_django.py."""
    manage("makemigrations", "deals", "--verbosity", "0")
    done = manage("test", "deals", "--verbosity", "2")
    assert done.returncode == 0, done.stderr
    assert json.dumps(done.stderr).count(" ... ok") >= 8


def test_every_file_of_the_page_is_used_and_the_bridge_is_short():
    """Forty lines are enough to embed gatecoach: the bridge and nothing else speaks to it."""
    files = {each.options["file"]: each.text for each in BLOCKS}
    assert {Path(name).parts[0] for name in files} == {"project", "deals"}
    code = [line for line in files["deals/gates.py"].splitlines() if line.strip()]
    assert len(code) <= 40

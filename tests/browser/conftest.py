"""Chromium, where there is one: a page as it stands once it is shown, and as it is printed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW = "no Chromium here: on Debian apt-get install chromium (make test-browser does it as root), or set CHROMIUM=PATH"
COMMON = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=10000")


@pytest.fixture(scope="session")
def chromium():
    """The command; without it the group is skipped, and fails where GATECOACH_REQUIRE names it."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and "browser" in os.environ.get("GATECOACH_REQUIRE", "").split(","):
        pytest.fail(HOW)
    return found or pytest.skip(HOW)


@pytest.fixture
def browse(chromium, tmp_path):
    """A function: run Chromium on a page with these options and give what it says on stdout."""

    def run(page, *options):
        path = tmp_path / "page.html"
        path.write_text(page, encoding="utf-8")
        command = [chromium, *COMMON, f"--user-data-dir={tmp_path / 'profile'}", *options, path.as_uri()]
        return subprocess.run(command, capture_output=True, check=True, text=True, timeout=100).stdout

    return run


@pytest.fixture
def measured(browse):
    """A function: what a script on a page finds out, which it leaves as JSON in the element `found`."""

    def run(body, script, width=1280):
        page = f'<!doctype html><meta charset="utf-8"><body style="margin:0">{body}<pre id="found"></pre>'
        shown = browse(f"{page}<script>{script}</script>", "--dump-dom", f"--window-size={width},800")
        return json.loads(shown.rpartition('<pre id="found">')[2].partition("</pre>")[0])

    return run

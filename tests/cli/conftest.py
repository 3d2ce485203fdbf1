"""A folder with one small deal, and a way to run the command in it as a person or a script would."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from typing import NamedTuple

import pytest
from cli.small_deal import AT, CRM, FACTS, PEOPLE, ROOT

from gatecoach.cli import main
from gatecoach.journal import open_journal
from gatecoach.journal.known import known
from gatecoach.journal.names import Directory


class Ran(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working folder; its folder `deal` holds people, facts and an export of the CRM."""
    (tmp_path / "deal").mkdir()
    (tmp_path / "deal/people.yaml").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "deal/facts.yaml").write_text(FACTS, encoding="utf-8")
    (tmp_path / "deal/crm.json").write_text(json.dumps(CRM), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    return tmp_path


def connected(words):
    """A command on data that a connector wrote, as that of the small deal is, unless it says otherwise."""
    uploaded = "--data" not in words or "--fetched-by" in words
    return [*words, *(() if uploaded else ("--fetched-by", "connector"))]


@pytest.fixture
def run(folder, monkeypatch, capsys):
    """Run a command in the folder with these lines as input; data come from a connector where nothing else is said."""

    def running(*words, answers=()):
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in answers)))
        capsys.readouterr()
        code = main(connected(words))
        done = capsys.readouterr()
        return Ran(code, done.out, done.err)

    return running


@pytest.fixture
def on_deal(run):
    """Run a command about the deal on 4 March, while its second gate is blocked."""
    return lambda *words, answers=(): run(*words, "--data", "deal", "--at", AT, answers=answers)


@pytest.fixture
def process(folder):
    """Run a command as a process of its own."""

    def running(*words, stdin="", **env):
        known = {"PYTHONPATH": str(ROOT / "framework"), "PATH": os.environ["PATH"], **env}
        command = [sys.executable, "-m", "gatecoach", *connected(words)]
        done = subprocess.run(
            command, cwd=folder, env=known, input=stdin, capture_output=True, text=True, check=False, timeout=60
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return running


@pytest.fixture
def kept(folder):
    """The events in the journal, stream by stream."""

    def reading():
        with open_journal(folder / "gatecoach.db") as journal:
            return {stream: journal.read(stream) for stream in journal.streams()}

    return reading


@pytest.fixture
def journaled(folder):
    """The facts of deals that a journal keeps, by journey and id."""

    def reading(name="deals.jsonl"):
        with open_journal(folder / name) as journal:
            named = Directory(journal).subjects()
            return {" ".join(each): known(journal.read(stream)).facts for each, stream in named.items()}

    return reading


@pytest.fixture
def texts(kept):
    """What people said, in order, in the only stream of the journal."""

    def reading():
        (events,) = kept().values()
        return [each.data["text"] for each in events if each.data.get("text")]

    return reading

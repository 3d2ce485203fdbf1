"""`gatecoach coach` fed by a pipe and killed at random moments: it resumes at the last acknowledged word."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import threading
import time

import pytest
from cli.small_deal import AT, COACH, CRM, FACTS, PEOPLE, WHOLE

from gatecoach.journal import open_journal

KILLS = 20
PROMPT = re.compile(r"^ {2,}(?:\S.* )?> ", re.MULTILINE)
COMMAND = (*COACH, "--data", "deal", "--fetched-by", "connector", "--at", AT, "--journal")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX processes")


class Sitting:
    """The command as a process of its own, all that is still to be said in its pipe; what it shows is read as it comes.

    A word is acknowledged when the next prompt is shown.
    """

    def __init__(self, place, env, journal, said, *, resume):
        words = [*COMMAND, journal, *(["--resume"] if resume else [])]
        command = [sys.executable, "-m", "gatecoach", *words]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self.process = subprocess.Popen(command, cwd=place, env=env, **pipes, text=True)
        self.shown = ""
        self._more = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.process.stdin.write("".join(f"{line}\n" for line in said))
        self.process.stdin.flush()

    def _read(self):
        while piece := self.process.stdout.read(1):
            with self._more:
                self.shown += piece
                self._more.notify_all()

    def prompts(self):
        """How many prompts were shown."""
        return len(PROMPT.findall(self.shown))

    def until(self, prompts):
        """Wait until so many prompts were shown, or until it has ended."""
        end = time.monotonic() + 60
        with self._more:
            while self.prompts() < prompts and self._reader.is_alive() and time.monotonic() < end:
                self._more.wait(0.05)
        if self._reader.is_alive() and self.prompts() < prompts:
            self.process.kill()
            pytest.fail(f"no prompt {prompts}: {self.shown}")

    def end(self, how):
        """Let it end in that way; gives the exit code, and what it said on stderr."""
        how()
        self._reader.join(60)
        errors = self.process.stderr.read()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            pipe.close()
        return self.process.wait(60), errors


def kept(path):
    """The events of the talk in order, each without the names that a talk gets anew; none before it has begun."""
    if not path.exists():
        return []
    with open_journal(path) as journal:
        assert journal.verify().whole
        names = [each for each in journal.streams() if not each.startswith("@")]
        talks = [events for name in names if (events := journal.read(name)) and events[0].kind == "session-opened"]
        assert len(talks) <= 1
        return [(each.kind, each.by, each.at, words(each)) for each in next(iter(talks), [])]


def words(event):
    """What an event holds, as text, without the name of its stream."""
    return json.dumps(event.data, sort_keys=True).replace(event.stream, "talk")


@pytest.fixture
def env(root):
    """What the command finds around it."""
    return {**os.environ, "PYTHONPATH": str(root / "framework"), "COLUMNS": "100"}


@pytest.fixture
def place(tmp_path):
    """A folder with the small deal."""
    (tmp_path / "deal").mkdir()
    for name, text in {"people.yaml": PEOPLE, "facts.yaml": FACTS, "crm.json": json.dumps(CRM)}.items():
        (tmp_path / "deal" / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture(params=["talk.db", "talk.jsonl"])
def unkilled(request, place, env):
    """The name of the journal, what an unkilled talk keeps and shows, and after how many lines each event is there."""
    name, lines_of = f"whole-{request.param}", {}
    talk = Sitting(place, env, name, [], resume=False)
    for number, line in enumerate(WHOLE):
        talk.until(number + 1)
        lines_of.setdefault(len(kept(place / name)), number)
        talk.process.stdin.write(f"{line}\n")
        talk.process.stdin.flush()
    code, errors = talk.end(lambda: talk.process.wait(60))
    assert code == 0, errors
    events = kept(place / name)
    assert sorted(lines_of) == list(range(min(lines_of), len(events)))  # a prompt after each event but the last
    return request.param, events, talk.shown, lines_of


def acknowledged(lines_of, lines):
    """How many events are kept for sure when so many lines were answered by a further prompt."""
    return max(version for version, at in lines_of.items() if at <= lines)


def killed_once(talk, chance):
    """Kill it at a random moment: before it has read anything, or some words on, between them or in the middle."""
    if chance.random() < 0.2:
        time.sleep(chance.random())
    else:
        talk.until(chance.randrange(1, 6))
        time.sleep(chance.random() / 30)
    code, errors = talk.end(talk.process.kill)
    assert code in (-9, 0), errors
    return code


@pytest.mark.crash
@pytest.mark.timeout(900)
def test_a_talk_killed_at_random_moments_goes_on_at_the_last_acknowledged_word(place, env, unkilled):
    """Twenty times, from a seed that is told: nothing acknowledged is lost, nothing is there twice or out of place.

    What is kept is always a beginning of the unkilled talk, and in the end it is that talk. One that is through before
    the twentieth kill is followed by another one.
    """
    name, whole, shown, lines_of = unkilled
    seed = random.SystemRandom().randrange(2**32)
    print(f"\nseed {seed}")
    chance, kills, said, talks = random.Random(seed), 0, 0, 0
    while kills < KILLS:
        talks, journal = talks + 1, f"{talks}-{name}"
        there = []
        while kills < KILLS and len(there) < len(whole):
            begin = lines_of[len(there)] if there else 0
            talk = Sitting(place, env, journal, WHOLE[begin:], resume=bool(there))
            kills += killed_once(talk, chance) == -9
            sure = acknowledged(lines_of, begin + talk.prompts() - 1) if talk.prompts() else len(there)
            said, there = said + max(sure - len(there), 0), kept(place / journal)
            assert there == whole[: len(there)], (seed, kills)
            assert sure <= len(there), (seed, kills)
        if len(there) < len(whole):
            last = Sitting(place, env, journal, WHOLE[lines_of[len(there)] if there else 0 :], resume=bool(there))
            code, errors = last.end(lambda: last.process.wait(60))  # noqa: B023
            assert code == 0, errors
            assert last.shown.partition("\nGate review about")[2] == shown.partition("\nGate review about")[2]
        assert kept(place / journal) == whole
    assert said
    print(f"{name}: {kills} kills of {talks} talks, {said} acknowledged words, 0 lost, each ends as an unkilled one")

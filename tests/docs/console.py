"""The commands of a page, run as a reader would type them, in a folder with the files that the page shows."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys

from pages import ROOT


def commands_in(text):
    """The commands of a console block, each with the output that is shown below it."""
    found = []
    for line in text.replace("\\\n", " ").splitlines():
        if line.startswith("$ "):
            found.append((shlex.split(line[2:], comments=True), []))
        elif found and line.strip() and line.strip() not in ("...", "…"):
            found[-1][1].append(line.rstrip())
    return found


def assert_shown(shown, output):
    """Each line that the page shows stands in the output, in this order."""
    lines = iter([line.rstrip() for line in output.splitlines()])
    missing = [line for line in shown if line not in lines]
    assert not missing, f"the page shows {missing[0]!r}, the command printed:\n{output}"


PROGRAMS = {"gatecoach": ["-m", "gatecoach"], "pytest": ["-m", "pytest", "-p", "no:randomly"]}


def typed(shown):
    """What is typed while a command runs: the words behind each prompt that is shown; nothing, where it may be so."""
    found = (re.fullmatch(r"(?:.* )?> (.+)|.* \(may be left empty\) >", line) for line in shown)
    return "".join(f"{each[1] or ''}\n" for each in found if each)


def output_of(program, words, block, folder, keyboard):
    """What a command prints on both channels, when these lines are typed; it must end as the block says."""
    assert program in PROGRAMS, f"{program} is not run; label the block text if it is only read"
    assert not {"|", ">", "<", "&&", ";"} & set(words), "documented commands are run without a shell"
    plain = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": block.options.get("columns", "100")}
    env = {**os.environ, "PYTHONPATH": str(ROOT / "framework"), **plain}
    command = [sys.executable, *PROGRAMS[program], *words]
    pipes = {"input": keyboard, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(command, cwd=folder, env=env, **pipes, text=True, timeout=180, check=False)
    assert done.returncode == int(block.options.get("exit", "0")), done.stdout
    return done.stdout


def run_console(block, folder):
    """Run the commands of a block, without a shell, and look up its make targets."""
    for (program, *words), shown in commands_in(block.text):
        if program == "make":
            rules = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
            unknown = [word for word in words if "=" not in word and not any(r.startswith(f"{word}:") for r in rules)]
            assert unknown == []
            continue
        assert_shown(shown, output_of(program, words, block, folder, typed(shown)))


def write_file(block, folder):
    """Keep a block under the name that its info string gives it."""
    path = folder / block.options["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text, encoding="utf-8")

"""The tutorial can be followed from an empty folder, shows whole outputs, and takes a quarter of an hour.

What is shown on the other pages must stand in the output. Here it must be all of the output, for whoever follows a
tutorial compares line by line; only `...` stands for what is left out.
"""

from __future__ import annotations

import re
import shlex

import pytest
from console import output_of, write_file
from pages import ROOT, blocks_of

from gatecoach import lint

PAGE = "docs/tutorial.md"
TEXT = (ROOT / PAGE).read_text(encoding="utf-8")
STEPS = [each for each in blocks_of(PAGE, TEXT) if each.kind == "console" or "file" in each.options]

READING, TYPING, LOOKING = 200, 15, 10
"""Words a minute of plain prose; seconds to make a file of what can be copied, and to run a command and look."""


def follow(steps, folder):
    """Do every step in order; each command with the output that is shown and the output that there is."""
    for step in steps:
        if step.kind == "console":
            command, shown = told(step.text)
            yield step, shown, output_of(*command, step, folder, "")
        else:
            write_file(step, folder)


def told(text):
    """The only command of a block, its program and its words apart, and the output shown below it."""
    command, *shown = text.replace("\\\n", " ").splitlines()
    assert command.startswith("$ gatecoach "), command
    assert not any(line.startswith("$ ") for line in shown), "one command at a time"
    program, *words = shlex.split(command[2:])
    return (program, words), shown


def same(shown, output):
    """Whether this is the whole output, line for line; `...` stands for any number of lines."""
    parts = [r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in shown]
    return re.fullmatch("".join(parts), "".join(f"{line.rstrip()}\n" for line in output.rstrip().splitlines()))


def test_every_step_does_what_the_page_shows(tmp_path):
    """From an empty folder, in the order of the page, each command prints what stands below it and nothing else."""
    done = [(step.place, shown, output) for step, shown, output in follow(STEPS, tmp_path)]
    commands = {shlex.split(step.text)[2] for step in STEPS if step.kind == "console"}
    assert commands == {"lint", "explain", "test", "standing", "decide"}
    assert [(place, output) for place, shown, output in done if not same(shown, output)] == []
    assert lint(tmp_path / "tidewell") == [], "whoever looks once more at the end finds nothing to mend"


@pytest.mark.parametrize("shown", [["a", "c"], ["b", "a"], ["a", "b", "c", "d"], ["...", "b"]])
def test_output_that_is_not_whole_is_seen(shown):
    """A line that is left out, added or moved is a fault; a gap that is marked is none."""
    assert not same(shown, "a\nb\nc\n")
    assert same(["a", "...", "c"], "a\nb  \nc\n\n")
    assert same(["a", "..."], "a\nb\nc\n")


HOW_TO = sorted(f"docs/how-to/{each.name}" for each in (ROOT / "docs/how-to").glob("*.md"))


def unnamed(page, text):
    """The files of a page whose name is not said above them: a reader cannot see the mark of a block."""
    lines = text.splitlines()
    for each in blocks_of(page, text):
        above = "\n".join(lines[: each.line - 2])
        name = each.options.get("file", "").rpartition("/")[2]
        said = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", above, flags=re.DOTALL))
        if name and not any(word == name or word.endswith(f"/{name}") for word in said):
            yield each.place


@pytest.mark.parametrize("page", [PAGE, *HOW_TO, "docs/conversations.md"])
def test_a_file_to_write_is_named(page):
    """Where to put what is shown stands in the words above it."""
    assert list(unnamed(page, (ROOT / page).read_text(encoding="utf-8"))) == []


def test_a_file_that_nobody_named_is_seen():
    """A name in another block is not said to the reader."""
    block = "```yaml file=a/b.yaml\nx: 1\n```\n"
    assert list(unnamed("p.md", f"```text\n`b.yaml`\n```\n{block}")) == ["p.md:5"]
    assert list(unnamed("p.md", f"Write `a/b.yaml`:\n{block}")) == []


def test_folders_are_made_before_they_are_used():
    """Each folder that a file lies in is named above it, too."""
    for step in STEPS:
        above = TEXT.partition(step.text)[0]
        for folder in step.options.get("file", "").split("/")[:-1]:
            assert f"`{folder}`" in above, f"{step.place}: nobody said to make {folder}"


def test_it_takes_a_quarter_of_an_hour():
    """Reading all of its prose, copying its files and running its commands; installing takes two minutes more."""
    prose = re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL)
    files = [each for each in STEPS if "file" in each.options]
    seconds = 60 * len(prose.split()) / READING + TYPING * len(files) + LOOKING * (len(STEPS) - len(files))
    assert 8 * 60 < seconds < 13 * 60

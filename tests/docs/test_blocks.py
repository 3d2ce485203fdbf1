"""Every fenced block of the documentation is run, in the order of its page, and must do what the page says.

- `python`: a doctest when it holds `>>>`, else plain code; the blocks of one page share one namespace.
- `yaml`: read, and loaded when it is a whole file; `yaml finding=GC014` says which findings it must have.
- `console`: every `$ gatecoach …` line is run and must exit with 0, or with N under `console exit=N`. Output that is
  shown must appear in the real output, line for line and in order; gaps are allowed. `$ make …` must be a target.
- `json`: parsed. `text` and `mermaid` are for the eye only. Any other kind is an error, so nothing goes unchecked.

A page's blocks run in a folder that shows the repository's files; what they write stays in it. The last tests of
this file try each kind of block with a mistake in it.
"""

from __future__ import annotations

import doctest
import functools
import json
import os
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from laid_over import findings_of

ROOT = Path(__file__).resolve().parents[2]
FOR_THE_EYE = ("text", "mermaid")


@dataclass(frozen=True)
class Block:
    """One fenced block: where its text starts, its kind, the options of its info string, its text."""

    page: str
    line: int
    kind: str
    options: dict[str, str]
    text: str

    @property
    def place(self):
        """`file:line` of the first line of the text, as an editor opens it."""
        return f"{self.page}:{self.line}"


def blocks_of(page, text):
    """The fenced blocks of a Markdown page; one that is never closed has the kind `unclosed`."""
    found, fence, start, held = [], "", 0, []
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip()
        ticks = bare[: len(bare) - len(bare.lstrip("`"))]
        if not fence and len(ticks) >= 3:
            fence, start, held = ticks, number + 1, []
            indent, (kind, *words) = len(line) - len(line.lstrip()), bare.lstrip("`").split() or ["unlabelled"]
        elif fence and bare.startswith(fence) and not bare.strip("`"):
            options = dict(word.partition("=")[::2] for word in words)
            found.append(Block(page, start, kind, options, "".join(f"{each}\n" for each in held)))
            fence = ""
        elif fence:
            held.append(line[min(indent, len(line) - len(line.lstrip())) :])
    return [*found, Block(page, start, "unclosed", {}, "")] if fence else found


@functools.cache
def all_blocks():
    """The blocks of README, CONTRIBUTING and every page under docs, by page and line."""
    tops = [path for name in ("README.md", "CONTRIBUTING.md") if (path := ROOT / name).is_file()]
    pages = [*tops, *sorted((ROOT / "docs").rglob("*.md"))]
    return [
        each
        for page in pages
        for each in blocks_of(page.relative_to(ROOT).as_posix(), page.read_text(encoding="utf-8"))
    ]


def findings_in(text, name):
    """All findings of a YAML block: of reading it and of loading it as part of a framework."""
    from gatecoach.source import read  # noqa: PLC0415 - the other kinds of block need no reader

    return [*read(text.encode(), name).findings, *(each for each in findings_of(text))]


def check_yaml(block):
    """A YAML block has exactly the findings its info string names: normally none."""
    findings = findings_in(block.text, block.page)
    wanted = [code for code in block.options.get("finding", "").split(",") if code]
    assert sorted(each.code for each in findings) == sorted(wanted), "\n".join(each.text() for each in findings)


def run_python(block, namespace):
    """Run a Python block in the namespace of its page; line numbers in a traceback are those of the page."""
    if ">>>" not in block.text:
        code = compile("\n" * (block.line - 1) + block.text, block.page, "exec", dont_inherit=True)
        exec(code, namespace)
        return
    case = doctest.DocTestParser().get_doctest(block.text, namespace, block.place, block.page, block.line - 1)
    report = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(case, out=report.append, clear_globs=False)
    namespace.update(case.globs)
    assert not report, "".join(report)


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


def run_console(block, folder):
    """Run the gatecoach commands of a block, without a shell, and look up its make targets."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "framework"), "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100"}
    for (program, *words), shown in commands_in(block.text):
        if program == "make":
            rules = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
            unknown = [word for word in words if "=" not in word and not any(r.startswith(f"{word}:") for r in rules)]
            assert unknown == []
        elif program == "gatecoach":
            assert not {"|", ">", "<", "&&", ";"} & set(words), "documented commands are run without a shell"
            command = [sys.executable, "-m", "gatecoach", *words]
            pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
            done = subprocess.run(command, cwd=folder, env=env, **pipes, text=True, timeout=60, check=False)
            assert done.returncode == int(block.options.get("exit", "0")), done.stdout
            assert_shown(shown, done.stdout)


@dataclass
class Page:
    """A page being run: its folder, the namespace of its Python blocks, and how each block so far ended."""

    blocks: list[Block]
    folder: Path
    namespace: dict = field(default_factory=lambda: {"__name__": "__docs__"})
    ends: list = field(default_factory=list)

    def run_to(self, block):
        """Run this block once, after all that stand above it on the page; raise what it raised."""
        position = self.blocks.index(block)
        for each in self.blocks[len(self.ends) : position + 1]:
            self.ends.append(self._end_of(each))
        if self.ends[position] is not None:
            raise self.ends[position]

    def _end_of(self, block):
        try:
            run_python(block, self.namespace) if block.kind == "python" else run_console(block, self.folder)
        except (Exception, SystemExit) as problem:  # noqa: BLE001 - kept, and raised by the test of this block
            return problem
        return None


@pytest.fixture(scope="session")
def page_of(tmp_path_factory):
    """A function: the running page of a block, one for each page and test process."""

    @functools.cache
    def page(name):
        folder = tmp_path_factory.mktemp("page")
        for each in ROOT.iterdir():
            (folder / each.name).symlink_to(each)
        return Page([each for each in all_blocks() if each.page == name and each.kind in ("python", "console")], folder)

    return lambda block: page(block.page)


@pytest.mark.parametrize("block", all_blocks(), ids=lambda block: block.place)
def test_block(block, page_of, monkeypatch):
    """What the documentation shows is what happens."""
    if block.kind in ("python", "console"):
        page = page_of(block)
        monkeypatch.chdir(page.folder)
        page.run_to(block)
    elif block.kind == "yaml":
        check_yaml(block)
    elif block.kind == "json":
        json.loads(block.text)
    else:
        assert block.kind in FOR_THE_EYE, (
            f"{block.place}: a block of kind {block.kind}; label it text if it is only read"
        )


def test_the_readme_shows_what_a_newcomer_needs():
    """README has commands to type, lines to embed and YAML to write, each of them run."""
    kinds = {each.kind for each in all_blocks() if each.page == "README.md"}
    assert {"console", "python", "yaml"} <= kinds


def one(text, page="page.md"):
    """The only block of a small page."""
    (block,) = blocks_of(page, text)
    return block


def test_blocks_are_found_where_they_stand():
    """A block knows its first line, kind and options; its indent is lost, a longer fence may hold a shorter."""
    page = "# A\n\n- b\n  ```console exit=1\n  $ a\n    c\n  ```\n````text\n```\n````\n"
    assert blocks_of("p.md", page) == [
        Block("p.md", 5, "console", {"exit": "1"}, "$ a\n  c\n"),
        Block("p.md", 9, "text", {}, "```\n"),
    ]


@pytest.mark.parametrize(("text", "kind"), [("```yaml\na: 1\n", "unclosed"), ("```\na\n```\n", "unlabelled")])
def test_a_block_that_cannot_be_judged_is_not_passed_over(text, kind):
    """A fence that is never closed and one without a label get kinds that no test accepts."""
    assert one(text).kind == kind


def test_code_of_one_page_shares_a_namespace_whichever_test_runs_first(tmp_path):
    """Running the last block alone runs those above it first, and each of them once."""
    texts = ["calls = []\n", "calls.append(1)\n", ">>> calls\n[1]\n"]
    page = Page([Block("p.md", 1 + i, "python", {}, text) for i, text in enumerate(texts)], tmp_path)
    page.run_to(page.blocks[2])
    page.run_to(page.blocks[1])
    assert page.namespace["calls"] == [1]


@pytest.mark.parametrize("code", ["assert 1 == 2", ">>> 1 + 1\n3", "raise SystemExit(0)", ">>> 1 / 0", "if:"])
def test_wrong_code_fails_its_own_block_only(code, tmp_path):
    """A block that raises, exits or prints something else fails; the blocks around it are judged for themselves."""
    page = Page(
        [Block("p.md", i, "python", {}, text) for i, text in enumerate(["a = 1\n", f"{code}\n", "a\n"])], tmp_path
    )
    page.run_to(page.blocks[2])
    with pytest.raises((Exception, SystemExit)):
        page.run_to(page.blocks[1])


def test_commands_are_told_from_what_they_print():
    """A command may go on over a line end and carry a comment; gaps in the output shown are no output."""
    text = "$ gatecoach lint \\\n  stages  # all of them\nfirst\n...\nlast  \n$ make demo\n"
    assert commands_in(text) == [(["gatecoach", "lint", "stages"], ["first", "last"]), (["make", "demo"], [])]


@pytest.mark.parametrize("shown", [["b", "a"], ["a", "a"], ["A"]])
def test_shown_output_must_be_there_in_order(shown):
    """Output that is missing, shown twice or in another order is a fault of the page."""
    assert_shown(["a", "b"], "a\nx\nb\n")
    with pytest.raises(AssertionError, match="the page shows"):
        assert_shown(shown, "a\nx\nb\n")


@pytest.mark.parametrize("text", ["$ gatecoach no-such-command\n", "$ gatecoach lint a | sort\n", "$ make coffee\n"])
def test_a_wrong_command_fails(text, tmp_path):
    """A command that ends otherwise than the page says, needs a shell, or names no target fails its block."""
    with pytest.raises(AssertionError):
        run_console(one(f"```console\n{text}```\n"), tmp_path)


def test_a_yaml_block_with_a_mistake_fails_unless_the_page_names_it():
    """A finding that the info string does not name fails the block; named by its code, it is what the page shows."""
    twice = "title: a\ntitle: b\n"
    codes = ",".join(each.code for each in findings_in(twice, "p.md"))
    assert codes
    check_yaml(one(f"```yaml finding={codes}\n{twice}```\n"))
    for wrong in (f"```yaml\n{twice}```\n", f"```yaml finding={codes}\ntitle: a\n```\n"):
        with pytest.raises(AssertionError):
            check_yaml(one(wrong))

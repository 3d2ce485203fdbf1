"""Every fenced block of the documentation is run, in the order of its page, and must do what the page says.

- `python`: a doctest when it holds `>>>`, else plain code; the blocks of one page share one namespace.
- `yaml`: loaded as part of a whole framework; `yaml finding=GC014` says which findings it must have. A scenario is told
  and must hold, under `yaml holds=no` it must not. `yaml file=acme/deal.yaml` is a file for the blocks below it: for
  commands, and for other files of its folder, which make one place with it.
- `console`: every `$ gatecoach …` and `$ pytest …` line is run and must exit with 0, or with N under `console exit=N`.
  Output that is shown must appear in the real output, line for line and in order; gaps are allowed. What is shown
  behind a prompt `>` is typed. Output is 100 columns wide, or as `console columns=N` says. `$ make …` must be a target.
- `console extra=audit` is run where that extra is installed, and skipped elsewhere.
- `python host=django file=…` is a file of a program that `make test-hosts` runs (tests/hosts).
- `json`: parsed. `text` and `mermaid` are for the eye only. Any other kind is an error, so nothing goes unchecked.

A page's blocks run in a folder that shows the repository's files; what they write stays in it. The last tests of
this file try each kind of block with a mistake in it.
"""

from __future__ import annotations

import doctest
import functools
import importlib.util
import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from console import assert_shown, commands_in, run_console, typed, write_file
from groups import missing
from laid_over import differences_of, findings_of
from pages import ROOT, Block, all_blocks, beside, blocks_of

FOR_THE_EYE = ("text", "mermaid")
EXTRAS = {"audit": "ibis", "report": "altair", "spark": "pyspark"}
"""Extras that blocks may need, by a module of theirs."""
GROUPS = {"audit": "audit", "report": "audit", "spark": "spark"}
"""The group of tests in which the blocks of an extra are run."""


def check_yaml(block, others=()):
    """A YAML block has exactly the findings its info string names, normally none, and a scenario holds or not."""
    findings = findings_of(block.text, others)
    wanted = [code for code in block.options.get("finding", "").split(",") if code]
    assert sorted(each.code for each in findings) == sorted(wanted), "\n".join(each.text() for each in findings)
    if block.text.startswith("scenario:") and not findings:
        why = differences_of(block.text, others)
        assert bool(why) == (block.options.get("holds") == "no"), why or "it holds, and the page says that it does not"


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
            if block.kind == "python":
                run_python(block, self.namespace)
            elif block.kind == "console":
                run_console(block, self.folder)
            else:
                write_file(block, self.folder)
        except (Exception, SystemExit) as problem:  # noqa: BLE001 - kept, and raised by the test of this block
            return problem
        return None


def lacks(block):
    """Whether it needs an extra that is not installed: `console extra=audit`."""
    return block.options.get("extra") in EXTRAS and importlib.util.find_spec(EXTRAS[block.options["extra"]]) is None


def runs(block):
    """Whether it is run, or kept for the blocks below it."""
    if lacks(block) or "host" in block.options:
        return False
    return block.kind in ("python", "console") or "file" in block.options


@pytest.fixture(scope="session")
def page_of(tmp_path_factory):
    """A function: the running page of a block, one for each page and test process."""

    @functools.cache
    def page(name):
        folder = tmp_path_factory.mktemp("page")
        for each in ROOT.iterdir():
            (folder / each.name).symlink_to(each)
        return Page([each for each in all_blocks() if each.page == name and runs(each)], folder)

    return lambda block: page(block.page)


def in_groups(blocks):
    """The blocks, each with the mark of the group that runs it."""
    marks = {extra: getattr(pytest.mark, group) for extra, group in GROUPS.items()}
    long = pytest.mark.timeout(600)
    return [pytest.param(each, marks=[marks[extra], long] if (extra := each.options.get("extra")) in marks else [])
            for each in blocks]  # fmt: skip


@pytest.mark.parametrize("block", in_groups(all_blocks()), ids=lambda block: block.place)
def test_block(block, page_of, monkeypatch):
    """What the documentation shows is what happens."""
    if lacks(block):
        group = GROUPS[block.options["extra"]]
        missing(group, f"{block.place}: the extra is not installed; get it with `make test-{group}`")
    if runs(block):
        page = page_of(block)
        monkeypatch.chdir(page.folder)
        page.run_to(block)
    if block.kind == "yaml":
        check_yaml(block, beside(block, all_blocks()))
    elif block.kind == "json":
        json.loads(block.text)
    elif "host" in block.options:
        assert (ROOT / f"tests/hosts/test_{block.options['host']}.py").is_file(), f"{block.place}: nobody runs it"
    elif not runs(block):
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


def test_what_stands_behind_a_prompt_is_typed():
    """With a label in front of it or alone on its line; an arrow of a picture is no prompt."""
    shown = ["  > I sent it.", "    On which day? > 2026-03-16", "a --> b", "  >", "> "]
    assert typed(shown) == "I sent it.\n2026-03-16\n"
    assert typed(["    With whom? (may be left empty) >", "  > Yes."]) == "\nYes.\n"


def test_a_block_says_how_wide_its_output_is(tmp_path):
    """A page may show what a narrow terminal shows; without a word it is 100 columns."""
    text = "$ gatecoach explain not-behind\nnot-behind: … is no step behind this\n"
    run_console(one(f"```console columns=40\n{text}```\n"), tmp_path)
    with pytest.raises(AssertionError, match="the page shows"):
        run_console(one(f"```console\n{text}```\n"), tmp_path)


@pytest.mark.parametrize("shown", [["b", "a"], ["a", "a"], ["A"]])
def test_shown_output_must_be_there_in_order(shown):
    """Output that is missing, shown twice or in another order is a fault of the page."""
    assert_shown(["a", "b"], "a\nx\nb\n")
    with pytest.raises(AssertionError, match="the page shows"):
        assert_shown(shown, "a\nx\nb\n")


@pytest.mark.parametrize(
    "text", ["$ gatecoach no-such-command\n", "$ gatecoach lint a | sort\n", "$ make coffee\n", "$ cp a b\n"]
)
def test_a_wrong_command_fails(text, tmp_path):
    """A command that ends otherwise than the page says, needs a shell, names no target or is not run fails."""
    with pytest.raises(AssertionError):
        run_console(one(f"```console\n{text}```\n"), tmp_path)


def test_a_yaml_block_with_a_mistake_fails_unless_the_page_names_it():
    """A finding that the info string does not name fails the block; named by its code, it is what the page shows."""
    twice = "title: a\ntitle: b\n"
    codes = ",".join(each.code for each in findings_of(twice))
    assert codes
    check_yaml(one(f"```yaml finding={codes}\n{twice}```\n"))
    for wrong in (f"```yaml\n{twice}```\n", f"```yaml finding={codes}\ntitle: a\n```\n"):
        with pytest.raises(AssertionError):
            check_yaml(one(wrong))


SCENARIO = "scenario: a scene\njourney: opportunity\nat: 2026-03-31\nexpect: {{standing: {{verified: {stage}}}}}\n"


@pytest.mark.parametrize(("stage", "option"), [("discovery", ""), ("solution-fit", " holds=no")])
def test_a_scenario_is_told_and_must_do_what_the_page_says(stage, option):
    """It holds, or the page says that it does not; saying the other fails the block."""
    text = SCENARIO.format(stage=stage)
    check_yaml(one(f"```yaml{option}\n{text}```\n"))
    with pytest.raises(AssertionError):
        check_yaml(one(f"```yaml{'' if option else ' holds=no'}\n{text}```\n"))


@pytest.mark.parametrize("text", ["- a list\n", "strange: key\n", "gates: 1\n", "gates:\n", "people: {a: {sid: x}}\n"])
def test_a_yaml_block_that_does_not_load_fails(text):
    """A list, keys that belong nowhere, values that do not fit: none of these is passed over."""
    with pytest.raises(AssertionError):
        check_yaml(one(f"```yaml\n{text}```\n"))


def test_a_file_is_there_for_the_blocks_below_it(tmp_path):
    """What a page shows under a name is written before the next block is run."""
    blocks = [Block("p.md", 1, "yaml", {"file": "a/b.yaml"}, "x: 1\n"), Block("p.md", 4, "python", {}, "seen = True\n")]
    Page(blocks, tmp_path).run_to(blocks[1])
    assert (tmp_path / "a/b.yaml").read_text(encoding="utf-8") == "x: 1\n"


def test_files_of_one_folder_make_one_place():
    """A block sees the files of its own folder that stand above it, and no others."""
    page = [
        Block("p.md", line, "yaml", {"file": file}, f"{file}\n")
        for line, file in enumerate(["a/1", "b/1", "a/2", "a/3"])
    ]
    assert beside(page[2], page) == ["a/1\n"]
    assert beside(one("```yaml\na: 1\n```\n"), page) == []
    text = SCENARIO.format(stage="early").replace("opportunity", "renewal")
    with pytest.raises(AssertionError):
        check_yaml(one(f"```yaml\n{text}```\n"))
    check_yaml(one(f"```yaml\n{text}```\n"), [RENEWAL])


RENEWAL = """\
journey: renewal
sides: [customer, seller]
stages: {early: {phase: problem-noticed}, late: {phase: options-compared}}
evidence: {asked: {side: seller}, answered: {side: customer, answers: asked}}
gates: {go: {from: early, to: late, requires: {it: {say: "They answered.", seller: asked, customer: answered}}}}
"""

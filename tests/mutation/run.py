"""Mutation testing of the judging floors: small changes of the engine, each of which some test must notice.

mutmut makes the mutants, all of a module beside each other with one of them switched on. `mutmut run` starts pytest
anew for each, which takes most of the time here; this script collects the tests once and forks a process per mutant:
the tests that reach the changed function are run, quick ones first, until one fails.

    python tests/mutation/run.py                      everything; what became of each stands in build/mutation.json
    python tests/mutation/run.py --on                 those that have no outcome yet, after an interruption
    python tests/mutation/run.py --every 10           every tenth mutant of each module
    python tests/mutation/run.py 'gatecoach.gate.*'   some of them
    python tests/mutation/run.py --again              those that survived the last time
    python tests/mutation/run.py --show [pattern]     the survivors of the last time, as diffs, but for those listed

`survivors.yaml` lists the changes that no test has to notice, each with its reason.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import fnmatch
import gc
import importlib
import itertools
import json
import os
import resource
import shutil
import signal
import sys
import time
import tomllib
from pathlib import Path
from types import MappingProxyType

import survivors

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "build" / "mutation"
REACHED, OUTCOMES = HOME / "reached.json", ROOT / "build" / "mutation.json"
TESTS = (
    "tests/test_*.py", "tests/conformance/test_corpus.py", "tests/missing", "tests/linter", "tests/coaching",
    "tests/reference/test_agreement.py", "tests/reference/test_settled.py", "tests/scenario/test_running.py",
    "tests/report/test_decision_report.py", "tests/report/test_missing_report.py",
    "tests/report/test_standing_report.py",
)  # fmt: skip
WITHOUT = (
    "tests/coaching/test_session.py::test_only_the_right_order_of_the_first_words_moves_the_talk_on",
    "tests/test_fold.py::test_a_journey_of_ten_attempts_takes_a_bounded_number_of_calls",
    "tests/test_machine.py::test_a_deal_costs_no_engine_memory",
    "tests/test_machine.py::test_four_threads_may_share_one_machine",
)
"""Tests that take long and notice nothing that the others do not."""
MEMORY = 4 << 30
KILLED, SURVIVED = ("killed", "timeout"), ("survived", "no test")


def modules():
    """The modules that are mutated: those whose branches are covered wholly."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = settings["tool"]["coverage"]["run"]["include"]
    return sorted({path for pattern in patterns for path in ROOT.glob(pattern)})


def lay_out():
    """Write the engine with all its mutants to build/mutation, and give their names by module."""
    from mutmut.mutation.file_mutation import mutate_file_contents  # noqa: PLC0415 - showing needs no mutmut

    shutil.rmtree(HOME, ignore_errors=True)
    shutil.copytree(ROOT / "framework/gatecoach", HOME / "gatecoach", ignore=shutil.ignore_patterns("__pycache__"))
    for kind in ("stages", "questions"):
        shutil.copytree(ROOT / kind, HOME / "gatecoach" / kind)
    names = []
    for path in modules():
        inside = path.relative_to(ROOT / "framework")
        made = mutate_file_contents(str(path), path.read_text(encoding="utf-8"))
        (HOME / inside).write_text(made.code, encoding="utf-8")
        names += [f"{_module(inside)}.{name}" for name in made.mutant_names]
    return names


def _module(path):
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


class Switches:
    """The mutants by name. A mutant is switched on by giving its code to the function it is made of.

    This stands where mutmut has a trampoline in front of each function, which costs more than most of the functions.
    """

    def __init__(self):
        """Nothing is known before the mutated modules are imported."""
        self.known = []

    def __call__(self, mutants, **_):
        """Take note of a function and the mutants made of it, as mutmut's decorator; the function stays what it is."""
        return lambda function: self.known.append((function, mutants)) or function

    def reached(self):
        """What each code object is called by the mutants of it."""
        return {
            function.__code__: f"{function.__module__}.{next(name for name in mutants if '__mutmut_' in name)}"
            for function, mutants in self.known
        }

    def on(self, wanted):
        """Switch one mutant on, for good."""
        module, _, name = wanted.rpartition(".")
        function, mutants = next(each for each in self.known if each[0].__module__ == module and name in each[1])
        mutant = getattr(mutants[name], "__func__", mutants[name])
        function.__code__ = mutant.__code__
        function.__defaults__, function.__kwdefaults__ = mutant.__defaults__, mutant.__kwdefaults__


class Loop:
    """A pytest plugin that runs the collected tests once per mutant instead of once."""

    def __init__(self, names, switches, workers):
        """`names` are the mutants to try, `workers` how many at a time."""
        self.names = names
        self.switches = switches
        self.workers = workers
        self.before = kept()
        self.outcomes = {}
        self.running = {}
        self.killers = {}

    def pytest_sessionstart(self):
        """Have all modules that are tried in memory, so that each process need not read them anew."""
        for module in sorted({name.rpartition(".")[0] for name in self.names}):
            found = importlib.import_module(module)
            assert Path(found.__file__).is_relative_to(HOME), found.__file__

    def pytest_runtestloop(self, session):
        """Measure which test reaches which function, then try the mutants."""
        _forked(lambda: self._measure(session.items))
        reached = json.loads(REACHED.read_text(encoding="utf-8"))
        started = time.monotonic()
        gc.collect()
        gc.freeze()
        for number, name in enumerate(self.names, start=1):
            while len(self.running) >= self.workers:
                self._reap()
            tests = reached.get(_of(name), {})
            if items := self._ordered(name, [item for item in session.items if item.nodeid in tests], tests):
                self._start(name, items, sum(tests.values()))
            else:
                self.outcomes[name] = "no test"
            if number % 100 == 0:
                spent = time.monotonic() - started
                print(f"{number} of {len(self.names)} mutants, {spent:.0f} s, {score(self.outcomes)}", flush=True)
                keep(self.outcomes, self.before)
        while self.running:
            self._reap()
        return True

    def _ordered(self, name, items, seconds):
        """What noticed another mutant of the function comes first, then the tests of the module, then quick ones."""
        module = name.split(".")[1]
        killers = self.killers.get(_of(name), [])
        known = {nodeid: place for place, nodeid in enumerate(reversed(killers))}
        return sorted(
            items,
            key=lambda item: (known.get(item.nodeid, len(known)), module not in item.nodeid, seconds[item.nodeid]),
        )

    def _measure(self, items):
        """Every test once: what it reaches and how long it takes. What fails without any mutant is left out."""
        names = {code: _of(name) for code, name in self.switches.reached().items()}
        reached, met, failing = {}, set(), []
        for item, after in itertools.zip_longest(items, items[1:]):
            before = time.process_time()
            sys.setprofile(lambda frame, _event, _value: met.add(frame.f_code))
            failure = _failure(item, after)
            sys.setprofile(None)
            spent = time.process_time() - before
            for code in () if failure else met & names.keys():
                reached.setdefault(names[code], {})[item.nodeid] = round(spent, 4)
            met.clear()
            failing += [failure] if failure else []
        if failing:
            print(f"left out, because they fail without any mutant: {len(failing)} tests", *failing[:9], sep="\n  ")
        REACHED.write_text(json.dumps(reached), encoding="utf-8")

    def _start(self, name, items, usual):
        """Fork a process that tries one mutant; `usual` is how long its tests take without it."""
        heard, told = os.pipe()
        pid = os.fork()
        if pid:
            os.close(told)
            self.running[pid] = name, heard
            return
        limit = int(5 + usual)
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            self.switches.on(name)
            failures = itertools.starmap(_failure, itertools.zip_longest(items, items[1:]))
            killer = next(filter(None, failures), "")
            os.write(told, killer.encode())
            os._exit(1 if killer else 0)
        finally:
            os._exit(1)

    def _reap(self):
        pid, status = os.wait()
        name, heard = self.running.pop(pid)
        killer = os.read(heard, 4096).decode()
        os.close(heard)
        if killer:
            own = self.killers.setdefault(_of(name), [])
            self.killers[_of(name)] = [*(each for each in own if each != killer), killer]
        code = os.waitstatus_to_exitcode(status)
        late = code in (-signal.SIGXCPU, -signal.SIGKILL)
        self.outcomes[name] = "timeout" if late else "killed" if code else "survived"


def _of(mutant):
    """The function that a mutant is made of."""
    return mutant.partition("__mutmut_")[0]


def _failure(item, after):
    """Run one test as pytest does; its name if it fails, else nothing."""
    from _pytest.runner import runtestprotocol  # noqa: PLC0415 - after the engine's mutants are in place

    reports = runtestprotocol(item, log=False, nextitem=after)
    return item.nodeid if any(report.failed for report in reports) else ""


def _forked(work):
    """Do something in a process of its own, so that nothing it leaves in memory is seen by the mutants."""
    if (pid := os.fork()) == 0:
        work()
        sys.stdout.flush()
        os._exit(0)
    os.waitpid(pid, 0)


def score(outcomes):
    """How many mutants were noticed, in words."""
    killed = sum(each in KILLED for each in outcomes.values())
    return f"{killed} of {len(outcomes)} noticed, {100 * killed / max(1, len(outcomes)):.1f} %"


def tell(outcomes):
    """The score of each module and of all."""
    for module in sorted({name.rpartition(".")[0] for name in outcomes}):
        own = {name: each for name, each in outcomes.items() if name.rpartition(".")[0] == module}
        print(f"{module:<28} {score(own)}")
    print(f"{'all':<28} {score(outcomes)}")


def changes(names):
    """Each mutant with the function it is made of and its text before and after, apart from the name."""
    found = {}
    for module in sorted({name.rpartition(".")[0] for name in names}):
        path = (HOME / Path(*module.split("."))).with_suffix(".py")
        text = (path if path.exists() else path.with_suffix("") / "__init__.py").read_text(encoding="utf-8")
        lines = text.splitlines()
        bodies = {
            node.name: "\n".join(lines[node.lineno - 1 : node.end_lineno])[node.col_offset :]
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef)
        }
        for name in (each.rpartition(".")[2] for each in names if each.rpartition(".")[0] == module):
            origin = name.partition("__mutmut_")[0]
            parts = origin.removeprefix("x_").split("ǁ")
            function = ".".join([*module.split(".")[1:], *(parts[1:] if origin.startswith("xǁ") else parts)])
            own = function.rpartition(".")[2]
            texts = (bodies[each].replace(each, own) for each in (f"{origin}__mutmut_orig", name))
            found[f"{module}.{name}"] = (function, *texts)
    return found


def unlisted(names):
    """The mutants of these that the list does not name, with their changes."""
    found = changes(names)
    folds = {name: (each[0], *map(survivors.folded, each[1:])) for name, each in found.items()}
    known = set(survivors.known(folds.values(), survivors.places()))
    return {name: found[name] for name, each in folds.items() if each not in known}


def show(names):
    """Each mutant that the list does not name, as the change it makes."""
    for name, (_, before, after) in unlisted(names).items():
        lines = list(difflib.unified_diff(before.splitlines(), after.splitlines(), n=1, lineterm=""))[2:]
        print(f"## {name}", *(line for line in lines if not line.startswith("@@")), sep="\n")


def keep(outcomes, before=MappingProxyType({})):
    """Write down what became of the mutants."""
    OUTCOMES.write_text(json.dumps({**before, **outcomes}, indent=1), encoding="utf-8")


def kept():
    """What became of the mutants that were tried before."""
    return json.loads(OUTCOMES.read_text(encoding="utf-8")) if OUTCOMES.exists() else {}


def chosen(names, asked):
    """Of these mutants those that the command line asks for."""
    before = kept()
    if asked.again or asked.show:
        names = [name for name in names if before.get(name) in SURVIVED]
    if asked.on:
        names = [name for name in names if name not in before]
    if asked.patterns:
        names = [name for name in names if any(fnmatch.fnmatch(name, pattern) for pattern in asked.patterns)]
    by_module = {}
    for name in names:
        by_module.setdefault(name.rpartition(".")[0], []).append(name)
    return [name for own in by_module.values() for name in own[:: asked.every]]


def wanted():
    """The command line, read."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("patterns", nargs="*")
    ask.add_argument("--every", type=int, default=1)
    ask.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    ask.add_argument("--least", type=float, default=0)
    for flag in ("again", "on", "show"):
        ask.add_argument(f"--{flag}", action="store_true")
    return ask.parse_args()


def tried(names, workers):
    """Let pytest collect the tests, and try these mutants with them; what became of each."""
    import mutmut.mutation.trampoline  # noqa: PLC0415
    import pytest  # noqa: PLC0415 - loads the engine, which has to be the one with the mutants

    mutmut.mutation.trampoline.wrap_in_trampoline = switches = Switches()
    loop = Loop(names, switches, workers)
    options = ["-q", "-s", "-p", "no:randomly", "-p", "no:xdist", "-p", "no:cacheprovider", "--tb=native"]
    options += [f"--deselect={each}" for each in WITHOUT]
    tests = [str(path.relative_to(ROOT)) for each in TESTS for path in sorted(ROOT.glob(each))]
    pytest.main([*options, "-o", f"pythonpath={HOME} tests tests/docs", *tests], plugins=[loop])
    return loop.outcomes


def main():
    """Try the mutants, write down what became of each, and fail below the score asked for."""
    asked, before = wanted(), kept()
    os.chdir(ROOT)
    if asked.show:
        show(chosen(before, asked))
        return 0
    os.environ["GATECOACH_PROFILE"] = "mutate"
    os.environ.setdefault("GATECOACH_EXAMPLES", "30")
    names = lay_out()
    sys.path.insert(0, str(HOME))
    part = asked.patterns or asked.again or asked.on
    before = {name: each for name, each in before.items() if part and name in names}
    keep(before)
    outcomes = tried(chosen(names, asked), asked.workers)
    keep(outcomes, before)
    tell({**before, **outcomes} if asked.on else outcomes)
    left = [name for name, each in outcomes.items() if each in SURVIVED]
    new = unlisted(left)
    print(f"{len(left)} survivors, {len(new)} of them not in the list", *new, sep="\n  ")
    killed = sum(each in KILLED for each in outcomes.values())
    return 0 if killed >= asked.least / 100 * len(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())

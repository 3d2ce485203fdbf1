"""Below the command line nothing reads a clock, the environment or the network: what is needed is handed in."""

from __future__ import annotations

import ast

import pytest

CLOCKS = {
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "datetime.date.today",
    *(f"time.{name}" for name in ("time", "time_ns", "localtime", "gmtime", "ctime", "monotonic", "perf_counter")),
}
ENVIRONMENT = {"os.environ", "os.environb", "os.getenv", "os.getenvb", "os.getcwd", "sys.argv"}
TERMINAL = {"typer", "rich", "click"}
OUTSIDE = {"socket", "ssl", "urllib.request", "http.client", "smtplib", "imaplib", "subprocess", "asyncio", "random"}


def aliases_of(tree):
    """What each imported name of a module stands for: `dt` is `datetime`, `today` is `datetime.date`."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for each in node.names:
                first = each.name.partition(".")[0]
                names[each.asname or first] = each.name if each.asname else first
        elif isinstance(node, ast.ImportFrom):
            names.update({each.asname or each.name: f"{node.module}.{each.name}" for each in node.names})
    return names


def full_name(node, aliases):
    """The full dotted name a Name or Attribute stands for, or nothing when it does not start at an import."""
    if isinstance(node, ast.Name):
        return aliases.get(node.id, "")
    if isinstance(node, ast.Attribute):
        before = full_name(node.value, aliases)
        return f"{before}.{node.attr}" if before else ""
    return ""


def readings(tree):
    """Every use of a clock, the environment, the network or a terminal library in a module, by line."""
    aliases = aliases_of(tree)
    used = {(node.lineno, full_name(node, aliases)) for node in ast.walk(tree) if isinstance(node, ast.expr)}
    brought = {(0, name) for name in aliases.values() for out in OUTSIDE | TERMINAL if f"{name}.".startswith(f"{out}.")}
    return sorted({(line, name) for line, name in used if name in CLOCKS | ENVIRONMENT} | brought)


def test_only_the_command_line_reads_the_clock_or_the_environment(engine):
    """No module of the engine outside cli/ reads clock, environment, network or chance, or uses a terminal."""
    below = [each for each in engine if not each.path.startswith("framework/gatecoach/cli/")]
    assert [(each.path, *use) for each in below for use in readings(each.tree)] == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("import datetime as dt\nx = dt.datetime.now(dt.UTC)", "datetime.datetime.now"),
        ("from datetime import date as day\nx = day.today()", "datetime.date.today"),
        ("from time import time\nx = sorted([], key=lambda _: time())", "time.time"),
        ("import os.path\nx = os.environ['HOME']", "os.environ"),
        ("from os import getenv as look\nx = look", "os.getenv"),
        ("def f():\n    import urllib.request as web\n    web.urlopen('')", "urllib.request"),
        ("from random import choice", "random.choice"),
        ("def f():\n    from rich.table import Table", "rich.table.Table"),
    ],
)
def test_a_planted_reading_is_seen(code, name):
    """The search sees through aliases, attributes, lambdas and imports inside functions."""
    assert [used for _, used in readings(ast.parse(code))] == [name]


@pytest.mark.parametrize(
    "code",
    [
        "import datetime as dt\nx = dt.datetime(2026, 4, 2, tzinfo=dt.UTC)",
        "from gatecoach.time import time\nx = time()",
        "def f(now, environ):\n    return now.today, environ",
        "import urllib.parse",
    ],
)
def test_an_innocent_module_is_left_alone(code):
    """Times that are handed in and names that only look alike are no readings."""
    assert readings(ast.parse(code)) == []

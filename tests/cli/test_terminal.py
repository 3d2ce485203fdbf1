"""Output for people and for pipes: width, colour, odd encodings."""

from __future__ import annotations

import io
import sys

import pytest
from cli.small_deal import AT

from gatecoach.cli.output import show, width


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_output_fits_the_columns_that_are_asked_for(on_deal, monkeypatch, columns):
    """COLUMNS sets the width; 60 reads well."""
    monkeypatch.setenv("COLUMNS", str(columns))
    for words in (("standing", "006A"), ("decide", "006A", "needs-confirmed")):
        assert max(map(len, on_deal(*words).out.splitlines())) <= columns


@pytest.mark.parametrize(("columns", "used"), [("10", 40), ("60", 60), ("500", 120), ("", 100)])
def test_the_width_has_bounds_and_a_default(monkeypatch, columns, used):
    """Neither a sliver nor a banner; 100 where nobody says."""
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(sys, "__stdout__", None)
    assert width() == used


def test_without_a_terminal_there_are_no_escape_codes(process):
    """Even if the environment praises colour."""
    done = process("standing", "006A", "--data", "deal", "--at", AT, TERM="xterm-256color", FORCE_COLOR="1")
    assert done.code == 0
    assert "\x1b" not in done.out + done.err
    assert "\x1b" not in process("--help", TERM="xterm-256color", FORCE_COLOR="1").out


class Terminal(io.StringIO):
    """A stdout that says it is a terminal."""

    def isatty(self):
        """Yes."""
        return True


@pytest.fixture
def on_terminal(monkeypatch):
    """Show text on a colourful terminal under some settings; gives what arrives there."""

    def showing(text, **settings):
        monkeypatch.delenv("NO_COLOR", raising=False)
        for name, value in {"TERM": "xterm-256color", **settings}.items():
            monkeypatch.setenv(name, value)
        with monkeypatch.context() as only_here:
            only_here.setattr(sys, "stdout", Terminal())
            show(text)
            return sys.stdout.getvalue()

    return showing


def test_on_a_terminal_the_marks_are_coloured(on_terminal):
    """The text is the same, only the marks have a colour."""
    shown = on_terminal("[x] done\n[ ] open\n")
    assert shown == "\x1b[32m[x]\x1b[0m done\n\x1b[33m[ ]\x1b[0m open\n"


@pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_who_wants_no_colour_gets_none(on_terminal, setting):
    """NO_COLOR and a dumb terminal are honoured."""
    assert on_terminal("[x] done\n", **setting) == "[x] done\n"


def test_a_terminal_without_the_letters_gets_substitutes(process):
    """An encoding that lacks a character never ends a command."""
    done = process("explain", "GC001", PYTHONIOENCODING="ascii")
    assert done.code == 0
    assert "A whole ? sign" in done.out


def test_starting_costs_little(process):
    """The help loads neither the engine nor rich."""
    done = process("--help", PYTHONPROFILEIMPORTTIME="1")
    loaded = {line.rpartition("|")[2].strip() for line in done.err.splitlines()}
    assert not {"transitions", "gatecoach.framework", "rich.console"} & loaded

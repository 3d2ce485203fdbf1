"""`gatecoach graph`: pictures on stdout or in a file, of the right size, or why not."""

from __future__ import annotations

import re

import pytest

FRAMEWORK = """
gatecoach: 1
framework: two
version: "1"
phases: {p: {title: Phase}}
"""
JOURNEY = """
journey: %s
sides: [customer, seller]
stages: {a: {phase: p}, b: {phase: p}}
evidence: {x: {side: seller}, y: {side: customer}}
gates: {go: {from: a, to: b, requires: {it: {say: It., seller: x, customer: y}}}}
"""


@pytest.fixture
def place(folder):
    """A function: a folder with a framework of these journeys."""

    def made(*names):
        (folder / "two").mkdir()
        (folder / "two/framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
        for name in names:
            (folder / f"two/{name}.yaml").write_text(JOURNEY % name, encoding="utf-8")
        return "two"

    return made


def size(svg):
    """How wide and high a picture is."""
    return [float(each) for each in re.search(r'viewBox="0 0 (\S+) (\S+)"', svg).groups()]


def test_the_journey_of_deals_is_drawn_as_mermaid(run):
    """Where neither journey nor form is named; nothing but the picture is on stdout."""
    done = run("graph", "first-deal")
    assert done.code == 0
    assert done.out.startswith("flowchart TB\n    accTitle: Opportunity\n")
    assert done.err == ""


def test_a_conversation_is_named(run):
    """Any journey of the framework can be drawn, in the language that is asked for."""
    done = run("graph", "first-deal", "gate-review", "--language", "de")
    assert "accTitle: Gate review" in done.out
    assert "Zurück zu einem früheren Schritt" in done.out


@pytest.mark.parametrize("option", ["--output", "--out"])
def test_a_picture_is_written_to_a_file(run, folder, option):
    """The same bytes as on stdout, and a word on stderr where they are."""
    done = run("graph", "first-deal", "--format", "svg", option, "deal.svg")
    assert (done.code, done.out, done.err) == (0, "", "written to deal.svg\n")
    assert (folder / "deal.svg").read_text(encoding="utf-8") == run("graph", "first-deal", "--format", "svg").out


@pytest.mark.parametrize(
    ("words", "width"), [((), 390), (("--for", "phone"), 390), (("--for", "screen"), 1200), (("--width", "800"), 800)]
)
def test_an_svg_is_as_wide_as_asked(run, words, width):
    """Left out, it is for a phone."""
    assert size(run("graph", "first-deal", "--format", "svg", *words).out)[0] == width


def test_an_svg_for_paper_fits_on_a_page(run):
    """It is as wide as it must be to be no higher than a page of that width."""
    wide, high = size(run("graph", "first-deal", "gate-review", "--format", "svg", "--for", "paper").out)
    assert wide > 720
    assert high <= 1.3 * wide


def test_the_only_journey_need_not_be_named(run, place):
    """As for deals."""
    assert "stage_a[" in run("graph", place("renewal")).out


@pytest.mark.parametrize(
    ("words", "code", "help"),
    [
        (("first-deal", "gate-revue"), "unknown-journey", 'did you mean "gate-review"?'),
        (("first-deal", "--for", "paper"), "no-size", "Add --format svg."),
        (("first-deal", "--width", "500"), "no-size", "Add --format svg."),
        (("first-deal", "--format", "svg", "--for", "paper", "--width", "500"), "two-sizes", "Leave --for or --width"),
        (("first-deal", "--format", "svg", "--width", "10"), "bad-width", "Give a width from 360 to 4000."),
        (("first-deal", "--output", "no/such/folder.svg"), "not-written", "there is no folder no/such"),
        (("two",), "which-journey", "Name one behind its place: lead, renewal."),
    ],
)
def test_what_cannot_be_drawn_is_said_with_a_next_step(run, place, words, code, help):
    """Nothing is on stdout, and the command fails as a usage error."""
    place("lead", "renewal")
    done = run("graph", *words)
    assert (done.code, done.out) == (2, "")
    assert f"[{code}]" in done.err
    assert help in done.err


def test_the_example_in_the_help_runs(run, folder):
    """It stands on a line of its own, ready to be copied."""
    line = next(
        line.strip() for line in run("graph", "--help").out.splitlines() if line.strip().startswith("gatecoach ")
    )
    assert run(*line.split()[1:]).code == 0
    assert (folder / "first-deal.svg").read_text(encoding="utf-8").startswith("<svg ")

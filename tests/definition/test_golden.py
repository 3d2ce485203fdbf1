"""The message as a terminal shows it: place, source line, caret, nearest name, path and where to read on."""

from __future__ import annotations

import pytest
from places import JOURNEY, changed, edited

GOLDEN = """\
acme/opportunity.yaml:14:19: error: unknown evidence "review-answred" [GC014]
 14 |         customer: review-answred
    |                   ^^^^^^^^^^^^^^ did you mean "review-answered"?
    = at gates.needs-confirmed.requires.needs-are-theirs.customer   help: gatecoach explain GC014"""


def test_an_unknown_evidence_reads_as_the_design_shows():
    """The whole text of the finding, character by character."""
    (finding,) = edited("opportunity.yaml", "customer: review-answered", "customer: review-answred")
    assert finding.text() == GOLDEN


@pytest.mark.parametrize("indent", ["", "  ", "      "])
def test_the_caret_follows_the_token(indent):
    """Other spaces before the value move line, column and caret with it, nothing else."""
    (finding,) = edited("opportunity.yaml", "customer: review-answered", f"customer: {indent}review-answred")
    lines = finding.text().splitlines()
    assert lines[1].index("review-answred") == lines[2].index("^")
    assert finding.column == 19 + len(indent)


def test_other_words_give_another_text():
    """The golden text is about this mistake alone: another word, another line or another code differ from it."""
    one, other = JOURNEY.replace("answered", "answerd"), changed(JOURNEY, "seller: review-sent", "seller: review-snet")
    for text in (one, other, f"# a remark\n{JOURNEY.replace('answered', 'answred')}"):
        found = edited("opportunity.yaml", JOURNEY, text)
        assert len(found) == 1
        assert found[0].text() != GOLDEN


def test_a_finding_is_also_a_plain_record():
    """Machines get every part under its own name."""
    (finding,) = edited("opportunity.yaml", "customer: review-answered", "customer: review-answred")
    assert finding.as_dict() == {
        "code": "GC014",
        "message": 'unknown evidence "review-answred"',
        "file": "acme/opportunity.yaml",
        "line": 14,
        "column": 19,
        "length": 14,
        "source": "        customer: review-answred",
        "path": "gates.needs-confirmed.requires.needs-are-theirs.customer",
        "hint": 'did you mean "review-answered"?',
        "severity": "error",
    }

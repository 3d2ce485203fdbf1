"""`# gatecoach: allow CODE because …`: it silences one warning on its line, and is a finding where it does not."""

from __future__ import annotations

import pytest
from linter.worlds import BANK, DEAL, FW, findings_of, messages, said, with_

FIRST = '  first: {ask: "What is new?", closes: needs-confirmed.needs-are-theirs}\n'
CLOSED = '  first: {ask: "Is it new?", closes: needs-confirmed.needs-are-theirs}'
BECAUSE = "# gatecoach: allow GC047 because it opens the talk"


def bank(*lines):
    """The change of the bank's only question into these lines."""
    return BANK, FIRST, "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize(
    "lines",
    [
        (f"{CLOSED}   {BECAUSE}",),
        (f"  {BECAUSE}", CLOSED),
        (f"  {BECAUSE}", "  # what they said is another question", CLOSED),
        (f"{CLOSED}   #gatecoach:allow  GC047  because: it is so",),
    ],
)
def test_a_warning_that_is_meant_is_not_told(lines):
    """On its line, or on a line of its own above, other remarks between them."""
    assert said(bank(*lines)) == []


def test_several_codes_in_one_remark():
    """Each must be there."""
    both = f"{CLOSED} # gatecoach: allow GC047, GC050 because so"
    twice = (DEAL, "  signed:\n", '    ask: "Is it new?"   # gatecoach: allow GC047 because it is\n  signed:\n')
    assert said(bank(both.replace(", GC050", "")), twice) == [("GC050", 16, '"Is it new?"')]
    assert messages(bank(both)) == [
        ("there is no GC050 here to allow", "take it out, or put it on the line of the finding")
    ]


@pytest.mark.parametrize(
    ("remark", "message"),
    [
        ("# gatecoach: allow GC047", "this gives no reason"),
        ("# gatecoach: allow GC047 because", "this gives no reason"),
        ("# gatecoach: allow GC047 because …", "this gives no reason"),
        ("# gatecoach: allow because it is so", "this allows no code"),
        ("# gatecoach: allow", "this allows no code"),
    ],
)
def test_a_remark_that_lacks_something(remark, message):
    """It silences all the same, so that there is one finding: the remark itself."""
    found = said(bank(f"{CLOSED} {remark}"))
    wanted = [("GC056", 4, remark)]
    assert [each for each in found if each[0] == "GC056"] == wanted
    assert ("GC047" in [code for code, *_ in found]) is ("no code" in message)
    assert message in [words for words, _ in messages(bank(f"{CLOSED} {remark}"))]


def test_a_remark_about_a_code_that_does_not_exist():
    """The nearest one is offered."""
    found = messages(bank(f"{CLOSED} # gatecoach: allow GC0447 because it is so"))
    assert ('there is no code "GC0447"', 'did you mean "GC047"?') in found


def test_an_error_cannot_be_allowed():
    """It keeps the framework from loading, whatever is said about it."""
    broken = (DEAL, "    to: proposal\n", "    to: propsal  # gatecoach: allow GC014 because it comes later\n")
    assert [code for code, *_ in said(broken)] == ["GC014", "GC056"]
    assert ("GC014 is an error, which cannot be allowed", "mend what it is about") in messages(broken)


@pytest.mark.parametrize(
    "lines", [(f"{FIRST.rstrip()} {BECAUSE}",), (f"  {BECAUSE}", FIRST.rstrip()), (FIRST.rstrip(), f"  {BECAUSE}")]
)
def test_a_remark_that_silences_nothing(lines):
    """What was mended needs no remark any more; neither does a line without a finding, or the end of a file."""
    ((code, _, token),) = said(bank(*lines))
    assert (code, token) == ("GC056", BECAUSE)


def test_while_there_are_errors_no_remark_is_idle():
    """Most warnings are not known then."""
    broken = (DEAL, "    to: proposal\n", "    to: propsal\n")
    assert [code for code, *_ in said(broken, bank(f"{FIRST.rstrip()} {BECAUSE}"))] == ["GC014"]


def test_a_note_can_be_allowed_too():
    """Whatever is no error."""
    two = CLOSED.replace("Is it new?", "Who wrote? What was it?")
    assert said(bank(f"{two} # gatecoach: allow GC049 because both are one")) == []


@pytest.mark.parametrize(
    "text",
    [
        '  first: {ask: "What is # gatecoach: allow GC047 because so?", closes: needs-confirmed}',
        "  first:\n    closes: needs-confirmed\n    ask: |\n      What\n      # gatecoach: allow GC047 because?",
    ],
)
def test_a_remark_inside_a_text_is_none(text):
    """What people read is no remark about the file."""
    assert said(bank(text)) == []


def test_a_remark_allows_in_its_own_file_alone():
    """The same line of another file has its own."""
    assert "GC047" in [code for code, *_ in said((FW, "version:", f"{BECAUSE}\nversion:"), bank(CLOSED))]


def test_any_number_of_findings_on_a_line_of_that_code():
    """One remark is about all of them."""
    two = '  first: {ask: {en: "Is it new?", de: "Ist es neu?"}, closes: needs-confirmed} ' + BECAUSE
    assert findings_of(with_(bank(two))) == []

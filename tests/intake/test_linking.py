"""Links through a thread: directly named first, else the nearest; circles and gaps lead nowhere."""

from __future__ import annotations

import base64

import pytest

from gatecoach.intake.headers import read
from gatecoach.intake.linking import link


@pytest.fixture
def links(mail):
    """Links a thread written as `id: (in-reply-to, references)`; ids are short, the label is on `L`."""

    def build(thread, labelled=("L",)):
        mails = {}
        for key, (direct, references) in thread.items():
            above = {"In-Reply-To": _ids(direct), "References": _ids(references), "Message-ID": f"<{key}>"}
            mails[key] = read(key, mail(above))
        return {key: (each.parents, each.anchors) for key, each in link(mails, labelled).items()}

    return build


def _ids(names):
    """`ab` as `<a> <b>`; no names, no header."""
    return " ".join(f"<{name}>" for name in names) or None


THREADS = [
    ("direct", {"a": ("L", "")}, {"a": ("L", "L")}),
    ("by references", {"a": ("", "xL")}, {"a": ("L", "L")}),
    ("nearest of references", {"a": ("", "LMx")}, {"a": ("M", "M")}),
    ("direct before nearest", {"a": ("L", "LM")}, {"a": ("L", "L")}),
    ("unknown direct", {"a": ("x", "L")}, {"a": ("L", "L")}),
    ("through another message", {"a": ("L", ""), "b": ("a", "")}, {"a": ("L", "L"), "b": ("a", "L")}),
    ("two answered at once", {"a": ("LM", "")}, {"a": ("LM", "LM")}),
    ("a labelled one ends the way", {"M": ("L", ""), "b": ("M", "")}, {"M": ("L", "L"), "b": ("M", "M")}),
    ("leads nowhere", {"a": ("x", "y"), "b": ("a", "")}, {"a": ("", ""), "b": ("", "")}),
    ("itself", {"a": ("a", "a")}, {"a": ("", "")}),
    ("itself beside the label", {"a": ("aL", "")}, {"a": ("L", "L")}),
    ("itself last in references", {"a": ("", "La")}, {"a": ("L", "L")}),
    ("a labelled one naming itself", {"L": ("L", "L")}, {"L": ("", "")}),
    ("a circle", {"a": ("b", ""), "b": ("a", "")}, {"a": ("", ""), "b": ("", "")}),
    ("a circle with a way out it does not take", {"a": ("b", ""), "b": ("a", "L")}, {"a": ("", ""), "b": ("", "")}),
    ("a circle beside the label", {"a": ("Lb", ""), "b": ("a", "")}, {"a": ("Lb", "L"), "b": ("a", "L")}),
]


@pytest.mark.parametrize(("name", "thread", "expected"), THREADS, ids=[each[0] for each in THREADS])
def test_a_message_is_linked_to_what_it_answers(links, name, thread, expected):
    """Each thread gives every message its parents and the labelled messages they lead to."""
    assert links(thread, "LM") == {key: (tuple(up), tuple(top)) for key, (up, top) in expected.items()}


def index(*replies):
    """A place in a thread as Outlook writes it: the thread, and five bytes for each reply on the way."""
    return base64.b64encode(b"T" * 22 + b"".join(bytes([each]) * 5 for each in replies)).decode()


PLACES = [
    # note, the places of the labelled mail L, of m and of r, what r is linked to
    ("below", index(), None, index(1), ("L", "L")),
    ("far below", index(), None, index(1, 2, 3), ("L", "L")),
    ("through another", index(), index(1), index(1, 2), ("m", "L")),
    ("beside another", index(), index(2), index(1, 2), ("L", "L")),
    ("above", index(1), None, index(), ("", "")),
    ("on another branch", index(1), None, index(2, 3), ("", "")),
    ("no base64", index(), None, "!!" + index(1), ("", "")),
    ("too short", "VFRU", None, "VFRUVFRU", ("", "")),
]


@pytest.mark.parametrize("place", PLACES, ids=[each[0] for each in PLACES])
def test_outlooks_place_in_the_thread_is_a_link_where_there_is_no_other(mail, place):
    """The nearest message above it is answered; another branch of the same thread is not above."""
    _, top, between, below, expected = place
    places = {"L": top, "m": between, "r": below}
    mails = {
        key: read(key, mail({"In-Reply-To": None, "Message-ID": f"<{key}>", "Thread-Index": each}))
        for key, each in places.items()
    }
    found = link(mails, ["L"])["r"]
    assert (found.parents, found.anchors) == (tuple(expected[0]), tuple(expected[1]))
    assert found.header == ("thread-index" if expected[0] else "")


@pytest.mark.parametrize(
    ("above", "header"),
    [({"In-Reply-To": "<L>"}, "in-reply-to"), ({"In-Reply-To": "<x>", "References": "<L>"}, "references"), ({}, "")],
)
def test_a_link_says_which_header_it_stands_in(mail, above, header):
    """That header has to be signed for the link to be proven."""
    found = link({"r": read("r", mail({"In-Reply-To": None, "Message-ID": "<r>", **above}))}, ["L"])
    assert found["r"].header == header


def test_a_long_thread_is_followed_to_its_end(links):
    """A thread of 3,000 messages, each answering the one before, needs no recursion."""
    thread = {f"m{number}": ((f"m{number - 1}",) if number else "L", "") for number in range(3000)}
    assert links(thread)["m2999"] == (("m2998",), ("L",))

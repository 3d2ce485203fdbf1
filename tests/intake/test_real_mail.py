"""Real mail in all its variety, where it is at hand: held against what a careful person says of any mail.

Nobody here has read these mails, so what is expected is what holds of every one of them, found out a second way: by the
standard library's own reading and plain sentences, not by the rules under test.
"""

from __future__ import annotations

import email
import re
from collections import Counter

import pytest

from gatecoach.facts import Label, Person
from gatecoach.intake import MailContext, read_mail
from gatecoach.intake.mailboxes import mails_at

WAITING = {"quoted-text", "not-to-us", "maybe-automatic", "list", "no-new-text", "same-id-other-content"}
"""What a person is asked about a reply; nothing else may become of one."""


@pytest.fixture(scope="module")
def real(root):
    """Every message under the folders for mail of ../shared/data, as its README lays them out: (name, bytes)."""
    data = root.parent / "shared" / "data"
    folders = sorted(each for each in data.glob("*mail*") if each.is_dir()) if (data / "README.md").is_file() else []
    found = [(f"{folder.name}/{name}", raw) for folder in folders for name, raw in mails_at(folder)]
    if not found:
        pytest.skip("0 real mails were read: ../shared/data with its README.md and folders for mail is not here")
    return found


@pytest.fixture(scope="module")
def headers(real):
    """The headers of each message, by name, as the standard library reads them."""
    return {name: email.message_from_bytes(raw) for name, raw in real}


@pytest.fixture(scope="module")
def read(real, headers):
    """All of them at once: whoever began a thread is taken for a seller, and the first mail for a labelled one."""
    first = {
        _id(each): _sender(each)
        for each in headers.values()
        if _id(each) and not (each["In-Reply-To"] or each["References"])
    }
    people = [Person(id=each, side="seller", addresses=(each,)) for each in sorted({*first.values()} - {""})]
    labels = [Label(label="sent", message=key, by=by, at="2000-01-01") for key, by in first.items()]
    context = MailContext({"sent": ("answered",)}, tuple(people), tuple(labels))
    return read_mail(real, context), first


def _sender(message):
    found = re.findall(r"[^\s<>()\",;:]+@[^\s<>()\",;:]+", str(message["From"] or ""))
    return found[-1].lower() if found else ""


def _id(message):
    found = re.fullmatch(r"\s*<([^<>\s]+)>\s*", str(message["Message-ID"] or ""))
    return found[1] if found else ""


def test_every_message_has_an_outcome_and_a_sentence(real, read):
    """None is lost, none raises; how many became what is told with -s."""
    outcomes = read[0].outcomes
    assert {name for name, _ in real} == {each.name for each in outcomes if each.name in dict(real)}
    assert all(each.text() and each.text("de") for each in outcomes)
    print(
        f"{len(real)} real mails:",
        *(f"{n} {rule}" for rule, n in Counter(each.rule for each in outcomes).most_common()),
    )


def test_no_upload_is_more_than_somebodys_word(read):
    """Without keys and without a connector nothing proves where a mail comes from."""
    assert {item.grade for item in read[0].evidence} <= {"asserted"}


def test_nothing_that_is_quoted_is_new(read):
    """No line of anybody's new text begins as quotes do."""
    lines = [line for item in read[0].evidence for line in item.text.split("\n")]
    assert [line for line in lines if line.lstrip().startswith(">")] == []


def test_a_machine_is_never_taken_for_a_person(read, headers):
    """What says of itself that a machine sent it counts as such or not at all."""
    items = {item.id: item for item in read[0].evidence}
    for each in read[0].outcomes:
        mark = str(headers[each.name]["Auto-Submitted"] or "no") if each.name in headers else "no"
        if not mark.lower().startswith("no"):
            assert each.outcome in ("no", "reject") or all(items[made].machine_sent for made in each.made)


def test_an_answer_to_the_first_mail_is_evidence_or_asks_a_person(read, headers):
    """A mail of somebody else that names the first mail of a thread is never just nothing."""
    outcomes, first = read
    became = {each.name: each for each in outcomes.outcomes}
    for name, message in headers.items():
        direct = re.findall(r"<([^<>\s]+)>", str(message["In-Reply-To"] or ""))
        sender, each = _sender(message), became[name]
        if [first.get(key, sender) for key in direct] not in ([], [sender] * len(direct)) and each.outcome != "reject":
            told = each.outcome == "evidence" or each.rule in {
                *WAITING,
                "duplicate",
                "automatic",
                "forwarded",
                "calendar",
            }
            assert told, f"{name}: {each.text()}"

"""Where mails lie: every message of a file, a folder, a Maildir or an mbox comes once, by a name that finds it."""

from __future__ import annotations

import io
import mailbox

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatecoach.intake import read_mail
from gatecoach.intake.mailboxes import in_mbox, is_maildir, mails_at
from gatecoach.intake.structure import MAX_BYTES

ONE, TWO = b"Subject: one\n\nYes.\n", b"Subject: two\n\nNo.\n"
SEPARATOR = b"From anna@pumps.example Tue Mar  3 09:00:00 2026\n"


def put(folder, *names, raw=ONE):
    """Files of that name in a folder, with the folders they are in."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)


def test_a_file_is_a_mail_whatever_it_is_called(tmp_path):
    """Nothing is told from the ending but an mbox."""
    put(tmp_path, "message")
    assert list(mails_at(tmp_path / "message")) == [("message", ONE)]


def test_a_folder_gives_its_mails_in_the_order_of_their_names(tmp_path):
    """Only `.eml` where there are any; the folder `mails` is looked into first."""
    put(tmp_path, "b.eml", "a.eml", "notes.txt", "deep/c.eml")
    assert [name for name, _ in mails_at(tmp_path)] == ["a.eml", "b.eml"]
    put(tmp_path, "mails/z.eml")
    assert [name for name, _ in mails_at(tmp_path)] == ["z.eml"]


def test_a_folder_without_eml_gives_everything_below_it(tmp_path):
    """Files of any name, hidden ones aside."""
    put(tmp_path, "x/1", "x/y/2", ".hidden", "x/.hidden")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [name for name, _ in mails_at(tmp_path)] == ["x/1", "x/y/2"]


def test_a_maildir_gives_what_was_delivered(tmp_path):
    """What is still being written, and what the server keeps beside the mails, is none."""
    put(tmp_path, "cur/1.host:2,S", "new/2.host", "tmp/3.host", "dovecot.index")
    assert is_maildir(tmp_path)
    assert [name for name, _ in mails_at(tmp_path)] == ["cur/1.host:2,S", "new/2.host"]
    assert not is_maildir(tmp_path / "cur")


def test_a_maildir_of_the_standard_library_is_read(tmp_path):
    """The same messages come out."""
    box = mailbox.Maildir(tmp_path / "box")
    for raw in (ONE, TWO):
        box.add(raw)
    assert sorted(raw for _, raw in mails_at(tmp_path / "box")) == [ONE, TWO]


def test_an_mbox_of_the_standard_library_is_read(tmp_path):
    """The same messages come out, named by their number."""
    box = mailbox.mbox(tmp_path / "all.mbox")
    for raw in (ONE, TWO, b"Subject: three\n\nFrom here on it is fine.\n"):
        box.add(raw)
    box.close()
    found = dict(mails_at(tmp_path / "all.mbox"))
    assert [*found] == ["all.mbox/1", "all.mbox/2", "all.mbox/3"]
    assert found["all.mbox/1"].strip() == ONE.strip()
    assert b">From here on" in found["all.mbox/3"]


def test_an_mbox_in_a_folder_is_named_with_its_folder(tmp_path):
    """The name leads to the message."""
    put(tmp_path, "2026/in.mbox", raw=SEPARATOR + ONE + b"\n" + SEPARATOR + TWO)
    assert [name for name, _ in mails_at(tmp_path)] == ["2026/in.mbox/1", "2026/in.mbox/2"]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", []),
        (SEPARATOR, [b""]),
        (SEPARATOR + ONE, [ONE]),
        (ONE, [ONE]),
        (SEPARATOR + ONE + SEPARATOR + TWO, [ONE + SEPARATOR + TWO]),
        (
            SEPARATOR + ONE.replace(b"\n", b"\r\n") + b"\r\n" + SEPARATOR + TWO,
            [ONE.replace(b"\n", b"\r\n") + b"\r\n", TWO],
        ),
        (SEPARATOR + b"A: b\n\n>From x\n>>From y\n", [b"A: b\n\n>From x\n>>From y\n"]),
    ],
)
def test_a_message_of_an_mbox_ends_where_the_next_begins(data, found):
    """A new one begins behind an empty line; what is quoted in one stays quoted."""
    assert [raw for _, raw in in_mbox(data, "m")] == found


def test_a_quoted_line_never_becomes_the_senders_own(mail, read_one):
    """Whichever way the archive writes such lines, they are no new text."""
    ((_, raw),) = in_mbox(SEPARATOR + mail(body="Yes.\n\n>From the start we agree.\n"), "m")
    assert read_one(raw)[1][0].text == "Yes."


def test_a_message_beyond_the_bound_is_held_only_so_far(context):
    """It is refused as too large, the one behind it is read, and memory stays bounded."""
    huge = SEPARATOR + ONE + b"x" * (MAX_BYTES + 5_000_000) + b"\n\n" + SEPARATOR + TWO
    found = list(in_mbox(io.BytesIO(huge), "m"))
    assert len(found[0][1]) <= MAX_BYTES + 2 * 1024 * 1024
    assert found[1][1] == TWO
    assert read_mail(found[:1], context()).outcomes[0].rule == "too-large"


@given(
    st.lists(
        st.binary(max_size=40).filter(lambda raw: b"From " not in raw and b"\r" not in raw), min_size=1, max_size=5
    )
)
def test_what_is_put_into_an_mbox_comes_out_again(messages):
    """Any bytes, apart by the line that begins each."""
    packed = b"".join(SEPARATOR + raw + b"\n\n" for raw in messages)
    assert [raw.removesuffix(b"\n\n") for _, raw in in_mbox(packed, "m")] == messages


def test_what_cannot_be_read_is_no_empty_folder(tmp_path):
    """Somebody should know."""
    with pytest.raises(OSError, match="nowhere"):
        list(mails_at(tmp_path / "nowhere"))

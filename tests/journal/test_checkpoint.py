"""One hash over all heads: the tree of RFC 6962, and who signed it."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from gatecoach.errors import JournalError, UsageError
from gatecoach.journal import sign
from gatecoach.journal.checkpoint import Checkpoint, root_of, tree
from gatecoach.journal.store import Head

LEAVES = [
    bytes.fromhex(each)
    for each in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = {  # the vectors that implementations of RFC 6962 share
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize("leaves", ROOTS)
def test_the_root_is_that_of_the_standard(leaves):
    """For no leaf, one, powers of two and what lies between."""
    assert tree(LEAVES[:leaves]).hex() == ROOTS[leaves]


def recursive(leaves):
    """The tree as the standard words it: split at the largest power of two below the count."""
    if len(leaves) < 2:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + recursive(leaves[:middle]) + recursive(leaves[middle:])).digest()


def test_every_number_of_leaves_gives_the_tree_of_the_standard():
    """Level by level is the same as split by split."""
    leaves = [bytes([number]) for number in range(70)]
    assert all(tree(leaves[:count]) == recursive(leaves[:count]) for count in range(1, 71))


def test_every_part_of_a_head_counts_and_the_order_of_streams_does_not():
    """Another name, version or hash is another root."""
    heads = {"a": Head(1, b"x" * 32), "b": Head(2, b"y" * 32)}
    root = root_of(heads)
    assert root_of(dict(reversed(heads.items()))) == root
    for changed in ({"a": Head(2, b"x" * 32)}, {"a": Head(1, b"z" * 32)}, {"c": Head(1, b"x" * 32)}):
        assert root_of({**heads, **changed}) != root
    assert root_of({"a": heads["a"]}) != root


def test_a_checkpoint_tells_events_and_streams(journal, event):
    """Every kind of journal gives how many there are, of whom, and the root; it comes back from JSON."""
    assert journal.checkpoint() == Checkpoint("", 0, 0, ROOTS[0])
    journal.append("b", 0, [event("b", 1), event("b", 2)])
    journal.append("a", 0, [event("a", 1)])
    found = journal.checkpoint()
    assert found[:3] == ("", 3, 2)
    assert Checkpoint.from_dict(found.as_dict()) == found
    journal.append("a", 1, [event("a", 2)])
    assert journal.checkpoint().root != found.root
    assert journal.verify(found).whole


@pytest.mark.parametrize(
    "row",
    [{}, {"root": 1}, {"tenant": "", "position": True, "streams": 0, "root": "0" * 64}, {"more": 1},
     {"tenant": "", "position": 0, "streams": 0, "root": "0"}],
)  # fmt: skip
def test_what_is_no_checkpoint_is_refused(row):
    """With a code and what to give."""
    with pytest.raises(JournalError, match="no checkpoint") as caught:
        Checkpoint.from_dict(row)
    assert caught.value.code == "bad-checkpoint"


def test_a_signature_holds_for_its_checkpoint_and_key_alone():
    """Any change of the checkpoint or the signature, another key, or no signature: not signed."""
    private, public = sign.new_key()
    signed = sign.signed(Checkpoint("acme", 7, 2, ROOTS[2]), private)
    assert Checkpoint.from_dict(signed.as_dict()) == signed
    assert sign.is_signed(signed, public)
    assert not sign.is_signed(signed, sign.new_key()[1])
    for changed in (
        {"tenant": "acm"},
        {"position": 8},
        {"streams": 3},
        {"root": ROOTS[3]},
        {"signature": ""},
        {"signature": "x"},
    ):
        assert not sign.is_signed(signed._replace(**changed), public)


def test_another_kind_of_key_is_a_mistake_of_the_caller():
    """Also the wrong half of a good one, and what is no key at all."""
    rsa = generate_private_key(65537, 2048)
    halves = (
        rsa.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()),
        rsa.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo),
    )
    good = sign.new_key()
    checkpoint = Checkpoint("", 0, 0, ROOTS[0])
    for private, public in (halves, (b"", b""), good[::-1]):
        for call in (
            lambda key=private: sign.signed(checkpoint, key),
            lambda key=public: sign.is_signed(checkpoint, key),
        ):
            with pytest.raises(UsageError, match="no Ed25519 key"):
                call()

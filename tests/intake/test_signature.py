"""Signatures of mails: whose count, what they cover, and that nothing that was added after signing passes."""

from __future__ import annotations

import builtins

import pytest
from intake.signing import ALL, LINK, needs_dkim, pair, signed

from gatecoach.errors import UsageError
from gatecoach.intake import read_mail
from gatecoach.intake.keys import Key

NAME = "k1._domainkey.pumps.example"
RELAXED, SIMPLE = (b"relaxed", b"relaxed"), (b"simple", b"simple")
REPLY = {"Subject": "Re: Line 3", "Content-Type": "text/plain; charset=utf-8"}


@pytest.fixture(autouse=True)
def dkim():
    """All of these need the extra."""
    needs_dkim()


@pytest.fixture
def graded(mail, context):
    """The grade and the reason for it of one raw mail, checked with the usual key."""

    def read(raw, record=None, **changed):
        record = pair().record if record is None else record
        keys = {NAME: (Key(record=record),)} if record else {}
        known = context(**{"keys": keys, **changed})
        read_in = read_mail([("one", raw)], known)
        (item,) = read_in.evidence
        return item.grade, read_in.outcomes[0].proof

    return read


@pytest.mark.parametrize("canonicalize", [RELAXED, SIMPLE, (b"simple", b"relaxed"), (b"relaxed", b"simple")])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_a_signature_over_words_and_link_proves_both(graded, mail, canonicalize, ends):
    """However it is written down and whatever line ends the file has."""
    raw = signed(mail(REPLY, body="Yes,  \n\t it is.  \n\n\n"), canonicalize=canonicalize)
    assert graded(raw.replace(b"\n", ends)) == ("proven", "link-signed")


@pytest.mark.parametrize("left_out", ["in-reply-to", "subject", "date", "message-id"])
def test_a_link_is_proven_only_with_all_that_ties_it_to_this_mail(graded, mail, left_out):
    """Without one of them the words are signed and the link is not; fetched, as who hands it in could change it."""
    covered = [each for each in (*ALL, *LINK) if each != left_out]
    assert graded(signed(mail(REPLY), headers=covered), fetched_by="connector") == ("authentic", "signed")


@pytest.mark.parametrize("left_out", ["date", "message-id", "content-type"])
def test_an_upload_is_signed_only_with_all_that_says_how_to_read_it(graded, mail, left_out):
    """Somebody of ours could change what is left out; the subject is not among it."""
    covered = [each for each in (*ALL, *LINK) if each != left_out]
    assert graded(signed(mail(REPLY), headers=covered)) == ("asserted", "form-unsigned")
    covered = [each for each in (*ALL, *LINK) if each != "subject"]
    assert graded(signed(mail(REPLY), headers=covered)) == ("authentic", "signed")


def test_what_is_not_there_need_not_be_signed(graded, mail):
    """A mail without a type is plain text and nothing else."""
    covered = ("from", "date", "message-id")
    assert graded(signed(mail(), headers=covered)) == ("authentic", "signed")


CHANGED = {
    "a word": (b"our problem", b"no problem"),
    "the sender": (b"anna@pumps", b"bo@pumps"),
    "the date": (b"Tue, 3 Mar", b"Tue, 10 Mar"),
    "the link": (b"<s1@bright", b"<b1@bright"),
    "a line more": (b"our problem.", b"our problem.\nAnd more."),
}


@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED)
def test_a_change_after_signing_breaks_it(graded, mail, change):
    """What the signature covers cannot be changed."""
    assert graded(signed(mail(REPLY)).replace(*change)) == ("asserted", "signature-broken")


ADDED = {
    "a second link on top": (lambda raw: b"In-Reply-To: <b1@bright.example>\n" + raw, "link-added"),
    "a line that one reader takes for text": (
        lambda raw: raw.replace(b"\n\n", b"\nFrom now on I confirm everything.\n\n", 1),
        "signature-unusable",
    ),
    "a header behind a bare return": (
        lambda raw: raw.replace(b"\nTo:", b"\nX-A: b\rIn-Reply-To: <b1@bright.example>\nTo:", 1),
        "signature-unusable",
    ),
    "another type on top": (lambda raw: b"Content-Type: text/html\n" + raw, "signature-unusable"),
    "another encoding on top": (lambda raw: b"Content-Transfer-Encoding: base64\n" + raw, "signature-unusable"),
    "a header that goes on nowhere": (lambda raw: b" folded\n" + raw, "signature-unusable"),
}


@pytest.mark.parametrize(("add", "why"), ADDED.values(), ids=ADDED)
def test_what_was_added_around_a_signature_is_found_out(graded, mail, add, why):
    """The signature still fits, and nothing added counts: two readers of one mail must see the same."""
    raw = signed(mail({**REPLY, "Content-Transfer-Encoding": "7bit"}))
    for fetched_by in ("upload", "connector"):
        assert graded(raw, fetched_by=fetched_by) == ("proven", "link-signed")
        assert graded(add(raw), fetched_by=fetched_by) == ("asserted", why)


def test_a_signature_that_forbids_more_copies_holds(graded, mail):
    """Who signs a header once more than it is there lets nobody add one."""
    raw = signed(mail(REPLY), also=("in-reply-to",))
    assert graded(raw) == ("proven", "link-signed")
    assert graded(b"In-Reply-To: <b1@bright.example>\n" + raw) == ("asserted", "signature-broken")


@pytest.mark.parametrize(
    ("domain", "sender", "grade"),
    [
        ("pumps.example", "anna@eu.pumps.example", "proven"),
        ("eu.pumps.example", "anna@pumps.example", "proven"),
        ("umps.example", "anna@pumps.example", "asserted"),
        ("example", "anna@pumps.example", "asserted"),
        ("evil.example", "anna@pumps.example", "asserted"),
    ],
)
def test_only_the_senders_own_domain_signs_for_it(mail, context, domain, sender, grade):
    """The same, above or below; a bare ending signs for nobody."""
    raw = signed(mail({**REPLY, "From": sender}), domain=domain)
    known = context(keys={f"k1._domainkey.{domain}": (Key(record=pair().record),)})
    assert [each.grade for each in read_mail([("one", raw)], known).evidence] == [grade]


def test_of_several_signatures_the_best_counts(graded, mail):
    """A list or a service on the way adds its own; a broken or foreign one takes nothing from a good one."""
    raw = signed(mail(REPLY), headers=ALL)
    assert graded(signed(signed(raw), domain="list.example")) == ("proven", "link-signed")
    broken = signed(mail(REPLY, body="other")).partition(b"From:")[0]
    assert graded(broken + signed(mail(REPLY))) == ("proven", "link-signed")


def test_a_signature_of_a_part_proves_nothing(graded, mail):
    """With l= anybody may add text below what is signed."""
    raw = signed(mail(REPLY), length=True)
    assert graded(raw) == graded(raw + b"More.") == ("asserted", "signature-partial")


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ("", "uploaded"),
        ("v=DKIM1; p=", "key-unknown"),
        ("nonsense", "key-unknown"),
        ("v=DKIM1; k=rsa; p=AAAA", "key-unknown"),
        (pair().record + "; t=y", "key-unknown"),
        (pair().record + "; s=other", "key-unknown"),
        (pair().record + "; h=sha1", "key-unknown"),
        (pair().record.replace("rsa", "ed25519"), "key-unknown"),
        (pair(seed=8).record, "signature-broken"),
        (pair().record + "; t=s; s=email:other; h=sha1:sha256", "link-signed"),
    ],
)
def test_a_key_counts_as_its_owner_published_it(graded, mail, record, why):
    """Taken back, in trial, for something else, for another kind, or another's: it proves nothing."""
    assert graded(signed(mail(REPLY)), record=record)[1] == why


def test_a_key_for_the_very_domain_signs_for_no_other(graded, mail):
    """With t=s the identity that signs must be of the domain itself."""
    raw = signed(mail(REPLY), identity=b"@eu.pumps.example")
    assert graded(raw) == ("proven", "link-signed")
    assert graded(raw, record=pair().record + "; t=s") == ("asserted", "key-unknown")


@pytest.mark.parametrize(("bits", "why"), [(1024, "link-signed"), (1000, "key-weak")])
def test_a_short_key_is_no_proof(graded, mail, bits, why):
    """Who has some computers could have made it."""
    key = pair(bits, seed=3)
    assert graded(signed(mail(REPLY), key=key), record=key.record)[1] == why


def test_old_hashes_are_no_proof(graded, mail):
    """SHA-1 can be forged."""
    assert graded(signed(mail(REPLY), signature_algorithm=b"rsa-sha1")) == ("asserted", "signature-unusable")


def test_a_signature_that_had_run_out_is_no_proof(graded, mail):
    """The end of a signature is compared with the mail's own date: the answer is the same on any day."""
    at = 1772524800  # 3 March 2026, 08:00 UTC, when the mail was written
    raw = signed(mail(REPLY))
    assert graded(raw.replace(b"; t=", f"; x={at - 1}; t=".encode(), 1)) == ("asserted", "signature-expired")
    assert graded(raw.replace(b"; t=", f"; x={at}; t=".encode(), 1))[1] == "signature-broken"


@pytest.mark.parametrize("header", [b"v=1", b"; ;", b"v=1; a=rsa-sha256; b=\xff", b"x" * 5000, b"v=1; v=1"])
def test_a_signature_that_is_none_is_left_alone(graded, mail, header):
    """Whatever stands there, the mail is read and not proven."""
    assert graded(b"DKIM-Signature: " + header + b"\n" + mail(REPLY)) == ("asserted", "signature-unusable")


def test_many_signatures_cost_no_more_than_a_few(graded, mail):
    """Only some of them are looked at."""
    raw = signed(mail(REPLY))
    copy = signed(mail(REPLY, body="other")).partition(b"From:")[0]
    assert graded(copy * 12 + raw) == ("asserted", "signature-broken")


def test_blanks_without_end_take_no_time(graded, mail):
    """What the library does with a run of blanks grows with its square; it is never shown one."""
    raw = signed(mail(REPLY))
    assert graded(raw + b" " * 2_000_000) == ("proven", "link-signed")
    assert graded(raw + b" " * 2_000_000 + b"x") == ("asserted", "signature-broken")


def test_without_the_extra_there_is_a_next_step(mail, context, monkeypatch):
    """Keys without the library are a mistake of the caller; without keys or signatures nobody needs it."""
    real = builtins.__import__

    def missing(name, *more):
        if name == "dkim":
            raise ModuleNotFoundError(name)
        return real(name, *more)

    raw = signed(mail(REPLY))
    monkeypatch.setattr(builtins, "__import__", missing)
    keys = {NAME: (Key(record=pair().record),)}
    assert read_mail([("one", raw)], context()).evidence
    assert read_mail([("one", mail(REPLY))], context(keys=keys)).evidence
    with pytest.raises(UsageError) as refused:
        read_mail([("one", raw)], context(keys=keys))
    assert "gatecoach[mail]" in refused.value.help

"""What somebody newly wrote: quotes, older mails and signatures go, answers below or between them stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatecoach.intake.body import body_text
from gatecoach.intake.newtext import html_text, new_text
from gatecoach.intake.structure import parse

PLAIN = {
    "nothing quoted": ("Yes.\n\nAnna", "Yes.\n\nAnna"),
    "quote below": ("Yes.\n> Is it so?", "Yes."),
    "answer below": ("On Mon, 2 Mar 2026, Rosa wrote:\n> Is it so?\n\nYes.", "Yes."),
    "answer between": ("> One?\nYes.\n> Two?\nNo.", "Yes.\nNo."),
    "broken attribution": ("On Mon, 2 Mar 2026 Rosa Diaz\n<rosa@b.example> wrote:\n> Is it so?\nYes.", "Yes."),
    "unmarked mail below": ("Yes.\nOn 2 Mar 2026 Rosa wrote:\n\nIs it so?", "Yes."),
    "german": ("Ja.\nAm Mo., 2. M\u00e4rz 2026 um 10:00 Uhr schrieb Rosa <r@b.example>:\nStimmt das?", "Ja."),
    "french": ("Oui.\nLe 2 mars 2026, Rosa a \u00e9crit :\n> Vrai ?", "Oui."),
    "original message": ("Yes.\n-----Original Message-----\nFrom: Rosa", "Yes."),
    "forwarded": ("---------- Forwarded message ---------\nFrom: Rosa\nYes.", ""),
    "header block": ("Yes.\nFrom: Rosa Diaz\nSent: Monday\nTo: Anna\n\nIs it so?", "Yes."),
    "spanish header block": ("S\u00ed.\nDe: Rosa\nEnviado el: lunes\nPara: Anna\n\n\u00bfEs as\u00ed?", "S\u00ed."),
    "italian header block": ("S\u00ec.\nDa: Rosa\nInviato: luned\u00ec\nA: Anna\n\nVero?", "S\u00ec."),
    "dutch header block": ("Ja.\nVan: Rosa\nVerzonden: maandag\nAan: Anna\n\nIs het zo?", "Ja."),
    "portuguese header block": ("Sim.\nDe: Rosa\nData: segunda\nPara: Anna\n\nVerdade?", "Sim."),
    "swedish header block": ("Ja.\nFr\u00e5n: Rosa\nSkickat: m\u00e5ndag\nTill: Anna\n\nSant?", "Ja."),
    "danish header block": ("Ja.\nFra: Rosa\nSendt: mandag\nTil: Anna\n\nSandt?", "Ja."),
    "polish header block": ("Tak.\nOd: Rosa\nWys\u0142ano: poniedzia\u0142ek\nDo: Anna\n\nNaprawd\u0119?", "Tak."),
    "spanish original": ("S\u00ed.\n-----Mensaje original-----\nRosa: \u00bfEs as\u00ed?", "S\u00ed."),
    "a word like a header": ("Da: hier steht es.\nAls: Beispiel", "Da: hier steht es.\nAls: Beispiel"),
    "rule and header block": ("Yes.\n________________________________\n*From:* Rosa\n*Sent:* Monday", "Yes."),
    "rule of one's own": ("Yes.\n____________\nNo.", "Yes.\n____________\nNo."),
    "polish": ("Tak.\nW dniu 2.03.2026 o 10:04, Rosa napisał:\n> Naprawdę?", "Tak."),
    "a language that is not known": ("Jah.\nRosa <r@b.example> kirjutas 2. märtsil 2026:\n> Kas?", "Jah."),
    "the same without a quote": ("Rosa <r@b.example> at 10:\nyes", "Rosa <r@b.example> at 10:\nyes"),
    "a telephone": ("Yes.\n\nSent from my iPhone\n\n> Is it so?", "Yes."),
    "only a telephone": ("Von meinem iPhone gesendet", ""),
    "a sentence like a telephone's": ("Sent from my desk to yours.\nYes.", "Sent from my desk to yours.\nYes."),
    "a quoted line that another reader ends early": ("> Is it\u2028so?\n> Or\x0cnot?\nYes.", "Yes."),
    "old line ends": ("Yes.\r> Is it so?\rAnna", "Yes.\nAnna"),
    "mixed line ends": ("Yes.\r\n> Is\rit so?\r\nAnna", "Yes.\nAnna"),
    "signature": ("Yes.\n-- \nAnna Vance, rejects nothing", "Yes."),
    "a list": ("-- one\n--two", "-- one\n--two"),
    "a sentence like an attribution": ("On Monday Rosa wrote:\nno answer", "On Monday Rosa wrote:\nno answer"),
    "from alone": ("From: our side it is fine.\nAnna", "From: our side it is fine.\nAnna"),
    "only quotes": ("> a\n> b", ""),
}
HTML = {
    "lines": ("<p>One</p><p>Two<br>Three</p>", "One Two Three"),
    "blockquote": ("Yes.<blockquote>No.<blockquote>a</blockquote>b</blockquote> Anna", "Yes. > No. > a > b Anna"),
    "quote of a mailer": (
        'Yes.<div class="gmail_quote">On 2 March<div>No.</div>x</div>',
        "Yes. > On 2 March > No. > x",
    ),
    "a quote within a line": ('Yes.<span class="gmail_quote">No.</span> Anna', "Yes. > No. Anna"),
    "a line end inside a quote": ("Yes.<blockquote>No,&#10;never&#x2028;ever</blockquote>", "Yes. > No, never ever"),
    "a title": ("<head><title>x</title></head>Yes.", "Yes."),
    "style and script": ("<style>p {}</style><script>if (a<b) x()</script>Yes.", "Yes."),
    "a script without end": ("Yes.<script>if (a<b", "Yes."),
    "a script with a tag in it": ("<script>x('</b>')</script>Yes.", "Yes."),
    "entities": ("5 &lt; 6 &amp; caf&eacute;", "5 < 6 & caf\u00e9"),
    "a bare sign": ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
    "comment": ("Yes<!-- <p>no</p> -->.", "Yes."),
    "angle in an attribute": ('<a title="a > b">Yes.</a>', "Yes."),
    "never closed quote": ("Yes.<blockquote>No.<p>Never.", "Yes. > No. > Never."),
    "never closed tag": ("Yes.<p class=", "Yes."),
    "closed without being open": ("Yes.</blockquote> No.", "Yes. No."),
}


@pytest.mark.parametrize(("text", "new"), PLAIN.values(), ids=PLAIN)
def test_plain_text_is_cut_to_what_is_new(text, new):
    """Each way of quoting leaves exactly the sender's own lines."""
    assert new_text(text) == new


def test_a_text_without_end_is_kept_in_part():
    """Nobody writes more than 200,000 characters; the rest is left."""
    assert new_text("a" * 300_000) == "a" * 200_000


@pytest.mark.parametrize(("source", "text"), HTML.values(), ids=HTML)
def test_html_is_read_as_a_person_sees_it(source, text):
    """Tags go, lines stay apart, what is quoted stands behind a `>`."""
    assert " ".join(html_text(source).split()) == text


@pytest.mark.parametrize(
    "source", [each for each, text in HTML.values() if ">" in text.replace("7 >", "").replace("a >", "")]
)
def test_what_html_quotes_is_not_new(source):
    """Of each only what the sender wrote is left."""
    assert new_text(html_text(source)).splitlines() in (["Yes."], ["Yes.", "Anna"], ["Yes.", " Anna"])


@given(
    st.lists(
        st.sampled_from(["> a", "b", "", "-- ", "On 2 March x", "wrote:", "From: x", "To: y", "____________"]),
        max_size=8,
    )
)
def test_new_text_is_a_part_of_the_text(lines):
    """Whatever is cut, nothing is added or moved: the kept lines stand in the text in the same order."""
    kept = iter(lines)
    assert all(line in kept for line in new_text("\n".join(lines)).splitlines() if line)


@given(st.text(st.sampled_from("<>/!-=\"' abp&;\n"), max_size=200))
def test_no_html_breaks_the_reading(source):
    """Whatever is between the brackets, the text is not longer than what came in with a sign for each quoted line."""
    assert len(html_text(source)) <= 4 * len(source)


def part(kind, text, more=""):
    """One part of a multipart body."""
    return f"--b\nContent-Type: {kind}\n{more}\n{text}\n"


BODIES = {
    "plain before html": ("alternative", part("text/html", "<p>html</p>") + part("text/plain", "plain"), "plain"),
    "html alone": ("alternative", part("text/html", "<p>html</p>"), "html"),
    "empty plain": ("alternative", part("text/plain", " ") + part("text/html", "<p>html</p>"), "html"),
    "first of several": ("mixed", part("text/plain", "one") + part("text/plain", "two"), "one"),
    "attachment": ("mixed", part("text/plain", "file", "Content-Disposition: attachment\n"), ""),
    "a forwarded mail": ("mixed", part("message/rfc822", "Subject: x\n\nYes, confirmed."), ""),
    "base64": ("mixed", part("text/plain; charset=utf-8", "WWVz", "Content-Transfer-Encoding: base64\n"), "Yes"),
    "unknown charset": ("mixed", part("text/plain; charset=x-none", "Yes"), "Yes"),
    "a charset that is no writing": ("mixed", part("text/plain; charset=punycode", "Yes"), "Yes"),
    "a charset with a hole": ("mixed", part('text/plain; charset="a\0b"', "Yes"), "Yes"),
    "nul": ("mixed", part("text/plain", "Y\0es"), "Yes"),
}


@pytest.mark.parametrize(("kind", "parts", "text"), BODIES.values(), ids=BODIES)
def test_the_body_is_what_the_sender_wrote(mail, kind, parts, text):
    """Among parts the written one is found; attachments and forwarded mails are never the sender's words."""
    raw = mail({"Content-Type": f"multipart/{kind}; boundary=b"}, body=f"{parts}--b--\n")
    assert body_text(parse(raw)).strip() == text


def test_a_wrong_charset_loses_signs_but_not_the_mail(mail):
    """Bytes that are no UTF-8 become replacement signs; the words around them stay."""
    raw = mail({"Content-Type": "text/plain; charset=utf-8"}, body=b"caf\xe9 is fine")
    assert body_text(parse(raw)) == "caf\ufffd is fine"

"""Calendar objects as the table writes them: a usual invitation or answer with changes, alone or in a mail."""

from __future__ import annotations

import base64
import datetime as dt
from pathlib import Path

import yaml
from intake.signing import pair, signed

from gatecoach.definition import EvidenceDef
from gatecoach.facts import Label, Person
from gatecoach.intake.calendars import CalendarContext
from gatecoach.intake.keys import Key

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
TRUSTED = "mx.bright.example; dmarc=pass header.from=pumps.example"
PEOPLE = (
    Person(id="rosa", side="seller", roles=("rep",), addresses=("rosa@bright.example", "r.diaz@bright.example")),
    Person(id="ray", side="seller", roles=("rep",), addresses=("ray@bright.example",)),
    Person(id="anna", side="customer", roles=("key",), addresses=("anna@pumps.example", "a.vance@pumps.example")),
    Person(id="bea", side="customer", roles=("buyer",), addresses=("bea@pumps.example",)),
    Person(id="pia", side="partner", addresses=("pia@pumps.example",)),
)
TYPES = {
    "call-offered": {"side": "seller"},
    "call-taken": {
        "side": "customer",
        "answers": "call-offered",
        "outcomes": {"for": ["accepts", "proposes-time"], "against": ["declines"]},
    },
    "visit-offered": {"side": "seller", "fields": {"day": {"type": "date"}}},
    "visit-agreed": {"side": "customer", "answers": "visit-offered", "fields": {"day": {"type": "date"}}},
    "demo-offered": {"side": "seller"},
    "demo-taken": {"side": "customer", "answers": "demo-offered"},
    "demo-wanted": {"side": "customer", "answers": "demo-offered"},
    "note-sent": {"side": "seller"},
}
LABELS = [
    ("call-offered", "meeting-1"),
    ("visit-offered", "visit-1"),
    ("demo-offered", "demo-1"),
    ("note-sent", "note-1"),
    ("call-offered", "two-1"),
    ("note-sent", "two-1"),
    ("call-offered", "gone-1"),
    ("call-offered", "theirs-1"),
    ("call-offered", "<carried@bright.example>"),
    ("call-offered", "shared-1", "006A"),
    ("call-offered", "shared-1", "006B"),
    ("demo-taken", "<chosen@pumps.example>"),
    ("call-taken", "<settled@pumps.example>"),
    ("none", "<aside@pumps.example>"),
]
KEYS = {"k1._domainkey.pumps.example": (Key(record=pair().record),)}
USUAL = {
    "invitation": {
        "METHOD": "REQUEST",
        "UID": "meeting-1",
        "SEQUENCE": "0",
        "DTSTAMP": "20260302T100000Z",
        "DTSTART": "20260310T090000Z",
        "DTEND": "20260310T100000Z",
        "SUMMARY": "First call",
        "ORGANIZER": ";CN=Rosa Diaz:mailto:rosa@bright.example",
        "ATTENDEE": [
            ";CN=Anna Vance;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:anna@pumps.example",
            ";PARTSTAT=NEEDS-ACTION:mailto:bea@pumps.example",
            ";CUTYPE=ROOM:mailto:hall@pumps.example",
        ],
    },
    "answer": {
        "METHOD": "REPLY",
        "UID": "meeting-1",
        "SEQUENCE": "0",
        "DTSTAMP": "20260303T080000Z",
        "SUMMARY": "First call",
        "ORGANIZER": ":mailto:rosa@bright.example",
    },
}


def event(spec):
    """The lines of one event: the usual ones, changed by the keys in capitals; nothing leaves one out."""
    lines = {**USUAL[spec["a"]]}
    if spec["a"] == "answer":
        says = spec.get("says", "ACCEPTED")
        lines["ATTENDEE"] = f"{f';PARTSTAT={says}' if says else ''}:mailto:{spec.get('who', 'anna@pumps.example')}"
    lines |= {key: value for key, value in spec.items() if key.isupper()}
    method = lines.pop("METHOD")
    written = [f"{key}{each if each.startswith((';', ':')) else f':{each}'}" for key, each in _flat(lines)]
    return method, ["BEGIN:VEVENT", *written, *spec.get("inside", []), "END:VEVENT"]


def _flat(lines):
    for key, value in lines.items():
        for each in value if isinstance(value, list) else [value]:
            if each is not None:
                yield key, str(each)


def calendar(spec):
    """The bytes of the object that a row of the table describes."""
    method, lines = event(spec)
    beside = [line for each in spec.get("beside", []) for line in event(each)[1]]
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", *([f"METHOD:{method}"] if method else []), *spec.get("head", [])]
    whole = [*head, *lines, *beside, *spec.get("tail", []), "END:VCALENDAR", *spec.get("after", []), ""]
    kept = [line for line in whole if line not in spec.get("without", [])]
    return "\r\n".join(kept).encode(spec.get("encoding", "utf-8"))


def speaker_of(spec):
    """Whose entry it is, as an address."""
    if spec["a"] == "answer":
        return spec.get("who", "anna@pumps.example")
    return str(spec.get("ORGANIZER", "rosa@bright.example")).rpartition(":")[2]


def mail(spec, number=1):
    """The bytes of a mail that carries the object, from whoever speaks in it unless it says otherwise."""
    method, _ = event(spec)
    headers = {
        "From": spec.get("from", speaker_of(spec)),
        "To": "rosa@bright.example",
        "Date": "Tue, 3 Mar 2026 09:00:00 +0100",
        "Message-ID": f"<{number}@carrier.example>",
        **spec.get("mail", {}),
    }
    kind = spec.get("kind", f"text/calendar; charset=utf-8; method={method}")
    part = ["--b", f"Content-Type: {kind}", "Content-Transfer-Encoding: base64", ""]
    part += [base64.encodebytes(calendar(spec)).decode().replace("\n", "\r\n")]
    if spec.get("forwarded"):
        part = ["--b", "Content-Type: message/rfc822", "", "From: x@y.example", "MIME-Version: 1.0", *part[1:]]
    top = [f"{name}: {value}" for name, value in headers.items() if value is not None]
    text = ["--b", "Content-Type: text/plain", "", "See the calendar.", *part * spec.get("parts", 1), "--b--", ""]
    made = "\r\n".join([*top, "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b", "", *text]).encode()
    return signed(made, **spec["sign"]) if "sign" in spec else made


def raw(spec, number=1):
    """The bytes of one input: what is written out, an object alone, or one in a mail."""
    if "text" in spec:
        return spec["text"].encode()
    made = calendar(spec) if spec.get("alone") else mail(spec, number)
    return made.replace(*(each.encode() for each in spec["changed"])) if "changed" in spec else made


def checked(spec, results=TRUSTED, **headers):
    """The same entry in a mail that our own server checked."""
    return {**spec, "mail": {"Authentication-Results": results, **headers, **spec.get("mail", {})}}


def inputs(*specs):
    """Inputs as intake takes them: a name and bytes each."""
    return [(f"{number}.eml", raw(spec, number)) for number, spec in enumerate(specs, start=1)]


def labelled(label, message, deal=""):
    """A row of Rosa's that says what a message is, for a deal or for none."""
    return Label(label=label, message=message, by="rosa", at=NOON, subject=deal)


def context(**changed):
    """What intake must know: the people, labels and types of the table."""
    answered = {}
    for id_, kind in TYPES.items():
        if "answers" in kind:
            answered.setdefault(kind["answers"], []).append(id_)
    usual = {
        "answered_by": {up: tuple(each) for up, each in answered.items()},
        "people": PEOPLE,
        "labels": tuple(labelled(*each) for each in LABELS),
        "types": {id_: EvidenceDef.model_validate(each) for id_, each in TYPES.items()},
        "fetched_by": "connector",
        "trusted": frozenset({"mx.bright.example"}),
        "keys": KEYS,
    }
    return CalendarContext(**{**usual, **changed})


def rows():
    """The rows of the table."""
    return yaml.safe_load((Path(__file__).parent / "calendar_table.yaml").read_text(encoding="utf-8"))["rows"]


def signs(row):
    """Whether a row needs the extra that signs mails."""
    return any("sign" in each for each in row["given"])

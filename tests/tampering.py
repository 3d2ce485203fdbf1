"""Ways to change a journal behind its back: each is a function of the two tables as lists of rows, and chance."""

from __future__ import annotations

import json

from gatecoach.journal.chain import commitment, digest
from gatecoach.journal.entry import Entry, Part


def an_event(tables, chance):
    """Some event."""
    return chance.choice(tables["event"])


def edit_public(tables, chance):
    """Other public words."""
    an_event(tables, chance)["public"] = json.dumps({"what": f"w{chance.random()}"})


def edit_kind(tables, chance):
    """Another kind."""
    an_event(tables, chance)["kind"] += "x"


def edit_time(tables, chance):
    """Another day, or another time of taking."""
    an_event(tables, chance)[chance.choice(["at", "recorded"])] = "2031-01-01"


def edit_id(tables, chance):
    """Another id."""
    an_event(tables, chance)["id"] = f"new{chance.random()}"


def edit_hash(tables, chance):
    """Another hash."""
    an_event(tables, chance)["hash"] = chance.randbytes(32)


def edit_commitments(tables, chance):
    """Another commitment, one less, or one more."""
    row = an_event(tables, chance)
    row["commitments"] = chance.choice([chance.randbytes(32), b"", row["commitments"] * 2])


def edit_position(tables, chance):
    """Two events of different streams in each other's place of the whole."""
    first = an_event(tables, chance)
    second = chance.choice([row for row in tables["event"] if row["stream"] != first["stream"]])
    first["position"], second["position"] = second["position"], first["position"]


def drop(tables, chance):
    """An event gone with its private rows; what follows keeps its numbers."""
    row = an_event(tables, chance)
    tables["event"].remove(row)
    _orphans(tables)


def drop_and_close_up(tables, chance):
    """An event gone, and all numbers closed up behind it."""
    row = chance.choice([row for row in tables["event"] if row["version"] < _length(tables, row["stream"])])
    tables["event"].remove(row)
    _orphans(tables)
    for each in tables["event"]:
        each["position"] -= each["position"] > row["position"]
    for each in tables["event"] + tables["private"]:
        each["version"] -= each["stream"] == row["stream"] and each["version"] > row["version"]


def swap(tables, chance):
    """Two neighbours of a stream in each other's place, also in what is private."""
    row = chance.choice([row for row in tables["event"] if row["version"] > 1])
    exchange = {row["version"]: row["version"] - 1, row["version"] - 1: row["version"]}
    other = next(e for e in tables["event"] if (e["stream"], e["version"]) == (row["stream"], row["version"] - 1))
    row["position"], other["position"] = other["position"], row["position"]
    for each in tables["event"] + tables["private"]:
        if each["stream"] == row["stream"]:
            each["version"] = exchange.get(each["version"], each["version"])


def forge(tables, chance):
    """One more event at the end, with a hash of somebody's own making."""
    last = max(tables["event"], key=lambda row: row["position"])
    more = {
        "version": last["version"] + 1,
        "position": last["position"] + 1,
        "id": "forged",
        "hash": chance.randbytes(32),
    }
    tables["event"].append({**last, **more, "commitments": b""})


def rename_stream(tables, chance):
    """A stream under another name."""
    name = an_event(tables, chance)["stream"]
    for each in tables["event"] + tables["private"]:
        each["stream"] = each["stream"] if each["stream"] != name else "renamed"


def edit_private(tables, chance):
    """Other private words."""
    row = chance.choice(tables["private"])
    row["content"] = row["content"].replace("said", "SAID", 1)


def recommit(tables, chance):
    """Other private words, with the commitment to them in the event made anew."""
    row = chance.choice(tables["private"])
    row["content"] = row["content"].replace("anna", "anno", 1)
    row["person"] = json.loads(row["content"])[0]
    owner = next(e for e in tables["event"] if (e["stream"], e["version"]) == (row["stream"], row["version"]))
    digests = [owner["commitments"][at : at + 32] for at in range(0, len(owner["commitments"]), 32)]
    digests[row["part"]] = commitment(Part(row["person"], row["salt"], row["content"]))
    owner["commitments"] = b"".join(digests)


def edit_salt(tables, chance):
    """Another salt."""
    chance.choice(tables["private"])["salt"] = chance.randbytes(16)


def edit_person(tables, chance):
    """Private words under another person, so that an erasure would not find them."""
    chance.choice(tables["private"])["person"] += "x"


def drop_private(tables, chance):
    """Private words gone without an order."""
    tables["private"].remove(chance.choice(tables["private"]))


def add_private(tables, chance):
    """One more private part of an event."""
    row = chance.choice(tables["private"])
    tables["private"].append({**row, "part": 7})


def plant(tables, chance):
    """Private words for an event that does not exist, of a stream that does or does not."""
    row = chance.choice(tables["private"])
    other = chance.choice([{"version": 99}, {"stream": "nowhere"}])
    tables["private"].append({**row, **other})


def truncate(tables, chance):
    """The last events gone, as if they had never been."""
    count = chance.randrange(1, 4)
    last = max(row["position"] for row in tables["event"]) - count
    tables["event"][:] = [row for row in tables["event"] if row["position"] <= last]
    _orphans(tables)


def rechain(tables, chance):
    """An event changed and all hashes of its stream made anew."""
    row = chance.choice([row for row in tables["event"] if not row["stream"].startswith("@")])
    row["kind"] += "x"
    before = b""
    for each in sorted((e for e in tables["event"] if e["stream"] == row["stream"]), key=lambda e: e["version"]):
        entry = Entry(*(each[name] for name in Entry._fields))
        before = each["hash"] = digest("", before, entry)


def _length(tables, stream):
    return sum(row["stream"] == stream for row in tables["event"])


def _orphans(tables):
    there = {(row["stream"], row["version"]) for row in tables["event"]}
    tables["private"][:] = [row for row in tables["private"] if (row["stream"], row["version"]) in there]


ONLY_BY_CHECKPOINT = [truncate, rechain]
KINDS = [
    edit_public, edit_kind, edit_time, edit_id, edit_hash, edit_commitments, edit_position, drop, drop_and_close_up,
    swap, forge, rename_stream, edit_private, edit_salt, edit_person, drop_private, add_private, plant, recommit,
    *ONLY_BY_CHECKPOINT,
]  # fmt: skip

"""The journal's work by hand on the driver alone: the floor of `bench_journal.py`.

What is written here is what `open_journal` writes, byte for byte but for salts: the same two tables and indexes,
the same split of public and private words, the same hashes over the same fields, the same gate. The benchmark opens
the file with the product and has it verified. Left out is all that the product adds: checking that an event comes
back as it is, retries, typed errors, other kinds of events and people, threads, PostgreSQL.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import sqlite3
import struct
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

TABLES = """
CREATE TABLE gatecoach_event (
    tenant TEXT NOT NULL, stream TEXT NOT NULL, version BIGINT NOT NULL, position BIGINT NOT NULL, id TEXT NOT NULL,
    kind TEXT NOT NULL, at TEXT NOT NULL, recorded TEXT NOT NULL, public TEXT NOT NULL, commitments BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (tenant, stream, version), UNIQUE (tenant, id), UNIQUE (tenant, position)
) WITHOUT ROWID;
CREATE TABLE gatecoach_private (
    tenant TEXT NOT NULL, stream TEXT NOT NULL, version BIGINT NOT NULL, part BIGINT NOT NULL, person TEXT NOT NULL,
    salt BLOB NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (tenant, stream, version, part),
    FOREIGN KEY (tenant, stream, version) REFERENCES gatecoach_event (tenant, stream, version)
) WITHOUT ROWID;
CREATE INDEX gatecoach_private_person ON gatecoach_private (tenant, person);
"""
HEAD = "SELECT version, hash FROM gatecoach_event WHERE tenant = ? AND stream = ? ORDER BY version DESC LIMIT 1"
LAST = "SELECT max(position) FROM gatecoach_event WHERE tenant = ?"
ADD_EVENT = "INSERT INTO gatecoach_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
ADD_PRIVATE = "INSERT INTO gatecoach_private VALUES (?, ?, ?, ?, ?, ?, ?)"
ALL = """
SELECT stream, version, position, id, kind, at, recorded, public, commitments, hash, salt, content
FROM gatecoach_event e LEFT JOIN gatecoach_private p USING (tenant, stream, version)
WHERE e.tenant = ? ORDER BY position
"""
PUBLIC = {"what", "at", "grade"}
FIELDS = struct.Struct(">cqq9I")
encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


class Word(NamedTuple):
    """One event as plain values; `by` alone has private words in it."""

    id: str
    kind: str
    at: str
    by: str
    data: dict[str, Any]


def digest(before: bytes, stream: str, row: Sequence[Any]) -> bytes:
    """The hash of (version, position, id, kind, at, recorded, public, commitments) behind another one."""
    version, position, id_, kind, at, recorded, public, commitments = row
    fields = (
        before, b"", stream.encode(), id_.encode(), kind.encode(), at.encode(), recorded.encode(), public.encode(),
        commitments,
    )  # fmt: skip
    return sha256(FIELDS.pack(b"\x03", version, position, *map(len, fields)) + b"".join(fields)).digest()


def rows_of(
    stream: str, words: Sequence[Word], version: int, before: bytes, position: int
) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """The rows of both tables for these events."""
    for number, word in enumerate(words, start=1):
        public = encode({key: value for key, value in word.data.items() if key in PUBLIC})
        rest = [[["data", key], value] for key, value in sorted(word.data.items()) if key not in PUBLIC]
        content = encode([word.by, [[["by"], word.by], *rest]])
        salt = secrets.token_bytes(16)
        commitment = sha256(b"\x02" + salt + content.encode()).digest()
        row = (version + number, position + number, word.id, word.kind, word.at, "", public, commitment)
        before = digest(before, stream, row)
        yield ("", stream, *row, before), ("", stream, version + number, 0, word.by, salt, content)


class RawJournal:
    """Events in a SQLite file, by the driver of the standard library alone."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.connection = sqlite3.connect(path, isolation_level=None)
        for each in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY"):
            self.connection.execute(f"PRAGMA {each}").fetchall()
        self.connection.executescript(TABLES)

    def append(self, stream: str, words: Sequence[Word]) -> None:
        """Add events to a stream: through the gate, after its head, in one durable commit."""
        run, lock = self.connection.execute, os.open(f"{self.path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        run("BEGIN IMMEDIATE")
        version, before = run(HEAD, ("", stream)).fetchone() or (0, b"")
        position = run(LAST, ("",)).fetchone()[0] or 0
        if len(words) == 1:
            (event, private), *_ = rows_of(stream, words, version, before, position)
            run(ADD_EVENT, event)
            run(ADD_PRIVATE, private)
        else:
            self.insert(list(rows_of(stream, words, version, before, position)))
        run("COMMIT")
        fcntl.flock(lock, fcntl.LOCK_UN)
        os.close(lock)

    def insert(self, rows: Sequence[tuple[tuple[Any, ...], tuple[Any, ...]]]) -> None:
        """Put rows that are made already into both tables."""
        self.connection.executemany(ADD_EVENT, [event for event, _ in rows])
        self.connection.executemany(ADD_PRIVATE, [private for _, private in rows])


def verify(path: str) -> int:
    """Check the chain and the commitments of a file whose events have one private part, and give how many they are.

    Raises:
        ValueError: something is not as it was written.
    """
    heads: dict[str, tuple[int, bytes]] = {}
    count = 0
    for stream, *row, kept, salt, content in sqlite3.connect(path).execute(ALL, ("",)):
        count += 1
        version, before = heads.get(stream, (0, b""))
        if row[0] != version + 1 or row[1] != count or digest(before, stream, row) != kept:
            raise ValueError("the chain is broken")
        if sha256(b"\x02" + salt + content.encode()).digest() != row[-1]:
            raise ValueError("private words are not those that were written")
        heads[stream] = row[0], kept
    return count

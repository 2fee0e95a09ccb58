"""Migrations, run silently at start-up."""

from __future__ import annotations

import io

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def migrate(connection: Connection) -> None:
    """Bring the tables of this connection to the newest version, in its transaction."""
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", "bot.stores:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

"""Opening a database: SQLite in WAL mode or PostgreSQL, with all tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.stores.migrate import migrate

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
# Any number, the same in all replicas: they migrate one after the other.
_MIGRATION_LOCK = 5_318_008


def engine(address: str) -> AsyncEngine:
    """An engine for `sqlite:///path` or `postgresql://user@host/name`; opens nothing yet."""
    url = make_url(address)
    kind = url.get_backend_name()
    url = url.set(drivername=_DRIVERS[kind])
    return _sqlite(url) if kind == "sqlite" else _postgresql(url)


def _sqlite(url: URL) -> AsyncEngine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    found = create_async_engine(url, connect_args={"timeout": 2})
    event.listen(found.sync_engine, "connect", _pragmas)
    event.listen(found.sync_engine, "begin", _begin)
    return found


def _postgresql(url: URL) -> AsyncEngine:
    return create_async_engine(url, pool_size=2, connect_args={"timeout": 3, "command_timeout": 4})


def _pragmas(connection: Any, _: object) -> None:
    # The driver would leave tables out of transactions; so it begins none, and `_begin` does.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    # In WAL mode a killed process loses nothing; a power cut may lose the last moments.
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


async def prepare(found: AsyncEngine) -> None:
    """Create or upgrade all tables."""
    async with found.begin() as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
        await connection.run_sync(migrate)

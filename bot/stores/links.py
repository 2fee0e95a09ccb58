"""The way to a database: SQLite in WAL mode in a thread of its own, PostgreSQL over the network.

All work is written once, as functions of a plain connection. A driver that hands every single
call to another thread costs SQLite ten times what the calls themselves cost; here a whole
transaction goes over at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

Work = Callable[[Connection], None]


class Link(Protocol):
    """One connection, opened when it is needed and kept."""

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""

    @property
    def patience(self) -> float:
        """Seconds after which a transaction that has not ended is given up."""

    async def transact(self, work: Work) -> None:
        """Do the work in one transaction."""

    async def hang_up(self) -> None:
        """Give the connection up; the next transaction opens another one."""

    async def close(self) -> None:
        """Leave nothing open."""


def link(address: str) -> Link:
    """The link to `sqlite:///path` or `postgresql://user@host/name`; opens nothing yet."""
    # Many hosts write the old short form.
    url = make_url(re.sub(r"^postgres:", "postgresql:", address))
    return FileLink(url) if url.get_backend_name() == "sqlite" else ServerLink(url)


class FileLink:
    """SQLite. Several processes may read the file; one writes at a time."""

    dialect = "sqlite"
    # A file does not go away; a busy machine is slow.
    patience = 20.0

    def __init__(self, url: URL) -> None:
        self._url = url
        self._engine: Engine | None = None
        self._connection: Connection | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")

    async def transact(self, work: Work) -> None:
        """Do the work in the thread of the database."""
        await self._there(self._transact, work)

    def _transact(self, work: Work) -> None:
        connection = self._connection = self._connection or self._opened()
        with connection.begin():
            work(connection)

    def _opened(self) -> Connection:
        if self._engine is None:
            if self._url.database:
                Path(self._url.database).parent.mkdir(parents=True, exist_ok=True)
            self._engine = create_engine(
                self._url, connect_args={"timeout": 5}, hide_parameters=True
            )
            event.listen(self._engine, "connect", _pragmas)
            event.listen(self._engine, "begin", _begin)
        return self._engine.connect()

    async def hang_up(self) -> None:
        """Close the file."""
        await self._there(self._hang_up)

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        if self._engine is not None:
            self._engine.dispose()

    async def close(self) -> None:
        """Close the file and end the thread."""
        await self.hang_up()
        self._thread.shutdown()

    async def _there(self, work: Callable[..., None], *arguments: object) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)


class ServerLink:
    """PostgreSQL."""

    dialect = "postgresql"
    # A server that is there answers in milliseconds.
    patience = 3.0

    def __init__(self, url: URL) -> None:
        waits = {"timeout": 3, "command_timeout": 4}
        url = url.set(drivername="postgresql+asyncpg")
        self._engine = create_async_engine(
            url, connect_args=waits, pool_size=1, hide_parameters=True
        )
        self._connection: AsyncConnection | None = None

    async def transact(self, work: Work) -> None:
        """Do the work on the event loop, which serves others while the server is busy."""
        if self._connection is None:
            self._connection = await self._engine.connect()
        async with self._connection.begin():
            await self._connection.run_sync(work)

    async def hang_up(self) -> None:
        """Drop the connection, whatever state it is in, without a farewell to the server."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(InvalidRequestError):
                driver: Any = (await connection.get_raw_connection()).driver_connection
                driver.terminate()
            await connection.invalidate()
            await connection.close()

    async def close(self) -> None:
        """End the session."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()
        await self._engine.dispose()


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

"""What one round at the desk holds: the path of a question in bulk, all else one by one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.stores import statements
from bot.stores.desk import StoreAway
from bot.stores.statements import Bulk, Row, Statements

T = TypeVar("T")
Job = Callable[[Connection], Any]
Taking = Literal["ours", "done", "others"]


class Turn:
    """Rows by key, so that no statement meets a row twice, and the futures of those who wait.

    What is written comes before what is read: who hands in a row and then asks sees the row.
    """

    def __init__(self, written: Statements) -> None:
        self._written = written
        self._rows: dict[str, dict[Any, Row]] = {
            name: {} for name in ("remember", "sent", "messages", "done")
        }
        self._asked: list[Row] = []
        self._takes: dict[int, tuple[Row, asyncio.Future[Taking]]] = {}
        self._loads: dict[str, list[asyncio.Future[Any]]] = {}
        self._jobs: list[tuple[Job, asyncio.Future[Any]]] = []
        self._waiting: list[asyncio.Future[None]] = []
        self._results: list[tuple[asyncio.Future[Any], Any]] = []

    def put(self, name: str, key: object, row: Row) -> None:
        """Write a row with the upsert of this name; the last one of a key counts."""
        self._rows[name][key] = row

    def asked(self, row: Row) -> None:
        """Write a row of the question log."""
        self._asked.append(row)

    def take(self, row: Row) -> asyncio.Future[Taking]:
        """Take an update."""
        future: asyncio.Future[Taking] = asyncio.get_running_loop().create_future()
        self._takes[row["id"]] = (row, future)
        return future

    def load(self, chat: str) -> asyncio.Future[Any]:
        """The row of a chat."""
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._loads.setdefault(chat, []).append(future)
        return future

    def job(self, work: Callable[[Connection], T]) -> asyncio.Future[T]:
        """Anything else, in the order of arrival."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._jobs.append((work, future))
        return future

    def written(self) -> asyncio.Future[None]:
        """Wait until all of this is written."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        return future

    def run(self, connection: Connection) -> None:
        """Do everything in the transaction of this connection."""
        self._results = [(future, None) for future in self._waiting]
        self._take(connection)
        for name, rows in self._rows.items():
            # In one order everywhere, so that two replicas never wait for each other.
            bulk: Bulk = getattr(self._written, name)
            bulk.run(connection, (rows[key] for key in sorted(rows)))
        self._written.asked.run(connection, self._asked)
        for work, future in self._jobs:
            self._results.append((future, self._tried(connection, work)))
        self._load(connection)

    @staticmethod
    def _tried(connection: Connection, work: Job) -> Any:
        """The result of a job, or its error: one that fails does not take the others with it."""
        try:
            with connection.begin_nested():
                return work(connection)
        except DBAPIError as error:
            if error.connection_invalidated:
                raise
            return error

    def _take(self, connection: Connection) -> None:
        if not self._takes:
            return
        rows = [row for row, _ in sorted(self._takes.values(), key=lambda pair: pair[0]["id"])]
        ours = set(connection.execute(self._written.take, rows).scalars())
        done = self._done(connection, [i for i in self._takes if i not in ours])
        for update, (_, future) in self._takes.items():
            outcome = "ours" if update in ours else "done" if update in done else "others"
            self._results.append((future, outcome))

    @staticmethod
    def _done(connection: Connection, ids: list[int]) -> set[int]:
        if not ids:
            return set()
        found = connection.execute(statements.done_of, {"ids": ids})
        return {row.id for row in found if row.done is not None}

    def _load(self, connection: Connection) -> None:
        if not self._loads:
            return
        found = connection.execute(statements.load, {"chats": list(self._loads)})
        rows = {row.chat: row for row in found}
        for chat, futures in self._loads.items():
            self._results += [(future, rows.get(chat)) for future in futures]

    def settle(self) -> None:
        """Hand out the results."""
        for future, result in self._results:
            if future.done():
                continue
            if isinstance(result, Exception):
                future.set_exception(result)
            else:
                future.set_result(result)

    def fail(self, error: StoreAway) -> None:
        """Tell everybody who waits."""
        for future in self._futures():
            if not future.done():
                future.set_exception(error)

    def _futures(self) -> Iterable[asyncio.Future[Any]]:
        yield from self._waiting
        for futures in self._loads.values():
            yield from futures
        yield from (future for _, future in self._takes.values())
        yield from (future for _, future in self._jobs)

"""One desk where everything for the database is handed in, and leaves in one transaction a round.

While a round is under way, what arrives waits for the next: the busier the bot, the more
questions share a transaction (group commit). An idle desk begins at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.stores.links import Link, Work

log = logging.getLogger("bot.stores")

# While the database is away, it is tried again so often.
BETWEEN_TRIES = 1.0
# What the drivers raise when the other side is gone or slow.
AWAY = (SQLAlchemyError, OSError, TimeoutError)


class StoreAway(Exception):  # noqa: N818 - a state of the world, not a fault of the caller
    """The database does not answer; nothing was written."""


class Round(Protocol):
    """What is written and read in one transaction."""

    def run(self, connection: Connection) -> None:
        """Do everything; may be called again after a failure."""

    def settle(self) -> None:
        """Hand out the results: the transaction is committed."""

    def fail(self, error: StoreAway) -> None:
        """Tell everybody who waits that nothing was done."""


R = TypeVar("R", bound=Round)


class Desk(Generic[R]):
    """Runs rounds one after the other. `round` is the one that fills up at the moment.

    While the database is away, every round fails at once, and the desk tries by itself until the
    database is back: no question waits for that.
    """

    def __init__(self, new: Callable[[], R], link: Link, prepare: Work) -> None:
        """`prepare` makes the database ready for use, once, before the first round."""
        self._new, self._link, self._prepare = new, link, prepare
        self._prepared = False
        self._round = new()
        self._wake = asyncio.Event()
        self._away_since: float | None = None
        self._work: asyncio.Task[None] | None = None
        self._return: asyncio.Task[None] | None = None
        self._given_up: set[asyncio.Task[None]] = set()

    @property
    def away(self) -> float | None:
        """Seconds for which the database has not answered; nothing while it does."""
        return None if self._away_since is None else time.monotonic() - self._away_since

    @property
    def round(self) -> R:
        """The round to put something into; it starts by itself."""
        self._wake.set()
        return self._round

    def open(self) -> None:
        """Begin to work."""
        self._work = asyncio.create_task(self._working())

    async def close(self) -> None:
        """Finish what was handed in, then stop."""
        if self._work is not None:
            self._wake.set()
            work, self._work = self._work, None
            await work
        if self._return is not None:
            self._return.cancel()
            await asyncio.gather(self._return, return_exceptions=True)
        await self._hang_up()
        if self._given_up:
            await asyncio.wait(self._given_up, timeout=self._link.patience)
        with contextlib.suppress(*AWAY):
            await self._link.close()

    async def _working(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            current, self._round = self._round, self._new()
            await self._attempt(current)
            if self._work is None and not self._wake.is_set():
                return

    async def _attempt(self, current: R) -> None:
        if self._away_since is not None:
            current.fail(StoreAway())
            return
        try:
            await self._twice(current)
        except AWAY as error:
            current.fail(StoreAway())
            self._lost(error)
        except Exception:
            # A fault of ours must not stop the desk for everyone after it.
            log.exception("a round failed")
            current.fail(StoreAway())
            await self._hang_up()
        else:
            current.settle()

    async def _twice(self, current: R) -> None:
        """Once more on a new connection, if the old one broke: databases get restarted."""
        try:
            await self._transact(current)
        except TimeoutError:
            # People have waited long enough.
            raise
        except AWAY:
            await self._hang_up()
            await self._transact(current)

    async def _transact(self, current: R) -> None:
        # A task of its own: a driver that is cancelled may take seconds to say goodbye.
        task = asyncio.create_task(self._prepared_transact(current))
        await asyncio.wait({task}, timeout=self._link.patience)
        if not task.done():
            task.cancel()
            self._given_up.add(task)
            task.add_done_callback(self._gone)
            raise TimeoutError(f"no answer for {self._link.patience} s")
        task.result()

    async def _prepared_transact(self, current: R) -> None:
        if not self._prepared:
            await self._link.transact(self._prepare)
            self._prepared = True
        await self._link.transact(current.run)

    def _gone(self, task: asyncio.Task[None]) -> None:
        self._given_up.discard(task)
        if not task.cancelled():
            task.exception()

    async def _hang_up(self) -> None:
        with contextlib.suppress(*AWAY):
            async with asyncio.timeout(1):
                await self._link.hang_up()

    def _lost(self, error: BaseException) -> None:
        self._away_since = time.monotonic()
        # The first line: others may show what was to be written.
        cause = f"{type(error).__name__}: {error}".partition("\n")[0]
        log.error("the database is away: answering without memory", extra={"cause": cause})
        self._return = asyncio.create_task(self._returning())

    async def _returning(self) -> None:
        """Try an empty round on a new connection until one succeeds."""
        back = False
        while not back:
            await self._hang_up()
            await asyncio.sleep(BETWEEN_TRIES)
            with contextlib.suppress(*AWAY):
                await self._transact(self._new())
                back = True
        log.warning("the database is back", extra={"seconds": round(self.away or 0, 1)})
        self._away_since = None

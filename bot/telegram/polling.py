"""Long polling that acknowledges after answering.

Telegram drops an update once a poll asks for a later one. So each poll asks from the oldest
update that is still unanswered, whatever was answered after it; what comes again meanwhile is
recognised and left alone. Only what takes long is written down and acknowledged before its
answer. A killed process has lost nothing: the next one is given the same.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Sequence
from typing import Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.telegram.alarm import Alarm
from bot.telegram.backlog import Backlog
from bot.telegram.client import Client
from bot.telegram.intake import Intake, line_of, patiently

log = logging.getLogger("bot.telegram.polling")

# While something is unanswered Telegram answers polls at once: these are the pauses between them.
SHORTEST_PAUSE = 0.02
LONGEST_PAUSE = 0.25
LONGEST_BACKOFF = 30.0
# So many polls refused in a row for another poller are worth telling.
CONFLICTS = 3
# How long answers under way may take after the order to stop.
FAREWELL_SECONDS = 8.0


async def cancelled(task: asyncio.Task[None]) -> None:
    """Cancel a task and wait for its end; again, should something in it swallow the first try."""
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=1)


class Polling:
    """Fetches updates and hands them on: those of one chat in order, chats side by side."""

    def __init__(
        self, client: Client, intake: Intake, alarm: Alarm, allowed: Sequence[str]
    ) -> None:
        self._client, self._intake, self._alarm, self._allowed = client, intake, alarm, allowed
        self._open = Backlog(intake.service)
        self._answered: set[int] = set()
        self._next: int | None = None
        # What the last poll asked from: everything before it is acknowledged.
        self._acknowledged: int | None = None
        self._lines: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Event()
        # When Telegram last answered a poll, by `time.monotonic()`.
        self.polled: float | None = None

    @property
    def offset(self) -> int | None:
        """The oldest update that is not answered, or the one to come next."""
        oldest = self._open.oldest
        return self._next if oldest is None else oldest

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until told to stop; then finish what is under way and acknowledge it."""
        polling = asyncio.ensure_future(self._poll())
        stopping = asyncio.ensure_future(stop.wait())
        await asyncio.wait({polling, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        await cancelled(polling)
        await self._finish()
        if not polling.cancelled():
            polling.result()

    async def _poll(self) -> None:
        for raw in await self._open.begin():
            await self._take_up(raw)
        pause, failures, conflicts = SHORTEST_PAUSE, 0, 0
        while True:
            self._changed.clear()
            try:
                asked, self._acknowledged = self.offset, self.offset
                found = await self._client.fetch(asked, self._allowed)
            except InvalidToken:
                raise
            except TelegramError as error:
                failures += 1
                conflicts = conflicts + 1 if isinstance(error, Conflict) else 0
                await self._failed(error, failures, conflicts)
                continue
            self.polled, failures, conflicts = time.monotonic(), 0, 0
            if await self._take(found) or (found and await self._open.relieve()):
                pause = SHORTEST_PAUSE
            elif found:
                await self._something_answered(pause)
                pause = min(pause * 1.5, LONGEST_PAUSE)
            # What lies before the offset is acknowledged: it does not come again.
            self._answered = {n for n in self._answered if n >= (asked or 0)}

    async def _failed(self, error: TelegramError, failures: int, conflicts: int) -> None:
        log.warning("poll failed: %s", error)
        if conflicts and conflicts % CONFLICTS == 0:
            # Readiness falls with the age of the last good poll.
            await self._alarm.tell_admins("conflict")
        await asyncio.sleep(min(0.1 * 2**failures, LONGEST_BACKOFF) if failures > 1 else 0.1)

    async def _something_answered(self, pause: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await self._changed.wait()

    async def _take(self, found: Sequence[dict[str, Any]]) -> bool:
        """Put new updates in line; whether there were any."""
        new = [raw for raw in found if self._is_new(raw.get("update_id"))]
        for raw in new:
            self._next = raw["update_id"] + 1
            await self._take_up(raw)
        return bool(new)

    async def _take_up(self, raw: dict[str, Any]) -> None:
        number = raw["update_id"]
        self._open.add(number, raw)
        update = self._intake.read(raw)
        if update is None:
            await self._close(number)
        else:
            self._queue(update)

    def _is_new(self, number: object) -> bool:
        # After a week without updates their numbers may start lower: only the known are old.
        known = number in self._open or number in self._answered
        return isinstance(number, int) and not known

    def _queue(self, update: Update) -> None:
        line = line_of(update)
        waiting = self._lines.get(line)
        if waiting is not None:
            waiting.append(update)
            return
        self._lines[line] = deque([update])
        task = asyncio.create_task(self._work(line))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self, line: int) -> None:
        waiting = self._lines[line]
        try:
            while waiting:
                update = waiting.popleft()
                try:
                    await patiently(self._intake, update)
                except Exception:
                    # Whatever is wrong with one update, those after it go on.
                    log.exception("update %s is given up", update.update_id)
                await self._close(update.update_id)
        finally:
            del self._lines[line]

    async def _close(self, number: int) -> None:
        self._answered.add(number)
        await self._open.close(number)
        self._changed.set()

    async def _finish(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=FAREWELL_SECONDS)
        for task in self._tasks:
            task.cancel()
        if self.offset != self._acknowledged:
            await self._acknowledge()

    async def _acknowledge(self) -> None:
        try:
            await self._client.fetch(self.offset, self._allowed, seconds=0)
        except TelegramError as error:
            log.warning("the last answers are not acknowledged: %s", error)

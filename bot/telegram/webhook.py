"""The webhook: Telegram is told 200 when the answer is sent, and not before.

It delivers the messages of one chat one after the other and again what was not acknowledged, so
order and survival of a crash need nothing further, on any number of replicas.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import math
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Update

from bot.telegram.intake import Intake, Unanswered, line_of

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 — the name of the header
LONGEST_BODY = 1024 * 1024


class Webhook:
    """Takes updates over HTTP at the path of the public address."""

    def __init__(self, intake: Intake, url: str, secret: str) -> None:
        self._intake = intake
        self._secret = secret.encode()
        self._path = urlsplit(url).path or "/"
        # Updates under way: a copy that arrives meanwhile waits for the same answer.
        self._under_way: dict[int, asyncio.Task[None]] = {}
        # The last update of each line, which the next one waits for.
        self._last: dict[int, asyncio.Task[None]] = {}

    def application(self) -> web.Application:
        """The server, as an application of aiohttp."""
        app = web.Application(client_max_size=LONGEST_BODY)
        app.router.add_post(self._path, self._on_post)
        return app

    async def finish(self, patience: float) -> None:
        """Wait until what is under way is answered, at most so many seconds."""
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=patience)

    async def _on_post(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="replace")
        # Before anything of the body is read, and in the same time for every wrong secret.
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        try:
            raw = json.loads(await request.read())
            number = raw["update_id"]
        except (ValueError, LookupError, TypeError, RecursionError):
            return web.Response(status=400)
        update = self._intake.read(raw)
        if update is None or not isinstance(number, int):
            # Telegram would bring it again and again, and hold back its chat for a day.
            return web.Response()
        return await self._served(update)

    async def _served(self, update: Update) -> web.Response:
        number = update.update_id
        task = self._under_way.get(number)
        if task is None:
            task = self._under_way[number] = self._in_line(update)
            task.add_done_callback(lambda _: self._under_way.pop(number, None))
        try:
            # Telegram may hang up; the answer is sent all the same.
            await asyncio.shield(task)
        except Unanswered as failure:
            wait = str(math.ceil(failure.pause))
            return web.Response(status=500, headers={"Retry-After": wait})
        return web.Response()

    def _in_line(self, update: Update) -> asyncio.Task[None]:
        """Serve an update after those of its line that came before."""
        line = line_of(update)
        task = asyncio.create_task(self._after(self._last.get(line), update))
        self._last[line] = task
        task.add_done_callback(lambda _: self._last.get(line) is task and self._last.pop(line))
        return task

    async def _after(self, earlier: asyncio.Task[None] | None, update: Update) -> None:
        if earlier is not None:
            await asyncio.wait({earlier})
        await self._intake.serve(update)

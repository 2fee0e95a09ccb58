"""Whether the bot lives and whether it is ready, told over HTTP together with the metrics."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.operations.metrics import Metrics
from bot.settings import Listen
from bot.stores.store import Store

# A poll lasts up to 50 s when nothing happens; a store may be restarted.
LONGEST_SILENCE = 60.0
LONGEST_AWAY = 30.0


class Health:
    """What readiness is made of. `polled` is set by whoever polls; a webhook leaves it unset."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self._store, self._clock = store, clock
        # When Telegram last answered a poll, by `time.monotonic()`; nothing before the first.
        self.polled: Callable[[], float | None] | None = None
        # Set while the process finishes what it has begun: no new work, please.
        self.stopping = False

    async def complaints(self) -> list[str]:
        """Why the bot is not ready; empty if it is."""
        await self._store.ping()
        found = []
        if (self._store.away or 0) > LONGEST_AWAY:
            found.append(f"the store has been away for {self._store.away:.0f} s")
        if self.polled is not None:
            found.extend(self._silence(self.polled()))
        if self.stopping:
            found.append("stopping")
        return found

    def _silence(self, polled: float | None) -> list[str]:
        if polled is None:
            return ["Telegram has not answered yet"]
        silence = self._clock() - polled
        return [f"no poll for {silence:.0f} s"] if silence > LONGEST_SILENCE else []


class Pages:
    """`/healthz`, `/readyz` and `/metrics`."""

    def __init__(
        self, health: Health, metrics: Metrics, store: Store, digest: Callable[[], str]
    ) -> None:
        self._health, self._metrics, self._store, self._digest = health, metrics, store, digest

    def application(self) -> web.Application:
        """The three pages as an application of aiohttp."""
        app = web.Application()
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/readyz", self._readyz)
        app.router.add_get("/metrics", self._scraped)
        return app

    async def _healthz(self, _: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _readyz(self, _: web.Request) -> web.Response:
        complaints = await self._health.complaints()
        answer = {"ready": not complaints, "facts": self._digest(), "complaints": complaints}
        return web.json_response(answer, status=503 if complaints else 200)

    async def _scraped(self, _: web.Request) -> web.Response:
        self._metrics.away(self._store.away)
        return web.Response(
            body=self._metrics.text(),
            headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"},
        )


@asynccontextmanager
async def listening(application: web.Application, where: Listen) -> AsyncIterator[int]:
    """Serve an application while the context lasts; the port it listens on."""
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, where.host, where.port).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()

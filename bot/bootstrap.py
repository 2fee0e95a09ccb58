"""The one room that chooses store and delivery from the settings."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bot.current import Current
from bot.operations.health import Health, Pages, listening
from bot.operations.logs import set_up
from bot.operations.metrics import Metrics
from bot.service import Service
from bot.settings import Settings
from bot.stores.purge import purging
from bot.stores.store import Store
from intents import Knowledge, build


@asynccontextmanager
async def assembled(
    settings: Settings, knowledge: Knowledge | None = None
) -> AsyncIterator[Service]:
    """A service with its store, its purge and its health pages, while the context lasts.

    `knowledge` spares reading the files. Raises `CatalogueError` if they cannot be used.
    """

    def read() -> Knowledge:
        return build(settings.facts_dir, settings.catalogue_dir, settings.cache_dir)

    metrics = Metrics()
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(_store(settings))
        health = Health(store)
        first = knowledge if knowledge is not None else await asyncio.to_thread(read)
        service = Service(Current(first, read, metrics), store, metrics, health)
        if settings.http_listen is not None:
            pages = Pages(health, metrics, store, lambda: service.digest)
            await stack.enter_async_context(listening(pages.application(), settings.http_listen))
        await stack.enter_async_context(purging(store, settings))
        yield service


def _store(settings: Settings) -> Store:
    address = settings.database_url.get_secret_value()
    # Several processes can share a bot only behind a webhook, and only on PostgreSQL.
    alone = not settings.webhook_url or address.startswith("sqlite")
    return Store(address, alone=alone, keep_questions=settings.keep_questions)


def serve_telegram(settings: Settings) -> None:
    """Serve Telegram until the process is told to stop."""
    set_up(settings.log_format, settings.log_level, settings.secrets)
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    # Imported here: whoever only needs a service need not load Telegram's library.
    from bot.telegram.application import serve  # noqa: PLC0415

    async with assembled(settings) as service:
        await serve(settings, service)

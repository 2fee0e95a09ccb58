"""The one room that chooses store and delivery from the settings."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bot.current import Current
from bot.editing.assembly import editor, following, newsroom, opening
from bot.editing.cache import writable
from bot.editing.opening import Opened
from bot.operations.health import Health, Pages, listening
from bot.operations.logs import set_up
from bot.operations.metrics import Metrics
from bot.service import Service
from bot.settings import ServingSettings, Settings, SettingsError
from bot.stores.purge import purging
from bot.stores.store import Store
from intents import CatalogueError, Knowledge


@asynccontextmanager
async def assembled(
    settings: Settings, knowledge: Knowledge | None = None
) -> AsyncIterator[Service]:
    """A service with its store, its purge and its health pages, while the context lasts.

    `knowledge` spares reading the files. Raises `CatalogueError` if they cannot be used and
    `SettingsError` if the address for health and metrics cannot.
    """
    metrics = Metrics()
    async with AsyncExitStack() as stack:
        cache = stack.enter_context(writable(settings.cache_dir))
        settings = settings.model_copy(update={"cache_dir": cache})
        store = await stack.enter_async_context(_store(settings))
        health = Health(store)
        opened = Opened(knowledge) if knowledge else await opening(settings, store).opened()
        current = Current(opened.knowledge, metrics, opened.version)
        service = Service(current, store, metrics, health)
        service.editor = editor(settings, store, current, opened)
        service.newsroom = newsroom(settings, store)
        if settings.http_listen is not None:
            pages = Pages(health, metrics, store, lambda: service.digest)
            try:
                await stack.enter_async_context(
                    listening(pages.application(), settings.http_listen)
                )
            except OSError as error:
                raise SettingsError([f"BOT_HTTP_LISTEN: {error.strerror}"]) from error
        await stack.enter_async_context(purging(store, settings))
        prepare = settings.prepare_rehearsal and bool(settings.admin_ids)
        await stack.enter_async_context(following(service.editor, prepare=prepare))
        yield service


def _store(settings: Settings) -> Store:
    address = settings.database_url.get_secret_value()
    # Several processes can share a bot only behind a webhook, and only on PostgreSQL.
    alone = not settings.webhook_url or address.startswith("sqlite")
    return Store(address, alone=alone, keep_questions=settings.keep_questions)


def serve_telegram(settings: Settings | None = None) -> None:
    """Serve Telegram until SIGTERM or SIGINT; SIGHUP reads the facts anew.

    What keeps it from starting is listed on standard error, all of it; the exit status is 1 then.
    Without `settings` those of the environment hold.
    """
    try:
        settings = settings or ServingSettings.read()
        set_up(settings.log_format, settings.log_level, settings.secrets)
        asyncio.run(_serve(settings))
    except (SettingsError, CatalogueError) as error:
        print(f"nothing was started:\n{error}", file=sys.stderr)
        raise SystemExit(1) from error


async def _serve(settings: Settings) -> None:
    if settings.token is None:
        raise SettingsError(["TELEGRAM_BOT_TOKEN: missing"])
    # Imported here: whoever only needs a service need not load Telegram's library.
    from bot.telegram.application import serve  # noqa: PLC0415

    async with assembled(settings) as service:
        reloads: set[asyncio.Task[object]] = set()

        def reload() -> None:
            task = asyncio.ensure_future(service.editing.reload("SIGHUP"))
            reloads.add(task)
            task.add_done_callback(reloads.discard)

        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, reload)
        await serve(settings, service)

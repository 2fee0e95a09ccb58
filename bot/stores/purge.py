"""Retention: what is older than the settings say is deleted, at the start and every hour."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import Table

from bot.settings import Settings
from bot.stores.editions import audit, drafts, ignored, misses, versions
from bot.stores.follows import announced, follows, news
from bot.stores.store import Store, StoreAway
from bot.stores.tables import backlog, chats, feedback, messages, questions, sent, updates

log = logging.getLogger("bot.stores")
INTERVAL = 3600.0
# Whoever has not decided by then rehearses again.
KEEP_DRAFTS_DAYS = 7
# What was published, what admins did and what readers follow until they stop.
FOREVER = (versions, audit, ignored, announced, follows)


def kept_days(settings: Settings) -> dict[Table, int]:
    """For how many days the rows of each table stay."""
    return {
        chats: settings.keep_chats_days,
        sent: settings.keep_sent_days,
        messages: settings.keep_sent_days,
        feedback: settings.keep_feedback_days,
        questions: settings.keep_log_days,
        updates: settings.keep_updates_days,
        backlog: settings.keep_updates_days,
        misses: settings.keep_log_days,
        news: settings.keep_log_days,
        drafts: KEEP_DRAFTS_DAYS,
    }


@asynccontextmanager
async def purging(store: Store, settings: Settings) -> AsyncIterator[None]:
    """Purge in the background while the context lasts."""
    task = asyncio.create_task(_purge(store, kept_days(settings)))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _purge(store: Store, days: dict[Table, int]) -> None:
    while True:
        with contextlib.suppress(StoreAway):
            if gone := await store.purge(days):
                log.info("purged", extra={"rows": gone})
        await asyncio.sleep(INTERVAL)

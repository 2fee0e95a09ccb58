"""A poller that swallows a cancellation is cancelled again."""

from __future__ import annotations

import asyncio
import contextlib

from bot.telegram.polling import cancelled


async def test_a_task_that_swallows_the_first_cancellation_still_ends() -> None:
    async def stubborn() -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        await asyncio.sleep(60)

    task = asyncio.ensure_future(stubborn())
    await asyncio.sleep(0)
    await cancelled(task)
    assert task.cancelled()

"""News on their way to followers: one message for each chat and version, and never two.

A message counts as sent just before it goes out. What Telegram refuses is given back and due
again later. Of what was under way when a process died nobody knows whether it arrived: it is not
sent again, for its bytes were most likely out, and nobody is to be told twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque
from dataclasses import dataclass, field

from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.service import News, StoreAway
from bot.telegram.bulletin import bulletin
from bot.telegram.chats import Chats
from bot.telegram.client import Client, seconds_of
from bot.telegram.delivery import Place, says
from bot.telegram.pages import Page
from bot.telegram.request import UnsureError

log = logging.getLogger("bot.telegram.courier")

# Whoever publishes is noticed within this.
BETWEEN_LOOKS = 2.0
# So many messages are under way at once: enough for Telegram's pace, few to be unsure of.
AT_ONCE = 8
# So many are looked up at once.
AT_HAND = 200
# A claim was refused: other processes are at it, and quick enough.
BEFORE_AGAIN = 0.5
# An outage is waited for with pauses of 1, 2, 4 … seconds: for half a day in all.
MOST_TRIES, LONGEST_PAUSE = 54, 900.0
_GONE = ("chat not found", "thread not found", "peer_id_invalid", "user is deactivated")


@dataclass
class Courier:
    """Brings news while it runs."""

    client: Client
    chats: Chats
    _under_way: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def run(self, stop: asyncio.Event) -> None:
        """Look for news and bring them until told to stop; what is under way is finished."""
        while not stop.is_set():
            try:
                with contextlib.suppress(StoreAway):
                    await self.chats.service.news.write()
                    await self._bring_all(stop)
            except Exception:
                # The next look may go better.
                log.exception("news could not be brought")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), BETWEEN_LOOKS)
        if self._under_way:
            await asyncio.wait(self._under_way.values())

    async def _bring_all(self, stop: asyncio.Event) -> None:
        """Bring what is due, some side by side, until nothing is."""
        following, waiting = self.chats.service.news.following, deque[News]()
        while not stop.is_set():
            if not waiting:
                waiting.extend(await following.due(AT_HAND, tuple(self._under_way)))
            if waiting and len(self._under_way) < AT_ONCE:
                self._start(waiting.popleft())
                await asyncio.sleep(following.pause)
            elif self._under_way:
                await asyncio.wait(
                    self._under_way.values(), timeout=1, return_when=asyncio.FIRST_COMPLETED
                )
            else:
                return

    def _start(self, item: News) -> None:
        task = asyncio.create_task(self._brought(item))
        self._under_way[item.chat] = task
        task.add_done_callback(lambda _: self._under_way.pop(item.chat))

    async def _brought(self, item: News) -> None:
        try:
            await self._bring(item)
        except StoreAway:
            log.warning("the database is away: news wait")
        except Exception:
            log.exception("news of version %s could not be brought", item.version)

    async def _bring(self, item: News) -> None:
        following = self.chats.service.news.following
        try:
            page = await self._page(item)
        except StoreAway:
            raise
        except Exception:
            # A fault of ours: it may be mended by the next version of the program.
            log.exception("news of version %s cannot be told", item.version)
            await following.put_off(item, LONGEST_PAUSE)
            return
        if page is None:
            # Followed no longer, or nothing that a reader would notice.
            await following.withdraw(item)
            return
        try:
            if await self._send(item, page) is None:
                await asyncio.sleep(BEFORE_AGAIN)
        except TelegramError as error:
            await self._failed(item, error)

    async def _page(self, item: News) -> Page | None:
        """The message; nothing if there is nothing to say."""
        news, service = self.chats.service.news, self.chats.service
        followed = await news.following.of(item.chat, item.version)
        changes = await news.changes(item.version)
        if changes is None or not followed:
            return None
        language = await service.language(item.chat, followed[-1].language)
        subjects = [one.subject for one in followed]
        words = self.chats.texts.of(language).following
        return bulletin(changes, subjects, language, words)

    async def _send(self, item: News, page: Page) -> object:
        place = Place.of(item.chat)
        return await self.client.call_once(
            lambda: self.chats.service.news.following.claim(item),
            "sendMessage",
            chat_id=place.chat,
            message_thread_id=place.topic,
            text=page.html,
            parse_mode=ParseMode.HTML,
            link_preview_options='{"is_disabled": true}',
        )

    async def _failed(self, item: News, error: TelegramError) -> None:
        service = self.chats.service
        following = service.news.following
        match error:
            case RetryAfter():
                await following.give_back(item, seconds_of(error) + 0.1)
            case ChatMigrated():
                await following.give_back(item, 0)
                await service.migrate(item.chat, str(error.new_chat_id))
            case Forbidden():
                log.info("forbidden: %s", error)
                await service.lose(str(Place.of(item.chat).chat))
            case BadRequest() if says(error, *_GONE):
                log.info("a chat is gone: %s", error)
                await service.forget(item.chat)
            case TimedOut() | UnsureError():
                log.warning("news may not have arrived: %s", error)
            case NetworkError() if not isinstance(error, BadRequest) and item.tries < MOST_TRIES:
                pause = min(2.0**item.tries, LONGEST_PAUSE)
                await following.give_back(item, pause)
            case _:
                log.error("news of version %s are given up: %s", item.version, error)

"""What goes wrong, told to those it concerns: the log in full, admins in brief, readers kindly."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from telegram import Update
from telegram.error import TelegramError

from bot.telegram.chats import Chats
from bot.telegram.client import Client
from bot.telegram.delivery import Place
from bot.telegram.questions import hint_of, place_of

log = logging.getLogger("bot.telegram.alarm")

# At most one note to the admins in this many seconds; the log has them all.
QUIET_SECONDS = 60.0


@dataclass
class Alarm:
    """Notes to admins, each with an id that the log and the reader share; no text of a person."""

    client: Client
    chats: Chats
    admins: Iterable[int]
    clock: Callable[[], float] = time.monotonic
    _last: float | None = field(default=None, init=False)

    async def raised(self, failure: Exception) -> str:
        """Something failed; the id under which it is logged."""
        number = secrets.token_hex(4)
        log.error("error %s", number, exc_info=failure)
        await self.tell_admins("error", id=number, what=_brief(failure))
        return number

    async def parked(self, update: Update, failure: Exception, strikes: int) -> None:
        """An update is given up: the reader is told that there will be no answer."""
        number = secrets.token_hex(4)
        log.error("update %s set aside, error %s", update.update_id, number, exc_info=failure)
        await self.tell_admins(
            "parked", id=number, what=_brief(failure), update=update.update_id, strikes=strikes
        )
        message = update.effective_message
        if message is None or update.callback_query is not None:
            return
        place = place_of(message)
        words = await self.chats.words(place.key, hint_of(update.effective_user))
        try:
            await self.chats.tell(self.client, place, words.hints.failed.format(id=number))
        except TelegramError as error:
            log.warning("the reader could not be told: %s", error)

    async def tell_admins(self, kind: str, **values: object) -> None:
        """A short note to every admin in their language, at most one a minute."""
        now = self.clock()
        if self._last is not None and now - self._last < QUIET_SECONDS:
            return
        self._last = now
        for admin in self.admins:
            words = await self.chats.words(str(admin), None)
            text = getattr(words.admin, kind).format(**values)
            try:
                await self.chats.tell(self.client, Place(admin), text)
            except TelegramError as error:
                log.warning("admin %s could not be told: %s", admin, error)


def _brief(failure: Exception) -> str:
    return f"{type(failure).__name__}: {failure}"[:300]

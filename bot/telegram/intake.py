"""One update at a time through the handlers, until it is answered, hopeless or set aside.

Both polling and the webhook acknowledge an update only after `serve` has returned.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from telegram import Chat, Message, Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.ext import Application

from bot.operations.metrics import Metrics
from bot.service import Service
from bot.stores.store import Taken
from bot.telegram.alarm import Alarm
from bot.telegram.client import seconds_of
from bot.telegram.handler import Context

log = logging.getLogger("bot.telegram.intake")

# The kinds of update that are handled; Telegram is asked for no others.
KINDS = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "my_chat_member",
    "guest_message",
)

# What the handlers of the update under way have raised; each update has its own list.
_raised: ContextVar[list[Exception]] = ContextVar("raised")


class Unanswered(Exception):  # noqa: N818 — it will be answered yet
    """An update that could not be answered now and must come again; `cause` says why."""

    def __init__(self, cause: Exception, strikes: int) -> None:
        super().__init__(repr(cause))
        self.cause, self.strikes = cause, strikes

    @property
    def pause(self) -> float:
        """Seconds to wait before the next attempt: what Telegram asks for, else 1, 2, 4 … 30."""
        if isinstance(self.cause, RetryAfter):
            return seconds_of(self.cause)
        return float(min(2 ** (self.strikes - 1), 30))


@dataclass
class Intake:
    """Serves updates; knows which failures pass, which last and which are the bot's own."""

    application: Application  # type: ignore[type-arg]
    service: Service
    metrics: Metrics
    alarm: Alarm
    clock: Callable[[], float] = time.monotonic
    # Attempts per update that is not answered yet.
    strikes: dict[int, int] = field(default_factory=dict)

    # A network may be down for minutes; a bug stays the same however often it is tried. What
    # timed out may have been said, each time.
    MOST_OUTAGES = 8
    MOST_TIMEOUTS = 2
    MOST_BUGS = 3

    def read(self, raw: dict[str, Any]) -> Update | None:
        """An update as the library knows it; nothing, and a line in the log, if it cannot be."""
        try:
            update = Update.de_json(raw, self.application.bot)
            message = update.effective_message
            if isinstance(message, Message) and not isinstance(message.chat, Chat):
                raise TypeError("a message without a chat")  # noqa: TRY301 — unreadable all the same
        except (LookupError, TypeError, ValueError, AttributeError, OverflowError):
            log.exception("update %s cannot be read and is left out", raw.get("update_id"))
            self.metrics.updated("unreadable")
            return None
        return update

    async def serve(self, update: Update) -> None:
        """Answer an update that was not answered before. Raises `Unanswered` to have it again."""
        number = update.update_id
        self.metrics.updated(_kind(update))
        try:
            if not await self.service.take(number):
                log.info("update %s was answered before", number)
                return
        except Taken as other:
            raise Unanswered(other, 1) from other
        begun = self.clock()
        failure = await self._handled(update)
        if failure is not None and not await self._safely_settled(update, failure):
            await self.service.give_back(number)
            raise Unanswered(failure, self.strikes[number])
        self.strikes.pop(number, None)
        await self.service.done(number)
        self.metrics.delivered(self.clock() - begun)

    async def _handled(self, update: Update) -> Exception | None:
        raised: list[Exception] = []
        token = _raised.set(raised)
        try:
            await self.application.process_update(update)
        finally:
            _raised.reset(token)
        return raised[0] if raised else None

    async def _safely_settled(self, update: Update, failure: Exception) -> bool:
        try:
            return await self._settled(update, failure)
        except Exception:
            # What fails while a failure is told must not hold up everybody after it.
            log.exception("update %s is given up", update.update_id)
            return True

    async def _settled(self, update: Update, failure: Exception) -> bool:
        """Whether nothing is gained by trying again."""
        chat = update.effective_chat
        if isinstance(failure, Forbidden):
            log.info("forbidden: %s", failure)
            if chat is not None:
                await self.service.lose(str(chat.id))
            return True
        if isinstance(failure, BadRequest):
            await self.alarm.raised(failure)
            return True
        strikes = self.strikes[update.update_id] = self.strikes.get(update.update_id, 0) + 1
        if strikes < self._most(failure):
            log.warning("update %s failed, attempt %s", update.update_id, strikes, exc_info=failure)
            return False
        await self.alarm.parked(update, failure, strikes)
        return True

    def _most(self, failure: Exception) -> int:
        if isinstance(failure, TimedOut):
            return self.MOST_TIMEOUTS
        return (
            self.MOST_OUTAGES if isinstance(failure, NetworkError | RetryAfter) else self.MOST_BUGS
        )


def line_of(update: Update) -> int:
    """Updates of one line are answered in order: a chat, or a person where there is none."""
    chat, user = update.effective_chat, update.effective_user
    return chat.id if chat else user.id if user else 0


def _kind(update: Update) -> str:
    """What an update is about: the field that is set."""
    return next((kind for kind in KINDS if getattr(update, kind)), "other")


async def note(_update: object, context: Context) -> None:
    """The error handler of the application: hands what was raised to `Intake.serve`."""
    if isinstance(context.error, Exception):
        _raised.get().append(context.error)


async def patiently(intake: Intake, update: Update) -> None:
    """Serve an update, again and again until it is settled."""
    while True:
        try:
            await intake.serve(update)
        except Unanswered as failure:
            await asyncio.sleep(failure.pause)
        else:
            return

"""Pages out to a chat: posted, or put in the place of earlier ones.

What Telegram refuses is answered here by name: a group that moved is followed, markup that it
cannot read is sent again as plain text, an edit that changes nothing counts as done.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated

from bot.telegram.buttons import Keyboard
from bot.telegram.client import Client
from bot.telegram.pages import Page

log = logging.getLogger("bot.telegram.delivery")

UNCHANGED = "message is not modified"
TOO_OLD = ("query is too old", "query_id_invalid", "query id is invalid")
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_MARKUP = "can't parse entities"
_NO_PREVIEW = '{"is_disabled": true}'

T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """Where an answer goes: a chat, a topic of it, and the message it replies to."""

    chat: int
    topic: int | None = None
    reply_to: int | None = None

    @classmethod
    def of(cls, key: str) -> Place:
        """The place of a conversation."""
        chat, _, topic = key.partition(":")
        return cls(int(chat), int(topic) if topic else None)

    @property
    def key(self) -> str:
        """The conversation it belongs to: each topic of a forum is one of its own."""
        return f"{self.chat}:{self.topic}" if self.topic else str(self.chat)


def says(error: BadRequest, *phrases: str) -> bool:
    """Whether a refusal is one of these."""
    return any(phrase in error.message.lower() for phrase in phrases)


async def post(
    bot: Client,
    place: Place,
    pages: Sequence[Page],
    keyboard: Keyboard | None = None,
    moved: Callable[[int, int], Awaitable[None]] | None = None,
) -> tuple[int, ...]:
    """Send the pages, the keyboard under the last one; the ids of the messages.

    `moved` is told when the group has another id by now (the old and the new one).
    """
    sent: list[int] = []
    for number, page in enumerate(pages, 1):
        markup = keyboard if number == len(pages) else None
        try:
            sent.append(await _send(bot, place, page, markup))
        except ChatMigrated as error:
            if moved:
                await moved(place.chat, error.new_chat_id)
            # Message ids of the old group mean nothing in the new one.
            place = replace(place, chat=error.new_chat_id, reply_to=None)
            sent.append(await _send(bot, place, page, markup))
        place = replace(place, reply_to=None)
    return tuple(sent)


async def amend(
    bot: Client,
    place: Place,
    messages: Sequence[int],
    pages: Sequence[Page],
    keyboard: Keyboard | None = None,
) -> tuple[int, ...]:
    """Put the pages in the place of earlier messages: edit, send what is more, delete the rest."""
    kept: list[int] = []
    for number, (message, page) in enumerate(zip(messages, pages, strict=False), 1):
        markup = keyboard if number == len(pages) else None
        kept.append(await _edit(bot, place, message, page, markup))
    for message in messages[len(pages) :]:
        await _delete(bot, place.chat, message)
    more = pages[len(messages) :]
    return (*kept, *await post(bot, place, more, keyboard)) if more else tuple(kept)


async def rekey(bot: Client, place: Place, message: int, keyboard: Keyboard) -> None:
    """Put another keyboard under a message."""
    try:
        await bot.call(
            "editMessageReplyMarkup",
            chat_id=place.chat,
            message_id=message,
            reply_markup=keyboard,
        )
    except BadRequest as error:
        if not says(error, UNCHANGED, *_GONE):
            raise


async def _send(bot: Client, place: Place, page: Page, markup: Keyboard | None) -> int:
    # The question may be deleted by now; it is answered all the same.
    reply = {"message_id": place.reply_to, "allow_sending_without_reply": True}

    async def send(text: str, mode: str | None) -> int:
        message = await bot.call(
            "sendMessage",
            chat_id=place.chat,
            message_thread_id=place.topic,
            text=text,
            parse_mode=mode,
            link_preview_options=_NO_PREVIEW,
            reply_parameters=json.dumps(reply) if place.reply_to else None,
            reply_markup=markup,
        )
        return int(message["message_id"])

    return await _readable(send, page)


async def _edit(
    bot: Client, place: Place, message: int, page: Page, markup: Keyboard | None
) -> int:
    async def edit(text: str, mode: str | None) -> int:
        await bot.call(
            "editMessageText",
            chat_id=place.chat,
            message_id=message,
            text=text,
            parse_mode=mode,
            link_preview_options=_NO_PREVIEW,
            reply_markup=markup,
        )
        return message

    try:
        return await _readable(edit, page)
    except BadRequest as error:
        if says(error, UNCHANGED):
            return message
        if says(error, *_GONE):
            return await _send(bot, place, page, markup)
        raise


async def _readable(call: Callable[[str, str | None], Awaitable[T]], page: Page) -> T:
    """As HTML, or as plain text where Telegram cannot read the markup."""
    try:
        return await call(page.html, ParseMode.HTML)
    except BadRequest as error:
        if not says(error, _MARKUP):
            raise
        log.exception("markup refused, sent as plain text")
        return await call(page.plain, None)


async def _delete(bot: Client, chat: int, message: int) -> None:
    try:
        await bot.delete_message(chat, message)
    except BadRequest:
        log.info("a message that was to be deleted is gone already")

"""Answers in chats the bot is not in: inline queries and guest mentions."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import (
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
    User,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.telegram.chats import Chats
from bot.telegram.delivery import TOO_OLD, says
from bot.telegram.handler import Context
from bot.telegram.questions import addressed, hint_of
from bot.telegram.render import render
from intents import Answer

# Telegram may give the same answer to the same query for this long.
CACHE_SECONDS = 300
_LONGEST_LABEL = 100


@dataclass(frozen=True)
class Inline:
    """Handlers of queries that come from other chats. They leave no trace in any conversation."""

    chats: Chats

    async def on_query(self, update: Update, _context: Context) -> None:
        """Articles for an inline query: its answer, or the five consortia when it is empty."""
        query = update.inline_query
        if query is None:
            return
        hint = await self._hint(query.from_user)
        if query.query.strip():
            answer = await self.chats.service.glance(query.query, hint=hint)
            found = [(query.query.strip(), answer)]
        else:
            found = await self._consortia(hint)
        articles = [_article(str(i), title, answer) for i, (title, answer) in enumerate(found)]
        try:
            # The answer depends on the language of the person, so it is cached for them alone.
            await query.answer(articles, cache_time=CACHE_SECONDS, is_personal=True)
        except BadRequest as error:
            if not says(error, *TOO_OLD):
                raise

    async def on_guest(self, update: Update, context: Context) -> None:
        """Answer where the bot was mentioned as a guest, once and in place."""
        message = update.guest_message
        if message is None or message.guest_query_id is None:
            return
        text = addressed(message, context.bot.bot) or message.text or message.caption or ""
        hint = await self._hint(message.from_user) if message.from_user else None
        answer = await self.chats.service.glance(text, hint=hint)
        await context.bot.answer_guest_query(message.guest_query_id, _article("0", text, answer))

    async def _hint(self, user: User) -> str | None:
        """The language that a person chose in private, else that of the app."""
        return await self.chats.service.chosen(str(user.id)) or hint_of(user)

    async def _consortia(self, hint: str | None) -> list[tuple[str, Answer]]:
        return [
            (name, await self.chats.service.tell("company_card", (entity,), hint=hint))
            for entity, name in self.chats.service.selected(hint)
        ]


def _article(key: str, title: str, answer: Answer) -> InlineQueryResultArticle:
    """One choice above the keyboard; only its first page can be sent."""
    page = render(answer)[0]
    return InlineQueryResultArticle(
        key,
        _short(title) or _short(answer.body),
        InputTextMessageContent(
            page.html, ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
        description=_short(answer.body),
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_LABEL else f"{line[: _LONGEST_LABEL - 1]}…"

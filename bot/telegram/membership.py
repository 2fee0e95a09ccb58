"""Chats that the bot loses or that change their id."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import ChatMember, Update

from bot.service import Service
from bot.telegram.handler import Context

_GONE = frozenset({ChatMember.LEFT, ChatMember.BANNED})


@dataclass(frozen=True)
class Membership:
    """Handlers of what happens to the bot itself in a chat."""

    service: Service

    async def on_change(self, update: Update, _context: Context) -> None:
        """Forget a chat whose person blocked the bot, or that removed it."""
        change = update.my_chat_member
        if change is not None and change.new_chat_member.status in _GONE:
            await self.service.lose(str(change.chat.id))

    async def on_migrate(self, update: Update, _context: Context) -> None:
        """Take what is kept of a group along to its new id."""
        message = update.effective_message
        if message is not None and message.migrate_to_chat_id is not None:
            await self.service.migrate(str(message.chat_id), str(message.migrate_to_chat_id))

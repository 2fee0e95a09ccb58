"""A bare python-telegram-bot that sends every message back: what the library itself costs.

Same HTTP client, same concurrency, no answers, no memory, no buttons.
"""

from __future__ import annotations

import os

from telegram import Update
from telegram.ext import Application, MessageHandler, filters

from bot.telegram.handler import Context
from bot.telegram.request import Request


async def _echo(update: Update, context: Context) -> None:
    message = update.effective_message
    if message is not None:
        await context.bot.send_message(message.chat_id, message.text or "")


def main() -> None:
    """Poll until told to stop."""
    application = (
        Application.builder()
        .token(os.environ["TELEGRAM_BOT_TOKEN"])
        .base_url(os.environ["TELEGRAM_API_URL"] + "/bot")
        .request(Request())
        .get_updates_request(Request(pauses=(), connections=2))
        .concurrent_updates(256)
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    application.run_polling()


if __name__ == "__main__":
    main()

"""The Telegram bot as a whole: its handlers in order, its start, its end."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Coroutine

from telegram.error import InvalidToken, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.operations.health import listening
from bot.service import Service
from bot.settings import Settings
from bot.telegram import menus
from bot.telegram.admin import Admin
from bot.telegram.alarm import Alarm
from bot.telegram.chats import Chats
from bot.telegram.client import client
from bot.telegram.commands import Commands, Keeping
from bot.telegram.inline import Inline
from bot.telegram.intake import KINDS, Intake, note
from bot.telegram.membership import Membership
from bot.telegram.polling import FAREWELL_SECONDS, Polling
from bot.telegram.presses import Presses
from bot.telegram.questions import Questions
from bot.telegram.texts import library
from bot.telegram.webhook import Webhook

log = logging.getLogger("bot.telegram")

_NEW = filters.UpdateType.MESSAGE
_READABLE = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
_BEFORE_AGAIN = 5.0


class Bot:
    """One bot of one token, ready to poll or to be called."""

    def __init__(self, settings: Settings, service: Service) -> None:
        if settings.token is None:
            raise ValueError("TELEGRAM_BOT_TOKEN: missing")
        self._settings, self._service = settings, service
        self.client = client(
            settings.token.get_secret_value(),
            settings.api_url,
            limited=settings.rate_limit,
            failed=service.metrics.failed,
        )
        self.chats = Chats(service, library())
        self.application = (
            Application.builder().bot(self.client).updater(None).job_queue(None).build()
        )
        self.alarm = Alarm(self.client, self.chats, settings.admin_ids)
        self.intake = Intake(self.application, service, service.metrics, self.alarm)
        self._handle()

    def _handle(self) -> None:
        """Handlers in order: the first that fits an update serves it."""
        settings, add = self._settings, self.application.add_handler
        questions = Questions(self.chats)
        inline = Inline(self.chats)
        commands = Commands(self.chats, questions, _keeping(settings))
        admin = Admin(self.chats, frozenset(settings.admin_ids))
        add(MessageHandler(_NEW & _READABLE, questions.on_message))
        add(CallbackQueryHandler(Presses(self.chats).on_press))
        add(InlineQueryHandler(inline.on_query))
        for name, serve in {**commands.by_name(), **admin.by_name()}.items():
            add(CommandHandler(name, serve, filters=_NEW))
        add(MessageHandler(_NEW & filters.COMMAND, commands.on_unknown))
        add(MessageHandler(filters.UpdateType.EDITED_MESSAGE, questions.on_edit))
        membership = Membership(self._service)
        add(MessageHandler(_NEW & filters.StatusUpdate.MIGRATE, membership.on_migrate))
        add(ChatMemberHandler(membership.on_change, ChatMemberHandler.MY_CHAT_MEMBER))
        add(MessageHandler(_NEW & ~filters.StatusUpdate.ALL, questions.on_other))
        add(TypeHandler(object, inline.on_guest))
        self.application.add_error_handler(note)

    async def connect(self) -> None:
        """Greet Telegram, however long it takes to come up; a wrong token is an error at once."""
        while True:
            try:
                return await self.application.initialize()
            except InvalidToken:
                raise
            except TelegramError as error:
                log.warning("Telegram does not answer: %s", error)
                await asyncio.sleep(_BEFORE_AGAIN)

    async def poll(self, stop: asyncio.Event) -> None:
        """Serve by long polling until told to stop."""
        polling = Polling(self.client, self.intake, self.alarm, KINDS)
        self._service.health.polled = lambda: polling.polled
        try:
            await self.client.delete_webhook()
        except TelegramError as error:
            log.warning("the webhook is not deleted: %s", error)
        await polling.run(stop)

    async def listen(self, url: str, stop: asyncio.Event) -> None:
        """Serve by webhook until told to stop.

        The webhook stays set: a replica or the next start goes on with it.
        """
        secret = self._settings.webhook_secret
        given = secret.get_secret_value() if secret else ""
        webhook = Webhook(self.client, self.intake, url, given)
        async with listening(webhook.application(), self._settings.webhook_listen) as port:
            log.info("webhook listens on port %s", port)
            await self.client.set_webhook(url, secret_token=given, allowed_updates=KINDS)
            await stop.wait()
            self._service.health.stopping = True
            await webhook.finish(FAREWELL_SECONDS)


async def serve(settings: Settings, service: Service) -> None:
    """Serve Telegram until SIGTERM or SIGINT: by webhook if its address is set, else by polling."""
    # It logs every address that it calls, and the token stands in it.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    bot = Bot(settings, service)
    await _until(bot.connect(), stop)
    if stop.is_set():
        return
    setting = asyncio.create_task(menus.publish(bot.client, bot.chats.texts, settings.admin_ids))
    try:
        if settings.webhook_url:
            await bot.listen(settings.webhook_url, stop)
        else:
            await bot.poll(stop)
    finally:
        setting.cancel()
        await asyncio.gather(setting, return_exceptions=True)
        await bot.application.shutdown()


async def _until(work: Coroutine[None, None, None], stop: asyncio.Event) -> None:
    """Do something unless told to stop before it is done."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if working.done():
        working.result()
    else:
        working.cancel()


def _keeping(settings: Settings) -> Keeping:
    return Keeping(
        memory=settings.keep_chats_days,
        sent=settings.keep_sent_days,
        feedback=settings.keep_feedback_days,
        log=settings.keep_log_days,
        texts=settings.keep_questions,
    )

"""The Telegram bot as a whole: its handlers in order, its start, its end."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from itertools import chain, repeat

from telegram.error import BadRequest, InvalidToken, TelegramError
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
from bot.pictures.gallery import Gallery
from bot.service import Service
from bot.settings import Settings, SettingsError
from bot.telegram import menus
from bot.telegram.admin import Admin
from bot.telegram.alarm import Alarm
from bot.telegram.chats import Chats
from bot.telegram.client import client
from bot.telegram.commands import Commands, Keeping
from bot.telegram.courier import Courier
from bot.telegram.desk import Desk
from bot.telegram.drafts import PATTERN, Drafts
from bot.telegram.following import PATTERN as FOLLOWING
from bot.telegram.following import Following
from bot.telegram.inline import Inline
from bot.telegram.intake import KINDS, Intake, note
from bot.telegram.membership import Membership
from bot.telegram.photos import Photos
from bot.telegram.polling import FAREWELL_SECONDS, Polling, cancelled
from bot.telegram.presses import Presses
from bot.telegram.questions import Questions
from bot.telegram.texts import library
from bot.telegram.webhook import Webhook

log = logging.getLogger("bot.telegram")

_NEW = filters.UpdateType.MESSAGE
_READABLE = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
# Seconds between attempts to reach Telegram at the start.
_BEFORE_AGAIN = (0.5, 1.0, 2.0, 5.0)


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
        self.courier = Courier(self.client, self.chats)
        self.intake = Intake(self.application, service, service.metrics, self.alarm)
        self._desk = Desk(self.chats, frozenset(settings.admin_ids))
        self._handle()

    def _handle(self) -> None:
        """Handlers in order: the first that fits an update serves it."""
        settings, add = self._settings, self.application.add_handler
        questions = Questions(self.chats)
        inline = Inline(self.chats)
        commands = Commands(self.chats, questions, _keeping(settings))
        following, desk = Following(self.chats), self._desk
        photos = Photos(self.chats, Gallery())
        admin, drafts, presses = Admin(desk), Drafts(desk), Presses(self.chats, photos)
        add(MessageHandler(_NEW & _documents(settings), drafts.on_document))
        add(MessageHandler(_NEW & _READABLE, questions.on_message))
        add(CallbackQueryHandler(drafts.on_press(presses.on_press), PATTERN))
        add(CallbackQueryHandler(following.on_press, FOLLOWING))
        add(CallbackQueryHandler(presses.on_press))
        add(InlineQueryHandler(inline.on_query))
        public = {**commands.by_name(), **following.by_name(), **photos.by_name()}
        for name, serve in {**public, **admin.by_name()}.items():
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
        await _persistently(self.application.initialize, "the greeting")

    async def close(self) -> None:
        """Leave nothing open, whether or not Telegram was ever reached."""
        await self.application.shutdown()
        await self.client.shutdown()

    async def greet(self) -> None:
        """Tell admins if the files are broken, and set the menus."""
        await self._desk.warn(self.client)
        await menus.publish(self.client, self.chats.texts, self._settings.admin_ids)

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
        webhook = Webhook(self.intake, url, given)
        async with listening(webhook.application(), self._settings.webhook_listen) as port:
            log.info("webhook listens on port %s", port)
            await _until(self._set_webhook(url, given), stop)
            self._service.health.polled = None
            await stop.wait()
            self._service.health.stopping = True
            await webhook.finish(FAREWELL_SECONDS)

    async def _set_webhook(self, url: str, secret: str) -> None:
        async def set_it() -> None:
            await self.client.set_webhook(url, secret_token=secret, allowed_updates=KINDS)

        try:
            await _persistently(set_it, "the webhook")
        except BadRequest as error:
            raise SettingsError([f"TELEGRAM_WEBHOOK_URL: Telegram refuses it: {error}"]) from error


async def _persistently(call: Callable[[], Awaitable[None]], what: str) -> None:
    """Call Telegram until it answers; raises what does not get better by waiting."""
    for pause in chain(_BEFORE_AGAIN, repeat(_BEFORE_AGAIN[-1])):
        try:
            return await call()
        except (InvalidToken, BadRequest):
            raise
        except TelegramError as error:
            log.warning("Telegram does not answer %s: %s", what, error)
            await asyncio.sleep(pause)
    return None


async def serve(settings: Settings, service: Service) -> None:
    """Serve Telegram until SIGTERM or SIGINT: by webhook if its address is set, else by polling.

    Raises `SettingsError` if Telegram does not know the token or refuses the webhook.
    """
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    bot = Bot(settings, service)
    # Not ready before Telegram has been heard of.
    service.health.polled = lambda: None
    beside: list[asyncio.Task[None]] = []
    try:
        await _until(bot.connect(), stop)
        if stop.is_set():
            return
        beside = [asyncio.create_task(w) for w in (bot.courier.run(stop), bot.greet())]
        if settings.webhook_url:
            await bot.listen(settings.webhook_url, stop)
        else:
            await bot.poll(stop)
    except InvalidToken:
        # Its own words would print the token.
        raise SettingsError(["TELEGRAM_BOT_TOKEN: Telegram does not know this token"]) from None
    finally:
        stop.set()
        await _ended(beside)
        await bot.close()


async def _ended(beside: Sequence[asyncio.Task[None]]) -> None:
    """End what was done beside the updates: news that are under way get their time."""
    for task in beside[1:]:
        task.cancel()
    if beside:
        await asyncio.wait(beside, timeout=FAREWELL_SECONDS)
    for task in beside:
        await cancelled(task)


async def _until(work: Coroutine[None, None, None], stop: asyncio.Event) -> None:
    """Do something unless told to stop before it is done."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not working.done():
        await cancelled(working)
    elif working.exception() is not None:
        raise working.exception()  # type: ignore[misc]


def _documents(settings: Settings) -> filters.BaseFilter:
    """Documents that admins send in private."""
    admins = filters.User(settings.admin_ids, allow_empty=True)
    return filters.Document.ALL & filters.ChatType.PRIVATE & admins


def _keeping(settings: Settings) -> Keeping:
    return Keeping(
        memory=settings.keep_chats_days,
        sent=settings.keep_sent_days,
        feedback=settings.keep_feedback_days,
        log=settings.keep_log_days,
        texts=settings.keep_questions,
    )

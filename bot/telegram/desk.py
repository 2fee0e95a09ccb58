"""What all commands of admins share: who may give them, in which words, and long work."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field

from telegram import Message, Update, User
from telegram.error import TelegramError

from bot.editing.editor import Editor
from bot.editing.wording import Words, words
from bot.service import StoreAway
from bot.telegram import delivery
from bot.telegram.chats import Chats
from bot.telegram.client import Client
from bot.telegram.delivery import Place
from bot.telegram.handler import Callback, Context
from bot.telegram.questions import after_command, hint_of, is_private, place_of
from bot.telegram.render import plain

# More problems than this are only counted.
MOST_PROBLEMS = 5

log = logging.getLogger("bot.telegram.admin")


@dataclass(frozen=True)
class Order:
    """What an admin wants: who and where, what stands after the command, the words to answer in."""

    user: User
    place: Place
    rest: str
    language: str
    words: Words
    client: Client
    message: Message

    @property
    def author(self) -> str:
        """The admin, as versions and audit name them."""
        return str(self.user.id)


Serve = Callable[[Order], Awaitable[None]]


@dataclass(frozen=True)
class Desk:
    """Serves admins and nobody else, in private only: in a group others would read along."""

    chats: Chats
    admins: frozenset[int]
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def editor(self) -> Editor:
        """What changes the facts."""
        return self.chats.service.editing

    def admits(self, message: Message | None, user: User | None) -> bool:
        """Whether this is an admin in private."""
        return message is not None and user is not None and self._admits(message, user)

    def _admits(self, message: Message, user: User) -> bool:
        return user.id in self.admins and is_private(message)

    def command(self, name: str, serve: Serve) -> Callback:
        """The handler of a command; from others there is only a line in the log."""

        async def callback(update: Update, context: Context) -> None:
            message, user = update.effective_message, update.effective_user
            if message is None or user is None:
                return
            if not self._admits(message, user):
                log.warning("admin command refused", extra={"command": name, "user": user.id})
                return
            log.info("admin command", extra={"command": name, "user": user.id})
            await self.serve(serve, await self.order(message, user, context))

        return callback

    async def order(self, message: Message, user: User, context: Context) -> Order:
        """What is wanted by a message."""
        place = place_of(message)
        language = await self.chats.service.language(place.key, hint_of(user))
        rest = after_command(message.text or message.caption or "")
        return Order(user, place, rest, language, words(language), context.bot, message)

    async def serve(self, serve: Serve, order: Order) -> None:
        """Do what is wanted; a database that is away is told."""
        try:
            await serve(order)
        except StoreAway:
            await self.tell(order, order.words.replies.away)

    def later(self, serve: Serve, order: Order) -> None:
        """Do what takes long beside the chat, which goes on meanwhile."""

        async def work() -> None:
            try:
                await self.serve(serve, order)
            except Exception:
                # Nobody waits for this task: what it raises would be lost.
                log.exception("admin work failed")

        self._start(work())

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def warn(self, client: Client) -> None:
        """Tell every admin, once, that the files on disk are broken, if they are."""
        if not self.editor.problems:
            return
        for admin in sorted(self.admins):
            said = words(await self.chats.service.language(str(admin)))
            try:
                await client.send_message(admin, plain(broken(self.editor, said))[0].html)
            except TelegramError as error:
                log.warning("admin %s could not be told: %s", admin, error)

    async def tell(self, order: Order, text: str, keyboard: str | None = None) -> None:
        """Say something to the admin; `keyboard` as `keyboard` makes it."""
        await delivery.post(order.client, order.place, plain(text), keyboard)

    async def hand(self, order: Order, name: str, data: bytes, caption: str) -> None:
        """Send a file."""
        await order.client.send_document(
            order.place.chat, data, filename=name, caption=caption[:1024]
        )


def broken(editor: Editor, said: Words) -> str:
    """What is served instead of the broken files, and what is wrong with them."""
    problems, version = editor.problems, editor.current.version
    head = said.replies.broken.format(number=version, count=len(problems))
    return "\n".join([head, *map(str, problems[:MOST_PROBLEMS])])


def keyboard(rows: Sequence[Sequence[tuple[str, str]]]) -> str | None:
    """Buttons by label and data, in the form in which messages are sent."""
    if not rows:
        return None
    made = [[{"text": label, "callback_data": data} for label, data in row] for row in rows]
    return json.dumps({"inline_keyboard": made}, ensure_ascii=False)

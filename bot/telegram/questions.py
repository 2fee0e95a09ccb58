"""Messages → questions → replies: in private always, in groups only when the bot is addressed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from telegram import Message, MessageEntity, Update, User
from telegram.constants import ChatType

from bot.telegram.chats import Chats
from bot.telegram.delivery import Place
from bot.telegram.handler import Context

# A question older than this gets a word of excuse with its answer.
LATE = timedelta(hours=1)
_PRIVATE = ChatType.PRIVATE


def place_of(message: Message) -> Place:
    """Where to answer a message: in its topic, in groups as a reply to it."""
    topic = message.message_thread_id if message.is_topic_message else None
    private = message.chat.type == _PRIVATE
    return Place(message.chat_id, topic, None if private else message.message_id)


def hint_of(user: User | None) -> str | None:
    """The language of a person's app."""
    return user.language_code if user else None


def is_private(message: Message) -> bool:
    """Whether only one person reads along."""
    return message.chat.type == _PRIVATE


def addressed(message: Message, me: User) -> str | None:
    """The question in a message, without the mention; nothing if it is not meant for the bot."""
    text = message.text or message.caption
    if not text or (message.via_bot and message.via_bot.id == me.id):
        return None
    asked, mentioned = _without_mention(message, text, me)
    if is_private(message) or mentioned or _answers(message, me):
        return asked
    return None


def _answers(message: Message, me: User) -> bool:
    """Whether a message replies to one of the bot's."""
    earlier = message.reply_to_message
    return bool(
        earlier
        and earlier.from_user
        and earlier.from_user.id == me.id
        # Every message of a topic that the bot opened "replies" to its opening.
        and not earlier.forum_topic_created
    )


def _without_mention(message: Message, text: str, me: User) -> tuple[str, bool]:
    """The text without mentions of the bot, and whether there were any."""
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    entities = (
        message.parse_entities(kinds) if message.text else message.parse_caption_entities(kinds)
    )
    mentioned = False
    for entity, said in entities.items():
        if entity.user.id == me.id if entity.user else said.lower() == f"@{me.username}".lower():
            text, mentioned = text.replace(said, " ", 1), True
    return " ".join(text.split(" ")).strip(), mentioned


@dataclass(frozen=True)
class Questions:
    """Handlers of messages that ask something."""

    chats: Chats

    async def on_message(self, update: Update, context: Context) -> None:
        """Answer a message that is meant for the bot."""
        message = update.effective_message
        if message is None:
            return
        text = addressed(message, context.bot.bot)
        if text is not None:
            await self.answer(message, text, context)

    async def answer(self, message: Message, text: str, context: Context) -> None:
        """Answer this text as the question of this message."""
        place, hint = place_of(message), hint_of(message.from_user)
        answer = await self.chats.ask(place, text, hint)
        late = datetime.now(UTC) - message.date > LATE
        note = self.chats.texts.of(answer.language).hints.late if late else ""
        question = str(message.message_id)
        await self.chats.reply(context.bot, place, question, answer, note=note)

    async def on_edit(self, update: Update, context: Context) -> None:
        """Answer an edited question by editing its answer."""
        message = update.edited_message
        if message is None:
            return
        place = place_of(message)
        sent = await self.chats.service.sent_for(place.key, str(message.message_id))
        text = _edited(message, context.bot.bot, known=sent is not None)
        if text is None:
            return
        if sent is None:
            if datetime.now(UTC) - message.date < LATE:
                await self.answer(message, text, context)
            return
        hint = hint_of(message.from_user)
        answer = await self.chats.ask(place, text, hint)
        await self.chats.replace(context.bot, place, sent, answer)

    async def on_other(self, update: Update, context: Context) -> None:
        """Say in private that pictures, voices and the like cannot be read."""
        message = update.effective_message
        if message is not None and is_private(message):
            place = place_of(message)
            words = await self.chats.words(place.key, hint_of(message.from_user))
            await self.chats.tell(context.bot, place, words.hints.only_text)


def after_command(text: str) -> str:
    """What follows the command in a message, on the same line or the next."""
    return "".join(text.split(maxsplit=1)[1:]).strip()


def _edited(message: Message, me: User, *, known: bool) -> str | None:
    """The question in an edited message: what was answered once is meant for the bot."""
    text = message.text or message.caption or ""
    if text.startswith("/"):
        command = text.split(maxsplit=1)[0].lower()
        ours = command in {"/ask", f"/ask@{me.username}".lower()}
        return (after_command(text) or None) if ours else None
    if known:
        return _without_mention(message, text, me)[0] or None
    return addressed(message, me)

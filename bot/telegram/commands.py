"""Commands that everybody may give."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Message, Update

from bot.telegram import buttons, delivery
from bot.telegram.chats import Chats
from bot.telegram.delivery import Place
from bot.telegram.explain import explained
from bot.telegram.handler import Callback, Context
from bot.telegram.questions import Questions, after_command, hint_of, is_private, place_of
from bot.telegram.render import plain
from bot.telegram.texts import Texts

# Commands that ask an intent by its id.
SAID = {
    "help": "help",
    "companies": "selected_list",
    "models": "models_list",
    "criteria": "criteria",
    "sources": "sources",
}
# Deep links: a question in base64, or its words with dashes between them.
ENCODED = "q_"
LONGEST_LINK = 64


def link(username: str, question: str) -> str | None:
    """A deep link that asks a question; nothing if the question is too long for one."""
    payload = ENCODED + base64.urlsafe_b64encode(question.encode()).decode().rstrip("=")
    return f"https://t.me/{username}?start={payload}" if len(payload) <= LONGEST_LINK else None


def question_of(payload: str) -> str:
    """The question that a deep link asks."""
    decoded = _decoded(payload.removeprefix(ENCODED))
    # Words may look like base64; what they would decode to is no question.
    if decoded and (payload.startswith(ENCODED) or " " in decoded):
        return decoded
    return re.sub(r"[-_]+", " ", payload.removeprefix("topic-")).strip()


def _decoded(code: str) -> str:
    try:
        raw = base64.b64decode(code + "=" * (-len(code) % 4), b"-_", validate=True)
        text = raw.decode()
    except (binascii.Error, ValueError):
        return ""
    return text if text.isprintable() else ""


def _quoted(message: Message) -> str:
    """The words of the message that another replies to."""
    earlier = message.reply_to_message
    # Every message of a topic "replies" to its opening.
    if earlier is None or earlier.forum_topic_created:
        return ""
    return earlier.text or earlier.caption or ""


@dataclass(frozen=True)
class Keeping:
    """For how many days what is kept of a chat, and whether its words are."""

    memory: int
    sent: int
    feedback: int
    log: int
    texts: bool

    def told(self, words: Texts) -> str:
        """The privacy notice."""
        return words.privacy.format(
            memory_days=self.memory,
            sent_days=self.sent,
            feedback_days=self.feedback,
            log_days=self.log,
            questions=words.privacy_with_text if self.texts else words.privacy_without_text,
        )


@dataclass(frozen=True)
class Call:
    """A command that was given: by whom, where, with what after it."""

    message: Message
    place: Place
    hint: str | None
    rest: str
    words: Texts
    context: Context


def called(chats: Chats, serve: Callable[[Call], Awaitable[None]]) -> Callback:
    """The handler of a command that everybody may give."""

    async def callback(update: Update, context: Context) -> None:
        message = update.effective_message
        if message is None:
            return
        place, hint = place_of(message), hint_of(message.from_user)
        words = await chats.words(place.key, hint)
        rest = after_command(message.text or message.caption or "")
        await serve(Call(message, place, hint, rest, words, context))

    return callback


@dataclass(frozen=True)
class Commands:
    """The commands by name; `keeping` is what /privacy states of retention."""

    chats: Chats
    questions: Questions
    keeping: Keeping

    def by_name(self) -> dict[str, Callback]:
        """The handler of every command."""
        own = {
            "start": self._start,
            "ask": self._ask,
            "compare": self._compare,
            "lang": self._lang,
            "why": self._why,
            "privacy": self._privacy,
            "forget": self._forget,
        }
        said = {name: self._saying(intent) for name, intent in SAID.items()}
        return {name: called(self.chats, serve) for name, serve in {**said, **own}.items()}

    async def on_unknown(self, update: Update, context: Context) -> None:
        """A hint, in private only: in a group the command may be another bot's."""
        message = update.effective_message
        if message is not None and is_private(message):
            words = await self.chats.words(place_of(message).key, hint_of(message.from_user))
            await self.chats.tell(context.bot, place_of(message), words.hints.unknown_command)

    def _saying(self, intent: str) -> Callable[[Call], Awaitable[None]]:
        async def serve(call: Call) -> None:
            answer = await self.chats.service.say(
                call.place.key, intent, (), hint=call.hint, remember=False
            )
            question = str(call.message.message_id)
            # The engine knows nothing of what is told unasked.
            words = self.chats.texts.of(answer.language)
            more = f"{words.hints.pictures}\n{words.following.hint}" if intent == "help" else ""
            await self.chats.reply(call.context.bot, call.place, question, answer, more=more)

        return serve

    async def _start(self, call: Call) -> None:
        if question := question_of(call.rest):
            await self.questions.answer(call.message, question, call.context)
        else:
            await self._saying("help")(call)

    async def _ask(self, call: Call) -> None:
        if question := call.rest or _quoted(call.message):
            await self.questions.answer(call.message, question, call.context)
        else:
            await self._tell(call, call.words.hints.ask)

    async def _compare(self, call: Call) -> None:
        if call.rest:
            question = call.words.compare_question.format(names=call.rest)
            await self.questions.answer(call.message, question, call.context)
        else:
            await self._tell(call, call.words.hints.compare)

    async def _lang(self, call: Call) -> None:
        texts, languages = self.chats.texts, self.chats.service.languages
        wanted = call.rest.lower()
        names = [(code, texts.of(code).name) for code in languages]
        found = next((c for c, name in names if wanted in {c, name.lower()}), None)
        if found:
            await self.chats.service.speak(call.place.key, found)
            await self._tell(call, texts.of(found).hints.language_chosen)
        elif wanted:
            spoken = ", ".join(f"{name} ({code})" for code, name in names)
            await self._tell(call, call.words.hints.no_such_language.format(languages=spoken))
        else:
            keyboard = buttons.speaking(names)
            pages = plain(call.words.hints.choose_language)
            await delivery.post(call.context.bot, call.place, pages, keyboard)

    async def _why(self, call: Call) -> None:
        sent = await self.chats.service.last(call.place.key)
        if sent is None:
            await self._tell(call, call.words.hints.no_last)
        else:
            text = await explained(sent, self.chats.service, call.words)
            await self._tell(call, text)

    async def _privacy(self, call: Call) -> None:
        await self._tell(call, self.keeping.told(call.words))

    async def _forget(self, call: Call) -> None:
        await self.chats.service.forget(call.place.key)
        await self._tell(call, call.words.hints.forgotten)

    async def _tell(self, call: Call, text: str) -> None:
        await self.chats.tell(call.context.bot, call.place, text)

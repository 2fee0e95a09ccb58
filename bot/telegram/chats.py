"""Between the service and the chats: answers are said, and where they were said is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bot.service import Sent, Service
from bot.telegram import buttons, delivery
from bot.telegram.buttons import Keyboard
from bot.telegram.client import Client
from bot.telegram.delivery import Place
from bot.telegram.pages import Page
from bot.telegram.render import plain, render
from bot.telegram.texts import Library, Texts
from intents import Answer


@dataclass
class Chats:
    """What every handler works with. `texts` hold all words that no answer holds."""

    service: Service
    texts: Library

    def __post_init__(self) -> None:
        # The service hands out the same answer to the same question.
        self._shown = lru_cache(1024)(self._show)

    def _show(
        self,
        answer: Answer,
        languages: tuple[str, ...],
        title: str = "",
        note: str = "",
        more: str = "",
    ) -> tuple[tuple[Page, ...], Keyboard]:
        texts = self.texts.of(answer.language)
        pages = render(answer, title=title, note=note, more=more)
        return pages, buttons.under(answer, texts, languages)

    async def words(self, key: str, hint: str | None) -> Texts:
        """The texts in the language of a conversation."""
        return self.texts.of(await self.service.language(key, hint))

    async def ask(self, place: Place, text: str, hint: str | None) -> Answer:
        """The answer to a message; the conversation goes on from it once it is sent."""
        return await self.service.ask(place.key, text, hint=hint, remember=False)

    async def reply(  # noqa: PLR0913 — what is said, where, to which question
        self,
        bot: Client,
        place: Place,
        question: str,
        answer: Answer,
        *,
        title: str = "",
        note: str = "",
        more: str = "",
    ) -> None:
        """Send an answer to a question, with its buttons, and remember it."""
        pages, keyboard = self._shown(answer, self.service.languages, title, note, more)
        messages = await delivery.post(bot, place, pages, keyboard, self._moved)
        await self.service.sent(place.key, question, messages, answer, remember=True)

    async def replace(
        self, bot: Client, place: Place, sent: Sent, answer: Answer, *, remember: bool = True
    ) -> None:
        """Put an answer in the place of an earlier one to the same question.

        `remember` says whether the conversation goes on from it.
        """
        if (answer.frame, answer.language) == (sent.frame, sent.language):
            # The same words stand there already, and Telegram refuses an edit without a change.
            return
        pages, keyboard = self._shown(answer, self.service.languages)
        messages = await delivery.amend(bot, place, sent.messages, pages, keyboard)
        await self.service.sent(place.key, sent.question, messages, answer, remember=remember)

    async def tell(
        self, bot: Client, place: Place, text: str, keyboard: Keyboard | None = None
    ) -> None:
        """Say something that is no answer: a hint, a report."""
        await delivery.post(bot, place, plain(text), keyboard, self._moved)

    async def _moved(self, old: int, new: int) -> None:
        await self.service.migrate(str(old), str(new))

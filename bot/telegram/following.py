"""/follow and /unfollow: what a chat follows, with a button for each subject."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError

from bot.telegram import buttons, delivery
from bot.telegram.buttons import Keyboard
from bot.telegram.chats import Chats
from bot.telegram.commands import Call, called
from bot.telegram.delivery import Place
from bot.telegram.handler import Callback, Context
from bot.telegram.questions import hint_of, place_of
from bot.telegram.render import plain
from bot.telegram.subjects import meant, usual
from bot.telegram.texts import Texts

log = logging.getLogger("bot.telegram.following")

# Callback data of this module: the version of buttons, what to do, the id of a subject.
PATTERN = rf"^{buttons.VERSION}:(?P<action>follow|unfollow):(?P<subject>[a-z][a-z0-9_]*)$"
_LONGEST_NAME, _LONGEST_NOTICE = 64, 200


@dataclass(frozen=True)
class Following:
    """Handlers of following; whoever may speak to the bot in a chat may give them."""

    chats: Chats

    def by_name(self) -> dict[str, Callback]:
        """The handler of each command."""
        return {
            "follow": called(self.chats, self._follow),
            "unfollow": called(self.chats, self._unfollow),
        }

    # Commands

    async def _follow(self, call: Call) -> None:
        if not call.rest:
            await self._post(call, *await self._list(call.place, call.hint, call.words))
            return
        found = meant(self.chats.service.knowledge, call.rest, self._programme)
        language = await self._language(call.place, call.hint)
        said = [await self._added(call, subject, language) for subject in found.subjects]
        if found.choices:
            words = call.words.following
            asked = words.which if found.doubtful else words.unknown
            said.append(asked.format(name=(found.doubtful or call.rest)[:_LONGEST_NAME]))
        await self._post(call, "\n".join(said), self._keyboard("follow", found.choices, language))

    async def _added(self, call: Call, subject: str, language: str) -> str:
        words, name = call.words.following, self._name(subject, language)
        done = await self.chats.service.news.following.add(call.place.key, subject, language)
        said = {"added": words.followed, "there": words.already, "full": words.full}[done]
        return said.format(name=name, limit=self.chats.service.news.following.most)

    async def _unfollow(self, call: Call) -> None:
        words, key = call.words.following, call.place.key
        if not call.rest:
            gone = await self.chats.service.news.following.drop_all(key)
            await self._post(call, words.stopped_all if gone else words.none)
            return
        language = await self._language(call.place, call.hint)
        followed = [one.subject for one in await self.chats.service.news.following.of(key)]
        found = meant(self.chats.service.knowledge, call.rest, self._programme)
        named = [call.rest] if call.rest in followed else found.subjects or found.choices
        mine = [subject for subject in named if subject in followed]
        if not mine or (found.doubtful and len(mine) > 1):
            asked = words.not_followed.format(name=call.rest[:_LONGEST_NAME])
            await self._post(call, asked, self._keyboard("unfollow", followed, language))
            return
        await self.chats.service.news.following.drop(key, mine)
        names = ", ".join(self._name(subject, language) for subject in mine)
        await self._post(call, words.stopped.format(name=names))

    # Buttons

    async def on_press(self, update: Update, context: Context) -> None:
        """Follow or stop following, show what is followed now, and say what was done."""
        query = update.callback_query
        if query is None:
            return
        notice = await self._pressed(query, context)
        try:
            await query.answer(notice[:_LONGEST_NOTICE])
        except TelegramError as error:
            # The press is served; a query that is too old has nobody waiting for it.
            log.info("callback query not answered: %s", error)

    async def _pressed(self, query: CallbackQuery, context: Context) -> str:
        found, message = re.match(PATTERN, query.data or ""), query.message
        hint = hint_of(query.from_user)
        if found is None or not isinstance(message, Message):
            return self.chats.texts.of((hint or "")[:2]).notices.expired
        place = place_of(message)
        words = await self.chats.words(place.key, hint)
        language = await self._language(place, hint)
        notice = await self._done(found["action"], found["subject"], place, language, words)
        text, keyboard = await self._list(place, hint, words)
        await delivery.amend(context.bot, place, [message.message_id], plain(text), keyboard)
        return notice

    async def _done(
        self, action: str, subject: str, place: Place, language: str, words: Texts
    ) -> str:
        said, name = words.following, self._name(subject, language)
        if action == "unfollow":
            await self.chats.service.news.following.drop(place.key, [subject])
            return said.stopped.format(name=name)
        if subject not in self.chats.service.knowledge.store.entities:
            return words.notices.changed
        done = await self.chats.service.news.following.add(place.key, subject, language)
        return (said.full if done == "full" else said.followed).format(
            name=name, limit=self.chats.service.news.following.most
        )

    # Both

    @property
    def _programme(self) -> frozenset[str]:
        """What the programme is called in short, in all languages."""
        said = (texts.following.programme for texts in self.chats.texts.languages.values())
        return frozenset(word.strip().casefold() for words in said for word in words.split(","))

    async def _list(self, place: Place, hint: str | None, words: Texts) -> tuple[str, str | None]:
        """What a chat follows, with a button to stop each; where it is nothing, what it could."""
        language = await self._language(place, hint)
        followed = [one.subject for one in await self.chats.service.news.following.of(place.key)]
        if not followed:
            choices = usual(self.chats.service.knowledge)
            return words.following.none, self._keyboard("follow", choices, language)
        names = "\n".join(f"• {self._name(subject, language)}" for subject in followed)
        text = words.following.shown.format(names=names)
        return text, self._keyboard("unfollow", followed, language)

    def _keyboard(self, action: str, subjects: Sequence[str], language: str) -> Keyboard | None:
        said = self.chats.texts.of(language).following
        label = said.stop if action == "unfollow" else said.choose
        return buttons.listed(
            (label.format(name=self._name(subject, language)), f"{action}:{subject}")
            for subject in subjects
        )

    async def _language(self, place: Place, hint: str | None) -> str:
        return await self.chats.service.language(place.key, hint)

    def _name(self, subject: str, language: str) -> str:
        return self.chats.service.knowledge.speakers[language].voice.name(subject)

    async def _post(self, call: Call, text: str, keyboard: Keyboard | None = None) -> None:
        await self.chats.tell(call.context.bot, call.place, text, keyboard)

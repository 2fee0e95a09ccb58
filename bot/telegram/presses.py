"""Pressed buttons: each is answered once, after its work is done."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError

from bot.pictures.answers import wish_of
from bot.service import Sent
from bot.telegram import buttons, delivery
from bot.telegram.buttons import Kind, Press
from bot.telegram.chats import Chats
from bot.telegram.delivery import Place
from bot.telegram.handler import Context
from bot.telegram.pages import Page
from bot.telegram.photos import Photos
from bot.telegram.questions import hint_of, place_of
from bot.telegram.texts import Texts

log = logging.getLogger("bot.telegram.presses")

RATINGS = {"up": 1, "down": -1}


@dataclass(frozen=True)
class Pressed:
    """A press with everything around it; `sent` is the answer it stands under, if still kept."""

    press: Press
    query: CallbackQuery
    message: Message
    place: Place
    hint: str | None
    words: Texts
    sent: Sent | None


@dataclass(frozen=True)
class Presses:
    """Handler of callback queries."""

    chats: Chats
    photos: Photos

    async def on_press(self, update: Update, context: Context) -> None:
        """Do what the button says, then answer the query with a notice or nothing."""
        query = update.callback_query
        if query is None:
            return
        notice = await self._notice(query, context)
        try:
            await query.answer(notice or None, show_alert=len(notice) > 60)
        except TelegramError as error:
            # The press is already served; a query that is too old has nobody waiting for it.
            log.info("callback query not answered: %s", error)

    async def _notice(self, query: CallbackQuery, context: Context) -> str:
        press, message = buttons.parse(query.data), query.message
        hint = hint_of(query.from_user)
        if not isinstance(message, Message):
            return self.chats.texts.of((hint or "")[:2]).notices.expired
        place = place_of(message)
        sent = await self.chats.service.sent_as(place.key, message.message_id)
        words = await self.chats.words(place.key, hint)
        if sent is not None:
            words = self.chats.texts.of(sent.language)
        if press is None:
            return words.notices.unknown
        return await self._serve(Pressed(press, query, message, place, hint, words, sent), context)

    async def _serve(self, pressed: Pressed, context: Context) -> str:
        match pressed.press.kind:
            case "speak":
                return await self._speak(pressed, context)
            case "rate":
                return await self._rate(pressed)
            case _ if pressed.sent is None:
                return pressed.words.notices.expired
            case kind:
                return await self._on_answer(kind, pressed, pressed.sent, context)

    async def _on_answer(self, kind: Kind, pressed: Pressed, sent: Sent, context: Context) -> str:
        match kind:
            case "ask":
                return await self._ask(pressed, sent, context)
            case "choose":
                return await self._choose(pressed, sent, context)
            case "tell":
                language = pressed.press.value
                return await self._retell(pressed, sent, sent.frame, language, context)
            case "reading":
                return await self._reading(pressed, sent, context)
            case "show":
                return await self._show(pressed, sent, context)
        return await self._turn(pressed, sent, context)

    async def _rate(self, pressed: Pressed) -> str:
        value, message = RATINGS.get(pressed.press.value, 0), pressed.message.message_id
        await self.chats.service.feedback(pressed.place.key, message, value)
        return pressed.words.notices.thanks if value > 0 else pressed.words.notices.sorry

    async def _speak(self, pressed: Pressed, context: Context) -> str:
        language = pressed.press.value
        if language not in self.chats.service.languages:
            return pressed.words.notices.unknown
        await self.chats.service.speak(pressed.place.key, language)
        chosen = self.chats.texts.of(language).hints.language_chosen
        await delivery.amend(
            context.bot,
            pressed.place,
            [pressed.message.message_id],
            [Page(chosen, chosen)],
        )
        return ""

    async def _ask(self, pressed: Pressed, sent: Sent, context: Context) -> str:
        """Ask the suggested question, as if the reader had typed it."""
        if not 0 <= pressed.press.index < len(sent.suggestions):
            return pressed.words.notices.unknown
        question = sent.suggestions[pressed.press.index]
        answer = await self.chats.ask(pressed.place, question, pressed.hint)
        await self.chats.reply(
            context.bot, pressed.place, f"press:{pressed.query.id}", answer, title=question
        )
        return ""

    async def _choose(self, pressed: Pressed, sent: Sent, context: Context) -> str:
        """The reader's choice answers the question in the place of the question back."""
        offered = sent.choices or sent.suggestions
        if not 0 <= pressed.press.index < len(offered):
            return pressed.words.notices.unknown
        choice = offered[pressed.press.index]
        answer = await self.chats.ask(pressed.place, choice, pressed.hint)
        await self.chats.replace(context.bot, pressed.place, sent, answer)
        return ""

    async def _retell(
        self, pressed: Pressed, sent: Sent, frame: str, language: str, context: Context
    ) -> str:
        """The answer of a frame, in the place of the one that stands there."""
        if (frame, language) == (sent.frame, sent.language):
            return pressed.words.notices.already
        try:
            answer = await self.chats.service.retell(frame, language)
        except ValueError:
            return pressed.words.notices.changed
        await self.chats.replace(context.bot, pressed.place, sent, answer, remember=False)
        return ""

    async def _reading(self, pressed: Pressed, sent: Sent, context: Context) -> str:
        if not 0 <= pressed.press.index < len(sent.alternatives):
            return pressed.words.notices.unknown
        frame = sent.alternatives[pressed.press.index].frame
        return await self._retell(pressed, sent, frame, sent.language, context)

    async def _show(self, pressed: Pressed, sent: Sent, context: Context) -> str:
        """Send the picture of the answer; where that fails, the answer stands there in words."""
        wish = wish_of(sent.frame)
        if wish is None:
            return pressed.words.notices.unknown
        done = await self.photos.sent(context.bot, pressed.place, wish, sent.language)
        return "" if done else pressed.words.notices.no_picture

    async def _turn(self, pressed: Pressed, sent: Sent, context: Context) -> str:
        """Show the other readings in the keyboard, or the usual buttons again."""
        if pressed.press.kind == "back":
            keyboard = buttons.under(sent, pressed.words, self.chats.service.languages)
        elif sent.alternatives:
            keyboard = buttons.readings(sent.alternatives, pressed.words)
        else:
            return pressed.words.notices.no_other
        await delivery.rekey(context.bot, pressed.place, pressed.message.message_id, keyboard)
        return ""

"""Pictures in chats: by command, and under an answer by its button."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from telegram import Message, ReplyParameters
from telegram.error import Forbidden, RetryAfter, TelegramError

from bot.pictures.answers import asked, in_words
from bot.pictures.gallery import KINDS, Gallery, Kind, Picture, Wish
from bot.pictures.view import Told
from bot.pictures.wording import words_of
from bot.telegram.chats import Chats
from bot.telegram.client import Client
from bot.telegram.commands import Call, called
from bot.telegram.delivery import Place
from bot.telegram.handler import Callback
from bot.telegram.pages import Mark, Page, clean, pages, units
from bot.telegram.render import link

log = logging.getLogger("bot.telegram.photos")

# UTF-16 units that Telegram takes under a picture.
LONGEST_CAPTION = 1024
# Pictures that Telegram holds already, by its id of the file.
MOST_HELD = 128
_LONGEST_NAME = 64


@dataclass(frozen=True)
class Photos:
    """Handlers of the commands that show something, and the sending of pictures."""

    chats: Chats
    gallery: Gallery
    _held: OrderedDict[object, str] = field(default_factory=OrderedDict)

    def by_name(self) -> dict[str, Callback]:
        """The handler of each command: they are called like the kinds of pictures."""
        return {kind: called(self.chats, self._showing(kind)) for kind in KINDS}

    def _showing(self, kind: Kind) -> Callable[[Call], Awaitable[None]]:
        async def serve(call: Call) -> None:
            knowledge = self.chats.service.knowledge
            wish = asked(knowledge, kind, call.rest)
            if wish is None:
                text = call.words.hints.no_such_name.format(name=call.rest[:_LONGEST_NAME])
                await self.chats.tell(call.context.bot, call.place, text)
                return
            language = await self.chats.service.language(call.place.key, call.hint)
            if await self.sent(call.context.bot, call.place, wish, language):
                return
            answer = in_words(knowledge, wish, language)
            question = str(call.message.message_id)
            await self.chats.reply(call.context.bot, call.place, question, answer)

        return serve

    async def sent(self, bot: Client, place: Place, wish: Wish, language: str) -> bool:
        """Send a picture; whether there is one and Telegram took it.

        Raises what would keep words from being sent just as well.
        """
        await _announce(bot, place)
        picture = await self.gallery.picture(self.chats.service.knowledge, wish, language)
        if picture is None:
            return False
        try:
            await self._post(bot, place, picture, caption(picture.told, language))
        except (Forbidden, RetryAfter):
            raise
        except TelegramError as error:
            log.warning("a picture was not taken: %s", error)
            return False
        return True

    async def _post(self, bot: Client, place: Place, picture: Picture, page: Page) -> None:
        """Send what Telegram holds already by its id, anything else as a file."""
        if held := self._held.get(picture.key):
            try:
                await _photo(bot, place, held, page)
            except TelegramError as error:
                log.info("a picture is sent again as a file: %s", error)
                self._held.pop(picture.key, None)
            else:
                return
        message = await _photo(bot, place, picture.png, page)
        if message.photo:
            self._held[picture.key] = message.photo[-1].file_id
            if len(self._held) > MOST_HELD:
                self._held.popitem(last=False)


async def _announce(bot: Client, place: Place) -> None:
    """Let the chat see that a picture is coming."""
    try:
        await bot.call(
            "sendChatAction",
            chat_id=place.chat,
            message_thread_id=place.topic,
            action="upload_photo",
        )
    except TelegramError as error:
        log.info("a picture is not announced: %s", error)


async def _photo(bot: Client, place: Place, photo: bytes | str, page: Page) -> Message:
    # The question may be deleted by now; it is answered all the same.
    reply = place.reply_to and ReplyParameters(place.reply_to, allow_sending_without_reply=True)
    return await bot.send_photo(
        place.chat,
        photo,
        caption=page.html,
        message_thread_id=place.topic,
        reply_parameters=reply or None,
    )


def caption(told: Told, language: str) -> Page:
    """What a picture shows in words, for whom does not see it, with sources and day."""
    head, source = clean(told.head), clean(told.source)
    room = LONGEST_CAPTION - units(head) - units(source) - 4
    lines = _fitting(
        [clean(line.text) for line in told.lines], _order(told), room, words_of(language).more
    )
    text = "\n".join([head, *lines])
    start = len(text) + 2
    text += f"\n\n{source}"
    marks = [Mark(0, len(head), "b"), Mark(start, len(text), "i")]
    for title, address in told.links:
        at = text.find(clean(title), start)
        if at >= 0 and (attribute := link(address)):
            marks.append(Mark(at, at + len(clean(title)), "a", attribute))
    return pages(text, marks, LONGEST_CAPTION)[0]


def _order(told: Told) -> list[int]:
    """The numbers of the lines, what is left out last first: heavy ones, and new ones."""
    numbers = reversed(range(len(told.lines)))
    return sorted(numbers, key=lambda number: -told.lines[number].weight)


def _fitting(lines: Sequence[str], order: Sequence[int], room: int, said: str) -> list[str]:
    """As many lines as fit, in their own order, and how many more there are."""
    kept: set[int] = set()
    for number in order:
        used = sum(units(lines[one]) + 1 for one in {*kept, number})
        more = said.format(count=len(lines) - len(kept) - 1)
        rest = len(kept) + 1 < len(lines)
        if used + (units(more) + 1 if rest else 0) > room:
            break
        kept.add(number)
    shown = [lines[number] for number in sorted(kept)]
    left_out = len(lines) - len(kept)
    return [*shown, said.format(count=left_out)] if left_out else shown

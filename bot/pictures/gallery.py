"""Pictures on request, each drawn once for a version of the facts and a language."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, get_args

from bot.pictures.drawing import Drawing, drawn
from bot.pictures.rounds import rounds
from bot.pictures.sizes import sizes
from bot.pictures.timeline import timeline
from bot.pictures.view import Told, View
from intents import Knowledge

log = logging.getLogger("bot.pictures")

Kind = Literal["timeline", "sizes", "rounds"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# Pictures that are kept (of some 200 kB each), and that may wait for their turn to be drawn.
MOST_KEPT, MOST_WAITING = 32, 8


@dataclass(frozen=True)
class Wish:
    """What to show: a kind, of which subjects, of which time (a partial date or a range)."""

    kind: Kind
    subjects: tuple[str, ...] = ()
    period: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture as PNG, and what it shows. `key` is the same for the same picture."""

    png: bytes
    told: Told
    key: tuple[str, str, Wish]


def told(knowledge: Knowledge, wish: Wish, language: str) -> Told | None:
    """What a picture would show; nothing where the facts have nothing to show."""
    view = View(knowledge, language)
    match wish.kind:
        case "timeline":
            return timeline(view, wish.subjects, wish.period)
        case "sizes":
            return sizes(view, wish.subjects)
        case "rounds":
            return rounds(view)


class Gallery:
    """Draws one picture at a time and keeps the last ones.

    `draw` makes a drawing into a PNG, or into nothing if it cannot.
    """

    def __init__(self, draw: Callable[[Drawing], Awaitable[bytes | None]] = drawn) -> None:
        self._draw = draw
        self._kept: OrderedDict[tuple[str, str, Wish], Picture] = OrderedDict()
        self._under_way: dict[tuple[str, str, Wish], asyncio.Task[Picture | None]] = {}
        self._turn = asyncio.Semaphore()

    async def picture(self, knowledge: Knowledge, wish: Wish, language: str) -> Picture | None:
        """The picture; nothing if there is nothing to show or it could not be drawn."""
        key = (knowledge.digest, language, wish)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._under_way:
            if len(self._under_way) >= MOST_WAITING:
                log.warning("no picture: %s wait already", MOST_WAITING)
                return None
            task = asyncio.create_task(self._made(knowledge, key))
            self._under_way[key] = task
            task.add_done_callback(lambda _: self._under_way.pop(key, None))
        # Whoever asked first may leave; others wait for the same picture.
        return await asyncio.shield(self._under_way[key])

    async def _made(self, knowledge: Knowledge, key: tuple[str, str, Wish]) -> Picture | None:
        _, language, wish = key
        shown = await asyncio.to_thread(told, knowledge, wish, language)
        if shown is None:
            return None
        async with self._turn:
            png = await self._draw(shown.drawing)
        if png is None:
            log.warning("a picture could not be drawn: %s %s", wish.kind, language)
            return None
        picture = self._kept[key] = Picture(png, shown, key)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return picture

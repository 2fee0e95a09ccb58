"""Each picture is drawn once for a version of the facts and a language."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.pictures.drawing import Drawing
from bot.pictures.gallery import MOST_KEPT, MOST_WAITING, Gallery, Wish
from intents import Knowledge


class Drawer:
    """Draws anything as its title, and counts."""

    def __init__(self, *, able: bool = True) -> None:
        self.drawn: list[str] = []
        self.at_once = self.most_at_once = 0
        self.able = able

    async def __call__(self, drawing: Drawing) -> bytes | None:
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        self.drawn.append(drawing.title)
        return drawing.title.encode() if self.able else None


async def test_a_picture_is_drawn_once_for_version_language_and_kind(knowledge: Knowledge) -> None:
    drawer = Drawer()
    gallery = Gallery(drawer)
    for language in ("en", "ko", "en"):
        for wish in (Wish("rounds"), Wish("sizes"), Wish("timeline", ("kt",))):
            picture = await gallery.picture(knowledge, wish, language)
            assert picture
            assert picture.png.decode() == drawer.drawn[-1] or language == "en"
    assert len(drawer.drawn) == 6
    other = knowledge.with_store(knowledge.store.without(knowledge.store.facts[0].id))
    assert other.digest != knowledge.digest
    assert await gallery.picture(other, Wish("rounds"), "en")
    assert len(drawer.drawn) == 7


async def test_many_who_ask_at_once_get_one_picture(knowledge: Knowledge) -> None:
    drawer = Drawer()
    gallery = Gallery(drawer)
    asked = [gallery.picture(knowledge, Wish("rounds"), "it") for _ in range(20)]
    pictures = await asyncio.gather(*asked)
    assert len(drawer.drawn) == 1
    assert all(picture is pictures[0] for picture in pictures)


async def test_pictures_are_drawn_one_after_the_other_and_few_may_wait(
    knowledge: Knowledge,
) -> None:
    drawer = Drawer()
    gallery = Gallery(drawer)
    wishes = [Wish("timeline", (), f"{year}..") for year in range(2000, 2012)]
    pictures = await asyncio.gather(*(gallery.picture(knowledge, w, "it") for w in wishes))
    assert len([picture for picture in pictures if picture]) == MOST_WAITING
    assert drawer.most_at_once == 1


async def test_one_who_leaves_takes_the_picture_from_nobody(knowledge: Knowledge) -> None:
    gallery = Gallery(Drawer())
    first = asyncio.ensure_future(gallery.picture(knowledge, Wish("rounds"), "it"))
    second = asyncio.ensure_future(gallery.picture(knowledge, Wish("rounds"), "it"))
    await asyncio.sleep(0)
    first.cancel()
    assert await second


async def test_a_bounded_number_is_kept(knowledge: Knowledge) -> None:
    drawer = Drawer()
    gallery = Gallery(drawer)
    wishes = [Wish("timeline", (), f"{year}..") for year in range(1900, 1901 + MOST_KEPT)]
    for wish in wishes:
        await gallery.picture(knowledge, wish, "en")
    await gallery.picture(knowledge, wishes[-1], "en")
    assert len(drawer.drawn) == len(wishes)
    await gallery.picture(knowledge, wishes[0], "en")
    assert len(drawer.drawn) == len(wishes) + 1


async def test_what_could_not_be_drawn_is_tried_again(knowledge: Knowledge) -> None:
    drawer = Drawer(able=False)
    gallery = Gallery(drawer)
    assert await gallery.picture(knowledge, Wish("rounds"), "en") is None
    drawer.able = True
    picture: Any = await gallery.picture(knowledge, Wish("rounds"), "en")
    assert picture.png


async def test_a_real_picture_of_every_kind(knowledge: Knowledge) -> None:
    gallery = Gallery()
    for wish in (Wish("rounds"), Wish("sizes"), Wish("timeline")):
        picture = await gallery.picture(knowledge, wish, "ko")
        assert picture
        assert picture.png.startswith(b"\x89PNG")

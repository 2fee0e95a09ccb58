"""A small content that other processes publish anew, and what followers see of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import select

from bot.editing.files import Files
from bot.editing.report import Report
from bot.editing.versions import Version, Versions
from bot.stores.following import Following
from bot.stores.follows import news as news_rows
from bot.stores.store import Store
from tests.telegram.process import BotProcess
from tests.telegram.stub.api import Api
from tests.telegram.stub.methods import Shown
from tests.telegram.stub.people import Person
from tests.thinned import laid_out

PROGRAMME, MIDM = "seeds/facts/programme.yaml", "seeds/facts/models/midm.yaml"
BUDGET = (PROGRAMME, "200000000000", "300000000000")
PLANNED = (MIDM, 'value: "2.0", stance: planned', 'value: "3.0", stance: planned')
Edit = tuple[str, str, str]


def edited(content: Files, *edits: Edit) -> Files:
    for name, old, new in edits:
        assert old.encode() in content.content[name]
        content = content.replaced(
            {name: content.content[name].replace(old.encode(), new.encode())}
        )
    return content


class Place:
    """Content on disk and a database, for one or more processes of a bot."""

    def __init__(self, small: Files, folder: Path, address: str, cache: Path) -> None:
        self.small, self.folder, self.address, self.cache = small, folder, address, cache
        self.folders = laid_out(small, folder)

    def bot(self, api: Api, name: str = "bot", **settings: str) -> BotProcess:
        """A process of the bot over all this."""
        home = self.folder / name
        home.mkdir(exist_ok=True)
        return BotProcess(
            api,
            home,
            BOT_FACTS_DIR=str(self.folders.facts),
            BOT_CATALOGUE_DIR=str(self.folders.catalogue),
            BOT_CACHE_DIR=str(self.cache),
            BOT_DATABASE_URL=self.address,
            **settings,
        )

    def publish(self, *edits: Edit) -> Version:
        """Publish the small content with these edits, as another process does."""
        return asyncio.run(self._publish(edited(self.small, *edits)))

    async def _publish(self, content: Files) -> Version:
        async with Store(self.address, alone=False) as store:
            versions = Versions(store)
            newest = await versions.newest()
            return await versions.publish(
                content,
                Report(digest=content.digest, knowledge="k"),
                author="test",
                reason="news",
                disk=[self.small.digest],
                base=newest.number if newest else None,
            )

    def follow(self, people: list[Person], subject: str) -> None:
        """Let them all follow a subject, without asking the bot for each."""
        asyncio.run(self._follow(people, subject))

    def claimed(self) -> set[int]:
        """The chats whose news count as sent."""
        return asyncio.run(self._claimed())

    async def _claimed(self) -> set[int]:
        statement = select(news_rows.c.chat).where(news_rows.c.sent.is_not(None))
        async with Store(self.address, alone=False) as store:
            return set(map(int, await store.job(lambda c: c.execute(statement).scalars().all())))

    async def _follow(self, people: list[Person], subject: str) -> None:
        async with Store(self.address, alone=False) as store:
            kept = Following(store)
            for person in people:
                await kept.add(str(person.chat), subject, person.language)


def news(person: Person) -> list[Shown]:
    """The news that somebody got."""
    return [shown for shown in person.seen() if "🔔" in shown.text]

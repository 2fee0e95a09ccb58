"""Following as statements: who follows what, whose news wait, and who brings them.

News are written once for each version, in one transaction with the note that they are. Of all
processes on a database the one whose `claim` succeeds brings them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from typing import Any, Literal

from sqlalchemy import Connection, Select, delete, exists, func, literal, select, update

from bot.records import Followed, News
from bot.stores.editions import versions
from bot.stores.follows import announced, follows, news
from bot.stores.statements import INSERT
from bot.stores.store import Store

Added = Literal["added", "there", "full"]
# Telegram takes some thirty messages a second of a bot, all its processes together; answers come
# in between. One chat is not to get more than one a second.
PER_SECOND = 25
BETWEEN = 1.0


class Following:
    """Rows of one database. Every call may raise `StoreAway`.

    Unless `limited`, news go out as fast as they can be sent. A chat follows `most` subjects.
    """

    most = 30

    def __init__(
        self, store: Store, *, limited: bool = True, clock: Callable[[], float] = time.time
    ) -> None:
        self._store, self._limited, self._clock = store, limited, clock

    @property
    def pause(self) -> float:
        """Seconds between two messages of one process, so that its claims are seldom refused."""
        return 1 / (PER_SECOND - 1) if self._limited else 0.0

    # What a chat follows

    async def add(self, chat: str, subject: str, language: str) -> Added:
        """Follow a subject from the version in force on, unless the chat follows too many."""
        row = {"chat": chat, "subject": subject, "language": language, "at": self._clock()}
        return await self._store.job(lambda c: _added(c, row, self.most))

    async def drop(self, chat: str, subjects: Collection[str]) -> int:
        """Follow these no longer; how many of them were followed."""
        mine = delete(follows).where(follows.c.chat == chat, follows.c.subject.in_(subjects))
        return await self._store.job(lambda c: c.execute(mine).rowcount)

    async def drop_all(self, chat: str) -> int:
        """Follow nothing; how many subjects were followed."""
        mine = delete(follows).where(follows.c.chat == chat)
        return await self._store.job(lambda c: c.execute(mine).rowcount)

    async def of(self, chat: str, before: int | None = None) -> Sequence[Followed]:
        """What a chat follows, the oldest first; with `before`, since before that version."""
        mine = select(follows.c.subject, follows.c.language).where(follows.c.chat == chat)
        if before is not None:
            mine = mine.where(follows.c.since < before)
        ordered = mine.order_by(follows.c.at, follows.c.subject)
        rows = await self._store.job(lambda c: c.execute(ordered).all())
        return [Followed(row.subject, row.language) for row in rows]

    # News of a version

    async def unannounced(self) -> int | None:
        """The oldest version of which somebody waits for news that are not written yet."""
        written = select(announced.c.version)
        someone = exists().where(follows.c.since < versions.c.number)
        oldest = select(func.min(versions.c.number)).where(
            versions.c.number.not_in(written), someone
        )
        return await self._store.job(lambda c: c.execute(oldest).scalar())

    async def announce(self, version: int, subjects: Collection[str]) -> None:
        """Write news for everybody who follows one of these; of one version only once."""
        now = self._clock()
        await self._store.job(lambda c: _announced(c, version, subjects, now))

    # News on their way

    async def due(self, most: int, without: Collection[str] = ()) -> Sequence[News]:
        """News that may be brought now, older versions first, one at most of a chat."""
        now = self._clock()
        rows = await self._store.job(lambda c: c.execute(self._due(now, most, without)).all())
        return [News(row.chat, row.version, row.tries) for row in rows]

    def _due(self, now: float, most: int, without: Collection[str]) -> Select[Any]:
        waiting = (
            select(news.c.chat, func.min(news.c.version).label("version"))
            .where(news.c.sent.is_(None), news.c.chat.not_in(without))
            .group_by(news.c.chat)
            .subquery()
        )
        found = select(news.c.chat, news.c.version, news.c.tries).join(
            waiting, (waiting.c.chat == news.c.chat) & (waiting.c.version == news.c.version)
        )
        if self._limited:
            found = found.where(news.c.chat.not_in(_lately(now)))
        return found.where(news.c.due <= now).order_by(news.c.version, news.c.chat).limit(most)

    async def claim(self, item: News) -> bool:
        """Whether these news are ours to send, at once: they count as sent from now on."""
        now = self._clock()
        taken = update(news).where(_is(item), news.c.sent.is_(None)).values(sent=now)
        if self._limited:
            recent = select(func.count()).where(news.c.sent > now - 1).scalar_subquery()
            taken = taken.where(recent < PER_SECOND)
        return await self._store.job(lambda c: c.execute(taken).rowcount > 0)

    async def give_back(self, item: News, seconds: float) -> None:
        """News that were claimed and certainly not sent wait for so long, and are due again."""
        again = {"sent": None, "due": self._clock() + seconds, "tries": item.tries + 1}
        mine = update(news).where(_is(item)).values(again)
        await self._store.job(lambda c: c.execute(mine).rowcount)

    async def put_off(self, item: News, seconds: float) -> None:
        """News that nobody has claimed are not due for so long."""
        later = {"due": self._clock() + seconds, "tries": item.tries + 1}
        mine = update(news).where(_is(item), news.c.sent.is_(None)).values(later)
        await self._store.job(lambda c: c.execute(mine).rowcount)

    async def withdraw(self, item: News) -> None:
        """News that say nothing to this chat wait no longer."""
        mine = delete(news).where(_is(item), news.c.sent.is_(None))
        await self._store.job(lambda c: c.execute(mine).rowcount)


def _is(item: News) -> Any:
    return (news.c.chat == item.chat) & (news.c.version == item.version)


def _lately(now: float) -> Select[Any]:
    """The chats that got news just now."""
    return select(news.c.chat).where(news.c.sent > now - BETWEEN)


def _added(connection: Connection, row: dict[str, Any], most: int) -> Added:
    mine = select(follows.c.subject).where(follows.c.chat == row["chat"])
    followed = connection.execute(mine).scalars().all()
    if row["subject"] in followed:
        return "there"
    if len(followed) >= most:
        return "full"
    newest = connection.execute(select(func.coalesce(func.max(versions.c.number), 0)))
    new = INSERT[connection.dialect.name](follows).values({**row, "since": newest.scalar_one()})
    connection.execute(new.on_conflict_do_nothing())
    return "added"


def _announced(connection: Connection, version: int, subjects: Collection[str], now: float) -> None:
    insert = INSERT[connection.dialect.name]
    first = insert(announced).values(version=version, at=now).on_conflict_do_nothing()
    if not connection.execute(first).rowcount or not subjects:
        return
    whose = (
        select(follows.c.chat, literal(version), literal(now), literal(now), literal(0))
        .where(follows.c.subject.in_(subjects), follows.c.since < version)
        .distinct()
    )
    columns = ["chat", "version", "at", "due", "tries"]
    connection.execute(insert(news).from_select(columns, whose).on_conflict_do_nothing())

"""The store as the service sees it: records in, records out, nothing of SQL."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from typing import Self, TypeVar

from sqlalchemy import Connection, Delete, Table

from bot.records import Chat, Sent, Stats
from bot.stores import statements
from bot.stores.counts import counted
from bot.stores.desk import Desk, StoreAway
from bot.stores.follows import follows, news
from bot.stores.links import link
from bot.stores.migrate import migrate
from bot.stores.rows import chat_of, question_row, sent_of, sent_row
from bot.stores.statements import MOST_PURGED, PATIENCE, Statements
from bot.stores.tables import chats, questions
from bot.stores.turn import Taking, Turn
from intents import Answer, Memory

__all__ = ["Store", "StoreAway", "Taken"]

T = TypeVar("T")

# Answered updates that are known without the database, should it be away.
MOST_ANSWERED = 4096


class Taken(Exception):  # noqa: N818 - nothing is wrong
    """Somebody is answering this update at this moment."""


class Store:
    """One database. What is on the way of a question never raises for a database that is away.

    `alone` says that no other process answers for this bot: what is found taken at the start was
    taken by a process that died.
    """

    def __init__(
        self,
        address: str,
        *,
        alone: bool = True,
        keep_questions: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        database = link(address)
        self.kind = database.dialect
        self._alone, self._keep_questions, self._clock = alone, keep_questions, clock
        self._statements = Statements(self.kind)
        self._desk = Desk(lambda: Turn(self._statements), database, self._prepare)
        self._taker = uuid.uuid4().hex
        self._held: dict[int, float] = {}
        self._answered: dict[int, None] = {}

    async def __aenter__(self) -> Self:
        self._desk.open()
        await self.ping()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._desk.close()

    def _prepare(self, connection: Connection) -> None:
        migrate(connection)
        if self._alone:
            connection.execute(statements.release)

    @property
    def away(self) -> float | None:
        """Seconds for which the database has not answered; nothing while it does."""
        return self._desk.away

    async def ping(self) -> None:
        """Find out whether the database answers; `away` tells."""
        await _or(self._job(lambda c: c.execute(statements.nothing)), None)

    # On the way of a question -------------------------------------------------------------

    async def take(self, update: int) -> bool:
        """Whether an update is ours to answer; False if it was answered. May raise `Taken`."""
        now = self._clock()
        if update in self._answered:
            return False
        if now - self._held.get(update, -PATIENCE) < PATIENCE:
            raise Taken
        self._held[update] = now
        row = {"id": update, "taker": self._taker, "at": now}
        taking: Taking | None = None
        try:
            taking = await _or(self._desk.round.take(row), "ours")
        finally:
            if taking != "ours":
                self._held.pop(update, None)
        if taking == "others":
            raise Taken
        return taking == "ours"

    async def done(self, update: int) -> None:
        """Note that an update was answered; returns when all before it is written, too."""
        now = self._clock()
        self._held.pop(update, None)
        self._answered[update] = None
        if len(self._answered) > MOST_ANSWERED:
            del self._answered[next(iter(self._answered))]
        turn = self._desk.round
        turn.put("done", update, {"id": update, "taker": self._taker, "at": now, "done": now})
        await _or(turn.written(), None)

    async def give_back(self, update: int) -> None:
        """Let an update that could not be answered be taken again."""
        self._held.pop(update, None)
        await _or(self._job(lambda c: c.execute(statements.give_back, {"id": update})), None)

    async def chat(self, chat: str) -> Chat:
        """What is kept of a chat; nothing if that is not to be had."""
        return chat_of(await _or(self._desk.round.load(chat), None))

    def remember(self, chat: str, memory: Memory) -> None:
        """Keep the memory of a conversation; written with the next `done`."""
        row = {"chat": chat, "memory": memory.model_dump_json(), "at": self._clock()}
        self._desk.round.put("remember", chat, row)

    def question(
        self, chat: str | None, answer: Answer, elapsed_ms: float, digest: str, text: str | None
    ) -> None:
        """Count a question; chat and text only if questions are kept."""
        row = question_row(answer, self._clock(), elapsed_ms, digest)
        if self._keep_questions and text is not None:
            row |= {"chat": chat, "text": text.replace("\0", "").encode(errors="replace").decode()}
        self._desk.round.asked(row)

    def sent(self, record: Sent) -> None:
        """Keep what answered a question."""
        now = self._clock()
        turn = self._desk.round
        turn.put("sent", (record.chat, record.question), sent_row(record, now))
        for message in record.messages:
            row = {"chat": record.chat, "message": message, "question": record.question, "at": now}
            turn.put("messages", (record.chat, message), row)

    # Asked for now and then ---------------------------------------------------------------

    async def last(self, chat: str) -> Sent | None:
        """The newest answer of a chat."""
        return await self._sent(statements.last, {"chat": chat})

    async def sent_for(self, chat: str, question: str) -> Sent | None:
        """What answered a question."""
        return await self._sent(statements.sent_for, {"chat": chat, "question": question})

    async def sent_as(self, chat: str, message: int) -> Sent | None:
        """The answer that a message belongs to."""
        return await self._sent(statements.sent_as, {"chat": chat, "message": message})

    async def speak(self, chat: str, language: str) -> None:
        """Keep the language that a chat chose."""
        row = {"chat": chat, "memory": "{}", "language": language, "at": self._clock()}

        def keep(connection: Connection) -> None:
            self._statements.speak.run(connection, [row])
            spoken = {"whose": chat, "spoken": language}
            connection.execute(statements.keep_language(), spoken)

        await _or(self._job(keep), None)

    async def feedback(self, chat: str, message: int, value: int) -> None:
        """Keep what a reader thinks of an answer."""
        about = await self.sent_as(chat, message)
        row = {
            "chat": chat,
            "message": message,
            "value": value,
            "intent": about.intent if about else None,
            "outcome": about.outcome if about else None,
            "language": about.language if about else None,
            "digest": about.digest if about else None,
            "at": self._clock(),
        }
        await _or(self._job(lambda c: self._statements.feedback.run(c, [row])), None)

    async def forget(self, chat: str) -> None:
        """Erase every row of a chat; raises `StoreAway` if that cannot be done."""
        await self._erase(statements.forget, chat)

    async def lose(self, chat: str) -> None:
        """Erase every row of a chat and of its topics; raises `StoreAway`."""
        await self._erase(statements.lose, chat)

    async def _erase(self, statement: Callable[[Table], Delete], chat: str) -> None:
        def erase(connection: Connection) -> None:
            for table in statements.OF_A_CHAT:
                connection.execute(statement(table), {"whose": chat})

        await self._job(erase)

    async def migrate(self, old: str, new: str) -> None:
        """Move what is kept of a chat; the ids of sent answers are worth nothing now."""

        def move(connection: Connection) -> None:
            known = connection.execute(statements.load, {"chats": [new]})
            rows = {"old": old, "new": new}
            if known.first() is None:
                connection.execute(statements.move(chats), rows)
            connection.execute(statements.move(questions), rows)
            connection.execute(statements.move_feedback(), rows)
            for table in (follows, news):
                connection.execute(statements.move_following(table), rows)
            for table in statements.OF_A_CHAT:
                connection.execute(statements.forget(table), {"whose": old})

        await _or(self._job(move), None)

    async def keep_backlog(self, updates: Mapping[int, str]) -> None:
        """Keep updates until they `leave_backlog`; raises `StoreAway` if that cannot be done."""
        now = self._clock()
        rows = [{"id": number, "raw": raw, "at": now} for number, raw in updates.items()]
        await self._job(lambda c: self._statements.backlog.run(c, rows))

    async def backlog(self) -> dict[int, str]:
        """The updates that are kept, in order; none if the database does not answer."""

        def read(connection: Connection) -> dict[int, str]:
            return {row.id: row.raw for row in connection.execute(statements.waiting)}

        return await _or(self._job(read), {})

    async def leave_backlog(self, update: int) -> None:
        """An update need not be kept any longer."""
        await _or(
            self._job(lambda c: c.execute(statements.leave_backlog, {"number": update})), None
        )

    async def stats(self, hours: float) -> Stats:
        """What was asked in the last hours; raises `StoreAway`."""
        since = self._clock() - hours * 3600
        return await self._job(lambda c: counted(c, hours, since))

    async def purge(self, days: Mapping[Table, int]) -> int:
        """Delete what is older than it may be; how many rows that were."""
        now = self._clock()
        return sum([await self._purge(t, now - kept * 86400) for t, kept in days.items()])

    async def _purge(self, table: Table, before: float) -> int:
        statement, gone, some = statements.purge(table), 0, MOST_PURGED
        while some == MOST_PURGED:
            some = await self._job(lambda c: c.execute(statement, {"before": before}).rowcount)
            gone += some
        return gone

    async def _sent(self, statement: statements.Reading, values: dict[str, object]) -> Sent | None:
        def read(connection: Connection) -> str | None:
            return connection.execute(statement, values).scalar()

        return sent_of(await _or(self._job(read), None))

    async def job(self, work: Callable[[Connection], T]) -> T:
        """Anything else in one transaction; raises `StoreAway`."""
        return await self._job(work)

    def hand_in(self, work: Callable[[Connection], None]) -> None:
        """Do something with the next round; nobody waits for it or learns that it failed."""
        self._desk.round.job(work).add_done_callback(_unheeded)

    async def _job(self, work: Callable[[Connection], T]) -> T:
        return await self._desk.round.job(work)


def _unheeded(future: asyncio.Future[None]) -> None:
    if not future.cancelled():
        future.exception()


async def _or(wanted: Awaitable[T], otherwise: T) -> T:
    try:
        return await wanted
    except StoreAway:
        return otherwise

"""Every statement, once for both databases; they differ only in who spells ON CONFLICT."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Connection,
    Delete,
    Select,
    String,
    Table,
    and_,
    bindparam,
    delete,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg

from bot.stores.editions import misses
from bot.stores.follows import follows, news
from bot.stores.tables import backlog, chats, feedback, messages, questions, sent, updates

Reading = Select[Any]
Row = dict[str, Any]

# Who took an update and has not answered it by then is taken for dead.
PATIENCE = 60.0
# Rows deleted in one round.
MOST_PURGED = 5000

_DIALECT: dict[str, Callable[[], Any]] = {"sqlite": sqlite.dialect, "postgresql": asyncpg}
INSERT: dict[str, Callable[[Table], Any]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


class Bulk:
    """A statement for many rows, compiled once: compiling for every row costs more than writing."""

    def __init__(self, statement: Any, columns: list[str], dialect: Any) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=columns)
        self._sql = str(compiled)
        self._values: Callable[[Row], tuple[Any, ...]] = itemgetter(*compiled.positiontup)

    def run(self, connection: Connection, rows: Iterable[Row]) -> None:
        """Execute it for each row."""
        if values := [self._values(row) for row in rows]:
            connection.exec_driver_sql(self._sql, values)


class Statements:
    """Statements that write; `upsert` is the dialect's `insert`."""

    def __init__(self, dialect: str) -> None:
        self._insert = INSERT[dialect]
        self._dialect = _DIALECT[dialect]()
        self.take = self._take()
        self.done = self._upsert(updates, "done", only_new=("taker", "at"))
        self.remember = self._upsert(chats, "memory", "at")
        self.speak = self._upsert(chats, "language", "at", only_new=("memory",))
        self.sent = self._upsert(sent, "record", "at")
        self.messages = self._upsert(messages, "question", "at")
        self.feedback = self._upsert(
            feedback, "value", "intent", "outcome", "language", "digest", "at"
        )
        self.backlog = self._upsert(backlog, "raw", "at")
        columns = [column.name for column in questions.columns if column.name != "id"]
        self.asked = Bulk(self._insert(questions), columns, self._dialect)

    def _upsert(self, table: Table, *columns: str, only_new: tuple[str, ...] = ()) -> Bulk:
        """Insert rows, or replace `columns` where the key is there already."""
        statement, key = self._insert(table), table.primary_key
        values = {name: statement.excluded[name] for name in columns}
        statement = statement.on_conflict_do_update(index_elements=key, set_=values)
        return Bulk(statement, [*key.columns.keys(), *only_new, *columns], self._dialect)

    def _take(self) -> Any:
        """Returns the ids that are ours now: new ones, given-back ones, those of the dead."""
        statement = self._insert(updates)
        new = statement.excluded
        free = or_(updates.c.taker == new.taker, updates.c.at < new.at - PATIENCE)
        return statement.on_conflict_do_update(
            index_elements=[updates.c.id],
            set_={"taker": new.taker, "at": new.at},
            where=and_(updates.c.done.is_(None), free),
        ).returning(updates.c.id)


nothing = select(1)
done_of = select(updates.c.id, updates.c.done).where(
    updates.c.id.in_(bindparam("ids", expanding=True))
)
load = select(chats.c.chat, chats.c.memory, chats.c.language).where(
    chats.c.chat.in_(bindparam("chats", expanding=True))
)
sent_for = select(sent.c.record).where(
    sent.c.chat == bindparam("chat"), sent.c.question == bindparam("question")
)
sent_as = (
    select(sent.c.record)
    .join(messages, and_(messages.c.chat == sent.c.chat, messages.c.question == sent.c.question))
    .where(messages.c.chat == bindparam("chat"), messages.c.message == bindparam("message"))
)
last = (
    select(sent.c.record)
    .where(sent.c.chat == bindparam("chat"))
    .order_by(sent.c.at.desc())
    .limit(1)
)
waiting = select(backlog.c.id, backlog.c.raw).order_by(backlog.c.id)
leave_backlog = delete(backlog).where(backlog.c.id == bindparam("number"))
release = delete(updates).where(updates.c.done.is_(None))
give_back = release.where(updates.c.id == bindparam("id"))

OF_A_CHAT = (chats, sent, messages, feedback, questions, misses, follows, news)


def forget(table: Table) -> Delete:
    """Every row of a chat."""
    return delete(table).where(table.c.chat == bindparam("whose"))


def lose(table: Table) -> Delete:
    """Every row of a chat and of its topics."""
    whose = bindparam("whose", type_=String)
    return delete(table).where((table.c.chat == whose) | table.c.chat.startswith(whose + ":"))


def move(table: Table) -> Any:
    """Give the rows of a chat to another one."""
    return update(table).where(table.c.chat == bindparam("old")).values(chat=bindparam("new"))


def move_feedback() -> Any:
    """Move what readers said, but not over what was said under the new id."""
    there = select(feedback.c.message).where(feedback.c.chat == bindparam("new"))
    return move(feedback).where(feedback.c.message.not_in(there))


def move_following(table: Table) -> Any:
    """Move what a chat follows, or its news, but not what is there under the new id."""
    key = table.primary_key.columns.values()[-1]
    there = select(key).where(table.c.chat == bindparam("new"))
    return move(table).where(key.not_in(there))


def keep_language() -> Any:
    """Tell a chat its news in this language."""
    mine = follows.c.chat == bindparam("whose")
    return update(follows).where(mine).values(language=bindparam("spoken"))


def purge(table: Table) -> Delete:
    """Some of the rows that are older than `before`: everybody waits meanwhile."""
    key = table.primary_key.columns.values()
    old = select(*key).where(table.c.at < bindparam("before")).limit(MOST_PURGED)
    return delete(table).where(tuple_(*key).in_(old))

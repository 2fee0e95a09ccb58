"""The question log, counted."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import ColumnElement, Connection, func, select

from bot.records import Stats
from bot.stores.tables import chats, feedback, questions

# More than a person reads.
MOST = 50
# Combinations of entities that are looked at.
MOST_COMBINED = 2000


def counted(connection: Connection, hours: float, since: float) -> Stats:
    """What was asked since then."""
    total = _number(connection, questions.c.at >= since)
    return Stats(
        hours=hours,
        questions=total,
        chats=_number(connection, chats.c.at >= since),
        outcomes=_by(connection, questions.c.outcome, since),
        intents=_by(connection, questions.c.intent, since),
        languages=_by(connection, questions.c.language, since),
        entities=_entities(connection, since),
        liked=_number(connection, (feedback.c.at >= since) & (feedback.c.value > 0)),
        disliked=_number(connection, (feedback.c.at >= since) & (feedback.c.value < 0)),
        median_ms=_slowest(connection, since, total // 2),
        slow_ms=_slowest(connection, since, total * 99 // 100),
    )


def _number(connection: Connection, which: ColumnElement[bool]) -> int:
    found = connection.execute(select(func.count()).where(which))
    return int(found.scalar_one())


def _by(connection: Connection, column: ColumnElement[str], since: float) -> dict[str, int]:
    number = func.count()
    found = connection.execute(
        select(column, number)
        .where(questions.c.at >= since)
        .group_by(column)
        .order_by(number.desc(), column)
        .limit(MOST)
    )
    return {value or "": count for value, count in found}


def _entities(connection: Connection, since: float) -> dict[str, int]:
    """How many questions named each entity."""
    number = func.count()
    found = connection.execute(
        select(questions.c.entities, number)
        .where(questions.c.at >= since, questions.c.entities != "")
        .group_by(questions.c.entities)
        .order_by(number.desc())
        .limit(MOST_COMBINED)
    )
    named: Counter[str] = Counter()
    for entities, count in found:
        named.update(dict.fromkeys(entities.split(), count))
    return dict(named.most_common(MOST))


def _slowest(connection: Connection, since: float, rank: int) -> float:
    """The time that so many questions stayed below."""
    found = connection.execute(
        select(questions.c.elapsed_ms)
        .where(questions.c.at >= since)
        .order_by(questions.c.elapsed_ms)
        .offset(rank)
        .limit(1)
    )
    return float(found.scalar() or 0)

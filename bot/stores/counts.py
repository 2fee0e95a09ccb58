"""The question log, counted."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records import Stats
from bot.stores.tables import chats, feedback, questions

# More than a person reads.
MOST = 50


async def counted(connection: AsyncConnection, hours: float, since: float) -> Stats:
    """What was asked since then."""
    total = await _number(connection, questions.c.at >= since)
    return Stats(
        hours=hours,
        questions=total,
        chats=await _number(connection, chats.c.at >= since),
        outcomes=await _by(connection, questions.c.outcome, since),
        intents=await _by(connection, questions.c.intent, since),
        languages=await _by(connection, questions.c.language, since),
        liked=await _number(connection, (feedback.c.at >= since) & (feedback.c.value > 0)),
        disliked=await _number(connection, (feedback.c.at >= since) & (feedback.c.value < 0)),
        median_ms=await _slowest(connection, since, total // 2),
        slow_ms=await _slowest(connection, since, total * 95 // 100),
    )


async def _number(connection: AsyncConnection, which: ColumnElement[bool]) -> int:
    found = await connection.execute(select(func.count()).where(which))
    return int(found.scalar_one())


async def _by(
    connection: AsyncConnection, column: ColumnElement[str], since: float
) -> dict[str, int]:
    number = func.count()
    found = await connection.execute(
        select(column, number)
        .where(questions.c.at >= since)
        .group_by(column)
        .order_by(number.desc(), column)
        .limit(MOST)
    )
    return {value or "": count for value, count in found}


async def _slowest(connection: AsyncConnection, since: float, rank: int) -> float:
    """The time that so many questions stayed below."""
    found = await connection.execute(
        select(questions.c.elapsed_ms)
        .where(questions.c.at >= since)
        .order_by(questions.c.elapsed_ms)
        .offset(rank)
        .limit(1)
    )
    return float(found.scalar() or 0)

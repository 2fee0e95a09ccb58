"""The tables of following: what chats follow, and the news that wait to be brought to them."""

from __future__ import annotations

from sqlalchemy import Column, Double, Integer, String, Table

from bot.stores.tables import metadata

__all__ = ["announced", "follows", "news"]


def _chat() -> Column[str]:
    return Column("chat", String(64), primary_key=True)


def _at() -> Column[float]:
    """Seconds since 1970."""
    return Column("at", Double, nullable=False)


# What a chat follows, by the id of an entity. `since` is the newest version at that time: news are
# of later ones. `language` holds where nothing else of the chat is kept any more.
follows = Table(
    "follows",
    metadata,
    _chat(),
    Column("subject", String(128), primary_key=True),
    Column("since", Integer, nullable=False),
    Column("language", String(16), nullable=False),
    _at(),
)

# The versions of which the news are written.
announced = Table(
    "announced",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    _at(),
)

# What a version changed for a chat: a row per message. It waits until `due`; `sent` is set just
# before it goes out, so that nobody else sends it, whatever happens then.
news = Table(
    "news",
    metadata,
    _chat(),
    Column("version", Integer, primary_key=True, autoincrement=False),
    _at(),
    Column("due", Double, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("sent", Double, index=True),
)

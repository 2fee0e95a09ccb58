"""The tables of following: what chats follow, and the news that wait to be brought to them."""

from __future__ import annotations

from sqlalchemy import Column, Double, Integer, String, Table

from bot.stores.tables import at_column, chat_column, metadata

__all__ = ["announced", "follows", "news"]

# What a chat follows, by the id of an entity. `since` is the newest version at that time: news are
# of later ones. `language` holds where nothing else of the chat is kept any more.
follows = Table(
    "follows",
    metadata,
    chat_column(),
    Column("subject", String(128), primary_key=True),
    Column("since", Integer, nullable=False),
    Column("language", String(16), nullable=False),
    at_column(),
)

# The versions of which the news are written.
announced = Table(
    "announced",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    at_column(),
)

# What a version changed for a chat: a row per message. It waits until `due`; `sent` is set just
# before it goes out, so that nobody else sends it, whatever happens then.
news = Table(
    "news",
    metadata,
    chat_column(),
    Column("version", Integer, primary_key=True, autoincrement=False),
    at_column(),
    Column("due", Double, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("sent", Double, index=True),
)

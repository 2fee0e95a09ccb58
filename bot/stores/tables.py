"""The tables. Their history is in `migrations/`; a test compares the two."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    Identity,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)

metadata = MetaData()


def chat_column() -> Column[str]:
    """The chat that a row belongs to, as the first part of its key."""
    return Column("chat", String(64), primary_key=True)


def at_column() -> Column[float]:
    """When a row was written, in seconds since 1970."""
    return Column("at", Double, nullable=False)


# What is kept of a conversation; `language` is what the chat chose, `memory` the engine's.
chats = Table(
    "chats",
    metadata,
    chat_column(),
    Column("memory", Text, nullable=False),
    Column("language", String(16)),
    at_column(),
)

# Answers by the message that asked; `record` is `Sent` as JSON.
sent = Table(
    "sent",
    metadata,
    chat_column(),
    Column("question", String(64), primary_key=True),
    Column("record", Text, nullable=False),
    at_column(),
)

# Which message of the bot belongs to which question.
messages = Table(
    "messages",
    metadata,
    chat_column(),
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("question", String(64), nullable=False),
    at_column(),
)

feedback = Table(
    "feedback",
    metadata,
    chat_column(),
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("value", SmallInteger, nullable=False),
    Column("intent", String(128)),
    Column("outcome", String(32)),
    Column("language", String(16)),
    Column("digest", String(128)),
    at_column(),
)

# An update is taken, then done. `taker` is the process that took it.
updates = Table(
    "updates",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("taker", String(32), nullable=False),
    at_column(),
    Column("done", Double),
)

# Updates that wait for their answer while later ones are fetched; `raw` is the update as JSON. A
# row lives until its update is answered.
backlog = Table(
    "backlog",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("raw", Text, nullable=False),
    at_column(),
)

# One row per question. Chat and text stay empty unless BOT_KEEP_QUESTIONS is on.
questions = Table(
    "questions",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
    Column("at", Double, nullable=False, index=True),
    Column("outcome", String(32), nullable=False),
    Column("intent", String(128)),
    Column("language", String(16), nullable=False),
    Column("entities", Text, nullable=False),
    Column("elapsed_ms", Double, nullable=False),
    Column("digest", String(128), nullable=False),
    Column("chat", String(64)),
    Column("text", Text),
)

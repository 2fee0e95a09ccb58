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


def _chat() -> Column[str]:
    return Column("chat", String(64), primary_key=True)


def _at() -> Column[float]:
    """Seconds since 1970."""
    return Column("at", Double, nullable=False)


# What is kept of a conversation; `language` is what the chat chose, `memory` the engine's.
chats = Table(
    "chats",
    metadata,
    _chat(),
    Column("memory", Text, nullable=False),
    Column("language", String(16)),
    _at(),
)

# Answers by the message that asked; `record` is `Sent` as JSON.
sent = Table(
    "sent",
    metadata,
    _chat(),
    Column("question", String(64), primary_key=True),
    Column("record", Text, nullable=False),
    _at(),
)

# Which message of the bot belongs to which question.
messages = Table(
    "messages",
    metadata,
    _chat(),
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("question", String(64), nullable=False),
    _at(),
)

feedback = Table(
    "feedback",
    metadata,
    _chat(),
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("value", SmallInteger, nullable=False),
    Column("intent", String(128)),
    Column("outcome", String(32)),
    Column("language", String(16)),
    Column("digest", String(128)),
    _at(),
)

# An update is taken, then done. `taker` is the process that took it.
updates = Table(
    "updates",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("taker", String(32), nullable=False),
    _at(),
    Column("done", Double),
)

# Updates that wait for their answer while later ones are fetched; `raw` is the update as JSON. A
# row lives until its update is answered.
backlog = Table(
    "backlog",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("raw", Text, nullable=False),
    _at(),
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

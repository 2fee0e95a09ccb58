"""The tables of editing: versions, drafts, what admins did, what was asked in vain."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    Identity,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from bot.stores.tables import metadata

__all__ = ["audit", "drafts", "ignored", "metadata", "misses", "versions"]


def _number() -> Column[int]:
    number = BigInteger().with_variant(Integer, "sqlite")
    return Column("id", number, Identity(), primary_key=True)


def _at() -> Column[float]:
    """Seconds since 1970."""
    return Column("at", Double, nullable=False)


# Everything that was ever published, whole; the one with the highest number is in force.
# `digest` names the files, `knowledge` what answers name; `disk` are digests of the folders on disk
# that this version stands for: while they hold one of these, nobody has edited them since.
versions = Table(
    "versions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _at(),
    Column("author", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("knowledge", String(64), nullable=False),
    Column("disk", Text, nullable=False),
    Column("report", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# Content that was rehearsed and waits for a decision. `base` is the version it was compared with,
# `changed` the files that go to disk when it is published, as a JSON list.
drafts = Table(
    "drafts",
    metadata,
    Column("id", String(16), primary_key=True),
    _at(),
    Column("author", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("base", Integer, nullable=False),
    Column("changed", Text, nullable=False),
    Column("disk", Text, nullable=False),
    Column("report", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    _number(),
    _at(),
    Column("actor", String(64), nullable=False),
    Column("action", String(32), nullable=False),
    Column("detail", Text, nullable=False),
)

# Questions that found no answer or that a reader disliked; `text` only if texts are kept.
misses = Table(
    "misses",
    metadata,
    _number(),
    _at(),
    Column("chat", String(64)),
    Column("language", String(16), nullable=False),
    Column("outcome", String(32), nullable=False),
    Column("intent", String(128)),
    Column("text", Text),
)

# Misses that an admin does not want to see again, by their comparable text.
ignored = Table(
    "ignored",
    metadata,
    Column("text", String(512), primary_key=True),
    Column("actor", String(64), nullable=False),
    _at(),
)

"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _chat() -> sa.Column[str]:
    return sa.Column("chat", sa.String(64), primary_key=True)


def _at() -> sa.Column[float]:
    return sa.Column("at", sa.Double, nullable=False)


def upgrade() -> None:
    """Create them."""
    _conversations()
    _answers()
    _updates()
    _questions()


def _conversations() -> None:
    memory = sa.Column("memory", sa.Text, nullable=False)
    op.create_table("chats", _chat(), memory, sa.Column("language", sa.String(16)), _at())


def _answers() -> None:
    op.create_table(
        "sent",
        _chat(),
        sa.Column("question", sa.String(64), primary_key=True),
        sa.Column("record", sa.Text, nullable=False),
        _at(),
    )
    op.create_table(
        "messages",
        _chat(),
        sa.Column("message", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("question", sa.String(64), nullable=False),
        _at(),
    )
    op.create_table(
        "feedback",
        _chat(),
        sa.Column("message", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("value", sa.SmallInteger, nullable=False),
        sa.Column("intent", sa.String(128)),
        sa.Column("outcome", sa.String(32)),
        sa.Column("language", sa.String(16)),
        sa.Column("digest", sa.String(128)),
        _at(),
    )


def _updates() -> None:
    op.create_table(
        "updates",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("taker", sa.String(32), nullable=False),
        _at(),
        sa.Column("done", sa.Double),
    )


def _questions() -> None:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "questions",
        sa.Column("id", number, sa.Identity(), primary_key=True),
        sa.Column("at", sa.Double, nullable=False, index=True),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("intent", sa.String(128)),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("entities", sa.Text, nullable=False),
        sa.Column("elapsed_ms", sa.Double, nullable=False),
        sa.Column("digest", sa.String(128), nullable=False),
        sa.Column("chat", sa.String(64)),
        sa.Column("text", sa.Text),
    )

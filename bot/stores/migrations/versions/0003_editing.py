"""Versions, drafts, audit, misses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _number() -> sa.Column[int]:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    return sa.Column("id", number, sa.Identity(), primary_key=True)


def _at() -> sa.Column[float]:
    return sa.Column("at", sa.Double, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _name(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _content() -> sa.Column[bytes]:
    return sa.Column("content", sa.LargeBinary, nullable=False)


def upgrade() -> None:
    """Create the tables."""
    _editions()
    _audit()
    _misses()


def _editions() -> None:
    op.create_table(
        "versions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        _at(),
        _name("author", 64),
        _text("reason"),
        _name("digest", 64),
        _name("knowledge", 64),
        _text("disk"),
        _text("report"),
        _content(),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(16), primary_key=True),
        _at(),
        _name("author", 64),
        _text("reason"),
        sa.Column("base", sa.Integer, nullable=False),
        _text("changed"),
        _text("disk"),
        _text("report"),
        _content(),
    )


def _audit() -> None:
    op.create_table(
        "audit", _number(), _at(), _name("actor", 64), _name("action", 32), _text("detail")
    )


def _misses() -> None:
    op.create_table(
        "misses",
        _number(),
        _at(),
        sa.Column("chat", sa.String(64)),
        _name("language", 16),
        _name("outcome", 32),
        sa.Column("intent", sa.String(128)),
        sa.Column("text", sa.Text),
    )
    op.create_table(
        "ignored",
        sa.Column("text", sa.String(512), primary_key=True),
        _name("actor", 64),
        _at(),
    )

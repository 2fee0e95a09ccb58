"""What chats follow, and their news."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _chat() -> sa.Column[str]:
    return sa.Column("chat", sa.String(64), primary_key=True)


def _version() -> sa.Column[int]:
    return sa.Column("version", sa.Integer, primary_key=True, autoincrement=False)


def _at(name: str = "at") -> sa.Column[float]:
    return sa.Column(name, sa.Double, nullable=False)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "follows",
        _chat(),
        sa.Column("subject", sa.String(128), primary_key=True),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        _at(),
    )
    op.create_table("announced", _version(), _at())
    op.create_table(
        "news",
        _chat(),
        _version(),
        _at(),
        _at("due"),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("sent", sa.Double, index=True),
    )

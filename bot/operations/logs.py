"""Logs on standard error: text for people, one JSON object per line for machines, no secrets."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import sys
from datetime import UTC, datetime
from typing import Literal, TextIO

# What every record has; all else was handed over with `extra`.
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
# A bot token, wherever it comes from: the HTTP client logs whole addresses.
_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
# Made once: `json.dumps` with a default makes an encoder for every line.
_encode = json.JSONEncoder(default=str).encode
# Talkative at INFO, one of them with the token in every line.
_QUIET = ("httpx", "httpcore", "aiohttp", "alembic", "sqlalchemy", "aiosqlite", "apscheduler")
# Chats keep their pseudonym as long as the process lives, and nobody can compute it.
_SALT = os.urandom(16)


def pseudonym(chat: str | None) -> str | None:
    """A name for a chat that leads nowhere else."""
    if chat is None:
        return None
    return hashlib.blake2s(chat.encode(errors="replace"), key=_SALT, digest_size=5).hexdigest()


def set_up(
    style: Literal["text", "json"],
    level: str = "info",
    secrets: tuple[str, ...] = (),
    target: TextIO | None = None,
) -> None:
    """Log everything from `level` on to `target` (standard error)."""
    handler = logging.StreamHandler(target or sys.stderr)
    handler.setFormatter((JsonFormatter if style == "json" else TextFormatter)(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


class _Formatter(logging.Formatter):
    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """The line, without secrets: those of the settings and whatever looks like a token."""
        line = self._line(record)
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return _TOKEN.sub("***", line)

    def _line(self, record: logging.LogRecord) -> str:
        raise NotImplementedError

    def _trace(self, record: logging.LogRecord) -> str:
        return self.formatException(record.exc_info) if record.exc_info else ""


class JsonFormatter(_Formatter):
    """One object per line; control characters and line breaks are escaped by JSON."""

    def _line(self, record: logging.LogRecord) -> str:
        entry = {
            "time": _time(record).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **_extra(record),
        }
        if trace := self._trace(record):
            entry["trace"] = trace
        return _encode(entry)


class TextFormatter(_Formatter):
    """Time, level, event, then `key=value`; values are written so that a line stays one line."""

    def _line(self, record: logging.LogRecord) -> str:
        event = record.getMessage().translate({10: "␤", 13: "␍"})
        values = "".join(f" {name}={_shown(value)}" for name, value in _extra(record).items())
        head = f"{_time(record):%Y-%m-%d %H:%M:%S} {record.levelname:<7} {record.name}: {event}"
        return "\n".join(filter(None, [head + values, self._trace(record)]))


def _time(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)


def _extra(record: logging.LogRecord) -> dict[str, object]:
    return {name: value for name, value in vars(record).items() if name not in _USUAL}


def _shown(value: object) -> str:
    if isinstance(value, list | tuple):
        return ",".join(map(str, value)) or "-"
    text = "-" if value is None else str(value)
    return text if text.isprintable() and " " not in text else repr(text)

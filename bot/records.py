"""What the service hands out besides answers: plain records, free of Telegram and databases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from intents import Memory
from intents.models import Offer


@dataclass(frozen=True, slots=True)
class Chat:
    """What is kept of a chat: the memory of its conversation and the language it chose."""

    memory: Memory = field(default_factory=Memory)
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as it was sent: enough to edit it, tell it again and explain it.

    `question` is the id of the message that asked, `messages` are the ids of those that answered.
    """

    chat: str
    question: str
    messages: tuple[int, ...]
    frame: str
    language: str
    intent: str | None
    outcome: str
    suggestions: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    alternatives: tuple[Offer, ...] = ()
    digest: str = ""
    # The ids of what the question named.
    entities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Followed:
    """A subject that a chat follows, by its entity, and the language it was asked for in."""

    subject: str
    language: str


@dataclass(frozen=True, slots=True)
class News:
    """What a version changed for a chat: one message that waits; `tries` failed so far."""

    chat: str
    version: int
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Status:
    """How the bot stands: the facts it answers from, since when, and whether its store works."""

    digest: str
    languages: tuple[str, ...]
    # How many facts, entities, sources there are.
    counts: Mapping[str, int]
    started: float
    uptime: float
    loaded: float
    questions: int
    database: str
    # Seconds for which the database has not answered; nothing while it does.
    away: float | None


@dataclass(frozen=True, slots=True)
class Stats:
    """What was asked in the last hours, counted; no text and no chat."""

    hours: float
    questions: int
    chats: int
    outcomes: Mapping[str, int]
    intents: Mapping[str, int]
    languages: Mapping[str, int]
    # Companies, models and others that questions named.
    entities: Mapping[str, int]
    liked: int
    disliked: int
    # Milliseconds from question to answer, half and 99 of 100 of them at most.
    median_ms: float
    slow_ms: float

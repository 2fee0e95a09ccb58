"""Questions that were asked in vain: kept as far as the settings allow, grouped, or ignored."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz
from sqlalchemy import Connection, delete, func, insert, select

from bot.stores.editions import ignored, misses
from bot.stores.store import Store
from bot.stores.tables import messages, questions, sent
from intents import Answer
from intents.normalize import fold, words

VAIN = frozenset({"unknown", "not_stated", "clarify"})
DISLIKED = "👎"
# Looked at when grouping, the newest first.
MOST_ROWS = 500
LONGEST = 300
# Texts this alike, their words in any order, are one question.
ALIKE = 80
_PRIVATE = (
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "‹mail›"),
    (re.compile(r"(?:https?://|www\.)\S+"), "‹link›"),
    (re.compile(r"(?<!\w)@\w{3,}"), "‹name›"),
    (re.compile(r"\+?\d(?:[\s().-]?\d){7,}"), "‹number›"),
)


def redacted(text: str) -> str:
    """The text without addresses, links, names of accounts and long numbers, on one line."""
    for pattern, instead in _PRIVATE:
        text = pattern.sub(instead, text)
    return " ".join(text.split())[:LONGEST]


@dataclass(frozen=True)
class Group:
    """Questions that are alike: one of them, its language, how many and how they ended."""

    question: str
    language: str
    outcomes: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        """How many questions."""
        return sum(number for _, number in self.outcomes)

    @property
    def name(self) -> str:
        """A name that a button can carry."""
        return named(self.language, self.question)


def named(language: str, question: str) -> str:
    """The name of the group of a question."""
    return hashlib.sha256(f"{language}\0{question}".encode()).hexdigest()[:12]


class Misses:
    """Misses in a store. `texts`: whether the words of questions may be kept."""

    def __init__(
        self, store: Store, *, texts: bool, clock: Callable[[], float] = time.time
    ) -> None:
        """`clock` tells the time of day in seconds since 1970."""
        self._store, self.texts, self._clock = store, texts, clock

    def asked(self, chat: str | None, answer: Answer, text: str | None) -> None:
        """Keep a question if it was asked in vain; written with what is written next."""
        if answer.outcome not in VAIN:
            return
        row = self._row(chat, answer.language, answer.outcome, answer.intent, text)
        self._store.hand_in(lambda c: c.execute(insert(misses).values(row)).close())

    def disliked(self, chat: str, message: int) -> None:
        """Keep the question whose answer, this message, a reader disliked."""

        def work(connection: Connection) -> None:
            if row := self._disliked(connection, chat, message):
                connection.execute(insert(misses).values(row))

        self._store.hand_in(work)

    def _disliked(self, connection: Connection, chat: str, message: int) -> dict[str, Any] | None:
        found = connection.execute(
            select(sent.c.record, sent.c.at)
            .join(
                messages,
                (messages.c.chat == sent.c.chat) & (messages.c.question == sent.c.question),
            )
            .where(messages.c.chat == chat, messages.c.message == message)
        ).first()
        if found is None:
            return None
        record = json.loads(found.record)
        text = connection.execute(
            select(questions.c.text)
            .where(questions.c.chat == chat, questions.c.at <= found.at)
            .order_by(questions.c.at.desc())
            .limit(1)
        ).scalar()
        return self._row(chat, record["language"], DISLIKED, record["intent"], text)

    def _row(
        self, chat: str | None, language: str, outcome: str, intent: str | None, text: str | None
    ) -> dict[str, Any]:
        words_kept = redacted(text) if self.texts and text else None
        return {
            "at": self._clock(),
            "chat": chat if self.texts else None,
            "language": language,
            "outcome": outcome,
            "intent": intent,
            "text": words_kept and words_kept.replace("\0", "").encode(errors="replace").decode(),
        }

    async def counts(self, days: float) -> dict[str, int]:
        """How many misses each language has in the last days."""
        since = self._clock() - days * 86400
        number = func.count()
        statement = (
            select(misses.c.language, number)
            .where(misses.c.at >= since)
            .group_by(misses.c.language)
            .order_by(number.desc())
        )
        rows = await self._store.job(lambda c: c.execute(statement).all())
        return {row[0]: row[1] for row in rows}

    async def groups(self, days: float) -> Sequence[Group]:
        """What was asked in vain in the last days and is not ignored, the most frequent first."""
        since = self._clock() - days * 86400
        statement = (
            select(misses.c.text, misses.c.language, misses.c.outcome)
            .where(misses.c.at >= since, misses.c.text.is_not(None))
            .order_by(misses.c.id.desc())
            .limit(MOST_ROWS)
        )
        rows = await self._store.job(lambda c: c.execute(statement).all())
        known = await self._store.job(lambda c: set(c.execute(select(ignored.c.text)).scalars()))
        return grouped(((t, lang, o) for t, lang, o in rows if comparable(t) not in known))

    async def ignore(self, questions_: Iterable[str], actor: str) -> None:
        """Do not show these questions again."""
        rows = [
            {"text": text, "actor": actor, "at": self._clock()}
            for text in dict.fromkeys(map(comparable, questions_))
        ]

        def work(connection: Connection) -> None:
            for row in rows:
                connection.execute(delete(ignored).where(ignored.c.text == row["text"]))
                connection.execute(insert(ignored).values(row))

        await self._store.job(work)


def comparable(text: str) -> str:
    """A text as it is compared: folded, words only."""
    return " ".join(word for word in words(fold(text)) if word[0].isalnum())[:512]


@dataclass
class _Gathered:
    question: str
    language: str
    outcomes: Counter[str] = field(default_factory=Counter)


def grouped(rows: Iterable[tuple[str, str, str]]) -> Sequence[Group]:
    """Questions (text, language, outcome) in groups of those that are alike."""
    found: dict[tuple[str, str], _Gathered] = {}
    for text, language, outcome in rows:
        key = comparable(text)
        if key:
            _group_of(found, key, language, text).outcomes[outcome] += 1
    made = [Group(g.question, g.language, tuple(g.outcomes.most_common())) for g in found.values()]
    return sorted(made, key=lambda group: (-group.count, group.language, group.question))


def _group_of(
    found: dict[tuple[str, str], _Gathered], key: str, language: str, text: str
) -> _Gathered:
    if (language, key) in found:
        return found[language, key]
    for (spoken, other), gathered in found.items():
        if spoken == language and fuzz.token_sort_ratio(key, other, score_cutoff=ALIKE):
            return gathered
    return found.setdefault((language, key), _Gathered(text, language))

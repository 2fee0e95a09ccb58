"""What is counted, for Prometheus, in a registry of its own: two bots can share a process."""

from __future__ import annotations

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

# An answer takes about a millisecond; what lies above ten is worth a look.
SECONDS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1)


class Metrics:
    """Counts of one bot. Labels come from closed lists: kinds, outcomes, intents, languages."""

    def __init__(self) -> None:
        own = self.registry = CollectorRegistry()
        ProcessCollector(registry=own)
        self._updates = Counter("bot_updates", "Updates that arrived", ["kind"], registry=own)
        self._answers = Counter(
            "bot_answers", "Questions answered", ["outcome", "intent", "language"], registry=own
        )
        self._seconds = Histogram(
            "bot_answer_seconds", "From question to answer", buckets=SECONDS, registry=own
        )
        self._delivery = Histogram(
            "bot_update_seconds", "From update to sent answer", buckets=(*SECONDS, 5), registry=own
        )
        self._errors = Counter(
            "bot_api_errors", "Calls that the Bot API refused or lost", ["code"], registry=own
        )
        self._feedback = Counter("bot_feedback", "Answers judged", ["value"], registry=own)
        self._reloads = Counter("bot_reloads", "Reloads of the facts", ["result"], registry=own)
        self._version = Gauge("bot_facts_version", "Facts in force: 1", ["digest"], registry=own)
        self._facts = Gauge("bot_facts", "How many facts are in force", registry=own)
        self._away = Gauge(
            "bot_store_away_seconds", "Since the store stopped answering", registry=own
        )

    def updated(self, kind: str) -> None:
        """An update arrived: `message`, `callback_query` …"""
        self._updates.labels(kind).inc()

    def delivered(self, seconds: float) -> None:
        """An update was answered, so many seconds after it arrived."""
        self._delivery.observe(seconds)

    def failed(self, code: str) -> None:
        """A call to the Bot API failed: its HTTP status, or `network`, `timeout` …"""
        self._errors.labels(code).inc()

    def answered(self, outcome: str, intent: str | None, language: str, seconds: float) -> None:
        """A question was answered."""
        self._answers.labels(outcome, intent or "", language).inc()
        self._seconds.observe(seconds)

    def judged(self, value: int) -> None:
        """A reader judged an answer: 1, -1, or 0 to withdraw."""
        self._feedback.labels(str(value)).inc()

    def reloaded(self, *, ok: bool) -> None:
        """The facts were read anew, and swapped or refused."""
        self._reloads.labels("swapped" if ok else "refused").inc()

    def knows(self, digest: str, facts: int) -> None:
        """These facts are in force from now on."""
        self._version.clear()
        self._version.labels(digest).set(1)
        self._facts.set(facts)

    def away(self, seconds: float | None) -> None:
        """For how long the store has not answered."""
        self._away.set(seconds or 0)

    def text(self) -> bytes:
        """Everything in the format that Prometheus reads."""
        return generate_latest(self.registry)

"""The knowledge in force, and how it is exchanged while questions go on."""

from __future__ import annotations

import logging
import time
from functools import lru_cache

from bot.operations.metrics import Metrics
from intents import Knowledge

log = logging.getLogger("bot.editing")

# Many people ask the same; answers depend on nothing but text, memory and facts.
ANSWERS_KEPT = 2048


class Current:
    """Holds one knowledge. A question reads the reference once and finishes on what it read."""

    def __init__(self, knowledge: Knowledge, metrics: Metrics, version: int | None = None) -> None:
        """`version` is the number of the published version; nothing if it is none."""
        self._metrics = metrics
        self._take(knowledge, version)

    def _take(self, knowledge: Knowledge, version: int | None) -> None:
        # The reference is exchanged last: the digest is computed before anyone asks for it.
        self._metrics.knows(knowledge.digest, len(knowledge.store.facts))
        self.loaded = time.time()
        self.answer = lru_cache(ANSWERS_KEPT)(knowledge.answer)
        self.version = version
        self.knowledge = knowledge

    def take(self, knowledge: Knowledge, version: int | None) -> None:
        """Answer from this knowledge, a published version, from the next question on."""
        self._take(knowledge, version)
        self._metrics.reloaded(ok=True)
        log.info("in force", extra={"version": version, "digest": knowledge.digest})

    def refused(self) -> None:
        """New files were found wrong."""
        self._metrics.reloaded(ok=False)

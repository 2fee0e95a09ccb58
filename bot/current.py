"""The knowledge in force, and how it is exchanged while questions go on."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from functools import lru_cache

from bot.diff import difference
from bot.operations.metrics import Metrics
from bot.records import ReloadReport
from intents import CatalogueError, Knowledge, Problem

log = logging.getLogger("bot.reload")

# Many people ask the same; answers depend on nothing but text, memory and facts.
ANSWERS_KEPT = 2048


class Current:
    """Holds one knowledge. A question reads the reference once and finishes on what it read."""

    def __init__(
        self, knowledge: Knowledge, read: Callable[[], Knowledge], metrics: Metrics
    ) -> None:
        """`read` builds the knowledge anew from the files."""
        self._read, self._metrics = read, metrics
        self._one_at_a_time = asyncio.Lock()
        # The number of the published version; nothing where nothing is published.
        self.version: int | None = None
        self._take(knowledge)

    def _take(self, knowledge: Knowledge) -> None:
        # The reference is exchanged last: the digest is computed before anyone asks for it.
        self._metrics.knows(knowledge.digest, len(knowledge.store.facts))
        self.loaded = time.time()
        self.answer = lru_cache(ANSWERS_KEPT)(knowledge.answer)
        self.knowledge = knowledge

    def take(self, knowledge: Knowledge, version: int | None) -> None:
        """Answer from this knowledge, a published version, from the next question on."""
        self._take(knowledge)
        self.version = version
        log.info("in force", extra={"version": version, "digest": knowledge.digest})

    async def reload(self, actor: str) -> ReloadReport:
        """Read the files in a thread; exchange the knowledge if they are sound, else keep it."""
        async with self._one_at_a_time:
            try:
                knowledge = await asyncio.to_thread(self._read)
            except CatalogueError as error:
                return self._kept(actor, tuple(error.problems))
            except (OSError, ValueError) as error:
                what = f"{type(error).__name__}: {error}"
                problem = Problem("", "", what, "make the files readable, as UTF-8")
                return self._kept(actor, (problem,))
            return self._exchanged(actor, knowledge)

    def refused(self) -> None:
        """New files were found wrong."""
        self._metrics.reloaded(ok=False)

    def _kept(self, actor: str, problems: tuple[Problem, ...]) -> ReloadReport:
        log.warning("reload refused", extra={"actor": actor, "problems": len(problems)})
        self._metrics.reloaded(ok=False)
        return ReloadReport(ok=False, digest=self.knowledge.digest, problems=problems)

    def _exchanged(self, actor: str, knowledge: Knowledge) -> ReloadReport:
        added, changed, removed = difference(self.knowledge.store.facts, knowledge.store.facts)
        self._take(knowledge)
        self._metrics.reloaded(ok=True)
        log.info("reloaded", extra={"actor": actor, "digest": knowledge.digest})
        return ReloadReport(
            ok=True, digest=knowledge.digest, added=added, changed=changed, removed=removed
        )

"""How long a rehearsal takes on one processor, and what those who ask meanwhile notice of it.

    python -m benchmarks.rehearsal

The bot and the rehearsal share one processor; a hundred questions a second are asked of a service
with a real database. The baseline is the same service while nothing is rehearsed. Where no record
of the content is kept yet, one is made first: that takes some minutes.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager

from benchmarks.answers import CACHE, ROOT
from benchmarks.table import percentile, table
from bot.bootstrap import assembled
from bot.editing.files import Folders, read
from bot.editing.versions import Draft
from bot.service import Service
from bot.settings import Settings
from intents import scripts

A_SECOND = 100
QUIET_SECONDS = 10.0
# The fact that most answers name.
CHANGED = "seeds/facts/programme.yaml"
OLD, NEW = b"amount: 200000000000,", b"amount: 210000000000,"

Row = tuple[str, int, float, float, float]


class Asking:
    """People who ask without end; `spent` holds milliseconds per answer since it was emptied."""

    def __init__(self, service: Service, questions: Sequence[str]) -> None:
        """`questions` are asked in turn, by fifty people."""
        self._service, self._questions = service, itertools.cycle(questions)
        self.spent: list[float] = []

    async def go_on(self) -> None:
        """Ask at a steady rate until cancelled."""
        clock = asyncio.get_running_loop().time
        begun = clock()
        for number in itertools.count():
            await asyncio.sleep(begun + number / A_SECOND - clock())
            start = time.perf_counter()
            await self._service.ask(f"c{number % 50}", next(self._questions))
            self.spent.append((time.perf_counter() - start) * 1000)

    async def during(self, name: str, work: Awaitable[object]) -> Row:
        """A row of the table: what was answered while this work went on."""
        self.spent.clear()
        begun = time.perf_counter()
        done = await work
        asked = done.report.counts["asked"] if isinstance(done, Draft) else 0
        seconds = time.perf_counter() - begun
        return name, asked, seconds, percentile(self.spent, 0.5), percentile(self.spent, 0.99)


@asynccontextmanager
async def asked(service: Service) -> AsyncIterator[Asking]:
    """Somebody who asks while the context lasts."""
    found, _ = scripts.read(ROOT / "tests" / "answers")
    asking = Asking(service, [script.question for script in found])
    task = asyncio.create_task(asking.go_on())
    try:
        yield asking
    finally:
        task.cancel()


def _settings(place: str) -> Settings:
    return Settings(
        _env_file=None,
        BOT_CACHE_DIR=CACHE,
        BOT_DATABASE_URL=f"sqlite:///{place}/bot.sqlite3",
        BOT_HTTP_LISTEN="off",
    )


def _one_processor() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


async def rows(place: str) -> list[Row]:
    """Quiet, the shipped content, and a change of the fact that most answers name."""
    settings = _settings(place)
    content = read(Folders(settings.facts_dir, settings.catalogue_dir)).content
    changed = {CHANGED: content[CHANGED].replace(OLD, NEW, 1)}
    async with assembled(settings) as service:
        editing = service.editing
        await editing.rehearse_disk("benchmark")
        await editing.workshop.settled()
        _one_processor()
        async with asked(service) as asking:
            await asyncio.sleep(QUIET_SECONDS)
            return [
                await asking.during("nothing", asyncio.sleep(QUIET_SECONDS)),
                await asking.during("the shipped content", editing.rehearse_disk("benchmark")),
                await asking.during("another budget", editing.rehearse_changes("b", changed)),
            ]


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as place:
        found = asyncio.run(rows(place))
    quiet = found[0][-1]
    head = ("rehearsed", "asked again", "report s", "p50 ms", "p99 ms", "p99 ratio")
    print(table(head, [(*row, row[-1] / quiet) for row in found]))


if __name__ == "__main__":
    main()

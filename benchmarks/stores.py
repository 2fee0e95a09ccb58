"""What the store costs per question: take, ask, sent, done, with an engine that takes no time.

python -m benchmarks.stores [sqlite:///… | postgresql://…]
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from bot.current import Current
from bot.operations.health import Health
from bot.operations.metrics import Metrics
from bot.service import Service
from bot.stores.store import Store
from intents import Answer, Knowledge, Memory

MANY = 4000
RATE, SECONDS = 100, 5


def _answer(_text: str, memory: Memory) -> Answer:
    return Answer(
        text="…",
        body="…",
        language="it",
        outcome="answered",
        intent="exclusion_reason",
        suggestions=("Why was Big Tech a problem?", "What do experts expect?"),
        frame='[{"kind":"say","intent":"exclusion_reason","subjects":["kt"]}]',
        memory=memory.model_copy(update={"intent": "exclusion_reason", "entities": ("kt",)}),
    )


@asynccontextmanager
async def _service(address: str) -> AsyncIterator[Service]:
    facts = SimpleNamespace(facts=(), entities={}, sources={})
    engine = SimpleNamespace(answer=_answer, languages=("it",), digest="0", store=facts)
    knowledge, metrics = cast("Knowledge", cast("Any", engine)), Metrics()
    async with Store(address) as store:
        current = Current(knowledge, metrics)
        yield Service(current, store, metrics, Health(store))


async def _question(service: Service, number: int, chats: int, times: list[float]) -> None:
    begun = time.perf_counter()
    chat = f"{number % chats}"
    if await service.take(number):
        answer = await service.ask(chat, "Perché KT è stata esclusa?", hint="it")
        await service.sent(chat, f"{number}", (number,), answer)
        await service.done(number)
    times.append((time.perf_counter() - begun) * 1000)


async def _saturated(service: Service, lanes: int) -> list[float]:
    """So many chats at once, each asking again as soon as it is answered."""
    times: list[float] = []

    async def lane(which: int) -> None:
        for turn in range(MANY // lanes):
            await _question(service, lanes * 10_000_000 + turn * lanes + which, lanes, times)

    await asyncio.gather(*map(lane, range(lanes)))
    return times


async def _paced(service: Service) -> list[float]:
    """So many questions a second, on a clock."""
    times: list[float] = []
    begun = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(RATE * SECONDS):
            await asyncio.sleep(max(0, begun + number / RATE - time.perf_counter()))
            group.create_task(_question(service, 1_000_000_000 + number, 1000, times))
    return times


async def _measured(name: str, run: Callable[[], Awaitable[list[float]]]) -> None:
    cpu, begun = time.process_time(), time.perf_counter()
    times = await run()
    cpu, elapsed = time.process_time() - cpu, time.perf_counter() - begun
    cuts = statistics.quantiles(times, n=100)
    print(
        f"{name:<22} {len(times) / elapsed:7.0f}/s  p50 {cuts[49]:6.2f} ms  p99 {cuts[98]:6.2f} ms"
        f"  CPU {cpu / len(times) * 1000:.3f} ms each"
    )


async def main(address: str) -> None:
    """Measure and print."""
    async with _service(address) as service:
        print(f"{address.split(':', 1)[0]}, load {os.getloadavg()[0]:.1f}")
        for lanes in (1, 16, 64, 256):
            await _measured(f"saturated, {lanes} chats", lambda n=lanes: _saturated(service, n))  # type: ignore[misc]
        await _measured(f"{RATE} questions/s", lambda: _paced(service))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(sys.argv[1] if sys.argv[1:] else f"sqlite:///{Path(folder)}/a.sqlite3"))

"""The bot against a Bot API on loopback, beside a bare echo of the library on the same transport.

python -m benchmarks.telegram [messages for the memory]

Both run as processes of their own, by long polling, limiter off; CPU time and memory are those of
the process. Latency is from a message handed over to its answer received.

Columns: messages per CPU-second of questions asked before and of new ones, messages per second;
latency at 100 messages a second; after a burst of 200 on top of that, the seconds until the last
answer that took over 25 ms, and the latency from 2 s on.
"""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from benchmarks.botapi import TOKEN, Telegram
from benchmarks.table import percentile, table
from bot.conversations import Conversations
from bot.settings import ROOT, Settings
from intents import build

QUESTIONS = (
    ("it", "Perché KT è stata esclusa?"),
    ("en", "Who are the five selected?"),
    ("ko", "카카오는 왜 탈락했어?"),
    ("it", "E Kakao?"),
    ("en", "How much money is it?"),
    ("ko", "선정 기준이 뭐야?"),
    ("it", "Quali modelli ci sono?"),
    ("en", "Was Samsung chosen?"),
    ("ko", "네이버는 왜 탈락했어?"),
    ("it", "Che tempo fa domani?"),
    ("en", "Compare KT and Kakao"),
    ("ko", "전문가들은 뭐라고 예상해?"),
)
MANY, FRESH, CHATS = 2_500, 800, 500
RATE, SECONDS = 100, 5
BURST, AFTER = 200, 4.0
BOUND = 0.025
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = resource.getpagesize()


@dataclass
class Subject:
    """A bot under test: its process and the Telegram it talks to."""

    telegram: Telegram
    pid: int

    @property
    def cpu(self) -> float:
        """CPU seconds used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def megabytes(self) -> float:
        """Memory held at this moment."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * PAGE / 2**20

    async def flood(self, count: int, *, fresh: bool = False) -> tuple[float, float]:
        """Answer a backlog: CPU seconds and seconds per message.

        `fresh` questions are worded as none before, so that no answer is at hand.
        """
        cpu, begun, before = self.cpu, time.perf_counter(), len(self.telegram.latencies)
        for number, (language, text) in zip(range(count), cycle(QUESTIONS), strict=False):
            ending = _ending(self.telegram.number) if fresh else ""
            self.telegram.ask(number % CHATS + 1, text + ending, language)
        await self.telegram.answered(before + count)
        return (self.cpu - cpu) / count, (time.perf_counter() - begun) / count

    async def pace(self, seconds: float) -> list[tuple[float, float]]:
        """Messages on a clock: when each was answered, from now on, and its latency."""
        begun, before = time.perf_counter(), len(self.telegram.latencies)
        noted = before
        found: list[tuple[float, float]] = []
        count = int(RATE * seconds)
        for number, (language, text) in zip(range(count), cycle(QUESTIONS), strict=False):
            await asyncio.sleep(max(0, begun + number / RATE - time.perf_counter()))
            new, noted = self.telegram.latencies[noted:], len(self.telegram.latencies)
            found += [(time.perf_counter() - begun, latency) for latency in new]
            self.telegram.ask(10_000 + number, text, language)
        await self.telegram.answered(before + count)
        rest = self.telegram.latencies[noted:]
        return found + [(time.perf_counter() - begun, latency) for latency in rest]

    async def recover(self) -> tuple[float, float]:
        """Seconds from a burst to the last answer over the bound, and p99 from 2 s after it."""
        for number, (language, text) in zip(range(BURST), cycle(QUESTIONS), strict=False):
            self.telegram.ask(50_000 + number, text, language)
        # The answers of the burst itself are among the first.
        found = await self.pace(AFTER)
        late = [at for at, latency in found if latency > BOUND]
        calm = [latency for at, latency in found if at > 2]
        return max(late, default=0.0), percentile(calm, 0.99)


def _ending(number: int) -> str:
    """Marks and blanks that differ for every number and mean nothing."""
    return "".join(" !?"[number // 3**digit % 3] for digit in range(10)) + "?"


@asynccontextmanager
async def running(telegram: Telegram, module: str, *arguments: str) -> AsyncIterator[Subject]:
    """A bot in a process of its own."""
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module, *arguments),
            cwd=ROOT,
            env={**os.environ, **_settings(telegram, folder)},
            stdout=log,
            stderr=log,
        )
        try:
            yield Subject(telegram, process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            # The bot still calls while it ends.
            await asyncio.wait_for(process.wait(), 30)


def _settings(telegram: Telegram, folder: str) -> dict[str, str]:
    return {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": telegram.url,
        "TELEGRAM_RATE_LIMIT": "off",
        "BOT_DATABASE_URL": f"sqlite:///{folder}/bot.sqlite3",
        "BOT_HTTP_LISTEN": "off",
        "BOT_LOG_FORMAT": "json",
    }


def engine_seconds() -> float:
    """CPU seconds that the engine alone takes for a message."""
    settings = Settings()
    knowledge = build(settings.facts_dir, settings.catalogue_dir, settings.cache_dir)
    conversations = Conversations(knowledge)

    def all_of_them(turns: int) -> None:
        for number, (language, text) in zip(range(turns), cycle(QUESTIONS), strict=False):
            conversations.ask(str(number % CHATS), text, language)

    all_of_them(200)
    begun = time.process_time()
    all_of_them(1000)
    return (time.process_time() - begun) / 1000


@dataclass
class Result:
    """What was measured of one bot; seconds and megabytes."""

    cpu: float
    each: float
    fresh_cpu: float
    latencies: list[float]
    recovered: float
    calm: float
    megabytes: list[float]


async def measure(module: str, arguments: tuple[str, ...], memory: int) -> Result:
    """Flood, pace, burst; then `memory` more messages in five parts."""
    async with (
        Telegram().serving() as telegram,
        running(telegram, module, *arguments) as subject,
    ):
        await subject.flood(300)
        cpu, each = await subject.flood(MANY)
        fresh_cpu, _ = await subject.flood(FRESH, fresh=True)
        latencies = [latency for _, latency in await subject.pace(SECONDS)]
        recovered, calm = await subject.recover()
        megabytes = [subject.megabytes]
        for _ in range(5 if memory else 0):
            await subject.flood(memory // 5)
            megabytes.append(subject.megabytes)
    return Result(cpu, each, fresh_cpu, latencies, recovered, calm, megabytes)


def _row(name: str, found: Result) -> list[object]:
    milliseconds = [percentile(found.latencies, share) * 1000 for share in (0.5, 0.99)]
    after = (found.recovered, found.calm * 1000)
    rates = [round(1 / seconds) for seconds in (found.cpu, found.fresh_cpu, found.each)]
    return [name, *rates, *milliseconds, *after]


async def main(memory: int) -> None:
    """Measure both and print."""
    engine = engine_seconds()
    echo = await measure("benchmarks.echo", (), 0)
    bot = await measure("bot", ("run",), memory)
    print(f"polling, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}\n")
    head = ["", "per CPU-s", "new ones", "per s", "p50 ms", "p99 ms", "burst s", "then p99 ms"]
    print(table(head, [_row("bare echo", echo), _row("bot", bot)]))
    # What was asked before takes no time of the engine.
    same, new = echo.cpu / bot.cpu, echo.fresh_cpu / (bot.fresh_cpu - engine)
    print(f"\nper CPU-second {same:.0%} of the echo; {new:.0%} for new questions, less the engine")
    print(f"engine alone: {engine * 1000:.3f} ms of CPU a message")
    parts = [round(size, 1) for size in bot.megabytes]
    print(f"memory in MB over {memory} messages more: {' '.join(map(str, parts))}")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if sys.argv[1:] else 5_000))

"""Time and memory of answers, next to a naive bot over the same examples.

    python -m benchmarks.answers

The naive bot takes the intent of the nearest example by rapidfuzz's default scorer: what one would
write in an afternoon. Start-up is measured in fresh processes, with the fitted models cached (as
`make install` leaves them) and without.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import process

from benchmarks.table import percentile, table
from intents import build, scripts
from intents.fitted import examples

ROOT = Path(__file__).resolve().parent.parent
FACTS, CATALOGUE, CACHE = ROOT / "seeds", ROOT / "intents" / "catalogue", ROOT / ".cache"
NAIVE_QUESTIONS = 100  # it is slow: a sample is enough


def milliseconds(ask: Callable[[str], object], questions: list[str]) -> list[float]:
    """The time of each question, after a first one that is not counted."""
    ask(questions[0])
    spent = []
    for question in questions:
        start = time.perf_counter()
        ask(question)
        spent.append((time.perf_counter() - start) * 1000)
    return spent


def started(cache: Path) -> tuple[float, float]:
    """Seconds from process start to the first answer, and peak memory in MB."""
    line = '{"chat": "a", "text": "Perché KT è stata esclusa?"}\n'
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "chat", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "BOT_CACHE_DIR": str(cache)},
    ) as bot:
        assert bot.stdin is not None  # noqa: S101 - opened above
        assert bot.stdout is not None  # noqa: S101
        bot.stdin.write(line)
        bot.stdin.flush()
        bot.stdout.readline()
        spent = time.perf_counter() - start
        memory = _peak(bot.pid)
        bot.stdin.close()
    return spent, memory


def _peak(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Print both tables."""
    knowledge = build(FACTS, CATALOGUE, CACHE)
    found, _ = scripts.read(ROOT / "tests" / "answers")
    questions = list(dict.fromkeys(script.question for script in found))
    known = [text for _, text, _ in examples(knowledge.bundle)]
    ours = milliseconds(knowledge.answer, questions)
    naive = milliseconds(lambda text: process.extractOne(text, known), questions[:NAIVE_QUESTIONS])
    rows = [
        (
            name,
            len(spent),
            percentile(spent, 0.5),
            percentile(spent, 0.99),
            percentile(spent, 0.5) / percentile(ours, 0.5),
        )
        for name, spent in (("this bot", ours), ("rapidfuzz extractOne", naive))
    ]
    print(table(("engine", "questions", "p50 ms", "p99 ms", "p50 ratio"), rows))
    with tempfile.TemporaryDirectory() as empty:
        starts = [("models cached", *started(CACHE)), ("first start ever", *started(Path(empty)))]
    print()
    print(table(("from process start", "first answer s", "peak MB"), starts))


if __name__ == "__main__":
    main()

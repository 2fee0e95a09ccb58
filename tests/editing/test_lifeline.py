"""A rehearsal and its second process end with the bot, and the bot does not wait for them."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.editing.files import Folders
from tests.telegram.process import BotProcess
from tests.telegram.stub.api import Api, until

# Enough questions for two processes, and for some seconds of them.
MANY = "".join(f'    - "How much money does the programme have {n}?"\n' for n in range(9000))
SCRIPT = f"- case: budget\n  outcome: answered\n  ask:\n{MANY}"


@pytest.fixture
def bot(disk: Folders, cache: Path, tmp_path: Path) -> Iterator[BotProcess]:
    """A bot over the small content, whose rehearsals take long."""
    (tmp_path / "answers" / "en" / "budget.yaml").write_text(SCRIPT, encoding="utf-8")
    with Api().running() as api:
        bot = BotProcess(
            api,
            tmp_path,
            BOT_FACTS_DIR=str(disk.facts),
            BOT_CATALOGUE_DIR=str(disk.catalogue),
            BOT_SCRIPTS_DIR=str(tmp_path / "answers"),
            BOT_CACHE_DIR=str(cache),
        )
        yield bot.start()
        if bot.process and bot.process.poll() is None:
            bot.stop(signal.SIGKILL)


def children(process: int) -> list[int]:
    """The processes that a process has started and that run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue  # it has ended meanwhile
        if int(parent) == process and state != "Z":
            found.append(int(path.parent.name))
    return found


def replaying(bot: BotProcess) -> tuple[int, int]:
    """Let the bot rehearse; the rehearsal and its second process."""
    assert bot.process
    bot.process.send_signal(signal.SIGHUP)
    found: list[int] = []

    def is_replaying() -> bool:
        found[:] = children(bot.process.pid) if bot.process else []
        found.extend(half for one in found[:1] for half in children(one))
        return len(found) == 2

    until(is_replaying, 60)
    return found[0], found[1]


def runs(process: int) -> bool:
    """Whether a process is still at work."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_outlives_the_one_that_started_it(bot: BotProcess, number: int) -> None:
    rehearsal, half = replaying(bot)
    os.kill(rehearsal, number)
    until(lambda: not runs(half) and not runs(rehearsal), 10)
    until(lambda: "rehearsed" in bot.log, 10)
    rehearsal, half = replaying(bot)
    assert bot.stop(number) == (0 if number == signal.SIGTERM else -number), bot.log
    until(lambda: not runs(half) and not runs(rehearsal), 10)

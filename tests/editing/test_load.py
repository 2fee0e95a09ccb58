"""Many publications while people ask: every question is answered, and memory stays flat."""

from __future__ import annotations

import asyncio
import ctypes
import re
from pathlib import Path

from bot.editing.files import Folders
from bot.service import Service
from tests.editing.conftest import Open
from tests.editing.test_editor import ASKED, richer

# Megabytes that ten publications may add once the first ones have filled what is kept for speed.
MOST_MORE = 12


def resident() -> float:
    """Megabytes this process holds, also of what waits for the collector."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
    found = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


async def _publish(service: Service, times: int) -> None:
    for number in range(times):
        await service.editing.rollback(1 + number % 2, "7")


async def test_publishing_loses_no_question_and_no_memory(disk: Folders, opened: Open) -> None:
    async with opened() as service:
        richer(disk)
        draft = await service.editing.rehearse_disk("7")
        await service.editing.publish(draft.id, "7", "so it is")
        over, asked, said = asyncio.Event(), 0, set()

        async def ask() -> None:
            nonlocal asked
            while not over.is_set():
                question = f"{ASKED}{' ' * (asked % 9)}"
                asked += 1
                answer = await service.ask(f"c{asked % 20}", question, hint="en")
                said.add("300" if "300" in answer.text else "200" if "200" in answer.text else "")
                await asyncio.sleep(0.01)

        asking = [asyncio.create_task(ask()) for _ in range(3)]
        await _publish(service, 8)
        before = resident()
        await _publish(service, 10)
        more = resident() - before
        over.set()
        await asyncio.gather(*asking)
        assert said == {"200", "300"}
        assert (await service.status()).questions == asked > 50
        assert more < MOST_MORE
        assert service.editing.current.version == 20

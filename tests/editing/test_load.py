"""Many publications while people ask: every question is answered, and memory stays flat."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import re
from itertools import pairwise
from pathlib import Path
from statistics import median

from bot.editing.files import Folders
from bot.service import Service
from tests.editing.conftest import Open
from tests.editing.test_editor import ASKED, richer

# Megabytes that two publications may add, as a rule: what is kept for speed and what the system
# holds back may grow at once by much more, but a content never let go of adds 60 each time.
MOST_MORE = 3


def resident() -> float:
    """Megabytes this process holds, without what waits for the collector."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
    found = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


async def _publish_both(service: Service) -> float:
    """What the process holds after the first and the second version were published again."""
    for version in (1, 2):
        await service.editing.rollback(version, "7")
    return resident()


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
        held = [await _publish_both(service) for _ in range(6)]
        more = median(after - before for before, after in pairwise(held[1:]))
        over.set()
        await asyncio.gather(*asking)
        assert said == {"200", "300"}
        assert (await service.status()).questions == asked > 50
        assert more < MOST_MORE
        assert service.editing.current.version == 14

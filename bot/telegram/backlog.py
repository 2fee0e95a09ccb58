"""What keeps polling going while some updates take long: they wait in the store instead.

Telegram hands out a hundred updates from the oldest that is not acknowledged, and at once. If
that one has to wait (its chat answers slowly, or Telegram asks for patience), polls cannot be
long, and those behind the hundredth would wait with it. So what takes long is written down, and
then acknowledged.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from bot.service import Service, StoreAway

# What is answered sooner than this holds up nobody.
SOON = 0.5
# With so many unanswered something is wrong with Telegram: it may keep the others for us.
MOST = 1000

Raw = dict[str, Any]


class Backlog:
    """The open updates by id, and which of them are written down."""

    def __init__(self, service: Service, clock: Callable[[], float] = time.monotonic) -> None:
        self._service, self._clock = service, clock
        self._open: dict[int, tuple[float, Raw]] = {}
        self._written: set[int] = set()

    def __contains__(self, number: object) -> bool:
        return number in self._open

    @property
    def oldest(self) -> int | None:
        """The oldest open update that only Telegram keeps."""
        return min(self._open.keys() - self._written, default=None)

    async def begin(self) -> list[Raw]:
        """What an earlier process has left, in order; open from now on."""
        left = [json.loads(raw) for raw in (await self._service.backlog()).values()]
        for raw in left:
            self.add(raw["update_id"], raw)
            self._written.add(raw["update_id"])
        return left

    def add(self, number: int, raw: Raw) -> None:
        """An update is open."""
        self._open[number] = self._clock(), raw

    async def close(self, number: int) -> None:
        """An update is answered."""
        self._open.pop(number, None)
        if number in self._written:
            self._written.discard(number)
            await self._service.leave_backlog(number)

    async def relieve(self) -> bool:
        """Write down what has been open for long; whether there was any, and not too much."""
        late = self._clock() - SOON
        slow = {
            number: raw
            for number, (since, raw) in self._open.items()
            if since < late and number not in self._written
        }
        if not slow or len(self._open) > MOST or not await self._keep(slow):
            return False
        self._written.update(slow.keys() & self._open.keys())
        # Some may have been answered meanwhile.
        for number in slow.keys() - self._open.keys():
            await self._service.leave_backlog(number)
        return True

    async def _keep(self, slow: Mapping[int, Raw]) -> bool:
        try:
            await self._service.keep_backlog({n: json.dumps(raw) for n, raw in slow.items()})
        except StoreAway:
            # Then Telegram keeps them, and what comes after them.
            return False
        return True

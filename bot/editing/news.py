"""From a published version to the news of those who follow what it changed.

A version is announced after its publication, from its row: whoever publishes, from wherever,
and dies when they like, the next look of any process finds what is not announced yet.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from pathlib import Path

from bot.editing.changes import Changes, changes
from bot.editing.files import Files, Folders
from bot.editing.opening import BROKEN
from bot.editing.versions import Versions
from bot.stores.following import Following
from intents.load import Bundle

log = logging.getLogger("bot.editing")

# Versions whose changes are kept at hand.
MOST_KEPT = 3


@dataclass
class Newsroom:
    """Writes news and tells what they say. Every call may raise `StoreAway`."""

    versions: Versions
    following: Following
    folders: Folders
    _kept: dict[int, Changes | None] = field(default_factory=dict)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def write(self) -> None:
        """Write the news of every version that has none yet."""
        while (version := await self.following.unannounced()) is not None:
            found = await self.changes(version)
            await self.following.announce(version, found.subjects if found else ())

    async def changes(self, version: int) -> Changes | None:
        """What a version changed; nothing for the first, and where one cannot be read any more."""
        async with self._one_at_a_time:
            if version not in self._kept:
                found = await self._changes(version)
                if len(self._kept) >= MOST_KEPT:
                    del self._kept[next(iter(self._kept))]
                self._kept[version] = found
            return self._kept[version]

    async def _changes(self, version: int) -> Changes | None:
        try:
            before = await self.versions.files(version - 1)
            after = await self.versions.files(version)
        except LookupError:
            return None
        return await asyncio.to_thread(self._compared, before, after)

    def _compared(self, before: Files, after: Files) -> Changes | None:
        try:
            return changes(self._read(before), self._read(after))
        except BROKEN as error:
            # Written for another version of this program: better no news than wrong ones.
            log.warning("what a version changed cannot be told", extra={"cause": str(error)})
            return None

    def _read(self, content: Files) -> Bundle:
        """The records; raises `ValueError` where facts are not as they must be."""
        bundle = content.bundle(self.folders)
        facts = [p for p in bundle.problems if Path(p.file).parts[0] == self.folders.facts.name]
        if facts:
            raise ValueError(str(facts[0]))
        return bundle

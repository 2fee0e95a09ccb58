"""What to serve at the start: the files on disk, or what was published last."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.editing import files
from bot.editing.files import Files, Folders
from bot.editing.report import Report
from bot.editing.versions import Overtaken, Version, Versions
from bot.stores.store import StoreAway
from intents import CatalogueError, Knowledge, Problem
from intents.check import check
from intents.load import Bundle, sound

# What broken files can raise: all of it is told to their editor.
BROKEN = (CatalogueError, OSError, ValueError, LookupError, TypeError, AttributeError)

log = logging.getLogger("bot.editing")


Build = Callable[[Bundle], Knowledge]


def ready(bundle: Bundle, build: Build) -> Knowledge:
    """The knowledge with all that it would otherwise work out for its first question.

    To be called in a thread: the event loop need not wait for it. Raises `CatalogueError`.
    """
    knowledge = build(sound(bundle))
    knowledge.answer(knowledge.digest)
    return knowledge


def problems_of(error: Exception) -> tuple[Problem, ...]:
    """What is wrong, as problems."""
    if isinstance(error, CatalogueError):
        return tuple(error.problems)
    what = f"{type(error).__name__}: {error}"
    return (Problem(files.FACTS, "-", what, "undo the last change to the files"),)


@dataclass(frozen=True)
class Opened:
    """What is served, its version if there is one, and why it is not what lies on disk."""

    knowledge: Knowledge
    version: int | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Opening:
    """Finds what to serve. `build` may raise `CatalogueError`."""

    versions: Versions
    folders: Folders
    build: Build

    async def opened(self) -> Opened:
        """The files on disk, unless they are broken or were followed by a later publication.

        Files that were edited while nothing ran are published as they are served. Raises
        `CatalogueError` if the files are broken and nothing was ever published.
        """
        newest = await self._newest()
        try:
            content = await asyncio.to_thread(files.read, self.folders)
            if newest is not None and newest.stands_for(content.digest):
                return await self._published(newest)
            knowledge = await asyncio.to_thread(self._from_disk, content, strict=newest is not None)
        except BROKEN as error:
            if newest is None:
                raise CatalogueError(list(problems_of(error))) from error
            opened = await self._published(newest)
            return self._instead(opened, newest, problems_of(error))
        return Opened(knowledge, await self._publish(content, knowledge, newest))

    @staticmethod
    def _instead(opened: Opened, newest: Version, problems: tuple[Problem, ...]) -> Opened:
        log.error(
            "the files are broken, serving what was published last",
            extra={"version": newest.number, "problems": [str(problem) for problem in problems]},
        )
        return Opened(opened.knowledge, opened.version, problems)

    async def _newest(self) -> Version | None:
        try:
            return await self.versions.newest()
        except StoreAway:
            return None

    async def _published(self, version: Version) -> Opened:
        content = await self.versions.files(version.number)
        return Opened(await asyncio.to_thread(self._built, content), version.number)

    def _from_disk(self, content: Files, *, strict: bool) -> Knowledge:
        """`strict` looks across files, too: there is something better to serve."""
        bundle = content.bundle(self.folders)
        if strict and (problems := bundle.problems or list(check(bundle))):
            raise CatalogueError(problems)
        return ready(bundle, self.build)

    def _built(self, content: Files) -> Knowledge:
        return ready(content.bundle(self.folders), self.build)

    async def _publish(
        self, content: Files, knowledge: Knowledge, newest: Version | None
    ) -> int | None:
        """Keep what is served as a version; its number, if the database is there."""
        reason = "the files had changed before the start" if newest else "first served"
        with contextlib.suppress(StoreAway, Overtaken):
            version = await self.versions.publish(
                content,
                Report(digest=content.digest, knowledge=knowledge.digest),
                author="start",
                reason=reason,
                disk=[content.digest],
                base=newest.number if newest else None,
            )
            return version.number
        return None

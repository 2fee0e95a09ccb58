"""The use cases of editing: rehearse, publish, discard, look back, take back, hand out."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.editing import files
from bot.editing.exchanges import Exchanges
from bot.editing.files import Files, Folders
from bot.editing.learned import with_example
from bot.editing.misses import Misses
from bot.editing.opening import BROKEN, Build, problems_of, ready
from bot.editing.report import Finding, Report
from bot.editing.versions import Draft, Overtaken, Version, Versions, new_id
from bot.editing.workshop import Workshop
from bot.stores.store import StoreAway
from intents import CatalogueError, Knowledge, Problem

log = logging.getLogger("bot.editing")

# Whoever publishes from another process is noticed within this.
BETWEEN_LOOKS = 2.0
# A start has better things to do.
BEFORE_PREPARING = 20.0


class Gone(Exception):  # noqa: N818 - nothing is wrong
    """There is no such draft or version any more."""


class ReasonNeeded(Exception):  # noqa: N818 - a step that is missing
    """Scripted answers fail: this is published only for a reason."""


class Refused(Exception):  # noqa: N818 - the answer to a request
    """Cannot be published; `report` says why."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


class Served(Protocol):
    """What answers: it takes over what is published, and is told of what is not."""

    version: int | None

    def take(self, knowledge: Knowledge, version: int | None) -> None:
        """Answer from this knowledge from now on."""

    def refused(self) -> None:
        """New files were found wrong."""


@dataclass(frozen=True)
class Published:
    """A version that is in force, and the files that could not be put on disk."""

    version: Version
    unwritten: tuple[str, ...] = ()


@dataclass
class Editor:
    """Everything that changes what is served. Every call may raise `StoreAway`.

    `problems` are those of the files on disk that kept a start from serving them.
    """

    versions: Versions
    workshop: Workshop
    current: Served
    folders: Folders
    build: Build
    misses: Misses
    exchanges: Exchanges
    problems: tuple[Problem, ...] = ()
    _exchange: asyncio.Lock = field(default_factory=asyncio.Lock)

    # Rehearse

    async def rehearse_disk(self, author: str) -> Draft:
        """What the files on disk would change. Wrong files give a draft that is refused."""
        try:
            content = await asyncio.to_thread(files.read, self.folders)
        except (CatalogueError, OSError) as error:
            return await self._refused(author, problems_of(error))
        return await self._rehearsed(author, content, (), content.digest, "")

    async def rehearse_changes(
        self, author: str, changed: Mapping[str, bytes], reason: str = ""
    ) -> Draft:
        """What these files would change, new or in the place of those in force."""
        newest = await self.versions.newest()
        base = await self.versions.files(newest.number) if newest else await self._on_disk()
        disk = await self._disk_digest()
        return await self._rehearsed(author, base.replaced(changed), (*changed,), disk, reason)

    async def rehearse_example(
        self, author: str, language: str, intent: str, question: str
    ) -> Draft:
        """What a question would change as an example of an intent."""
        newest = await self.versions.newest()
        base = await self.versions.files(newest.number) if newest else await self._on_disk()
        changed = with_example(base, language, intent, question)
        return await self.rehearse_changes(author, changed, f"{intent}: {question}")

    async def _refused(self, author: str, problems: tuple[Problem, ...]) -> Draft:
        report = Report(problems=tuple(map(Finding.of, problems)))
        await self._note(author, report)
        return Draft("", author, 0, (), "", report)

    async def _rehearsed(
        self, author: str, content: Files, changed: tuple[str, ...], disk: str, reason: str
    ) -> Draft:
        newest = await self.versions.newest()
        before = await self.versions.files(newest.number) if newest else None
        report = await self.workshop.rehearse(before, content)
        await self._note(author, report)
        number = newest.number if newest else 0
        same = newest is not None and newest.digest == content.digest
        if report.problems or same:
            return Draft("", author, number, changed, disk, report, reason, unchanged=same)
        draft = Draft(new_id(), author, number, changed, disk, report, reason)
        await self.versions.keep(draft, content)
        return draft

    async def _note(self, author: str, report: Report) -> None:
        if report.verdict == "refused":
            self.current.refused()
        detail = f"{report.verdict} {report.digest} in {report.seconds} s"
        await self.versions.record(author, "rehearse", detail)
        extra = {"actor": author, "verdict": report.verdict, "seconds": report.seconds}
        log.info("rehearsed", extra=extra)

    # Decide

    async def publish(self, name: str, author: str, reason: str = "") -> Published:
        """Put a draft in force.

        Raises `Gone`, `Overtaken` if another was published since, `Refused`, and `ReasonNeeded`
        where scripted answers fail and no reason is given.
        """
        found = await self.versions.draft(name)
        if found is None:
            raise Gone
        draft, content = found
        if draft.report.verdict == "doubtful" and not reason.strip():
            raise ReasonNeeded
        new = {changed: content.content[changed] for changed in draft.changed}
        disk = [draft.disk, await self._disk_digest(new)]
        why = " · ".join(filter(None, (draft.reason, reason.strip())))
        version = await self._put(content, draft, author, why, disk)
        await self.versions.drop(name)
        return Published(version, await asyncio.to_thread(self._write, new))

    async def discard(self, name: str, author: str) -> bool:
        """Forget a draft; whether it was there."""
        gone = await self.versions.drop(name)
        if gone:
            await self.versions.record(author, "discard", name)
        return gone

    async def rollback(self, number: int, author: str, reason: str = "") -> Version:
        """Put an earlier version in force again, as a new one. Raises `Gone`."""
        try:
            content = await self.versions.files(number)
        except LookupError as error:
            raise Gone from error
        newest = await self.versions.newest()
        why = f"rollback to {number}{f': {reason}' if reason else ''}"
        base = newest.number if newest else 0
        draft = Draft("", author, base, (), "", Report(digest=content.digest))
        return await self._put(content, draft, author, why, [await self._disk_digest()])

    async def _put(
        self, content: Files, draft: Draft, author: str, reason: str, disk: list[str]
    ) -> Version:
        async with self._exchange:
            try:
                knowledge = await asyncio.to_thread(self._built, content)
            except BROKEN as error:
                found = tuple(map(Finding.of, problems_of(error)))
                raise Refused(Report(problems=found)) from error
            version = await self.versions.publish(
                content,
                draft.report.model_copy(update={"knowledge": knowledge.digest}),
                author=author,
                reason=reason,
                disk=disk,
                base=draft.base or None,
            )
            self.current.take(knowledge, version.number)
            self.problems = ()
            return version

    def _built(self, content: Files) -> Knowledge:
        return ready(content.bundle(self.folders), self.build)

    def _write(self, changed: Mapping[str, bytes]) -> tuple[str, ...]:
        """Put published files on disk, too; the names of those for which that is impossible."""
        try:
            files.written(self.folders, changed)
        except OSError as error:
            log.warning("files are published, but not on disk: %s", error)
            return tuple(changed)
        return ()

    # Hand out

    async def export(self) -> tuple[str, bytes]:
        """The files in force as a ZIP archive, with its name."""
        newest = await self.versions.newest()
        content = await self.versions.files(newest.number) if newest else await self._on_disk()
        name = f"facts-{newest.number if newest else 0}-{content.digest[:8]}.zip"
        return name, await asyncio.to_thread(content.zipped)

    async def _on_disk(self) -> Files:
        return await asyncio.to_thread(files.read, self.folders)

    async def _disk_digest(self, changed: Mapping[str, bytes] | None = None) -> str:
        """What the folders on disk hold, or would hold with these files; nothing if unreadable."""
        try:
            return (await self._on_disk()).replaced(changed or {}).digest
        except (CatalogueError, OSError):
            return ""

    # Follow

    async def look(self) -> None:
        """Take over what another process has published."""
        newest = await self.versions.newest()
        if newest is None or newest.number == self.current.version:
            return
        async with self._exchange:
            if newest.number > (self.current.version or 0):
                content = await self.versions.files(newest.number)
                knowledge = await asyncio.to_thread(self._built, content)
                self.current.take(knowledge, newest.number)

    async def follow(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(BETWEEN_LOOKS)
            try:
                with contextlib.suppress(StoreAway):
                    await self.look()
            except Exception:
                # The next look may find what can be used.
                log.exception("a published version cannot be used")

    async def prepare(self) -> None:
        """Rehearse what is in force, so that the first rehearsal of a change is quick."""
        await asyncio.sleep(BEFORE_PREPARING)
        with contextlib.suppress(StoreAway):
            newest = await self.versions.newest()
            if newest is not None:
                content = await self.versions.files(newest.number)
                await self.workshop.rehearse(None, content)

    async def reload(self, author: str) -> None:
        """Rehearse the files on disk and publish them if nothing stands against it."""
        draft = await self.rehearse_disk(author)
        if not draft.id:
            return
        with contextlib.suppress(Gone, Overtaken, ReasonNeeded, Refused):
            await self.publish(draft.id, author)

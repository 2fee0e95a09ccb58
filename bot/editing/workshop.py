"""Rehearsals one at a time, each in a process of its own, so that answering goes on undisturbed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import tempfile
from asyncio.subprocess import Process
from dataclasses import dataclass, field
from pathlib import Path

from bot.editing.files import Files, Folders
from bot.editing.rehearsal import Task
from bot.editing.report import Finding, Report

# What a rehearsal may take; it ends by itself or is ended.
MOST_SECONDS = 900.0
_ROOT = Path(__file__).resolve().parents[2]
# What the process needs of the environment: no settings, no secrets.
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "VIRTUAL_ENV", "PYTHONPATH", "SYSTEMROOT", "TMPDIR")
# On a shared processor the threads of linear algebra cost more than they bring.
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass
class Workshop:
    """Rehearses content; `folders` lend their names, `scripts` and `cache` are as set."""

    folders: Folders
    scripts: Path | None
    cache: Path | None
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)
    _last: asyncio.Task[None] | None = None

    async def rehearse(self, before: Files | None, after: Files) -> Report:
        """What `after` would change; whatever is wrong with it is in the report."""
        async with self._one_at_a_time:
            await self.settled()
            with tempfile.TemporaryDirectory(prefix="rehearsal-") as place:
                task = await asyncio.to_thread(self._laid_out, Path(place), before, after)
                return await self._run(task)

    async def settled(self) -> None:
        """Until the last rehearsal has kept what makes the next one quick."""
        if self._last is not None:
            await self._last

    async def _run(self, task: Task) -> Report:
        process, left = await _started(), 0.0
        try:
            async with asyncio.timeout(MOST_SECONDS):
                told = await _told(process, task)
            left = MOST_SECONDS
        except TimeoutError:
            return _failed(f"not done after {MOST_SECONDS:.0f} seconds")
        finally:
            self._last = asyncio.create_task(_ended(process, left))
        if not told.endswith(b"\n"):
            await self._last
            return _failed(f"ended with status {process.returncode}")
        return await asyncio.to_thread(Report.model_validate_json, told)

    def _laid_out(self, place: Path, before: Files | None, after: Files) -> Task:
        return Task(
            before=before and _kept(before, place / "before.zip"),
            after=_kept(after, place / "after.zip"),
            folders=self.folders,
            scripts=self.scripts if self.scripts and self.scripts.is_dir() else None,
            cache=self.cache,
        )


def _kept(content: Files, path: Path) -> Path:
    path.write_bytes(content.zipped())
    return path


async def _started() -> Process:
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.editing"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=_ROOT,
        env={**environment, **dict.fromkeys(_THREADS, "1")},
    )


async def _told(process: Process, task: Task) -> bytes:
    """All that the process tells. Its input stays open: it ends with that."""
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stdout is not None  # noqa: S101
    with contextlib.suppress(ConnectionError):
        process.stdin.write(task.model_dump_json().encode() + b"\n")
        await process.stdin.drain()
    return await process.stdout.read()


async def _ended(process: Process, seconds: float) -> None:
    """Until the process ends; after so many seconds, or with this one, it is ended."""
    try:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await process.wait()
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _failed(what: str) -> Report:
    hint = "make the content smaller, or look into the log"
    return Report(problems=(Finding(file="rehearsal", key="-", what=what, hint=hint),))

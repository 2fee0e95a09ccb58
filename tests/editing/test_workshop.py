"""A rehearsal in a process of its own: told first, kept afterwards."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.editing.files import Files, Folders
from bot.editing.workshop import Workshop


async def test_what_was_found_is_kept_after_the_report(
    small: Files, disk: Folders, cache: Path, tmp_path: Path
) -> None:
    learnt, cache = cache, tmp_path / "cache"
    if learnt.exists():
        shutil.copytree(learnt, cache, ignore=shutil.ignore_patterns("replay-*", "*.tmp*"))
    workshop = Workshop(disk, tmp_path / "answers", cache)
    path = "seeds/facts/programme.yaml"
    changed = small.replaced({path: small.content[path] + b"# as it was\n"})
    first = await workshop.rehearse(small, changed)
    await workshop.settled()
    assert first.counts["scripts"] == 1
    assert list(cache.glob(f"replay-{first.digest}-*.json.gz"))
    assert (await workshop.rehearse(changed, changed)).counts["asked"] == 0


async def test_a_rehearsal_that_breaks_off_says_so_and_the_next_one_goes_on(
    small: Files, disk: Folders, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = Workshop(disk, None, cache)
    with monkeypatch.context() as broken:
        broken.setattr("sys.executable", shutil.which("false"))
        (problem,) = (await workshop.rehearse(small, small)).problems
    assert problem.what == "ended with status 1"
    assert not (await workshop.rehearse(small, small)).problems

"""`python -m bot facts …`, as a person runs it, and a bot that takes over what it publishes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bot.editing.files import Folders
from bot.settings import ROOT, Settings
from tests.editing.conftest import Open
from tests.editing.test_editor import ASKED, change, richer


@pytest.fixture
def run(settings: Settings):
    def facts(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", "facts", *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "BOT_FACTS_DIR": str(settings.facts_dir),
                "BOT_CATALOGUE_DIR": str(settings.catalogue_dir),
                "BOT_SCRIPTS_DIR": str(settings.scripts_dir),
                "BOT_CACHE_DIR": str(settings.cache_dir),
                "BOT_DATABASE_URL": settings.database_url.get_secret_value(),
            },
        )

    return facts


def test_what_cannot_be_published_is_told(disk: Folders, run) -> None:
    change(disk, "seeds/facts/programme.yaml", "attribute: budget", "nonsense: [")
    broken = run("publish", "--reason", "because")
    assert broken.returncode == 1
    assert "programme.yaml" in broken.stdout
    assert run("log").stdout == ""


async def test_the_terminal_publishes_what_a_bot_then_serves(
    disk: Folders, opened: Open, run
) -> None:
    async with opened() as service:
        before = await service.glance(ASKED, hint="en")
        richer(disk)
        shown = run("diff", "--all")
        assert shown.returncode == 1
        assert "200,000,000,000 KRW" in shown.stdout
        assert "300,000,000,000 KRW" in shown.stdout
        published = run("publish", "--reason", "the ministry says so")
        assert published.returncode == 0
        assert "version 2" in published.stdout
        await service.editing.look()
        assert "300 billion" in (await service.glance(ASKED, hint="en")).text
        assert run("rollback", "1").returncode == 0
        await service.editing.look()
        assert await service.glance(ASKED, hint="en") == before
        log = run("log").stdout.splitlines()
        assert [line.split()[0] for line in log] == ["3", "2", "1"]
        assert "the ministry says so" in log[1]
        missing = run("rollback", "9")
        assert (missing.returncode, "no version 9" in missing.stderr) == (1, True)

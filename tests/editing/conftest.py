"""A small content to edit, and the bot that serves it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.bootstrap import assembled
from bot.editing.files import Files, Folders
from bot.service import Service
from bot.settings import Settings
from tests.thinned import laid_out

SCRIPT = """\
- case: budget
  ask: ["How much money does the programme have?"]
  outcome: answered
  intent: budget
  facts: [programme.budget, programme.budget_usd]
  says: ["200 billion"]
"""


@pytest.fixture
def disk(small: Files, tmp_path: Path) -> Folders:
    """The small content on disk, to be edited."""
    folders = laid_out(small, tmp_path)
    scripts = tmp_path / "answers" / "en"
    scripts.mkdir(parents=True)
    (scripts / "budget.yaml").write_text(SCRIPT, encoding="utf-8")
    return folders


Open = Callable[..., AbstractAsyncContextManager[Service]]


@pytest.fixture
def settings(disk: Folders, cache: Path, tmp_path: Path) -> Settings:
    """The settings of a bot over the small content."""
    return Settings(
        _env_file=None,
        BOT_FACTS_DIR=disk.facts,
        BOT_CATALOGUE_DIR=disk.catalogue,
        BOT_SCRIPTS_DIR=tmp_path / "answers",
        BOT_CACHE_DIR=cache,
        BOT_DATABASE_URL=f"sqlite:///{tmp_path}/bot.sqlite3",
        BOT_HTTP_LISTEN="off",
    )


@pytest.fixture
def opened(settings: Settings) -> Open:
    """Opens the bot of these settings, again and again as the same installation."""

    @asynccontextmanager
    async def service(**changed: object) -> AsyncIterator[Service]:
        async with assembled(settings.model_copy(update=changed)) as found:
            yield found

    return service

"""A small content to edit: everything that is shipped, with a few utterances of each intent."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.bootstrap import assembled
from bot.editing import files
from bot.editing.files import Files, Folders
from bot.service import Service
from bot.settings import ROOT, Settings
from tests.bot import throwaway

SHIPPED = Folders(ROOT / "seeds", ROOT / "intents" / "catalogue")
_numbers = itertools.count(1)
FEW = 2

SCRIPT = """\
- case: budget
  ask: ["How much money does the programme have?"]
  outcome: answered
  intent: budget
  facts: [programme.budget, programme.budget_usd]
  says: ["200 billion"]
"""


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Few utterances, so that a rehearsal takes seconds."""
    return shortened(files.read(SHIPPED))


def shortened(content: Files) -> Files:
    """The same with a few utterances of each intent."""
    return Files({name: _shortened(name, data) for name, data in content.content.items()})


def _shortened(name: str, data: bytes) -> bytes:
    head, mark, rest = data.decode().partition("utterances: |")
    if not mark or name.rsplit("/", 1)[-1].startswith("_"):
        return data
    first, *lines = rest.splitlines()
    kept = lines[:FEW]
    while kept and not kept[-1].startswith("  "):
        kept.pop()
    after = itertools.dropwhile(lambda line: line.startswith("  ") or not line, lines)
    return "\n".join([head + mark + first, *kept, *after, ""]).encode()


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def disk(small: Files, tmp_path: Path) -> Folders:
    """The small content on disk, to be edited."""
    folders = small.laid_out(tmp_path, SHIPPED)
    scripts = tmp_path / "answers" / "en"
    scripts.mkdir(parents=True)
    (scripts / "budget.yaml").write_text(SCRIPT, encoding="utf-8")
    return folders


@pytest.fixture(scope="session")
def cluster() -> Iterator[throwaway.Cluster]:
    """PostgreSQL, or a skip that says why."""
    folder = throwaway.binaries()
    if folder is None:
        pytest.skip("PostgreSQL IS NOT INSTALLED: nothing was tested on it")
    cluster = throwaway.Cluster(folder)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/bot.sqlite3"
    cluster: throwaway.Cluster = request.getfixturevalue("cluster")
    return cluster.database(f"editing{next(_numbers)}")


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

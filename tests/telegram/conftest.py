"""One API and one process of the bot for most tests; each test has people and chats of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from intents import Knowledge
from tests.telegram.process import BotProcess
from tests.telegram.stub.api import Api
from tests.telegram.stub.people import Person

ADMIN = 4001


@pytest.fixture(scope="session", autouse=True)
def _models_at_hand(knowledge: Knowledge) -> None:
    """The fitted models are in the cache, so that every process starts soon."""


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, BotProcess]]:
    """The API and the bot that polls it."""
    with Api().running() as api:
        Person(api, "en", id=ADMIN)
        facts = _facts(tmp_path_factory.mktemp("facts"))
        bot = BotProcess(
            api,
            tmp_path_factory.mktemp("bot"),
            TELEGRAM_ADMIN_IDS=str(ADMIN),
            BOT_FACTS_DIR=str(facts),
            BOT_LOG_FORMAT="json",
        )
        bot.start()
        yield api, bot
        assert bot.stop() == 0, bot.log
        # What people write and the token are in no log.
        assert "a-token-for-tests" not in bot.log


@pytest.fixture
def bot(served: tuple[Api, BotProcess]) -> BotProcess:
    return served[1]


@pytest.fixture
def api(served: tuple[Api, BotProcess]) -> Iterator[Api]:
    """The API of the shared bot; fails a test in which the bot made a call that is refused."""
    api = served[0]
    before = len(api.calls)
    api.expected.clear()
    yield api
    refused = [c for c in api.calls[before:] if c.status >= 400 and c.description]
    assert not [c for c in refused if not any(e in c.description for e in api.expected)]


def _facts(folder: Path) -> Path:
    """A copy of the seeds that a test may break and mend."""
    source = Path(__file__).resolve().parents[2] / "seeds"
    for file in source.rglob("*"):
        if file.is_file():
            target = folder / file.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    return folder

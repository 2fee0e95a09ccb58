"""Assembling: what is chosen from the settings, and what keeps the bot from starting."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import bootstrap
from bot.bootstrap import assembled, serve_telegram
from bot.settings import Settings
from bot.stores.store import Store
from tests.bot.stand_ins import Engine, said

TOKEN = "123456:" + "A" * 30


@pytest.fixture(autouse=True)
def _logging() -> Iterator[None]:
    """Logging as it was before the bot set it up."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def _settings(folder: Path, **more: str) -> Settings:
    database = f"sqlite:///{folder}/a.sqlite3"
    given = {"BOT_DATABASE_URL": database, "BOT_HTTP_LISTEN": "off", **more}
    return Settings(_env_file=None, **given)


def test_a_missing_token_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="1"):
        serve_telegram(_settings(tmp_path))
    assert "TELEGRAM_BOT_TOKEN: missing" in capsys.readouterr().err


def test_wrong_and_missing_settings_are_told_together(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    monkeypatch.setenv("TELEGRAM_ADMIN_IDS", "me")
    monkeypatch.setenv("TELEGRAM_WEBHOOK_URL", "https://example.org/x")
    with pytest.raises(SystemExit, match="1"):
        serve_telegram()
    told = capsys.readouterr().err
    for name in ("TELEGRAM_BOT_TOKEN", "TELEGRAM_ADMIN_IDS", "TELEGRAM_WEBHOOK_SECRET"):
        assert name in told


def test_every_problem_of_the_facts_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = tmp_path / "seeds" / "facts"
    facts.mkdir(parents=True)
    (facts / "attributes.yaml").write_text("model: {of: [company], type: nonsense}\n")
    (facts / "kt.yaml").write_text("id: [\n")
    more = {"TELEGRAM_BOT_TOKEN": TOKEN, "BOT_FACTS_DIR": f"{tmp_path}/seeds"}
    with pytest.raises(SystemExit, match="1"):
        serve_telegram(_settings(tmp_path, **more))
    told = capsys.readouterr().err
    assert "attributes.yaml" in told
    assert "kt.yaml" in told
    assert "Traceback" not in told


async def test_what_is_old_is_deleted_at_the_start(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    async with Store(settings.database_url.get_secret_value(), clock=lambda: 0.0) as store:
        store.question(None, said("very old"), 1.0, "one", None)
        await store.done(1)
    async with assembled(settings, Engine()) as service:
        for _ in range(4000):
            if not (await service.stats(hours=10**6)).questions:
                return
            await asyncio.sleep(0.01)
    pytest.fail("it is still there")


@pytest.mark.parametrize(
    ("url", "database", "alone"),
    [
        (None, "sqlite:///a", True),
        (None, "postgresql://bot@db/bot", True),
        ("https://example.org", "sqlite:///a", True),
        ("https://example.org", "postgresql://bot@db/bot", False),
    ],
)
def test_only_a_webhook_on_postgresql_has_replicas(
    url: str | None,
    database: str,
    alone: bool,  # noqa: FBT001
) -> None:
    given = {"TELEGRAM_WEBHOOK_URL": url, "TELEGRAM_WEBHOOK_SECRET": "s"}
    settings = Settings(_env_file=None, BOT_DATABASE_URL=database, **given)
    assert bootstrap._store(settings)._alone is alone

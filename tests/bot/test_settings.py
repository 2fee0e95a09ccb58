"""Settings: defaults, every problem at once, and `.env.example`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT, Listen, ServingSettings, Settings, SettingsError

TOKEN = "123456:" + "A" * 30
EXAMPLE = ROOT / ".env.example"


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable and no `.env` of the machine counts."""
    for name in os.environ:
        if name.startswith(("BOT_", "TELEGRAM_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def _names() -> set[str]:
    return {str(field.validation_alias) for field in Settings.model_fields.values()}


def test_the_example_lists_every_setting_with_its_default(tmp_path: Path) -> None:
    lines = [line for line in EXAMPLE.read_text().splitlines() if line and line[0] != "#"]
    assert sorted(line.partition("=")[0] for line in lines) == sorted(_names())
    (tmp_path / ".env").write_text(EXAMPLE.read_text())
    assert Settings.read() == Settings.read(_env_file=None)
    # What has no fixed default stays empty; all else is written out.
    empty = {line.partition("=")[0] for line in lines if line.endswith("=")}
    assert empty == {
        "TELEGRAM_BOT_TOKEN",
        "TELEGRAM_ADMIN_IDS",
        "TELEGRAM_WEBHOOK_URL",
        "TELEGRAM_WEBHOOK_SECRET",
        "BOT_FACTS_DIR",
        "BOT_CATALOGUE_DIR",
        "BOT_SCRIPTS_DIR",
        "BOT_CACHE_DIR",
    }


def test_the_environment_wins_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("BOT_LOG_FORMAT=json\nBOT_KEEP_SENT_DAYS=3\n")
    monkeypatch.setenv("BOT_LOG_FORMAT", "text")
    settings = Settings.read()
    assert (settings.log_format, settings.keep_sent_days) == ("text", 3)


def test_values_are_read_as_they_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_ADMIN_IDS": "1, 22,",
        "TELEGRAM_RATE_LIMIT": "off",
        "TELEGRAM_API_URL": "http://127.0.0.1:9/",
        "TELEGRAM_WEBHOOK_URL": "https://example.org/hook",
        "TELEGRAM_WEBHOOK_SECRET": "s3cret",
        "TELEGRAM_WEBHOOK_LISTEN": "[::1]:0",
        "BOT_HTTP_LISTEN": "off",
        "BOT_KEEP_QUESTIONS": "on",
        "BOT_DATABASE_URL": "postgresql://bot:p%40ss@db/bot",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = ServingSettings.read()
    assert settings.admin_ids == (1, 22)
    assert (settings.rate_limit, settings.keep_questions) == (False, True)
    assert settings.api_url == "http://127.0.0.1:9"
    assert settings.webhook_listen == Listen("::1", 0)
    assert settings.http_listen is None
    assert set(settings.secrets) == {TOKEN, "s3cret", "p%40ss", "p@ss"}
    assert not [secret for secret in settings.secrets if secret in repr(settings)]


def test_all_problems_are_told_at_once_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "TELEGRAM_ADMIN_IDS": "me",
        "TELEGRAM_WEBHOOK_URL": "https://example.org",
        "TELEGRAM_WEBHOOK_LISTEN": "8081",
        "TELEGRAM_API_URL": "api.telegram.org",
        "TELEGRAM_RATE_LIMIT": "perhaps",
        "BOT_HTTP_LISTEN": "host:99999",
        "BOT_DATABASE_URL": "mysql://root:pa55@db/x",
        "BOT_LOG_FORMAT": "xml",
        "BOT_KEEP_SENT_DAYS": "0",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        ServingSettings.read()
    told = {problem.partition(":")[0] for problem in caught.value.problems}
    missing = {"TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET"}
    assert told == (set(wrong) - {"TELEGRAM_WEBHOOK_URL"}) | missing
    assert "TELEGRAM_BOT_TOKEN: missing" in caught.value.problems
    assert "pa55" not in str(caught.value)


@pytest.mark.parametrize("token", [TOKEN, "123456:TEST", "1:a-_9"])
def test_tokens_of_telegram_and_of_test_servers_are_taken(
    token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)
    assert ServingSettings.read().token.get_secret_value() == token


@pytest.mark.parametrize("token", ["123", "bot" + TOKEN, TOKEN + " x", "''", "1:", "1:é"])
def test_a_wrong_token_is_not_shown(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)
    with pytest.raises(SettingsError) as caught:
        Settings.read()
    assert token not in str(caught.value)


@pytest.mark.parametrize("module", ["bot.settings", "bot.__main__", "bot.terminal", "bot.jsonl"])
def test_the_terminal_needs_neither_telegram_nor_a_database(module: str) -> None:
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"telegram", "sqlalchemy", "aiohttp", "prometheus_client"} & set(loaded)

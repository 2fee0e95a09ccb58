"""SIGHUP: the files are rehearsed and, if nothing stands against them, published."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from bot import bootstrap
from bot.editing.files import Folders
from bot.service import Service
from bot.settings import Settings
from bot.telegram import application
from tests.editing.test_editor import change


def test_sighup_publishes_sound_files(
    disk: Folders, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    async def serve(_settings: Settings, service: Service) -> None:
        seen.append(service.editing.current.version)
        change(
            disk, "seeds/facts/programme.yaml", "_on, value: 2025-08-04", "_on, value: 2025-08-05"
        )
        os.kill(os.getpid(), signal.SIGHUP)
        for _ in range(12000):
            if service.editing.current.version != 1:
                break
            await asyncio.sleep(0.01)
        seen.append(service.editing.current.version)

    monkeypatch.setattr(application, "serve", serve)
    monkeypatch.setattr(bootstrap, "set_up", lambda *_: None)
    with_token = settings.model_copy(update={"token": bootstrap_token()})
    bootstrap.serve_telegram(with_token)
    assert seen == [1, 2]


def bootstrap_token() -> object:
    """A token of the right form."""
    return Settings(_env_file=None, TELEGRAM_BOT_TOKEN="123456:" + "A" * 30).token

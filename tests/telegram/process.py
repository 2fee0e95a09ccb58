"""The real process, `python -m bot run`, against the API of the tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.telegram.stub.api import TOKEN, Api, until

ROOT = Path(__file__).resolve().parents[2]


class BotProcess:
    """A process of the bot with a folder of its own; `start` may be called again after its end."""

    def __init__(self, api: Api, folder: Path, **settings: str) -> None:
        self.api, self.folder = api, folder
        self.facts = Path(settings.get("BOT_FACTS_DIR", ROOT / "seeds"))
        self.settings = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": api.url,
            "TELEGRAM_RATE_LIMIT": "off",
            "BOT_PREPARE_REHEARSAL": "off",
            "BOT_DATABASE_URL": f"sqlite:///{folder}/bot.sqlite3",
            "BOT_HTTP_LISTEN": "127.0.0.1:0",
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """What the process has written."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def start(self, method: str = "getUpdates") -> BotProcess:
        """Start, and wait until it calls this method."""
        before = len(self.api.made(method))
        kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"],
                cwd=ROOT,
                env={**kept, **self.settings},
                stdout=log,
                stderr=log,
            )
        # The first start after a change of the catalogue fits the models anew.
        until(lambda: len(self.api.made(method)) > before or self.process.poll() is not None, 180)
        assert self.process.poll() is None, self.log
        return self

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal; the exit status."""
        assert self.process
        self.process.send_signal(number)
        return self.process.wait(60)

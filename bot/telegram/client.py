"""The bot as a client of the Bot API: its address, its limits, and updates as they come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import AIORateLimiter, Defaults, ExtBot

from bot.telegram.request import Request

# A long poll is answered within this; waiting somewhat longer tells a lost connection.
POLL_SECONDS = 25
_GRACE = 10


class Client(ExtBot[Any]):
    """A bot whose updates can be fetched raw: one that cannot be read then harms no other."""

    async def fetch(
        self, offset: int | None, allowed: Sequence[str], seconds: int = POLL_SECONDS
    ) -> list[dict[str, Any]]:
        """The waiting updates from `offset` on, as plain objects; this confirms all before it."""
        asked = {"offset": offset, "timeout": seconds, "limit": 100, "allowed_updates": allowed}
        found: list[dict[str, Any]] = await self._post(
            "getUpdates", asked, read_timeout=seconds + _GRACE
        )
        return found


def client(
    token: str,
    api_url: str,
    *,
    limited: bool,
    failed: Callable[[str], None] = lambda _kind: None,
) -> Client:
    """A client for a token at an address such as `https://api.telegram.org`.

    With `limited`, Telegram's own limits are kept (30 messages a second, 20 a minute in a group);
    either way a refusal for haste is answered after the time that Telegram names.
    """
    base = api_url.rstrip("/")
    limiter = AIORateLimiter(max_retries=3) if limited else AIORateLimiter(0, 0, 0, 0, 3)
    return Client(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=Request(failed=failed),
        get_updates_request=Request(pauses=(), connections=2),
        defaults=Defaults(
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            allow_sending_without_reply=True,
        ),
        rate_limiter=limiter,
    )

"""The bot as a client of the Bot API: its address, its limits, and updates as they come."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, cast

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, Defaults, ExtBot
from telegram.request import RequestData

from bot.telegram.request import Form, Request

# A long poll is answered within this; waiting somewhat longer tells a lost connection.
POLL_SECONDS = 25
_GRACE = 10
# A refusal for haste is waited for in place so many times, and so many seconds each time.
HASTY = 3
LONGEST_WAIT = 10.0


class Limiter(AIORateLimiter):
    """Telegram's limits; who is refused for haste waits alone.

    The library's own retries make everybody wait for whom one chat has refused. Unless `limited`,
    calls are made at once.
    """

    def __init__(self, *, limited: bool) -> None:
        super().__init__(max_retries=0)
        self._limited = limited

    async def process_request(  # noqa: PLR0913, PLR0917 — the signature is the library's
        self,
        callback: Any,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Make a call in its time, and again when Telegram says so; may raise `RetryAfter`."""
        for left in reversed(range(HASTY + 1)):
            try:
                if not self._limited:
                    return await callback(*args, **kwargs)
                return await super().process_request(
                    callback, args, kwargs, endpoint, data, rate_limit_args
                )
            except RetryAfter as refusal:
                wait = seconds_of(refusal)
                if not left or wait > LONGEST_WAIT:
                    raise
                await asyncio.sleep(wait + 0.1)
        return None


def seconds_of(refusal: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    # The public property warns of a change of its type.
    return refusal._retry_after.total_seconds()  # noqa: SLF001


class Client(ExtBot[Any]):
    """A bot whose updates can be fetched raw: one that cannot be read then harms no other.

    What is said often goes out by `call`, which spares building objects of what is sent and of
    what comes back.
    """

    async def call(self, method: str, **values: str | int | None) -> Any:
        """The plain result of a method; what is None is left out.

        Raises what the library raises: `RetryAfter`, `ChatMigrated`, `BadRequest` …
        """
        form = Form({key: str(value) for key, value in values.items() if value is not None})
        if self.rate_limiter is None:
            return await self._call(method, form)
        return await self.rate_limiter.process_request(
            self._call, (method, form), {}, method, values, None
        )

    async def call_once(
        self, claim: Callable[[], Awaitable[bool]], method: str, **values: str | int | None
    ) -> Any:
        """Like `call`, but never made twice, and only if `claim` says so at the last moment.

        Nothing if it does not. What raises `TimedOut` or `UnsureError` may have been heard; after
        any other error it was not.
        """
        given = {key: str(value) for key, value in values.items() if value is not None}

        async def claimed(method: str, form: Form) -> Any:
            if not await claim():
                return None
            try:
                return await self._call(method, form)
            except RetryAfter as refusal:
                # The limiter would make the call again, unclaimed.
                return refusal

        made = (method, Form(given, once=True))
        if self.rate_limiter is None:
            result = await claimed(*made)
        else:
            result = await self.rate_limiter.process_request(
                claimed, made, {}, method, values, None
            )
        if isinstance(result, RetryAfter):
            raise result
        return result

    async def _call(self, method: str, form: Form) -> Any:
        return await self.request.post(f"{self.base_url}/{method}", cast("RequestData", form))

    async def fetch(
        self, offset: int | None, allowed: Sequence[str], seconds: int = POLL_SECONDS
    ) -> list[dict[str, Any]]:
        """The waiting updates from `offset` on, as plain objects; this confirms all before it."""
        asked = {"offset": offset, "timeout": seconds, "limit": 100, "allowed_updates": allowed}
        found: Any = await self._post("getUpdates", asked, read_timeout=seconds + _GRACE)
        if not isinstance(found, list):
            raise TelegramError("getUpdates did not answer with a list")
        return [update for update in found if isinstance(update, dict)]


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
    # The limiter waits for what it would log as an error.
    logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)
    base = api_url.rstrip("/")
    return Client(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=Request(failed=failed),
        get_updates_request=Request(pauses=(), connections=2, failed=failed),
        defaults=Defaults(
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            allow_sending_without_reply=True,
        ),
        rate_limiter=Limiter(limited=limited),
    )

"""The HTTP client of the Bot API: aiohttp, which stays quick however many requests run at once.

What failed on the way is tried again here, so that no handler has to: a refused or dropped
connection and a 5xx after each of `PAUSES`, a read that timed out once more. A send that timed
out may have arrived all the same; saying something twice is better than losing it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

PAUSES = (0.2, 0.6, 1.8)
CONNECT_TIMEOUT = 5.0
READ_TIMEOUT = 8.0
# The second time the server gets longer: it may be slow and have heard the first call.
LONGER = 2.5
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Form:
    """Parameters that are strings already, in the shape of the library's `RequestData`.

    That one looks into each value for objects and files. What is sent `once` is not tried again
    here: the caller would rather lose it than say it twice.
    """

    json_parameters: Mapping[str, str]
    contains_files: bool = False
    once: bool = False


class UnsureError(NetworkError):
    """The connection broke after a call may have been sent: perhaps it was heard."""


class Request(BaseRequest):
    """One pool of connections to Telegram.

    `pauses` are the waits before further attempts (none: the caller has its own patience);
    `failed` is told of every failed attempt for the metrics: the status, `network` or `timeout`.
    """

    def __init__(
        self,
        pauses: Sequence[float] = PAUSES,
        connections: int = 256,
        failed: Callable[[str], None] = lambda _kind: None,
    ) -> None:
        self._pauses = pauses
        self._connections = connections
        self._failed = failed
        # The same answers are sent again and again, and Hangul is slow to quote.
        self._quoted = lru_cache(2048)(quote_plus)
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer where a call asks for nothing else."""
        return READ_TIMEOUT

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=30)
            self._session = aiohttp.ClientSession(connector=connector, auto_decompress=True)

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913, PLR0917 — the signature is the library's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Status and body of the answer, after as many attempts as the failure deserves."""
        body, kind = self._body(request_data) if request_data else (b"", _FORM)
        patience = read_timeout if isinstance(read_timeout, int | float) else READ_TIMEOUT
        most = () if isinstance(request_data, Form) and request_data.once else self._pauses
        pauses, again = iter(most), bool(most)
        while True:
            try:
                status, payload = await self._once(method, url, body, kind, patience)
            except (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError) as error:
                self._failed("network")
                failure: Exception = NetworkError(f"not connected: {error!r}")
            except TimeoutError as error:
                self._failed("timeout")
                if not again:
                    raise TimedOut from error
                again, patience = False, patience * LONGER
                continue
            except aiohttp.ClientError as error:
                self._failed("network")
                failure = UnsureError(f"connection failed: {error!r}")
            else:
                if status >= 400:
                    self._failed(str(status))
                if status < 500:
                    return status, payload
                failure = NetworkError(f"Telegram answered {status}")
            if (pause := next(pauses, None)) is None:
                raise failure
            await asyncio.sleep(pause)

    def _body(self, data: RequestData) -> tuple[bytes, str]:
        """The body of a call and its content type; with files it has several parts."""
        if not data.contains_files:
            return self._encoded(data.json_parameters), _FORM
        files = data.multipart_data or {}
        whole = httpx.Request("POST", "http://files", data=data.json_parameters, files=files)
        return whole.read(), whole.headers["Content-Type"]

    def _encoded(self, values: Mapping[str, str]) -> bytes:
        return "&".join(f"{key}={self._quoted(value)}" for key, value in values.items()).encode()

    async def _once(
        self, method: str, url: str, body: bytes, kind: str, patience: float
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("the request is not initialized")
        timeout = aiohttp.ClientTimeout(sock_connect=CONNECT_TIMEOUT, sock_read=patience)
        async with self._session.request(
            method,
            url,
            data=body,
            headers={"Content-Type": kind},
            timeout=timeout,
            allow_redirects=False,
        ) as response:
            return response.status, await response.read()

"""The HTTP client of the Bot API: aiohttp, which stays quick however many requests run at once.

What failed on the way is tried again here, so that no handler has to: a refused or dropped
connection and a 5xx after each of `PAUSES`, a read that timed out once more. A send that timed
out may have arrived all the same; saying something twice is better than losing it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

PAUSES = (0.2, 0.6, 1.8)
CONNECT_TIMEOUT = 5.0
READ_TIMEOUT = 8.0
# The second time the server gets longer: it may be slow and have heard the first call.
LONGER = 2.5
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


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
        body = urlencode(request_data.json_parameters).encode() if request_data else b""
        patience = read_timeout if isinstance(read_timeout, int | float) else READ_TIMEOUT
        pauses, again = iter(self._pauses), bool(self._pauses)
        while True:
            try:
                status, payload = await self._once(method, url, body, patience)
            except aiohttp.ConnectionTimeoutError as error:
                self._failed("network")
                failure: Exception = NetworkError(f"connecting took too long: {error!r}")
            except TimeoutError as error:
                self._failed("timeout")
                if not again:
                    raise TimedOut from error
                again, patience = False, patience * LONGER
                continue
            except aiohttp.ClientError as error:
                self._failed("network")
                failure = NetworkError(f"connection failed: {error!r}")
            else:
                if status >= 400:
                    self._failed(str(status))
                if status < 500:
                    return status, payload
                failure = NetworkError(f"Telegram answered {status}")
            if (pause := next(pauses, None)) is None:
                raise failure
            await asyncio.sleep(pause)

    async def _once(self, method: str, url: str, body: bytes, patience: float) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("the request is not initialized")
        timeout = aiohttp.ClientTimeout(sock_connect=CONNECT_TIMEOUT, sock_read=patience)
        async with self._session.request(
            method, url, data=body, headers=_FORM, timeout=timeout, allow_redirects=False
        ) as response:
            return response.status, await response.read()

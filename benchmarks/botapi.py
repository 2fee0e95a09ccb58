"""The few methods of the Bot API that a load test needs, as fast as plain asyncio allows."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qs

TOKEN = "123456:benchmark"  # noqa: S105
ME = {"id": 42, "is_bot": True, "first_name": "Bot", "username": "benchmark_bot"}
FIRST = 1_000


class Telegram:
    """Hands out messages and notes when each chat is answered.

    `latencies` are seconds from a message to its answer, in the order of the answers.
    """

    def __init__(self) -> None:
        self.updates: deque[tuple[int, str]] = deque()
        self.number, self.sent = FIRST, FIRST
        self.latencies: list[float] = []
        self._asked: dict[int, deque[float]] = {}
        self._something, self._answered = asyncio.Event(), asyncio.Event()
        self.url = ""

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Telegram]:
        """Listen on loopback while the context lasts."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Connection(self), "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.close()

    def ask(self, chat: int, text: str, language: str) -> None:
        """A person writes in private."""
        self.number += 1
        person = {"id": chat, "is_bot": False, "first_name": "A", "language_code": language}
        message = {
            "message_id": self.number,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": "A"},
            "from": person,
            "text": text,
        }
        update = json.dumps({"update_id": self.number, "message": message})
        self.updates.append((self.number, update))
        self._asked.setdefault(chat, deque()).append(time.perf_counter())
        self._something.set()

    async def answered(self, count: int, patience: float = 120) -> None:
        """Wait until so many answers have arrived in all."""
        async with asyncio.timeout(patience):
            while len(self.latencies) < count:
                self._answered.clear()
                await self._answered.wait()

    async def called(self, method: str, body: bytes) -> str:
        """The result of a call as JSON."""
        if method == "getUpdates":
            return await self._polled(_fields(body))
        if method == "sendMessage":
            return self._sent(_fields(body))
        return json.dumps(ME) if method == "getMe" else "true"

    async def _polled(self, asked: dict[str, str]) -> str:
        offset, end = int(asked.get("offset", 0)), time.monotonic() + float(asked["timeout"])
        while True:
            while self.updates and self.updates[0][0] < offset:
                self.updates.popleft()
            if self.updates or time.monotonic() > end:
                first = [self.updates[n][1] for n in range(min(100, len(self.updates)))]
                return f"[{','.join(first)}]"
            self._something.clear()
            try:
                async with asyncio.timeout_at(asyncio.get_running_loop().time() + 1):
                    await self._something.wait()
            except TimeoutError:
                continue

    def _sent(self, message: dict[str, str]) -> str:
        now, chat = time.perf_counter(), int(message["chat_id"])
        self.sent += 1
        if asked := self._asked.get(chat):
            self.latencies.append(now - asked.popleft())
            self._answered.set()
        shown = {"message_id": self.sent, "date": int(time.time()), "text": message["text"]}
        return json.dumps({**shown, "chat": {"id": chat, "type": "private"}})


def _fields(body: bytes) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(body.decode()).items()}


class _Connection(asyncio.Protocol):
    """HTTP/1.1 with one call under way, which is how clients use it."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram, self._read = telegram, b""
        self._transport: Any = None
        self._tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        head, found, body = self._read.partition(b"\r\n\r\n")
        if not found:
            return
        lines = head.lower().split(b"\r\n")
        length = next((int(ln[15:]) for ln in lines if ln.startswith(b"content-length:")), 0)
        if len(body) < length:
            return
        self._read = body[length:]
        method = head.split(b" ", 2)[1].rpartition(b"/")[2].decode()
        task = asyncio.get_running_loop().create_task(self._answer(method, body[:length]))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, method: str, body: bytes) -> None:
        result = (await self._telegram.called(method, body)).encode()
        payload = b'{"ok":true,"result":' + result + b"}"
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(payload)}"
        )
        self._transport.write(head.encode() + b"\r\n\r\n" + payload)

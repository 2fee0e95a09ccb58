"""The API as a server on loopback, in a thread of its own, with faults on demand."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.telegram.stub.methods import Methods, Params, State
from tests.telegram.stub.rules import Refused, as_object

TOKEN = "123456:a-token-for-tests-only-0000"  # noqa: S105
# Bytes of the largest file that a bot may send, as of Telegram.
MOST_SENT = 50 * 2**20


@dataclass
class Call:
    """A call that arrived, with what became of it."""

    method: str
    params: Params
    at: float
    status: int = 0
    description: str = ""


@dataclass
class Fault:
    """What happens to the next calls of a method: a refusal, or `drop`, or seconds of silence.

    `served` says whether the call takes effect all the same.
    """

    method: str
    outcome: Refused | str | float
    times: int = 1
    chat: int | None = None
    served: bool = False

    def fits(self, call: Call) -> bool:
        chat = self.chat is None or int(call.params.get("chat_id", 0)) == self.chat
        return self.times > 0 and self.method == call.method and chat


@dataclass
class Api:
    """Updates go in through `put`, what the bot does with them is seen in `state` and `calls`."""

    state: State = field(default_factory=State)
    calls: list[Call] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    # Refusals that a test provokes, by their words.
    expected: set[str] = field(default_factory=set)
    updates: list[Params] = field(default_factory=list)
    next_update: int = 1000
    offset: int = 0
    url: str = ""

    def __post_init__(self) -> None:
        self.methods = Methods(self.state)
        self._loop = asyncio.new_event_loop()
        self._poll: asyncio.Future[None] | None = None
        self._lock = threading.RLock()

    # What tests do -----------------------------------------------------------------------

    @contextmanager
    def running(self) -> Iterator[Api]:
        """Serve while the context lasts."""
        started = threading.Event()
        thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        thread.start()
        assert started.wait(40)
        try:
            yield self
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join(40)

    def put(self, **update: Any) -> int:
        """Hand an update to whoever polls; its id."""
        with self._lock:
            self.next_update += 1
            self.updates.append({"update_id": self.next_update, **update})
            self._loop.call_soon_threadsafe(self._ring)
            return self.next_update

    def replay(self, update: Params) -> None:
        """Hand out an update again, acknowledged or not."""
        with self._lock:
            self.updates.insert(0, update)
            self.offset = min(self.offset, update["update_id"])
            self._loop.call_soon_threadsafe(self._ring)

    def fail(self, method: str, outcome: Refused | str | float, **how: Any) -> Fault:
        """Let the next calls of a method fail."""
        fault = Fault(method, outcome, **how)
        self.faults.append(fault)
        return fault

    def made(self, method: str, **params: Any) -> list[Call]:
        """Calls of a method with these parameters."""
        wanted = {key: str(value) for key, value in params.items()}
        return [
            call
            for call in list(self.calls)
            if call.method == method
            and all(str(call.params.get(key)) == value for key, value in wanted.items())
        ]

    # The server --------------------------------------------------------------------------

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        runner = web.AppRunner(self._application(), shutdown_timeout=0.1)
        self._loop.run_until_complete(runner.setup())
        site = web.TCPSite(runner, "127.0.0.1", 0)
        self._loop.run_until_complete(site.start())
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        started.set()
        self._loop.run_forever()
        self._loop.run_until_complete(runner.cleanup())
        self._loop.run_until_complete(self._end())
        self._loop.close()

    @staticmethod
    async def _end() -> None:
        """End the calls that are kept waiting."""
        waiting = asyncio.all_tasks() - {asyncio.current_task()}
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=MOST_SENT)
        app.router.add_post("/bot{token}/{method}", self._on_call)
        app.router.add_get("/file/bot{token}/{name}", self._on_file)
        return app

    async def _on_file(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != TOKEN:
            return web.Response(status=401)
        return web.Response(body=self.state.files[request.match_info["name"]])

    async def _on_call(self, request: web.Request) -> web.StreamResponse:
        if request.content_type == "application/json":
            params = await request.json()
        else:
            params = dict(await request.post())
        call = Call(request.match_info["method"], params, time.monotonic())
        self.calls.append(call)
        if request.match_info["token"] != TOKEN:
            return self._told(call, Refused(401, "Unauthorized"))
        fault = next((fault for fault in self.faults if fault.fits(call)), None)
        try:
            if fault is not None:
                return await self._faulty(request, call, fault)
            return await self._served(call)
        except Refused as refusal:
            call.description = refusal.description
            return self._told(call, refusal)

    async def _served(self, call: Call) -> web.Response:
        with self._lock:
            method = None if call.method == "getUpdates" else self.methods.find(call.method)
            result = method(call.params) if method else None
        if call.method == "getUpdates":
            result = await self._updates(call.params)
        call.status = 200
        return web.json_response({"ok": True, "result": result})

    async def _faulty(self, request: web.Request, call: Call, fault: Fault) -> web.StreamResponse:
        fault.times -= 1
        if fault.served:
            await self._served(call)
        if isinstance(fault.outcome, Refused):
            return self._told(call, fault.outcome)
        if isinstance(fault.outcome, float):
            await asyncio.sleep(fault.outcome)
            if request.transport is not None and not request.transport.is_closing():
                return await self._served(call)
        elif request.transport:
            request.transport.close()
        return web.Response()

    @staticmethod
    def _told(call: Call, refusal: Refused) -> web.Response:
        call.status = refusal.status
        body = {"ok": False, "error_code": refusal.status, "description": refusal.description}
        if refusal.parameters:
            body["parameters"] = refusal.parameters
        return web.json_response(body, status=refusal.status)

    async def _updates(self, params: Params) -> list[Params]:
        self.offset = max(self.offset, int(params.get("offset") or 0))
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(
                Refused(409, "Conflict: terminated by other getUpdates request")
            )
        until = time.monotonic() + float(params.get("timeout") or 0)
        allowed = as_object(params.get("allowed_updates") or "[]")
        while True:
            found = self._waiting(allowed, int(params.get("limit") or 100))
            left = until - time.monotonic()
            if found or left <= 0:
                return found
            self._poll = self._loop.create_future()
            try:
                await asyncio.wait_for(self._poll, left)
            except TimeoutError:
                continue

    def _waiting(self, allowed: list[str], limit: int) -> list[Params]:
        with self._lock:
            self.updates = [u for u in self.updates if u["update_id"] >= self.offset]
            return [
                u for u in self.updates if not allowed or any(k in allowed for k in u) or len(u) < 2
            ][:limit]

    def _ring(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)


def until(check: Callable[[], Any], seconds: float = 40.0, what: str = "") -> Any:
    """Wait for something to become true; its value. Long, as the machine may be busy."""
    end, pause = time.monotonic() + seconds, 0.002
    while not (value := check()):
        if time.monotonic() > end:
            raise AssertionError(what or "waited in vain")
        time.sleep(pause)
        pause = min(1.2 * pause, 0.05)
    return value

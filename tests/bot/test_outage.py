"""A database that goes away: questions are answered without memory, and it is taken up again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.stores import desk, links
from bot.stores.store import Store, StoreAway
from intents import Memory
from tests.bot.conftest import Serve
from tests.throwaway import Cluster


@pytest.fixture
async def broken(tmp_path: Path) -> AsyncIterator[Store]:
    """A store whose folder cannot be made: a file is in its place."""
    (tmp_path / "file").write_text("")
    async with Store(f"sqlite:///{tmp_path}/file/bot.sqlite3") as store:
        yield store


async def _back(store: Store) -> None:
    """Wait until the store has found its database again."""
    for _ in range(4000):
        if store.away is None:
            return
        await asyncio.sleep(0.01)
    pytest.fail("it did not come back")


async def test_questions_go_on_without_a_database(broken: Store) -> None:
    assert broken.away is not None
    assert await broken.take(1)
    assert (await broken.chat("c")).memory == Memory()
    broken.remember("c", Memory(language="it"))
    await broken.done(1)
    assert not await broken.take(1), "what this process has answered it knows by itself"
    assert await broken.last("c") is None
    await broken.feedback("c", 1, 1)
    await broken.speak("c", "it")
    await broken.migrate("c", "d")


async def test_what_cannot_be_done_without_it_says_so(broken: Store) -> None:
    with pytest.raises(StoreAway):
        await broken.forget("c")
    with pytest.raises(StoreAway):
        await broken.stats(24)


async def test_an_outage_is_logged_once_and_costs_no_time(
    broken: Store, caplog: pytest.LogCaptureFixture
) -> None:
    # Each would take a second, were the database asked again for each.
    async with asyncio.timeout(60):
        for number in range(200):
            await broken.chat(f"{number}")
    assert len([r for r in caplog.records if "away" in r.message]) <= 1


async def test_it_is_taken_up_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "BETWEEN_TRIES", 0.05)
    (tmp_path / "file").write_text("")
    async with Store(f"sqlite:///{tmp_path}/file/bot.sqlite3") as store:
        (tmp_path / "file").unlink()
        await _back(store)
        store.remember("c", Memory(language="it"))
        assert (await store.chat("c")).memory.language == "it"


async def test_a_restart_of_the_server_is_not_noticed(cluster: Cluster) -> None:
    async with Store(cluster.database("restarted")) as store:
        store.remember("c", Memory(language="it"))
        await store.done(1)
        cluster.stop()
        cluster.start()
        assert (await store.chat("c")).memory.language == "it"
        assert store.away is None


async def test_a_server_that_is_away_for_a_while(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(desk, "BETWEEN_TRIES", 0.05)
    async with Store(cluster.database("away")) as store:
        store.remember("c", Memory(language="it"))
        await store.done(1)
        cluster.stop()
        try:
            assert await store.take(2)
            assert (await store.chat("c")).memory == Memory()
            await store.done(2)
            assert store.away is not None
        finally:
            cluster.start()
        await _back(store)
        assert (await store.chat("c")).memory.language == "it"
    assert "the database is back" in caplog.text


async def test_a_job_that_fails_does_not_take_the_others_with_it(address: str) -> None:
    async with Store(address) as store:
        store.remember("c", Memory(language="it"))
        bad = asyncio.ensure_future(
            store._job(lambda c: c.exec_driver_sql("insert into chats values (null)"))
        )
        good = await store.chat("c")
        with pytest.raises(Exception, match=r"chats|null|columns"):
            await bad
        assert good.memory.language == "it"
        assert store.away is None


async def test_a_fault_of_ours_does_not_stop_the_desk(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with Store(f"sqlite:///{tmp_path}/bot.sqlite3") as store:
        store._desk.round.put("remember", "c", {"no": "row"})
        assert (await store.chat("c")).memory == Memory()
        store.remember("c", Memory(language="it"))
        assert (await store.chat("c")).memory.language == "it"
    assert "a round failed" in caplog.text


async def test_a_question_that_nobody_waits_for_any_more_disturbs_nobody(serving: Serve) -> None:
    async with serving() as service:
        waiting = asyncio.ensure_future(service.take(1))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert await service.take(2)


async def test_no_content_of_rows_is_logged(
    address: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    async with Store(address) as store:
        store.remember("c", Memory(intent="very private"))
        await store.ping()
        failing = "insert into nowhere values ('very private')"
        with pytest.raises(Exception, match="nowhere"):
            await store._job(lambda c: c.exec_driver_sql(failing))
        await store.ping()
    assert "very private" not in caplog.text


class Wire:
    """A way to the server that can fall silent without being cut."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self.silent = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: list[asyncio.StreamWriter] = []

    async def __aenter__(self) -> int:
        self._server = await asyncio.start_server(self._joined, "127.0.0.1", 0)
        return self._server.sockets[0].getsockname()[1]

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for writer in self._writers:
            writer.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _joined(self, near: asyncio.StreamReader, to_near: asyncio.StreamWriter) -> None:
        far, to_far = await asyncio.open_unix_connection(self._socket)
        self._writers += [to_near, to_far]
        for source, target in ((near, to_far), (far, to_near)):
            self._tasks.add(asyncio.create_task(self._passed_on(source, target)))

    async def _passed_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(65536):
                if not self.silent:
                    target.write(data)
        finally:
            target.close()


async def test_a_server_that_falls_silent_is_given_up(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "BETWEEN_TRIES", 0.05)
    cluster.database("silent")
    wire = Wire(cluster.folder / ".s.PGSQL.5432")
    async with (
        wire as port,
        Store(f"postgresql://bot@127.0.0.1:{port}/silent?ssl=disable") as store,
    ):
        store.remember("c", Memory(language="it"))
        await store.done(1)
        wire.silent = True
        monkeypatch.setattr(links.ServerLink, "patience", 0.3)
        assert await store.take(2)
        assert (await store.chat("c")).memory == Memory()
        assert store.away is not None
        wire.silent = False
        monkeypatch.setattr(links.ServerLink, "patience", 5.0)
        await _back(store)
        assert (await store.chat("c")).memory.language == "it"

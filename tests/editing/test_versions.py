"""Publishing is one step in every database: a kill leaves the old version or the new one."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time

import pytest

from bot.editing.files import Files
from bot.editing.report import Report
from bot.editing.versions import Draft, Overtaken, Version, Versions
from bot.settings import ROOT
from bot.stores.store import Store


def some(text: str) -> Files:
    return Files({"seeds/facts/x.yaml": text.encode()})


async def put(versions: Versions, text: str, base: int | None) -> Version:
    report = Report(knowledge=f"k{text}")
    return await versions.publish(
        some(text), report, author="7", reason="why", disk=["a", "b", "a"], base=base
    )


async def test_versions_are_numbered_kept_whole_and_never_doubled(address: str) -> None:
    async with Store(address) as store:
        versions = Versions(store, lambda: 5.0)
        assert await versions.newest() is None
        first = await put(versions, "one", None)
        assert first == await put(versions, "one", None) == await versions.newest()
        assert (first.number, first.at, first.disk) == (1, 5.0, "a b")
        assert first.stands_for("b")
        assert first.stands_for(some("one").digest)
        assert not first.stands_for("c")
        second = await put(versions, "two", 1)
        assert [v.number for v in await versions.list()] == [2, 1]
        assert await versions.version(2) == second
        assert await versions.version(3) is None
        assert await versions.files(1) == some("one")
        with pytest.raises(LookupError):
            await versions.files(3)
        with pytest.raises(Overtaken):
            await put(versions, "three", 1)
        done = await versions.recorded()
        assert [line["action"] for line in done] == ["publish", "publish"]
        assert done[0]["detail"].startswith("2 ")


async def test_of_many_who_publish_at_once_one_is_first(address: str) -> None:
    async with Store(address, alone=False) as one, Store(address, alone=False) as two:
        tries = [put(Versions(s), f"{n}", None) for n, s in enumerate((one, two) * 4)]
        done = await asyncio.gather(*tries, return_exceptions=True)
        assert sum(isinstance(result, Version) for result in done) == 1
        assert sum(isinstance(result, Overtaken) for result in done) == len(done) - 1
        assert len(await Versions(one).list()) == 1


async def test_drafts_wait_until_they_are_dropped(address: str) -> None:
    async with Store(address) as store:
        versions = Versions(store)
        draft = Draft("abc", "7", 1, ("catalogue/it/x.yaml",), "d", Report(digest="x"), "why")
        await versions.keep(draft, some("one"))
        assert await versions.draft("abc") == (draft, some("one"))
        assert await versions.draft("xyz") is None
        assert await versions.drop("abc")
        assert not await versions.drop("abc")


PUBLISHING = """
import asyncio, sys
from bot.stores.store import Store
from tests.editing.test_versions import put
from bot.editing.versions import Versions
async def main():
    async with Store(sys.argv[1], alone=False) as store:
        versions, base = Versions(store), None
        print("begun", flush=True)
        for number in range(10**6):
            base = (await put(versions, f"{number} " + "content " * 200_000, base)).number
asyncio.run(main())
"""


def _publish_and_be_killed(address: str, wait: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", PUBLISHING, address],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout
    with process, process.stdout as told:
        assert told.readline() == b"begun\n"
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait(60)


@pytest.mark.parametrize("wait", [0.0, 0.01, 0.033])
async def test_a_kill_leaves_the_old_or_the_new(address: str, wait: float) -> None:
    _publish_and_be_killed(address, wait)
    async with Store(address) as store:
        versions = Versions(store)
        found = await versions.list()
        assert [v.number for v in found] == list(range(len(found), 0, -1))
        for version in found[:3]:
            content = await versions.files(version.number)
            assert content.digest == version.digest
            assert content.content["seeds/facts/x.yaml"].startswith(b"%d " % (version.number - 1))
        audit = [line["detail"].split()[0] for line in await versions.recorded()]
        assert audit == [str(v.number) for v in await versions.list(50)]

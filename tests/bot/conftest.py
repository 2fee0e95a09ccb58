"""Both databases for every test of the store, and a service to ask."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.current import Current
from bot.operations.health import Health
from bot.operations.metrics import Metrics
from bot.service import Service
from bot.stores.store import Store
from tests.bot import throwaway
from tests.bot.stand_ins import Clock, Engine

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def cluster() -> Iterator[throwaway.Cluster]:
    """PostgreSQL, or a skip that says why."""
    folder = throwaway.binaries()
    if folder is None:
        pytest.skip(
            "PostgreSQL IS NOT INSTALLED: nothing was tested on it (apt-get install postgresql)"
        )
    cluster = throwaway.Cluster(folder)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/bot.sqlite3"
    cluster: throwaway.Cluster = request.getfixturevalue("cluster")
    return cluster.database(f"test{next(_numbers)}")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(address: str, clock: Clock) -> AsyncIterator[Store]:
    async with Store(address, clock=clock) as opened:
        yield opened


Serve = Callable[..., AbstractAsyncContextManager[Service]]


@pytest.fixture
def serving(tmp_path: Path) -> Serve:
    """Opens a service over an engine, on SQLite unless told otherwise."""

    @asynccontextmanager
    async def opened(
        engine: Engine | None = None,
        address: str = f"sqlite:///{tmp_path}/bot.sqlite3",
        **options: object,
    ) -> AsyncIterator[Service]:
        metrics, first = Metrics(), engine or Engine()
        async with Store(address, **options) as store:
            current = Current(first, metrics)
            yield Service(current, store, metrics, Health(store))

    return opened

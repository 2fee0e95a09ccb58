"""A store to write to and a service to ask."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.current import Current
from bot.operations.health import Health
from bot.operations.metrics import Metrics
from bot.service import Service
from bot.stores.store import Store
from tests.bot.stand_ins import Clock, Engine


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

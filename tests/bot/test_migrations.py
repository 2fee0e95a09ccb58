"""The tables that migrations make are those that the statements expect."""

from __future__ import annotations

import asyncio

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from bot.stores.links import link
from bot.stores.migrate import migrate
from bot.stores.store import Store
from bot.stores.tables import metadata


async def test_migrations_make_the_tables(address: str) -> None:
    differences = []

    def work(connection: Connection) -> None:
        migrate(connection)
        context = MigrationContext.configure(connection)
        differences.extend(compare_metadata(context, metadata))

    database = link(address)
    await database.transact(work)
    await database.close()
    assert not differences


async def test_migrations_are_silent_and_run_once(
    address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        async with Store(address) as store:
            assert store.away is None
    assert capfd.readouterr() == ("", "")


async def test_replicas_that_start_at_once_do_not_disturb_each_other(address: str) -> None:
    stores = [Store(address, alone=False) for _ in range(4)]
    await asyncio.gather(*(store.__aenter__() for store in stores))
    assert [store.away for store in stores] == [None] * 4
    await asyncio.gather(*(store.__aexit__() for store in stores))


async def test_a_migration_that_fails_leaves_nothing_behind(address: str) -> None:
    def work(connection: Connection) -> None:
        migrate(connection)
        raise OSError

    database = link(address)
    with pytest.raises(OSError):  # noqa: PT011 - it has no message
        await database.transact(work)
    await database.close()
    async with Store(address) as store:
        assert store.away is None

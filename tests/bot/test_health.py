"""Health, readiness and metrics over HTTP."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.bootstrap import assembled
from bot.operations.health import Health, Pages, listening
from bot.operations.metrics import Metrics
from bot.service import Service
from bot.settings import Listen, Settings, SettingsError
from bot.stores.store import Store
from tests.bot.stand_ins import Engine


@pytest.fixture
async def service(tmp_path: Path) -> AsyncIterator[Service]:
    given = {"BOT_DATABASE_URL": f"sqlite:///{tmp_path}/a.sqlite3", "BOT_HTTP_LISTEN": "off"}
    async with assembled(Settings(_env_file=None, **given), Engine()) as opened:
        yield opened


@pytest.fixture
async def site(service: Service) -> AsyncIterator[str]:
    pages = Pages(service.health, service.metrics, service._store, lambda: service.digest)
    async with listening(pages.application(), Listen("127.0.0.1", 0)) as port:
        yield f"http://127.0.0.1:{port}"


async def _get(address: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(address) as reply:
        return reply.status, await reply.text()


async def test_it_lives(site: str) -> None:
    assert await _get(f"{site}/healthz") == (200, "ok\n")


async def test_it_is_ready_while_polls_are_answered(service: Service, site: str) -> None:
    now = service.health._clock()
    for polled, status, complaint in (
        (None, 503, "not answered yet"),
        (now - 5, 200, "[]"),
        (now - 100, 503, "no poll for 100 s"),
    ):
        service.health.polled = lambda polled=polled: polled
        found = await _get(f"{site}/readyz")
        assert found[0] == status
        assert complaint in found[1]
        assert '"facts": "one"' in found[1]


async def test_it_is_not_ready_while_it_stops(service: Service, site: str) -> None:
    assert (await _get(f"{site}/readyz"))[0] == 200
    service.health.stopping = True
    assert (await _get(f"{site}/readyz"))[0] == 503


async def test_it_is_not_ready_when_the_store_is_away_for_long(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    async with Store(f"sqlite:///{tmp_path}/file/a.sqlite3") as store:
        health = Health(store)
        assert await health.complaints() == []
        assert store._desk._away_since is not None
        store._desk._away_since -= 31
        assert await health.complaints() == ["the store has been away for 31 s"]


async def test_metrics_tell_what_happened(service: Service, site: str) -> None:
    await service.ask("c", "Hi", hint="ko")
    await service.feedback("c", 1, -1)
    service._current.take(Engine(), 2)
    service.metrics.updated("message")
    service.metrics.failed("429")
    service.metrics.delivered(0.01)
    text = (await _get(f"{site}/metrics"))[1]
    for line in (
        'bot_updates_total{kind="message"} 1.0',
        'bot_answers_total{intent="company_card",language="ko",outcome="answered"} 1.0',
        "bot_answer_seconds_count 1.0",
        "bot_update_seconds_count 1.0",
        'bot_api_errors_total{code="429"} 1.0',
        'bot_feedback_total{value="-1"} 1.0',
        "bot_facts_version{digest=",
        "bot_store_away_seconds 0.0",
    ):
        assert line in text


def test_only_one_version_of_the_facts_is_in_force() -> None:
    metrics = Metrics()
    metrics.knows("old", 1)
    metrics.knows("new", 2)
    text = metrics.text().decode()
    assert 'digest="new"' in text
    assert "old" not in text


async def test_a_port_that_is_taken_is_told_by_name(tmp_path: Path) -> None:
    metrics = Metrics()
    async with Store(f"sqlite:///{tmp_path}/a.sqlite3") as store:
        pages = Pages(Health(store), metrics, store, str)
        async with listening(pages.application(), Listen("127.0.0.1", 0)) as port:
            given = {
                "BOT_DATABASE_URL": f"sqlite:///{tmp_path}/b.sqlite3",
                "BOT_HTTP_LISTEN": f"127.0.0.1:{port}",
            }
            with pytest.raises(SettingsError, match="BOT_HTTP_LISTEN"):
                async with assembled(Settings(_env_file=None, **given), Engine()):
                    pass


async def test_one_line_is_logged_per_question(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    await service.ask("chat-77", "something private", hint="it")
    [record] = [r for r in caplog.records if r.name == "bot.questions"]
    shown = vars(record)
    assert (shown["outcome"], shown["intent"]) == ("answered", "company_card")
    assert (shown["language"], shown["digest"]) == ("it", "one")
    assert not any("private" in str(v) or "chat-77" in str(v) for v in shown.values())

"""News survive what happens to processes, and nobody gets them twice."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.editing.files import Files
from bot.telegram.courier import AT_ONCE
from tests.telegram.process import BotProcess
from tests.telegram.publishing import BUDGET, PLANNED, Place, news
from tests.telegram.stub.api import Api, until
from tests.telegram.stub.people import Person


@pytest.fixture
def api() -> Iterator[Api]:
    with Api().running() as api:
        yield api


@pytest.fixture
def place(small: Files, tmp_path: Path, cache: Path) -> Place:
    return Place(small, tmp_path, f"sqlite:///{tmp_path}/bot.sqlite3", cache)


@pytest.fixture
def shared(small: Files, tmp_path: Path, address: str, cache: Path) -> Place:
    """Like `place`, on each kind of database."""
    return Place(small, tmp_path, address, cache)


def followers(api: Api, number: int) -> list[Person]:
    return [Person(api, "en") for _ in range(number)]


def told(people: list[Person]) -> list[Person]:
    return [person for person in people if news(person)]


def test_a_kill_in_the_middle_doubles_nothing_and_loses_nothing(api: Api, place: Place) -> None:
    bot = place.bot(api, TELEGRAM_RATE_LIMIT="on").start()
    people = followers(api, 60)
    place.follow(people, "midm")
    place.publish(PLANNED)
    until(lambda: len(told(people)) >= 15)
    bot.stop(signal.SIGKILL)
    # What was on its way at that moment, and nothing else, may never arrive.
    lost = place.claimed() - {person.chat for person in told(people)}
    assert len(lost) <= AT_ONCE
    assert len(told(people)) < len(people)
    bot.start()
    expected = [person for person in people if person.chat not in lost]
    until(lambda: len(told(expected)) == len(expected))
    assert expected[-1].quiet(2.5)
    assert {len(news(person)) for person in expected} == {1}
    assert bot.stop() == 0, bot.log


def test_a_stop_finishes_what_is_under_way_and_a_start_tells_what_was_published_since(
    api: Api, place: Place
) -> None:
    bot = place.bot(api).start()
    slow, quick = followers(api, 2)
    place.follow([slow, quick], "midm")
    api.fail("sendMessage", 1.5, chat=slow.chat)
    place.publish(PLANNED)
    until(lambda: news(quick) and api.made("sendMessage", chat_id=slow.chat))
    assert bot.stop() == 0, bot.log
    assert len(news(slow)) == 1
    place.publish(PLANNED, BUDGET)
    place.publish()
    bot.start()
    until(lambda: len(news(slow)) == len(news(quick)) == 2)
    assert "2.0 (planned) → 3.0" in news(slow)[0].text
    assert "3.0 (planned) → 2.0" in news(slow)[1].text
    assert slow.quiet(2.5)
    assert bot.stop() == 0, bot.log


def test_of_two_processes_one_tells_each_and_the_other_goes_on_when_it_dies(
    api: Api, shared: Place
) -> None:
    bots = [hooked(api, shared, f"{number}") for number in range(2)]
    people = followers(api, 60)
    shared.follow(people, "midm")
    shared.publish(PLANNED)
    until(lambda: len(told(people)) >= 20)
    bots[0].stop(signal.SIGKILL)
    until(lambda: len(shared.claimed()) == len(people))
    until(lambda: news(people[-1]))  # what is claimed may still be on its way
    assert people[-1].quiet(2.5)
    assert len(people) - len(told(people)) <= AT_ONCE
    assert max(len(news(person)) for person in people) == 1
    assert bots[1].stop() == 0, bots[1].log


def hooked(api: Api, place: Place, name: str) -> BotProcess:
    """A process of several that are called by a webhook."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return place.bot(
        api,
        name,
        TELEGRAM_RATE_LIMIT="on",
        TELEGRAM_WEBHOOK_URL="https://bot.example.org/hook",
        TELEGRAM_WEBHOOK_SECRET="a-secret",  # noqa: S106
        TELEGRAM_WEBHOOK_LISTEN=f"127.0.0.1:{port}",
    ).start("setWebhook")

"""Start, end and sudden death: questions that wait are answered, once."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.telegram.process import BotProcess
from tests.telegram.stub.api import Api, until
from tests.telegram.stub.people import Person
from tests.telegram.stub.rules import Refused


@pytest.fixture
def api() -> Iterator[Api]:
    with Api().running() as api:
        yield api


@pytest.fixture
def bot(api: Api, tmp_path: Path) -> Iterator[BotProcess]:
    bot = BotProcess(api, tmp_path)
    yield bot
    if bot.process and bot.process.poll() is None:
        bot.stop(signal.SIGKILL)


# What a server of the Bot API may lack without harm.
OPTIONAL = [
    f"{verb}My{thing}"
    for verb in ("get", "set")
    for thing in ("Commands", "Description", "ShortDescription")
]


def test_starts_while_telegram_is_away_and_catches_up(api: Api, bot: BotProcess) -> None:
    for method in OPTIONAL:
        api.fail(method, Refused(404, "Not Found: method not found"), times=99)
    api.fail("getMe", Refused(500, "Internal"), times=2)
    api.fail("deleteWebhook", Refused(500, "Internal"), times=4)
    people = [Person(api, "it") for _ in range(3)]
    for person in people:
        person.says("Perché KT è stata esclusa?")
    bot.start()
    until(lambda: all(len(person.seen()) == 1 for person in people))


def test_sigterm_finishes_what_is_under_way_and_acknowledges_it(api: Api, bot: BotProcess) -> None:
    bot.start()
    api.fail("sendMessage", 0.7, times=99)
    people = [Person(api, "it") for _ in range(3)]
    for person in people:
        person.says("Perché KT è stata esclusa?")
    until(lambda: len(api.made("sendMessage")) == 3)
    assert bot.stop() == 0, bot.log
    assert [len(person.seen()) for person in people] == [1, 1, 1]
    assert api.offset == api.next_update + 1


def test_sigkill_loses_nothing_and_buttons_outlive_it(api: Api, bot: BotProcess) -> None:
    bot.start()
    first = Person(api, "it")
    answer = first.asks("Perché KT è stata esclusa?")
    hold = api.fail("sendMessage", 30.0, times=99)
    people = [Person(api, "en") for _ in range(5)]
    for person in people[:3]:
        person.says("Why was KT left out?")
    # Those that wait for long are acknowledged, and kept by the bot.
    until(lambda: api.offset == api.next_update + 1)
    for person in people[3:]:
        person.says("Why was KT left out?")
    until(lambda: len(api.made("sendMessage")) == 6)
    assert api.offset < api.next_update
    bot.stop(signal.SIGKILL)
    hold.times = 0
    bot.start()
    until(lambda: all(person.seen() for person in people))
    first.presses(answer, "KO")
    assert "출처" in answer.text
    assert "Kakao" in first.asks("E Kakao?").text
    time.sleep(0.3)
    assert [len(person.seen()) for person in people] == [1] * 5


def test_a_webhook_that_telegram_refuses_ends_with_a_plain_word(api: Api, bot: BotProcess) -> None:
    bot.settings |= {
        "TELEGRAM_WEBHOOK_URL": "https://bot.example.org:1/x",
        "TELEGRAM_WEBHOOK_SECRET": "secret-of-a-test",
        "TELEGRAM_WEBHOOK_LISTEN": "127.0.0.1:0",
    }
    api.fail("setWebhook", Refused(400, "Bad Request: bad webhook: Webhook can be set up on 443"))
    bot.start("setWebhook")
    assert bot.process
    assert bot.process.wait(60) == 1
    assert "TELEGRAM_WEBHOOK_URL" in bot.log
    assert "secret-of-a-test" not in bot.log
    assert "Traceback" not in bot.log


def test_an_unknown_token_ends_with_a_plain_word(api: Api, bot: BotProcess) -> None:
    bot.settings["TELEGRAM_BOT_TOKEN"] = "123456:another-token-that-is-unknown"  # noqa: S105
    with pytest.raises(AssertionError, match="TELEGRAM_BOT_TOKEN"):
        bot.start("deleteWebhook")
    assert "another-token" not in bot.log
    assert "Traceback" not in bot.log

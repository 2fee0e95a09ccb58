"""The webhook: the secret before everything, 200 only after the answer, nothing lost or doubled."""

from __future__ import annotations

import http.client
import json
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.telegram.process import BotProcess
from tests.telegram.stub.api import Api, until
from tests.telegram.stub.people import Person
from tests.telegram.stub.rules import Refused

SECRET = "a-secret-of-the-webhook"  # noqa: S105
PATH = "/telegram/9b1c"
QUESTION = "Why was KT left out?"


class Hook:
    """Telegram as it calls the webhook."""

    def __init__(self, port: int) -> None:
        self.port, self.number = port, 7000

    def post(
        self, body: bytes, secret: str | None = SECRET, path: str = PATH, kind: str = "text/json"
    ) -> tuple[int, dict[str, str]]:
        """The status and the headers of the answer."""
        headers = {"Content-Type": kind}
        if secret is not None:
            headers["X-Telegram-Bot-Api-Secret-Token"] = secret
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            return response.status, {k.lower(): v for k, v in response.getheaders()}
        finally:
            connection.close()

    def update(self, **update: Any) -> bytes:
        """An update as Telegram sends it."""
        self.number += 1
        return json.dumps({"update_id": self.number, **update}).encode()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Api, BotProcess, Hook]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with Api().running() as api:
        bot = BotProcess(
            api,
            tmp_path_factory.mktemp("webhook"),
            TELEGRAM_WEBHOOK_URL=f"https://bot.example.org{PATH}",
            TELEGRAM_WEBHOOK_SECRET=SECRET,
            TELEGRAM_WEBHOOK_LISTEN=f"127.0.0.1:{port}",
        ).start("setWebhook")
        yield api, bot, Hook(port)
        if bot.process and bot.process.poll() is None:
            assert bot.stop() == 0, bot.log


@pytest.fixture
def api(served: tuple[Api, BotProcess, Hook]) -> Api:
    return served[0]


@pytest.fixture
def hook(served: tuple[Api, BotProcess, Hook]) -> Hook:
    return served[2]


def test_is_set_with_secret_and_kinds(api: Api) -> None:
    assert api.state.webhook is not None
    assert api.state.webhook["secret_token"] == SECRET
    assert "guest_message" in api.state.webhook["allowed_updates"]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "é"])
def test_a_wrong_secret_is_refused_before_reading(api: Api, hook: Hook, secret: str) -> None:
    person = Person(api, "en")
    assert hook.post(b"{not json", secret)[0] == 403
    assert hook.post(hook.update(message=person.message(QUESTION)), secret)[0] == 403
    assert person.quiet()


@pytest.mark.parametrize("language", ["it", "en", "ko"])
def test_answers_before_it_acknowledges(api: Api, hook: Hook, language: str) -> None:
    person = Person(api, language)
    assert hook.post(hook.update(message=person.message("KT")))[0] == 200
    assert len(person.seen()) == 1


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"[" * 100_000, b'"x"', b"\xff"])
def test_what_is_no_update_is_refused(hook: Hook, body: bytes) -> None:
    assert hook.post(body)[0] == 400


def test_other_paths_do_not_exist(hook: Hook) -> None:
    assert hook.post(b"{}", path="/")[0] == 404


def test_an_update_that_cannot_be_read_is_let_go(hook: Hook) -> None:
    assert hook.post(hook.update(message="no object"))[0] == 200


def test_a_copy_is_answered_once_even_at_the_same_time(api: Api, hook: Hook) -> None:
    person = Person(api, "en")
    update = hook.update(message=person.message(QUESTION))
    api.fail("sendMessage", 0.4, chat=person.chat)
    with ThreadPoolExecutor(3) as pool:
        assert {status for status, _ in pool.map(hook.post, [update] * 3)} == {200}
    assert hook.post(update)[0] == 200
    assert len(person.seen()) == 1


def test_messages_of_one_chat_are_answered_in_order_even_at_the_same_time(
    api: Api, hook: Hook
) -> None:
    person = Person(api, "en")
    api.fail("sendMessage", 0.4, chat=person.chat)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(hook.post, hook.update(message=person.message("Was KT selected?")))
        until(lambda: api.made("sendMessage", chat_id=person.chat))
        second = pool.submit(hook.post, hook.update(message=person.message("Was Kakao selected?")))
        assert {first.result()[0], second.result()[0]} == {200}
    assert ["KT" in shown.text for shown in person.seen()] == [True, False]


def test_an_outage_asks_for_the_update_again(api: Api, hook: Hook) -> None:
    person = Person(api, "en")
    update = hook.update(message=person.message(QUESTION))
    api.fail("sendMessage", Refused(500, "Internal"), times=4, chat=person.chat)
    status, headers = hook.post(update)
    assert status == 500
    assert int(headers["retry-after"]) >= 1
    assert hook.post(update)[0] == 200
    assert len(person.seen()) == 1


def test_sigterm_finishes_and_leaves_the_webhook(
    served: tuple[Api, BotProcess, Hook],
) -> None:
    api, bot, hook = served
    person = Person(api, "en")
    api.fail("sendMessage", 0.6, chat=person.chat)
    with ThreadPoolExecutor(1) as pool:
        posted = pool.submit(hook.post, hook.update(message=person.message(QUESTION)))
        until(lambda: api.made("sendMessage", chat_id=person.chat))
        assert bot.stop(signal.SIGTERM) == 0, bot.log
        assert posted.result()[0] == 200
    assert len(person.seen()) == 1
    assert not api.made("deleteWebhook")

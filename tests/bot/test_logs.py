"""Logs: one line per event, machine-readable on demand, without secrets."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest

from bot.operations.logs import pseudonym, set_up

TOKEN = "123456:" + "A" * 30
Logged = Callable[..., io.StringIO]


@pytest.fixture
def logged() -> Iterator[Logged]:
    """Sets logging up on a text that can be read, and back again."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def start(style: str, secrets: tuple[str, ...] = ()) -> io.StringIO:
        target = io.StringIO()
        set_up(style, "info", secrets, target)
        return target

    yield start
    root.handlers[:] = handlers
    root.setLevel(level)


def test_json_is_one_object_per_line(logged: Logged) -> None:
    target = logged("json")
    logging.getLogger("bot.x").info("two\nlines \ud800", extra={"entities": ["kt"], "ms": 1.5})
    logging.getLogger("bot.x").debug("unheard")
    [line] = target.getvalue().splitlines()
    entry = json.loads(line)
    assert (entry["event"], entry["level"]) == ("two\nlines \ud800", "info")
    assert (entry["entities"], entry["ms"]) == (["kt"], 1.5)
    assert entry["time"].endswith("+00:00")


def test_text_keeps_to_one_line(logged: Logged) -> None:
    target = logged("text")
    values = {"intent": None, "cause": "a b\n", "entities": ["kt", "kakao"]}
    logging.getLogger("bot.x").warning("two\r\nlines", extra=values)
    [line] = target.getvalue().splitlines()
    assert line.endswith("bot.x: two␍␤lines intent=- cause='a b\\n' entities=kt,kakao")


@pytest.mark.parametrize("style", ["text", "json"])
def test_no_secret_is_logged(style: str, logged: Logged) -> None:
    target = logged(style, ("hunter2", ""))
    log = logging.getLogger("httpx")
    log.info("unheard, for it shows addresses")
    log.warning("POST https://api.telegram.org/bot%s/getMe", TOKEN, extra={"with": "hunter2"})
    fault = ValueError(f"{TOKEN} hunter2")
    logging.getLogger("bot").error("failed", exc_info=fault)
    written = target.getvalue()
    assert "ValueError" in written
    assert "***" in written
    assert not any(secret in written for secret in (TOKEN, "hunter2", "unheard"))


def test_a_chat_has_a_pseudonym() -> None:
    assert pseudonym("12345") == pseudonym("12345") != pseudonym("12346")
    assert "12345" not in str(pseudonym("12345"))
    assert pseudonym(None) is None

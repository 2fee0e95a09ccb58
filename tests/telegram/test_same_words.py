"""Terminal and Telegram give the same words to the same questions, in the same conversations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversations import Conversations
from bot.jsonl import replies
from intents import Knowledge
from intents.scripts import read
from tests.telegram.addresses import unaddressed
from tests.telegram.stub.api import Api, until
from tests.telegram.stub.people import Person

TESTS = Path(__file__).resolve().parents[1]
LANGUAGES = ("it", "en", "ko")
# So many conversations of each language, spread over all that are written down.
SAMPLE = 50


def _scripted(language: str) -> list[tuple[str, ...]]:
    """Conversations of the scripted answers."""
    scripts, _ = read(TESTS / "answers")
    return [(*s.case.before, s.question) for s in scripts if s.language == language]


def _held_out(language: str) -> list[tuple[str, ...]]:
    file = TESTS / "heldout" / f"{language}.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines()
    return [tuple(json.loads(line)["turns"]) for line in lines]


def _sample(conversations: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    sayable = [turns for turns in conversations if all(_sayable(turn) for turn in turns)]
    return sayable[:: max(1, len(sayable) // SAMPLE)][:SAMPLE]


def _sayable(text: str) -> bool:
    """What an app can send: no empty message, no more than Telegram takes, no command."""
    return bool(text.strip()) and len(text) <= 4096 and not text.startswith("/")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[_scripted, _held_out], ids=["scripted", "held-out"])
def conversations(request: pytest.FixtureRequest, language: str) -> list[tuple[str, ...]]:
    found = _sample(request.param(language))
    if not found:
        pytest.skip("none are written down")
    return found


def test_the_same_words(
    api: Api, knowledge: Knowledge, language: str, conversations: list[tuple[str, ...]]
) -> None:
    people = [Person(api, language) for _ in conversations]
    for person, turns in zip(people, conversations, strict=True):
        for turn in turns:
            person.says(turn)
    for person, turns in zip(people, conversations, strict=True):
        expected = list(_in_the_terminal(knowledge, language, turns))
        until(lambda p=person, e=expected: len(p.seen()) == len(e), what=str(turns))
        assert [shown.text for shown in person.seen()] == expected, turns


def _in_the_terminal(knowledge: Knowledge, language: str, turns: tuple[str, ...]) -> Iterator[str]:
    lines = [json.dumps({"chat": "c", "text": turn, "language": language}) for turn in turns]
    for reply in replies(lines, Conversations(knowledge)):
        yield unaddressed(reply["text"])

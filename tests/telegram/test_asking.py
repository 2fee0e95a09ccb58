"""Questions in private: three languages, the words of the terminal, hostile texts, edits."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from bot.conversations import Conversations
from intents import Knowledge
from tests.telegram.addresses import unaddressed
from tests.telegram.process import BotProcess
from tests.telegram.stub.api import Api, until
from tests.telegram.stub.people import Person

QUESTIONS = {
    "it": ["Perché KT è stata esclusa?", "E Kakao?", "Chi sono i cinque selezionati?"],
    "en": ["Why was KT left out?", "And Kakao?", "Why was Naver excluded?"],
    "ko": ["KT는 왜 탈락했어?", "카카오는?", "선정된 다섯 곳은 어디야?"],
}
HOSTILE = [
    "<b>KT</b> & <script>alert(1)</script> perché?",
    "*KT* _perché_ [x](http://example.org) `esclusa`?",
    "KT'; DROP TABLE chats; -- why excluded?",
    "KT\u0000\u0007\u202e why\u200b excluded?",
    "&lt;b&gt; &amp; KT",
    "👨‍👩‍👧‍👦" * 100,
    "KT " * 1300,
    "?!",
]


@pytest.fixture(scope="module")
def terminal(knowledge: Knowledge) -> Conversations:
    return Conversations(knowledge)


@pytest.mark.parametrize("language", QUESTIONS)
def test_says_the_words_of_the_terminal(api: Api, terminal: Conversations, language: str) -> None:
    person = Person(api, language)
    for question in QUESTIONS[language]:
        expected = terminal.ask(f"same-{language}", question, language)
        assert person.asks(question).text == unaddressed(expected.text)


def test_language_of_the_text_before_that_of_the_app(api: Api) -> None:
    person = Person(api, "ko")
    assert "Source:" in person.asks("Why was KT left out?").text
    assert "Fonte:" in person.asks("Perché Kakao è stata esclusa?").text


def test_a_bare_name_in_the_language_of_the_app(api: Api) -> None:
    assert "출처" in Person(api, "ko").asks("KT").text
    assert "Fonte" in Person(api, "it-IT").asks("KT").text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_answered_and_change_nothing(api: Api, text: str) -> None:
    person = Person(api, "it", name="<b>Ada</b> & _Bob_'; DROP TABLE chats")
    assert person.asks(text).text
    assert "KT" in person.asks("Perché KT è stata esclusa?").text


def test_messages_of_one_chat_are_answered_in_order(api: Api) -> None:
    person = Person(api, "en")
    names = ["KT", "Kakao", "Upstage", "SK Telecom", "NC AI"]
    for name in names:
        person.says(f"Was {name} selected?")
    seen = until(lambda: len(person.seen()) == len(names) and person.seen())
    assert [name in shown.text for name, shown in zip(names, seen, strict=True)] == [True] * 5


def test_an_edited_question_edits_its_answer(api: Api) -> None:
    person = Person(api, "en")
    answer = person.asks("Why was KT left out?", message_id=9001)
    person.edits(9001, "Who are the five selected?")
    until(lambda: "Upstage" in answer.text)
    assert len(person.seen()) == 1
    person.edits(9001, "Who are the five selected?")
    assert person.quiet()


def test_an_old_question_is_answered_with_a_word_of_excuse(api: Api) -> None:
    shown = Person(api, "it").asks("Perché KT è stata esclusa?", date=int(time.time()) - 7200)
    assert shown.text.startswith("Me l'hai chiesto mentre non c'ero")
    assert "KT è stata esclusa" in shown.text


def test_what_is_no_text_gets_a_hint(api: Api) -> None:
    person = Person(api, "ko")
    message = person.message("")
    del message["text"], message["entities"]
    sticker = {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1}
    api.put(message={**message, "sticker": {**sticker, "is_animated": False, "is_video": False}})
    assert "글만" in until(person.seen)[0].text


def test_a_log_line_per_question_without_its_text(api: Api, bot: BotProcess) -> None:
    Person(api, "en").asks("Why was KT left out, dear xylophone?")
    line = next(line for line in reversed(bot.log.splitlines()) if '"intent"' in line)
    assert json.loads(line)["language"] == "en"
    assert "xylophone" not in Path(bot.folder / "log").read_text(encoding="utf-8")

"""Buttons under answers: each press is answered once and finds its answer again."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from bot.telegram import buttons
from bot.telegram.texts import library
from tests.telegram.stub.api import Api, until
from tests.telegram.stub.methods import Shown
from tests.telegram.stub.people import Person


@pytest.fixture
def person(api: Api) -> Person:
    return Person(api, "en")


@pytest.fixture
def answer(person: Person) -> Shown:
    return person.asks("Why was KT left out?")


def test_languages_tell_the_same_answer_again(person: Person, answer: Shown) -> None:
    english = answer.text
    assert "text" not in person.presses(answer, "IT")
    assert "KT è stata esclusa" in answer.text
    person.presses(answer, "KO")
    assert "출처" in answer.text
    person.presses(answer, "EN")
    assert answer.text == english
    assert "already" in person.presses(answer, "EN")["text"]
    assert len(person.seen()) == 1


def test_a_suggestion_is_asked_and_shown_above_its_answer(person: Person, answer: Shown) -> None:
    question = answer.labels[0]
    person.presses(answer, question)
    new = until(lambda: person.seen()[1:])[0]
    assert new.text.startswith(question)
    assert new.source.startswith("<b>")


@pytest.mark.parametrize("thumb", ["👍", "👎"])
def test_thumbs_are_thanked_for(person: Person, answer: Shown, thumb: str) -> None:
    assert "Thank you" in person.presses(answer, thumb)["text"]


def test_thumbs_also_where_the_bot_does_not_know(person: Person) -> None:
    assert {"👍", "👎"} <= set(person.asks("What is the weather tomorrow?").labels)


def test_not_what_i_meant_shows_other_readings_or_says_there_are_none(
    person: Person, answer: Shown
) -> None:
    before = answer.labels
    notice = person.presses(answer, "Not what I meant").get("text")
    if notice:
        assert "other words" in notice
        return
    assert answer.labels != before
    person.presses(answer, "Back")
    assert answer.labels == before


def test_a_choice_takes_the_place_of_the_question_back(person: Person) -> None:
    asked = person.asks("Which version?")
    if not any(data.startswith("1:choose") for data in _data(asked)):
        pytest.skip("no clarification for this question")
    label = asked.labels[0]
    person.presses(asked, label)
    assert len(person.seen()) == 1
    assert "Source:" in asked.text


@pytest.mark.parametrize(
    "data", ["0:ask:1", "1:ask:99", "1:nothing:1", "'; DROP TABLE x", "1:tell:xx"]
)
def test_unknown_data_is_answered_with_a_notice(person: Person, answer: Shown, data: str) -> None:
    assert person.presses(answer, "", data)["text"]
    assert len(person.seen()) == 1


def test_a_button_of_an_answer_no_longer_kept_says_so(api: Api, person: Person) -> None:
    old = Shown(person.chat, api.state.number(person.chat), "old", [])
    assert "no longer keep" in person.presses(old, "", "1:ask:0")["text"]


def test_callback_data_is_short_and_labels_are_cut() -> None:
    long = SimpleNamespace(
        outcome="answered", intent="timeline", suggestions=("한국어 " * 60,) * 5, choices=()
    )
    keyboard = json.loads(buttons.under(long, library().of("ko"), ("it", "en", "ko")))
    rows = keyboard["inline_keyboard"]
    data = [button["callback_data"] for row in rows for button in row]
    assert max(len(item.encode()) for item in data) <= 64
    assert max(len(button["text"]) for row in rows for button in row) <= 64
    assert len([item for item in data if ":ask:" in item]) == 3


def _data(shown: Shown) -> list[str]:
    return [button["callback_data"] for row in shown.buttons for button in row]

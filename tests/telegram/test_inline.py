"""Inline queries and guest mentions: answers in chats the bot is not in."""

from __future__ import annotations

import pytest

from tests.telegram.stub.api import Api, until
from tests.telegram.stub.people import Person

FIVE = ["Naver", "Upstage", "SK", "NC", "LG"]


@pytest.mark.parametrize(
    ("language", "source"), [("it", "Fonte"), ("en", "Source"), ("ko", "출처")]
)
def test_an_empty_query_offers_the_five(api: Api, language: str, source: str) -> None:
    given = Person(api, language).queries("")
    assert len(given["results"]) == 5
    assert all(source in text for text in given["texts"])
    assert given["is_personal"] in {True, "true"}


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("it", "perché KT è stata esclusa?", "KT è stata esclusa"),
        ("ko", "kt", "출처"),
        ("en", "<b>", ""),
    ],
)
def test_a_query_is_answered_in_the_language_of_the_person(
    api: Api, language: str, text: str, said: str
) -> None:
    given = Person(api, language).queries(text)
    assert said in given["texts"][0]


def test_queries_leave_no_trace_in_the_conversation(api: Api) -> None:
    person = Person(api, "it")
    person.asks("Perché KT è stata esclusa?")
    person.queries("chi ha fatto Kanana?")
    assert "Microsoft" in person.asks("e con chi collabora?").text


def test_a_guest_mention_is_answered_in_place(api: Api) -> None:
    person = Person(api, "en")
    api.state.queries.add("g1")
    message = person.message("@sovereign_bot why was KT left out?", guest_query_id="g1")
    api.put(guest_message=message)
    assert "KT was" in until(lambda: api.state.answers.get("g1"))["text"]
    assert not person.seen()

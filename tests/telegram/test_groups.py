"""Groups and topics: an answer only when addressed, as a reply, in the same topic."""

from __future__ import annotations

import pytest

from tests.telegram.stub.api import Api, until
from tests.telegram.stub.people import Person, group, reply_to


def test_silent_unless_addressed(api: Api) -> None:
    person = Person(api, "it", chat=group(api))
    person.says("Perché KT è stata esclusa?")
    assert person.quiet()


@pytest.mark.parametrize(
    "text",
    [
        "@sovereign_bot perché KT è stata esclusa?",
        "perché KT è stata esclusa? @sovereign_bot",
        "🇰🇷 @sovereign_bot perché KT è stata esclusa?",
        "/ask perché KT è stata esclusa?",
        "/ask@sovereign_bot perché KT è stata esclusa?",
    ],
)
def test_answers_a_mention_or_a_command_as_a_reply(api: Api, text: str) -> None:
    person = Person(api, "it", chat=group(api))
    number = api.state.last_message + 1
    shown = person.asks(text)
    assert "KT è stata esclusa" in shown.text
    assert shown.reply_to == number


def test_answers_a_reply_to_its_own_message(api: Api) -> None:
    person = Person(api, "it", chat=group(api))
    first = person.asks("/ask perché KT è stata esclusa?")
    assert "Kakao" in person.asks("e Kakao?", **reply_to(first, api)).text


def test_ask_as_a_reply_asks_the_words_of_another(api: Api) -> None:
    chat = group(api)
    person, other = Person(api, "it", chat=chat), Person(api, "it", chat=chat)
    earlier = other.message("perché KT è stata esclusa?")
    assert "KT è stata esclusa" in person.asks("/ask", reply_to_message=earlier).text


def test_a_topic_is_answered_in_its_place_and_is_a_conversation_of_its_own(api: Api) -> None:
    chat = group(api, forum=True)
    seven = Person(api, "it", chat=chat, topic=7)
    eight = Person(api, "it", chat=chat, topic=8)
    shown = seven.asks("@sovereign_bot perché KT è stata esclusa?")
    assert shown.topic == 7
    eight.asks("@sovereign_bot qual è il modello di Kakao?")
    assert "OpenAI" not in seven.asks("@sovereign_bot e con chi collabora?").text
    seven.presses(shown, "EN")
    assert "KT was" in shown.text


def test_a_message_of_a_topic_that_the_bot_opened_is_no_reply(api: Api) -> None:
    chat = group(api, forum=True)
    person = Person(api, "it", chat=chat, topic=7)
    opening = {
        **person.message("x"),
        "from": {"id": 42, "is_bot": True, "first_name": "S"},
        "forum_topic_created": {"name": "t", "icon_color": 1},
    }
    del opening["text"], opening["entities"]
    person.says("perché KT è stata esclusa?", reply_to_message=opening)
    assert person.quiet()


def test_a_deleted_question_is_answered_all_the_same(api: Api) -> None:
    person = Person(api, "it", chat=group(api))
    shown = person.asks("@sovereign_bot perché KT è stata esclusa?", message_id=1)
    assert shown.reply_to is None


def test_an_edit_that_adds_the_mention_is_answered(api: Api) -> None:
    person = Person(api, "it", chat=group(api))
    number = person.says("perché KT è stata esclusa?")
    person.edits(number, "@sovereign_bot perché KT è stata esclusa?")
    answer = until(person.seen)[0]
    person.edits(number, "@sovereign_bot chi sono i cinque selezionati?")
    until(lambda: "Upstage" in answer.text)
    assert len(person.seen()) == 1


def test_what_was_sent_by_way_of_the_bot_is_no_question(api: Api) -> None:
    person = Person(api, "it")
    person.says("KT è stata esclusa", via_bot={"id": 42, "is_bot": True, "first_name": "S"})
    assert person.quiet()

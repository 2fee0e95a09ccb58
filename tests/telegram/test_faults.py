"""What goes wrong between the bot and Telegram: nothing is lost, nothing is said twice."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.telegram.conftest import ADMIN
from tests.telegram.process import BotProcess
from tests.telegram.stub.api import Api, until
from tests.telegram.stub.people import Person, group
from tests.telegram.stub.rules import Refused

QUESTION = "Why was KT left out?"


@pytest.fixture
def person(api: Api) -> Iterator[Person]:
    """Somebody who gets one answer to one question in the end, and whose neighbours do."""
    person = Person(api, "en")
    yield person
    api.faults.clear()
    assert "KT was" in Person(api, "en").asks(QUESTION).text


def _one_answer(person: Person) -> float:
    begun = time.monotonic()
    person.says(QUESTION)
    until(person.seen, what="the answer is lost")
    waited = time.monotonic() - begun
    assert person.quiet(0.2)
    assert len(person.seen()) == 1
    return waited


def test_too_many_requests_are_answered_when_telegram_says(api: Api, person: Person) -> None:
    refusal = Refused(429, "Too Many Requests: retry after 1", retry_after=1)
    api.fail("sendMessage", refusal, chat=person.chat)
    assert _one_answer(person) >= 1


@pytest.mark.parametrize("status", [500, 502, 503])
def test_errors_of_the_server_are_tried_again(api: Api, person: Person, status: int) -> None:
    api.fail("sendMessage", Refused(status, "Internal"), times=2, chat=person.chat)
    assert _one_answer(person) > 0.7


def test_a_dropped_connection_is_tried_again(api: Api, person: Person) -> None:
    api.fail("sendMessage", "drop", times=2, chat=person.chat)
    _one_answer(person)


def test_a_send_that_times_out_is_tried_once_more_and_delays_no_other_chat(
    api: Api, person: Person
) -> None:
    api.fail("sendMessage", 60.0, chat=person.chat)
    person.says(QUESTION)
    # More than Telegram hands out at once: the one that waits must be acknowledged meanwhile.
    others = [Person(api, "en") for _ in range(120)]
    for other in others:
        other.says(QUESTION)
    until(lambda: all(other.seen() for other in others))
    assert not person.seen()
    until(person.seen)
    assert [len(other.seen()) for other in [person, *others]] == [1] * 121


def test_a_chat_that_is_told_to_wait_waits_alone(api: Api, person: Person) -> None:
    refusal = Refused(429, "Too Many Requests: retry after 2", retry_after=2)
    api.fail("sendMessage", refusal, chat=person.chat)
    person.says(QUESTION)
    until(lambda: any(call.status == 429 for call in api.made("sendMessage", chat_id=person.chat)))
    assert "KT was" in Person(api, "en").asks(QUESTION).text
    assert not person.seen()
    until(person.seen)
    assert len(person.seen()) == 1


def test_an_outage_longer_than_the_retries_changes_no_answer(api: Api, person: Person) -> None:
    person.asks(QUESTION)
    same = Person(api, "en")
    same.asks(QUESTION)
    expected = same.asks("And who else?").text
    api.fail("sendMessage", Refused(500, "Internal"), times=4, chat=person.chat)
    person.says("And who else?")
    assert until(lambda: person.seen()[1:])[0].text == expected


@pytest.mark.parametrize("outcome", [Refused(502, "Bad Gateway"), "drop"])
def test_polls_that_fail_lose_nothing(api: Api, person: Person, outcome: Refused | str) -> None:
    api.fail("getUpdates", outcome, times=2)
    Person(api, "en").asks("KT")
    _one_answer(person)


def test_a_second_poller_is_outlived_and_admins_are_told(
    api: Api, bot: BotProcess, person: Person
) -> None:
    admin = Person(api, "en", id=ADMIN)
    conflict = Refused(409, "Conflict: terminated by other getUpdates request")
    api.fail("getUpdates", conflict, times=3)
    Person(api, "en").says("KT")
    until(lambda: any("Another process" in shown.text for shown in admin.seen()))
    _one_answer(person)


def test_a_replayed_update_is_answered_once(api: Api, person: Person) -> None:
    message = person.message(QUESTION)
    number = api.put(message=message)
    until(person.seen)
    until(lambda: api.offset > number)
    api.replay({"update_id": number, "message": message})
    assert person.quiet(0.5)


@pytest.mark.parametrize(
    "broken",
    [
        {"message": {"message_id": 1, "text": "no chat", "date": 1}},
        {"message": "no object"},
        {"callback_query": {"id": "1"}},
        {"message": {"message_id": 1, "date": "never", "chat": {"id": 1, "type": "private"}}},
    ],
)
def test_an_update_that_cannot_be_read_stops_nobody(
    api: Api, person: Person, broken: dict[str, object]
) -> None:
    number = api.put(**broken)
    _one_answer(person)
    until(lambda: api.offset > number)


def test_unknown_fields_and_kinds_are_let_through(api: Api, person: Person) -> None:
    api.put(hologram={"id": 1})
    assert "KT was" in person.asks(QUESTION, aura="green", reply_markup=None).text


def test_who_blocked_the_bot_is_forgotten(api: Api, bot: BotProcess, person: Person) -> None:
    api.expected.add("blocked by the user")
    gone = Person(api, "en")
    gone.asks(QUESTION)
    api.state.blocked.add(gone.chat)
    gone.says(QUESTION)
    until(lambda: any("blocked" in call.description for call in api.calls))
    _one_answer(person)
    assert len(api.made("sendMessage", chat_id=gone.chat)) == 2
    api.state.blocked.clear()
    assert "no answer" in gone.asks("/why").text


def test_a_group_that_moved_is_followed_with_its_conversation(api: Api, person: Person) -> None:
    api.expected.add("upgraded to a supergroup")
    old, new = group(api), group(api)
    api.state.chats[old]["type"] = "group"
    before, after = Person(api, "it", chat=old), Person(api, "it", chat=new)
    before.asks("/ask Perché KT è stata esclusa?")
    api.state.moved[old] = new
    before.says("/ask e Kakao?")
    assert "Kakao" in until(after.seen)[0].text
    assert "KT" in after.asks("/ask e KT?").text


def test_a_closed_topic_or_a_lost_chat_is_given_up(api: Api, person: Person) -> None:
    api.expected |= {"TOPIC_CLOSED", "chat not found"}
    chat = group(api, forum=True)
    api.state.closed.add((chat, 7))
    Person(api, "en", chat=chat, topic=7).says("/ask KT")
    lost = Person(api, "en")
    message = lost.message(QUESTION)
    del api.state.chats[lost.chat]
    number = api.put(message=message)
    _one_answer(person)
    until(lambda: api.offset > number)
    assert len(api.made("sendMessage", chat_id=lost.chat)) == 1


def test_markup_that_telegram_cannot_read_is_sent_as_plain_text(api: Api, person: Person) -> None:
    refusal = Refused(400, "Bad Request: can't parse entities: byte offset 3")
    api.fail("sendMessage", refusal, chat=person.chat)
    shown = person.asks(QUESTION)
    assert "KT was" in shown.text
    assert "<b>" not in shown.text


@pytest.mark.parametrize("words", ["message is not modified: same", "query is too old"])
def test_refusals_without_meaning_are_swallowed(api: Api, person: Person, words: str) -> None:
    answer = person.asks(QUESTION)
    edits = "message" in words
    method = "editMessageText" if edits else "answerCallbackQuery"
    api.fail(method, Refused(400, f"Bad Request: {words}"))
    query = f"old-{words[:5]}"
    api.state.queries.add(query)
    told = {"id": query, "from": person.user, "chat_instance": "1", "data": answer.button("IT")}
    number = api.put(callback_query={**told, "message": api.methods.message(answer)})
    until(lambda: api.offset > number)
    assert len(api.made("answerCallbackQuery", callback_query_id=query)) == 1


def test_other_refusals_are_told_to_admins_with_an_id(api: Api, bot: BotProcess) -> None:
    person = Person(api, "en")
    api.fail("sendMessage", Refused(400, "Bad Request: something new"), chat=person.chat)
    person.says(QUESTION)
    until(lambda: "something new" in bot.log.lower())
    assert person.quiet()

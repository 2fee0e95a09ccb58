"""The use cases over an engine that only repeats what it is told."""

from __future__ import annotations

import pytest

from bot.service import Taken
from tests.bot.conftest import Serve
from tests.bot.stand_ins import Engine, said


async def test_a_conversation_goes_on_where_it_was(serving: Serve) -> None:
    async with serving() as service:
        first = await service.ask("c", "Perché?", hint="en-GB")
        assert first.language == "en"
        assert (await service._store.chat("c")).memory == first.memory
        assert (await service._store.chat("d")).memory.intent is None


async def test_a_conversation_outlives_the_process(serving: Serve) -> None:
    async with serving() as service:
        await service.ask("c", "Ciao", hint="ko")
        await service.done(1)
    async with serving() as service:
        assert (await service.ask("c", "e KT?", hint="it")).language == "ko"


@pytest.mark.parametrize(
    ("hint", "language"),
    [("it-IT", "it"), ("ko_KR", "ko"), ("EN", "en"), ("pt-br", "en"), (None, "en"), ("", "en")],
)
async def test_the_app_tells_the_language_of_a_new_chat(
    serving: Serve, hint: str | None, language: str
) -> None:
    async with serving() as service:
        assert await service.language("c", hint) == language


async def test_a_chosen_language_holds_until_another_is_chosen(serving: Serve) -> None:
    async with serving() as service:
        await service.ask("c", "Ciao", hint="it")
        assert await service.language("c", "ko") == "it"
        await service.speak("c", "ko")
        assert (await service.ask("c", "KT", hint="it")).language == "ko"
        assert await service.language("c", "it") == "ko"
        with pytest.raises(ValueError, match="xx"):
            await service.speak("c", "xx")


async def test_a_command_is_answered_and_remembered(serving: Serve) -> None:
    async with serving() as service:
        answer = await service.say("c", "compare", ("kt", "kakao"), hint="ko")
        assert (answer.body, answer.language) == ("compare", "ko")
        assert (await service._store.chat("c")).memory.entities == ("kt", "kakao")


async def test_glances_leave_no_trace_of_a_chat(serving: Serve) -> None:
    async with serving() as service:
        assert (await service.glance("KT", hint="ko")).language == "ko"
        assert (await service.tell("company_card", ("kt",), hint="it")).language == "it"
        stats = await service.stats()
        assert (stats.questions, stats.chats) == (1, 0)


async def test_an_answer_is_told_again(serving: Serve) -> None:
    async with serving() as service:
        assert (await service.retell("[1]", "ko")).language == "ko"
        with pytest.raises(ValueError, match=r"\[2\]"):
            await service.retell("[2]", "ko")


async def test_what_was_sent_is_known_after_a_restart(serving: Serve) -> None:
    answer = said("Hello")
    async with serving() as service:
        await service.sent("c", "7", (8, 9), answer)
        await service.done(1)
    async with serving() as service:
        found = await service.sent_as("c", 9)
        assert found is not None
        assert found == await service.sent_for("c", "7") == await service.last("c")
        assert (found.suggestions, found.choices) == (answer.suggestions, answer.choices)
        assert (found.alternatives, found.frame) == (answer.alternatives, "[1]")
        assert (found.digest, found.outcome) == ("one", "answered")


async def test_updates_are_answered_once(serving: Serve) -> None:
    async with serving() as service:
        assert await service.take(5)
        with pytest.raises(Taken):
            await service.take(5)
        await service.give_back(5)
        assert await service.take(5)
        await service.done(5)
        assert not await service.take(5)


async def test_a_chat_is_forgotten_and_moved(serving: Serve) -> None:
    async with serving() as service:
        await service.speak("c", "ko")
        await service.migrate("c", "d")
        assert await service.language("d", "it") == "ko"
        await service.forget("d")
        assert await service.language("d", "it") == "it"


async def test_another_knowledge_answers_from_the_next_question_on(serving: Serve) -> None:
    async with serving(Engine("one")) as service:
        assert (await service.ask("c", "Hi")).body == "one: Hi"
        service._current.take(Engine("two"), 7)
        assert (await service.ask("c", "Hi")).body == "two: Hi"
        assert (await service.status()).digest == service.digest == "two"


async def test_status_tells_how_the_bot_stands(serving: Serve) -> None:
    async with serving() as service:
        await service.ask("c", "Hi")
        status = await service.status()
        assert (status.digest, status.questions, status.database) == ("one", 1, "sqlite")
        assert status.counts == {"facts": 1, "entities": 0, "sources": 0}
        assert status.away is None

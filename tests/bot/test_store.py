"""The store on both databases: one suite, so that they behave alike."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import create_engine, text

from bot.records import Sent
from bot.settings import Settings
from bot.stores.purge import FOREVER, kept_days
from bot.stores.store import Store, Taken
from bot.stores.tables import metadata
from intents import Memory
from tests.bot.stand_ins import Clock, said


def _sent(chat: str = "c", question: str = "7", messages: tuple[int, ...] = (8, 9)) -> Sent:
    answer = said("Hello")
    return Sent(
        chat=chat,
        question=question,
        messages=messages,
        frame=answer.frame,
        language="en",
        intent="help",
        outcome="smalltalk",
        suggestions=answer.suggestions,
        choices=answer.choices,
        alternatives=answer.alternatives,
        digest="one",
    )


async def test_a_chat_is_remembered_with_its_chosen_language(store: Store) -> None:
    assert (await store.chat("c")).memory == Memory()
    store.remember("c", Memory(language="ko", intent="기준", entities=("kt",)))
    await store.speak("c", "it")
    kept = await store.chat("c")
    assert kept.language == "it"
    assert kept.memory == Memory(language="ko", intent="기준", entities=("kt",))
    assert (await store.chat("other")).language is None


async def test_a_language_chosen_first_is_kept_with_the_first_memory(store: Store) -> None:
    await store.speak("c", "ko")
    assert (await store.chat("c")).memory == Memory()
    store.remember("c", Memory(language="it"))
    assert (await store.chat("c")).language == "ko"


async def test_memory_of_another_version_is_left_aside(store: Store) -> None:
    store.remember("c", Memory())
    await store.speak("c", "it")
    broken = {"chat": "c", "memory": '{"from": "tomorrow"}', "at": 1.0}
    store._desk.round.put("remember", "c", broken)
    kept = await store.chat("c")
    assert (kept.memory, kept.language) == (Memory(), "it")


async def test_a_sent_answer_is_found_by_question_and_by_each_message(store: Store) -> None:
    store.sent(_sent())
    assert await store.sent_for("c", "7") == _sent()
    assert await store.sent_as("c", 8) == await store.sent_as("c", 9) == _sent()
    assert await store.sent_as("c", 7) is None
    assert await store.sent_as("d", 8) is None


async def test_an_edited_question_replaces_what_was_sent(store: Store) -> None:
    store.sent(_sent())
    store.sent(_sent(messages=(8, 12)))
    found = await store.sent_for("c", "7")
    assert found is not None
    assert found.messages == (8, 12)


async def test_the_last_answer_is_the_newest(store: Store, clock: Clock) -> None:
    for question in ("12", "9"):
        clock.now += 1
        store.sent(_sent(question=question))
    found = await store.last("c")
    assert found is not None
    assert found.question == "9"


async def test_an_update_is_answered_once(store: Store) -> None:
    assert await store.take(1)
    with pytest.raises(Taken):
        await store.take(1)
    await store.done(1)
    assert not await store.take(1)


async def test_an_update_given_back_is_taken_again_at_once(store: Store) -> None:
    assert await store.take(1)
    await store.give_back(1)
    assert await store.take(1)


async def test_what_was_answered_stays_answered_after_a_restart(address: str) -> None:
    async with Store(address) as first:
        assert await first.take(1)
        await first.done(1)
    async with Store(address) as second:
        assert not await second.take(1)


async def test_a_killed_process_leaves_nothing_taken_behind(address: str) -> None:
    async with Store(address) as first:
        assert await first.take(1)
    async with Store(address) as second:
        assert await second.take(1)


async def test_replicas_do_not_answer_the_same_update(address: str, clock: Clock) -> None:
    async with (
        Store(address, alone=False, clock=clock) as one,
        Store(address, alone=False, clock=clock) as two,
    ):
        results = await asyncio.gather(one.take(1), two.take(1), return_exceptions=True)
        assert sorted(map(repr, results)) == ["Taken()", "True"]
        # Who has not answered after a minute is taken for dead.
        clock.now += 61
        assert await two.take(1)
        await two.done(1)
        clock.now += 61
        assert not await one.take(1)


async def test_every_row_of_a_chat_is_forgotten(address: str, clock: Clock) -> None:
    async with Store(address, clock=clock, keep_questions=True) as store:
        for chat in ("c", "d"):
            store.remember(chat, Memory(language="it"))
            store.sent(_sent(chat))
            await store.feedback(chat, 8, 1)
            store.question(chat, said("Hi"), 1.0, "one", f"who \0 \ud800 am I, {chat}?")
        await store.forget("c")
        rows = await _rows(store)
        assert "c" not in {row.get("chat") for table in rows.values() for row in table}
        assert [row["text"] for row in rows["questions"]] == ["who  ? am I, d?"]
        assert all(rows[name] for name in ("chats", "sent", "messages", "feedback"))


async def test_no_text_and_no_chat_of_a_question_is_kept_by_default(store: Store) -> None:
    store.question("c", said("Hi"), 1.0, "one", "who am I?")
    [row] = (await _rows(store))["questions"]
    assert (row["chat"], row["text"]) == (None, None)
    assert (row["outcome"], row["intent"], row["language"]) == ("answered", "company_card", "en")


async def test_a_migrated_group_keeps_its_conversation_and_feedback(store: Store) -> None:
    store.remember("old", Memory(language="ko"))
    store.sent(_sent("old"))
    await store.feedback("old", 8, -1)
    await store.migrate("old", "new")
    assert (await store.chat("new")).memory.language == "ko"
    assert (await store.chat("old")).memory == Memory()
    rows = await _rows(store)
    assert [row["chat"] for row in rows["feedback"]] == ["new"]
    assert not rows["sent"]


async def test_a_group_that_already_spoke_under_its_new_id_keeps_that(store: Store) -> None:
    store.remember("old", Memory(language="ko"))
    store.remember("new", Memory(language="it"))
    await store.feedback("old", 8, -1)
    await store.feedback("new", 8, 1)
    await store.migrate("old", "new")
    await store.migrate("never seen", "new")
    assert (await store.chat("new")).memory.language == "it"
    assert (await store.chat("old")).memory == Memory()
    assert [row["value"] for row in (await _rows(store))["feedback"]] == [1]


async def test_feedback_counts_once_per_message_and_may_change(store: Store) -> None:
    store.sent(_sent())
    await store.feedback("c", 8, 1)
    await store.feedback("c", 8, -1)
    [row] = (await _rows(store))["feedback"]
    assert (row["value"], row["intent"], row["language"]) == (-1, "help", "en")


async def test_stats_count_the_last_hours(store: Store, clock: Clock) -> None:
    store.question(None, said("old"), 9.0, "one", None)
    clock.now += 7200
    for elapsed in (1.0, 2.0, 3.0):
        store.question(None, said("new", "ko"), elapsed, "one", None)
    store.remember("c", Memory())
    await store.feedback("c", 8, 1)
    stats = await store.stats(1)
    assert (stats.questions, stats.chats, stats.liked, stats.disliked) == (3, 1, 1, 0)
    assert (stats.languages, stats.outcomes) == ({"ko": 3}, {"answered": 3})
    assert (stats.median_ms, stats.slow_ms) == (2.0, 3.0)
    assert (await store.stats(3)).questions == 4


async def test_nothing_was_asked_yet(store: Store) -> None:
    assert (await store.stats(24)).questions == 0


async def test_rows_stay_as_long_as_the_settings_say(store: Store, clock: Clock) -> None:
    store.remember("c", Memory())
    store.sent(_sent())
    await store.feedback("c", 8, 1)
    store.question("c", said("Hi"), 1.0, "one", None)
    await store.take(1)
    await store.done(1)
    days = kept_days(Settings(_env_file=None))
    assert {table.name for table in (*days, *FOREVER)} == set(metadata.tables)
    assert await store.purge(days) == 0
    left = {}
    for day in (3, 91, 366):
        clock.now = 1_800_000_000.0 + day * 86400
        await store.purge(days)
        left[day] = {name for name, rows in (await _rows(store)).items() if rows}
    assert left == {3: {"chats", "feedback", "questions"}, 91: {"feedback"}, 366: set()}


async def test_many_chats_share_a_transaction_and_lose_nothing(store: Store) -> None:
    async def question(number: int) -> None:
        chat = f"{number % 50}"
        assert await store.take(number)
        kept = (await store.chat(chat)).memory
        store.remember(chat, kept.model_copy(update={"recent": (*kept.recent, f"{number}")}))
        store.sent(_sent(chat, f"{number}", (number,)))
        await store.done(number)

    async def chat(which: int) -> None:
        for turn in range(4):
            await question(turn * 50 + which)

    await asyncio.gather(*map(chat, range(50)))
    for which in range(50):
        wanted = tuple(f"{turn * 50 + which}" for turn in range(4))
        assert (await store.chat(f"{which}")).memory.recent == wanted
    assert len((await _rows(store))["sent"]) == 200


@pytest.mark.parametrize("wicked", ["'; DROP TABLE chats; --", "%s $1 ?", "\u202e<b>", "é" * 60])
async def test_ids_and_words_change_nothing(store: Store, wicked: str) -> None:
    store.remember(wicked, Memory(intent=wicked))
    store.sent(_sent(wicked, wicked))
    assert (await store.chat(wicked)).memory.intent == wicked
    assert (await store.sent_for(wicked, wicked)) == _sent(wicked, wicked)


async def test_a_backlog_outlives_the_process(address: str, clock: Clock) -> None:
    async with Store(address, clock=clock) as store:
        await store.keep_backlog({9: '{"a": "\\u0000"}', 7: "{}"})
        await store.keep_backlog({7: "[]"})
    async with Store(address, clock=clock) as store:
        assert list((await store.backlog()).items()) == [(7, "[]"), (9, '{"a": "\\u0000"}')]
        await store.leave_backlog(7)
        await store.leave_backlog(7)
        assert list(await store.backlog()) == [9]


async def _rows(store: Store) -> dict[str, list[dict[str, object]]]:
    """Everything in the database."""

    def read(connection):
        return {
            name: [dict(row._mapping) for row in connection.execute(table.select())]
            for name, table in metadata.tables.items()
        }

    return await store._job(read)


async def test_sqlite_writes_ahead(tmp_path) -> None:
    path = f"sqlite:///{tmp_path}/deep/er/bot.sqlite3"
    async with Store(path):
        pass
    engine = create_engine(path)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    engine.dispose()

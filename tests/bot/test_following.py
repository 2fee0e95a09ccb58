"""What chats follow, and their news, on both databases: once, whoever brings them."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import insert

from bot.records import News
from bot.stores.editions import versions
from bot.stores.following import PER_SECOND, Following
from bot.stores.store import Store
from tests.bot.stand_ins import Clock


@pytest.fixture
def following(store: Store, clock: Clock) -> Following:
    return Following(store, clock=clock)


async def publish(store: Store, number: int) -> None:
    texts = dict.fromkeys(("author", "reason", "digest", "knowledge", "disk", "report"), "x")
    row = {"number": number, "at": 1.0, "content": b"", **texts}
    await store.job(lambda c: c.execute(insert(versions).values(row)).close())


async def subjects(following: Following, chat: str) -> list[str]:
    return [one.subject for one in await following.of(chat)]


async def test_a_chat_follows_each_subject_once_in_order(
    following: Following, clock: Clock
) -> None:
    for subject in ("kt", "exaone", "kt"):
        clock.now += 1
        await following.add("c", subject, "it")
    assert await following.add("c", "kt", "it") == "there"
    assert await subjects(following, "c") == ["kt", "exaone"]
    assert await following.drop("c", ["kt", "kakao"]) == 1
    assert await following.drop("c", ["kt"]) == 0
    await following.add("d", "kt", "ko")
    assert await following.drop_all("c") == 1
    assert await subjects(following, "d") == ["kt"]


async def test_a_chat_follows_no_more_than_it_may(following: Following) -> None:
    done = [await following.add("c", f"s{n}", "en") for n in range(Following.most + 1)]
    assert done == ["added"] * Following.most + ["full"]
    assert await following.add("d", "s0", "en") == "added"


async def test_news_are_of_versions_after_the_wish(store: Store, following: Following) -> None:
    await publish(store, 1)
    assert await following.unannounced() is None
    await following.add("c", "kt", "en")
    assert await following.unannounced() is None
    await publish(store, 2)
    await following.add("d", "kt", "en")
    await publish(store, 3)
    assert await following.unannounced() == 2
    await following.announce(2, {"kt", "kakao"})
    assert await following.due(9) == [News("c", 2)]
    assert await following.unannounced() == 3
    await following.announce(3, {"kakao"})
    assert await following.unannounced() is None
    assert await following.due(9) == [News("c", 2)]
    assert [one.subject for one in await following.of("d", before=2)] == []


async def test_a_version_is_announced_once_by_many(address: str) -> None:
    async with Store(address, alone=False) as one, Store(address, alone=False) as two:
        for chat in range(20):
            await Following(one).add(f"{chat}", "kt", "en")
            await Following(one).add(f"{chat}", "kakao", "en")
        await publish(one, 1)
        tries = [Following(store).announce(1, {"kt", "kakao"}) for store in (one, two) * 4]
        await asyncio.gather(*tries)
        assert len(await Following(two).due(99)) == 20
        # Whoever follows later is not told, however late the same is announced again.
        await Following(one).add("late", "kt", "en")
        await Following(two).announce(1, {"kt"})
        assert len(await Following(two).due(99)) == 20


async def test_of_many_who_claim_one_sends(address: str, clock: Clock) -> None:
    async with Store(address, alone=False) as one, Store(address, alone=False) as two:
        desks = [Following(store, limited=False, clock=clock) for store in (one, two)]
        await desks[0].add("c", "kt", "en")
        await publish(one, 1)
        await desks[1].announce(1, {"kt"})
        item = News("c", 1)
        claims = await asyncio.gather(*(desk.claim(item) for desk in desks * 5))
        assert sum(claims) == 1
        assert not await desks[0].due(9)
        await desks[1].give_back(item, 5)
        assert not await desks[0].due(9)
        clock.now += 5
        assert await desks[0].due(9) == [News("c", 1, tries=1)]
        assert await desks[1].claim(item)


async def test_the_pace_is_one_for_all_processes(address: str, clock: Clock) -> None:
    async with Store(address, alone=False) as one, Store(address, alone=False) as two:
        desks = [Following(store, clock=clock) for store in (one, two)]
        for chat in range(40):
            await desks[0].add(f"{chat}", "kt", "en")
        for number in (1, 2):
            await publish(one, number)
            await desks[0].announce(number, {"kt"})
        items = await desks[0].due(99)
        assert {item.version for item in items} == {1}
        claims = [await desks[n % 2].claim(item) for n, item in enumerate(items)]
        assert sum(claims) == PER_SECOND
        told = {item.chat for item, ours in zip(items, claims, strict=True) if ours}
        # A chat that was told just now waits for the next version; the others do not.
        assert not told & {item.chat for item in await desks[1].due(99)}
        clock.now += 1.01
        assert await desks[1].claim(items[-1])
        waiting = {item.chat: item.version for item in await desks[1].due(99)}
        assert {waiting[chat] for chat in told} == {2}


async def test_news_wait_for_those_before_them(
    store: Store, following: Following, clock: Clock
) -> None:
    await following.add("c", "kt", "en")
    for number in (1, 2):
        await publish(store, number)
        await following.announce(number, {"kt"})
    [first] = await following.due(9)
    assert await following.claim(first)
    await following.give_back(first, 60)
    clock.now += 30
    assert not await following.due(9)
    clock.now += 31
    assert await following.due(9, without=["d"]) == [News("c", 1, 1)]
    assert not await following.due(9, without=["c"])


async def test_news_without_content_are_withdrawn_for_good(
    store: Store, following: Following
) -> None:
    await following.add("c", "kt", "en")
    await publish(store, 1)
    await following.announce(1, {"kt"})
    await following.withdraw(News("c", 1))
    await following.announce(1, {"kt"})
    assert not await following.due(9)
    assert await following.unannounced() is None


async def test_what_is_put_off_was_not_claimed(
    store: Store, following: Following, clock: Clock
) -> None:
    await following.add("c", "kt", "en")
    await publish(store, 1)
    await following.announce(1, {"kt"})
    [item] = await following.due(9)
    await following.put_off(item, 5)
    assert not await following.due(9)
    clock.now += 5
    assert await following.claim(item)
    await following.put_off(item, 0)
    assert not await following.due(9)


async def test_a_chat_that_is_forgotten_follows_nothing(store: Store, following: Following) -> None:
    for chat in ("c", "d"):
        await following.add(chat, "kt", "en")
    await publish(store, 1)
    await following.announce(1, {"kt"})
    await store.forget("c")
    assert not await subjects(following, "c")
    assert [item.chat for item in await following.due(9)] == ["d"]
    assert not await following.claim(News("c", 1))


async def test_a_chat_that_is_lost_is_forgotten_with_its_topics(
    store: Store, following: Following
) -> None:
    for chat in ("-7", "-7:1", "-7:22", "-71", "7"):
        await following.add(chat, "kt", "en")
    await publish(store, 1)
    await following.announce(1, {"kt"})
    await store.lose("-7")
    assert [item.chat for item in await following.due(9)] == ["-71", "7"]
    assert not await subjects(following, "-7:22")
    assert await subjects(following, "-71")


async def test_a_group_that_moved_takes_along_what_it_follows(
    store: Store, following: Following
) -> None:
    await following.add("old", "kt", "en")
    await following.add("old", "kakao", "en")
    await following.add("new", "kt", "ko")
    await publish(store, 1)
    await following.announce(1, {"kakao"})
    await store.migrate("old", "new")
    assert sorted(await subjects(following, "new")) == ["kakao", "kt"]
    assert not await subjects(following, "old")
    assert await following.due(9) == [News("new", 1)]


async def test_a_chosen_language_outlives_the_conversation(
    store: Store, following: Following
) -> None:
    await following.add("c", "kt", "en")
    await store.speak("c", "ko")
    assert [one.language for one in await following.of("c")] == ["ko"]

"""Failures that are the bot's own: tried three times, then set aside, told with an id."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from telegram import Chat, Message, Update, User
from telegram.error import Forbidden, NetworkError, RetryAfter

from bot.operations.metrics import Metrics
from bot.stores.store import Taken
from bot.telegram.alarm import Alarm
from bot.telegram.chats import Chats
from bot.telegram.intake import Intake, Unanswered, note
from bot.telegram.texts import library

CHAT = 77
UPDATE = Update(
    5,
    message=Message(
        1, datetime.now(UTC), Chat(CHAT, "private"), from_user=User(CHAT, "Ada", is_bot=False)
    ),
)


class Service:
    """A service that notes what is asked of it."""

    languages = ("it", "en", "ko")

    def __init__(self) -> None:
        self.finished: list[int] = []
        self.returned: list[int] = []
        self.forgotten: list[str] = []
        self.taken_by_others = False

    async def take(self, update: int) -> bool:
        if self.taken_by_others:
            raise Taken
        return update not in self.finished

    async def done(self, update: int) -> None:
        self.finished.append(update)

    async def give_back(self, update: int) -> None:
        self.returned.append(update)

    async def lose(self, chat: str) -> None:
        self.forgotten.append(chat)

    async def language(self, chat: str, hint: str | None = None) -> str:
        return "en"


class Telegram:
    """A bot that notes what it sends."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, str]] = []

    async def call(self, _method: str, **values: Any) -> dict[str, int]:
        self.sent.append((values["chat_id"], values["text"]))
        return {"message_id": 1}


class World:
    """An intake over handlers that fail as told."""

    def __init__(self) -> None:
        self.failure: Exception | None = None
        self.handled = 0
        self.service, self.telegram = Service(), Telegram()
        chats = Chats(self.service, library())  # type: ignore[arg-type]
        alarm = Alarm(self.telegram, chats, [900, 901], clock=lambda: 0.0)  # type: ignore[arg-type]
        self.intake = Intake(self, self.service, Metrics(), alarm)  # type: ignore[arg-type]

    async def process_update(self, update: Update) -> None:
        self.handled += 1
        if self.failure:
            await note(update, SimpleNamespace(error=self.failure))  # type: ignore[arg-type]


@pytest.fixture
def world() -> World:
    return World()


async def test_an_answered_update_is_done_and_not_handled_again(world: World) -> None:
    await world.intake.serve(UPDATE)
    await world.intake.serve(UPDATE)
    assert (world.handled, world.service.finished) == (1, [5])


async def test_a_fault_of_ours_is_set_aside_after_three_attempts(world: World) -> None:
    world.failure = KeyError("oh")
    for _ in range(2):
        with pytest.raises(Unanswered):
            await world.intake.serve(UPDATE)
    await world.intake.serve(UPDATE)
    assert (world.service.returned, world.service.finished) == ([5, 5], [5])
    assert [chat for chat, _ in world.telegram.sent] == [900, 901, CHAT]
    identity = world.telegram.sent[-1][1].rpartition(" ")[2]
    assert all(identity in text for _, text in world.telegram.sent)


async def test_notes_to_admins_are_few(world: World) -> None:
    for number in range(3):
        await world.intake.alarm.raised(KeyError(number))
    assert len(world.telegram.sent) == 2


async def test_an_outage_is_tried_eight_times(world: World) -> None:
    world.failure = NetworkError("away")
    for _ in range(7):
        with pytest.raises(Unanswered):
            await world.intake.serve(UPDATE)
    await world.intake.serve(UPDATE)
    assert world.service.finished == [5]
    assert not world.intake.strikes


async def test_who_forbids_is_forgotten(world: World) -> None:
    world.failure = Forbidden("bot was blocked by the user")
    await world.intake.serve(UPDATE)
    assert (world.service.forgotten, world.service.finished) == ([str(CHAT)], [5])


async def test_an_update_under_way_elsewhere_must_come_again(world: World) -> None:
    world.service.taken_by_others = True
    with pytest.raises(Unanswered):
        await world.intake.serve(UPDATE)
    assert not world.handled


@pytest.mark.filterwarnings("ignore:.*retry_after")
def test_pauses_grow_to_half_a_minute() -> None:
    assert [Unanswered(KeyError(), n).pause for n in (1, 2, 3, 9)] == [1, 2, 4, 30]
    assert Unanswered(RetryAfter(7), 1).pause == 7

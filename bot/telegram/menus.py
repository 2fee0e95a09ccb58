"""The menus and descriptions that Telegram shows, per language and scope, set where they differ."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Iterable
from typing import TypeVar

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    BotDescription,
    BotShortDescription,
)

from bot.telegram.client import Client
from bot.telegram.texts import Library, Texts
from bot.words import FALLBACK

log = logging.getLogger("bot.telegram.menus")

T = TypeVar("T")

# In a group only what makes sense for many readers.
IN_GROUPS = (
    *("ask", "companies", "models", "compare", "criteria", "sources"),
    *("timeline", "rounds", "sizes", "follow", "unfollow", "lang", "help"),
)


async def publish(client: Client, texts: Library, admins: Iterable[int]) -> None:
    """Set every menu and description that is not as it should be.

    Errors are only logged: answers do not depend on menus.
    """
    for code in texts.codes:
        words = texts.of(code)
        # English is what everybody sees whose language has no menu of its own.
        language = None if code == FALLBACK else code
        for scope, commands in _menus(words, admins):
            await _logged(_commands(client, scope, commands, language), f"menu {scope.type} {code}")
        await _logged(_descriptions(client, words, language), f"description {code}")


def _menus(
    words: Texts, admins: Iterable[int]
) -> Iterable[tuple[BotCommandScope, list[BotCommand]]]:
    public = [BotCommand(name, said) for name, said in words.commands.items()]
    hidden = [BotCommand(name, said) for name, said in words.admin_commands.items()]
    yield BotCommandScopeDefault(), public
    yield BotCommandScopeAllPrivateChats(), public
    yield BotCommandScopeAllGroupChats(), [c for c in public if c.command in IN_GROUPS]
    for admin in admins:
        yield BotCommandScopeChat(admin), [*public, *hidden]


async def _commands(
    client: Client, scope: BotCommandScope, wanted: list[BotCommand], language: str | None
) -> None:
    if await _found(client.get_my_commands(scope, language)) != tuple(wanted):
        await client.set_my_commands(wanted, scope, language)


async def _descriptions(client: Client, words: Texts, language: str | None) -> None:
    text, short = words.description.strip(), words.short_description
    if await _found(client.get_my_description(language)) != BotDescription(text):
        await client.set_my_description(text, language)
    if await _found(client.get_my_short_description(language)) != BotShortDescription(short):
        await client.set_my_short_description(short, language)


async def _found(call: Awaitable[T]) -> T | None:
    """What is set so far; nothing if that is not to be learnt."""
    try:
        return await call
    except Exception as error:  # noqa: BLE001 — servers answer strangely what they do not know
        log.info("what is set is not known: %s", error)
        return None


async def _logged(call: Awaitable[None], what: str) -> None:
    try:
        await call
    except Exception as error:  # noqa: BLE001 — answers do not depend on menus
        log.warning("%s not set: %s", what, error)

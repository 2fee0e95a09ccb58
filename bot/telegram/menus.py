"""The menus and descriptions that Telegram shows, per language and scope, set where they differ."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Iterable

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError

from bot.telegram.client import Client
from bot.telegram.texts import FALLBACK, Library, Texts

log = logging.getLogger("bot.telegram.menus")

# In a group only what makes sense for many readers.
IN_GROUPS = ("ask", "companies", "models", "compare", "criteria", "sources", "lang", "help")


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
    if list(await client.get_my_commands(scope, language)) != wanted:
        await client.set_my_commands(wanted, scope, language)


async def _descriptions(client: Client, words: Texts, language: str | None) -> None:
    text = words.description.strip()
    if (await client.get_my_description(language)).description != text:
        await client.set_my_description(text, language)
    if (
        await client.get_my_short_description(language)
    ).short_description != words.short_description:
        await client.set_my_short_description(words.short_description, language)


async def _logged(call: Awaitable[None], what: str) -> None:
    try:
        await call
    except TelegramError as error:
        log.warning("%s not set: %s", what, error)

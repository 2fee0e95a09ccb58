"""Editing put together from the settings, for a bot that serves and for the terminal."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from bot.editing.editor import Editor, Served
from bot.editing.exchanges import Exchanges
from bot.editing.files import Folders
from bot.editing.misses import Misses
from bot.editing.news import Newsroom
from bot.editing.opening import Build, Opened, Opening
from bot.editing.versions import Versions
from bot.editing.workshop import Workshop
from bot.settings import Settings
from bot.stores.following import Following
from bot.stores.store import Store
from intents import from_bundle


def folders(settings: Settings) -> Folders:
    """Where facts and catalogue lie."""
    return Folders(settings.facts_dir, settings.catalogue_dir)


def workshop(settings: Settings) -> Workshop:
    """Where content is rehearsed."""
    return Workshop(folders(settings), settings.scripts_dir, settings.cache_dir)


def _build(settings: Settings) -> Build:
    return partial(from_bundle, cache_dir=settings.cache_dir)


def opening(settings: Settings, store: Store) -> Opening:
    """What finds out what to serve at the start."""
    return Opening(Versions(store), folders(settings), _build(settings))


def editor(
    settings: Settings, store: Store, current: Served, opened: Opened | None = None
) -> Editor:
    """The editor of a bot that serves."""
    return Editor(
        versions=Versions(store),
        workshop=workshop(settings),
        current=current,
        folders=folders(settings),
        build=_build(settings),
        misses=Misses(store, texts=settings.keep_questions),
        exchanges=Exchanges(frozenset(map(str, settings.admin_ids))),
        problems=opened.problems if opened else (),
    )


def newsroom(settings: Settings, store: Store) -> Newsroom:
    """What tells followers."""
    kept = Following(store, limited=settings.rate_limit)
    return Newsroom(Versions(store), kept, folders(settings))


@asynccontextmanager
async def following(editor: Editor, *, prepare: bool) -> AsyncIterator[None]:
    """Take over what other processes publish, while the context lasts.

    `prepare`: there is somebody who may want a rehearsal, so the first one shall be quick.
    """
    tasks = [asyncio.create_task(editor.follow())]
    if prepare:
        tasks.append(asyncio.create_task(editor.prepare()))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

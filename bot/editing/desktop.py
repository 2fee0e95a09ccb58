"""Editing from a terminal, beside a bot that may be running on the same database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import typer

from bot.editing.assembly import editor
from bot.editing.cache import writable
from bot.editing.editor import Editor, Gone, ReasonNeeded, Refused
from bot.editing.telling import told
from bot.editing.versions import Draft, Overtaken, Versions
from bot.editing.wording import Words, words
from bot.settings import Settings
from bot.stores.store import Store, StoreAway
from bot.words import FALLBACK
from intents import Knowledge


class _Nobody:
    """Nobody answers here: a bot that runs looks for what is published by itself."""

    version: int | None = None

    def take(self, knowledge: Knowledge, version: int | None) -> None:
        """Nothing is served."""

    def refused(self) -> None:
        """Nobody counts."""


@dataclass(frozen=True)
class Desktop:
    """The use cases of the terminal; what they did is printed in `words`."""

    editor: Editor
    words: Words

    @property
    def versions(self) -> Versions:
        """What was published."""
        return self.editor.versions

    async def rehearsed(self, author: str) -> Draft:
        """What the files on disk would change."""
        return await self.editor.rehearse_disk(author)

    def told(self, draft: Draft, *, whole: bool = False) -> str:
        """A rehearsal in words."""
        if draft.unchanged:
            return self.words.report.same
        return told(draft.report, self.words, whole=whole)

    async def publish(self, draft: Draft, author: str, reason: str) -> bool:
        """Publish what was rehearsed; whether it is in force now."""
        if draft.unchanged:
            return True
        if not draft.id:
            return False
        try:
            done = await self.editor.publish(draft.id, author, reason)
        except ReasonNeeded:
            typer.echo("publish it with --reason, or mend it", err=True)
            await self.editor.discard(draft.id, author)
            return False
        except (Overtaken, Refused):
            typer.echo(self.words.replies.overtaken, err=True)
            return False
        version = done.version
        typer.echo(
            self.words.replies.published.format(number=version.number, digest=version.knowledge)
        )
        return True

    async def rollback(self, number: int, author: str, reason: str) -> bool:
        """Put an earlier version in force again; whether that was possible."""
        try:
            version = await self.editor.rollback(number, author, reason)
        except Gone:
            typer.echo(self.words.replies.no_version.format(number=number), err=True)
            return False
        except Refused as refusal:
            typer.echo(told(refusal.report, self.words), err=True)
            return False
        values = {"old": number, "number": version.number}
        typer.echo(self.words.replies.rolled_back.format(**values))
        return True


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Desktop]:
    """The desktop on the database of the settings; raises `StoreAway` if that is away."""
    # Not alone: what a running bot has taken is its own.
    store = Store(settings.database_url.get_secret_value(), alone=False)
    with writable(settings.cache_dir) as cache:
        async with store:
            if store.away is not None:
                raise StoreAway
            cached = settings.model_copy(update={"cache_dir": cache})
            desk = Desktop(editor(cached, store, _Nobody()), words(FALLBACK))
            yield desk
            await desk.editor.workshop.settled()

"""What was published, and what waits to be: kept whole in the database, each step in one go."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import IntegrityError

from bot.editing.files import Files, unzipped
from bot.editing.report import Report
from bot.stores.editions import audit, drafts, versions
from bot.stores.store import Store

_HEAD = [column for column in versions.columns if column.name not in {"report", "content"}]


class Overtaken(Exception):  # noqa: N818 - nothing is wrong, only late
    """Somebody else has published since: what was rehearsed is no longer what would change."""


@dataclass(frozen=True, slots=True)
class Version:
    """A published version, without its content. `at` is in seconds since 1970."""

    number: int
    at: float
    author: str
    reason: str
    digest: str
    knowledge: str
    disk: str

    def stands_for(self, digest: str) -> bool:
        """Whether these files on disk are those that were there when it was published."""
        return digest == self.digest or digest in self.disk.split()


@dataclass(frozen=True, slots=True)
class Draft:
    """Content that was rehearsed against version `base` and may be published.

    `changed` are the names of files that are not on disk yet; `disk` is the digest of the folders
    as they lay on disk.
    """

    id: str
    author: str
    base: int
    changed: tuple[str, ...]
    disk: str
    report: Report
    reason: str = ""
    # What was rehearsed is what is in force.
    unchanged: bool = False


class Versions:
    """Versions and drafts in a store. Every call may raise `StoreAway`."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        """`clock` tells the time of day in seconds since 1970."""
        self._store, self._clock = store, clock

    async def newest(self) -> Version | None:
        """The version in force; nothing before the first."""
        return await self._store.job(_newest)

    async def list(self, most: int = 30) -> Sequence[Version]:
        """The last versions, the newest first."""
        statement = select(*_HEAD).order_by(versions.c.number.desc()).limit(most)
        rows = await self._store.job(lambda c: c.execute(statement).mappings().all())
        return [Version(**row) for row in rows]

    async def version(self, number: int) -> Version | None:
        """A version by its number."""
        statement = select(*_HEAD).where(versions.c.number == number)
        rows = await self._store.job(lambda c: c.execute(statement).mappings().all())
        return Version(**rows[0]) if rows else None

    async def files(self, number: int) -> Files:
        """The content of a version; raises `LookupError` if there is none."""
        statement = select(versions.c.content).where(versions.c.number == number)
        found = await self._store.job(lambda c: c.execute(statement).scalar())
        if found is None:
            raise LookupError(number)
        return await asyncio.to_thread(unzipped, found)

    async def publish(  # noqa: PLR0913 - who, what, why, on what
        self,
        content: Files,
        report: Report,
        *,
        author: str,
        reason: str,
        disk: Sequence[str],
        base: int | None,
    ) -> Version:
        """Make this content the version in force, in one transaction; the same is a no-op.

        `base` is the version it was rehearsed against (nothing: the first). Raises `Overtaken`
        if another one is in force.
        """
        digest, zipped = await asyncio.to_thread(_stored, content)
        row: dict[str, Any] = {
            "at": self._clock(),
            "author": author,
            "reason": reason,
            "digest": digest,
            "knowledge": report.knowledge,
            "disk": " ".join(dict.fromkeys(disk)),
            "report": report.model_dump_json(),
            "content": zipped,
        }
        try:
            found = await self._store.job(lambda c: _published(c, row, base))
        except IntegrityError as error:
            raise Overtaken from error
        if found is None:
            raise Overtaken
        return found

    # Drafts

    async def keep(self, draft: Draft, content: Files) -> None:
        """Keep a draft until it is published or discarded."""
        row = {
            "id": draft.id,
            "at": self._clock(),
            "author": draft.author,
            "reason": draft.reason,
            "base": draft.base,
            "changed": json.dumps(draft.changed),
            "disk": draft.disk,
            "report": draft.report.model_dump_json(),
            "content": await asyncio.to_thread(content.zipped),
        }
        await self._store.job(lambda c: c.execute(insert(drafts).values(row)).close())

    async def draft(self, name: str) -> tuple[Draft, Files] | None:
        """A draft with its content, if it is still there."""
        statement = select(drafts).where(drafts.c.id == name)
        rows = await self._store.job(lambda c: c.execute(statement).mappings().all())
        return await asyncio.to_thread(_draft, rows[0]) if rows else None

    async def drop(self, name: str) -> bool:
        """Forget a draft; whether it was there."""
        statement = delete(drafts).where(drafts.c.id == name)
        return await self._store.job(lambda c: c.execute(statement).rowcount > 0)

    # What admins did

    async def record(self, actor: str, action: str, detail: str = "") -> None:
        """Write down that an admin did something."""
        row = {"at": self._clock(), "actor": actor, "action": action, "detail": detail[:2000]}
        await self._store.job(lambda c: c.execute(insert(audit).values(row)).close())

    async def recorded(self, most: int = 50) -> Sequence[dict[str, Any]]:
        """What admins did last, the newest first: `at`, `actor`, `action`, `detail`."""
        columns = [c for c in audit.columns if c.name != "id"]
        statement = select(*columns).order_by(audit.c.id.desc()).limit(most)
        rows = await self._store.job(lambda c: c.execute(statement).mappings().all())
        return [dict(row) for row in rows]


def _stored(content: Files) -> tuple[str, bytes]:
    """The digest of a set and its bytes: a tenth of a second's work, not for the event loop."""
    return content.digest, content.zipped()


def new_id() -> str:
    """An id of a draft that nobody can guess and a button can carry."""
    return secrets.token_hex(6)


def _newest(connection: Connection) -> Version | None:
    statement = select(*_HEAD).order_by(versions.c.number.desc()).limit(1)
    row = connection.execute(statement).mappings().first()
    return Version(**row) if row else None


def _published(connection: Connection, row: dict[str, Any], base: int | None) -> Version | None:
    """Insert a version; nothing if it was overtaken. With it goes the line of the audit."""
    newest = _newest(connection)
    if newest is not None and newest.digest == row["digest"]:
        return newest
    if (newest.number if newest else None) != base:
        return None
    # Of two that saw the same version in force, the later one finds its number taken.
    number = (base or 0) + 1
    whole = {**row, "number": number}
    connection.execute(insert(versions).values(whole))
    detail = f"{number} {row['digest']} {row['reason']}".strip()
    line = {"at": row["at"], "actor": row["author"], "action": "publish", "detail": detail}
    connection.execute(insert(audit).values(line))
    return Version(**{column.name: whole[column.name] for column in _HEAD})


def _draft(row: Any) -> tuple[Draft, Files]:
    draft = Draft(
        id=row["id"],
        author=row["author"],
        base=row["base"],
        changed=tuple(json.loads(row["changed"])),
        disk=row["disk"],
        report=Report.model_validate_json(row["report"]),
        reason=row["reason"],
    )
    return draft, unzipped(row["content"])

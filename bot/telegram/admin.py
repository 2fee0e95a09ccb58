"""Commands of admins. To everybody else they do not exist: no reply, no menu, a line in the log."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import Update

from bot.service import ReloadReport
from bot.telegram.chats import Chats
from bot.telegram.handler import Callback, Context
from bot.telegram.questions import hint_of, is_private, place_of
from bot.telegram.texts import Texts

log = logging.getLogger("bot.telegram.admin")

STATS_HOURS = 24
# More ids or problems than this are counted, not listed.
MOST_LISTED = 30


@dataclass(frozen=True)
class Admin:
    """The admins by user id, and their commands."""

    chats: Chats
    admins: frozenset[int]

    def by_name(self) -> dict[str, Callback]:
        """The handler of every admin command."""
        commands = {"reload": self._reload, "status": self._status, "stats": self._stats}
        return {name: self._guarded(name, serve) for name, serve in commands.items()}

    def _guarded(self, name: str, serve: Callable[[int, Texts], Awaitable[str]]) -> Callback:
        async def callback(update: Update, context: Context) -> None:
            message, user = update.effective_message, update.effective_user
            if message is None or user is None:
                return
            # In a group others would read along and learn of the command.
            if user.id not in self.admins or not is_private(message):
                log.warning("admin command refused", extra={"command": name, "user": user.id})
                return
            log.info("admin command", extra={"command": name, "user": user.id})
            place = place_of(message)
            words = await self.chats.words(place.key, hint_of(user))
            await self.chats.tell(context.bot, place, await serve(user.id, words))

        return callback

    async def _reload(self, user: int, words: Texts) -> str:
        before = (await self.chats.service.status()).digest
        return reported(await self.chats.service.reload(str(user)), before, words)

    async def _status(self, _user: int, words: Texts) -> str:
        status = await self.chats.service.status()
        started = datetime.fromtimestamp(status.started, UTC).strftime("%Y-%m-%d %H:%M UTC")
        head = words.admin.status.format(
            digest=status.digest, languages=", ".join(status.languages), started=started
        )
        return "\n".join([head, *_rows(status.counts, words)])

    async def _stats(self, _user: int, words: Texts) -> str:
        stats = await self.chats.service.stats(STATS_HOURS)
        totals = {"questions": stats.questions, "chats": stats.chats}
        rated = {"👍": stats.liked, "👎": stats.disliked}
        lines = [words.admin.stats.format(hours=STATS_HOURS)]
        for counts in (totals, stats.outcomes, stats.languages, stats.intents, rated):
            lines += _rows(dict(list(counts.items())[:MOST_LISTED]), words)
        return "\n".join(lines)


def reported(report: ReloadReport, before: str, words: Texts) -> str:
    """What a reload did: what differs, or every problem that kept the old facts in place."""
    said = words.admin
    if not report.ok:
        head = said.refused.format(digest=report.digest, count=len(report.problems))
        rows = [
            said.problem.format(file=p.file, key=p.key, what=p.what, hint=p.hint)
            for p in report.problems
        ]
        return "\n".join([head, *rows])
    head = said.unchanged if report.digest == before else said.reloaded
    rows = [
        row.format(facts=_listed(ids))
        for row, ids in (
            (said.added, report.added),
            (said.changed, report.changed),
            (said.removed, report.removed),
        )
        if ids
    ]
    return "\n".join([head.format(digest=report.digest), *rows])


def _listed(ids: Sequence[str]) -> str:
    more = len(ids) - MOST_LISTED
    return ", ".join(ids[:MOST_LISTED]) + (f" (+{more})" if more > 0 else "")


def _rows(counts: Mapping[str, int], words: Texts) -> list[str]:
    return [words.admin.row.format(name=name, count=count) for name, count in counts.items()]

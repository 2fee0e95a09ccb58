"""Commands of admins. To everybody else they do not exist: no reply, no menu, a line in the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.telegram.desk import Desk, Order, broken
from bot.telegram.drafts import Drafts
from bot.telegram.handler import Callback
from bot.telegram.reports import Reports
from bot.telegram.texts import Texts


@dataclass(frozen=True)
class Admin:
    """Every command of admins."""

    desk: Desk

    def by_name(self) -> dict[str, Callback]:
        """The handler of every admin command."""
        looking = {**Reports(self.desk).by_name(), "status": self._status}
        commands = {**Drafts(self.desk).by_name(), **looking}
        return {name: self.desk.command(name, serve) for name, serve in commands.items()}

    async def _status(self, order: Order) -> None:
        status = await self.desk.chats.service.status()
        words = self.desk.chats.texts.of(order.language)
        started = datetime.fromtimestamp(status.started, UTC).strftime("%Y-%m-%d %H:%M UTC")
        head = words.admin.status.format(
            digest=status.digest, languages=", ".join(status.languages), started=started
        )
        lines = [head, *_rows(status.counts, words)]
        if self.desk.editor.problems:
            lines.append(broken(self.desk.editor, order.words))
        await self.desk.tell(order, "\n".join(lines))


def _rows(counts: Mapping[str, int], words: Texts) -> list[str]:
    return [words.admin.row.format(name=name, count=count) for name, count in counts.items()]

"""Rehearsals in a chat: /reload and documents, their reports, and the buttons that decide."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError

from bot.editing.editor import Gone, ReasonNeeded, Refused
from bot.editing.report import Report
from bot.editing.telling import BRIEF, told
from bot.editing.uploads import EXAMPLES, MOST_BYTES, Placed, placed
from bot.editing.versions import Draft, Overtaken
from bot.editing.wording import Words
from bot.telegram import delivery
from bot.telegram.desk import Desk, Order, Serve, keyboard
from bot.telegram.handler import Callback, Context
from bot.telegram.vain import Vain

log = logging.getLogger("bot.telegram.admin")

PATTERN = r"^e:"
_DATA = re.compile(r"e:(publish|all|discard|add|ignore):([0-9a-f]{12})")
# Up to here a whole report is written into the chat, beyond it is a file.
LONGEST_TOLD = 3500
_DRAFT = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class Drafts:
    """Commands, documents and buttons around what may be published."""

    desk: Desk

    @property
    def vain(self) -> Vain:
        """Questions asked in vain, which may become examples."""
        return Vain(self.desk, self.show)

    def by_name(self) -> dict[str, Serve]:
        """The commands."""
        return {
            "reload": self._reload,
            "publish": self._publish,
            "history": self._history,
            "rollback": self._rollback,
            "export": self._export,
            "misses": self.vain.misses,
        }

    # Rehearse

    async def _reload(self, order: Order) -> None:
        await self.desk.tell(order, order.words.replies.rehearsing)
        self.desk.later(self._rehearse_disk, order)

    async def _rehearse_disk(self, order: Order) -> None:
        await self.show(order, await self.desk.editor.rehearse_disk(order.author))

    async def show(self, order: Order, draft: Draft) -> None:
        """Report on a rehearsal, with buttons if something can be published."""
        if draft.unchanged:
            await self.desk.tell(order, order.words.report.same)
            return
        text = told(draft.report, order.words)
        await self.desk.tell(order, text, _decide(draft, order.words))
        if not draft.id and len(draft.report.problems) > BRIEF:
            await self._whole(order, draft.report)

    async def _whole(self, order: Order, report: Report) -> None:
        text = told(report, order.words, whole=True)
        if len(text) <= LONGEST_TOLD:
            await self.desk.tell(order, text)
            return
        name = f"report-{report.digest or 'refused'}.txt"
        data = text.encode("utf-8", "replace")
        await self.desk.hand(order, name, data, order.words.replies.full)

    # Documents

    async def on_document(self, update: Update, context: Context) -> None:
        """Rehearse a file that an admin sends."""
        message, user = update.effective_message, update.effective_user
        if message is None or user is None or not self.desk.admits(message, user):
            return
        order = await self.desk.order(message, user, context)
        await self.desk.serve(self._take, order)

    async def _take(self, order: Order) -> None:
        document, said = order.message.document, order.words.uploads
        if document is None:
            return
        if (document.file_size or 0) > MOST_BYTES:
            await self.desk.tell(order, said.too_large.format(limit=MOST_BYTES // 1000))
            return
        name, caption = document.file_name or "", (order.message.caption or "").strip()
        if not (caption or name).endswith((".yaml", ".yml")):
            await self.desk.tell(order, said.not_yaml)
            return
        found = placed(name, caption, await self._known())
        if found.name is None:
            await self.desk.tell(order, _unplaced(found, caption or name, order.words))
            return
        await self._rehearse_document(order, found.name)

    async def _known(self) -> list[str]:
        newest = await self.desk.editor.versions.newest()
        number = newest.number if newest else 0
        try:
            return list((await self.desk.editor.versions.files(number)).content)
        except LookupError:
            return []

    async def _rehearse_document(self, order: Order, name: str) -> None:
        document = order.message.document
        if document is None:
            return
        data = bytes(await (await document.get_file()).download_as_bytearray())
        if len(data) > MOST_BYTES:
            limit = MOST_BYTES // 1000
            await self.desk.tell(order, order.words.uploads.too_large.format(limit=limit))
            return

        async def rehearse(order: Order) -> None:
            draft = await self.desk.editor.rehearse_changes(order.author, {name: data}, name)
            await self.show(order, draft)

        await self.desk.tell(order, order.words.replies.rehearsing)
        self.desk.later(rehearse, order)

    # Decide

    def on_press(self, otherwise: Callback) -> Callback:
        """The handler of this module's buttons; to all but admins they are buttons of nobody."""

        async def callback(update: Update, context: Context) -> None:
            query = update.callback_query
            message = query.message if query else None
            if query is None or not isinstance(message, Message):
                return
            if not self.desk.admits(message, query.from_user):
                log.warning("admin button refused", extra={"user": query.from_user.id})
                await otherwise(update, context)
                return
            order = await self.desk.order(message, query.from_user, context)
            await self.desk.serve(lambda o: self._press(o, query), order)
            await _settle(query)

        return callback

    async def _press(self, order: Order, query: CallbackQuery) -> None:
        found = _DATA.fullmatch(query.data or "")
        if found is None:
            return
        action, name = found.groups()
        if action == "publish":
            await self._put(order, name, "")
        elif action == "discard":
            await self._discard(order, name)
        elif action == "add":
            await self.vain.add(order, name)
        elif action == "ignore":
            await self.vain.ignore(order, name)
        else:
            await self._show_all(order, name)

    async def _show_all(self, order: Order, name: str) -> None:
        found = await self.desk.editor.versions.draft(name)
        if found is None:
            await self.desk.tell(order, order.words.replies.gone)
        else:
            await self._whole(order, found[0].report)

    async def _discard(self, order: Order, name: str) -> None:
        gone = await self.desk.editor.discard(name, order.author)
        await self._unbutton(order)
        replies = order.words.replies
        await self.desk.tell(order, replies.discarded if gone else replies.gone)

    async def _publish(self, order: Order) -> None:
        """`/publish <draft> <reason>`: the second confirmation."""
        name, _, reason = order.rest.partition(" ")
        if _DRAFT.fullmatch(name):
            await self._put(order, name, reason.strip())
        else:
            await self.desk.tell(order, order.words.replies.gone)

    async def _put(self, order: Order, name: str, reason: str) -> None:
        replies = order.words.replies
        try:
            done = await self.desk.editor.publish(name, order.author, reason)
        except ReasonNeeded:
            await self.desk.tell(order, replies.reason.format(draft=name))
            return
        except Gone:
            await self.desk.tell(order, replies.gone)
            return
        except Overtaken:
            await self.desk.tell(order, replies.overtaken)
            return
        except Refused as refusal:
            await self.desk.tell(order, told(refusal.report, order.words))
            return
        await self._unbutton(order)
        version = done.version
        text = replies.published.format(number=version.number, digest=version.knowledge)
        await self.desk.tell(order, text)
        if done.unwritten:
            await self.desk.tell(order, replies.unwritten.format(files=", ".join(done.unwritten)))

    async def _unbutton(self, order: Order) -> None:
        """Take the buttons away from the message that was pressed."""
        author = order.message.from_user
        if author is None or not author.is_bot:
            return
        number = order.message.message_id
        await delivery.rekey(order.client, order.place, number, '{"inline_keyboard": []}')

    # Look back

    async def _history(self, order: Order) -> None:
        replies = order.words.replies
        rows = [
            replies.version.format(
                number=version.number,
                date=dated(version.at),
                author=version.author,
                digest=version.knowledge,
                reason=version.reason,
            )
            for version in await self.desk.editor.versions.list()
        ]
        await self.desk.tell(order, "\n".join([replies.history, *(rows or [replies.nothing])]))

    async def _rollback(self, order: Order) -> None:
        replies = order.words.replies
        number, _, reason = order.rest.partition(" ")
        if not (number.isascii() and number.isdigit() and len(number) < 9):
            await self.desk.tell(order, replies.rollback)
            return
        try:
            version = await self.desk.editor.rollback(int(number), order.author, reason.strip())
        except Gone:
            await self.desk.tell(order, replies.no_version.format(number=number))
        except Overtaken:
            await self.desk.tell(order, replies.overtaken)
        except Refused as refusal:
            await self.desk.tell(order, told(refusal.report, order.words))
        else:
            values = {"old": number, "number": version.number}
            await self.desk.tell(order, replies.rolled_back.format(**values))

    async def _export(self, order: Order) -> None:
        name, data = await self.desk.editor.export()
        await self.desk.editor.versions.record(order.author, "export", name)
        number = name.split("-")[1]
        await self.desk.hand(order, name, data, order.words.replies.export.format(number=number))


def dated(at: float) -> str:
    """A moment in UTC, as lists show it."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M")


def _decide(draft: Draft, words: Words) -> str | None:
    if not draft.id:
        return None
    said = words.buttons
    publish = said.publish if draft.report.verdict == "clean" else said.anyway
    labels = {"publish": publish, "all": said.show_all, "discard": said.discard}
    return keyboard([[(label, f"e:{action}:{draft.id}") for action, label in labels.items()]])


def _unplaced(found: Placed, wanted: str, words: Words) -> str:
    if found.choices:
        return words.uploads.where.format(examples=", ".join(found.choices))
    return words.uploads.outside.format(name=wanted, examples=", ".join(EXAMPLES))


async def _settle(query: CallbackQuery) -> None:
    """Answer the query: the app stops waiting."""
    try:
        await query.answer()
    except TelegramError as error:
        log.info("callback query not answered: %s", error)

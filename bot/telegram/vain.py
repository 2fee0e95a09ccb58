"""/misses: questions that were asked in vain, with buttons to learn from them or to ignore them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.editing.misses import Group
from bot.editing.versions import Draft
from bot.telegram.desk import Desk, Order, keyboard
from intents import Knowledge

DAYS = 30
# Groups on one list.
MOST = 8

Show = Callable[[Order, Draft], Awaitable[None]]


@dataclass(frozen=True)
class Vain:
    """The list of misses and its buttons; `show` reports on a rehearsal."""

    desk: Desk
    show: Show

    async def misses(self, order: Order) -> None:
        """List the most frequent groups, each with the nearest intent."""
        said, kept = order.words.misses, self.desk.editor.misses
        counts = await kept.counts(DAYS)
        lines = [said.head.format(days=DAYS)]
        lines += [said.count.format(language=code, count=n) for code, n in counts.items()]
        groups = (await kept.groups(DAYS))[:MOST]
        if not counts:
            lines.append(said.none)
        elif not kept.texts and not groups:
            lines.append(said.no_texts)
        nearest = await asyncio.to_thread(_nearest, self.desk.chats.service.knowledge, groups)
        for number, (group, intent) in enumerate(zip(groups, nearest, strict=True), 1):
            ended = ", ".join(f"{name} {count}" for name, count in group.outcomes)
            lines.append(
                said.group.format(
                    number=number,
                    language=group.language,
                    question=group.question,
                    count=group.count,
                    outcomes=ended,
                )
            )
            lines.append(said.nearest.format(intent=intent or order.words.report.nowhere))
        rows = [_row(number, group, order) for number, group in enumerate(groups, 1)]
        await self.desk.tell(order, "\n".join(lines), keyboard(rows))

    async def add(self, order: Order, name: str) -> None:
        """Rehearse a question as an example of the nearest intent."""
        group = await self._group(name)
        intents = await self._nearest_of(group)
        if group is None or intents is None:
            await self.desk.tell(order, order.words.misses.gone)
            return
        question, language, intent = group.question, group.language, intents

        async def rehearse(order: Order) -> None:
            draft = await self.desk.editor.rehearse_example(
                order.author, language, intent, question
            )
            await self.show(order, draft)

        await self.desk.tell(order, order.words.replies.rehearsing)
        self.desk.later(rehearse, order)

    async def ignore(self, order: Order, name: str) -> None:
        """Never list this question again."""
        group = await self._group(name)
        if group is None:
            await self.desk.tell(order, order.words.misses.gone)
            return
        await self.desk.editor.misses.ignore([group.question], order.author)
        await self.desk.editor.versions.record(order.author, "ignore", group.question)
        text = order.words.misses.ignored.format(question=group.question)
        await self.desk.tell(order, text)

    async def _group(self, name: str) -> Group | None:
        groups = await self.desk.editor.misses.groups(DAYS)
        return next((group for group in groups if group.name == name), None)

    async def _nearest_of(self, group: Group | None) -> str | None:
        if group is None:
            return None
        knowledge = self.desk.chats.service.knowledge
        return (await asyncio.to_thread(_nearest, knowledge, [group]))[0]


def _nearest(knowledge: Knowledge, groups: Sequence[Group]) -> list[str | None]:
    """The intent that each question comes nearest to, aside from those outside of the subject."""
    return [_intent(knowledge, group.question) for group in groups]


def _intent(knowledge: Knowledge, question: str) -> str | None:
    ranking = knowledge.explain(question)[-1].reading.ranking
    aside = {name for name, contract in knowledge.contracts.items() if contract.outcome}
    return next((intent for intent, _ in ranking if intent not in aside), None)


def _row(number: int, group: Group, order: Order) -> list[tuple[str, str]]:
    said = order.words.buttons
    return [
        (f"{number}. {said.add}", f"e:add:{group.name}"),
        (f"{number}. {said.ignore}", f"e:ignore:{group.name}"),
    ]

"""What admins look up: facts, statistics, what was done, the last exchange as a test."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.editing.compare import stated
from bot.editing.exchanges import case
from bot.editing.wording import Words
from bot.pictures.bars import Chart
from bot.pictures.drawing import drawn
from bot.records import Stats
from bot.telegram.desk import Desk, Order, Serve
from bot.telegram.drafts import dated
from intents import Knowledge
from intents.models import Fact

PERIODS = {"24h": 24, "7d": 168, "30d": 720}
# Names per list in the text, bars in the picture.
MOST_LISTED, MOST_BARS = 10, 15


@dataclass(frozen=True)
class Reports:
    """Commands that only look."""

    desk: Desk

    def by_name(self) -> dict[str, Serve]:
        """The commands."""
        return {
            "fact": self._fact,
            "stats": self._stats,
            "audit": self._audit,
            "savetest": self._savetest,
        }

    async def _fact(self, order: Order) -> None:
        said = order.words.facts
        if not order.rest:
            await self.desk.tell(order, said.ask)
            return
        knowledge = self.desk.chats.service.knowledge
        entity = _entity(knowledge, order.rest)
        if entity is None:
            await self.desk.tell(order, said.unknown.format(name=order.rest[:64]))
        else:
            await self.desk.tell(order, "\n".join(_facts(knowledge, entity, order)))

    async def _stats(self, order: Order) -> None:
        period = order.rest.strip().lower() or "24h"
        period = period if period in PERIODS else "24h"
        stats = await self.desk.chats.service.stats(PERIODS[period])
        await self.desk.tell(order, "\n".join(_told(stats, period, order.words)))
        chart = _chart(stats, period, order.words)
        picture = await drawn(chart) if chart.bars else None
        if picture:
            await order.client.send_photo(order.place.chat, picture, caption=chart.title)

    async def _audit(self, order: Order) -> None:
        said = order.words.replies
        lines = [
            said.audited.format(
                date=dated(done["at"]),
                actor=done["actor"],
                action=done["action"],
                detail=done["detail"],
            )
            for done in await self.desk.editor.versions.recorded()
        ]
        await self.desk.tell(order, "\n".join([said.audit, *(lines or [said.nothing])]))

    async def _savetest(self, order: Order) -> None:
        said = order.words.savetest
        exchanges = self.desk.editor.exchanges.last(order.place.key)
        if not exchanges:
            known = await self.desk.chats.service.last(order.place.key)
            await self.desk.tell(order, said.no_text if known else said.nothing)
            return
        made = await asyncio.to_thread(case, self.desk.chats.service.knowledge, exchanges)
        await self.desk.editor.versions.record(order.author, "savetest", made.path)
        name = made.path.replace("/", "-")
        caption = said.caption.format(path=made.path)
        await self.desk.hand(order, name, made.text.encode(), caption)


def _entity(knowledge: Knowledge, wanted: str) -> str | None:
    if wanted in knowledge.store.entities:
        return wanted
    found = knowledge.reader.names.find(wanted)
    return found[0].id if found else None


def _facts(knowledge: Knowledge, entity: str, order: Order) -> Iterator[str]:
    """Every statement on an entity, as its subject or as its value."""
    said, store = order.words.facts, knowledge.store
    record = store.entities[entity]
    name = record.names.get(order.language) or next(iter(record.names.values()), entity)
    yield said.head.format(name=name, id=entity, kind=record.kind, file=record.file)
    about = [fact for fact in store.facts if entity in {fact.subject, fact.value}]
    for fact in about:
        yield said.row.format(id=fact.id, value=stated(fact), source=fact.source)
        if fact.quote:
            yield said.quote.format(quote=_short(fact))
    if not about:
        yield said.none


def _short(fact: Fact) -> str:
    quote = " ".join((fact.quote or "").split())
    return quote if len(quote) < 200 else f"{quote[:199]}…"


def _told(stats: Stats, period: str, words: Words) -> Iterator[str]:
    said = words.stats
    yield said.head.format(period=period)
    yield said.questions.format(count=stats.questions)
    yield said.answered.format(share=_share(stats))
    yield said.chats.format(count=stats.chats)
    yield said.liked.format(liked=stats.liked, disliked=stats.disliked)
    yield said.times.format(median=round(stats.median_ms, 1), slow=round(stats.slow_ms, 1))
    lists = (
        (said.outcomes, stats.outcomes),
        (said.languages, stats.languages),
        (said.companies, stats.entities),
        (said.intents, stats.intents),
    )
    for head, counts in lists:
        if counts:
            yield head
        yield from _rows(counts, words)


def _rows(counts: Mapping[str, int], words: Words) -> list[str]:
    shown = list(counts.items())[:MOST_LISTED]
    return [words.stats.row.format(name=name or "–", count=count) for name, count in shown]


def _share(stats: Stats) -> int:
    """Of 100 questions that are no small talk, how many were answered."""
    asked = stats.questions - stats.outcomes.get("smalltalk", 0)
    answered = stats.outcomes.get("answered", 0) + stats.outcomes.get("corrected", 0)
    return round(100 * answered / asked) if asked else 0


def _chart(stats: Stats, period: str, words: Words) -> Chart:
    """Outcomes, then languages, then what was named most."""
    bars = [*stats.outcomes.items(), *stats.languages.items(), *stats.entities.items()]
    title = f"{words.stats.head.format(period=period)} · {words.stats.outcomes} · "
    title += f"{words.stats.languages} · {words.stats.companies}"
    return Chart(title=title, bars=[(name or "–", count) for name, count in bars[:MOST_BARS]])

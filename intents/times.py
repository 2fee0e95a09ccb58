"""The time a question asks about: from its dates, from rounds it names, from "at the start"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from intents.dates import Date
from intents.days import RANGE, first, last, meet
from intents.events import after_selection
from intents.facts import FactStore
from intents.models import Contract
from intents.reading import FROM_THEN, TODAY, Reading

_BEGIN = ("programme", "announced_on")
_HELD = "held_on"
# Concepts with which a time after the day that is named is asked of.
_AFTER = frozenset({"before_event", FROM_THEN})
_LATER = _AFTER | {TODAY}
# Characters of a partial date that is a year.
YEAR = 4


def asked(reading: Reading, contract: Contract, store: FactStore) -> str:
    """A partial date, a range `A..B` or `A..`, or nothing where today is meant."""
    if not (contract.dated or contract.tells):
        return ""
    days = said(reading.values.dates, store) or _around(reading, store)
    if contract.dated and reading.tags & _LATER:  # "chosen in August 2025, is it in today?"
        sure = reading.tags & {"selected", *_AFTER}
        days = [d for d in days if not ((sure or len(d) > YEAR) and _of_selection(d, store))]
    elif not days and contract.tells != "course":
        days = _start(reading, store)
    if contract.tells == "since":
        return f"{(days or store.values(*_BEGIN))[0]}{RANGE}"
    if contract.tells and len(days) > 1:
        ordered = sorted(days, key=first)
        return f"{ordered[0]}{RANGE}{ordered[-1]}"
    asked_of = days[-1] if days else ""
    if contract.tells and asked_of and FROM_THEN in reading.tags:
        return f"{asked_of}{RANGE}"
    coming = contract.dated and asked_of and first(asked_of) > last(store.newest)
    return "" if coming else asked_of


def said(dates: Iterable[Date], store: FactStore) -> list[str]:
    """Dates as said, as partial dates, without those that name none."""
    return [day for date in dates if (day := written(date, store))]


def written(date: Date, store: FactStore) -> str:
    """A date as said, as a partial date; without a year, of the newest time that fits an event."""
    if date.month is None:
        return f"{date.year:04}" if date.year else ""
    rest = f"{date.month:02}" + (f"-{date.day:02}" if date.day else "")
    if date.year is not None:
        return _existing(f"{date.year:04}-{rest}")
    begun = next(iter(store.values(*_BEGIN)), "")
    if date.day is not None and begun[5:] == rest:
        return begun
    month = rest[:2]
    years = sorted({first(day)[:4] for day in store.days}, reverse=True)
    fitting = (y for y in years if any(meet(day, f"{y}-{month}") for day in store.days))
    year = next(fitting, store.newest[:4])
    return _existing(f"{year}-{rest}")


def _existing(day: str) -> str:
    """The date, or its month where the day is none of the calendar."""
    try:
        dt.date.fromisoformat(first(day))
    except ValueError:
        return day[:7]
    return day


def _around(reading: Reading, store: FactStore) -> list[str]:
    """The day of the round that is named, or the day before it."""
    rounds = reading.of_kind(store.entities, ("round",))
    days = [day for name in rounds for day in store.values(name, _HELD)]
    if "earlier_than" in reading.tags and len(days) == 1:
        return [day_before(days[0])]
    return days


def day_before(day: str) -> str:
    """The day before a partial date begins."""
    return (dt.date.fromisoformat(first(day)) - dt.timedelta(days=1)).isoformat()


def _start(reading: Reading, store: FactStore) -> list[str]:
    return store.values(*_BEGIN) if "at_start" in reading.tags else []


def at_selection(reading: Reading, store: FactStore) -> bool:
    """Whether a question asks of the day of the selection, or its month: in, and not after it."""
    if reading.tags & _LATER or "since" in reading.shapes:
        return False
    days = said((date for date in reading.values.dates if date.month), store)
    return any(_of_selection(day, store) for day in days)


def _of_selection(day: str, store: FactStore) -> bool:
    """Whether a partial date holds the day of the selection."""
    return any(meet(begin, day) for begin in store.values(*_BEGIN))


def is_late(reading: Reading, store: FactStore) -> bool:
    """Whether a question names a day after the selection."""
    days = said((date for date in reading.values.dates if date.year), store)
    return any(after_selection(store, day) for day in days)


def rounds_of(reading: Reading, store: FactStore) -> tuple[str, ...]:
    """The rounds that a question speaks of: those named, else those held on its dates."""
    named = reading.of_kind(store.entities, ("round",))
    return named or tuple(rounds_on(reading.values.dates, store))


def rounds_on(dates: Sequence[Date], store: FactStore) -> list[str]:
    """The rounds held on one of these dates, as far as the dates go."""
    days = said(dates, store)
    if not days:
        return []
    return [
        entity.id
        for entity in store.entities.values()
        if entity.kind == "round"
        and any(meet(held, day) for held in store.values(entity.id, _HELD) for day in days)
    ]

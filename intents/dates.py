"""Dates as they are said, compared as far as they go."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it was said; parts that were not said are None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    # 1 or 2: the half of the year, where that was said.
    half: int | None = None


def fits(one: Date, other: Date) -> bool:
    """Whether two dates may be of the same day, month or year, as far as both go."""
    return all(_alike(one, other))


def agree(one: Date, other: Date) -> bool:
    """Whether two dates fit, and tell something alike."""
    told = _alike(one, other)
    return bool(told) and all(told)


def _alike(one: Date, other: Date) -> list[bool]:
    """Whether each part that both tell is the same."""
    pairs = (
        (one.year, other.year),
        (one.month, other.month),
        (one.day, other.day),
        (_half(one), _half(other)),
    )
    return [a == b for a, b in pairs if a is not None and b is not None]


def _half(date: Date) -> int | None:
    """The half of the year that a date lies in, where it tells."""
    if date.half is None and date.month is not None:
        return 1 if date.month <= 6 else 2
    return date.half


def of(told: str) -> Date:
    """The date of a partial one as facts write it: "2025-08", "2025-H2"."""
    year, month, day = [*told.split("-"), "", ""][:3]
    if month.startswith("H"):
        return Date(int(year), half=int(month[1:]))
    return Date(int(year), int(month) if month else None, int(day) if day else None)


def iso(date: Date, year: int) -> str:
    """A date as facts write it; the year is for one that was said without."""
    year = date.year or year
    if date.half is not None:
        return f"{year:04}-H{date.half}"
    if date.month is None or not 1 <= date.month <= 12:
        return f"{year:04}"
    day = f"-{date.day:02}" if date.day and 1 <= date.day <= 28 else ""
    return f"{year:04}-{date.month:02}{day}"

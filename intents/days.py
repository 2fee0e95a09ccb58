"""Partial dates as spans of days: which day a month begins, whether a fact held by then."""

from __future__ import annotations

import calendar

# A partial date or two of them, `2026-01..2026-03`; an open end is empty: `2025-08-04..`.
RANGE = ".."


def first(value: str) -> str:
    """The first day of a partial date (`2026-01`, `2025-H2`, `2025`), as `YYYY-MM-DD`."""
    year, *rest = value.split("-")
    if not rest:
        return f"{year}-01-01"
    if rest[0].startswith("H"):
        return f"{year}-{'01' if rest[0] == 'H1' else '07'}-01"
    return f"{year}-{rest[0]}-{rest[1] if len(rest) > 1 else '01'}"


def last(value: str) -> str:
    """The last day of a partial date, as `YYYY-MM-DD`."""
    year, *rest = value.split("-")
    if not rest:
        return f"{year}-12-31"
    if rest[0].startswith("H"):
        return f"{year}-{'06-30' if rest[0] == 'H1' else '12-31'}"
    if len(rest) > 1:
        return value
    return f"{value}-{calendar.monthrange(int(year), int(rest[0]))[1]:02}"


def span(value: str) -> tuple[str, str]:
    """First and last day of a partial date or of a range; an open end reaches to all times."""
    if RANGE not in value:
        return first(value), last(value)
    start, _, end = value.partition(RANGE)
    return first(start) if start else "0001-01-01", last(end) if end else "9999-12-31"


def meet(value: str, period: str) -> bool:
    """Whether a partial date and a period have a day in common."""
    begin, end = span(period)
    return first(value) <= end and begin <= last(value)

"""How often a process looks for garbage."""

from __future__ import annotations

import gc

# New objects until a search, searches until a deeper one, those until a complete one.
SEARCHES = (100_000, 20, 100)


def searched_seldom() -> None:
    """Look for garbage seldom: what is known are a million objects, and none of them is garbage.

    Looking through them as often as is usual took a fifth of the time of all tests, and a rehearsal
    as long as all the rest of it.
    """
    gc.set_threshold(*SEARCHES)

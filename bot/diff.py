"""What differs between two sets of facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

Names = tuple[str, ...]


class Identified(Protocol):
    """A thing with an id that can be compared."""

    @property
    def id(self) -> str: ...


def difference(old: Iterable[Identified], new: Iterable[Identified]) -> tuple[Names, Names, Names]:
    """The ids added, changed and removed, each in the order of the files."""
    before = {fact.id: fact for fact in old}
    after = {fact.id: fact for fact in new}
    added = tuple(name for name in after if name not in before)
    changed = tuple(name for name in after if name in before and before[name] != after[name])
    removed = tuple(name for name in before if name not in after)
    return added, changed, removed

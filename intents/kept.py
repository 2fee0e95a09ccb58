"""What a method answered, kept for speed without keeping its object alive."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import TypeVar
from weakref import WeakMethod

R = TypeVar("R")


def kept(most: int, method: Callable[..., R]) -> Callable[..., R]:
    """The method, with its answers to the `most` latest calls kept.

    For an object that holds the result as its own attribute. A cache of the bound method would
    hold the object that holds it; such a ring waits for a complete collection, and each exchange
    of the facts would leave ten megabytes of name tables behind until then. It raises
    ReferenceError if the object is gone.
    """
    weak = WeakMethod(method)

    @lru_cache(most)
    def ask(*args: Hashable) -> R:
        bound = weak()
        if bound is None:
            raise ReferenceError("the object whose answers were kept is gone")
        return bound(*args)

    return ask

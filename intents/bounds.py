"""Numbers as bounds: "over 100 million dollars" says no number, but on which side of it one is."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from intents.quantities import LESS, MORE

# Words with which a number is only near the one meant, or is a bound.
BOUNDS = frozenset({"bound", MORE, LESS})


def fits(tags: Collection[str], said: float, known: Iterable[float]) -> bool:
    """Whether any known number lies where a question says: above the number said, or below it.

    `tags` are the concepts of the question. Without a word for either side nothing fits.
    """
    more, less = MORE in tags, LESS in tags
    return any((more and number >= said) or (less and number <= said) for number in known)

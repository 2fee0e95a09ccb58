"""Numbers with what they measure, as they were said: what may be said where something is so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from intents.models import Record

# How the measures begin that say whose a number is, or what it is for.
OF = "of_"
# The sides of a number on which the one meant may be.
MORE, LESS = "more_than", "less_than"
# Told to be near another number it is no farther from it than this part of it …
ABOUT = 0.2
# … and else by no more than this: "140 million" of 139.7.
NEARLY = 0.003


class Quantity(Record):
    """A number with what it measures, as it was said.

    `either`: it may be of any of its measures. `side` tells a bound, `upto` the end of a range.
    """

    value: float
    measures: tuple[str, ...]
    words: str
    side: str = ""
    about: bool = False
    either: bool = False
    upto: float | None = None

    def fits(self, given: Quantity) -> bool:
        """Whether this may be said where that is so."""
        low, high = sorted((given.value, given.value if given.upto is None else given.upto))
        if self.side == MORE:
            return self.value <= high
        if self.side == LESS:
            return self.value >= low
        spread = ABOUT if self.about else NEARLY
        near = low * (1 - spread) <= self.value <= high * (1 + spread)
        return near or self.value in {float(int(low)), float(round(low)), round(low, 1)}


def wrong(
    said: Sequence[Quantity], told: Sequence[Quantity], figures: Collection[float]
) -> Quantity | None:
    """The first number said that is none of those told of something that it measures.

    `figures` are all numbers of the answer. One that stands among them is only denied as belonging
    to somebody else ("users 40"), and none beside another that fits: it may be of something untold.
    """
    fitting = {name for one in said for name in one.measures if given(one, told)}
    for one in said:
        own = one.value in figures
        measures = [n for n in one.measures if n.startswith(OF) or not (own or n in fitting)]
        if _contradicted(one, measures, told):
            return one
    return None


def _contradicted(said: Quantity, measures: Iterable[str], told: Sequence[Quantity]) -> bool:
    """Whether a number is none of those told of some of its measures."""
    of_each = ([one for one in told if name in one.measures] for name in measures)
    fitting = [any(map(said.fits, some)) for some in of_each if some]
    return bool(fitting) and not (any if said.either else all)(fitting)


def given(said: Quantity, told: Iterable[Quantity]) -> bool:
    """Whether a number is told of something that it measures."""
    return any({*said.measures} & {*one.measures} and said.fits(one) for one in told)

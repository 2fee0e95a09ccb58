"""Which of two models is said to have come out first, and which to have been out at the selection.

Only what is stated is denied: whoever asks which was first hears both days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intents import presume, times
from intents.claiming import Claims
from intents.days import first
from intents.events import after_selection
from intents.moves import Claim
from intents.reading import Reading

# Say of the first of two that it came out sooner, or later; of one that it was out already.
_SOONER, _LATER, _OUT = "is_sooner", "is_later", "is_out"

# Speak of the selection without its day: "when the five were chosen".
_SELECTION = frozenset({"was_chosen", "selected"})


class OrderClaims(Claims):
    """Finds models that are told in the wrong order."""

    def told(self, reading: Reading) -> Iterator[Claim]:
        """What a statement says falsely of the order in which models came out."""
        said = reading.tags & {_SOONER, _LATER, _OUT}
        states = presume.states(reading) or not reading.asks  # "…, when the five were chosen"
        releases = self.named(reading, "release") if said and states else ()
        if len(releases) == 2 and self._turned_round(releases, sooner=_SOONER in said):
            yield Claim(denial="no_order", intent="which_first", subjects=releases)
        then = times.at_selection(reading, self.store) or reading.tags & _SELECTION
        if len(releases) == 1 and _OUT in said and then:
            yield from self._not_yet_out(releases)

    def _turned_round(self, releases: Sequence[str], *, sooner: bool) -> bool:
        """Whether the first of two came out later than the second, or the other way round."""
        one, other = (self.store.values(release, "released") for release in releases)
        if not one or not other or one[0] == other[0]:
            return False
        return (first(one[0]) < first(other[0])) is not sooner

    def _not_yet_out(self, releases: Sequence[str]) -> Iterator[Claim]:
        days = self.store.values(releases[0], "released")
        if days and all(after_selection(self.store, day) for day in days):
            yield Claim(
                denial="not_yet_out",
                subject=tuple(releases),
                intent="release_date",
                subjects=tuple(releases),
            )

"""How many are said to have been chosen, or how many criteria there were, against the facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from intents import times
from intents.afterclaims import LaterClaims
from intents.claiming import Claims
from intents.concepts import Concepts
from intents.facts import FactStore
from intents.models import Contract
from intents.moves import Claim
from intents.reading import Reading
from intents.values import PLACES

# Without one of these a number may be that of all who applied, or of the shortlist.
_CHOOSING = frozenset({"was_chosen", "selected", "chosen"})
CRITERIA = ("independence", "commercial", "open_source")


class CountClaims(Claims):
    """Finds the wrong numbers of teams and of criteria in a question."""

    def __init__(
        self, store: FactStore, concepts: Mapping[str, Concepts], later: LaterClaims
    ) -> None:
        super().__init__(store, concepts)
        self.later = later

    def told(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """A number of teams, a place or a number of criteria that there was not."""
        counts = reading.values.counts
        if "criteria" in contract.claims:
            yield from self._criteria(reading)
        yield from self._sixth(reading, contract)
        if not counts or reading.tags & {"others", "among_first"}:
            return
        named = any(date.day for date in reading.values.dates)  # of a month more may be told
        then = named and times.at_selection(reading, self.store)
        told = ("was_chosen" in reading.tags or then) and not contract.afterwards
        if not (told or "selected" in contract.claims):
            return
        # A month is enough where those chosen are asked for.
        then = then or ("selected" in contract.claims and times.at_selection(reading, self.store))
        right = self.how_many_chosen()
        before = self.later.before_selection()
        of_chosen = "selected" in contract.claims and reading.tags & _CHOOSING
        others = () if of_chosen else before
        if not {right, *others}.isdisjoint(counts):
            more = [c for c in counts if c > right and c not in before]
            counts = () if "alternative" in reading.tags else tuple(more)
        wrong = [c for c in counts if c > right or (c > 2 and (then or "selected" in reading.tags))]
        if wrong:
            yield Claim(
                denial="no_count", claimed=str(wrong[0]), type="number", intent="selected_count"
            )

    def _sixth(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """One more of the chosen than there are, told by its place: "the sixth consortium"."""
        team = reading.tags & {"consortium", "team_word"} and not contract.afterwards
        of_model = reading.values.version_places or self.named(reading, "model", "release")
        if not team or of_model:
            return
        right = self.how_many_chosen()
        beyond = [n for n, name in enumerate(PLACES, 1) if n > right and name in reading.tags]
        if beyond:
            told = {"claimed": str(beyond[0]), "type": "number"}
            yield Claim(denial="no_count", intent="selected_count", **told)

    def _criteria(self, reading: Reading) -> Iterator[Claim]:
        right = sum(len(self.store.values("programme", name)) for name in CRITERIA)
        said = reading.values.criterion_counts
        if said and right not in said and max(said) > right:
            yield Claim(denial="no_count", claimed=str(said[0]), type="number", intent="criteria")

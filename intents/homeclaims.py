"""Whose programme it is said to be: another ministry's, another country's."""

from __future__ import annotations

from collections.abc import Iterator

from intents.aside import points_at_programme
from intents.claiming import Claims
from intents.models import Contract
from intents.moves import Claim
from intents.reading import Reading


class HomeClaims(Claims):
    """Finds the wrong ministries and countries of a question."""

    def ministries(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """An authority that did not announce the selection."""
        if contract.afterwards or "other_country" in reading.tags:
            return
        named = self.named(reading, "authority")
        if named and not set(named) & set(self.store.values("programme", "announced_by")):
            yield Claim(denial="no_ministry", claimed=named[0], intent="ministry")

    def countries(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """The programme taken for another country's."""
        if "other_country" not in reading.tags or "selected" not in contract.claims:
            return
        compares = "how_much" in reading.shapes and not reading.meant
        if compares or not points_at_programme(reading):
            return
        concepts = self.concepts[reading.language]
        # The programme's own country does not stand in "North Korea".
        if not concepts.stands_outside("homeland", ["other_country"], reading.named):
            yield Claim(denial="no_country", intent="ministry")

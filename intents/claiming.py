"""What every check of what a question takes for granted needs: the facts, words, who is named."""

from __future__ import annotations

from collections.abc import Mapping

from intents.concepts import Concepts
from intents.facts import FactStore
from intents.models import Contract
from intents.reading import Reading

# The contract of no intent in particular: for what is false whatever is asked.
ANY = Contract(purpose="")


class Claims:
    """Compares claims of one kind with one store; holds no state between questions."""

    def __init__(self, store: FactStore, concepts: Mapping[str, Concepts]) -> None:
        self.store, self.concepts = store, concepts

    def named(self, reading: Reading, *kinds: str) -> tuple[str, ...]:
        """The entities of these kinds that a question names."""
        return reading.of_kind(self.store.entities, kinds) if reading.mentions else ()

    def spoken_of(self, reading: Reading, kind: str) -> tuple[str, ...]:
        """Those of a kind that a question names, or else what leads up to it."""
        return self.named(reading, kind) or reading.led_of_kind(self.store.entities, kind)

    def counts_chosen(self, reading: Reading) -> bool:
        """Whether a question tells of as many as were chosen; facts are asked only for a number."""
        counts = reading.values.counts
        return bool(counts) and self.how_many_chosen() in counts

    def how_many_chosen(self) -> int:
        """How many were chosen at the selection."""
        return len(self.store.values("programme", "selected"))

"""What decisions rest on: the facts, the contracts, how questions are read and answers said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from intents.claims import ClaimChecker
from intents.context import Context
from intents.eras import Eras
from intents.facts import FactStore
from intents.models import Contract, Kind, Memory
from intents.say import Speaker
from intents.understand import Reader
from intents.weigh import Weigher


@dataclass(frozen=True)
class Ground:
    """Shared by the steps of deciding; holds no state between questions."""

    store: FactStore
    contracts: Mapping[str, Contract]
    reader: Reader
    speakers: Mapping[str, Speaker]

    @cached_property
    def claims(self) -> ClaimChecker:
        """Compares what a question takes for granted with the facts."""
        return ClaimChecker(self.store, self.reader.concepts)

    @cached_property
    def context(self) -> Context:
        """Resolves what a question refers to."""
        return Context(self.store, self.reader.concepts)

    @cached_property
    def eras(self) -> Eras:
        """Weighs intents by time."""
        return Eras(self.store, self.contracts)

    @cached_property
    def weigher(self) -> Weigher:
        """Weighs intents by group."""
        return Weigher(self.contracts)

    @cached_property
    def cards(self) -> dict[Kind, str]:
        """The intent that tells all of one entity, by its kind."""
        return {kind: name for name, one in self.contracts.items() for kind in one.card_of}

    def before(self, memory: Memory) -> Contract | None:
        """The contract of the question before, if there was one."""
        return self.contracts.get(memory.intent or "")

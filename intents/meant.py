"""Intents that are meant where certain words stand together, whatever their ranking says.

"Which of the two was sent home first?" may be said in as many ways as there are words for leaving
and for what comes first: those are lists, and the contracts say which of them mean what together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from intents.events import owners
from intents.facts import FactStore
from intents.models import Contract, Slot
from intents.reading import Reading
from intents.weigh import Ranking

# How probable such an intent is.
PLAINLY = 0.9


def led_by(intent: str, ranking: Ranking) -> Ranking:
    """The ranking with this intent before all others."""
    rest = [(other, p * (1 - PLAINLY)) for other, p in ranking if other != intent]
    return [(intent, PLAINLY), *rest]


class Meant:
    """Knows of each intent beside which words it is meant; holds no state between questions."""

    def __init__(self, store: FactStore, contracts: Mapping[str, Contract]) -> None:
        self.store = store
        self._contracts = {name: c for name, c in contracts.items() if c.meant_by}

    def intent(self, reading: Reading, named: Sequence[str]) -> str | None:
        """The intent that the words of a question mean, if there is one."""
        return next((n for n in self._contracts if self._is_meant(n, reading, named)), None)

    def _is_meant(self, intent: str, reading: Reading, named: Sequence[str]) -> bool:
        contract, tags = self._contracts[intent], reading.tags
        worded = any(tags >= {*concepts} for concepts in contract.meant_by)
        # The facts are asked only where the words are there.
        if not worded or not tags.isdisjoint(contract.meant_unless):
            return False
        slot, kinds_of = contract.slot, {e: self.store.entities[e].kind for e in named}
        kinds = _kinds(slot) if slot else set[str]()
        # A round may only tell when that was, and a company whose the model is.
        whose = {owner for one in named for owner in owners(self.store, one)}
        told = [e for e in named if kinds_of[e] != "round" or "round" in kinds]
        named = [e for e in told if e not in whose]
        having = contract.meant_having
        fit = slot is None or all(
            kinds_of[entity] in kinds and (not having or self.store.step(entity, having))
            for entity in named
        )
        return fit and len(named) >= contract.meant_of


def _kinds(slot: Slot) -> set[str]:
    """The kinds that may be named: those of a slot, companies, and models of which it tells."""
    led = {"company", "model"} if "release" in slot.kinds else {"company"}
    return {*slot.kinds, *(led & slot.via.keys())}

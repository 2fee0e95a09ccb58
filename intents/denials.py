"""Intents that deny what a question claims: whether it claims that, of somebody who is meant."""

from __future__ import annotations

from collections.abc import Sequence

from intents.ground import Ground
from intents.models import Contract
from intents.reading import Reading
from intents.say import reached


class Denials:
    """Looks at intents that deny against one store; holds no state between questions."""

    def __init__(self, ground: Ground) -> None:
        self.store, self.contracts, self.speakers = ground.store, ground.contracts, ground.speakers

    def denies(self, intent: str, meant: Sequence[str], reading: Reading) -> bool:
        """Whether an intent that denies denies anything of those who are meant.

        Of nobody it denies nothing, unless there are those of whom it is asked by default.
        """
        slot = self.contracts[intent].slot
        if self.speakers[reading.language].fitting(intent, meant):
            return self.denies_these(intent, meant, reading)
        return slot is None or not slot.required or slot.default is not None

    def denies_these(self, intent: str, meant: Sequence[str], reading: Reading) -> bool:
        """Whether an intent would deny something of those who are meant."""
        speaker = self.speakers[reading.language]
        fitting = speaker.fitting(intent, meant)
        return bool(fitting) and speaker.outcome(intent, fitting) == "corrected"

    def undenied(self, intent: str, meant: Sequence[str], reading: Reading) -> str:
        """Undo a denial of what nobody claims: "why is customising not enough?".

        Not where this would deny something of those who are meant instead.
        """
        contract = self.contracts[intent]
        if contract.truth is None or self.denies_these(contract.truth, meant, reading):
            return intent
        open_ = "alternative" in reading.tags and "or_not" not in reading.tags
        told = reading.tags | reading.states
        idle = told & set(contract.unless) and not self.said(contract, reading)
        undone = open_ or idle or self._right(contract, reading)
        return contract.truth if undone else intent

    def said(self, contract: Contract, reading: Reading, subjects: Sequence[str] = ()) -> bool:
        """Whether a question states what the facts of an intent, on these subjects, deny."""
        ends = reached(self.store, contract.answers, subjects)
        return any(not reading.states.isdisjoint(end.fact.denies) for end in ends)

    def _right(self, contract: Contract, reading: Reading) -> bool:
        """Whether every authority that a question names is what a denial would tell."""
        entities, kind = self.store.entities, "authority"
        named = {*(reading.of_kind(entities, (kind,)) or reading.led_of_kind(entities, kind))}
        if not named:
            return False
        return named <= {str(end.value) for end in reached(self.store, contract.answers, ())}

"""A reading and what was said before → what to say: an intent and its subjects, or a question back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from intents.claims import Claim, ClaimChecker
from intents.concepts import Concepts
from intents.facts import FactStore
from intents.models import Contract, Memory
from intents.reading import Reading
from intents.say import Speaker, default_subjects, starts

Kind = Literal["say", "clarify", "out_of_scope", "not_understood", "decoy", "confirm"]

ORDINALS = ("first", "second", "third", "fourth", "fifth")
# Below this probability an intent is not taken for what was asked …
LEAST = 0.22
# … and below this one it must at least name somebody of the subject.
LEAST_WITHOUT_NAME = 0.30


@dataclass(frozen=True)
class Move:
    """What to do with one question."""

    kind: Kind
    intent: str | None = None
    subjects: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    why: str = ""


class Decider:
    """Decides for all languages; holds no state between questions."""

    def __init__(
        self,
        store: FactStore,
        contracts: Mapping[str, Contract],
        concepts: Mapping[str, Concepts],
        speakers: Mapping[str, Speaker],
    ) -> None:
        self.store, self.contracts = store, contracts
        self.concepts, self.speakers = concepts, speakers
        self.claims = ClaimChecker(store)
        self.cards = {k: name for name, c in contracts.items() for k in c.card_of}

    def decide(self, reading: Reading, memory: Memory) -> Move:
        """The first of: a reply to our question, a correction, an ellipsis, a full question."""
        named = self._named(reading, memory)
        if memory.pending and named and not reading.shapes and len(reading.content) <= 1:
            return self._about(memory.pending, named, reading, memory, "reply to a question")
        if not reading.content:
            elliptical = self._elliptical(reading, named, memory)
            if elliptical:
                return elliptical
        return self._full(reading, named, memory)

    def _named(self, reading: Reading, memory: Memory) -> list[str]:
        """Entities of the subject that are named, or pointed at by their place in the last list."""
        ids = dict.fromkeys(m.id for m in reading.mentions)
        named = [i for i in ids if self.store.entities[i].kind != "decoy"]
        listed = memory.options or memory.listed
        if named or not listed:
            return named
        concepts = self.concepts[reading.language]
        if len(reading.content) > 3:
            return []
        if concepts.has("last", reading.masked):
            return [listed[-1]]
        for place, ordinal in enumerate(ORDINALS):
            digit = memory.options and reading.masked.strip(" .)") == str(place + 1)
            if (digit or concepts.has(ordinal, reading.masked)) and place < len(listed):
                return [listed[place]]
        return []

    def _elliptical(self, reading: Reading, named: list[str], memory: Memory) -> Move | None:
        """A question without content of its own: "and Kakao?", "why?", "and when, for KT?"."""
        before = self.contracts.get(memory.intent or "")
        if before and reading.shapes:
            for shape in reading.shapes:
                if shape in before.follow:
                    intent = before.follow[shape]
                    subjects = named or list(memory.entities)
                    return self._about(intent, subjects, reading, memory, f"follow-up {shape}")
        if not named or reading.shapes:
            return None
        if before is None or memory.intent is None:
            return self._card(named, reading, memory)
        fitting = self.speakers[reading.language].fitting(memory.intent, named)
        if before.slot and fitting:
            return self._about(memory.intent, named, reading, memory, "same question of another")
        if "name" in before.follow and self.store.entities[named[0]].kind == "company":
            return self._about(before.follow["name"], named, reading, memory, "follow-up name")
        return self._card(named, reading, memory)

    def _card(self, named: Sequence[str], reading: Reading, memory: Memory) -> Move | None:
        intent = self.cards.get(self.store.entities[named[0]].kind)
        return self._about(intent, named, reading, memory, "bare name") if intent else None

    def _full(self, reading: Reading, named: list[str], memory: Memory) -> Move:
        intent, probability = reading.ranking[0]
        decoys = [m for m in reading.mentions if self.store.entities[m.id].kind == "decoy"]
        if decoys and not named:
            if intent == "selected_status" and probability > 0.5:
                return self._about(
                    intent, [decoys[0].id], reading, memory, "decoy in a closed list"
                )
            return Move("decoy", subjects=(decoys[0].id,), why="a look-alike of a name")
        if intent == "out_of_scope":
            return Move("out_of_scope", why=f"off-topic {probability:.2f}")
        least = LEAST if named else LEAST_WITHOUT_NAME
        if probability < least:
            return Move("not_understood", why=f"best {intent} {probability:.2f}")
        if intent == "are_you_sure" and memory.intent:
            return Move("confirm", memory.intent, memory.entities, why="doubt")
        return self._about(intent, named, reading, memory, f"ranked {probability:.2f}")

    def _about(
        self, intent: str, named: Sequence[str], reading: Reading, memory: Memory, why: str
    ) -> Move:
        """The intent with its slot filled; a question back if nothing fills it."""
        contract, speaker = self.contracts[intent], self.speakers[reading.language]
        claims = tuple(self.claims.check(reading, intent, contract, speaker))
        move = Move("say", intent, claims=claims, why=why)
        slot = contract.slot
        if slot is None:
            return move
        subjects = speaker.fitting(intent, named)
        if not subjects and self._continues(reading, named, memory):
            subjects = speaker.fitting(intent, memory.entities)
            why += ", subject from memory"
        if not subjects and slot.default:
            subjects = default_subjects(self.store, slot.default)
        if subjects or not slot.required:
            return replace(move, subjects=tuple(subjects), why=why)
        if claims:
            return move
        if memory.pending == intent:
            return Move("not_understood", why="asked once already")
        return Move("clarify", intent, choices=tuple(self._choices(intent)), why=why)

    def _continues(self, reading: Reading, named: Sequence[str], memory: Memory) -> bool:
        """Whether the question speaks of what was spoken of before."""
        if named or not memory.entities:
            return False
        return "anaphora" in reading.tags or len(reading.content) <= 3

    def _choices(self, intent: str) -> list[str]:
        slot = self.contracts[intent].slot
        kinds = slot.kinds[:1] if slot else ()
        return [e for kind in kinds for e in starts(self.store, f"kind:{kind}", ())]

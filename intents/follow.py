"""Where the question before leads, by a question word: "why?", "and when was that?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents import times
from intents.fill import Decision, Filler
from intents.ground import Ground
from intents.models import Memory
from intents.question import CLEAR, FEW, MOST_BARE, SHORT, first_followed
from intents.reading import Reading
from intents.weigh import IN_THE_END, Weighed

# Question words that mean as many things as there are subjects.
GENERIC = frozenset({"when", "since", "where", "others", "how_much"})
# A short question whose intent is this probable says all by itself.
PLAIN = 0.9
# … or if it has any words of its own.
SAID = 0.95


class Follower:
    """Follows from one question to the next, as the contracts say."""

    def __init__(self, ground: Ground, filler: Filler) -> None:
        self.ground, self.filler = ground, filler
        self.contracts, self.speakers, self.eras = ground.contracts, ground.speakers, ground.eras
        follows = [contract.follow for contract in self.contracts.values()]
        self._rivals = {s: {f[s] for f in follows if s in f} for s in GENERIC}

    def followed(self, reading: Reading, named: Sequence[str], memory: Memory) -> Decision | None:
        """Where a bare question word leads after the question before."""
        subjects = named or list(memory.entities)
        before = self.ground.before(memory)
        if before and before.after:  # "when was it dropped?" of a team that was chosen first
            told = reading.tags.union(*(lead.tags for lead in reading.leads))
            spoken = replace(reading, tags=told)
            before = self.contracts[self.eras.instead(str(memory.intent), subjects, spoken)]
        shape = first_followed(reading, before)
        if before is None or shape is None:
            return None
        intent = self._befell(before.follow[shape], subjects, reading)
        slot, speaker = self.contracts[intent].slot, self.speakers[reading.language]
        of_nobody = slot and slot.required and not speaker.fitting(intent, subjects)
        if of_nobody and (named or shape == "ended"):
            return None
        return self.filler.about(intent, subjects, reading, memory, f"follow-up {shape}")

    def _befell(self, intent: str, subjects: Sequence[str], reading: Reading) -> str:
        """The intent, or that of the later rounds where these fared otherwise than it tells."""
        after, speaker = self.contracts[intent].after, self.speakers[reading.language]
        if not after or not subjects or times.at_selection(reading, self.ground.store):
            return intent
        otherwise = speaker.outcome(intent, subjects) == "corrected"
        return after if otherwise and speaker.outcome(after, subjects) == "answered" else intent

    def finally_left(self, reading: Reading, memory: Memory) -> Decision | None:
        """How many are to be left in the end, after a question on those who are left."""
        before = self.ground.before(memory)
        asks = {"how_many", IN_THE_END} <= reading.tags and len(reading.content) <= MOST_BARE
        if not asks or before is None or IN_THE_END not in before.follow:
            return None
        intent = before.follow[IN_THE_END]
        return self.filler.about(intent, (), reading, memory, "left in the end")

    def goes_on(self, reading: Reading, weighed: Weighed, memory: Memory) -> Decision | None:
        """A short "and when was that?" goes on from the question before, whatever else it fits."""
        refers = "anaphora" in reading.tags
        if len(reading.content) > (FEW if refers else SHORT):
            return None
        before, best = self.ground.before(memory), self.contracts.get(weighed.intent or "")
        # Amid what came later, even plain words may mean another day than that of the selection.
        later = before is not None and before.afterwards and not (best and best.afterwards)
        told = "subject" in reading.tags or (reading.content and weighed.probability >= SAID)
        if weighed.probability >= PLAIN and told and not later:
            return None
        shape = first_followed(reading, before)
        if (shape == "ended" or (shape == "why" and refers)) and weighed.probability < CLEAR:
            return self.followed(reading, [], memory)
        if shape not in GENERIC:
            return None
        rival = weighed.intent in self._rivals[shape]
        slotted = weighed.probability >= CLEAR and best is not None and best.slot is not None
        unclear = best is None or (rival and not slotted)
        return self.followed(reading, [], memory) if unclear else None

    def led(self, intent: str, reading: Reading) -> str | None:
        """Where an intent leads for the first of the question's words that leads on from it."""
        contract = self.contracts[intent]
        shape = first_followed(reading, contract)
        return contract.follow[shape] if shape else None

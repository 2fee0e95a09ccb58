"""Messages that say something of what was told before, or ask what came beside it.

1. what came after it, or before, and how it ended: "and before that?", "and he, in the end?";
2. one said to have a part in it, or to be in the team told: "from Naver, yeah?".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents import presume
from intents.fill import Decision, Filler
from intents.ground import Ground
from intents.models import Memory
from intents.question import FEW, MOST_BARE, SHORT, WEAK, asked_for
from intents.reading import Reading
from intents.say import tells_of
from intents.weigh import IN_THE_END

# Tells who is in a team, and in which team somebody is.
TEAM, MEMBER = "team_members", "member_team"
# Of two beside each other in time, the other one.
NEIGHBOURS = ("successor", "predecessor")
# Asks what something is, or when it was.
_WHAT = frozenset({"what", "which", "when"})
# The claims of intents that tell of all who have a part in something.
_PARTIES = frozenset({"party", "parties", "operator"})


class OnTold:
    """Decides on messages that go on from what was told, and leaves the others."""

    def __init__(self, ground: Ground, filler: Filler) -> None:
        self.ground, self.filler = ground, filler
        self.store, self.contracts = ground.store, ground.contracts

    def beside(self, reading: Reading, named: Sequence[str], memory: Memory) -> Decision | None:
        """What came after what was told, or before it, or how it ended."""
        return self._succeeded(reading, named, memory) or self._ended(reading, named, memory)

    def stated(self, reading: Reading, named: Sequence[str], memory: Memory) -> Decision | None:
        """What was told, where a message says that somebody has a part in it."""
        return (
            self._among(reading, named, memory)
            or self._party_of(reading, named, memory)
            or self._in_team(reading, named, memory)
        )

    def _succeeded(self, reading: Reading, named: Sequence[str], memory: Memory) -> Decision | None:
        """Where the question before leads for what came after it, or before: "and before that?"."""
        before, few = self.ground.before(memory), len(reading.content) <= MOST_BARE
        beside = next((word for word in NEIGHBOURS if word in reading.tags), "")
        intent = before.follow.get(beside) if before else None
        if named or intent is None or not (few and memory.entities):
            return None
        what = {*asked_for(reading)} <= _WHAT
        told = "what came beside it"
        return self.filler.about(intent, memory.entities, reading, memory, told) if what else None

    def _ended(self, reading: Reading, named: Sequence[str], memory: Memory) -> Decision | None:
        """How what was told ended, by bare words: "and he, in the end?"."""
        before, few = self.ground.before(memory), len(reading.content) <= SHORT
        bare = few and IN_THE_END in reading.tags and not (named or asked_for(reading))
        if not bare or before is None or "ended" not in before.follow:
            return None
        return self.filler.about(before.follow["ended"], (), reading, memory, "in the end")

    def _party_of(self, reading: Reading, named: Sequence[str], memory: Memory) -> Decision | None:
        """The question before once more, for one said to have a part in it: "from Naver, yeah?"."""
        before = self.ground.before(memory)
        told = before is not None and before.slot is None and _PARTIES & {*before.claims}
        few = len(reading.content) <= (MOST_BARE if "anaphora" in reading.tags else FEW)
        states = few and reading.mentions and presume.states(reading)
        intent, probability = reading.ranking[0]
        if not (told and states) or (probability >= WEAK and intent != memory.intent):
            return None
        decision = self.filler.about(str(memory.intent), named, reading, memory, "a part in it")
        return replace(decision, move=decision.move.model_copy(update={"unsure": False}))

    def _among(self, reading: Reading, named: Sequence[str], memory: Memory) -> Decision | None:
        """The list told before once more, for one of it: "KAIST, too, was among these?"."""
        before = self.ground.before(memory)
        points = {"anaphora", "part_of"} <= reading.tags and len(reading.content) <= FEW
        if before is None or before.slot or not points or asked_for(reading):
            return None
        if len(named) != 1 or not tells_of(self.store, before, named):
            return None
        return self.filler.about(str(memory.intent), named, reading, memory, "one of those told")

    def _in_team(self, reading: Reading, named: Sequence[str], memory: Memory) -> Decision | None:
        """In whose team one is that is said to be in the one told: "and Krafton is in there"."""
        told = memory.intent == TEAM and len(memory.entities) == len(named) == 1
        few = reading.mentions and len(reading.content) <= FEW
        states = few and not (reading.asks or asked_for(reading))
        if not (told and states) or not self.store.values(named[0], "member_of"):
            return None
        beside = reading.beside(memory.entities)
        claims = tuple(self.ground.claims.later.members(beside))
        decision = self.filler.about(MEMBER, named, reading, memory, "in the team told")
        return replace(
            decision, move=decision.move.model_copy(update={"claims": claims, "presumes": True})
        )

"""The ranking of a question in its conversation: as if it named what it refers to.

"And who makes it?", after a model, is ranked like "who makes xmodelx"; the intent before, and those
to which it leads, are likelier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from intents.ground import Ground
from intents.models import Contract, Memory
from intents.question import FEW, LEAN, MOST_BARE
from intents.reading import Reading, naming
from intents.weigh import Ranking

# A question on the programme itself, this probable, does not speak of who was named before.
WHOLE = 0.35
# A message this surely off the subject does not go on from what was spoken of.
OFF = 0.8


class InContext:
    """Ranks the intents of questions in their conversations."""

    def __init__(self, ground: Ground) -> None:
        self.contracts, self.context, self.eras = ground.contracts, ground.context, ground.eras
        self.weigher, self._rank = ground.weigher, ground.reader.ranker.rank
        self._topics = _topics(ground.contracts, ground.store.of_kind("initiative"))

    def ranked(self, reading: Reading, named: list[str], memory: Memory) -> Ranking:
        """The ranking of a question in its conversation."""
        ranking = self._in_context(reading, named, memory)
        short = len(reading.content) <= MOST_BARE
        return self.weigher.going_on(ranking, memory.intent) if memory.intent and short else ranking

    def _in_context(self, reading: Reading, named: list[str], memory: Memory) -> Ranking:
        """The ranking of the question as if it named what it refers to: "who makes xmodelx"."""
        pointed = tuple(named) if not reading.mentions else ()
        meant = (
            pointed
            or self.context.remembered(reading, memory)
            or self._topics.get(memory.intent or "", ())
        )
        refers = bool(pointed) or "anaphora" in reading.tags
        says = reading.content or reading.shapes or refers
        if reading.mentions or not meant or not says or self._aside(reading):
            return reading.ranking
        short = len(reading.content) <= FEW and not self._complete(reading)
        if not (refers or short):
            return reading.ranking
        kinds = self.context.kinds(pointed or (meant[0], *memory.told, *memory.recent))
        read = self.as_named if pointed else self._beside_name
        rankings = [read(reading, kind) for kind in kinds]
        ranking = max(rankings, key=lambda ranked: ranked[0][1])
        on_subject = self.weigher.on_subject
        if self._whole(reading) and ranking[0][1] < OFF:
            return reading.ranking
        clearer = ranking[0][1] > reading.ranking[0][1] * (LEAN if refers else 1)
        more = on_subject(ranking) > on_subject(reading.ranking)
        return ranking if more or clearer else reading.ranking

    def _beside_name(self, reading: Reading, kind: str) -> Ranking:
        """The ranking of a question as if it also named an entity of this kind."""
        return self._rank(naming(reading.training, kind))

    def as_named(self, reading: Reading, kind: str) -> Ranking:
        """The ranking of a question with a name in place of what points at it, if that is clearer.

        "The second one's model" is then "xcompanyx's model".
        """
        beside = self._beside_name(reading, kind)
        there = self._rank(self.context.in_place(reading, kind))
        return max(there, beside, key=lambda ranked: ranked[0][1])

    def _whole(self, reading: Reading) -> bool:
        """Whether a question is plain without what it may refer to: "how many is it down to?"."""
        intent, probability = reading.ranking[0]
        alone = self.contracts[intent].slot is None and self.weigher.states(intent)
        return alone and bool(reading.content) and probability >= OFF

    def _aside(self, reading: Reading) -> bool:
        """Whether a message is small talk, or plainly off the subject, in a conversation."""
        intent, probability = reading.ranking[0]
        off = self.contracts[intent].outcome == "unknown" and probability >= OFF
        return off or (self.weigher.chats(intent) and probability >= WHOLE)

    def _complete(self, reading: Reading) -> bool:
        """Whether a question names its whole subject: "what was the budget again?"."""
        intent, probability = self.eras.possible(reading.ranking, reading, ())[0]
        contract = self.contracts[intent]
        stated = contract.slot is None and bool(contract.answers)
        return stated and "subject" in reading.tags and probability >= WHOLE


def _topics(contracts: Mapping[str, Contract], things: Sequence[str]) -> dict[str, tuple[str]]:
    """The intents without a slot that tell of one thing only, such as a sister programme."""
    topics: dict[str, tuple[str]] = {}
    for name, contract in contracts.items():
        roots = contract.roots
        if contract.slot is None and len(roots) == 1 and roots <= {*things}:
            topics[name] = (roots.pop(),)
    return topics

"""From the likeliest intent to the one that tells of what is asked, and of whom.

1. where the intent leads for one who is named, or for a word that it cannot answer;
2. the intent of the later rounds, where these were spoken of;
3. a likely intent that tells of those named, where this one does not;
4. the intent of an open question, where this one would deny what it only asks.
"""

from __future__ import annotations

from collections.abc import Sequence

from intents.denials import Denials
from intents.doubt import Doubter
from intents.ground import Ground
from intents.models import Memory
from intents.question import Question
from intents.reading import Reading
from intents.say import tells_of
from intents.weigh import Ranking

# A closed intent this probable is meant rather than one that states nothing.
APART = 0.1
# What leaves open which of several things is so.
_OPEN_TAGS = frozenset({"alternative", "or_not"})
_OPEN_SHAPES = frozenset({"which", "who", "how_many"})


class Refiner:
    """Exchanges intents for others that fit better; holds no state between questions."""

    def __init__(self, ground: Ground, doubter: Doubter, denials: Denials) -> None:
        self.ground, self.doubter, self.denials = ground, doubter, denials
        self.store, self.contracts, self.speakers = ground.store, ground.contracts, ground.speakers
        self.eras, self.weigher = ground.eras, ground.weigher

    def refined(self, intent: str, question: Question) -> str:
        """The intent that tells of what a question asks, instead of its likeliest one."""
        reading, named, ranking = question.reading, question.named, question.ranking
        asked = self._of_sister(self._asking(intent, question), question)
        if self.contracts[asked].after:
            asked = self.eras.instead(asked, question.spoken_of, reading)
        asked = self._of_models(asked, ranking, named)
        spoken_of = named or reading.lead or question.memory.entities
        asked = self._in_round(self._of_party(asked, ranking, named), spoken_of)
        asked = self._told_apart(
            self._later_in(asked, named, question.memory), ranking, named, reading
        )
        asked = self._otherwise(asked, question.spoken_of, reading)
        return self._open(asked, question.spoken_of, reading)

    def _asking(self, intent: str, question: Question) -> str:
        """The intent, or where it leads for one spoken of or a word that it cannot answer."""
        contract, reading = self.contracts[intent], question.reading
        spoken_of = (*(m.id for m in reading.meant), *question.spoken_of)
        of = next((one for one in spoken_of if one in contract.where), "")
        asked = (s for s in reading.shapes if s in reading.asked)
        beyond = (s for s in asked if s in contract.cannot and s in contract.follow)
        return contract.where.get(of) or contract.follow.get(next(beyond, ""), intent)

    def _of_sister(self, intent: str, question: Question) -> str:
        """The intent, or that of the sister programme where the question before was on it."""
        sister, before = self.contracts[intent].sister, self.ground.before(question.memory)
        if sister is None or before is None:
            return intent
        kinds = {self.store.entities[root].kind for root in before.roots & {*self.store.entities}}
        return sister if "initiative" in kinds else intent

    def _later_in(self, intent: str, named: Sequence[str], memory: Memory) -> str:
        """The intent, or that of the later rounds where these were spoken of: "and the scores?"."""
        before, contract = self.ground.before(memory), self.contracts[intent]
        later = before is not None and before.afterwards and not named
        return contract.after if later and contract.after and contract.after_always else intent

    def _of_party(self, intent: str, ranking: Ranking, named: Sequence[str]) -> str:
        """The intent, or the likeliest of its kind that tells of those named where it does not."""
        of_party = "party" in self.contracts[intent].claims
        if not (of_party and named) or self._tells_of(intent, named):
            return intent
        likely = (i for i, _ in ranking if "party" in self.contracts[i].claims)
        return next((i for i in likely if self._tells_of(i, named)), intent)

    def _of_models(self, intent: str, ranking: Ranking, named: Sequence[str]) -> str:
        """The intent; a likely one on models, where only such are named of which it tells nothing.

        "Are the weights of Kanana-2 open?" asks for no share of what all have to open.
        """
        released = named and all(self.store.entities[one].kind == "release" for one in named)
        if not released or self.contracts[intent].slot or self._tells_of(intent, named):
            return intent
        slots = ((i, self.contracts[i].slot) for i, p in ranking if p >= APART)
        return next((i for i, slot in slots if slot and "release" in slot.kinds), intent)

    def _in_round(self, intent: str, named: Sequence[str]) -> str:
        """The intent, or what tells more where companies and rounds are named."""
        kinds = {self.store.entities[one].kind for one in named}
        more = self.contracts[intent].in_round
        return more if more and kinds == {"company", "round"} else intent

    def _told_apart(
        self, intent: str, ranking: Ranking, named: Sequence[str], reading: Reading
    ) -> str:
        """The intent; for one that states nothing of those named a likely one that does.

        In place of one without answers only a closed one, as it tells of all that it could.
        """
        contract, speaker = self.contracts[intent], self.speakers[reading.language]
        silent = contract.closed and not speaker.fitting(intent, named)
        if not named or (contract.answers and not (silent and not self._tells_of(intent, named))):
            return intent
        likely = [i for i, p in ranking if p >= APART and i != intent]
        if not contract.answers:
            closed = (i for i in likely if self.contracts[i].closed)
            return next((i for i in closed if self._tells_of(i, named)), intent)
        fits = ((i, speaker.fitting(i, named)) for i in likely if self.weigher.states(i))
        told = (i for i, of in fits if of and speaker.outcome(i, of) == "answered")
        return next((i for i in told if not self.doubter.strange(i, reading)), intent)

    def _tells_of(self, intent: str, named: Sequence[str]) -> bool:
        """Whether an intent tells of any of those named, whoever it is asked of."""
        return tells_of(self.store, self.contracts[intent], named)

    def _otherwise(self, intent: str, named: Sequence[str], reading: Reading) -> str:
        """The intent, or the one that says something of those named where this one does not."""
        contract = self.contracts[intent]
        if not contract.otherwise or not named or reading.tags & set(contract.otherwise_unless):
            return intent
        speaker = self.speakers[reading.language]
        mine, other = (speaker.fitting(i, named) for i in (intent, contract.otherwise))
        silent = not mine or speaker.outcome(intent, mine) == "not_stated"
        others = [one for one in named if one not in contract.roots]
        silent = silent and not (contract.slot is None and self._tells_of(intent, others))
        of_nobody = self.contracts[contract.otherwise].slot is None
        tells = of_nobody or (other and speaker.outcome(contract.otherwise, other) != "not_stated")
        return contract.otherwise if silent and tells else intent

    def _open(self, intent: str, named: Sequence[str], reading: Reading) -> str:
        """The intent, or the one of an open question of which it would deny something."""
        without = self.contracts[intent].without
        other = next((i for shape, i in without.items() if shape not in reading.shapes), None)
        open_ = reading.tags & _OPEN_TAGS or _OPEN_SHAPES.intersection(reading.shapes)
        if not (other and named and open_):
            return intent
        denies = self.denials.denies_these(intent, named, reading)
        told = denies and self.speakers[reading.language].fitting(other, named)
        return other if told else intent

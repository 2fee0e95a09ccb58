"""Whether a question asks what nobody ever asks there: then no source may state it."""

from __future__ import annotations

from intents import details
from intents.ground import Ground
from intents.question import Question
from intents.reading import Reading
from intents.weigh import Ranking, sure_enough

# An intent this probable takes the place of one that is never asked for a detail.
RIVAL = 0.15


class Doubter:
    """Doubts intents for what a question says beside them; holds no state between questions."""

    def __init__(self, ground: Ground) -> None:
        self.claims, self.weigher = ground.claims, ground.weigher
        self.concepts, self._heard = ground.reader.concepts, ground.reader.heard

    def strange(self, intent: str, reading: Reading, *, counted: bool = True) -> bool:
        """Whether a question counts something, or asks for a detail, as nobody does there.

        `counted`: what it counts is looked at, too.
        """
        language, concepts = reading.language, self.concepts[reading.language]
        counts = tuple(details.counted(reading.masked, concepts)) if counted else ()
        kinds = details.kinds(reading.tags | reading.states)
        return self._heard.strange(language, intent, counts, kinds)

    def heard_of(self, ranking: Ranking, reading: Reading) -> str | None:
        """A likely intent that is asked for such a detail as the question asks for."""
        likely = (i for i, p in ranking if p >= RIVAL and self.weigher.states(i))
        return next((i for i in likely if not self.strange(i, reading)), None)

    def beyond(self, intent: str, question: Question) -> bool:
        """Whether a question says too much that its intent has never heard, or a coming version."""
        reading, known = question.reading, question.known
        if self.claims.versions.to_come(reading):
            return True
        unheard = self._heard.unheard(reading.language, intent, reading.content)
        facts = self.weigher.on_facts(reading.ranking)
        sure = sure_enough(facts, unheard, named=known["named"], subject=known["subject"])
        return not (sure or known["talking"])

"""Then or later: for which of several intents the time of a question speaks, and those it names.

The document tells of the selection, other sources of what came after it; the same words ask of
either. A day, a round, or what became of the companies that are named decides which is meant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from intents import times
from intents.facts import FactStore
from intents.models import Contract
from intents.reading import TODAY, Reading
from intents.say import tells_of
from intents.weigh import Ranking, Weighed

# How much an intent on what came later counts where the day of the selection is named.
EARLY = 0.03
# … and where nothing in a question speaks of later times.
UNTIMELY = 0.5
# … and an intent on what none of the named companies has.
LACKING = 0.2
# An intent this probable needs no look at the day that is named.
CLEAR = 0.6
# An intent on rounds that is this probable answers a question that names the day of one.
LEAST_OF_DAY = 0.02


# Concepts that speak of later times, and kinds of entity that there were only then.
_LATER = frozenset(
    "still_word advanced at_start earlier_than borrowed_parts next_round specs".split()
)
_LATER_KINDS = frozenset({"round", "release", "initiative"})


class Eras:
    """Weighs intents by time against one store; holds no state between questions."""

    def __init__(self, store: FactStore, contracts: Mapping[str, Contract]) -> None:
        self.store, self.contracts = store, contracts
        self._afterwards = {name for name, c in contracts.items() if c.afterwards}
        self._silent = {n for n, c in contracts.items() if c.silent}
        self._needed = {name: set(c.requires) for name, c in contracts.items() if c.requires}
        self._apart = {n: set(c.strangers_need) for n, c in contracts.items() if c.strangers_need}
        self._having = {n: h for n, c in contracts.items() if (h := _had_by_companies(c))}

    def possible(self, ranking: Ranking, reading: Reading, named: Sequence[str]) -> Ranking:
        """The ranking without intents that need a word which does not stand in the question.

        A question on the day of the selection hardly means what came after it. One without a word
        of later times less likely does, but not so that what no source tells is likelier.
        """
        timely = self._timely(reading)
        fits, missed = self._fits(named, timely), self._missed(reading)
        if timely == UNTIMELY and ranking[0][0] in self._afterwards - self._silent:
            fits = dict.fromkeys(self._silent, UNTIMELY) | fits
        kept = [
            (intent, probability * fits.get(intent, 1.0))
            for intent, probability in ranking
            if intent not in missed
        ]
        whole = sum(probability for _, probability in kept) or 1.0
        ordered = sorted(kept, key=itemgetter(1), reverse=True)
        return [(intent, probability / whole) for intent, probability in ordered]

    def _missed(self, reading: Reading) -> set[str]:
        """The intents that need a word which does not stand in the question.

        Of what came later, a round or a later day says as much.
        """
        tags = reading.tags
        missed = {intent for intent, needed in self._needed.items() if tags.isdisjoint(needed)}
        rounds = reading.of_kind(self.store.entities, ("round",))
        late = rounds or times.is_late(reading, self.store)
        return (missed - self._afterwards if late else missed) | self._of_others(reading)

    def _of_others(self, reading: Reading) -> set[str]:
        """The intents that tell nothing of any company named, where nothing else shows them."""
        tags, named = reading.tags, reading.of_kind(self.store.entities, ("company",))
        likely = (n for n, words in self._apart.items() if named and tags.isdisjoint(words))
        return {n for n in likely if not tells_of(self.store, self.contracts[n], named)}

    def _timely(self, reading: Reading) -> float:
        """How much an intent on what came later counts for a question, by its day and its words."""
        if times.at_selection(reading, self.store):
            return EARLY
        named = [self.store.entities[mention.id] for mention in reading.mentions]
        later = any(
            entity.kind in _LATER_KINDS
            or (entity.kind in {"company", "model"} and entity.id not in self.store.quoted)
            for entity in named
        )
        timely = later or reading.tags & _LATER or times.is_late(reading, self.store)
        return 1.0 if timely else UNTIMELY

    def _fits(self, named: Sequence[str], fit: float) -> dict[str, float]:
        """How well intents fit those that a question names; `fit` counts for what came later.

        Intents that fit as well as any are left out.
        """
        fits = dict.fromkeys(self._afterwards, fit)
        companies = [e for e in named if self.store.entities[e].kind == "company"]
        if companies:
            attributes = dict.fromkeys(self._having.values())
            lacked = {a for a in attributes if not any(self.store.step(e, a) for e in companies)}
            lacking = (intent for intent, having in self._having.items() if having in lacked)
            fits |= {intent: fits.get(intent, 1.0) * LACKING for intent in lacking}
        return fits

    def instead(self, intent: str, named: Sequence[str], reading: Reading) -> str:
        """The intent, or the one on the exclusion that befell those named: then, or later."""
        contract = self.contracts[intent]
        teams = [entity for entity in named if self.store.entities[entity].kind == "company"]
        if not teams or not (contract.after or contract.before):
            return intent
        begun = times.at_selection(reading, self.store)
        if contract.before:
            return contract.before if begun or self._all(teams, "excluded_by") else intent
        today = TODAY in reading.tags
        if begun or not (today or "excluded" in reading.tags or contract.after_always):
            return intent
        late = today or times.rounds_of(reading, self.store)
        out = self._all(teams, "dropped_in")
        through = (late or not contract.answers) and self._all(teams, "advanced_in")
        return str(contract.after) if out or through else intent

    def _all(self, entities: Sequence[str], attribute: str) -> bool:
        return all(self.store.step(entity, attribute) for entity in entities)

    def of_its_day(self, weighed: Weighed, ranking: Ranking, reading: Reading) -> str:
        """An intent on a later round where the question names its day: "whom did they add in …"."""
        best = str(weighed.intent)
        contract = self.contracts[best]
        of_selection = contract.slot is None and not contract.afterwards
        if not of_selection or weighed.probability >= CLEAR:
            return best
        return self.of_round(ranking, reading) or best

    def of_round(self, ranking: Ranking, reading: Reading) -> str | None:
        """The best intent on rounds for a question that names the day of one."""
        if not times.rounds_on(reading.values.dates, self.store):
            return None
        of_rounds = (i for i, p in ranking if "round" in self.kinds(i) and p > LEAST_OF_DAY)
        return next(of_rounds, None)

    def kinds(self, intent: str) -> tuple[str, ...]:
        """The kinds of entity that fill an intent's slot."""
        slot = self.contracts[intent].slot
        return slot.kinds if slot else ()


def _had_by_companies(contract: Contract) -> str | None:
    """The attribute that companies have of which an intent is asked."""
    slot = contract.slot
    return slot.having if slot and slot.kinds[:1] == ("company",) else None

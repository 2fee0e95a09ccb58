"""Which group of intents a question belongs to, and which intent of that group.

The ranker's probability is spread over many intents: a question on the facts may share it among
three wordings of the same thing and still be more surely on the facts than off the subject. So
groups are weighed first, by their sums. Weights of their own won nothing on validation questions
by other authors; the bounds below were set there, looking at what is lost in scope beside what is
gained off it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from intents.models import Contract
from intents.moves import MoveKind

Ranking = Sequence[tuple[str, float]]

GROUPS = ("fact", "topic", "out", "smalltalk")
# A fragment in the middle of a conversation is likelier about its subject: "the third one?".
OUT_TALKING = 0.8
# The least probability of the best intent within its group.
LEAST, LEAST_NAMED = 0.18, 0.10
# Without a word of the subject, a question must as a whole be this surely on the facts.
SURE, SURE_NAMED = 0.8, 0.6
# … unless hardly anything speaks for its being off, and its intent is likely.
SLIGHT = 0.05
# How surely a question must be on the facts; for a share of words unheard of, and with a name or a
# word of the subject (of 6,415 questions as many are answered right as with 0.5, -0.2 and -0.2, and
# 7 of 38 are not answered wrongly any more).
BASE, UNHEARD, NAMED, SUBJECT = 0.55, 0.5, -0.1, -0.1
NEAR = 3
# An intent that denies a premise is taken when it is this probable, or this many times as much as
# the next that states something: to deny what nobody said is worse than not to deny.
DENIES, MUCH = 0.66, 2.0
# Less probable than this, it is not taken at all.
DOUBT = 0.3
# In a conversation the intent before is so many times likelier, and so are those to which it leads
# or that are offered after it: "and which model was it copied from?" (of 8,138 conversations: 17
# won, 5 lost).
ONWARD = 3.0
# Leads on only beside a "how many", so that where it leads is no likelier by itself.
IN_THE_END = "in_the_end"


class Known(TypedDict):
    """What is known of a question beside its ranking; see `Weigher.weigh`."""

    named: bool
    subject: bool
    talking: bool
    short: bool


@dataclass(frozen=True)
class Weighed:
    """The intent, or none and what to do instead; the reason; the intents that came near."""

    intent: str | None
    kind: MoveKind
    why: str
    near: tuple[str, ...] = ()
    probability: float = 0.0
    # The intent is one that denies what the question claims.
    denies: bool = False


class Weigher:
    """Knows which group each intent is of."""

    def __init__(self, contracts: Mapping[str, Contract]) -> None:
        self._group = {name: _group(name, contract) for name, contract in contracts.items()}
        self._asks_back = {
            n for n, c in contracts.items() if c.slot and c.slot.required and not c.slot.default
        }
        self.denials = {name for name, contract in contracts.items() if contract.denies}
        self._onward = {n: {n, *_led(c), *c.next} for n, c in contracts.items()}

    def going_on(self, ranking: Ranking, before: str) -> Ranking:
        """The ranking of a short question, given the intent of the question before it."""
        onward = self._onward[before]
        weighed = [(intent, p * ONWARD if intent in onward else p) for intent, p in ranking]
        total = sum(p for _, p in weighed)
        return sorted(((intent, p / total) for intent, p in weighed), key=lambda ranked: -ranked[1])

    def without_denials_of(self, ranking: Ranking) -> Ranking:
        """The ranking without intents that deny something of somebody: where nobody is named."""
        idle = self.denials & self._asks_back
        return [ranked for ranked in ranking if ranked[0] not in idle] or ranking

    def without_denials(self, ranking: Ranking) -> Ranking:
        """The ranking as if there were no intents that deny."""
        kept = [ranked for ranked in ranking if ranked[0] not in self.denials]
        total = sum(probability for _, probability in kept) or 1.0
        return [(intent, probability / total) for intent, probability in kept]

    def on_subject(self, ranking: Ranking) -> float:
        """How probable it is that the facts or a topic beside them are meant."""
        sums = self._sums(ranking)
        return sums["fact"] + sums["topic"]

    def states(self, intent: str) -> bool:
        """Whether an intent tells facts."""
        return self._group[intent] == "fact"

    def chats(self, intent: str) -> bool:
        """Whether an intent is small talk, or doubts what was answered."""
        return self._group[intent] == "smalltalk"

    def on_facts(self, ranking: Ranking) -> float:
        """How probable it is that the facts are meant."""
        return self._sums(ranking)["fact"]

    def _sums(self, ranking: Ranking) -> dict[str, float]:
        sums = dict.fromkeys(GROUPS, 0.0)
        for intent, probability in ranking:
            sums[self._group[intent]] += probability
        return sums

    def weigh(
        self, ranking: Ranking, *, named: bool, subject: bool, talking: bool, short: bool
    ) -> Weighed:
        """The best intent of the strongest group.

        `named` is somebody, `subject`: a word of the subject stands in the question; `talking`:
        there is a conversation before; `short`: the question says little by itself.
        """
        sums = self._sums(ranking)
        leaning = {**sums, "out": sums["out"] * OUT_TALKING} if talking and short else sums
        group = max(leaning, key=leaning.__getitem__)
        best, probability = self._best([r for r in ranking if self._group[r[0]] == group])
        if best in self.denials and probability < DOUBT:
            rest = [r for r in ranking if r[0] not in self.denials]
            return self.weigh(rest, named=named, subject=subject, talking=talking, short=short)
        why = f"{group} {sums[group]:.2f}, {best} {probability:.2f}"
        near = self._near(ranking, best)
        asks_back = best in self._asks_back and not named
        sure = 0.0 if subject or talking or asks_back else SURE_NAMED if named else SURE
        near_subject = sums["out"] < SLIGHT
        foreign = sums[group] < sure and not (near_subject and probability >= DOUBT)
        if group == "out" or (group == "fact" and foreign):
            kind: MoveKind = "not_understood" if near_subject else "out_of_scope"
            return Weighed(None, kind, why, near, sums[group])
        if probability < (LEAST_NAMED if named or talking else LEAST):
            return Weighed(None, "not_understood", why, near, probability)
        return Weighed(best, "say", why, near, probability, best in self.denials)

    def _best(self, ranking: Ranking) -> tuple[str, float]:
        """The first intent; one that denies must be likely, else the next that states."""
        best, probability = ranking[0]
        if best in self.denials and probability < DENIES:
            states = [r for r in ranking if r[0] not in self.denials]
            return next((r for r in states if r[1] * MUCH > probability), ranking[0])
        return best, probability

    def _near(self, ranking: Ranking, best: str) -> tuple[str, ...]:
        likely = [i for i, _ in ranking[: NEAR + 3] if self._group[i] == "fact"]
        return tuple(intent for intent in likely if intent != best)[:NEAR]


def sure_enough(facts: float, unheard: float, *, named: bool, subject: bool) -> bool:
    """Whether a question is this surely on the facts (`facts`: a probability)."""
    return facts >= BASE + UNHEARD * unheard + NAMED * named + SUBJECT * subject


def _led(contract: Contract) -> list[str]:
    """Where a question word alone leads on from an intent."""
    return [intent for word, intent in contract.follow.items() if word != IN_THE_END]


def _group(name: str, contract: Contract) -> str:
    if contract.outcome == "unknown":
        return "out"
    if contract.outcome == "smalltalk" or name == "are_you_sure":
        return "smalltalk"
    return "fact" if contract.answers else "topic"

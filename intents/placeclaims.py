"""Who is said to have come first or last in a round, or in its index, compared with the facts."""

from __future__ import annotations

from collections.abc import Iterator

from intents import times
from intents.claiming import Claims
from intents.events import concerns
from intents.models import Contract
from intents.moves import Claim
from intents.reading import Reading

_FIRST = frozenset({"came_first", "placed_first"})
# With others it may share the place, in a part of a round.
_TIED = "tied_first"
# Of one among several nothing is claimed: "which of the two came first?", "in the top four".
_APART = frozenset({"alternative", "compare", "among_first"})

# Asks which team it was.
_ASKING = frozenset({"who", "which"})


class PlaceClaims(Claims):
    """Finds the places in rounds that a question gives to teams that did not have them."""

    def first(self, reading: Reading, intent: str, contract: Contract) -> Iterator[Claim]:
        """A team said to have come first in a round, or in its index, that another led."""
        if reading.tags.isdisjoint(_FIRST) or _TIED in reading.tags:
            return
        of_index = intent == "aa_index" or "index_word" in reading.tags
        every = tuple(self.store.of_kind("round"))
        rounds = every if of_index else times.rounds_of(reading, self.store)
        teams = self._teams(reading)
        if not rounds and len(teams) == 1 and self._of_points(reading, contract):
            rounds = self._rounds_of(teams[0])
        name, index = ("aa_leader", "aa_index") if of_index else ("leader", "round_scores")
        leaders = [leader for one in rounds for leader in self.store.values(one, name)]
        each = len(self.named(reading, "round")) == len(leaders) > 1  # "first in both rounds"
        led = leaders and (len(rounds) == 1 or of_index or each or teams[:1] != tuple(leaders[:1]))
        apart = reading.tags & _APART
        if len(teams) == 1 and "difference_word" in reading.tags:
            apart = apart - {"compare"}  # by how much it led is asked
        if apart or len(teams) not in {1, 2} or not led:
            return
        elsewhere = tuple(r for r in rounds if teams[0] not in self.store.values(r, name))
        told = () if of_index else elsewhere
        if teams[0] not in leaders:
            dropped = any(teams[0] in self.store.values(one, "dropped") for one in rounds)
            also = {"also": "in_race", "also_of": teams[:1]} if dropped else {}
            yield Claim(denial="not_these", subject=teams[:1], intent=index, subjects=told, **also)
        elif each and elsewhere:
            of_round = {"claimed": elsewhere[0], "intent": index, "subjects": told}
            yield Claim(denial="not_in_round", **of_round)

    def last(self, reading: Reading) -> Iterator[Claim]:
        """A team said to have come last in a round in which it was another."""
        teams = self._teams(reading)
        apart = reading.tags & {*_APART, *_FIRST, "negation"} or _ASKING & {*reading.shapes}
        if "placed_last" not in reading.tags or apart or len(teams) != 1:
            return
        if "index_word" in reading.tags:
            if any(
                teams[0] in self.store.values(r, "aa_leader") for r in self.store.of_kind("round")
            ):
                yield Claim(denial="not_these", subject=teams, intent="aa_index")
            return
        rounds = times.rounds_of(reading, self.store) or self.store.values(teams[0], "dropped_in")
        last = [team for one in rounds for team in self.store.values(one, "last")]
        if len(rounds) != 1 or not last or teams[0] in last:
            return
        told = {"denial": "not_these", "subject": teams}
        scores = (end.fact for end in self.store.step(rounds[0], "scores"))
        if rounds[0] in self.store.values(teams[0], "dropped_in"):
            yield Claim(intent="dropped_reason", subjects=teams, **told)
        elif any(concerns(fact, teams) for fact in scores):
            yield Claim(intent="round_scores", subjects=tuple(rounds), **told)
        elif rounds[0] in self.store.values(teams[0], "advanced_in"):
            yield Claim(intent="dropped_reason", subjects=tuple(last), **told)

    def _rounds_of(self, team: str) -> tuple[str, ...]:
        """The rounds that a team was in and in which somebody led."""
        taken = (*self.store.values(team, "dropped_in"), *self.store.values(team, "advanced_in"))
        return tuple(one for one in taken if self.store.values(one, "leader"))

    def _of_points(self, reading: Reading, contract: Contract) -> bool:
        """Whether a first place without a round is one in the rounds, and not in a part of them."""
        others = self.named(reading, "partner", "app", "initiative")
        apart = reading.tags & {"part_of_points", "first_in_time"} or others
        return not apart and (contract.afterwards or "score_word" in reading.tags)

    def _teams(self, reading: Reading) -> tuple[str, ...]:
        """The companies named, also by their models."""
        models = (*self.named(reading, "release"), *self.named(reading, "model"))
        behind = [o for m in models for o in (m, *self.store.values(m, "release_of"))]
        makers = [maker for one in behind for maker in self.store.values(one, "maker")]
        companies = [o for o in behind if self.store.entities[o].kind == "company"]
        return tuple(dict.fromkeys((*self.named(reading, "company"), *companies, *makers)))

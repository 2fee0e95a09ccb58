"""Who is said to have entered the call for one more team, or to have got its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intents import presume, times
from intents.claiming import Claims
from intents.context import TAKES_PLACE
from intents.models import Contract
from intents.moves import Claim
from intents.reading import Reading

# Says that one got the place of an extra call, and what leaves that open.
_WON = frozenset({"selected", "was_chosen", "advanced", "fourth_team", "handed_out"})
_NOT_SO = frozenset({"negation", "alternative", "compare", "excluded", "or_not"})


class CallClaims(Claims):
    """Finds the companies that a question puts into a call that they did not enter, or not win."""

    def told(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """A company taken for the team that was added, or said to have applied and did not."""
        if "negation" in reading.tags:
            return
        if "fourth_team" in reading.tags and "added" not in contract.claims:
            yield from self.added(reading)
        companies = self.named(reading, "company")
        refused = self.refused(companies) if "reapplied" in reading.tags else ()
        if refused:
            yield _declined(refused)

    def added(self, reading: Reading) -> Iterator[Claim]:
        """A company said to have been added that was not."""
        companies = self.named(reading, "company")
        if TAKES_PLACE in reading.tags:  # "who replaced Naver?"
            companies = tuple(c for c in companies if not self.store.values(c, "dropped_in"))
        if companies and not any(self.store.values(c, "added_in") for c in companies):
            yield Claim(denial="not_these", subject=companies, intent="extra_applicants")

    def entered(self, reading: Reading) -> Iterator[Claim]:
        """A company stated to have entered the extra call that said it would not."""
        companies = self.named(reading, "company")
        apart = reading.tags & {"negation", "declines", "compare", "alternative"}
        refused = self.refused(companies) if presume.states(reading) and not apart else ()
        if refused:
            yield _declined(refused)

    def lost(self, reading: Reading) -> Iterator[Claim]:
        """A company said to have tried its luck in the extra call that said it would not enter."""
        named = self.named(reading, "round")
        alone = len(named) == 1 and bool(self.store.values(named[0], "applied"))
        out = "excluded" in reading.tags and presume.states(reading)  # "left out, what did it say?"
        told = "reapplied" in reading.states or out
        refused = self.refused(self.named(reading, "company")) if alone and told else ()
        if refused and presume.presumes(reading) and "negation" not in reading.tags:
            yield _declined(refused)

    def not_added(self, reading: Reading) -> Iterator[Claim]:
        """A company that lost in the extra call, said to have won the place in it."""
        companies, apart = self.named(reading, "company"), reading.tags & _NOT_SO
        lost = [c for c in companies if self.store.values(c, "applied_to")]
        lost = [c for c in lost if not self.store.values(c, "added_in")]
        won = reading.tags & _WON or "got_in" in reading.states
        if len(lost) == 1 and won and not apart and presume.presumes(reading):
            yield Claim(denial="not_these", subject=tuple(lost), intent="extra_applicants")

    def entrants(self, reading: Reading) -> Iterator[Claim]:
        """A company told of in a later round that was in none, as it was left out before."""
        companies = self.named(reading, "company")
        dated = [date for date in reading.values.dates if date.year]
        late = self.named(reading, "round") or times.rounds_on(dated, self.store)
        refused = self.refused(companies)
        if refused and any(self.store.values(one, "applied") for one in late):
            yield _declined(refused)
        elif late and len(companies) == 1 and self.store.values(companies[0], "excluded_by"):
            yield Claim(
                denial="no_selected", subject=companies, intent="in_race", subjects=companies
            )

    def refused(self, companies: Sequence[str]) -> tuple[str, ...]:
        """The only company named, beside the one added, if it would not enter the extra call."""
        others = tuple(one for one in companies if not self.store.values(one, "added_in"))
        return others if len(others) == 1 and self.store.values(others[0], "declined") else ()


def _declined(companies: tuple[str, ...]) -> Claim:
    """A company said to have entered the extra call that said it would not."""
    told = {"subject": companies, "intent": "extra_declined", "subjects": companies}
    return Claim(denial="not_these", **told)

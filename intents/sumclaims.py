"""What the programme is said to be worth, in whichever currency, compared with its sums."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from intents import bounds
from intents.claiming import ANY, Claims
from intents.models import Contract, Money
from intents.moves import Claim
from intents.quantities import LESS, MORE
from intents.reading import Reading
from intents.values import CURRENCIES, MONEY, Amount

# Characters between a sum and a word that makes a bound of it.
BESIDE = 20
# A bound is no farther than this part of a sum from it: "over 500 billion" of 530.
NEAR = 0.2
# A sum that is so many times less than the least of the programme's is the price of something.
PRICE = 1000
# The size of a model is no sum: "300B".
_SIZE = re.compile(r"\d\s*b$")


class SumClaims(Claims):
    """Finds the false claims of a question on the programme's money."""

    def amounts(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """A sum that is none of the programme's; what was only reported is told as such."""
        of_money = "budget" in contract.claims
        said = [
            a
            for a in reading.values.amounts
            if a.currency or (of_money and not _SIZE.search(a.words))
        ]
        if not said or (contract.afterwards and "budget" not in contract.claims):
            return
        own = self._sums("budget", "budget_usd")
        reported = self._sums("budget_reported")
        known = [*own, *reported]
        meant = [a for a in said if self._is_one(reading, a, own)]
        wrong = [a for a in said if a not in meant and not any(_same(a, money) for money in known)]
        wrong = [a for a in wrong if not _within(reading, a, reported)]
        least = min((money.amount for money in own), default=0)
        wrong = [a for a in wrong if "budget" in contract.claims or a.amount * PRICE >= least]
        if not (wrong or meant or contract.afterwards):
            yield Claim(denial="other_figure", intent="budget_figures")
        # A right sum beside it may be the same in the other currency.
        right = {a.currency for a in said if a not in wrong}
        wrong = [
            a for a in wrong if not right or (a.currency and right.isdisjoint({a.currency, None}))
        ]
        if known and wrong:
            yield Claim(denial="no_amount", claimed=wrong[0].words, type="text", intent="budget")

    def currencies(self, reading: Reading) -> Iterator[Claim]:
        """The budget taken for a sum in a currency that no source gives: "counted in yen"."""
        counted_in = "denominated" in reading.tags and "KRW" not in reading.tags
        bare = [a for a in reading.values.amounts if a.currency is None]
        if not (counted_in or (bare and reading.tags & {"why", "tag"})):
            return  # the facts are asked only where they matter
        known = self._sums("budget", "budget_usd", "budget_reported")
        if not (counted_in or any(_same(a, money) for a in bare for money in known)):
            return
        concepts, own = self.concepts[reading.language], {money.currency for money in known}
        foreign = (name for name in CURRENCIES if name in reading.tags and name not in own)
        for name in foreign:
            for start, end in concepts.spans(name, reading.named):
                claimed = reading.named[start:end]
                yield Claim(denial="no_amount", claimed=claimed, type="text", intent="budget")

    def regardless(self, reading: Reading) -> Iterator[Claim]:
        """The wrong sums of a question on the teams or the budget, whatever else it asks."""
        if not reading.values.amounts:
            return iter(())
        told = any(one.tags & {"teams", "consortium"} for one in (reading, *reading.leads))
        # The very figure of the budget, only in another currency: "200 billion euros".
        figures = {money.amount for money in self._sums("budget")}
        ours = any(a.currency and a.amount in figures for a in reading.values.amounts)
        told = told or (ours and bool(reading.tags & {"homeland", "authority"}))
        told = told or self._in_its_currency(reading)
        return self.amounts(reading, ANY) if told else iter(())

    def _in_its_currency(self, reading: Reading) -> bool:
        """Whether a sum in the currency of the budget, and nobody, is told of."""
        own = {money.currency for money in self._sums("budget")}
        return not reading.mentions and any(a.currency in own for a in reading.values.amounts)

    def _sums(self, *attributes: str) -> list[Money]:
        """The sums of the programme under these attributes."""
        ends = (end for name in attributes for end in self.store.step("programme", name))
        return [end.value for end in ends if isinstance(end.value, Money)]

    def _is_one(self, reading: Reading, said: Amount, known: Sequence[Money]) -> bool:
        """Whether a sum is one of those known, or is said as a bound that one of them keeps."""
        of_currency = [money.amount for money in known if said.currency in {None, money.currency}]
        bounded = bounds.fits(self._beside(reading), said.amount, of_currency)
        return bounded or any(_same(said, money) for money in known)

    def _beside(self, reading: Reading) -> set[str]:
        """The words for a bound that stand beside a sum, before it or behind."""
        pieces = reading.masked.split(MONEY)
        near = [piece for a, b in pairwise(pieces) for piece in (a[-BESIDE:], b[:BESIDE])]
        return self.concepts[reading.language].found([MORE, LESS], " … ".join(near))


def _within(reading: Reading, said: Amount, reported: Sequence[Money]) -> bool:
    """Whether a sum is a bound near what another source says: "I read over 500 billion"."""
    near = (m.amount for m in reported if said.currency in {None, m.currency})
    near = (sum_ for sum_ in near if abs(sum_ - said.amount) <= NEAR * sum_)
    return bounds.fits(reading.tags, said.amount, near)


def _same(said: Amount, known: Money) -> bool:
    near = abs(said.amount - known.amount) <= (0.02 * known.amount if known.approximate else 0)
    return near and said.currency in {None, known.currency}

"""What a question takes for granted, compared with the facts.

Each check looks at one kind of claim and, where the facts say otherwise, returns what is denied and
which intent says the truth; nothing is claimed by a question that merely asks. The kinds, each in a
module of its own:
- who makes a model or an app, who works with whom (`ownerclaims`), who bought whom (`deeds`);
- versions (`versionclaims`), sums (`sumclaims`), numbers of teams (`countclaims`), dates
  (`dateclaims`);
- whose programme it is (`homeclaims`), who was chosen (`fateclaims`, `lineupclaims`);
- what came after the selection (`afterclaims`): places in a round (`placeclaims`), the call for one
  more team (`callclaims`), licences (`licenceclaims`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from intents import times
from intents.afterclaims import LaterClaims
from intents.claiming import ANY
from intents.concepts import Concepts
from intents.countclaims import CountClaims
from intents.dateclaims import DateClaims
from intents.deeds import Deeds
from intents.facts import FactStore
from intents.fateclaims import FATE_INTENTS, FateClaims
from intents.homeclaims import HomeClaims
from intents.lineupclaims import LineUpClaims
from intents.models import Contract
from intents.moves import Claim
from intents.orderclaims import OrderClaims
from intents.ownerclaims import OwnerClaims
from intents.reading import Reading
from intents.sumclaims import SumClaims
from intents.versionclaims import VersionClaims

# For how many were chosen, whatever is asked.
_ON_CHOSEN = Contract(purpose="", claims=("selected",))


class ClaimChecker:
    """Finds the false claims of a question against one store."""

    def __init__(self, store: FactStore, concepts: Mapping[str, Concepts]) -> None:
        self.store = store
        self.later, self.deeds = LaterClaims(store, concepts), Deeds(store, concepts)
        self.owners, self.versions = OwnerClaims(store, concepts), VersionClaims(store, concepts)
        self.sums, self.dates = SumClaims(store, concepts), DateClaims(store, concepts)
        self.orders = OrderClaims(store, concepts)
        self.counts = CountClaims(store, concepts, self.later)
        self.home, self.line_ups = HomeClaims(store, concepts), LineUpClaims(store, concepts)
        self.fates = FateClaims(store, concepts, self.later, self.owners)

    def check(self, reading: Reading, intent: str, contract: Contract) -> tuple[Claim, ...]:
        """All false claims, in order of importance, one for each intent that says the truth."""
        found: dict[str, Claim] = {}
        said = set[tuple[str, str]]()
        told = set[tuple[str, tuple[str, ...]]]()
        # An intent that tells a fate by itself does not where it is denied for something else.
        beside = self.fates.told(reading, "", contract) if intent in FATE_INTENTS else ()
        checks = self._checks(reading, intent, contract)
        for claims in (*checks, (claim for claim in beside if found)):
            for claim in claims:
                again = claim.type == "date" and (claim.denial, claim.claimed) in said
                if not (again or (claim.intent, claim.subjects) in told):
                    found.setdefault(claim.intent, claim)
                    told.add((claim.also, claim.also_of))
                said.add((claim.denial, claim.claimed))
        return tuple(found.values())

    def _checks(
        self, reading: Reading, intent: str, contract: Contract
    ) -> tuple[Iterator[Claim], ...]:
        """What each check finds, the most important first."""
        return (
            self.owners.makers(reading, contract),
            self.later.makers(reading),
            self.owners.apps(reading),
            self.owners.partners(reading, contract),
            self.versions.told(reading, contract),
            self.versions.places(reading, contract),
            self.dates.launches(reading, contract),
            self.deeds.takeovers(reading),
            self.home.ministries(reading, contract),
            self.home.countries(reading, contract),
            self.sums.amounts(reading, contract),
            self.sums.currencies(reading),
            self.counts.told(reading, contract),
            self.dates.told(reading, contract),
            self.dates.announced(reading, contract),
            self.orders.told(reading),
            self.fates.left(reading),
            self.fates.told(reading, intent, contract),
            self.line_ups.together(reading, contract),
            self.line_ups.alone(reading, contract),
            self.fates.shares(reading, contract),
            self.later.check(reading, intent, contract),
        )

    def regardless(self, reading: Reading, *, off: bool) -> Claim | None:
        """The first false claim of a question, whatever it asks.

        Where it seems `off` the subject, only on who works with whom and on the budget.
        """
        ours = not off or "subject" in reading.tags or times.is_late(reading, self.store)
        pairs = (c for c in self.owners.partners(reading, ANY) if self._tells_of(c.subject))
        checks = (
            () if off else self.owners.makers(reading, ANY),
            pairs,
            self.sums.regardless(reading),
            () if off else self.later.sizes(reading),
            () if off else self.later.out_of_round(reading),
            () if off else self.later.calls.not_added(reading),
            self.fates.left(reading) if ours else (),
            self.fates.outsiders_chosen(reading) if ours else (),
            () if off else self.dates.announced(reading, ANY),
            () if off else self.counts.told(reading, _ON_CHOSEN),
        )
        return next(chain(*checks), None)

    def _tells_of(self, subjects: Iterable[str]) -> bool:
        """Whether some fact speaks of any of these entities."""
        return any(self.store.times_told(one) for one in subjects)

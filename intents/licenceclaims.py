"""Which licence a model is said to have, compared with the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from intents import presume
from intents.claiming import Claims
from intents.moves import Claim
from intents.reading import Reading

# Concepts of licences, with what the name of each holds; without it, one that is not open.
_LICENCES = {"licensed_apache": "apache", "licensed_mit": "mit", "licensed_closed": ""}
_OPEN = frozenset({"apache 2.0", "mit", "open source"})


class LicenceClaims(Claims):
    """Finds the licences that a question gives to models that have another one."""

    def told(self, reading: Reading) -> Iterator[Claim]:
        """A licence that the only model named does not have, nor what came out of it."""
        releases = self._releases(reading)
        known = [v.casefold() for r in releases for v in self.store.values(r, "licence")]
        apart = reading.tags & {"alternative", "compare", "negation", "or_not"}
        if not known or len({*known}) > 1 or apart:
            return
        open_ = not _OPEN.isdisjoint(known)
        for name, own in _LICENCES.items():
            words = self.concepts[reading.language].spans(name, reading.named)
            wrong = own not in known[0] if own else open_
            if words and wrong:
                said = reading.named[slice(*words[0])]
                spelt = re.search(re.escape(said), reading.text, re.IGNORECASE)
                yield Claim(
                    denial="no_amount",
                    claimed=(spelt[0] if spelt else said).strip(),
                    type="text",
                    intent="release_licence",
                    subjects=releases,
                )

    def _releases(self, reading: Reading) -> tuple[str, ...]:
        """The releases named, or those of the only model, as far as their licence is told."""
        named, models = self.named(reading, "release"), self.named(reading, "model")
        # "HyperCLOVA: proprietario?" may ask for its owner.
        asked = models and not presume.presumes(reading)
        if len(models) > 1 or asked:
            return ()
        of_model = (r for m in models for r in self.store.values(m, "release"))
        return named or tuple(r for r in of_model if self.store.values(r, "licence"))

"""Who all are said to be the chosen ones, or who alone, compared with the facts."""

from __future__ import annotations

from collections.abc import Iterator

from intents.claiming import Claims
from intents.models import Contract
from intents.moves import Claim
from intents.reading import Reading

# So many companies named together are a list; of fewer it may be asked whether they are in it.
MOST_ASKED = 4
# Asks how those named differ, or why they fared so.
_ASKING = frozenset({"what", "why"})
# Words of a sum, of which a company's own share may be asked for.
_OF_SUMS = frozenset({"money", "how_much", "quantity"})


class LineUpClaims(Claims):
    """Finds those whom a question wrongly counts among the chosen, or takes for the only one."""

    def together(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """Companies told as the chosen ones, of whom some are not."""
        companies = self.named(reading, "company")
        chosen = [c for c in companies if self.store.values(c, "selected_by")]
        others = [c for c in companies if c not in chosen]
        told = "selected" in contract.claims and reading.tags & {"selected", "teams"}
        listed = len(companies) > MOST_ASKED and not _ASKING.intersection(reading.shapes)
        said = told or listed
        beside = contract.side_by_side and not reading.tags & {"selected", "announce"}
        apart = reading.tags & {"negation", "excluded", "compare"} or contract.afterwards or beside
        if said and not apart and others and len(companies) >= MOST_ASKED and len(chosen) > 1:
            yield Claim(denial="not_these", subject=tuple(others), intent="selected_list")

    def alone(self, reading: Reading, contract: Contract) -> Iterator[Claim]:
        """A company said to be the only one chosen, or the only one left out."""
        companies, said = self.named(reading, "company"), reading.tags & {"selected", "excluded"}
        if "only_one" not in reading.states or len(companies) != 1 or len(said) != 1:
            return
        share = not contract.answers or reading.tags & _OF_SUMS
        if "one_alone" in reading.tags and share:  # its share is asked for
            return
        name = next(iter(said))
        every = self.store.values("programme", name)
        if not contract.afterwards and companies[0] in every and len(every) > 1:
            yield Claim(denial="not_alone", subject=companies, intent=f"{name}_list")

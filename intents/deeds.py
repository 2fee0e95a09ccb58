"""Who is said to have done what: "when KT bought Daum".

Whoever does something stands before its verb, the nearest one named; in Korean, as its subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from intents.concepts import Concepts
from intents.facts import FactStore
from intents.moves import Claim
from intents.normalize import fold
from intents.reading import Reading

# What marks a Korean subject, right behind it.
_SUBJECT = ("이", "가", "은", "는")
# A company that is named, and where.
_Named = tuple[str, int, int]


class Deeds:
    """Finds those to whom a deed is ascribed that was another's."""

    def __init__(self, store: FactStore, concepts: Mapping[str, Concepts]) -> None:
        self.store, self.concepts = store, concepts

    def takeovers(self, reading: Reading) -> Iterator[Claim]:
        """A company said to have taken over what went to another."""
        for mention in reading.meant:
            owners = self.store.values(mention.id, "taken_over_by")
            others = [named for named in self._companies(reading) if named[0] != mention.id]
            doer = self._doer(reading, others, "takes_over") if owners else None
            if doer and doer not in owners:
                yield Claim(denial="not_these", subject=(doer,), intent="daum_deal")

    def _companies(self, reading: Reading) -> list[_Named]:
        kinds = self.store.entities
        return [(m.id, m.start, m.end) for m in reading.meant if kinds[m.id].kind == "company"]

    def _doer(self, reading: Reading, named: Sequence[_Named], deed: str) -> str | None:
        """The one of those named who does something."""
        concepts, until = self.concepts[reading.language], len(reading.text)
        for company, start, end in reversed(named):
            if not concepts.has(deed, fold(reading.text[end:until])):
                until = start
            elif reading.language != "ko" or reading.text.startswith(_SUBJECT, end):
                return company
        return None

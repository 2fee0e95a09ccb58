"""Who is said to have done what: "when KT bought Daum".

Whoever does something stands before its verb, the nearest one named; in Korean, as its subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from intents.concepts import Concepts
from intents.facts import FactStore
from intents.moves import Claim
from intents.normalize import fold
from intents.reading import Reading

# What marks a Korean subject, right behind it.
_SUBJECT = ("이", "가", "은", "는")


class Deeds:
    """Finds those to whom a deed is ascribed that was another's."""

    def __init__(self, store: FactStore, concepts: Mapping[str, Concepts]) -> None:
        self.store, self.concepts = store, concepts

    def takeovers(self, reading: Reading) -> Iterator[Claim]:
        """A company said to have taken over what went to another."""
        for mention in reading.meant:
            owners = self.store.values(mention.id, "taken_over_by")
            doer = self._doer(reading, "takes_over", mention.id) if owners else None
            if doer and doer not in owners:
                yield Claim(denial="not_these", subject=(doer,), intent="daum_deal")

    def _doer(self, reading: Reading, deed: str, done_to: str) -> str | None:
        """The company that does something to another one."""
        concepts, until = self.concepts[reading.language], len(reading.text)
        for mention in reversed(reading.meant):
            if self.store.entities[mention.id].kind != "company" or mention.id == done_to:
                continue
            if not concepts.has(deed, fold(reading.text[mention.end : until])):
                until = mention.start
            elif reading.language != "ko" or reading.text.startswith(_SUBJECT, mention.end):
                return mention.id
        return None

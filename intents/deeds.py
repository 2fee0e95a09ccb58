"""Who is said to have done what: "when KT bought Daum", "Upstage sold Daum to Kakao".

Whoever does something stands before its verb, the nearest one named; in Korean, as its subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from intents.concepts import Concepts
from intents.facts import FactStore
from intents.models import Fact
from intents.moves import Claim
from intents.normalize import fold
from intents.reading import Reading

# What marks a Korean subject or object, right behind it.
_SUBJECT = ("이", "가", "은", "는")
_OBJECT = ("을", "를")
# Characters between a verb and what it is done to: "bought the …".
_BESIDE = 5


class Deeds:
    """Finds those to whom a deed is ascribed that was another's."""

    def __init__(self, store: FactStore, concepts: Mapping[str, Concepts]) -> None:
        self.store, self.concepts = store, concepts

    def takeovers(self, reading: Reading) -> Iterator[Claim]:
        """A company said to have taken over what went to another, or to have given what it got."""
        for deal in self._deals(reading):
            doer = self._wrong_doer(reading, deal)
            if doer:
                yield Claim(denial="not_these", subject=(doer,), intent="daum_deal")

    def _deals(self, reading: Reading) -> Iterable[Fact]:
        """The deals of those named: of what was taken over, or of who did it."""
        named = dict.fromkeys(mention.id for mention in reading.meant)
        ways = ("takes_over", "taken_over_by")
        ends = (end for one in named for way in ways for end in self.store.step(one, way))
        return {end.fact.id: end.fact for end in ends}.values()

    def _wrong_doer(self, reading: Reading, deal: Fact) -> str | None:
        """Who is said to have been at the other end of a deal, or to have bought its buyer."""
        named = {mention.id for mention in reading.meant}
        thing, buyer = str(deal.value), deal.subject
        both = buyer in named and not named.isdisjoint(deal.about)
        # Shares of the one may well have gone to the other.
        if both and self.concepts[reading.language].has("stake", reading.named):
            return None
        if thing in named:
            taker = self._doer(reading, "takes_over", thing)
            others = (m.id for m in reading.meant if m.id not in {buyer, thing, *deal.about})
            giver = next((one for one in others if self._given_by(reading, one)), None)
            if giver or (taker and taker != buyer):
                return giver or taker
        if (thing in named or both) and self._doer(reading, "hands_over", thing) == buyer:
            return buyer
        if not both:
            return None
        taker = self._doer(reading, "takes_over", buyer)
        if taker in deal.about and self._taken_over(reading, buyer):
            return taker
        return deal.about[0] if self._given_by(reading, buyer) else None

    def _taken_over(self, reading: Reading, company: str) -> bool:
        """Whether a company is what is taken over: "bought Upstage"."""
        meant = (mention for mention in reading.meant if mention.id == company)
        return any(self._object(reading, mention.start, mention.end) for mention in meant)

    def _object(self, reading: Reading, start: int, end: int) -> bool:
        if reading.language == "ko":
            return reading.text.startswith(_OBJECT, end)
        ahead = fold(reading.text[:start])
        ends = (at for _, at in self.concepts[reading.language].spans("takes_over", ahead))
        return any(len(ahead) - at <= _BESIDE for at in ends)

    def _given_by(self, reading: Reading, company: str) -> bool:
        """Whether something is taken over from a company."""
        concepts = self.concepts[reading.language]
        if "takes_over" not in reading.tags:
            return False
        for mention in reading.meant:
            ahead, behind = reading.text[: mention.start], reading.text[mention.end :]
            beside = behind[:_BESIDE] if reading.language == "ko" else ahead[-_BESIDE:]
            if mention.id == company and concepts.has("out_of", fold(beside)):
                return True
        return False

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

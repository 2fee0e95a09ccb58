"""Questions whose intent is not clear: what they lack, or what can be said all the same.

1. a question that lacks only its subject is asked back: of whom?
2. where no intent is likely enough: a follow-up, what is false in it, or the day of a round; else
   that it was not understood, or is off the subject.
"""

from __future__ import annotations

from collections.abc import Sequence

from intents import presume
from intents.contradict import NAMED
from intents.events import concerns
from intents.fill import Decision, Filler
from intents.follow import Follower
from intents.ground import Ground
from intents.models import Fact, Kind, Memory, Slot
from intents.moves import Move
from intents.question import (
    CLEAR,
    DESCRIBED,
    FEW,
    LEAN,
    MOST_BARE,
    ONE_MEANT,
    SHORT,
    WEAK,
    Question,
    one_meant,
)
from intents.reading import POINTERS, Reading, naming
from intents.weigh import Weighed

# With more words of its own than this, even one that says "that company" does not go on.
LONG = 8
# What a question may lack as its subject.
CHOSEN: tuple[Kind, ...] = ("company", "model")
# A question this likely to be on something else points at nobody of ours.
OFF = 0.2
# Words that mean somebody who was named before.
_POINTING = frozenset({"anaphora", "other_one"})
# … and a company: "that other company".
_ANOTHER = frozenset({"other_one", "company_word"})


class Unclear:
    """Decides on questions that are not clear, and leaves the others."""

    def __init__(self, ground: Ground, filler: Filler, follower: Follower) -> None:
        self.filler, self.follower = filler, follower
        self.store, self.contracts = ground.store, ground.contracts
        self.claims, self.eras = ground.claims, ground.eras
        self._rank = ground.reader.ranker.rank
        self._cards = ground.cards

    def decided(self, question: Question, weighed: Weighed) -> Decision | None:
        """What to do with a question without a subject, or without an intent likely enough."""
        reading, named, memory = question.reading, question.named, question.memory
        lost = None if named else self._lost(reading, weighed, memory)
        if lost:
            return self.filler.about(lost, named, reading, memory, "of whom?")
        open_ = weighed.intent is None or weighed.probability < CLEAR
        if self._of_what(question):
            return self.filler.about(self._cards["model"], named, reading, memory, "of what?")
        if open_ and self._points(question):
            kind: Kind = "model" if "model_word" in reading.tags else "company"
            return self.filler.about(self._cards[kind], named, reading, memory, "at whom?")
        bare = question.bare and weighed.probability < CLEAR
        return self._unlikely(question, weighed) if weighed.intent is None or bare else None

    @staticmethod
    def _of_what(question: Question) -> bool:
        """Whether a first question asks for the size of nothing named: "and how big is it?"."""
        reading, memory = question.reading, question.memory
        known = question.named or reading.lead or reading.values.dates or memory.intent
        of_size = "bigness" in reading.tags and "subject" not in reading.tags
        return of_size and not known and len(reading.content) <= SHORT

    def _lost(self, reading: Reading, weighed: Weighed, memory: Memory) -> str | None:
        """The intent of a question that lacks only its subject: "which version is it at?"."""
        plainly, refers = "that_one" in reading.tags, "anaphora" in reading.tags
        refers = refers or one_meant(reading)
        most = LONG if plainly else FEW if refers else SHORT
        if memory.entities or reading.lead or len(reading.content) > most:
            return None
        if memory.intent and self.contracts[memory.intent].slot is None:
            return None
        if not (refers or plainly) and (memory.intent or weighed.probability >= CLEAR):
            return None
        if not (refers or plainly) and "subject" in reading.tags and len(reading.content) > 1:
            return None
        meant = one_meant(reading) and weighed.probability < WEAK
        least = WEAK if plainly or meant else max(weighed.probability, LEAN)
        for kind in CHOSEN:
            intent, probability = self._rank(naming(reading.training, kind))[0]
            contract = self.contracts[intent]
            slot = None if contract.card_of and not (refers or plainly) else contract.slot
            if slot and self._lacks(slot, kind, reading) and probability > least:
                return intent
        return None

    def _off(self, reading: Reading) -> bool:
        """Whether a question is hardly on the subject."""
        intent, probability = reading.ranking[0]
        return self.contracts[intent].outcome == "unknown" and probability >= OFF

    def _points(self, question: Question) -> bool:
        """Whether a first question only points at somebody: "and how did that one end up?"."""
        reading, memory = question.reading, question.memory
        known = question.named or reading.lead or reading.values.dates or memory.entities
        if known or memory.intent or reading.tags & DESCRIBED or self._off(reading):
            return False
        plainly = bool(reading.tags & {"that_one", ONE_MEANT}) or reading.tags >= _ANOTHER
        refers = plainly or (reading.tags & _POINTING and "subject" not in reading.tags)
        return bool(refers) and len(reading.content) <= (MOST_BARE if plainly else FEW)

    @staticmethod
    def _lacks(slot: Slot, kind: Kind, reading: Reading) -> bool:
        """Whether a slot that a question leaves empty would be filled by one of this kind."""
        by_default = slot.default is not None and one_meant(reading)
        return (slot.required and kind in slot.kinds) or (by_default and kind in slot.via)

    def _unlikely(self, question: Question, weighed: Weighed) -> Decision:
        """Where no intent is likely enough: a follow-up, the day of a round, or a question back."""
        reading, named, memory = question.reading, question.named, question.memory
        off = weighed.kind == "out_of_scope"
        pointed = not reading.content and reading.tags & {*POINTERS}
        alone = pointed and not (memory.intent or named or reading.lead)
        if (question.bare or alone) and not off:
            return Decision(Move(kind="clarify_intent"), "a question word alone", weighed.near)
        short = question.known["short"]
        followed = self.follower.followed(reading, named, memory) if short else None
        if followed:
            return followed
        told = self.denied(reading, named, memory, off=off)
        if told:
            return told
        held = None if off else self.eras.of_round(question.ranking, reading)
        if held:
            return self.filler.about(held, named, reading, memory, "the day of a round")
        return Decision(Move(kind=weighed.kind), weighed.why, weighed.near)

    def denied(
        self, reading: Reading, named: Sequence[str], memory: Memory, *, off: bool
    ) -> Decision | None:
        """What is true instead of what a question claims, whatever it asks.

        `off`: it seems to be on something else.
        """
        told = self._false(reading, named, off=off)
        return self.filler.about(told, named, reading, memory, "a false claim") if told else None

    def _false(self, reading: Reading, named: Sequence[str], *, off: bool) -> str | None:
        """The intent that says the truth of what a question claims, whatever it asks."""
        led = () if off else self.filler.led_by(reading)
        false = self.claims.regardless(reading, off=off) or next(iter(led), None)
        if false:
            return false.intent
        ours = not off or any(self.store.entities[one].kind == "round" for one in named)
        stated = ours and self._stated_falsely(reading, named)
        # What is between two that are named together is ours.
        beside = stated or (off and self.claims.owners.allied(named))
        return "other_details" if beside else None

    def _stated_falsely(self, reading: Reading, named: Sequence[str]) -> bool:
        """Whether a fact on somebody named, or the document, denies what is stated or led up to.

        What is surely stated is denied by any fact on nobody who would be named.
        """
        surely = presume.surely(reading)
        return any(
            concerns(fact, named)
            or (fact.quote and self._kind(fact) == "programme")
            or (surely & {*fact.denies} and self._kind(fact) not in NAMED)
            for fact in self.store.denying(reading.stated | surely)
        )

    def _kind(self, fact: Fact) -> Kind:
        return self.store.entities[fact.subject].kind

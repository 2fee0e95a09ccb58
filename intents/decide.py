"""A reading and what was said before → a move: an intent and its subjects, or a question back.

The steps, each tried only if those before it did not decide:
1. a reply to a question of ours, an ordinal ("the second one"), a correction ("no, I meant KT");
2. an ellipsis: a question without content of its own is laid over the one before it;
3. a full question: the ranker's intents are weighed by group (facts, topics that the facts do not
   cover, off-topic, small talk), then the best intent of the strongest group is taken;
4. that intent gives way to one that tells of what is asked, and of whom (`refine`);
5. its slot is filled from names, versions, memory or the contract's default, else we ask (`fill`).

What each won on held-out questions (points of those answered right, of 633): checking what a
question takes for granted 6.3, splitting messages into questions 1.5, reading a short question
with what was spoken of before 1.1, saying what an answer leaves open 0.7 (and half of the harmful
answers), a margin for intents that deny 0.7, the table of bare question words 0.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from intents.aside import off_subject
from intents.contradictions import FATES_TOLD, STRANGER
from intents.denials import Denials
from intents.doubt import RIVAL, Doubter
from intents.ellipsis import Ellipses
from intents.facts import FactStore
from intents.fill import Decision, Filler
from intents.follow import Follower
from intents.ground import Ground
from intents.incontext import InContext
from intents.meant import Meant, led_by
from intents.models import Contract, Memory
from intents.moves import Move
from intents.parting import chat
from intents.question import CLEAR, FEW, MOST_BARE, SHORT, Question
from intents.reading import Reading
from intents.refine import Refiner
from intents.say import Speaker
from intents.unclear import Unclear
from intents.understand import Reader
from intents.weigh import Weighed

# An intent this probable counts where a question may be off the subject.
DOUBTED = 0.2
# So surely on the facts, a question asks for no detail beside them: a word that says so stands in
# what surrounds it ("… to reproduce the list in an annex").
SURELY = 0.985
# Less probable than this, an intent only denies what the question states in so many words.
UNSAID = 0.56
# This probable, an intent that denies is meant, whatever detail is asked beside.
SURELY_DENIED = 0.6
# Ask for a time, a place or a number.
_MEASURED = frozenset({"when", "since", "where", "how_many", "how_much"})
# Ask for a model, or for whose it is.
_NAMELESS = frozenset({"which", "who", "what", "name_word", "name", "whose"})
# Asks for the source of an answer.
WHO_SAYS = "who_says"
# … unless it is one of these.
TOLD_OF = frozenset({"company", "model", "release", "partner"})
# How the concepts begin that speak of something else: of food, say.
OFF_TOPIC = "offtopic_"
# Tell what became of somebody, which is what intents of later rounds deny.
_FATE = frozenset({"excluded", "selected", "advanced", "was_chosen"})


class Decider:
    """Decides for all languages; holds no state between questions."""

    def __init__(
        self,
        store: FactStore,
        contracts: Mapping[str, Contract],
        reader: Reader,
        speakers: Mapping[str, Speaker],
    ) -> None:
        ground = Ground(store, contracts, reader, speakers)
        self.store, self.contracts, self.context = store, contracts, ground.context
        self.eras, self.weigher, self.cards = ground.eras, ground.weigher, ground.cards
        self.filler, self.in_context = Filler(ground), InContext(ground)
        self.meant = Meant(store, contracts)
        self.follower, self.doubter = Follower(ground, self.filler), Doubter(ground)
        self.ellipses = Ellipses(ground, self.filler, self.follower, self.in_context)
        self.unclear = Unclear(ground, self.filler, self.follower)
        self.denials = Denials(ground)
        self.refiner = Refiner(ground, self.doubter, self.denials)

    def decide(self, reading: Reading, memory: Memory) -> Decision:
        """The move for one question in a conversation."""
        named = self.context.named(reading, memory)
        tied = self.context.tied(reading)
        if tied:
            return Decision(Move(kind="clarify", intent=memory.intent, choices=tied), "a tie")
        asks = self._asks_who_says(reading)
        if memory.intent and (asks or (reading.doubts and self._says_little(reading))):
            return self._confirmed(memory.intent, memory, attributed=asks)
        return (
            self.ellipses.reply(reading, named, memory)
            or self.ellipses.ellipsis(reading, named, memory)
            or self._decoy(reading, named)
            or self._chat(reading)
            or self._off(reading, named, memory)
            or self._of_size(reading, memory)
            or self._full(self._ranked(reading, named, memory))
        )

    def _confirmed(self, intent: str, memory: Memory, *, attributed: bool = False) -> Decision:
        again = Move(kind="confirm", intent=intent, subjects=memory.entities, attributed=attributed)
        return Decision(again, "doubt")

    def _asks_who_says(self, reading: Reading) -> bool:
        """Whether a message only asks who says what was answered: "is that official?"."""
        apart = any(self.store.entities[m.id].kind in TOLD_OF for m in reading.mentions)
        return WHO_SAYS in reading.tags and not apart and len(reading.content) <= FEW

    @staticmethod
    def _says_little(reading: Reading) -> bool:
        """Whether a message asks nothing of its own: "… I remembered KT", "… was it not KT?"."""
        if reading.asks and reading.mentions and "negation" not in reading.tags:
            return False
        if reading.values.amounts:  # "200 billion euros, are you sure?"
            return False
        return not reading.shapes and len(reading.content) <= MOST_BARE

    def _decoy(self, reading: Reading, named: list[str]) -> Decision | None:
        """A name that only looks like one of ours: said plainly, or "no" of a closed list."""
        said = (*(m.id for m in reading.mentions), *reading.lead)
        decoys = [e for e in said if self.store.entities[e].kind == "decoy"]
        if not decoys or named:
            return None
        intent, probability = reading.ranking[0]
        if intent == "selected_status" and probability > 0.5:
            move = Move(kind="say", intent=intent, subjects=(decoys[0],))
            return Decision(move, "decoy in a closed list")
        return Decision(Move(kind="decoy", subjects=(decoys[0],)), "a look-alike of a name")

    def _chat(self, reading: Reading) -> Decision | None:
        """Thanks, praise or a farewell in free words, unless it is likelier on the facts."""
        intent, (best, probability) = chat(reading), reading.ranking[0]
        off = any(tag.startswith(OFF_TOPIC) for tag in reading.tags)
        likely = probability >= CLEAR and (off or self.contracts[best].outcome != "unknown")
        return None if likely or not intent else Decision(Move(kind="say", intent=intent), "a chat")

    def _off(self, reading: Reading, named: list[str], memory: Memory) -> Decision | None:
        """Words of another subject beside those of an intent; a false claim is denied."""
        best, *rest = reading.ranking
        likely = [best[0], *(i for i, p in rest[:1] if p >= DOUBTED)]
        off = any(off_subject(reading, self.contracts[i]) for i in likely)
        if not off:
            return None
        told = self.unclear.denied(reading, named, memory, off=True)
        return told or Decision(Move(kind="out_of_scope"), "beside the subject")

    def _of_size(self, reading: Reading, memory: Memory) -> Decision | None:
        """The card of a model of which only the size is told: "the 519B one, what is it?"."""
        asks = _NAMELESS & {*reading.shapes, *reading.tags}
        models = self.context.of_size(reading) if asks else []
        if not models:
            return None
        return self.filler.about(
            self.cards["release"], models, reading, memory, "a model by its size"
        )

    # Full questions

    def _ranked(self, reading: Reading, named: list[str], memory: Memory) -> Question:
        """The question with its intents ranked, as far as they are possible."""
        ranked = self.in_context.ranked(reading, named, memory)
        ranking = self.eras.possible(ranked, reading, named)
        if not (named or reading.lead or memory.intent is not None):
            ranking = self.weigher.without_denials_of(ranking)
        led = reading.led_of_kind(self.store.entities, "company")
        short = not reading.mentions and len(reading.content) <= SHORT
        meant = self.meant.intent(reading, named or led or (memory.entities if short else ()))
        ranking = led_by(meant, ranking) if meant else ranking
        return Question(reading, named, memory, ranking, meant)

    def _full(self, question: Question) -> Decision:
        """The move for a question of its own: followed, unclear, or the best intent, refined."""
        weighed = self.weigher.weigh(question.ranking, **question.known)
        decision = self._followed(question, weighed) or self.unclear.decided(question, weighed)
        if decision:
            return decision
        before = question.memory.intent
        if weighed.intent == "are_you_sure" and before:
            return self._confirmed(before, question.memory)
        intent, weighed = self._undone(self._timely(question, weighed), question, weighed)
        return self._doubted(self.refiner.refined(intent, question), question, weighed)

    def _followed(self, question: Question, weighed: Weighed) -> Decision | None:
        """Where the question before leads, if nobody else is named."""
        if question.named:
            return None
        reading, memory = question.reading, question.memory
        ended = self.follower.finally_left(reading, memory)
        return ended or self.follower.goes_on(reading, weighed, memory)

    def _timely(self, question: Question, weighed: Weighed) -> str:
        """The best intent, or the one that it stands for at the time of the question."""
        of_its_day = self.eras.of_its_day(weighed, question.ranking, question.reading)
        intent = self.denials.undenied(of_its_day, question.spoken_of, question.reading)
        return self.eras.instead(intent, question.spoken_of, question.reading)

    def _undone(self, intent: str, question: Question, weighed: Weighed) -> tuple[str, Weighed]:
        """The intent; one that denies nothing of those meant gives way to the best that states."""
        reading = question.reading
        meant = question.spoken_of
        if not weighed.denies or (
            self.denials.denies(intent, meant, reading)
            and self._likely_denied(intent, question, weighed)
        ):
            return intent, weighed
        kept = self.weigher.without_denials(question.ranking)
        weighed = self.weigher.weigh(kept, **question.known)
        stated = self.follower.led(intent, reading) or weighed.intent or intent
        return self.eras.instead(stated, question.named, reading), weighed

    def _likely_denied(self, intent: str, question: Question, weighed: Weighed) -> bool:
        """Whether an intent that denies is likely, or what it denies is stated, or nothing else."""
        contract, reading = self.contracts[intent], question.reading
        if STRANGER in reading.states and not self.denials.said(contract, reading):
            return False
        of_fates = contract.afterwards or "fate" in contract.claims
        fate = of_fates and (reading.tags & _FATE or reading.states & {*FATES_TOLD})
        stated = fate or self.denials.said(contract, reading, question.spoken_of)
        others = (r for r in question.ranking if r[0] not in self.weigher.denials)
        rival = any(p >= RIVAL and self.weigher.states(i) for i, p in others)
        return bool(stated) or weighed.probability >= UNSAID or not rival

    def _doubted(self, intent: str, question: Question, weighed: Weighed) -> Decision:
        """The intent with its slot filled.

        Where nobody ever asks it so: another that is asked so, or that no source states it.
        """
        reading = question.reading
        plain = intent == weighed.intent and self.weigher.states(intent)
        strange = self._strange(intent, question, weighed)
        other = self.doubter.heard_of(question.ranking, reading) if strange and plain else None
        asked = other or intent
        decision = self.filler.about(asked, question.named, reading, question.memory, weighed.why)
        vague = self._vague(asked, weighed, reading)
        doubted = plain and intent != question.meant and not self._surely_denied(intent, weighed)
        compared = "compare" in reading.tags and len(question.named) > 1
        strange = strange and not (compared and self.contracts[asked].side_by_side)
        beyond = doubted and not compared and self.doubter.beyond(intent, question)
        if vague or (other is None and (strange or beyond)):
            decision = replace(decision, move=decision.move.model_copy(update={"lacks": "detail"}))
        return replace(decision, near=weighed.near)

    def _vague(self, intent: str, weighed: Weighed, reading: Reading) -> bool:
        """Whether a question asks something, and all that is told of somebody is hardly meant."""
        asks = reading.content and not _MEASURED.isdisjoint(reading.shapes)
        return bool(self.contracts[intent].card_of and asks) and weighed.probability < DOUBTED

    def _surely_denied(self, intent: str, weighed: Weighed) -> bool:
        """Whether an intent that denies is so likely that it is meant, whatever detail is asked."""
        return self.contracts[intent].denies and weighed.probability >= SURELY_DENIED

    def _strange(self, intent: str, question: Question, weighed: Weighed) -> bool:
        """Whether neither the intent nor the best one is ever asked for such a thing.

        Whatever is asked of what is not so, that is what is said.
        """
        if self.weigher.on_facts(question.ranking) >= SURELY:
            return False
        contract, reading = self.contracts[intent], question.reading
        told = {i for i in (weighed.intent, intent) if i and self.weigher.states(i)}
        if not told or self._surely_denied(intent, weighed):
            return False
        if contract.denies and self.denials.said(contract, reading):
            return False
        counted = question.meant not in told  # what its words count is what they mean
        return all(self.doubter.strange(i, reading, counted=counted) for i in told)

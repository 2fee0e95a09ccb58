"""A reading and what was said before → a move: an intent and its subjects, or a question back.

The steps, each tried only if those before it did not decide:
1. a reply to a question of ours, an ordinal ("the second one"), a correction ("no, I meant KT");
2. an ellipsis: a question without content of its own is laid over the one before it;
3. a full question: the ranker's intents are weighed by group (facts, topics that the facts do not
   cover, off-topic, small talk), then the best intent of the strongest group is taken;
4. its slot is filled from names, versions, memory or the contract's default, else we ask.

What each won on held-out questions (points of those answered right, of 633): checking what a
question takes for granted 6.3, splitting messages into questions 1.5, reading a short question
with what was spoken of before 1.1, saying what an answer leaves open 0.7 (and half of the harmful
answers), a margin for intents that deny 0.7, the table of bare question words 0.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from intents import details, figures, presume, times
from intents.aside import off_subject
from intents.bounds import BOUNDS
from intents.claims import ClaimChecker
from intents.context import Context
from intents.eras import Eras
from intents.events import concerns, rounds_told
from intents.facts import FactStore
from intents.models import Contract, Kind, Memory, Slot
from intents.moves import Claim, Move
from intents.reading import SHAPES, Reading, content_words, naming
from intents.say import Speaker, default_of, reached
from intents.understand import Reader
from intents.weigh import Ranking, Weighed, Weigher, sure_enough

# With this many words of its own or fewer, a question may go on from the one before.
SHORT, FEW = 2, 3
# … with more than this, it speaks of somebody of its own: "did the Pangyo giant make it?".
MOST_BARE = 5
# … and with more than this, even one that says "that company" does not go on.
LONG = 8
# A question with a pronoun is read with what the pronoun means unless that is far less clear.
LEAN = 0.7
# An intent this probable needs no look at whether the question lacks a subject.
CLEAR = 0.6
# Question words that mean as many things as there are subjects.
GENERIC = frozenset({"when", "since", "where", "others", "how_much"})
# A short question whose intent is this probable says all by itself.
PLAIN = 0.9
# … and one with a name, this probable, asks that of it.
EVIDENT = 0.85
# So probable is the intent of so many words that say nothing of their own, yet all that is asked.
SURELY, FULL = 0.97, 6
# A question on the programme itself, this probable, does not speak of who was named before.
WHOLE = 0.35
# A message this surely off the subject does not go on from what was spoken of.
OFF = 0.8
# Words beside a name that make no intent more probable than this ask nothing by themselves.
WEAK = 0.4
# An intent this probable takes the place of one that is never asked for a detail.
RIVAL = 0.15
# An intent this probable counts where a question may be off the subject.
DOUBTED = 0.2
# A closed intent this probable is meant rather than one that states nothing.
APART = 0.1
# Choices of a question back.
MOST_CHOICES = 8
# Intents whose answer begins with yes or no, by what the question says of a team's fate.
_ON_FATES = frozenset({"selected_status", "in_race", "deny_still_in"})
# Concepts whose words hardly stand in a question on anything else.
_OF_SUBJECT = frozenset({"subject", "name_context"})
# Asks which of several something is true of: it is not said of each.
ONE_OF_SEVERAL = frozenset({"which", "who"})
# Entities that take part in something, or do not.
_PARTIES = ("company", "partner", "model", "release")
# Why a subject is the one it is: nobody else was named.
_REMEMBERED = ", subject from memory"
# What a question may lack as its subject.
CHOSEN: tuple[Kind, ...] = ("company", "model")
# Words that mean one who should have been named: "their newest model", "the company".
ONE_MEANT = "one_meant"
# … unless they are described: "the foreign partner of the two left out".
_DESCRIBED = frozenset({"both", "big_two", "was_chosen", "homeland", "superlative"})
# … or asked for by what befell them: "who is the partner of the firm left out?".
_BEFELL = "excluded"


@dataclass(frozen=True)
class Decision:
    """A move, the reason for it, and other intents that came near."""

    move: Move
    why: str
    near: tuple[str, ...] = ()


class Decider:
    """Decides for all languages; holds no state between questions."""

    def __init__(
        self,
        store: FactStore,
        contracts: Mapping[str, Contract],
        reader: Reader,
        speakers: Mapping[str, Speaker],
    ) -> None:
        self.store, self.contracts, self.speakers = store, contracts, speakers
        self.claims = ClaimChecker(store, reader.concepts)
        self.context = Context(store, reader.concepts)
        self.eras = Eras(store, contracts)
        self.weigher, self._rank = Weigher(contracts), reader.ranker.rank
        self.concepts, self._heard = reader.concepts, reader.heard
        self.cards = {kind: name for name, c in contracts.items() for kind in c.card_of}
        self._reasons = {c.follow["why"] for c in contracts.values() if "why" in c.follow}
        self._topics = _topics(contracts, store.of_kind("initiative"))
        follows = [contract.follow for contract in contracts.values()]
        self._rivals = {s: {f[s] for f in follows if s in f} for s in GENERIC}

    def decide(self, reading: Reading, memory: Memory) -> Decision:
        """The move for one question in a conversation."""
        named = self.context.named(reading, memory)
        tied = self.context.tied(reading)
        if tied:
            return Decision(Move(kind="clarify", intent=memory.intent, choices=tied), "a tie")
        if reading.doubts and memory.intent and self._says_little(reading):
            return self._confirmed(memory.intent, memory)
        decision = self._reply(reading, named, memory) or self._ellipsis(reading, named, memory)
        return decision or self._full(reading, named, memory)

    def _confirmed(self, intent: str, memory: Memory) -> Decision:
        again = Move(kind="confirm", intent=intent, subjects=memory.entities)
        return Decision(again, "doubt")

    @staticmethod
    def _says_little(reading: Reading) -> bool:
        """Whether a message asks nothing of its own: "… I remembered KT", "… was it not KT?"."""
        if reading.asks and reading.mentions and "negation" not in reading.tags:
            return False
        return not reading.shapes and len(reading.content) <= MOST_BARE

    # Replies and ellipses

    def _reply(self, reading: Reading, named: list[str], memory: Memory) -> Decision | None:
        if memory.pending and named and not reading.shapes and len(reading.content) <= 1:
            return self._about(memory.pending, named, reading, memory, "reply to a question")
        before = self._before(memory)
        if before and before.ordinals and len(reading.content) <= FEW and not reading.mentions:
            place = self.context.place(reading)
            if place is not None and place < len(before.ordinals):
                listed = before.ordinals[place]
                return self._about(listed, named, reading, memory, "by its place in the list")
        return None

    def _ellipsis(self, reading: Reading, named: list[str], memory: Memory) -> Decision | None:
        """A question without content of its own: "and Kakao?", "why?", "and when, for KT?"."""
        retimed = self._retimed(reading, named, memory)
        if retimed:
            return retimed
        if named and memory.intent and self._corrects(reading):
            return self._renamed(named, reading, memory)
        corrects = "correction" in reading.tags and named and len(reading.content) <= SHORT
        thin = self._thin(reading, named, memory) or self._model_of_another(reading, memory)
        if reading.content and not corrects and not thin:
            return None
        if (named and "within" in reading.tags) or self._says_all(reading):
            return None
        resumes = named and "resume" in reading.tags
        plain = bool(named) and self._plain_of(reading, named)
        followed = None if resumes or plain else self._followed(reading, named, memory)
        if followed:
            return followed
        asks = _asked_for(reading) and not resumes and not self._same_reason(reading, memory)
        return self._renamed(named, reading, memory) if named and not asks else None

    def _corrects(self, reading: Reading) -> bool:
        """Whether a message only names another: "oh, I mixed up the names: I meant KT"."""
        if "correction" not in reading.tags:
            return False
        concepts, text = self.concepts[reading.language], reading.masked
        said = text[max((end for _, end in concepts.spans("correction", text)), default=0) :]
        asked = concepts.found({*SHAPES} - {"others"}, said)
        return not asked and len(content_words(said, concepts, reading.tags)) <= SHORT

    def _same_reason(self, reading: Reading, memory: Memory) -> bool:
        """Whether a "why" goes on with the reason of another: "KT too, for the same reason?"."""
        few = len(reading.content) <= SHORT
        return few and memory.intent in self._reasons and reading.shapes == ["why"]

    def _plain_of(self, reading: Reading, named: Sequence[str]) -> bool:
        """Whether a question word and a name are plain: "and which version is LG's at?"."""
        intent, probability = reading.ranking[0]
        slot, speaker = self.contracts[intent].slot, self.speakers[reading.language]
        fits = slot is not None and slot.required and bool(speaker.fitting(intent, named))
        return fits and self.weigher.states(intent) and probability >= EVIDENT

    def _says_all(self, reading: Reading) -> bool:
        """Whether pointing words alone are plain: "when will the last two be named?"."""
        intent, probability = reading.ranking[0]
        full = len(reading.masked.split()) >= FULL and not reading.content
        stated = self.contracts[intent].slot is None and self.weigher.states(intent)
        return full and stated and probability >= SURELY

    def _retimed(self, reading: Reading, named: list[str], memory: Memory) -> Decision | None:
        """The question before, asked of another time or round: "and in January?", "the second?"."""
        before = self._before(memory)
        most = SHORT if reading.values.dates else 1
        if before is None or memory.intent is None or len(reading.content) > most:
            return None
        of_rounds = "round" in self.eras.kinds(memory.intent)
        beside = self.context.round_beside(memory.entities, reading) if of_rounds else []
        if beside:
            return self._about(memory.intent, beside, reading, memory, "the round beside it")
        if named and (reading.meant or not of_rounds):
            return None
        if reading.values.dates and (of_rounds or before.dated or before.tells):
            return self._about(memory.intent, (), reading, memory, "same question of another time")
        of_teams = "why" in reading.shapes  # "why the second?": why that team
        place = self.context.place(reading) if of_rounds and not of_teams else None
        rounds = self.context.rounds()
        if place is None or place >= len(rounds):
            return None
        return self._about(memory.intent, rounds[place : place + 1], reading, memory, "its round")

    def _model_of_another(self, reading: Reading, memory: Memory) -> bool:
        """Whether a question on a model goes on with that of another: "and Kakao's model?"."""
        before = self._before(memory)
        on_models = before is not None and before.slot is not None and "model" in before.slot.kinds
        bare = not reading.shapes and "ellipsis" in reading.tags and "model_word" in reading.tags
        return on_models and bare and len(reading.content) == 1 and bool(reading.mentions)

    def _thin(self, reading: Reading, named: list[str], memory: Memory) -> bool:
        """Whether the few words beside a name ask nothing: "and poor old Kakao?"."""
        few = bool(named) and not _asked_for(reading) and len(reading.content) <= SHORT
        if not few or memory.intent is None:
            return False
        if reading.mentions:
            return reading.ranking[0][1] < WEAK
        kind = self.store.entities[named[0]].kind
        ranking = self.weigher.going_on(self._as_named(reading, kind), memory.intent)
        intent, probability = ranking[0]
        return probability < CLEAR or not self.weigher.states(intent)

    def _renamed(self, named: list[str], reading: Reading, memory: Memory) -> Decision | None:
        """The question before, asked of another: "and Kakao?"."""
        before = self._before(memory)
        if before is None or memory.intent is None:
            return self._card(named, reading, memory)
        if before.slot and self.speakers[reading.language].fitting(memory.intent, named):
            intent = self.eras.instead(memory.intent, named, reading)
            return self._about(intent, named, reading, memory, "same question of another")
        kind = self.store.entities[named[0]].kind
        if kind == "partner" and self._corrects(reading) and memory.entities:
            return self._about(memory.intent, memory.entities, reading, memory, "its partner")
        if "name" in before.follow and kind == "company":
            return self._about(before.follow["name"], named, reading, memory, "follow-up name")
        return self._card(named, reading, memory)

    def _followed(self, reading: Reading, named: list[str], memory: Memory) -> Decision | None:
        """Where a bare question word leads after the question before."""
        subjects = named or list(memory.entities)
        before = self._before(memory)
        if before and before.after:  # "when was it dropped?" of a team that was chosen first
            before = self.contracts[self.eras.instead(str(memory.intent), subjects, reading)]
        shape = _first_followed(reading, before)
        if before is None or shape is None:
            return None
        intent = before.follow[shape]
        slot, speaker = self.contracts[intent].slot, self.speakers[reading.language]
        if named and slot and slot.required and not speaker.fitting(intent, named):
            return None
        return self._about(intent, subjects, reading, memory, f"follow-up {shape}")

    def _before(self, memory: Memory) -> Contract | None:
        return self.contracts.get(memory.intent or "")

    def _card(self, named: Sequence[str], reading: Reading, memory: Memory) -> Decision | None:
        intent = self.cards.get(self.store.entities[named[0]].kind)
        return self._about(intent, named, reading, memory, "bare name") if intent else None

    # Full questions

    def _full(self, reading: Reading, named: list[str], memory: Memory) -> Decision:
        beside = self._decoy(reading, named) or self._off(reading)
        if beside:
            return beside
        ranking = self.eras.possible(self._ranked(reading, named, memory), reading, named)
        talking = memory.intent is not None
        if not (named or reading.lead or talking):
            ranking = self.weigher.without_denials_of(ranking)
        known = {
            "named": bool(named),
            "subject": bool(reading.tags & _OF_SUBJECT or reading.values.dates or reading.lead),
            "talking": talking,
            "short": len(reading.content) <= SHORT,
        }
        weighed = self.weigher.weigh(ranking, **known)
        generic = None if named else self._generic(reading, weighed, memory)
        if generic:
            return generic
        lost = None if named else self._lost(reading, weighed, memory)
        if lost:
            return self._about(lost, named, reading, memory, "of whom?")
        bare = _bare(reading, named, memory) and weighed.probability < CLEAR
        if weighed.intent is None or bare:
            return self._unclear(weighed, ranking, named, reading, memory)
        if weighed.intent == "are_you_sure" and memory.intent:
            return self._confirmed(memory.intent, memory)
        intent = self._undenied(self.eras.of_its_day(weighed, ranking, reading), reading)
        spoken_of = named or ([] if reading.mentions or not known["short"] else memory.entities)
        intent = self.eras.instead(intent, spoken_of, reading)
        if weighed.denies and not self._denies(intent, spoken_of, reading):
            kept = [ranked for ranked in ranking if ranked[0] not in self.weigher.denials]
            weighed = self.weigher.weigh(kept, **known)
            followed = self._led(intent, reading)
            intent = self.eras.instead(followed or weighed.intent or intent, named, reading)
        asked = self._asking(intent, reading)
        if self.contracts[asked].after:
            asked = self.eras.instead(asked, spoken_of, reading)
        intent = self._of_party(asked, ranking, named)
        intent = self._told_apart(self._later_in(intent, named, memory), ranking, named, reading)
        intent = self._otherwise(intent, spoken_of, reading)
        plain = intent == weighed.intent and self.weigher.states(intent)
        # Whatever is asked of what is not so, that is what is said.
        denies = self.contracts[intent].denies and self._said(self.contracts[intent], reading)
        told = {i for i in (weighed.intent, intent) if i and self.weigher.states(i)}
        strange = bool(told) and not denies and all(self._strange(i, reading) for i in told)
        other = self._heard_of(ranking, reading) if strange and plain else None
        decision = self._about(other or intent, named, reading, memory, weighed.why)
        if other is None and (strange or (plain and self._beyond(intent, reading, known))):
            decision = replace(decision, move=decision.move.model_copy(update={"lacks": "detail"}))
        return replace(decision, near=weighed.near)

    def _heard_of(self, ranking: Ranking, reading: Reading) -> str | None:
        """A likely intent that is asked for such a detail as the question asks for."""
        likely = (i for i, p in ranking if p >= RIVAL and self.weigher.states(i))
        return next((i for i in likely if not self._strange(i, reading)), None)

    def _strange(self, intent: str, reading: Reading) -> bool:
        """Whether a question counts something, or asks for a detail, as nobody does there."""
        language, concepts = reading.language, self.concepts[reading.language]
        counts = tuple(details.counted(reading.masked, concepts))
        kinds = details.kinds(reading.tags | reading.states)
        return self._heard.strange(language, intent, counts, kinds)

    def _beyond(self, intent: str, reading: Reading, known: Mapping[str, bool]) -> bool:
        """Whether a question says too much that its intent has never heard, or a coming version."""
        if self.claims.versions.to_come(reading):
            return True
        unheard = self._heard.unheard(reading.language, intent, reading.content)
        facts = self.weigher.on_facts(reading.ranking)
        sure = sure_enough(facts, unheard, named=known["named"], subject=known["subject"])
        return not (sure or known["talking"])

    def _led(self, intent: str, reading: Reading) -> str | None:
        """Where an intent leads for the first of the question's words that leads on from it."""
        contract = self.contracts[intent]
        shape = _first_followed(reading, contract)
        return contract.follow[shape] if shape else None

    def _asking(self, intent: str, reading: Reading) -> str:
        """The intent, or where it leads for one who is named or a word that it cannot answer."""
        contract = self.contracts[intent]
        of = next((m.id for m in reading.meant if m.id in contract.where), "")
        asked = (s for s in reading.shapes if s in reading.asked)
        beyond = (s for s in asked if s in contract.cannot and s in contract.follow)
        return contract.where.get(of) or contract.follow.get(next(beyond, ""), intent)

    def _later_in(self, intent: str, named: Sequence[str], memory: Memory) -> str:
        """The intent, or that of the later rounds where these were spoken of: "and the scores?"."""
        before, contract = self._before(memory), self.contracts[intent]
        later = before is not None and before.afterwards and not named
        return contract.after if later and contract.after and contract.after_always else intent

    def _of_party(self, intent: str, ranking: Ranking, named: Sequence[str]) -> str:
        """The intent, or the likeliest of its kind that tells of those named where it does not."""
        of_party = "party" in self.contracts[intent].claims
        if not (of_party and named) or self._tells_of(intent, named):
            return intent
        likely = (i for i, _ in ranking if "party" in self.contracts[i].claims)
        return next((i for i in likely if self._tells_of(i, named)), intent)

    def _told_apart(
        self, intent: str, ranking: Ranking, named: Sequence[str], reading: Reading
    ) -> str:
        """The intent; for one that states nothing of those named a likely one that does.

        In place of one without answers only a closed one, as it tells of all that it could.
        """
        contract, speaker = self.contracts[intent], self.speakers[reading.language]
        silent = contract.closed and not speaker.fitting(intent, named)
        if not named or (contract.answers and not (silent and not self._tells_of(intent, named))):
            return intent
        likely = [i for i, p in ranking if p >= APART and i != intent]
        if not contract.answers:
            closed = (i for i in likely if self.contracts[i].closed)
            return next((i for i in closed if self._tells_of(i, named)), intent)
        fits = ((i, speaker.fitting(i, named)) for i in likely if self.weigher.states(i))
        told = (i for i, of in fits if of and speaker.outcome(i, of) == "answered")
        return next((i for i in told if not self._strange(i, reading)), intent)

    def _tells_of(self, intent: str, named: Sequence[str]) -> bool:
        """Whether an intent, its slot filled as usual, tells of any of those named."""
        contract = self.contracts[intent]
        subjects = default_of(self.store, contract.slot) if contract.slot else ()
        ends = reached(self.store, contract.answers, subjects)
        return any(concerns(end.fact, named) for end in ends)

    def _otherwise(self, intent: str, named: Sequence[str], reading: Reading) -> str:
        """The intent, or the one that says something of those named where this one does not."""
        contract = self.contracts[intent]
        if not contract.otherwise or not named or reading.tags & set(contract.otherwise_unless):
            return intent
        speaker = self.speakers[reading.language]
        mine, other = (speaker.fitting(i, named) for i in (intent, contract.otherwise))
        silent = not mine or speaker.outcome(intent, mine) == "not_stated"
        tells = other and speaker.outcome(contract.otherwise, other) != "not_stated"
        return contract.otherwise if silent and tells else intent

    def _denies(self, intent: str, meant: Sequence[str], reading: Reading) -> bool:
        """Whether an intent that denies denies anything of those who are meant.

        Of nobody it denies nothing, unless there are those of whom it is asked by default.
        """
        speaker, slot = self.speakers[reading.language], self.contracts[intent].slot
        fitting = speaker.fitting(intent, meant)
        lacking = slot is not None and slot.required and not slot.default
        return not lacking if not fitting else speaker.outcome(intent, fitting) == "corrected"

    def _unclear(
        self,
        weighed: Weighed,
        ranking: Ranking,
        named: Sequence[str],
        reading: Reading,
        memory: Memory,
    ) -> Decision:
        """Where no intent is likely enough: a follow-up, the day of a round, or a question back."""
        if _bare(reading, named, memory) and weighed.kind != "out_of_scope":
            return Decision(Move(kind="clarify_intent"), "a question word alone", weighed.near)
        short = len(reading.content) <= SHORT
        followed = self._followed(reading, list(named), memory) if short else None
        if followed:
            return followed
        off = weighed.kind == "out_of_scope"
        told = self._false(reading, named, off=off)
        if told:
            return self._about(told, named, reading, memory, "a false claim")
        held = None if off else self.eras.of_round(ranking, reading)
        if held:
            return self._about(held, named, reading, memory, "the day of a round")
        return Decision(Move(kind=weighed.kind), weighed.why, weighed.near)

    def _false(self, reading: Reading, named: Sequence[str], *, off: bool) -> str | None:
        """The intent that says the truth of what a question claims, whatever it asks."""
        false = self.claims.regardless(reading, off=off)
        stated = not off and named and self._stated_falsely(reading, named)
        # What is between two that are named together is ours.
        beside = stated or (off and self.claims.owners.allied(named))
        return false.intent if false else "other_details" if beside else None

    def _stated_falsely(self, reading: Reading, named: Sequence[str]) -> bool:
        """Whether a fact on somebody named denies what a question, or what leads to it, states."""
        stated = reading.stated
        return any(
            not stated.isdisjoint(fact.denies) and concerns(fact, named)
            for fact in (self.store.deniers if stated else ())
        )

    def _undenied(self, intent: str, reading: Reading) -> str:
        """Undo a denial of what nobody claims: "why is customising not enough?"."""
        contract = self.contracts[intent]
        open_ = "alternative" in reading.tags and "or_not" not in reading.tags
        told = reading.tags | reading.states
        idle = told & set(contract.unless) and not self._said(contract, reading)
        undone = open_ or idle or self._right(contract, reading)
        return contract.truth if contract.truth and undone else intent

    def _said(self, contract: Contract, reading: Reading) -> bool:
        """Whether a question states what the facts of an intent deny."""
        ends = reached(self.store, contract.answers, ())
        return any(not reading.states.isdisjoint(end.fact.denies) for end in ends)

    def _right(self, contract: Contract, reading: Reading) -> bool:
        """Whether every authority that a question names is what a denial would tell."""
        named = set(reading.of_kind(self.store.entities, ("authority",)))
        if not (contract.truth and named):
            return False
        return named <= {str(end.value) for end in reached(self.store, contract.answers, ())}

    def _ranked(self, reading: Reading, named: list[str], memory: Memory) -> Ranking:
        """The ranking of a question in its conversation."""
        ranking = self._in_context(reading, named, memory)
        short = len(reading.content) <= MOST_BARE
        return self.weigher.going_on(ranking, memory.intent) if memory.intent and short else ranking

    def _in_context(self, reading: Reading, named: list[str], memory: Memory) -> Ranking:
        """The ranking of the question as if it named what it refers to: "who makes xmodelx"."""
        pointed = tuple(named) if not reading.mentions else ()
        meant = (
            pointed
            or self.context.remembered(reading, memory)
            or self._topics.get(memory.intent or "", ())
        )
        refers = bool(pointed) or "anaphora" in reading.tags
        says = reading.content or reading.shapes or refers
        if reading.mentions or not meant or not says or self._aside(reading):
            return reading.ranking
        short = len(reading.content) <= FEW and not self._complete(reading)
        if not (refers or short):
            return reading.ranking
        kinds = self.context.kinds(pointed or (meant[0], *memory.told, *memory.recent))
        read = self._as_named if pointed else self._beside_name
        rankings = [read(reading, kind) for kind in kinds]
        ranking = max(rankings, key=lambda ranked: ranked[0][1])
        on_subject = self.weigher.on_subject
        if self._whole(reading) and ranking[0][1] < OFF:
            return reading.ranking
        clearer = ranking[0][1] > reading.ranking[0][1] * (LEAN if refers else 1)
        more = on_subject(ranking) > on_subject(reading.ranking)
        return ranking if more or clearer else reading.ranking

    def _beside_name(self, reading: Reading, kind: str) -> Ranking:
        """The ranking of a question as if it also named an entity of this kind."""
        return self._rank(naming(reading.training, kind))

    def _as_named(self, reading: Reading, kind: str) -> Ranking:
        """The ranking of a question with a name in place of what points at it, if that is clearer.

        "The second one's model" is then "xcompanyx's model".
        """
        beside = self._beside_name(reading, kind)
        there = self._rank(self.context.in_place(reading, kind))
        return max(there, beside, key=lambda ranked: ranked[0][1])

    def _whole(self, reading: Reading) -> bool:
        """Whether a question is plain without what it may refer to: "how many is it down to?"."""
        intent, probability = reading.ranking[0]
        alone = self.contracts[intent].slot is None and self.weigher.states(intent)
        return alone and bool(reading.content) and probability >= OFF

    def _generic(self, reading: Reading, weighed: Weighed, memory: Memory) -> Decision | None:
        """A short "and when was that?" goes on from the question before, whatever else it fits."""
        refers = "anaphora" in reading.tags
        if len(reading.content) > (FEW if refers else SHORT):
            return None
        before, best = self._before(memory), self.contracts.get(weighed.intent or "")
        # Amid what came later, even plain words may mean another day than that of the selection.
        later = before is not None and before.afterwards and not (best and best.afterwards)
        if weighed.probability >= PLAIN and "subject" in reading.tags and not later:
            return None
        shape = _first_followed(reading, before)
        if shape not in GENERIC:
            return None
        rival = weighed.intent in self._rivals[shape]
        slotted = weighed.probability >= CLEAR and best is not None and best.slot is not None
        unclear = best is None or (rival and not slotted)
        return self._followed(reading, [], memory) if unclear else None

    def _lost(self, reading: Reading, weighed: Weighed, memory: Memory) -> str | None:
        """The intent of a question that lacks only its subject: "which version is it at?"."""
        plainly, refers = "that_one" in reading.tags, "anaphora" in reading.tags
        refers = refers or _one_meant(reading)
        most = LONG if plainly else FEW if refers else SHORT
        if memory.entities or reading.lead or len(reading.content) > most:
            return None
        if memory.intent and self.contracts[memory.intent].slot is None:
            return None
        if not (refers or plainly) and (memory.intent or weighed.probability >= CLEAR):
            return None
        if not (refers or plainly) and "subject" in reading.tags and len(reading.content) > 1:
            return None
        meant = _one_meant(reading) and weighed.probability < WEAK
        least = WEAK if plainly or meant else max(weighed.probability, LEAN)
        for kind in CHOSEN:
            intent, probability = self._rank(naming(reading.training, kind))[0]
            slot = self.contracts[intent].slot
            if slot and self._lacks(slot, kind, reading) and probability > least:
                return intent
        return None

    @staticmethod
    def _lacks(slot: Slot, kind: Kind, reading: Reading) -> bool:
        """Whether a slot that a question leaves empty would be filled by one of this kind."""
        by_default = slot.default is not None and _one_meant(reading)
        return (slot.required and kind in slot.kinds) or (by_default and kind in slot.via)

    def _aside(self, reading: Reading) -> bool:
        """Whether a message is small talk, or plainly off the subject, in a conversation."""
        intent, probability = reading.ranking[0]
        outcome = self.contracts[intent].outcome
        off = outcome == "unknown" and probability >= OFF
        return off or (outcome == "smalltalk" and probability >= WHOLE)

    def _complete(self, reading: Reading) -> bool:
        """Whether a question names its whole subject: "what was the budget again?"."""
        intent, probability = self.eras.possible(reading.ranking, reading, ())[0]
        contract = self.contracts[intent]
        stated = contract.slot is None and bool(contract.answers)
        return stated and "subject" in reading.tags and probability >= WHOLE

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

    def _off(self, reading: Reading) -> Decision | None:
        """Words of another subject beside those of the likeliest intent."""
        best, *rest = reading.ranking
        likely = [best[0], *(i for i, p in rest[:1] if p >= DOUBTED)]
        off = any(off_subject(reading, self.contracts[i]) for i in likely)
        return Decision(Move(kind="out_of_scope"), "beside the subject") if off else None

    # Filling the slot

    def _about(
        self, intent: str, named: Sequence[str], reading: Reading, memory: Memory, why: str
    ) -> Decision:
        """The intent with its slot filled; a question back if nothing fills it."""
        contract = self.contracts[intent]
        move = self._move(intent, contract, reading)
        slot = contract.slot
        if slot is None:
            return Decision(move, why)
        lost = bool(contract.answers) and self._unresolved(named, reading, memory)
        found = self._subjects(intent, contract, named, reading, memory) if not lost else ((), "")
        subjects, how = found
        if len(subjects) > 1 and not reading.mentions and reading.tags & ONE_OF_SEVERAL:
            move = move.model_copy(update={"says": ()})
        told = self.eras.instead(intent, subjects, reading) if how == _REMEMBERED else intent
        if told != intent:
            return self._about(told, subjects, reading, memory, why + how)
        optional = not (slot.required or slot.default or (lost and "other_one" in reading.tags))
        if subjects or optional:
            return Decision(move.model_copy(update={"subjects": tuple(subjects)}), why + how)
        if move.claims:
            return Decision(move, why)
        if memory.pending == intent:
            return Decision(Move(kind="not_understood"), "asked once already")
        choices = self._choices(slot.kinds[0])
        return Decision(Move(kind="clarify", intent=intent, choices=tuple(choices)), why)

    def _choices(self, kind: str) -> list[str]:
        """The entities of a kind of which the facts say most."""
        told = self.store.told
        of_kind = [entity for entity in self.store.of_kind(kind) if entity in told]
        most = set(sorted(of_kind, key=lambda e: -told[e])[:MOST_CHOICES])
        return [entity for entity in of_kind if entity in most]

    def _move(self, intent: str, contract: Contract, reading: Reading) -> Move:
        claims = self.claims.check(reading, intent, contract) or self._led_by(reading)
        sentences = (reading, *reading.leads)
        open_ = reading.tags & {"alternative", "or_not"} and "tag" not in reading.tags
        says = () if open_ else tuple(sorted(self._says(sentences)))
        said_so = presume.in_passing(reading, claims) or bool(reading.leads)
        beside = any(claim.intent != intent for claim in claims)
        return Move(
            kind="say",
            intent=intent,
            claims=claims[:2],
            variant=presume.variant(reading) if intent in _ON_FATES else "",
            presumes=presume.presumes(reading) or said_so or beside or not contract.answers,
            fate=presume.fate(reading, intent) if intent in _ON_FATES else "",
            lacks=presume.lacks(reading, contract),
            at=times.asked(reading, contract, self.store),
            says=says,
            named=tuple(
                entity for one in sentences for entity in one.of_kind(self.store.entities, _PARTIES)
            ),
            figures=() if BOUNDS & reading.tags else figures.stated(reading.masked),
            counts=reading.values.counts,
            rounds=times.rounds_of(reading, self.store),
            unsure=dict(reading.ranking).get(intent, 0.0) < WEAK,
            early=times.at_selection(reading, self.store),
        )

    def _says(self, sentences: Iterable[Reading]) -> set[str]:
        """The statements of sentences, but of each that names rounds none that is of others."""
        said = set[str]()
        for one in sentences:
            named = set(one.of_kind(self.store.entities, ("round",)))
            said |= {name for name in one.states if not named or self._may_be_of(name, named)}
        return said

    def _may_be_of(self, statement: str, rounds: set[str]) -> bool:
        """Whether facts deny a statement of these rounds, or of none in particular."""
        deniers = (fact for fact in self.store.deniers if statement in fact.denies)
        of = set[str]().union(*(rounds_told(self.store, fact) for fact in deniers))
        return not of or rounds <= of

    def _led_by(self, reading: Reading) -> tuple[Claim, ...]:
        """What the statements that lead up to a question claim falsely."""
        # No intent tells what became of those whom a statement names.
        checks = (
            self.claims.check(lead, "", self.contracts[lead.ranking[0][0]])
            for lead in reading.leads
        )
        return tuple(claim for claims in checks for claim in claims)

    def _subjects(
        self,
        intent: str,
        contract: Contract,
        named: Sequence[str],
        reading: Reading,
        memory: Memory,
    ) -> tuple[Sequence[str], str]:
        """Who or what the question is about, and where that was taken from."""
        speaker, slot = self.speakers[reading.language], contract.slot
        versioned = self._versioned(named, reading) if slot else ()
        subjects: Sequence[str] = versioned or speaker.fitting(intent, named)
        if slot is None:
            return (), ""
        held = self._held(contract, reading)
        told = any(speaker.states(intent, subject) for subject in subjects)
        if held and (not told or set(held) < set(subjects)):
            return held, ", round from its date"
        if subjects:
            if contract.speaks and "compare" not in reading.tags:
                subjects = self._answering(intent, subjects, speaker)
            return self._beside(contract, subjects, reading), ""
        of_version = self.context.of_version(reading)
        if of_version and not named:
            return speaker.fitting(intent, of_version), ", subject from its version"
        remembered = self._remembered(intent, contract, reading, memory)
        if remembered and self._continues(reading, named, bare=slot.required and not slot.default):
            return remembered, _REMEMBERED
        return (self._by_default(intent, contract, reading), "") if slot.default else ((), "")

    def _unresolved(self, named: Sequence[str], reading: Reading, memory: Memory) -> bool:
        """Whether a question speaks of one whom nobody has named: "how big is their new model?"."""
        if memory.intent or memory.entities or set(self.context.kinds(named)) - {"round"}:
            return False
        said, tags = len(reading.content), reading.tags
        one = said <= MOST_BARE and _one_meant(reading)
        if named or reading.lead:
            return one and not reading.lead
        refers = "anaphora" in tags and said <= FEW and tags.isdisjoint(_DESCRIBED)
        return one or refers or "that_one" in tags or ("other_one" in tags and not said)

    def _answering(self, intent: str, subjects: Sequence[str], speaker: Speaker) -> Sequence[str]:
        """Of those named, whoever is asked for words that no fact tells.

        "What does Samsung say of KT's exclusion?" is nothing that KT answers.
        """
        strangers = [one for one in subjects if one not in self.store.told]
        silent = not speaker.states(intent, subjects[0])
        return strangers or (subjects[:1] if silent else subjects)

    def _beside(
        self, contract: Contract, subjects: Sequence[str], reading: Reading
    ) -> Sequence[str]:
        """One model with the one before or after it, where it is compared with that."""
        if not contract.side_by_side or len(subjects) != 1:
            return subjects
        neighbour = self.context.neighbour(subjects[0], reading)
        return (*subjects, *neighbour)

    def _by_default(self, intent: str, contract: Contract, reading: Reading) -> Sequence[str]:
        """Those that a slot is filled with; of "the two losers" only the two left out."""
        two: Sequence[str] = ()
        if reading.tags >= {"big_two", "excluded"} and not contract.afterwards:
            excluded = self.store.values("programme", "excluded")
            two = self.speakers[reading.language].fitting(intent, excluded)
        return two or (default_of(self.store, contract.slot) if contract.slot else ())

    def _held(self, contract: Contract, reading: Reading) -> Sequence[str]:
        """The rounds of the day that is named, where rounds are spoken of."""
        of_day = contract.slot and "round" in contract.slot.kinds and not contract.tells
        return times.rounds_on(reading.values.dates, self.store) if of_day else ()

    def _versioned(self, named: Sequence[str], reading: Reading) -> Sequence[str]:
        """The model whose own version is named: "EXAONE 4.0" is none of what came out later."""
        said = set(reading.values.versions)
        models = [entity for entity in named if self.store.entities[entity].kind == "model"]
        own = [m for m in models if said & {str(v.value) for v in self.store.step(m, "version")}]
        return own if own and len(own) == len(named) else ()

    def _remembered(
        self, intent: str, contract: Contract, reading: Reading, memory: Memory
    ) -> Sequence[str]:
        """Those spoken of that an intent can be asked of; if it lacks them, the latest of them."""
        speaker, slot = self.speakers[reading.language], contract.slot
        meant = speaker.fitting(intent, self._meant(contract, reading, memory))
        if len(meant) > 1 and "other_one" in reading.tags:
            meant = self._of_whom_it_holds(intent, meant, reading)
        if meant or slot is None or not slot.required or slot.default:
            return meant
        latest = (speaker.fitting(intent, (one,)) for one in reversed(memory.recent))
        return next((found for found in latest if found), ())

    def _of_whom_it_holds(self, intent: str, meant: Sequence[str], reading: Reading) -> list[str]:
        """Of several those of whom an intent holds: "and why was the other one left out?"."""
        outcome = self.speakers[reading.language].outcome
        return [one for one in meant if outcome(intent, (one,)) == "answered"] or [*meant]

    def _meant(self, contract: Contract, reading: Reading, memory: Memory) -> Sequence[str]:
        """Whom memory holds for this intent: one, or two where two are compared."""
        if contract.side_by_side and contract.answers and len(memory.entities) == 1:
            return self.context.last_two(memory)
        return self.context.remembered(reading, memory)

    def _continues(self, reading: Reading, named: Sequence[str], *, bare: bool) -> bool:
        """Whether the question speaks of what was spoken of before.

        `bare`: without a subject nothing could be said of it.
        """
        if "anaphora" in reading.tags:
            return True
        said = len(reading.content)
        return not named and (said <= FEW or (bare and said <= MOST_BARE))


def _topics(contracts: Mapping[str, Contract], things: Sequence[str]) -> dict[str, tuple[str]]:
    """The intents without a slot that tell of one thing only, such as a sister programme."""
    topics: dict[str, tuple[str]] = {}
    for name, contract in contracts.items():
        paths = (path for rule in contract.answers for path in rule.needs.values())
        roots = {path.partition(".")[0] for path in paths}
        if contract.slot is None and len(roots) == 1 and roots <= {*things}:
            topics[name] = (roots.pop(),)
    return topics


def _first_followed(reading: Reading, before: Contract | None) -> str | None:
    """The first of the question's words for what it asks that leads on from the intent before."""
    return next((s for s in reading.shapes if before and s in before.follow), None)


def _asked_for(reading: Reading) -> list[str]:
    """The question words, without an "other" that points at somebody: "and the other one?"."""
    pointing = "other_one" in reading.tags
    return [shape for shape in reading.shapes if not (pointing and shape == "others")]


def _one_meant(reading: Reading) -> bool:
    """Whether a question speaks of one as if it had been named: "the model", "their new one"."""
    described = _DESCRIBED if reading.tags.isdisjoint(ONE_OF_SEVERAL) else {*_DESCRIBED, _BEFELL}
    return ONE_MEANT in reading.tags and reading.tags.isdisjoint(described)


def _bare(reading: Reading, named: Sequence[str], memory: Memory) -> bool:
    """A question word with nothing beside it, at the start of a conversation: "when?"."""
    told = reading.content or reading.values.dates or named or memory.intent
    return bool(reading.shapes) and not told and "usd" not in reading.shapes

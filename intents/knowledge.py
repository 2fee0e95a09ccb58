"""Facts and catalogue, indexed: the one object that answers."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path

from intents import again, fitted, presume
from intents.commonwords import common_words
from intents.compose import Voice
from intents.concepts import Concepts
from intents.contradictions import Contradictions
from intents.decide import Decider
from intents.dictation import POINT_ZERO, Dictation
from intents.explain import explained
from intents.facts import FactStore
from intents.fill import Decision
from intents.lexicon import Lexicon
from intents.load import Bundle, load, sound
from intents.measures import MeasureReader
from intents.models import Answer, Contract, EntityRef, Memory, Offer
from intents.moves import Move, from_frame, to_frame
from intents.names import SUBJECT_WORDS, NameIndex
from intents.normalize import clean_lines, fold, words
from intents.question import SHORT
from intents.reading import Reading
from intents.remember import remember
from intents.respelling import Respeller
from intents.say import Said, Speaker, distinct, join
from intents.spacing import Spacer
from intents.spell import Speller
from intents.tell import Teller
from intents.understand import Reader
from intents.values import ValueReader

# A message longer than this is read from both ends: its question stands at one of them.
LONGEST = 4000
MOST_SUGGESTIONS = 3
_UNCERTAIN = frozenset({"typo", "sound", "layout"})
# Answers that deny, or that say nothing of the subject.
_DENYING = frozenset({"corrected", "smalltalk"})
# Few words say something with one of these: "I heard that Naver got in".
_TELLING = frozenset({"asker", "selected", "excluded", "advanced"})
# Kinds of moves that somebody may want to hear again.
_REPEATED = frozenset({"say", "confirm", "clarify"})


def build(
    facts_dir: Path,
    catalogue_dir: Path,
    cache_dir: Path | None = None,
    spread: fitted.Spread = fitted.at_once,
) -> Knowledge:
    """Read, check and index both folders.

    `cache_dir` keeps the fitted models, keyed by content, so that the next start is quick; `spread`
    is that of `fitted.Preparer`. Raises `CatalogueError` with every problem of single files.
    """
    with _uncollected():
        return from_bundle(sound(load(facts_dir, catalogue_dir)), cache_dir, spread)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage meanwhile: all that is built is kept, and a start waits for it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@_uncollected()
def from_bundle(
    bundle: Bundle, cache_dir: Path | None = None, spread: fitted.Spread = fitted.at_once
) -> Knowledge:
    """Index records that were already read; `spread` is that of `fitted.Preparer`."""
    store = FactStore(
        entities=bundle.entities,
        attributes=bundle.attributes,
        sources=bundle.sources,
        facts=tuple(bundle.facts),
    )
    concepts = {code: Concepts(lists) for code, lists in bundle.concepts.items()}
    lexicons = {c: Lexicon(bundle.concepts[c], bundle.lexicon[c]) for c in bundle.languages}
    begun = next((str(end.value) for end in store.step("programme", "announced_on")), "")
    values = {
        code: ValueReader(concepts[code], language.numbers, begun, store.newest)
        for code, language in bundle.languages.items()
    }
    names, common = _names(bundle), common_words().words
    respeller = Respeller(bundle.respelt.values())
    preparer = fitted.Preparer(bundle.entities, names, lexicons, values, respeller, spread)
    models = fitted.models(bundle, preparer, cache_dir)
    contradictions = {
        code: Contradictions(_denied(bundle, code, store), concepts[code])
        for code in bundle.languages
    }
    quantities = {
        code: MeasureReader(bundle.measures[code], concepts[code], language.about)
        for code, language in bundle.languages.items()
    }
    spellers = {
        code: Speller(counts, common, _worded(bundle.contradictions[code]))
        for code, counts in models.words.items()
    }
    reader = Reader(
        entities=store.entities,
        names=names,
        guesser=models.guesser,
        ranker=models.ranker,
        concepts=concepts,
        lexicons=lexicons,
        spellers=spellers,
        spacer=Spacer(models.spacing),
        respeller=respeller,
        dictations=_dictations(bundle),
        contradictions=contradictions,
        quantities=quantities,
        stating=models.stating,
        heard=models.heard,
        values=values,
        knows=common.__contains__,
        silent=frozenset(name for name, one in bundle.contracts.items() if one.silent),
        of_makers=frozenset(name for name, one in bundle.contracts.items() if one.of_makers),
        fallback=min(bundle.languages, key=lambda code: (code != "it", code)),
    )
    return Knowledge(bundle, store, reader)


def _worded(lists: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The words of lists: they are no errors, however seldom anybody says them."""
    every = (word for entries in lists.values() for entry in entries for word in words(fold(entry)))
    return (word for word in every if word.isalpha())


def _denied(bundle: Bundle, code: str, store: FactStore) -> dict[str, list[str]]:
    """The wordings of what facts deny: those of its own list and of the concept of its name."""
    own, concepts = bundle.contradictions[code], bundle.concepts[code]
    names = {*own, *(store.denied & concepts.keys())}
    return {name: [*own.get(name, ()), *concepts.get(name, ())] for name in sorted(names)}


def _dictations(bundle: Bundle) -> dict[str, Dictation]:
    names = [name for one in bundle.entities.values() for name in one.spellings]
    return {
        code: Dictation(names, language.numbers, bundle.concepts[code].get(POINT_ZERO, ()))
        for code, language in bundle.languages.items()
    }


def _names(bundle: Bundle) -> NameIndex:
    spellings = {e.id: e.spellings for e in bundle.entities.values()}
    trade = ("subject", "name_context")
    lists = [table.get(name, ()) for table in bundle.concepts.values() for name in trade]
    subject = set(chain.from_iterable(lists))
    return NameIndex(spellings, context={*SUBJECT_WORDS, *(w for w in subject if "*" not in w)})


@dataclass(frozen=True)
class Part:
    """One question of a message: how it was read, what was decided and what is said."""

    reading: Reading
    decision: Decision
    said: Said
    memory: Memory

    @property
    def move(self) -> Move:
        """What was decided."""
        return self.decision.move


@dataclass(frozen=True)
class Knowledge:
    """Immutable. `answer` is pure: no clock, no environment, no network."""

    bundle: Bundle
    store: FactStore
    reader: Reader

    @property
    def contracts(self) -> Mapping[str, Contract]:
        """The contract of every intent."""
        return self.bundle.contracts

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the enabled languages, in order."""
        return tuple(self.bundle.languages)

    @cached_property
    def digest(self) -> str:
        """The version of the content: equal content has an equal digest, on every machine."""
        records = (
            sorted(repr(fact) for fact in self.store.facts),
            sorted(repr(entity) for entity in self.store.entities.values()),
            sorted(repr(item) for item in self.contracts.items()),
            sorted(repr(item) for item in self.bundle.languages.items()),
            sorted(repr(item) for table in self.bundle.intents.values() for item in table.items()),
        )
        bundle = self.bundle
        tables = (
            bundle.words,
            bundle.concepts,
            bundle.lexicon,
            bundle.contradictions,
            bundle.respelt,
            bundle.measures,
        )
        dumped = json.dumps([*records, *tables], sort_keys=True)
        return hashlib.sha256(dumped.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    @cached_property
    def speakers(self) -> Mapping[str, Speaker]:
        """One speaker per enabled language."""
        return {
            code: Speaker(
                Voice(code, language, self.bundle.words[code], self.store),
                self.contracts,
                self.bundle.intents[code],
            )
            for code, language in self.bundle.languages.items()
        }

    @cached_property
    def _decider(self) -> Decider:
        return Decider(self.store, self.contracts, self.reader, self.speakers)

    @cached_property
    def tellers(self) -> Mapping[str, Teller]:
        """What says answers and sources, by language."""
        read = self.reader.told
        return {
            code: Teller(speaker, partial(read, code)) for code, speaker in self.speakers.items()
        }

    def with_store(self, store: FactStore) -> Knowledge:
        """The same catalogue over other facts (to see what an answer rests on)."""
        return Knowledge(self.bundle, store, self.reader)

    # Answers

    def answer(self, text: str, memory: Memory | None = None) -> Answer:
        """The answer to a message in a conversation.

        `text` is what a person typed, of any length and content. The memory to hand in with the
        next message is in `Answer.memory`.
        """
        memory = memory or Memory()
        plain = clean_lines(shortened(text))
        if not any(char.isalnum() for char in plain):
            return self._wordless(memory)
        return self._assembled(self.explain(plain, memory))

    def explain(self, text: str, memory: Memory | None = None) -> list[Part]:
        """How a message is read and decided, question by question."""
        memory, parts = memory or Memory(), list[Part]()
        for read in self.reader.parts(clean_lines(text), memory.language, _spoken(memory)):
            reading, decisions = self._repeated(read, memory)
            for decision in decisions or [self._decider.decide(reading, memory)]:
                said = self.tellers[reading.language].tell(decision.move)
                parts += self._beside(reading.leads, said, memory)
                memory = remember(memory, reading, decision.move, said, self.store)
                parts.append(Part(reading, decision, said, memory))
        *others, last = parts
        # Behind a question, one of nobody of ours says what the answer is for.
        kinds, trails = ("company", "model", "release"), last.reading.trails
        ours = [trail for trail in trails if trail.of_kind(self.store.entities, kinds)]
        return [*others, *self._beside(ours, last.said, memory), last]

    def _beside(self, stated: Sequence[Reading], said: Said, memory: Memory) -> Iterator[Part]:
        """What is false in statements beside a question, if its answer denies nothing.

        In a conversation one that names nobody, or says little, goes on from what was said before.
        """
        for one in stated if said.outcome not in _DENYING else ():
            own = one.mentions or memory.intent is None
            says = len(one.content) > SHORT or not _TELLING.isdisjoint(one.tags)
            if not (own and says and presume.presumes(one)):
                continue
            decision = self._decider.decide(one, memory)
            told = self.tellers[one.language].tell(decision.move)
            if told.outcome == "corrected":
                yield Part(one, decision, told, memory)

    def _repeated(self, reading: Reading, memory: Memory) -> tuple[Reading, list[Decision]]:
        """The last answer once more, if that is asked for, in the language asked for."""
        concepts = self.reader.concepts[reading.language]
        language = memory.frame and again.language_asked(reading, concepts, self.languages)
        if not language:
            return reading, []
        try:
            moves = self._moves(memory.frame)
        except ValueError:  # it spoke of what the facts no longer hold
            return reading, []
        return replace(reading, language=language), [Decision(move, "again") for move in moves]

    def explained(self, text: str, memory: Memory | None = None) -> str:
        """`explain` in words, for people who keep the catalogue."""
        return explained(self.explain(shortened(text), memory))

    def retell(self, frame: str, language: str) -> Answer:
        """An earlier answer in another language, from its frame.

        Raises `ValueError` for an unknown language, a frame that cannot be read, or one that
        speaks of what the facts no longer hold.
        """
        if language not in self.languages:
            raise ValueError(f"no language {language!r}")
        return self._told(self._moves(frame), language)

    def say(self, intent: str, entities: Sequence[str], language: str) -> Answer:
        """The answer of an intent asked by its id, as commands do.

        Raises `ValueError` for an unknown intent, entity or language.
        """
        move = Move(kind="say", intent=intent, subjects=tuple(entities))
        return self.retell(to_frame([move]), language)

    def _moves(self, frame: str) -> list[Move]:
        """The moves of a frame, all of whose intents and entities still exist."""
        moves = list(from_frame(frame))
        self._known(moves)
        return moves

    def _known(self, moves: Sequence[Move]) -> None:
        """Every intent and entity of a frame must still exist."""
        for move in moves:
            asked = [move.intent, *(claim.intent for claim in move.claims)]
            claims = [entity for c in move.claims for entity in (*c.subject, *c.subjects)]
            claims += move.named
            for intent in asked:
                if intent is not None and intent not in self.contracts:
                    raise ValueError(f"no intent {intent!r}")
            for entity in (*move.subjects, *move.choices, *claims):
                if entity not in self.store.entities:
                    raise ValueError(f"no entity {entity!r}")

    def _told(self, moves: list[Move], language: str) -> Answer:
        said = [self.tellers[language].tell(move) for move in moves]
        memory = Memory(language=language)
        for move, part in zip(moves, said, strict=True):
            memory = remember(memory, language, move, part, self.store)
        return self._complete(moves, said, language, memory)

    def _wordless(self, memory: Memory) -> Answer:
        language = memory.language or self.reader.fallback
        move = Move(kind="empty")
        said = self.tellers[language].tell(move)
        return self._complete([move], [said], language, memory)

    def _assembled(self, parts: Sequence[Part]) -> Answer:
        language = parts[-1].reading.language
        answer = self._complete(
            [part.move for part in parts],
            [part.said for part in parts],
            language,
            parts[-1].memory,
            self._receipts(parts),
        )
        more = {"entities": _entities(parts), "alternatives": self._alternatives(parts)}
        return answer.model_copy(update=more)

    def _complete(
        self,
        moves: list[Move],
        said: list[Said],
        language: str,
        memory: Memory,
        receipts: Sequence[str] = (),
    ) -> Answer:
        teller = self.tellers[language]
        whole = _joined(said)
        leading = next(
            (m for m, s in zip(moves, said, strict=True) if s.outcome == whole.outcome), moves[0]
        )
        body = "\n".join([whole.text, *receipts])
        suggestions = teller.suggestions(leading)
        sources = teller.source_refs(whole.facts)
        as_of = self.store.as_of(whole.facts)
        frame = to_frame(moves)
        tells = not _REPEATED.isdisjoint(move.kind for move in moves)
        kept = {"suggestions": suggestions, "frame": frame if tells else memory.frame}
        return Answer(
            text="\n\n".join([body, *teller.source_line(sources, as_of)]),
            body=body,
            language=language,
            outcome=whole.outcome,
            intent=leading.intent,
            facts=tuple(fact.id for fact in whole.facts),
            sources=sources,
            as_of=as_of,
            suggestions=suggestions,
            choices=teller.choices(leading),
            frame=frame,
            memory=memory.model_copy(update=kept),
        )

    def _alternatives(self, parts: Sequence[Part]) -> tuple[Offer, ...]:
        """Other readings of the last question: what else it may have asked."""
        last = parts[-1]
        teller = self.tellers[last.reading.language]
        offers = []
        for intent in last.decision.near:
            label = teller.speaker.words[intent].example
            move = last.move.model_copy(update={"kind": "say", "intent": intent, "claims": ()})
            fitting = teller.speaker.fitting(intent, last.move.subjects)
            if label and (fitting or not self._needs_subject(intent)):
                told = move.model_copy(update={"subjects": tuple(fitting)})
                offers.append(Offer(label=label, frame=to_frame([told])))
        return tuple(offers)

    def _needs_subject(self, intent: str) -> bool:
        slot = self.contracts[intent].slot
        return bool(slot and slot.required)

    def _receipts(self, parts: Sequence[Part]) -> list[str]:
        """What a misspelt name was read as."""
        read = {m.surface: m.id for p in parts for m in p.reading.mentions if m.how in _UNCERTAIN}
        speaker = self.speakers[parts[-1].reading.language]
        return [speaker.text("read_as", surface=s, name=[i]) for s, i in read.items()]


def shortened(text: str) -> str:
    """A text of bounded length: the beginning and the end of a long one."""
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST // 4]}\n{text[-LONGEST * 3 // 4 :]}"


def _entities(parts: Sequence[Part]) -> tuple[EntityRef, ...]:
    found = {
        m.id: EntityRef(id=m.id, surface=m.surface, how=m.how)
        for p in parts
        for m in reversed((*p.reading.before, *p.reading.mentions))
    }
    order = dict.fromkeys(m.id for p in parts for m in (*p.reading.before, *p.reading.mentions))
    return tuple(found[i] for i in order)


def _spoken(memory: Memory) -> Iterator[str]:
    """What was spoken of in a conversation, and what an answer told: the latest first."""
    yield from (*memory.entities, *reversed(memory.recent), *memory.told)
    yield from (*memory.listed, *memory.options)


def _joined(parts: Sequence[Said]) -> Said:
    """Several answers as one, by the contract's order of outcomes."""
    parts = distinct(parts)
    said = join(parts)
    outcomes = {part.outcome for part in parts}
    for outcome in ("corrected", "answered"):
        if outcome in outcomes:
            return Said(said.text, said.facts, outcome)
    return Said(said.text, said.facts, parts[0].outcome)

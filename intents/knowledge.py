"""Facts and catalogue, indexed: the one object that answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from intents import fitted
from intents.compose import Voice
from intents.concepts import Concepts
from intents.decide import Decider, Move
from intents.facts import FactStore
from intents.load import Bundle, load_or_raise
from intents.models import Answer, Contract, EntityRef, Fact, Memory, SourceRef
from intents.names import NameIndex
from intents.normalize import clean, fold
from intents.reading import Reading
from intents.say import Said, Speaker, join
from intents.understand import Reader
from intents.values import ValueReader

# A message longer than this is read from both ends: its question stands at one of them.
LONGEST = 4000
MOST_SUGGESTIONS = 3
_UNCERTAIN = frozenset({"typo", "sound", "layout"})


def build(facts_dir: Path, catalogue_dir: Path, cache_dir: Path | None = None) -> Knowledge:
    """Read, check and index both folders.

    `cache_dir` keeps the fitted models, keyed by content, so that the next start is quick.
    Raises `CatalogueError` with every problem of single files.
    """
    return from_bundle(load_or_raise(facts_dir, catalogue_dir), cache_dir)


def from_bundle(bundle: Bundle, cache_dir: Path | None = None) -> Knowledge:
    """Index records that were already read."""
    store = FactStore(
        entities=bundle.entities,
        attributes=bundle.attributes,
        sources=bundle.sources,
        facts=tuple(bundle.facts),
    )
    concepts = {code: Concepts(lists) for code, lists in bundle.concepts.items()}
    names = _names(bundle)
    guesser, ranker = fitted.models(bundle, names, concepts, cache_dir)
    reader = Reader(
        entities=store.entities,
        names=names,
        guesser=guesser,
        ranker=ranker,
        concepts=concepts,
        values={c: ValueReader(concepts[c], lang.numbers) for c, lang in bundle.languages.items()},
        fallback=next(iter(sorted(bundle.languages, key=lambda c: (c != "it", c)))),
    )
    return Knowledge(bundle, store, reader)


def _names(bundle: Bundle) -> NameIndex:
    spellings = {e.id: (*e.names.values(), *e.aliases) for e in bundle.entities.values()}
    return NameIndex(spellings)


@dataclass(frozen=True)
class Part:
    """One question of a message: how it was read, what was decided and what is said."""

    reading: Reading
    move: Move
    said: Said
    memory: Memory


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
        return Decider(self.store, self.contracts, self.reader.concepts, self.speakers)

    def with_store(self, store: FactStore) -> Knowledge:
        """The same catalogue over other facts (to see what an answer rests on)."""
        return Knowledge(self.bundle, store, self.reader)

    def answer(self, text: str, memory: Memory | None = None) -> Answer:
        """The answer to a message in a conversation.

        `text` is what a person typed, of any length and content. The memory to hand in with the
        next message is in `Answer.memory`.
        """
        memory = memory or Memory()
        plain = clean(shortened(text))
        if not any(char.isalnum() for char in plain):
            return self._empty(memory)
        parts = self.explain(plain, memory)
        return self._assembled(parts, memory)

    def explain(self, text: str, memory: Memory | None = None) -> list[Part]:
        """How a message is read and decided, question by question."""
        memory, parts = memory or Memory(), []
        for reading in self.reader.parts(clean(text), memory.language):
            move = self._decider.decide(reading, memory)
            said = self._said(reading, move)
            memory = _remember(memory, reading, move, said)
            parts.append(Part(reading, move, said, memory))
        return parts

    def _said(self, reading: Reading, move: Move) -> Said:
        speaker = self.speakers[reading.language]
        match move.kind:
            case "say":
                return self._stated(reading, move, speaker)
            case "confirm":
                said = speaker.say(str(move.intent), move.subjects)
                text = speaker.text("confirm", answer=said.text) if said.facts else said.text
                return Said(text, said.facts, said.outcome)
            case "clarify":
                return Said(speaker.text("clarify", choices=list(move.choices)), (), "clarify")
            case "decoy":
                text = speaker.text("decoy", name=list(move.subjects))
            case other:
                text = speaker.text(other)
        return Said(_with_examples(text, self._examples("help", speaker)), (), "unknown")

    def _stated(self, reading: Reading, move: Move, speaker: Speaker) -> Said:
        intent = str(move.intent)
        if move.claims:
            return self._denied(move, reading, speaker)
        contract = self.contracts[intent]
        if intent == "selected_status":
            return _status(reading, speaker.say(intent, move.subjects, _variant(reading)))
        said = speaker.say(intent, move.subjects)
        return Said(said.text, said.facts, contract.outcome or said.outcome)

    def _denied(self, move: Move, reading: Reading, speaker: Speaker) -> Said:
        parts = []
        for claim in move.claims[:2]:
            truth = speaker.say(claim.intent, claim.subjects)
            parts.append(Said(f"{claim.denial} {truth.text}", truth.facts, "corrected"))
        said = join(parts)
        return Said(said.text, said.facts, "answered" if _merely_asks(reading) else "corrected")

    def _examples(self, intent: str, speaker: Speaker) -> tuple[str, ...]:
        """Example questions that lead on from an intent."""
        following = self.contracts[intent].next
        examples = (speaker.words[name].example for name in following if name in speaker.words)
        return tuple(example for example in examples if example)[:MOST_SUGGESTIONS]

    def _empty(self, memory: Memory) -> Answer:
        language = memory.language or self.reader.fallback
        speaker = self.speakers[language]
        examples = self._examples("help", speaker)
        text = _with_examples(speaker.text("empty"), examples)
        return Answer(
            text=text,
            body=text,
            language=language,
            outcome="unknown",
            intent=None,
            suggestions=examples,
            memory=memory.model_copy(update={"suggestions": examples}),
        )

    def _assembled(self, parts: Sequence[Part], memory: Memory) -> Answer:
        language = parts[-1].reading.language
        speaker = self.speakers[language]
        said = _joined(parts)
        body = "\n".join([said.text, *self._receipts(parts, speaker)])
        move = next((p.move for p in parts if p.said.outcome == said.outcome), parts[0].move)
        suggestions = self._suggestions(move, speaker)
        sources = tuple(self._source(source, speaker) for source in _sources(said.facts))
        as_of = self.store.as_of(said.facts)
        return Answer(
            text="\n\n".join([body, *self._source_line(sources, as_of, speaker)]),
            body=body,
            language=language,
            outcome=said.outcome,
            intent=move.intent,
            entities=_entities(parts),
            facts=tuple(fact.id for fact in said.facts),
            sources=sources,
            as_of=as_of,
            suggestions=suggestions,
            choices=move.choices,
            memory=parts[-1].memory.model_copy(update={"suggestions": suggestions}),
        )

    def _suggestions(self, move: Move, speaker: Speaker) -> tuple[str, ...]:
        if move.choices:
            return tuple(speaker.voice.name(choice) for choice in move.choices)
        return self._examples(
            move.intent if move.kind == "say" and move.intent else "help", speaker
        )

    def _receipts(self, parts: Sequence[Part], speaker: Speaker) -> list[str]:
        """What a misspelt name was read as."""
        read = {m.surface: m.id for p in parts for m in p.reading.mentions if m.how in _UNCERTAIN}
        return [speaker.text("read_as", surface=s, name=[i]) for s, i in read.items()]

    def _source(self, source_id: str, speaker: Speaker) -> SourceRef:
        source = self.store.sources[source_id]
        period = speaker.voice.value(source.period, "date")
        title = source.title or speaker.text("untitled", period=period)
        return SourceRef(
            id=source.id, title=title, date=source.published or source.as_of, url=source.url
        )

    @staticmethod
    def _source_line(
        sources: Sequence[SourceRef], as_of: str | None, speaker: Speaker
    ) -> list[str]:
        if not sources or as_of is None:
            return []
        titles = [f"{s.title} ({s.url})" if s.url else s.title for s in sources]
        day = speaker.voice.value(as_of, "date")
        return [speaker.text("source", source=titles, as_of=day)]


def shortened(text: str) -> str:
    """A text of bounded length: the beginning and the end of a long one."""
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST // 4]}\n{text[-LONGEST * 3 // 4 :]}"


def _with_examples(text: str, examples: Sequence[str]) -> str:
    return "\n".join([text, *(f"• {example}" for example in examples)])


def _sources(facts: Sequence[Fact]) -> list[str]:
    return list(dict.fromkeys(fact.source for fact in facts))


def _entities(parts: Sequence[Part]) -> tuple[EntityRef, ...]:
    found = {
        m.id: EntityRef(id=m.id, surface=m.surface, how=m.how)
        for p in parts
        for m in reversed(p.reading.mentions)
    }
    order = dict.fromkeys(m.id for p in parts for m in p.reading.mentions)
    return tuple(found[i] for i in order)


def _joined(parts: Sequence[Part]) -> Said:
    """Several answers as one, by the contract's order of outcomes."""
    said = join([part.said for part in parts])
    strongest = {p.said.outcome for p in parts}
    for outcome in ("corrected", "answered"):
        if outcome in strongest:
            return Said(said.text, said.facts, outcome)  # type: ignore[arg-type]
    return Said(said.text, said.facts, parts[0].said.outcome)


def _claims_exclusion(reading: Reading) -> bool:
    """Whether a question about a company's fate speaks of its exclusion."""
    negated = "negation" in reading.tags
    return negated != ("excluded" in reading.tags)


def _variant(reading: Reading) -> str:
    if reading.shapes or not reading.tags & {"selected", "excluded"}:
        return ""
    return "negated" if _claims_exclusion(reading) else "asked"


def _merely_asks(reading: Reading) -> bool:
    """A bare yes-no question takes nothing for granted; a statement or a tag does."""
    return not reading.shapes and "tag" not in reading.tags and "?" in reading.text


def _status(reading: Reading, said: Said) -> Said:
    """`corrected` where a statement or a tag question says the opposite of the facts."""
    fates = {fact.attribute for fact in said.facts} & {"selected", "excluded"}
    if not _variant(reading) or _merely_asks(reading) or len(fates) != 1:
        return said
    claimed = "excluded" if _claims_exclusion(reading) else "selected"
    return Said(said.text, said.facts, said.outcome if claimed in fates else "corrected")


def _remember(memory: Memory, reading: Reading, move: Move, said: Said) -> Memory:
    """The conversation after this question; what was not understood leaves it as it was."""
    if move.kind == "clarify":
        return memory.model_copy(
            update={"language": reading.language, "pending": move.intent, "options": move.choices}
        )
    if move.kind not in {"say", "confirm"} or said.outcome == "smalltalk":
        return memory.model_copy(
            update={"language": reading.language, "pending": None, "options": ()}
        )
    listed = tuple(dict.fromkeys(str(f.value) for f in said.facts if f.attribute in _LISTS))
    claimed = tuple(s for claim in move.claims for s in claim.subjects)
    return Memory(
        language=reading.language,
        intent=move.intent,
        entities=move.subjects or claimed or memory.entities,
        listed=listed or memory.listed,
    )


_LISTS = frozenset({"selected", "excluded", "model", "partner"})

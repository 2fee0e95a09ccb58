"""A question → its readings: one per question in the message, at most three."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from intents.again import language_asked
from intents.asker import without_language, without_opening, without_reasons
from intents.concepts import HANGUL, Concepts
from intents.contradictions import WHAT_IF, Contradictions
from intents.contrast import contrasts
from intents.dates import Date
from intents.dictation import Dictation
from intents.divider import MOST_PARTS, Divider
from intents.dividing import numbering
from intents.heard import Heard
from intents.keyboard import undo_layout
from intents.language import LanguageGuesser
from intents.lexicon import Lexicon
from intents.measures import TOLD, MeasureReader
from intents.models import Entity
from intents.names import Mention, NameIndex
from intents.normalize import fold
from intents.pieces import LEAST_OF_THING, PAIR, SURE, elliptic, off, weight
from intents.quantities import Quantity
from intents.ranker import IntentRanker
from intents.reading import (
    ERRAND,
    FROM_THEN,
    IN_LANGUAGE,
    SHAPES,
    Reading,
    content_words,
    in_place,
    mask,
    prepared,
    shifted,
    without_names,
)
from intents.respelling import Respeller
from intents.sentences import (
    asking,
    chats,
    doubts,
    is_question,
    led,
    likeliest,
    named_alone,
    spans_of,
    stated,
    with_leads,
    without_chat,
    without_doubts,
    without_requests,
)
from intents.siblings import spoken_after, with_siblings
from intents.spacing import Spacer
from intents.spell import Speller
from intents.stating import Stating
from intents.values import ValueReader, Values

# Concepts with phrases that hold a "not" of their own.
ABSORBING = frozenset({"tag", "excluded", "or_not", "why"})
# Concepts whose words mean nothing of the kind within those of another.
UNMEANT = {
    "asks": "no_asks",
    "costs": "no_costs",
    "how_much": "no_how_much",
    "anaphora": "no_anaphora",
    "when": "same_time",
    "EUR": "no_euro",
    "negation": "no_negation",
}
# … and those that mean no place in the name of a language: "in Korean".
_PLACES = ("within", "homeland")
# Words that are a tag beside what is stated: "it left, no?", "as I recall, it left".
TAG_BEHIND = "tag_behind"
# … and endings that are one in a sentence without a question word.
TAG_END = "tag_end"
# Words of a message that states something; Korean ones hold their particles and endings.
STATEMENT, STATEMENT_IN_HANGUL = 5, 3
# Describes a company by what it made, and the concepts that such words are of.
THE_MAKER = "the_maker"
OF_MAKING = frozenset({"maker_word", "company_word", "who"})
# So likely is what is asked of a company described like that.
LIKELY = 0.7
# Before a "when", these ask themselves: "what did it say when it was left out?".
_ASKED_BEFORE = (*(shape for shape in SHAPES if shape != "when"), "how")
# What comes out of a round.
_OUTCOMES = ("excluded", "advanced")
_NAMED = re.compile(r"\bx[a-z]+x\b")


@dataclass(frozen=True)
class Reader:
    """Everything needed to read a question; built once per catalogue."""

    entities: Mapping[str, Entity]
    names: NameIndex
    guesser: LanguageGuesser
    ranker: IntentRanker
    concepts: Mapping[str, Concepts]
    lexicons: Mapping[str, Lexicon]
    spellers: Mapping[str, Speller]
    spacer: Spacer
    respeller: Respeller
    dictations: Mapping[str, Dictation]
    contradictions: Mapping[str, Contradictions]
    quantities: Mapping[str, MeasureReader]
    stating: Stating
    heard: Heard
    values: Mapping[str, ValueReader]
    knows: Callable[[str], bool]
    silent: frozenset[str]
    of_makers: frozenset[str]
    fallback: str

    @property
    def divider(self) -> Divider:
        """What divides a sentence into its questions; made when asked for, as it holds `read`."""
        return Divider(self.read, self.entities, self.ranker, self.concepts, self.silent)

    def language(self, text: str, mentions: Sequence[Mention], known: str | None) -> str:
        """The language of the words around the names, else the one already spoken."""
        around = self.guesser.guess(without_names(text, mentions))
        return around or known or self.guesser.script(text) or self.fallback

    def read(self, text: str, language: str, mentions: Sequence[Mention]) -> Reading:
        """One question, read as a whole. `mentions` have offsets in `text`."""
        named = self.spellers[language].mend(mask(text, mentions, self.entities))
        whole = self._read(text, named, language, mentions)
        asked = without_language(named, self.concepts[language], self.concepts)
        if asked == named or self._asks_again(whole):
            return whole
        return self._read(text, asked, language, mentions)

    def _read(self, text: str, named: str, language: str, mentions: Sequence[Mention]) -> Reading:
        """A question, its text folded and its names masked, without what asks nothing."""
        concepts = self.concepts[language]
        named = without_opening(without_reasons(named, concepts), concepts)
        found, values, training = prepared(named, self.lexicons[language], self.values[language])
        first = named.split(maxsplit=1)[0] if named else ""
        contrasted = contrasts(text, mentions, self.entities, concepts)
        if "others" in found and found & {"who", "which"}:  # "who but Naver and LG?"
            contrasted = set()
        tags = self._plain(found, named, language, len(contrasted))
        return Reading(
            text=text,
            language=language,
            mentions=tuple(mentions),
            named=named,
            masked=values.masked,
            tags=frozenset(
                {*tags, *self._since(values, language), *self._of_rounds(text, mentions, concepts)}
            ),
            contrasted=frozenset(contrasted),
            content=content_words(values.masked, concepts, found),
            values=values,
            training=training,
            ranking=self._ranked(training, language),
            opens_asking=first in concepts.words("asks_first"),
            goes_on=first in concepts.words("goes_on"),
        )

    def _ranked(self, training: str, language: str) -> tuple[tuple[str, float], ...]:
        """The intents of a question; of a maker that is only described, as if it were named.

        "Was the firm behind EXAONE picked?" asks whether a company was picked, not who made it.
        """
        plain = tuple(self.ranker.rank(training))
        spans = self.concepts[language].spans(THE_MAKER, training.partition("\t")[0])
        if not spans:
            return plain
        put = ((span, "xcompanyx") for span in spans)
        named = tuple(self.ranker.rank(in_place(training, put, OF_MAKING)))
        intent, probability = named[0]
        return named if intent in self.of_makers and probability >= LIKELY else plain

    def _plain(self, found: set[str], named: str, language: str, contrasted: int) -> set[str]:
        """The concepts without those that only stand within others: a "not" of a tag or a name."""
        concepts = self.concepts[language]
        found = self._meant(found, named, language)
        found = {*found, "correction"} if "misnamed" in found else found
        if TAG_BEHIND in found and self._tagged(named, language):
            found = {*found, "tag"}
        if TAG_END in found and found.isdisjoint(SHAPES):
            found = {*found, "tag"}
        if {"excluded", "selected"} <= found:  # "made the cut" cuts nobody
            standing = concepts.stands_outside("excluded", ["selected"], named)
            found = found if standing else found - {"excluded"}
        if "negation" not in found or not self._negates(named, language):
            return found - {"negation"}
        if contrasted and len(concepts.spans("negation", named)) <= contrasted:
            return found - {"negation"}
        if not found & ABSORBING:
            return found
        free = concepts.stands_outside("negation", ABSORBING & found, named)
        return found if free else found - {"negation"}

    def _tagged(self, named: str, language: str) -> bool:
        """Whether a tag ends a statement, and is no question by itself: "and Kakao, no?"."""
        stands = self.concepts[language].stands_outside(TAG_BEHIND, ["or_not"], named)
        least = STATEMENT_IN_HANGUL if HANGUL.search(named) else STATEMENT
        return stands and len(named.split()) >= least

    def _meant(self, found: set[str], named: str, language: str) -> set[str]:
        """The concepts without a "when" that tells a time and costs that are none."""
        concepts = self.concepts[language]
        spoken = ((place, IN_LANGUAGE + code) for place in _PLACES for code in self.concepts)
        idle = {
            name
            for name, within in (*UNMEANT.items(), *spoken)
            if {name, within} <= found and not concepts.stands_outside(name, [within], named)
        }
        return found - (idle | {"when"} if self._tells_time(found, named, language) else idle)

    def _tells_time(self, found: set[str], named: str, language: str) -> bool:
        """Whether each "when" only tells of which time something else is asked."""
        concepts = self.concepts[language]
        if "joins_time" not in found or concepts.stands_outside("when", ["joins_time"], named):
            return False
        joints = {end for _, end in concepts.spans("joint", named)}
        starts = [start for start, _ in concepts.spans("joins_time", named)]
        return joints.isdisjoint(starts) and all(
            concepts.found(_ASKED_BEFORE, named[:start]) for start in starts
        )

    def _negates(self, named: str, language: str) -> bool:
        """Whether a "not" may turn round what is asked: not in "no spin: did xcompanyx …"."""
        aside, colon, asked = named.partition(":")
        if not colon or _NAMED.search(aside) or not _NAMED.search(asked):
            return True
        return self.concepts[language].has("negation", asked)

    def _since(self, values: Values, language: str) -> Iterable[str]:
        """The concept of a date from which on something is asked: a word beside its mask."""
        return self.concepts[language].found([FROM_THEN], values.masked) if values.dates else ()

    def _of_rounds(
        self, text: str, mentions: Sequence[Mention], concepts: Concepts
    ) -> Iterable[str]:
        """What a name of a round says of its outcome: 1차 탈락."""
        of_kind = (m for m in mentions if self.entities[m.id].kind == "round")
        return concepts.found(_OUTCOMES, fold(" ".join(text[m.start : m.end] for m in of_kind)))

    def parts(self, text: str, known: str | None, spoken: Iterable[str] = ()) -> list[Reading]:
        """The questions of a message in order; one unless several are clearly asked.

        `known` is the language spoken so far, `spoken` the ids of what was spoken of, latest first.
        """
        return [self._stating(reading) for reading in self._parts(text, known, spoken)]

    def _stating(self, reading: Reading) -> Reading:
        """A question with what it and its leads state: not looked for in pieces that fall away."""
        leads = tuple(map(self._stating, reading.leads))
        trails = tuple(map(self._stating, reading.trails))
        found = self.contradictions[reading.language].found(reading.named)
        found = frozenset({WHAT_IF}) if WHAT_IF in found else found
        counted = self.quantities[reading.language].read(reading.values)
        likely = self.stating.shares(reading.training)
        told = replace(reading, states=found, quantities=counted, likely=likely)
        return replace(told, leads=leads, trails=trails)

    def told(self, language: str, text: str) -> tuple[Sequence[Date], Sequence[Quantity]]:
        """The dates and the quantities of an answer."""
        folded = fold(text)
        values = self.values[language].read(folded, self.lexicons[language].found(folded))
        return values.dates, self.quantities[language].read(values, TOLD)

    def _parts(self, text: str, known: str | None, spoken: Iterable[str]) -> list[Reading]:
        text = self.spacer.spaced(undo_layout(text, self.knows) or text)
        text = self.respeller.respelt(text)
        text = self.dictations[self.language(text, (), known)].in_digits(text)
        line = text.replace("\n", " ")
        mentions = with_siblings(line, self.names.find(line), self.entities, self.names)
        mentions = mentions or spoken_after(line, spoken, self.entities, self.names)
        language = self.language(line, mentions, known)
        spans = spans_of(text, mentions)
        if len(spans) > 1:
            read = partial(self._part, text, language=language, mentions=mentions)
            if self.concepts[language].has(ERRAND, fold(text)):
                return [self.read(text, language, mentions)]
            by_line = all(text[start - 1] == "\n" for start, _ in spans[1:])
            lines = self.divider.itemised(self.read(text, language, mentions)) if by_line else []
            return lines or self._asked(with_leads(spans, read))[:MOST_PARTS]
        whole = self.read(text, language, mentions)
        return self.divider.apart(whole)

    def _part(
        self, text: str, span: tuple[int, int], language: str, mentions: Sequence[Mention]
    ) -> Reading:
        start, end = span
        number = numbering(text[start:end], self.concepts[language])
        begin = start + number
        inside = [shifted(m, -begin) for m in mentions if begin <= m.start and m.end <= end]
        reading = self.read(text[begin:end], language, inside)
        return replace(reading, tags=reading.tags | {"enumerator"}) if number else reading

    def _asked(self, sentences: list[Reading]) -> list[Reading]:
        """The sentences that ask something; asides and what leads up to a question are left.

        What the others name and claim goes to the question after them.
        """
        sentences = self._told_of(sentences)
        own = without_chat(without_requests(sentences))
        again = [r for r in own if self._asks_again(r)]
        questions = without_doubts(asking(own))
        if again and all(r in again for r in questions):
            return again[-1:]
        corrections = [r for r in own if "correction" in r.tags and r.mentions][:1]
        asked = questions or corrections or named_alone(own) or stated(own)
        each = len(asked) > 1 and all(r.asks and r.mentions for r in asked)
        vague = asked != corrections and all(elliptic(r) and weight(r) < SURE for r in asked)
        talk = [] if questions or corrections or any(r.asks for r in own) else chats(own)
        if talk:
            return talk
        if not asked or (vague and not each):
            asked = [likeliest(own)]
        leads = [r for r in sentences if r not in asked]
        asked = [led(r, sentences, leads) for r in asked]
        doubted = any(map(doubts, leads))
        return [replace(part, doubts=doubted) for r in asked for part in self.divider.apart(r)]

    def _told_of(self, sentences: Sequence[Reading]) -> list[Reading]:
        """Sentences, of which a question that names nobody may be on one named just before it."""
        told: list[Reading] = []
        for sentence in sentences:
            before = told[-1].mentions if told else ()
            asks = sentence.asks and sentence.shapes and len(sentence.content) >= PAIR
            vague = asks and not (is_question(sentence) or off(sentence))
            read = self.divider.following(sentence, before) if vague else None
            told.append(read if read and weight(read) >= LEAST_OF_THING else sentence)
        return told

    def _asks_again(self, reading: Reading) -> bool:
        """Whether a sentence asks for the last answer once more: "… The Italian version?"."""
        concepts = self.concepts[reading.language]
        return language_asked(reading, concepts, self.concepts) is not None

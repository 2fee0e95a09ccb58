"""A question → its readings: one per question in the message, at most three."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from intents.concepts import Concepts
from intents.lexicon import Lexicon
from intents.language import LanguageGuesser
from intents.models import Entity
from intents.names import Mention, NameIndex
from intents.normalize import fold
from intents.ranker import IntentRanker
from intents.reading import TAGS, Reading, content_words, mask, shifted, without_names
from intents.values import ValueReader

MOST_PARTS = 3
# Sentences looked at in a long message: its beginning and, where questions stand, its end.
MOST_SENTENCES = 24
# A part of a message is a question of its own when the ranker is this sure of it.
SURE = 0.5
ASIDE = frozenset({"greeting", "thanks", "goodbye", "out_of_scope", "are_you_sure", "help"})

_SENTENCE = re.compile(r"(?<=[.!?;…。？！])\s+|(?<=[?？])(?=\S)|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|\s)(?:[A-Za-z]\.|[Ss]ig|[Dd]ott|[Pp]rof|[Mm]rs?|[Dd]r|vs|es|e\.g|i\.e|no|nr)\.?$"
)


@dataclass(frozen=True)
class Reader:
    """Everything needed to read a question; built once per catalogue."""

    entities: Mapping[str, Entity]
    names: NameIndex
    guesser: LanguageGuesser
    ranker: IntentRanker
    concepts: Mapping[str, Concepts]
    lexicons: Mapping[str, Lexicon]
    values: Mapping[str, ValueReader]
    fallback: str

    def language(self, text: str, mentions: Sequence[Mention], known: str | None) -> str:
        """The language of the words around the names, else the one already spoken."""
        return self.guesser.guess(without_names(text, mentions)) or known or self.fallback

    def read(self, text: str, language: str, mentions: Sequence[Mention]) -> Reading:
        """One question, read as a whole. `mentions` have offsets in `text`."""
        concepts = self.concepts[language]
        values = self.values[language].read(mask(text, mentions, self.entities))
        return Reading(
            text=text,
            language=language,
            mentions=tuple(mentions),
            masked=values.masked,
            tags=TAGS & self.lexicons[language].found(values.masked),
            content=content_words(values.masked, concepts),
            values=values,
            ranking=tuple(self.ranker.rank(f"{language}\t{values.masked}")),
        )

    def parts(self, text: str, known: str | None) -> list[Reading]:
        """The questions of a message in order; one unless several are clearly asked."""
        mentions = self.names.find(text)
        language = self.language(text, mentions, known)
        sentences = [self._part(text, span, language, mentions) for span in _sentences(text)]
        if len(sentences) > 1:
            return self._asked(sentences)[:MOST_PARTS]
        whole = self.read(text, language, mentions)
        return self._conjoined(whole) or [whole]

    def _part(
        self, text: str, span: tuple[int, int], language: str, mentions: Sequence[Mention]
    ) -> Reading:
        start, end = span
        inside = [shifted(m, -start) for m in mentions if start <= m.start and m.end <= end]
        return self.read(text[start:end], language, inside)

    def _asked(self, sentences: list[Reading]) -> list[Reading]:
        """The sentences that ask something; asides and what leads up to a question are left."""
        asked = [r for r in sentences if _weight(r) >= SURE or _elliptic(r)]
        if not asked or all(_elliptic(r) for r in asked):
            return [max(sentences, key=_weight)]
        parts = [part for r in asked for part in self._conjoined(r) or [r]]
        questions = [r for r in parts if "?" in r.text or "？" in r.text]
        return questions if len(parts) > MOST_PARTS and questions else parts

    def _conjoined(self, whole: Reading) -> list[Reading]:
        """Two or three questions joined by "and", if each stands by itself."""
        joints = self.concepts[whole.language].spans("joint", fold(whole.text))
        for start, end in joints:
            if len(fold(whole.text)) != len(whole.text):
                break
            left = self._cut(whole, 0, start)
            right = self._cut(whole, end, len(whole.text))
            if left and right and _separate(left, right, whole):
                return [left, *(self._conjoined(right) or [right])][:MOST_PARTS]
        return []

    def _cut(self, whole: Reading, start: int, end: int) -> Reading | None:
        inside = [shifted(m, -start) for m in whole.mentions if start <= m.start and m.end <= end]
        outside = [m for m in whole.mentions if m.start < start < m.end or m.start < end < m.end]
        text = whole.text[start:end]
        if outside or not text.strip():
            return None
        return self.read(text, whole.language, inside)


def _weight(reading: Reading) -> float:
    """How surely a sentence asks something of the subject."""
    intent, probability = reading.ranking[0]
    return 0.0 if intent in ASIDE else probability


def _elliptic(reading: Reading) -> bool:
    return not reading.content and bool(reading.shapes)


def _separate(left: Reading, right: Reading, whole: Reading) -> bool:
    """Whether both sides are questions of their own, and different ones."""
    if "compare" in whole.tags:
        return False
    if _weight(left) < SURE or not (left.content or left.shapes):
        return False
    if _elliptic(right):
        return bool(left.content)
    same = left.ranking[0][0] == right.ranking[0][0]
    shaped = bool(right.shapes) or "?" in left.text
    return _weight(right) >= SURE and not same and shaped


def _sentences(text: str) -> list[tuple[int, int]]:
    """Spans of sentences; of a long text only the first and the last ones."""
    cuts = [0]
    for match in _SENTENCE.finditer(text):
        if not _ABBREVIATION.search(text[max(0, match.start() - 6) : match.start()]):
            cuts += [match.end()]
    cuts.append(len(text))
    spans = [(a, b) for a, b in pairwise(cuts) if any(c.isalnum() for c in text[a:b])]
    if len(spans) > MOST_SENTENCES:
        spans = spans[: MOST_SENTENCES // 2] + spans[-MOST_SENTENCES // 2 :]
    return spans

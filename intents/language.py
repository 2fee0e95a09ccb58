"""Which language a question is in.

Hangul outside of names decides for Korean. Latin letters are told apart by words and letter
groups counted in the catalogue's own utterances, so a new language needs no list of its own.
Romanised Korean is counted as Korean: its sound is spelt from the Korean utterances.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from intents.normalize import fold

_HANGUL = re.compile(r"[가-힣ㄱ-ㆎ]")
_LATIN_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# The lead over the second language, in natural logarithms, below which nothing is decided.
MARGIN = 1.0
# A word seen before says more than its letters: "hello" ends like an Italian word.
WHOLE = 3
# Of so many different words and letter groups, those met once say hardly a thing.
MANY = 5000
# Latin letters are seldom Korean: it must be plain that they are.
ROMANISED_MARGIN = 8.0

_INITIALS = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ")
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")


def romanise(text: str) -> str:
    """Hangul spelt in Latin letters, syllable by syllable; anything else as it is."""
    return "".join(map(_romanise_one, text))


def _romanise_one(char: str) -> str:
    if not "가" <= char <= "힣":
        return char
    code = ord(char) - ord("가")
    initial, rest = divmod(code, 588)
    vowel, final = divmod(rest, 28)
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]


def _pieces(word: str) -> list[str]:
    padded = f"^{word}$"
    return [padded, *(padded[i : i + 3] for i in range(len(padded) - 2))]


def _evidence(word: str, table: Mapping[str, float], unseen: float) -> float:
    whole, *parts = (table.get(piece, unseen) for piece in _pieces(word))
    return WHOLE * whole + sum(parts)


@dataclass(frozen=True)
class LanguageGuesser:
    """Counts of words and letter groups per language; a naive Bayes guess between them."""

    weights: Mapping[str, Mapping[str, float]]
    unseen: Mapping[str, float]

    @classmethod
    def fit(cls, utterances: Mapping[str, Iterable[str]]) -> LanguageGuesser:
        """Learn from the utterances of each language."""
        counts = {code: cls._count(code, texts) for code, texts in utterances.items()}
        sizes = {code: sum(counter.values()) for code, counter in counts.items()}
        kinds = len(set().union(*counts.values())) + 1
        return cls(
            {
                code: {
                    p: math.log((n + 0.3) / (sizes[code] + kinds))
                    for p, n in c.items()
                    if n > 1 or len(c) < MANY
                }
                for code, c in counts.items()
            },
            {code: math.log(0.3 / (size + kinds)) for code, size in sizes.items()},
        )

    @staticmethod
    def _count(code: str, texts: Iterable[str]) -> Counter[str]:
        words: Counter[str] = Counter()
        for text in texts:
            plain = romanise(fold(text)) if code == "ko" else fold(text)
            words.update(_LATIN_WORD.findall(plain))
        counter: Counter[str] = Counter()
        for word, times in words.items():
            for piece in _pieces(word):
                counter[piece] += times
        return counter

    def guess(self, text: str) -> str | None:
        """The language of a text whose names are taken out; None if it cannot be told."""
        plain = fold(text)
        hangul = len(_HANGUL.findall(plain))
        latin = _LATIN_WORD.findall(plain)
        if hangul and "ko" in self.weights and hangul * 2 >= len(latin):
            return "ko"
        if not latin:
            return None
        return self._best(latin)

    def script(self, text: str) -> str | None:
        """The language that the letters of a text belong to alone, names included."""
        return "ko" if "ko" in self.weights and _HANGUL.search(fold(text)) else None

    @cached_property
    def _evidences(self) -> Callable[[str], tuple[float, ...]]:
        """What a word says for each language, in order; most words are met again and again."""
        tables = [(table, self.unseen[code]) for code, table in self.weights.items()]
        return lru_cache(maxsize=8192)(
            lambda word: tuple(_evidence(word, table, unseen) for table, unseen in tables)
        )

    def _best(self, latin: list[str]) -> str | None:
        sums = map(sum, zip(*map(self._evidences, latin), strict=True))
        scores: dict[str, float] = dict(zip(self.weights, sums, strict=True))
        if "ko" in scores:
            scores["ko"] -= ROMANISED_MARGIN
        first, second = (*sorted(scores.values(), reverse=True), -math.inf)[:2]
        if first - second < MARGIN:
            return None
        return max(scores, key=scores.__getitem__)

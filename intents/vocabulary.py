"""What is an everyday word, asked in the ways that finding names needs."""

from __future__ import annotations

from intents.commonwords import CommonWords
from intents.hangul import is_syllables, stems
from intents.kept import kept


class Vocabulary:
    """Everyday words, with and without particles and endings."""

    def __init__(self, common: CommonWords) -> None:
        self._words, self._frequent = common.words, common.frequent
        self._known, self._listed = common.known, common.listed
        self.common = kept(8192, self._is_common)
        self.known = kept(8192, self._is_known)

    def __contains__(self, word: str) -> bool:
        """Whether a word as it stands is an everyday one."""
        return word in self._words

    def frequent(self, word: str) -> bool:
        """Whether a word is one of those every text is made of."""
        return word in self._frequent

    def _is_known(self, word: str) -> bool:
        """Whether a word is so well known that it is never a slip for a name."""
        return word in self._words or word in self._known or self.stem_common(word)

    def listed(self, word: str) -> bool:
        """Whether a large dictionary has the word."""
        return word in self._words or word in self._known or word in self._listed

    def _is_common(self, word: str) -> bool:
        """Whether a word, or what is left of it without particles, is an everyday one."""
        return word in self._words or self.stem_common(word)

    def stem_common(self, word: str) -> bool:
        """Whether a Korean word is an everyday one with a particle."""
        return is_syllables(word) and any(len(s) > 1 and s in self._words for s in stems(word))

    def inflected(self, word: str) -> bool:
        """Whether an English or Italian word is inflected, as names are not."""
        if f"{word}s" in self._words or (word[-1] == "s" and word[:-1] in self._words):
            return True
        return word[-1] in "aeio" and sum(word[:-1] + v in self._words for v in "aeio") > 1

    def verbal_noun(self, word: str) -> bool:
        """Whether a Korean word is a verb made a noun, such as 믿음, belief."""
        return word[-1] in "음기" and word[:-1] in self._words

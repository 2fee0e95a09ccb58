"""Typing errors in ordinary words: whcih compnaies → which companies.

Names are found and masked before. A word that neither the catalogue nor the frequency lists know
is read as the catalogue's word nearest to it, if one is near enough.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from intents.kept import kept

# Shorter words are near too many others.
SHORTEST, LONG = 4, 8
# A word that the catalogue uses less often may be a typing error itself.
LEAST = 3
_WORD = re.compile(r"[a-z]+")


def counted(texts: Iterable[str]) -> dict[str, int]:
    """How often each word stands in folded texts."""
    return dict(Counter(word for text in texts for word in _WORD.findall(text)))


class Speller:
    """Mends words of one language in Latin letters. Texts are given folded."""

    def __init__(
        self,
        counts: Mapping[str, int],
        common: Collection[str] = (),
        listed: Iterable[str] = (),
    ) -> None:
        """Take the words of the language as counted, and others that are no errors either.

        `common` is looked into where it lies, `listed` is not: it may be made for this.
        """
        self._known, self._common = frozenset(counts).union(listed), common
        usual = {word for word, count in counts.items() if count >= LEAST and len(word) >= SHORTEST}
        # The more usual of two equally near words is taken: the first in this order.
        self._usual = sorted(usual, key=lambda word: (-counts[word], word))
        self._nearest = kept(4096, self._nearest_of)

    def mend(self, text: str) -> str:
        """The text with its misspelt words mended."""
        return _WORD.sub(lambda match: self._mended(match.group()), text)

    def _mended(self, word: str) -> str:
        known = word in self._known or word in self._common or word[0] == word[-1] == "x"
        return word if known or len(word) < SHORTEST else self._nearest(word)

    def _nearest_of(self, word: str) -> str:
        most = 2 if len(word) >= LONG else 1
        found = process.extractOne(word, self._usual, scorer=OSA.distance, score_cutoff=most)
        return found[0] if found else word

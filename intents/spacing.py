"""Korean written without spaces: 카카오는사람도많은데왜떨어졌어요 → 카카오는 사람도 많은데 왜 ….

A long run of syllables is parted into the words of the catalogue that are together likeliest, each
by how often it stands there; what is no such word stays in one piece, at a price for each syllable.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from math import log

from intents.kept import kept

# A run of fewer syllables is one word with its endings; of more, so many are looked at together.
SHORTEST, LONGEST = 9, 80
# A word that stands more rarely in the catalogue may be run together itself.
LEAST = 2
# A name of the facts is known as well as a word that stands so often.
NAMED = 20
# The price of an unknown piece, and of each of its syllables.
UNKNOWN, SYLLABLE = 4.0, 7.0
_WORD = re.compile(r"[가-힣]+")
# A Latin word right behind a particle: 네이버랑kt.
_LATIN = re.compile(r"(?<=[가-힣][랑와과고는은이가을를도의에])(?=[A-Za-z]{2})")
_LONG = re.compile(rf"[가-힣]{{{SHORTEST},{LONGEST}}}")


def counted(texts: Iterable[str], names: Iterable[str]) -> dict[str, int]:
    """How often each Korean word stands in texts; names are well known."""
    words = Counter(word for text in texts for word in _WORD.findall(text))
    known = dict.fromkeys((word for name in names for word in _WORD.findall(name)), NAMED)
    return {word: count for word, count in (words + Counter(known)).items() if count >= LEAST}


class Spacer:
    """Parts long runs of Korean syllables into words, as `counted` in the catalogue."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        total = log(sum(counts.values()) or 1)
        self._prices = {word: total - log(count) for word, count in counts.items()}
        self._parted = kept(1024, self._parted_anew)

    def spaced(self, text: str) -> str:
        """The text with its long runs of syllables parted, and Latin words from those before."""
        return _LONG.sub(lambda match: self._parted(match.group()), _LATIN.sub(" ", text))

    def _parted_anew(self, run: str) -> str:
        """The cheapest words of a run, found from the last back to where each was begun."""
        paid, begun = [0.0], [0]
        for end in range(1, len(run) + 1):
            cheapest = min(
                (paid[start] + self._price(run[start:end]), start) for start in range(end)
            )
            paid.append(cheapest[0])
            begun.append(cheapest[1])
        words, end = list[str](), len(run)
        while end:
            words.append(run[begun[end] : end])
            end = begun[end]
        return " ".join(reversed(words))

    def _price(self, piece: str) -> float:
        return self._prices.get(piece, UNKNOWN + SYLLABLE * len(piece))

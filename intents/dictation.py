"""Names dictated with their number in words: "solar open two", "k exaone due punto zero"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from intents.normalize import fold

# A name that ends in a whole number, be it a version: "Solar Open 2", "K-EXAONE 2.0".
_NUMBERED = re.compile(r"(?P<stem>.*[^\W\d])[ -](?P<digit>\d)(?:\.0)?")
# What may stand between the words of a name.
_GAP = r"[\s-]+"
_NOTHING = re.compile(r"(?!)")
# The concept of what is said for ".0".
POINT_ZERO = "point_zero"


class Dictation:
    """Puts the numbers of names in digits, in one language; holds no state between texts."""

    def __init__(
        self, names: Iterable[str], numbers: Mapping[int, str], zeros: Sequence[str]
    ) -> None:
        """`numbers` are those of the language in words, `zeros` is what it says for ".0"."""
        self._usual = {
            " ".join(fold(spoken).replace("-", " ").split()): name
            for name in names
            for spoken in _spoken(name, numbers, zeros)
        }
        ordered = sorted(self._usual, key=len, reverse=True)
        phrases = "|".join(_GAP.join(map(re.escape, phrase.split())) for phrase in ordered)
        whole = rf"(?<!\w)(?:{phrases})(?!\w)"
        self._any = re.compile(whole, re.IGNORECASE) if ordered else _NOTHING

    def in_digits(self, text: str) -> str:
        """The text with the numbers of names in digits."""
        return self._any.sub(self._usually, text)

    def _usually(self, match: re.Match[str]) -> str:
        return self._usual[" ".join(fold(match[0]).replace("-", " ").split())]


def _spoken(name: str, numbers: Mapping[int, str], zeros: Sequence[str]) -> Iterator[str]:
    """The ways to say a name that ends in a number."""
    match = _NUMBERED.fullmatch(name)
    word = numbers.get(int(match["digit"])) if match else None
    if match and word:
        plain = f"{match['stem']} {word}"
        yield from (plain, *(f"{plain} {zero}" for zero in zeros))
